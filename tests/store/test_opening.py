"""A store that is not ours, newer than the program, damaged or not there: a clear message, and the file stays as it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pantau.errors import StoreError
from pantau.store import open_store, remove_store
from pantau.store.migrations import MIGRATIONS
from pantau.store.opening import APPLICATION_ID


def refusal(path: Path, *, create: bool = True) -> str:
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError) as told, open_store(path, create=create):
        pass
    assert (path.read_bytes() if path.is_file() else None) == before
    assert str(path) in str(told.value)
    assert told.value.todo
    return str(told.value)


def test_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("these are my notes, hands off\n" * 100)
    assert "is not a pantau store" in refusal(path)
    with pytest.raises(StoreError):
        remove_store(path)
    assert path.exists()


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE event (id)")
    raw.close()
    assert "another program" in refusal(path)


def test_a_database_marked_by_another_program(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA application_id = 7")
    raw.close()
    assert "another program" in refusal(path)


def test_a_newer_store(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with open_store(path):
        pass
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    raw.close()
    assert "newer than this program" in refusal(path)


def test_a_truncated_store(tmp_path: Path) -> None:
    path = tmp_path / "cut.db"
    with open_store(path):
        pass
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 3])
    with pytest.raises(StoreError, match="damaged"), open_store(path) as store:
        store.document_ids()


def test_no_store_there(tmp_path: Path) -> None:
    assert "no store there" in refusal(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()


def test_a_folder_and_a_missing_folder(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)
    assert "does not exist" in refusal(tmp_path / "none" / "s.db")


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    path.touch()
    with open_store(path) as store:
        assert store.document_ids() == []
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()


def test_a_locked_store(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with open_store(path):
        pass
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_store(path, wait=0.05) as store:
        assert store.document_ids() == [], "one may look on while another writes"
        with pytest.raises(StoreError, match="another program is writing"), store.transaction():
            pass
    other.close()
