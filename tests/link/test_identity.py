"""Ids of incidents: kept by largest overlap, redirected when incidents merge or split, never given twice."""

from __future__ import annotations

import pytest

from pantau.link.identity import carry_ids
from pantau.model import Incident

Old = dict[str, frozenset[str]]


@pytest.mark.parametrize(
    ("old", "new", "ids", "changes"),
    [
        ({}, ["ab", "c"], ["I5", "I6"], [("founded", "I5", None, "ab"), ("founded", "I6", None, "c")]),
        ({"I1": "ab"}, ["ab"], ["I1"], []),
        ({"I1": "ab"}, ["abc"], ["I1"], [("grown", "I1", None, "c")]),
        ({"I1": "abc"}, ["ab"], ["I1"], [("shrunk", "I1", None, "c")]),
        ({"I1": "ab", "I2": "c"}, ["abc"], ["I1"], [("grown", "I1", None, "c"), ("merged", "I2", "I1", "c")]),
        ({"I2": "ab", "I1": "cd"}, ["abcd"], ["I1"], [("grown", "I1", None, "ab"), ("merged", "I2", "I1", "ab")]),
        ({"I1": "abc"}, ["ab", "c"], ["I1", "I5"], [("founded", "I5", None, "c"), ("split", "I1", "I5", "c")]),
        ({"I1": "ab"}, ["c"], ["I5"], [("founded", "I5", None, "c"), ("vanished", "I1", None, "ab")]),
        (
            {"I1": "abc", "I2": "de"}, ["abd", "ce"], ["I1", "I2"],
            [("grown", "I1", None, "d"), ("grown", "I2", None, "c"), ("split", "I1", "I2", "c"), ("split", "I2", "I1", "d")],
        ),
    ],
)  # fmt: skip
def test_ids_go_where_most_records_go(old: dict[str, str], new: list[str], ids: list[str], changes: list[tuple[str, ...]]) -> None:
    before: Old = {key: frozenset(records) for key, records in old.items()}
    incidents = [Incident(records=tuple(records)) for records in new]
    named, found = carry_ids(before, incidents, 5)
    assert [i.id for i in named] == ids
    assert sorted((c.kind, c.incident, c.other, "".join(c.records)) for c in found) == sorted(changes, key=str)
    backwards = dict(reversed(before.items()))
    assert carry_ids(backwards, incidents, 5) == (named, found)


def test_an_id_that_merged_away_is_not_given_again() -> None:
    before = {"I1": frozenset("a"), "I2": frozenset("b")}
    (merged,), _ = carry_ids(before, [Incident(records=("a", "b"))], 3)
    named, _ = carry_ids({merged.id: frozenset(merged.records)}, [Incident(records=("a",)), Incident(records=("b",))], 3)
    assert [i.id for i in named] == ["I1", "I3"]
