"""English benchmarks: PLOVER codings of sentences, fields of military press releases; how both are scored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pantau.extract.lexicon import load_lexicon
from pantau.knowledge import Knowledge
from pantau.measure.benchmark import Benchmark, Peer, Row, Tally, rows_of
from pantau.measure.intervals import f1
from pantau.measure.isaf import read_fields
from pantau.measure.plover import MOST, read_event

SIDES = ("source", "target")


def score_event(gold: Row, system: Row | None) -> Tally:
    """Whether the one event handed in has the gold's type, and beside it a source and a target of the gold."""
    hit = system is not None and system["type"] == gold["type"]
    dyad = hit and all(
        len(system[side]) <= MOST and (not gold[side] or bool(set(system[side]) & set(gold[side])))  # type: ignore[index]
        for side in SIDES
    )
    return {"sentences": 1.0, "said": float(system is not None), "type": float(hit), "dyad": float(dyad)}


def score_fields(gold: Mapping[str, Any], system: Mapping[str, Any]) -> Tally:
    """The worth of every field but the name: 1 where it is right, a list field the share of its values that both sides have."""
    tally = {"texts": 1.0}
    for name, value in gold.items():
        if name != "name":
            ours = system.get(name)
            tally[name] = _overlap(value, ours) if isinstance(value, list) else float(value == ours)
    return tally


def _overlap(a: list[str], b: list[str] | None) -> float:
    left, right = ({part.strip() for value in side or () for part in value.split(";")} - {""} for side in (a, b))
    return len(left & right) / len(left | right) if left | right else 1.0


def _event_reader(knowledge: Knowledge) -> Callable[[Row], Tally]:
    lexicon = load_lexicon(knowledge, "en")
    return lambda row: score_event(row, read_event(row["text"], knowledge, lexicon))


def _event_figures(drawn: Tally, _whole: Tally) -> dict[str, float]:
    said, rows = drawn["said"], drawn["sentences"]
    return {"type": f1(drawn["type"], said, rows), "type and dyad": f1(drawn["dyad"], said, rows)}


def _field_reader(knowledge: Knowledge) -> Callable[[Row], Tally]:
    lexicon = load_lexicon(knowledge, "en")
    return lambda row: score_fields(row["gold"], read_fields(row["text"], knowledge, lexicon))


def _field_figures(drawn: Tally, _whole: Tally) -> dict[str, float]:
    shares = {name: value / drawn["texts"] for name, value in drawn.items() if name != "texts"}
    return {"mean of fields": sum(shares.values()) / len(shares), **shares}


PLOVER = Benchmark(
    name="plover",
    task="English sentence to PLOVER type, source and target",
    language="en",
    unit="sentences",
    load=rows_of("plover.jsonl", text=str, type=str, source=list, target=list),
    figures=_event_figures,
    reader=_event_reader,
    peers=(Peer("Universal PETRARCH", {"type": 0.411, "type and dyad": 0.252}, "bench/README.md, whole set, best published run"),),
    notes="One event a sentence, F1 of its type and of type with a source and a target.",
)
ISAF = Benchmark(
    name="isaf",
    task="English military press release to 13 fields",
    language="en",
    unit="texts",
    load=rows_of("isaf.jsonl", text=str, gold=dict),
    figures=_field_figures,
    reader=_field_reader,
    peers=(Peer("GPT-4o", {"mean of fields": 0.854}, "bench/README.md; its author's scoring"),),
    notes="The share of texts whose field is right, list fields by the overlap of their values.",
)
