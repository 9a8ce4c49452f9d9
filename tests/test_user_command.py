"""`pantau user …` and where `pantau serve` may stand: what is done, and what is refused with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pantau.cli import app
from pantau.errors import UsageError
from pantau.store import accounts, look_into_store, open_store
from pantau.web.fronting import check_front

PASSWORD = "kucing makan ikan\n"


def run(store: Path, *words: str, typed: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(app, [*words, "--store", str(store)], input=typed)
    return result.exit_code, result.output + (result.stderr if result.stderr_bytes else "")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "s.db"
    assert run(path, "user", "add", "siti", "--role", "administrator", typed=PASSWORD) == (0, "added siti, administrator\n")
    return path


def test_an_account_from_its_making_to_its_end(store: Path) -> None:
    assert run(store, "user", "add", "budi", "--role", "analyst", "--theatre", "karabakh", typed=PASSWORD)[0] == 0
    assert run(store, "user", "role", "budi", "verifier") == (0, "budi is verifier\n")
    assert run(store, "user", "theatres", "budi", "karabakh", "georgia") == (0, "budi sees georgia, karabakh\n")
    assert run(store, "user", "theatres", "budi") == (0, "budi sees all theatres\n")
    assert run(store, "user", "full-name", "budi", "Budi  Santoso") == (0, "budi is Budi Santoso\n")
    status, secret = run(store, "user", "key", "add", "budi", "--for", "nightly")
    assert status == 0
    assert run(store, "user", "password", "budi", typed="tujuh ekor kambing\n")[0] == 0
    status, listed = run(store, "user", "list")
    assert "Budi Santoso" in listed
    assert secret.strip() not in listed
    key = secret.split("_")[1]
    assert key in listed
    assert run(store, "user", "key", "revoke", key)[0] == 0
    assert run(store, "user", "disable", "budi") == (0, "budi is disabled\n")
    assert run(store, "user", "enable", "budi") == (0, "budi is enabled\n")


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        (("add", "budi", "--role", "boss"), PASSWORD, "is no role"), (("add", "Budi", "--role", "analyst"), PASSWORD, "is no name"),
        (("add", "budi", "--role", "analyst", "--theatre", "mars"), PASSWORD, "no theatre"),
        (("add", "budi", "--role", "analyst"), "short\n", "too short"), (("add", "budi", "--role", "analyst"), "", "no password came"),
        (("add", "siti", "--role", "analyst"), PASSWORD, "already"), (("role", "siti", "analyst"), "", "last administrator"),
        (("disable", "siti"), "", "last administrator"), (("role", "nobody1", "analyst"), "", "no account"),
        (("key", "revoke", "0" * 12), "", "no key"), (("password", "siti"), "siti12siti\n", "little more"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_changes_nothing(store: Path, words: tuple[str, ...], typed: str, said: str) -> None:
    status, output = run(store, "user", *words, typed=typed)
    assert status == 2
    assert said in output
    with look_into_store(store) as opened:
        assert [one.name for one in opened.ask(accounts.load_accounts)] == ["siti"]


def test_the_first_account_is_an_administrators(tmp_path: Path) -> None:
    status, output = run(tmp_path / "n.db", "user", "add", "budi", "--role", "analyst", typed=PASSWORD)
    assert (status, "administrator" in output) == (2, True)


def test_a_list_makes_no_store(tmp_path: Path) -> None:
    assert run(tmp_path / "none.db", "user", "list")[0] == 1
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("words", [("--host", "0.0.0.0"), ("--name", "desk.example"), ("--behind-proxy",)])
def test_without_accounts_the_desk_leaves_this_machine_never(tmp_path: Path, words: tuple[str, ...]) -> None:
    with open_store(tmp_path / "s.db"):
        pass
    status, output = run(tmp_path / "s.db", "serve", "--no-open", *words)
    assert status == 2
    assert "pantau user add" in output


@pytest.mark.parametrize(
    ("host", "name", "is_well"),
    [
        ("127.0.0.1", None, True), ("::1", None, True), ("127.0.0.1", "desk.example", True), ("0.0.0.0", "desk.example", True),
        ("0.0.0.0", None, False), ("10.0.0.5", None, False), ("localhost", None, False), ("", None, False),
        ("127.0.0.1", "https://desk.example", False), ("127.0.0.1", "desk.example:80", False), ("127.0.0.1", "Desk.example", False),
        ("127.0.0.1", "desk.example\r\nx: y", False), ("127.0.0.1", "*.example", False), ("127.0.0.1", "a" * 300, False),
    ],
)  # fmt: skip
def test_where_a_desk_with_accounts_may_stand(host: str, name: str | None, is_well: bool) -> None:
    if is_well:
        check_front(host, name, is_behind_proxy=False, has_accounts=True)
    else:
        with pytest.raises(UsageError):
            check_front(host, name, is_behind_proxy=False, has_accounts=True)
