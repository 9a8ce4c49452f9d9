"""Which documents are compared at all: those that stand near one another in a bucket, ordered by day, name and id.

A bucket may hold any number of documents, so only those at most WINDOW places apart are candidates: what is compared is a function of
the set, and no crowd of like pages makes it quadratic. A document that comes between two others may part them.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from pantau.link.prints import Print

WINDOW = 12
Order = tuple[str, str, str]


class Index(Protocol):
    """Where prints are kept by bucket."""

    def add(self, of: Print) -> None:
        """Take a print in; one that is there stays as it is."""

    def near(self, of: Print) -> list[tuple[Sequence[str], Sequence[str]]]:
        """For each bucket of a print the ids of the up to WINDOW documents before and behind it, nearest first."""

    def get(self, document: str) -> Print:
        """The print of a document. Raises KeyError."""


class MemoryIndex:
    """An index in memory."""

    def __init__(self) -> None:
        self._prints: dict[str, Print] = {}
        self._buckets: dict[int, list[Order]] = {}

    def add(self, of: Print) -> None:
        if of.document not in self._prints:
            self._prints[of.document] = of
            for bucket in of.buckets.tolist():
                insort(self._buckets.setdefault(bucket, []), of.order)

    def near(self, of: Print) -> list[tuple[Sequence[str], Sequence[str]]]:
        found: list[tuple[Sequence[str], Sequence[str]]] = []
        for bucket in of.buckets.tolist():
            members = self._buckets.get(bucket, ())
            at = bisect_left(members, of.order)
            behind = at + 1 if at < len(members) and members[at] == of.order else at
            found.append(([m[2] for m in members[max(0, at - WINDOW) : at]][::-1], [m[2] for m in members[behind : behind + WINDOW]]))
        return found

    def get(self, document: str) -> Print:
        return self._prints[document]


def find_candidates(prints: Sequence[Print]) -> list[tuple[int, int]]:
    """All pairs of positions in `prints` that are candidates, each once; the same that an Index gives one by one."""
    ranks = sorted(range(len(prints)), key=lambda i: prints[i].order)
    keys = np.concatenate([prints[i].buckets for i in ranks]) if ranks else np.empty(0, dtype=np.uint64)
    owners = np.repeat(np.arange(len(ranks), dtype=np.int64), [len(prints[i].buckets) for i in ranks])
    by_key = np.argsort(keys, kind="stable")  # stable: within a bucket the order stays
    keys, owners = keys[by_key], owners[by_key]
    parts = []
    for apart in range(1, WINDOW + 1):
        same = keys[apart:] == keys[:-apart]
        if not same.any():
            break
        parts.append(owners[:-apart][same] * len(ranks) + owners[apart:][same])
    codes = np.unique(np.concatenate(parts)) if parts else np.empty(0, dtype=np.int64)
    return [(ranks[int(c) // len(ranks)], ranks[int(c) % len(ranks)]) for c in codes.tolist()]
