"""DIGEST: what was joined, with the values one looks it up by: theatres, days, parties, outlets, languages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pantau.knowledge import Knowledge
from pantau.link.articles import day_of
from pantau.link.corpus import Corpus
from pantau.link.joined import Joined
from pantau.link.theatres import Belonging
from pantau.model import (
    CasualtyReport,
    Ceasefire,
    Claim,
    Digest,
    Event,
    Figure,
    Incident,
    IncidentDigest,
    MatrixRow,
    Place,
    Record,
    ToldRecord,
)
from pantau.store import codes_of, days_of


class DigestPart(NamedTuple):
    """The digest of some incidents and of the records of some documents."""

    told: tuple[ToldRecord, ...]
    incidents: tuple[IncidentDigest, ...]
    matrix: tuple[MatrixRow, ...]

    @property
    def sureness(self) -> dict[str, float]:
        """The confidence of every record told."""
        return {row.record: row.confidence for row in self.told}


def make_part(joined: Joined, documents: Collection[str]) -> DigestPart:
    """The digest of the incidents at hand, as `make_digest` makes it of all; `told` are their records and all of `documents`."""
    told = {row.record: row for row in _tell(joined)}
    mine = {record for incident in joined.incidents for record in incident.records}
    wanted = tuple(row for row in told.values() if row.record in mine or row.document in documents)
    return DigestPart(wanted, tuple(_incident(joined, incident, told) for incident in joined.incidents), joined.matrix)


def make_digest(joined: Joined) -> Digest:
    """The digest of everything joined; the same for the same set."""
    told = tuple(_tell(joined))
    by_record = {row.record: row for row in told}
    return Digest(
        told=told,
        incidents=tuple(_incident(joined, incident, by_record) for incident in joined.incidents),
        matrix=joined.matrix,
        figures=tuple(
            Figure(point, _distinct(theatre for record in point.records for theatre in by_record[record].theatres))
            for point in joined.ledger.points()
        ),
        registry=joined.registry,
        findings=joined.findings,
        counts=joined.counts,
    )  # fmt: skip


def _tell(joined: Joined) -> Iterable[ToldRecord]:
    home = {record: key for record, (key, _) in joined.elsewhere.items()}
    home |= {record: incident.id for incident in joined.incidents for record in incident.records}
    return tell_records(joined.corpus, joined.knowledge, home)


def tell_records(corpus: Corpus, knowledge: Knowledge, home: Mapping[str, str]) -> Iterable[ToldRecord]:
    """Every record with what it is looked up by; `home` has the incidents of those that are in one."""
    belonging = Belonging(knowledge.world.theatres)
    for document, records in corpus:
        page_day = day_of(corpus, document.id)
        for record in records:
            first, last = days_of(record)
            first = first or last or page_day
            yield ToldRecord(
                record=record.id, kind=record.kind, what=what_of(record), document=document.id, began_on=first,
                ended_on=last or first, theatres=belonging.of(record), source=document.source, language=document.language,
                incident=home.get(record.id), confidence=record.confidence, parties=tuple(sorted(codes_of(record))),
            )  # fmt: skip


def what_of(record: Record) -> str:
    """The word that tells one record of a kind from another: type, stance, outcome or stage."""
    match record:
        case Event():
            return record.type
        case Claim():
            return record.stance
        case CasualtyReport():
            return record.outcome
        case Ceasefire():
            return record.stage
    return record.kind


def _incident(joined: Joined, incident: Incident, by_record: dict[str, ToldRecord]) -> IncidentDigest:
    corpus, told = joined.corpus, [by_record[record] for record in incident.records]
    facts = joined.facts[incident.id]
    documents = _distinct(row.document for row in told)
    return IncidentDigest(
        incident=incident, status=joined.statuses[incident.id], origins=facts.origins,
        theatres=_distinct(theatre for row in told for theatre in row.theatres),
        place=_place([corpus.record(record) for record in incident.records]),
        parties=_distinct(code for row in told for code in row.parties),
        first_told_on=_first(day_of(corpus, document) for document in documents),
        documents=documents, families=_distinct(joined.family_of.get(document) for document in documents),
        sources=_distinct(row.source for row in told), languages=_distinct(row.language for row in told),
        denied_by=_distinct(claim.code for _, claim in facts.denials),
    )  # fmt: skip


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}))


def _first(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day), default=None)


_EXACT = ("point", "settlement", "district", "region", "country", "unknown")


def _place(records: Sequence[Record]) -> Place | None:
    """The place most of its events name, of these the most exact; never one that no event names."""
    places = [record.place for record in records if isinstance(record, Event) and record.place is not None]
    names = [place.name or place.raw for place in places]
    ranked = sorted(places, key=lambda p: (-names.count(p.name or p.raw), _EXACT.index(p.precision), p.name or p.raw, p.raw))
    return ranked[0] if ranked else None
