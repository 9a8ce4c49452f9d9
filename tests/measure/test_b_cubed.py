"""B-cubed as tallies of members, against figures worked out by hand."""

from __future__ import annotations

import pytest

from pantau.measure.b_cubed import mean_f1, tally_members


@pytest.mark.parametrize(
    ("gold", "system", "precision", "recall"),
    [
        ("aabb", "xxyy", 1.0, 1.0),
        ("aabb", "xxxx", 0.5, 1.0),
        ("aabb", "wxyz", 1.0, 0.5),
        ("aaab", "xxyy", (1 + 1 + 0.5 + 0.5) / 4, (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4),
    ],
)
def test_shares_of_members(gold: str, system: str, precision: float, recall: float) -> None:
    members = [str(n) for n in range(len(gold))]
    tallies = tally_members(dict(zip(members, gold, strict=True)), dict(zip(members, system, strict=True)), members)
    found = sum(t["p"] for t in tallies) / 4, sum(t["r"] for t in tallies) / 4
    assert found == pytest.approx((precision, recall))


def test_who_stands_in_no_group_stands_alone() -> None:
    assert tally_members({"a": 1, "b": 1}, {}, ["a", "b"]) == [{"p": 1.0, "r": 0.5, "n": 1.0}] * 2
    assert mean_f1(0.0, 0.0) == 0.0
