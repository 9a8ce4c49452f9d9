"""How an incident stands, computed and never typed in, with every reason that held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

STATUSES = ("withdrawn", "verified", "not_attributable", "unverifiable", "under_inquiry", "disputed", "corroborated", "reported")


class StatusReason(NamedTuple):
    """A row of the rule table that held, and why, in one sentence."""

    status: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Status:
    """The first row that held, every row that held, and the Admiralty pair: `reliability` of the best source A–F (F: not judged),
    `credibility` 1–6."""

    status: str
    reasons: tuple[StatusReason, ...]
    reliability: str
    credibility: int

    @property
    def admiralty(self) -> str:
        """The pair as it is written: `F3`."""
        return f"{self.reliability}{self.credibility}"
