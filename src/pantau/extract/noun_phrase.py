"""Where a noun phrase opens: its articles and the words that describe its noun belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pantau.extract.patterns import Match
    from pantau.extract.story import Story
    from pantau.extract.view import Sentence
    from pantau.extract.words import Token


def opens_noun(story: Story, sentence: Sentence, first: int) -> int:
    """The first token of the noun phrase whose noun stands at `first`: its articles and the words that describe it belong to it."""
    words, tokens = story.lexicon.words, sentence.tokens
    inside = words["articles"] | words["describing"]
    while first > 0 and tokens[first - 1].lower in inside:
        first -= 1
    if first and tokens[first].lower not in words["articles"]:  # `in a separate but similar blast`
        run = range(first - 1, max(-1, first - _LONGEST_RUN), -1)
        opened = next((i for i in run if tokens[i].lower in words["single_articles"]), None)
        closed = (words["oblique"] | words["clause_openers"] | words["locatives"]) - words["turning"]
        if opened is not None and not any(t.is_capital or not t.is_word or t.lower in closed for t in tokens[opened:first]):
            return opened
        at, inside = first, words["joining_verbs"]
        while at > 1 and first - at < _LONGEST_RUN and tokens[at - 1].lower not in words["suffered"]:
            if not _only_describes(story, tokens[at - 1]) and tokens[at - 1].lower not in inside:
                break
            at -= 1
        if 0 < at < first and tokens[at - 1].lower in words["suffered"]:
            return at  # `during ongoing military operations`, `in political and ethnic conflict`
    return first


def _only_describes(story: Story, token: Token) -> bool:
    """Whether a word before a noun says of what kind it is, by its ending: `ongoing`, `renewed`, `sectarian`."""
    small = token.is_word and not token.is_capital and bool(story.lexicon.words["genitives"])
    return small and token.lower.endswith(("ing", "ed", "ent", "ous", "ive", "al", "an", "ic"))


_LONGEST_RUN = 5
"""Words between an article and its noun."""


def is_topic(story: Story, sentence: Sentence, match: Match) -> bool:
    """`perundingan pelucutan senjata`, `membahas pembebasan para nelayan`: a noun directly behind one of talks, or behind a verb of
    talking over, is what they are about."""
    if match.shape == "v" or match.tag.name == "CONSULT" or match.first == 0:
        return False
    words, tokens = story.lexicon.words, sentence.tokens
    opened = opens_noun(story, sentence, match.first)
    discussed = match.shape == "n" and opened > 0 and tokens[opened - 1].lower in words["discussing"]
    led = opened
    for owner in reversed([m for m in story.mentions(sentence) if m.names and m.last <= opened]):  # `the Israeli-Palestinian conflict`
        led = owner.first if owner.last in (led, led - (tokens[led - 1].text in "-–")) else led
    led = opens_noun(story, sentence, led) - 1
    talks = (m for m in sentence.layer("event") if m.tag.name == "CONSULT" and m.last in (led, led + 1) and m.shape != "b")
    discussed = discussed or (led > 0 and tokens[led].lower in words["topics"] and next(talks, None) is not None)
    return discussed or tokens[match.first - 1].lower in words["talks"]
