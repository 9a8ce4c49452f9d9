"""The tables to look things up in: what was joined, each thing whole as JSON (`body`) beside the values one looks it up by.

They are made anew by every linking. A **facet** is one value by which a thing is found (party, theatre, type, outlet …), kept with the
thing's day, so that a list by one facet is read in order of days without sorting.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, Table, Text

from pantau.store.schema import metadata

told = Table(
    "told", metadata,
    Column("record", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("document", Text, nullable=False, index=True),
    Column("day", Text, nullable=False),
    Column("last_day", Text, nullable=False),
    Column("incident", Integer, index=True),
    Column("confidence", Float, nullable=False),
)  # fmt: skip
Index("told_by_day", told.c.day, told.c.record)
Index("told_by_kind", told.c.kind, told.c.day, told.c.record)
Index("told_by_sort", told.c.kind, told.c.what, told.c.last_day)

told_facet = Table(
    "told_facet", metadata,
    Column("facet", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("record", Text, primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip

incident_digest = Table(
    "incident_digest", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("day", Text, nullable=False),
    Column("last_day", Text, nullable=False),
    Column("first_told_on", Text, nullable=False),
    Column("at_least", Integer, nullable=False),
    Column("at_most", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("records", Integer, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("body", Text, nullable=False),
)  # fmt: skip
Index("incident_by_day", incident_digest.c.day, incident_digest.c.number)

incident_facet = Table(
    "incident_facet", metadata,
    Column("facet", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)  # fmt: skip

facet_count = Table(
    "facet_count", metadata,
    Column("thing", Text, primary_key=True),
    Column("facet", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("things", Integer, nullable=False),
)  # fmt: skip

matrix_row = Table(
    "matrix_row", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("day", Text, nullable=False),
    Column("voices", Integer, nullable=False),
    Column("body", Text, nullable=False),
)  # fmt: skip
Index("matrix_by_day", matrix_row.c.day, matrix_row.c.number)

figure = Table(
    "figure", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("theatre", Text, primary_key=True),
    Column("party", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("claimant", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("body", Text, nullable=False),
)  # fmt: skip
Index("figure_by_day", figure.c.theatre, figure.c.day, figure.c.number)
Index(  # with all that is asked of a series, so that only the bodies shown are fetched
    "figure_of_series", figure.c.party, figure.c.category, figure.c.outcome, figure.c.day, figure.c.number, figure.c.theatre,
    figure.c.claimant, figure.c.measure,
)  # fmt: skip

arrangement = Table(
    "arrangement", metadata,
    Column("id", Text, primary_key=True),
    Column("theatre", Text, nullable=False, index=True),
    Column("day", Text, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("body", Text, nullable=False),
)  # fmt: skip

finding = Table(
    "finding", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("check_name", Text, nullable=False, index=True),
    Column("theatre", Text, nullable=False),
    Column("body", Text, nullable=False),
)  # fmt: skip

count_told = Table(
    "count_told", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("theatre", Text, nullable=False),
    Column("body", Text, nullable=False),
)  # fmt: skip
