"""What people decide and do: entries of the journal, and the decisions that are folded from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

RECORD_DECISIONS = ("confirm", "dispute", "dismiss", "correct", "add", "withdraw")
"""About one record: it is right, it is doubted, it says no such thing, a slot is another, the machine missed it, it no longer holds."""
GROUP_DECISIONS = ("same", "not_same")
"""About which records are one happening."""
STATUS_DECISIONS = ("verify", "not_attributable", "unverifiable", "under_inquiry")
"""About an incident."""
DECISIONS = (*GROUP_DECISIONS, *RECORD_DECISIONS, *STATUS_DECISIONS)
NOTES = ("note", "seen", "rate", "undo")
"""A word to others; looked at and left as it is; a source's reliability; an entry taken back."""
DEEDS = ("withdraw_document", "erase_document", "sign", "observe", "add_account", "change_account", "add_key", "revoke_key")
"""What was done at the desk beside judging: documents, situation reports, field reports, accounts."""
ENTRY_KINDS = (*DECISIONS, *NOTES, *DEEDS)


class Decision(NamedTuple):
    """A decision as it stands: none that was taken back. `subject` is the record or incident it is about, `other` the second record
    of `not_same` and `same`; `records` are those meant (of `not_same` the ones that leave), `number` that of its journal entry."""

    kind: str
    subject: str
    by: str
    at: datetime
    why: str = ""
    other: str | None = None
    records: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True, kw_only=True)
class JournalEntry:
    """One line of the journal: who did what to what, when, why, what stood before and what after.

    `subject` is a record, incident, document, account, source or number of an entry. `via` names the browser or key it came by.
    `previous` is the hash of the entry before, `hash` that of this one with it: nothing can be changed without all that follows.
    """

    number: int
    at: datetime
    by: str
    kind: str
    subject: str
    other: str | None = None
    document: str | None = None
    why: str = ""
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    via: str = ""
    previous: str = ""
    hash: str = ""


NO_ENTRY = "0" * 64
"""Stands for the hash before the first entry."""
_ENCODED = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def hash_entry(entry: JournalEntry) -> str:
    """SHA-256 over every field but the hash itself, as one canonical JSON list in UTF-8 (docs/reference/journal.md)."""
    fields = (
        entry.number, entry.at.isoformat(), entry.by, entry.kind, entry.subject, entry.other, entry.document, entry.why,
        dict(entry.before), dict(entry.after), entry.via, entry.previous,
    )  # fmt: skip
    return hashlib.sha256(_ENCODED(fields).encode("utf-8", "surrogatepass")).hexdigest()
