"""Figures of harm of the period: each on its claimant's word, new figures and totals apart, never added up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pantau.model import Point
from pantau.model.sitrep import Arg, Part, Phrase, ToldFigure
from pantau.report.sitrep import phrases as p
from pantau.report.sitrep.ground import MOST_FIGURES, Draft, Ground
from pantau.store.figures import Whose, find_latest_totals, find_points

_MOST_READ, _MOST_BEFORE = 4_000, 6


class Series(NamedTuple):
    """Whose people, which of them, what befell them."""

    party: str
    category: str
    outcome: str

    @classmethod
    def of(cls, point: Point) -> Series:
        """That of a figure."""
        return cls(point.key.party or "", point.key.category, point.key.outcome)


def find_figures(ground: Ground) -> list[Point]:
    """The figures counted to the period, those most reported first; parts of a whole are left to it."""
    found = ground.store.ask(
        find_points, theatre=ground.theatre or None, since=ground.from_on, until=ground.to_on, limit=_MOST_READ
    )
    whole = [point for point in dict.fromkeys(found) if point.whole is None and (point.low, point.high) != (None, None)]
    return sorted(whole, key=lambda point: (-_rank(point, ground), _key(point)))


def _rank(point: Point, ground: Ground) -> int:
    """How telling a figure is: pages that give it, those of the theatre's own parties before others."""
    mine = point.key.party in ground.parties if ground.parties else bool(point.key.party)
    return len(point.documents) + 1_000 * mine + 10_000 * (point.key.outcome == "killed") + 100 * (point.key.claimant is not None)


def _key(point: Point) -> tuple[str, ...]:
    return *Series.of(point), point.key.measure, point.key.claimant or "~", str(point.as_of), str(point.low), point.id


def told_figures(points: Sequence[Point], ground: Ground) -> tuple[ToldFigure, ...]:
    """The claimants' totals as of the period's end, for later reports to compare with."""
    found: dict[str, Point] = {}
    for point in points:
        if point.key.measure == "total" and point.key.claimant and ground.holds(point.as_of):
            name = series_name(point)
            if name not in found or str(found[name].as_of) < str(point.as_of):
                found[name] = point
    return tuple(
        ToldFigure(name, one.low, one.high, one.qualifier, str(one.as_of)) for name, one in sorted(found.items())
    )


def series_name(point: Point) -> str:
    """A claimant's series as one word."""
    return "|".join((*Series.of(point), point.key.claimant or ""))


def tell_figures(points: Sequence[Point], ground: Ground) -> Part:
    """The figures, series by series, claimants beside each other; then the last totals before the period."""
    draft, firsts = Draft("casualties"), _firsts(points)
    last = {point.key: str(point.as_of) for point in sorted(points, key=lambda one: str(one.as_of))}
    points = [point for point in points if not (_is_claimed_total(point) and last[point.key] > str(point.as_of))]
    shown = points[:MOST_FIGURES]
    order = list(dict.fromkeys(Series.of(point) for point in shown))
    ground.notes.fetch(record for point in shown for record in point.records[:20])
    for series in order:
        some = sorted((point for point in shown if Series.of(point) == series), key=_key)
        for point in some:
            line = figure_line(point, firsts.get(series_name(point)))
            draft.say(f"fig.{point.id}", line, *ground.notes.quotes(point.records[:20]), ledger(series, ground))
        _tell_apart(draft, series, [point for point in some if point.key.measure == "total"], ground)
    if len(points) > len(shown):
        draft.say("fig.more", p.phrase("fig.more", p.count("n", len(points) - len(shown))), ground.listing("/ledger"))
    if not points:
        draft.say("fig.none", p.phrase("fig.none"), ground.listing("/ledger"))
    _tell_before(draft, order, points, ground)
    return draft.done()


def ledger(series: Series, ground: Ground) -> int:
    """The footnote of the ledger's page of a series."""
    return ground.whole("/ledger", theatre=ground.theatre, whose=series.party, category=series.category, outcome=series.outcome)


def _firsts(points: Sequence[Point]) -> dict[str, Point]:
    """Each claimant's first total of the period."""
    found: dict[str, Point] = {}
    for point in points:
        if point.key.measure == "total" and point.key.claimant and point.as_of:
            name = series_name(point)
            found[name] = min(found.get(name, point), point, key=lambda one: (str(one.as_of), one.low or one.high or 0))
    return found


def _is_claimed_total(point: Point) -> bool:
    """Whether a later total of the same claimant is told in its place; two of one day are both told."""
    return point.key.measure == "total" and bool(point.key.claimant)


def figure_line(point: Point, first: Point | None) -> Phrase:
    """One figure on its claimant's word; of a total the first of the period beside it."""
    named = source(point.key.claimant), *harmed(point)
    if point.key.measure == "new":
        day = None if point.is_day_inferred else point.as_of
        return p.phrase("fig.new", *named, p.on("date", day), p.clause("undated", None if day else p.phrase("fig.undated")))
    earlier = None
    if first is not None and str(first.as_of) < str(point.as_of) and (first.low, first.high) != (point.low, point.high):
        was = p.figure("first", first.low, first.high, first.qualifier)
        earlier = p.clause("earlier", p.phrase("fig.earlier", was, p.on("date", first.as_of)))
    return p.phrase("fig.total", *named, p.on("since", point.began_on), p.on("date", point.as_of), earlier)


def source(claimant: str | None) -> Arg | None:
    """On whose word."""
    return p.clause("source", p.phrase("fig.by", p.parties("claimant", [claimant])) if claimant else p.phrase("fig.alone"))


def harmed(point: Point) -> tuple[Arg, Arg]:
    """So many of whom, and what befell them."""
    series = Series.of(point)
    return p.people("people", point, series.category, series.party), p.code("outcome", "outcome", series.outcome)


def _tell_apart(draft: Draft, series: Series, totals: Sequence[Point], ground: Ground) -> None:
    """That claimants' totals of one series are not the same."""
    latest: dict[str, Point] = {}
    for point in totals:
        if point.key.claimant:
            latest[point.key.claimant] = max(latest.get(point.key.claimant, point), point, key=lambda one: str(one.as_of))
    lows = [each for one in latest.values() if (each := one.low if one.low is not None else one.high) is not None]
    if len(latest) < 2 or len(set(lows)) < 2:
        return
    low, high = min(lows), max(lows)
    most = next(one for one in latest.values() if high in (one.low, one.high))
    draft.say(f"fig.apart.{'.'.join(series)}", p.phrase(
        "fig.apart", p.number("low", low), p.people("high", _exactly(most, high), series.category, series.party),
        p.code("outcome", "outcome", series.outcome),
    ), *ground.notes.quotes([one.id for one in latest.values()]), ledger(series, ground))  # fmt: skip


def _exactly(point: Point, number: int) -> ToldFigure:
    return ToldFigure(series_name(point), number, number, "exact", str(point.as_of))


def _tell_before(draft: Draft, order: Sequence[Series], points: Sequence[Point], ground: Ground) -> None:
    """Of the series told: the last totals of claimants who gave none in the period."""
    given = {series_name(point) for point in points if point.key.measure == "total"}
    told = 0
    for series in order:
        whose = Whose(series.party, series.category, series.outcome, (ground.theatre,) if ground.theatre else ())
        latest: dict[str, Point] = {}
        for point in ground.store.ask(find_latest_totals, whose, until=ground.to_on):
            if point.key.claimant and point.whole is None and point.as_of and point.as_of < ground.from_on:
                latest[series_name(point)] = point
        for name, point in sorted(latest.items()):
            if name not in given and told < _MOST_BEFORE:
                told += 1
                inner = source(point.key.claimant), *harmed(point), p.on("date", point.as_of)
                notes = ground.notes.quotes(point.records[:20], most=2)
                draft.say(f"fig.{point.id}", p.phrase("fig.before", *inner), *notes, ledger(series, ground))
