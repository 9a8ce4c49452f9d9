"""The head of a page: its title without marks, its author's line, the lines that may give its time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pantau.model.span import Span
from pantau.read.boilerplate import Layout
from pantau.read.lines import count_words
from pantau.read.vocabulary import PageWords, any_of, fold

_MARK = re.compile(r"^#+\s*")
_ROW = re.compile(r"^\|\W*(?P<field>[^|]+?)\s*\|\s*(?P<value>[^|]+?)\s*\|$")
_NEAR_END = 30  # an author's line that names nobody in the header may stand this many lines behind the article


def title_span(layout: Layout) -> Span | None:
    """The words of the title, without a mark before it."""
    if layout.title is None:
        return None
    line = layout.lines[layout.title]
    mark = _MARK.match(line.words)
    return Span(line.span.start + (mark.end() if mark else 0), line.span.end)


def find_byline(text: str, layout: Layout, words: PageWords) -> Span | None:
    """The author as the page names them: in a table of fields, a line of the header, or one behind the article."""
    by_row = _from_rows(layout, words)
    if by_row:
        return by_row
    last = max((at for at, label in enumerate(layout.labels) if label == "body"), default=layout.start)
    order = [*range(min(layout.start, len(layout.lines))), *range(last + 1, min(len(layout.lines), last + _NEAR_END))]
    found = [(named, span) for at in order for named, span in _author_in(text, layout, at, words)]
    # A line with a label names the author; one that merely reads like a name may be the house's or a button's.
    return next((span for named, span in found if named), found[0][1] if found else None)


def _author_in(text: str, layout: Layout, at: int, words: PageWords) -> Iterator[tuple[bool, Span]]:
    """The author a line names, if any, and whether a label says so."""
    span, line = layout.lines[at].span, layout.lines[at].words
    if layout.labels[at] == "date" and at < layout.start:
        inside = _inside(text, span, words)
        if inside:
            yield True, inside
    if layout.labels[at] != "author" or line[0] in "([" or fold(line) in words.author_labels:
        return
    match = re.match(rf"^{any_of(words.author_labels, before='')}\s*[:|]?\s*", line, re.IGNORECASE)
    alone = match is not None and (match.end() == len(line) or ":" in match.group() or "|" in match.group())
    start = span.start + (match.end() if match and alone else 0)
    name = text[start : span.end]
    if any(char.isalpha() for char in name) and count_words(name) <= 14:
        yield bool(alone), Span(start, span.end)


def _from_rows(layout: Layout, words: PageWords) -> Span | None:
    for line, label in zip(layout.lines, layout.labels, strict=True):
        match = _ROW.match(line.words) if label == "row" else None
        if match and fold(match["field"]) in words.author_labels:
            return Span(line.span.start + match.start("value"), line.span.start + match.end("value"))
    return None


def _inside(text: str, span: Span, words: PageWords) -> Span | None:
    """An author named in the line of the time: "… 09:20 WIB | LAPORAN: N.N."."""
    pattern = re.compile(rf"{any_of(words.author_labels)}\s*:\s*(?P<name>[^|\d]{{3,60}})$", re.IGNORECASE)
    match = pattern.search(text, span.start, span.end)
    return Span(match.start("name"), match.end("name")) if match else None


def time_lines(layout: Layout) -> list[Span]:
    """The lines that may say when the page was published: those of the header, if possible behind the title."""
    at_title = layout.title if layout.title is not None else -1
    header = [at for at in range(min(layout.start, len(layout.lines))) if layout.labels[at] == "date"]
    behind = [at for at in header if at > at_title] or header
    return [layout.lines[at].span for at in behind]


def address_lines(layout: Layout) -> list[Span]:
    """Lines of the header that hold the page's own address: lone addresses and the fields for it."""
    found = []
    for at in range(min(layout.start, len(layout.lines))):
        line = layout.lines[at]
        match = _ROW.match(line.words) if layout.labels[at] == "row" else None
        field = match is not None and "http" in match["value"] and "[" not in match["value"]
        if field or (layout.labels[at] in ("navigation", "host") and line.words.startswith("http")):
            found.append(line.span)
    return found
