"""Attacks on coming in: guessed passwords, stolen and planted sessions, clocks turned back."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from pantau.model.account import ALONE
from pantau.monitor import accounts as keeping
from pantau.monitor import signing
from pantau.monitor.signing import ABSOLUTE, IDLE, Attempt, Refused, SignedIn
from pantau.store import accounts, look_into_store, open_store
from tests.web.conftest import PORT, TOKEN
from tests.web.signing import (
    PASSWORD,
    START,
    Clock,
    knock,
    let_in,
    secret_of,
    send,
    sign_in,
    token_in,
    with_session,
)

COOKIE = f"pantau-{PORT}"
WRONG = "Name or password is wrong"


@pytest.fixture
def store(peopled: Path) -> Path:
    return peopled


def english(client: TestClient) -> TestClient:
    client.cookies.set("language", "en")
    return client


# Coming in ---------------------------------------------------------------------------------------------------------------


def test_the_link_opens_nothing_where_there_are_accounts(store: Path) -> None:
    client = knock(store)
    answer = client.get("/", params={"token": TOKEN})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert COOKIE not in client.cookies
    assert client.get("/records").headers["location"] == "/login?next=%2Frecords"
    assert client.get("/api/v1/records").status_code == 401


def test_a_session_by_the_link_ends_with_the_first_account(korea_store: Path) -> None:
    path = korea_store
    client = knock(path)
    client.get("/", params={"token": TOKEN})
    assert client.get("/records").status_code == 200
    answer = send(client, "/people", name="root1", role="administrator", password=PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert client.get("/records").status_code == 303
    assert sign_in(client, "root1").status_code == 303
    assert client.get("/records").status_code == 200


def test_who_signs_in_gets_on_to_where_they_were_going(store: Path) -> None:
    client = knock(store)
    answer = sign_in(client, "ana", next="/records?party=KOR")
    assert (answer.status_code, answer.headers["location"]) == (303, "/records?party=KOR")
    cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith(f"{COOKIE}=")).lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/" in cookie
    assert client.get("/records").status_code == 200
    assert client.get("/login").status_code == 303


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nset-cookie: x=1", "",
                "\t//evil.example", "/login", "/login?next=//evil.example", "evil.example"],
)  # fmt: skip
def test_signing_in_leads_to_no_other_host(store: Path, address: str) -> None:
    client = knock(store)
    assert f'value="{address}"' not in client.get("/login", params={"next": address}).text or address == ""
    assert sign_in(client, "ana", next=address).headers["location"] == "/"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("ana", "wrong password"), ("nobody-here", PASSWORD), ("gone", PASSWORD), ("", PASSWORD), ("ana", ""), ("ana ' OR 1=1 --", "x"),
        ("аna", PASSWORD), ("ana\x00", PASSWORD), ("a" * 5_000, PASSWORD), ("ana", PASSWORD + " "), ("ana", PASSWORD.upper()),
        ("ana", "é" * 1_000), ("desk", PASSWORD),
    ],
)  # fmt: skip
def test_whoever_is_not_let_in_is_told_the_same(store: Path, name: str, password: str) -> None:
    client = english(knock(store))
    answer = sign_in(client, name, password)
    assert answer.status_code in (403, 400)
    if answer.status_code == 403:
        assert WRONG in answer.text
    assert COOKIE not in client.cookies
    assert client.get("/records").status_code == 303


def test_a_name_may_be_typed_in_capitals_and_a_password_in_any_form_of_its_letters(store: Path) -> None:
    import unicodedata

    composed = "garçon été à la mer"
    with open_store(store) as opened:
        keeping.set_password(opened, "ana", composed, by=ALONE, now=START)
    assert sign_in(knock(store), "ANA", unicodedata.normalize("NFD", composed)).status_code == 303


def test_a_password_of_a_megabyte_is_not_even_read(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = knock(store)
    token = token_in(client.get("/login").text)
    monkeypatch.setattr(signing, "is_password", lambda *_: pytest.fail("it was hashed"))
    answer = client.post("/login", data={"csrf": token, "name": "ana", "password": "x" * 1_000_000})
    assert answer.status_code == 413


@pytest.mark.parametrize("name", ["ana", "no-such", "gone", "no name at all"])
def test_an_unknown_name_takes_the_work_of_a_wrong_password(store: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    from argon2 import PasswordHasher, extract_parameters

    done, verify = list[str](), PasswordHasher.verify

    def counted(hasher: PasswordHasher, kept: str, password: str) -> bool:
        done.append(kept)
        return verify(hasher, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    with open_store(store) as opened:
        signing.sign_in(opened, Attempt(name, "wrong password", "b", "10.0.0.1"), now=START)
        mine = opened.ask(accounts.load_password, "ana")
    assert mine is not None
    assert [extract_parameters(kept) for kept in done] == [extract_parameters(mine)]


# Guessing ----------------------------------------------------------------------------------------------------------------


def try_in(path: Path, name: str, password: str, *, now: datetime, browser: str = "b", address: str = "10.0.0.1") -> Any:
    with open_store(path) as opened:
        return signing.sign_in(opened, Attempt(name, password, browser, address), now=now)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Passwords compared as they are; what was looked at."""
    looked: list[str] = []

    def compare(password: str, kept: str | None) -> bool:
        looked.append(password)
        return kept is not None and password == PASSWORD

    monkeypatch.setattr(signing, "is_password", compare)
    return looked


@pytest.mark.parametrize("name", ["ana", "no-such", "gone"])
def test_failures_make_wait_longer_and_longer(store: Path, quick: list[str], name: str) -> None:
    now, waits = START, []
    for _ in range(12):
        answer = try_in(store, name, "guess", now=now)
        if answer.wait:
            waits.append(answer.wait.total_seconds())
            now += answer.wait
            assert try_in(store, name, "guess", now=now).wait is None
    assert waits == [5, 10, 20, 40, 80, 160, 320]
    assert len(quick) == 12


def test_who_waits_is_not_looked_at_even_with_the_right_password(store: Path, quick: list[str]) -> None:
    for _ in range(5):
        try_in(store, "ana", "guess", now=START)
    quick.clear()
    assert isinstance(try_in(store, "ana", PASSWORD, now=START), Refused)
    assert quick == []
    assert isinstance(try_in(store, "ana", PASSWORD, now=START + timedelta(seconds=5)), SignedIn)
    assert try_in(store, "ana", "guess", now=START + timedelta(seconds=6)) == Refused(), "who came in begins anew"


@pytest.mark.usefixtures("quick")
def test_a_stranger_locks_nobody_out_of_a_browser_that_is_known(store: Path) -> None:
    assert isinstance(try_in(store, "ana", PASSWORD, now=START, browser="anas own"), SignedIn)
    for n in range(40):
        try_in(store, "ana", "guess", now=START, browser=f"b{n}", address=f"10.1.{n}.1")
    assert isinstance(try_in(store, "ana", PASSWORD, now=START, browser="fresh", address="10.9.9.9"), Refused)
    assert isinstance(try_in(store, "ana", PASSWORD, now=START, browser="anas own"), SignedIn)


def test_one_address_cannot_try_many_names(store: Path, quick: list[str]) -> None:
    answers = [try_in(store, f"name{n}", "guess", now=START, browser=f"b{n}") for n in range(60)]
    assert sum(answer.wait is None for answer in answers) == 20
    assert len(quick) == 20
    assert isinstance(try_in(store, "vera", PASSWORD, now=START, browser="v", address="10.0.0.2"), SignedIn)


@pytest.mark.usefixtures("quick")
def test_failures_are_forgotten(store: Path) -> None:
    for _ in range(8):
        try_in(store, "ana", "guess", now=START)
    assert isinstance(try_in(store, "ana", PASSWORD, now=START + signing.FORGOTTEN + timedelta(seconds=1)), SignedIn)
    with look_into_store(store) as opened:
        assert opened.ask(accounts.load_failures, "account", "ana") is None


def test_many_guesses_at_once_are_as_many(store: Path, quick: list[str]) -> None:
    threads = [
        threading.Thread(target=try_in, args=(store, "ana", f"guess{n}"), kwargs={"now": START, "browser": f"b{n}"}) for n in range(24)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(quick) == 5


@pytest.mark.usefixtures("quick")
def test_a_clock_that_goes_back_locks_nobody_out_for_long(store: Path) -> None:
    for _ in range(5):
        try_in(store, "ana", "guess", now=START + timedelta(days=400))
    answer = try_in(store, "ana", PASSWORD, now=START)
    assert answer.wait is None or answer.wait <= timedelta(seconds=5)
    assert isinstance(try_in(store, "ana", PASSWORD, now=START + timedelta(seconds=5)), SignedIn)


@pytest.mark.usefixtures("quick")
def test_the_page_says_how_long(store: Path) -> None:
    client = english(knock(store))
    for _ in range(5):
        assert WRONG in sign_in(client, "ana", "guess").text
    answer = sign_in(client, "ana", PASSWORD)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "5"
    assert "Try again in 5 seconds" in answer.text


# Sessions ----------------------------------------------------------------------------------------------------------------


def test_a_planted_session_is_not_the_one_that_is_opened(store: Path) -> None:
    """Fixation: whatever cookie a browser has, signing in makes another one."""
    attacker = let_in(store, "obi")
    planted = attacker.cookies[COOKIE]
    for cookie in (planted, "planted-by-hand"):
        victim = knock(store)
        victim.cookies.set(COOKIE, cookie)
        if cookie == planted:
            victim.post("/logout", data={"csrf": "x"})
        with_form = knock(store)
        with_form.cookies.set(COOKIE, cookie)
        token = token_in(knock_login(with_form))
        answer = with_form.post("/login", data={"csrf": token, "name": "vera", "password": PASSWORD})
        assert answer.status_code == 303
        fresh = next(v for v in answer.headers.get_list("set-cookie") if v.startswith(f"{COOKIE}=")).split("=", 1)[1].split(";")[0]
        assert fresh not in (cookie, "")
        stale = knock(store)
        stale.cookies.set(COOKIE, cookie)
        assert stale.get("/records").status_code == 303, "the session that stood there before is gone"


def knock_login(client: TestClient) -> str:
    """The form, also for a browser that is in already: what it holds without the session."""
    kept = dict(client.cookies)
    client.cookies.delete(COOKIE)
    text = client.get("/login").text
    client.cookies.set(COOKIE, kept[COOKIE])
    return text


@pytest.mark.parametrize("cookie", ["", "x", "a" * 5_000, TOKEN, "' OR '1'='1"])
def test_an_invented_session_opens_nothing(store: Path, cookie: str) -> None:
    client = knock(store)
    client.cookies.set(COOKIE, cookie)
    assert client.get("/records").status_code == 303
    assert client.get("/api/v1/records").status_code == 401


def test_a_stolen_cookie_opens_nothing_after_signing_out(store: Path) -> None:
    client = let_in(store, "ana")
    thief = knock(store)
    thief.cookies.set(COOKIE, client.cookies[COOKIE])
    assert thief.get("/records").status_code == 200
    answer = send(client, "/logout")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert thief.get("/records").status_code == client.get("/records").status_code == 303


def test_who_is_disabled_is_out_at_once_and_cannot_come_back(store: Path) -> None:
    client, keeper = let_in(store, "ana"), let_in(store, "adm")
    key = {"authorization": f"Bearer {secret_of(store, 'ana')}"}
    assert client.get("/api/v1/records", headers=key).status_code == 200
    assert send(keeper, "/people/ana", do="disable").status_code == 303
    assert client.get("/records").status_code == 303
    assert client.get("/api/v1/records", headers=key).status_code == 401
    assert sign_in(client, "ana").status_code == 403
    assert send(keeper, "/people/ana", do="enable").status_code == 303
    assert client.get("/records").status_code == 303, "the session does not come back with the account"


def test_another_role_counts_from_the_next_request(store: Path) -> None:
    client, keeper = let_in(store, "vera"), let_in(store, "adm")
    assert client.get("/journal").status_code == 200
    form = {"do": "change", "role": "observer", "full_name": "Vera"}
    assert send(keeper, "/people/vera", **form).status_code == 303
    assert client.get("/journal").status_code == 403


@pytest.mark.parametrize(
    ("later", "is_in"),
    [
        (timedelta(hours=7), True), (IDLE - timedelta(seconds=1), True), (IDLE, False), (timedelta(days=30), False),
        (-timedelta(minutes=1), True), (-timedelta(minutes=5), False), (-timedelta(days=365), False),
    ],
)  # fmt: skip
def test_a_session_ends_when_it_is_not_used_and_when_the_clock_goes_back(store: Path, later: timedelta, is_in: bool) -> None:
    clock = Clock()
    client = with_session(store, "ana", clock)
    clock.at += later
    assert (client.get("/records").status_code == 200) is is_in


def test_a_session_ends_however_much_it_is_used(store: Path) -> None:
    clock = Clock()
    client = with_session(store, "ana", clock)
    for _ in range(int(ABSOLUTE / timedelta(hours=6)) - 1):
        clock.turn(hours=6)
        assert client.get("/records").status_code == 200
    clock.turn(hours=6)
    assert client.get("/records").status_code == 303


def test_a_clock_turned_back_and_forth_prolongs_nothing(store: Path) -> None:
    clock = Clock()
    client = with_session(store, "ana", clock)
    for _ in range(100):
        clock.turn(hours=5)
        if client.get("/api/v1/problems").status_code == 401:
            break
    assert clock.at - START <= ABSOLUTE + timedelta(hours=5)
    clock.at = START
    assert client.get("/api/v1/problems").status_code == 401, "what is over stays over"


def test_a_session_last_seen_later_than_now_is_over(store: Path) -> None:
    clock = Clock()
    client = with_session(store, "ana", clock)
    clock.turn(hours=5)
    assert client.get("/api/v1/problems").status_code == 200
    clock.turn(hours=-5)
    assert client.get("/api/v1/problems").status_code == 401


def test_a_new_password_ends_all_other_sessions_and_changes_this_one(store: Path) -> None:
    client, elsewhere = let_in(store, "ana"), let_in(store, "ana")
    before = client.cookies[COOKIE]
    fresh = "tujuh ekor kambing"
    for form, fault in (
        ({"present": "wrong", "password": fresh, "again": fresh}, "The present password is another"),
        ({"present": PASSWORD, "password": fresh, "again": fresh + "x"}, "not typed twice the same"),
        ({"present": PASSWORD, "password": "short", "again": "short"}, "too short"),
        ({"present": PASSWORD, "password": "ana12345ana", "again": "ana12345ana"}, "little more than the name"),
    ):
        answer = send(client, "/me/password", **form)
        assert answer.status_code == 422
        assert fault in answer.text
        assert "kambing" not in answer.text
    assert send(client, "/me/password", present=PASSWORD, password=fresh, again=fresh).status_code == 303
    assert client.cookies[COOKIE] != before
    assert client.get("/records").status_code == 200
    assert elsewhere.get("/records").status_code == 303
    thief = knock(store)
    thief.cookies.set(COOKIE, before)
    assert thief.get("/records").status_code == 303
    assert sign_in(knock(store), "ana").status_code == 403


def test_nobody_ends_the_session_of_another(store: Path) -> None:
    mine, other = let_in(store, "ana"), let_in(store, "vera")
    with look_into_store(store) as opened:
        hers = opened.ask(accounts.load_sessions, "vera")[0].id
        own = opened.ask(accounts.load_sessions, "ana")[0].id
    assert send(mine, f"/me/sessions/{hers}/end").status_code == 404
    assert other.get("/records").status_code == 200
    assert send(mine, f"/me/sessions/{own}/end").status_code == 303
    assert mine.get("/records").status_code == 303
