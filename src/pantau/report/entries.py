"""One record ready to be shown: its quote, its source, for every slot the words it was read from or how it was inferred."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from pantau.model import CasualtyReport, Ceasefire, Claim, Document, Event, Place, Record, Span
from pantau.report.quoting import Piece, quote_pieces
from pantau.report.wording import DayWords, Names, day_words, language_tag, plain

LETTERS: Mapping[str, str] = {"event": "E", "claim": "C", "casualty": "F", "ceasefire": "T"}
"""The letter each kind is numbered with: event, claim, figure of harm, truce."""

LONGEST_TEXT = 200_000
"""Code points of a text that the reader shows; what follows is named, not printed."""

_SHOWN_ELSEWHERE = ("content", "low", "high", "qualifier", "mode", "provisions", "part_of")
_SLOT_WORDS = {
    "began_on": "from",
    "ended_on": "to",
    "as_of": "as of",
    "declared_on": "declared",
    "effective_on": "effective",
    "said_on": "said",
    "code": "spoken for",
}


class Source(NamedTuple):
    """The document an entry was read in: its number, outlet (else the file's name), title, the day it states or is dated by."""

    number: int
    outlet: str
    name: str
    title: str | None
    day: DayWords
    day_is_stated: bool


class SlotLine(NamedTuple):
    """One value: the slot in words, the value, the words of the page it was read from, or how it was inferred."""

    slot: str
    value: str
    words: str | None
    how: str | None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A record with everything its panel shows. `anchor` names it in this report, `page_anchor` its words in the page."""

    record: Record
    label: str
    anchor: str
    page_anchor: str
    trigger: str
    quote: tuple[Piece, ...]
    language: str | None
    source: Source
    slots: tuple[SlotLine, ...]

    @property
    def inferred(self) -> str:
        """The slots whose values were concluded and not read, in words: said already in the closed line."""
        return ", ".join(line.slot for line in self.slots if line.how)

    @property
    def confidence(self) -> str:
        """The extractor's own confidence with two decimals."""
        return f"{self.record.confidence:.2f}"


@dataclass(frozen=True)
class Page:
    """A document with its number in the report and its entries in the order of the text."""

    number: int
    document: Document
    source: Source
    entries: tuple[Entry, ...]


def in_order(pages: Sequence[tuple[Document, tuple[Record, ...]]]) -> list[tuple[Document, tuple[Record, ...]]]:
    """Documents by day, name and id, their records as the text goes: the same report for the same pages in any order."""
    by_day = sorted(pages, key=lambda page: (document_day(page[0]) or date.max, page[0].name, page[0].id))
    return [(document, tuple(sorted(records, key=lambda r: (r.trigger, r.kind, r.id)))) for document, records in by_day]


def document_day(document: Document) -> date | None:
    """The day the page states, else the day its dates are resolved against."""
    return document.published_on or document.dated


def make_pages(pages: Sequence[tuple[Document, tuple[Record, ...]]], names: Names) -> tuple[Page, ...]:
    """All documents with their entries; entries are numbered by kind through the whole report."""
    counts = dict.fromkeys(LETTERS, 0)
    made = []
    for number, (document, records) in enumerate(in_order(pages), start=1):
        source = _source(number, document, names)
        entries = []
        for index, record in enumerate(records, start=1):
            counts[record.kind] += 1
            entries.append(_entry(document, record, source, names, index, f"{LETTERS[record.kind]}{counts[record.kind]}"))
        made.append(Page(number, document, source, tuple(entries)))
    return tuple(made)


def _source(number: int, document: Document, names: Names) -> Source:
    day = day_words(document_day(document))
    return Source(
        number,
        names.outlet(document.source) or document.name,
        document.name,
        document.title,
        day,
        document.published_on is not None,
    )


def _entry(document: Document, record: Record, source: Source, names: Names, index: int, label: str) -> Entry:
    content, trigger = (record.content if isinstance(record, Claim) else None), record.trigger
    return Entry(
        record=record,
        label=label,
        anchor=label,
        page_anchor=f"doc-{source.number}-{index}" if is_printed(trigger) else f"doc-{source.number}",
        trigger=trigger.of(document.text),
        quote=quote_pieces(document.text, trigger, content),
        language=language_tag(document.language),
        source=source,
        slots=_slot_lines(document.text, record, names),
    )


def is_printed(span: Span) -> bool:
    """Whether the reader prints these words: there are some, and they lie before the cut of a long text."""
    return span.start < span.end <= LONGEST_TEXT


def _slot_lines(text: str, record: Record, names: Names) -> tuple[SlotLine, ...]:
    """Every slot that has a value, was read or was inferred, in the model's order, then what evidence names beyond them."""
    lines = []
    extra = [slot for slot in sorted({*record.evidence, *record.inferred}) if slot not in record.SLOTS]
    for slot in (*record.SLOTS, *extra):
        value = _value(slot, getattr(record, slot, None), names)
        span, how = record.evidence.get(slot), record.inferred.get(slot)
        if slot in _SHOWN_ELSEWHERE and not how:
            continue
        if value or span or how:
            words = _words(text, span, record.trigger)
            lines.append(SlotLine(_SLOT_WORDS.get(slot, plain(slot)), value, words if words != value else None, how))
    return tuple(lines)


def _words(text: str, span: Span | None, trigger: Span) -> str | None:
    if span is None or span == trigger:
        return None
    words = " ".join(span.of(text).split())
    return words if len(words) <= 90 else words[:88].rstrip() + "…"


_PARTY_SLOTS = ("actors", "recipients", "claimant", "code", "targets", "party", "parties", "brokers")


def _value(slot: str, value: Any, names: Names) -> str:
    match value:
        case None | Span():
            return ""
        case date():
            return day_words(value).words
        case Place():
            return place_words(value)
        case tuple():
            return names.parties_of(value) if slot in _PARTY_SLOTS else ", ".join(map(str, value))
        case str() if slot in _PARTY_SLOTS:
            return names.party(value)
        case str() if slot in ("type", "speaker", "venue", "scope"):
            return value
        case _:
            return plain(str(value))


def place_words(place: Place) -> str:
    """The place as written, then what it was resolved to, with its other name and how exact that is."""
    known = [word for word in (place.name if place.name != place.raw else None, place.other_name) if word]
    known += [plain(place.precision)] if place.precision != "unknown" else []
    return f"{place.raw} ({', '.join(known)})" if known else place.raw


def entries_of(pages: Sequence[Page], kind: type[Event] | type[Claim] | type[CasualtyReport] | type[Ceasefire]) -> list[Entry]:
    """The entries of one kind over all pages, in the report's order."""
    return [entry for page in pages for entry in page.entries if isinstance(entry.record, kind)]
