"""One benchmark taken: every row read and scored, the figures with their intervals, the peers beside them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pantau.knowledge import Knowledge
from pantau.measure.benchmark import Benchmark, Data, Peer, Row, Tally, sum_of
from pantau.measure.intervals import find_intervals

Step = Callable[[], None]
LANGUAGES = {"en": "English", "id": "Indonesian"}


class Figure(NamedTuple):
    """One figure with its 95 % interval."""

    name: str
    value: float
    low: float
    high: float


class Outcome(NamedTuple):
    """What taking a benchmark gave: figures and peers, or `skipped`, why there are none."""

    benchmark: Benchmark
    skipped: str = ""
    rows: int = 0
    seconds: float = 0.0
    figures: tuple[Figure, ...] = ()
    peers: tuple[Peer, ...] = ()


class Taken(NamedTuple):
    """A benchmark whose rows are loaded and can be read: what is to be done is known before it is begun."""

    benchmark: Benchmark
    rows: list[Row]


def load_taken(benchmark: Benchmark, data: Data, knowledge: Knowledge) -> Taken | Outcome:
    """The benchmark with its rows, or the outcome that says why it is skipped."""
    rows = benchmark.load(data)
    if isinstance(rows, str):
        return Outcome(benchmark, rows)
    if benchmark.language not in knowledge.packs:
        return Outcome(benchmark, f"needs the {LANGUAGES.get(benchmark.language, benchmark.language)} pack", len(rows))
    if benchmark.reader is None and benchmark.whole is None:
        return Outcome(benchmark, "needs its converter, which is not written yet", len(rows))
    return Taken(benchmark, rows) if rows else Outcome(benchmark, "its file is empty")


def take(taken: Taken, knowledge: Knowledge, step: Step) -> Outcome:
    """Read and score every row, then let the peers that run here do the same; `step` is called after each row of ours."""
    benchmark, rows = taken
    began = time.perf_counter()
    tallies = _read(taken, knowledge, step)
    seconds = time.perf_counter() - began
    intervals = find_intervals(tallies, benchmark.figures)
    values = _figures(benchmark, tallies)
    figures = tuple(Figure(name, value, *intervals[name]) for name, value in values.items())
    here = tuple(
        Peer(rival.name, _figures(benchmark, rival.tallies(rows)), "run here, on the same rows", here=True)
        for rival in benchmark.rivals()
    )
    return Outcome(benchmark, "", len(rows), seconds, figures, (*here, *benchmark.peers))


def _read(taken: Taken, knowledge: Knowledge, step: Step) -> list[Tally]:
    benchmark, rows = taken
    if benchmark.whole is not None:
        tallies = benchmark.whole(knowledge)(rows)
        for _ in rows:
            step()
        return tallies
    assert benchmark.reader is not None
    read = benchmark.reader(knowledge)
    found = []
    for row in rows:
        found.append(read(row))
        step()
    return found


def _figures(benchmark: Benchmark, tallies: Sequence[Tally]) -> dict[str, float]:
    whole = sum_of(tallies)
    return benchmark.figures(whole, whole)
