"""Adverbs between a subject and its verb: `tentara secara diam-diam memasuki kota`, `had unilaterally withdrawn`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pantau.extract.words import Token

_SHORTEST = 5
"""Letters of the shortest adverb known by its ending."""


def before_adverbs(words: Mapping[str, frozenset[str]], tokens: Sequence[Token], at: int, low: int = 0) -> int:
    """`tentara | telah secara diam-diam memasuki`: the token behind which, from token `low` on, only adverbs lead to token `at`."""
    while at > low:
        if _is_adverb(words, tokens[at - 1]):
            at -= 1
        elif at - 1 > low and tokens[at - 2].lower in words["adverb_openers"] and tokens[at - 1].is_word:
            at -= 2
        else:
            break
    return at


def past_adverbs(words: Mapping[str, frozenset[str]], tokens: Sequence[Token], at: int, end: int) -> int:
    """`Presiden | secara sepihak menarik`: the token before `end` at which the adverbs from token `at` on have ended."""
    while at < end:
        if _is_adverb(words, tokens[at]):
            at += 1
        elif at + 1 < end and tokens[at].lower in words["adverb_openers"] and tokens[at + 1].is_word:
            at += 2
        else:
            break
    return at


def _is_adverb(words: Mapping[str, frozenset[str]], token: Token) -> bool:
    if token.lower in words["before_verb"]:
        return True
    small = token.is_word and not token.is_capital and len(token.text) >= _SHORTEST
    return small and any(token.lower.endswith(ending) for ending in words["manner_endings"])
