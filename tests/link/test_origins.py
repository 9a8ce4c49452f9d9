"""Independent origins as bounds, each row one situation that a monitor meets."""

from __future__ import annotations

from typing import Any

import pytest

from pantau.knowledge import Knowledge
from pantau.link.corpus import Corpus
from pantau.link.origins import count_origins, find_channels, tell_origins
from pantau.model import Family, Origins
from tests.link.made import made_document, made_event

A, B, C, D, E = (f"page-{letter}" for letter in "abcde")
BAKU: dict[str, Any] = {"claimant": "AZE"}
REUTERS, AFP, ANTARA = ("reuters.com", "by"), ("afp.com", "via"), ("antaranews.com", "by")


def counted(knowledge: Knowledge, pages: dict[str, dict[str, Any]], *, families: tuple[tuple[str, ...], ...] = ()) -> Origins:
    made, claimants = {}, {}
    for name, slots in pages.items():
        claimants[name] = slots.pop("claimant", None)
        made[name] = made_document(name, **slots)
    pairs = [(d, (made_event(d, claimant=claimants[name]),)) for name, d in made.items()]
    corpus = Corpus(pairs)
    joined = [
        Family(id=made[members[0]].id, documents=tuple(sorted(made[m].id for m in members))) for members in families
    ]
    return count_origins([r for _, rs in pairs for r in rs], find_channels(corpus, joined, knowledge.world))


@pytest.mark.parametrize(
    ("what", "pages", "families", "bounds", "channels"),
    [
        ("one page, nothing known", {A: {}}, (), (1, 1), (1, 1)),
        ("three pages of unknown origin", {A: {}, B: {}, C: {}}, (), (1, 3), (1, 3)),
        ("two pages of one house", {A: {"source": "kompas.com"}, B: {"source": "kompas.com"}}, (), (1, 1), (1, 1)),
        ("two outlets credit one agency", {A: {"credits": [REUTERS]}, B: {"credits": [REUTERS]}}, (), (1, 1), (1, 1)),
        ("two agencies", {A: {"credits": [REUTERS]}, B: {"credits": [ANTARA]}}, (), (2, 2), (2, 2)),
        ("one page credits both: perhaps one", {A: {"credits": [REUTERS, AFP]}, B: {"credits": [REUTERS]}}, (), (1, 2), (1, 2)),
        ("a family that credits nobody", {A: {}, B: {}}, ((A, B),), (1, 1), (1, 1)),
        ("one member names the agency", {A: {"credits": [REUTERS]}, B: {}, C: {}}, ((A, B),), (1, 2), (1, 2)),
        ("own reporting is a root", {A: {"source": "tempo.co", "credits": [("tempo.co", "own")]}, B: {}}, (), (1, 2), (1, 2)),
        ("one ministry, two agencies", {A: BAKU | {"credits": [REUTERS]}, B: BAKU | {"credits": [ANTARA]}}, (), (1, 1), (2, 2)),
        ("a ministry and an agency", {A: BAKU | {"credits": [REUTERS]}, B: {"credits": [ANTARA]}}, (), (2, 2), (2, 2)),
        ("an observer's own report", {A: {"kind": "observation"}, B: {"credits": [REUTERS]}}, (), (2, 2), (2, 2)),
    ],
)  # fmt: skip
def test_bounds(
    knowledge: Knowledge, what: str, pages: dict[str, dict[str, Any]], families: tuple[tuple[str, ...], ...],
    bounds: tuple[int, int], channels: tuple[int, int],
) -> None:  # fmt: skip
    origins = counted(knowledge, {name: dict(slots) for name, slots in pages.items()}, families=families)
    assert (origins.at_least, origins.at_most) == bounds, what
    assert (origins.channels_at_least, origins.channels_at_most) == channels, what


def test_the_reasoning_is_told_as_the_desk_would_say_it(knowledge: Knowledge) -> None:
    credits = {A: [REUTERS], B: [REUTERS], C: [ANTARA], D: [ANTARA], E: []}
    pages = {name: BAKU | {"credits": credits[name]} for name in (A, B, C, D, E)}
    told = tell_origins(
        counted(knowledge, pages, families=((A, B), (C, D))),
        {"reuters.com": "Reuters", "antaranews.com": "Antara", "AZE": "Azerbaijan"},
    )
    assert told == (
        "5 articles, 2 families (Antara; Reuters), 1 of unknown origin, 1 claimant (Azerbaijan): at least 2, at most 3 channels; "
        "1 independent origin"
    )


def test_nothing_counts_nothing(knowledge: Knowledge) -> None:
    origins = count_origins([], find_channels(Corpus([]), [], knowledge.world))
    assert (origins.at_least, origins.at_most, origins.groups) == (0, 0, ())


def test_an_outlet_is_not_its_own_agency(knowledge: Knowledge) -> None:
    pages: dict[str, dict[str, Any]] = {A: {"source": "antaranews.com", "credits": [ANTARA]}, B: {"credits": [ANTARA]}}
    assert counted(knowledge, pages).at_most == 1
