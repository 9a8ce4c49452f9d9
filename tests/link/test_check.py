"""What does not add up is found, with its words; what does add up is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pantau.knowledge import Knowledge
from pantau.link import Corpus
from pantau.link.check import find_findings
from pantau.link.check_counts import find_counts
from pantau.link.ledger import find_ledger
from pantau.link.registry import find_registry, in_force
from pantau.model import CasualtyReport, Event, Span
from pantau.model.finding import Finding
from tests.link.small_pages import corpus_of, page_of
from tests.link.test_ledger import OCT, figure, page


def findings(corpus: Corpus, knowledge: Knowledge) -> tuple[Finding, ...]:
    counts = find_counts(corpus, find_registry(corpus, knowledge), knowledge)
    return find_findings(corpus, counts, find_ledger(corpus, knowledge), knowledge)


TOTALS = {"category": "unspecified"}


@pytest.mark.parametrize(
    ("figures", "checks"),
    [
        pytest.param([figure("a1", 41, **TOTALS), figure("a2", 30), figure("a3", 9, category="civilian")], ["parts"], id="parts"),
        pytest.param([figure("a1", 40, **TOTALS), figure("a2", 30), figure("a3", 10, category="civilian")], [], id="parts that fit"),
        pytest.param([figure("a1", 80, as_of=OCT[10]), figure("a2", 70, as_of=OCT[12])], ["falling_total"], id="a total falls"),
        pytest.param([figure("a1", 70, as_of=OCT[10]), figure("a2", 80, as_of=OCT[12])], [], id="a total rises"),
        pytest.param(
            [figure("a1", 80, as_of=OCT[10], claimant=None), figure("a2", 70, as_of=OCT[12], claimant=None)], [],
            id="in the outlets' own voice many count",
        ),
        pytest.param([figure("a1", 80, as_of=OCT[10]), figure("a2", 70, as_of=OCT[10])], ["two_figures"], id="one day, two totals"),
        pytest.param(
            [figure("a1", 80, as_of=OCT[10]), figure("a2", 90, as_of=OCT[11]), figure("a3", 15, as_of=OCT[11], measure="new")],
            ["difference"], id="more new than the total grew",
        ),
        pytest.param(
            [figure("a1", 80, as_of=OCT[10]), figure("a2", 90, as_of=OCT[11]), figure("a3", 10, as_of=OCT[11], measure="new")], [],
            id="as many new as the total grew",
        ),
    ],
)  # fmt: skip
def test_figures(figures: list[CasualtyReport], checks: list[str], knowledge: Knowledge) -> None:
    found = findings(Corpus([page("a", OCT[20], *figures)]), knowledge)
    assert [f.check for f in found] == checks
    assert all(len(f.records) == len(f.quotes) >= 2 and f.theatre == "karabakh" for f in found)


AHEAD = [(22, "occurred", ["future_event"]), (22, "future", []), (20, "occurred", [])]


@pytest.mark.parametrize(("began", "modality", "checks"), AHEAD)
def test_an_event_done_after_the_page(began: int, modality: str, checks: list[str], knowledge: Knowledge) -> None:
    event = Event(
        id="e", document="a", trigger=Span(0, 4), type="ASSAULT", actors=("AZE",), recipients=("NKR",), began_on=OCT[began],
        modality=modality,
    )  # fmt: skip
    document, _ = page("a", OCT[20])
    assert [f.check for f in findings(Corpus([(document, [event])]), knowledge)] == checks


WEEKDAY = {
    "id": "Kabar dari Kaukasus\n\nSelasa, 3 November 2020 08:00 WIB\n\nPasukan Azerbaijan menyerang pasukan Armenia pada {}.\n",
    "en": "News from there\n\nTuesday, 3 November 2020\n\nAzerbaijani forces attacked Armenian troops on {}. "
    "The fighting went on all night, they said.\n",
}


@pytest.mark.parametrize(
    ("language", "words", "wrong"),
    [
        ("id", "Senin 27 Oktober", True), ("id", "Selasa 27 Oktober", False),
        ("en", "Monday, October 27", True), ("en", "Tuesday, October 27", False),
    ],
)  # fmt: skip
def test_weekdays(language: str, words: str, wrong: bool, knowledge: Knowledge) -> None:
    corpus = corpus_of({"p.txt": WEEKDAY[language].format(words)}, knowledge)
    found = [f for f in findings(corpus, knowledge) if f.check == "weekday"]
    assert [q.span.of(corpus.documents[q.document].text) for f in found for q in f.quotes] == [words] * wrong
    assert all("2020-10-27 was a Tuesday" in f.what for f in found)


COUNTED = [
    ("id", date(2020, 10, 21), "Dua gencatan senjata antara Armenia dan Azerbaijan telah disepakati.", 2, "equal"),
    ("id", date(2020, 10, 21), "Empat gencatan senjata antara Armenia dan Azerbaijan sebelumnya gagal.", 4, "contradicted"),
    ("id", date(2020, 11, 3), "Dua gencatan senjata Armenia dan Azerbaijan yang ditengahi Rusia gagal.", 2, "possible"),
    ("id", date(2020, 10, 27), "Gencatan senjata ketiga antara Armenia dan Azerbaijan runtuh.", 3, "possible"),
    ("id", date(2020, 10, 12), "Gencatan senjata ketiga antara Armenia dan Azerbaijan runtuh.", 3, "contradicted"),
    ("id", date(2020, 10, 27), "Gencatan senjata kedua negara Armenia dan Azerbaijan runtuh.", None, ""),
    ("id", date(2020, 10, 27), "Dua pelanggaran gencatan senjata dilaporkan Armenia dan Azerbaijan.", None, ""),
    ("en", date(2020, 11, 12), "Three previous truces between Armenia and Azerbaijan collapsed.", 3, "equal"),
    ("en", date(2020, 10, 27), "A third ceasefire between Armenia and Azerbaijan collapsed.", 3, "possible"),
    ("en", date(2020, 10, 12), "A third ceasefire between Armenia and Azerbaijan collapsed.", 3, "contradicted"),
    ("en", date(2020, 10, 27), "Two ceasefire violations by Armenia and Azerbaijan were reported.", None, ""),
    ("en", date(2020, 11, 3), "Two truces between Armenia and Azerbaijan brokered by Russia failed.", 2, "possible"),
]
MONTHS = {"id": {10: "Oktober", 11: "November"}, "en": {10: "October", 11: "November"}}


@pytest.mark.parametrize(("language", "day", "sentence", "number", "verdict"), COUNTED)
def test_counts_against_the_registry(
    language: str, day: date, sentence: str, number: int | None, verdict: str, knowledge: Knowledge
) -> None:
    title = {"id": "Kabar dari Kaukasus hari ini", "en": "News from the Caucasus today"}[language]
    more = {"id": "Pertempuran berlanjut pada pagi hari itu.", "en": "The fighting went on in the morning of that day."}[language]
    text = f"{title}\n\n{day.day} {MONTHS[language][day.month]} {day.year}\n\n{sentence} {more}\n"
    corpus = corpus_of({"p.txt": text}, knowledge)
    counts = find_counts(corpus, find_registry(corpus, knowledge), knowledge)
    assert [(c.number, c.verdict) for c in counts] == ([(number, verdict)] if number else [])
    contradicted = [f.check for f in findings(corpus, knowledge) if f.check == "count"]
    assert contradicted == (["count"] if verdict == "contradicted" else [])


# The acceptance stories on the real pages -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def stories(shared: Path, knowledge: Knowledge) -> Corpus:
    pages = [shared / "gold" / "pages" / f"s{n}.txt" for n in range(5)]
    if not all(p.is_file() for p in pages):
        pytest.skip("the five kept pages are not here")
    return Corpus(page_of(p.name, p.read_bytes().decode(), knowledge) for p in pages)


def test_stories_counts_are_compatible(stories: Corpus, knowledge: Knowledge) -> None:
    counts = find_counts(stories, find_registry(stories, knowledge), knowledge)
    told = {stories.documents[c.document].name[:2]: (c.number, c.is_compatible) for c in counts}
    assert told == {"s0": (3, True), "s1": (3, True), "s2": (2, True), "s3": (2, True), "s4": (2, True)}


def test_stories_one_weekday_and_nothing_else(stories: Corpus, knowledge: Knowledge) -> None:
    (found,) = findings(stories, knowledge)
    (quote,) = found.quotes
    assert found.check == "weekday"
    assert quote.span.of(stories.documents[quote.document].text) == "Ahad 26 Oktober"


def test_stories_26_october(stories: Corpus, knowledge: Knowledge) -> None:
    entry = in_force(find_registry(stories, knowledge), date(2020, 10, 26), ("ARM", "AZE"))[0]
    assert entry.broker_codes == ("USA",)
    alleged = {(v.accuser, v.accused) for v in entry.violations if v.on == date(2020, 10, 26)}
    assert alleged == {("AZE", ("ARM",)), ("NKR", ("AZE",))}


def test_stories_the_ledger_keeps_them_apart(stories: Corpus, knowledge: Knowledge) -> None:
    told = {(p.low, p.key.party, p.key.claimant, p.key.measure, p.as_of) for p in find_ledger(stories, knowledge).points()}
    day = date(2020, 10, 21)
    wanted = {
        (43, "NKR", None, "new", date(2020, 10, 20)), (772, "NKR", "NKR", "total", day), (37, "NKR", "NKR", "total", day),
        (61, "AZE", "AZE", "total", day), (291, "AZE", "AZE", "total", day),
    }  # fmt: skip
    assert wanted <= told
