"""How good pantau is, in figures others can check: benchmarks with published peers, each with its small converter.

A benchmark is one file with one `Benchmark`; `BENCHMARKS` names them in the order they are run and shown.
"""

from __future__ import annotations

from pantau.measure.attribution import PFSA
from pantau.measure.benchmark import Benchmark, Data, Peer
from pantau.measure.dates import INDOTIMEX
from pantau.measure.ecb import ECB
from pantau.measure.english import ISAF, PLOVER
from pantau.measure.gold import GOLD_EN, GOLD_ID
from pantau.measure.html_pages import HTML
from pantau.measure.incidents import INCIDENTS
from pantau.measure.origins import PAIRS, TWINS
from pantau.measure.outcome import Figure, Outcome, Taken, load_taken, take
from pantau.measure.places import PLACES
from pantau.measure.showing import COLUMNS, as_json, as_markdown, table_rows

__all__ = [
    "BENCHMARKS",
    "COLUMNS",
    "Benchmark",
    "Data",
    "Figure",
    "Outcome",
    "Peer",
    "Taken",
    "as_json",
    "as_markdown",
    "load_taken",
    "table_rows",
    "take",
]

BENCHMARKS: tuple[Benchmark, ...] = (
    GOLD_ID, GOLD_EN, INDOTIMEX, PFSA, HTML, PLACES, PLOVER, ISAF, PAIRS, TWINS, INCIDENTS, ECB,
)  # fmt: skip
"""Every benchmark, in the order they are run and shown."""
