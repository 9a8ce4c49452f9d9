"""Ceasefires as the pages tell them: a table, and a small chart of the days they were declared or took effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from pantau.model import STAGES, Ceasefire
from pantau.report.entries import Entry, Page, document_day, entries_of
from pantau.report.wording import MONTHS, DayWords, Names, day_words

WIDTHS = (1040, 340)
"""The chart is drawn twice, for a desk and for a phone, so that its words have the same size on both."""

_EDGE, _STEP, _LABEL = 24, 22, 66
_OUTLIER = timedelta(days=45)


@dataclass(frozen=True)
class TruceLine:
    """One page's account of one truce."""

    entry: Entry
    declared: DayWords
    effective: DayWords
    stage: str
    parties: str
    brokers: str
    claimant: str | None


class Mark(NamedTuple):
    """`accounts` accounts of one day and stage, at x and y."""

    x: float
    y: float
    stage: str
    accounts: int


class Label(NamedTuple):
    """Words at x on one of two levels below the axis; `anchor` is SVG's."""

    x: float
    y: float
    words: str
    anchor: str = "middle"


class Chart(NamedTuple):
    """A drawn chart in user units; `axis` is the y of its line."""

    width: int
    height: float
    axis: float
    marks: tuple[Mark, ...]
    stems: tuple[tuple[float, float], ...]
    labels: tuple[Label, ...]
    months: tuple[Label, ...]


@dataclass(frozen=True)
class Ceasefires:
    """All accounts in order of day, the charts (none without a dated truce), the stages that occur, how many are undrawn."""

    lines: tuple[TruceLine, ...]
    charts: tuple[Chart, ...]
    stages: tuple[str, ...]
    undrawn: int


def make_ceasefires(pages: Sequence[Page], names: Names) -> Ceasefires:
    """Table and charts of all ceasefire records of the pages."""
    entries = sorted(entries_of(pages, Ceasefire), key=_day_or_last)
    told = [day for page in pages if (day := document_day(page.document))]
    marks = _counted(entries, told)
    drawn = sum(marks.values())
    stages = tuple(stage for stage in STAGES if any(_truce(entry).stage == stage for entry in entries))
    charts = tuple(_chart(marks, told, width) for width in WIDTHS) if marks else ()
    return Ceasefires(tuple(_line(entry, names) for entry in entries), charts, stages, len(entries) - drawn)


def _truce(entry: Entry) -> Ceasefire:
    assert isinstance(entry.record, Ceasefire)
    return entry.record


def _day(entry: Entry) -> date | None:
    return _truce(entry).declared_on or _truce(entry).effective_on


def _day_or_last(entry: Entry) -> date:
    return _day(entry) or date.max


def _line(entry: Entry, names: Names) -> TruceLine:
    truce = _truce(entry)
    return TruceLine(
        entry,
        day_words(truce.declared_on),
        day_words(truce.effective_on),
        truce.stage,
        names.parties_of(truce.parties),
        names.parties_of(truce.brokers),
        names.party(truce.claimant) if truce.claimant else None,
    )


def _counted(entries: Sequence[Entry], told: Sequence[date]) -> dict[tuple[date, str], int]:
    """How many accounts each day and stage has. A truce of another decade would squeeze the chart: table only."""
    counts: dict[tuple[date, str], int] = {}
    for entry in entries:
        day = _day(entry)
        if day and (not told or min(told) - _OUTLIER <= day <= max(told) + _OUTLIER):
            key = (day, _truce(entry).stage)
            counts[key] = counts.get(key, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (item[0][0], STAGES.index(item[0][1]))))


def _chart(counts: dict[tuple[date, str], int], told: Sequence[date], width: int) -> Chart:
    """The chart over the whole period of the pages, so that the weeks without a truce are seen too."""
    days = sorted({day for day, _ in counts})
    first, last = min([*days, *told]) - timedelta(days=2), max([*days, *told]) + timedelta(days=2)
    scale = (width - 2 * _EDGE) / (last - first).days
    tallest = max(sum(day == other for other, _ in counts) for day in days)
    axis = 18 + tallest * _STEP
    marks, stems = [], []
    for day in days:
        x = round(_EDGE + (day - first).days * scale, 1)
        stack = [(stage, count) for (other, stage), count in counts.items() if other == day]
        stems.append((x, axis - 6 - (len(stack) - 1) * _STEP))
        marks += [Mark(x, axis - 12 - level * _STEP, stage, count) for level, (stage, count) in enumerate(stack)]
    labels = _labels([(day, _EDGE + (day - first).days * scale) for day in days], axis)
    return Chart(width, axis + 56, axis, tuple(marks), tuple(stems), labels, _months(first, last, scale, axis))


def _labels(days: list[tuple[date, float]], axis: float) -> tuple[Label, ...]:
    """A label a day, on the second level where the first is taken, and none where both are: the table has every day."""
    labels: list[Label] = []
    free = [0.0, 0.0]
    for day, x in days:
        level = 0 if x >= free[0] else 1
        if x >= free[level]:
            labels.append(Label(round(x, 1), axis + 16 + level * 15, f"{day.day} {MONTHS[day.month - 1]}"))
            free[level] = x + _LABEL * 0.75
    return tuple(labels)


def _months(first: date, last: date, scale: float, axis: float) -> tuple[Label, ...]:
    """The first of each month within the chart."""
    firsts = [first + timedelta(days=n) for n in range((last - first).days + 1) if (first + timedelta(days=n)).day == 1]
    return tuple(
        Label(round(_EDGE + (day - first).days * scale, 1), axis + 48, f"{MONTHS[day.month - 1]} {day.year}", "start")
        for day in firsts[:: 1 + len(firsts) // 8]
    )
