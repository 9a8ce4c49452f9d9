"""ASK what a situation report needs beyond the lists: the most telling incidents, accusations by pair, silence of outlets and areas.

Every question reads the narrow tables of the digest and of the search, whatever the store's size, and answers in a fixed order.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, case, exists, func, or_, select

from pantau.model import STATUSES, IncidentDigest, RegisteredCeasefire, Status
from pantau.model.sitrep import ToldIncident
from pantau.store import digest_schema as tables
from pantau.store import schema
from pantau.store.bodies import from_body
from pantau.store.digest import NO_DAY
from pantau.store.links import current_id
from pantau.store.looking import Wanted
from pantau.store.search_schema import searched

TELLING = ("verified", "disputed", "corroborated", "under_inquiry", "not_attributable", "unverifiable", "reported", "withdrawn")
"""Statuses in the order in which incidents are told."""
REFUSED, HEARSAY = "observation.access_refused", "observation.told"
"""The rules by which a field report's words became records (`extract/observation.py`)."""
FORCE = ("ASSAULT", "MOBILIZE", "COERCE")
"""Incidents by which an area is one of fighting."""
_AT_ONCE = 400


def _path(kind: type, *names: str) -> str:
    """Where a field lies in a body, which is a list of fields (`bodies.py`)."""
    return "$" + "".join(f"[{[field.name for field in fields(kind)].index(name)}]" for name in names)


_STATUS = _path(IncidentDigest, "status") + _path(Status, "status")[1:]
_ENDS = _path(RegisteredCeasefire, "ended_on"), _path(RegisteredCeasefire, "superseded_on")


def wanted_of(theatre: str, since: date, until: date) -> Wanted:
    """What touches a period, of one theatre or all (empty)."""
    return Wanted(since=since, until=until, facets={"theatre": (theatre,)} if theatre else {})


class Standing(NamedTuple):
    """How an incident of a period stands, and what it is ranked by."""

    told: ToldIncident
    documents: int
    day: str

    @property
    def rank(self) -> tuple[int, int, int, int, int]:
        """The most telling first: by status (TELLING), origins, documents, then the newest."""
        place = TELLING.index(self.told.status) if self.told.status in TELLING else len(TELLING)
        day = date.fromisoformat(self.day).toordinal()
        return place, -self.told.at_least, -self.documents, -day, -int(self.told.id[1:])


def find_standing(connection: Connection, wanted: Wanted) -> list[Standing]:
    """Every incident that touches a period, the most telling first: read once, in order of days, the status out of its body."""
    t = tables.incident_digest.c
    since, until = (wanted.since or date.min).isoformat(), (wanted.until or date.max).isoformat()
    touches = [t.day <= until, t.last_day >= since, t.day != NO_DAY]
    touches += [_is_of("theatre", values) for facet, values in wanted.facets.items() if facet == "theatre" and values]
    status = func.json_extract(t.body, _STATUS)
    query = select(t.number, t.day, t.documents, t.at_least, t.at_most, status.label("status")).where(*touches)
    found = [
        Standing(ToldIncident(f"I{r.number}", r.status, r.at_least, r.at_most), r.documents, r.day) for r in connection.execute(query)
    ]
    return sorted(found, key=lambda one: one.rank)


def count_statuses(standing: Iterable[Standing]) -> dict[str, int]:
    """How many incidents stand how, in the order of the rule table."""
    counts = Counter(one.told.status for one in standing)
    return {status: counts[status] for status in STATUSES if status in counts}


def find_stood(connection: Connection, theatre: str, since: date, until: date) -> list[RegisteredCeasefire]:
    """Ceasefires of a theatre or all (empty) that began by the end of a period and were not known to be over before it, by day."""
    t = tables.arrangement.c
    last = [func.coalesce(func.json_extract(t.body, path), "9999") >= since.isoformat() for path in _ENDS]
    query = select(t.body).where(t.day <= until.isoformat(), *last).order_by(t.day, t.id)
    rows = connection.execute(query.where(t.theatre == theatre) if theatre else query)
    return [from_body(RegisteredCeasefire, row.body) for row in rows]


class StandsNow(NamedTuple):
    """What an incident that was told is today: `now` None where it is no more, another id where it merged."""

    was: ToldIncident
    now: ToldIncident | None


def find_now(connection: Connection, told: Sequence[ToldIncident]) -> list[StandsNow]:
    """How incidents stand today that once stood as told, merges followed."""
    standing = _stand(connection, [one.id for one in told])
    found = []
    for one in told:
        now = standing.get(one.id)
        if now is None:
            other = current_id(connection, one.id)
            now = _stand(connection, [other]).get(other) if other and other != one.id else None
        found.append(StandsNow(one, now))
    return found


def _stand(connection: Connection, ids: Iterable[str]) -> dict[str, ToldIncident]:
    t, found = tables.incident_digest.c, dict[str, ToldIncident]()
    numbers, status = [int(each.removeprefix("I")) for each in ids], func.json_extract(t.body, _STATUS)
    for start in range(0, len(numbers), _AT_ONCE):
        some = t.number.in_(numbers[start : start + _AT_ONCE])
        for number, state, least, most in connection.execute(select(t.number, status, t.at_least, t.at_most).where(some)):
            found[f"I{number}"] = ToldIncident(f"I{number}", state, least, most)
    return found


def find_incident_bodies(connection: Connection, ids: Iterable[str]) -> dict[str, IncidentDigest]:
    """Some incidents by id."""
    t, found, numbers = tables.incident_digest.c, dict[str, IncidentDigest](), sorted({int(each[1:]) for each in ids})
    for start in range(0, len(numbers), _AT_ONCE):
        for row in connection.execute(select(t.number, t.body).where(t.number.in_(numbers[start : start + _AT_ONCE]))):
            found[f"I{row.number}"] = from_body(IncidentDigest, row.body)
    return found


class Accusing(NamedTuple):
    """Claims of one speaker's party against the same targets: how many, in how many documents, and some of them, the surest first."""

    code: str | None
    targets: tuple[str, ...]
    claims: int
    documents: int
    some: tuple[str, ...]


def _in_theatre(theatre: str, record: Any, day: Any) -> list[Any]:
    """The condition that a record belongs to a theatre; none for all."""
    if not theatre:
        return []
    f = tables.told_facet.alias("of")
    return [exists().where(f.c.facet == "theatre", f.c.value == theatre, f.c.day == day, f.c.record == record)]


def find_accusing(
    connection: Connection, wanted: Wanted, *, without: Iterable[str], limit: int, some: int = 4
) -> tuple[list[Accusing], int]:
    """Who accuses whom in a period, the most claims first, less the claims `without`; and how many pairs there are."""
    t, r, c = tables.told.c, schema.reading.c, schema.records["claim"].c
    theatre = next(iter(wanted.facets.get("theatre", ())), "")
    days = [t.day <= (wanted.until or date.max).isoformat(), t.last_day >= (wanted.since or date.min).isoformat(), t.day != NO_DAY]
    joined = tables.told.join(schema.reading, and_(r.document == t.document, r.is_current)).join(
        schema.records["claim"], and_(c.reading == r.id, c.id == t.record)
    )
    left_out = select(func.json_each(json.dumps(sorted(without))).table_valued("value").c.value)
    query = (
        select(c.code, c.targets, t.record, t.document)
        .select_from(joined)
        .where(t.kind == "claim", t.what == "accuse", *days, t.record.not_in(left_out), *_in_theatre(theatre, t.record, t.day))
        .order_by(t.confidence.desc(), t.record)
    )
    pairs: dict[tuple[str | None, tuple[str, ...]], list[tuple[str, str]]] = {}
    for row in connection.execute(query):
        targets = tuple(json.loads(row.targets)) if isinstance(row.targets, str) else tuple(row.targets)
        pairs.setdefault((row.code, targets), []).append((row.record, row.document))
    found = [
        Accusing(code, targets, len(told), len({document for _, document in told}), tuple(record for record, _ in told[:some]))
        for (code, targets), told in pairs.items()
        if code and targets
    ]
    found.sort(key=lambda one: (-one.documents, -one.claims, one.code or "", one.targets))
    return found[:limit], len(found)


class Volume(NamedTuple):
    """How many pages an outlet had in the days before a period, on how many of them, and in the period."""

    outlet: str
    before: int
    days: int
    now: int


def _pages(theatre: str, since: date, until: date) -> list[Any]:
    """The conditions for the pages of some days; of a theatre: those with a record of it."""
    t = searched.c
    found: list[Any] = [t.day >= since, t.day <= until]
    if theatre:
        f, told = tables.told_facet.alias("of"), tables.told.alias("of_told")
        of = and_(f.c.facet == "theatre", f.c.value == theatre, f.c.day == told.c.day, f.c.record == told.c.record)
        found.append(exists().where(told.c.document == t.document, of))
    return found


def count_volumes(connection: Connection, theatre: str, *, before: date, since: date, until: date) -> list[Volume]:
    """Pages of every outlet from `before` on and in the period, outlets by name."""
    t = searched.c
    is_now = t.day >= since
    query = (
        select(
            t.outlet, func.sum(case((is_now, 0), else_=1)), func.count(case((~is_now, t.day)).distinct()),
            func.sum(case((is_now, 1), else_=0)),
        )
        .where(*_pages(theatre, before, until), t.outlet.is_not(None)).group_by(t.outlet).order_by(t.outlet)
    )  # fmt: skip
    return [Volume(*row) for row in connection.execute(query)]


def count_page_days(connection: Connection, theatre: str, since: date, until: date) -> dict[date, int]:
    """Pages by their own day."""
    t = searched.c
    query = select(t.day, func.count()).where(*_pages(theatre, since, until)).group_by(t.day).order_by(t.day)
    return {row[0]: row[1] for row in connection.execute(query)}


class Read(NamedTuple):
    """The pages of a period: how many, of how many outlets, with records, and pages by language."""

    pages: int
    outlets: int
    with_records: int
    languages: tuple[tuple[str, int], ...]


def count_read(connection: Connection, theatre: str, since: date, until: date) -> Read:
    """What was read of a period's pages."""
    t, conditions = searched.c, _pages(theatre, since, until)
    told = func.sum(case((t.kinds != "", 1), else_=0))
    pages, outlets, records = connection.execute(
        select(func.count(), func.count(t.outlet.distinct()), told).where(*conditions)
    ).one()
    query = select(func.coalesce(t.language, ""), func.count()).where(*conditions).group_by(t.language)
    languages = sorted(((row[0], row[1]) for row in connection.execute(query)), key=lambda pair: (-pair[1], pair[0]))
    return Read(pages, outlets, int(records or 0), tuple(languages))


def count_undated(connection: Connection) -> int:
    """Pages that no day could be found for."""
    return int(connection.execute(select(func.count()).select_from(searched).where(searched.c.day.is_(None))).scalar_one())


def count_misread(connection: Connection, since: date, until: date) -> int:
    """Problems met in reading the pages of a period."""
    p, t = schema.problem.c, searched.c
    joined = schema.problem.join(searched, t.reading == p.reading)
    return int(connection.execute(select(func.count()).select_from(joined).where(t.day >= since, t.day <= until)).scalar_one())


def count_unread(connection: Connection) -> tuple[int, list[tuple[str, str]]]:
    """Inputs that could not be read: how many, and the first of them with what was wrong."""
    t = schema.input_problem.c
    total = int(connection.execute(select(func.count()).select_from(schema.input_problem)).scalar_one())
    return total, [(row.origin, row.what) for row in connection.execute(select(t.origin, t.what).order_by(t.origin, t.what).limit(40))]


class Area(NamedTuple):
    """A place of which use of force was told on several days before a period, in how many incidents; `number` is one of them."""

    lat: float
    lon: float
    before: int
    number: int


def find_silent_areas(connection: Connection, theatre: str, *, before: date, since: date, until: date, limit: int) -> list[Area]:
    """Places (points to districts) of incidents in the days before of which the period has none, most incidents first."""
    t = tables.incident_digest.c
    known = [t.lat.is_not(None), t.day != NO_DAY]
    if theatre:
        known.append(_is_of("theatre", (theatre,)))
    place = t.lat, t.lon
    now = select(*place).where(*known, t.day <= until.isoformat(), t.last_day >= since.isoformat()).distinct().subquery()
    told = and_(now.c.lat == t.lat, now.c.lon == t.lon)
    query = (
        select(*place, func.count().label("things"), func.max(t.number).label("number"))
        .where(*known, _is_of("type", FORCE), t.day >= before.isoformat(), t.day < since.isoformat(), ~exists().where(told))
        .group_by(*place).having(func.count(t.day.distinct()) > 1).order_by(func.count().desc(), t.lat, t.lon).limit(limit)
    )  # fmt: skip
    return [Area(*row) for row in connection.execute(query)]


def _is_of(facet: str, values: Sequence[str]) -> Any:
    """The condition that an incident has one of the values of a facet."""
    t, f = tables.incident_digest.c, tables.incident_facet.alias()
    return exists().where(f.c.facet == facet, f.c.value.in_(values), f.c.day == t.day, f.c.number == t.number)


def find_refusals(connection: Connection, wanted: Wanted, *, limit: int) -> list[str]:
    """Records of field reports that tell of access refused, what observers were told of it too; the newest first."""
    t, r, e = tables.told.c, schema.reading.c, schema.records["event"].c
    theatre = next(iter(wanted.facets.get("theatre", ())), "")
    days = [t.day <= (wanted.until or date.max).isoformat(), t.last_day >= (wanted.since or date.min).isoformat(), t.day != NO_DAY]
    joined = tables.told.join(schema.reading, and_(r.document == t.document, r.is_current)).join(
        schema.records["event"], and_(e.reading == r.id, e.id == t.record)
    )
    refused = or_(e.rule == REFUSED, and_(e.rule == HEARSAY, e.type == "COERCE"))
    query = select(t.record).select_from(joined).where(t.kind == "event", refused, *days, *_in_theatre(theatre, t.record, t.day))
    return list(connection.execute(query.order_by(t.day.desc(), t.record).limit(limit)).scalars())


def find_current(connection: Connection, records: Iterable[str]) -> set[str]:
    """Those of the records that the digest still holds."""
    t, asked, found = tables.told.c, sorted(set(records)), set[str]()
    for start in range(0, len(asked), _AT_ONCE):
        found.update(connection.execute(select(t.record).where(t.record.in_(asked[start : start + _AT_ONCE]))).scalars())
    return found
