"""ASK who depends on whom: how often pages of one outlet are tied to those of another, and each of these ties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, Select, case, func, or_, select

from pantau.model import Lineage
from pantau.store.lineage import lineage_of
from pantau.store.lineage_schema import lineage
from pantau.store.listing import EVERY_PAGE, Pages
from pantau.store.search_schema import searched

NOBODY = "-"
"""Stands for the outlet of pages that name none."""
_MINE, _THEIRS = searched.alias("mine"), searched.alias("theirs")
_OTHER = func.coalesce(_THEIRS.c.outlet, case((lineage.c.relation == "credit", lineage.c.other)))


@dataclass(frozen=True, kw_only=True)
class Between:
    """Which ties: of the documents asked for, with an outlet that is asked for on one side or the other; then, where given, of pages of
    `one` (NOBODY: that name no outlet) with those of `other`, in one way, known to derive or not."""

    pages: Pages = EVERY_PAGE
    one: str | None = None
    other: str | None = None
    relation: str | None = None
    is_directed: bool | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """The same of the joined tables."""
        found = list[ColumnElement[bool]]()
        found += self.pages.of_any_outlet().conditions(_MINE)
        if self.pages.outlets:
            found.append(or_(_MINE.c.outlet.in_(self.pages.outlets), _OTHER.in_(self.pages.outlets)))
        for column, value in ((_MINE.c.outlet, self.one), (_OTHER, self.other)):
            if value is not None:
                found.append(column.is_(None) if value == NOBODY else column == value)
        for column, exact in ((lineage.c.relation, self.relation), (lineage.c.is_directed, self.is_directed)):
            if exact is not None:
                found.append(column == exact)
        return found


class Dependence(NamedTuple):
    """How often pages of one outlet are tied to pages of another (for `credit`: to an agency), and how."""

    outlet: str | None
    other: str | None
    relation: str
    is_directed: bool
    ties: int


def _joined() -> FromClause:
    mine, theirs = _MINE.c.document == lineage.c.document, _THEIRS.c.document == lineage.c.other
    return lineage.join(_MINE, mine).join(_THEIRS, theirs, isouter=True)


def count_dependence(connection: Connection, pages: Pages = EVERY_PAGE) -> list[Dependence]:
    """Which outlets' pages derive from which outlets' or agencies', most first."""
    columns = _MINE.c.outlet, _OTHER, lineage.c.relation, lineage.c.is_directed
    query = select(*columns, func.count()).select_from(_joined()).where(*Between(pages=pages).conditions())
    rows = connection.execute(query.group_by(*columns).order_by(func.count().desc(), *columns))
    return [Dependence(*row) for row in rows]


def find_ties(connection: Connection, between: Between, *, after: int = 0, limit: int = 50) -> tuple[list[Lineage], int]:
    """Some ties behind the first `after` ones, by document, other and relation; and how many there are."""
    t, conditions = lineage.c, between.conditions()
    query = select(lineage).select_from(_joined()).where(*conditions).order_by(t.document, t.other, t.relation)
    found = [lineage_of(row) for row in connection.execute(query.offset(after).limit(limit))]
    return found, int(connection.execute(select(func.count()).select_from(_joined()).where(*conditions)).scalar_one())


def select_ties(between: Between) -> Select[Any]:
    """The question for the keys of all of them: document, other and relation."""
    t = lineage.c
    return select(t.document, t.other, t.relation).select_from(_joined()).where(*between.conditions())
