"""What is one happening and what is not: pairs of pages in both languages, in any order."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from pantau.knowledge import Knowledge
from pantau.link.corpus import Corpus
from pantau.link.decided import regroup
from pantau.link.incident import find_incidents
from pantau.model import Decision, Event, Incident
from tests.link.telling import Page, claim, event, make_page

SHELLED = "Pasukan Azerbaijan menembaki Stepanakert pada Minggu. Dua rumah terbakar, kata warga."
SHELLED_AGAIN = "Sehari kemudian tentara Azerbaijan kembali menembaki Stepanakert. Sebuah sekolah rusak."
SHELLED_EN = "Azerbaijani forces shelled Stepanakert on Sunday, setting two houses on fire."
TALKS = "Menteri luar negeri Armenia dan Azerbaijan bertemu di Jenewa pada Jumat."


def sunday(knowledge: Knowledge, name: str = "a") -> Page:
    rows = [event("menembaki", "ASSAULT", "AZE", "NKR", "2020-10-04", place="Stepanakert")]
    return make_page(name, SHELLED, rows, knowledge, on="2020-10-05")


def monday(knowledge: Knowledge) -> Page:
    rows = [event("menembaki", "ASSAULT", "AZE", "NKR", "2020-10-05", place="Stepanakert")]
    return make_page("b", SHELLED_AGAIN, rows, knowledge, on="2020-10-06")


def english(knowledge: Knowledge) -> Page:
    rows = [event("shelled", "ASSAULT", "AZE", "NKR", "2020-10-04", place="Stepanakert")]
    return make_page("c", SHELLED_EN, rows, knowledge, on="2020-10-05", language="en")


def talks(knowledge: Knowledge) -> Page:
    rows = [event("bertemu", "CONSULT", "ARM AZE", "", "2020-10-30", place="Jenewa")]
    return make_page("d", TALKS, rows, knowledge, on="2020-10-31")


def groups(pages: list[Page], knowledge: Knowledge) -> set[frozenset[str]]:
    """Incidents as sets of document names."""
    corpus = Corpus(pages)
    found = find_incidents(corpus, {}, knowledge)
    return {frozenset(corpus.record(r).document for r in i.records if isinstance(corpus.record(r), Event)) for i in found}


def test_one_attack_told_in_two_languages_is_one(knowledge: Knowledge) -> None:
    assert groups([sunday(knowledge), english(knowledge)], knowledge) == {frozenset("ac")}


def test_two_attacks_on_one_town_on_following_days_stay_two(knowledge: Knowledge) -> None:
    assert groups([sunday(knowledge), monday(knowledge)], knowledge) == {frozenset("a"), frozenset("b")}


def test_every_event_founds_an_incident_of_its_own_where_nothing_matches(knowledge: Knowledge) -> None:
    assert groups([sunday(knowledge), talks(knowledge)], knowledge) == {frozenset("a"), frozenset("d")}


def test_an_undated_page_between_two_days_does_not_chain_them(knowledge: Knowledge) -> None:
    rows = [event("menembaki", "ASSAULT", "AZE", "NKR", None, place="Stepanakert")]
    undated = make_page("u", "Azerbaijan menembaki Stepanakert, kata Artsakh.", rows, knowledge, on="2020-10-06")
    found = groups([sunday(knowledge), undated, monday(knowledge)], knowledge)
    assert not any({"a", "b"} <= group for group in found)


@pytest.mark.parametrize(
    ("slots", "why"),
    [
        ({"actors": ["ARM"], "recipients": ["AZE"]}, "the other side attacks"),
        ({"modality": "negated"}, "it is told as not done"),
        ({"place": "Ganja"}, "another town"),
        ({"type": "PROTEST"}, "another kind of act"),
        ({"from": "2020-10-20", "to": "2020-10-20"}, "two weeks later"),
    ],
)
def test_one_difference_that_matters_keeps_events_apart(slots: dict[str, object], why: str, knowledge: Knowledge) -> None:
    rows = [event("menembaki", "ASSAULT", "AZE", "NKR", "2020-10-04", place="Stepanakert") | slots]
    other = make_page("o", SHELLED_AGAIN, rows, knowledge, on="2020-10-05")
    assert len(groups([sunday(knowledge), other], knowledge)) == 2, why


def test_people_decide_over_points(knowledge: Knowledge) -> None:
    a, b, c = sunday(knowledge), monday(knowledge), english(knowledge)
    corpus = Corpus([a, b, c])
    (first,), (second,), (third,) = a[1], b[1], c[1]
    found, at = find_incidents(corpus, {}, knowledge), datetime(2020, 11, 1, tzinfo=UTC)
    same = Decision("same", first.id, "Ani", at, other=second.id, number=1)
    joined = regroup(found, corpus, [same])
    assert any({first.id, second.id} <= set(i.records) for i in joined)
    apart = Decision("not_same", first.id, "Ani", at, other=third.id, number=2)
    parted = regroup(found, corpus, [same, apart])
    assert not any({first.id, third.id} <= set(i.records) for i in parted)
    assert regroup(found, corpus, []) == found


def test_claims_and_figures_join_the_event_they_are_about(knowledge: Knowledge) -> None:
    text = "Pasukan Azerbaijan menembaki Stepanakert pada Minggu dan menewaskan tiga warga. Artsakh menyebut itu kejahatan."
    rows = [
        event("menembaki", "ASSAULT", "AZE", "NKR", "2020-10-04", place="Stepanakert"),
        {"kind": "casualty", "trigger": "tiga warga", "party": "NKR", "category": "civilian", "outcome": "killed", "low": 3, "high": 3},
        claim("menyebut", "NKR", "criticise", "AZE", "itu kejahatan"),
        claim("pada", None, "assert", "", "Minggu"),
    ]
    document, records = make_page("p", text, rows, knowledge, on="2020-10-05")
    (incident,) = find_incidents(Corpus([(document, records)]), {}, knowledge)
    kinds = sorted(r.kind for r in records if r.id in incident.records)
    assert kinds == ["casualty", "claim", "event"]


def test_the_grouping_is_one_of_the_set_in_any_order(knowledge: Knowledge) -> None:
    pages = [sunday(knowledge), monday(knowledge), english(knowledge), talks(knowledge), sunday(knowledge, "e")]
    expected = find_incidents(Corpus(pages), {}, knowledge)
    rng = random.Random(7)
    for _ in range(5):
        rng.shuffle(pages)
        assert find_incidents(Corpus(pages), {}, knowledge) == expected


def test_what_disagrees_is_kept(knowledge: Knowledge) -> None:
    one, two = sunday(knowledge), english(knowledge)
    (event_one,), (event_two,) = one[1], two[1]
    assert isinstance(event_one, Event)
    assert isinstance(event_two, Event)
    from dataclasses import replace

    incident = Incident.of([event_one, replace(event_two, actors=("ARM",), claimant="NKR")])
    assert (incident.actors, incident.claimants) == (("ARM", "AZE"), ("NKR",))


def test_many_events_of_one_war_are_not_compared_all_with_all(knowledge: Knowledge) -> None:
    from pantau.link.happening import make_profiles
    from pantau.link.incident import find_candidates

    pages = []
    for n in range(300):
        rows = [event("menembaki", "ASSAULT", "AZE", "NKR", f"2020-10-{n % 28 + 1:02}", place="Stepanakert")]
        pages.append(make_page(f"p{n:03}", SHELLED, rows, knowledge, on="2020-11-01"))
    profiles = make_profiles(Corpus(pages), {}, knowledge)
    assert len(find_candidates(profiles)) < 300 * 130
