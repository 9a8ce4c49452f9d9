"""Whether the words of a message tell what its speaker does: `mengklaim telah menghancurkan …`, `NATO said its troops opened fire`."""

from __future__ import annotations

from collections.abc import Sequence

from pantau.extract.actors import plain
from pantau.extract.clauses import clause_of
from pantau.extract.event_sides import other_side
from pantau.extract.patterns import Match
from pantau.extract.said import NEUTRAL, Said
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.extract.words import Token
from pantau.model import Span

OF_OTHERS = ("criticise", "praise")
"""Stances towards what others do."""


def opens_message(story: Story, sentence: Sentence, match: Match, told: Said) -> bool:
    """`mengklaim telah menghancurkan …`: a message that begins with its verb tells what the speaker does; not `mengutuk …`, and not
    `serangan itu menghancurkan …`, where another subject opens it."""
    start = sentence.token_at(told.content.start)
    opening = story.lexicon.words["before_verb"] | story.lexicon.words["purpose"] | story.lexicon.words["negation"]
    led = all(t.lower in opening or not t.is_word for t in sentence.tokens[start : match.first])
    opener = sentence.tokens[start - 1].lower if start else ""
    noun = match.shape != "v" and match.tag.form in ("nouns", "reciprocal", "weak")
    named = noun and opener in story.lexicon.words["complement"]  # `memperingatkan bahwa aksi militer …`: nobody's here
    subject = noun and (told.trigger.start > told.content.start or _has_verb(story, sentence, match))
    return told.stance not in OF_OTHERS and start <= match.first and led and not named and not subject


def _has_verb(story: Story, sentence: Sentence, match: Match) -> bool:
    """`menyatakan serangan itu menewaskan tiga orang`: a noun that is the subject of what was told."""
    end = clause_of(story, sentence, match.first, match.last).last
    return any(m.shape == "v" and m.voice == "active" and match.last <= m.first < end for m in sentence.layer("event", "harm"))


def names_doer(told: Said, doer: Span | None) -> bool:
    """`NATO said its troops opened fire`: whether the words of the message name the doer."""
    return doer is not None and told.content.start <= doer.start < told.content.end


def boasted_by(
    story: Story, sentence: Sentence, match: Match, told: Said | None, befell: tuple[str, ...], by: Span | None
) -> tuple[str, ...]:
    """`Pakistan mengklaim lima jet India ditembak jatuh`, `Kyiv said 20 Russian tanks had been destroyed`, `Iran claimed its missiles
    hit an Israeli base`: who tells of his enemy's losses, by nobody named (`by`: who is), inflicted them."""
    code = told.actor.code if told is not None and told.stance in NEUTRAL else None
    named = by is not None and not any(t.lower in story.lexicon.words["weapons"] for t in _within(sentence, by))
    if code is None or named or match.tag.name not in ("ASSAULT", "COERCE") or match.tag.voice or len(befell) != 1:
        return ()
    before = sentence.tokens[max(0, match.first - _NEAR_WEAPON) : match.first]
    hits = match.voice == "active" and any(t.lower in story.lexicon.words["weapons"] for t in before)
    if match.shape != "v" or not (hits or match.voice == "passive"):
        return ()
    return (code,) if befell == other_side(story, (code,)) and plain(befell[0]) == befell[0] else ()


def _within(sentence: Sentence, span: Span) -> Sequence[Token]:
    """The tokens of a span."""
    return sentence.tokens[sentence.token_at(span.start) : sentence.token_at(span.end)]


_NEAR_WEAPON = 4
"""Words before a verb within which the weapon that is its subject stands."""
