"""KEEP AND ASK which documents were withdrawn or erased by decision.

Invariant: `withdrawn_document` is what the entries `withdraw_document` and `erase_document` of the journal say, less those that an
entry `undo` took back: a withdrawn document then counts again, the bytes of an erased one may be read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from pantau.errors import InputError, UsageError
from pantau.model import JournalEntry
from pantau.store import journal, schema, search_keep
from pantau.store.rulings import standing
from pantau.store.withdrawn_schema import ERASED, WITHDRAWN, withdrawn_document

_KINDS = {"withdraw_document": WITHDRAWN, "erase_document": ERASED}


class Withdrawal(NamedTuple):
    """How a document stands that was withdrawn or erased: `entry` is the number of the journal's."""

    document: str
    what: str
    at: str
    by: str
    why: str
    entry: int
    is_allowed: bool = False
    is_clean: bool = True

    @property
    def day(self) -> str:
        """The day of the decision (UTC)."""
        return self.at[:10]


def fold(connection: Connection) -> dict[str, Withdrawal]:
    """By document: how the journal says it stands."""
    found: dict[str, Withdrawal] = {}
    entries = list(journal.load_entries(connection, kinds=[*_KINDS, "undo"]))
    stands = {entry.number for entry in standing(entries)}
    for entry in entries:
        what = _KINDS.get(entry.kind)
        if what is None or (what == WITHDRAWN and entry.number not in stands):
            continue
        found[entry.subject] = Withdrawal(
            entry.subject, what, entry.at.isoformat(), entry.by, entry.why, entry.number,
            is_allowed=entry.number not in stands, is_clean=what != ERASED,
        )  # fmt: skip
    return found


def refold(connection: Connection) -> None:
    """Bring the table to what the journal says, after an entry of these kinds; what was overwritten stays known."""
    clean = set(connection.execute(select(withdrawn_document.c.entry).where(withdrawn_document.c.is_clean)).scalars())
    before = set(connection.execute(select(withdrawn_document.c.document)).scalars())
    now = fold(connection)
    connection.execute(delete(withdrawn_document))
    rows = [each._replace(is_clean=each.is_clean or each.entry in clean)._asdict() for _, each in sorted(now.items())]
    if rows:
        connection.execute(insert(withdrawn_document), rows)
    hidden = [document for document, each in sorted(now.items()) if each.what == WITHDRAWN]
    for document in hidden:
        search_keep.remove(connection, document)
    search_keep.refresh(connection, sorted(before - now.keys()))


def load_withdrawal(connection: Connection, document: str) -> Withdrawal | None:
    """How a document stands; None where nobody withdrew it."""
    return next(_load(connection, [document]), None)


def load_withdrawals(connection: Connection, documents: Iterable[str] | None = None) -> dict[str, Withdrawal]:
    """By document: all that were withdrawn or erased, or those among some."""
    return {each.document: each for each in _load(connection, None if documents is None else sorted(set(documents)))}


def _load(connection: Connection, documents: list[str] | None) -> Iterator[Withdrawal]:
    query = select(withdrawn_document).order_by(withdrawn_document.c.document)
    if documents is None:
        yield from (Withdrawal(*row) for row in connection.execute(query))
        return
    for start in range(0, len(documents), 400):
        some = query.where(withdrawn_document.c.document.in_(documents[start : start + 400]))
        yield from (Withdrawal(*row) for row in connection.execute(some))


def find_withdrawal(connection: Connection, key: str) -> Withdrawal | None:
    """That of the id or start of an id (four letters at least). Raises UsageError for several."""
    table = withdrawn_document.c
    condition = table.document == key if len(key) < 4 else table.document.startswith(key, autoescape=True)
    rows = connection.execute(select(withdrawn_document).where(condition).limit(2)).all()
    if len(rows) > 1:
        raise UsageError(f"several withdrawn documents begin with {key!r}", todo="give more letters of the id")
    return Withdrawal(*rows[0]) if rows else None


def refuse_erased(connection: Connection, document: str) -> None:
    """Raise InputError for bytes that were erased by decision, and not allowed again."""
    found = load_withdrawal(connection, document)
    if found is not None and found.what == ERASED and not found.is_allowed:
        todo = "it is not kept again; `pantau withdraw ID --allow` decides otherwise"
        raise InputError(f"was erased on {found.day} by {found.by}: {found.why}", where=f"document {document[:12]}", todo=todo)


def mark_clean(connection: Connection) -> None:
    """Note that what erased documents left in the file was overwritten."""
    connection.execute(update(withdrawn_document).values(is_clean=True))


def find_doubtful(connection: Connection) -> tuple[int, list[tuple[str, str]]]:
    """How many documents were withdrawn or erased, and what about them is not as the journal says: where, what."""
    doubts = list[tuple[str, str]]()
    now, there = fold(connection), load_withdrawals(connection)
    for document in sorted(now.keys() | there.keys()):
        where, says, stands = f"document {document[:12]}", now.get(document), there.get(document)
        if says is None or stands is None or says._replace(is_clean=True) != stands._replace(is_clean=True):
            doubts.append((where, f"stands as {_words(stands)}, the journal says {_words(says)}"))
        if stands is not None and not stands.is_clean:
            doubts.append((where, "was erased, its remains not overwritten: run `pantau withdraw … --erase` again"))
        if says is not None and says.what == ERASED and not says.is_allowed and _is_kept(connection, document):
            doubts.append((where, "was erased by decision, and is there"))
    return len(now), doubts


def _words(withdrawal: Withdrawal | None) -> str:
    return f"{withdrawal.what} by entry {withdrawal.entry}" if withdrawal else "not withdrawn"


def _is_kept(connection: Connection, document: str) -> bool:
    query = select(func.count()).select_from(schema.kept).where(schema.kept.c.sha256 == document)
    return bool(connection.execute(query).scalar_one())


def decide(
    connection: Connection, document: str, *, kind: str, by: str, why: str, via: str, now: datetime,
    taken_back: Withdrawal | None = None, before: dict[str, Any] | None = None,
) -> JournalEntry:  # fmt: skip
    """Append the decision (`withdraw_document`, `erase_document`, or the `undo` of one) and bring the table to it."""
    entry = journal.append(
        connection, at=now, by=by, kind=kind, subject=str(taken_back.entry) if taken_back else document,
        other=document if taken_back else None, document=document, why=why, via=via,
        before=before or ({"document": taken_back.what} if taken_back else {"document": "kept"}),
        after={"document": _AFTER[kind] if taken_back is None else "kept" if taken_back.what == WITHDRAWN else "allowed again"},
    )  # fmt: skip
    refold(connection)
    return entry


_AFTER = {"withdraw_document": WITHDRAWN, "erase_document": ERASED}
