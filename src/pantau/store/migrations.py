"""Numbered steps that bring an older store to the form this program writes. `PRAGMA user_version` holds the number of steps done.

A new store takes every step from the first. To change the schema: change the model or `schema.py`, freeze the statements of the
last step as they were, append one function here, and pin the new layout in `tests/store/test_migrations.py`. A step never drops
what a person may miss.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from pantau.store.schema import metadata

Migration = Callable[[Connection], None]


def version_1(connection: Connection) -> None:
    """The first form: every table of the schema, as long as it is the newest."""
    metadata.create_all(connection)


MIGRATIONS: tuple[Migration, ...] = (version_1,)


def migrate(connection: Connection, found: int) -> int:
    """Run the steps after number `found` in the caller's transaction; returns the number the store then has."""
    for step in MIGRATIONS[found:]:
        step(connection)
    return len(MIGRATIONS)
