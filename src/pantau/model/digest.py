"""What is kept of the joining for looking: every incident, figure, truce and finding with the few values that one looks them up by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pantau.model.finding import Count, Finding
from pantau.model.incident import Incident
from pantau.model.ledger import Point
from pantau.model.matrix import MatrixRow
from pantau.model.origins import Origins
from pantau.model.place import Place
from pantau.model.registry import RegisteredCeasefire
from pantau.model.status import Status


class ToldRecord(NamedTuple):
    """A record as one looks it up: its days (its page's where it has none), what it is (type, stance, outcome, stage), who it names."""

    record: str
    kind: str
    what: str
    document: str
    began_on: date | None
    ended_on: date | None
    theatres: tuple[str, ...]
    source: str | None
    language: str | None
    incident: str | None
    confidence: float
    parties: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class IncidentDigest:
    """An incident with its status and origins, its theatres, the first of its places that is known, and the reports it rests on."""

    incident: Incident
    status: Status
    origins: Origins
    theatres: tuple[str, ...] = ()
    place: Place | None = None
    parties: tuple[str, ...] = ()
    first_told_on: date | None = None
    documents: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()

    @property
    def began_on(self) -> date | None:
        """The first day that any of its events tells, else the day it was first told of."""
        return min(self.incident.began_on, default=self.first_told_on)

    @property
    def ended_on(self) -> date | None:
        """The last day that any of its events tells, else its first."""
        return max((*self.incident.ended_on, *self.incident.began_on), default=self.began_on)


class Figure(NamedTuple):
    """A point of the ledger and the theatres its records belong to."""

    point: Point
    theatres: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Digest:
    """Everything that was joined, in order."""

    told: tuple[ToldRecord, ...]
    incidents: tuple[IncidentDigest, ...]
    matrix: tuple[MatrixRow, ...]
    figures: tuple[Figure, ...]
    registry: tuple[RegisteredCeasefire, ...]
    findings: tuple[Finding, ...]
    counts: tuple[Count, ...]
