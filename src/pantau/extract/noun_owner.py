"""Whose a noun of a deed is, where owners stand before it: `Russia's invasion`, `a Ukrainian drone attack`, `Israel's 34-day war`."""

from __future__ import annotations

from collections.abc import Sequence

from pantau.extract.groups import groups
from pantau.extract.mentions import Mention
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.extract.words import Token

_LONGEST = 6
"""Words between an owner and what is his."""


def _is_owned(words: dict[str, frozenset[str]], between: Sequence[Token]) -> bool:
    """`Israel's 34-day war`, `Russia's full-scale invasion`: an owner and words that describe what is his."""
    if not 1 < len(between) <= _LONGEST or between[0].lower not in words["genitives"]:
        return False
    closed = words["oblique"] | words["coordinators"] | words["clause_openers"]
    return all(t.text in "-–" or (t.lower not in closed and not t.is_capital and t.text not in ",.;:()") for t in between[1:])


def owner_before(story: Story, sentence: Sentence, match: Match) -> Sequence[Mention]:
    """`Russia's invasion`, `a Ukrainian drone attack`: where owners stand before their noun, the mention that ends at it."""
    words, tokens = story.lexicon.words, sentence.tokens
    if not words["genitives"]:
        return ()
    inside = words["genitives"] | words["describing"] | words["leading"] | {"-", "–"}  # `the US-led invasion`
    if visit := visit_before(story, sentence, match):
        return visit[:1]
    for mention in story.mentions(sentence):
        between = tokens[mention.last : match.first]
        reaches = mention.last <= match.first and (all(t.lower in inside for t in between) or _is_owned(words, between))
        if mention.first < match.first and (reaches or match.first < mention.last <= match.last) and mention.names:
            return next((g for g in groups(story, sentence) if g[-1] == mention), (mention,))  # `a US and EU-led boycott`
    return ()


def visit_before(story: Story, sentence: Sentence, match: Match) -> Sequence[Mention]:
    """`Merkel's US visit`: the guest and the land directly before the noun of a visit; nothing elsewhere."""
    ends = {m.last: m for m in story.mentions(sentence)}
    land = ends.get(match.first) if match.tag.name == "CONSULT" and match.tag.form in ("nouns", "verbs") else None
    if land is None or land.roles or not land.names or land.first == 0:
        return ()
    owned = sentence.tokens[land.first - 1].lower in story.lexicon.words["genitives"]
    guest = ends.get(land.first) or (ends.get(land.first - 1) if owned else None)
    return (guest, land) if guest is not None else ()
