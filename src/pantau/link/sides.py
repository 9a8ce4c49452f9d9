"""How near two parties are: the same code, the same state's people or opposition, the same side of a theatre."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from pantau.knowledge import Knowledge

_SUFFIXES = ("_OPP", "_CIV")


def plain(code: str) -> str:
    """A code without `_OPP`, `_CIV`."""
    for suffix in _SUFFIXES:
        code = code.removesuffix(suffix)
    return code


class Sides:
    """Nearness of party codes, 0 to 1, made once for a state of knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._homes = {code: party.home for code, party in knowledge.world.parties.items() if party.kind != "state"}
        self._sides: dict[str, set[tuple[str, str]]] = {}
        for theatre in knowledge.world.theatres:
            for side in theatre.parties:
                self._sides.setdefault(side.code, set()).add((theatre.id, side.side))
        self.near = lru_cache(maxsize=1 << 15)(self._near)

    def _near(self, a: str, b: str) -> float:
        if a == b:
            return 1.0
        if a.endswith("_OPP") != b.endswith("_OPP") and plain(a) == plain(b):
            return 0.2  # a government and those against it are the two sides of most civil wars
        if plain(a) == plain(b):
            return 0.75  # a state and its civilians: the same attack is told as on either
        if self._sides.get(a, set()) & self._sides.get(b, set()):
            return 0.6
        for group, other in ((a, b), (b, a)):
            home = self._homes.get(group)
            if home and (other == f"{home}_OPP" or (plain(other) == home and plain(group) not in self._sides)):
                return 0.6
        return 0.0

    def alike(self, a: Sequence[str], b: Sequence[str]) -> float:
        """How alike two lists of parties are: the F1 of best matches; two empty ones are half alike, one empty one a third."""
        if not a or not b:
            return 0.5 if not a and not b else 0.35
        there = sum(max(self.near(x, y) for y in b) for x in a)
        back = sum(max(self.near(x, y) for x in a) for y in b)
        return (there + back) / (len(a) + len(b))

    def one_side(self, a: Iterable[str], b: Iterable[str]) -> bool:
        """Whether any party of one list stands with one of the other."""
        return any(self.near(x, y) >= 0.6 for x in a for y in b)
