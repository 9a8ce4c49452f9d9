"""Paragraphs a page says twice."""

from __future__ import annotations

import re

_SAID = re.compile(r"[\W_]+")
_ENOUGH = 24  # letters and digits; shorter lines may well stand twice in an article


class Seen:
    """Remembers paragraphs by their letters and digits alone, so that quotes, case and blanks make no difference."""

    def __init__(self) -> None:
        self._keys: set[str] = set()

    def is_repeat(self, words: str) -> bool:
        """Whether these words were said before; short ones never count."""
        key = _key(words)
        return len(key) >= _ENOUGH and key in self._keys

    def add(self, words: str) -> None:
        """Remember words that were read."""
        self._keys.add(_key(words))


def _key(words: str) -> str:
    return _SAID.sub("", words.casefold())
