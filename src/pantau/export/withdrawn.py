"""Rows of documents that were withdrawn too, with a column that says so: only where somebody asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pantau.export.columns import Column
from pantau.export.material import Material
from pantau.export.rows import Table, Values
from pantau.store.withdrawing import load_withdrawals

WITHDRAWN = Column("withdrawn", "text", "why the document was withdrawn by decision; empty where it counts", "#status+withdrawn")


def marked(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The same tables with the column at their end where a row is of one document; what joins documents holds none of the withdrawn."""
    return tuple(_marked(table) if _of_document(table) else table for table in tables)


def _of_document(table: Table) -> str | None:
    """The column that names a row's document, in rows that are made page by page."""
    if table.kind == "document":
        return "id"
    return "document_id" if table.kind in ("event", "claim", "casualty", "ceasefire") else None


def _marked(table: Table) -> Table:
    key = _of_document(table) or ""

    def values(material: Material) -> Iterator[Values]:
        why = {document: each.why for document, each in load_withdrawals(material.connection).items() if each.what == "withdrawn"}
        for row in table.values(material):
            yield {**row, WITHDRAWN.name: why.get(str(row[key]))}

    return table._replace(columns=(*table.columns, WITHDRAWN), values=values)
