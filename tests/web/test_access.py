"""Every route by every role: what the table says is what the desk does, and what stands in no row is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.routing import Mount
from starlette.testclient import TestClient

from pantau.model.account import OPEN, PERMISSIONS, ROLES, Person, may
from pantau.web import make_app
from pantau.web.access import ACCESS, permission_of
from pantau.web.sessions import Sessions
from tests.web.conftest import PORT, TOKEN, enter
from tests.web.signing import Clock, add_people, knock, one_of_each, secret_of, with_session
from tests.web.worlds import make_worlds

PEOPLE = {name: role for name, (role,) in one_of_each().items()}
NOBODY = "nobody"
PARTS = {
    "document": "0" * 64, "photo": "0" * 64, "record": "0" * 24, "incident": "I99", "ceasefire": "0" * 24, "name": "zz",
    "key": "0" * 12, "sitrep": "999",
    "session": "0" * 16,
}  # fmt: skip


def routes_of(app: FastAPI) -> list[tuple[str, str]]:
    found = []
    for route in app.routes:
        methods = {"GET"} if isinstance(route, Mount) else set(getattr(route, "methods", ()) or ()) - {"HEAD"}
        found += [(method, str(getattr(route, "path", ""))) for method in sorted(methods)]
    return found


APP = make_app(Path("/nowhere/at-all.db"), port=PORT, sessions=Sessions(TOKEN))
ROUTES = routes_of(APP)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = make_worlds(tmp_path_factory.mktemp("access"), "korea")
    add_people(path, **one_of_each())
    return path


@pytest.fixture(scope="module")
def app(store: Path) -> FastAPI:
    return make_app(store, port=PORT, sessions=Sessions(TOKEN), clock=Clock())


@pytest.fixture(scope="module")
def clients(store: Path, app: FastAPI) -> dict[str, TestClient]:
    return {NOBODY: knock(store, app=app)} | {name: with_session(store, name, app=app) for name in PEOPLE}


def fill(path: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda part: PARTS[part[1]], path)


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_every_route_stands_in_a_row(method: str, path: str) -> None:
    assert permission_of(method, path) in PERMISSIONS


def test_every_row_is_of_a_route_or_of_several() -> None:
    known = {(method, path.removeprefix("/api/v1") or "/") for method, path in ROUTES}
    assert [row for row in ACCESS if not row.path.endswith("*") and (row.method, row.path) not in known] == []


@pytest.mark.parametrize("who", [NOBODY, *PEOPLE])
@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_a_route_answers_those_alone_whom_the_table_names(
    store: Path, app: FastAPI, clients: dict[str, TestClient], method: str, path: str, who: str
) -> None:
    permission = permission_of(method, path)
    client = with_session(store, who, app=app) if path == "/logout" and who != NOBODY else clients[who]
    answer = client.request(method, fill(path) + ("/desk.css" if path == "/static" else ""))
    is_refused = answer.status_code == 403 and ("not for your role" in answer.text or '"role"' in answer.text)
    if permission == OPEN:
        assert not is_refused
        assert answer.status_code != 401
    elif who == NOBODY:
        is_page = method == "GET" and not path.startswith("/api/")
        assert answer.status_code == (303 if is_page else 401)
        assert not is_page or answer.headers["location"].startswith("/login")
    else:
        assert is_refused is (PEOPLE[who] not in PERMISSIONS[str(permission)]), (permission, answer.status_code)
        assert answer.status_code not in (401, 500)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("method", "path"), [("GET", "/documents"), ("GET", "/people"), ("GET", "/journal"), ("GET", "/me")])
def test_a_key_may_what_its_account_may_and_only_ask_the_api(store: Path, app: FastAPI, role: str, method: str, path: str) -> None:
    client = knock(store, app=app)
    key = {"authorization": f"Bearer {secret_of(store, role.replace('_', '-'))}"}
    assert client.request(method, path, headers=key).status_code == 303, "a page asks to sign in: a key opens none"
    answer = client.request(method, f"/api/v1{path}", headers=key)
    if ("GET", f"/api/v1{path}") not in ROUTES:
        assert answer.status_code == 404
    else:
        assert answer.status_code == (200 if role in PERMISSIONS[str(permission_of(method, path))] else 403)


@pytest.mark.parametrize("path", ["/forgotten", "/api/v1/forgotten", "/people2", "/reviewer", "/journalist", "/mexico"])
def test_a_route_that_was_forgotten_is_refused(store: Path, path: str) -> None:
    fresh = make_app(store, port=PORT, sessions=Sessions(TOKEN), clock=Clock())
    fresh.add_api_route(path, lambda: {"secret": 1}, methods=["GET", "POST"])
    for who in PEOPLE:
        for method in ("GET", "POST"):
            answer = with_session(store, who, app=fresh).request(method, path)
            assert answer.status_code == 403
            assert "secret" not in answer.text


def test_a_route_that_was_forgotten_is_refused_at_a_desk_of_one(tmp_path: Path) -> None:
    fresh = make_app(make_worlds(tmp_path, "korea"), port=PORT, sessions=Sessions(TOKEN))
    fresh.add_api_route("/forgotten", lambda: {"secret": 1}, methods=["GET"])
    client = enter(knock(tmp_path / "worlds.db", app=fresh))
    assert client.get("/forgotten").status_code == 403
    assert client.get("/records").status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD"])
@pytest.mark.parametrize("path", ["/people", "/journal", "/records", "/documents/" + "0" * 64, "/api/v1/records"])
def test_another_method_opens_nothing(clients: dict[str, TestClient], path: str, method: str) -> None:
    for who in (NOBODY, "read-only"):
        answer = clients[who].request(method, path)
        assert answer.status_code in (303, 401, 403, 405)
        assert "Yeonpyeong" not in answer.text


def test_nobody_verifies_who_may_not_look() -> None:
    for permission, roles in PERMISSIONS.items():
        assert permission == OPEN or set(roles) <= set(PERMISSIONS["look"])
    assert set(PERMISSIONS["verify"]) <= set(PERMISSIONS["review"])
    keeper = Person("adm", "", "administrator")
    assert [name for name in PERMISSIONS if may(keeper, name)] == [OPEN, "look", "audit", "administer"]
    assert not may(None, "look")
    assert not may(keeper, None)
    assert not may(keeper._replace(role="root"), "look")
