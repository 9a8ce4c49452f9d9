#!/usr/bin/env python3
"""What the care of the store stands: programs killed in mid-decision, mid-backup and mid-restore, tampering, long journals.

    bench/care.py              200 kills of each, 1,000 tamperings, 10,000 entries
    bench/care.py --kills 50   fewer kills

Each kill is SIGKILL at a random moment (seed 1). Prints one line a measure; exit status 1 where something was lost.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pantau.errors import StoreError
from pantau.model import Person
from pantau.monitor import copying, find_inputs, read, relink
from pantau.monitor.deciding import Order
from pantau.monitor.deciding import decide as decide_one
from pantau.monitor.observing import observe
from pantau.monitor.reviewing import take_up
from pantau.store import copying as pages
from pantau.store import journal, open_store
from pantau.store.looking import load_some_incidents
from pantau.store.opening import opened_still
from pantau.store.reviews import find_held

SAMPLES = Path(__file__).parents[1] / "examples" / "karabakh"
FIELDS = {
    "theatre": "karabakh", "from": "2020-10-28T08:00", "zone": "Asia/Baku", "means": "heard", "what": "explosion",
    "position": "Stepanakert", "count": "3",
}  # fmt: skip
BEGUN = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
_ENTRIES = 40  # in the store that is copied


def decide(path: Path, entries: int = 1, *, durable: bool = True) -> int:
    """Append entries, one transaction each; the number of the last."""
    number = 0
    with open_store(path) as store:
        for _ in range(entries):
            with store.transaction(durable=durable):
                entry = store.ask(
                    journal.append, at=BEGUN, by="ana", kind="confirm", subject="r", why="alasan " * 40, document="d",
                    content={"words": "kata " * 20},
                )  # fmt: skip
            number = entry.number
    return number


def killed(work: Callable[[int], None], after: float) -> bytes:
    """What a process that does `work` wrote into its pipe before it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(writing)
        finally:
            os._exit(0)
    os.close(writing)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    data = b""
    while some := os.read(reading, 65_536):
        data += some
    os.close(reading)
    os.waitpid(child, 0)
    return data


def look(path: Path) -> journal.Verified:
    """What a verification of a store finds, opened as anybody would."""
    with open_store(path, create=False) as store:
        return store.ask(journal.verify)


def kill_deciders(folder: Path, kills: int, chance: random.Random) -> list[str]:
    """No entry that was acknowledged is lost, the chain holds, the store opens."""
    path, last, faults = folder / "decide.db", decide(folder / "decide.db"), list[str]()

    def work(told: int) -> None:
        while True:
            os.write(told, f"{decide(path)}\n".encode())

    for turn in range(kills):
        lines = killed(work, chance.uniform(0.002, 0.12)).split(b"\n")[:-1]
        last = max([last, *map(int, lines)])
        found = look(path)
        if found.faults or not last <= found.entries <= last + 1:
            faults.append(f"kill {turn}: {last} acknowledged, {found.entries} there, {len(found.faults)} faults")
        last = found.entries
    with closing(sqlite3.connect(path)) as raw:
        faults += [] if raw.execute("PRAGMA integrity_check").fetchone() == ("ok",) else ["the file is damaged"]
    print(f"decisions: {kills} kills, {last} entries, {len(faults)} losses")
    return faults


def kill_people(folder: Path, kills: int, chance: random.Random) -> list[str]:
    """Decisions with all their effects, field reports and locks: what was acknowledged is there, what was not left nothing by half."""
    path, faults, last = folder / "people.db", list[str](), 0
    with open_store(path) as store:
        read(find_inputs([str(SAMPLES)]), store)
        relink(store)
        keys = sorted(store.incident_groups(), key=lambda key: int(key[1:]))

    def work(told: int) -> None:
        turn = random.Random(os.getpid())
        while True:
            key, person = turn.choice(keys), Person(f"p{turn.randrange(9)}", "", "verifier")
            with open_store(path) as store:
                take_up(store, key, person, now=BEGUN)
                if turn.random() < 0.4:
                    seen = FIELDS | {"remarks": f"no {turn.random()}"}
                    observe(store, seen, Person("siti", "", "observer"), BEGUN)
                else:
                    decide_one(store, Order(kind="under_inquiry", subject=key, why="killed"), person, now=BEGUN)
                number = store.ask(journal.load_head).number
            os.write(told, f"{number}\n".encode())

    for turn in range(kills):
        lines = killed(work, chance.uniform(0.05, 0.5)).split(b"\n")[:-1]
        last = max([last, *map(int, lines)])
        found = look(path)
        if found.faults or not last <= found.entries <= last + 1:
            faults.append(f"kill {turn}: {last} acknowledged, {found.entries} there, {len(found.faults)} faults")
        last = found.entries
    with open_store(path) as store:
        entries = list(store.ask(lambda c: list(journal.load_entries(c))))
        for entry in entries:
            if entry.kind == "observe" and not store.records_of(entry.subject):
                faults.append(f"entry {entry.number}: a field report without records")
            elif entry.kind == "under_inquiry":
                found_now = store.ask(load_some_incidents, [entry.subject])
                faults += [] if found_now[0].status.status != "reported" else [f"entry {entry.number}: without effect"]
        if store.ask(find_held, now=BEGUN + timedelta(minutes=11)):
            faults.append("a lock is stuck past its end")
    kinds = Counter(entry.kind for entry in entries)
    print(f"people: {kills} kills, {dict(kinds)}, {len(faults)} losses")
    return faults


def kill_copiers(folder: Path, kills: int, chance: random.Random, *, is_restore: bool) -> list[str]:
    """Each name holds a whole store: the old one or the new one."""
    path, file, faults, done = folder / "store.db", folder / "copy.db", list[str](), 0
    for each in folder.glob("*.db*"):
        each.unlink()
    decide(path, _ENTRIES)
    copying.back_up(path, file)
    sizes = {_ENTRIES}

    def work(told: int) -> None:
        if is_restore:
            copying.restore(file, path)
        else:
            copying.back_up(path, file, force=True)
        os.write(told, b"done")

    for turn in range(kills):
        sizes.add(look(path).entries + 1)
        decide(path)
        done += killed(work, chance.uniform(0.0, 0.3 if is_restore else 0.1)) == b"done"
        try:
            with opened_still(file) as connection:
                copy = journal.verify(connection)
            store = look(path)
        except StoreError as error:
            faults.append(f"kill {turn}: {error}")
            continue
        if copy.faults or store.faults or not {copy.entries, store.entries} <= sizes:
            faults.append(f"kill {turn}: {copy.entries} and {store.entries} entries, {len(copy.faults) + len(store.faults)} faults")
        for left in (*folder.glob(".*.partial*"), *folder.glob("*.before-restore*")):
            left.unlink(missing_ok=True)  # one may bear both names
    print(f"{'restore' if is_restore else 'backup'}: {kills} kills, {done} had come to their end before, {len(faults)} faults")
    return faults


def tamper(folder: Path, number: int, chance: random.Random) -> list[str]:
    """Every random tampering with the rows of the journal is found."""
    path, missed = folder / "tamper.db", list[str]()
    decide(path, 60)
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript("DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete; PRAGMA wal_checkpoint(TRUNCATE)")
    for turn in range(number):
        shutil.copy(path, folder / "tampered.db")
        with closing(sqlite3.connect(folder / "tampered.db", isolation_level=None)) as raw:
            what = tampering(chance)
            raw.executescript(what)
        with opened_still(folder / "tampered.db") as connection:
            if not journal.verify(connection).faults:
                missed.append(f"tampering {turn}: {what}")
        for side in ("", "-wal", "-shm"):
            (folder / f"tampered.db{side}").unlink(missing_ok=True)
    print(f"tampering: {number} tried, {len(missed)} missed")
    return missed


def tampering(chance: random.Random) -> str:
    """A change by somebody who can write the file: a value, a row taken out, put in, moved, or the end cut off."""
    entry, other = chance.sample(range(1, 61), 2)
    column = chance.choice(["at", "by", "kind", "subject", "why", "before", "after", "via", "previous", "hash", "document", "other"])
    return chance.choice([
        f"UPDATE journal SET \"{column}\" = coalesce(\"{column}\", '') || 'x' WHERE number = {entry}",
        f"DELETE FROM journal WHERE number = {entry}",
        f"DELETE FROM journal WHERE number >= {entry}",
        f"UPDATE journal SET number = 1000 + number WHERE number = {entry}",
        f"UPDATE journal SET number = -1 WHERE number = {entry}; UPDATE journal SET number = {entry} WHERE number = {other};"
        f"UPDATE journal SET number = {other} WHERE number = -1",
        f"INSERT INTO journal SELECT 61, at, by, kind, subject, other, document, why, before, after, via, previous, hash FROM journal"
        f" WHERE number = {entry}",
        f"UPDATE journal_head SET number = {entry}" if entry != 60 else "DELETE FROM journal_head",
        "UPDATE journal_content SET data = data || ' '",
        "DELETE FROM journal_content",
    ])  # fmt: skip


def verify_long(folder: Path, entries: int) -> list[str]:
    """A journal of many entries is verified in less than two seconds."""
    path = folder / "long.db"
    with open_store(path) as store, store.transaction():
        for n in range(entries):
            store.ask(
                journal.append, at=BEGUN + timedelta(seconds=n), by="siti", kind="correct", subject=f"{n:024x}",
                document=f"{n % 300:064x}", why="alasan yang cukup panjang untuk satu keputusan", before={"actors": ["AZE"]},
                after={"actors": ["ARM"]}, via="browser 12",
            )  # fmt: skip
    with open_store(path) as store:
        started = time.monotonic()
        found = store.ask(journal.verify)
        took = time.monotonic() - started
    print(f"journal: {found.entries} entries verified in {took:.2f} s")
    return [] if took < 2 and not found.faults else ["the journal is verified too slowly, or does not hold"]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    asked, chance = parser.parse_args(), random.Random(1)
    pages._PAGES = 4  # so that a small store is copied in many steps
    with tempfile.TemporaryDirectory(prefix="pantau-care-") as name:
        folder = Path(name)
        faults = [
            *kill_deciders(folder, asked.kills, chance), *kill_people(folder, asked.kills, chance),
            *kill_copiers(folder, asked.kills, chance, is_restore=False),
            *kill_copiers(folder, asked.kills, chance, is_restore=True), *tamper(folder, 1_000, chance), *verify_long(folder, 10_000),
        ]  # fmt: skip
    for fault in faults:
        print(fault)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
