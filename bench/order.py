#!/usr/bin/env python3
"""Whether what joins documents is the same in any order of them.

    bench/order.py [--shuffles N] [--articles N] [--seed N]

Reads real articles from the folder PANTAU_SHARED names (the gold pages that are no blind ones, the pages of the pairs, the twins), the
sample pages where it names none. Each shuffle hands the documents to the linker in another order and under other names, so that not
only their arrival but also their place in the corpus changes. Prints, part by part, how much was found and in how many shuffles it came
out otherwise. Exit status: 0 all alike, 1 not.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pantau.config import load_config
from pantau.extract import extract
from pantau.knowledge import Knowledge, load_knowledge
from pantau.link import Corpus, find_answers, find_families, find_incidents, find_lineage
from pantau.link.joined import Joined
from pantau.model import Document, Record
from pantau.read import Kept, Origin, read_bytes

SAMPLES = Path(__file__).resolve().parent.parent / "examples" / "karabakh"
Page = tuple[Document, tuple[Record, ...]]
Parts = Mapping[str, frozenset[object]]

_BLIND = re.compile(r"e(2[7-9]|3[0-6])|v(439|4[4-9]\d|[5-9]\d\d)-id|v(460|615|652)-en")
"""Gold pages that nobody opens."""


def read_pages(items: Sequence[tuple[str, bytes]], knowledge: Knowledge) -> list[Page]:
    """The documents of these names and bytes with their records; what comes twice is read once."""
    found: dict[str, Page] = {}
    for name, data in items:
        for kept in read_bytes(data, Origin(Path(name).stem, name), knowledge):
            if isinstance(kept, Kept):
                found.setdefault(kept.document.id, (kept.document, extract(kept.document, knowledge).records))
    return list(found.values())


def find_articles(shared: Path) -> Iterator[tuple[str, bytes]]:
    """Real articles by name."""
    for folder in (shared / "gold" / "pages", shared / "bench" / "pairs" / "pages"):
        for path in sorted(folder.glob("*.txt")):
            if not _BLIND.fullmatch(path.stem):
                yield path.name, path.read_bytes()
    for path in sorted((shared / "bench").glob("twins-*.jsonl.gz")):
        for line in gzip.decompress(path.read_bytes()).splitlines():
            row = json.loads(line)
            yield f"{row['id']}.txt", row["text"].encode()


def find_samples() -> Iterator[tuple[str, bytes]]:
    """The sample pages by name."""
    for path in sorted(SAMPLES.iterdir()):
        if path.suffix in (".html", ".txt", ".jsonl"):
            yield path.name, path.read_bytes()


def shuffled(pages: Sequence[Page], seed: int) -> list[Page]:
    """The pages in another order, each under the name of another: a corpus is ordered by name."""
    chance = random.Random(seed)
    order = chance.sample(pages, len(pages))
    names = chance.sample([document.name for document, _ in pages], len(pages))
    return [(replace(document, name=name), records) for (document, records), name in zip(order, names, strict=True)]


def link(pages: Sequence[Page], knowledge: Knowledge) -> Joined:
    """Everything that joins these pages."""
    corpus = Corpus(pages)
    lineages = find_lineage(corpus, knowledge)
    families = find_families(corpus, lineages, knowledge)
    incidents = find_incidents(corpus, {d: f.id for f in families for d in f.documents}, knowledge)
    named = tuple(replace(incident, id=incident.records[0]) for incident in incidents)
    return Joined(corpus, knowledge, lineages, families, named, find_answers(corpus, incidents, knowledge))


def parts_of(joined: Joined) -> Parts:
    """What was found, part by part, less what is ordered by name alone: the name of a family, voices within a cell of the matrix."""
    return {
        "lineage": frozenset(replace(e, reasons=tuple(r._replace(pairs=()) for r in e.reasons)) for e in joined.lineages),
        "evidence": frozenset(joined.lineages),
        "families": frozenset((f.documents, f.root, f.root_document) for f in joined.families),
        "incidents": frozenset(joined.incidents),
        "answers": frozenset(joined.answers),
        "registry": frozenset(joined.registry),
        "ledger": frozenset(joined.ledger.series),
        "counts": frozenset(joined.counts),
        "findings": frozenset(joined.findings),
        "matrix": frozenset((r.incident, code, frozenset(voices)) for r in joined.matrix for code, voices in r.cells),
        "statuses": frozenset(joined.statuses.items()),
    }


def differing(one: Parts, other: Parts) -> dict[str, int]:
    """By part, how many things stand on one side alone; parts that are equal are left out."""
    return {name: n for name, found in one.items() if (n := len(found ^ other[name]))}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--shuffles", type=int, default=20)
    asked.add_argument("--articles", type=int, default=500)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    shared = os.environ.get("PANTAU_SHARED")
    items = list(find_articles(Path(shared)) if shared else find_samples())
    knowledge = load_knowledge(() if shared else load_config(SAMPLES / "pantau.toml").folders)
    began = time.perf_counter()
    pages = read_pages(items[: options.articles], knowledge)
    read = time.perf_counter()
    first = parts_of(link(pages, knowledge))
    print(f"{len(pages)} articles, {sum(len(r) for _, r in pages):,} records read in {read - began:.0f} s", flush=True)
    print(f"linked in {time.perf_counter() - read:.1f} s, again in {options.shuffles} other orders", flush=True)
    otherwise: dict[str, list[int]] = {name: [] for name in first}
    for seed in range(options.seed, options.seed + options.shuffles):
        for name, n in differing(first, parts_of(link(shuffled(pages, seed), knowledge))).items():
            otherwise[name].append(n)
    print(f"{'part':<12}{'found':>8}{'shuffles otherwise':>20}{'most':>8}")
    for name, found in first.items():
        print(f"{name:<12}{len(found):>8,}{len(otherwise[name]):>20}{max(otherwise[name], default=0):>8}")
    return int(any(otherwise.values()))


if __name__ == "__main__":
    sys.exit(main())
