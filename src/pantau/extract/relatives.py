"""Who acts in a relative clause, where its head does not: `tentara yang mereka culik`, `orang yang diduga pemberontak meledakkan …`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pantau.extract.groups import groups
from pantau.extract.mentions import Mention
from pantau.extract.noun_phrase import opens_noun
from pantau.extract.story import Story
from pantau.extract.view import Sentence

if TYPE_CHECKING:
    from pantau.extract.clauses import Clause


def own_subject(story: Story, sentence: Sentence, clause: Clause, first: int) -> tuple[Mention, ...]:
    """`tentara yang mereka culik`, `soldiers whom the rebels had seized`: who stands between the relative and its verb does it."""
    words, at = story.lexicon.words, first
    if not clause.relative or story.lexicon.patterns.morphology.shape(sentence.tokens[first].lower)[1] == "passive":
        return ()
    while at > clause.first and sentence.tokens[at - 1].lower in words["before_verb"]:
        at -= 1
    inner = next((g for g in groups(story, sentence) if g[-1].last == at and g[0].first >= clause.first), ())
    opens = bool(inner) and not inner[0].preposition and opens_noun(story, sentence, inner[0].first) == clause.first
    return inner if opens else ()


def held_to_be(
    story: Story, sentence: Sentence, clause: Clause, inside: Sequence[tuple[Mention, ...]]
) -> tuple[Mention, ...]:
    """`orang-orang yang diduga pemberontak meledakkan …`: what the subject is held to be tells who he is."""
    held = sentence.tokens[clause.first].lower in story.lexicon.words["held_to_be"]
    return inside[0] if held and inside and inside[0][0].first in (clause.first + 1, clause.first + 2) else ()


def after_relative(
    story: Story, sentence: Sentence, clause: Clause, inside: Sequence[tuple[Mention, ...]], first: int
) -> tuple[Mention, ...]:
    """`Dalam serangan di kota yang berdekatan, seorang pria membakar …`: behind the comma that ends a relative clause, which no comma
    opened, a new subject directly before its verb."""
    tokens, words = sentence.tokens, story.lexicon.words
    at = first
    while at > clause.first and tokens[at - 1].lower in words["before_verb"]:
        at -= 1
    if not inside or inside[-1][-1].last != at or (clause.first > 1 and tokens[clause.first - 2].text == ","):
        return ()
    opened = opens_noun(story, sentence, inside[-1][0].first)
    return inside[-1] if opened > clause.first and tokens[opened - 1].text == "," and not inside[-1][0].preposition else ()
