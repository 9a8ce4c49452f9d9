"""ASK what people decided, folded from the journal: an entry stands unless one that stands took it back.

An `undo` names the entry it takes back by number, and carries that entry's subject and document on, so that whoever asks about these
finds it too. An undo can be undone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from pantau.model import DECISIONS, Decision, JournalEntry
from pantau.model.decision import RECORD_DECISIONS
from pantau.store import schema
from pantau.store.journal import load_entries

FOLDED = (*DECISIONS, "observe")
"""What incidents are judged by: decisions, and who entered a field report."""


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


def load_standing_with_undos(connection: Connection, *, subjects: Sequence[str]) -> tuple[JournalEntry, ...]:
    """All entries about some subjects that stand, those too that take others back."""
    return standing(load_entries(connection, subjects=subjects))


@dataclass(frozen=True)
class Verdict:
    """The last thing that people decided about a record, which stands: `correct`, `withdraw` and so on; the entry of the journal."""

    kind: str
    by: str
    at: datetime
    why: str
    entry: int


def find_verdicts(connection: Connection, records: Iterable[str]) -> dict[str, Verdict]:
    """What was decided last about some records, of those that anybody decided about."""
    entries = load_standing(connection, subjects=sorted(set(records)), kinds=RECORD_DECISIONS)
    return {entry.subject: Verdict(entry.kind, entry.by, entry.at, entry.why, entry.number) for entry in entries}


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


class RuleJudged(NamedTuple):
    """A rule of the reader: how many records it makes now; of those that people judged, how many were right, corrected, and none."""

    rule: str
    records: int
    right: int
    corrected: int
    none: int

    @property
    def judged(self) -> int:
        """How many people judged."""
        return self.right + self.corrected + self.none

    @property
    def precision(self) -> float | None:
        """The share of those judged that were right as they stood; None where none was judged."""
        return self.right / self.judged if self.judged else None


def judge_rules(connection: Connection) -> list[RuleJudged]:
    """Every rule with what people's decisions say of it, most judged first. The last decision about a record counts."""
    last = {entry.subject: entry.kind for entry in load_standing(connection, kinds=("confirm", "correct", "dismiss"))}
    rules = dict[str, str]()
    counts = Counter[str]()
    for table in schema.records.values():
        reading = schema.reading
        made = select(table.c.rule, func.count()).join(reading).where(reading.c.is_current, reading.c.maker.in_(schema.OWN))
        counts.update({row[0]: row[1] for row in connection.execute(made.group_by(table.c.rule))})
        asked = sorted(last)
        for start in range(0, len(asked), 500):
            query = select(table.c.id, table.c.rule).where(table.c.id.in_(asked[start : start + 500]))
            rules.update({row.id: row.rule for row in connection.execute(query)})
    judged = Counter((rules[record], kind) for record, kind in last.items() if record in rules)
    found = [
        RuleJudged(rule, counts[rule], judged[rule, "confirm"], judged[rule, "correct"], judged[rule, "dismiss"])
        for rule in {*counts, *(rule for rule, _ in judged)}
    ]  # fmt: skip
    return sorted(found, key=lambda each: (-each.judged, -each.records, each.rule))
