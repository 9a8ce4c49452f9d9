"""The tables of what joins documents: incidents with their ids, what befell each, answers, and the state they were linked in.

An **incident** has a number for good: it is founded once, grows, shrinks, and is redirected (`into`) when it merges into another.
Its records are those it holds now; what was is told by `incident_change`.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Integer, Table, Text

from pantau.store.schema import metadata

incident = Table(
    "incident", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("founded_at", Text, nullable=False),
    Column("into", Integer, ForeignKey("incident.number")),
)  # fmt: skip

incident_record = Table(
    "incident_record", metadata,
    Column("record", Text, primary_key=True),
    Column("incident", Integer, ForeignKey("incident.number"), nullable=False, index=True),
)  # fmt: skip

incident_change = Table(
    "incident_change", metadata,
    Column("number", Integer, primary_key=True),
    Column("made_at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("incident", Integer, ForeignKey("incident.number"), nullable=False, index=True),
    Column("other", Integer, ForeignKey("incident.number")),
    Column("records", Text, nullable=False),
)  # fmt: skip

answer = Table(
    "answer", metadata,
    Column("claim", Text, primary_key=True),
    Column("answer", Text, primary_key=True),
    Column("relation", Text, primary_key=True),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
)  # fmt: skip

linking = Table(
    "linking", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("made_at", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("knowledge", Text, nullable=False),
    Column("readings", Text, nullable=False),
)  # fmt: skip
