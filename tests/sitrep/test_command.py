"""`pantau sitrep`: without the desk and without accounts, every fault with what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pantau.cli import app
from tests.sitrep.conftest import SAMPLES

CONFIG = ["--config", str(SAMPLES / "pantau.toml")]
MONDAY = ["--date", "2020-10-26", "--theatre", "karabakh"]


@pytest.fixture
def store(linked: Path, tmp_path: Path) -> Path:
    path = tmp_path / "s.db"
    shutil.copy(linked, path)
    return path


def _run(store: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["sitrep", "--store", str(store), *CONFIG, *arguments])


def test_a_report_on_standard_output_keeps_nothing(store: Path) -> None:
    before = store.read_bytes()
    done = _run(store, *MONDAY, "--language", "en")
    assert done.exit_code == 0, done.output
    assert "each alleged that the other had broken it, with breaks also alleged by Artsakh" in done.stdout
    assert "Not kept" in done.stdout
    assert store.read_bytes() == before
    assert "no report is kept" in _run(store, "--list").stdout
    assert "terverifikasi" in _run(store, *MONDAY).stdout


@pytest.mark.parametrize(("name", "start"), [("a.html", b"<!doctype"), ("a.md", b"# "), ("a.pdf", b"%PDF-"), ("a.txt", b"# ")])
def test_the_form_goes_by_the_files_name(store: Path, tmp_path: Path, name: str, start: bytes) -> None:
    if name.endswith(".pdf"):
        pytest.importorskip("reportlab", reason="pip install pantau[pdf]")
    out = tmp_path / name
    assert _run(store, *MONDAY, "--out", str(out)).exit_code == 0
    assert out.read_bytes().startswith(start)
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_kept_signed_and_compared(store: Path) -> None:
    first = _run(store, "--date", "2020-10-25", "--theatre", "karabakh", "--sign", "--language", "en")
    assert "kept as report 1, version 1, signed: SHA-256" in first.output
    second = _run(store, *MONDAY, "--keep", "--language", "en")
    assert "Compared with report 1, version 1, of Sunday 25 October 2020." in second.stdout
    listed = _run(store, "--list").stdout
    assert "1.1" in listed
    assert "signed" in listed
    assert "2.1" in listed
    assert "SHA-256 of the signed content" in _run(store, "--number", "1", "--language", "en").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "of which day?"),
        (["--date", "yesterday"], "'yesterday' is no day"),
        (["--date", "2020-10-26", "--until", "2020-10-01"], "ends before it begins"),
        (["--date", "2020-10-26", "--theatre", "atlantis"], "no theatre `atlantis`"),
        (["--date", "2020-10-26", "--format", "doc"], "choose one of: html, pdf, md"),
        (["--date", "2020-10-26", "--language", "fr"], "choose one of: id, en"),
        (["--date", "2020-10-26", "--out", "/no/such/folder/a.md"], "cannot be written"),
        (["--number", "9"], "no report 9"),
        (["--date", "0001-01-01", "--until", "9999-12-31"], "more than 400 days"),
    ],
)
def test_a_fault_says_what_to_do(store: Path, arguments: list[str], said: str) -> None:
    done = _run(store, *arguments)
    assert done.exit_code == 2
    assert said in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_too(store: Path, day: str) -> None:
    assert _run(store, "--date", day).exit_code == 0


def test_where_the_desk_has_accounts_nobody_signs_from_a_shell(store: Path) -> None:
    from datetime import UTC, datetime

    from pantau.model.account import ALONE, Account
    from pantau.monitor.accounts import add_account
    from pantau.store import open_store

    with open_store(store) as opened:
        account = Account(name="boss", full_name="", role="administrator")
        add_account(opened, account, "correct horse battery", by=ALONE, now=datetime.now(UTC), theatres=())
    done = _run(store, *MONDAY, "--sign")
    assert done.exit_code == 2
    assert "a duty officer signs" in done.output
    assert _run(store, *MONDAY, "--keep").exit_code == 0


def test_a_record_that_is_not_linked_as_it_stands_is_told(store: Path) -> None:
    from sqlalchemy import Connection, text

    from pantau.store import open_store

    def change(connection: Connection) -> None:
        connection.execute(text("UPDATE linking SET readings = 'others'"))

    with open_store(store) as opened, opened.transaction():
        opened.ask(change)
    done = _run(store, *MONDAY)
    assert done.exit_code == 0
    assert "run `pantau relink`" in done.stderr
