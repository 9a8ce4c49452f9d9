"""Attacks by forms: forged ones, roles and names taken by their fields, names that look like others."""

from __future__ import annotations

from pathlib import Path

import pytest

from pantau.model.account import RESERVED
from pantau.store import accounts, look_into_store
from tests.web.conftest import PORT
from tests.web.signing import (
    PASSWORD,
    knock,
    let_in,
    send,
    state_of,
    token_in,
)

COOKIE = f"pantau-{PORT}"
WRONG = "Name or password is wrong"


@pytest.fixture
def store(peopled: Path) -> Path:
    return peopled


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
    ["", "a", "A1", "ana", "-ana", ".ana", "an a", "аnna", "ana\u200b", "ana\n", "a" * 33, "ana/../x", "<b>x</b>",
     "ana\r\nset-cookie: x=1", "ａｎｎａ", "a\x00b", *RESERVED],
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
