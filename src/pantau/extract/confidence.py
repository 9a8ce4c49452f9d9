"""How surely each record of a page is right: a logistic score over what the rules themselves saw, with weights learned by `make train`.

A feature never names a word, a party, a place or a page: what is learned is how far each rule can be trusted, not what the news says.
Without the weights the records keep the confidence their rule gave them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace

from pantau.extract.names import plain
from pantau.extract.view import View
from pantau.model import CasualtyReport, Ceasefire, Claim, Event, Record

Weights = Mapping[str, Mapping[str, float]]
"""By kind of record: the weight of each feature, and `bias`."""
_TOP = 3
"""Reasons shown with a record: the features that moved its score most."""


def rescore(records: Sequence[Record], view: View, weights: Weights) -> list[Record]:
    """The records of one story with learned confidences; a kind without weights keeps its rule's."""
    if not any(record.kind in weights for record in records):
        return list(records)
    scored: list[Record] = []
    for record, found in zip(records, features_of(records, view), strict=True):
        table = weights.get(record.kind)
        if table is not None:
            moved = sorted((f for f in found if table.get(f)), key=lambda f: (-abs(table[f]), f))[:_TOP]
            reasons = tuple(f"{feature} {table[feature]:+.1f}" for feature in moved)
            record = replace(record, confidence=round(score(found, table), 2), reasons=reasons)
        scored.append(record)
    return scored


def score(found: Sequence[str], table: Mapping[str, float]) -> float:
    """The probability of a record with these features."""
    total = table.get("bias", 0.0) + sum(table.get(f, 0.0) for f in found)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def features_of(records: Sequence[Record], view: View) -> list[tuple[str, ...]]:
    """The features of every record of one story, in order."""
    found: list[tuple[str, ...]] = []
    keys = [{name: (record.kind, name, key) for name, key in _keys(record).items()} for record in records]
    before: Counter[Hashable] = Counter()
    behind: Counter[Hashable] = Counter(key for own in keys for key in own.values())
    for record, own in zip(records, keys, strict=True):
        behind.subtract(own.values())
        touched = view.sentences_in(record.trigger)
        sentence = touched[0] if touched else None
        features = [f"rule {part}" for part in record.rule.split(".")[1:]]
        features += [f"{slot} read" for slot in record.evidence] + [f"{slot} inferred" for slot in record.inferred]
        if sentence is not None:
            features += ["in the lead"] * (sentence.paragraph == 0) + ["far down"] * (sentence.paragraph > 7)
            features += ["long sentence"] * (len(sentence.tokens) > 40)
            quotes = view.paragraphs[sentence.paragraph].quotes
            features += ["in a quotation"] * any(q.start <= record.trigger.start < q.end for q in quotes)
        features += [f"in {view.document.language}"] * (view.document.language != "id")
        features += _own(record)
        features += _beside(record, {name: before[key] for name, key in own.items()}, "before")
        features += _beside(record, {name: behind[key] for name, key in own.items()}, "behind")
        before.update(own.values())
        found.append(tuple(sorted(set(features))))
    return found


def _own(record: Record) -> Iterator[str]:
    """What a record of each kind says of itself."""
    if isinstance(record, Event):
        yield f"type {record.type}"
        yield f"modality {record.modality}"
        yield f"{min(2, len(record.actors))} actors, {min(2, len(record.recipients))} recipients"
        yield from ["against itself"] * bool({plain(c) for c in record.actors} & {plain(c) for c in record.recipients})
    elif isinstance(record, Claim):
        length = (record.content.end - record.content.start) if record.content else 0
        yield f"stance {record.stance}"
        yield "short message" if length < 40 else "long message" if length > 250 else "message"
        yield from ["nobody's"] * (record.code is None)
        yield from ["no target"] * (not record.targets)
    elif isinstance(record, CasualtyReport):
        yield f"{record.outcome} {record.category}"
        yield f"{record.measure} {record.qualifier}"
        yield from ["one"] * (record.low == record.high == 1)
        yield from ["no party"] * (record.party is None)
    elif isinstance(record, Ceasefire):
        yield f"stage {record.stage}"


def _keys(record: Record) -> dict[str, Hashable]:
    """What another record of the page must share to be of the same type, sides, day, speaker, outcome or number."""
    if isinstance(record, Event):
        sides = (record.type, frozenset(plain(c) for c in (*record.actors, *record.recipients)))
        keys: dict[str, Hashable] = {"type": record.type, "parties": sides}
        return keys | ({"day": (*sides, record.began_on)} if record.began_on is not None else {})
    if isinstance(record, Claim):
        return {"speaker": record.code}
    if isinstance(record, CasualtyReport):
        return {"outcome": record.outcome, "number": (record.outcome, record.low)}
    return {}


def _beside(record: Record, count: Mapping[str, int], where: str) -> Iterator[str]:
    """Whether the page tells of the same again: records of one kind that agree, counted by what they share."""
    if isinstance(record, Event):
        yield from [f"its type {where}"] * bool(count["type"])
        yield f"its parties {min(3, count['parties'])} times {where}"
        yield from [f"its day {where}"] * bool(count.get("day", 0))
    elif isinstance(record, Claim):
        yield f"its speaker {min(3, count['speaker'])} times {where}"
    elif isinstance(record, CasualtyReport):
        yield f"its outcome {min(2, count['outcome'])} times {where}"
        yield from [f"its number {where}"] * bool(count["number"])
