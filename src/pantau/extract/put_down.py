"""Protests that are put down: the noun of a protest that only says what a use of force was done to."""

from __future__ import annotations

from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.view import Sentence


def puts_down(story: Story, sentence: Sentence, match: Match) -> Match | None:
    """`penindasan terhadap unjuk rasa`, `the crackdown on protests`, `menembaki unjuk rasa`: the noun of the protest that a use of
    force puts down; None for others."""
    if match.tag.name not in ("ASSAULT", "COERCE"):
        return None
    words, tokens = story.lexicon.words, sentence.tokens
    for other in sentence.layer("event"):
        if other.tag.name == "PROTEST" and other.shape != "v" and 0 <= other.first - match.last <= _FAR_PUT_DOWN:
            between = tokens[match.last : other.first]
            aimed = words["opponent"] | words["partitive"]
            small = words["articles"] | words["describing"]
            led = all(t.lower in small for t in between) or between[0].lower in aimed or tokens[match.last - 1].lower in aimed
            parts = words["clause_openers"] | words["coordinators"] | words["heads_relative"] | words["causing"]
            shape = story.lexicon.patterns.morphology.shape
            apart = any(t.text in ",.;:" or t.is_capital or t.lower in parts or shape(t.lower)[0] == "v" for t in between)
            return other if led and not apart else None
    return None


_FAR_PUT_DOWN = 4
"""Words between a noun of force and that of the protest it puts down."""


def is_put_down(story: Story, sentence: Sentence, match: Match) -> bool:
    """Whether a noun of a protest only says what a noun of force put down."""
    if match.tag.name != "PROTEST" or match.shape == "v":
        return False
    before = (m for m in sentence.layer("event") if m.last <= match.first and m.shape != "v")
    return any(puts_down(story, sentence, m) == match for m in before)
