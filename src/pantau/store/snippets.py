"""Where in a document's text a query's words stand, and the stretch that shows them best. Offsets count code points of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pantau.lang.lemmas import lemma
from pantau.model import Span
from pantau.store.search_words import WORD, Query, fold

_WIDTH = 240  # code points of a snippet, as long as the words found are not longer
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*\s+(?=\S)")


class Match(NamedTuple):
    """Words that a term of the query found, and which term it was."""

    span: Span
    term: int


class Snippet(NamedTuple):
    """An unbroken stretch of a text, and the words in it that were found."""

    span: Span
    found: tuple[Span, ...]


class Finder:
    """Finds one query's terms in texts; what it learned of a word it keeps."""

    def __init__(self, query: Query) -> None:
        self.terms = tuple((term.folded, term.is_exact) for term in query.terms)
        self._known: dict[str | None, dict[str, tuple[int, ...]]] = {}

    def find(self, text: str, within: Span, language: str | None) -> list[Match]:
        """Where the terms stand in a stretch of text, by where they begin."""
        known = self._known.setdefault(language, {})
        found: list[Match] = []
        for word in WORD.finditer(text, within.start, within.end):
            terms = known.get(raw := word[0])
            if terms is None:
                terms = known[raw] = self._begun_by(fold(raw), language)
            for term in terms:
                end = _end_of(text, word.end(), within.end, self.terms[term][0][1:])
                if end is not None:
                    found.append(Match(Span(word.start(), end), term))
        return found

    def _begun_by(self, word: str, language: str | None) -> tuple[int, ...]:
        """The terms whose first word this is, or whose only word it is a form of."""
        return tuple(
            at for at, ((first, *_), is_exact) in enumerate(self.terms)
            if word == first or (not is_exact and lemma(word, language) == lemma(first, language))
        )  # fmt: skip


def _end_of(text: str, start: int, stop: int, words: Sequence[str]) -> int | None:
    """Where these folded words end that follow one another from `start` on; None where others follow."""
    for word in words:
        found = WORD.search(text, start, stop)
        if found is None or fold(found[0]) != word:
            return None
        start = found.end()
    return start


def merge_spans(matches: Sequence[Match]) -> tuple[Span, ...]:
    """The stretches that matches cover, overlapping ones as one."""
    merged: list[Span] = []
    for match in sorted(matches):
        if merged and match.span.start < merged[-1].end:
            merged[-1] = merged[-1].joined(match.span)
        else:
            merged.append(match.span)
    return tuple(merged)


def make_snippet(text: str, body: Sequence[Span], finder: Finder, language: str | None) -> Snippet:
    """The stretch of the body with most of the query's terms, then most matches, the first of equals; its start where none."""
    best: tuple[int, int] = (0, 0)
    chosen, inside, home = Span(0, 0), list[Match](), (body[0] if body else Span(0, len(text)))
    for part in body or (Span(0, len(text)),):
        matches = finder.find(text, part, language)
        for first, last, distinct in _windows(matches):
            if (distinct, last - first) > best:
                best = distinct, last - first
                inside, home = matches[first:last], part
    if inside:
        chosen = Span(inside[0].span.start, max(match.span.end for match in inside))
    else:
        start = found.start() if (found := WORD.search(text, home.start, home.end)) else home.start
        chosen = Span(start, start)
    span = _widened(text, chosen, home)
    return Snippet(span, merge_spans(finder.find(text, span, language)))


def _windows(matches: Sequence[Match]) -> list[tuple[int, int, int]]:
    """Runs of matches that fit into a snippet, one from each match on: first, last (not in it), how many terms it has."""
    counts: dict[int, int] = {}
    runs, last = list[tuple[int, int, int]](), 0
    for first, match in enumerate(matches):
        while last < len(matches) and (last == first or matches[last].span.end - match.span.start <= _WIDTH):
            counts[matches[last].term] = counts.get(matches[last].term, 0) + 1
            last += 1
        runs.append((first, last, len(counts)))
        counts[match.term] -= 1
        if not counts[match.term]:
            del counts[match.term]
    return runs


def _widened(text: str, core: Span, home: Span) -> Span:
    """The stretch with words around it, from the start of a sentence where one is near, within its lines and the part it lies in."""
    room = max(0, _WIDTH - (core.end - core.start))
    line = max(home.start, text.rfind("\n", home.start, core.start) + 1)
    start = max(line, core.start - room * 2 // 3)
    sentences = [cut.end() for cut in _SENTENCE_END.finditer(text, start, core.start)]
    if sentences:
        start = sentences[0]
    elif start > line:
        start = _next_word(text, start, core.start)
    break_at = text.find("\n", core.end, home.end)
    stop = break_at if break_at >= 0 else home.end
    end = min(stop, start + max(_WIDTH, core.end - start))
    if end < stop:
        blank = max(text.rfind(" ", core.end, end), text.rfind("\t", core.end, end))
        end = blank if blank > core.end else max(end, core.end)
    while end > core.end and text[end - 1].isspace():
        end -= 1
    while start < core.start and text[start].isspace():
        start += 1
    return Span(start, end)


def _next_word(text: str, start: int, core: int) -> int:
    """The start of the first whole word from `start` on, before `core`."""
    blank = re.compile(r"\s+").search(text, start, core)
    return blank.end() if blank else core

