"""ASK about outlets: their documents in order of days, and whom each document credits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, func, select

from pantau.store import schema
from pantau.store.search_schema import searched
from pantau.store.streams import asked_for, stream


class OutletPage(NamedTuple):
    """A document as its outlet counts it: the day is its own, else the one its dates are resolved against."""

    document: str
    outlet: str | None
    language: str | None
    day: date | None


class Crediting(NamedTuple):
    """Whom a document credits, and how (`by`, `via`, `own`): the source where it is known, else the name as written."""

    relation: str
    name: str


def outlet_pages(connection: Connection, among: Select[Any] | None = None) -> Iterator[OutletPage]:
    """Every document (`among` those of some ids), by outlet and day, those without a day first."""
    t = searched.c
    query = select(t.document, t.outlet, t.language, t.day).order_by(t.outlet, t.day, t.document)
    rows = stream(connection, query if among is None else query.where(t.document.in_(among)))
    return (OutletPage(*row) for row in rows)


def credits_in(connection: Connection, documents: Sequence[str]) -> dict[str, list[Crediting]]:
    """By document: whom it credits, each once."""
    c, r, found = schema.credit.c, schema.reading.c, defaultdict(list)
    name = func.coalesce(c.source, c.name).label("name")
    joined = schema.credit.join(schema.reading, and_(r.id == c.reading, r.is_current))
    query = select(r.document, c.relation, name).distinct().select_from(joined).order_by(r.document, c.relation, name)
    for row in asked_for(connection, query, r.document, documents):
        found[row.document].append(Crediting(row.relation, row.name))
    return dict(found)
