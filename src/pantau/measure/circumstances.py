"""Where, when and on which occasion somebody spoke, told directly behind the speaker: `…, dalam jumpa pers di Bandung, Senin (4/5)`."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.extract.words import Token
from pantau.measure.introductions import Titles
from pantau.measure.span_scores import Marked

LONGEST = 30
"""Tokens an occasion may have."""


def find_circumstances(story: Story, titles: Titles, sentence: Sentence, at: int) -> Iterator[Marked]:
    """The occasions, places and days in the phrases that stand from token `at` on without a break."""
    tokens = sentence.tokens
    days = {tokens_at: day for day in story.dates(sentence) if (tokens_at := sentence.token_at(day.span.start)) < len(tokens)}
    while at < len(tokens):
        if tokens[at].text == ",":
            at += 1
        elif at in days:
            end = max(at + 1, sentence.token_at(days[at].span.end))
            dated = _bracket_end(tokens, end)
            if _bracket_end(tokens, at + 1) == end or dated > end:  # a day without its date is no DATETIME of this set
                yield (*sentence.span_of(at, dated), "DATETIME", None)
            at = dated
        elif tokens[at].lower in story.lexicon.words["day_words"] and at + 1 in days:
            at += 1
        elif _is_place(story, tokens, at):
            end = _place_end(titles, tokens, at + 1, days)
            yield (*sentence.span_of(at + 1, end), "LOCATION", None)
            at = end
        elif titles.length("occasions", tokens, at):
            end = _occasion_end(story, sentence, at, days)
            yield (*sentence.span_of(at, end), "EVENT", None)
            at = end
        else:
            return


def _bracket_end(tokens: Sequence[Token], at: int) -> int:
    """Behind the numbers in brackets that begin at a token: `(13 / 4 / 2020)`; the token itself where none do."""
    if at >= len(tokens) or tokens[at].text != "(":
        return at
    end = at + 1
    while end < len(tokens) and (tokens[end].text.isdigit() or tokens[end].text in "/-."):
        end += 1
    return end + 1 if end < len(tokens) and tokens[end].text == ")" and end > at + 3 else at


def _is_place(story: Story, tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].lower in story.lexicon.words["locatives"] and at + 1 < len(tokens) and tokens[at + 1].is_capital


def _place_end(titles: Titles, tokens: Sequence[Token], at: int, days: Container[int]) -> int:
    """Behind a place's capitalised words, with the larger places that its commas add."""
    end = at
    while end < len(tokens):
        token = tokens[end]
        added = token.text == "," and end + 1 < len(tokens) and tokens[end + 1].is_capital and end + 1 not in days
        closes = token.lower in titles.words["closers"]
        if not (added or (token.is_word and token.is_capital and not closes)):
            break
        if added and (titles.office(tokens, end + 1) or tokens[end + 1].lower in titles.words["closers"]):
            break
        end += 1
    return end


def _occasion_end(story: Story, sentence: Sentence, at: int, days: Container[int]) -> int:
    """Up to the comma, the day, the place or the reporting verb that follows."""
    tokens = sentence.tokens
    verbs = {m.first for m in sentence.layer("speech") if m.tag.form == "verbs" and m.tag.name != "none"}
    for end in range(at + 1, min(at + LONGEST, len(tokens))):
        words = story.lexicon.words
        leads = tokens[end].lower in words["before_verb"] | words["demonstratives"] and end + 1 in verbs
        dated = end in days or (tokens[end].lower in words["day_words"] and end + 1 in days)
        stops = tokens[end].text in ",." or (end in verbs and end > at + 1) or dated or leads
        if stops or (_is_place(story, tokens, end)):
            return end
    return min(at + LONGEST, len(tokens))
