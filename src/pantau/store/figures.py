"""ASK the ledger at any size: which series there are, how far one goes, its newest figures, each claimant's latest totals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, select

from pantau.model import Point
from pantau.store.bodies import from_body
from pantau.store.digest import NO_DAY
from pantau.store.digest_schema import figure

_AT_ONCE = 500
_LATEST = 8
"""Of each claimant's totals so many are looked at: parts of a whole among them are no totals of their own."""


class Whose(NamedTuple):
    """A series: whose people (empty: nobody's), which of them, what befell them; in any of some theatres, or in all."""

    party: str
    category: str
    outcome: str
    theatres: tuple[str, ...] = ()


class Extent(NamedTuple):
    """How many figures there are, and the first and last day counted to."""

    figures: int
    first_on: date | None
    last_on: date | None


def find_series(connection: Connection, theatres: Sequence[str] = ()) -> dict[tuple[str, str, str], int]:
    """The parties, categories and outcomes of which figures are kept, with how many; in any of some theatres, or in all."""
    t = figure.c
    columns = t.party, t.category, t.outcome
    query = select(*columns, func.count(t.number.distinct()).label("things")).group_by(*columns).order_by(*columns)
    rows = connection.execute(query.where(t.theatre.in_(theatres)) if theatres else query)
    return {(r.party, r.category, r.outcome): r.things for r in rows}


def find_points(
    connection: Connection, *, theatre: str | None = None, since: date | None = None, until: date | None = None, limit: int = 5_000
) -> list[Point]:
    """Figures of every series in order of the days counted to."""
    t, conditions = figure.c, _days(since, until)
    if theatre is not None:
        conditions.append(t.theatre == theatre)
    query = select(t.number, t.day).distinct().where(*conditions).order_by(t.day, t.number).limit(limit)
    return _load_points(connection, [row.number for row in connection.execute(query)])


def _conditions(whose: Whose, since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    t = figure.c
    found: list[ColumnElement[bool]] = [t.party == whose.party, t.category == whose.category, t.outcome == whose.outcome]
    if whose.theatres:
        found.append(t.theatre.in_(whose.theatres))
    return found + _days(since, until)


def _days(since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if since is not None:
        found.append(figure.c.day >= since.isoformat())
    if until is not None:
        found.append(figure.c.day <= until.isoformat())
    return found


def find_extent(connection: Connection, whose: Whose, *, since: date | None = None, until: date | None = None) -> Extent:
    """How far a series goes."""
    t = figure.c
    known = func.nullif(t.day, NO_DAY)
    query = select(func.count(t.number.distinct()), func.min(known), func.max(known)).where(*_conditions(whose, since, until))
    things, first, last = connection.execute(query).one()
    return Extent(things, *(None if day is None else date.fromisoformat(day) for day in (first, last)))


def select_figures(whose: Whose, *, since: date | None = None, until: date | None = None) -> Select[Any]:
    """The question for the numbers of the figures of a series, in no order."""
    return select(figure.c.number).where(*_conditions(whose, since, until))


def find_newest_points(
    connection: Connection, whose: Whose, *, since: date | None = None, until: date | None = None, limit: int = 600
) -> list[Point]:
    """The newest figures of a series, in order of the days counted to."""
    t = figure.c
    query = select(t.number, t.day).distinct().where(*_conditions(whose, since, until))
    rows = connection.execute(query.order_by(t.day.desc(), t.number.desc()).limit(limit)).all()
    return _load_points(connection, [row.number for row in reversed(rows)])


def find_latest_totals(connection: Connection, whose: Whose, *, until: date) -> list[Point]:
    """Each claimant's latest running totals by a day, in order of the days counted to."""
    t = figure.c
    place = func.row_number().over(partition_by=t.claimant, order_by=(t.day.desc(), t.number.desc())).label("place")
    totals = select(t.number, t.day, place).distinct().where(*_conditions(whose, None, until), t.measure == "total").subquery()
    query = select(totals.c.number).where(totals.c.place <= _LATEST).order_by(totals.c.day, totals.c.number)
    return list(dict.fromkeys(_load_points(connection, list(dict.fromkeys(connection.execute(query).scalars())))))


def _load_points(connection: Connection, numbers: Sequence[int]) -> list[Point]:
    """The figures of these numbers, in their order: fetched alone, so that no sorting carries all bodies along."""
    t, found = figure.c, dict[int, str]()
    for start in range(0, len(numbers), _AT_ONCE):
        rows = connection.execute(select(t.number, t.body).where(t.number.in_(numbers[start : start + _AT_ONCE])))
        found |= {row.number: row.body for row in rows}
    return [from_body(Point, found[number]) for number in numbers]
