"""Names that somebody gives: `Hamas was branded a terrorist group by Canada`, `dicap sebagai ancaman oleh Pentagon`."""

from __future__ import annotations

from pantau.extract.actors import plain
from pantau.extract.clauses import clause_of, subject_of
from pantau.extract.reporting import Speech
from pantau.extract.said import Said, tight
from pantau.extract.voices import speaker_of
from pantau.model import Span

LONGEST_NAME = 12
"""Words of what somebody is called, up to who calls him so."""


def names_somebody(speech: Speech) -> bool:
    """Whether the words are a passive of calling: `is branded`, `dicap`."""
    return speech.sentence.tokens[speech.match.last - 1].lower in speech.words("naming")


def read_naming(speech: Speech) -> Said | None:
    """`is branded the most dangerous element in Iraq by the Pentagon`: who calls somebody so stands behind what he is called, and where
    verbs bear a prefix directly behind the verb (`disebut AS sebagai …`); the subject is whom it is about."""
    story, sentence, last = speech.story, speech.sentence, speech.match.last
    tokens, words = sentence.tokens, story.lexicon.words
    agents = words["by_agent"]
    near = [m for m in story.mentions(sentence) if last <= m.first <= last + LONGEST_NAME]
    behind = next((m for m in near if m.preposition in agents), None)
    if behind is not None:
        opened = next(i for i in range(behind.first - 1, last - 1, -1) if tokens[i].lower in agents)
        first, end = last, opened
    else:
        behind = next((m for m in near if m.first == last and not words["genitives"]), None)
        if behind is None or behind.last >= len(tokens) or tokens[behind.last].lower not in words["as_what"]:
            return None
        clause = clause_of(story, sentence, behind.last, behind.last + 1)
        first, end = behind.last, clause.last
    first += first < end and tokens[first].lower in words["as_what"]
    if first >= end or any(t.text in ",;:" for t in tokens[first:end]):
        return None
    content = tight(story, Span(tokens[first].start, tokens[end - 1].end))
    who = speaker_of(story, sentence, behind)
    clause = clause_of(story, sentence, speech.match.first, last)
    about = [story.actor(m, sentence).code for m in subject_of(story, sentence, clause, speech.match.first)]
    targets = tuple(c for c in about if c and plain(c) != plain(who[1].code))[:1]
    terror = any(t.lower in words["terror"] for t in tokens[first:end])
    stance = "accuse" if terror else speech.match.tag.name
    return Said(sentence, speech.trigger, *who, stance, content, targets, "claim.passive", False) if who[1].code else None
