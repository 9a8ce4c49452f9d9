"""What stands behind a message in its sentence and is none of it: who handed it on, what another says of it, what is set against it."""

from __future__ import annotations

from pantau.extract.reporting import Speech, tells_how
from pantau.extract.said import NEUTRAL
from pantau.extract.unsaid import is_participle

OF_DEEDS = ("criticise", "praise", "reject", "accuse", "deny")
"""Stances whose message is what somebody else has done."""
SHORTEST = 2
"""Words of a message before which nothing stands behind it."""


def message_end(speech: Speech, start: int) -> int:
    """The token before which the message that begins at token `start` ends."""
    tokens = speech.sentence.tokens
    tests = (_is_handed_on, _is_charged, _is_conceded, _is_meanwhile)
    for i in range(start + SHORTEST, len(tokens) - 1):
        if any(test(speech, i) for test in tests) or _is_turned(speech, start, i) or _is_another_told(speech, start, i):
            return i
    return len(tokens)


def _is_handed_on(speech: Speech, at: int) -> bool:
    """`seperti dikutip dari AFP`, `, dilansir Reuters`, `as reported by Tass`."""
    tokens, words = speech.sentence.tokens, speech.words
    if tokens[at].lower in words("handed_on"):
        return any(t.lower in words("relays") for t in tokens[at + 1 : at + 3])
    if tokens[at].text == "," and tokens[at + 1].lower in words("thus"):  # `…, demikian isi pernyataan istana`
        return any(t.lower in words("statements") | words("relays") for t in tokens[at + 2 : at + 5])
    spoken = any(m.first == at + 1 and m.tag.name != "none" for m in speech.sentence.layer("speech"))
    return tokens[at].text == "," and bool(words("handed_on_bare") & {tokens[at + 1].lower}) and not spoken


def _is_charged(speech: Speech, at: int) -> bool:
    """`, a charge that Tehran denies`, `, tuduhan yang dibantah Hamas`."""
    tokens, words = speech.sentence.tokens, speech.words
    if tokens[at].text not in ",-–—" or at + 2 >= len(tokens):
        return False
    first, second = tokens[at + 1].lower, tokens[at + 2].lower
    if first in words("single_articles") | words("defining"):
        return second in words("charges") - words("heads_relative")
    return not words("single_articles") and first in words("charges") and second in words("heads_relative")


def _is_conceded(speech: Speech, at: int) -> bool:
    """`, kendati Islamabad membantahnya`, `, although no evidence was given`."""
    tokens = speech.sentence.tokens
    return tokens[at].text == "," and tokens[at + 1].lower in speech.words("conceding")


def _is_meanwhile(speech: Speech, at: int) -> bool:
    """`, as fighting raged in the city`: what went on meanwhile, told by the page."""
    tokens, words = speech.sentence.tokens, speech.words
    if tokens[at].text != "," or tokens[at + 1].lower not in words("meanwhile") or at + 3 >= len(tokens):
        return False
    if tokens[at + 2].lower in words("single_articles") or tokens[at + 2].lower in words("meanwhile"):
        return False
    near = [t.lower for t in tokens[at + 3 : at + 8]]
    shape = speech.story.lexicon.patterns.morphology.shape
    return any(word in words("being") or shape(word)[0] == "v" for word in near)


def _is_another_told(speech: Speech, start: int, at: int) -> bool:
    """`called on both sides to stop, while Egypt sent aid`, `mengumumkan kehilangan tentaranya, sementara Kongo memutuskan …`: behind
    what is asked or judged, and behind a message that is a noun alone, the page tells what another does."""
    tokens = speech.sentence.tokens
    if tokens[at].text != "," or tokens[at + 1].lower not in speech.words("turning"):
        return False
    other = next((m for m in speech.story.mentions(speech.sentence) if m.first == at + 2), None)
    if other is None:
        return False
    judged = speech.match.tag.name not in NEUTRAL and not other.is_pronoun
    return judged or not (other.preposition or _is_clause(speech, start, at))


def _is_clause(speech: Speech, start: int, end: int) -> bool:
    """Whether a verb stands among the tokens [start, end)."""
    shape, words = speech.story.lexicon.patterns.morphology.shape, speech.words
    helping = words("before_verb") | words("complement") | words("urging")
    return any(t.lower in helping or shape(t.lower)[0] == "v" for t in speech.sentence.tokens[start:end])


def _is_turned(speech: Speech, start: int, at: int) -> bool:
    """`objected to the plan, but later relaxed its stance`, `condemned the raid and summoned the envoy`: a verb without a subject
    behind `but`, a deed behind `and` go on for the speaker, where a noun alone is what was turned down or asked for."""
    tokens, words = speech.sentence.tokens, speech.words
    at += tokens[at].text == ","
    joins = tokens[at].lower in words("joining_verbs")
    if speech.match.tag.name in NEUTRAL or not (joins or tokens[at].lower in words("turning")):
        return False
    verb = at + 1
    small = speech.story.lexicon.words
    while verb < len(tokens) - 1 and (tokens[verb].lower in small["before_verb"] or tells_how(small, tokens[verb].lower)):
        verb += 1
    if _is_clause(speech, start, at) or (joins and not _is_deed(speech, verb)):
        return False
    return speech.story.lexicon.patterns.morphology.shape(tokens[verb].lower)[0] == "v"


def _is_deed(speech: Speech, at: int) -> bool:
    """Whether an active verb of a deed stands at a token, or any verb behind what is only judged; no participle and no noun."""
    tokens, words = speech.sentence.tokens, speech.words
    owns = at + 1 < len(tokens) and tokens[at + 1].lower in words("partitive")  # `the arrest and return of refugees`
    if is_participle(speech, at) or owns:
        return False
    deeds = (m for m in speech.sentence.layer("event") if m.first == at)
    return speech.match.tag.name in OF_DEEDS or any(m.shape == "v" and m.voice == "active" for m in deeds)
