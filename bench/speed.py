#!/usr/bin/env python3
"""How fast pantau reads on one core, and how much memory it takes.

    bench/speed.py [PATHS…] [--passes N] [--json]

Reads text pages to records in this one process: the Indonesian gold pages where PANTAU_SHARED names a folder that holds them, else
the sample pages. One pass warms up and is not counted. Prints pages and words a second, peak memory, the time to load the
knowledge, and the time of `pantau --help` (median of five runs). No test depends on these figures.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MAIN = "from pantau.cli import main; main()"


def find_pages(paths: Sequence[str]) -> list[Path]:
    """The files to read: those named, else the Indonesian gold pages, else the samples."""
    if paths:
        return [Path(p) for p in paths]
    gold = Path(os.environ.get("PANTAU_SHARED", "")) / "gold" / "pages"
    if os.environ.get("PANTAU_SHARED") and gold.is_dir():
        return sorted(p for p in gold.glob("*.txt") if not p.stem.endswith("-en"))
    return sorted(p for p in (ROOT / "examples" / "karabakh").iterdir() if p.suffix in (".txt", ".html"))


def seconds(act: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def child_seconds(*arguments: str, code: str = MAIN) -> float:
    """How long a fresh Python takes for `code` with these arguments."""
    command = [sys.executable, "-c", code, *arguments]
    return seconds(lambda: subprocess.run(command, capture_output=True, check=True))


def peak_megabytes() -> float:
    """The largest resident size this process has had (Linux counts in KiB, macOS in bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20) if sys.platform == "darwin" else peak / 1024


def measure(pages: Sequence[Path], passes: int) -> dict[str, Any]:
    """Every figure, by name."""
    from pantau.extract import extract
    from pantau.knowledge import load_knowledge
    from pantau.read import read_bytes
    from pantau.read.origin import Kept, Origin

    began = time.perf_counter()
    knowledge = load_knowledge()
    loaded = time.perf_counter() - began
    inputs = [(page.read_bytes(), Origin(page.stem, page.name)) for page in pages]
    counts = {"words": 0, "records": 0}

    def run() -> None:
        counts["words"] = counts["records"] = 0
        for data, origin in inputs:
            for kept in read_bytes(data, origin, knowledge):
                if isinstance(kept, Kept):
                    counts["words"] += len(kept.document.text.split())
                    counts["records"] += len(extract(kept.document, knowledge).records)

    warm_up = seconds(run)
    each = [seconds(run) for _ in range(passes)]
    took = statistics.median(each)
    return {
        "pages": len(pages), "passes": passes, "words": counts["words"], "records": counts["records"],
        "pages_per_second": round(len(pages) / took, 1), "words_per_second": round(counts["words"] / took),
        "first_pass_seconds": round(warm_up, 2), "pass_seconds": round(took, 2), "peak_megabytes": round(peak_megabytes()),
        "knowledge_seconds": round(loaded, 3),
        "help_seconds": round(statistics.median(child_seconds("--help") for _ in range(5)), 3),
    }  # fmt: skip


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="*", metavar="PATHS", help="text pages to read instead of the gold pages")
    parser.add_argument("--passes", type=int, default=3, help="counted passes over the pages (default 3)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    options = parser.parse_args()
    pages = find_pages(options.paths)
    if not pages:
        print("no pages to read")
        return 2
    found = measure(pages, max(1, options.passes))
    if options.json:
        print(json.dumps(found))
        return 0
    print("{pages} pages, {words} words, {records} records; one core, median of {passes} passes".format(**found))
    print(f"text page to records  {found['pages_per_second']:>9} pages/s   {found['words_per_second']} words/s")
    print(f"first pass            {found['first_pass_seconds']:>9} s         (a later pass {found['pass_seconds']} s)")
    print(f"peak memory           {found['peak_megabytes']:>9} MB")
    print(f"load the knowledge    {found['knowledge_seconds']:>9} s")
    print(f"pantau --help         {found['help_seconds']:>9} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
