#!/usr/bin/env python3
"""How fast and how well copies are found at scale, on documents made from a seed.

    bench/lineage.py [--size N] [--seed N]

A fifth of the documents are copies of others (20–40 % of the sentences dropped, two reordered, 10 % of the words replaced, another
lead); 2 % are pairs on one event written apart. Prints documents a second (print, candidates, decision), recall and precision of the
edges that join, milliseconds to add one document more, peak memory; and datasketch MinHash on the same texts where it is installed.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from pantau.link.kept import KeptIndex, kept_print
from pantau.link.lineage import compare_all, link_document
from pantau.link.prints import Print, make_print
from pantau.model import JOINING_RELATIONS, Document, Span
from pantau.models.crossing import FULL_WEIGHT, load_crossing
from pantau.store import open_store

Sentences = list[list[str]]
_NAMES = 10_000  # made-up words that serve as names too
_ADDED = 20


def vocabulary(chance: random.Random, size: int = 20_000) -> tuple[list[str], list[float]]:
    """Words with the frequencies of a language: its common ones, as far as pantau knows them, then made-up ones."""
    crossing = load_crossing()
    weighed = sorted((crossing.weight(crossing.key(word, "id")), word) for word in crossing.translations)
    common = [word for weight, word in weighed if 0 < weight < FULL_WEIGHT and len(word) > 1]
    parts = [a + b for a in "bdgjklmnprstw" for b in "aeiou"]
    made = sorted({"".join(chance.choice(parts) for _ in range(chance.randint(2, 4))) for _ in range(size)} - set(common))
    chance.shuffle(made)
    words = [*common, *made]
    return words, list(accumulate(1 / (rank + 3) for rank in range(len(words))))


class Maker:
    """Makes texts; the same seed, the same texts."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.words, self.weights = vocabulary(self.chance)

    def sentence(self, named: tuple[str, ...] = ()) -> list[str]:
        """Words in a row, with some names."""
        words = self.chance.choices(self.words, cum_weights=self.weights, k=self.chance.randint(8, 22))
        for name in named:
            words.insert(self.chance.randrange(len(words)), name)
        return words

    def names(self) -> tuple[str, ...]:
        """Names and figures of one event."""
        return (*(self.chance.choice(self.words[-_NAMES:]).title() for _ in range(5)), str(self.chance.randint(2, 900)))

    def text(self, names: tuple[str, ...]) -> Sentences:
        """An article on an event."""
        return [self.sentence(tuple(self.chance.sample(names, 2))) for _ in range(self.chance.randint(8, 20))]

    def copy(self, text: Sentences) -> Sentences:
        """The article as another outlet copies it."""
        kept = [s for s in text[1:] if self.chance.random() > self.chance.uniform(0.2, 0.4)] or text[1:3]
        if len(kept) > 2:
            a, b = self.chance.sample(range(len(kept)), 2)
            kept[a], kept[b] = kept[b], kept[a]
        changed = [[self.chance.choice(self.words) if self.chance.random() < 0.1 else w for w in s] for s in kept]
        return [self.sentence(), *changed]


def make(size: int, seed: int) -> tuple[list[Document], set[frozenset[int]]]:
    """Documents and the pairs of positions that share an origin."""
    maker = Maker(seed)
    documents: list[Document] = []
    pairs: set[frozenset[int]] = set()
    while len(documents) < size:
        names, draw = maker.names(), maker.chance.random()
        text, on = maker.text(names), date(2021, 1, 1) + timedelta(maker.chance.randrange(365))
        group = [text, maker.copy(text)] if draw < 0.25 else [text, maker.text(names)] if draw < 0.26 else [text]
        if draw < 0.25:
            pairs.add(frozenset((len(documents), len(documents) + 1)))
        documents += [_document(t, len(documents) + i, on) for i, t in enumerate(group)]
    return documents, pairs


def _document(text: Sentences, number: int, on: date) -> Document:
    words = " ".join((" ".join(s) if any(w.istitle() for w in s) else " ".join(s).capitalize()) + "." for s in text)
    return Document(
        id=sha256(words.encode()).hexdigest(), name=f"d{number}", text=words, language="id", published_on=on, source=f"o{number % 40}",
        body=(Span(0, len(words)),),
    )  # fmt: skip


def report(label: str, found: set[frozenset[int]], pairs: set[frozenset[int]], seconds: float, size: int) -> float:
    """One line of figures; gives F1."""
    hits = len(found & pairs)
    precision, recall = hits / max(1, len(found)), hits / max(1, len(pairs))
    f1 = 2 * hits / max(1, len(found) + len(pairs))
    print(f"{label}: {size / seconds:,.0f} documents/s  recall {recall:.3f}  precision {precision:.4f}  F1 {f1:.3f}")
    return f1


def run_datasketch(documents: list[Document]) -> set[frozenset[int]] | None:
    """The pairs datasketch finds at Jaccard 0.2 with 128 permutations; None where it is not installed."""
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError:
        return None
    index, found = MinHashLSH(threshold=0.2, num_perm=128), set()
    for number, document in enumerate(documents):
        words, sketch = document.text.lower().split(), MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[i : i + 3]).encode() for i in range(len(words) - 2)])
        found |= {frozenset((number, other)) for other in index.query(sketch)}
        index.insert(number, sketch)
    return found


def add_more(documents: list[Document], prints: list[Print]) -> None:
    """Keep all prints but the last few in a store, then add those one by one; one line of figures."""
    made_from = {document.id: "bench" for document in documents}
    with TemporaryDirectory() as folder, open_store(Path(folder) / "bench.db") as store:
        began = time.perf_counter()
        with store.transaction():
            store.prints.add(kept_print(each, "bench") for each in prints[:-_ADDED])
        kept, times = time.perf_counter() - began, []
        for document in documents[-_ADDED:]:
            began = time.perf_counter()
            with store.transaction():
                link_document(make_print(document), KeptIndex(store.prints, made_from))
            times.append((time.perf_counter() - began) * 1000)
        size = (Path(folder) / "bench.db").stat().st_size / len(documents) / 1024
    print(f"prints kept in {kept:.1f} s, {size:.1f} kB a document")
    print(f"one document more: median {median(times):.1f} ms, most {max(times):.1f} ms (index in the store, written)")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--size", type=int, default=2_000)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    documents, pairs = make(options.size, options.seed)
    at = {d.id: i for i, d in enumerate(documents)}
    began = time.perf_counter()
    prints = [make_print(d) for d in documents]
    printed = time.perf_counter() - began
    edges = compare_all(prints)
    seconds = time.perf_counter() - began
    found = {frozenset((at[e.document], at[e.other])) for e in edges if e.relation in JOINING_RELATIONS}
    label = f"pantau, {len(documents):,} documents (prints {printed:.1f} s of {seconds:.1f})"
    f1 = report(label, found, pairs, seconds, len(documents))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    began = time.perf_counter()
    other = run_datasketch(documents)
    if other is not None:
        theirs = time.perf_counter() - began
        peer = report("datasketch", other, pairs, theirs, len(documents))
        print(f"F1 ratio {f1 / max(1e-9, peer):.2f}, speed ratio {theirs / seconds:.2f}")
    add_more(documents, prints)


if __name__ == "__main__":
    main()
