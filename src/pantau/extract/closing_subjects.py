"""Where the subject before a closing verb begins: back over its owner, its title, the paper it issued, the body it is of."""

from __future__ import annotations

from pantau.extract.mentions import Mention
from pantau.extract.reporting import CLOSED, Speech

LONGEST_OWNER, LONGEST_BODY = 5, 9
"""Words of what may own or describe a subject; of a member and the body he is of."""


def past_owner(speech: Speech, start: int) -> int:
    """`, the kidnappers' spokesman said`, `, Ondo state governor Ali Hasan said`: back over an owner, a place and what describes the
    subject, up to the comma of the message."""
    tokens, words = speech.sentence.tokens, speech.words
    at = start
    while at > 0 and start - at < LONGEST_OWNER and tokens[at - 1].text not in CLOSED:
        word = tokens[at - 1]
        if word.lower in words("oblique") | words("coordinators") | words("before_verb") | words("relays"):
            return start
        if not (word.is_word or word.text in "'’-" or word.lower in words("genitives")):
            return start
        at -= 1
    if at == 0 or tokens[at - 1].text not in CLOSED:
        return start
    return at if tokens[at].is_capital or any(t.lower in words("genitives") for t in tokens[at:start]) else start


def past_title(speech: Speech, head: Mention, start: int) -> int:
    """`, the official Saba news agency said`: back over the name and the words that describe a medium."""
    tokens, words, at = speech.sentence.tokens, speech.words, start
    while at > 0 and start - at < LONGEST_OWNER and (tokens[at - 1].is_capital or tokens[at - 1].lower in words("official_media")):
        at -= 1
    at -= at > 0 and tokens[at - 1].lower in words("determiners")
    return at if "media" in head.roles and at > 0 and tokens[at - 1].text in CLOSED else start


def past_bearer(speech: Speech, start: int) -> int:
    """`a statement by the opposition said`, `Saba quoted an official as saying`: where the words begin that tell what the subject
    issued, or that name who quotes him."""
    tokens = speech.sentence.tokens
    links = speech.words("from_agent") | speech.words("owning")
    at = start
    while at > 0 and tokens[at - 1].lower in speech.words("determiners"):
        at -= 1
    if at > 1 and tokens[at - 1].lower in speech.words("relays"):
        return next((i + 1 for i in range(at - 2, max(0, at - 8), -1) if tokens[i].text in CLOSED), start)
    issued = at > 1 and tokens[at - 1].lower in links and tokens[at - 2].lower in speech.words("statements")
    return at - 2 if issued else start


def past_member(speech: Speech, start: int) -> int:
    """`, a member of Sadr's office said`: back over the owner of a body and a noun of its people, up to the comma of the message."""
    tokens, at, words = speech.sentence.tokens, start, speech.words
    small = words("genitives") | words("partitive") | words("determiners") | words("people_of") | words("serving")
    while at > 0 and start - at < LONGEST_BODY and (tokens[at - 1].is_capital or tokens[at - 1].lower in small):
        at -= 1
    held = any(t.lower in words("people_of") for t in tokens[at:start])
    return at if held and at > 0 and tokens[at - 1].text in CLOSED else start
