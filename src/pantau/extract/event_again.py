"""Whom `they` means in a second deed: those the deed told of just before befell."""

from __future__ import annotations

from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.model import Span

Codes = tuple[str, ...]


def turned_on(story: Story, sentence: Sentence, match: Match, span: Span | None, recipients: Codes) -> tuple[Codes, Codes] | None:
    """`Police shot two militants after they attacked officers`: behind what a state's force did to fighters, they did it first."""
    words = story.lexicon.words
    number, doers, done_to = story.befallen
    if match.tag.name != "ASSAULT" or number != sentence.number or not _is_they(story, span):
        return None
    at = sentence.token_at(span.start) if span else 0
    after = at > 0 and sentence.tokens[at - 1].lower in words["told_later"] | words["since"] | words["because"]
    fighters = bool(done_to) and all(c.endswith("_OPP") or c in story.armed for c in done_to)
    state = bool(doers) and all(c in story.states for c in doers)
    if not after or not fighters or not state or match.first <= at:
        return None
    return done_to, tuple(r for r in recipients if r not in done_to) or doers


def told_of(story: Story, sentence: Sentence, span: Span | None, recipients: Codes) -> Codes:
    """`Pemberontak membebaskan dua pekerja bantuan. Mereka diculik bulan lalu`: they who suffer are those told of, not who did it."""
    number, doers, done_to = story.befallen
    if not _is_they(story, span):
        return ()
    people = bool(done_to) and all(c.endswith("_CIV") for c in done_to)
    return done_to if people and 0 <= sentence.number - number <= 1 and set(recipients) <= set(doers) else ()


def _is_they(story: Story, span: Span | None) -> bool:
    return span is not None and span.of(story.view.text).lower() in story.lexicon.words["pronouns_third_plural"]
