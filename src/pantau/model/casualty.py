"""A figure of harm: whose people, how many, what befell them, who counts, new or running total."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pantau.model.record import Record

CATEGORIES = ("military", "civilian", "unspecified")
OUTCOMES = ("killed", "wounded", "captured", "missing", "displaced", "detained")
QUALIFIERS = ("exact", "about", "at_least", "at_most", "vague")
MEASURES = ("new", "total")


@dataclass(frozen=True, kw_only=True)
class CasualtyReport(Record):
    """One figure of one party and outcome. `low`/`high` are persons (None: open), `began_on`..`as_of` the period counted."""

    KIND: ClassVar[str] = "casualty"
    SLOTS: ClassVar[tuple[str, ...]] = (
        "party", "category", "outcome", "low", "high", "qualifier", "measure", "began_on", "as_of", "claimant", "part_of",
    )  # fmt: skip

    party: str | None = None
    category: str = "unspecified"
    outcome: str
    low: int | None
    high: int | None
    qualifier: str = "exact"
    measure: str = "new"
    began_on: date | None = None
    as_of: date | None = None
    claimant: str | None = None
    part_of: str | None = None
