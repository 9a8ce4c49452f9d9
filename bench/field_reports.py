"""A file of many field reports: how long its import takes and how much memory. `python bench/field_reports.py [ROWS]`."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from pantau.model.account import Person
from pantau.monitor.report_import import import_observations
from pantau.store import open_store

PLACES = ("Stepanakert", "Shusha", "Martuni", "Martakert", "Hadrut", "Fuzuli", "Ganja", "Barda", "Terter", "Agdam")


def write_rows(path: Path, rows: int, *, faulty: int = 0) -> None:
    """So many rows, the last `faulty` of them wrong."""
    with path.open("w", encoding="utf-8") as out:
        out.write("theatre,from,zone,means,what,position,position_lat,position_lon,bearing,distance_km,count,remarks\n")
        for n in range(rows):
            at = f"2020-10-{1 + n % 28:02}T{n // 28 % 24:02}:{n // 672 % 60:02}"
            what = "alien" if n >= rows - faulty else "explosion"
            where = f"{PLACES[n % 10]},39.{800 + n % 100},46.{700 + n % 90}"
            out.write(f"karabakh,{at},Asia/Baku,heard,{what},{where},SW,3-5,{1 + n % 30},patrol {n}\n")


def main() -> None:
    """Time and memory of a good file, of the same again, and of a faulty one."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    siti, now = Person("siti", "", "observer"), datetime(2020, 11, 1, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "s.db") as store:
        good, bad = Path(folder) / "good.csv", Path(folder) / "bad.csv"
        write_rows(good, rows)
        write_rows(bad, rows, faulty=rows // 2)
        for name, path in (("faulty", bad), ("new", good), ("again", good)):
            started = time.perf_counter()
            done = import_observations(path, store, siti, now)
            took = time.perf_counter() - started
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            told = f"{done.new} new, {done.known} known, {len(done.faults) + done.more} faults"
            print(f"{name:>7}: {rows:,} rows in {took:.1f} s ({rows / took:,.0f} a second), peak {peak} MiB: {told}", flush=True)
        print(f"store: {(Path(folder) / 's.db').stat().st_size / 2**20:.0f} MiB")


if __name__ == "__main__":
    main()
