"""The table of the journal: append-only, held so by the database itself against slips, and by its hashes against intent.

`journal_head` holds number and hash of the newest entry, so that entries cut off at the end are missed. Who changes both is found out
by a head that was published (`pantau journal head`).
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, ForeignKey, Integer, Table, Text, event

from pantau.store.schema import metadata

journal = Table(
    "journal", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),
    Column("other", Text, index=True),
    Column("document", Text, index=True),
    Column("why", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("via", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)  # fmt: skip

journal_head = Table(
    "journal_head", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("hash", Text, nullable=False),
)  # fmt: skip

journal_content = Table(
    "journal_content", metadata,
    Column("hash", Text, primary_key=True),
    Column("document", Text, nullable=False, index=True),
    Column("data", Text, nullable=False),
)  # fmt: skip
"""What an entry has of the words of a page: apart, so that erasing the page takes them and leaves the chain, which holds the hash."""

desk_reading = Table(
    "desk_reading", metadata,
    Column("document", Text, ForeignKey("document.id"), primary_key=True),
    Column("machine", Integer, ForeignKey("reading.id"), nullable=False),
)  # fmt: skip
"""The machine's reading that a reading of the desk stands for: what people decided, laid over it."""

lost_decision = Table(
    "lost_decision", metadata,
    Column("document", Text, ForeignKey("document.id"), primary_key=True),
    Column("entry", Integer, primary_key=True, autoincrement=False),
    Column("what", Text, nullable=False),
)  # fmt: skip
"""Decisions that no longer fit their page as it is read today: its words or its record are gone. A person must look."""

_KEPT = "SELECT RAISE(ABORT, 'the journal is append-only')"


@event.listens_for(journal, "after_create")
def _keep(_target: object, connection: Connection, **_: object) -> None:
    """No statement that goes through SQLite changes or removes an entry."""
    if connection.dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER IF NOT EXISTS journal_no_{deed.lower()} BEFORE {deed} ON journal BEGIN {_KEPT}; END"
            )
