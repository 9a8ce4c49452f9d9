"""Migrations run once, all or none, and lead to exactly the tables that the model asks for."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, inspect

from pantau.errors import StoreError
from pantau.store import migrations, open_store
from pantau.store.schema import metadata
from pantau.store.search_schema import INDEX, SHADOWS

LAYOUTS = {1: "776db8549af3b735", 2: "ab391554e85f6cdb", 3: "594bc16eaa7b83a6"}
"""The layout each version leads to. A changed model is a new version: write a migration, then pin its layout here."""


def layout() -> str:
    columns = sorted(
        (table.name, c.name, type(c.type).__name__, bool(c.nullable)) for table in metadata.tables.values() for c in table.columns
    )
    return hashlib.sha256(repr(columns).encode()).hexdigest()[:16]


def test_the_layout_is_the_one_of_its_version() -> None:
    newest = len(migrations.MIGRATIONS)
    assert layout() == LAYOUTS[newest], "the tables changed: a store in use needs a migration (see store/migrations.py)"


def test_migrations_lead_to_the_tables_of_the_schema(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db"):
        pass
    engine = create_engine(f"sqlite:///{tmp_path / 's.db'}")
    there = inspect(engine)
    for table in metadata.sorted_tables:
        columns = {column["name"]: (str(column["type"]), column["nullable"]) for column in there.get_columns(table.name)}
        assert columns == {column.name: (str(column.type.compile(engine.dialect)), column.nullable) for column in table.columns}
        indexes = {index["name"]: index["column_names"] for index in there.get_indexes(table.name)}
        assert indexes == {index.name: [column.name for column in index.columns] for index in table.indexes}
    assert set(there.get_table_names()) == {*metadata.tables, INDEX, *SHADOWS}
    engine.dispose()


@pytest.mark.parametrize("version", range(1, len(migrations.MIGRATIONS)))
def test_a_store_of_an_older_form_is_brought_up_to_date(version: int, tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    raw = sqlite3.connect(path)
    raw.executescript((Path(__file__).parent / f"version_{version}.sql").read_text(encoding="utf-8"))
    raw.executescript("""
        INSERT INTO kept VALUES ('a', 1, 'zlib', x'00'); INSERT INTO document VALUES ('a', 'page', 'here', '2020-10-26');
        INSERT INTO text VALUES ('a', 1, 'Halaman.');
        INSERT INTO reading (document, text_number, version, knowledge, made_at, is_current, kind, form)
          VALUES ('a', 1, '1', 'k', '2020-10-26', 1, 'page', 'text');
    """)
    raw.close()
    with open_store(path) as store:
        assert store.known(["a"]) == {"a"}
    test_migrations_lead_to_the_tables_of_the_schema(tmp_path)


def test_a_new_step_runs_once_on_an_old_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.db"
    with open_store(path):
        pass
    calls: list[int] = []

    def version_next(connection: Connection) -> None:
        calls.append(1)
        connection.exec_driver_sql("ALTER TABLE document ADD COLUMN note TEXT")

    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, version_next))
    for _ in range(2):
        with open_store(path):
            pass
    assert calls == [1]


def test_a_step_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.db"
    with open_store(path):
        pass

    def version_next(connection: Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE document ADD COLUMN note TEXT")
        connection.exec_driver_sql("SELECT nonsense")

    newest = len(migrations.MIGRATIONS)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, version_next))
    with pytest.raises(StoreError), open_store(path):
        pass
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA user_version").fetchone() == (newest,)
    assert "note" not in {row[1] for row in raw.execute("PRAGMA table_info(document)")}
    raw.close()
