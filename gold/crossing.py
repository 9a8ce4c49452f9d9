#!/usr/bin/env python3
"""Writes `src/pantau/models/crossing.json`: which English word an Indonesian one mostly means, and how common a word is.

    gold/crossing.py TRAIN_FOLDER

Reads sentence pairs (`bppt/PANL-BPPT-{ECO,SCI,SPO}-*`; the part on world news is left out, because the benchmark `twins` is made
of such articles) and `news.jsonl.gz`. Only single words and counts are kept. IBM model 1, six rounds, no chance: same files, same
bytes.
"""

from __future__ import annotations

import collections
import gzip
import json
import math
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from pantau.models.crossing import ENDINGS, Crossing

PARTS = (("ECO", 150), ("SCI", 100), ("SPO", 100))
WORDS = re.compile(r"[^\W\d_]+")
TARGET = Path(__file__).resolve().parent.parent / "src" / "pantau" / "models" / "crossing.json"
LEAST_COUNT, LEAST_SHARE, COMMON = 4, 0.12, 120
DEAREST = 4.0
ROUNDS = 6
Odds = dict[str, dict[str, float]]


def pairs_of(folder: Path) -> Iterator[tuple[list[str], list[str]]]:
    """The sentence pairs as words in lower case, English first."""
    for part, size in PARTS:
        names = [folder / "bppt" / f"PANL-BPPT-{part}-{language}-{size}Kw.txt" for language in ("EN", "ID")]
        english, indonesian = ([WORDS.findall(x.lower()) for x in n.read_text(errors="replace").split("\n")] for n in names)
        for a, b in zip(english, indonesian, strict=True):
            if 3 < len(a) < 60 and 3 < len(b) < 60:
                yield a, b


def counts_of(sides: Iterator[list[str]]) -> collections.Counter[str]:
    """In how many sentences each word stands."""
    return collections.Counter(word for side in sides for word in set(side))


def learn(pairs: list[tuple[list[str], list[str]]]) -> Odds:
    """For each Indonesian word the odds of each English word."""
    odds: Odds = {}
    for turn in range(ROUNDS):
        found: dict[str, dict[str, float]] = {}
        for english, indonesian in pairs:
            for e in english:
                shares = [1.0 if turn == 0 else odds.get(i, {}).get(e, 0.0) for i in indonesian]
                total = sum(shares)
                for i, share in zip(indonesian, shares, strict=True):
                    if share > 0.01 * total:
                        row = found.setdefault(i, {})
                        row[e] = row.get(e, 0.0) + share / total
        odds = {}
        for i, row in found.items():
            total = sum(row.values())
            odds[i] = {e: v / total for e, v in row.items() if v / total > 0.002}
    return odds


def translations(pairs: list[tuple[list[str], list[str]]]) -> dict[str, str]:
    """The English stem each Indonesian word mostly means, where one stands out."""
    english, indonesian = counts_of(a for a, _ in pairs), counts_of(b for _, b in pairs)
    kept = [([w for w in sorted(set(a)) if english[w] >= 3], [w for w in sorted(set(b)) if indonesian[w] >= 3]) for a, b in pairs]
    crossing = Crossing({}, ENDINGS, {})
    common = {w for w, _ in sorted(english.items(), key=lambda x: (-x[1], x[0]))[:COMMON]}
    chosen: dict[str, str] = {}
    for word, row in sorted(learn(kept).items()):
        stems: dict[str, float] = {}
        for e, share in row.items():
            if e not in common or share > 0.5:
                stems[crossing.stem(e, "en")] = stems.get(crossing.stem(e, "en"), 0.0) + share
        best = max(stems.items(), key=lambda x: (x[1], x[0]), default=("", 0.0))
        if indonesian[word] >= LEAST_COUNT and best[1] >= LEAST_SHARE:
            chosen[word] = best[0]
    return chosen


def texts_of(folder: Path) -> Iterator[tuple[str, str]]:
    """Language and text: every third article, and the sentence files ten lines at a time."""
    with gzip.open(folder / "news.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 3 == 0:
                yield "id", json.loads(line)["text"]
    for part, size in PARTS:
        for language in ("EN", "ID"):
            path = folder / "bppt" / f"PANL-BPPT-{part}-{language}-{size}Kw.txt"
            sentences = [x for x in path.read_text(errors="replace").split("\n") if x.strip()]
            for at in range(0, len(sentences), 10):
                yield language.lower(), " ".join(sentences[at : at + 10])


def weights(folder: Path, crossing: Crossing) -> dict[str, float]:
    """The weight of each key too common for the full one: log of one over its larger share of the texts of a language."""
    seen: dict[str, collections.Counter[str]] = {"id": collections.Counter(), "en": collections.Counter()}
    texts: collections.Counter[str] = collections.Counter()
    for language, text in texts_of(folder):
        texts[language] += 1
        seen[language].update({crossing.key(word, language) for word in re.findall(r"\d+(?:[.,]\d+)*|[^\W\d_]+", text)})
    rows = {}
    for key in sorted(set(seen["id"]) | set(seen["en"])):
        share = max((seen[x][key] + 0.5) / (texts[x] + 1) for x in ("id", "en"))
        if -math.log(share) < DEAREST:
            rows[key] = round(max(0.0, -math.log(share)), 2)
    return rows


def main() -> None:
    folder = Path(sys.argv[1])
    means = translations(list(pairs_of(folder)))
    rarity = weights(folder, Crossing(means, ENDINGS, {}))
    table = {"endings": ENDINGS, "translations": {"id": means}, "weights": rarity}
    TARGET.write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
