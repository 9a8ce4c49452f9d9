"""How much of one text stands in another, word for word: what is covered by shared runs, weighed, and the longest runs as spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pantau.link.minhash import Hashes
from pantau.link.prints import Print
from pantau.model import Span

Cover = npt.NDArray[np.float64]

QUOTED_WEIGHT, NAMED_WEIGHT, TWO_WORDS = 0.7, 0.1, 0.3
"""What a word inside quotation marks counts, one that begins with a capital or is a figure, and one in a run of two words only:
independent reports of one event share speech, names and figures."""
LEAST_SHARED = 0.2
LEAST_TRIPLES = 3
_MOST_RUNS = 12
_SLOTS = 1 << 20
_LONG_RUN = 4


class Overlap(NamedTuple):
    """Shares 0 to 1: `score` of both texts (geometric mean), `narration` the same without quoted words, `least` of the shorter text
    unweighted, `head` of the first halves; `words` covered outside quotation marks, `quoted` inside."""

    score: float
    narration: float
    least: float
    head: float
    words: int
    quoted: int


def share_runs(one: Print, other: Print) -> bool:
    """Whether two texts share any run of words that a relation could stand on: fewer cover less than each of them asks for."""
    return len(np.intersect1d(one.distinct_triples, other.distinct_triples, assume_unique=True)) >= LEAST_TRIPLES


def may_share_runs(one: Print, other: Print) -> bool:
    """Whether two texts may share runs: true at least where `share_runs` is, and told without sorting the other's."""
    return int(_stand_in(other.triples, one.distinct_triples).sum()) >= LEAST_TRIPLES


def sharing_runs(prints: Sequence[Print], pairs: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Of pairs of positions, grouped by the first, those whose texts may share runs: at least all of which `share_runs` is true."""
    slots = [(p.distinct_triples % np.uint64(_SLOTS)).astype(np.int32) for p in prints]
    table, kept = np.full(_SLOTS, -1, dtype=np.int32), []
    for some in np.split(pairs, np.flatnonzero(np.diff(pairs[:, 0])) + 1) if len(pairs) else []:
        first = int(some[0, 0])
        table[slots[first]] = first
        others = [slots[other] for other in some[:, 1].tolist()]
        shared = np.concatenate(([0], np.cumsum(table[np.concatenate(others)] == first)))
        ends = np.cumsum([len(each) for each in others])
        kept.append(some[np.diff(shared[ends], prepend=0) >= LEAST_TRIPLES])
    return np.concatenate(kept) if kept else pairs


def cover_of(one: Print, other: Print) -> Cover:
    """For each word of `one` how surely it stands in `other` too: 1 in a shared run of three or more, TWO_WORDS in one of two."""
    cover = np.zeros(len(one.words))
    for hashes, size, value in (
        (_stand_in(one.pairs, np.sort(other.pairs)), 2, TWO_WORDS),
        (_stand_in(one.triples, other.distinct_triples), 3, 1.0),
    ):
        for shift in range(size):
            part = cover[shift : shift + len(hashes)]
            part[hashes] = np.maximum(part[hashes], value)
    return cover


def _stand_in(hashes: Hashes, ordered: Hashes) -> npt.NDArray[np.bool_]:
    """Which of the hashes are among the ordered ones."""
    if not len(ordered):
        return np.zeros(len(hashes), dtype=np.bool_)
    at = np.minimum(np.searchsorted(ordered, hashes), len(ordered) - 1)
    return np.asarray(ordered[at] == hashes)


def measure_overlap(one: Print, other: Print, covers: tuple[Cover, Cover]) -> Overlap:
    """The overlap of two texts that both have words."""
    shares, narrations, heads = [], [], []
    for text, cover in zip((one, other), covers, strict=True):
        named = np.where(text.named, NAMED_WEIGHT, 1.0)
        weights = named * np.where(text.quoted, QUOTED_WEIGHT, 1.0)
        told = named * ~text.quoted
        half = max(1, len(cover) // 2)
        shares.append(float((weights * cover).sum() / max(weights.sum(), 1e-9)))
        narrations.append(float((told * cover).sum() / max(told.sum(), 1e-9)))
        heads.append(float((weights * cover)[:half].sum() / max(weights[:half].sum(), 1e-9)))
    shorter, cover = (one, covers[0]) if len(one.words) <= len(other.words) else (other, covers[1])
    return Overlap(
        (shares[0] * shares[1]) ** 0.5, (narrations[0] * narrations[1]) ** 0.5, float((cover >= 1).mean()), min(heads),
        int(((cover >= 1) & ~shorter.quoted).sum()), int(((cover >= 1) & shorter.quoted).sum()),
    )  # fmt: skip


def find_runs(one: Print, other: Print, *, quoted: bool | None = None) -> tuple[tuple[Span, Span], ...]:
    """The longest shared runs of words as pairs of spans, in the order of `one`; `quoted`: only those inside quotation marks or out."""
    if len(one.words) == len(other.words) and bool((one.words == other.words).all()):
        return ((_span(one, 0, len(one.words)), _span(other, 0, len(other.words))),) if len(one.words) else ()
    here, there_all = one.triples.tolist(), other.triples.tolist()
    first = {hashed: at for at, hashed in reversed(list(enumerate(there_all)))}
    runs: list[tuple[int, int, int]] = []
    at = 0
    while at < len(here):
        there = first.get(here[at])
        if there is None:
            at += 1
            continue
        length = 3
        room = min(len(one.words) - at, len(other.words) - there)
        while length < room and one.words[at + length] == other.words[there + length]:
            length += 1
        if length >= _LONG_RUN and (quoted is None or bool(one.quoted[at]) == quoted):
            runs.append((length, at, there))
        at += max(1, length - 2)
    best = sorted(sorted(runs, key=lambda r: (-r[0], r[1]))[:_MOST_RUNS], key=lambda r: r[1])
    return tuple((_span(one, a, length), _span(other, b, length)) for length, a, b in best)


def find_keys(one: Print, other: Print) -> tuple[tuple[Span, Span], ...]:
    """The first places of the weightiest neutral keys two texts share, as pairs of spans; at most a dozen."""
    at = [{int(k): i for i, k in reversed(list(enumerate(text.places))) if k} for text in (one, other)]
    shared = sorted((k for k in at[0] if k in at[1]), key=lambda k: at[0][k])
    return tuple((_span(one, at[0][k], 1), _span(other, at[1][k], 1)) for k in shared[:_MOST_RUNS])


def share_in_order(one: Print, other: Print) -> float:
    """Of the rare keys two texts share, the share that stands in the same order in both, by where each stands first; 1 where there
    is none. A rendering tells its facts in the order of the text, another report of the event in its own."""
    first = [{k: i for i, k in reversed(list(enumerate(text.places.tolist()))) if k} for text in (one, other)]
    shared = sorted((k for k in first[0] if k in first[1]), key=lambda k: first[0][k])
    tails: list[int] = []  # the smallest last place of a rising run of each length
    for key in shared:
        at = bisect_right(tails, first[1][key])
        tails[at : at + 1] = [first[1][key]]
    return len(tails) / len(shared) if shared else 1.0


def may_be_alike(ones: Hashes, others: Hashes) -> npt.NDArray[np.bool_]:
    """For rows of sketches, two by two: whether the texts may share enough keys to be compared at all."""
    shared = np.bitwise_count(ones & others).sum(axis=1, dtype=np.int64)
    size = np.bitwise_count(ones).sum(axis=1, dtype=np.int64) * np.bitwise_count(others).sum(axis=1, dtype=np.int64)
    return np.asarray(shared >= LEAST_SHARED * np.sqrt(size), dtype=np.bool_)


def _span(text: Print, at: int, length: int) -> Span:
    return Span(int(text.starts[at]), int(text.ends[at + length - 1]))


def likeness(one: Print, other: Print) -> tuple[float, int]:
    """The cosine of two texts' neutral keys by weight, and how many they share."""
    _, here, there = np.intersect1d(one.keys, other.keys, assume_unique=True, return_indices=True)
    product = (one.weights[here].astype(np.float64) * other.weights[there]).sum()
    return float(product / max(one.norm * other.norm, 1e-9)), len(here)
