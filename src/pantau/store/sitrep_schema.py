"""The table of situation reports: every version of every report; one that is signed changes no more, held so by the database itself.

`told_in_sitrep` names what a version quotes or counts (`record`, `incident`, `document`), so that what befell it later is found.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, Index, Integer, Table, Text, event

from pantau.store.schema import metadata

sitrep = Table(
    "sitrep", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("from_on", Text, nullable=False),
    Column("to_on", Text, nullable=False),
    Column("theatre", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("edits", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("signed_by", Text),
    Column("signed_at", Text),
    Column("entry", Integer),
    Column("sha256", Text),
    Column("signed", Text),
)  # fmt: skip
Index("sitrep_by_period", sitrep.c.theatre, sitrep.c.to_on, sitrep.c.from_on)

told_in_sitrep = Table(
    "told_in_sitrep", metadata,
    Column("thing", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)  # fmt: skip

_SIGNED = "SELECT RAISE(ABORT, 'a signed report does not change')"


@event.listens_for(sitrep, "after_create")
def _keep(_target: object, connection: Connection, **_: object) -> None:
    """No statement that goes through SQLite changes or removes a signed version."""
    if connection.dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER IF NOT EXISTS sitrep_no_{deed.lower()} BEFORE {deed} ON sitrep "
                f"WHEN OLD.state = 'signed' BEGIN {_SIGNED}; END"
            )
