"""Which theatre a set of parties belongs to, and the side each of them is on there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pantau.model import Place, Record
from pantau.store import codes_of
from pantau.world.theatre import Theatre

APART = frozenset(["broker", "mediator", "observer", "peacekeepers"])
"""Sides of a theatre that fight nobody."""
OTHER = "other"
"""What belongs to no theatre."""


def theatre_of(parties: Iterable[str], theatres: Sequence[Theatre]) -> Theatre | None:
    """The theatre in which these parties stand on two sides: with most of them, with an agreement between them, the narrowest."""
    codes = frozenset(map(_plain, parties))
    fitting = [t for t in theatres if len(_fighting(codes, t)) >= 2]
    return min(fitting, key=lambda t: _rank(codes, t), default=None)


def _rank(codes: frozenset[str], theatre: Theatre) -> tuple[int, int, int, str]:
    agreed = any(len(codes & set(a.parties)) >= 2 for a in theatre.agreements)
    return -len(codes & set(theatre.codes)), 0 if agreed else 1, len(theatre.parties), theatre.id


def _plain(code: str) -> str:
    return code.removesuffix("_CIV")


def _fighting(codes: frozenset[str], theatre: Theatre) -> frozenset[str]:
    return frozenset(p.side for p in theatre.parties if p.code in codes and p.side not in APART)


class Belonging:
    """Which theatres a record belongs to: those one of whose parties it names, or in one of whose places it happened."""

    def __init__(self, theatres: Sequence[Theatre]) -> None:
        self._by_code: dict[str, set[str]] = {}
        self._by_place: dict[str, set[str]] = {}
        for theatre in theatres:
            for code in theatre.codes:
                self._by_code.setdefault(code, set()).add(theatre.id)
            for name in (name for place in theatre.places for name in place.all_names):
                self._by_place.setdefault(name, set()).add(theatre.id)

    def of(self, record: Record) -> tuple[str, ...]:
        """The ids of its theatres, sorted; `other` where it belongs to none. A field report says itself which it is of."""
        found = {theatre for code in codes_of(record) for theatre in self._by_code.get(code, ())}
        if record.rule.startswith("observation.") and "theatre" in record.inferred:
            found.add(record.inferred["theatre"])
        place = getattr(record, "place", None)
        if isinstance(place, Place):
            for name in (place.raw, place.name):
                found.update(self._by_place.get(name or "", ()))
        return tuple(sorted(found)) or (OTHER,)


def sides_of(parties: Iterable[str], theatre: Theatre | None) -> frozenset[str]:
    """The sides these parties fight on; a party that the theatre does not know stands for itself, those apart for nobody."""
    known = {p.code: p.side for p in theatre.parties} if theatre else {}
    sides = (known.get(_plain(code), _plain(code)) for code in parties)
    return frozenset(side for side in sides if side not in APART)


def belligerents_of(parties: Iterable[str], theatre: Theatre | None) -> tuple[str, ...]:
    """The parties that fight, in their order, those apart left out."""
    return tuple(code for code in parties if sides_of((code,), theatre))
