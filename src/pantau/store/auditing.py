"""ASK the journal as people read it: newest first, by who, what and about what; and what one person may have done under two names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, String, cast, func, select

from pantau.model.decision import JournalEntry
from pantau.store.journal import read_entry
from pantau.store.journal_schema import journal

_MOST = 100


class Sought(NamedTuple):
    """Which entries are asked for: of whom, of which kind, about what (its id, or that of its document); `without` some kinds."""

    by: str | None = None
    kind: str | None = None
    subject: str | None = None
    without: Sequence[str] = ()


def find_entries(connection: Connection, sought: Sought, *, before: int | None = None, limit: int = 50) -> list[JournalEntry]:
    """The newest entries, those before a number where one is given; one more than the limit where there are more."""
    t = journal.c
    query = select(journal).where(*_conditions(sought)).order_by(t.number.desc()).limit(limit + 1)
    return [read_entry(row) for row in connection.execute(query if before is None else query.where(t.number < before))]


def count_entries(connection: Connection, sought: Sought) -> int:
    """How many entries are asked for."""
    return int(connection.execute(select(func.count()).select_from(journal).where(*_conditions(sought))).scalar_one())


def _conditions(sought: Sought) -> list[ColumnElement[bool]]:
    t, found = journal.c, list[ColumnElement[bool]]()
    if sought.by is not None:
        found.append(t.by == sought.by)
    if sought.kind is not None:
        found.append(t.kind == sought.kind)
    if sought.subject is not None:
        found.append((t.subject == sought.subject) | (t.other == sought.subject) | (t.document == sought.subject))
    if sought.without:
        found.append(t.kind.not_in(list(sought.without)))
    return found


class OneBrowser(NamedTuple):
    """Something verified by several people from one browser: what, which browser, who."""

    subject: str
    device: str
    people: tuple[str, ...]


def find_verified_from_one(connection: Connection) -> list[OneBrowser]:
    """What several people verified from one browser, verifications that were taken back left out; by subject."""
    t, undone = journal.c, journal.alias("undone").c
    taken_back = select(undone.subject).where(undone.kind == "undo")
    mine = t.kind == "verify", t.via.startswith("device:"), cast(t.number, String).not_in(taken_back)
    query = select(t.subject, t.via).where(*mine).group_by(t.subject, t.via).having(func.count(t.by.distinct()) > 1)
    found = []
    for row in connection.execute(query.order_by(t.subject, t.via).limit(_MOST)).all():
        who = select(t.by).distinct().where(*mine, t.subject == row.subject, t.via == row.via).order_by(t.by)
        found.append(OneBrowser(row.subject, row.via.removeprefix("device:"), tuple(connection.execute(who).scalars())))
    return found
