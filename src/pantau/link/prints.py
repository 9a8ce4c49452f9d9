"""PRINT: what is kept of a document's body to find and compare its relatives: its words as hashes, and keys no language owns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, islice

import numpy as np
import numpy.typing as npt

from pantau.knowledge import Knowledge
from pantau.link.minhash import Bands, Hashes, hash_word, shingles
from pantau.model import Document, Span
from pantau.models.crossing import FULL_WEIGHT, load_crossing

Flags = npt.NDArray[np.bool_]
Order = tuple[int, int]
Offsets = npt.NDArray[np.int32]

MOST_WORDS = 6_000
"""Words of a body that are looked at: no news article has more."""
MOST_LETTERS = 60_000

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_QUOTED = re.compile(r"[\"“”«»„][^\"“”«»„\n]{15,1500}[\"“”«»„]")
WORD_BANDS = Bands(32, 4, salt=1)
KEY_BANDS = Bands(112, 2, salt=2)
SKETCH_BITS = 4096
_LEAST_WEIGHT = 2.0
"""Keys that weigh less are too common to look a document up by."""
NO_DAY = date.max.toordinal() + 1


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

    @cached_property
    def order(self) -> Order:
        """Sorts documents by day and a number of their id; those without a day come last, at NO_DAY."""
        return (self.on.toordinal() if self.on else NO_DAY, np.uint64(hash_word(self.document)).astype(np.int64).item())

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
        ordered = np.sort(self.triples)
        fresh: Hashes = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
        return fresh

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
    def buckets(self) -> tuple[Hashes, Hashes]:
        """Where relatives are looked for, by words and by keys: documents that stand near one another in one of these are compared."""
        if not self.is_long:
            return _NONE, _NONE
        return WORD_BANDS.of(self.distinct_triples), KEY_BANDS.of(self.keys[self.weights >= _LEAST_WEIGHT])


_NONE: Hashes = np.empty(0, dtype=np.uint64)
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
    # a field report copies nobody, and shares its form with all others
    body = bounded_body(document) if document.kind != "observation" else []
    found = chain.from_iterable(_WORD.finditer(document.text, span.start, span.end) for span in body)
    matches = list(islice(found, MOST_WORDS))
    told = _told(document.language, names)
    rows = np.array([told[m.group()] for m in matches], dtype=np.int64)
    starts = np.array([m.start() for m in matches], dtype=np.int32)
    weights, keys = told.weights[rows], told.neutral[rows]
    counts = weights > 0
    distinct, first = np.unique(keys[counts], return_index=True)
    return Print(
        document=document.id, name=document.name, on=day_of(document), language=document.language, source=document.source,
        words=told.hashes[rows], starts=starts, ends=starts + told.lengths[rows], quoted=_quoted(document, starts),
        named=told.named[rows], places=np.where(weights >= FULL_WEIGHT, keys, np.uint64(0)),
        keys=distinct, weights=weights[counts][first],
    )  # fmt: skip


def _quoted(document: Document, starts: Offsets) -> Flags:
    """Which of the words that start there stand inside quotation marks."""
    flags = np.zeros(len(starts), dtype=np.bool_)
    for span in bounded_body(document):
        for match in _QUOTED.finditer(document.text, span.start, span.end):
            flags[np.searchsorted(starts, match.start()) : np.searchsorted(starts, match.end())] = True
    return flags


def bounded_body(document: Document) -> list[Span]:
    """What is looked at of a body: its first MOST_LETTERS."""
    kept, room = [], MOST_LETTERS
    for span in document.body:
        if room <= 0:
            break
        kept.append(Span(span.start, min(span.end, span.start + room)))
        room -= span.end - span.start
    return kept


def day_of(document: Document) -> date | None:
    """The day a text was published, or is dated."""
    return document.published_at.date() if document.published_at else document.published_on or document.dated


class _Told(dict[str, int]):
    """What the written words of a language tell: each word's row in arrays of hashes, lengths, whether it begins with a capital or is
    a figure, neutral keys and what these weigh; `names` weigh less."""

    def __init__(self, language: str | None, names: frozenset[str]) -> None:
        super().__init__()
        self._language, self._names = language, names
        self.hashes, self.neutral = np.empty(_ROOM, dtype=np.uint64), np.empty(_ROOM, dtype=np.uint64)
        self.weights, self.lengths = np.empty(_ROOM, dtype=np.float32), np.empty(_ROOM, dtype=np.int32)
        self.named = np.empty(_ROOM, dtype=np.bool_)

    def __missing__(self, word: str) -> int:
        row = self[word] = len(self)
        if row == len(self.hashes):
            for name in ("hashes", "neutral", "weights", "lengths", "named"):
                setattr(self, name, np.concatenate([getattr(self, name), np.empty_like(getattr(self, name))]))
        crossing, lower = load_crossing(), word.lower()
        key = crossing.key(word, self._language) if len(word) > 2 or word[0].isdigit() else ""
        self.hashes[row], self.neutral[row] = hash_word(lower), hash_word(f"key {key}")
        self.weights[row] = crossing.weight(key) * (KNOWN_WEIGHT if lower in self._names else 1.0)
        self.lengths[row], self.named[row] = len(word), not word[0].islower()
        return row


_ROOM = 4096
_MOST_TOLD = 300_000
_TOLD: dict[tuple[str | None, frozenset[str]], _Told] = {}


def _told(language: str | None, names: frozenset[str]) -> _Told:
    known = _TOLD.get((language, names))
    if known is None or len(known) > _MOST_TOLD:
        known = _TOLD[(language, names)] = _Told(language, names)
    return known
