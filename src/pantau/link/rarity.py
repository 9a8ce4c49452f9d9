"""How telling a word is in a set of texts: stems, names and numbers with weights by how few documents hold them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log, sqrt
from typing import Any

from pantau.knowledge import Knowledge
from pantau.lang.stems import stem
from pantau.world.places import fold

Vector = Mapping[str, float]
"""Terms with weights; a vector of `unit` length 1."""

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
LONGEST = 60_000
"""Code points of one text that are weighed."""


def terms_of(text: str, language: str | None, small: frozenset[str] = frozenset()) -> list[str]:
    """The terms of a text in order: folded stems (`~` before a name), numbers (`#` before them); small words are left out."""
    found = []
    for match in _WORD.finditer(text[:LONGEST]):
        word = match.group()
        if word[0].isdigit():
            found.append("#" + re.sub(r"[.,](?=\d{3}\b)", "", word))
            continue
        lower = fold(word)
        if len(lower) < 3 or lower in small:
            continue
        found.append(("~" if word[0].isupper() else "") + stem(lower.replace(" ", ""), language))
    return found


def small_words(knowledge: Knowledge, language: str | None) -> frozenset[str]:
    """The closed-class words of a language: those of its pack's grammar."""
    key = f"link/small words/{language}"
    if key not in knowledge.derived:
        pack = knowledge.packs.get(language or "")
        tables: list[Any] = [table for stems in ("grammar", "syntax") for _, table in (pack.tables.get(stems, ()) if pack else ())]
        knowledge.derived[key] = frozenset(fold(w) for table in tables for w in _words(table) if " " not in w)
    found: frozenset[str] = knowledge.derived[key]
    return found


def _words(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _words(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _words(each)


class Rarity:
    """Weights of terms in one set: the logarithm of how few of its documents hold a term (smoothed: a set of two has weights too)."""

    def __init__(self, documents: Iterable[Iterable[str]]) -> None:
        self._count = 0
        self._held: Counter[str] = Counter()
        for terms in documents:
            self._count += 1
            self._held.update(set(terms))

    def weight(self, term: str) -> float:
        """How telling a term is; 0 for none."""
        return log(1 + (self._count + 1) / (0.5 + self._held[term]))

    def holders(self, term: str) -> int:
        """In how many documents a term stands."""
        return self._held[term]

    def vector(self, terms: Mapping[str, float], *, name: float = 1.0, number: float = 1.0) -> dict[str, float]:
        """Counted terms as a vector of length 1; names and numbers are weighted by these factors. Its order is that of the terms."""
        kinds = {"~": name, "#": number}
        raw = {t: (1 + log(n) if n > 1 else n) * self.weight(t) * kinds.get(t[0], 1.0) for t, n in sorted(terms.items())}
        length = sqrt(sum(w * w for w in raw.values()))
        return {t: w / length for t, w in raw.items()} if length else {}


def likeness(a: Vector, b: Vector) -> float:
    """The cosine of two vectors of length 1."""
    if len(b) < len(a):
        a, b = b, a
    return sum(w * b[t] for t, w in a.items() if t in b)


@lru_cache(maxsize=1 << 15)
def bare(term: str) -> str:
    """A term without the mark of a name: a name at the head of one sentence is a word within another."""
    return term.removeprefix("~")
