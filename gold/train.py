#!/usr/bin/env python3
"""Learns how far each rule can be trusted: `make train` writes the weights of the records' confidence and says how well they fit.

    gold/train.py [--out FILE] [--page FILE] [--picture FILE]

Reads the development pages of the gold set (PANTAU_SHARED), never the blind ones, and fits one logistic regression a kind of record:
was it paired with a gold record by the gold set's scorer? The features (src/pantau/extract/confidence.py) name no word and no page.
The page it writes shows the reliability of scores given to pages the weights were not learned from (eight parts, each scored by the
weights of the other seven). Strangers' pages are read less well than those the rules were written on, so the shipped `bias` is moved
until the mean score is the share of right records on the blind pages (UNSEEN, from the gate's table).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from gate import is_blind, load_gold, load_scorer

from pantau.extract import read_stories
from pantau.extract.confidence import features_of, score
from pantau.extract.records import number_records
from pantau.knowledge import Knowledge, load_knowledge
from pantau.model.interchange import to_interchange
from pantau.read import Kept, read_bytes
from pantau.read.origin import Origin

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("event", "claim", "casualty")
"""Ceasefires are too few to learn from: they keep the confidence of their rule."""
UNSEEN = {"event": 0.50, "claim": 0.66, "casualty": 0.72}
PARTS, STEPS, RATE, DECAY, LEAST = 8, 400, 0.3, 6.0, 8
"""Parts of the cross-validation; steps and rate of the descent; weight of the L2 term; records a feature must be seen on."""

Example = tuple[tuple[str, ...], float]


def examples_of(path: Path, gold: dict[str, Any], scorer: ModuleType, knowledge: Knowledge) -> dict[str, list[Example]]:
    """By kind: each record's features, and 1.0 where the scorer pairs it with a gold record."""
    found: dict[str, list[Example]] = {kind: [] for kind in KINDS}
    for kept in read_bytes(path.read_bytes(), Origin(path.name, path.name), knowledge):
        if not isinstance(kept, Kept) or kept.document.language not in knowledge.packs:
            continue
        for records, story in read_stories(kept.document, knowledge):
            features = dict(zip(map(id, records), features_of(records, story.view), strict=True))
            for kind in KINDS:
                own = [r for r in records if r.kind == kind]
                lines = [to_interchange(kept.document, number_records([r]))["records"][0] for r in own]
                line = {"records": lines}
                scorer.place_paragraphs(gold, line)
                paired = {id(p[1]) for p in scorer.pair(kind, [r for r in gold["records"] if r["kind"] == kind], lines)}
                found[kind] += [(features[id(r)], float(id(shown) in paired)) for r, shown in zip(own, lines, strict=True)]
    return found


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """The weights of a logistic regression, by full-batch AdaGrad from zero: the same examples give the same weights."""
    seen = Counter(f for found, _ in examples for f in found)
    names = sorted(f for f, n in seen.items() if LEAST <= n <= len(examples) - LEAST)
    number = {f: i for i, f in enumerate(names)}
    rows = [([number[f] for f in found if f in number], right) for found, right in examples]
    share = sum(right for _, right in rows) / len(rows)
    weights, squares = [0.0] * (len(names) + 1), [1e-8] * (len(names) + 1)
    weights[-1] = math.log(share / (1 - share))
    for _ in range(STEPS):
        slope = [DECAY * w for w in weights[:-1]] + [0.0]
        for present, right in rows:
            off = 1 / (1 + math.exp(-(weights[-1] + sum(weights[i] for i in present)))) - right
            slope[-1] += off
            for i in present:
                slope[i] += off
        for i, g in enumerate(slope):
            squares[i] += g * g
            weights[i] -= RATE * g / math.sqrt(squares[i])
    return {"bias": round(weights[-1], 3), **{f: round(w, 3) for f, w in zip(names, weights, strict=False) if abs(w) >= 0.02}}


def moved(weights: dict[str, float], examples: Sequence[Example], share: float) -> dict[str, float]:
    """The weights with the bias at which the mean score is `share`."""
    low, high = -10.0, 10.0
    while high - low > 1e-4:
        middle = (low + high) / 2
        mean = sum(score(found, {**weights, "bias": middle}) for found, _ in examples) / len(examples)
        low, high = (middle, high) if mean < share else (low, middle)
    return {**weights, "bias": round(low, 3)}


def held_out(pages: Sequence[Sequence[Example]]) -> list[tuple[float, float]]:
    """(score, right) of every record, scored by weights learned from the other parts."""
    scored: list[tuple[float, float]] = []
    for part in range(PARTS):
        weights = fit([e for i, page in enumerate(pages) if i % PARTS != part for e in page])
        scored += [(score(found, weights), right) for page in pages[part::PARTS] for found, right in page]
    return scored


def bins_of(scored: Iterable[tuple[float, float]]) -> list[tuple[float, float, int]]:
    """(mean score, share right, records) of each tenth of the scale that holds ten records or more."""
    tenths: dict[int, list[tuple[float, float]]] = {}
    for sure, right in scored:
        tenths.setdefault(min(9, int(sure * 10)), []).append((sure, right))
    return [
        (sum(s for s, _ in rows) / len(rows), sum(r for _, r in rows) / len(rows), len(rows))
        for _, rows in sorted(tenths.items())
        if len(rows) >= 10
    ]


def loss(scored: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Log loss of the scores, and of giving every record the share of right ones."""
    share = sum(right for _, right in scored) / len(scored)
    own = -sum(math.log(s if right else 1 - s) for s, right in scored) / len(scored)
    return own, -(share * math.log(share) + (1 - share) * math.log(1 - share))


def _at(share: float) -> float:
    return round(40 + 300 * share, 1)


def picture(bins: dict[str, list[tuple[float, float, int]]]) -> str:
    """The reliability plot as SVG: share of right records over the mean score, the diagonal being perfect."""
    colours = {"event": "#1b6ca8", "claim": "#b8541b", "casualty": "#3b7d3b"}
    lines = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 390" font-family="sans-serif" font-size="11" role="img">']
    lines += ["<title>Reliability: share of right records over their confidence</title>"]
    lines += ['<rect width="400" height="390" fill="#fff"/><path d="M40 340H340V40H40Z" fill="none" stroke="#999"/>']
    lines += ['<path d="M40 340L340 40" stroke="#bbb" stroke-dasharray="4 3"/>']
    for tick in (0, 0.2, 0.4, 0.6, 0.8, 1):
        lines.append(f'<text x="{_at(tick)}" y="356" text-anchor="middle">{tick:g}</text>')
        lines.append(f'<text x="34" y="{380 - _at(tick) + 4}" text-anchor="end">{tick:g}</text>')
    lines.append('<text x="190" y="376" text-anchor="middle">confidence given</text>')
    lines.append('<text x="12" y="190" transform="rotate(-90 12 190)" text-anchor="middle">share right</text>')
    for row, (kind, points) in enumerate(bins.items()):
        path = " ".join(f"{_at(s)},{380 - _at(r)}" for s, r, _ in points)
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colours[kind]}" stroke-width="1.5"/>')
        dots = [(_at(s), 380 - _at(r), 2 + math.sqrt(n) / 3) for s, r, n in points]
        lines += [f'<circle cx="{x}" cy="{y}" r="{size:.1f}" fill="{colours[kind]}"/>' for x, y, size in dots]
        lines.append(f'<text x="52" y="{58 + 15 * row}" fill="{colours[kind]}">{kind}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"


def page(scored: dict[str, list[tuple[float, float]]], bins: dict[str, list[tuple[float, float, int]]]) -> str:
    """The documentation page: what a confidence means, and how well it holds."""
    head = __doc__.split("\n\n")[2] if __doc__ else ""
    lines = ["# Confidence", "", "<!-- made by `make train`: do not edit -->", "", head.replace("\n", " "), ""]
    lines += ["![Share of right records over their confidence: the points lie near the diagonal](pictures/reliability.svg)", ""]
    lines += ["| kind | confidence | right | records |", "|---|---|---|---|"]
    lines += [f"| {kind} | {s:.2f} | {r:.2f} | {n} |" for kind, rows in bins.items() for s, r, n in rows]
    lines += ["", "| kind | records | log loss | of the bare share |", "|---|---|---|---|"]
    lines += [f"| {kind} | {len(rows)} | {loss(rows)[0]:.3f} | {loss(rows)[1]:.3f} |" for kind, rows in scored.items()]
    lines += ["", "Ceasefires keep the confidence of their rule: there are too few to learn from."]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Read the pages, fit, write the model, the picture and the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "src/pantau/models/confidence.json")
    parser.add_argument("--page", type=Path, default=ROOT / "docs/confidence.md")
    parser.add_argument("--picture", type=Path, default=ROOT / "docs/pictures/reliability.svg")
    options = parser.parse_args()
    shared = os.environ.get("PANTAU_SHARED")
    if not shared or not (Path(shared) / "gold" / "gold.jsonl").is_file():
        print("train: skipped, no gold pages here (PANTAU_SHARED names the folder that holds gold/)")
        return 0
    folder, knowledge = Path(shared) / "gold", load_knowledge()
    scorer = load_scorer(folder / "score.py")
    gold = {name: line for name, line in sorted(load_gold(folder / "gold.jsonl").items()) if not is_blind(name)}
    pages = [examples_of(folder / "pages" / f"{name}.txt", line, scorer, knowledge) for name, line in gold.items()]
    scored = {kind: held_out([p[kind] for p in pages]) for kind in KINDS}
    bins = {kind: bins_of(rows) for kind, rows in scored.items()}
    weights = {}
    for kind in KINDS:
        examples = [e for p in pages for e in p[kind]]
        weights[kind] = moved(fit(examples), examples, UNSEEN[kind])
        print(f"{kind:9} {len(examples)} records, {len(weights[kind])} weights, log loss {loss(scored[kind])[0]:.3f}")
    options.out.write_text(json.dumps({"made by": "gold/train.py", "weights": weights}, indent=1) + "\n", encoding="utf-8")
    options.picture.write_text(picture(bins), encoding="utf-8")
    options.page.write_text(page(scored, bins), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
