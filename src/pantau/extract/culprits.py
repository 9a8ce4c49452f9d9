"""Who is said to have done a deed that is named by its noun: who owns up to it, and whom another holds responsible for it."""

from __future__ import annotations

from typing import NamedTuple

from pantau.extract.actors import plain
from pantau.extract.patterns import Match
from pantau.extract.said import NEUTRAL, Said
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.model import Span

NEAR = 6
"""How many tokens into a message the noun of the deed may begin: `for the latest in a series of attacks`."""
BLAMED_FOR = ("ASSAULT", "COERCE")


class Culprit(NamedTuple):
    """The party that is said to have done it, and where it is named."""

    code: str
    span: Span


def culprit_of(story: Story, sentence: Sentence, match: Match, told: Said | None) -> Culprit | None:
    """`The Taliban claimed responsibility for the attack`, `menyebut X sebagai pelaku serangan`, `X was blamed for the attack`."""
    if match.shape == "v" or match.tag.name not in BLAMED_FOR:
        return None
    if told is None:
        return _blamed(story, sentence, match, sentence.token_at(sentence.span.start))
    start = sentence.token_at(told.content.start)
    if told.trigger.start >= told.content.end and sentence.span.start <= told.content.start:
        return _blamed(story, sentence, match, start)  # `Hamas berada di balik serangan itu, kata Israel`
    if told.rule != "claim.preposed" or not sentence.span.start <= told.trigger.start < sentence.span.end:
        return None
    said = sentence.token_at(told.trigger.start)
    reach = 2 * NEAR if told.stance == "accuse" else NEAR
    if not 0 <= match.first - start <= reach:
        return None
    if told.stance == "accuse":
        return _blamed(story, sentence, match, said)
    owns = any(t.lower in story.lexicon.words["owning_up"] for t in sentence.tokens[said:start])
    owner = told.actor.code if told.stance in NEUTRAL and owns else None
    return Culprit(owner, told.speaker) if owner and told.speaker is not None else None


def _blamed(story: Story, sentence: Sentence, match: Match, first: int) -> Culprit | None:
    """The last party named before a word that holds somebody responsible, where that word leads to the noun."""
    tokens, words = sentence.tokens, story.lexicon.words
    near = range(match.first - 1, max(first, match.first - NEAR) - 1, -1)
    at = next((i for i in near if tokens[i].lower in words["owning_up"] | words["blamed"]), None)
    if at is None or any(t.text in ",.;" for t in tokens[at : match.first]):
        return None
    for mention in reversed(story.mentions(sentence)):
        code = story.actor(mention, sentence).code
        if first <= mention.first and mention.last <= at and at - mention.last <= NEAR and not mention.preposition:
            foe = code is not None and (code != plain(code) or code in story.armed or code in story.states)
            return Culprit(code, mention.span) if code is not None and foe else None
    return None
