"""Incidents: the happenings as the monitor sees them, newest first, each with how it stands and on how many independent origins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from numpy import format_float_positional
from sqlalchemy import Select

from pantau.model import IncidentDigest, Place
from pantau.store import Store
from pantau.store.charting import At, Chart, Mask, find_among, find_incidents_at, find_told_in, load_chart, select_incidents_at
from pantau.store.looking import Wanted, find_incidents, select_incidents
from pantau.store.telling import find_leads
from pantau.web.asking import Asked, Param, Rows, View
from pantau.web.entries import Entry, load_entries
from pantau.web.paging import write_cursor


@dataclass(frozen=True, kw_only=True)
class IncidentLine:
    """One incident. `at_least` to `at_most` are its independent origins, `reliability` and `credibility` the Admiralty pair; `lead`
    is the record that tells it best."""

    id: str
    began_on: date | None
    ended_on: date | None
    types: tuple[str, ...]
    modalities: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    parties: tuple[str, ...]
    place: Place | None
    status: str
    reliability: str
    credibility: int
    at_least: int
    at_most: int
    documents: int
    records: int
    outlets: tuple[str, ...]
    denied_by: tuple[str, ...]
    theatres: tuple[str, ...]
    lead: Entry | None


@dataclass(frozen=True)
class IncidentList:
    """Some of the incidents asked for; `place` where only those of one place were, `is_nowhere` where only those without one,
    `read_since` where only those that a document kept since then tells of."""

    items: tuple[IncidentLine, ...]
    total: int
    is_more: bool
    next: str | None
    place: Place | None
    is_nowhere: bool
    read_since: str | None


def make_incidents(asked: Asked) -> IncidentList:
    """The incidents asked for."""
    words, kept = asked.word("place"), asked.kept
    wanted = asked.filter.of_incidents(kept)
    if words is None and kept is None:
        page = asked.store.ask(find_incidents, wanted, after=asked.after, limit=asked.limit)
        return IncidentList(lines_of(asked.store, page.items), page.total, page.is_more, write_cursor(page.next), None, False, None)
    chart, at = chart_of(asked), None if words is None else parse_place(words)
    page = asked.store.ask(find_incidents_at, chart, among_of(asked, wanted), at, after=asked.after, limit=asked.limit)
    place = next((each for each in chart.places if (each.lat, each.lon) == at), None)
    lines = lines_of(asked.store, page.items)
    return IncidentList(lines, page.total, page.is_more, write_cursor(page.next), place, at == "nowhere", asked.word("read_since"))


def among_of(asked: Asked, wanted: Wanted) -> Mask:
    """Which incidents of the chart are asked for; of what was read since a moment kept, as that is dear to find."""
    chart, kept = chart_of(asked), wanted.kept
    if kept is None:
        return asked.store.ask(find_among, chart, wanted)
    told = asked.remember(("told since", kept.since), lambda: asked.store.ask(find_told_in, chart, kept))
    return asked.store.ask(find_among, chart, replace(wanted, kept=None)) & told


def chart_of(asked: Asked) -> Chart:
    """Where and when every incident lies."""
    return asked.remember("chart", lambda: asked.store.ask(load_chart))


def parse_place(words: str) -> At:
    """The coordinates of a place as an address has them, `nowhere` for `none`."""
    north, _, east = words.partition("~")
    return "nowhere" if words == "none" else (float(north), float(east))


def write_place(place: Place) -> str:
    """The coordinates of a place for an address."""
    north, east = (format_float_positional(degrees or 0.0, trim="-") for degrees in (place.lat, place.lon))
    return f"{north}~{east}"


def lines_of(store: Store, found: Sequence[IncidentDigest]) -> tuple[IncidentLine, ...]:
    """Incidents as lines, each with its lead."""
    leads = store.ask(find_leads, [number_of(each.incident.id) for each in found])
    entries = load_entries(store, leads.values())
    return tuple(line_of(each, entries.get(leads.get(number_of(each.incident.id), ""))) for each in found)


def number_of(incident: str) -> int:
    """The number in an incident's id."""
    return int(incident.removeprefix("I"))


def line_of(found: IncidentDigest, lead: Entry | None) -> IncidentLine:
    """One incident as a line."""
    incident, origins = found.incident, found.origins
    return IncidentLine(
        id=incident.id, began_on=found.began_on, ended_on=found.ended_on, types=incident.types, modalities=incident.modalities,
        actors=incident.actors, recipients=incident.recipients, parties=found.parties, place=found.place, status=found.status.status,
        reliability=found.status.reliability, credibility=found.status.credibility, at_least=origins.at_least,
        at_most=origins.at_most, documents=len(found.documents), records=len(incident.records), outlets=found.sources,
        denied_by=found.denied_by, theatres=found.theatres, lead=lead,
    )  # fmt: skip


def _keys_of_incidents(asked: Asked) -> Select[Any]:
    """The question for the numbers of the incidents asked for."""
    words, kept = asked.word("place"), asked.kept
    wanted = asked.filter.of_incidents(kept)
    if words is None and kept is None:
        return asked.store.ask(select_incidents, wanted)
    return select_incidents_at(chart_of(asked), among_of(asked, wanted), None if words is None else parse_place(words))


INCIDENTS = View(
    name="incidents", path="/incidents", make=make_incidents, has_pages=True, numbered=True, of_record=True,
    uses=("since", "until", "theatre", "party", "type", "status", "origins", "outlet", "language"),
    params=(Param("place", "place"), Param("read_since", "moment")),
    rows=Rows("incident", _keys_of_incidents, ("place", "read_since")),
)  # fmt: skip
