"""B-cubed of a grouping as tallies of its members, so that documents can be drawn again (Bagga and Baldwin 1998)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

from pantau.measure.benchmark import Tally


def tally_members(gold: Mapping[str, Hashable], system: Mapping[str, Hashable], members: Sequence[str]) -> list[Tally]:
    """For each member the share of its system group that is of its gold group (`p`), the reverse (`r`), and 1 (`n`); who stands in
    no group stands alone."""
    g = {m: gold.get(m, ("alone", m)) for m in members}
    s = {m: system.get(m, ("alone", m)) for m in members}
    in_gold, in_system, both = Counter(g.values()), Counter(s.values()), Counter((g[m], s[m]) for m in members)
    return [
        {"p": both[g[m], s[m]] / in_system[s[m]], "r": both[g[m], s[m]] / in_gold[g[m]], "n": 1.0} for m in members
    ]  # fmt: skip


def mean_f1(precision: float, recall: float) -> float:
    """The harmonic mean of two means."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
