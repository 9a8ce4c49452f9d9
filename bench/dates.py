"""Dates and times against IndoTimex: strict, relaxed and value F1 of our grammar, and of dateparser where it is installed.

    PANTAU_SHARED=… python bench/dates.py [--errors]

Reads `bench/indotimex.jsonl` under $PANTAU_SHARED; spans and values count as `bench/score.py spans` there counts them.
"""

from __future__ import annotations

import collections
import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pantau.extract.dates import Anchor, find_dates
from pantau.lang.pack import load_pack

Row = tuple[int, int, str, str | None]


def ours() -> Callable[[str, date], list[Row]]:
    """The house's own grammar."""
    pack = load_pack("id")
    cache: dict[str, object] = {}

    def run(text: str, published: date) -> list[Row]:
        found = find_dates(text, 0, len(text), Anchor(published), pack, cache)
        return [(m.span.start, m.span.end, m.label, m.value) for m in found]

    return run


def dateparser_rows() -> Callable[[str, date], list[Row]] | None:
    """dateparser's own search, which gives words without offsets: they are looked up in order."""
    try:
        from dateparser.search import search_dates  # type: ignore[import-untyped, unused-ignore]
    except ImportError:
        return None

    def run(text: str, published: date) -> list[Row]:
        base = datetime(published.year, published.month, published.day)
        rows: list[Row] = []
        at = 0
        settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
        for words, when in search_dates(text, languages=["id"], settings=settings) or ():
            start = text.find(words, at)
            if start >= 0:
                rows.append((start, start + len(words), "DATE", when.date().isoformat()))
                at = start + len(words)
        return rows

    return run


def score(gold: Iterable[tuple[list[Row], list[Row]]]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall, F1: same span and label (strict), any overlap (relaxed), strict and the same value (value)."""
    count: collections.Counter[str] = collections.Counter()
    for wanted, got in gold:
        count["gold"] += len(wanted)
        count["system"] += len(got)
        values = {r[:3]: r[3] for r in wanted}
        count["strict"] += sum(r[:3] in values for r in got)
        count["value"] += sum(r[:3] in values and values[r[:3]] == r[3] for r in got)
        free = list(got)
        for r in wanted:
            hit = next((s for s in free if s[2] == r[2] and s[0] < r[1] and r[0] < s[1]), None)
            if hit:
                free.remove(hit)
                count["relaxed"] += 1
    figures = {}
    for name in ("strict", "relaxed", "value"):
        precision, recall = count[name] / max(1, count["system"]), count[name] / max(1, count["gold"])
        figures[name] = (precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)
    return figures


def show_errors(text: str, wanted: list[Row], got: list[Row]) -> None:
    """Rows of one article that differ, with their surroundings."""
    for mark, rows, others in (("miss", wanted, got), ("extra", got, wanted)):
        for r in rows:
            if r not in others:
                print(f"  {mark:5} {r[2:]} {text[max(0, r[0] - 30) : r[0]]!r} [{text[r[0] : r[1]]}] {text[r[1] : r[1] + 20]!r}")


def main() -> int:
    """Print the table; 2 where the benchmark is not there."""
    shared = os.environ.get("PANTAU_SHARED")
    path = Path(shared or "") / "bench" / "indotimex.jsonl"
    if not shared or not path.is_file():
        print("bench/dates.py: set PANTAU_SHARED to the folder that holds bench/indotimex.jsonl", file=sys.stderr)
        return 2
    rows: list[dict[str, Any]] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for name, system in (("pantau", ours()), ("dateparser", dateparser_rows())):
        if system is None:
            print(f"{name:11} not installed")
            continue
        pairs = []
        began = time.perf_counter()
        for row in rows:
            wanted = [(s[0], s[1], s[2], s[3] if len(s) > 3 else None) for s in row["spans"]]
            pairs.append((wanted, system(row["text"], date.fromisoformat(row["date"]))))
        took = time.perf_counter() - began
        if name == "pantau" and "--errors" in sys.argv:
            for row, (wanted, got) in zip(rows, pairs, strict=True):
                print(row["id"])
                show_errors(row["text"], wanted, got)
        size = sum(len(row["text"]) for row in rows) / 1e6
        figures = "   ".join(f"{kind} P {p:.3f} R {r:.3f} F1 {f:.3f}" for kind, (p, r, f) in score(pairs).items())
        print(f"{name:11} {figures}   {size / took:.2f} MB/s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
