"""Who is answered, and with which headers: one table of requests."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pantau.web.security import HEADERS, POLICY
from pantau.web.sessions import Sessions
from pantau.web.views import VIEWS
from tests.web.conftest import PORT, TOKEN, ask, enter

LISTS = [view.path for view in VIEWS if view.in_menu]
ROUTES = [*LISTS, "/", *(f"/api/v1{path}" for path in LISTS), "/api/v1/openapi.json", "/no/such/page"]
FOREIGN = [
    "evil.example", f"evil.example:{PORT}", "127.0.0.1", "localhost", f"127.0.0.1:{PORT + 1}", f"127.0.0.1.evil.example:{PORT}",
    f"0.0.0.0:{PORT}", f"[::]:{PORT}", "", f"localhost:{PORT}@evil.example", f"127.0.0.1:{PORT}, evil.example",
]  # fmt: skip


@pytest.fixture
def stranger(sample_store: Path) -> TestClient:
    return ask(sample_store)


@pytest.mark.parametrize("route", [*ROUTES, "/static/desk.css"])
@pytest.mark.parametrize("host", FOREIGN)
def test_a_foreign_host_is_refused_everywhere(desk: TestClient, route: str, host: str) -> None:
    answer = desk.get(route, headers={"host": host})
    assert answer.status_code == 400
    assert "Armenia" not in answer.text


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"[::1]:{PORT}"])
def test_this_machine_is_answered_by_its_names(desk: TestClient, host: str) -> None:
    assert (
        desk.get("/problems", headers={"host": host, "cookie": "; ".join(f"{k}={v}" for k, v in desk.cookies.items())}).status_code
        == 200
    )


@pytest.mark.parametrize("route", ROUTES)
def test_without_a_session_nothing_is_shown(stranger: TestClient, route: str) -> None:
    answer = stranger.get(route, follow_redirects=False)
    assert answer.status_code == 401
    assert "Armenia" not in answer.text


@pytest.mark.parametrize("cookie", ["", "x", "a" * 5_000, TOKEN])
def test_an_invented_session_opens_nothing(stranger: TestClient, cookie: str) -> None:
    stranger.cookies.set(f"pantau-{PORT}", cookie)
    assert stranger.get("/records").status_code == 401


def test_the_link_opens_once_and_leaves_no_token_behind(stranger: TestClient) -> None:
    answer = stranger.get("/records", params={"token": TOKEN, "party": "AZE"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/records?party=AZE")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie
    assert stranger.get("/records").status_code == 200
    again = stranger.get("/", params={"token": TOKEN}, follow_redirects=False)
    assert again.status_code == 303  # who is in already goes on
    stranger.cookies.clear()
    used = stranger.get("/", params={"token": TOKEN})
    assert used.status_code == 403
    assert "pantau serve" in used.text or "Ctrl-C" in used.text


@pytest.mark.parametrize("token", ["", "wrong", TOKEN + "x", TOKEN[:-1], "é" * 40, "%00"])
def test_a_wrong_token_opens_nothing_and_spoils_nothing(stranger: TestClient, token: str) -> None:
    assert stranger.get("/", params={"token": token}).status_code == 403
    assert stranger.get("/", params={"token": TOKEN}).status_code == 200


def test_the_link_leads_to_no_other_host(stranger: TestClient) -> None:
    answer = stranger.get(f"//evil.example/?token={TOKEN}", follow_redirects=False)
    assert answer.status_code in (303, 404)
    assert not answer.headers.get("location", "/").startswith("//")


@pytest.mark.parametrize("route", [*ROUTES, "/static/desk.css", "/records?since=never", "/documents/" + "0" * 64])
def test_every_answer_carries_the_headers(desk: TestClient, route: str) -> None:
    answer = desk.get(route)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value, name


def test_the_policy_lets_nothing_run_that_is_not_shipped() -> None:
    assert "default-src 'none'" in POLICY
    assert "unsafe" not in POLICY
    assert "http:" not in POLICY
    assert "*" not in POLICY
    assert "frame-ancestors 'none'" in POLICY


@pytest.mark.parametrize("path", LISTS)
def test_pages_have_no_inline_script_or_style(desk: TestClient, path: str) -> None:
    text = desk.get(path).text
    assert " style=" not in text
    assert "<style" not in text
    assert " onclick=" not in text
    assert text.count("<script") == text.count('<script type="module" src="/static/')
    assert 'src="http' not in text
    assert 'href="//' not in text


@pytest.mark.parametrize(
    "headers",
    [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "null"},
     {"origin": "null", "sec-fetch-site": "cross-site"}],
)
def test_another_site_changes_no_preference(desk: TestClient, headers: dict[str, str]) -> None:
    answer = desk.post("/preferences", data={"theme": "dark", "back": "/"}, headers=headers, follow_redirects=False)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_a_browser_that_tells_no_referrer_changes_a_preference(desk: TestClient) -> None:
    headers = {"origin": "null", "sec-fetch-site": "same-origin"}  # as chromium sends our own form under `no-referrer`
    answer = desk.post("/preferences", data={"theme": "auto", "back": "/records"}, headers=headers, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/records")


@pytest.mark.parametrize(
    ("back", "leads_to"),
    [
        ("/records?party=AZE", "/records?party=AZE"), ("//evil.example", "/"), ("https://evil.example", "/"), ("/\\evil.example", "/"),
        ("", "/"), ("javascript:alert(1)", "/"), ("/a\r\nset-cookie: x=1", "/"),
    ],
)  # fmt: skip
def test_a_preference_leads_back_to_the_desk_alone(sample_store: Path, back: str, leads_to: str) -> None:
    client = enter(ask(sample_store))
    answer = client.post("/preferences", data={"theme": "dark", "back": back}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, leads_to)


@pytest.mark.parametrize(
    "name", ["..%2f..%2fapp.py", "../app.py", "%2e%2e/app.py", "/etc/passwd", "....//app.py", "vendor/../../app.py"]
)
def test_no_path_leads_out_of_the_static_files(desk: TestClient, name: str) -> None:
    assert desk.get(f"/static/{name}").status_code in (404, 405)


@pytest.mark.parametrize("name", ["..", "%2e%2e%2f", "../../../etc/passwd", "C:\\", "0" * 63, "G" * 64, "0" * 64 + "%00"])
def test_no_path_is_taken_from_an_address(desk: TestClient, name: str) -> None:
    for path in (
        f"/documents/{name}",
        f"/documents/{name}/original",
        f"/records/{name}",
        f"/incidents/{name}",
        f"/ceasefires/{name}",
    ):
        assert desk.get(path).status_code in (200, 404), path  # 200: the address itself was made another one by the client
        assert "root:" not in desk.get(path).text


def test_a_token_is_good_for_one_session_even_when_many_ask_at_once() -> None:
    from concurrent.futures import ThreadPoolExecutor

    sessions = Sessions()
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda _: sessions.exchange(sessions.token), range(64)))
    assert sum(each is not None for each in given) == 1
