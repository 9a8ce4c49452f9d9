"""Somebody did, does, will or may do something: a PLOVER event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pantau.model.place import Place
from pantau.model.record import Record

EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
MODALITIES = ("occurred", "ongoing", "future", "hypothetical", "negated")


@dataclass(frozen=True, kw_only=True)
class Event(Record):
    """A happening: PLOVER type, parties by code, days (both None where the page does not let one tell), place, modality, claimant's
    party code."""

    KIND: ClassVar[str] = "event"
    SLOTS: ClassVar[tuple[str, ...]] = (
        "type", "mode", "actors", "recipients", "began_on", "ended_on", "place", "modality", "claimant",
    )  # fmt: skip

    type: str
    mode: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    began_on: date | None = None
    ended_on: date | None = None
    date_precision: str = "unknown"
    place: Place | None = None
    modality: str = "occurred"
    claimant: str | None = None
