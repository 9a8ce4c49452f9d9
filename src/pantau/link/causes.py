"""Who stands with whom: the sides of the theatres, and whether somebody speaks in its own cause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pantau.world import Theatre

APART = frozenset({"broker", "mediator", "observer", "peacekeepers", "neighbour"})
"""Sides of a theatre that fight nobody."""


def plain_code(code: str) -> str:
    """The code without what marks a state's civilians; its opponents stay another party."""
    return code.removesuffix("_CIV") if code != "CIV_CIV" else "CIV"


def sides_of(code: str, theatres: Sequence[Theatre]) -> frozenset[tuple[str, str]]:
    """The (theatre, side) pairs a party fights on."""
    code = plain_code(code)
    return frozenset((t.id, p.side) for t in theatres for p in t.parties if p.code == code and p.side not in APART)


def is_one_side(one: str, other: str, theatres: Sequence[Theatre]) -> bool:
    """Whether two codes are one party or fight on one side of some theatre."""
    return plain_code(one) == plain_code(other) or not sides_of(one, theatres).isdisjoint(sides_of(other, theatres))


def speaks_for_itself(code: str, parties: Iterable[str], theatres: Sequence[Theatre]) -> bool:
    """Whether `code` is one of the parties to a happening, or on the side of one: a belligerent in its own cause."""
    return any(is_one_side(code, party, theatres) for party in parties)


def count_sides(codes: Iterable[str], theatres: Sequence[Theatre]) -> int:
    """How many sides these parties make when those of one side count once."""
    apart: list[str] = []
    for code in sorted(set(codes)):
        if not any(is_one_side(code, known, theatres) for known in apart):
            apart.append(code)
    return len(apart)
