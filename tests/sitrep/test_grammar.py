"""Sentences in both languages: tables of phrases and what they say; the two files hold the same forms with the same places."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from pantau.model import CATEGORIES, EVENT_TYPES, MODALITIES, OUTCOMES, PROVISION_KINDS, QUALIFIERS, STAGES, STATUSES
from pantau.model.sitrep import ARG_KINDS, SITREP_PARTS, Arg, Phrase
from pantau.report.sitrep import phrases as p
from pantau.report.sitrep.grammar import LANGUAGES, Grammar, load_words
from tests.sitrep.conftest import NAMES

HOUR = datetime(2020, 10, 26, 8, tzinfo=timezone(timedelta(hours=4)))
DAY = date(2020, 10, 26)


def _grammar(language: str) -> Grammar:
    return Grammar(language, NAMES, {"karabakh": "Nagorno-Karabakh"})


TRUCE = p.truce("Washington truce")
BEGAN = p.phrase("truce.began_brokered", TRUCE, p.parties("brokers", ["USA"]), p.on("day", DAY, kind="day"), p.at("hour", HOUR))
SENTENCES = [
    (
        p.phrase(
            "sum.both_soon",
            p.clause("truce", BEGAN),
            p.parties("sides", ["AZE", "ARM"]),
            p.clause("verified", p.phrase("verified.neither")),
        ),
        "A ceasefire brokered by the United States (the Washington truce) took effect on Monday 26 October 2020 at 08:00 (UTC+4); "
        "soon after, Azerbaijan and Armenia each alleged that the other had broken it, and neither allegation is verified.",
        "Gencatan senjata yang ditengahi Amerika Serikat (kesepakatan “Washington truce”) mulai berlaku pada Senin, 26 Oktober 2020 "
        "pukul 08.00 (UTC+4); tak lama kemudian Azerbaijan dan Armenia masing-masing menuduh pihak lain melanggarnya, dan tak satu pun "
        "dari kedua tuduhan itu terverifikasi.",
    ),
    (
        p.phrase(
            "sum.both_beside",
            p.clause("truce", BEGAN),
            p.parties("sides", ["AZE", "ARM"]),
            p.clauses("pairs", [p.phrase("pair", p.parties("accuser", ["NKR"]), p.parties("accused", ["AZE"]))]),
            p.clause("verified", p.phrase("verified.none", p.count("n", 3))),
        ),
        "A ceasefire brokered by the United States (the Washington truce) took effect on Monday 26 October 2020 at 08:00 (UTC+4); "
        "Azerbaijan and Armenia each alleged that the other had broken it, with breaks also alleged by Artsakh "
        "against Azerbaijan, and none of the three accounts is verified.",
        "Gencatan senjata yang ditengahi Amerika Serikat (kesepakatan “Washington truce”) mulai berlaku pada Senin, 26 Oktober 2020 "
        "pukul 08.00 (UTC+4); Azerbaijan dan Armenia masing-masing menuduh pihak lain melanggarnya, pelanggaran dituduhkan pula oleh "
        "Artsakh kepada Azerbaijan, dan tak satu pun dari tiga laporan itu terverifikasi.",
    ),
    (
        p.phrase("viol.group", p.parties("accuser", ["ARM"]), p.parties("accused", ["AZE"]), TRUCE, p.count("n", 1)),
        "Armenia accused Azerbaijan of breaking the Washington truce, in one account.",
        "Armenia menuduh Azerbaijan melanggar kesepakatan “Washington truce”, dalam satu laporan.",
    ),
    (
        p.phrase(
            "viol.group",
            p.parties("accuser", ["ARM"]),
            p.parties("accused", ["AZE", "USA"]),
            TRUCE,
            p.count("n", 12),
            p.codes("provision", "provision", ["withdrawal", "humanitarian_access"]),
            p.codes("how", "how", ["in_force"]),
        ),
        "Armenia accused Azerbaijan and the United States of breaking the Washington truce, in 12 accounts; "
        "they concern withdrawal and "
        "humanitarian access; counted to this ceasefire because: it was in force that day.",
        "Armenia menuduh Azerbaijan dan Amerika Serikat melanggar kesepakatan “Washington truce”, dalam 12 "
        "laporan; menyangkut penarikan "
        "pasukan dan akses kemanusiaan; dikaitkan dengan gencatan senjata ini karena: berlaku pada hari itu.",
    ),
    (
        p.phrase("sum.incidents", p.count("n", 1), p.statuses({"reported": 1})),
        "One incident touches the period: one reported.",
        "Catatan memuat satu insiden yang menyangkut masa laporan: satu dilaporkan.",
    ),
    (
        p.phrase("sum.incidents", p.count("n", 1234), p.statuses({"verified": 2, "disputed": 10, "reported": 1222})),
        "The record holds 1,234 incidents that touch the period: two verified, 10 disputed and 1,222 reported.",
        "Catatan memuat 1.234 insiden yang menyangkut masa laporan: dua terverifikasi, 10 dibantah dan 1.222 dilaporkan.",
    ),
    (
        p.phrase(
            "truce.state",
            p.truce("Ceasefire told of on 2020-10-09 (ARM, AZE)"),
            p.on("date", DAY),
            p.code("stage", "stage", "in_effect"),
        ),
        "By the end of 26 October 2020, a ceasefire told of on 9 October 2020 between Armenia and Azerbaijan was in effect.",
        "Sampai akhir 26 Oktober 2020, gencatan senjata yang diberitakan pada 9 Oktober 2020 antara Armenia dan Azerbaijan berstatus: "
        "berlaku.",
    ),
    (
        p.phrase("truce.called", p.truce("Ceasefire told of on no day ()")),
        "A ceasefire told of was called for or negotiated, and not told to be agreed",
        "Gencatan senjata yang diberitakan diserukan atau dirundingkan, dan tidak diberitakan disepakati",
    ),
    (
        p.phrase("chg.against", p.report(3, 2), p.over("period", date(2020, 10, 19), date(2020, 10, 25))),
        "Compared with report 3, version 2, of 19–25 October 2020.",
        "Dibandingkan dengan laporan 3, versi 2, untuk 19–25 Oktober 2020.",
    ),
    (
        p.phrase("chg.against", p.report(3, 2), p.over("period", date(2020, 12, 28), date(2021, 1, 3))),
        "Compared with report 3, version 2, of 28 December 2020 – 3 January 2021.",
        "Dibandingkan dengan laporan 3, versi 2, untuk 28 Desember 2020 – 3 Januari 2021.",
    ),
    (
        p.phrase("uns.days", p.on("days", DAY)),
        "One day has no page: 26 October 2020.",
        "Hari tanpa satu halaman pun: 26 Oktober 2020.",
    ),
    (
        p.phrase(
            "cor.judged",
            p.report(1, 1),
            p.code("judged", "judged", "withdraw"),
            p.plain("who", "ani"),
            p.quoted("words", "it was\n an old photo"),
        ),
        "Report 1, version 1: a record it quotes was withdrawn by ani, because “it was an old photo”.",
        "Laporan 1, versi 1: sebuah catatan yang dikutipnya ditarik oleh ani, karena “it was an old photo”.",
    ),
    (
        p.phrase("met.journal", p.number("n", 0), p.quoted("words", "0" * 8)),
        "The journal has no entry yet.",
        "Jurnal belum memuat entri.",
    ),
]


def test_an_agreement_is_called_by_its_name_in_the_language() -> None:
    names = dataclasses.replace(NAMES, truces={"Washington truce": "Gencatan senjata Washington"})
    assert Grammar("id", names, {}).truce("Washington truce") == "kesepakatan “Gencatan senjata Washington”"
    assert Grammar("id", names, {}).truce("Moscow truce") == "kesepakatan “Moscow truce”"


@pytest.mark.parametrize(
    ("phrase", "english", "indonesian"), SENTENCES, ids=lambda one: one.form if isinstance(one, Phrase) else ""
)
def test_a_phrase_is_said_in_both_languages(phrase: Phrase, english: str, indonesian: str) -> None:
    names = {**NAMES.parties, "USA": "Amerika Serikat"}
    indonesia = Grammar("id", NAMES.__class__(names, NAMES.outlets), {})
    assert _grammar("en").sentence(phrase) == english
    assert indonesia.sentence(phrase) == indonesian


FIGURES = [
    ((1, 1, "exact", "civilian", "AZE"), "1 civilian of Azerbaijan", "1 warga sipil Azerbaijan"),
    ((43, 43, "exact", "military", "ARM"), "43 soldiers of Armenia", "43 tentara Armenia"),
    ((2000, 2000, "about", "unspecified", ""), "about 2,000 people", "sekitar 2.000 orang"),
    (
        (30, None, "at_least", "unspecified", "UN"),
        "at least 30 people of the United Nations",
        "sedikitnya 30 orang dari pihak United Nations",
    ),
    ((None, 5, "at_most", "civilian", ""), "at most 5 civilians", "paling banyak 5 warga sipil"),
    ((20, 99, "vague", "military", ""), "20 to 99 soldiers", "20 sampai 99 tentara"),
    (
        (None, None, "vague", "military", "ARM_OPP"),
        "an unstated number of soldiers of opponents of Armenia",
        "sejumlah tentara lawan Armenia",
    ),
]


@pytest.mark.parametrize(("values", "english", "indonesian"), FIGURES)
def test_a_figure_says_what_is_sure_of_it(values: tuple[Any, ...], english: str, indonesian: str) -> None:
    arg = Arg("people", "people", tuple("" if each is None else str(each) for each in values))
    phrase = p.phrase("fig.new", p.clause("source", p.phrase("fig.alone")), arg, p.code("outcome", "outcome", "killed"))
    assert _grammar("en").sentence(phrase) == f"Without a claimant named: {english} killed, a new figure."
    assert _grammar("id").sentence(phrase) == f"Tanpa disebut siapa pemberinya: {indonesian} tewas, angka baru."


DEEDS = [
    (("ASSAULT", "occurred", "ARM", "AZE"), "Armenia attacked Azerbaijan", "Armenia menyerang Azerbaijan"),
    (("ASSAULT", "occurred", "", "AZE"), "Azerbaijan came under attack", "Azerbaijan diserang"),
    (
        ("ASSAULT", "ongoing", "ARM AZE", "AZE ARM"),
        "Armenia and Azerbaijan fought each other (going on)",
        "Armenia dan Azerbaijan saling serang (masih berlangsung)",
    ),
    (
        ("CONSULT", "future", "USA ARM", ""),
        "the United States and Armenia held talks (announced, not yet done)",
        "United States dan Armenia mengadakan perundingan (diumumkan, belum terjadi)",
    ),
    (
        ("AGREE", "negated", "ARM", "AZE"),
        "Armenia reached an agreement with Azerbaijan (said not to have happened)",
        "Armenia mencapai kesepakatan dengan Azerbaijan (dikatakan tidak terjadi)",
    ),
    (("NEWTYPE", "occurred", "", ""), "nobody named acted", "pihak yang tidak disebut bertindak"),
    (
        ("COERCE", "hypothetical", "ARM_OPP", "AZE_CIV"),
        "opponents of Armenia used force or pressure against civilians of Azerbaijan (only as a possibility)",
        "lawan Armenia menggunakan paksaan atau tekanan terhadap warga sipil Azerbaijan (hanya sebagai kemungkinan)",
    ),
]


@pytest.mark.parametrize(("values", "english", "indonesian"), DEEDS)
def test_a_deed_says_who_did_what_to_whom(values: tuple[str, ...], english: str, indonesian: str) -> None:
    phrase = Phrase("inc.did", (Arg("who", "plain", ("x",)), Arg("did", "deed", values)))
    assert _grammar("en").phrase(phrase) == f"x {english}"
    assert _grammar("id").phrase(phrase) == f"x {indonesian}"


ARTICLES = [
    ("United States", "the United States"),
    ("Armenia", "Armenia"),
    ("Artsakh (Nagorno-Karabakh)", "Artsakh (Nagorno-Karabakh)"),
    ("European Union", "the European Union"),
    ("Hamas", "Hamas"),
    ("International Committee of the Red Cross", "the International Committee of the Red Cross"),
    ("The Hague group", "The Hague group"),
    ("Minsk II", "Minsk II"),
    ("Resolution 1701", "Resolution 1701"),
    ("Moro Islamic Liberation Front", "Moro Islamic Liberation Front"),
    ("Gaza ceasefire of January 2025", "the Gaza ceasefire of January 2025"),
    ("", ""),
]


@pytest.mark.parametrize(("name", "said"), ARTICLES)
def test_a_name_takes_the_article_that_its_words_ask_for(name: str, said: str) -> None:
    assert _grammar("en").with_article(name) == said
    assert _grammar("id").with_article(name) == name


def _places(form: Any) -> set[str]:
    texts = [form] if isinstance(form, str) else [text for key, text in form.items() if key != "by"]
    return set(re.findall(r"\{([a-z0-9_]+)\}", " ".join(texts)))


def test_the_languages_hold_the_same_forms_with_the_same_places() -> None:
    english, indonesian = (load_words(language) for language in ("en", "id"))
    assert set(LANGUAGES) == {"en", "id"}
    for table in english:
        if table not in ("style", "article"):
            assert english[table].keys() == indonesian[table].keys(), table
    assert english["style"].keys() == indonesian["style"].keys()
    for key, form in english["forms"].items():
        other = indonesian["forms"][key]
        assert _places(form) - {"n"} == _places(other) - {"n"}, key
        for each in (form, other):
            texts = [each] if isinstance(each, str) else [each["other"]]
            assert all("n" in _places(text) for text in texts if "n" in _places(form)) or not isinstance(form, str), key
    for name in ("deed", "frame"):
        for key, form in english[name].items():
            assert _places({"x": str(form)}) == _places({"x": str(indonesian[name][key])}), key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("status", STATUSES),
        ("stage", STAGES),
        ("outcome", OUTCOMES),
        ("provision", PROVISION_KINDS),
        ("people", CATEGORIES),
        ("modality", MODALITIES),
        ("deed", [kind.lower() for kind in EVENT_TYPES]),
        ("part", SITREP_PARTS),
        ("figure", QUALIFIERS),
    ],
)
def test_every_code_of_the_model_has_words(language: str, table: str, codes: list[str]) -> None:
    assert [code for code in codes if code not in load_words(language)[table]] == []


def test_every_kind_of_arg_can_be_said(grammar: Grammar) -> None:
    assert set(ARG_KINDS) == set(grammar._kinds)


def test_words_of_others_stand_between_quotes_and_fill_nothing(grammar: Grammar) -> None:
    hostile = "{who} [x] \u202egnirts {0.__class__}\x00\n%s"
    said = grammar.sentence(
        p.phrase("cor.judged", p.report(1, 1), p.code("judged", "judged", "correct"), p.quoted("words", hostile))
    )
    assert "“{who} [x] [U+202E]gnirts {0.__class__}[U+0000] %s”" in said


def test_a_form_that_is_not_known_is_shown_by_its_name(grammar: Grammar) -> None:
    assert grammar.sentence(Phrase("of.tomorrow")) == "[of.tomorrow]"


def test_an_instant_is_told_in_utc() -> None:
    at = datetime(2020, 10, 27, 6, 5, tzinfo=UTC)
    assert _grammar("en").instant(at) == "27 October 2020, 06:05 UTC"
    assert _grammar("id").instant(at) == "27 Oktober 2020, pukul 06.05 UTC"
