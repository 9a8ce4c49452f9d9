"""KEEP AND ASK who copied whom: relations with their reasons, and families."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select

from pantau.model import Family, Lineage, Reason, Span
from pantau.store import lineage_schema as tables
from pantau.store.links import insert_rows

_AT_ONCE = 500


def save_lineages(connection: Connection, lineages: Sequence[Lineage], families: Sequence[Family]) -> None:
    """The relations and families of today in place of those before."""
    for table in (tables.lineage, tables.family_document, tables.family):
        connection.execute(delete(table))
    insert_rows(connection, tables.lineage, [
        {
            "document": e.document, "other": e.other, "relation": e.relation, "is_directed": e.is_directed, "score": e.score,
            "reasons": json.dumps(e.reasons, ensure_ascii=False),
        }
        for e in lineages
    ])  # fmt: skip
    insert_rows(
        connection, tables.family, [{"id": f.id, "root": f.root, "root_document": f.root_document} for f in families]
    )
    insert_rows(connection, tables.family_document, [
        {"document": document, "family": f.id, "position": position} for f in families for position, document in enumerate(f.documents)
    ])  # fmt: skip


def load_lineages(connection: Connection) -> tuple[Lineage, ...]:
    """Every relation, by document, other and relation."""
    table = tables.lineage
    rows = connection.execute(select(table).order_by(table.c.document, table.c.other, table.c.relation))
    return tuple(lineage_of(row) for row in rows)


def lineage_of(row: Any) -> Lineage:
    """The relation a row of the table holds."""
    return Lineage(
        document=row.document, other=row.other, relation=row.relation, is_directed=row.is_directed, score=row.score,
        reasons=tuple(_reason(*reason) for reason in json.loads(row.reasons)),
    )  # fmt: skip


def _reason(name: str, weight: float, pairs: list[list[list[int]]]) -> Reason:
    return Reason(name, weight, tuple((Span(*one), Span(*other)) for one, other in pairs))


def load_families(connection: Connection) -> tuple[Family, ...]:
    """Every family, by id."""
    members: dict[str, list[str]] = defaultdict(list)
    table = tables.family_document
    for row in connection.execute(select(table).order_by(table.c.family, table.c.position)):
        members[row.family].append(row.document)
    rows = connection.execute(select(tables.family).order_by(tables.family.c.id))
    return tuple(Family(id=r.id, documents=tuple(members[r.id]), root=r.root, root_document=r.root_document) for r in rows)


def load_family_of(connection: Connection, document: str) -> Family | None:
    """The family a document belongs to; None where it stands alone."""
    table = tables.family_document.c
    key = connection.execute(select(table.family).where(table.document == document)).scalar()
    return None if key is None else load_some_families(connection, [key]).get(key)


def load_some_families(connection: Connection, keys: Sequence[str]) -> dict[str, Family]:
    """Families by id."""
    members: dict[str, list[str]] = defaultdict(list)
    table = tables.family_document
    for row in connection.execute(select(table).where(table.c.family.in_(keys)).order_by(table.c.family, table.c.position)):
        members[row.family].append(row.document)
    rows = connection.execute(select(tables.family).where(tables.family.c.id.in_(keys)))
    return {r.id: Family(id=r.id, documents=tuple(members[r.id]), root=r.root, root_document=r.root_document) for r in rows}


def load_families_of(connection: Connection, documents: Iterable[str]) -> tuple[Family, ...]:
    """The families of some documents."""
    table, asked, keys = tables.family_document, sorted(set(documents)), set[str]()
    for start in range(0, len(asked), _AT_ONCE):
        keys.update(connection.execute(select(table.c.family).where(table.c.document.in_(asked[start : start + _AT_ONCE]))).scalars())
    found = load_some_families(connection, sorted(keys))
    return tuple(found[key] for key in sorted(found))


def load_relations_of(connection: Connection, documents: Sequence[str], *, limit: int = 500) -> tuple[Lineage, ...]:
    """Every relation from or to one of the documents."""
    table = tables.lineage
    touching = table.c.document.in_(documents) | table.c.other.in_(documents)
    rows = connection.execute(select(table).where(touching).order_by(table.c.document, table.c.other, table.c.relation).limit(limit))
    return tuple(lineage_of(row) for row in rows)
