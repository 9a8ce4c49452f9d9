"""A text cut into lines, and every line at the ends of the marks that lie on it: what report and desk show a page by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Generic, NamedTuple, Protocol, TypeVar

from pantau.model import SetAside, Span


class Marked(Protocol):
    """Anything that lies on a stretch of the text."""

    @property
    def span(self) -> Span:
        """Where it lies."""


Mark = TypeVar("Mark", bound=Marked)


class Stretch(NamedTuple, Generic[Mark]):
    """Words of one line, from `start` on, over which the same marks lie: those `here`, of them those that begin and those that end."""

    words: str
    start: int
    here: tuple[Mark, ...]
    opens: tuple[Mark, ...]
    closes: tuple[Mark, ...]


class Line(NamedTuple, Generic[Mark]):
    """A line of the text that is not blank, in stretches: joined they are the line as it was kept."""

    span: Span
    stretches: tuple[Stretch[Mark], ...]


_LINE = re.compile(r"[^\n]*\S[^\n]*")


def cut_lines(text: str, marks: Sequence[Mark]) -> Iterator[Line[Mark]]:
    """The lines of a text that are not blank; marks in order of their spans, as the caller sorts them."""
    nearby, upcoming = list[Mark](), 0
    for match in _LINE.finditer(text):
        line = Span(*match.span())
        while upcoming < len(marks) and marks[upcoming].span.start < line.end:
            nearby.append(marks[upcoming])
            upcoming += 1
        nearby = [mark for mark in nearby if mark.span.end > line.start]
        yield Line(line, tuple(_stretches(text, line, nearby)))


def _stretches(text: str, line: Span, marks: Sequence[Mark]) -> Iterator[Stretch[Mark]]:
    points = sorted({line.start, line.end, *(p for mark in marks for p in mark.span if line.start < p < line.end)})
    held, coming = list[Mark](), 0
    for start, end in pairwise(points):
        while coming < len(marks) and marks[coming].span.start < end:
            held.append(marks[coming])
            coming += 1
        held = [mark for mark in held if mark.span.end > start]
        yield Stretch(
            text[start:end], start, tuple(mark for mark in held if mark.span.start < mark.span.end),
            tuple(mark for mark in held if mark.span.start == start), tuple(mark for mark in held if mark.span.end == end),
        )  # fmt: skip


def role_of(text: str, line: Span, asides: Iterable[SetAside], body: Sequence[Span]) -> tuple[str, str | None]:
    """What a line is: set `aside` with its reason where one stretch covers all its words, `body` where the body touches it, else the
    `rest`."""
    words = line.of(text)
    inner = Span(line.start + len(words) - len(words.lstrip()), line.start + len(words.rstrip()))
    for aside in asides:
        if aside.span.contains(inner):
            return "aside", aside.reason
    return ("body", None) if any(span.overlaps(inner) for span in body) else ("rest", None)
