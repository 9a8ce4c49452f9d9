"""KEEP: writes kept bytes, texts and readings, inside the caller's transaction. What a reading once said is never changed."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from pantau.model import Document, Problem, Record, Span
from pantau.store import schema, search_keep, withdrawing
from pantau.store.shape import pack

CODEC = "zlib"


def instant(now: datetime) -> str:
    """UTC to the second as ISO text, the form of every `_at` column."""
    return now.astimezone(UTC).isoformat(timespec="seconds")


def keep_bytes(connection: Connection, data: bytes, document: Document, *, origin: str, now: datetime) -> bool:
    """Keep the bytes under their hash, and the document's name; False where kept already. Raises ValueError for other bytes,
    InputError for some that were erased by decision."""
    if hashlib.sha256(data).hexdigest() != document.id:
        raise ValueError(f"document {document.name}: its id is not the SHA-256 of its kept bytes")
    if connection.execute(select(schema.document.c.id).where(schema.document.c.id == document.id)).first():
        return False
    withdrawing.refuse_erased(connection, document.id)
    packed = zlib.compress(data, 6)
    connection.execute(insert(schema.kept).values(sha256=document.id, size=len(data), codec=CODEC, data=packed))
    connection.execute(insert(schema.document).values(id=document.id, name=document.name, origin=origin, kept_at=instant(now)))
    return True


def add_reading(
    connection: Connection, document: Document, records: Sequence[Record], problems: Sequence[Problem],
    *, knowledge: str, version: str, now: datetime, maker: str = schema.PANTAU, outside: Mapping[str, str] | None = None,
) -> bool:  # fmt: skip
    """Make this its maker's current reading of the document; `outside` has the names that records bear elsewhere.

    False where the same version and knowledge have read the same text before.
    A reading that was superseded and is made again (a theatre taken back) becomes current once more; nothing is written twice.
    """
    number = _text_number(connection, document)
    table = schema.reading
    mine = (
        table.c.document == document.id,
        table.c.text_number == number,
        table.c.maker == maker,
        table.c.version == version,
        table.c.knowledge == knowledge,
    )
    found = connection.execute(select(table.c.id).where(*mine)).scalar()
    theirs = table.c.document == document.id, table.c.maker == maker, table.c.is_current
    connection.execute(update(table).where(*theirs).values(is_current=False))
    if found is not None:
        connection.execute(update(table).where(table.c.id == found).values(is_current=True))
        search_keep.refresh(connection, [document.id])
        return False
    values = {
        "document": document.id, "text_number": number, "maker": maker, "version": version, "knowledge": knowledge, "is_current": True,
    }  # fmt: skip
    row = connection.execute(insert(table).values(**values, made_at=instant(now), **pack(schema.PAGE, document)))
    assert row.inserted_primary_key is not None
    reading = row.inserted_primary_key[0]
    _add_page(connection, reading, document, problems)
    _add_records(connection, reading, document.text, records)
    names = [{"reading": reading, "record": record, "name": name} for record, name in sorted((outside or {}).items())]
    _add(connection, schema.outside_name, names)
    search_keep.enter_reading(connection, document, records, reading, maker=maker)
    return True


def _text_number(connection: Connection, document: Document) -> int:
    """The number of this very text among the document's texts; a new one is appended, none is ever rewritten."""
    table = schema.text
    same = select(table.c.number).where(table.c.document == document.id, table.c.text == document.text)
    number = connection.execute(same).scalar()
    if number is None:
        newest = connection.execute(select(func.max(table.c.number)).where(table.c.document == document.id)).scalar()
        number = (newest or 0) + 1
        connection.execute(insert(table).values(document=document.id, number=number, text=document.text))
    return int(number)


def _add_page(connection: Connection, reading: int, document: Document, problems: Sequence[Problem]) -> None:
    text = document.text
    _add_parts(connection, schema.body, reading, [_ends(span) for span in document.body])
    _add_parts(
        connection, schema.set_aside, reading, [{**_ends(aside.span), "reason": aside.reason} for aside in document.set_aside]
    )
    credits = [{"name": c.name, **_ends(c.span), "relation": c.relation, "source": c.source} for c in document.credits]
    _add_parts(connection, schema.credit, reading, credits)
    proofs = [{"slot": slot, **_ends(span), "quote": span.of(text)} for slot, span in document.evidence]
    _add_parts(connection, schema.page_evidence, reading, proofs)
    seen = [("read", p) for p in document.problems] + [("extract", p) for p in problems]
    _add_parts(connection, schema.problem, reading, [{"stage": stage, "what": p.what, **_ends(p.span)} for stage, p in seen])


def _add_records(connection: Connection, reading: int, text: str, records: Sequence[Record]) -> None:
    for kind, table in schema.records.items():
        shapes = schema.RECORD_SHAPES[kind]
        rows = [{"reading": reading, "position": i, **pack(shapes, r)} for i, r in enumerate(records) if r.kind == kind]
        _add(connection, table, rows)
    spans = [(r.id, slot, span) for r in records for slot, span in sorted(r.evidence.items())]
    rows = [{"reading": reading, "record": i, "slot": slot, **_ends(span), "quote": span.of(text)} for i, slot, span in spans]
    _add(connection, schema.evidence, rows)
    ways = [
        {"reading": reading, "record": r.id, "slot": slot, "how": how} for r in records for slot, how in sorted(r.inferred.items())
    ]
    _add(connection, schema.inferred, ways)


def _ends(span: Span | None) -> dict[str, int | None]:
    return {"start": span.start, "end": span.end} if span else {"start": None, "end": None}


def _add_parts(connection: Connection, table: Any, reading: int, rows: Sequence[dict[str, Any]]) -> None:
    _add(connection, table, [{"reading": reading, "position": i, **row} for i, row in enumerate(rows)])


def _add(connection: Connection, table: Any, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
