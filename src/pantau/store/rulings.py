"""ASK what people decided, folded from the journal: an entry stands unless one that stands took it back.

An `undo` names the entry it takes back by number, and carries that entry's subject and document on, so that whoever asks about these
finds it too. An undo can be undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from pantau.model import DECISIONS, Decision, JournalEntry
from pantau.store.journal import load_entries

FOLDED = (*DECISIONS, "observe")
"""What incidents are judged by: decisions, and who entered a field report."""
_READ = (*FOLDED, "undo")


def standing(entries: Iterable[JournalEntry]) -> tuple[JournalEntry, ...]:
    """Those of the entries that stand, in order; all undoing of them must be among them."""
    undone, kept = set[int](), list[JournalEntry]()
    for entry in sorted(entries, key=lambda entry: -entry.number):
        if entry.number in undone:
            continue
        if entry.kind == "undo":
            undone.add(int(entry.subject))
        kept.append(entry)
    return tuple(reversed(kept))


def load_standing(
    connection: Connection, *, subjects: Sequence[str] | None = None, document: str | None = None, kinds: Sequence[str] = FOLDED
) -> tuple[JournalEntry, ...]:
    """The entries of these kinds that stand: all, or those about some subjects, or about one document and its records."""
    found = load_entries(connection, subjects=subjects, document=document, kinds=(*kinds, "undo"))
    return tuple(entry for entry in standing(found) if entry.kind != "undo")


def load_decisions(connection: Connection, *, subjects: Sequence[str] | None = None) -> tuple[Decision, ...]:
    """The decisions that stand, in the order they were made."""
    return tuple(map(decision_of, load_standing(connection, subjects=subjects)))


def decision_of(entry: JournalEntry) -> Decision:
    """An entry of the journal as a decision."""
    records = tuple(str(each) for each in entry.after.get("records", ()))
    return Decision(entry.kind, entry.subject, entry.by, entry.at, entry.why, entry.other, records, entry.number)


def load_ratings(connection: Connection) -> dict[str, str]:
    """By source: the reliability (A–F) that people gave it last."""
    return {entry.subject: str(entry.after.get("reliability", "F")) for entry in load_standing(connection, kinds=("rate",))}


def find_decided(decisions: Iterable[Decision], kind: str) -> frozenset[str]:
    """The subjects of the decisions of one kind."""
    return frozenset(each.subject for each in decisions if each.kind == kind)
