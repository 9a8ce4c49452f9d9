"""A record as the desk shows and hands it out: its source, its sentence, and for every slot the words it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pantau.model import CasualtyReport, Claim, Document, Place, Record, Span
from pantau.report.quoting import quote_pieces
from pantau.store import Store
from pantau.store.looking import incidents_of
from pantau.store.rulings import Verdict, find_verdicts
from pantau.store.telling import Head, Told, find_heads, find_told

SlotValue = str | int | tuple[str, ...] | None


@dataclass(frozen=True)
class Source:
    """The document a record was read in. `day` is the one it states, else the one its dates are resolved against."""

    document: str
    name: str
    title: str | None
    outlet: str | None
    language: str | None
    day: date | None


@dataclass(frozen=True)
class QuotePiece:
    """A stretch of a quote and its part in it: `trigger`, `content`, `cut` for an ellipsis, or empty."""

    words: str
    part: str


@dataclass(frozen=True)
class Slot:
    """One value: as a code, a day, a number or words; where it was read, in which words, or how it was inferred."""

    slot: str
    value: SlotValue
    span: Span | None
    words: str | None
    inferred: str | None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A record with its sentence."""

    id: str
    kind: str
    source: Source
    incident: str | None
    trigger: Span
    quote: tuple[QuotePiece, ...]
    slots: tuple[Slot, ...]
    place: Place | None
    confidence: float
    rule: str
    verdict: Verdict | None = None

    def value(self, slot: str) -> SlotValue:
        """The value of a slot; None where it has none."""
        return next((each.value for each in self.slots if each.slot == slot), None)

    def words(self, slot: str) -> str | None:
        """The words a slot was read from."""
        return next((each.words for each in self.slots if each.slot == slot), None)


def source_of(page: Head | Document) -> Source:
    """A document as the source of what was read in it."""
    day = page.published_on or page.dated
    return Source(page.id, page.name, page.title, page.source, page.language, day)


def load_entries(store: Store, records: Iterable[str]) -> dict[str, Entry]:
    """Those of the records that a current reading holds, by id."""
    asked = list(dict.fromkeys(records))
    told = store.ask(find_told, asked)
    heads = store.ask(find_heads, (one.record.document for one in told.values()))
    incidents = store.ask(incidents_of, told)
    verdicts = store.ask(find_verdicts, told)
    found = {key: replace(_entry(one, heads, incidents.get(key)), verdict=verdicts.get(key)) for key, one in told.items()}
    return {key: found[key] for key in asked if key in found}


def _entry(told: Told, heads: Mapping[str, Head], incident: str | None) -> Entry:
    record = told.record
    content = record.content if isinstance(record, Claim) and told.holds(record.content) else None
    pieces = quote_pieces(told.text, told.local(record.trigger), content and told.local(content))
    return make_entry(record, source_of(heads[record.document]), incident, pieces, told.quotes)


def entry_on_page(record: Record, document: Document, incident: str | None) -> Entry:
    """A record of a document that is at hand whole."""
    text = document.text
    pieces = quote_pieces(text, record.trigger, record.content if isinstance(record, Claim) else None)
    return make_entry(record, source_of(document), incident, pieces, {s: span.of(text) for s, span in record.evidence.items()})


def make_entry(
    record: Record, source: Source, incident: str | None, pieces: Iterable[tuple[str, str]], quotes: Mapping[str, str]
) -> Entry:
    """The entry of a record, its quote cut in pieces and the words of its slots at hand."""
    place = getattr(record, "place", None)
    return Entry(
        id=record.id, kind=record.kind, source=source, incident=incident, trigger=record.trigger,
        quote=tuple(QuotePiece(*piece) for piece in pieces), slots=tuple(_slots(record, quotes)), place=place,
        confidence=round(record.confidence, 4), rule=record.rule,
    )  # fmt: skip


def _slots(record: Record, quotes: Mapping[str, str]) -> Iterable[Slot]:
    """Every slot that has a value, was read or was inferred, in the model's order, then what evidence names beyond them."""
    extra = [slot for slot in sorted({*record.evidence, *record.inferred}) if slot not in record.SLOTS]
    for slot in (*record.SLOTS, *extra):
        value = _value(getattr(record, slot, None))
        span, how = record.evidence.get(slot), record.inferred.get(slot)
        if slot == "content" and isinstance(record, Claim):
            value, span = None, record.content
        if value not in (None, ()) or span or how:
            yield Slot(slot, value, span, _short(quotes.get(slot)), how)
        elif isinstance(record, CasualtyReport) and slot in ("low", "high"):
            yield Slot(slot, None, None, None, None)


def _value(value: Any) -> SlotValue:
    match value:
        case None | Span():
            return None
        case date():
            return value.isoformat()
        case Place():
            return value.raw
        case tuple():
            return tuple(str(each) for each in value)
        case int():
            return value
    return str(value)


def _short(words: str | None) -> str | None:
    if words is None:
        return None
    words = " ".join(words[:600].split())
    return words if len(words) <= 160 else words[:158].rstrip() + "…"
