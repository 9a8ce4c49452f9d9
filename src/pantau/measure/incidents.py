"""Which gold events of 58 pages are one happening, and which claim answers which: two labellers' work, figures are means over both.

The converter is the interchange form: the gold records become records of the model, `link` joins them, ids become "document#index"
again. B-cubed counts the events that stand in a group of two or more on either side.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pantau.errors import InputError
from pantau.knowledge import Knowledge
from pantau.link.answers import find_answers
from pantau.link.corpus import Corpus
from pantau.link.incident import find_incidents
from pantau.measure.b_cubed import mean_f1, tally_members
from pantau.measure.benchmark import Benchmark, Data, Peer, Rival, Row, Tally, load_rows
from pantau.measure.intervals import f1
from pantau.model import Event
from pantau.read import Kept, Origin, read_bytes
from pantau.read.interchange import parse_records

_PAGE = re.compile(r"[sde]\d+")  # the pages that both labellers saw
Groups = Sequence[Sequence[str]]
Pairs = Iterable[Sequence[str]]


class _Found(NamedTuple):
    """Groups of events and answered-answering-relation triples, all by outside names."""

    groups: Groups
    answers: Pairs


def _load(data: Data) -> list[Row] | str:
    if data.folder is None or not (data.folder / "incidents.json").is_file():
        return "the data folder holds no incidents.json" if data.folder else "no data folder given (--data)"
    if data.gold is None or data.pages is None or not data.gold.is_file():
        return "no gold set given (--gold, --pages)"
    try:
        labellers = json.loads((data.folder / "incidents.json").read_bytes())
    except ValueError as error:
        raise InputError(f"is no JSON: {error}", where=str(data.folder / "incidents.json"), todo="fetch the file again") from None
    rows = [row for row in load_rows(data.gold, {"document": str, "records": list}) if _PAGE.fullmatch(row["document"])]
    pages = {row["document"]: data.pages / f"{row['document']}.txt" for row in rows}
    if not rows or not all(path.is_file() for path in pages.values()):
        return "the gold set does not hold the labelled pages"
    return [row | {"page": pages[row["document"]].read_bytes(), "labellers": labellers} for row in rows]


def _whole(knowledge: Knowledge) -> Callable[[list[Row]], list[Tally]]:
    def read(rows: list[Row]) -> list[Tally]:
        return _score(rows, _join(rows, knowledge))

    return read


def _join(rows: Sequence[Row], knowledge: Knowledge) -> _Found:
    names: dict[str, str] = {}
    pages = []
    for row in rows:
        name = row["document"]
        for kept in read_bytes(row["page"], Origin(name, f"{name}.txt"), knowledge):
            if isinstance(kept, Kept):
                records, named = parse_records(row, kept.document, maker="gold", knowledge=knowledge, where=name)
                pages.append((kept.document, records))
                names.update(named)
    corpus = Corpus(pages)
    incidents = find_incidents(corpus, {}, knowledge)
    groups = [[names[r] for r in incident.records if isinstance(corpus.record(r), Event)] for incident in incidents]
    answers = [(names[a.claim], names[a.answer], a.relation) for a in find_answers(corpus, incidents, knowledge)]
    return _Found(groups, answers)


def _score(rows: Sequence[Row], found: _Found) -> list[Tally]:
    """One tally a page: sums over its events and over the answers given on it, for each labeller."""
    tallies: dict[str, dict[str, float]] = {row["document"]: {} for row in rows}
    for n, labeller in enumerate(rows[0]["labellers"] if rows else ()):
        gold, system = _homes(labeller["incidents"]), _homes(found.groups)
        members = sorted(set(gold) | set(system))
        for member, tally in zip(members, tally_members(gold, system, members), strict=True):
            for key, value in tally.items():
                _add(tallies, member, f"{n} {key}", value)
        for cut, kind in ((2, "answers"), (3, "answers with relation")):
            theirs, ours = ({tuple(x[:cut]) for x in side} for side in (labeller["answers"], found.answers))
            for which, ties in (("hits", theirs & ours), ("system", ours), ("gold", theirs)):
                for tie in ties:
                    _add(tallies, tie[1], f"{n} {kind} {which}", 1.0)
    return list(tallies.values())


def _add(tallies: Mapping[str, dict[str, float]], record: str, key: str, value: float) -> None:
    page = tallies.get(record.partition("#")[0])
    if page is not None:
        page[key] = page.get(key, 0.0) + value


def _homes(groups: Groups) -> dict[str, int]:
    return {record: n for n, group in enumerate(groups) if len(group) > 1 for record in group}


def _figures(tally: Tally, _whole: Tally) -> dict[str, float]:
    sums: dict[str, list[float]] = {}
    for n in (0, 1):
        events = tally.get(f"{n} n", 0.0)
        precision, recall = (tally.get(f"{n} {k}", 0.0) / events if events else 1.0 for k in "pr")
        sums.setdefault("incidents", []).append(mean_f1(precision, recall))
        sums.setdefault("incidents precision", []).append(precision)
        sums.setdefault("incidents recall", []).append(recall)
        for kind in ("answers", "answers with relation"):
            hits, system, gold = (tally.get(f"{n} {kind} {which}", 0.0) for which in ("hits", "system", "gold"))
            sums.setdefault(kind, []).append(f1(hits, system, gold))
    return {name: sum(values) / len(values) for name, values in sums.items()}


def _rivals() -> Iterator[Rival]:
    """Events of one type, the same parties and one first day are one happening; nothing answers anything."""

    def read(rows: list[Row]) -> list[Tally]:
        groups: dict[tuple[Any, ...], list[str]] = {}
        for row in rows:
            for n, record in enumerate(row["records"]):
                if record["kind"] == "event":
                    key = record["type"], tuple(sorted(record["actors"])), tuple(sorted(record["recipients"])), record["from"]
                    groups.setdefault(key, []).append(f"{row['document']}#{n}")
        return _score(rows, _Found(list(groups.values()), ()))

    yield Rival("type, parties and first day", whole=read)


INCIDENTS = Benchmark(
    name="incidents",
    task="gold events of Indonesian pages joined into happenings, gold claims tied to the claims they answer",
    language="id",
    unit="pages",
    load=_load,
    figures=_figures,
    whole=_whole,
    peers=(Peer("two labellers", {"incidents": 0.97, "answers": 0.80}, "their agreement (bench/README.md)"),),
    rivals=_rivals,
)
