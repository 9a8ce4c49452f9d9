"""The report of the sample record: the story it must tell, footnotes that are the very words, days without anything."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pantau.errors import UsageError
from pantau.model.sitrep import SITREP_PARTS, Sitrep, from_plain, to_plain, write_plain
from pantau.monitor.sitrep import Asked, check_asked, draw_sitrep, write_sitrep
from pantau.report.sitrep.footnotes import LONGEST, quote_span
from pantau.report.sitrep.grammar import Grammar
from pantau.report.sitrep.written import write_report
from pantau.store import look_into_store
from pantau.store.looking import find_incidents
from pantau.store.sitrep_asking import find_incident_bodies, find_standing, wanted_of
from pantau.store.telling import find_told
from tests.sitrep.conftest import FOLDERS

PERIODS = [
    (date(2020, 10, 26), date(2020, 10, 26), "karabakh"),
    (date(2020, 10, 5), date(2020, 10, 11), "karabakh"),
    (date(2020, 9, 27), date(2020, 11, 20), ""),
    (date(2020, 11, 10), date(2020, 11, 10), ""),
    (date(2020, 10, 18), date(2020, 10, 18), "other"),
]


def _draw(path: Path, *asked: date | str) -> Sitrep:
    with look_into_store(path) as looked:
        return draw_sitrep(looked, Asked(*asked), FOLDERS)  # type: ignore[arg-type]


def test_the_day_of_the_acceptance_story(monday: Sitrep) -> None:
    english, indonesian = (write_sitrep(monday, language, FOLDERS) for language in ("en", "id"))
    first = english.parts[0].lines[0].words
    assert first == (
        "A ceasefire brokered by the United States (the Washington truce) took effect on Monday 26 October 2020 at 08:00 (UTC+4); soon "
        "after, Azerbaijan and Armenia each alleged that the other had broken it, with breaks also alleged by Artsakh "
        "(Nagorno-Karabakh) against Azerbaijan, and none of the six accounts is verified."
    )
    assert "yang ditengahi Amerika Serikat" in indonesian.parts[0].lines[0].words
    assert "pelanggaran dituduhkan pula oleh Artsakh" in indonesian.parts[0].lines[0].words
    quoted = [note for note in english.notes if note.number in english.parts[0].lines[0].notes and note.document]
    assert len(quoted) >= 3


@pytest.mark.parametrize("asked", PERIODS)
def test_every_sentence_has_footnotes_and_every_quote_is_its_span(linked: Path, asked: tuple[date, date, str]) -> None:
    report, quotes = _draw(linked, *asked), 0
    assert [part.name for part in report.parts] == list(SITREP_PARTS)
    keys = [one.id for part in report.parts for one in part.sentences]
    assert len(keys) == len(set(keys))
    assert [key for key, notes in ((one.id, one.notes) for part in report.parts for one in part.sentences) if not notes] == []
    with look_into_store(linked) as looked:
        texts = {note.document: looked.document(note.document).text for note in report.notes if note.document}
    for note in report.notes:
        if note.document:
            assert texts[note.document][note.start : note.end] == note.quote
            assert 0 < len(note.quote) <= 2 * LONGEST
            assert note.quote == note.quote.strip()
            assert note.href.startswith(f"/documents/{note.document}?record={note.record}#s-")
            quotes += 1
        else:
            assert note.href.startswith("/")
    assert quotes > 3 or asked[2] == "other"


@pytest.mark.parametrize("asked", PERIODS)
def test_no_word_of_a_page_stands_outside_quotes(linked: Path, asked: tuple[date, date, str]) -> None:
    report = _draw(linked, *asked)
    words = {arg.kind for part in report.parts for one in part.sentences for arg in one.phrase.args}
    assert "words" not in words - {"words"}
    for part in report.parts:
        for one in part.sentences:
            assert all(arg.kind != "words" or one.id == "met.journal" for arg in one.phrase.args), one.id


def test_the_same_record_gives_the_same_report(linked: Path, monday: Sitrep) -> None:
    again = _draw(linked, date(2020, 10, 26), date(2020, 10, 26), "karabakh")
    assert write_plain(to_plain(again)) == write_plain(to_plain(monday))


@pytest.mark.parametrize("asked", PERIODS)
def test_a_report_comes_back_as_it_was_kept(linked: Path, asked: tuple[date, date, str]) -> None:
    import json

    report = _draw(linked, *asked)
    assert from_plain(json.loads(write_plain(to_plain(report)))) == report


def test_a_day_of_which_nothing_is_known(linked: Path, grammar: Grammar) -> None:
    report = _draw(linked, date(2019, 1, 1), date(2019, 1, 1), "")
    written = write_report(report, (), grammar)
    told = {part.name: [line.words for line in part.lines] for part in written.parts}
    assert [part.name for part in written.parts] == list(SITREP_PARTS)
    assert all(told.values())
    assert report.incidents == report.figures == ()
    assert [line for lines in told.values() for line in lines if "[" in line or "{" in line] == []


@pytest.mark.parametrize("asked", PERIODS)
def test_no_form_is_left_open(linked: Path, asked: tuple[date, date, str], grammar: Grammar) -> None:
    for part in write_report(_draw(linked, *asked), (), grammar).parts:
        for line in part.lines:
            assert not set("[]{}") & set(line.words), line
            assert line.words.endswith(".")
            assert "  " not in line.words
            assert " ," not in line.words
            assert " ." not in line.words


def test_the_first_and_last_day_belong_to_the_period(linked: Path) -> None:
    week, day = (
        _draw(linked, date(2020, 10, 20), date(2020, 10, 26), "karabakh"),
        _draw(linked, date(2020, 10, 26), date(2020, 10, 26), "karabakh"),
    )
    assert {one.id for one in day.incidents} <= {one.id for one in week.incidents}
    assert len(week.incidents) > len(day.incidents)


def test_incidents_are_told_in_the_stated_order(linked: Path) -> None:
    with look_into_store(linked) as looked:
        standing = looked.ask(find_standing, wanted_of("karabakh", date(2020, 9, 27), date(2020, 11, 20)))
        bodies = looked.ask(find_incident_bodies, [one.told.id for one in standing])
        listed = looked.ask(find_incidents, wanted_of("karabakh", date(2020, 9, 27), date(2020, 11, 20)), limit=400)
    found = [bodies[one.told.id] for one in standing]
    assert {one.incident.id for one in found} == {one.incident.id for one in listed.items}
    assert [one.told.status for one in standing] == [one.status.status for one in found]
    order = ("verified", "disputed", "corroborated", "under_inquiry", "not_attributable", "unverifiable", "reported", "withdrawn")
    ranks = [(order.index(one.status.status), -one.origins.at_least, -len(one.documents)) for one in found]
    assert ranks == sorted(ranks)
    assert len(found) > 50


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(date(2020, 10, 2), date(2020, 10, 1)), "ends before it begins"),
        (Asked(date(2020, 1, 1), date(2021, 12, 1)), "more than"),
        (Asked(date(2020, 1, 1), date(2020, 1, 1), "atlantis"), "no theatre `atlantis`"),
        (Asked(date(2020, 1, 1), date(2020, 1, 1), "' OR 1"), "no theatre"),
    ],
)
def test_what_cannot_be_drawn_is_said(asked: Asked, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        check_asked(asked, FOLDERS)


def test_long_sentences_are_cut_at_blanks_and_stay_exact(linked: Path) -> None:
    from dataclasses import replace

    from pantau.model import Span

    with look_into_store(linked) as looked:
        record = looked.records_of(looked.document_ids()[0])[0]
        told = looked.ask(find_told, [record.id])[record.id]
    text = "kata " * 400 + "menyerang" + " lagi" * 400
    start = text.index("menyerang")
    long = told._replace(record=replace(record, trigger=Span(start + 50, start + 59)), start=50, text=text)
    span = quote_span(long)
    quote = text[span.start - 50 : span.end - 50]
    assert "menyerang" in quote
    assert len(quote) <= LONGEST + 10
    assert text[span.start - 51].isspace()
    assert text[span.end - 50].isspace()
