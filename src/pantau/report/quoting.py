"""The sentence a value was read in, cut at the trigger so that it can be marked."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from pantau.model import Span

REACH = 420
"""A quote runs at most this many code points beyond the span on either side: crawled lines can be a million long."""

# The end of a sentence: its point with closing quotes, and space after it. `12.00`, `2.000` and `kompas.com` have none; a point
# after one letter, or a capital and a small one, is an initial or a title (`H.`, `Dr.`), after a short month one before its day
# (`Oct. 10`), and the sentence goes on.
_END = re.compile(
    r"(?=[.!?…])"  # asked first: nearly every place is passed over by it
    r"(?!(?<=\b[A-Z][a-z]{2})\.\s\d)(?!(?<=\b[A-Z][a-z]{3})\.\s\d)"
    r"(?<!\b[^\W\d_])(?<!\b[A-Z][a-z])[.!?…]+[\"'”’»)\]]*(?=\s)"
)


class Piece(NamedTuple):
    """A stretch of a quote and its part in it: `trigger`, `content`, `cut` for an ellipsis, or empty."""

    words: str
    part: str = ""


def sentence_around(text: str, span: Span) -> Span:
    """The sentence in which `span` stands, within its line and REACH to either side; sentences it crosses are taken whole."""
    return Span(_sentence_start(text, span)[0], _sentence_end(text, span)[0])


def _sentence_start(text: str, span: Span) -> tuple[int, bool]:
    """Where the sentence starts, and whether that is a cut at the reach."""
    left = max(0, span.start - REACH)
    start = max(left, text.rfind("\n", left, span.start) + 1)
    for match in _END.finditer(text, start, span.start):
        start = match.end()
    cut = start == left > 0 and not text[left - 1].isspace()
    while start < span.start and text[start].isspace():
        start += 1
    return start, cut


def _sentence_end(text: str, span: Span) -> tuple[int, bool]:
    """Where the sentence ends, and whether that is a cut at the reach."""
    right = min(len(text), span.end + REACH)
    line = text.find("\n", span.end, right)
    stop = right if line < 0 else line
    # The span itself may close with the sentence's point: look from its last characters on.
    ends = (match.end() for match in _END.finditer(text, max(span.start, span.end - 3), min(stop + 1, len(text))))
    end = next((end for end in ends if end >= span.end), stop)
    cut = end == right < len(text) and not text[right].isspace()
    while end > span.end and text[end - 1].isspace():
        end -= 1
    return end, cut


def quote_pieces(text: str, trigger: Span, content: Span | None = None) -> tuple[Piece, ...]:
    """The sentence around a trigger (and around the content of a claim, where that is near) in pieces, cut ends shown."""
    hull = trigger
    if content and max(content.end, trigger.end) - min(content.start, trigger.start) <= 2 * REACH:
        hull = Span(min(content.start, trigger.start), max(content.end, trigger.end))
    (start, cut_before), (end, cut_after) = _sentence_start(text, hull), _sentence_end(text, hull)
    marks = [(trigger, "trigger")] + ([(content, "content")] if content else [])
    pieces = _cut(text, Span(start, end), marks)
    return (Piece("…", "cut"),) * cut_before + pieces + (Piece("…", "cut"),) * cut_after


def brief_pieces(text: str, trigger: Span, *, room: int = 240) -> tuple[Piece, ...]:
    """The sentence around a trigger on one line, shortened at spaces on both sides where it is longer than `room`."""
    whole = sentence_around(text, trigger)
    mark = " ".join(trigger.of(text).split())[:room]
    before = " ".join(text[whole.start : trigger.start].split())
    after = " ".join(text[trigger.end : whole.end].split())
    free = max(0, room - len(mark))
    left = min(len(before), max(free // 2, free - len(after)))
    right = min(len(after), free - left)
    shown_before = before if left == len(before) else "…" + before[len(before) - left :].partition(" ")[2]
    shown_after = after if right == len(after) else after[:right].rpartition(" ")[0] + "…"
    gap_before = " " if shown_before and text[trigger.start - 1].isspace() else ""
    gap_after = " " if shown_after and text[trigger.end].isspace() else ""
    pieces = (Piece(shown_before + gap_before), Piece(mark, "trigger"), Piece(gap_after + shown_after))
    return tuple(piece for piece in pieces if piece.words)


def _cut(text: str, whole: Span, marks: list[tuple[Span, str]]) -> tuple[Piece, ...]:
    """The pieces of `whole`; where marks overlap, the first named wins."""
    points = sorted({whole.start, whole.end, *(p for span, _ in marks for p in span if whole.start < p < whole.end)})
    pieces = []
    for start, end in pairwise(points):
        part = next((part for span, part in marks if span.start <= start and end <= span.end), "")
        pieces.append(Piece(text[start:end], part))
    return tuple(pieces)
