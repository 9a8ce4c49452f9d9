"""Labelled spans against gold spans: exact, overlapping, and with the same value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from pantau.measure.benchmark import Tally
from pantau.measure.intervals import f1

Marked = tuple[int, int, str, str | None]
"""Start, end, label, and the value it stands for, where the task asks for one."""

EVERY = "ALL"


def read_marked(rows: Iterable[Sequence[object]]) -> list[Marked]:
    """The spans of a benchmark row: `[start, end, label]` or `[start, end, label, value]`."""
    return [(int(str(r[0])), int(str(r[1])), str(r[2]), str(r[3]) if len(r) > 3 and r[3] is not None else None) for r in rows]


def tally_spans(gold: Sequence[Marked], system: Sequence[Marked], unions: Mapping[str, Sequence[str]]) -> Tally:
    """Counts of one text for every label, for all together and for each union of labels."""
    count: Counter[str] = Counter()
    for label in sorted({s[2] for s in (*gold, *system)}):
        a, b = [s for s in gold if s[2] == label], [s for s in system if s[2] == label]
        found = _compare(a, b)
        for name in (label, EVERY, *(union for union, labels in unions.items() if label in labels)):
            for kind, number in found.items():
                count[f"{name} {kind}"] += number
    return count


def _compare(gold: Sequence[Marked], system: Sequence[Marked]) -> dict[str, int]:
    wanted, got = Counter(s[:3] for s in gold), Counter(s[:3] for s in system)
    values, ours = {s[:3]: s[3] for s in gold}, {s[:3]: s[3] for s in system}
    both = wanted & got
    free, relaxed = list(system), 0
    for s in gold:
        hit = next((t for t in free if t[0] < s[1] and s[0] < t[1]), None)
        if hit:
            free.remove(hit)
            relaxed += 1
    value = sum(1 for s in both if values[s] is not None and values[s] == ours[s])
    return {"gold": len(gold), "system": len(system), "strict": both.total(), "relaxed": relaxed, "value": value}


def span_figures(*wanted: tuple[str, str]) -> Callable[[Tally, Tally], dict[str, float]]:
    """F1 of the (label, kind) pairs asked for; kinds are strict, relaxed and value."""

    def figures(drawn: Tally, _whole: Tally) -> dict[str, float]:
        return {
            f"{label} {kind}": f1(drawn.get(f"{label} {kind}", 0), drawn.get(f"{label} system", 0), drawn.get(f"{label} gold", 0))
            for label, kind in wanted
        }

    return figures
