"""Outcomes as rows of a table, as JSON and as the page of figures in the docs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pantau.measure.outcome import Figure, Outcome

COLUMNS = ("benchmark", "figure", "pantau", "95 %", "peer", "its figure", "ratio", "source")
_HEAD = """# Figures

<!-- made by `pantau bench --markdown`: run `make bench`, do not edit -->

How good pantau is where others can check it: every benchmark whose files were at hand when this page was made. A figure is an F1 or a
share of right answers between 0 and 1; `95 %` is the range in which 95 of 100 such figures lie when the documents are drawn again with
replacement (1,000 draws, always the same ones). `ratio` is our figure divided by the peer's. Peers marked *run here* read the same
rows in the same run; the others are quoted with their source.

These are development figures: the rules were written with the development rows in view. Take them on data nobody tuned on with
`pantau bench --data FOLDER --gold FILE --pages FOLDER`; the files have the names and forms of the project's shared benchmarks. How
records become a benchmark's labels is said at the head of its file in `src/pantau/measure/`; a new benchmark is one file there and
one name in `BENCHMARKS`.
"""


def table_rows(outcome: Outcome) -> Iterator[tuple[str, ...]]:
    """The rows of the table: one a figure and peer, one with dashes where a figure has no peer."""
    for figure in outcome.figures:
        own = (outcome.benchmark.name, figure.name, f"{figure.value:.3f}", f"{figure.low:.3f} – {figure.high:.3f}")
        peers = [peer for peer in outcome.peers if figure.name in peer.figures]
        for peer in peers:
            theirs = peer.figures[figure.name]
            yield (*own, peer.name, f"{theirs:.3f}", ratio_of(figure.value, theirs), peer.source)
        if not peers:
            yield (*own, "–", "–", "–", "–")


def ratio_of(ours: float, theirs: float) -> str:
    """Our figure divided by a peer's."""
    return f"{ours / theirs:.2f}" if theirs else "–"


def as_json(outcomes: Sequence[Outcome], about: dict[str, Any]) -> str:
    """All outcomes as one JSON object; `about` says which program and knowledge they are of."""
    found = {**about, "benchmarks": [_entry(outcome) for outcome in outcomes]}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _entry(outcome: Outcome) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": outcome.benchmark.name, "task": outcome.benchmark.task, "rows": outcome.rows}
    if outcome.skipped:
        return entry | {"skipped": outcome.skipped}
    figures = [_figure(outcome, figure) for figure in outcome.figures]
    return entry | {"seconds": round(outcome.seconds, 2), "figures": figures}


def _figure(outcome: Outcome, figure: Figure) -> dict[str, Any]:
    peers = [
        {
            "name": peer.name, "value": round(peer.figures[figure.name], 4), "source": peer.source, "here": peer.here,
            "ratio": round(figure.value / peer.figures[figure.name], 4) if peer.figures[figure.name] else None,
        }
        for peer in outcome.peers if figure.name in peer.figures
    ]  # fmt: skip
    interval = [round(figure.low, 4), round(figure.high, 4)]
    return {"name": figure.name, "value": round(figure.value, 4), "interval": interval, "peers": peers}


def as_markdown(outcomes: Sequence[Outcome]) -> str:
    """The page of figures: a section a benchmark with its task, its rows and its table; at the end what was skipped and why."""
    parts = [_HEAD, *(_section(outcome) for outcome in outcomes if not outcome.skipped)]
    skipped = [
        f"- {outcome.benchmark.name} ({outcome.benchmark.task}): {outcome.skipped}" for outcome in outcomes if outcome.skipped
    ]
    if skipped:
        parts.append("## Skipped\n\n" + "\n".join(skipped) + "\n")
    return "\n".join(parts)


def _section(outcome: Outcome) -> str:
    benchmark = outcome.benchmark
    head = f"## {benchmark.name}\n\n{benchmark.task[0].upper()}{benchmark.task[1:]}; {outcome.rows} {benchmark.unit}."
    notes = f" {benchmark.notes}" if benchmark.notes else ""
    columns = COLUMNS[1:]
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    lines += [f"| {' | '.join(cell.replace('|', '/') for cell in row[1:])} |" for row in table_rows(outcome)]
    return f"{head}{notes}\n\n" + "\n".join(lines) + "\n"
