"""What every record carries, whatever it says: where it was read, on what evidence, how surely, by which rule."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from pantau.model.span import Span

DATE_PRECISIONS = ("instant", "day", "week", "month", "year", "range", "unknown")


def record_id(kind: str, document: str, trigger: Span, counter: int, *, maker: str = "") -> str:
    """The id of a record: a hash of kind, document, trigger span and the count of records on one trigger, and of the maker where that
    is not pantau. Changes of slots never move it."""
    parts = (kind, document, str(trigger.start), str(trigger.end), str(counter), *([maker] if maker else []))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


@dataclass(frozen=True, kw_only=True)
class Record:
    """What one document says in one place.

    `evidence` holds the span each slot was read from, `inferred` how a slot came about that was not read; a
    slot of several parties of whom words name only some is in both.
    """

    KIND: ClassVar[str] = ""
    SLOTS: ClassVar[tuple[str, ...]] = ()

    id: str
    document: str
    trigger: Span
    evidence: Mapping[str, Span] = field(default_factory=dict)
    inferred: Mapping[str, str] = field(default_factory=dict)
    confidence: float = 0.5
    reasons: tuple[str, ...] = ()
    rule: str = ""

    @property
    def kind(self) -> str:
        """The word for this kind of record in the interchange form: `event`, `claim`, `casualty`, `ceasefire`."""
        return self.KIND
