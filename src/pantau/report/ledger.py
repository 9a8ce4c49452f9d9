"""The casualty ledger: a picture for each party, category and outcome with several figures, and the best known table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pantau.link.ledger import best_known
from pantau.model import Ledger
from pantau.model import Point as LedgerPoint
from pantau.model import Series as LedgerSeries
from pantau.report.pictures import PHONE, Cell, Head, Picture, Point, Series, draw_curves
from pantau.report.refs import Ref
from pantau.report.wording import Names, counted, day_words, figure_words, plain, span_words

LEAST_POINTS = 3
"""Figures from which on a picture is drawn: fewer are told by the tables."""

OUTLETS = "outlets’ own figures"
"""What is told in the outlets' own voice: many speak, so it is no claimant."""

_MEASURES = {"total": "running total", "new": "new"}


@dataclass(frozen=True)
class Own:
    """One claimant's latest running total."""

    claimant: str
    words: str
    day: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True)
class Best:
    """What is best known of one party, category and outcome: the span across claimants, each claimant's own beside it."""

    party: str
    category: str
    outcome: str
    span: str
    own: tuple[Own, ...]


@dataclass(frozen=True)
class LedgerView:
    """The pictures, and the best known table as of a day."""

    pictures: tuple[Picture, ...]
    as_of: str
    best: tuple[Best, ...]


def make_ledger(ledger: Ledger, as_of: date | None, refs: Mapping[str, Ref], names: Names) -> LedgerView:
    """The ledger of the figures that the report shows."""
    grouped: dict[tuple[str | None, str, str], list[LedgerSeries]] = {}
    for series in ledger.series:
        if any(record in refs for point in series.points for record in point.records):
            grouped.setdefault(series.key[:3], []).append(series)
    order = sorted(grouped, key=lambda key: (-_points(grouped[key]), key[0] or "", key[1], key[2]))
    pictures = [_picture(number, key, grouped[key], refs, names) for number, key in enumerate(order, start=1)]
    shown = set(grouped)
    best = tuple(
        Best(
            names.party(row.party), plain(row.category), plain(row.outcome), span_words(row),
            tuple(_own(o.claimant, o.point, refs, names) for o in row.own),
        )
        for row in (best_known(ledger, as_of) if as_of else ()) if (row.party, row.category, row.outcome) in shown
    )  # fmt: skip
    return LedgerView(tuple(p for p in pictures if p is not None), day_words(as_of).words, best)


def _points(series: Sequence[LedgerSeries]) -> int:
    return sum(point.as_of is not None for one in series for point in one.points)


def _own(claimant: str | None, point: LedgerPoint, refs: Mapping[str, Ref], names: Names) -> Own:
    told = tuple(refs[record] for record in point.records if record in refs)
    who = names.party(claimant) if claimant else OUTLETS
    return Own(who, figure_words(point.low, point.high, point.qualifier), day_words(point.as_of).words, told)


def _picture(
    number: int, key: tuple[str | None, str, str], series: Sequence[LedgerSeries], refs: Mapping[str, Ref], names: Names
) -> Picture | None:
    if _points(series) < LEAST_POINTS:
        return None
    drawn, rows = [], []
    for one in series:
        who = names.party(one.key.claimant) if one.key.claimant else OUTLETS
        points = []
        for point in one.points:
            ref = next((refs[record] for record in point.records if record in refs), None)
            words = figure_words(point.low, point.high, point.qualifier)
            href = f"#{ref.anchor}" if ref else None
            if point.as_of:
                points.append(Point(point.as_of, point.low, point.high, href, f"{who}: {words}, {day_words(point.as_of).words}"))
            day = f"({day_words(point.as_of).words})" if point.is_day_inferred else day_words(point.as_of).words
            pages = counted(len(point.documents), "page")
            rows.append((who, _MEASURES[one.key.measure], day, Cell(words, href) if href else words, pages))
        measure: Literal["total", "new"] = "total" if one.key.measure == "total" else "new"
        drawn.append(Series(who, measure, tuple(points), is_line=one.key.claimant is not None))
    whose = f"{names.party(key[0]) if key[0] else 'Party not said'}: {_people(key[1])} {plain(key[2])}"
    summary = _summary(series, names)
    drawing = draw_curves(drawn, head=Head(f"curves-{number}-head", whose, summary))
    narrow = draw_curves(drawn, head=Head(f"curves-{number}-phone", whose, summary), width=PHONE)
    note = f"{OUTLETS[0].upper()}{OUTLETS[1:]} have no claimant: points, not one line." if _has_outlets(series) else ""
    columns = ("claimant", "measure", "as of (the page’s day in brackets)", "figure", "told on")
    return Picture(f"curves-{number}", whose, drawing, columns, tuple(rows), note, narrow)


def _people(category: str) -> str:
    return (
        "people" if category == "unspecified" else {"military": "soldiers", "civilian": "civilians"}.get(category, plain(category))
    )


def _has_outlets(series: Sequence[LedgerSeries]) -> bool:
    """Whether a running total is told in the outlets' own voice."""
    return any(one.key.claimant is None and one.key.measure == "total" for one in series)


def _summary(series: Sequence[LedgerSeries], names: Names) -> str:
    """The first and last running total of every claimant, and how many new figures there are."""
    told = []
    for one in series:
        dated = [point for point in one.points if point.as_of]
        who = names.party(one.key.claimant) if one.key.claimant else OUTLETS
        if one.key.measure != "total":
            told.append(f"{who}: {counted(len(one.points), 'new figure')}.")
        elif dated:
            ends = [dated[0], dated[-1]] if len(dated) > 1 else dated
            words = [f"{figure_words(p.low, p.high, p.qualifier)} by {day_words(p.as_of).words}" for p in ends]
            told.append(f"{who}: running total {', then '.join(words)}.")
    return " ".join(told)
