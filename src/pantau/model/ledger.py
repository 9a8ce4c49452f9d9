"""Figures of harm as the monitor keeps them: every claimant's own series, new figures and totals apart, never added up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class SeriesKey(NamedTuple):
    """Whose people, which of them, what befell them, on whose word (None: the outlets' own voice), new or total."""

    party: str | None
    category: str
    outcome: str
    claimant: str | None
    measure: str


@dataclass(frozen=True, kw_only=True)
class Point:
    """One figure of one claimant: what it says, and every report that gives it.

    `as_of` is the day counted to; `is_day_inferred` that it is the page's day for want of one. `whole` is the id of the record of which
    it is a part; `corrects` the record ids of an earlier figure that it takes back. `id` is the id of its first record.
    """

    key: SeriesKey
    as_of: date | None
    began_on: date | None
    low: int | None
    high: int | None
    qualifier: str
    records: tuple[str, ...]
    documents: tuple[str, ...]
    first_told_on: date | None = None
    is_day_inferred: bool = False
    whole: str | None = None
    corrects: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the first of its records."""
        return self.records[0]


@dataclass(frozen=True)
class Series:
    """The figures of one claimant for one party, category, outcome and measure, in order of the days counted to."""

    key: SeriesKey
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Ledger:
    """All series, in order of their keys."""

    series: tuple[Series, ...]

    def points(self) -> tuple[Point, ...]:
        """Every figure of every series."""
        return tuple(point for series in self.series for point in series.points)


class OwnFigure(NamedTuple):
    """One claimant's latest running total."""

    claimant: str | None
    point: Point


@dataclass(frozen=True)
class BestKnown:
    """What is known of one party, category and outcome as of a day: the span from the lowest to the highest of the claimants' latest
    totals (None: open), and each claimant's own. Nothing is summed or averaged."""

    party: str | None
    category: str
    outcome: str
    low: int | None
    high: int | None
    own: tuple[OwnFigure, ...]
