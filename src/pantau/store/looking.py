"""ASK the digest: incidents, records, the claims matrix, figures, truces and findings, filtered, newest first, some at a time.

A list is read in order of days by its most telling facet; whatever else is asked is looked up for each thing on the way. A cursor is
the day and key of the last thing seen, so that a list goes on where it was whatever came in meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    Table,
    and_,
    exists,
    func,
    or_,
    select,
    tuple_,
)

from pantau.model import Count, Finding, IncidentDigest, MatrixRow, RegisteredCeasefire
from pantau.store import digest_schema as tables
from pantau.store.bodies import from_body
from pantau.store.digest import NO_DAY
from pantau.store.keeping import Kept, is_kept, select_told_in

Item = TypeVar("Item")
COUNTED = 2_000
"""Things that are counted one by one where no count is kept; what is more is told as more."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked for: days, at least so many independent origins (of incidents), `kind` of records, and for each facet the values
    of which a thing must have one: `party`, `theatre`, `outlet`, `language`; of incidents `type`, `status`, `modality`; of records
    `what`. `kept`: told by one of these documents (`keeping.py`)."""

    since: date | None = None
    until: date | None = None
    origins: int | None = None
    kind: str | None = None
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kept: Kept | None = None


class Cursor(NamedTuple):
    """The last thing seen."""

    day: str
    key: str


class Page(NamedTuple, Generic[Item]):
    """Some of the things asked for, how many there are (`is_more`: more than were counted), and where the next page goes on."""

    items: tuple[Item, ...]
    total: int
    is_more: bool
    next: Cursor | None


class ToldKey(NamedTuple):
    """A record as a list gives it; its document holds it."""

    record: str
    document: str
    kind: str
    day: str
    incident: str | None


class Bin(NamedTuple):
    """How many things of one value fall on one day."""

    day: str
    value: str
    things: int


class _Query(NamedTuple):
    """Where to read, under what conditions, and the columns of day and key in whose order it is cheap to read."""

    start: FromClause
    conditions: list[ColumnElement[bool]]
    day: ColumnElement[Any]
    key: ColumnElement[Any]

    def select(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """Some columns of what is asked for."""
        return select(*columns).select_from(self.start).where(*self.conditions)

    def newest(self, *columns: ColumnElement[Any], after: Cursor | None, limit: int) -> Select[Any]:
        """The same with `at` and `key`, newest first, from a cursor on; one more than the limit."""
        query = self.select(self.day.label("at"), self.key.label("key"), *columns)
        if after is not None:
            last = int(after.key) if isinstance(self.key.type, Integer) else after.key
            query = query.where(tuple_(self.day, self.key) < tuple_(after.day, last))
        return query.order_by(self.day.desc(), self.key.desc()).limit(limit + 1)


def _count(connection: Connection, some: Select[Any], most: int) -> int:
    """How many rows there are, counted up to `most`."""
    rows = some.limit(most).subquery()
    return int(connection.execute(select(func.count()).select_from(rows)).scalar_one())


def _counted(connection: Connection, some: Select[Any]) -> tuple[int, bool]:
    """How many rows there are, and whether more than COUNTED."""
    found = _count(connection, some, COUNTED + 1)
    return min(found, COUNTED), found > COUNTED


def _cut(rows: Sequence[Any], limit: int) -> tuple[Sequence[Any], Cursor | None]:
    """The rows of a page, and where the next one begins."""
    return rows[:limit], Cursor(rows[limit - 1].at, str(rows[limit - 1].key)) if len(rows) > limit else None


@dataclass(frozen=True)
class _Things:
    """A table of things with days, and their facets."""

    name: str
    table: Table
    facets: Table
    key: str

    @property
    def own(self) -> Column[Any]:
        return self.table.c[self.key]

    def query(self, connection: Connection, wanted: Wanted) -> _Query:
        """The things asked for, without columns or order; read by the facet that finds fewest."""
        asked = {facet: values for facet, values in wanted.facets.items() if values}
        is_few = wanted.kept is not None and wanted.kept.few is not None
        lead = None if is_few else self._lead(connection, asked)
        is_recent = lead is not None and self._is_recent(connection, wanted, self.count_of(connection, lead, asked[lead][0]))
        lead = None if is_recent else lead
        start: FromClause = self.table
        day: ColumnElement[Any] = self.table.c.day
        if is_few or is_recent:
            day = day.concat("")  # so that no index on days is read
        key: ColumnElement[Any] = self.own
        if lead is not None:
            f = self.facets.alias("lead")
            start = f.join(self.table, and_(f.c.facet == lead, f.c.value == asked[lead][0], f.c[self.key] == self.own))
            day, key = f.c.day, f.c[self.key]  # in whose order the facet's table lies
        conditions = self._plain(wanted)
        if is_recent:
            conditions.append(self.table.c.what == asked.pop("what")[0])
        if lead is not None and wanted.until is not None:  # so that what is newer is not even read
            conditions.append(day <= wanted.until.isoformat())
        for facet, values in asked.items():
            if facet != lead:
                f = self.facets.alias()
                here = f.c.day == day, f.c[self.key] == key  # of the facet read by: the thing itself is fetched for what fits alone
                conditions.append(exists().where(f.c.facet == facet, f.c.value.in_(values), *here))
        return _Query(start, conditions, day, key)

    def _plain(self, wanted: Wanted) -> list[ColumnElement[bool]]:
        t, found = self.table.c, []
        if wanted.since is not None:
            found.append(t.last_day >= wanted.since.isoformat())
        if wanted.until is not None:
            found += [t.day <= wanted.until.isoformat(), t.day != NO_DAY]
        if wanted.origins is not None and "at_least" in t:
            found.append(t.at_least >= wanted.origins)
        if wanted.kind is not None and "kind" in t:
            is_few = wanted.kept is not None and wanted.kept.few is not None  # so that these are read, not the index of kinds
            found.append((t.kind.concat("") if is_few else t.kind) == wanted.kind)
        if wanted.kept is not None and not wanted.kept.is_all:
            found.append(is_kept(t.document, wanted.kept) if "document" in t else self.own.in_(select_told_in(wanted.kept)))
        return found

    def _is_recent(self, connection: Connection, wanted: Wanted, others: int) -> bool:
        """Whether the things of one sort since a day are fewer than `others`, and so are what is cheap to read."""
        sort, t = wanted.facets.get("what", ()), self.table.c
        if wanted.since is None or wanted.kind is None or len(sort) != 1 or "what" not in t:
            return False
        since = t.kind == wanted.kind, t.what == sort[0], t.last_day >= wanted.since.isoformat()
        return _count(connection, select(t.kind).where(*since), others) < others

    def _lead(self, connection: Connection, asked: Mapping[str, tuple[str, ...]]) -> str | None:
        """The facet with one value that finds fewest things; None where none has just one."""
        counts = {facet: self.count_of(connection, facet, values[0]) for facet, values in asked.items() if len(values) == 1}
        return min(counts, key=lambda facet: (counts[facet], facet), default=None)

    def count_of(self, connection: Connection, facet: str, value: str) -> int:
        """How many things a value finds."""
        t = tables.facet_count.c
        query = select(t.things).where(t.thing == self.name, t.facet == facet, t.value == value)
        return int(connection.execute(query).scalar() or 0)

    def total(self, connection: Connection, wanted: Wanted) -> tuple[int, bool]:
        """How many things are asked for, and whether there are more than were counted."""
        asked = [(facet, values) for facet, values in wanted.facets.items() if values]
        if not self._plain(wanted) and (not asked or (len(asked) == 1 and len(asked[0][1]) == 1)):
            facet, values = asked[0] if asked else ("", ("",))
            return self.count_of(connection, facet, values[0]), False
        return _counted(connection, self.query(connection, wanted).select(self.own))


INCIDENTS = _Things("incident", tables.incident_digest, tables.incident_facet, "number")
RECORDS = _Things("record", tables.told, tables.told_facet, "record")


def find_incidents(connection: Connection, wanted: Wanted, *, after: Cursor | None = None, limit: int = 50) -> Page[IncidentDigest]:
    """Incidents, newest first."""
    query = INCIDENTS.query(connection, wanted).newest(tables.incident_digest.c.body, after=after, limit=limit)
    rows, going_on = _cut(connection.execute(query).all(), limit)
    is_all = after is None and going_on is None
    total = (len(rows), False) if is_all else INCIDENTS.total(connection, wanted)
    return Page(tuple(from_body(IncidentDigest, row.body) for row in rows), *total, going_on)


def find_records(connection: Connection, wanted: Wanted, *, after: Cursor | None = None, limit: int = 50) -> Page[ToldKey]:
    """Records, newest first."""
    t = tables.told.c
    query = RECORDS.query(connection, wanted).newest(t.document, t.kind, t.incident, after=after, limit=limit)
    rows, going_on = _cut(connection.execute(query).all(), limit)
    keys = (ToldKey(r.key, r.document, r.kind, r.at, None if r.incident is None else f"I{r.incident}") for r in rows)
    is_all = after is None and going_on is None
    return Page(tuple(keys), *((len(rows), False) if is_all else RECORDS.total(connection, wanted)), going_on)


def select_incidents(connection: Connection, wanted: Wanted) -> Select[Any]:
    """The question for the numbers of the incidents asked for, in no order."""
    query = INCIDENTS.query(connection, wanted)
    return query.select(query.key)


def select_records(connection: Connection, wanted: Wanted) -> Select[Any]:
    """The question for the ids of the records asked for, in no order."""
    query = RECORDS.query(connection, wanted)
    return query.select(query.key)


def select_records_of(incident: int, others: Iterable[str] = ()) -> Select[Any]:
    """The question for the ids of the records of one incident, and of `others` by their ids."""
    t = tables.told.c
    return select(t.record).where(or_(t.incident == incident, t.record.in_(select_listed(others))))


def select_records_named(records: Iterable[str]) -> Select[Any]:
    """The question for the ids of some records by their ids: those of them that are there."""
    t = tables.told.c
    return select(t.record).where(t.record.in_(select_listed(records)))


def select_listed(ids: Iterable[str] | Iterable[int]) -> Select[Any]:
    """Ids as a question: one parameter, however many."""
    return select(func.json_each(json.dumps(sorted(ids))).table_valued("value").c.value)


def select_records_in(document: str) -> Select[Any]:
    """The question for the ids of the records of one document."""
    t = tables.told.c
    return select(t.record).where(t.document == document)


def homes_of(records: Select[Any]) -> Select[Any]:
    """The question for the documents of records that a question finds."""
    t = tables.told.c
    return select(t.document).where(t.record.in_(records))


def find_matrix(
    connection: Connection, wanted: Wanted, *, after: Cursor | None = None, limit: int = 50
) -> Page[tuple[IncidentDigest, MatrixRow]]:
    """The rows of the claims matrix in which somebody speaks, newest first."""
    row, query = tables.matrix_row, INCIDENTS.query(connection, wanted)
    spoken = row.c.number == query.key, row.c.voices > 0
    newest = query.newest(tables.incident_digest.c.body, row.c.body.label("cells"), after=after, limit=limit)
    rows, going_on = _cut(connection.execute(newest.where(*spoken)).all(), limit)
    found = tuple((from_body(IncidentDigest, r.body), from_body(MatrixRow, r.cells)) for r in rows)
    return Page(found, *_counted(connection, query.select(query.key).where(*spoken)), going_on)


def select_matrix(connection: Connection, wanted: Wanted) -> Select[Any]:
    """The question for the numbers of the incidents asked for of which somebody speaks, in no order."""
    row, query = tables.matrix_row, INCIDENTS.query(connection, wanted)
    spoken = exists().where(row.c.number == query.key, row.c.voices > 0)
    return query.select(query.key).where(spoken)


def find_kinds(connection: Connection, records: Select[Any]) -> set[str]:
    """The kinds of some records that a question finds."""
    t = tables.told.c
    return set(connection.execute(select(t.kind).distinct().where(t.record.in_(records))).scalars())


def load_incident(connection: Connection, number: int) -> IncidentDigest | None:
    """One incident; None where none has the number now."""
    table = tables.incident_digest
    body = connection.execute(select(table.c.body).where(table.c.number == number)).scalar()
    return None if body is None else from_body(IncidentDigest, body)


def load_some_incidents(connection: Connection, incidents: Iterable[str]) -> list[IncidentDigest]:
    """Those of the incidents that are there now, by number."""
    table, numbers, found = tables.incident_digest, sorted(int(key[1:]) for key in set(incidents)), list[IncidentDigest]()
    for start in range(0, len(numbers), 500):
        query = select(table.c.body).where(table.c.number.in_(numbers[start : start + 500])).order_by(table.c.number)
        found += [from_body(IncidentDigest, body) for body in connection.execute(query).scalars()]
    return found


def find_statuses(connection: Connection, incidents: Iterable[str]) -> dict[str, str]:
    """How some incidents stand."""
    return {each.incident.id: each.status.status for each in load_some_incidents(connection, incidents)}


def load_matrix_row(connection: Connection, number: int) -> MatrixRow | None:
    """What is said of one incident."""
    table = tables.matrix_row
    body = connection.execute(select(table.c.body).where(table.c.number == number)).scalar()
    return None if body is None else from_body(MatrixRow, body)


def count_days(connection: Connection, wanted: Wanted, facet: str = "type") -> list[Bin]:
    """How many incidents of each value of a facet fall on each day."""
    f, query = tables.incident_facet.alias("counted"), INCIDENTS.query(connection, wanted)
    same = f.c.facet == facet, f.c.day == query.day, f.c.number == query.key
    counted = query.select(f.c.day, f.c.value, func.count().label("things")).where(*same)
    rows = connection.execute(counted.group_by(f.c.day, f.c.value).order_by(f.c.day, f.c.value))
    return [Bin(r.day, r.value, r.things) for r in rows]


def find_placed(connection: Connection, wanted: Wanted, *, limit: int = 2_000) -> list[IncidentDigest]:
    """The newest incidents whose place is known."""
    t, query = tables.incident_digest.c, INCIDENTS.query(connection, wanted)
    rows = connection.execute(query.newest(t.body, after=None, limit=limit - 1).where(t.lat.is_not(None)))
    return [from_body(IncidentDigest, row.body) for row in rows]


def find_values(connection: Connection, thing: str, facet: str) -> dict[str, int]:
    """The values of a facet with the number of incidents or records (`thing`) each finds, most first."""
    t = tables.facet_count.c
    query = select(t.value, t.things).where(t.thing == thing, t.facet == facet).order_by(t.things.desc(), t.value)
    return {row.value: row.things for row in connection.execute(query)}


def find_arrangements(connection: Connection, theatre: str | None = None) -> list[RegisteredCeasefire]:
    """Truces in order of their days."""
    t = tables.arrangement.c
    query = select(t.body).order_by(t.day, t.id)
    rows = connection.execute(query.where(t.theatre == theatre) if theatre else query)
    return [from_body(RegisteredCeasefire, row.body) for row in rows]


def find_findings(connection: Connection, *, check: str | None = None, theatre: str | None = None) -> list[Finding]:
    """What does not add up."""
    t = tables.finding.c
    wanted = [column == value for column, value in ((t.check_name, check), (t.theatre, theatre)) if value is not None]
    return [from_body(Finding, row.body) for row in connection.execute(select(t.body).where(*wanted).order_by(t.number))]


def find_counts(connection: Connection, theatre: str | None = None) -> list[Count]:
    """Numbers of truces and meetings as pages tell them."""
    t = tables.count_told.c
    query = select(t.body).order_by(t.number)
    rows = connection.execute(query.where(t.theatre == theatre) if theatre else query)
    return [from_body(Count, row.body) for row in rows]


def incidents_of(connection: Connection, records: Iterable[str]) -> dict[str, str]:
    """The incident of each of some records that is in one."""
    t, asked, found = tables.told.c, sorted(records), {}
    for start in range(0, len(asked), 500):
        rows = connection.execute(select(t.record, t.incident).where(t.record.in_(asked[start : start + 500])))
        found.update({row.record: f"I{row.incident}" for row in rows if row.incident is not None})
    return found
