"""Ceasefires as the monitor keeps them: what many pages tell of one arrangement, each value with the records that say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from pantau.model.span import Span

PROVISION_KINDS = (
    "entry_into_force", "duration", "scope", "prohibited_acts", "withdrawal", "exchange_of_prisoners", "exchange_of_bodies",
    "humanitarian_access", "monitoring_body", "reporting", "peacekeepers", "enforcement", "dispute_settlement",
)  # fmt: skip
CONFIGURED = "theatre"
"""In place of a record's id: the theatre's file says so."""


class Told(NamedTuple):
    """One value and who tells it: record ids, or CONFIGURED."""

    value: str
    by: tuple[str, ...]


class StageTold(NamedTuple):
    """A stage one record tells: the day it was reached where told, else None, the page's day, and on whose word."""

    stage: str
    on: date | None
    told_on: date | None
    claimant: str | None
    record: str


class Declaration(NamedTuple):
    """A party's own word that it agreed: the day, and the record."""

    party: str
    on: date | None
    record: str


@dataclass(frozen=True, kw_only=True)
class Provision:
    """One duty as a page tells it: its kind, the sentence, the words that show the kind, the day or deadline it gives."""

    kind: str
    document: str
    span: Span
    trigger: Span
    quote: str
    on: date | None = None
    is_deadline: bool = False
    duration: str | None = None


@dataclass(frozen=True, kw_only=True)
class Violation:
    """An alleged act against a truce: by whom, on whose word, when; `provision` the kind of duty it would break, where told.

    `how` says why it is counted to this truce: `in force`, `day of entry` (the hour is unknown), `told soon after` (the day is inferred
    from its entry), `told beside it`, `told as a breach`.
    """

    accused: tuple[str, ...]
    accuser: str | None
    on: date | None
    records: tuple[str, ...]
    document: str
    span: Span
    how: str
    provision: str | None = None


@dataclass(frozen=True, kw_only=True)
class RegisteredCeasefire:
    """One arrangement to stop fighting. `known`: a theatre's file describes it; `told` keeps every value of a slot with its tellers;
    `superseded_on`: the day a newer truce of the same sides took its place, or the eve of the war that broke out after it."""

    id: str
    theatre: str
    name: str
    known: bool
    parties: tuple[str, ...]
    sides: frozenset[str]
    brokers: tuple[Told, ...] = ()
    declared_on: date | None = None
    effective_on: date | None = None
    effective_at: datetime | None = None
    ended_on: date | None = None
    superseded_on: date | None = None
    first_told_on: date | None = None
    told: tuple[tuple[str, tuple[Told, ...]], ...] = ()
    declarations: tuple[Declaration, ...] = ()
    scope: str | None = None
    configured: tuple[str, ...] = ()
    provisions: tuple[Provision, ...] = ()
    stages: tuple[StageTold, ...] = ()
    mentions: tuple[str, ...] = ()
    violations: tuple[Violation, ...] = ()

    @property
    def began_on(self) -> date | None:
        """The day it took effect, else was declared, else was first told of."""
        return self.effective_on or self.declared_on or self.first_told_on

    @property
    def broker_codes(self) -> tuple[str, ...]:
        """The codes of all brokers that anybody names."""
        return tuple(told.value for told in self.brokers)

    @property
    def was_agreed(self) -> bool:
        """Whether it was more than called for or talked about."""
        return self.known or self.declared_on is not None or any(s.stage not in ("called_for", "negotiated") for s in self.stages)

    def was_over(self, day: date) -> bool:
        """Whether it had ended or given way to a newer one before a day; the last day itself still counts."""
        return any(last is not None and day > last for last in (self.ended_on, self.superseded_on))

    def disagreements(self) -> tuple[tuple[str, tuple[Told, ...]], ...]:
        """The slots of which pages, or a page and the theatre's file, tell more than one value."""
        return tuple((slot, values) for slot, values in self.told if len(values) > 1)

    def stage_as_of(self, day: date) -> str | None:
        """The furthest stage reached or told by the end of a day, as STAGES are ordered; None before any."""
        from pantau.model.ceasefire import STAGES

        reached = [STAGES.index(s.stage) for s in self.stages if (s.on or s.told_on or date.max) <= day]
        fixed = (("declared", self.declared_on), ("in_effect", self.effective_on), ("ended", self.ended_on))
        reached += [STAGES.index(stage) for stage, on in fixed if on is not None and on < day + timedelta(days=stage != "ended")]
        if any(v.on is not None and v.on <= day for v in self.violations):
            reached.append(STAGES.index("violated"))
        return STAGES[max(reached)] if reached else None


Registry = tuple[RegisteredCeasefire, ...]
