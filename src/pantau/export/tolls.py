"""How many were killed in one incident: every claimant's figures put side by side, never averaged, a part never added to its whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from pantau.model import CasualtyReport

_Cell = tuple[str | None, str]


class Toll(NamedTuple):
    """The killed of both sides, civilians and others, where all agree on one number; of all: the number, at most, at least."""

    a: int | None
    b: int | None
    civilians: int | None
    unknown: int | None
    best: int | None
    high: int | None
    low: int | None
    figures: tuple[str, ...]


class _Range(NamedTuple):
    low: int | None
    high: int | None

    @property
    def agreed(self) -> int | None:
        """The one number that is told."""
        return self.low if self.low == self.high else None


def count_killed(reports: Sequence[CasualtyReport], side_a: Collection[str], side_b: Collection[str]) -> Toll | None:
    """The killed of an incident by its own figures; None where there are none. Running totals are of more than one incident, and a
    part of another figure is in that one."""
    own = [report for report in reports if report.outcome == "killed" and report.measure == "new"]
    known = {report.id for report in own}
    counted = [report for report in own if report.part_of not in known]
    cells: dict[_Cell, list[CasualtyReport]] = defaultdict(list)
    for report in counted:
        cells[report.party, _category(report)].append(report)
    if not cells:
        return None
    ranges = {cell: _range(some) for cell, some in cells.items()}
    by_column: dict[str, list[_Range]] = defaultdict(list)
    for cell, range in ranges.items():
        by_column[_column(cell, side_a, side_b)].append(range)
    columns = {name: _sum([range.agreed for range in some]) for name, some in by_column.items()}
    overlap = _may_overlap(ranges)
    lows = [range.low for range in ranges.values()]
    low = None if None in lows else (max if overlap else sum)(low for low in lows if low is not None)
    return Toll(
        columns.get("a"), columns.get("b"), columns.get("civilians"), columns.get("unknown"),
        None if overlap else _sum([range.agreed for range in ranges.values()]), _sum([range.high for range in ranges.values()]), low,
        tuple(sorted(report.id for report in counted)),
    )  # fmt: skip


def _category(report: CasualtyReport) -> str:
    return "civilian" if report.party is not None and report.party.endswith("_CIV") else report.category


def _column(cell: _Cell, side_a: Collection[str], side_b: Collection[str]) -> str:
    party, category = cell
    if category == "civilian":
        return "civilians"
    is_fighters = category == "military" and party is not None
    return "a" if is_fighters and party in side_a else "b" if is_fighters and party in side_b else "unknown"


def _range(reports: Sequence[CasualtyReport]) -> _Range:
    """From the lowest claim to the highest; open where one is."""
    lows, highs = [report.low for report in reports], [report.high for report in reports]
    low = None if None in lows else min(low for low in lows if low is not None)
    high = None if None in highs else max(high for high in highs if high is not None)
    return _Range(low, high)


def _sum(numbers: Sequence[int | None]) -> int | None:
    """The sum of numbers that are all known."""
    return None if None in numbers else sum(number for number in numbers if number is not None)


def _may_overlap(cells: Collection[_Cell]) -> bool:
    """Whether one figure may hold the dead of another: nobody's with anybody's, those of no category with fighters or civilians."""
    parties = [party for party, _ in cells]
    if None in parties and len(cells) > 1:
        return True
    return any(category == "unspecified" and parties.count(party) > 1 for party, category in cells)
