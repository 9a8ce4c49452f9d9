"""KEEP the search: enters every document's current reading into the index, in the transaction that writes it; takes it out again."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from pantau.model import Document, Record, Span
from pantau.store import schema, search
from pantau.store.ask import codes_of
from pantau.store.search_schema import searched, searched_lemmas
from pantau.store.search_words import lemmas_of, words_of

_BATCH = 400
PARTY_COLUMNS = {
    "event": ("actors", "recipients", "claimant"), "claim": ("code", "targets"), "casualty": ("party", "claimant"),
    "ceasefire": ("parties", "brokers", "claimant"),
}  # fmt: skip
"""Where each kind of record names parties: what `codes_of` reads off a record, for rows."""


class Page(NamedTuple):
    """What the index takes of one document: whose reading, the words, and what results are filtered and counted by."""

    document: str
    reading: int
    title: str
    body: str
    outlet: str | None
    language: str | None
    day: date | None
    kinds: frozenset[str]
    parties: frozenset[str]


def enter_reading(connection: Connection, document: Document, records: Sequence[Record], reading: int, *, maker: str) -> None:
    """Enter a reading that has just become current. Another maker's text is searched only where pantau has read none."""
    old = _row_of(connection, document.id)
    if old is not None or maker != schema.PANTAU:
        refresh(connection, [document.id])
        return
    day = document.published_on or document.dated
    parties = frozenset(code for record in records for code in codes_of(record))
    body = body_text(document.text, document.body)
    page = Page(
        document.id, reading, document.title or "", body, document.source, document.language, day,
        frozenset(record.kind for record in records), parties,
    )  # fmt: skip
    _enter(connection, page, None)


def body_text(text: str, body: Sequence[Span]) -> str:
    """The stretches that make the article; the whole text where none were told apart."""
    return "\n".join(span.of(text) for span in body) or text


def remove(connection: Connection, document_id: str) -> None:
    """Take a document out of the index, before its readings go; nothing where it is not there."""
    row = _row_of(connection, document_id)
    if row is not None:
        _take_out(connection, row)
        connection.execute(delete(searched).where(searched.c.number == row.number))


def refresh(connection: Connection, document_ids: Sequence[str]) -> None:
    """Enter documents anew as their current readings stand."""
    for start in range(0, len(document_ids), _BATCH):
        for page in _pages(connection, document_ids[start : start + _BATCH]):
            _enter(connection, page, _row_of(connection, page.document))


def remake(connection: Connection) -> None:
    """Make the whole index again: for a store of an older form, or when lemmas are made another way."""
    connection.execute(delete(searched_lemmas))
    connection.execute(delete(searched))
    search.clear(connection)
    refresh(connection, list(connection.execute(select(schema.document.c.id).order_by(schema.document.c.id)).scalars()))


def _row_of(connection: Connection, document_id: str) -> Any:
    return connection.execute(_ROW, {"asked": document_id}).first()


_ROW = select(searched).where(searched.c.document == bindparam("asked"))
_ADD, _ADD_LEMMAS = insert(searched), insert(searched_lemmas)


def _enter(connection: Connection, page: Page, old: Any) -> None:
    """Put a document's row in place of the one it had; the words are entered again only where they changed."""
    lemmas = " ".join(lemmas_of([*words_of(page.title), *words_of(page.body)], page.language))
    values = {
        "document": page.document, "reading": page.reading, "outlet": page.outlet, "language": page.language, "day": page.day,
        "kinds": _listed(page.kinds), "parties": _listed(page.parties),
    }  # fmt: skip
    if old is None:
        row = connection.execute(_ADD, values)
        assert row.inserted_primary_key is not None
        number = row.inserted_primary_key[0]
    else:
        number = old.number
        is_same = _words_of(connection, old) == (page.title, page.body, lemmas)
        if not is_same:
            _take_out(connection, old)
        connection.execute(update(searched).where(searched.c.number == number).values(**values))
        if is_same:
            return
    connection.execute(_ADD_LEMMAS, {"number": number, "lemmas": zlib.compress(lemmas.encode(), 6)})
    search.enter(connection, number, page.title, page.body, lemmas)


def _take_out(connection: Connection, row: Any) -> None:
    search.take_out(connection, row.number, *_words_of(connection, row))
    connection.execute(delete(searched_lemmas).where(searched_lemmas.c.number == row.number))


def _words_of(connection: Connection, row: Any) -> tuple[str, str, str]:
    """The title, body and lemmas that a row of the index was entered with."""
    table, text, part = schema.reading, schema.text, schema.body
    same = (text.c.document == table.c.document) & (text.c.number == table.c.text_number)
    read = connection.execute(select(table.c.title, text.c.text).join(text, same).where(table.c.id == row.reading)).one()
    spans = connection.execute(select(part.c.start, part.c.end).where(part.c.reading == row.reading).order_by(part.c.position))
    lemmas = connection.execute(select(searched_lemmas.c.lemmas).where(searched_lemmas.c.number == row.number)).scalar_one()
    return read.title or "", body_text(read.text, [Span(*span) for span in spans]), zlib.decompress(lemmas).decode()


def _listed(values: Iterable[str]) -> str:
    return f" {' '.join(sorted(values))} "


def _pages(connection: Connection, document_ids: Sequence[str]) -> Iterator[Page]:
    """Documents by id as their current readings stand: pantau's own first, else that of another maker, by name."""
    table, text, part = schema.reading, schema.text, schema.body
    query = (
        select(table.c.id, table.c.document, table.c.title, table.c.source, table.c.language, table.c.published_on, table.c.dated,
               text.c.text)
        .join(text, (text.c.document == table.c.document) & (text.c.number == table.c.text_number))
        .where(table.c.is_current, table.c.document.in_(document_ids))
        .order_by(table.c.document, table.c.maker.not_in(schema.OWN), table.c.maker)
    )  # fmt: skip
    readings: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        readings[row.document].append(row)
    spans: dict[int, list[Span]] = defaultdict(list)
    shown = [rows[0].id for rows in readings.values()]
    ends = select(part.c.reading, part.c.start, part.c.end).where(part.c.reading.in_(shown))
    for reading, start, end in connection.execute(ends.order_by(part.c.reading, part.c.position)):
        spans[reading].append(Span(start, end))
    kinds, parties = _told(connection, {row.id: row.document for rows in readings.values() for row in rows})
    for document, (row, *_) in readings.items():
        yield Page(
            document, row.id, row.title or "", body_text(row.text, spans[row.id]), row.source, row.language,
            row.published_on or row.dated, frozenset(kinds[document]), frozenset(parties[document]),
        )  # fmt: skip


def _told(connection: Connection, readings: dict[int, str]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """By document: the kinds of its current records, and the parties they name."""
    kinds: dict[str, set[str]] = defaultdict(set)
    parties: dict[str, set[str]] = defaultdict(set)
    for kind, table in schema.records.items():
        columns = [table.c[name] for name in PARTY_COLUMNS.get(kind, ())]
        for reading, *values in connection.execute(select(table.c.reading, *columns).where(table.c.reading.in_(list(readings)))):
            kinds[readings[reading]].add(kind)
            for value in values:
                codes = json.loads(value) if value and value.startswith("[") else [value]
                parties[readings[reading]].update(code for code in codes if code)
    return kinds, parties
