"""KEEP AND ASK the journal: entries are appended, chained by their hashes, never changed.

Invariant: entry n + 1 holds the hash of entry n; the head holds that of the newest. State is folded from here and kept nowhere else
as its own truth.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select

from pantau.model.decision import ENTRY_KINDS, NO_ENTRY, JournalEntry, hash_entry
from pantau.store.journal_schema import journal, journal_content, journal_head

CONTENT = "content"
_AT_ONCE = 2_000


class Head(NamedTuple):
    """The newest entry: its number (0 where there is none) and its hash."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


class Fault(NamedTuple):
    """Where the chain does not hold, and how: `number` is the entry's, as it stands in the table."""

    number: int
    what: str


class Verified(NamedTuple):
    """What a verification found. `notes` are no faults: a clock that went back."""

    entries: int
    head: Head
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]


def load_head(connection: Connection) -> Head:
    """The head as it is kept."""
    row = connection.execute(select(journal_head.c.number, journal_head.c.hash)).first()
    return Head(row.number, row.hash) if row else Head(0, NO_ENTRY)


def append(
    connection: Connection, *, at: datetime, by: str, kind: str, subject: str, other: str | None = None, document: str | None = None,
    why: str = "", before: Mapping[str, Any] | None = None, after: Mapping[str, Any] | None = None, via: str = "",
    content: Mapping[str, Any] | None = None,
) -> JournalEntry:  # fmt: skip
    """Append an entry inside the caller's transaction, which holds the write lock.

    `content` is what has words of the page `document`: kept apart under its hash, which the entry holds. Raises ValueError for a kind
    that is none.
    """
    if kind not in ENTRY_KINDS:
        raise ValueError(f"no kind of journal entry: {kind}")
    head, held = load_head(connection), dict(after or {})
    if content is not None:
        held[CONTENT] = _keep_content(connection, content, document or "")
    entry = JournalEntry(
        number=head.number + 1, at=at.astimezone(UTC).replace(microsecond=0), by=by, kind=kind, subject=subject, other=other,
        document=document, why=why, before=before or {}, after=held, via=via, previous=head.hash,
    )  # fmt: skip
    entry = replace(entry, hash=hash_entry(entry))
    connection.execute(insert(journal).values(**_row_of(entry)))
    connection.execute(delete(journal_head))
    connection.execute(insert(journal_head).values(id=1, number=entry.number, hash=entry.hash))
    return entry


def _keep_content(connection: Connection, content: Mapping[str, Any], document: str) -> str:
    data = _json({"document": document, **content})
    found = hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()
    if not connection.execute(select(journal_content.c.hash).where(journal_content.c.hash == found)).first():
        connection.execute(insert(journal_content).values(hash=found, document=document, data=data))
    return found


def load_content(connection: Connection, entry: JournalEntry) -> dict[str, Any] | None:
    """What an entry has of its page's words; None where it has none, or its page was erased."""
    query = select(journal_content.c.data).where(journal_content.c.hash == entry.after.get(CONTENT))
    data = connection.execute(query).scalar()
    return dict(json.loads(data)) if data is not None else None


def _row_of(entry: JournalEntry) -> dict[str, Any]:
    return {
        "number": entry.number, "at": entry.at.isoformat(), "by": entry.by, "kind": entry.kind, "subject": entry.subject,
        "other": entry.other, "document": entry.document, "why": entry.why, "before": _json(entry.before), "after": _json(entry.after),
        "via": entry.via, "previous": entry.previous, "hash": entry.hash,
    }  # fmt: skip


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(dict(values), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_entry(row: Any) -> JournalEntry:
    """The entry a row of the table holds. Raises ValueError for one that was altered so that it holds none."""
    fields = dict(row._mapping)
    fields |= {"at": datetime.fromisoformat(row.at), "before": json.loads(row.before), "after": json.loads(row.after)}
    return JournalEntry(**fields)


def load_entries(
    connection: Connection, *, subjects: Sequence[str] | None = None, kinds: Sequence[str] | None = None, since: int = 0,
    document: str | None = None,
) -> Iterator[JournalEntry]:  # fmt: skip
    """The entries by number: all after `since`, or those about some subjects, of some kinds, about one document's records."""
    query = select(journal).where(journal.c.number > since).order_by(journal.c.number)
    if kinds is not None:
        query = query.where(journal.c.kind.in_(kinds))
    if document is not None:
        query = query.where(journal.c.document == document)
    if subjects is None:
        yield from map(read_entry, connection.execute(query))
        return
    asked, found = sorted(set(subjects)), []
    for start in range(0, len(asked), 400):
        some = asked[start : start + 400]
        for column in (journal.c.subject, journal.c.other):  # apart, so that each goes by its index
            found += list(connection.execute(query.where(column.in_(some))))
    yield from map(read_entry, sorted({row.number: row for row in found}.values(), key=lambda row: row.number))


def load_entry(connection: Connection, number: int) -> JournalEntry | None:
    """One entry; None where there is none of that number."""
    row = connection.execute(select(journal).where(journal.c.number == number)).first()
    return read_entry(row) if row else None


def verify(connection: Connection, *, published: Head | None = None) -> Verified:
    """Look every entry through; with a head that was `published` also whether the journal still goes through it."""
    faults, notes = list[Fault](), list[Fault]()
    number, previous, last = 0, NO_ENTRY, None
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(select(journal).order_by(journal.c.number)):
        fault, entry = _look(row, number, previous)
        faults += [Fault(row.number, fault)] if fault else []
        if entry is not None and last is not None and entry.at < last:
            notes.append(Fault(row.number, f"the clock went back: {entry.at.isoformat()} after {last.isoformat()}"))
        last = entry.at if entry is not None else last
        number, previous = row.number, row.hash
        if published is not None and published.number == row.number and published.hash != row.hash:
            faults.append(Fault(row.number, "its hash is not the one that was published"))
    faults += _look_at_contents(connection)
    head = load_head(connection)
    if head != Head(number, previous):
        faults.append(Fault(number, f"the journal ends at entry {number}, its head says {head.number}"))
    if published is not None and published.number > number:
        faults.append(Fault(number, f"entry {published.number}, whose hash was published, is missing"))
    return Verified(number, head, tuple(faults), tuple(notes))


def _look(row: Any, number: int, previous: str) -> tuple[str | None, JournalEntry | None]:
    """What is wrong with one row that follows entry `number`, and the entry where it can be read."""
    try:
        entry = read_entry(row)
        is_whole = hash_entry(entry) == entry.hash and _row_of(entry) == dict(row._mapping)
    except (ValueError, TypeError, AttributeError):
        return "cannot be read: it was altered", None
    if not is_whole:
        return "was altered: its hash is another", entry
    if row.number != number + 1:
        return f"follows entry {number}: {row.number - number - 1} missing between", entry
    if entry.previous != previous:
        return "does not follow the entry before it: that one was altered, or put in its place", entry
    return None, entry


def _look_at_contents(connection: Connection) -> Iterator[Fault]:
    """Contents that are not what their entries hold, and missing ones whose page was not erased."""
    rows = connection.execute(select(journal_content.c.hash, journal_content.c.data))
    altered = {row.hash for row in rows if hashlib.sha256(row.data.encode("utf-8", "surrogatepass")).hexdigest() != row.hash}
    there = set(connection.execute(select(journal_content.c.hash)).scalars())
    erased = set(connection.execute(select(journal.c.subject).where(journal.c.kind == "erase_document")).scalars())
    held = func.json_extract(journal.c.after, f"$.{CONTENT}")
    for row in connection.execute(
        select(journal.c.number, journal.c.document, held.label("held")).where(func.json_valid(journal.c.after), held.is_not(None))
    ):
        if row.held in altered:
            yield Fault(row.number, "what it has of its page's words was altered")
        elif row.held not in there and row.document not in erased:
            yield Fault(row.number, "what it has of its page's words is missing, and the page was not erased")
