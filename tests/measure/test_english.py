"""The English converters on rows of our own, and their scoring."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from pantau.extract.lexicon import load_lexicon
from pantau.knowledge import Knowledge, load_knowledge
from pantau.measure import english, isaf, plover
from pantau.measure.english import score_event, score_fields
from pantau.measure.isaf import read_fields
from pantau.measure.plover import read_event
from pantau.tables import load_toml

HEAD = "2011-08-S-001\u2028For Immediate Release\u2028\u2028KABUL, Afghanistan (Aug. 9, 2011)\u2028"
RELEASES: list[tuple[str, dict[str, Any]]] = [
    (
        "A joint security force detained a Taliban leader and two suspected insurgents in Zari district, Paktiya province, yesterday."
        " No shots were fired.",
        {
            "start_date": "2011-08-08", "event_type": ["detention"], "province": ["paktya"], "target_group": ["taliban"],
            "min_killed": 0, "min_captured": 3, "killq": False, "captureq": True, "killcaptureraid": True, "airstrike": False,
            "noshotsfired": True, "min_leaders_killed": 0, "min_leaders_captured": 1,
        },
    ),
    (
        "A patrol in Balkh province killed several insurgents during a clearing operation today. One insurgent was also detained.",
        {
            "start_date": "2011-08-09", "event_type": ["captureandkill"], "province": ["balkh"], "target_group": [""],
            "min_killed": 3, "min_captured": 1, "killq": True, "captureq": True, "killcaptureraid": False, "airstrike": False,
            "noshotsfired": False, "min_leaders_killed": 0, "min_leaders_captured": 0,
        },
    ),
    (
        "Today, the force confirmed that four fighters, including a Haqqani commander, were killed in an airstrike in Khost on Sunday.",
        {
            "start_date": "2011-08-07", "event_type": ["airstrike"], "province": ["khost"], "target_group": ["haqqani"],
            "min_killed": 4, "min_captured": 0, "killq": True, "captureq": False, "killcaptureraid": False, "airstrike": True,
            "noshotsfired": False, "min_leaders_killed": 1, "min_leaders_captured": 0,
        },
    ),
]  # fmt: skip
SENTENCES = [
    ("Norway has demanded that Russia free the crew.", "DEMAND", ["NOR"], ["RUS"]),
    ("Kenya is investigating the death of a Somali trader.", "INVESTIGATE", ["KEN"], ["SOM"]),
    ("The African Union apologised to Chad.", "SUPPORT", ["IGO"], ["TCD"]),
    ("Iran threatened to attack Bahrain.", "THREATEN", ["IRN"], ["BHR"]),
    ("Hamas fighters kidnapped two Egyptian soldiers.", "ASSAULT", ["PSE"], ["EGY"]),
    ("Turkish troops shelled Syria.", "FIGHT", ["TUR"], ["SYR"]),
    ("The weather was fine.", None, [], []),
]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.mark.parametrize(("body", "expected"), RELEASES, ids=range(len(RELEASES)))
def test_fields_of_a_release(body: str, expected: dict[str, Any], knowledge: Knowledge) -> None:
    assert read_fields(HEAD + body, knowledge, load_lexicon(knowledge, "en")) == expected


@pytest.mark.parametrize(("text", "name", "source", "target"), SENTENCES)
def test_event_of_a_sentence(text: str, name: str | None, source: list[str], target: list[str], knowledge: Knowledge) -> None:
    expected = {"type": name, "source": source, "target": target} if name else None
    assert read_event(text, knowledge, load_lexicon(knowledge, "en")) == expected


def test_the_word_table_is_sound() -> None:
    table = load_toml(Path(isaf.__file__).with_suffix(".toml"))
    assert set(table) == {"people", "clauses", "counts", "groups", "spelling", "patterns"}
    for words in (*table["patterns"].values(), *table["groups"].values()):
        assert all(re.compile(word) for word in words)


def test_words_of_acts_are_of_known_types() -> None:
    table = load_toml(Path(plover.__file__).with_suffix(".toml"))
    known = {"AGREE", "COERCE", "DEMAND", "DISAPPROVE", "INVESTIGATE", "PROTEST", "REJECT", "RETREAT", "SANCTION", "THREATEN"}
    assert set(table) == known | {"intent"}
    assert all(re.compile(word) for words in table.values() for word in words)


def test_scores() -> None:
    gold = {"type": "AID", "source": ["PER"], "target": []}
    assert score_event(gold, {"type": "AID", "source": ["PER"], "target": ["CHL"]})["dyad"] == 1.0
    assert score_event(gold, {"type": "AID", "source": ["CHL"], "target": []})["dyad"] == 0.0
    assert score_event(gold, None) == {"sentences": 1.0, "said": 0.0, "type": 0.0, "dyad": 0.0}
    tally = score_fields({"name": "1", "province": ["a;b"], "killed": 2}, {"province": ["a"], "killed": 2})
    assert tally == {"texts": 1.0, "province": 0.5, "killed": 1.0}
    assert english.ISAF.figures(tally, tally)["mean of fields"] == 0.75
