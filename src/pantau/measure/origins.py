"""Same text origin: pairs of pages that share one or not, and articles with their rendering in the other language.

A row carries what the whole set needs (`texts`, shared by all rows), so that the first row read can lay all texts side by side.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from pantau.knowledge import Knowledge
from pantau.link.lineage import compare, compare_all
from pantau.link.prints import Print, known_names, make_print
from pantau.measure.benchmark import Benchmark, Data, Rival, Row, Tally, load_rows
from pantau.model import JOINING_RELATIONS
from pantau.read import read_bytes
from pantau.read.origin import Kept, Origin

SAME_ALIKE = 0.5
"""The cosine from which the TF-IDF peer calls two pages one origin."""


def _print(text: str, name: str, knowledge: Knowledge) -> Print | None:
    kept = next(iter(read_bytes(text.encode(), Origin(name, f"{name}.txt"), knowledge)), None)
    return make_print(kept.document, known_names(knowledge)) if isinstance(kept, Kept) else None


def _figures(drawn: Tally, _whole: Tally) -> dict[str, float]:
    hits, system, gold = (drawn.get(k, 0.0) for k in ("hits", "system", "gold"))
    figures = {"precision": hits / system if system else 0.0, "recall": hits / gold if gold else 0.0}
    figures["F1"] = 2 * hits / (system + gold) if system + gold else 0.0
    return figures


def _pair_tally(row: Row, is_same: bool) -> Tally:
    gold = bool(row["shared_origin"])
    return {"hits": float(is_same and gold), "system": float(is_same), "gold": float(gold)}


def _load_pairs(data: Data) -> list[Row] | str:
    folder = data.folder / "pairs" if data.folder else None
    files = sorted(folder.glob("*.jsonl")) if folder else []
    if folder is None or not files:
        return "the data folder holds no pairs/*.jsonl" if data.folder else "no data folder given (--data)"
    rows = [row for path in files for row in load_rows(path, {"pair": str}) if row.get("shared_origin") is not None]
    texts: dict[str, str] = {}
    for row in rows:
        for side in "ab":
            page = folder / "pages" / f"{row['pair']}{side}.txt"
            if not page.is_file():
                return f"the data folder holds no pairs/pages/{page.name}"
            row[side] = texts[page.stem] = page.read_text(encoding="utf-8")
        row["texts"] = texts
    return rows


def _pairs_reader(knowledge: Knowledge) -> Callable[[Row], Tally]:
    def read(row: Row) -> Tally:
        one, other = (_print(row[side], f"{row['pair']}{side}", knowledge) for side in "ab")
        edge = compare(one, other) if one and other else None
        return _pair_tally(row, edge is not None and edge.relation in JOINING_RELATIONS)

    return read


def _pair_rivals() -> Iterator[Rival]:
    yield Rival(f"TF-IDF cosine ≥ {SAME_ALIKE}", lambda row: _pair_tally(row, _cosine(row["a"], row["b"], row["texts"]) >= SAME_ALIKE))
    try:
        from datasketch import MinHash
    except ImportError:
        return

    def sketch(text: str) -> MinHash:
        words, made = text.lower().split(), MinHash(num_perm=128)
        made.update_batch([" ".join(words[i : i + 3]).encode() for i in range(len(words) - 2)])
        return made

    yield Rival("datasketch MinHash ≥ 0.2", lambda row: _pair_tally(row, sketch(row["a"]).jaccard(sketch(row["b"])) >= 0.2))


def _cosine(a: str, b: str, texts: dict[str, str]) -> float:
    if "" not in texts:  # counted once for all rows, under a name no page has
        counts = Counter(word for text in texts.values() for word in set(text.lower().split()))
        texts[""] = json.dumps({word: math.log((1 + len(texts)) / (1 + n)) + 1 for word, n in counts.items()})
        _IDF.clear()
    if not _IDF:
        _IDF.update(json.loads(texts[""]))
    one, other = ({w: (1 + math.log(n)) * _IDF[w] for w, n in Counter(x.lower().split()).items()} for x in (a, b))
    norms = math.prod(math.sqrt(sum(v * v for v in x.values())) for x in (one, other))
    return sum(v * other.get(w, 0.0) for w, v in one.items()) / norms if norms else 0.0


_IDF: dict[str, float] = {}


def _load_twins(data: Data) -> list[Row] | str:
    if data.folder is None:
        return "no data folder given (--data)"
    names = [data.folder / name for name in ("twins-id.jsonl.gz", "twins-en.jsonl.gz", "twins.jsonl")]
    absent = next((path.name for path in names if not path.is_file()), None)
    if absent:
        return f"the data folder holds no {absent}"
    sides = [{row["id"]: row["text"] for row in load_rows(path, {"id": str, "text": str})} for path in names[:2]]
    return [{**row, "texts": sides} for row in load_rows(names[2], {"id": str})]


def _twins_reader(knowledge: Knowledge) -> Callable[[Row], Tally]:
    found: dict[str, str] = {}
    done: list[int] = []

    def read(row: Row) -> Tally:
        if id(row["texts"]) not in done:
            done.append(id(row["texts"]))
            found.update(find_twins(row["texts"], knowledge))
        said = found.get(row["id"])
        is_right = said is not None and said == row["twin"]
        return {"hits": float(is_right), "system": float(said is not None), "gold": float(row["twin"] is not None)}

    return read


def find_twins(sides: Sequence[dict[str, str]], knowledge: Knowledge) -> dict[str, str]:
    """For each text of the first side its best translation among the second, where there is one."""
    names: list[tuple[int, str]] = []
    prints: list[Print] = []
    for side, texts in enumerate(sides):
        for name, text in texts.items():
            if (made := _print(text, name, knowledge)) is not None:
                names.append((side, name))
                prints.append(made)
    which = {made.document: name for made, name in zip(prints, names, strict=True)}
    best: dict[str, tuple[float, str]] = {}
    for edge in compare_all(prints):
        (side, one), (_, other) = sorted((which[edge.document], which[edge.other]))
        if edge.relation == "translation" and side == 0:
            best[one] = max(best.get(one, (0.0, "")), (edge.score, other))
    return {name: other for name, (_, other) in best.items()}


PAIRS = Benchmark(
    name="pairs",
    task="whether two Indonesian articles share a text origin (copy, rewrite, other translation of one text)",
    language="id",
    unit="pairs",
    load=_load_pairs,
    figures=_figures,
    reader=_pairs_reader,
    rivals=_pair_rivals,
)

TWINS = Benchmark(
    name="twins",
    task="an agency text's rendering in the other language, or that it has none",
    language="en",
    unit="texts",
    load=_load_twins,
    figures=_figures,
    reader=_twins_reader,
    notes="One English text or none for each Indonesian one; nothing was learned from the world news of this corpus.",
)
