"""A desk that observers file reports at: over an empty store of its own, with accounts where a test asks for them."""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from pantau.model.account import ALONE, Account
from pantau.monitor import accounts as keeping
from pantau.store import open_store
from pantau.web import bind, make_app
from pantau.web.sessions import Sessions

PORT, TOKEN = 8751, "the-token-of-the-field-desk"
PASSWORD = "kerbau makan rumput"
NOW = datetime(2020, 11, 1, 12, tzinfo=UTC)
REPORT = {
    "theatre": "karabakh", "from": "2020-10-26T08:10", "to": "2020-10-26T09:40", "zone": "Asia/Baku", "means": "heard",
    "what": "shelling", "position": "Stepanakert", "language": "en",
}  # fmt: skip


def make_store(path: Path, *people: tuple[str, str, tuple[str, ...]]) -> Path:
    """An empty store; with `people` (name, role, theatres) also an administrator, `root`."""
    with open_store(path) as store:
        for name, role, theatres in (("root", "administrator", ()), *people) if people else ():
            account = Account(name=name, full_name=name.title(), role=role, theatres=theatres)
            keeping.add_account(store, account, PASSWORD, by=ALONE, now=NOW, theatres=("karabakh", "papua"))
    return path


def ask(store: Path, *, clock: datetime = NOW) -> TestClient:
    """A browser that came by the link."""
    app = make_app(store, port=PORT, sessions=Sessions(TOKEN), clock=lambda: clock)
    client = TestClient(app, base_url=f"http://127.0.0.1:{PORT}")
    client.get("/", params={"token": TOKEN})
    client.cookies.set("language", "en")
    return client


def sign_in(store: Path, name: str, *, clock: datetime = NOW) -> TestClient:
    """A browser in which somebody signed in."""
    client = ask(store, clock=clock)
    page = client.get("/login").text
    given = {"csrf": page.split('name="csrf" value="')[1].split('"')[0], "name": name, "password": PASSWORD, "next": "/"}
    assert client.post("/login", data=given, follow_redirects=False).status_code == 303
    return client


def token_of(client: TestClient) -> str:
    """The token of the browser's forms."""
    return str(client.get("/observe/token").json()["csrf"])


def file(client: TestClient, files: Any = None, **values: Any) -> Any:
    """What a report comes to, as a program is told."""
    data = {"csrf": token_of(client), **REPORT, **values}
    return client.post("/observe", data=data, files=files, headers={"accept": "application/json"}, follow_redirects=False)


@contextmanager
def serving(store: Path) -> Iterator[tuple[str, str]]:
    """A desk that serves: its address, and the link that opens it."""
    import uvicorn

    taken = bind(0)
    app = make_app(store, port=taken.port, sessions=taken.sessions)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [taken.socket]}, daemon=True)
    thread.start()
    yield taken.link.split("/?")[0], taken.link
    server.should_exit = True
    thread.join(timeout=10)


def png(width: int, height: int, *, extra: bytes = b"", drawn: bool = True) -> bytes:
    """A grey picture of that size; `drawn` False: one line alone, whatever the head says."""
    rows = zlib.compress((b"\0" + b"\x80" * width) * (height if drawn else 1), 9)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def chunk(name: bytes, body: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
