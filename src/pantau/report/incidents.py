"""Incidents: the records judged to be about one happening, how it stands and why, on how many independent origins, who says what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pantau.link.joined import Joined
from pantau.link.origins import tell_origins
from pantau.model import Claim, Event, Incident, MatrixRow, StatusReason
from pantau.report.entries import Entry, Page
from pantau.report.wording import DayWords, Names, bounds_words, period_words, plain


class Ref(NamedTuple):
    """A record as a link to its line in this report: its label, where it stands, what it says in a few words."""

    label: str
    anchor: str
    kind: str
    words: str
    language: str | None


@dataclass(frozen=True)
class Report:
    """What one page says of the incident."""

    outlet: str
    day: DayWords
    family: str | None
    refs: tuple[Ref, ...]


@dataclass(frozen=True)
class IncidentLine:
    """One incident in a line with all that opens below it."""

    anchor: str
    id: str
    when: DayWords
    types: str
    actors: str
    recipients: str
    place: str | None
    status: str
    admiralty: str
    reasons: tuple[StatusReason, ...]
    bounds: str
    origins: str
    reports: tuple[Report, ...]
    quote: Ref | None

    @property
    def documents(self) -> int:
        """How many pages tell of it."""
        return len(self.reports)


class Voice(NamedTuple):
    """A claim in a cell of the matrix: how it speaks, its line, the lines it answers."""

    voice: str
    ref: Ref
    answers: tuple[tuple[str, Ref], ...]


@dataclass(frozen=True)
class Row:
    """One incident of the matrix; a cell without voices is a named party that is silent."""

    line: IncidentLine
    cells: tuple[tuple[str, tuple[Voice, ...]], ...]


def refs_of(pages: Sequence[Page]) -> dict[str, Ref]:
    """Every record of the report by its id."""
    return {entry.record.id: _ref(entry, page.document.text) for page in pages for entry in page.entries}


def _ref(entry: Entry, text: str) -> Ref:
    record = entry.record
    span = record.content if isinstance(record, Claim) else record.trigger
    words = " ".join(span.of(text).split())
    return Ref(entry.label, entry.anchor, record.kind, words if len(words) <= 110 else words[:108].rstrip() + "…", entry.language)


def make_incidents(joined: Joined, pages: Sequence[Page], refs: Mapping[str, Ref], names: Names) -> tuple[IncidentLine, ...]:
    """Incidents that several pages tell of, or somebody speaks of: those told alone stand in the timeline. By day, then id."""
    source = {page.document.id: page for page in pages}
    lines = [
        _line(incident, joined, source, refs, names) for incident in joined.incidents
        if len(incident.records) > 1 and any(record in refs for record in incident.records)
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: (line.when.iso is None, line.when.iso or "", _number(line.id))))


def _number(incident_id: str) -> tuple[int, str]:
    digits = incident_id.removeprefix("I")
    return (int(digits) if digits.isdecimal() else 0, incident_id)


def _line(incident: Incident, joined: Joined, source: Mapping[str, Page], refs: Mapping[str, Ref], names: Names) -> IncidentLine:
    records = [joined.corpus.record(record) for record in incident.records]
    events = [record for record in records if isinstance(record, Event)]
    facts, status = joined.facts[incident.id], joined.statuses[incident.id]
    origins = facts.origins
    told = {**names.parties, **names.outlets}
    return IncidentLine(
        anchor=f"incident-{incident.id}", id=incident.id, when=_when(events),
        types=", ".join(sorted({event.type for event in events})),
        actors=names.parties_of(incident.actors), recipients=names.parties_of(incident.recipients), place=_place(events),
        status=status.status, admiralty=status.admiralty, reasons=status.reasons,
        bounds=bounds_words(origins.at_least, origins.at_most), origins=tell_origins(origins, told),
        reports=_reports(incident, joined, source, refs), quote=next((refs[e.id] for e in events if e.id in refs), None),
    )  # fmt: skip


def _when(events: Sequence[Event]) -> DayWords:
    """From the first to the last day that any of them names: no day is chosen where they differ."""
    days = [day for event in events for day in (event.began_on, event.ended_on) if day]
    return period_words(min(days), max(days)) if days else period_words(None, None)


def _place(events: Sequence[Event]) -> str | None:
    """Every place the events name, once each."""
    named = sorted({event.place.name or event.place.raw for event in events if event.place})
    return ", ".join(named) or None


def _reports(incident: Incident, joined: Joined, source: Mapping[str, Page], refs: Mapping[str, Ref]) -> tuple[Report, ...]:
    by_page: dict[str, list[Ref]] = {}
    for record_id in incident.records:
        if record_id in refs:
            by_page.setdefault(joined.corpus.record(record_id).document, []).append(refs[record_id])
    pages = sorted((source[document] for document in by_page), key=lambda page: page.number)
    return tuple(
        Report(
            page.source.outlet, page.source.day, joined.family_of.get(page.document.id),
            tuple(sorted(by_page[page.document.id], key=lambda ref: (ref.kind, ref.label))),
        )
        for page in pages
    )  # fmt: skip


def make_matrix(rows: Sequence[MatrixRow], lines: Sequence[IncidentLine], refs: Mapping[str, Ref], names: Names) -> tuple[Row, ...]:
    """The claims matrix: incidents of which at least two parties speak, or one speaks and another that is named keeps silent."""
    by_id = {line.id: line for line in lines}
    return tuple(_row(row, by_id[row.incident], refs, names) for row in rows if row.incident in by_id and len(row.cells) > 1)


def _row(row: MatrixRow, line: IncidentLine, refs: Mapping[str, Ref], names: Names) -> Row:
    cells = []
    for code, voices in row.cells:
        shown = tuple(
            Voice(v.voice, refs[v.claim], tuple((plain(relation), refs[claim]) for claim, relation in v.answers if claim in refs))
            for v in voices if v.claim in refs
        )  # fmt: skip
        cells.append((names.party(code) if code else "No party", shown))
    return Row(line, tuple(cells))
