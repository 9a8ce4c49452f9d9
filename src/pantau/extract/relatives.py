"""Who acts in a relative clause, where its head does not: `tentara yang mereka culik`, `orang yang diduga pemberontak meledakkan …`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pantau.extract.adverbs import before_adverbs
from pantau.extract.asides import is_stop
from pantau.extract.groups import groups
from pantau.extract.mentions import Mention
from pantau.extract.noun_phrase import opens_noun
from pantau.extract.story import Story
from pantau.extract.view import Sentence

if TYPE_CHECKING:
    from pantau.extract.clauses import Clause


def own_subject(story: Story, sentence: Sentence, clause: Clause, first: int) -> tuple[Mention, ...]:
    """`tentara yang mereka culik`, `soldiers whom the rebels had seized`: who stands between the relative and its verb does it."""
    words = story.lexicon.words
    if not clause.relative or story.lexicon.patterns.morphology.shape(sentence.tokens[first].lower)[1] == "passive":
        return ()
    at = before_adverbs(words, sentence.tokens, first, clause.first)
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
    at = before_adverbs(words, tokens, first, clause.first)
    if not inside or inside[-1][-1].last != at or (clause.first > 1 and tokens[clause.first - 2].text == ","):
        return ()
    opened = opens_noun(story, sentence, inside[-1][0].first)
    return inside[-1] if opened > clause.first and tokens[opened - 1].text == "," and not inside[-1][0].preposition else ()


def made_to(story: Story, sentence: Sentence, first: int) -> range | None:
    """`invasi itu membuat negara-negara Barat menjatuhkan …`: the tokens between a verb that makes somebody act and his verb at token
    `first`, where verbs bear a prefix and need no purpose; None where nothing makes him."""
    words, tokens = story.lexicon.words, sentence.tokens
    end = before_adverbs(words, tokens, first)
    end -= end > 1 and tokens[end - 1].lower in words["purpose"]  # `memaksa Pakistan untuk menutup …`
    shape = story.lexicon.patterns.morphology.shape
    for at in range(end - 1, max(-1, end - _FAR_MADE), -1) if not words["genitives"] else ():
        if tokens[at].lower in words["causing"]:
            return range(at + 1, end) if at + 1 < end else None
        if not tokens[at].is_word or shape(tokens[at].lower)[0] == "v" or tokens[at].lower in words["clause_openers"]:
            return None
    return None


_FAR_MADE = 7
"""Words up to a verb, from what makes its subject act."""


def main_behind(story: Story, sentence: Sentence, at: int, first: int) -> int:
    """`Sejak Israel menyerang Iran, yang …, Iran menembakkan …`: the token at which the main clause opens, with its subject directly
    before the verb at token `first`, behind the relative clause that token `at` opens in the clause or phrase before; 0 elsewhere."""
    tokens, words = sentence.tokens, story.lexicon.words
    end = before_adverbs(words, tokens, first, at)
    subject = next((g for g in groups(story, sentence) if g[-1].last == end and g[0].first > at), ())
    if not subject or subject[0].preposition or tokens[at].lower in words["complement"]:
        return 0
    opened = opens_noun(story, sentence, subject[0].first)
    shape = story.lexicon.patterns.morphology.shape
    told = any(shape(t.lower)[0] == "v" or t.lower in words["being"] for t in tokens[at:opened])
    before = range(at - 2, -1, -1)
    led = next((i + 1 for i in before if is_stop(tokens, i) or tokens[i].text == "," or tokens[i].lower in words["complement"]), 0)
    beside = tokens[led].lower in words["clause_openers"] | words["oblique"] | words["locatives"]
    return opened if told and beside and tokens[opened - 1].text == "," else 0


_SCENE = 3
"""Tokens between a noun of a deed and the preposition of its place."""


def is_scene_of_deed(story: Story, sentence: Sentence, group: Sequence[Mention], first: int) -> bool:
    """`serangan di Kabul yang menewaskan sepuluh orang`, `the attack in Kabul that killed ten`: the deed killed, and not the place."""
    place = group[0].preposition in story.lexicon.words["scene"] and not any(m.roles or m.has_person for m in group)
    if not place or story.lexicon.patterns.morphology.shape(sentence.tokens[first].lower)[1] == "passive":
        return False
    at = group[0].first - 1
    return any(0 <= at - m.last <= _SCENE and m.shape != "v" and m.tag.name == "ASSAULT" for m in sentence.layer("event"))


def before_place(
    story: Story, sentence: Sentence, before: Sequence[tuple[Mention, ...]], head: tuple[Mention, ...], first: int
) -> tuple[Mention, ...]:
    """`a separatist group in the state of Assam which has killed …`, `kelompok separatis di Assam yang menewaskan …`: the people named
    before the place killed, and not the place."""
    words = story.lexicon.words
    if not head or head[0].roles or head[0].has_person or not head[0].preposition or not head[0].names:
        return ()
    places = words["scene"] | words["partitive"]
    kills = any(m.first == first and m.tag.name == "ASSAULT" for m in sentence.layer("event"))
    passive = story.lexicon.patterns.morphology.shape(sentence.tokens[first].lower)[1] == "passive"
    if not kills or passive or head[0].preposition not in places:
        return ()
    people = [g for g in before if g[-1].last <= head[0].first and g[0].roles]
    between = sentence.tokens[people[-1][-1].last : head[0].first] if people else []
    return people[-1] if between and len(between) <= _FAR_PLACE and all(t.is_word for t in between) else ()


_FAR_PLACE = 6
"""Words between people and the place they are in."""
