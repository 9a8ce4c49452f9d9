"""ASK for everything at once: all documents with their current records in a fixed number of queries, for what joins documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Connection, Select, exists, select

from pantau.model import RECORD_TYPES, Credit, Document, Problem, Record, SetAside, Span
from pantau.store import schema
from pantau.store.shape import unpack


def load_pages(
    connection: Connection, *, only: Collection[str] | None = None, kinds: Collection[str] | None = None
) -> list[tuple[Document, tuple[Record, ...]]]:
    """Every document as its current reading reads it, with the records of all its makers' current readings, by name and id. `only`
    some documents, a thousand at most, and records of some `kinds`."""
    readings = _current_readings(connection, only)
    documents = {row["id"]: row["document"] for rows in readings.values() for row in rows}
    asked = None if only is None else list(documents)
    lists = {name: _rows_by_reading(connection, table, asked) for name, table in _LISTS.items()}
    records = _records_by_reading(connection, documents, asked, kinds)
    return [
        (_document(rows[0], lists), tuple(record for row in rows for record in records.get(row["id"], ())))
        for rows in readings.values()
    ]


_LISTS = {"body": schema.body, "set_aside": schema.set_aside, "credit": schema.credit, "proof": schema.page_evidence,
          "problem": schema.problem}  # fmt: skip


def _current_readings(connection: Connection, only: Collection[str] | None) -> dict[str, list[Any]]:
    """By document: its current readings, pantau's own first, each with the text it read."""
    table, text = schema.reading, schema.text
    query = (
        select(table, schema.document.c.name, text.c.text)
        .join(schema.document, schema.document.c.id == table.c.document)
        .join(text, (text.c.document == table.c.document) & (text.c.number == table.c.text_number))
        .where(table.c.is_current)
        .order_by(schema.document.c.name, table.c.document, table.c.maker.not_in(schema.OWN), table.c.maker)
    )
    if only is not None:
        query = query.where(table.c.document.in_(sorted(only)))
    found: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        found[row["document"]].append(row)
    return found


def _current(table: Any, asked: Collection[int] | None) -> Select[Any]:
    """The rows of a table that belong to current readings: to all of them, or to some."""
    if asked is None:
        return select(table).select_from(table.join(schema.reading)).where(schema.reading.c.is_current)
    return select(table).where(table.c.reading.in_(asked))


def _rows_by_reading(connection: Connection, table: Any, asked: Collection[int] | None) -> dict[int, list[Any]]:
    """The rows of a list by reading, in order."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(_current(table, asked).order_by(table.c.reading, table.c.position)):
        found[row.reading].append(row)
    return found


def _document(row: Any, lists: dict[str, dict[int, list[Any]]]) -> Document:
    reading = row["id"]
    of = {name: rows.get(reading, []) for name, rows in lists.items()}
    return Document(
        id=row["document"], name=row["name"], text=row["text"], **unpack(schema.PAGE, row),
        body=tuple(Span(r.start, r.end) for r in of["body"]),
        set_aside=tuple(SetAside(Span(r.start, r.end), r.reason) for r in of["set_aside"]),
        credits=tuple(Credit(r.name, Span(r.start, r.end), r.relation, r.source) for r in of["credit"]),
        evidence=tuple((r.slot, Span(r.start, r.end)) for r in of["proof"]),
        problems=tuple(
            Problem(r.what, None if r.start is None else Span(r.start, r.end)) for r in of["problem"] if r.stage == "read"
        ),
    )  # fmt: skip


def _records_by_reading(
    connection: Connection, documents: dict[int, str], asked: Collection[int] | None, kinds: Collection[str] | None
) -> dict[int, list[Record]]:
    """The records of the current readings in the order they were made."""
    tables = [schema.records[cls.KIND] for cls in RECORD_TYPES if kinds is None or cls.KIND in kinds]
    evidence: dict[tuple[int, str], dict[str, Span]] = defaultdict(dict)
    inferred: dict[tuple[int, str], dict[str, str]] = defaultdict(dict)
    for row in _slot_rows(connection, schema.evidence, asked, tables if kinds is not None else None):
        evidence[row.reading, row.record][row.slot] = Span(row.start, row.end)
    for row in _slot_rows(connection, schema.inferred, asked, tables if kinds is not None else None):
        inferred[row.reading, row.record][row.slot] = row.how
    found: dict[int, list[tuple[int, Record]]] = defaultdict(list)
    for cls, table in ((cls, schema.records[cls.KIND]) for cls in RECORD_TYPES if schema.records[cls.KIND] in tables):
        for line in connection.execute(_current(table, asked)).mappings():
            reading = line["reading"]
            key = reading, line["id"]
            slots = unpack(schema.RECORD_SHAPES[cls.KIND], line)
            slots |= {"evidence": evidence.get(key, {}), "inferred": inferred.get(key, {})}
            found[reading].append((line["position"], cls(document=documents[reading], **slots)))
    return {reading: [r for _, r in sorted(rows, key=lambda pair: pair[0])] for reading, rows in found.items()}


def _slot_rows(connection: Connection, table: Any, asked: Collection[int] | None, of: list[Any] | None) -> Iterator[Any]:
    """The rows of `evidence` or `inferred` in the order `records_of_reading` reads them; `of` the records of some tables alone."""
    ordered = _current(table, asked).order_by(table.c.reading, table.c.record, table.c.slot)
    if of is None:
        yield from connection.execute(ordered)
        return
    for records in of:
        mine = (records.c.reading == table.c.reading) & (records.c.id == table.c.record)
        yield from connection.execute(ordered.where(exists().where(mine)))


def load_problems(connection: Connection) -> dict[str, tuple[Problem, ...]]:
    """By document: what pantau's current reading saw in its text and could not resolve."""
    table, reading = schema.problem, schema.reading
    query = select(table, reading.c.document).join(reading).where(reading.c.is_current, table.c.stage == "extract")
    found: dict[str, list[Problem]] = defaultdict(list)
    for row in connection.execute(query.order_by(reading.c.document, table.c.reading, table.c.position)):
        found[row.document].append(Problem(row.what, None if row.start is None else Span(row.start, row.end)))
    return {document: tuple(problems) for document, problems in found.items()}
