"""Copies of a store's file, whole at every moment: page by page from one state of it, while others read and write.

SQLite's own backup is used, in steps, inside one reading transaction of the source: what is written meanwhile neither gets into the
copy nor makes it begin again (without that transaction it would, and never end beside a busy writer). `VACUUM INTO` would do too, but
tells nothing of how far it is, and writes every table anew where this copies pages as they stand.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from pantau.errors import StoreError
from pantau.store.opening import APPLICATION_ID, worded_errors

Step = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and of how much (0: unknown)."""
_PAGES = 1_000
_WAIT_SECONDS = 15
_TURNS = 3
"""How often a copy is made before the lock is taken; the last is made again under it where that was in vain."""
_MARGIN = 8 << 20
"""Bytes that stay free beside a copy."""
SIDES = ("-wal", "-shm")


@contextmanager
def partial_beside(path: Path) -> Iterator[Path]:
    """A new file in the folder of `path` under a name of its own, to be renamed when it is whole; gone at the end where it was not."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StoreError(f"cannot be written: {error.strerror or error}", where=str(path), todo="name another place") from None
    try:
        yield partial
    finally:
        for suffix in ("", *SIDES):
            partial.with_name(partial.name + suffix).unlink(missing_ok=True)


def find_partials(path: Path) -> list[Path]:
    """What copies that were stopped left beside `path`, and what those under way are writing."""
    return sorted(path.parent.glob(f".{path.name}.*.partial"))


def check_room(folder: Path, needed: int) -> None:
    """Raise StoreError where the disk of a folder has less room than so many bytes."""
    free = shutil.disk_usage(folder).free
    if free < needed + _MARGIN:
        what = f"too little room: {_size(needed)} are needed, {_size(free)} are free"
        raise StoreError(what, where=str(folder), todo="free some disk space, or name another place")


def _size(number: int) -> str:
    return f"{number / 1_000_000_000:.1f} GB" if number >= 100_000_000 else f"{number / 1_000_000:.1f} MB"


def size_of(path: Path) -> int:
    """Bytes of a store's file with its side files."""
    return sum(side.stat().st_size for s in ("", *SIDES) if (side := path.with_name(path.name + s)).exists())


def copy_pages(source: Path, target: Path, step: Step) -> None:
    """Copy the store in `source`, as it stands at this moment, into the new file `target`, and see it onto the disk."""
    with worded_errors(source), closing(_connect_to_read(source)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on one state is read
        pages, size = (int(reading.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size"))
        check_room(target.parent, pages * size)
        with worded_errors(target), closing(sqlite3.connect(target, isolation_level=None)) as writing:
            for setting in ("journal_mode = OFF", "synchronous = OFF"):  # it is thrown away where it does not become whole
                writing.execute(f"PRAGMA {setting}")
            reading.backup(writing, pages=_PAGES, progress=lambda _rc, left, of: step("copying", of - left, of))
    with suppress(OSError):
        target.chmod(source.stat().st_mode & 0o777)
    see_onto_disk(target)


def _connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that writes nothing; to a file in a folder that cannot be written too, where nothing lies beside it."""
    where = f"file:{quote(str(path.resolve()))}?mode=ro"
    connection = sqlite3.connect(where, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CANTOPEN or size_of(path) != path.stat().st_size:
            raise
        return sqlite3.connect(f"{where}&immutable=1", uri=True, isolation_level=None)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def see_onto_disk(path: Path) -> None:
    """Wait until a file is on the disk."""
    file = os.open(path, os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def put_in_place(partial: Path, path: Path, *, over: bool = False) -> None:
    """Give a whole file its name in one step, never `over` another where that was not asked. Raises FileExistsError."""
    if over:
        partial.replace(path)
    else:
        try:
            os.link(partial, path)
        except FileExistsError:
            raise
        except OSError:  # a disk without hard links (a stick): between looking and renaming another program would have to come
            if path.exists():
                raise FileExistsError(path) from None
            partial.rename(path)
    with suppress(OSError):  # a system that cannot open folders sees to it itself
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def overwrite(source: Path, path: Path, keep: Callable[[], None], step: Step) -> None:
    """Put the store in `source` in the place of the one in `path`, in one transaction of that: readers and writers go on with it.

    `keep` makes a copy of what is there; it is called again where somebody wrote between its copy and the lock, and at last with
    the lock held, so that one who never stops writing cannot hold this off for ever. Raises StoreError.
    """
    with worded_errors(path), closing(_connect_to_read(source)) as reading, closing(_connect_to_read(path)) as watching:
        reading.execute("BEGIN")
        for turn in range(1, _TURNS + 1):
            seen = _version(watching)
            keep()
            with closing(sqlite3.connect(path, isolation_level=None, timeout=_WAIT_SECONDS)) as writing:
                writing.execute("PRAGMA synchronous = FULL")
                pages = int(reading.execute("PRAGMA page_count").fetchone()[0])
                with suppress(_Written):
                    # never all in one step: the first takes the lock, and may still be taken back
                    watch = _Watch(watching, seen, step, keep if turn == _TURNS else None)
                    reading.backup(writing, pages=min(_PAGES, max(1, pages // 2)), progress=watch, sleep=0.05)
                    writing.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                    return


class _Written(Exception):
    """Somebody wrote into the store between its copy and the lock."""


class _Watch:
    """Told of every step that overwrites: lets the first one pass only where nobody wrote since `seen`, and waits for locks so long.

    With `keep` the first one passes all the same, once that has copied what stands under the lock: readers still see it.
    """

    def __init__(self, watching: sqlite3.Connection, seen: int, step: Step, keep: Callable[[], None] | None) -> None:
        self._watching, self._seen, self._step, self._keep = watching, seen, step, keep
        self._until, self._is_locked = time.monotonic() + _WAIT_SECONDS, False

    def __call__(self, result: int, left: int, of: int) -> None:
        if result in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            if time.monotonic() > self._until:
                raise StoreError("another program is writing to it", todo="wait until it is done; nothing was changed")
            return
        if not self._is_locked:
            if _version(self._watching) != self._seen:
                if self._keep is None:
                    raise _Written
                self._keep()
            self._is_locked = True
        self._step("putting in place", of - left, of)


def _version(connection: sqlite3.Connection) -> int:
    """A number that is another when somebody else has written."""
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def move_aside(path: Path, kept: Path) -> None:
    """Rename a file that is no store any more, with what lies beside it."""
    for suffix in (*SIDES, ""):
        side = path.with_name(path.name + suffix)
        if side.exists():
            side.rename(kept.with_name(kept.name + suffix))


def find_whose(path: Path) -> str:
    """Whose file lies there: `ours`, of `another` program, `none` where there is none; `damaged` where neither can be told."""
    if not path.exists():
        return "none"
    try:
        with closing(_connect_to_read(path)) as connection:
            number = int(connection.execute("PRAGMA application_id").fetchone()[0])
            things = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR):
            return "damaged"
        raise
    return "ours" if number == APPLICATION_ID else "another" if things else "damaged"
