"""Tokens with offsets.

Nothing is rewritten: words glued at lost links (`seranganIsraelyang`) are cut into several tokens in place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import NamedTuple

from pantau.model import Span

SOFT_HYPHEN = "\u00ad"
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-'’‘`\u00ad][^\W\d_]+)*|[^\w\s]|_", re.UNICODE)
_GLUED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
OPENERS, CLOSERS = "“„«", "”»"
QUOTES = '"' + OPENERS + CLOSERS


ARTICLED = re.compile(r"(?:al|el|ad|an|ar|as|at|az|ash|ul|ur|ed|er|es)-(?=[A-Z])")
"""The small article that opens many Arabic names: `al-Shemari` is a name like `Shemari`."""


SHORTEST_NAME = 5
"""Letters of a name below which another spelling is another name."""


def bare_name(word: str) -> str:
    """A name's word in small letters and without its article: `al-Shemari`, `Al-Shemari` and `Shemari` are one."""
    article = ARTICLED.match(word[:1].lower() + word[1:])
    return word[article.end() :].lower() if article else word.lower()


def find_name(known: Collection[str], word: str) -> str | None:
    """The known bare name that a word is, also where a letter inside it is left out, doubled or swapped: `Hasan`, `Hassan`."""
    bare = bare_name(word)
    if bare in known or len(bare) < SHORTEST_NAME:
        return bare if bare in known else None
    return next((name for name in known if len(name) >= SHORTEST_NAME and _is_misspelt(name, bare)), None)


def _is_misspelt(name: str, other: str) -> bool:
    """Whether two words differ by one letter inside, left out or added, or by two neighbours swapped."""
    if abs(len(name) - len(other)) > 1 or name[:2] != other[:2] or name[-1] != other[-1]:
        return False
    at = next((i for i, (a, b) in enumerate(zip(name, other, strict=False)) if a != b), 0)
    if len(name) == len(other):
        return name[at : at + 2] == other[at : at + 2][::-1] and name[at + 2 :] == other[at + 2 :]
    longer, shorter = (name, other) if len(name) > len(other) else (other, name)
    return longer[at + 1 :] == shorter[at:]


class Token(NamedTuple):
    """One word, number or sign: its place in the text, its lower-case form, and whether it is written large (`al-Arish` is)."""

    start: int
    end: int
    text: str
    lower: str
    is_capital: bool

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.text[:1].isalpha()


class Piece(NamedTuple):
    """One token's worth of a written word: how many characters it takes, its text, its lower-case form, whether it begins large."""

    length: int
    text: str
    lower: str
    is_capital: bool


Cut = Callable[[str], tuple[Piece, ...]]
"""Says of what tokens a written word is made."""


HOMOGRAPHS = frozenset({"WHO", "IS", "US"})
"""Bodies and states whose letters are a small word of English: written in capitals they are no `who`, `is` or `us`."""


def _piece(text: str, length: int = 0) -> Piece:
    lower = text if text in HOMOGRAPHS else text.lower()
    return Piece(length or len(text), text, lower, text[:1].isupper() or ARTICLED.match(text) is not None)


def cut_word(word: str, cut: Callable[[str], int]) -> tuple[Piece, ...]:
    """The tokens a written word is made of.

    `cut(word)` says after how many letters a word that glues two words is to be cut (0: it is one word; below 0: at its hyphen).
    """
    if SOFT_HYPHEN in word:  # hyphenation for the screen is no part of the word
        return (_piece(word.replace(SOFT_HYPHEN, ""), len(word)),)
    if len(word) < 4 or not word[0].isalpha() or len(word) > 60:
        return (_piece(word),)
    found = []
    for piece in _pieces(word, cut):
        while (n := cut(piece)) > 0:
            found.append(_piece(piece[:n]))
            piece = piece[n:]
        if piece:
            found.append(_piece(piece))
    return tuple(found)


def _pieces(word: str, cut: Callable[[str], int]) -> list[str]:
    """A word cut where cases change, and at the hyphen of a pair of names (`Iran-Israel`)."""
    pieces = _GLUED.split(word)
    hyphen = word.find("-")
    if len(pieces) == 1 and hyphen > 1 and word[:1].isupper() and cut(word) < 0:
        return [word[:hyphen], "-", word[hyphen + 1 :]]
    return pieces


def find_tokens(text: str, start: int, end: int, cut: Cut) -> list[Token]:
    """The tokens of `text[start:end]`."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        at = match.start()
        for length, piece, lower, is_capital in cut(match.group()):
            tokens.append(Token(at, at + length, piece, lower, is_capital))
            at += length
    return tokens
