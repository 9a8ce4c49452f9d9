"""Days, periods, figures and party names in words."""

from __future__ import annotations

from datetime import date

import pytest

from pantau.report.wording import Names, day_words, figure_words, inert, language_tag, period_words, web_link

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
    assert names.party("CIV_CIV") == "civilians, Ivory Coast"
    assert names.party("CIV") == "Ivory Coast"
    assert names.party("XYZ") == "XYZ"
    assert names.party(None) == "not said"


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
