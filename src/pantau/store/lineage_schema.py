"""The tables of who copied whom: relations between documents with their reasons, and families."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Integer, Table, Text

from pantau.store.schema import metadata

lineage = Table(
    "lineage", metadata,
    Column("document", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    Column("relation", Text, primary_key=True),
    Column("is_directed", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
)  # fmt: skip

family = Table(
    "family", metadata,
    Column("id", Text, primary_key=True),
    Column("root", Text),
    Column("root_document", Text),
)  # fmt: skip

family_document = Table(
    "family_document", metadata,
    Column("document", Text, primary_key=True),
    Column("family", Text, nullable=False, index=True),
    Column("position", Integer, nullable=False),
)  # fmt: skip
