"""ASK for lists of what is kept: documents newest first, what was not understood, how much each outlet has told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, func, literal, or_, select, tuple_

from pantau.model import Span
from pantau.store import schema
from pantau.store.digest import NO_DAY
from pantau.store.keeping import Kept, is_kept
from pantau.store.looking import COUNTED, Cursor, Page
from pantau.store.search_schema import searched
from pantau.store.withdrawn_schema import select_hidden


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Which documents are asked for: by their own day, outlet (`is_nameless`: those that name none), language, by kinds and parties of
    their records, by whom they credit (the source where it is known, else the name as written) and how (`by`, `via`, `own`), of some
    that are kept (`keeping.py`)."""

    since: date | None = None
    until: date | None = None
    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kind: str | None = None
    parties: tuple[str, ...] = ()
    is_nameless: bool = False
    credited: str | None = None
    credit: str | None = None
    kept: Kept | None = None

    def of_any_outlet(self) -> Pages:
        """The same whatever their outlet."""
        return replace(self, outlets=(), is_nameless=False)

    def conditions(self, table: FromClause = searched) -> list[ColumnElement[bool]]:
        """The same of the narrow table beside the search, or of it under another name."""
        t, found = table.c, list[ColumnElement[bool]]()
        if self.since is not None:
            found.append(t.day >= self.since)
        if self.until is not None:
            found.append(t.day <= self.until)
        if self.outlets:
            found.append(t.outlet.in_(self.outlets))
        if self.languages:
            found.append(t.language.in_(self.languages))
        if self.kind is not None:
            found.append(func.instr(t.kinds, f" {self.kind} ") > 0)
        if self.parties:
            found.append(or_(*(func.instr(t.parties, f" {party} ") > 0 for party in self.parties)))
        if self.is_nameless:
            found.append(t.outlet.is_(None))
        if self.credited is not None or self.credit is not None:
            found.append(t.document.in_(self._crediting()))
        if self.kept is not None and not self.kept.is_all:
            found.append(is_kept(t.document, self.kept))
        return found

    def _crediting(self) -> Select[Any]:
        """The question for the documents that credit as is asked."""
        c, r = schema.credit.c, schema.reading.c
        query = select(r.document).select_from(schema.credit.join(schema.reading, and_(r.id == c.reading, r.is_current)))
        if self.credited is not None:
            query = query.where(func.coalesce(c.source, c.name) == self.credited)
        return query if self.credit is None else query.where(c.relation == self.credit)


EVERY_PAGE = Pages()


class PageKey(NamedTuple):
    """A document as a list gives it, with the kinds of its records."""

    document: str
    day: str
    kinds: tuple[str, ...]


def find_pages(connection: Connection, wanted: Pages, *, after: Cursor | None = None, limit: int = 50) -> Page[PageKey]:
    """Documents, newest first; those without a day last."""
    t = searched.c
    day = func.coalesce(t.day, NO_DAY, type_=searched.c.document.type)
    conditions = wanted.conditions()
    query = select(t.document, day.label("at"), t.kinds).where(*conditions)
    if after is not None:
        query = query.where(tuple_(day, t.document) < tuple_(literal(after.day), literal(after.key)))
    rows = connection.execute(query.order_by(day.desc(), t.document.desc()).limit(limit + 1)).all()
    total = int(connection.execute(select(func.count()).select_from(searched).where(*conditions)).scalar_one())
    shown = tuple(PageKey(row.document, row.at, tuple(row.kinds.split())) for row in rows[:limit])
    going_on = Cursor(shown[-1].day, shown[-1].document) if len(rows) > limit else None
    return Page(shown, total, False, going_on)


def select_pages(wanted: Pages) -> Select[Any]:
    """The question for the ids of the documents asked for, in no order."""
    return select(searched.c.document).where(*wanted.conditions())


class Misread(NamedTuple):
    """A problem of a current reading: where in its document, `stage` (`read`, `extract`), what; `number` its place in the list."""

    number: int
    document: str
    stage: str
    what: str
    span: Span | None


def find_misread(connection: Connection, *, after: int | None = None, limit: int = 50) -> tuple[list[Misread], int]:
    """Problems of current readings in the order they were met, and how many there are (at most COUNTED are counted)."""
    p, r = schema.problem.c, schema.reading.c
    place = (p.reading * 100_000 + p.position).label("place")
    counted = r.is_current, r.document.not_in(select_hidden())
    joined = schema.problem.join(schema.reading, and_(r.id == p.reading, *counted))
    query = select(place, r.document, p.stage, p.what, p.start, p.end).select_from(joined).order_by(place).limit(limit + 1)
    rows = connection.execute(query if after is None else query.where(place > after))
    found = [Misread(o.place, o.document, o.stage, o.what, None if o.start is None else Span(o.start, o.end)) for o in rows]
    some = select(p.reading).select_from(joined).limit(COUNTED).subquery()
    return found, int(connection.execute(select(func.count()).select_from(some)).scalar_one())


class Unread(NamedTuple):
    """An input that could not be read: where it lay, what was wrong, what to do."""

    origin: str
    what: str
    todo: str


def find_unread(connection: Connection, *, limit: int | None = 200) -> list[Unread]:
    """Inputs that could not be read, by their place."""
    t = schema.input_problem.c
    rows = connection.execute(select(t.origin, t.what, t.todo).order_by(t.origin, t.what).limit(limit))
    return [Unread(*row) for row in rows]


class OutletTold(NamedTuple):
    """What one outlet has told: how many documents, the first and the last of their days where any has one."""

    outlet: str | None
    documents: int
    first_on: date | None
    last_on: date | None


def count_outlets(connection: Connection, wanted: Pages) -> list[OutletTold]:
    """Documents by outlet, most first."""
    t = searched.c
    query = select(t.outlet, func.count(), func.min(t.day), func.max(t.day)).where(*wanted.conditions()).group_by(t.outlet)
    return [OutletTold(*row) for row in connection.execute(query.order_by(func.count().desc(), t.outlet))]


class Volume(NamedTuple):
    """How many documents of one outlet are of one day."""

    outlet: str | None
    day: date
    documents: int


def count_volumes(connection: Connection, wanted: Pages, since: date) -> list[Volume]:
    """Documents by outlet and day, of a day and those after it."""
    t = searched.c
    query = select(t.outlet, t.day, func.count()).where(t.day >= since, *wanted.conditions()).group_by(t.outlet, t.day)
    return [Volume(*row) for row in connection.execute(query.order_by(t.outlet, t.day))]


class Credited(NamedTuple):
    """How many documents of one outlet credit a name, by the relation they state."""

    outlet: str | None
    name: str
    relation: str
    documents: int


def count_credits(connection: Connection, wanted: Pages = EVERY_PAGE) -> list[Credited]:
    """Who credits whom how often in the documents asked for: the source where it is known, else the name as written; most first."""
    c, t = schema.credit.c, searched.c
    name, times = func.coalesce(c.source, c.name), func.count(t.document.distinct())
    joined = schema.credit.join(searched, t.reading == c.reading)  # of the reading that is shown
    query = (
        select(t.outlet, name, c.relation, times).select_from(joined).where(t.document.not_in(select_hidden()), *wanted.conditions())
        .group_by(t.outlet, name, c.relation).order_by(times.desc(), t.outlet, name, c.relation)
    )  # fmt: skip
    return [Credited(*row) for row in connection.execute(query)]


def count_records(connection: Connection, documents: Sequence[str]) -> dict[str, int]:
    """How many records the current readings of each document hold."""
    found: dict[str, int] = {}
    r = schema.reading.c
    for start in range(0, len(documents), 400):
        some = list(documents[start : start + 400])
        for row in _counted(connection, some, r):
            found[row[0]] = found.get(row[0], 0) + row[1]
    return found


def _counted(connection: Connection, documents: list[str], r: Any) -> Iterator[tuple[str, int]]:
    readings = {
        row.id: row.document for row in connection.execute(select(r.id, r.document).where(r.document.in_(documents), r.is_current))
    }
    for table in schema.records.values():
        query = select(table.c.reading, func.count()).where(table.c.reading.in_(list(readings))).group_by(table.c.reading)
        for reading, things in connection.execute(query):
            yield readings[reading], things
