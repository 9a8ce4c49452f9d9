"""Charges told in passing: `…, a charge Tehran denies`, `the attack, which the minister blamed on rebels`, `blamed on rebels by the
army`."""

from __future__ import annotations

from pantau.extract.mentions import Mention
from pantau.extract.reporting import Speech
from pantau.extract.said import Said, tight
from pantau.extract.voices import speaker_of
from pantau.model import Span

LONGEST_CHARGE = 9
"""Words between the comma before `a charge` and the verb that denies it."""


def charge_before(speech: Speech, at: int) -> int | None:
    """`…, a charge that Rwanda has dismissed`: the comma that ends what is charged, before a verb that turns it down."""
    tokens = speech.sentence.tokens
    for i in range(at - 1, max(0, at - LONGEST_CHARGE), -1):
        if tokens[i].text == ",":
            return i if any(t.lower in speech.words("charges") for t in tokens[i + 1 : i + 3]) else None
    return None


def names_blamed(speech: Speech) -> bool:
    """`blamed on`, `attributed to`: whether the words behind name who is said to have done it, and not who says so."""
    tokens, match = speech.sentence.tokens, speech.match
    return tokens[match.first].lower in speech.words("blamed") and tokens[match.last - 1].lower in speech.words("blamed_on")


def read_blamed(speech: Speech) -> Said | None:
    """`the attack, which the interior minister blamed on Islamists`: who blames stands before the verb, who is blamed behind it."""
    story, sentence, match = speech.story, speech.sentence, speech.match
    tokens, first = sentence.tokens, match.first
    blamed = next((m for m in story.mentions(sentence) if 0 <= m.first - match.last <= 1), None)
    if blamed is None:
        return None
    told = {t.lower for t in tokens[max(0, first - 2) : first]}
    passive = bool(told & speech.words("being"))
    who = _blamer_behind(speech, blamed) if passive else _blamer_before(speech)
    if who is None:
        return None
    content = tight(story, Span(tokens[0].start, tokens[blamed.last - 1].end))
    return speech.said(speaker_of(story, sentence, who), content, "claim.blamed", quoted=False, about=blamed)


def _blamer_behind(speech: Speech, blamed: Mention) -> Mention | None:
    """`was blamed on rebels by the army`: who blames behind the blamed."""
    agents = speech.words("by_agent")
    near = (m for m in speech.story.mentions(speech.sentence) if 0 <= m.first - blamed.last <= 2)
    return next((m for m in near if m.preposition in agents), None)


def _blamer_before(speech: Speech) -> Mention | None:
    """`officials blamed on`: who stands directly before the verb."""
    verb = speech.match.first
    while verb > 0 and speech.sentence.tokens[verb - 1].lower in speech.words("before_verb"):
        verb -= 1
    return next((m for m in speech.story.mentions(speech.sentence) if m.last == verb and not m.preposition), None)
