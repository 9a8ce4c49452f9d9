"""`pantau journal …`: what holds is said to hold, what does not is named entry by entry; the docs' own check agrees."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pantau.cli import app
from pantau.store import journal, open_store

BEGUN = datetime(2026, 11, 29, 8, 0, tzinfo=UTC)
DOCS = Path(__file__).parents[1] / "docs" / "reference" / "journal.md"
WORDS = 'kata “petik”, baris\nbaru, \\ garis miring, "kutip", \x1f, 😀'


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "s.db"
    with open_store(path) as opened, opened.transaction(durable=True):
        for n in range(12):
            opened.ask(
                journal.append, at=BEGUN + timedelta(minutes=n), by=("siti", "ana")[n % 2], kind=("confirm", "note")[n % 2],
                subject=f"I{n % 3}", other="r2" if n == 4 else None, document="d1" if n == 5 else None, why=f"{WORDS} {n}",
                before={"ß": [1.5, None, True], "a": {"z": 1, "b": WORDS}}, content={"words": "dua kata"} if n == 5 else None,
            )  # fmt: skip
    return path


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["journal", *words])
    return result.exit_code, result.stdout, result.stderr


def check_by_the_docs(store: Path, tmp_path: Path) -> tuple[int, str]:
    """What the twenty lines of the reference page say, run by a Python that cannot import pantau."""
    found = re.search(r"```python\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert found
    assert "pantau" not in found[1]
    assert len(found[1].splitlines()) <= 22
    script = tmp_path / "check.py"
    script.write_text(found[1], encoding="utf-8")
    command = [sys.executable, "-I", str(script), str(store)]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert not done.stderr
    return done.returncode, done.stdout


def alter(store: Path, statement: str) -> None:
    with sqlite3.connect(store) as raw:
        raw.executescript(f"DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete; {statement}")
    raw.close()


def test_what_holds_is_said_to_hold(store: Path, tmp_path: Path) -> None:
    status, out, _ = run("verify", "--store", str(store))
    assert status == 0
    assert "12 entries" in out
    assert check_by_the_docs(store, tmp_path)[0] == 0


def test_the_head_is_the_one_to_publish(store: Path, tmp_path: Path) -> None:
    _, head, _ = run("head", "--store", str(store))
    assert re.fullmatch(r"12:[0-9a-f]{64}\n", head)
    assert run("verify", "--store", str(store), "--head", head)[0] == 0
    assert head.strip() in check_by_the_docs(store, tmp_path)[1]
    status, _, err = run("verify", "--store", str(store), "--head", f"5:{'ab' * 32}")
    assert (status, "entry 5: its hash is not the one that was published" in err) == (1, True)
    status, _, err = run("verify", "--store", str(store), "--head", f"13:{'ab' * 32}")
    assert (status, "entry 13, whose hash was published, is missing" in err) == (1, True)


@pytest.mark.parametrize("typed", ["", "12", "12:abc", "x:" + "0" * 64, "-1:" + "0" * 64, f"{'9' * 40}:{'0' * 64}"])
def test_what_is_no_head_is_wrong_usage(store: Path, typed: str) -> None:
    status, _, err = run("verify", "--store", str(store), "--head", typed or " ")
    assert (status, "is no head" in err) == (2, True)


@pytest.mark.parametrize(
    ("statement", "entry"),
    [
        ("UPDATE journal SET why = 'lain' WHERE number = 7", 7),
        ("UPDATE journal SET at = '2020-01-01T00:00:00+00:00' WHERE number = 3", 3),
        ("UPDATE journal SET before = '{}' WHERE number = 2", 2),
        ("DELETE FROM journal WHERE number = 4", 5),
        ("DELETE FROM journal WHERE number = 12", 11),
        ("UPDATE journal_head SET number = 13", 12),
    ],
)
def test_what_was_altered_is_named(store: Path, statement: str, entry: int, tmp_path: Path) -> None:
    alter(store, statement)
    status, _, err = run("verify", "--store", str(store))
    assert status == 1
    assert f"entry {entry}:" in err
    assert check_by_the_docs(store, tmp_path)[0] == 1


def test_an_altered_content_is_named(store: Path) -> None:
    alter(store, "UPDATE journal_content SET data = '{}'")
    status, _, err = run("verify", "--store", str(store))
    assert (status, "entry 6: what it has of its page's words was altered" in err) == (1, True)


def test_entries_are_shown_by_subject_person_and_kind(store: Path) -> None:
    def numbers(*words: str) -> list[int]:
        return [json.loads(line)["number"] for line in run("show", "--json", "--store", str(store), *words)[1].splitlines()]

    assert numbers() == list(range(1, 13))
    assert numbers("--subject", "I1") == [2, 5, 8, 11]
    assert numbers("--subject", "r2") == [5]
    assert numbers("--by", "ana", "--last", "2") == [10, 12]
    assert numbers("--kind", "note", "--subject", "I1") == [2, 8]
    assert numbers("--by", "nobody") == []
    status, out, _ = run("show", "--store", str(store), "--last", "3")
    assert (status, "siti" in out, "\x1f" in out) == (0, True, False)
    assert run("show", "--kind", "nonsense", "--store", str(store))[0] == 2


def test_a_store_that_is_not_there_is_told(tmp_path: Path) -> None:
    status, _, err = run("verify", "--store", str(tmp_path / "none.db"))
    assert (status, "no store there" in err) == (1, True)
