"""Keys of programs, what the journal keeps of accounts, and the desk behind a proxy."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from pantau.errors import UsageError
from pantau.model.account import ALONE, Account
from pantau.monitor import accounts as keeping
from pantau.monitor import passwords
from pantau.store import accounts, look_into_store, open_store
from pantau.store.journal import verify
from pantau.web.fronting import Front
from tests.web.conftest import PORT
from tests.web.signing import (
    PASSWORD,
    START,
    knock,
    let_in,
    load_all,
    secret_of,
    send,
    sign_in,
    state_of,
    token_in,
)

COOKIE = f"pantau-{PORT}"
WRONG = "Name or password is wrong"


@pytest.fixture
def store(peopled: Path) -> Path:
    return peopled


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
    assert secret.split("_", 2)[2] not in str(everything)
    assert send(client, f"/me/keys/{kept.id}/revoke").status_code == 303
    assert program.get("/api/v1/incidents", headers=headers).status_code == 401


@pytest.mark.parametrize("change", [
    lambda s: s[:-1], lambda s: s + "x", lambda s: s[:-1] + ("A" if s[-1] != "A" else "B"), lambda _: "", lambda s: s.upper(),
    lambda s: s.replace("pantau_", ""), lambda s: "pantau_" + "0" * 12 + "_" + s[-43:], lambda _: "x" * 100_000, lambda s: s + "\u00e9",
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
    for word in ("rahasia", secret, secret.split("_", 2)[2], "argon2"):
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
        for by, browser, incident in (("vera", "x", "I1"), ("verb", "x", "I1"), ("vera", "x", "I2"), ("verb", "y", "I2")):
            opened.ask(append, at=START, by=by, kind="verify", subject=incident, via=f"device:{browser}")
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
