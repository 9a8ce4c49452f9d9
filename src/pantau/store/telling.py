"""ASK for many at once: heads of documents, and records from here and there with the stretch of text around them, in few questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, func, select

from pantau.model import RECORD_TYPES, Claim, Record, Span
from pantau.store import digest_schema, schema
from pantau.store.shape import unpack

AROUND = 1_400
"""Code points of text that come with a record on either side of its trigger: a sentence and the content of a claim fit in."""
_AT_ONCE, _SHORT = 400, 40_000
Key = TypeVar("Key")


@dataclass(frozen=True, kw_only=True)
class Head:
    """A document without its text, as its current reading reads it."""

    id: str
    name: str
    title: str | None
    source: str | None
    language: str | None
    published_on: date | None
    published_at: datetime | None
    dated: date | None
    url: str | None
    form: str

    @property
    def day(self) -> date | None:
        """The day the page states, else the day its dates are resolved against."""
        return self.published_on or self.dated


class Told(NamedTuple):
    """A record of a current reading with a stretch of its text: `start` is where that begins, `quotes` the words of its slots."""

    record: Record
    start: int
    text: str
    quotes: Mapping[str, str]

    def local(self, span: Span) -> Span:
        """The span counted from where the stretch begins."""
        return Span(span.start - self.start, span.end - self.start)

    def holds(self, span: Span) -> bool:
        """Whether the stretch holds the span whole."""
        return self.start <= span.start and span.end <= self.start + len(self.text)


def _some(keys: Iterable[Key]) -> Iterator[list[Key]]:
    asked = list(dict.fromkeys(keys))
    for start in range(0, len(asked), _AT_ONCE):
        yield asked[start : start + _AT_ONCE]


def find_heads(connection: Connection, documents: Iterable[str]) -> dict[str, Head]:
    """The heads of those of the documents that are kept: as pantau itself reads them, or else another maker."""
    r, found = schema.reading.c, dict[str, Head]()
    own_last = r.maker.in_(schema.OWN)
    for some in _some(documents):
        query = select(schema.reading, schema.document.c.name).join(schema.document, schema.document.c.id == r.document)
        rows = connection.execute(query.where(r.document.in_(some), r.is_current).order_by(own_last, r.maker.desc()))
        for row in rows.mappings():  # pantau's own comes last and stays
            found[row["document"]] = _head(row)
    return found


def _head(row: Any) -> Head:
    page = unpack(schema.PAGE, row)
    names = ("title", "source", "language", "published_on", "published_at", "dated", "url", "form")
    return Head(id=row["document"], name=row["name"], **{name: page[name] for name in names})


def find_told(connection: Connection, records: Iterable[str]) -> dict[str, Told]:
    """Those of the records that a current reading holds, each with its stretch of text; the digest tells where they are."""
    found: dict[str, Told] = {}
    for some in _some(records):
        t = digest_schema.told.c
        homes = connection.execute(select(t.record, t.document, t.kind).where(t.record.in_(some))).all()
        found |= _told(connection, [(row.record, row.document, row.kind) for row in homes])
    return found


def _told(connection: Connection, homes: Sequence[tuple[str, str, str]]) -> dict[str, Told]:
    r = schema.reading.c
    documents = sorted({document for _, document, _ in homes})
    readings = {
        row.id: row
        for row in connection.execute(select(r.id, r.document, r.text_number).where(r.document.in_(documents), r.is_current))
    }
    evidence, inferred, quotes = _values(connection, readings, [record for record, _, _ in homes])
    found: dict[str, tuple[int, Record]] = {}
    for cls in RECORD_TYPES:
        asked = [record for record, _, kind in homes if kind == cls.KIND]
        table = schema.records[cls.KIND]
        if asked:
            rows = connection.execute(select(table).where(table.c.reading.in_(list(readings)), table.c.id.in_(asked)))
            for row in rows.mappings():
                slots = unpack(schema.RECORD_SHAPES[cls.KIND], row)
                key = row["reading"], row["id"]
                slots |= {"evidence": evidence.get(key, {}), "inferred": inferred.get(key, {})}
                found[row["id"]] = row["reading"], cls(document=readings[row["reading"]].document, **slots)
    texts = _short_texts(connection, readings)
    return {
        key: _with_text(connection, readings[reading], record, quotes.get((reading, key), {}), texts.get(reading))
        for key, (reading, record) in found.items()
    }  # fmt: skip


def _short_texts(connection: Connection, readings: Mapping[int, Any]) -> dict[int, str]:
    """The texts of these readings that are short enough to be fetched whole: one question instead of one a record."""
    t, r = schema.text.c, schema.reading.c
    joined = schema.reading.join(schema.text, (t.document == r.document) & (t.number == r.text_number))
    query = select(r.id, t.text).select_from(joined).where(r.id.in_(list(readings)), func.length(t.text) <= _SHORT)
    return {row.id: row.text for row in connection.execute(query)}


_Slots = dict[tuple[int, str], dict[str, Any]]


def _values(connection: Connection, readings: Mapping[int, Any], records: Sequence[str]) -> tuple[_Slots, _Slots, _Slots]:
    """By reading and record: spans and words of its slots, and how those came about that were not read."""
    evidence: _Slots = {}
    inferred: _Slots = {}
    quotes: _Slots = {}
    spans, ways = schema.evidence, schema.inferred
    for row in connection.execute(select(spans).where(spans.c.reading.in_(list(readings)), spans.c.record.in_(records))):
        evidence.setdefault((row.reading, row.record), {})[row.slot] = Span(row.start, row.end)
        quotes.setdefault((row.reading, row.record), {})[row.slot] = row.quote
    for row in connection.execute(select(ways).where(ways.c.reading.in_(list(readings)), ways.c.record.in_(records))):
        inferred.setdefault((row.reading, row.record), {})[row.slot] = row.how
    return evidence, inferred, quotes


def _with_text(connection: Connection, reading: Any, record: Record, quotes: Mapping[str, str], text: str | None) -> Told:
    """The record with the text from AROUND before its trigger to AROUND after it, and a claim's content where that is near."""
    first, last = record.trigger
    if isinstance(record, Claim) and max(record.content.end, last) - min(record.content.start, first) <= AROUND:
        first, last = min(first, record.content.start), max(last, record.content.end)
    span = Span(max(0, first - AROUND // 2), last + AROUND // 2)
    words = load_words(connection, reading.document, span, reading.text_number) if text is None else span.of(text)
    return Told(record, span.start, words, quotes)


def load_words(connection: Connection, document: str, span: Span, number: int | None = None) -> str:
    """A stretch of a document's text, of the current one unless a number is given; less where the text ends before."""
    t, r = schema.text.c, schema.reading.c
    query = select(func.substr(t.text, span.start + 1, min(span.end - span.start, 20_000))).where(t.document == document)
    if number is None:
        current = select(r.text_number).where(r.document == document, r.is_current)
        query = query.where(t.number.in_(current)).order_by(t.number.desc()).limit(1)
    else:
        query = query.where(t.number == number)
    return str(connection.execute(query).scalar() or "")


def documents_of(connection: Connection, records: Iterable[str]) -> dict[str, str]:
    """The document of each of some records that was told when everything was joined last."""
    t, found = digest_schema.told.c, dict[str, str]()
    for some in _some(records):
        found |= {row.record: row.document for row in connection.execute(select(t.record, t.document).where(t.record.in_(some)))}
    return found


def find_home(connection: Connection, record: str) -> str | None:
    """The document a record was read in; None where no current reading holds it."""
    t, r = digest_schema.told.c, schema.reading.c
    known = connection.execute(select(t.document).where(t.record == record)).scalar()
    for table in schema.records.values():
        query = select(r.document).join(table, table.c.reading == r.id).where(table.c.id == record, r.is_current)
        found = connection.execute(query.where(r.document == known) if known else query).scalar()
        if found is not None:
            return str(found)
    return None


def find_leads(connection: Connection, incidents: Sequence[int]) -> dict[int, str]:
    """For each incident the record that tells it best: an event where there is one, the surest, the first id of equals."""
    t, best = digest_schema.told.c, dict[int, tuple[bool, float, str]]()
    for some in _some(incidents):
        for row in connection.execute(select(t.incident, t.record, t.kind, t.confidence).where(t.incident.in_(some))):
            rank = row.kind != "event", -row.confidence, row.record
            best[row.incident] = min(best.get(row.incident, rank), rank)
    return {number: rank[2] for number, rank in best.items()}
