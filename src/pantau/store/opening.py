"""Opens the store's file: makes it where there is none, brings an older one up to date, refuses what is not ours.

An application id marks the file as ours, `user_version` counts its migrations. WAL lets readers look on while one process writes;
every write is one transaction, so a killed or full-disk run leaves whole documents only. SQLite's errors are worded here.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.pool import NullPool

from pantau.errors import StoreError
from pantau.store import migrations

APPLICATION_ID = 0x50414E54  # "PANT" in ASCII
WAIT_SECONDS = 15
_LOOK_SECONDS = 2.0  # somebody waits in front of a screen: better a page that says the store is busy

_WORDS: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_FULL: ("no room left to write", "free some disk space and run again; every document kept before is whole"),
    sqlite3.SQLITE_IOERR: ("the disk refused to read or write", "check free space and the disk, then run again"),
    sqlite3.SQLITE_BUSY: ("another program is writing to it", "wait until it is done, or name another --store"),
    sqlite3.SQLITE_LOCKED: ("another program is writing to it", "wait until it is done, or name another --store"),
    sqlite3.SQLITE_READONLY: ("may not be written", "check the permissions of the file and its folder"),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened", "check that its folder exists and may be written"),
    sqlite3.SQLITE_NOTADB: ("is not a pantau store", "name another --store; this file was left as it is"),
    sqlite3.SQLITE_CORRUPT: ("is damaged", "bring back a copy; `sqlite3 FILE .recover` may save the rest"),
}


@contextmanager
def worded_errors(path: Path) -> Iterator[None]:
    """Turn the database's own errors into a StoreError that says what, where and what to do."""
    try:
        yield
    except exc.IntegrityError:
        raise  # no state of the file, a fault of ours in one document: the caller tells it as such
    except exc.DBAPIError as error:
        raise _worded(path, error.orig) from error
    except sqlite3.Error as error:
        raise _worded(path, error) from error


def _worded(path: Path, error: BaseException | None) -> StoreError:
    code = getattr(error, "sqlite_errorcode", None) or 0
    what, todo = _WORDS.get(code & 0xFF, (f"the store failed: {error}", "run again; if it happens again, report it"))
    return StoreError(what, where=str(path), todo=todo)


@contextmanager
def opened(path: Path, *, create: bool, wait: float = WAIT_SECONDS) -> Iterator[Connection]:
    """A connection to the store at `path`, closed at the end. Raises StoreError where it cannot be used, changing nothing."""
    _check_path(path, create=create)
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool, connect_args={"timeout": wait})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    try:
        with worded_errors(path):
            connection = engine.connect()
        with connection:
            with worded_errors(path):
                _bring_up_to_date(connection, path)
            yield connection
    finally:
        engine.dispose()


@contextmanager
def opened_to_read(path: Path) -> Iterator[Connection]:
    """A connection that can write nothing, its transaction begun: everything asked of it is asked of one state of the store.

    It is opened anew each time, so that a file put in the place of another is seen. Raises StoreError where it cannot be used.
    """
    _check_path(path, create=False)
    with worded_errors(path), _reading_engine(path.resolve()).connect() as connection, connection.begin():
        _check_form(connection, path)
        yield connection


@lru_cache(maxsize=8)
def _reading_engine(path: Path) -> Engine:
    where = f"file:{quote(str(path))}?mode=ro"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(where, uri=True, timeout=_LOOK_SECONDS, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "connect", _leave_transactions)
    event.listen(engine, "begin", _begin)
    return engine


def _leave_transactions(connection: Any, _record: object) -> None:
    connection.isolation_level = None


def _check_form(connection: Connection, path: Path) -> None:
    """Refuse a file that is not ours, or not of today's form: who only reads brings nothing up to date."""
    ours, found = _number(connection, "application_id"), _number(connection, "user_version")
    if ours != APPLICATION_ID:
        raise _not_ours(path)
    if found > len(migrations.MIGRATIONS):
        raise _too_new(path, found)
    if found < len(migrations.MIGRATIONS):
        todo = "run `pantau relink`, which brings it up to date"
        raise StoreError(f"is of an older form ({found} of {len(migrations.MIGRATIONS)})", where=str(path), todo=todo)


def _check_path(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise StoreError("is a folder, not a store", where=str(path), todo="name a file, as in --store pantau.db")
    if not path.exists() and not create:
        raise StoreError("no store there", where=str(path), todo="run `pantau read PATHS…` first, or name another --store")
    if not path.parent.is_dir():
        raise StoreError(
            "its folder does not exist", where=str(path), todo=f"make the folder {path.parent}, or name another --store"
        )


def _prepare(connection: Any, _record: object) -> None:
    """Leave transactions to `_begin` (Python's driver keeps table changes out of them) and hold the store to its foreign keys."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def _number(connection: Connection, pragma: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one())


def _bring_up_to_date(connection: Connection, path: Path) -> None:
    """Check whose file it is and run the missing migrations in one transaction."""
    with connection.begin():
        ours, found = _number(connection, "application_id"), _number(connection, "user_version")
        empty = ours == 0 and found == 0 and not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if ours != APPLICATION_ID and not empty:
        raise _not_ours(path)
    if found > len(migrations.MIGRATIONS):
        raise _too_new(path, found)
    if found < len(migrations.MIGRATIONS):
        _upgrade(connection)


def _not_ours(path: Path) -> StoreError:
    todo = "name another --store; this file was left as it is"
    return StoreError("is a database of another program", where=str(path), todo=todo)


def _too_new(path: Path, found: int) -> StoreError:
    what = f"is newer than this program (form {found}, known up to {len(migrations.MIGRATIONS)})"
    return StoreError(what, where=str(path), todo="upgrade pantau, or name another --store; the store was left as it is")


def _upgrade(connection: Connection) -> None:
    """Run the missing migrations, all or none. WAL cannot be set inside a transaction: it goes by the driver's connection."""
    driver = connection.connection.driver_connection
    assert driver is not None
    _turn_on_wal(driver)
    with writing(connection):
        # another process may have come first while this one waited for the lock: count again
        reached = migrations.migrate(connection, _number(connection, "user_version"))
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {reached}")


def _turn_on_wal(driver: Any) -> None:
    """SQLite does not wait for this lock by itself: another process may be making the same store at this moment."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            driver.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)


@contextmanager
def writing(connection: Connection) -> Iterator[None]:
    """One transaction that takes the write lock at its start: all of it lands, or nothing."""
    connection.execution_options(writes=True)
    try:
        with connection.begin():
            yield
    finally:
        connection.execution_options(writes=False)
