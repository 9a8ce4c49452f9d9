"""The journal: whatever is altered, removed, put in or moved is found, and where."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from pantau.errors import StoreError
from pantau.store import journal, open_store
from pantau.store.journal import Head

BEGUN = datetime(2026, 11, 29, 8, 0, tzinfo=UTC)
SIZE = 60


def write(path: Path, entries: int = SIZE) -> Head:
    with open_store(path) as store, store.transaction():
        for n in range(entries):
            store.ask(
                journal.append, at=BEGUN + timedelta(seconds=n), by=("siti", "ana", "budi")[n % 3],
                kind=("confirm", "dispute", "note")[n % 3], subject=f"record{n % 7}", why=f"alasan {n} – “kata”",
                before={"n": n}, after={"n": n + 1, "daftar": ["a", n]}, via="browser",
            )  # fmt: skip
    with open_store(path) as store:
        return store.ask(journal.load_head)


def verified(path: Path, published: Head | None = None) -> journal.Verified:
    with open_store(path) as store:
        return store.ask(journal.verify, published=published)


def test_a_journal_as_it_was_written_holds(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    head = write(path)
    found = verified(path, head)
    assert (found.entries, found.head, found.faults, found.notes) == (SIZE, head, (), ())


def test_the_database_itself_refuses_to_change_an_entry(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    write(path, 3)
    raw = sqlite3.connect(path)
    for statement in ("UPDATE journal SET why = 'x' WHERE number = 2", "DELETE FROM journal WHERE number = 2"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(statement)
    raw.close()


def test_a_clock_that_goes_back_is_told_and_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with open_store(path) as store, store.transaction():
        for n, at in enumerate((BEGUN, BEGUN - timedelta(hours=1), BEGUN)):
            store.ask(journal.append, at=at, by="siti", kind="note", subject=f"r{n}")
    found = verified(path)
    assert (found.faults, [note.number for note in found.notes]) == ((), [2])


def test_an_entry_outside_the_vocabulary_is_refused(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db") as store, pytest.raises(ValueError, match="no kind"), store.transaction():
        store.ask(journal.append, at=BEGUN, by="siti", kind="bless", subject="r")


def test_entries_are_asked_for_by_subject_kind_and_number(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    write(path, 20)
    with open_store(path) as store:
        assert [e.number for e in store.ask(lambda c: list(journal.load_entries(c, subjects=["record3"])))] == [4, 11, 18]
        assert [e.number for e in store.ask(lambda c: list(journal.load_entries(c, kinds=["note"], since=10)))] == [12, 15, 18]


Row = list[Any]
COLUMNS = "number, at, by, kind, subject, other, document, why, before, after, via, previous, hash"


def _edit(rows: list[Row], chance: random.Random) -> None:
    """Another word in one cell of one entry."""
    row, column = chance.choice(rows), chance.randrange(1, 13)
    row[column] = f"{row[column] or ''}x" if column != 1 else row[column].replace("08:", "09:")


def _edit_and_hash_anew(rows: list[Row], chance: random.Random) -> None:
    """One entry altered by somebody who knows how hashes are made."""
    from dataclasses import replace

    from pantau.model.decision import hash_entry

    row = chance.choice(rows)
    entry = journal.read_entry(Named(row))
    row[7], row[12] = "altered", hash_entry(replace(entry, why="altered"))


class Named:
    """A row as the database gives it."""

    def __init__(self, row: Row) -> None:
        self._mapping = dict(zip(COLUMNS.split(", "), row, strict=True))
        self.at, self.before, self.after = row[1], row[8], row[9]


def _remove(rows: list[Row], chance: random.Random) -> None:
    start = chance.randrange(len(rows))
    del rows[start : start + chance.randint(1, 5)]


def _remove_and_number_anew(rows: list[Row], chance: random.Random) -> None:
    del rows[chance.randrange(len(rows))]
    for n, row in enumerate(rows, start=1):
        row[0] = n


def _insert(rows: list[Row], chance: random.Random) -> None:
    """A copy of one entry somewhere, all behind it moved on."""
    rows.insert(chance.randrange(len(rows) + 1), list(chance.choice(rows)))
    for n, row in enumerate(rows, start=1):
        row[0] = n


def _swap(rows: list[Row], chance: random.Random) -> None:
    a, b = chance.sample(range(len(rows)), 2)
    rows[a][1:], rows[b][1:] = rows[b][1:], rows[a][1:]


TAMPERINGS: tuple[Callable[[list[Row], random.Random], None], ...] = (
    _edit, _edit_and_hash_anew, _remove, _remove_and_number_anew, _insert, _swap,
)  # fmt: skip


def test_a_thousand_random_tamperings_are_all_found(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    write(path)
    raw = sqlite3.connect(path)
    whole = [list(row) for row in raw.execute(f"SELECT {COLUMNS} FROM journal ORDER BY number")]
    raw.executescript("DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete")
    chance, missed = random.Random(20261129), list[int]()
    with open_store(path) as store:
        for trial in range(1000):
            rows = [list(row) for row in whole]
            TAMPERINGS[trial % len(TAMPERINGS)](rows, chance)
            raw.execute("DELETE FROM journal")
            raw.executemany(f"INSERT INTO journal ({COLUMNS}) VALUES ({', '.join('?' * 13)})", rows)
            raw.commit()
            found = store.ask(journal.verify)
            first = next((n for n, (a, b) in enumerate(zip(rows, whole, strict=False), 1) if a != b), min(len(rows), len(whole)))
            if not found.faults or min(fault.number for fault in found.faults) > rows[min(first, len(rows)) - 1][0] + 1:
                missed.append(trial)
    raw.close()
    assert missed == []


def test_who_writes_the_whole_journal_anew_is_found_by_a_published_head(tmp_path: Path) -> None:
    path, other = tmp_path / "s.db", tmp_path / "t.db"
    published = write(path)
    write(other, SIZE + 2)
    assert verified(other).faults == ()
    raw = sqlite3.connect(other)
    raw.executescript("DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete")
    raw.close()
    with open_store(other) as store, store.transaction():
        from sqlalchemy import delete

        from pantau.store.journal_schema import journal as table
        from pantau.store.journal_schema import journal_head

        store.ask(lambda c: (c.execute(delete(table)), c.execute(delete(journal_head)), None)[-1])
        for n in range(SIZE + 2):
            store.ask(journal.append, at=BEGUN + timedelta(seconds=n), by="mallory", kind="note", subject=f"record{n}")
    assert verified(other).faults == ()
    assert [fault.number for fault in verified(other, published).faults] == [SIZE]


def test_a_failed_transaction_leaves_no_entry(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    write(path, 2)
    with open_store(path) as store:
        with pytest.raises(StoreError), store.transaction():
            store.ask(_append_and_fail)
        assert store.ask(journal.load_head).number == 2
    assert verified(path).faults == ()


def test_words_of_a_page_lie_apart_and_are_held_by_their_hash(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with open_store(path) as store, store.transaction():
        entry = store.ask(
            journal.append, at=BEGUN, by="siti", kind="correct", subject="r", document="d", content={"place": {"raw": "Ganja"}}
        )
        assert store.ask(journal.load_content, entry) == {"document": "d", "place": {"raw": "Ganja"}}
    assert verified(path).faults == ()
    raw = sqlite3.connect(path)
    raw.execute("UPDATE journal_content SET data = replace(data, 'Ganja', 'Gence')")
    raw.commit()
    assert [fault.number for fault in verified(path).faults] == [1]
    raw.execute("DELETE FROM journal_content")
    raw.commit()
    assert [fault.number for fault in verified(path).faults] == [1]
    raw.close()
    with open_store(path) as store, store.transaction():
        store.ask(journal.append, at=BEGUN, by="ana", kind="erase_document", subject="d", document="d", why="a court")
    assert verified(path).faults == ()


def _append_and_fail(connection: Connection) -> None:
    journal.append(connection, at=BEGUN, by="siti", kind="note", subject="r")
    connection.exec_driver_sql("SELECT nonsense")
