"""Groups by average linkage over candidate pairs: a function of the set, near-linear where candidates are few."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence

Score = Callable[[int, int], float]

_SAMPLE = 12  # members of a group that stand for it where an average is made anew


class _Groups:
    """Groups of items that are merged best pair first; items are numbers in an order that their content gives."""

    def __init__(self, count: int, score: Score) -> None:
        self.members: dict[int, list[int]] = {i: [i] for i in range(count)}
        self.home = list(range(count))
        self._score = score
        self._near: dict[int, dict[int, float]] = {i: {} for i in range(count)}
        self._heap: list[tuple[float, int, int]] = []

    def link(self, a: int, b: int) -> None:
        """Let two items be candidates."""
        a, b = sorted((self.home[a], self.home[b]))
        if a != b and b not in self._near[a]:
            self._note(a, b, self._average(a, b))

    def merge(self, least: float) -> None:
        """Merge the pair of groups with the highest average until none reaches `least`."""
        while self._heap:
            minus, a, b = heapq.heappop(self._heap)
            if -minus < least:
                return
            if b not in self._near.get(a, ()) or round(self._near[a][b], 9) != -minus:
                continue
            self._join(a, b)

    def _note(self, a: int, b: int, score: float) -> None:
        self._near[a][b] = self._near[b][a] = score
        heapq.heappush(self._heap, (-round(score, 9), min(a, b), max(a, b)))

    def _join(self, a: int, b: int) -> None:
        """Merge group `b` into `a`; averages to common neighbours are weighted by size, missing ones made from samples."""
        n, m = len(self.members[a]), len(self.members[b])
        near_a, near_b = self._near.pop(a), self._near.pop(b)
        for c in set(near_a) | set(near_b):
            self._near.get(c, {}).pop(a, None)
            self._near.get(c, {}).pop(b, None)
        others = sorted((set(near_a) | set(near_b)) - {a, b})
        both = {}
        for c in others:
            to_a = near_a[c] if c in near_a else self._average(a, c)
            to_b = near_b[c] if c in near_b else self._average(b, c)
            both[c] = (n * to_a + m * to_b) / (n + m)
        self._near[a] = {}
        self._move(a, b)
        for c, score in both.items():
            self._note(a, c, score)

    def _move(self, a: int, b: int) -> None:
        moved = self.members.pop(b)
        for item in moved:
            self.home[item] = a
        self.members[a] = sorted([*self.members[a], *moved])
        self._near.pop(b, None)

    def _average(self, a: int, b: int) -> float:
        one, two = _sample(self.members[a]), _sample(self.members[b])
        return sum(self._score(i, j) for i in one for j in two) / (len(one) * len(two))


def _sample(members: Sequence[int]) -> Sequence[int]:
    """At most `_SAMPLE` members, evenly over their order."""
    if len(members) <= _SAMPLE:
        return members
    return [members[k * len(members) // _SAMPLE] for k in range(_SAMPLE)]


def group(count: int, candidates: Iterable[tuple[int, int]], score: Score, *, least: float) -> list[list[int]]:
    """The groups of items 0 … count-1, each sorted, ordered by first item.

    `candidates` are the pairs that may be compared; groups are merged while their average score reaches `least`.
    """
    groups = _Groups(count, score)
    for a, b in sorted({(min(p), max(p)) for p in candidates}):
        groups.link(a, b)
    groups.merge(least)
    return [groups.members[k] for k in sorted(groups.members)]
