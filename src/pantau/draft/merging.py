"""Tallies of many documents → one count of everything they name, the same in whatever order they come."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from pantau.extract.drafting import Tally


@dataclass
class Seen:
    """How often something was seen: the numbers of its pages, the times, its languages, one example with its page's name."""

    pages: set[int] = field(default_factory=set)
    times: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    example: tuple[str, str] | None = None

    def add(self, page: int, times: int, language: str, example: tuple[str, str]) -> None:
        """Count one page's sightings; pages come in order of their names, the first one's words are the example."""
        self.pages.add(page)
        self.times += times
        self.languages[language] += 1
        self.example = self.example or example

    @property
    def language(self) -> str:
        """The language it was seen in most."""
        return min(self.languages, key=lambda k: (-self.languages[k], k), default="")


def joined(*parts: Seen) -> Seen:
    """What is known under several names, a page counted once; the first example stands."""
    whole = Seen()
    for part in parts:
        whole.pages |= part.pages
        whole.times += part.times
        whole.languages += part.languages
        whole.example = whole.example or part.example
    return whole


Counts = dict[tuple[str, ...], Seen]


@dataclass
class Corpus:
    """Everything the pages name, by kind and key; `other` counts pages by the language that no pack reads."""

    read: int = 0
    dated: int = 0
    first: date | None = None
    last: date | None = None
    languages: Counter[str] = field(default_factory=Counter)
    other: Counter[str] = field(default_factory=Counter)
    seen: dict[str, Counts] = field(default_factory=lambda: defaultdict(dict))

    def of(self, kind: str, *key: str) -> Seen:
        """What was seen under one key, maybe nothing."""
        return self.seen[kind].get(key) or Seen()


def merge(tallies: Iterable[Tally]) -> Corpus:
    """The count of all documents. One that was read twice, under whatever names, counts once, by the first of them."""
    distinct: dict[str, Tally] = {}
    for each in tallies:
        other = distinct.get(each.document)
        if other is None or each.name < other.name:
            distinct[each.document] = each
    corpus = Corpus()
    for number, page in enumerate(sorted(distinct.values(), key=lambda t: (t.name, t.document))):
        if page.is_read:
            _add(corpus, number, page)
        else:
            corpus.other[page.language or "unknown"] += 1
    return corpus


def _add(corpus: Corpus, number: int, page: Tally) -> None:
    corpus.read += 1
    corpus.languages[page.language] += 1
    if page.dated is not None:
        corpus.dated += 1
        corpus.first = min(corpus.first or page.dated, page.dated)
        corpus.last = max(corpus.last or page.dated, page.dated)
    for kind, key, times, words in page.sightings:
        corpus.seen[kind].setdefault(key, Seen()).add(number, times, page.language, (words, page.name))
