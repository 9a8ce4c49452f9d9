"""The desk over the sample pages, as a browser that came by the link asks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pantau.config import load_config
from pantau.monitor import find_inputs, read, relink
from pantau.store import open_store
from pantau.web import make_app
from pantau.web.sessions import Sessions

SAMPLES = Path(__file__).parents[2] / "examples" / "karabakh"
PORT = 8750
BASE = f"http://127.0.0.1:{PORT}"
TOKEN = "the-token-of-the-tests"
Opened = Callable[[Path], TestClient]


def ask(store: Path, *, raising: bool = True) -> TestClient:
    """A browser without a session before a desk over a store."""
    app = make_app(store, load_config(SAMPLES / "pantau.toml").folders, port=PORT, sessions=Sessions(TOKEN))
    return TestClient(app, base_url=BASE, raise_server_exceptions=raising)


def enter(client: TestClient, language: str = "en") -> TestClient:
    """The same with the session that the link opens."""
    client.get("/", params={"token": TOKEN})
    client.cookies.set("language", language)
    return client


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample pages, read and linked once."""
    path = tmp_path_factory.mktemp("desk") / "samples.db"
    folders = load_config(SAMPLES / "pantau.toml").folders
    with open_store(path) as opened:
        read(find_inputs([str(SAMPLES)]), opened, folders)
        relink(opened, folders)
    return path


@pytest.fixture(scope="session")
def desk(sample_store: Path) -> Iterator[TestClient]:
    """The desk over the sample pages, in English."""
    with enter(ask(sample_store)) as client:
        yield client
