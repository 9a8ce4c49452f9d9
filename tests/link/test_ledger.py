"""Each claimant's figures side by side: merged where equal, never added up; parts, corrections, the best known as of a day."""

from __future__ import annotations

import random
from datetime import date

import pytest

from pantau.knowledge import Knowledge
from pantau.link import Corpus
from pantau.link.ledger import best_known, find_ledger
from pantau.model import CasualtyReport, Document, Record, Span
from pantau.model.ledger import Ledger, Point
from tests.link.small_pages import corpus_of

OCT = [date(2020, 10, n) for n in range(1, 32)]


def page(name: str, day: date, *figures: CasualtyReport) -> tuple[Document, tuple[Record, ...]]:
    return Document(id=name, name=name, text="." * 200, dated=day, body=(Span(0, 200),)), figures


def figure(ref: str, low: int, **fields: object) -> CasualtyReport:
    """`ref` is the document's name and a number."""
    base: dict[str, object] = {
        "party": "NKR", "category": "military", "outcome": "killed", "measure": "total", "claimant": "NKR", "as_of": OCT[20],
    }  # fmt: skip
    at = int(ref[1:]) * 10
    return CasualtyReport(id=ref, document=ref[0], trigger=Span(at, at + 5), low=low, high=low, **{**base, **fields})  # type: ignore[arg-type]


def rows(ledger: Ledger) -> list[tuple[str, ...]]:
    return sorted(point.records for point in ledger.points())


@pytest.mark.parametrize(
    ("figures", "families", "merged"),
    [
        pytest.param([("a", figure("a1", 772)), ("b", figure("b1", 772))], {}, [("a1", "b1")], id="told twice, one figure"),
        pytest.param([("a", figure("a1", 772)), ("b", figure("b1", 772, claimant="AZE"))], {}, [("a1",), ("b1",)], id="two claimants"),
        pytest.param([("a", figure("a1", 772)), ("b", figure("b1", 772, measure="new"))], {}, [("a1",), ("b1",)], id="new is no total"),
        pytest.param([("a", figure("a1", 772)), ("b", figure("b1", 772, as_of=OCT[21]))], {}, [("a1",), ("b1",)], id="another day"),
        pytest.param(
            [("a", figure("a1", 5, as_of=None)), ("b", figure("b1", 5, as_of=None))], {}, [("a1",), ("b1",)], id="each page's own day",
        ),
        pytest.param(
            [("a", figure("a1", 5, as_of=None)), ("b", figure("b1", 5, as_of=None))], {"a": "f", "b": "f"}, [("a1", "b1")],
            id="copies of one text",
        ),
    ],
)  # fmt: skip
def test_equal_figures_are_one(
    figures: list[tuple[str, CasualtyReport]], families: dict[str, str], merged: list[tuple[str, ...]], knowledge: Knowledge
) -> None:
    days = {"a": OCT[20], "b": OCT[21]}
    pages = [page(name, days[name], one) for name, one in figures]
    for order in (pages, pages[::-1]):
        assert rows(find_ledger(Corpus(order), knowledge, families)) == merged


def test_the_page_day_is_marked_as_inferred(knowledge: Knowledge) -> None:
    corpus = Corpus([page("a", OCT[3], figure("a1", 5, as_of=None), figure("a2", 9))])
    told = {p.low: (p.as_of, p.is_day_inferred) for p in find_ledger(corpus, knowledge).points()}
    assert told == {5: (OCT[3], True), 9: (OCT[20], False)}


def test_parts_stand_under_their_whole(knowledge: Knowledge) -> None:
    told = (figure("a1", 40, category="unspecified"), figure("a2", 30), figure("a3", 10, category="civilian"))
    corpus = Corpus([page("a", OCT[20], *told)])
    points = {p.low: p for p in find_ledger(corpus, knowledge).points()}
    assert (points[30].whole, points[10].whole, points[40].whole) == ("a1", "a1", None)
    own = [(row.category, row.low) for row in best_known(find_ledger(corpus, knowledge), OCT[20])]
    assert own == [("unspecified", 40)]


def test_best_known_never_sums_nor_averages(knowledge: Knowledge) -> None:
    corpus = Corpus(
        [
            page("a", OCT[20], figure("a1", 700, as_of=OCT[10]), figure("a2", 772), figure("a3", 43, measure="new")),
            page("b", OCT[20], figure("b1", 5000, claimant="AZE", as_of=OCT[19]), figure("b2", 900, as_of=OCT[25])),
        ]
    )
    (row,) = best_known(find_ledger(corpus, knowledge), OCT[20])
    assert (row.low, row.high) == (772, 5000)
    assert [(f.claimant, f.point.low) for f in row.own] == [("AZE", 5000), ("NKR", 772)]


CORRECTED = {
    "id": """Otoritas Karabakh Ralat Angka

Kamis, 22 Oktober 2020 09:00 WIB

Otoritas Nagorno-Karabakh mengatakan 750 tentara tewas sejak 27 September dan meralat jumlah sebelumnya.
""",
    "en": """Karabakh revises toll

Thursday, 22 October 2020

The Karabakh authorities said 750 soldiers had been killed since 27 September, correcting an earlier number.
""",
}


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_correction_names_what_it_takes_back(language: str, knowledge: Knowledge) -> None:
    pages = list(corpus_of({"z.txt": CORRECTED[language]}, knowledge))
    (found,) = [r for r in pages[0][1] if isinstance(r, CasualtyReport)]
    earlier = figure("a1", 772, party=found.party, category=found.category, claimant=found.claimant, measure=found.measure)
    corpus = Corpus([*pages, page("a", OCT[19], earlier)])
    later = next(p for p in find_ledger(corpus, knowledge).points() if p.low == 750)
    assert later.corrects == ("a1",)


def test_any_order_gives_the_same(knowledge: Knowledge) -> None:
    pages = [page(n, OCT[i], figure(f"{n}1", 10 * i), figure(f"{n}2", 7, category="civilian")) for i, n in enumerate("abcdef")]
    wanted: list[Point] = list(find_ledger(Corpus(pages), knowledge).points())
    for seed in range(3):
        random.Random(seed).shuffle(pages)
        assert list(find_ledger(Corpus(pages), knowledge).points()) == wanted
