"""People at a desk, for tests: accounts in a store, a clock to turn, browsers that sign in as people do."""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from pantau.model.account import ALONE, ROLES, Account
from pantau.monitor import accounts as keeping
from pantau.monitor.passwords import hash_password
from pantau.monitor.signing import ABSOLUTE
from pantau.store import accounts, open_store
from pantau.web import make_app
from pantau.web.forms import token_of
from pantau.web.fronting import Front
from pantau.web.sessions import Sessions
from tests.web.conftest import BASE, PORT, TOKEN

PASSWORD = "kucing makan ikan"
START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
_hashed: list[str] = []


class Clock:
    """A clock that stands until it is turned."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def turn(self, **by: float) -> None:
        self.at += timedelta(**by)


def add_people(path: Path, **people: tuple[str, ...]) -> None:
    """An administrator `adm`, and everyone named: role, then theatres. All have the one password, hashed once."""
    if not _hashed:
        _hashed.append(hash_password(PASSWORD))
    with open_store(path) as store, store.transaction():
        for name, (role, *theatres) in {"adm": ("administrator",), **people}.items():
            if store.ask(accounts.load_account, name) is None:
                added = Account(name=name, full_name=f"{name} X", role=role, theatres=tuple(theatres))
                store.ask(accounts.insert_account, added, _hashed[0], now=START)


def one_of_each() -> dict[str, tuple[str, ...]]:
    """A person for every role, called by it."""
    return {role.replace("_", "-"): (role,) for role in ROLES}


def knock(path: Path, clock: Clock | None = None, *, front: Front | None = None, app: Any = None, base: str = BASE) -> TestClient:
    """A browser that nobody signed in at yet."""
    app = app or make_app(path, port=PORT, sessions=Sessions(TOKEN), front=front, clock=clock or Clock())
    return TestClient(app, base_url=base, follow_redirects=False)


def token_in(html: str) -> str:
    """The token of the forms of a page."""
    found = re.search(r'name="csrf" value="([^"]*)"', html)
    assert found is not None
    return found[1]


def sign_in(client: TestClient, name: str, password: str = PASSWORD, **form: str) -> Any:
    """Sign in as a person does: by the form. The answer."""
    token = token_in(client.get("/login").text)
    return client.post("/login", data={"csrf": token, "name": name, "password": password, **form})


def let_in(path: Path, name: str, clock: Clock | None = None) -> TestClient:
    """A browser in which somebody signed in, in English."""
    client = knock(path, clock)
    answer = sign_in(client, name)
    assert answer.status_code == 303, answer.text
    client.cookies.set("language", "en")
    return client


def send(client: TestClient, path: str, **form: Any) -> Any:
    """Send a form with the token of the session."""
    return client.post(path, data={"csrf": token_in(client.get("/me").text), **form})


def secret_of(path: Path, name: str) -> str:
    """A fresh key of an account."""
    with open_store(path) as store:
        return keeping.add_key(store, name, "a test", by=ALONE, now=START)[1]


def with_session(path: Path, name: str, clock: Clock | None = None, *, app: Any = None) -> TestClient:
    """A browser with a session of an account, without the wait for a password."""
    client = knock(path, clock, app=app)
    token = secrets.token_urlsafe(32)
    with open_store(path) as store, store.transaction():
        now = (clock or Clock())()
        store.ask(accounts.insert_session, token, name, f"browser of {name}", now=now, until=now + ABSOLUTE)
    client.cookies.set(f"pantau-{PORT}", token)
    client.cookies.set("language", "en")
    client.headers["x-csrf-token"] = token_of(token)
    return client
