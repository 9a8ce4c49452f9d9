"""What waits for a person to look at it, why, and when somebody looked last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

REVIEW_REASONS = ("grown", "violation", "conflict", "origins", "check", "confidence")
"""Its records are others than when it was looked at · it holds an alleged violation of a truce · a party denies or counters a claim ·
its bounds of origins are others than when it was looked at · a check found something · a record was read unsurely."""


@dataclass(frozen=True)
class ReviewReason:
    """One reason: the records it rests on, and the values before and now where something changed (`1–3`, `2–4`)."""

    kind: str
    records: tuple[str, ...] = ()
    before: str = ""
    now: str = ""


class Look(NamedTuple):
    """The last time somebody looked an incident through: the entry that says so, and what they had in view."""

    number: int
    by: str
    at: datetime
    kind: str
    fingerprint: str
    records: tuple[str, ...]
    at_least: int
    at_most: int


@dataclass(frozen=True, kw_only=True)
class Review:
    """An incident with reasons to look at it. `fingerprint` stands for what there is to see: it is open until somebody has looked at
    just that. `weight` orders the queue, the heaviest first."""

    incident: str
    reasons: tuple[ReviewReason, ...]
    weight: int
    fingerprint: str
    is_open: bool
