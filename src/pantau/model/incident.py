"""placeholder until the incidents branch lands"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Incident:
    """Records about one happening."""

    id: str = ""
    records: tuple[str, ...]
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AnswerLink:
    """One claim answers another."""

    claim: str
    answer: str
    relation: str
    score: float = 1.0
    reasons: tuple[str, ...] = ()
