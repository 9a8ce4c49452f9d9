"""Whatever is typed into a search is understood or ignored, never an error."""

from __future__ import annotations

import sqlite3
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.store.search import expression
from pantau.store.search_schema import CREATE_INDEX
from pantau.store.search_words import Term, fold, lemmas_of, parse_query, words_of


def told(typed: str) -> tuple[list[list[str]], list[str]]:
    query = parse_query(typed)
    return [[str(term) for term in group] for group in query.groups], [str(term) for term in query.excluded]


@pytest.mark.parametrize(
    ("typed", "groups", "excluded"),
    [
        ("rudal Ganja", [["rudal"], ["Ganja"]], []),
        ('"gencatan senjata" rudal', [['"gencatan senjata"'], ["rudal"]], []),
        ("“gencatan senjata” «api»", [['"gencatan senjata"'], ['"api"']], []),
        ("rudal -drone", [["rudal"]], ["drone"]),
        ('rudal -"serangan udara"', [["rudal"]], ['"serangan udara"']),
        ("rudal OR roket Ganja", [["rudal", "roket"], ["Ganja"]], []),
        ("rudal OR roket OR mortir", [["rudal", "roket", "mortir"]], []),
        ("rudal or roket", [["rudal"], ["or"], ["roket"]], []),
        ("rudal OR -roket mortir", [["rudal"], ["mortir"]], ["roket"]),
        ("OR rudal OR", [["OR"], ["rudal"], ["OR"]], []),
        ("Nagorno-Karabakh", [['"Nagorno Karabakh"']], []),
        ("anak-anak serang-menyerang", [["anak"], ['"serang menyerang"']], []),
        ("Shusha's", [["Shusha"]], []),
        ("Qur'an", [['"Qur an"']], []),
        ('"rudal', [["rudal"]], []),
        ('rudal" -', [["rudal"]], []),
        ("--rudal -", [], ["rudal"]),
        ("title:rudal* ^a NEAR(b, 2) {c} + d", [['"title rudal"'], ["a"], ['"NEAR b"'], ["2"], ["c"], ["d"]], []),
        ('"" \'\' () 😀 \x00 \t', [], []),
        ("rud\x00al", [['"rud al"']], []),
        ("شوشا", [["شوشا"]], []),
        ("\ud800rudal", [["rudal"]], []),
    ],
)  # fmt: skip
def test_what_is_typed(typed: str, groups: list[list[str]], excluded: list[str]) -> None:
    assert told(typed) == (groups, excluded)


def test_words_in_quotation_marks_are_exact_and_others_are_not() -> None:
    assert parse_query('"menembak" menembak').terms == (Term(("menembak",), is_exact=True), Term(("menembak",), is_exact=False))


def test_too_much_is_cut_and_says_so() -> None:
    assert not parse_query("rudal roket").is_cut
    many = parse_query(" ".join(f"kata{n}" for n in range(40)))
    assert (len(many.groups), many.is_cut) == (32, True)
    assert parse_query("rudal " + " " * 5000 + "roket").is_cut


@pytest.mark.parametrize("letters", ["a", '"', "-", "OR ", '"a', "( ", "a* ", "😀", "\x00", "\u202e", "“"])
def test_a_megabyte_takes_no_time(letters: str) -> None:
    began = time.process_time()
    expression(parse_query(letters * (1_000_000 // len(letters))))
    assert time.process_time() - began < 0.5


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute(CREATE_INDEX)
    connection.execute("INSERT INTO search (rowid, title, body, lemmas) VALUES (1, 'Rudal', 'NEAR AND NOT OR', 'id0rudal')")
    return connection


@given(typed=st.text(alphabet=st.one_of(st.sampled_from('"-*^:(){}+~.,\'\\OR NEARANDNOT\x00\u202e😀𞤀ə'), st.characters()), max_size=60))
def test_the_index_understands_every_query(index: sqlite3.Connection, typed: str) -> None:
    words = expression(parse_query(typed))
    if words:
        index.execute("SELECT count(*) FROM search WHERE search MATCH ?", (words,)).fetchone()


def test_the_signs_of_the_index_are_words_like_others(index: sqlite3.Connection) -> None:
    for typed, number in (("NEAR", 1), ("AND NOT", 1), ("near -and", 0), ("near -foo", 1), ("body:rudal", 0), ("rud*", 0)):
        found = index.execute("SELECT count(*) FROM search WHERE search MATCH ?", (expression(parse_query(typed)),)).fetchone()
        assert found == (number,), typed


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Şuşa", "susa"), ("ÉTÉ", "ete"), ("e\u0301te\u0301", "ete"), ("İLHAM", "ilham"), ("ƏLİYEV", "əliyev"), ("ПУТИН", "путин")],
)  # fmt: skip
def test_case_and_diacritics_make_no_difference(word: str, folded: str) -> None:
    assert fold(word) == folded
    assert words_of(f"({word}) dan") == [folded, "dan"]


@pytest.mark.parametrize("letter", ["Ş", "é", "ğ", "ç", "ə", "İ", "ß", "ы", "ё", "ű", "æ", "ﬁ", "Ω", "ա", "ქ", "ا"])
def test_the_index_folds_letters_as_we_do_or_takes_them_as_typed(letter: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(CREATE_INDEX)
    connection.execute("INSERT INTO search (rowid, title, body, lemmas) VALUES (1, '', ?, '')", (f"a{letter}a",))
    for typed in (f"a{letter}a", f"a{letter}a".lower()):
        words = expression(parse_query(typed))
        assert connection.execute("SELECT count(*) FROM search WHERE search MATCH ?", (words,)).fetchone() == (1,), typed


def test_lemmas_bear_their_language_and_figures_have_none() -> None:
    assert lemmas_of(["menembak", "43", "tembakan"], "id") == ["id0tembak", "id0tembak"]
    assert lemmas_of(["shelling"], "en") == ["en0shel"]
    assert lemmas_of(["shelling"], None) == lemmas_of(["shelling"], "tr") == []
