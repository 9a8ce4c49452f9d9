"""ASK by when documents were kept: what came in since a moment, and which incidents it tells of.

A moment is a day (`2020-10-26`: from its start, UTC) or an instant in UTC to the second (`2020-10-26T09:30:00`): in the order of the
texts that `kept_at` holds.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, select

from pantau.store import schema
from pantau.store.digest_schema import told

FEW = 0.02
"""Up to this part of the documents, lists are made from them; of more, on the way through all."""


class Kept(NamedTuple):
    """The documents kept since a moment: their ids where they are few, none where they are all or too many to name."""

    since: str
    few: tuple[str, ...] | None = None
    is_all: bool = False


def find_newest_kept(connection: Connection) -> str | None:
    """When the last document was kept; None where there is none."""
    newest: str | None = connection.execute(select(func.max(schema.document.c.kept_at))).scalar()
    return newest


def load_kept(connection: Connection, since: str) -> Kept:
    """The documents kept since then."""
    t = schema.document.c
    everything = int(connection.execute(select(func.count()).select_from(schema.document)).scalar_one())
    found = int(connection.execute(select(func.count()).where(t.kept_at >= since)).scalar_one())
    if found > FEW * everything:
        return Kept(since, is_all=found == everything)
    return Kept(since, tuple(connection.execute(select(t.id).where(t.kept_at >= since).order_by(t.id)).scalars()))


def is_kept(document: ColumnElement[Any], kept: Kept) -> ColumnElement[bool]:
    """The condition that a document is one of them."""
    if kept.few is None:
        return document.in_(select(schema.document.c.id).where(schema.document.c.kept_at >= kept.since))
    named = func.json_each(json.dumps(kept.few)).table_valued("value")
    return document.in_(select(named.c.value))


def select_told_in(kept: Kept) -> Select[Any]:
    """The question for the numbers of the incidents that one of them tells of."""
    return select(told.c.incident).where(is_kept(told.c.document, kept), told.c.incident.is_not(None)).distinct()
