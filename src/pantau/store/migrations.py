"""Numbered steps that bring an older store to the form this program writes. `PRAGMA user_version` holds the number of its form.

A new store is made in the newest form at once; an older one takes the steps it lacks. To change the schema: change the model or
`schema.py`, append one function here that leads from the last form to the new one (by statements of its own, frozen from then on),
keep a file of the form it starts from in `tests/store/`, and pin the new layout in `tests/store/test_migrations.py`. A step never
drops what a person may miss.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from pantau.store import (  # noqa: F401 (their tables join the metadata)
    account_schema,
    digest_schema,
    journal_schema,
    lineage_schema,
    link_schema,
    notes,
    observation_schema,
    prints,
    reviews,
    search_keep,
    sitrep_schema,
    views,
    withdrawn_schema,
)
from pantau.store.schema import metadata

Migration = Callable[[Connection], None]


def version_1(connection: Connection) -> None:
    """The first form. No store is older: a new one is made by `migrate`."""


def version_2(connection: Connection) -> None:
    """Readings have a maker; tables for what joins documents and for the search, whose index is filled at the end of `migrate`."""
    connection.exec_driver_sql("ALTER TABLE reading ADD COLUMN maker TEXT NOT NULL DEFAULT 'pantau'")
    connection.exec_driver_sql("DROP INDEX one_current_reading")
    connection.exec_driver_sql("CREATE UNIQUE INDEX one_current_reading ON reading (document, maker) WHERE is_current")
    metadata.create_all(connection)  # the tables it lacks


def version_3(connection: Connection) -> None:
    """Tables for what people do: the journal, accounts, reviews, situation reports; records and figures are found by more."""
    metadata.create_all(connection)  # the tables it lacks
    connection.exec_driver_sql("DROP INDEX IF EXISTS figure_by_series")
    connection.exec_driver_sql("CREATE INDEX IF NOT EXISTS figure_by_day ON figure (theatre, day, number)")
    series = "party, category, outcome, day, number, theatre, claimant, measure"
    connection.exec_driver_sql(f"CREATE INDEX IF NOT EXISTS figure_of_series ON figure ({series})")
    connection.exec_driver_sql("CREATE INDEX IF NOT EXISTS told_by_sort ON told (kind, what, last_day)")


MIGRATIONS: tuple[Migration, ...] = (version_1, version_2, version_3)
SEARCHED_SINCE = 2
"""The form from which on documents are entered into the search as they come."""


def migrate(connection: Connection, found: int) -> int:
    """Bring a store of form `found` (0: an empty file) to the newest in the caller's transaction; returns the number it then has."""
    if found == 0:
        metadata.create_all(connection)
    for step in MIGRATIONS[found:] if found else ():
        step(connection)
    if 0 < found < SEARCHED_SINCE:
        search_keep.remake(connection)  # behind the last step: it reads tables of the newest form
    views.make(connection)
    return len(MIGRATIONS)
