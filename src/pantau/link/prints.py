"""PRINT: what is kept of a document's body to find and compare its relatives: its words as hashes, and keys no language owns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from pantau.link.minhash import Bands, Hashes, hash_word, mix, shingles
from pantau.model import Document, Span
from pantau.models.crossing import FULL_WEIGHT, load_crossing

Flags = npt.NDArray[np.bool_]
Offsets = npt.NDArray[np.int32]

MOST_WORDS = 6_000
"""Words of a body that are looked at: no news article has more."""
MOST_LETTERS = 60_000

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_QUOTED = re.compile(r"[\"“”«»„][^\"“”«»„\n]{15,1500}[\"“”«»„]")
WORD_BANDS = Bands(32, 4, salt=1)
KEY_BANDS = Bands(56, 2, salt=2)
_LEAST_WEIGHT = 2.0
"""Keys that weigh less are too common to look a document up by."""
_PERIOD = 4
"""Days: two texts that far apart are hardly renderings of one another."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Print:
    """One document's print. Arrays run over its words: `words` hashes, `starts` and `ends` in its text, `quoted`, `named`, `places` the full
    neutral key of each (0: a common word); `keys` are its distinct neutral keys, sorted, with their `weights`."""

    document: str
    name: str
    on: date | None
    language: str | None
    source: str | None
    words: Hashes
    starts: Offsets
    ends: Offsets
    quoted: Flags
    named: Flags
    places: Hashes
    keys: Hashes
    weights: npt.NDArray[np.float32]

    @property
    def order(self) -> tuple[str, str, str]:
        """Sorts documents by day, name and id; those without a day come last."""
        return (self.on.isoformat() if self.on else "9999", self.name, self.document)

    @cached_property
    def pairs(self) -> Hashes:
        """The hash of every two words in a row."""
        return shingles(self.words, 2)

    @cached_property
    def triples(self) -> Hashes:
        """The hash of every three words in a row."""
        return shingles(self.words, 3)

    @cached_property
    def is_long(self) -> bool:
        """Whether there is enough text to say anything of where it comes from."""
        return len(self.words) >= LEAST_WORDS

    @cached_property
    def norm(self) -> float:
        """The length of the vector of key weights."""
        return float(np.sqrt((self.weights.astype(np.float64) ** 2).sum()))

    @cached_property
    def buckets(self) -> Hashes:
        """Where relatives are looked for: documents that share one of these are compared."""
        if not self.is_long:
            return np.empty(0, dtype=np.uint64)
        rare = KEY_BANDS.of(self.keys[self.weights >= _LEAST_WEIGHT])
        parts = [WORD_BANDS.of(np.unique(self.triples)), *(mix(rare ^ np.uint64(period)) for period in self._periods())]
        return np.unique(np.concatenate(parts))

    def _periods(self) -> tuple[int, ...]:
        """Two overlapping stretches of days, so that texts two days apart share one; one for all texts without a day."""
        if self.on is None:
            return (0,)
        day = self.on.toordinal()
        return (2 * (day // _PERIOD) + 2, 2 * ((day + _PERIOD // 2) // _PERIOD) + 3)


LEAST_WORDS = 25


def make_print(document: Document) -> Print:
    """The print of a document's body, at most MOST_WORDS of it."""
    text = document.text
    words: list[str] = []
    starts: list[int] = []
    named: list[bool] = []
    quoted: list[bool] = []
    for span in _bounded(document.body):
        inside = [m.span() for m in _QUOTED.finditer(text, span.start, span.end)]
        at = 0
        for match in _WORD.finditer(text, span.start, span.end):
            word, start = match.group(), match.start()
            while at < len(inside) and inside[at][1] <= start:
                at += 1
            words.append(word)
            starts.append(start)
            named.append(not word[0].islower())
            quoted.append(at < len(inside) and inside[at][0] <= start)
    del words[MOST_WORDS:], starts[MOST_WORDS:], named[MOST_WORDS:], quoted[MOST_WORDS:]
    found = [_key(word, document.language) for word in words]
    keys, weights = _keys(found)
    return Print(
        document=document.id, name=document.name, on=_day(document), language=document.language, source=document.source,
        words=np.array([hash_word(w.lower()) for w in words], dtype=np.uint64),
        starts=np.array(starts, dtype=np.int32),
        ends=np.array([s + len(w) for s, w in zip(starts, words, strict=True)], dtype=np.int32),
        quoted=np.array(quoted, dtype=np.bool_), named=np.array(named, dtype=np.bool_),
        places=np.array([key if weight >= FULL_WEIGHT else 0 for key, weight in found], dtype=np.uint64), keys=keys, weights=weights,
    )  # fmt: skip


def _bounded(body: tuple[Span, ...]) -> list[Span]:
    kept, room = [], MOST_LETTERS
    for span in body:
        if room <= 0:
            break
        kept.append(Span(span.start, min(span.end, span.start + room)))
        room -= span.end - span.start
    return kept


def _day(document: Document) -> date | None:
    return document.published_at.date() if document.published_at else document.published_on or document.dated


_KEYS: dict[tuple[str, str | None], tuple[int, float]] = {}
_MOST_KEYS = 400_000


def _key(word: str, language: str | None) -> tuple[int, float]:
    found = _KEYS.get((word, language))
    if found is None:
        if len(_KEYS) >= _MOST_KEYS:
            _KEYS.clear()
        crossing = load_crossing()
        key = crossing.key(word, language) if len(word) > 2 or word[0].isdigit() else ""
        found = _KEYS[(word, language)] = (hash_word(f"key {key}"), crossing.weight(key))
    return found


def _keys(keyed: list[tuple[int, float]]) -> tuple[Hashes, npt.NDArray[np.float32]]:
    """The distinct neutral keys of the words that tell something, sorted by hash, with their weights."""
    found = {key: weight for key, weight in keyed if weight > 0}
    rows = sorted(found.items())
    return np.array([k for k, _ in rows], dtype=np.uint64), np.array([w for _, w in rows], dtype=np.float32)
