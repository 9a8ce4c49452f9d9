"""ASK by when documents were kept: what came in since a moment, and which incidents it tells of.

A moment is a day (`2020-10-26`: from its start, UTC) or an instant in UTC to the second (`2020-10-26T09:30:00`): in the order of the
texts that `kept_at` holds.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from pantau.store import schema
from pantau.store.digest_schema import told

FEW = 0.05
"""Up to this part of the documents, lists are made from them; of more, on the way through all."""


def find_newest_kept(connection: Connection) -> str | None:
    """When the last document was kept; None where there is none."""
    newest: str | None = connection.execute(select(func.max(schema.document.c.kept_at))).scalar()
    return newest


def count_kept(connection: Connection, since: str) -> tuple[int, int]:
    """How many documents were kept since then, and how many there are."""
    kept_at = schema.document.c.kept_at
    row = connection.execute(select(func.count().filter(kept_at >= since), func.count()).select_from(schema.document)).one()
    return int(row[0]), int(row[1])


def select_kept(since: str) -> Select[Any]:
    """The question for the ids of the documents kept since then."""
    return select(schema.document.c.id).where(schema.document.c.kept_at >= since)


def select_told_since(since: str) -> Select[Any]:
    """The question for the numbers of the incidents that one of these documents tells of."""
    return select(told.c.incident).where(told.c.document.in_(select_kept(since)), told.c.incident.is_not(None)).distinct()


def is_kept_since(document: ColumnElement[Any], since: str) -> ColumnElement[bool]:
    """The condition that a document was kept since then."""
    return document.in_(select_kept(since))
