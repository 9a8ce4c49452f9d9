"""The journal: who did what, when and why, newest first; and what one person may have done under two names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pantau.model.account import ADMINISTRATOR
from pantau.model.decision import ENTRY_KINDS, JournalEntry
from pantau.store import auditing
from pantau.store.accounts import find_shared_devices
from pantau.store.auditing import Sought
from pantau.store.journal import load_head
from pantau.web.asking import Asked, Param, View

OF_ACCOUNTS = ("add_account", "change_account", "add_key", "revoke_key")
_LONGEST = 300


@dataclass(frozen=True)
class Value:
    """A value that stood before or after, as JSON where it is more than words."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class EntryLine:
    """One entry; `view` is where what it is about is shown: `incident`, `document`, or none."""

    number: int
    at: datetime
    by: str
    kind: str
    subject: str
    view: str | None
    document: str | None
    other: str | None
    why: str
    before: tuple[Value, ...]
    after: tuple[Value, ...]
    via: str
    hash: str


@dataclass(frozen=True)
class SharedBrowser:
    """A browser from which several accounts signed in."""

    device: str
    accounts: tuple[str, ...]
    last_at: datetime


@dataclass(frozen=True)
class VerifiedFromOne:
    """An incident that several people verified from one browser."""

    incident: str
    device: str
    people: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class JournalPage:
    """Some entries; number and hash of the newest of all; on the first page what is to be looked at: two names in one browser."""

    head_number: int
    head_hash: str
    shared: tuple[SharedBrowser, ...]
    verified: tuple[VerifiedFromOne, ...]
    items: tuple[EntryLine, ...]
    total: int
    is_more: bool
    next: str | None


def make_journal(asked: Asked) -> JournalPage:
    """The entries asked for. Those about accounts are for who works in all theatres, and for administrators."""
    person = asked.person
    hides = OF_ACCOUNTS if person.theatres and person.role != ADMINISTRATOR else ()
    sought = Sought(asked.word("who"), asked.word("what"), asked.word("about"), hides)
    before = int(asked.after.key) if asked.after else None
    found = asked.store.ask(auditing.find_entries, sought, before=before, limit=asked.limit)
    shown = found[: asked.limit]
    head = asked.store.ask(load_head)
    shared = asked.store.ask(find_shared_devices) if before is None else []
    verified = asked.store.ask(auditing.find_verified_from_one) if before is None else []
    return JournalPage(
        head_number=head.number, head_hash=head.hash, shared=tuple(SharedBrowser(*each) for each in shared),
        verified=tuple(VerifiedFromOne(*each) for each in verified), items=tuple(map(_line, shown)),
        total=asked.store.ask(auditing.count_entries, sought), is_more=False,
        next=f"0000~{shown[-1].number}" if len(found) > asked.limit else None,
    )  # fmt: skip


def _line(entry: JournalEntry) -> EntryLine:
    view = "incident" if entry.subject[:1] == "I" and entry.subject[1:].isdecimal() else None
    view = "document" if entry.document == entry.subject else view
    return EntryLine(
        number=entry.number, at=entry.at, by=entry.by, kind=entry.kind, subject=entry.subject, view=view, document=entry.document,
        other=entry.other, why=entry.why, before=_values(entry.before), after=_values(entry.after), via=entry.via, hash=entry.hash,
    )  # fmt: skip


def _values(held: Mapping[str, Any]) -> tuple[Value, ...]:
    words = ((name, v if isinstance(v, str) else json.dumps(v, ensure_ascii=False)) for name, v in held.items())
    return tuple(Value(name, each if len(each) <= _LONGEST else f"{each[: _LONGEST - 1]}…") for name, each in words)


JOURNAL = View(
    name="journal", path="/journal", make=make_journal, has_pages=True, numbered=True,
    params=(Param("who", longest=32), Param("what", allowed=ENTRY_KINDS), Param("about", longest=64)),
)  # fmt: skip
