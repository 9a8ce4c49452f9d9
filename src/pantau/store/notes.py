"""KEEP AND ASK what joining noted of a document's sentences: a body that `link` alone reads, with a fingerprint of its origin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Column, Connection, Table, Text, delete, select
from sqlalchemy.dialects.sqlite import insert

from pantau.store.schema import metadata

noted = Table(
    "noted", metadata,
    Column("document", Text, primary_key=True),
    Column("fingerprint", Text, nullable=False),
    Column("body", Text, nullable=False),
)  # fmt: skip


class Noted(NamedTuple):
    """What was noted of one document; the same fingerprint, the same body."""

    document: str
    fingerprint: str
    body: str


class NotesKept:
    """The notes of one store; writes happen in the caller's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> dict[str, Noted]:
        """What was noted, by document."""
        return {row.document: Noted(*row) for row in self._connection.execute(select(noted))}

    def add(self, rows: Iterable[Noted]) -> None:
        """Keep notes in the place of those that were kept of the same documents."""
        values = [row._asdict() for row in rows]
        if values:
            new = insert(noted)
            anew = {"fingerprint": new.excluded.fingerprint, "body": new.excluded.body}
            self._connection.execute(new.on_conflict_do_update(["document"], set_=anew), values)

    def clear(self) -> None:
        """Forget all of them: they are made again when they are needed."""
        self._connection.execute(delete(noted))
