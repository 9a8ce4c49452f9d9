"""The exact words of a record, cut from the page for showing: always one unbroken stretch of its text."""

from __future__ import annotations

import re

from rich.text import Text

from pantau.model import Claim, Record, Span

_REACH = 320
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def shown(words: str) -> str:
    """The words as they may go to a terminal: control characters, which a page could steer it with, as blanks."""
    return _CONTROL.sub(" ", words)


def find_sentence(text: str, span: Span) -> Span:
    """The sentence around a span, within its line and a reach of a few hundred letters."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _REACH)
    line_end = text.find("\n", span.end)
    end = min(line_end if line_end >= 0 else len(text), span.end + _REACH)
    for cut in _SENTENCE_END.finditer(text, start, end):
        if cut.end() <= span.start:
            start = cut.end()
        elif cut.start() >= span.end:
            end = cut.end()
            break
    while end > span.end and text[end - 1].isspace():
        end -= 1
    while start < span.start and text[start].isspace():
        start += 1
    return Span(start, end)


def record_span(record: Record, text: str) -> Span:
    """The stretch that shows a record best: what a claim says, else the sentence of its trigger (also of a bare `membantahnya`)."""
    if isinstance(record, Claim) and not record.content.overlaps(record.trigger) and " " in record.content.of(text).strip():
        return record.content
    return find_sentence(text, record.trigger)


def record_words(record: Record, text: str) -> Text:
    """The words of a record with its trigger in bold."""
    span = record_span(record, text)
    words = Text(shown(span.of(text)))
    if span.contains(record.trigger):
        words.stylize("bold", record.trigger.start - span.start, record.trigger.end - span.start)
    return words
