"""The tables of the search: an index of words (FTS5), and beside it what results are filtered, counted and sorted by.

The index keeps no text of its own (`content=''`), so a row leaves it only by the very words it was entered with: title and body
come back from the reading, which never changes, and the lemmas are kept packed, for rules of word formation do change.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, Date, ForeignKey, Integer, LargeBinary, Table, Text, event

from pantau.store.schema import metadata

searched = Table(
    "searched", metadata,
    Column("number", Integer, primary_key=True),
    Column("document", Text, ForeignKey("document.id"), nullable=False, unique=True),
    Column("reading", Integer, ForeignKey("reading.id"), nullable=False),
    Column("outlet", Text),
    Column("language", Text),
    Column("day", Date),
    Column("kinds", Text, nullable=False),
    Column("parties", Text, nullable=False),
)  # fmt: skip
"""One row a document; `kinds` and `parties` of its records each between blanks (` claim event `)."""

searched_lemmas = Table(
    "searched_lemmas", metadata,
    Column("number", Integer, ForeignKey("searched.number"), primary_key=True, autoincrement=False),
    Column("lemmas", LargeBinary, nullable=False),
)  # fmt: skip
"""Apart from `searched`, whose rows stay narrow: counting reads many of them."""

INDEX = "search"
CREATE_INDEX = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5"
    "(title, body, lemmas, content='', tokenize='unicode61 remove_diacritics 2')"
)  # fmt: skip
SHADOWS = tuple(f"{INDEX}_{part}" for part in ("data", "idx", "docsize", "config"))
"""The tables that SQLite itself makes for the index."""


@event.listens_for(searched, "after_create")
def _create_index(_target: object, connection: Connection, **_: object) -> None:
    """The index comes with its tables, in a new store and in a migration."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(CREATE_INDEX)
