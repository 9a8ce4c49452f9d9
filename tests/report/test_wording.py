"""Days, periods, figures and party names in words."""

from __future__ import annotations

from datetime import date

import pytest

from pantau.report.wording import Names, counted, day_words, figure_words, inert, language_tag, listed, period_words, web_link

D = date


@pytest.mark.parametrize(
    ("start", "end", "words", "iso"),
    [
        (None, None, "no day", None),
        (D(2020, 10, 26), D(2020, 10, 26), "Mon 26 Oct 2020", "2020-10-26"),
        (D(2020, 11, 1), D(2020, 11, 2), "1–2 Nov 2020", "2020-11-01/2020-11-02"),
        (D(2020, 9, 27), D(2020, 10, 21), "27 Sep – 21 Oct 2020", "2020-09-27/2020-10-21"),
        (D(2019, 12, 31), D(2020, 1, 1), "31 Dec 2019 – 1 Jan 2020", "2019-12-31/2020-01-01"),
        (D(2020, 9, 27), None, "from 27 Sep 2020", "2020-09-27/.."),
        (None, D(2020, 11, 10), "until 10 Nov 2020", "../2020-11-10"),
    ],
)
def test_periods_say_where_they_are_open(start: date | None, end: date | None, words: str, iso: str | None) -> None:
    assert period_words(start, end) == (iso, words)


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "words"),
    [
        (43, 43, "exact", "43"),
        (2000, 2000, "about", "about 2,000"),
        (30, None, "at_least", "at least 30"),
        (None, 50, "at_most", "at most 50"),
        (20, 99, "vague", "20–99"),
        (2, 3, "about", "about 2–3"),
        (None, None, "vague", "not given"),
        (0, 0, "exact", "0"),
    ],
)
def test_figures_say_what_is_sure(low: int | None, high: int | None, qualifier: str, words: str) -> None:
    assert figure_words(low, high, qualifier) == words


def test_parties_opponents_and_civilians_have_names_and_unknown_codes_stand_for_themselves() -> None:
    names = Names({"ARM": "Armenia", "CIV": "Ivory Coast"})
    assert names.party("ARM_OPP") == "opponents of Armenia"
    assert names.party("CIV_CIV") == "civilians of Ivory Coast"
    assert names.party("CIV") == "Ivory Coast"
    assert names.party("XYZ") == "XYZ"
    assert names.party(None) == "not said"


@pytest.mark.parametrize(
    ("sentence", "spoken"),
    [
        ("denied by ARM, AZE_OPP", "denied by Armenia, opponents of AZE"),
        ("from 65 (2020-10-25) to 63", "from 65 (25 Oct 2020) to 63"),
        ("told on 2020-02-31", "told on 2020-02-31"),
        ("“ARM 2020-10-25 kilat.example”: of kilat.example", "“ARM 2020-10-25 kilat.example”: of Kilat"),
        ("of other.example and U.S. pages.", "of other.example and U.S. pages."),
        ("“left open ARM", "“left open Armenia"),
    ],
)
def test_a_sentence_of_codes_is_spoken_and_its_quotes_are_left_alone(sentence: str, spoken: str) -> None:
    assert Names({"ARM": "Armenia"}, {"kilat.example": "Kilat"}).spoken(sentence) == spoken


def test_a_long_line_of_marks_is_spoken_at_once() -> None:
    for hostile in ("“" * 100_000, "a-" * 100_000, "A_" * 100_000, "a." * 100_000):
        assert Names().spoken(hostile) == hostile


def test_lists_and_counts_in_words() -> None:
    assert [listed(words) for words in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]
    assert [counted(n, "page") for n in (0, 1, 2, 1200)] == ["no page", "1 page", "2 pages", "1,200 pages"]


def test_a_day_is_worded_the_same_in_every_locale() -> None:
    assert day_words(D(2020, 11, 10)).words == "Tue 10 Nov 2020"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:1", "//x.example", "http:///x", " https://x.example", None]
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert web_link(url) is None


def test_a_web_address_becomes_a_link() -> None:
    assert web_link("https://x.example/a?b=1") == "https://x.example/a?b=1"


def test_letters_of_every_script_pass_and_acting_characters_do_not() -> None:
    assert inert("Հայաստան اخبار\n\t") == "Հայաստան اخبار\n\t"
    assert inert("a\u202eb\u200f") == "a[U+202E]b[U+200F]"


@pytest.mark.parametrize(
    ("language", "tag"), [("id", "id"), ("zh-Hant", "zh-Hant"), ('id" x="', None), (None, None), ("unknown", None)]
)
def test_language_tags_are_plain(language: str | None, tag: str | None) -> None:
    assert language_tag(language) == tag
