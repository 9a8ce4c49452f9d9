"""`pantau backup` and `restore`: whole or not there, beside who reads and writes, whatever stops them."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from pantau.cli import app
from pantau.errors import StoreError, UsageError
from pantau.monitor import copying as use
from pantau.monitor.copying import back_up, restore
from pantau.monitor.verifying import verify_store
from pantau.store import copying, journal, open_store
from pantau.store.opening import opened_still

NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)


def append(path: Path, number: int = 1) -> None:
    with open_store(path) as store:
        for _ in range(number):
            with store.transaction(durable=True):
                store.ask(journal.append, at=NOW, by="ana", kind="note", subject="I1", why="x" * 500)


def count(path: Path) -> int:
    with opened_still(path) as connection:
        found = journal.verify(connection)
    assert found.faults == ()
    return found.entries


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "s.db"
    append(path, 20)
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "elsewhere").mkdir()
    return tmp_path / "elsewhere" / "copy.db"


def lying_in(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_a_copy_is_a_whole_store_in_one_file(path: Path, file: Path) -> None:
    done = back_up(path, file)
    assert (done.size, done.head.number, done.leftovers) == (file.stat().st_size, 20, ())
    assert lying_in(file.parent) == {"copy.db"}, "nothing beside it"
    assert count(file) == 20
    with sqlite3.connect(file) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()


def test_what_is_there_is_not_overwritten_unless_forced(path: Path, file: Path) -> None:
    file.write_bytes(b"something dear")
    with pytest.raises(UsageError, match="is there already"):
        back_up(path, file)
    assert file.read_bytes() == b"something dear"
    assert back_up(path, file, force=True).head.number == 20
    assert count(file) == 20


def test_places_that_cannot_be(path: Path, file: Path, tmp_path: Path) -> None:
    for place, why in ((tmp_path, "is a folder"), (path, "the store itself"), (tmp_path / "none" / "x.db", "does not exist")):
        with pytest.raises(UsageError, match=why):
            back_up(path, place, force=True)
    with pytest.raises(StoreError, match="no store there"):
        back_up(tmp_path / "none.db", file)
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as raw:
        raw.executescript("CREATE TABLE t (x); PRAGMA application_id = 7;")
    with pytest.raises(StoreError, match="another program"):
        back_up(other, file)
    (tmp_path / "words.txt").write_text("no database " * 500)
    with pytest.raises(StoreError, match="not a pantau store"):
        back_up(tmp_path / "words.txt", file)
    assert lying_in(file.parent) == set()


def test_room_is_looked_for_first(path: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage(NamedTuple):
        free: int = 1_000

    monkeypatch.setattr(copying.shutil, "disk_usage", lambda _folder: Usage())
    with pytest.raises(StoreError, match="too little room"):
        back_up(path, file)
    with pytest.raises(StoreError, match="too little room"):
        restore(path, file)
    assert lying_in(file.parent) == set()


def test_a_full_disk_leaves_nothing(path: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit of a process on the size of its files stands for a disk without room."""
    import resource

    monkeypatch.setattr(copying, "_PAGES", 4)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 2, before[1]))
    try:
        with pytest.raises(StoreError, match=r"no room left|refused to read or write"):
            back_up(path, file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert lying_in(file.parent) == set()


def test_a_copy_of_a_damaged_store_does_not_get_the_name(path: Path, file: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.executescript("DROP TRIGGER journal_no_update; UPDATE journal SET why = 'lain' WHERE number = 7")
    with pytest.raises(StoreError, match="entry 7"):
        back_up(path, file)
    assert lying_in(file.parent) == set()


class Writer(threading.Thread):
    """Writes one entry after the other until it is told to stop."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path, self.written, self.ends = path, 0, threading.Event()

    def run(self) -> None:
        while not self.ends.is_set():
            append(self.path)
            self.written += 1


@pytest.fixture
def writer(path: Path) -> Iterator[Writer]:
    thread = Writer(path)
    thread.start()
    yield thread
    thread.ends.set()
    thread.join()


def test_a_copy_is_of_one_moment_while_others_write(path: Path, file: Path, writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "_PAGES", 2)
    left = []

    def slowly(what: str, done: int, of: int) -> None:
        if what == "copying":
            left.append(of - done)
            time.sleep(0.01)

    before = writer.written
    done = back_up(path, file, step=slowly)
    assert left == sorted(left, reverse=True), "it never begins again"
    assert writer.written > before + 3
    assert count(file) == done.head.number < 20 + writer.written


def test_a_store_is_put_back_and_the_one_before_kept(path: Path, file: Path) -> None:
    back_up(path, file)
    append(path, 5)
    done = restore(file, path)
    assert (done.head.number, done.lost, done.kept) == (20, 5, path.with_name("s.db.before-restore"))
    assert (count(path), count(done.kept)) == (20, 25)
    append(path, 2)
    again = restore(file, path)
    assert (again.kept, again.lost) == (path.with_name("s.db.before-restore-2"), 2)
    assert count(done.kept) == 25
    assert [each for each in lying_in(path.parent) if each.endswith(".partial")] == []


def test_restoring_into_an_empty_place_and_over_what_cannot_be_opened(path: Path, file: Path, tmp_path: Path) -> None:
    back_up(path, file)
    new = tmp_path / "new.db"
    new.with_name("new.db-wal").write_bytes(path.read_bytes()[:5_000])  # a log without its file must not get into the new one
    done = restore(file, new)
    assert (done.kept, count(new)) == (tmp_path / "new.db.before-restore", 20)
    path.write_bytes(b"\x00" * 9_000)
    for side in ("s.db-wal", "s.db-shm"):
        path.with_name(side).unlink(missing_ok=True)
    with pytest.raises(StoreError, match="cannot be opened"):
        restore(file, path)
    assert path.read_bytes() == b"\x00" * 9_000
    done = restore(file, path, force=True)
    assert done.kept is not None
    assert (done.kept.read_bytes(), count(path), done.lost) == (b"\x00" * 9_000, 20, None)


def test_what_is_no_backup_is_not_put_in_place(path: Path, file: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    back_up(path, file)
    whole = file.read_bytes()
    for data, why in (
        (b"", "another program"), (b"words " * 2_000, "not a pantau store"), (whole[:-20_000], r"damaged|does not hold"),
        (whole[:8_192] + b"\xff" * 8_192 + whole[16_384:], r"damaged|does not hold|failed"),
    ):  # fmt: skip
        file.write_bytes(data)
        with pytest.raises(StoreError, match=why):
            restore(file, path)
    with closing(sqlite3.connect(tmp_path / "other.db")) as raw:
        raw.executescript("CREATE TABLE t (x)")
    with pytest.raises(StoreError, match="another program"):
        restore(tmp_path / "other.db", path)
    file.write_bytes(whole)
    with closing(sqlite3.connect(file)) as raw:
        raw.executescript("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer than this program"):
        restore(file, path)
    with pytest.raises(StoreError, match="another program"):
        restore(path, tmp_path / "other.db", force=True)
    with pytest.raises(UsageError, match="the store itself"):
        restore(path, path)
    assert (count(path), path.read_bytes() == before) == (20, True)
    assert [each for each in lying_in(path.parent) if "restore" in each] == []


def test_a_backup_of_an_older_form_is_brought_up_to_date(path: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as raw:
        raw.executescript((Path(__file__).parent / "store" / "version_2.sql").read_text("utf-8"))
        raw.execute("PRAGMA journal_mode = WAL")
    assert back_up(old, tmp_path / "old-copy.db").head.number == 0
    restore(tmp_path / "old-copy.db", path)
    assert [fault for found in verify_store(path, step=use.nothing_told) for fault in found.faults] == []


def test_a_store_that_somebody_holds_is_left_as_it_is(path: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "_WAIT_SECONDS", 0.3)
    back_up(path, file)
    append(path, 2)
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program is writing"):
            restore(file, path)
        holder.execute("ROLLBACK")
    assert [each for each in lying_in(path.parent) if "restore" in each or "partial" in each] == []
    assert restore(file, path).lost == 2


def test_no_entry_is_lost_unkept_while_others_write(path: Path, file: Path, writer: Writer) -> None:
    """Every entry that was written is in the store or in the one before."""
    back_up(path, file)
    for _ in range(3):
        append(path)
        restore(file, path)
    writer.ends.set()
    writer.join()
    kept = [count(each) for each in path.parent.glob("*.before-restore*")]
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base, now = count(file), count(path)
    assert sum(each - base for each in kept) + now - base == 20 + writer.written + 3 - base


def test_one_who_writes_after_every_copy_does_not_hold_a_restore_off(path: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    back_up(path, file)
    copied, whole = [], copying.copy_pages

    def and_another_writes(source: Path, target: Path, step: copying.Step) -> None:
        whole(source, target, step)
        if source == path:
            copied.append(is_held(path))
            if not copied[-1] and len(copied) < 20:
                append(path)

    monkeypatch.setattr(copying, "copy_pages", and_another_writes)
    done = restore(file, path)
    assert done.kept is not None
    assert (copied, count(done.kept), done.lost, count(path)) == ([False, False, False, True], 23, 3, 20)


def is_held(path: Path) -> bool:
    """Whether somebody holds the store's lock for writing."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        other.execute("ROLLBACK")
    return False


SCRIPT = """
import sys
from pathlib import Path
from pantau.monitor.copying import back_up, restore
from pantau.store import copying
copying._PAGES = 2
print("ready", flush=True)
{"backup": back_up, "restore": restore}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]), force=sys.argv[1] == "backup")
"""


@pytest.mark.parametrize("what", ["backup", "restore"])
def test_killed_at_any_moment_no_name_holds_half_a_store(what: str, path: Path, file: Path) -> None:
    """bench/care.py does so hundreds of times."""
    back_up(path, file)
    append(path, 5)
    for turn in range(6):
        process = start(what, path, file)
        time.sleep(0.004 * turn)
        process.kill()
        process.wait()
        assert count(file) in (20, 25)
        with open_store(path) as store:
            assert store.ask(journal.verify).faults == ()
            assert store.ask(journal.load_head).number in (20, 25)


def start(what: str, path: Path, file: Path) -> Any:
    first, second = (path, file) if what == "backup" else (file, path)
    command = [sys.executable, "-c", SCRIPT, what, str(first), str(second)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(os.environ), text=True)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def test_the_commands_say_what_they_did(path: Path, file: Path) -> None:
    def run(*words: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, list(words))
        return result.exit_code, result.stdout, result.stderr

    file.with_name(".copy.db.0a1b2c3d.partial").write_bytes(b"left")
    status, out, err = run("backup", str(file), "--store", str(path))
    assert (status, "verified" in out, "journal head 20:" in out, "was stopped" in err) == (0, True, True, True)
    assert run("backup", str(file), "--store", str(path))[0] == 2
    append(path, 3)
    status, out, err = run("restore", str(file), "--store", str(path))
    assert (status, "before-restore" in out, "3 entries" in err) == (0, True, True)
    assert run("restore", str(file.with_name("none.db")), "--store", str(path))[0] == 2
    shutil.copy(file, file.with_name("half.db"))
    os.truncate(file.with_name("half.db"), 30_000)
    assert run("restore", str(file.with_name("half.db")), "--store", str(path))[0] == 1
