"""Tables of field reports: what was filed by whom, and photographs. What a report says lies in its kept bytes and its reading."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Integer, LargeBinary, Table, Text

from pantau.store.schema import metadata

observation = Table(
    "observation", metadata,
    Column("document", Text, ForeignKey("document.id"), primary_key=True),
    Column("observer", Text, nullable=False, index=True),
    Column("report", Text, nullable=False, index=True),
    Column("theatre", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("began_at", Text, nullable=False),
    Column("ended_at", Text, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("filed_at", Text, nullable=False, index=True),
    Column("via", Text, nullable=False),
    Column("corrects", Text, index=True),
    Column("corrected_by", Text),
)  # fmt: skip
"""A report as it was filed: `report` is the id its observer gave it, `lat` and `lon` its position; instants in UTC."""

photo = Table(
    "photo", metadata,
    Column("sha256", Text, primary_key=True),
    Column("media", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("original", LargeBinary, nullable=False),
    Column("shown", LargeBinary, nullable=False),
    Column("said", Text, nullable=False),
    Column("kept_at", Text, nullable=False),
)  # fmt: skip
"""A photograph under the hash of its original bytes: `shown` is the picture without metadata, `said` what the camera said (JSON)."""

observation_photo = Table(
    "observation_photo", metadata,
    Column("document", Text, ForeignKey("observation.document"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("photo", Text, ForeignKey("photo.sha256"), nullable=False, index=True),
)  # fmt: skip
