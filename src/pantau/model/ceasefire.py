"""An arrangement to stop fighting, as one page tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pantau.model.record import Record

STAGES = ("called_for", "negotiated", "declared", "in_effect", "violated", "collapsed", "ended")


@dataclass(frozen=True, kw_only=True)
class Ceasefire(Record):
    """One distinct truce on a page. `stage` is how far it got as the page tells it; `claimant` the party on whose word."""

    KIND: ClassVar[str] = "ceasefire"
    SLOTS: ClassVar[tuple[str, ...]] = (
        "parties", "brokers", "declared_on", "effective_on", "stage", "scope", "provisions", "claimant",
    )  # fmt: skip

    parties: tuple[str, ...] = ()
    brokers: tuple[str, ...] = ()
    declared_on: date | None = None
    effective_on: date | None = None
    effective_at: str | None = None
    stage: str
    scope: str | None = None
    provisions: tuple[str, ...] = ()
    claimant: str | None = None
