"""The table of documents that were withdrawn or erased by decision: folded from the journal, asked by everything that counts.

`what` is `withdrawn` (kept, and counts nowhere) or `erased` (gone). `is_allowed`: the bytes of an erased document may be read again.
`is_clean`: what its rows left in the file was overwritten.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Integer, Select, Table, Text, select

from pantau.store.schema import metadata

withdrawn_document = Table(
    "withdrawn_document", metadata,
    Column("document", Text, primary_key=True),
    Column("what", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("entry", Integer, nullable=False),
    Column("is_allowed", Boolean, nullable=False),
    Column("is_clean", Boolean, nullable=False),
)  # fmt: skip

WITHDRAWN, ERASED = "withdrawn", "erased"


def select_hidden() -> Select[Any]:
    """The question for the ids of documents that are kept and count nowhere."""
    return select(withdrawn_document.c.document).where(withdrawn_document.c.what == WITHDRAWN)
