"""What was acknowledged stays: a full disk or a killed program in mid-decision loses nothing of the journal and breaks nothing."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pantau.errors import StoreError
from pantau.store import Store, journal, open_store

NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)

DECIDE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from pantau.store import journal, open_store
with open_store(Path(sys.argv[1])) as store:
    while True:
        with store.transaction(durable=True):
            entry = store.ask(journal.append, at=datetime.now(UTC), by="ana", kind="confirm", subject="r", why="alasan " * 20,
                              document="d", content={"words": "kata " * 40})
        print(entry.number, flush=True)
"""


def decide(store: Store, size: int = 100) -> None:
    with store.transaction(durable=True):
        store.ask(journal.append, at=NOW, by="ana", kind="note", subject="I1", why="x" * size)


def test_a_durable_transaction_waits_for_the_disk_and_others_do_not(tmp_path: Path) -> None:
    def level(store: Store) -> int:
        return int(store.ask(lambda connection: connection.exec_driver_sql("PRAGMA synchronous").scalar_one()))

    with open_store(tmp_path / "s.db") as store:
        with store.transaction():
            assert level(store) == 1
        with store.transaction(durable=True):
            assert level(store) == 2
        assert level(store) == 1
        with pytest.raises(ZeroDivisionError), store.transaction(durable=True):
            _ = 1 // 0
        assert level(store) == 1


def test_a_full_disk_in_mid_decision_takes_that_decision_alone(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with open_store(path) as store:
        for _ in range(5):
            decide(store)
        pages = store.ask(lambda connection: int(connection.exec_driver_sql("PRAGMA page_count").scalar_one()))
        store.ask(lambda connection: connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}").scalar_one())
        with pytest.raises(StoreError, match="no room left"):
            decide(store, size=100_000)
        assert store.ask(journal.load_head).number == 5
        decide(store)
        assert store.ask(journal.verify).faults == ()
    with open_store(path) as store:
        decide(store, size=100_000)
        found = store.ask(journal.verify)
        assert (found.entries, found.faults) == (7, ())


def test_a_disk_that_fails_in_mid_decision(tmp_path: Path) -> None:
    """The limit of a process on the size of its files: the log cannot grow."""
    path = tmp_path / "s.db"
    with open_store(path) as store:
        decide(store)
    script = DECIDE.replace("import sys\n", "import resource, signal, sys\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n", 1).replace(
        "    while True:", f"    resource.setrlimit(resource.RLIMIT_FSIZE, ({path.stat().st_size + 30_000},) * 2)\n    while True:"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False, env=dict(os.environ))
    acknowledged = int(done.stdout.split()[-1])
    assert "no room left" in done.stderr or "refused to read or write" in done.stderr
    with open_store(path) as store:
        found = store.ask(journal.verify)
        assert (found.entries, found.faults) == (acknowledged, ())
        decide(store)


def test_killed_in_mid_decision_no_acknowledged_one_is_lost(tmp_path: Path) -> None:
    """bench/care.py does so 200 times."""
    path = tmp_path / "s.db"
    with open_store(path):
        pass
    for turn in range(4):
        command = [sys.executable, "-c", DECIDE, str(path)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=dict(os.environ))
        assert process.stdout
        for _ in range(3 + 5 * turn):
            last = int(process.stdout.readline())
        process.kill()
        last = max([last, *map(int, process.stdout.read().split("\n")[:-1])])
        process.wait()
        with open_store(path) as store:
            found = store.ask(journal.verify)
            assert found.faults == ()
            assert found.entries in (last, last + 1), "one may have landed that nobody was told of"
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
