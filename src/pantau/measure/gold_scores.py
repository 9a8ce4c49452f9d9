"""The record against gold records: pairs of records, best first, worth half for being found and half for the slots that are right.

The rules are those of the gold set's own scorer; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pantau.measure.benchmark import Tally
from pantau.measure.intervals import f1

Record = Mapping[str, Any]
SLOTS: Mapping[str, tuple[str, ...]] = {
    "event": ("actors", "recipients", "from", "to", "place", "modality", "claimant"),
    "claim": ("code", "stance", "targets", "content"),
    "casualty": ("party", "category", "measure", "qualifier", "to", "claimant"),
    "ceasefire": ("parties", "brokers", "declared", "effective", "stage"),
}
PARTY_SLOTS = ("actors", "recipients", "targets", "parties", "brokers", "code", "party", "claimant")
PAGE_FIELDS = ("outlet", "published", "credits")
ENOUGH = 10
"""Gold records from which on a kind counts in the overall figure: one ceasefire on sixteen pages is no measure."""


def tally_page(gold: Mapping[str, Any], system: Mapping[str, Any]) -> Tally:
    """What one page adds to every count. Both are lines in the interchange form; gold also names where its paragraphs start."""
    tally: dict[str, float] = {"pages": 1.0}
    starts = sorted(gold["paragraphs"])
    for kind in SLOTS:
        wanted = [_placed(r, starts) for r in gold["records"] if r["kind"] == kind]
        got = [_placed(r, starts) for r in system.get("records", ()) if r["kind"] == kind]
        worths = pair_worths(kind, wanted, got)
        tally |= {
            f"{kind} gold": len(wanted),
            f"{kind} system": len(got),
            f"{kind} worth": sum(worths),
            f"{kind} pairs": len(worths),
        }
    a, b = _covered(gold["body"]), _covered(system.get("body", ()))
    tally |= {"body gold": len(a), "body system": len(b), "body both": len(a & b)}
    for field in ("outlet", "published"):
        tally[field] = float(gold.get(field) == system.get(field))
    tally["credits"] = party_credit(
        [c.casefold() for c in gold.get("credits") or ()], [c.casefold() for c in system.get("credits") or ()]
    )
    return tally


def gold_figures(drawn: Tally, whole: Tally) -> dict[str, float]:
    """F1 of every kind, their mean, and what was read off the page itself."""
    kinds = {kind: f1(drawn[f"{kind} worth"], drawn[f"{kind} system"], drawn[f"{kind} gold"]) for kind in SLOTS}
    counted = [kind for kind in SLOTS if whole[f"{kind} gold"] >= ENOUGH] or list(SLOTS)
    body = f1(drawn["body both"], drawn["body system"], drawn["body gold"])
    page = {field: drawn[field] / drawn["pages"] for field in PAGE_FIELDS}
    return {"overall": sum(kinds[kind] for kind in counted) / len(counted), **kinds, "body": body, **page}


def pair_worths(kind: str, gold: Sequence[Record], system: Sequence[Record]) -> list[float]:
    """The worth of every pair of records that belong together, each record in one pair at most, best pairs first."""
    options: list[tuple[float, float, int, int]] = []
    for i, g in enumerate(gold):
        for j, s in enumerate(system):
            if _belong_together(kind, g, s):
                credits = [_credit(slot, g.get(slot), s.get(slot)) for slot in SLOTS[kind]]
                worth = 0.5 + 0.5 * sum(credits) / len(credits)
                options.append((worth + 0.01 * _overlap(g["trigger"], s["trigger"]), worth, -i, -j))
    options.sort(reverse=True)
    used_gold: set[int] = set()
    used_system: set[int] = set()
    worths = []
    for _, worth, i, j in options:
        if i not in used_gold and j not in used_system:
            used_gold.add(i)
            used_system.add(j)
            worths.append(worth)
    return worths


def _placed(record: Record, starts: Sequence[int]) -> Record:
    trigger = record.get("trigger") or [0, 0]
    return {**record, "trigger": trigger, "paragraph": sum(1 for start in starts if start <= trigger[0])}


def _belong_together(kind: str, gold: Record, system: Record) -> bool:
    """Whether the core holds: the same happening, message, figure or truce, whatever the slots say."""
    if kind == "claim":
        same_words = _overlap(gold.get("content"), system.get("content")) >= 0.3
        said_alike = same_words or _overlap(gold["trigger"], system["trigger"]) > 0
        return said_alike and _state(gold.get("code")) == _state(system.get("code"))
    if kind == "casualty":
        same_figure = all(gold.get(slot) == system.get(slot) for slot in ("low", "high", "outcome"))
        return same_figure and _overlap(gold["trigger"], system["trigger"]) > 0
    a, b = _parties(gold), _parties(system)
    near = gold["paragraph"] == system["paragraph"]
    days = ("from",) if kind == "event" else ("declared", "effective")
    same_day = any(gold.get(day) is not None and gold.get(day) == system.get(day) for day in days)
    same_type = kind != "event" or gold["type"] == system.get("type")
    return same_type and (near or same_day) and bool(a & b or not (a or b))


def _credit(slot: str, gold: Any, system: Any) -> float:
    if slot in PARTY_SLOTS:
        return party_credit(gold, system)
    if slot == "place":
        return _place_credit(gold, system)
    if slot == "content":
        return min(1.0, _overlap(gold, system) / 0.8)
    return float(gold == system)


def party_credit(gold: object, system: object) -> float:
    """F1 of two sets of codes; a code that is right but for its suffix earns half."""
    a, b = _as_set(gold), _as_set(system)
    if not a or not b:
        return float(not a and not b)
    exact = a & b
    half = {_state(code) for code in a - exact} & {_state(code) for code in b - exact}
    return 2 * (len(exact) + 0.5 * len(half)) / (len(a) + len(b))


def _place_credit(gold: str | None, system: str | None) -> float:
    if not gold or not system:
        return float(not gold and not system)
    a, b = gold.casefold(), system.casefold()
    return 1.0 if a == b else 0.5 if a in b or b in a else 0.0


def _parties(record: Record) -> set[str | None]:
    return {_state(code) for slot in ("actors", "recipients", "parties", "code") for code in _as_set(record.get(slot))}


def _as_set(value: object) -> set[str]:
    if isinstance(value, str):
        return {value}
    return set(value) if isinstance(value, Iterable) else set()


def _state(code: str | None) -> str | None:
    return code.removesuffix("_OPP").removesuffix("_CIV") if code else code


def _overlap(a: Sequence[int] | None, b: Sequence[int] | None) -> float:
    """Intersection over union of two spans."""
    if not a or not b:
        return 0.0
    union = max(a[1], b[1]) - min(a[0], b[0])
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / union if union else 0.0


def _covered(spans: Iterable[Sequence[int]]) -> set[int]:
    return {at for start, end in spans or () for at in range(start, end)}
