"""Tokens with offsets.

Nothing is rewritten: words glued at lost links (`seranganIsraelyang`) are cut into several tokens in place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from pantau.model import Span

SOFT_HYPHEN = "\u00ad"
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-'’‘`\u00ad][^\W\d_]+)*|[^\w\s]|_", re.UNICODE)
_GLUED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
OPENERS, CLOSERS = "“„«", "”»"
QUOTES = '"' + OPENERS + CLOSERS


class Token(NamedTuple):
    """One word, number or sign: its place in the text and its lower-case form."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    @property
    def is_capital(self) -> bool:
        """Whether its first letter is upper case."""
        return self.text[:1].isupper()

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.text[:1].isalpha()


def _pieces(word: str, cut: Callable[[str], int]) -> list[str]:
    """A word cut where cases change, and at the hyphen of a pair of names (`Iran-Israel`)."""
    pieces = _GLUED.split(word)
    hyphen = word.find("-")
    if len(pieces) == 1 and hyphen > 1 and word[:1].isupper() and cut(word) < 0:
        return [word[:hyphen], "-", word[hyphen + 1 :]]
    return pieces


def find_tokens(text: str, start: int, end: int, cut: Callable[[str], int]) -> list[Token]:
    """The tokens of `text[start:end]`.

    `cut(word)` says after how many letters a word that glues two words is to be cut (0: it is one word; below 0: at its hyphen).
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        if SOFT_HYPHEN in word:  # hyphenation for the screen is no part of the word
            plain = word.replace(SOFT_HYPHEN, "")
            tokens.append(Token(match.start(), match.end(), plain, plain.lower()))
            continue
        if len(word) < 4 or not word[0].isalpha() or len(word) > 60:
            tokens.append(Token(match.start(), match.end(), word, word.lower()))
            continue
        at = match.start()
        for piece in _pieces(word, cut):
            while (n := cut(piece)) > 0:
                tokens.append(Token(at, at + n, piece[:n], piece[:n].lower()))
                at, piece = at + n, piece[n:]
            if piece:
                tokens.append(Token(at, at + len(piece), piece, piece.lower()))
                at += len(piece)
    return tokens
