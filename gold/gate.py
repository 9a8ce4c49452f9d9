#!/usr/bin/env python3
"""The quality gate: pantau's figures on the gold pages against the floors pinned in floors.json.

    gold/gate.py [--jobs N] [--split] [--only dev|blind] [--pin [--reason TEXT]]

Runs `pantau extract … --jsonl` over the gold pages, each language apart, and scores the lines with the gold set's own score.py, both
found through PANTAU_SHARED. Exit status: 0 every figure holds its floor (also where the gold pages are absent, or another gold set than
the pinned one lies there: both say so), 1 a figure fell. `--pin` writes new floors; lowering one needs a reason, which is kept.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

FLOORS = Path(__file__).with_name("floors.json")
SLACK = 0.005
"""A floor lies this far under the measured figure, so that a change that moves nothing of weight passes."""

KINDS = ("event", "claim", "casualty", "ceasefire")
PAGE = ("body", "outlet", "published", "credits")
ENGLISH = ("en overall", "en event", "en claim", "en casualty")
"""English ceasefires are too few on the pages to be a measure."""
FIGURES = ("overall", *KINDS, *PAGE, *ENGLISH)


def is_blind(name: str) -> bool:
    """Whether a page was set apart, unread, when the rules were written: only these measure what strangers will see."""
    number = int(name[1:].partition("-")[0] or -1) if name[1:].partition("-")[0].isdigit() else -1
    if name.startswith("e"):
        return 27 <= number <= 36
    return name.startswith("v") and (439 <= number <= 689 if name.endswith("-id") else name in ("v460-en", "v615-en", "v652-en"))


def is_raw(name: str) -> bool:
    """Whether a page is crawled whole, adverts and all; `v…` pages are wire texts, almost bare."""
    return not name.startswith("v")


def load_gold(path: Path) -> dict[str, dict[str, Any]]:
    """The gold lines by document."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return {line["document"]: line for line in lines}


def load_scorer(path: Path) -> ModuleType:
    """The gold set's own scorer, so that the gate and a hand-run score never differ."""
    spec = importlib.util.spec_from_file_location("gold_score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: not a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def extract(pages: Iterable[Path], jobs: int) -> dict[str, dict[str, Any]]:
    """What `pantau extract PAGES --jsonl` prints, by document."""
    program = [sys.executable, "-c", "from pantau.cli import main; main()"]
    command = [*program, "extract", *map(str, pages), "--jsonl", "--jobs", str(jobs)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(f"pantau extract ended with status {done.returncode}:\n{done.stderr[-4000:]}")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {line["document"]: line for line in lines}


def figures(score: ModuleType, gold: Mapping[str, Any], system: Mapping[str, Any]) -> dict[str, Any]:
    """The scorer's summary over some pages; a page without a line counts as empty, a line that breaks the form stops the gate."""
    tallies = []
    for name, page in gold.items():
        line = system.get(name, {"document": name, "records": []})
        if faults := score.faults(line):
            raise SystemExit(f"{name}: {faults[0]}")
        score.place_paragraphs(page, line)
        tallies.append(score.tally(page, line))
    summary: dict[str, Any] = score.summary(tallies)
    return summary


def flat(summary: Mapping[str, Any]) -> dict[str, float]:
    """One number a figure, rounded to three places."""
    names = ("overall", *KINDS, *PAGE)
    return {name: round(summary[name]["f1"] if isinstance(summary[name], dict) else summary[name], 3) for name in names}


def show(title: str, summary: Mapping[str, Any], floors: Mapping[str, float]) -> None:
    """The record table of one set of pages, with the floors where there are any."""
    print(f"\n{title}\n{'':11}{'P':>7}{'R':>7}{'F1':>7}{'core':>7}{'gold':>6}{'system':>8}{'floor':>8}")
    measured = flat(summary)
    for kind in KINDS:
        row = summary[kind]
        print(
            f"{kind:11}{row['precision']:7.3f}{row['recall']:7.3f}{row['f1']:7.3f}{row['core']:7.3f}"
            f"{row['gold']:6}{row['system']:8}{_floor(kind, measured, floors)}"
        )
    print(f"{'overall':11}{'':14}{measured['overall']:7.3f}{'':21}{_floor('overall', measured, floors)}".rstrip())


def show_pages(titles: Iterable[tuple[str, Mapping[str, Any]]], floors: Mapping[str, float]) -> None:
    """Body, outlet, day and credits, raw pages apart from wire texts."""
    print(f"\n{'':22}" + "".join(f"{name:>11}" for name in PAGE))
    for title, summary in titles:
        print(f"{title:22}" + "".join(f"{flat(summary)[name]:11.3f}" for name in PAGE))
    if floors:
        print(f"{'floor':22}" + "".join(f"{floors[name]:11.3f}" if name in floors else f"{'':11}" for name in PAGE))


def _floor(name: str, measured: Mapping[str, float], floors: Mapping[str, float]) -> str:
    if name not in floors:
        return ""
    return f"{floors[name]:8.3f}" + ("  FELL" if measured[name] < floors[name] else "")


def load_floors() -> dict[str, Any]:
    """What is pinned: the gold set's SHA-256, the floors, the reasons given for lowering one."""
    if not FLOORS.is_file():
        return {"gold": None, "floors": {}, "reasons": []}
    pinned: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return pinned


def pin(measured: Mapping[str, float], gold_hash: str, pinned: dict[str, Any], reason: str | None) -> int:
    """Write new floors. Lowering one on the same gold set needs a reason."""
    new = {name: round(max(0.0, value - SLACK), 3) for name, value in measured.items()}
    old: dict[str, float] = pinned["floors"]
    lowered = [f"{name} {old[name]:.3f} to {new[name]:.3f}" for name in FIGURES if name in old and new[name] < old[name]]
    if lowered and not reason:
        print(f"\nnot pinned: this would lower {', '.join(lowered)}; say why with --reason")
        return 1
    reasons = [*pinned["reasons"], *([f"{', '.join(lowered)}: {reason}"] if lowered else [])]
    FLOORS.write_text(json.dumps({"gold": gold_hash, "floors": new, "reasons": reasons}, indent=1) + "\n", encoding="utf-8")
    print(f"\npinned in {FLOORS.name}")
    return 0


def judge(measured: Mapping[str, float], gold_hash: str, pinned: Mapping[str, Any]) -> int:
    """0 where every figure holds its floor, or the floors speak of another gold set; 1 where one fell."""
    if pinned["gold"] != gold_hash:
        print("\ngate: the gold set is not the one the floors were pinned on; look at the table and pin again with --pin")
        return 0
    fell = [f"{name} {measured[name]:.3f} < {floor:.3f}" for name, floor in pinned["floors"].items() if measured[name] < floor]
    print(f"\ngate: fell below the floor: {', '.join(fell)}" if fell else "\ngate: every figure holds its floor")
    return 1 if fell else 0


def main() -> int:
    """Score, print the tables, then pin or judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--jobs", type=int, default=1, help="processes to read in")
    parser.add_argument("--split", action="store_true", help="also print the development pages and the blind pages apart")
    parser.add_argument("--only", choices=("dev", "blind"), help="read and print only these pages; judges and pins nothing")
    parser.add_argument("--pin", action="store_true", help=f"write the figures, less {SLACK}, as the new floors")
    parser.add_argument("--reason", help="why a floor may be lowered")
    options = parser.parse_args()
    shared = os.environ.get("PANTAU_SHARED")
    if not shared or not (Path(shared) / "gold" / "gold.jsonl").is_file():
        print("gate: skipped, no gold pages here (PANTAU_SHARED names the folder that holds gold/)")
        return 0
    return run(Path(shared) / "gold", options)


def report(
    score: ModuleType,
    gold: Mapping[str, Any],
    system: Mapping[str, Any],
    floors: Mapping[str, float],
    options: argparse.Namespace,
    language: str,
) -> dict[str, Any]:
    """Print the tables of one language's pages and give their summary."""
    summary = figures(score, gold, system)
    show(f"{len(gold)} {language} pages" + (f", {options.only} only" if options.only else ""), summary, floors)
    if options.split and not options.only:
        for title, blind in (("development pages", False), ("blind pages", True)):
            part = {name: page for name, page in gold.items() if is_blind(name) == blind}
            show(f"{len(part)} {title}", figures(score, part, system), {})
    rows = [(f"all {len(gold)}", summary)]
    for title, raw in (("raw pages", True), ("wire texts", False)):
        part = {name: page for name, page in gold.items() if is_raw(name) == raw}
        if part and len(part) < len(gold):
            rows.append((f"{len(part)} {title}", figures(score, part, system)))
    show_pages(rows, floors)
    return summary


def run(folder: Path, options: argparse.Namespace) -> int:
    """The gate over one gold folder."""
    gold_hash = hashlib.sha256((folder / "gold.jsonl").read_bytes()).hexdigest()
    gold = load_gold(folder / "gold.jsonl")
    if options.only:
        gold = {name: page for name, page in gold.items() if is_blind(name) == (options.only == "blind")}
    score = load_scorer(folder / "score.py")
    system = extract([folder / "pages" / f"{name}.txt" for name in gold], options.jobs)
    pinned = load_floors()
    floors = {} if options.only or pinned["gold"] != gold_hash else pinned["floors"]

    measured: dict[str, float] = {}
    for language, prefix in (("Indonesian", ""), ("English", "en ")):
        part = {name: page for name, page in gold.items() if name.endswith("-en") == bool(prefix)}
        own = {name.removeprefix(prefix): floor for name, floor in floors.items() if name.startswith("en ") == bool(prefix)}
        summary = report(score, part, system, own, options, language)
        measured |= {prefix + name: value for name, value in flat(summary).items() if prefix + name in FIGURES}
    if options.only:
        return 0
    return pin(measured, gold_hash, pinned, options.reason) if options.pin else judge(measured, gold_hash, pinned)


if __name__ == "__main__":
    sys.exit(main())
