"""The acceptance stories, as far as one page can show them: on the sample pages, and on the real ones where they are at hand.

Pages are read the way `pantau read` reads them: bytes → document → records. What is compared is what the story says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest

from pantau.config import load_config
from pantau.extract import extract
from pantau.knowledge import load_knowledge
from pantau.model import CasualtyReport, Claim, Document, Event, Problem, Record, Span
from pantau.read import read_bytes
from pantau.read.origin import Kept, Origin

SAMPLES = Path(__file__).parents[1] / "examples" / "karabakh"
PAGES = {"s2": "09-militan-timur-tengah.txt", "s3": "05-menuju-washington.txt", "s4": "08-telepon-putin.txt"}
"""The sample page that carries a story's traps."""
WAR = date(2020, 9, 27)
Kind = TypeVar("Kind", bound=Record)


class Reading(NamedTuple):
    """One page, read."""

    document: Document
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]

    def of(self, kind: type[Kind]) -> list[Kind]:
        """Its records of one kind."""
        return [record for record in self.records if isinstance(record, kind)]

    def words(self, span: Span) -> str:
        """The exact words of a span."""
        return span.of(self.document.text)


def read_page(path: Path, folders: tuple[Path, ...] = ()) -> Reading:
    knowledge = load_knowledge(folders)
    (kept,) = read_bytes(path.read_bytes(), Origin(path.name, str(path)), knowledge)
    assert isinstance(kept, Kept)
    found = extract(kept.document, knowledge)
    return Reading(kept.document, found.records, (*kept.document.problems, *found.problems))


def story_page(name: str, which: str, request: pytest.FixtureRequest) -> Reading:
    """The sample page of a story, with the sources a user would add, or its real page."""
    if which == "sample":
        return read_page(SAMPLES / PAGES[name], load_config(SAMPLES / "pantau.toml").folders)
    page = Path(request.getfixturevalue("shared")) / "gold" / "pages" / f"{name}.txt"
    if not page.is_file():
        pytest.skip(f"PANTAU_SHARED holds no gold/pages/{name}.txt")
    return read_page(page)


both = pytest.fixture(params=["sample", "real"])


@both
def s2(request: pytest.FixtureRequest) -> Reading:
    """Half of the paragraphs stand twice; pointers to other articles stand in the middle of them."""
    return story_page("s2", request.param, request)


@both
def s3(request: pytest.FixtureRequest) -> Reading:
    """Three parties' figures side by side."""
    return story_page("s3", request.param, request)


@both
def s4(request: pytest.FixtureRequest) -> Reading:
    """Accusation, denial, counter-accusation; a weekday that does not fit its date; captions with dates."""
    return story_page("s4", request.param, request)


# What holds on every page --------------------------------------------------------------------------------------------


def outside(reading: Reading) -> Iterator[tuple[str, str]]:
    """Every span of a record that touches words set aside."""
    aside = [part.span for part in reading.document.set_aside]
    for record in reading.records:
        spans = {"trigger": record.trigger, **record.evidence}
        if isinstance(record, Claim):
            spans["message"] = record.content
        for slot, span in spans.items():
            # a message may run on behind a pointer in the middle of it, but it neither begins nor ends in one
            if any(part.start <= at < part.end for part in aside for at in (span.start, span.end - 1)):
                yield slot, reading.words(span)


@pytest.mark.parametrize("story", PAGES)
@pytest.mark.parametrize("which", ["sample", "real"])
def test_no_record_stands_on_words_set_aside(story: str, which: str, request: pytest.FixtureRequest) -> None:
    reading = story_page(story, which, request)
    assert reading.records
    assert list(outside(reading)) == []


# s2: repeats and pointers ---------------------------------------------------------------------------------------------


def sentence_words(reading: Reading, record: Record) -> str:
    """A record's own line, by which a second copy of it would be known."""
    text, trigger = reading.document.text, record.trigger
    start, end = text.rfind("\n", 0, trigger.start) + 1, text.find("\n", trigger.end)
    return f"{record.kind} {trigger.start - start} {text[start : end if end >= 0 else len(text)].split('(Baca juga')[0].strip()}"


def test_s2_repeats_are_set_aside(s2: Reading) -> None:
    repeats = [part for part in s2.document.set_aside if part.reason == "repeat"]
    assert len(repeats) >= 4


def test_s2_no_record_twice(s2: Reading) -> None:
    # both sides of a mutual accusation share their words: the party tells them apart
    counts = Counter((sentence_words(s2, record), getattr(record, "code", None)) for record in s2.records)
    assert [key for key, count in counts.items() if count > 1] == []


def test_s2_a_pointer_makes_no_accusation(s2: Reading) -> None:
    pointers = [s2.words(part.span) for part in s2.document.set_aside if "Baca juga" in s2.words(part.span)]
    assert any("Azerbaijan Tuduh Armenia" in words for words in pointers)
    for claim in s2.of(Claim):
        assert "Tuduh" not in s2.words(claim.trigger)
        assert not s2.words(claim.content).startswith("Armenia Tembakkan")
    # Azerbaijan accuses nobody of rockets on Ganja, nor of phosphorus: those were other articles' titles
    assert not any("Scud" in s2.words(c.content) or "Fosfor" in s2.words(c.content) for c in s2.of(Claim))


# s3: figures kept apart -----------------------------------------------------------------------------------------------


def figure(reading: Reading, low: int, outcome: str) -> CasualtyReport:
    found = [record for record in reading.of(CasualtyReport) if record.low == low and record.outcome == outcome]
    assert len(found) == 1, f"{low} {outcome}: {found}"
    assert str(low) in reading.words(found[0].trigger)
    return found[0]


def test_s3_a_new_figure_without_a_claimant(s3: Reading) -> None:
    new = figure(s3, 43, "killed")
    assert (new.party, new.category, new.measure, new.claimant) == ("NKR", "military", "new", None)
    assert (new.began_on, new.as_of) == (date(2020, 10, 20), date(2020, 10, 20))


@pytest.mark.parametrize(("low", "category"), [(772, "military"), (37, "civilian")])
def test_s3_a_running_total_since_the_war_began(s3: Reading, low: int, category: str) -> None:
    total = figure(s3, low, "killed")
    assert (total.party, total.category, total.measure, total.claimant) == ("NKR", category, "total", "NKR")
    assert (total.began_on, total.as_of) == (WAR, date(2020, 10, 21))


@pytest.mark.parametrize(("low", "outcome"), [(61, "killed"), (291, "wounded")])
def test_s3_the_other_side_counts_its_own(s3: Reading, low: int, outcome: str) -> None:
    own = figure(s3, low, outcome)
    assert (own.party, own.category, own.measure, own.claimant) == ("AZE", "civilian", "total", "AZE")


def test_s3_nothing_is_added_up(s3: Reading) -> None:
    assert sorted(record.low or 0 for record in s3.of(CasualtyReport)) == [37, 43, 61, 291, 772]


# s4: accusation, denial, counter-accusation; the weekday; the captions ------------------------------------------------


def test_s4_accusation_denial_counter_accusation(s4: Reading) -> None:
    pointed = [c for c in s4.of(Claim) if c.stance in ("accuse", "deny") and c.code in ("AZE", "NKR", "ARM")]
    steps = list(dict.fromkeys((c.stance, c.code, c.targets) for c in sorted(pointed, key=lambda c: c.trigger)))
    assert steps == [("accuse", "AZE", ("ARM",)), ("deny", "NKR", ("AZE",)), ("accuse", "NKR", ("AZE",))]
    assert pointed[0].speaker == "Kementerian Pertahanan Azerbaijan"
    assert pointed[-1].speaker == "Arayik Harutyunyan"


def test_s4_a_wrong_weekday_is_kept_resolved_and_flagged(s4: Reading) -> None:
    agreed = [e for e in s4.of(Event) if e.type == "AGREE" and e.began_on]
    assert [(e.began_on, e.ended_on) for e in agreed] == [(date(2020, 10, 26), date(2020, 10, 26))]
    assert s4.words(agreed[0].evidence["began_on"]) == "Ahad 26 Oktober"
    flagged = [p for p in s4.problems if p.span and s4.words(p.span) == "Ahad 26 Oktober"]
    assert len(flagged) == 1
    assert "weekday" in flagged[0].what


def test_s4_dates_in_captions_date_nothing(s4: Reading) -> None:
    captions = [part.span for part in s4.document.set_aside if part.reason == "caption"]
    assert len(captions) == 2
    named = " ".join(map(s4.words, captions))
    assert "September 2020" in named
    days = {day for e in s4.of(Event) for day in (e.began_on, e.ended_on) if day}
    in_captions = {date(2020, 9, 22), date(2020, 9, 25), date(2020, 9, 28), date(2020, 10, 12)}
    assert days.isdisjoint(in_captions)
    assert not s4.of(CasualtyReport)
