"""English: word formation, what neighbours make of a form, and the pack's dates and numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import pantau.lang
from pantau.extract.dates import Anchor, find_dates
from pantau.extract.lexicon import load_lexicon
from pantau.extract.numbers import find_numbers
from pantau.knowledge import Knowledge
from pantau.lang import LANGUAGES, Pack, load_pack
from pantau.lang.english import analyse_english, shape_by_ending
from pantau.lang.english_context import is_reduced, shape_of, voice_of
from pantau.tables import load_toml
from pantau.world import parse_names

VERBS = "attack bomb deny shoot strike kidnap invade tell take withdraw agree fire say lie die clash kill"
ROOTS = frozenset((*VERBS.split(), "country", "bus"))
FOLDER = Path(pantau.lang.__file__).parent
PUBLISHED = Anchor(date(2020, 11, 20), None)  # a Friday
ONLY_INDONESIAN = {"titles"}


@pytest.fixture(scope="module")
def english() -> Pack:
    return load_pack("en")


@pytest.mark.parametrize(
    ("form", "root", "shape", "voice"),
    [
        ("attack", "attack", "b", "active"),
        ("attacks", "attack", "v", "active"),
        ("attacks", "attack", "n", ""),
        ("attacked", "attack", "v", "participle"),
        ("bombing", "bomb", "n", ""),
        ("denied", "deny", "v", "participle"),
        ("denies", "deny", "v", "active"),
        ("shot", "shoot", "v", "participle"),
        ("struck", "strike", "v", "participle"),
        ("kidnapped", "kidnap", "v", "participle"),
        ("kidnapping", "kidnap", "v", "active"),
        ("invading", "invade", "v", "active"),
        ("took", "take", "v", "active"),
        ("taken", "take", "v", "participle"),
        ("withdrew", "withdraw", "v", "active"),
        ("agreed", "agree", "v", "participle"),
        ("countries", "country", "n", ""),
        ("clashes", "clash", "n", ""),
        ("lying", "lie", "v", "active"),
        ("dying", "die", "v", "active"),
        ("killer", "kill", "a", ""),
        ("kidnappers", "kidnap", "a", ""),
    ],
)
def test_forms_are_read_as_their_roots(form: str, root: str, shape: str, voice: str) -> None:
    assert (root, shape, voice) in analyse_english(form, ROOTS)


@pytest.mark.parametrize("form", ["bless", "tattack", "diet", "sayings-", "firmament", "tales"])
def test_other_words_have_no_root(form: str) -> None:
    assert analyse_english(form, ROOTS) == ()


@pytest.mark.parametrize(
    ("before", "after", "voice"),
    [
        ("three soldiers were", "near", "passive"),
        ("they have been", "since", "passive"),
        ("the rebels have", "ten", "active"),
        ("he was later", "in", "passive"),
        ("they had already", "the", "active"),
        ("villages", "by", "passive"),
        ("a bomb", "ten", "active"),
    ],
)
def test_a_participle_acts_or_suffers(before: str, after: str, voice: str) -> None:
    assert voice_of(before.split(), after) == voice


def test_a_bare_participle_before_a_place_suffers() -> None:
    assert is_reduced(["three", "soldiers"], "near")
    assert not is_reduced(["a", "bomb"], "at")
    assert not is_reduced(["rebels", "have"], "in")


@pytest.mark.parametrize(
    ("before", "after", "shape"),
    [("the", "on", "n"), ("to", "the", "v"), ("will", "a", "v"), ("israel", "of", "n"), ("x", "y", "")],
)
def test_neighbours_tell_noun_and_verb(before: str, after: str, shape: str) -> None:
    assert shape_of(before, after) == shape


def test_endings_tell_the_shape_of_unknown_words() -> None:
    assert shape_by_ending("overran") == ("v", "active")
    assert shape_by_ending("relocated") == ("v", "participle")
    assert shape_by_ending("occupation") == ("n", "")
    assert shape_by_ending("member") == ("", "")


@pytest.mark.skipif("en" not in LANGUAGES, reason="English is not read yet: its pack may lag behind the Indonesian one")
def test_the_pack_has_the_files_and_keys_of_the_indonesian_one() -> None:
    for path in sorted((FOLDER / "id").glob("*.toml")):
        if path.stem in ONLY_INDONESIAN:
            continue
        tables, mine = load_toml(path), load_toml(FOLDER / "en" / path.name)
        assert set(mine) == set(tables), path.name
        if path.stem not in ("cases", "hard", "names", "calendar", "numbers"):
            for key, value in tables.items():
                if isinstance(value, dict):
                    assert set(value) - {"reciprocal"} <= set(mine[key]), f"{path.name} [{key}]"


def test_every_list_compiles(english: Pack, knowledge: Knowledge) -> None:
    lexicon = load_lexicon(Knowledge({"en": english}, knowledge.world, "en"), "en")
    assert {"~attack", "~attack:n"} <= {key for key, _, _ in lexicon.patterns.keys("attack")}
    codes = {alias.code for alias in parse_names(english.tables["names"], knowledge.world.parties).aliases}
    states = {code for code, party in knowledge.world.parties.items() if party.kind in ("state", "territory")}
    assert states <= codes


DATES = [
    ("They met on Tuesday.", "2020-11-17", "2020-11-17"),
    ("They met last week.", "2020-11-09", "2020-11-15"),
    ("It began on Nov. 10.", "2020-11-10", "2020-11-10"),
    ("It began on 10 November 2020.", "2020-11-10", "2020-11-10"),
    ("It began on Tuesday, November 10, 2020.", "2020-11-10", "2020-11-10"),
    ("It began on the 10th of November.", "2020-11-10", "2020-11-10"),
    ("It ended two days ago.", "2020-11-18", "2020-11-18"),
    ("It ended late Sunday.", "2020-11-15", "2020-11-15"),
    ("It has lasted since Sept. 27.", "2020-09-27", "None"),
    ("It will last until Friday.", "None", "2020-11-20"),
    ("It began in 2003.", "2003-01-01", "2003-12-31"),
    ("It began in March 2003.", "2003-03-01", "2003-03-31"),
    ("The talks ran from Oct. 1 to Oct. 5.", "2020-10-01", "2020-10-05"),
    ("The fair is on November 10-12, 2020.", "2020-11-10", "2020-11-12"),
    ("It happened yesterday.", "2020-11-19", "2020-11-19"),
    ("It happened last month.", "2020-10-01", "2020-10-31"),
    ("It happened earlier this month.", "2020-11-01", "2020-11-30"),
    ("It rained over the past two weeks.", "2020-11-06", "2020-11-20"),
    ("Monday's storm was heavy.", "2020-11-16", "2020-11-16"),
    ("They will meet next week.", "2020-11-23", "2020-11-29"),
    ("It happened on Sunday (Nov. 8).", "2020-11-08", "2020-11-08"),
    ("It was signed on 11/10/2020.", "2020-11-10", "2020-11-10"),
]


@pytest.mark.parametrize(("text", "began", "ended"), DATES)
def test_dates(text: str, began: str, ended: str, english: Pack) -> None:
    found = find_dates(text, 0, len(text), PUBLISHED, english, {})
    assert found
    assert (str(found[0].began_on), str(found[0].ended_on)) == (began, ended)


@pytest.mark.parametrize(
    "text", ["He may leave.", "They march on.", "In the second row.", "A 13-year-old boy.", "One day he will."]
)
def test_no_dates(text: str, english: Pack) -> None:
    assert not [d for d in find_dates(text, 0, len(text), PUBLISHED, english, {}) if d.began_on]


NUMBERS = [
    ("at least 17 people", 17, None, "at_least"),
    ("more than 2,000 men", 2000, None, "at_least"),
    ("up to 50 men", None, 50, "at_most"),
    ("about 300 men", 300, 300, "about"),
    ("dozens of men", 20, 99, "vague"),
    ("hundreds of men", 200, 999, "vague"),
    ("2.5 million people", 2500000, 2500000, "exact"),
    ("a dozen men", 12, 12, "exact"),
    ("three dozen men", 36, 36, "exact"),
    ("nearly a hundred men", 100, 100, "about"),
    ("twenty-five men", 25, 25, "exact"),
    ("two hundred and five men", 205, 205, "exact"),
    ("between 20 and 30 men", 20, 30, "about"),
    ("two or three men", 2, 3, "about"),
    ("several thousand men", 2000, 9999, "vague"),
    ("no fewer than 12 men", 12, None, "at_least"),
    ("some 3,274 men", 3274, 3274, "about"),
    ("as many as 40 men", None, 40, "at_most"),
    ("300 or so men", 300, 300, "about"),
    ("another man", 1, 1, "exact"),
]


@pytest.mark.parametrize(("text", "low", "high", "qualifier"), NUMBERS)
def test_numbers(text: str, low: int | None, high: int | None, qualifier: str, english: Pack) -> None:
    found = find_numbers(text, 0, len(text), english, {})
    assert [(n.low, n.high, n.qualifier, n.kind) for n in found] == [(low, high, qualifier, "count")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("$5 million", "money"),
        ("10 percent", "percent"),
        ("aged 34", "age"),
        ("34-year-old", "measure"),
        ("UN resolution 1701", "name"),
        ("in 2003", "date"),
    ],
)
def test_figures_that_count_nobody(text: str, kind: str, english: Pack) -> None:
    assert [n.kind for n in find_numbers(text, 0, len(text), english, {})] == [kind]
