"""KEEP AND ASK situation reports: their versions, what each of them told, and what befell that since.

Invariant: the newest version of a number is the only one that may be a draft; a signed one never changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from pantau.model.decision import JournalEntry
from pantau.model.sitrep import KeptSitrep, Sitrep, SitrepEdit, from_plain, to_plain, write_plain
from pantau.store.journal import load_entries
from pantau.store.rulings import standing
from pantau.store.sitrep_schema import sitrep, told_in_sitrep

_AT_ONCE = 400


@dataclass(frozen=True)
class SitrepHead:
    """A version of a report without its content: its period (both days in it), theatre (empty: all), who made and signed it, when."""

    number: int
    version: int
    from_on: date
    to_on: date
    theatre: str
    state: str
    made_at: datetime
    by: str
    signed_by: str | None
    signed_at: datetime | None
    sha256: str | None
    entry: int | None


def _head(row: Any) -> SitrepHead:
    return SitrepHead(
        row.number, row.version, date.fromisoformat(row.from_on), date.fromisoformat(row.to_on), row.theatre, row.state,
        datetime.fromisoformat(row.made_at), row.by, row.signed_by,
        datetime.fromisoformat(row.signed_at) if row.signed_at else None, row.sha256, row.entry,
    )  # fmt: skip


_HEAD = (
    sitrep.c.number, sitrep.c.version, sitrep.c.from_on, sitrep.c.to_on, sitrep.c.theatre, sitrep.c.state, sitrep.c.made_at,
    sitrep.c.by, sitrep.c.signed_by, sitrep.c.signed_at, sitrep.c.sha256, sitrep.c.entry,
)  # fmt: skip


def find_sitreps(
    connection: Connection, *, theatres: Sequence[str] = (), limit: int = 50, before: tuple[str, int] | None = None
) -> tuple[list[SitrepHead], int]:
    """The newest version of each report, the latest period first, from behind (`to_on`, number) on; and how many reports there are.
    With `theatres` only theirs."""
    newest = select(sitrep.c.number, func.max(sitrep.c.version).label("version")).group_by(sitrep.c.number).subquery()
    joined = sitrep.join(newest, and_(newest.c.number == sitrep.c.number, newest.c.version == sitrep.c.version))
    wanted = [sitrep.c.theatre.in_(theatres)] if theatres else []
    query = select(*_HEAD).select_from(joined).where(*wanted)
    if before is not None:
        day, number = before
        query = query.where((sitrep.c.to_on < day) | ((sitrep.c.to_on == day) & (sitrep.c.number < number)))
    rows = connection.execute(query.order_by(sitrep.c.to_on.desc(), sitrep.c.number.desc()).limit(limit))
    total = connection.execute(select(func.count(sitrep.c.number.distinct())).where(*wanted)).scalar_one()
    return [_head(row) for row in rows], int(total)


def find_versions(connection: Connection, number: int) -> list[SitrepHead]:
    """The versions of one report, oldest first."""
    return [_head(row) for row in connection.execute(select(*_HEAD).where(sitrep.c.number == number).order_by(sitrep.c.version))]


def load_sitrep(connection: Connection, number: int, version: int | None = None) -> KeptSitrep | None:
    """One version of a report, the newest where none is named; None where there is none."""
    query = select(sitrep).where(sitrep.c.number == number).order_by(sitrep.c.version.desc()).limit(1)
    row = connection.execute(query if version is None else query.where(sitrep.c.version == version)).first()
    return _kept(row) if row else None


def _kept(row: Any) -> KeptSitrep:
    edits = (
        SitrepEdit(kind, part, key, words, by, datetime.fromisoformat(at)) for kind, part, key, words, by, at in json.loads(row.edits)
    )
    return KeptSitrep(
        number=row.number, version=row.version, state=row.state, model=from_plain(json.loads(row.model)), edits=tuple(edits),
        made_at=datetime.fromisoformat(row.made_at), by=row.by, signed_by=row.signed_by,
        signed_at=datetime.fromisoformat(row.signed_at) if row.signed_at else None, entry=row.entry, sha256=row.sha256,
        signed=row.signed,
    )  # fmt: skip


def find_number(connection: Connection, from_on: date, to_on: date, theatre: str) -> int | None:
    """The report of a period and theatre; None where there is none yet."""
    t = sitrep.c
    same = t.from_on == from_on.isoformat(), t.to_on == to_on.isoformat(), t.theatre == theatre
    return connection.execute(select(func.min(t.number)).where(*same)).scalar()


def find_previous(connection: Connection, before: date, theatre: str) -> KeptSitrep | None:
    """The newest version of the last report of a theatre whose period ended before a day, a signed one where there is one."""
    t = sitrep.c
    query = select(sitrep).where(t.theatre == theatre, t.to_on < before.isoformat())
    order = (t.state == "signed").desc(), t.to_on.desc(), t.from_on.desc(), t.version.desc()
    last = connection.execute(query.order_by(t.to_on.desc(), t.from_on.desc()).limit(1)).first()
    if last is None:
        return None
    row = connection.execute(query.where(t.to_on == last.to_on, t.from_on == last.from_on).order_by(*order).limit(1)).first()
    return _kept(row) if row else None


def find_signed(connection: Connection, theatre: str, *, limit: int = 30) -> list[KeptSitrep]:
    """The newest signed version of each of the last reports of a theatre, by the day they were signed, newest first."""
    t = sitrep.c
    newest = (
        select(t.number, func.max(t.version).label("version")).where(t.state == "signed", t.theatre == theatre).group_by(t.number)
    ).subquery()
    joined = sitrep.join(newest, and_(newest.c.number == t.number, newest.c.version == t.version))
    rows = connection.execute(select(sitrep).select_from(joined).order_by(t.entry.desc(), t.number.desc()).limit(limit))
    return [_kept(row) for row in rows]


def save_draft(
    connection: Connection, model: Sitrep, edits: Iterable[SitrepEdit], *, number: int | None, version: int, by: str, now: datetime
) -> tuple[int, int]:
    """Keep a draft under a number (None: the next one that is free) in the place of the draft of that version, if there is one."""
    t = sitrep.c
    if number is None:
        number = int(connection.execute(select(func.max(t.number))).scalar() or 0) + 1
    connection.execute(delete(sitrep).where(t.number == number, t.version == version))
    connection.execute(insert(sitrep).values(
        number=number, version=version, from_on=model.from_on.isoformat(), to_on=model.to_on.isoformat(), theatre=model.theatre,
        model=write_plain(to_plain(model)), edits=_edits(edits), state="draft", made_at=_instant(now), by=by,
    ))  # fmt: skip
    _note_told(connection, number, version, model)
    return number, version


def _note_told(connection: Connection, number: int, version: int, model: Sitrep) -> None:
    """What the version quotes, and the incidents of its sentences."""
    t = told_in_sitrep
    connection.execute(delete(t).where(t.c.number == number, t.c.version == version))
    keys = {("record", record) for record in model.records}
    keys |= {("document", note.document) for note in model.notes if note.document}
    keys |= {("incident", one.id) for one in model.incidents}
    rows = [{"thing": thing, "key": key, "number": number, "version": version} for thing, key in sorted(keys)]
    for start in range(0, len(rows), 5_000):
        connection.execute(insert(t), rows[start : start + 5_000])


def save_edits(connection: Connection, number: int, version: int, edits: Iterable[SitrepEdit]) -> None:
    """The edits of a draft in place of those before."""
    t = sitrep.c
    connection.execute(
        update(sitrep).where(t.number == number, t.version == version, t.state == "draft").values(edits=_edits(edits))
    )


def save_signature(
    connection: Connection, number: int, version: int, *, signed: str, sha256: str, by: str, now: datetime, entry: int
) -> None:
    """Make a draft the signed version, for good."""
    t = sitrep.c
    connection.execute(update(sitrep).where(t.number == number, t.version == version, t.state == "draft").values(
        state="signed", signed=signed, sha256=sha256, signed_by=by, signed_at=_instant(now), entry=entry,
    ))  # fmt: skip


def _edits(edits: Iterable[SitrepEdit]) -> str:
    return write_plain([[*edit.plain[:-1], _instant(edit.at)] for edit in edits])


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).replace(microsecond=0).isoformat()


def find_in_sitreps(connection: Connection, thing: str, keys: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
    """The versions that told each of some things, oldest first: where an erased document's words stand in reports, too."""
    t, asked, found = told_in_sitrep.c, sorted(set(keys)), dict[str, list[tuple[int, int]]]()
    for start in range(0, len(asked), _AT_ONCE):
        query = select(t.key, t.number, t.version).where(t.thing == thing, t.key.in_(asked[start : start + _AT_ONCE]))
        for row in connection.execute(query.order_by(t.key, t.number, t.version)):
            found.setdefault(row.key, []).append((row.number, row.version))
    return found


_JUDGING = ("withdraw", "dismiss", "correct", "dispute", "withdraw_document", "erase_document")


def find_judged_since(connection: Connection, entry: int) -> list[JournalEntry]:
    """The entries after one by which something told may no longer hold: withdrawn, dismissed, corrected, disputed; none undone."""
    entries = load_entries(connection, kinds=(*_JUDGING, "undo"), since=entry)
    return [one for one in standing(entries) if one.kind != "undo"]
