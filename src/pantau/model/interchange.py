"""Document and records as one flat JSON object: the interchange form, whose record fields are exactly those of the gold guide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from pantau.model.casualty import CasualtyReport
from pantau.model.ceasefire import Ceasefire
from pantau.model.claim import Claim
from pantau.model.document import Document, Problem
from pantau.model.event import Event
from pantau.model.record import Record


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _slots(record: Record) -> dict[str, Any]:
    """The gold guide's fields of one record; slot names differ from the model's where the interchange form says `from`, `to`,
    `declared`."""
    match record:
        case Event():
            return {
                "type": record.type, "actors": list(record.actors), "recipients": list(record.recipients),
                "from": _day(record.began_on), "to": _day(record.ended_on), "place": record.place.raw if record.place else None,
                "modality": record.modality, "claimant": record.claimant,
            }  # fmt: skip
        case Claim():
            return {
                "speaker": record.speaker, "code": record.code, "stance": record.stance, "targets": list(record.targets),
                "content": list(record.content),
            }  # fmt: skip
        case CasualtyReport():
            return {
                "party": record.party, "category": record.category, "outcome": record.outcome, "low": record.low,
                "high": record.high, "qualifier": record.qualifier, "measure": record.measure, "from": _day(record.began_on),
                "to": _day(record.as_of),
                "claimant": record.claimant,
            }  # fmt: skip
        case Ceasefire():
            return {
                "parties": list(record.parties), "brokers": list(record.brokers), "declared": _day(record.declared_on),
                "effective": _day(record.effective_on), "stage": record.stage,
            }  # fmt: skip
    raise TypeError(f"no interchange form for {type(record).__name__}")


def _record(record: Record) -> dict[str, Any]:
    return {
        "kind": record.kind, "trigger": list(record.trigger), **_slots(record),
        "id": record.id, "evidence": {slot: list(span) for slot, span in sorted(record.evidence.items())},
        "inferred": dict(sorted(record.inferred.items())), "confidence": record.confidence, "rule": record.rule,
    }  # fmt: skip


def to_interchange(document: Document, records: Sequence[Record], problems: Iterable[Problem] = ()) -> dict[str, Any]:
    """One document and its records in the interchange form; `text` and `title` are added for inputs whose offsets count in a made
    text."""
    seen = [*document.problems, *problems]
    line: dict[str, Any] = {
        "document": document.name, "outlet": document.source, "published": _day(document.published_on),
        "dated": _day(document.dated), "dated_by": document.dated_by, "language": document.language,
        "credits": [c.name for c in document.credits], "body": [list(s) for s in document.body],
        "problems": [{"what": p.what, "span": list(p.span) if p.span else None} for p in seen],
        "records": [_record(r) for r in records],
    }  # fmt: skip
    if document.form != "text":
        published_at = document.published_at.isoformat() if document.published_at else _day(document.published_on)
        line |= {"title": document.title, "published_at": published_at, "text": document.text}
    return line
