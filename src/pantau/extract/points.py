"""Points that end no sentence: behind initials (`R.K. Sharma`) and titles cut short (`Gen. Pervez Musharraf`)."""

from __future__ import annotations

from collections.abc import Sequence

from pantau.extract.patterns import Match
from pantau.extract.words import Token


def past_initials(tokens: Sequence[Token], at: int) -> int:
    """The first token behind the initials that begin at token `at`; `at` itself where none stands there."""
    end = at
    while end + 1 < len(tokens) and _is_initial(tokens[end]) and _is_point(tokens, end + 1):
        end += 2
    last = end > at and end + 1 < len(tokens) and _is_initial(tokens[end]) and tokens[end + 1].is_capital
    return end + last  # `D.K.P Dassanayake`


def cuts_short(tokens: Sequence[Token], title: Match) -> bool:
    """`Gen. Pervez Musharraf`, `Lt. Gen. Odierno`: whether a point that only cuts a title short stands between it and a name."""
    last = title.last
    if title.tag.name != "titles" or last + 1 >= len(tokens) or not _is_point(tokens, last):
        return False
    return tokens[last + 1].is_capital and tokens[last + 1].is_word


def _is_initial(token: Token) -> bool:
    return len(token.text) == 1 and token.text.isalpha() and token.is_capital


def _is_point(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].text == "." and tokens[at].start == tokens[at - 1].end
