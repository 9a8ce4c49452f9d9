#!/usr/bin/env python3
"""A second yardstick: pantau on pages that were annotated apart from it, by the gold set's guide.

    gold/unseen.py [--errors KIND]

`unseen.jsonl` holds the annotations alone, as offsets; the texts are rows of the project's shared material (train/news.jsonl.gz,
bench/twins-*.jsonl.gz), named by `row`, below the page head `head`. Errors may be looked at on odd-numbered pages only: the even
ones then tell whether what was learned there holds elsewhere. Every English page `u…` has an even number: none is ever looked at.
The pages `w…`, `y…` and `z…` are sets of their own, on which rules were written: all of them may be looked at.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from gate import extract, figures, load_gold, load_scorer, show

GOLD = Path(__file__).with_name("unseen.jsonl")
SOURCES = ("train/news.jsonl.gz", "bench/twins-id.jsonl.gz", "bench/twins-en.jsonl.gz")
LINES = "train/bppt/PANL-BPPT-INT-EN-150Kw.txt"
"""A text of many articles without ids: a row of it is named by its lines, `INT-EN:17-33`."""

GROUPS = (
    ("Indonesian odd pages, looked at", "x", True),
    ("Indonesian even pages, never", "x", False),
    ("English pages, never", "u", False),
    ("English pages, all looked at", "w", True),
    ("Indonesian pages of 2025 and 2007, all looked at", "y", True),
    ("English pages of 2007, all looked at", "z", True),
)


def rows(shared: Path, wanted: set[str]) -> Iterator[tuple[str, str]]:
    """The id and text of every wanted row."""
    for source in SOURCES:
        with gzip.open(shared / source, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["id"] in wanted:
                    yield row["id"], row["text"]
    articles = (shared / LINES).read_text(encoding="utf-8", errors="replace").split("\n")
    for name in (name for name in wanted if name.startswith("INT-EN:")):
        first, last = map(int, name.removeprefix("INT-EN:").split("-"))
        yield name, "\n".join(line.strip() for line in articles[first - 1 : last])


def is_odd(name: str) -> bool:
    """Whether a page may be looked at."""
    return name[0] in "wyz" or int("".join(c for c in name if c.isdigit())) % 2 == 1


def show_errors(kind: str, gold: dict[str, Any], system: dict[str, Any], folder: Path, scorer: Path) -> None:
    """What the scorer prints of the unpaired records of the pages that may be looked at."""
    names = [name for name in gold if is_odd(name)]
    for stem, table in (("gold", gold), ("system", system)):
        text = "".join(json.dumps(table[name], ensure_ascii=False) + "\n" for name in names)
        (folder / f"{stem}.jsonl").write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, scorer, folder / "gold.jsonl", folder / "system.jsonl", "--errors", kind], check=True)


def main() -> int:
    """Lay the pages out, extract, score odd and even pages."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--errors",
        choices=("event", "claim", "casualty", "ceasefire"),
        help="print unpaired records of the pages that may be looked at",
    )
    options = parser.parse_args()
    shared = Path(os.environ.get("PANTAU_SHARED", ""))
    if not os.environ.get("PANTAU_SHARED") or not all((shared / source).is_file() for source in (*SOURCES, LINES)):
        print("unseen: skipped, the shared material is not here (PANTAU_SHARED names its folder)")
        return 0
    gold, scorer = load_gold(GOLD), shared / "gold" / "score.py"
    texts = dict(rows(shared, {page["row"] for page in gold.values()}))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for document, page in gold.items():
            (folder / f"{document}.txt").write_text(page["head"] + texts[page["row"]], encoding="utf-8", newline="")
        system = extract([folder / f"{document}.txt" for document in gold], 1)
        for title, prefix, odd in GROUPS:
            part = {document: page for document, page in gold.items() if document.startswith(prefix) and is_odd(document) == odd}
            show(f"{len(part)} {title}", figures(load_scorer(scorer), part, system), {})
        if options.errors:
            show_errors(options.errors, gold, system, folder, scorer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
