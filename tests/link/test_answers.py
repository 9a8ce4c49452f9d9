"""Which claim answers which: on a page, across pages, and what answers nothing."""

from __future__ import annotations

import pytest

from pantau.knowledge import Knowledge
from pantau.link.answers import find_answers
from pantau.link.corpus import Corpus
from pantau.link.incident import find_incidents
from tests.link.telling import Page, claim, event, make_page

ACCUSED = "Azerbaijan menuduh Armenia menembakkan rudal ke kota Ganja."
DENIED = "Armenia membantah menembakkan rudal ke kota Ganja."
DENIED_EN = "Armenia denied that it had fired missiles at Ganja."


def ties(pages: list[Page], knowledge: Knowledge) -> list[tuple[str, str, str]]:
    """Ties as (stance answered, stance answering, relation)."""
    corpus = Corpus(pages)
    found = find_answers(corpus, find_incidents(corpus, {}, knowledge), knowledge)
    return sorted((vars(corpus.record(t.claim))["stance"], vars(corpus.record(t.answer))["stance"], t.relation) for t in found)


ACCUSE = claim("menuduh", "AZE", "accuse", "ARM", "Armenia menembakkan rudal ke kota Ganja")
DENY = claim("membantah", "ARM", "deny", "AZE", "membantah menembakkan rudal ke kota Ganja")


@pytest.mark.parametrize(
    ("answer", "relation"),
    [
        (claim("membantah", "ARM", "deny", "AZE", "membantah menembakkan rudal"), "denies"),
        (claim("membantah", "ARM", "confirm", "", "membantah menembakkan rudal"), "confirms"),
        (claim("membantah", "ARM", "accuse", "AZE", "membantah menembakkan rudal"), "counters"),
    ],
)
def test_the_accused_answers_on_the_page(answer: dict[str, object], relation: str, knowledge: Knowledge) -> None:
    page = make_page("a", f"{ACCUSED} {DENIED}", [ACCUSE, answer], knowledge, on="2020-10-06")
    assert [r for _, _, r in ties([page], knowledge)] == [relation]


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_demand_is_rejected(language: str, knowledge: Knowledge) -> None:
    text = {"id": "Baku menuntut Yerevan mundur. Yerevan menolak mundur.", "en": "Baku demanded a pullout. Yerevan rejected a retreat."}
    first, second = {"id": ("menuntut", "menolak"), "en": ("demanded", "rejected")}[language]
    said = {"id": ("Yerevan mundur", "menolak mundur"), "en": ("a pullout", "a retreat")}[language]
    rows = [claim(first, "AZE", "demand", "ARM", said[0]), claim(second, "ARM", "reject", "AZE", said[1])]
    assert ties([make_page("a", text[language], rows, knowledge, on="2020-10-06", language=language)], knowledge) == [
        ("demand", "reject", "rejects")
    ]


def test_a_denial_on_another_page_is_tied(knowledge: Knowledge) -> None:
    first = make_page("a", ACCUSED, [ACCUSE], knowledge, on="2020-10-05")
    second = make_page("b", DENIED, [DENY], knowledge, on="2020-10-06")
    assert ties([second, first], knowledge) == [("accuse", "deny", "denies")]


@pytest.mark.parametrize(
    ("answer", "on", "why"),
    [
        (claim("membantah", "TUR", "deny", "RUS", "membantah menembakkan rudal"), "2020-10-06", "another party denies another's words"),
        (claim("membantah", "ARM", "praise", "AZE", "membantah menembakkan rudal"), "2020-10-06", "praise answers nothing"),
        (claim("membantah", "ARM", "deny", "AZE", "membantah menembakkan rudal"), "2020-09-01", "a month before the claim"),
    ],
)
def test_what_answers_nothing(answer: dict[str, object], on: str, why: str, knowledge: Knowledge) -> None:
    first = make_page("a", ACCUSED, [ACCUSE], knowledge, on="2020-10-05")
    second = make_page("b", DENIED, [answer], knowledge, on=on)
    assert ties([first, second], knowledge) == [], why


def test_nobody_answers_themselves(knowledge: Knowledge) -> None:
    again = claim("membantah", "AZE", "accuse", "ARM", "membantah menembakkan rudal")
    assert ties([make_page("a", f"{ACCUSED} {DENIED}", [ACCUSE, again], knowledge, on="2020-10-06")], knowledge) == []


def casualty(trigger: str, party: str, low: int, outcome: str = "killed") -> dict[str, object]:
    return {
        "kind": "casualty", "trigger": trigger, "party": party, "category": "civilian", "outcome": outcome, "low": low, "high": low,
        "qualifier": "exact", "measure": "total", "claimant": party,
    }  # fmt: skip


def test_a_number_of_its_own_dead_is_no_counter_claim(knowledge: Knowledge) -> None:
    text = f"{ACCUSED} Yerevan menyebut 23 warganya tewas."
    said = claim("menyebut", "ARM", "assert", "AZE", "23 warganya tewas")
    assert ties([make_page("a", text, [ACCUSE, said, casualty("23 warganya", "ARM", 23)], knowledge, on="2020-10-06")], knowledge) == []
    assert len(ties([make_page("a", text, [ACCUSE, said], knowledge, on="2020-10-06")], knowledge)) == 1


CORRECTED = {
    "new": "Kementerian Pertahanan Armenia menyebut 219 tentaranya tewas di garis depan.",
    "corrected": "Kementerian Pertahanan Armenia mengoreksi dan menyebut 219 tentaranya tewas di garis depan.",
}


@pytest.mark.parametrize(("how", "relations"), [("corrected", ["corrects"]), ("new", [])])
def test_only_what_says_so_corrects(how: str, relations: list[str], knowledge: Knowledge) -> None:
    pages = []
    old = "Kementerian Pertahanan Armenia menyebut 223 tentaranya tewas di garis depan."
    for name, text, number, day in (("a", old, 223, "05"), ("b", CORRECTED[how], 219, "06")):
        said = claim("menyebut", "ARM", "assert", "", f"{number} tentaranya tewas di garis depan")
        pages.append(make_page(name, text, [said, casualty(f"{number} tentaranya", "ARM", number)], knowledge, on=f"2020-10-{day}"))
    assert [relation for _, _, relation in ties(pages, knowledge)] == relations


def test_what_is_denied_on_one_page_is_denied_where_another_tells_it(knowledge: Knowledge) -> None:
    """The same accusation of one happening; the page that brings it first has no denial of its own."""
    struck = event("menembakkan", "ASSAULT", "ARM", "AZE", "2020-10-04", place="Ganja")
    first = make_page("a", f"{ACCUSED} Dua rumah rusak.", [struck, ACCUSE], knowledge, on="2020-10-04")
    other = "Baku menuduh Yerevan menembakkan rudal ke kota Ganja sebelum fajar. Yerevan menyebutnya kebohongan."
    rows = [
        struck, claim("menuduh", "AZE", "accuse", "ARM", "Yerevan menembakkan rudal ke kota Ganja sebelum fajar"),
        claim("menyebutnya", "ARM", "deny", "AZE", "kebohongan"),
    ]  # fmt: skip
    second = make_page("b", other, rows, knowledge, on="2020-10-05")
    assert ties([first, second], knowledge) == [("accuse", "deny", "denies")] * 2
