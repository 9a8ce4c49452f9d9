"""Which theatre a set of parties belongs to, and the side each of them is on there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pantau.world.theatre import Theatre

APART = frozenset(["broker", "mediator", "observer", "peacekeepers"])
"""Sides of a theatre that fight nobody."""
OTHER = "other"
"""The word for no theatre."""


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


def sides_of(parties: Iterable[str], theatre: Theatre | None) -> frozenset[str]:
    """The sides these parties fight on; a party that the theatre does not know stands for itself, those apart for nobody."""
    known = {p.code: p.side for p in theatre.parties} if theatre else {}
    sides = (known.get(_plain(code), _plain(code)) for code in parties)
    return frozenset(side for side in sides if side not in APART)


def belligerents_of(parties: Iterable[str], theatre: Theatre | None) -> tuple[str, ...]:
    """The parties that fight, in their order, those apart left out."""
    return tuple(code for code in parties if sides_of((code,), theatre))
