"""Which documents are compared at all: those that stand near one another in a bucket, ordered by day and id.

A bucket may hold any number of documents, so only those few places apart are candidates: what is compared is a function of the
set, and no crowd of like pages makes it quadratic. A document that comes between two others may part them. Buckets of keys speak of
what is told: there, only documents of nearly one day are candidates.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from pantau.link.prints import Order, Print

WORD_WINDOW, KEY_WINDOW = 12, 4
"""How many places apart documents of a bucket are compared, by words and by keys: a crowded bucket of keys tells little."""
KEY_DAYS = 3
"""Renderings of one text lie at most so many days apart."""


class Near(NamedTuple):
    """A document's neighbours in one bucket, nearest first, and how far they are looked for."""

    before: Sequence[Order]
    behind: Sequence[Order]
    window: int


class Index(Protocol):
    """Where prints are kept by bucket; documents go by their order."""

    def add(self, of: Print) -> None:
        """Take a print in; one that is there stays as it is."""

    def near(self, of: Print) -> list[Near]:
        """For each bucket of a print its neighbours there, itself left out; those by words first."""

    def get(self, order: Order) -> Print:
        """The print with this order. Raises KeyError."""

    def document(self, order: Order) -> str:
        """The id of the document with this order. Raises KeyError."""


class MemoryIndex:
    """An index in memory."""

    def __init__(self) -> None:
        self._prints: dict[Order, Print] = {}
        self._buckets: dict[int, list[Order]] = {}

    def add(self, of: Print) -> None:
        if of.order not in self._prints:
            self._prints[of.order] = of
            for buckets in of.buckets:
                for bucket in buckets.tolist():
                    insort(self._buckets.setdefault(bucket, []), of.order)

    def near(self, of: Print) -> list[Near]:
        found = []
        for buckets, window in zip(of.buckets, (WORD_WINDOW, KEY_WINDOW), strict=True):
            for bucket in buckets.tolist():
                members = self._buckets.get(bucket, ())
                at = bisect_left(members, of.order)
                behind = at + 1 if at < len(members) and members[at] == of.order else at
                found.append(Near(members[max(0, at - window) : at][::-1], members[behind : behind + window], window))
        return found

    def get(self, order: Order) -> Print:
        return self._prints[order]

    def document(self, order: Order) -> str:
        return self._prints[order].document


def candidates_of(of: Print, near: Sequence[Near]) -> set[Order]:
    """Those of a print's neighbours that are compared with it."""
    return {
        other for here in near for other in (*here.before, *here.behind)
        if here.window == WORD_WINDOW or abs(other[0] - of.order[0]) <= KEY_DAYS
    }  # fmt: skip


def torn_by(near: Sequence[Near]) -> set[tuple[Order, Order]]:
    """Pairs that were neighbours in a bucket and, with one more between them, are so no longer there; the earlier one first."""
    return {
        (left, here.behind[here.window - 1 - far])  # they stood exactly `window` apart
        for here in near for far, left in enumerate(here.before) if here.window - 1 - far < len(here.behind)
    }  # fmt: skip


def find_candidates(prints: Sequence[Print]) -> npt.NDArray[np.int64]:
    """All pairs of positions in `prints` that are candidates, one a row, each once; the same that an Index gives one by one."""
    ranks = sorted(range(len(prints)), key=lambda i: prints[i].order)
    days = np.array([prints[i].order[0] for i in ranks], dtype=np.int64)
    words = _neighbours([prints[i].buckets[0] for i in ranks], WORD_WINDOW)
    keys = _neighbours([prints[i].buckets[1] for i in ranks], KEY_WINDOW, days)
    codes = np.unique(np.concatenate([words, keys]))
    at, size = np.array(ranks, dtype=np.int64), max(1, len(ranks))
    return np.stack([at[codes // size], at[codes % size]], axis=1)


def _neighbours(
    buckets: Sequence[npt.NDArray[np.uint64]], window: int, days: npt.NDArray[np.int64] | None = None
) -> npt.NDArray[np.int64]:
    """Pairs of ranks up to `window` places apart in a bucket, each as one number; with `days`, only those of nearly one day."""
    none = np.empty(0, dtype=np.int64)
    if not buckets:
        return none
    owners = np.repeat(np.arange(len(buckets), dtype=np.int64), [len(b) for b in buckets])
    keys = np.concatenate(buckets)
    by_key = np.argsort(keys, kind="stable")  # stable: within a bucket the order stays
    keys, owners, parts = keys[by_key], owners[by_key], [none]
    for apart in range(1, window + 1):
        at = np.flatnonzero(keys[apart:] == keys[:-apart])
        if not len(at):
            break
        one, other = owners[at], owners[at + apart]
        if days is not None:
            near = days[other] - days[one] <= KEY_DAYS
            one, other = one[near], other[near]
        parts.append(np.unique(one * len(buckets) + other))
    return np.unique(np.concatenate(parts))
