"""The desk over the sample pages, as a browser that came by the link asks it."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
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
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
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
def korea(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small store, linked once."""
    from tests.web.worlds import make_worlds

    return make_worlds(tmp_path_factory.mktemp("korea"), "korea")


@pytest.fixture
def korea_store(korea: Path, tmp_path: Path) -> Path:
    """A small store of one's own, without accounts."""
    with sqlite3.connect(korea) as connection:  # what lies in the log comes along
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(shutil.copy(korea, tmp_path / "s.db"))


@pytest.fixture
def peopled(korea_store: Path) -> Path:
    """The same with some people: `gone` is disabled."""
    from pantau.model.account import ALONE
    from pantau.monitor.accounts import change_account
    from tests.web.signing import START, add_people

    add_people(korea_store, ana=("analyst",), vera=("verifier",), obi=("observer",), gone=("analyst",))
    with open_store(korea_store) as opened:
        change_account(opened, "gone", by=ALONE, now=START, is_disabled=True)
    return korea_store


@pytest.fixture(scope="session")
def desk(sample_store: Path) -> Iterator[TestClient]:
    """The desk over the sample pages, in English."""
    with enter(ask(sample_store)) as client:
        yield client


@pytest.fixture(scope="session")
def address(sample_store: Path) -> Iterator[tuple[str, str]]:
    """The desk as the command serves it, in a process of its own: its address, and the link that opens it."""
    command = "import sys; from pantau.cli import main; sys.exit(main())"
    options = ["serve", "--no-open", "--port", "0", "--store", str(sample_store), "--config", str(SAMPLES / "pantau.toml")]
    with subprocess.Popen([sys.executable, "-c", command, *options], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        link = re.search(r"http://\S+", process.stdout.readline())
        assert link is not None
        yield link[0].split("/?")[0], link[0]
        process.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's chromium; what asks for it is skipped where it or playwright is not."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install pantau[test]")
    if CHROMIUM is None:
        pytest.skip("no browser found: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def cookies(address: tuple[str, str]) -> list[dict[str, Any]]:
    """The session that the link opens, once, for any browser's window."""
    with httpx.Client(follow_redirects=True) as client:
        answer = client.get(address[1])
        assert answer.status_code == 200
        assert "token" not in str(answer.url)
        return [{"name": name, "value": value, "url": address[0]} for name, value in client.cookies.items()]
