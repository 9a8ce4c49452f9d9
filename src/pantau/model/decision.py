"""An entry by a person: what was decided, about which record or incident, who, when, why."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

DECISIONS = (
    "same", "not_same", "confirm", "dispute", "dismiss", "correct", "add", "withdraw", "verify", "not_attributable", "unverifiable",
    "under_inquiry",
)  # fmt: skip


class Decision(NamedTuple):
    """One decision. `subject` is the record (for `same` and `not_same` one of two, `other` the second) or incident it is about."""

    kind: str
    subject: str
    by: str
    at: datetime
    why: str = ""
    other: str | None = None
