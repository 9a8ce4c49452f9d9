"""What stands inside a paragraph without belonging to it: pointers to other articles, embeds, glued heads, signatures."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from pantau.model.span import Span
from pantau.read.lines import capital_share, count_words
from pantau.read.vocabulary import PageWords

_SIGNATURE = re.compile(r"(?<=[.!?\"”'’])\s*[(\[](?P<name>[^\W\d_][^\d()\[\]\n]{0,58})[)\]]\s*$")
_TOKEN = re.compile(r"\S+")
_GLUED_HEAD = re.compile(r"(?<=[a-z?!])(?=[A-Z][a-z]+\s+[a-z(])")


class Cut(NamedTuple):
    """A stretch inside a body line that is not the article, and why."""

    span: Span
    reason: str


def find_cuts(text: str, line: Span, words: PageWords, *, closing: bool) -> list[Cut]:
    """What stands inside a body line without belonging to it: "(Baca juga: …)", embeds, glued heads, the closing signature."""
    cuts = [Cut(Span(m.start(), m.end()), "teaser") for m in words.embed.finditer(text, line.start, line.end)]
    cuts += [Cut(Span(m.start(), m.end()), "teaser") for m in words.bracket.finditer(text, line.start, line.end)]
    cuts.sort()
    bracketed, free = deque(cut.span for cut in cuts), line.start
    for match in words.pointer.finditer(text, line.start, line.end):
        while bracketed and bracketed[0].end <= match.start():
            bracketed.popleft()
        if match.start() >= free and not (bracketed and bracketed[0].start <= match.start()):
            free = _title_end(text, match.end(), line.end, words)
            cuts.append(Cut(Span(match.start(), free), "teaser"))
    glued = _glued_head(text, line, words)
    if glued:
        cuts.append(Cut(glued, "subheading"))
    if closing:
        signature = _SIGNATURE.search(text, max(line.start, line.end - 80), line.end)
        if signature and _is_signature(signature["name"]):
            cuts.append(Cut(Span(_skip(text, signature.start(), line.end), line.end), "author"))
    return sorted(cuts)


def _skip(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _is_signature(name: str) -> bool:
    """Whether the words in closing brackets are initials or an author with a house: "ber", "afp/xyz", "N.N./Outlet.com"."""
    return "/" in name or (name.islower() and count_words(name) == 1 and len(name) <= 6)


def _title_end(text: str, at: int, end: int, words: PageWords) -> int:
    """Where the title of another article that stands inside a paragraph ends: before the sentence whose second word is small.

    Title words have capitals but for the short ones, so the first small word that is not one of these stands in the next sentence.
    """
    starts: list[int] = []
    for token in _TOKEN.finditer(text, at, end):
        word = token.group().strip("\"'“”‘’(),.:;!?")
        if word[:1].islower() and word not in words.small and not word[:1].isdigit():
            return _sentence_start(text, starts, end)
        starts.append(token.start())
        if len(starts) > 40:
            break
    return end


def _sentence_start(text: str, starts: list[int], end: int) -> int:
    """The start of the sentence that reaches its first small word after the tokens at `starts`."""
    back = len(starts) - 1
    while back > 0 and not text[starts[back]].isupper() and text[starts[back]] not in "\"'“‘(":
        back -= 1
    first = text[starts[back] : starts[back] + 40].split(None, 1)[0] if starts else ""
    if back > 3 and first.isupper() and len(first) > 1:
        back -= 1  # "Pembagian IUP tambang": an acronym seldom opens a sentence
    return starts[back] if back >= 2 else end


def _glued_head(text: str, line: Span, words: PageWords) -> Span | None:
    """A head that lost its line break: at least four title words, then a sentence opener glued to the last of them."""
    stop = min(line.end, line.start + 120)
    for match in _GLUED_HEAD.finditer(text, line.start, stop):
        opener = text[match.end() : stop].split(None, 1)[0]
        head = text[line.start : match.start()]
        if opener in words.openers and 4 <= count_words(head) <= 14 and capital_share(head, words.small) >= 0.9:
            return Span(line.start, match.start())
    return None


def body_parts(line: Span, cuts: Sequence[Cut], text: str) -> list[Span]:
    """What is left of a body line between its cuts."""
    parts, at = [], line.start
    for cut in [*cuts, Cut(Span(line.end, line.end), "")]:
        if cut.span.start > at and (words := text[at : cut.span.start]).strip():
            start = at + len(words) - len(words.lstrip())
            parts.append(Span(start, start + len(words.strip())))
        at = max(at, cut.span.end)
    return parts
