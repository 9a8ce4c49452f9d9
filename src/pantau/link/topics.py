"""Documents that report the same event, by their wording: rare words, names and numbers, average linkage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import sqrt
from typing import NamedTuple

from pantau.knowledge import Knowledge
from pantau.link.grouping import group
from pantau.link.rarity import Rarity, bare, likeness, small_words, terms_of
from pantau.model import Document, Span


class Settings(NamedTuple):
    """Chosen on all development topics of ECB+, near the middle of a plateau; odd and even topics were both in view."""

    name: float = 1.25  # weight of names and numbers over words
    number: float = 1.0
    lead: float = 2.0  # a term of headline or lead counts so often
    near: int = 7  # documents most alike that lend a document their words
    lent: float = 0.5  # share of a document's vector that they lend
    least: float = 0.46  # average likeness within a group of such vectors
    rare: int = 24  # rarest terms of a document that find its neighbours
    most: int = 120  # documents on one term beyond which it finds nobody


SETTINGS = Settings()
_LEAD = 320
"""Code points of headline and lead."""


class Wording:
    """The weighted terms of every document of a set, by document id."""

    def __init__(self, documents: Iterable[Document], knowledge: Knowledge, settings: Settings = SETTINGS) -> None:
        self._settings = settings
        terms = {d.id: _terms(d, knowledge, settings) for d in documents}
        self.rarity = Rarity(terms[key] for key in sorted(terms))
        self.vectors: Mapping[str, dict[str, float]] = {
            key: self.rarity.vector(terms[key], name=settings.name, number=settings.number) for key in sorted(terms)
        }

    def likeness(self, a: str, b: str) -> float:
        """How alike two documents are worded: 0 to 1."""
        return likeness(self.vectors[a], self.vectors[b])

    def neighbours(self, ids: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Pairs of places in `ids` whose documents share one of their rarest terms; terms that very many share find none."""
        holders: dict[str, list[int]] = {}
        for place, key in enumerate(ids):
            vector = self.vectors[key]
            for term in sorted(vector, key=lambda t: (-vector[t], t))[: self._settings.rare]:
                holders.setdefault(term, []).append(place)
        for term in sorted(holders):
            if 1 < len(holders[term]) <= self._settings.most:
                yield from combinations(holders[term], 2)


def _terms(document: Document, knowledge: Knowledge, settings: Settings) -> Counter[str]:
    """The counted terms of headline and body; those of the lead count more. A name is marked where most of its mentions are."""
    small = small_words(knowledge, document.language)
    spans = document.body or (Span(0, len(document.text)),)
    text = "\n".join(span.of(document.text) for span in spans)
    counted: Counter[str] = Counter(terms_of(text, document.language, small))
    lead = Counter(terms_of(f"{document.title or ''}\n{text[:_LEAD]}", document.language, small))
    for term, count in lead.items():
        counted[term] += int(count * (settings.lead - 1))
    return Counter(_settled(counted))


def _settled(counted: Mapping[str, int]) -> dict[str, int]:
    """Terms with and without the mark of a name joined under the commoner: sentence heads are capital too."""
    settled: dict[str, int] = {}
    for term, count in counted.items():
        plain, marked = counted.get(bare(term), 0), counted.get("~" + bare(term), 0)
        kept = "~" + bare(term) if marked > plain and not term.startswith("#") else bare(term)
        settled[kept] = settled.get(kept, 0) + count
    return settled


def find_topics(documents: Iterable[Document], knowledge: Knowledge, settings: Settings = SETTINGS) -> tuple[tuple[str, ...], ...]:
    """Groups of document ids that report the same event; every document is in one. The same set gives the same groups in any order.

    1. Documents that share rare terms are neighbours. 2. Each borrows words from those most alike: short reports of one event that
    share few words come together by what others say of it. 3. Average linkage.
    """
    wording = Wording(documents, knowledge, settings)
    ids = sorted(wording.vectors)
    pairs = set(wording.neighbours(ids))
    vectors = _lent(wording, ids, pairs, settings)
    groups = group(len(ids), pairs, lambda i, j: likeness(vectors[i], vectors[j]), least=settings.least)
    return tuple(tuple(ids[i] for i in members) for members in groups)


def _lent(wording: Wording, ids: Sequence[str], pairs: Iterable[tuple[int, int]], settings: Settings) -> list[dict[str, float]]:
    """Every document's vector with the mean of its nearest ones', weighted by likeness, added to it."""
    near: dict[int, list[tuple[float, int]]] = {}
    for i, j in pairs:
        alike = wording.likeness(ids[i], ids[j])
        near.setdefault(i, []).append((alike, j))
        near.setdefault(j, []).append((alike, i))
    found = []
    for i, key in enumerate(ids):
        best = sorted(near.get(i, ()), key=lambda n: (-n[0], n[1]))[: settings.near]
        total = sum(alike for alike, _ in best)
        mixed = {term: (1 - settings.lent) * weight for term, weight in wording.vectors[key].items()}
        for alike, j in best if total else ():
            for term, weight in wording.vectors[ids[j]].items():
                mixed[term] = mixed.get(term, 0.0) + settings.lent * alike / total * weight
        found.append(_unit(mixed))
    return found


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = sqrt(sum(w * w for w in vector.values()))
    return {t: w / length for t, w in sorted(vector.items())} if length else {}
