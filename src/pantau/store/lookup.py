"""A lookup that is not held in memory: texts by key, in a temporary table of a connection. SQLite keeps it on disk and forgets it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Column, Connection, MetaData, Table, Text, select
from sqlalchemy.dialects.sqlite import insert

from pantau.store.streams import asked_for, batches


class Lookup:
    """Texts by key. One made under the name of another takes its place."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        columns = Column("key", Text, primary_key=True), Column("value", Text, nullable=False)
        self._table = Table(f"lookup_{name}", MetaData(), *columns, prefixes=["TEMPORARY"])
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{self._table.name}")
        self._table.create(connection, checkfirst=False)

    def put(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Note these; a key that is there gets its new text."""
        statement = insert(self._table)
        statement = statement.on_conflict_do_update(index_elements=["key"], set_={"value": statement.excluded.value})
        for some in batches(pairs, 2_000):
            self._connection.execute(statement, [{"key": key, "value": value} for key, value in some])

    def get(self, keys: Iterable[str]) -> dict[str, str]:
        """The texts of those of the keys that are there."""
        columns = self._table.c
        return {row.key: row.value for row in asked_for(self._connection, select(columns.key, columns.value), columns.key, keys)}
