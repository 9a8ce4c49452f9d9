"""Where a noun phrase opens: its articles and the words that describe its noun belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
