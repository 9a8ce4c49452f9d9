"""Attacks on coming in: guessed passwords, stolen and planted sessions, forged forms, roles taken by form fields, keys and clocks."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from pantau.errors import UsageError
from pantau.model.account import ALONE, RESERVED, Account
from pantau.monitor import accounts as keeping
from pantau.monitor import passwords, signing
from pantau.monitor.signing import ABSOLUTE, IDLE, Attempt, Refused, SignedIn
from pantau.store import accounts, look_into_store, open_store
from pantau.store.journal import load_entries, verify
from pantau.web.fronting import Front
from tests.web.conftest import PORT, TOKEN
from tests.web.signing import (
    PASSWORD,
    START,
    Clock,
    add_people,
    knock,
    let_in,
    secret_of,
    send,
    sign_in,
    token_in,
    with_session,
)
from tests.web.worlds import make_worlds

COOKIE = f"pantau-{PORT}"
WRONG = "Name or password is wrong"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_worlds(tmp_path_factory.mktemp("signing"), "korea")


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    """A store of its own with some people."""
    import shutil

    path = Path(shutil.copy(made, tmp_path / "s.db"))
    add_people(path, ana=("analyst",), vera=("verifier",), obi=("observer",), gone=("analyst",))
    with open_store(path) as opened:
        keeping.change_account(opened, "gone", by=ALONE, now=START, is_disabled=True)
    return path


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


def test_a_session_by_the_link_ends_with_the_first_account(made: Path, tmp_path: Path) -> None:
    import shutil

    path = Path(shutil.copy(made, tmp_path / "s.db"))
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


def test_a_password_of_a_megabyte_is_not_even_read(store: Path) -> None:
    client = knock(store)
    token = token_in(client.get("/login").text)
    began = time.monotonic()
    answer = client.post("/login", data={"csrf": token, "name": "ana", "password": "x" * 1_000_000})
    assert answer.status_code == 413
    assert time.monotonic() - began < 1


def test_an_unknown_name_takes_as_long_as_a_wrong_password(store: Path) -> None:
    def seconds(name: str) -> float:
        taken = []
        for n in range(4):
            with open_store(store) as opened:
                began = time.perf_counter()
                signing.sign_in(opened, Attempt(name, "wrong password", f"b{n}", f"10.0.{n}.1"), now=START)
                taken.append(time.perf_counter() - began)
        return min(taken)

    seconds("warms-up")
    known, unknown, disabled = seconds("ana"), seconds("no-such"), seconds("gone")
    assert max(known, unknown, disabled) < 2 * min(known, unknown, disabled)


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


def test_a_stranger_locks_nobody_out_of_a_browser_that_is_known(store: Path, quick: list[str]) -> None:
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


def test_failures_are_forgotten(store: Path, quick: list[str]) -> None:
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


def test_a_clock_that_goes_back_locks_nobody_out_for_long(store: Path, quick: list[str]) -> None:
    for _ in range(5):
        try_in(store, "ana", "guess", now=START + timedelta(days=400))
    answer = try_in(store, "ana", PASSWORD, now=START)
    assert answer.wait is None or answer.wait <= timedelta(seconds=5)
    assert isinstance(try_in(store, "ana", PASSWORD, now=START + timedelta(seconds=5)), SignedIn)


def test_the_page_says_how_long(store: Path, quick: list[str]) -> None:
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
        client.get("/api/v1/problems")
        clock.turn(hours=-5)
        assert client.get("/api/v1/problems").status_code == 401, "last seen later than now"
        clock.turn(hours=5)
        if client.get("/api/v1/problems").status_code == 401:
            break
    assert clock.at - START <= ABSOLUTE + timedelta(hours=5)


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


# Forms -------------------------------------------------------------------------------------------------------------------

FORMS = ["/people", "/people/ana", "/people/ana/keys", f"/people/ana/keys/{'0' * 12}/revoke", "/me/password", "/me/keys", "/logout",
         f"/me/sessions/{'0' * 16}/end"]  # fmt: skip


@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_the_token_of_the_session_changes_nothing(store: Path, path: str) -> None:
    client, other = let_in(store, "adm"), let_in(store, "ana")
    foreign = token_in(other.get("/me").text)
    before = state_of(store)
    for form in ({}, {"csrf": ""}, {"csrf": "x"}, {"csrf": foreign}, {"csrf": token_in(client.get("/me").text)[:-1]}):
        answer = client.post(path, data={"do": "disable", "name": "new1", "role": "administrator", "password": PASSWORD, **form})
        assert answer.status_code == 403, form
        assert "too old" in answer.text
    assert state_of(store) == before
    assert client.get("/me").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "null"}],
)
def test_another_site_sends_no_form_even_with_the_token(store: Path, headers: dict[str, str]) -> None:
    client = let_in(store, "adm")
    token = token_in(client.get("/me").text)
    before = state_of(store)
    answer = client.post("/people/ana", data={"csrf": token, "do": "disable"}, headers=headers)
    assert answer.status_code == 403
    assert state_of(store) == before


def test_signing_in_asks_for_the_token_of_the_browser(store: Path) -> None:
    """Nobody is signed in by another site as somebody else."""
    token = token_in(knock(store).get("/login").text)
    other = knock(store)
    for form in ({"csrf": token}, {}):
        answer = other.post("/login", data={"name": "ana", "password": PASSWORD, **form})
        assert answer.status_code == 403
        assert COOKIE not in other.cookies


def state_of(store: Path) -> Any:
    with look_into_store(store) as opened:
        return opened.ask(accounts.load_accounts), opened.ask(accounts.load_keys), len(list(opened.ask(load_all)))


def load_all(connection: Any) -> list[Any]:
    return list(load_entries(connection))


@pytest.mark.parametrize("who", ["ana", "vera", "obi"])
@pytest.mark.parametrize("path", [path for path in FORMS if path.startswith("/people")])
def test_nobody_but_the_administrator_keeps_accounts(store: Path, who: str, path: str) -> None:
    client, before = let_in(store, who), state_of(store)
    answer = send(client, path, do="change", role="administrator", name="new1", password=PASSWORD, key="mine")
    assert answer.status_code == 403
    assert state_of(store) == before


def test_no_field_of_a_form_gives_what_the_form_does_not_ask_for(store: Path) -> None:
    client = let_in(store, "ana")
    extra = {
        "role": "administrator", "name": "adm", "account": "adm", "theatres": "", "is_disabled": "0", "theatre": "", "do": "change",
        "by": "adm", "id": "x", "hash": "x", "made_at": "2000-01-01",
    }  # fmt: skip
    assert send(client, "/me/keys", key="mine", **extra).status_code == 200
    fresh = "tujuh ekor kambing"
    assert send(client, "/me/password", present=PASSWORD, password=fresh, again=fresh, **extra).status_code == 303
    with look_into_store(store) as opened:
        ana = opened.ask(accounts.load_account, "ana")
        assert [key.account for key in opened.ask(accounts.load_keys)] == ["ana"]
        assert ana is not None
        assert (ana.role, ana.theatres) == ("analyst", ())
    keeper = let_in(store, "adm")
    assert send(keeper, "/people/ana", do="disable", role="administrator", full_name="x", theatre="korea").status_code == 303
    with look_into_store(store) as opened:
        ana = opened.ask(accounts.load_account, "ana")
        assert ana is not None
        assert (ana.role, ana.full_name, ana.theatres, ana.is_disabled) == ("analyst", "ana X", (), True)


@pytest.mark.parametrize("form", [{"do": "disable"}, {"do": "change", "role": "analyst", "full_name": ""}])
def test_the_last_administrator_stays(store: Path, form: dict[str, str]) -> None:
    keeper = let_in(store, "adm")
    answer = send(keeper, "/people/adm", **form)
    assert answer.status_code == 422
    assert "last administrator" in answer.text
    assert keeper.get("/people").status_code == 200


@pytest.mark.parametrize(
    "name",
    ["", "a", "A1", "ana", "-ana", ".ana", "an a", "аnna", "ana\u200b", "ana\n", "a" * 33, "ana/../x", "<b>x</b>", "ana\r\nset-cookie: x=1",
     "ａｎｎａ", "a\x00b", *RESERVED],
)  # fmt: skip
def test_a_name_that_could_be_taken_for_another_is_refused(store: Path, name: str) -> None:
    keeper = let_in(store, "adm")
    before = state_of(store)
    answer = send(keeper, "/people", name=name, role="analyst", password=PASSWORD)
    assert answer.status_code in (422, 400)
    assert "set-cookie" not in str(answer.headers.get("location", ""))
    assert state_of(store) == before


@pytest.mark.parametrize("full_name", ["<script>alert(1)</script>", "a\u202eb", "x\x07y", "Siti \x1b[31m", "  two   blanks ", "x" * 81])
def test_a_full_name_is_words_and_nothing_else(store: Path, full_name: str) -> None:
    keeper = let_in(store, "adm")
    answer = send(keeper, "/people", name="new1", role="analyst", password=PASSWORD, full_name=full_name)
    assert answer.status_code == (422 if len(full_name) > 80 else 303)
    text = keeper.get("/people").text
    assert "<script>alert" not in text
    for steering in ("\u202e", "\x07", "\x1b"):
        assert steering not in text


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        ({"role": "root"}, "no such role"), ({"role": ""}, "no such role"), ({"theatre": "mars"}, "no such conflict"),
        ({"password": "short"}, "too short"), ({"password": "x" * 300}, "too long"), ({"password": "new1new1new1"}, "little more"),
        ({"password": "aaaaaaaaaaaa"}, "repeats"), ({"password": "          "}, "repeats"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_form(store: Path, form: dict[str, str], fault: str) -> None:
    keeper = let_in(store, "adm")
    answer = send(keeper, "/people", **{"name": "new1", "role": "analyst", "password": PASSWORD, **form})
    assert answer.status_code == 422
    assert fault in answer.text
    assert 'value="new1"' in answer.text
    assert PASSWORD not in answer.text


# Keys --------------------------------------------------------------------------------------------------------------------


def test_a_key_is_shown_once_and_opens_the_api_alone(store: Path) -> None:
    client = let_in(store, "ana")
    page = send(client, "/me/keys", key="nightly export").text
    secret = page.split('class="secret">')[1].split("<")[0]
    assert secret not in client.get("/me").text
    program = knock(store)
    headers = {"authorization": f"Bearer {secret}"}
    assert program.get("/api/v1/incidents", headers=headers).status_code == 200
    assert program.get("/api/v1/records", params={"kind": "event", "format": "csv"}, headers=headers).status_code == 200
    assert program.get("/incidents", headers=headers).status_code == 303
    assert program.post("/me/keys", data={"key": "more"}, headers=headers).status_code == 401
    assert "set-cookie" not in program.get("/api/v1/incidents", headers=headers).headers
    with look_into_store(store) as opened:
        kept = opened.ask(accounts.load_keys, "ana")[0]
        assert kept.used_on == START.date()
        everything = opened.ask(lambda connection: connection.exec_driver_sql("SELECT * FROM api_key").all())
    assert secret.rpartition("_")[2] not in str(everything)
    assert send(client, f"/me/keys/{kept.id}/revoke").status_code == 303
    assert program.get("/api/v1/incidents", headers=headers).status_code == 401


@pytest.mark.parametrize("change", [
    lambda s: s[:-1], lambda s: s + "x", lambda s: s[:-1] + ("A" if s[-1] != "A" else "B"), lambda s: "", lambda s: s.upper(),
    lambda s: s.replace("pantau_", ""), lambda s: "pantau_" + "0" * 12 + "_" + s[-43:], lambda s: "x" * 100_000, lambda s: s + "\u00e9",
])  # fmt: skip
def test_a_key_that_is_none_opens_nothing(store: Path, change: Any) -> None:
    secret = change(secret_of(store, "ana"))
    answer = knock(store).get("/api/v1/incidents", headers={"authorization": f"Bearer {secret}".encode("latin-1")})
    assert answer.status_code in (401, 431)
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("scheme", ["", "Basic ", "bearer", "Token "])
def test_a_key_comes_as_a_bearer(store: Path, scheme: str) -> None:
    answer = knock(store).get("/api/v1/incidents", headers={"authorization": scheme + secret_of(store, "ana")})
    assert answer.status_code == 401


def test_nobody_revokes_the_key_of_another(store: Path) -> None:
    secret = secret_of(store, "vera")
    assert send(let_in(store, "ana"), f"/me/keys/{secret.split('_')[1]}/revoke").status_code == 404
    assert knock(store).get("/api/v1/incidents", headers={"authorization": f"Bearer {secret}"}).status_code == 200


# The journal -------------------------------------------------------------------------------------------------------------


def test_every_deed_is_in_the_journal_and_no_secret(store: Path) -> None:
    with open_store(store) as opened:
        kept = Account(name="new1", full_name="New", role="observer", theatres=("korea",))
        keeping.add_account(opened, kept, "rahasia sekali 1", by=ALONE, now=START, theatres=("korea",))
        keeping.change_account(opened, "new1", by=ALONE, now=START, role="analyst")
        keeping.change_account(opened, "new1", by=ALONE, now=START, role="analyst")  # nothing changes: no entry
        keeping.set_password(opened, "new1", "rahasia sekali 2", by=ALONE, now=START)
        key, secret = keeping.add_key(opened, "new1", "x", by=ALONE, now=START)
        keeping.revoke_key(opened, key.id, by=ALONE, now=START)
        entries = opened.ask(load_all)[-5:]
        assert opened.ask(verify).faults == ()
    assert [entry.kind for entry in entries] == ["add_account", "change_account", "change_account", "add_key", "revoke_key"]
    assert entries[1].before == {"role": "observer"}
    assert entries[1].after == {"role": "analyst"}
    for word in ("rahasia", secret, secret.rpartition("_")[2], "argon2"):
        assert word not in str(entries)


def test_a_change_that_cannot_be_leaves_no_trace(store: Path) -> None:
    before = state_of(store)
    with open_store(store) as opened:
        for wrong in (
            lambda: keeping.change_account(opened, "adm", by=ALONE, now=START, is_disabled=True),
            lambda: keeping.change_account(opened, "ana", by=ALONE, now=START, role="root"),
            lambda: keeping.change_account(opened, "no-such", by=ALONE, now=START, role="analyst"),
            lambda: keeping.set_password(opened, "ana", "ana", by=ALONE, now=START),
            lambda: keeping.add_key(opened, "gone", "x", by=ALONE, now=START),
            lambda: keeping.add_key(opened, "ana", " ", by=ALONE, now=START),
        ):
            with pytest.raises(UsageError):
                wrong()
    assert state_of(store) == before


def test_two_names_in_one_browser_are_shown(store: Path) -> None:
    client = let_in(store, "ana")
    send(client, "/logout")
    assert sign_in(client, "vera").status_code == 303
    text = client.get("/journal").text
    assert "Two names, one browser" in text
    assert "ana, vera" in text
    assert client.get("/api/v1/journal").json()["shared"][0]["accounts"] == ["ana", "vera"]


def test_an_incident_verified_by_two_names_from_one_browser_is_shown(store: Path) -> None:
    from pantau.store.journal import append

    client = let_in(store, "vera")
    with open_store(store) as opened, opened.transaction():
        for by, via, incident in (("vera", "device:x", "I1"), ("verb", "device:x", "I1"), ("vera", "device:x", "I2"), ("verb", "device:y", "I2")):
            opened.ask(append, at=START, by=by, kind="verify", subject=incident, via=via)
    assert client.get("/api/v1/journal").json()["verified"] == [{"incident": "I1", "device": "x", "people": ["vera", "verb"]}]
    with open_store(store) as opened, opened.transaction():
        last = next(entry.number for entry in opened.ask(load_all) if entry.by == "verb" and entry.subject == "I1")
        opened.ask(append, at=START, by="verb", kind="undo", subject=str(last), via="device:x")
    assert client.get("/api/v1/journal").json()["verified"] == []


def test_the_journal_is_read_page_by_page_and_by_who_and_what(store: Path) -> None:
    with open_store(store) as opened:
        for n in range(7):
            keeping.add_key(opened, "ana", f"key {n}", by=ALONE, now=START)
    client, seen, after = let_in(store, "adm"), [], None
    while True:
        page = client.get("/api/v1/journal", params={"limit": 3, **({"after": after} if after else {})}).json()
        seen += [item["number"] for item in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == page["total"] == seen[0]
    assert client.get("/api/v1/journal", params={"what": "add_key", "about": "ana"}).json()["total"] == 7
    assert client.get("/api/v1/journal", params={"who": "nobody"}).json()["total"] == 0
    assert client.get("/api/v1/journal", params={"what": "no_kind"}).status_code == 422
    assert client.get("/journal", params={"what": "add_key"}).status_code == 200


# Behind a proxy ----------------------------------------------------------------------------------------------------------

FRONT = Front(PORT, name="desk.example", is_behind_proxy=True)
PROXIED = {"host": "desk.example", "x-forwarded-proto": "https", "x-forwarded-for": "6.6.6.6, 203.0.113.7"}


def proxied(store: Path, *, peer: str = "127.0.0.1", front: Front = FRONT) -> TestClient:
    inner = knock(store, front=front).app
    return TestClient(inner, base_url="https://desk.example", follow_redirects=False, client=(peer, 5000), headers=PROXIED)


def test_over_tls_cookies_are_for_tls_alone(store: Path) -> None:
    client = proxied(store)
    answer = sign_in(client, "ana")
    cookies = [cookie.lower() for cookie in answer.headers.get_list("set-cookie")]
    assert cookies
    assert all("; secure" in cookie and cookie.startswith("__host-") for cookie in cookies)
    assert client.get("/records").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "desk.example.evil.example", "desk.example:1", "xdesk.example", ""])
def test_the_public_name_is_the_only_one_beside_this_machines(store: Path, host: str) -> None:
    assert proxied(store).get("/login", headers={"host": host}).status_code == 400


def test_origins_of_the_public_name_are_its_own(store: Path) -> None:
    client = proxied(store)
    sign_in(client, "ana")
    token = token_in(client.get("/me").text)
    for origin, status in (("https://desk.example", 200), ("https://evil.example", 403), ("https://desk.example.evil.example", 403)):
        answer = client.post("/me/keys", data={"csrf": token, "key": "x"}, headers={"origin": origin})
        assert answer.status_code == status, origin


@pytest.mark.parametrize(
    ("peer", "behind", "headers", "address", "is_secure"),
    [
        ("127.0.0.1", True, {"x-forwarded-for": "6.6.6.6, 203.0.113.7", "x-forwarded-proto": "https"}, "203.0.113.7", True),
        ("::1", True, {"x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "https"}, "203.0.113.7", True),
        ("127.0.0.1", False, {"x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "https"}, "127.0.0.1", False),
        ("198.51.100.9", True, {"x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "https"}, "198.51.100.9", False),
        ("127.0.0.1", True, {"x-forwarded-for": "not an address"}, "127.0.0.1", False),
        ("127.0.0.1", True, {}, "127.0.0.1", False),
    ],
)  # fmt: skip
def test_what_a_proxy_says_counts_from_this_machine_alone(
    peer: str, behind: bool, headers: dict[str, str], address: str, is_secure: bool
) -> None:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "scheme": "http", "client": (peer, 1), "headers": raw}
    front = Front(PORT, name="desk.example", is_behind_proxy=behind)
    assert (front.address(scope), front.is_secure(scope)) == (address, is_secure)


def test_passwords_are_kept_as_argon2id() -> None:
    assert passwords.hash_password(PASSWORD).startswith("$argon2id$")
    assert passwords.hash_password(PASSWORD) != passwords.hash_password(PASSWORD)
    assert passwords.is_password(PASSWORD, passwords.hash_password(PASSWORD))
    assert not passwords.is_password(PASSWORD, None)
    assert not passwords.is_password("the password of nobody at all", None)
    assert not passwords.is_password(PASSWORD, "garbage")
    assert datetime.now(UTC) > START
