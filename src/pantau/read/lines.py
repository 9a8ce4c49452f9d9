"""The lines of a page as the readers see them: where each stands, and what its form alone tells."""

from __future__ import annotations

import re
from collections.abc import Collection
from re import Pattern
from typing import NamedTuple

from pantau.model.span import Span

_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_AFTER_STOP = "\"'”’»)]}*_ \u00a0\\"
_SIGNED = re.compile(r"(?<=[.!?\"”'’])\s*[(\[][^()\[\]\d\n]{1,60}[)\]]\s*$")
_STOPS = ".!?…:;"


class Line(NamedTuple):
    """A line with something on it: its span without surrounding blanks, its words, and whether an empty line stands before it."""

    span: Span
    words: str
    gap: bool


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that hold more than blanks; CR, LF and CRLF all end one."""
    lines: list[Line] = []
    ended = 0
    for match in _LINE.finditer(text):
        words = match.group().strip()
        if not words:
            continue
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        gap = bool(lines) and _breaks(text, ended, start) > 1
        lines.append(Line(Span(start, start + len(words)), words, gap))
        ended = start + len(words)
    return lines


def _breaks(text: str, start: int, end: int) -> int:
    between = text[start:end]
    return max(between.count("\n"), between.count("\r"))


def tail(words: str) -> str:
    """The end of a line without closing quotes, brackets and marks."""
    return words[-40:].rstrip(_AFTER_STOP)


def core(words: str, pointer: Pattern[str]) -> str:
    """The words of a paragraph without a signature or a pointer to another article at its end: how it closes shows only then."""
    signed = _SIGNED.search(words[-80:])
    if signed:
        words = words[: len(words) - len(signed.group())]
    pointed = next((m for m in pointer.finditer(words) if len(words) - m.end() <= 200), None)
    if pointed and pointed.start() > 20 and "." not in words[pointed.end() : -1]:
        words = words[: pointed.start()]
    return words.rstrip()


def is_closed(words: str) -> bool:
    """Whether a line ends as a sentence does."""
    return tail(words)[-1:] in _STOPS and bool(tail(words))


def is_cut(words: str) -> bool:
    """Whether a line breaks off in dots, as teasers do."""
    return tail(words).endswith(("…", "..."))


def begins_small(words: str) -> bool:
    """Whether a line goes on in the middle of a sentence: a small letter, a comma, a closing bracket, a dash."""
    return words.lstrip("\"“‘'")[:1].islower() or words[:1] in ",.;)–—-/" or words[:2] in ("”,", '",')


def count_words(words: str) -> int:
    """How many words a line has."""
    return len(words.split())


def capital_share(words: str, small: Collection[str]) -> float:
    """The share of capitalised words among those a headline would capitalise."""
    found = [w for w in _WORD.findall(words[:400]) if w.casefold() not in small and not w.isdigit()]
    return sum(not w[0].islower() for w in found) / len(found) if found else 1.0


def is_headline(words: str, small: Collection[str]) -> bool:
    """Whether a line looks like a title rather than a paragraph: not closed by a full stop, short, most words with capitals."""
    n = count_words(words)
    if n > 26 or len(words) > 190:
        return False
    last = tail(words)[-1:]
    if last == "." and not is_cut(words):
        return n <= 14 and capital_share(words, small) >= 0.9
    if last in _STOPS and not is_cut(words):
        return capital_share(words, small) >= 0.7
    return capital_share(words, small) >= 0.6 or len(words) <= 110
