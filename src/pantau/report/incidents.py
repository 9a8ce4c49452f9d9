"""Incidents: what happened in a sentence, how it stands and why, on how many independent origins, who says what in which words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pantau.link.joined import Joined
from pantau.link.origins import tell_origins
from pantau.model import Event, Incident, Status, StatusReason
from pantau.report.deeds import Deed, incident_deed
from pantau.report.entries import Page, document_day
from pantau.report.refs import Ref, Telling, tellings
from pantau.report.wording import DayWords, Names, bounds_words, counted, listed, period_words, plain


class Report(NamedTuple):
    """What one page says of the incident, sentence by sentence."""

    outlet: str
    day: DayWords
    number: int
    is_one_text: bool
    tellings: tuple[Telling, ...]


@dataclass(frozen=True)
class IncidentLine:
    """One incident: its sentence with the words of one page in the closed line, all the rest below.

    `told` is the period of the pages, shown where no page gives a day; `is_main` that several pages tell it or somebody answers.
    """

    anchor: str
    id: str
    when: DayWords
    told: DayWords
    deed: Deed
    further: tuple[str, ...]
    says: str
    status: str
    admiralty: str
    grade: str
    reasons: tuple[StatusReason, ...]
    documents: str
    bounds: str
    origins: str
    reports: tuple[Report, ...]
    quote: Ref | None
    quoted: str
    is_main: bool


_RELIABILITY = {
    "A": "reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable", "E": "unreliable", "F": "not judged",
}  # fmt: skip
_CREDIBILITY = {
    1: "independent origins agree and nobody denies", 2: "independent origins agree, and somebody denies", 3: "one origin, not denied",
    4: "one origin, denied", 5: "contradicted from several sides", 6: "origin unknown",
}  # fmt: skip


def make_incidents(joined: Joined, pages: Sequence[Page], refs: Mapping[str, Ref], names: Names) -> tuple[IncidentLine, ...]:
    """Incidents that several records tell of, by day (else the first page's day), then id: others stand in the timeline alone."""
    source = {page.document.id: page for page in pages}
    lines = [
        _line(incident, joined, source, refs, names) for incident in joined.incidents
        if len(incident.records) > 1 and any(record in refs for record in incident.records)
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: (_first(line), line.when.iso is None, _number(line.id))))


def _first(line: IncidentLine) -> str:
    """The ISO day it stands at."""
    return (line.when.iso or line.told.iso or "~").lstrip("./")


def _number(incident_id: str) -> tuple[int, str]:
    digits = incident_id.removeprefix("I")
    return (int(digits) if digits.isdecimal() else 0, incident_id)


def _line(incident: Incident, joined: Joined, source: Mapping[str, Page], refs: Mapping[str, Ref], names: Names) -> IncidentLine:
    events = [record for record in map(joined.corpus.record, incident.records) if isinstance(record, Event)]
    origins, status = joined.facts[incident.id].origins, joined.statuses[incident.id]
    best = min((event for event in events if event.id in refs), key=lambda event: _plainness(event, refs), default=None)
    reports = _reports(incident, joined, source, refs)
    return IncidentLine(
        anchor=f"incident-{incident.id}", id=incident.id, when=_when(events), told=_told(incident, joined, source),
        deed=incident_deed(incident, names), further=incident.types[1:], says=_says(events, names),
        status=status.status, admiralty=status.admiralty, grade=_grade(status),
        reasons=tuple(StatusReason(plain(reason.status), names.spoken(reason.why)) for reason in _telling(status)),
        documents=counted(len(reports), "page"), bounds=_bounds(origins.at_least, origins.at_most),
        origins=tell_origins(origins, {**names.parties, **names.outlets}), reports=reports,
        quote=refs[best.id] if best else None, quoted=source[best.document].source.outlet if best else "",
        is_main=len(reports) > 1 or status.status != "reported",
    )  # fmt: skip


def _telling(status: Status) -> tuple[StatusReason, ...]:
    """The reasons, without that pages tell of it where more is known."""
    return tuple(reason for reason in status.reasons if reason.status != "reported" or len(status.reasons) == 1)


def _grade(status: Status) -> str:
    """The Admiralty pair in words."""
    source = _RELIABILITY.get(status.reliability, status.reliability)
    return f"source {source}; {_CREDIBILITY.get(status.credibility, status.credibility)}"


def _bounds(least: int, most: int) -> str:
    return f"{bounds_words(least, most)} {'origin' if least == most == 1 else 'origins'}"


def _plainness(event: Event, refs: Mapping[str, Ref]) -> tuple[bool, bool, bool, bool, int, str]:
    """Orders an incident's events by how well their sentence tells it: who, when and where in it, in the fewest words."""
    read = event.evidence
    words = len(refs[event.id].words)
    return (words < 40, "actors" not in read, "began_on" not in read, "place" not in read, words, event.id)


def _says(events: Sequence[Event], names: Names) -> str:
    """On whose word it stands, where every event of it is told on somebody's."""
    claimants = {event.claimant for event in events}
    return listed(sorted(names.party(code) for code in claimants)) if claimants and None not in claimants else ""


def _when(events: Sequence[Event]) -> DayWords:
    """From the first to the last day that any of them names: no day is chosen where they differ."""
    days = [day for event in events for day in (event.began_on, event.ended_on) if day]
    return period_words(min(days), max(days)) if days else period_words(None, None)


def _told(incident: Incident, joined: Joined, source: Mapping[str, Page]) -> DayWords:
    """From the first to the last day of the pages that tell of it."""
    told_in = {joined.corpus.record(record).document for record in incident.records} & source.keys()
    days = [day for document in told_in if (day := document_day(source[document].document))]
    return period_words(min(days), max(days)) if days else period_words(None, None)


def _reports(incident: Incident, joined: Joined, source: Mapping[str, Page], refs: Mapping[str, Ref]) -> tuple[Report, ...]:
    by_page: dict[str, list[Ref]] = {}
    for record_id in incident.records:
        if record_id in refs:
            by_page.setdefault(joined.corpus.record(record_id).document, []).append(refs[record_id])
    families = [joined.family_of.get(document) for document in by_page]
    shared = {family for family in families if family and families.count(family) > 1}
    pages = sorted((source[document] for document in by_page), key=lambda page: page.number)
    return tuple(
        Report(
            page.source.outlet, page.source.day, page.number, joined.family_of.get(page.document.id) in shared,
            tellings(by_page[page.document.id]),
        )
        for page in pages
    )  # fmt: skip
