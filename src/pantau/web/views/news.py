"""What is new in the situation: by the days that things tell of, and by when they were read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from pantau.store.charting import Chart, Mask, find_incidents_at
from pantau.store.keeping import Kept
from pantau.store.listing import find_pages
from pantau.store.looking import Wanted, find_records
from pantau.store.telling import find_heads
from pantau.web.asking import Asked
from pantau.web.entries import Entry, Source, load_entries, source_of
from pantau.web.filters import Filter
from pantau.web.views.documents import pages_of
from pantau.web.views.incidents import IncidentLine, among_of, lines_of

MOST_NEW = 6


@dataclass(frozen=True)
class NewIncidents:
    """The newest incidents, and how many there are."""

    items: tuple[IncidentLine, ...]
    total: int
    is_more: bool


@dataclass(frozen=True)
class NewRecords:
    """The newest records of one sort, and how many there are."""

    items: tuple[Entry, ...]
    total: int
    is_more: bool


@dataclass(frozen=True)
class NewDocuments:
    """The documents kept last, and how many there are."""

    items: tuple[Source, ...]
    total: int
    is_more: bool


@dataclass(frozen=True, kw_only=True)
class ReadSince:
    """What was read since a moment, whatever day it tells of; `is_seen`: since what was marked as seen."""

    since: str
    is_seen: bool
    documents: NewDocuments
    incidents: NewIncidents
    breaks: NewRecords
    denials: NewRecords


def _since(wanted: Filter, since: date | None) -> date | None:
    return max((day for day in (wanted.since, since) if day), default=None)


def new_filter(wanted: Filter, since: date | None) -> Filter | None:
    """The filter of what is new; None where nothing can be."""
    first = _since(wanted, since)
    if first is None or (wanted.until and wanted.until < first):
        return None
    return Filter(**{**wanted.__dict__, "since": first})


def new_incidents(asked: Asked, chart: Chart, among: Mask, since: date | None) -> NewIncidents:
    """The incidents that tell of a day since then."""
    wanted = new_filter(asked.filter, since)
    if wanted is None or wanted.since is None:
        return NewIncidents((), 0, False)
    among = among & (chart.last_days >= wanted.since.toordinal())
    page = asked.store.ask(find_incidents_at, chart, among, None, limit=MOST_NEW)
    return NewIncidents(lines_of(asked.store, page.items), page.total, page.is_more)


def new_records(asked: Asked, since: date | None, kind: str, what: str) -> NewRecords:
    """The records of one sort that tell of a day since then."""
    wanted = new_filter(asked.filter, since)
    if wanted is None:
        return NewRecords((), 0, False)
    page = asked.store.ask(find_records, new_records_filter(wanted, kind, what).of_records(), limit=MOST_NEW)
    entries = load_entries(asked.store, (key.record for key in page.items))
    return NewRecords(tuple(entries.values()), page.total, page.is_more)


def new_records_filter(wanted: Filter, kind: str, what: str) -> Filter:
    """The same for the records of one sort."""
    return Filter(**{**wanted.__dict__, "kind": kind, "type": (what,)})


def next_second(instant: str) -> str:
    """The instant behind one: from there on nothing is told again that stands in the store now."""
    return f"{(datetime.fromisoformat(instant) + timedelta(seconds=1)).astimezone(UTC).replace(tzinfo=None).isoformat()}Z"


def read_since(asked: Asked, chart: Chart, among: Mask) -> ReadSince | None:
    """What is new by when it was read: since the moment asked for, else since what was marked as seen."""
    given = asked.word("read_since")
    since = given or asked.seen
    if since is None:
        return None
    asked = replace(asked, own={**asked.own, "read_since": since})
    kept = asked.kept
    page = asked.store.ask(find_pages, replace(pages_of(asked.filter), kept=kept), limit=MOST_NEW)
    heads = asked.store.ask(find_heads, [key.document for key in page.items])
    told = among_of(asked, Wanted(kept=kept))
    found = asked.store.ask(find_incidents_at, chart, among & told, None, limit=MOST_NEW)
    breaks, denials = (_records_read(asked, kept, *sort) for sort in (("ceasefire", "violated"), ("claim", "deny")))
    return ReadSince(
        since=since, is_seen=given is None,
        documents=NewDocuments(
            tuple(source_of(heads[key.document]) for key in page.items if key.document in heads), page.total, page.is_more
        ),
        incidents=NewIncidents(lines_of(asked.store, found.items), found.total, found.is_more), breaks=breaks, denials=denials,
    )  # fmt: skip


def _records_read(asked: Asked, kept: Kept | None, kind: str, what: str) -> NewRecords:
    wanted = new_records_filter(asked.filter, kind, what).of_records(kept)
    page = asked.store.ask(find_records, wanted, limit=MOST_NEW)
    return NewRecords(tuple(load_entries(asked.store, (key.record for key in page.items)).values()), page.total, page.is_more)
