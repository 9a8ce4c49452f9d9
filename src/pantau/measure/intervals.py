"""How sure a figure is: documents drawn again with replacement, and the range in which 95 of 100 such figures lie."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from pantau.measure.benchmark import Tally, sum_of

ROUNDS, SEED = 1000, 0


def f1(hits: float, system: float, gold: float) -> float:
    """The harmonic mean of precision and recall; nothing found where nothing was to be found counts 1."""
    precision = hits / system if system else float(not gold)
    recall = hits / gold if gold else float(not system)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def find_intervals(
    tallies: Sequence[Tally], figures: Callable[[Tally, Tally], dict[str, float]], *, rounds: int = ROUNDS
) -> dict[str, tuple[float, float]]:
    """The 95 % interval of every figure. The draws are the same on every run and machine."""
    whole = sum_of(tallies)
    columns = {key: [tally.get(key, 0.0) for tally in tallies] for key in whole}
    rng, numbers = random.Random(SEED), range(len(tallies))
    drawn: dict[str, list[float]] = {}
    for _ in range(rounds):
        draw = rng.choices(numbers, k=len(numbers))
        sums = {key: sum(map(column.__getitem__, draw)) for key, column in columns.items()}
        for name, value in figures(sums, whole).items():
            drawn.setdefault(name, []).append(value)
    return {name: _middle(sorted(values), rounds) for name, values in drawn.items()}


def _middle(values: Sequence[float], rounds: int) -> tuple[float, float]:
    """The values that leave 2.5 % below and above; a figure that some draws do not have is judged by those that do."""
    share = len(values) / rounds
    low, high = int(0.025 * rounds * share), int(0.975 * rounds * share) - 1
    return values[low], values[max(low, high)]
