"""ECB+: English documents grouped by the event they report. The converter is the grouping by wording itself; dates and places of this
set of general news are left to its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pantau.knowledge import Knowledge
from pantau.link.grouping import group
from pantau.link.rarity import Rarity, likeness, terms_of
from pantau.link.topics import find_topics
from pantau.measure.b_cubed import mean_f1, tally_members
from pantau.measure.benchmark import Benchmark, Peer, Rival, Row, Tally, rows_of
from pantau.model import Document

PLAIN_LEAST = (0.10, 0.12, 0.14, 0.16, 0.18, 0.20, 0.22, 0.24)
"""Averages at which the plain peer is cut: the best of them is shown, which flatters it."""


def _whole(knowledge: Knowledge) -> Callable[[list[Row]], list[Tally]]:
    def read(rows: list[Row]) -> list[Tally]:
        documents = [Document(id=row["id"], name=row["id"], text=row["text"], language="en") for row in rows]
        return _score(rows, find_topics(documents, knowledge))

    return read


def _score(rows: Sequence[Row], groups: Sequence[Sequence[str]]) -> list[Tally]:
    gold = {row["id"]: row["group"] for row in rows}
    return tally_members(gold, {name: n for n, members in enumerate(groups) for name in members}, [row["id"] for row in rows])


def _figures(tally: Tally, _whole: Tally) -> dict[str, float]:
    precision, recall = tally["p"] / tally["n"], tally["r"] / tally["n"]
    return {"B-cubed": mean_f1(precision, recall), "precision": precision, "recall": recall}


def _rivals() -> Iterator[Rival]:
    """TF-IDF of plain words with average linkage, cut where it does best on these very rows."""

    def read(rows: list[Row]) -> list[Tally]:
        ids = sorted(row["id"] for row in rows)
        terms = {row["id"]: [t.removeprefix("~") for t in terms_of(row["text"], None)] for row in rows}
        rarity = Rarity(terms[key] for key in ids)
        vectors = [rarity.vector({t: terms[key].count(t) for t in set(terms[key])}) for key in ids]
        memory: dict[tuple[int, int], float] = {}

        def score(i: int, j: int) -> float:
            if (i, j) not in memory:
                memory[i, j] = likeness(vectors[i], vectors[j])
            return memory[i, j]

        pairs = [(i, j) for i in range(len(ids)) for j in range(i + 1, len(ids)) if score(i, j) >= PLAIN_LEAST[0] / 2]
        tried = [_score(rows, [[ids[i] for i in g] for g in group(len(ids), pairs, score, least=least)]) for least in PLAIN_LEAST]
        return max(tried, key=lambda tallies: mean_f1(sum(t["p"] for t in tallies), sum(t["r"] for t in tallies)))

    yield Rival("TF-IDF, average linkage, best cut", whole=read)


ECB = Benchmark(
    name="ecb",
    task="English news documents grouped by the event they report (ECB+)",
    language="en",
    unit="documents",
    load=rows_of("ecb.jsonl.gz", "ecb.jsonl", id=str, group=str, text=str),
    figures=_figures,
    whole=_whole,
    peers=(Peer("TF-IDF, average linkage", {"B-cubed": 0.921}, "on the whole set (bench/README.md)"),),
    rivals=_rivals,
)
