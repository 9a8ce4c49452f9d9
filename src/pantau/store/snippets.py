"""Where in a document's text a query's words stand, and the stretch that shows them best. Offsets count code points of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pantau.lang.lemmas import lemma
from pantau.model import Span
from pantau.store.search_words import Query, Term, find_words

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


def find_matches(text: str, within: Span, query: Query, language: str | None) -> list[Match]:
    """Where the query's terms stand in a stretch of text, in order, none within another."""
    terms, known = query.terms, dict[str, tuple[int, ...]]()
    rows = [term.folded for term in terms]
    words = list(find_words(text, within))
    found: list[Match] = []
    for at, word in enumerate(words):
        if word.folded not in known:
            known[word.folded] = tuple(i for i, term in enumerate(terms) if _begins(term, word.folded, language))
        for i in known[word.folded]:
            folded = rows[i]
            if len(folded) == 1 or tuple(w.folded for w in words[at : at + len(folded)]) == folded:
                found.append(Match(Span(word.span.start, words[at + len(folded) - 1].span.end), i))
    return found


def _begins(term: Term, word: str, language: str | None) -> bool:
    """Whether a folded word is the term's first one, or a form of its only one."""
    first = term.folded[0]
    return word == first or (not term.is_exact and lemma(word, language) == lemma(first, language))


def merge_spans(matches: Sequence[Match]) -> tuple[Span, ...]:
    """The stretches that matches cover, overlapping ones as one."""
    merged: list[Span] = []
    for match in sorted(matches):
        if merged and match.span.start < merged[-1].end:
            merged[-1] = merged[-1].joined(match.span)
        else:
            merged.append(match.span)
    return tuple(merged)


def make_snippet(text: str, body: Sequence[Span], query: Query, language: str | None) -> Snippet:
    """The stretch of the body with most of the query's terms, else with most matches, the first of equals; its start where none."""
    best: tuple[int, int] = (0, 0)
    chosen, inside, home = Span(0, 0), list[Match](), (body[0] if body else Span(0, len(text)))
    for part in body or (Span(0, len(text)),):
        matches = find_matches(text, part, query, language)
        for first, last, distinct in _windows(matches):
            if (distinct, last - first) > best:
                best = distinct, last - first
                inside, home = matches[first:last], part
    if inside:
        chosen = Span(inside[0].span.start, max(match.span.end for match in inside))
    else:
        start = next((word.span.start for word in find_words(text, home)), home.start)
        chosen = Span(start, start)
    span = _widened(text, chosen, home)
    found = [m for m in find_matches(text, span, query, language) if span.contains(m.span)]
    return Snippet(span, merge_spans(found))


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

