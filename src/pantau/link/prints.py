"""PRINT: what is kept of a document's body to find and compare its relatives: its words as hashes, and keys no language owns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pantau.knowledge import Knowledge
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
SKETCH_BITS = 4096
_LEAST_WEIGHT = 2.0
"""Keys that weigh less are too common to look a document up by."""
_PERIOD = 4
"""Days: two texts that far apart are hardly renderings of one another."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Print:
    """One document's print. Arrays run over its words: `words` hashes, `starts` and `ends` in its text, `quoted`, `named`, `places` the
    full neutral key of each (0: a common word); `keys` are its distinct neutral keys, sorted, with their `weights`."""

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
    def distinct_triples(self) -> Hashes:
        """The same, sorted, each once."""
        return np.unique(self.triples)

    @cached_property
    def is_long(self) -> bool:
        """Whether there is enough text to say anything of where it comes from."""
        return len(self.words) >= LEAST_WORDS

    @cached_property
    def sketch(self) -> Hashes:
        """The keys as a set of SKETCH_BITS bits: how many two texts share at most is counted fast."""
        bits = np.zeros(SKETCH_BITS, dtype=np.bool_)
        bits[(self.keys % np.uint64(SKETCH_BITS)).astype(np.int64)] = True
        return np.packbits(bits).view(np.uint64)

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
        parts = [WORD_BANDS.of(self.distinct_triples), *(mix(rare ^ np.uint64(period)) for period in self._periods())]
        return np.unique(np.concatenate(parts))

    def _periods(self) -> tuple[int, ...]:
        """Two overlapping stretches of days, so that texts two days apart share one; one for all texts without a day."""
        if self.on is None:
            return (0,)
        day = self.on.toordinal()
        return (2 * (day // _PERIOD) + 2, 2 * ((day + _PERIOD // 2) // _PERIOD) + 3)


LEAST_WORDS = 25


NO_NAMES: frozenset[str] = frozenset()
KNOWN_WEIGHT = 0.35
"""What a name counts that every report of its conflict carries: parties, places and persons of the theatres."""


def known_names(knowledge: Knowledge) -> frozenset[str]:
    """The words, in small letters, of which the names of states and of the theatres' parties, places and persons are made."""
    if "link names" not in knowledge.derived:
        knowledge.derived["link names"] = frozenset(
            word.lower() for name in _names(knowledge) for word in _WORD.findall(name) if word[0].isupper()
        )  # fmt: skip
    found: frozenset[str] = knowledge.derived["link names"]
    return found


def _names(knowledge: Knowledge) -> Iterator[str]:
    for party in knowledge.world.parties.values():
        yield from (party.name, party.capital or "")
    for theatre in knowledge.world.theatres:
        yield from (theatre.name, *(name for words in theatre.names.values() for name in words))
        yield from (name for side in theatre.parties for words in side.names.values() for name in words)
        yield from (name for place in theatre.places for name in place.all_names)
        yield from (name for person in theatre.persons for name in person.names)


def make_print(document: Document, names: frozenset[str] = NO_NAMES) -> Print:
    """The print of a document's body, at most MOST_WORDS of it; `names` are words that weigh less."""
    text = document.text
    matches = [m for span in _bounded(document.body) for m in _WORD.finditer(text, span.start, span.end)][:MOST_WORDS]
    told = [_tell(m.group(), document.language) for m in matches]
    starts = np.array([m.start() for m in matches], dtype=np.int32)
    rare = {t.key: KNOWN_WEIGHT * t.weight if t.lower in names else t.weight for t in told if t.weight > 0}
    rows = sorted(rare.items())
    return Print(
        document=document.id, name=document.name, on=_day(document), language=document.language, source=document.source,
        words=np.array([t.hash for t in told], dtype=np.uint64), starts=starts,
        ends=np.array([m.end() for m in matches], dtype=np.int32), quoted=_quoted(document, starts),
        named=np.array([t.is_named for t in told], dtype=np.bool_),
        places=np.array([t.key if rare.get(t.key, 0.0) >= FULL_WEIGHT else 0 for t in told], dtype=np.uint64),
        keys=np.array([k for k, _ in rows], dtype=np.uint64), weights=np.array([w for _, w in rows], dtype=np.float32),
    )  # fmt: skip


def _quoted(document: Document, starts: Offsets) -> Flags:
    """Which of the words that start there stand inside quotation marks."""
    flags = np.zeros(len(starts), dtype=np.bool_)
    for span in _bounded(document.body):
        for match in _QUOTED.finditer(document.text, span.start, span.end):
            flags[np.searchsorted(starts, match.start()) : np.searchsorted(starts, match.end())] = True
    return flags


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


class _Told(NamedTuple):
    """What one written word tells: its hash, its neutral key with the weight, whether it begins with a capital or is a figure."""

    hash: int
    key: int
    weight: float
    is_named: bool
    lower: str


_TOLD: dict[str | None, dict[str, _Told]] = {}
_MOST_TOLD = 300_000


def _tell(word: str, language: str | None) -> _Told:
    known = _TOLD.setdefault(language, {})
    found = known.get(word)
    if found is None:
        if len(known) >= _MOST_TOLD:
            known.clear()
        crossing, lower = load_crossing(), word.lower()
        key = crossing.key(word, language) if len(word) > 2 or word[0].isdigit() else ""
        found = known[word] = _Told(hash_word(lower), hash_word(f"key {key}"), crossing.weight(key), not word[0].islower(), lower)
    return found
