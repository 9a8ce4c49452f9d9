#!/usr/bin/env python3
"""How fast a store is searched, and what its index costs, on documents made from a seed.

    bench/search.py [--size N] [--seed N] [--queries N] [--store FILE]

Makes Indonesian and English news-like pages of made-up words with the frequencies of a language (roots with the affixes and endings
of each, the commonest words among them), keeps them one transaction each, once with and once without the index, and asks what people
ask: single words from the commonest to the rarest, several, phrases, exclusions, alternatives, filters, a second page. Prints what
the index adds to a document in milliseconds and bytes, and the median, p99 and worst time of a query, hits, snippets and facets
included. Bars: p99 below 200 ms, below 2 ms a document.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from pantau.model import Document, Event, Record, Span
from pantau.store import Narrowing, open_store, search_keep

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FORMS = {
    "id": ("{}", "{}", "me{}", "di{}", "pe{}an", "{}an", "{}kan", "ber{}", "{}nya"),
    "en": ("{}", "{}", "{}s", "{}ed", "{}ing"),
}
OUTLETS = [f"kabar{number}.example" for number in range(60)]
PARTIES = ("ARM", "AZE", "NKR", "RUS", "TUR", "USA")


class Maker:
    """Makes pages; the same seed, the same pages."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        parts = [a + b for a in "bdgjklmnprstw" for b in "aeiou"]
        roots = sorted({"".join(self.chance.choice(parts) for _ in range(self.chance.randint(1, 4))) for _ in range(30_000)})
        self.chance.shuffle(roots)
        self.words = {language: roots[at::2] for at, language in enumerate(FORMS)}
        self.weights: list[float] = []
        total = 0.0
        for rank in range(min(len(words) for words in self.words.values())):
            total += 1 / (rank + 3)
            self.weights.append(total)

    def sentence(self, language: str, length: int) -> str:
        """Words in a row; the commonest bear no affixes."""
        words = self.words[language]
        ranks = self.chance.choices(range(len(self.weights)), cum_weights=self.weights, k=length)
        forms = FORMS[language]
        return " ".join(words[rank] if rank < 100 else self.chance.choice(forms).format(words[rank]) for rank in ranks)

    def page(self, number: int) -> tuple[bytes, Document, list[Record]]:
        """One page of 100 to 500 words with its records."""
        language = "id" if self.chance.random() < 0.7 else "en"
        lines = [self.sentence(language, self.chance.randint(8, 22)).capitalize() + "." for _ in range(self.chance.randint(12, 26))]
        title = self.sentence(language, 9).title()
        text = f"{title}\n" + "\n".join(lines) + f"\nBaca juga nomor {number}"
        data = text.encode()
        on = date(2020, 9, 1) + timedelta(self.chance.randrange(120))
        end = text.rindex("\n")
        document = Document(
            id=hashlib.sha256(data).hexdigest(), name=f"page-{number}", text=text, source=self.chance.choice(OUTLETS),
            language=language, published_on=on, title=title, body=(Span(len(title) + 1, end),),
        )  # fmt: skip
        events: list[Record] = [
            Event(id=f"{number}-{i}", document=document.id, trigger=Span(at, at + 6), type="ASSAULT",
                  actors=(self.chance.choice(PARTIES),), recipients=(self.chance.choice(PARTIES),))
            for i, at in enumerate(range(100, 500, 100))
        ]  # fmt: skip
        return data, document, events


def fill(path: Path, pages: Iterator[tuple[bytes, Document, list[Record]]]) -> tuple[float, int]:
    """Seconds for keeping the pages, one transaction each, and the file's size in bytes."""
    spent = 0.0
    with open_store(path) as store:
        for data, document, records in pages:
            began = time.perf_counter()
            with store.transaction():
                store.keep(data, document, origin=document.name, now=NOW)
                store.add_reading(document, records, (), knowledge="k", version="1", now=NOW)
            spent += time.perf_counter() - began
    return spent, path.stat().st_size


def queries(maker: Maker, number: int) -> Iterator[tuple[str, str, Narrowing]]:
    """What is asked: kind of query, the words, the filter."""
    for _ in range(number):
        language = maker.chance.choice(list(FORMS))
        words = maker.words[language]

        def word(least: int = 0, language: str = language, words: list[str] = words) -> str:
            rank = int(least + (len(maker.weights) - least) * maker.chance.random() ** 6)
            return maker.chance.choice(FORMS[language]).format(words[rank]) if rank > 100 else words[rank]

        yield "commonest word", words[maker.chance.randrange(3)], Narrowing()
        yield "one word", word(100), Narrowing()
        yield "three words", f"{word()} {word(100)} {word(100)}", Narrowing()
        yield "phrase", f'"{words[maker.chance.randrange(20)]} {words[maker.chance.randrange(100)]}"', Narrowing()
        yield "not", f"{word(100)} -{word()}", Narrowing()
        yield "or", f"{word(100)} OR {word(100)} {word()}", Narrowing()
        yield "filters", word(50), Narrowing(outlets=(maker.chance.choice(OUTLETS),), since=date(2020, 10, 1), until=date(2020, 10, 31))


def ask(path: Path, maker: Maker, number: int) -> dict[str, list[float]]:
    """Milliseconds by kind of query; a page behind the first is asked of the commonest."""
    times: dict[str, list[float]] = {}
    with open_store(path, create=False) as store:
        for kind, typed, narrowing in queries(maker, number):
            began = time.perf_counter()
            found = store.search(typed, narrowing)
            times.setdefault(kind, []).append((time.perf_counter() - began) * 1000)
            if kind == "commonest word" and found.next:
                began = time.perf_counter()
                store.search(typed, narrowing, after=found.next)
                times.setdefault("second page", []).append((time.perf_counter() - began) * 1000)
    return times


def report(times: dict[str, list[float]]) -> None:
    """Print a line for each kind of query, then for all."""
    everything = [each for values in times.values() for each in values]
    for kind, values in [*times.items(), ("all", everything)]:
        ordered = sorted(values)
        p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
        median = statistics.median(values)
        print(f"{kind:16} {len(values):5} queries   median {median:7.1f} ms   p99 {p99:7.1f}   worst {ordered[-1]:7.1f}")


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--queries", type=int, default=60, help="of each kind")
    parser.add_argument("--store", type=Path, help="keep the store here, and use it where it is there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.store or Path(folder) / "with.db"
        maker = Maker(options.seed)
        if not path.exists():
            spent, size = fill(path, (maker.page(number) for number in range(options.size)))
            print(f"{options.size} documents: {spent / options.size * 1000:.2f} ms and {size / options.size:.0f} bytes a document")
            some, maker = max(1, options.size // 10), Maker(options.seed)
            with patch.object(search_keep, "enter_reading", lambda *_, **__: None):
                bare, less = fill(Path(folder) / "without.db", (maker.page(number) for number in range(some)))
            added_ms, added = (spent / options.size - bare / some) * 1000, size / options.size - less / some
            print(f"without the index ({some} documents): {bare / some * 1000:.2f} ms and {less / some:.0f} bytes a document")
            print(f"the index adds {added_ms:.2f} ms and {added:.0f} bytes a document")
        report(ask(path, Maker(options.seed), options.queries))


if __name__ == "__main__":
    main()
