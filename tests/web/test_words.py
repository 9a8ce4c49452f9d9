"""Codes, figures, days and kept sentences as a reader of either language meets them."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pantau.knowledge import load_knowledge
from pantau.report.naming import names_of
from pantau.store import look_into_store, looking
from pantau.store.looking import Wanted
from pantau.web.sentences import Sentences
from pantau.web.wording import Wording


def wording(language: str) -> Wording:
    return Wording(language, names_of(load_knowledge(), language), {"karabakh": "Nagorno-Karabakh"})


ID, EN = wording("id"), wording("en")
FIGURES = [
    ((43, 43, "exact"), "43", "43"), ((2000, 2000, "about"), "sekitar 2.000", "about 2,000"),
    ((30, None, "exact"), "sedikitnya 30", "at least 30"), ((None, 9, "exact"), "paling banyak 9", "at most 9"),
    ((20, 99, "exact"), "20–99", "20–99"), ((20, 99, "about"), "sekitar 20–99", "about 20–99"),
    ((None, None, "vague"), "tidak disebut", "not given"), ((0, 0, "exact"), "0", "0"),
]  # fmt: skip
SENTENCES = [
    ("denied or countered by AZE, NKR, whom it names", "dibantah atau dibalas oleh Azerbaijan, Artsakh, yang disebut di dalamnya"),
    ("AZE: ARM military people killed: the total falls from 1200 (2020-10-01) to 900 (2020-10-02) without a correction",
     "Azerbaijan – Armenia, militer, tewas: jumlah turun dari 1.200 (1 Okt 2020) menjadi 900 (2 Okt 2020) tanpa ralat"),
    ("the outlet: unnamed people wounded: both 5 and 7 as of 2020-10-02",
     "media sendiri – tidak disebut, luka-luka: disebut 5 sekaligus 7 per 2 Okt 2020"),
    ("3 military + 4 civilian make 7, the page tells 8 killed of AZE",
     "3 militer dan 4 sipil berjumlah 7, dokumen menyebut 8 tewas dari pihak Azerbaijan"),
    ("“Ahad 26 Oktober”: 2020-10-26 was a Monday", "“Ahad 26 Oktober”: hari itu Senin"),
    ("AGREE: who did it, and to whom, could not be read", "bersepakat: siapa pelakunya dan terhadap siapa tidak terbaca"),
    ("Second humanitarian truce", "Gencatan senjata kemanusiaan kedua"),
    ("a sentence of another day", '<span lang="en">a sentence of another day</span>'),
    ("<b>bold</b>", '<span lang="en">&lt;b&gt;bold&lt;/b&gt;</span>'),
]  # fmt: skip


@pytest.mark.parametrize(("figure", "indonesian", "english"), FIGURES)
def test_a_figure_says_what_is_sure_about_it(figure: tuple[int | None, int | None, str], indonesian: str, english: str) -> None:
    assert (ID.figure(*figure), EN.figure(*figure)) == (indonesian, english)


@pytest.mark.parametrize(("kept", "indonesian"), SENTENCES)
def test_a_kept_sentence_is_said_in_indonesian(kept: str, indonesian: str) -> None:
    assert str(Sentences(ID).sentence(kept)) == indonesian


def test_every_sentence_the_samples_keep_is_known(sample_store: Path) -> None:
    connection = sqlite3.connect(sample_store)
    kept = [row[0] for row in connection.execute("SELECT DISTINCT how FROM inferred UNION SELECT DISTINCT what FROM problem")]
    with look_into_store(sample_store) as store:
        incidents = store.ask(looking.find_incidents, Wanted(), limit=10_000).items
        kept += [reason.why for incident in incidents for reason in incident.status.reasons]
        kept += [finding.what for finding in store.ask(looking.find_findings) if finding.check != "count"]
    assert len(kept) > 100
    assert sorted({words for words in kept if 'lang="en"' in Sentences(ID).sentence(words)}) == []


@pytest.mark.parametrize(
    ("code", "indonesian", "english"),
    [
        ("AZE", "Azerbaijan", "Azerbaijan"), ("USA", "Amerika Serikat", "United States"),
        ("RUS_OPP", "lawan Rusia", "opponents of Russia"),
        ("ARM_CIV", "warga sipil Armenia", "civilians of Armenia"), ("", "tanpa pihak", "no party"), ("XQ9", "XQ9", "XQ9"),
    ],
)  # fmt: skip
def test_a_party_has_a_name_in_each_language(code: str, indonesian: str, english: str) -> None:
    assert (ID.party(code), EN.party(code)) == (indonesian, english)


def test_days_and_instants_are_written_as_the_language_does() -> None:
    assert "Sen 26 Okt 2020" in ID.day(date(2020, 10, 26))
    assert "Mon 26 Oct 2020" in EN.day("2020-10-26")
    assert "tanpa tanggal" in ID.day(None)
    assert "27 Sept – 10 Nov 2020" in EN.period(date(2020, 9, 27), date(2020, 11, 10)).replace("Sep ", "Sept ")
    shown = EN.instant(datetime(2020, 10, 26, 4, 0, tzinfo=UTC), "Asia/Yerevan")
    assert re.search(r"08:00 .*\(04:00 UTC\)", shown)


def test_each_alleged_break_is_drawn_with_its_own_accuser(desk: TestClient) -> None:
    for truce in desk.get("/api/v1/ceasefires").json()["items"]:
        told = Counter()
        for each in desk.get(f"/api/v1/ceasefires/{truce['id']}").json()["breaks"]:
            if each["on"]:
                told[each["accuser"]] += 1
        assert Counter(each["accuser"] for each in truce["alleged"]) == told


def test_the_description_of_the_api_is_served_here_and_names_every_view(desk: TestClient) -> None:
    from pantau.web.views import VIEWS

    told = desk.get("/api/v1/openapi.json").json()
    for view in VIEWS:
        answer = told["paths"][f"/api/v1{view.path}"]["get"]
        assert answer["responses"]["200"]["content"]["application/json"]["schema"]
        assert {parameter["name"] for parameter in answer["parameters"]} >= {"since", "party", *(p.name for p in view.params)}
    assert "cdn" not in desk.get("/api/v1/openapi.json").text
    assert {desk.get(path).status_code for path in ("/docs", "/redoc")} == {404}
