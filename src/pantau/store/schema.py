"""The tables of the store, derived from the model: a new field of a record is a new column by itself, and a migration to write.

A **document** is known by the hash of its **kept** bytes. What was read off it belongs to a **reading**: one pass of one extractor
version with one state of knowledge over one numbered **text**, by one **maker**: pantau itself, or whoever made records that were
imported. One reading of a document and maker is current, the others are superseded and stay. Offsets count code points, so
`substr(text.text, start + 1, end - start)` are the words in SQL too.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from pantau.model import RECORD_TYPES, Document, Record
from pantau.model.correction import MAKER
from pantau.store.shape import Shape, columns_of, shapes_of

metadata = MetaData()
PANTAU, DESK = "pantau", MAKER
"""The maker of what pantau reads itself; of the same with what people corrected, added and dismissed, which then stands for it."""
OWN = (PANTAU, DESK)

_DOCUMENT_FIELDS = ("id", "name")
_LISTS = ("body", "set_aside", "credits", "problems", "evidence")
PAGE: tuple[Shape, ...] = shapes_of(Document, without=(*_DOCUMENT_FIELDS, "text", *_LISTS))
"""What one reading read off a page, in columns of `reading`; its lists have tables of their own."""

RECORD_SHAPES: dict[str, tuple[Shape, ...]] = {
    kind.KIND: shapes_of(kind, without=("document", "evidence", "inferred")) for kind in RECORD_TYPES
}  # fmt: skip

kept = Table(
    "kept", metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("codec", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)  # fmt: skip

document = Table(
    "document", metadata,
    Column("id", Text, ForeignKey("kept.sha256"), primary_key=True),
    Column("name", Text, nullable=False, index=True),
    Column("origin", Text, nullable=False),
    Column("kept_at", Text, nullable=False),
)  # fmt: skip

text = Table(
    "text", metadata,
    Column("document", Text, ForeignKey("document.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
)  # fmt: skip

reading = Table(
    "reading", metadata,
    Column("id", Integer, primary_key=True),
    Column("document", Text, ForeignKey("document.id"), nullable=False),
    Column("text_number", Integer, nullable=False),
    Column("maker", Text, nullable=False, server_default=PANTAU),
    Column("version", Text, nullable=False),
    Column("knowledge", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("is_current", Boolean, nullable=False),
    *columns_of(PAGE),
    ForeignKeyConstraint(["document", "text_number"], ["text.document", "text.number"]),
    UniqueConstraint("document", "text_number", "version", "knowledge"),
)  # fmt: skip
one_current_reading = Index(
    "one_current_reading", reading.c.document, reading.c.maker, unique=True,
    sqlite_where=reading.c.is_current, postgresql_where=reading.c.is_current,
)  # fmt: skip


def _part(name: str, *columns: Column[Any]) -> Table:
    """A list that belongs to a reading, in its order."""
    keys: list[Column[Any]] = [
        Column("reading", Integer, ForeignKey("reading.id"), primary_key=True),
        Column("position", Integer, primary_key=True, autoincrement=False),
    ]
    return Table(name, metadata, *keys, *columns)


def _span(*, nullable: bool = False) -> tuple[Column[Any], Column[Any]]:
    return Column("start", Integer, nullable=nullable), Column("end", Integer, nullable=nullable)


body = _part("body", *_span())
set_aside = _part("set_aside", *_span(), Column("reason", Text, nullable=False))
credit = _part(
    "credit", Column("name", Text, nullable=False), *_span(), Column("relation", Text, nullable=False), Column("source", Text),
)  # fmt: skip
page_evidence = _part("page_evidence", Column("slot", Text, nullable=False), *_span(), Column("quote", Text, nullable=False))
problem = _part("problem", Column("stage", Text, nullable=False), Column("what", Text, nullable=False), *_span(nullable=True))


def _record_table(kind: type[Record]) -> Table:
    """One table a kind, one column a field; a record id stands once in every reading that made it."""
    columns = columns_of(RECORD_SHAPES[kind.KIND])
    return Table(
        kind.KIND, metadata,
        Column("reading", Integer, ForeignKey("reading.id"), primary_key=True),
        *(Column("id", Text, primary_key=True) if column.name == "id" else column for column in columns),
        Column("position", Integer, nullable=False),
    )  # fmt: skip


records: dict[str, Table] = {kind.KIND: _record_table(kind) for kind in RECORD_TYPES}

evidence = Table(
    "evidence", metadata,
    Column("reading", Integer, ForeignKey("reading.id"), primary_key=True),
    Column("record", Text, primary_key=True),
    Column("slot", Text, primary_key=True),
    *_span(),
    Column("quote", Text, nullable=False),
)  # fmt: skip

inferred = Table(
    "inferred", metadata,
    Column("reading", Integer, ForeignKey("reading.id"), primary_key=True),
    Column("record", Text, primary_key=True),
    Column("slot", Text, primary_key=True),
    Column("how", Text, nullable=False),
)  # fmt: skip

outside_name = Table(
    "outside_name", metadata,
    Column("reading", Integer, ForeignKey("reading.id"), primary_key=True),
    Column("record", Text, primary_key=True),
    Column("name", Text, nullable=False),
)  # fmt: skip

input_problem = Table(
    "input_problem", metadata,
    Column("origin", Text, primary_key=True),
    Column("what", Text, primary_key=True),
    Column("todo", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
)  # fmt: skip
