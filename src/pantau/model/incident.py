"""The happening as the monitor sees it: records judged to be about the same thing; and which claim answers which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from pantau.model.event import Event

Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True, kw_only=True)
class Incident:
    """Records about one happening, by sorted id; `id` is given by the store and may be empty before.

    Every other slot holds each value that one of its events has, the commonest first: what disagrees is kept, nothing is averaged.
    """

    id: str = ""
    records: tuple[str, ...]
    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    began_on: tuple[date, ...] = ()
    ended_on: tuple[date, ...] = ()
    places: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    claimants: tuple[str, ...] = ()

    @classmethod
    def of(cls, events: Sequence[Event], others: Iterable[str] = (), *, id: str = "") -> Incident:
        """The incident of these events, with the ids of `others` (claims, figures, ceasefires) about it."""
        return cls(
            id=id,
            records=tuple(sorted({*(e.id for e in events), *others})),
            types=_ranked(e.type for e in events),
            actors=_ranked(code for e in events for code in e.actors),
            recipients=_ranked(code for e in events for code in e.recipients),
            began_on=_ranked(e.began_on for e in events if e.began_on),
            ended_on=_ranked(e.ended_on for e in events if e.ended_on),
            places=_ranked(e.place.name or e.place.raw for e in events if e.place),
            modalities=_ranked(e.modality for e in events),
            claimants=_ranked(e.claimant for e in events if e.claimant),
        )


def _ranked(values: Iterable[Value]) -> tuple[Value, ...]:
    counted = Counter(values)
    return tuple(sorted(counted, key=lambda v: (-counted[v], str(v))))


class AnswerLink(NamedTuple):
    """One claim answers another: `relation` is one of ANSWER_RELATIONS, `score` 0 to 1 with its reasons."""

    claim: str
    answer: str
    relation: str
    score: float
    reasons: tuple[str, ...] = ()
