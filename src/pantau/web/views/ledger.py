"""The casualty ledger: every claimant's figures side by side, new figures and running totals apart, never added up or averaged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select

from pantau.link.ledger import best_known
from pantau.model import CATEGORIES, OUTCOMES, Ledger, Series
from pantau.model import Point as LedgerPoint
from pantau.store.figures import (
    Whose,
    find_extent,
    find_latest_totals,
    find_newest_points,
    find_series,
    select_figures,
)
from pantau.web.asking import Asked, Param, Picture, Rows, View
from pantau.web.entries import Entry, load_entries

MOST_FIGURES, MOST_QUOTED, MOST_CHOICES = 400, 120, 60


@dataclass(frozen=True)
class Choice:
    """A party, category and outcome of which figures are kept, with how many."""

    party: str
    category: str
    outcome: str
    figures: int


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure: the day counted to, whether that is the page's own day, the records that give it, with the
    sentence of the first where it is among the newest."""

    as_of: date | None
    is_day_inferred: bool
    began_on: date | None
    low: int | None
    high: int | None
    qualifier: str
    is_part: bool
    takes_back: int
    documents: int
    records: tuple[str, ...]
    entry: Entry | None


@dataclass(frozen=True)
class ClaimantSeries:
    """The figures of one claimant (None: the outlets' own voice), new or running totals, by their days."""

    claimant: str | None
    measure: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Own:
    """A claimant's latest running total."""

    claimant: str | None
    figure: Figure


@dataclass(frozen=True)
class Best:
    """What is best known as of the day: from the lowest to the highest of the claimants' latest totals, and each of them."""

    low: int | None
    high: int | None
    own: tuple[Own, ...]


@dataclass(frozen=True, kw_only=True)
class LedgerPage:
    """The series of one party, category and outcome, and the others there are. `left_out` figures are older than those shown;
    `claimants` are in an order that is the same from whichever day one looks."""

    choices: tuple[Choice, ...]
    chosen: Choice | None
    as_of: date | None
    first_on: date | None
    last_on: date | None
    best: Best | None
    series: tuple[ClaimantSeries, ...]
    left_out: int
    claimants: tuple[str | None, ...] = ()

    @property
    def days(self) -> int:
        """How many days after the first the last is; 0 where there is nothing to move through."""
        return (self.last_on - self.first_on).days if self.first_on and self.last_on else 0

    @property
    def day(self) -> int:
        """How many days after the first the one looked from is, among these."""
        return min(max((self.as_of - self.first_on).days, 0), self.days) if self.as_of and self.first_on else 0


def make_ledger(asked: Asked) -> LedgerPage:
    """The ledger of what the address chooses, else of the series with most figures; up to the day `as_of`."""
    choices = _choices(asked)
    chosen = _choose(asked, choices)
    if chosen is None:
        return LedgerPage(
            choices=tuple(choices[:MOST_CHOICES]),
            chosen=None,
            as_of=None,
            first_on=None,
            last_on=None,
            best=None,
            series=(),
            left_out=0,
        )
    whose = Whose(chosen.party, chosen.category, chosen.outcome, asked.filter.theatre)
    since, last = asked.filter.since, asked.filter.until
    extent = asked.remember(("extent", whose, since, last), lambda: asked.store.ask(find_extent, whose, since=since, until=last))
    as_of = asked.day("as_of") or extent.last_on
    until = min((day for day in (as_of, last) if day), default=None)
    is_whole = until == extent.last_on  # nothing lies behind the day that is asked for
    known = extent.figures if is_whole else asked.store.ask(find_extent, whose, since=since, until=until).figures
    shown = asked.store.ask(find_newest_points, whose, since=asked.filter.since, until=until, limit=MOST_FIGURES)
    every = shown if is_whole else asked.remember(
        ("newest", whose, since, last), lambda: asked.store.ask(find_newest_points, whose, since=since, until=last, limit=MOST_FIGURES)
    )  # fmt: skip
    totals = asked.store.ask(find_latest_totals, whose, until=as_of) if as_of else []
    entries = load_entries(asked.store, (point.records[0] for point in [*shown[-MOST_QUOTED:], *totals]))
    return LedgerPage(
        choices=tuple(choices[:MOST_CHOICES]), chosen=chosen, as_of=as_of, first_on=extent.first_on, last_on=extent.last_on,
        best=_best(_series(totals), as_of, entries) if as_of else None,
        series=tuple(_lines(one, entries) for one in _series(shown)), left_out=known - len(shown),
        claimants=_ranked(every),
    )  # fmt: skip


def _choices(asked: Asked) -> list[Choice]:
    """What there is to choose from, most figures first."""
    theatres = asked.filter.theatre
    counted = asked.remember(("series", theatres), lambda: asked.store.ask(find_series, theatres))
    choices = [Choice(*key, things) for key, things in counted.items()]
    choices.sort(key=lambda c: (-c.figures, c.party, c.category, c.outcome))
    return [choice for choice in choices if not asked.filter.party or choice.party in asked.filter.party]


def _keys_of_figures(asked: Asked) -> Select[Any]:
    """The question for the figures of the series that the page shows, the oldest too."""
    chosen, days = _choose(asked, _choices(asked)), (asked.day("as_of"), asked.filter.until)
    if chosen is None:
        return select_figures(Whose("", "", "none"))
    whose = Whose(chosen.party, chosen.category, chosen.outcome, asked.filter.theatre)
    return select_figures(whose, since=asked.filter.since, until=min((day for day in days if day), default=None))


def _choose(asked: Asked, choices: Sequence[Choice]) -> Choice | None:
    """The first that fits what is chosen; the one with most figures where nothing is."""
    wanted = {"party": asked.word("whose"), "category": asked.word("category"), "outcome": asked.word("outcome")}
    fitting = (c for c in choices if all(value is None or getattr(c, name) == value for name, value in wanted.items()))
    return next(fitting, None)


def _series(points: Sequence[LedgerPoint]) -> list[Series]:
    grouped: dict[tuple[str, str], list[LedgerPoint]] = {}
    for point in points:
        grouped.setdefault((point.key.claimant or "", point.key.measure), []).append(point)
    return [Series(some[0].key, tuple(some)) for _, some in sorted(grouped.items())]


def _ranked(points: Sequence[LedgerPoint]) -> tuple[str | None, ...]:
    """The claimants of some figures: those with the highest running total first, then those with the highest new figure."""
    highest: dict[str | None, tuple[int, int]] = {}
    for point in points:
        total, new = highest.get(point.key.claimant, (-1, -1))
        told = point.high or point.low or 0
        is_total = point.key.measure == "total"
        highest[point.key.claimant] = (max(total, told), new) if is_total else (total, max(new, told))
    return tuple(sorted(highest, key=lambda claimant: (*(-each for each in highest[claimant]), claimant or "")))


def _lines(series: Series, entries: dict[str, Entry]) -> ClaimantSeries:
    return ClaimantSeries(series.key.claimant, series.key.measure, tuple(_figure(point, entries) for point in series.points))


def _figure(point: LedgerPoint, entries: dict[str, Entry]) -> Figure:
    return Figure(
        as_of=point.as_of, is_day_inferred=point.is_day_inferred, began_on=point.began_on, low=point.low, high=point.high,
        qualifier=point.qualifier, is_part=point.whole is not None, takes_back=len(point.corrects), documents=len(point.documents),
        records=point.records, entry=entries.get(point.records[0]),
    )  # fmt: skip


def _best(series: Sequence[Series], as_of: date, entries: dict[str, Entry]) -> Best | None:
    found = best_known(Ledger(tuple(series)), as_of)
    if not found:
        return None
    return Best(found[0].low, found[0].high, tuple(Own(own.claimant, _figure(own.point, entries)) for own in found[0].own))


LEDGER = View(
    name="ledger", path="/ledger", make=make_ledger, of_record=True, uses=("since", "until", "theatre", "party"),
    rows=Rows("ledger", _keys_of_figures, ("whose", "category", "outcome", "as_of")),
    params=(
        Param("whose", longest=40), Param("category", allowed=CATEGORIES), Param("outcome", allowed=OUTCOMES), Param("as_of", "day"),
    ),
    pictures=(Picture("curves", "ledger"),),
)  # fmt: skip
