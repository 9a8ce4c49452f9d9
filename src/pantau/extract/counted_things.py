"""People told otherwise than by a noun behind their number: a toll set at a figure, a thing that a noun of people describes."""

from __future__ import annotations

from pantau.extract.numbers import NumberMention
from pantau.extract.story import Story
from pantau.extract.view import Sentence


def is_put_at(story: Story, sentence: Sentence, first: int) -> bool:
    """`put the death toll from the strike at 17`: a verb that sets a toll, and the figure behind its preposition."""
    words, tokens = story.lexicon.words, sentence.tokens
    if not first or tokens[first - 1].lower not in words["set_at"]:
        return False
    return any(t.lower in words["setting"] for t in tokens[max(0, first - _FAR_SET) : first - 1])


_FAR_SET = 18
"""Words between a verb that sets a toll and its figure."""


def describes_thing(story: Story, sentence: Sentence, at: int, number: NumberMention) -> bool:
    """`30 police posts`, `a passenger jet`: a noun of people that stands before a thing of the figure's own number describes it, where
    describing words stand before their noun."""
    tokens, first = sentence.tokens, sentence.token_at(number.whole.start)
    thing = next((m for m in sentence.layer("victim") if m.first == at and m.tag.name == "not_victims"), None)
    if thing is None or at <= first + 1 or not story.lexicon.words["genitives"]:
        return False
    many, described = tokens[thing.last - 1].lower.endswith("s"), tokens[at - 1].lower
    return many == (number.low != 1) and not described.endswith(("s", "men", "people", "children"))
