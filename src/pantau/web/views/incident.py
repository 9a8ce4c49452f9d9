"""One incident: the reports by family with who copied whom, who asserts and denies, the figures, how it stands and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select

from pantau.model import IncidentDigest, Lineage, MatrixRow, OriginGroup, StatusReason
from pantau.store.lineage import load_relations_of, load_some_families
from pantau.store.links import Happened, current_id, load_history
from pantau.store.looking import load_incident, load_matrix_row, select_records_of
from pantau.store.telling import Head, find_heads
from pantau.web.asking import Asked, Moved, NotThere, Rows, View
from pantau.web.entries import Entry, Source, load_entries, source_of
from pantau.web.views.incidents import IncidentLine, line_of, number_of

MOST_RECORDS = 400
_REASONS = 8


@dataclass(frozen=True)
class Report:
    """What one document says of the incident."""

    source: Source
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class ReportFamily:
    """The documents of one text with what they say; `id` None where a document stands alone. `root` is the agency they credit."""

    id: str | None
    root: str | None
    reports: tuple[Report, ...]


@dataclass(frozen=True)
class Relation:
    """Who copied whom: `source` derives from `other` (an agency's name for a credit), with the reasons and their weights."""

    source: Source
    other: Source | None
    agency: str | None
    relation: str
    is_directed: bool
    score: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Reply:
    """A claim that is answered, and how."""

    claim: str
    relation: str


@dataclass(frozen=True)
class Spoken:
    """What a party says of it in one claim."""

    voice: str
    entry: Entry
    answers: tuple[Reply, ...]


@dataclass(frozen=True)
class Speaker:
    """One party (empty: nobody's) and what it says; nothing where it is named and silent."""

    party: str
    voices: tuple[Spoken, ...]


@dataclass(frozen=True)
class Why:
    """A row of the rules that held."""

    status: str
    why: str


@dataclass(frozen=True)
class OriginLine:
    """Reports that may come from one origin."""

    kind: str
    name: str
    is_known: bool
    merged: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Change:
    """What befell the incident, when: `kind`, and the other incident it merged into or split from."""

    made_at: str
    kind: str
    incident: str
    other: str | None
    records: int


@dataclass(frozen=True, kw_only=True)
class IncidentPage:
    """One incident with all that is known of it; `left_out` records are not shown."""

    line: IncidentLine
    reasons: tuple[Why, ...]
    origins: tuple[OriginLine, ...]
    channels_at_least: int
    channels_at_most: int
    families: tuple[ReportFamily, ...]
    relations: tuple[Relation, ...]
    speakers: tuple[Speaker, ...]
    figures: tuple[Entry, ...]
    history: tuple[Change, ...]
    left_out: int


def make_incident(asked: Asked) -> IncidentPage:
    """The incident of the address. Raises Moved where it is another one now."""
    key, found = asked.path["incident"], _find(asked)
    shown = found.incident.records[:MOST_RECORDS]
    row = asked.store.ask(load_matrix_row, number_of(key))
    entries = load_entries(asked.store, [*shown, *_claims_in(row)[:MOST_RECORDS]])
    own = [entries[record] for record in shown if record in entries]
    heads = asked.store.ask(find_heads, found.documents)
    return IncidentPage(
        line=line_of(found, next((entry for entry in own if entry.kind == "event"), None)),
        reasons=tuple(_why(reason) for reason in found.status.reasons),
        origins=tuple(_origin(group, heads) for group in found.origins.groups),
        channels_at_least=found.origins.channels_at_least, channels_at_most=found.origins.channels_at_most,
        families=_families(asked, found.families, own), relations=_relations(asked, tuple(heads), heads),
        speakers=_speakers(row, entries), figures=tuple(entry for entry in own if entry.kind == "casualty"),
        history=tuple(_change(each) for each in asked.store.ask(load_history, key)), left_out=len(found.incident.records) - len(shown),
    )  # fmt: skip


def _find(asked: Asked) -> IncidentDigest:
    key = asked.path["incident"]
    found = asked.store.ask(load_incident, number_of(key))
    if found is None:
        now = asked.store.ask(current_id, key)
        raise Moved({"incident": now}) if now is not None and now != key else NotThere(key)
    return found


def _keys_of_reports(asked: Asked) -> Select[Any]:
    """The question for its records, those too that the page does not show, and for what is said of it elsewhere."""
    number = number_of(_find(asked).incident.id)
    return select_records_of(number, _claims_in(asked.store.ask(load_matrix_row, number)))


def _claims_in(row: MatrixRow | None) -> list[str]:
    """The claims that speak of an incident, those too that are none of its own records: a denial on another day."""
    return [voice.claim for _, voices in row.cells for voice in voices] if row else []


def _why(reason: StatusReason) -> Why:
    return Why(reason.status, reason.why)


def _origin(group: OriginGroup, heads: Mapping[str, Head]) -> OriginLine:
    sources = tuple(source_of(heads[document]) for document in group.documents if document in heads)
    return OriginLine(group.kind, group.name, group.is_known, group.merged, sources)


def _families(asked: Asked, keys: Sequence[str], entries: Sequence[Entry]) -> tuple[ReportFamily, ...]:
    """The reports by family, families of several documents first, those that stand alone by their day."""
    by_document: dict[str, list[Entry]] = {}
    for entry in entries:
        by_document.setdefault(entry.source.document, []).append(entry)
    families = asked.store.ask(load_some_families, list(keys))
    home = {document: key for key, family in families.items() for document in family.documents}
    grouped: dict[str, list[Report]] = {}
    for document, told in sorted(
        by_document.items(), key=lambda pair: (str(pair[1][0].source.day or "9999"), pair[1][0].source.name)
    ):
        ordered = tuple(sorted(told, key=lambda entry: (entry.trigger, entry.id)))
        grouped.setdefault(home.get(document, document), []).append(Report(ordered[0].source, ordered))
    made = [
        ReportFamily(key if key in families else None, families[key].root if key in families else None, tuple(reports))
        for key, reports in grouped.items()
    ]
    return tuple(sorted(made, key=lambda family: -len(family.reports)))


def _relations(asked: Asked, documents: Sequence[str], heads: Mapping[str, Head]) -> tuple[Relation, ...]:
    """Ties among its documents, and to the agencies they credit."""
    edges = asked.store.ask(load_relations_of, list(documents)[:400])
    return tuple(
        _relation(edge, heads) for edge in edges if edge.document in heads and (edge.relation == "credit" or edge.other in heads)
    )


def _relation(edge: Lineage, heads: Mapping[str, Head]) -> Relation:
    other = heads.get(edge.other)
    return Relation(
        source_of(heads[edge.document]), source_of(other) if other else None, None if other else edge.other, edge.relation,
        edge.is_directed, round(edge.score, 3), tuple((reason.name, round(reason.weight, 2)) for reason in edge.reasons[:_REASONS]),
    )  # fmt: skip


def _speakers(row: MatrixRow | None, entries: Mapping[str, Entry]) -> tuple[Speaker, ...]:
    speakers = []
    for code, voices in row.cells if row else ():
        spoken = tuple(
            Spoken(voice.voice, entries[voice.claim], tuple(Reply(claim, relation) for claim, relation in voice.answers))
            for voice in voices if voice.claim in entries
        )  # fmt: skip
        speakers.append(Speaker(code, spoken))
    return tuple(speakers)


def _change(each: Happened) -> Change:
    change = each.change
    return Change(each.made_at, change.kind, change.incident, change.other, len(change.records))


INCIDENT = View(
    name="incident", path="/incidents/{incident}", make=make_incident, in_menu=False, of_record=True,
    rows=Rows(None, _keys_of_reports),
)  # fmt: skip
