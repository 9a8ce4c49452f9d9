"""ASK: reads documents, records and problems back, exactly as they were written. Current readings answer, unless one is named."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from pantau.errors import StoreError, UsageError
from pantau.model import RECORD_TYPES, CasualtyReport, Ceasefire, Claim, Credit, Document, Event, Problem, Record, SetAside, Span
from pantau.store import schema
from pantau.store.shape import unpack

Belongs = Callable[[Record], bool]


class Entry(NamedTuple):
    """One record and the document it was read from."""

    record: Record
    document: Document


class KeptBytes(NamedTuple):
    """A document's bytes with the name and place it first came by."""

    id: str
    name: str
    origin: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which records are asked for. One without a day goes by the day of its page; `party` also finds its opponents and civilians.

    `belongs` decides what a record belongs to (the store knows no theatres).
    """

    kinds: tuple[str, ...] | None = None
    since: date | None = None
    until: date | None = None
    party: str | None = None
    belongs: Belongs | None = None

    def takes(self, record: Record, document: Document) -> bool:
        """Whether the record is among those asked for."""
        first, last = days_of(record)
        first = first or last or document.published_on or document.dated
        last = last or first
        if (self.since and (last is None or last < self.since)) or (self.until and (first is None or first > self.until)):
            return False
        codes = codes_of(record)
        if self.party and self.party not in codes | {_state(code) for code in codes}:
            return False
        return self.belongs is None or self.belongs(record)


def _state(code: str) -> str:
    return code.removesuffix("_OPP").removesuffix("_CIV")


def codes_of(record: Record) -> frozenset[str]:
    """Every party code a record names, in whatever role."""
    match record:
        case Event():
            codes: tuple[str | None, ...] = (*record.actors, *record.recipients, record.claimant)
        case Claim():
            codes = (record.code, *record.targets)
        case CasualtyReport():
            codes = (record.party, record.claimant)
        case Ceasefire():
            codes = (*record.parties, *record.brokers, record.claimant)
        case _:
            codes = ()
    return frozenset(code for code in codes if code)


def days_of(record: Record) -> tuple[date | None, date | None]:
    """The first and last day a record speaks of, as far as it says."""
    match record:
        case Event():
            return record.began_on, record.ended_on
        case Claim():
            return record.said_on, record.said_on
        case CasualtyReport():
            return record.began_on, record.as_of
        case Ceasefire():
            return record.declared_on or record.effective_on, record.effective_on or record.declared_on
    return None, None


def find_document_ids(connection: Connection) -> list[str]:
    """Every document by name, then id."""
    table = schema.document
    return list(connection.execute(select(table.c.id).order_by(table.c.name, table.c.id)).scalars())


def find_document_id(connection: Connection, key: str) -> str:
    """The one document whose id, start of id (four letters at least) or name is `key`. Raises UsageError for none or several."""
    table = schema.document
    rows = list(connection.execute(select(table.c.id, table.c.name).where(table.c.name == key).order_by(table.c.id)))
    if not rows and len(key) >= 4:
        starts = table.c.id.startswith(key, autoescape=True)
        rows = list(connection.execute(select(table.c.id, table.c.name).where(starts).order_by(table.c.id)))
    if len(rows) == 1:
        return str(rows[0].id)
    if not rows:
        raise UsageError(
            f"no document `{key}` in the store", todo="`pantau show documents` lists them; give a name, an id or the start of one"
        )
    listed = ", ".join(f"{row.id[:12]} ({row.name})" for row in rows[:5])
    raise UsageError(f"{len(rows)} documents are `{key}`: {listed}", todo="give more letters of the id")


def load_document(connection: Connection, document_id: str, *, reading: int | None = None) -> Document:
    """The document as its current reading reads it: pantau's own, or where there is none that of another maker. Or as one `reading`
    does."""
    own_first = schema.reading.c.maker.not_in(schema.OWN)
    which = schema.reading.c.is_current if reading is None else schema.reading.c.id == reading
    query = (
        select(schema.reading, schema.document.c.name, schema.text.c.text)
        .join(schema.document, schema.document.c.id == schema.reading.c.document)
        .join(
            schema.text,
            (schema.text.c.document == schema.reading.c.document) & (schema.text.c.number == schema.reading.c.text_number),
        )
        .where(schema.reading.c.document == document_id, which)
        .order_by(own_first, schema.reading.c.maker)
    )
    row = connection.execute(query).mappings().first()
    if row is None:
        raise StoreError("a document without a current reading", where=document_id, todo="bring back a copy of the store")
    lists = _page_lists(connection, row["id"])
    return Document(id=document_id, name=row["name"], text=row["text"], **unpack(schema.PAGE, row), **lists)


def _page_lists(connection: Connection, reading: int) -> dict[str, Any]:
    def rows(table: Any) -> list[Any]:
        return list(connection.execute(select(table).where(table.c.reading == reading).order_by(table.c.position)))

    return {
        "body": tuple(Span(row.start, row.end) for row in rows(schema.body)),
        "set_aside": tuple(SetAside(Span(row.start, row.end), row.reason) for row in rows(schema.set_aside)),
        "credits": tuple(Credit(row.name, Span(row.start, row.end), row.relation, row.source) for row in rows(schema.credit)),
        "evidence": tuple((row.slot, Span(row.start, row.end)) for row in rows(schema.page_evidence)),
        "problems": tuple(_problem(row) for row in rows(schema.problem) if row.stage == "read"),
    }


def _problem(row: Any) -> Problem:
    return Problem(row.what, None if row.start is None else Span(row.start, row.end))


def load_problems(connection: Connection, document_id: str) -> tuple[Problem, ...]:
    """What the current reading saw in the document's text and could not resolve (what the reader saw stands in the document)."""
    table = schema.problem
    query = select(table).join(schema.reading).where(schema.reading.c.document == document_id, schema.reading.c.is_current)
    return tuple(_problem(row) for row in connection.execute(query.where(table.c.stage == "extract").order_by(table.c.position)))


def load_records(
    connection: Connection, document_id: str, *, kinds: tuple[str, ...] | None = None, maker: str | None = None
) -> tuple[Record, ...]:
    """The records of the document's current readings in the order they were made: pantau's own, then other makers' by name.
    Those of one `maker` where it is named."""
    current = [schema.reading.c.document == document_id, schema.reading.c.is_current]
    current += [schema.reading.c.maker == maker] if maker else []
    order = schema.reading.c.maker.not_in(schema.OWN), schema.reading.c.maker
    readings = connection.execute(select(schema.reading.c.id).where(*current).order_by(*order)).scalars().all()
    return tuple(r for reading in readings for r in records_of_reading(connection, reading, document_id, kinds=kinds))


def records_of_reading(
    connection: Connection, reading: int, document_id: str, *, kinds: tuple[str, ...] | None = None
) -> tuple[Record, ...]:
    """The records of one reading, a superseded one too."""
    spans, ways = schema.evidence, schema.inferred
    evidence: dict[str, dict[str, Span]] = {}
    for row in connection.execute(select(spans).where(spans.c.reading == reading).order_by(spans.c.record, spans.c.slot)):
        evidence.setdefault(row.record, {})[row.slot] = Span(row.start, row.end)
    inferred: dict[str, dict[str, str]] = {}
    for row in connection.execute(select(ways).where(ways.c.reading == reading).order_by(ways.c.record, ways.c.slot)):
        inferred.setdefault(row.record, {})[row.slot] = row.how
    found: list[tuple[int, Record]] = []
    for cls in RECORD_TYPES:
        if kinds is None or cls.KIND in kinds:
            table = schema.records[cls.KIND]
            for line in connection.execute(select(table).where(table.c.reading == reading)).mappings():
                slots = unpack(schema.RECORD_SHAPES[cls.KIND], line)
                slots |= {"evidence": evidence.get(line["id"], {}), "inferred": inferred.get(line["id"], {})}
                found.append((line["position"], cls(document=document_id, **slots)))
    return tuple(record for _, record in sorted(found, key=lambda pair: pair[0]))


def load_kept(connection: Connection, document_id: str) -> KeptBytes:
    """The document's bytes as they came in."""
    query = select(schema.document, schema.kept.c.data).join(schema.kept).where(schema.document.c.id == document_id)
    row = connection.execute(query).mappings().one()
    return KeptBytes(document_id, row["name"], row["origin"], zlib.decompress(row["data"]))


def find_makers(connection: Connection) -> dict[str, tuple[str, str]]:
    """By record of a current reading that pantau did not make: its maker and the name it bears there."""
    names = schema.outside_name
    query = select(names.c.record, schema.reading.c.maker, names.c.name).join(schema.reading).where(schema.reading.c.is_current)
    return {row.record: (row.maker, row.name) for row in connection.execute(query)}


def find_input_problems(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """Inputs that could not be read: where, what, what to do."""
    table = schema.input_problem
    for row in connection.execute(select(table).order_by(table.c.origin, table.c.what)):
        yield row.origin, row.what, row.todo
