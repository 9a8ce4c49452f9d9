"""Which lines of an HTML page make the article: trafilatura's opinion and the publisher's own, laid onto our lines, gaps filled."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any

from pantau.read.html_text import Line, PageText, is_prose

_ENDED = re.compile(r"[.!?…:;][\"”’'»)\]]*\s*$|[\"”»]\s*$")
_DATELINE = re.compile(r"^\W*[^\W\d_][^\n]{1,60}\s[-–—]{1,2}\s*$")


class _Squashed:
    """The page's text without white space, and which line each character stands on: matching cares for words, not their spacing."""

    def __init__(self, page: PageText) -> None:
        bare = [_squash(line.span.of(page.text)) for line in page.lines]
        self.text = "".join(bare)
        self.sizes = [len(b) for b in bare]
        self.starts = [0, *accumulate(self.sizes)][:-1]

    def lines_of(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The lines that a stretch touches, each with how many of its characters."""
        number = bisect_right(self.starts, start) - 1
        while number < len(self.starts) and self.starts[number] < end:
            covered = min(end, self.starts[number] + self.sizes[number]) - max(start, self.starts[number])
            if covered > 0:
                yield number, covered
            number += 1

    def places_of(self, words: str) -> list[int]:
        """Where words stand, at most six times."""
        found: list[int] = []
        at = self.text.find(words) if words else -1
        while at >= 0 and len(found) < 6:
            found.append(at)
            at = self.text.find(words, at + 1)
        return found


def _squash(words: str) -> str:
    return "".join(words.split())


def find_body(page: PageText, opinions: Iterable[Iterable[str]], title: str | None) -> list[int]:
    """The numbers of the lines that make the article, in order.

    1. Each opinion (paragraphs of text) is laid onto the lines; the first that finds an article wins, else the densest container.
       A page of pictures has its captions for an article.
    2. Paragraphs of the same container between, before and after them are added: extractors drop some.
    3. What stands in a caption, a teaser, a menu is dropped, and headings, and the title.
    """
    squashed = _Squashed(page)
    chosen: set[int] = set()
    for opinion in opinions:
        chosen = _kept(page, lay_onto(page, squashed, opinion), title)
        if _prose_size(page, chosen) >= 250:
            break
    dense = _kept(page, _densest(page), title)
    if _prose_size(page, chosen) < 250 and _prose_size(page, dense) > 2 * _prose_size(page, chosen):
        chosen = dense
    found = _kept(page, _filled(page, chosen, title), title)
    return sorted(found or {n for n, line in enumerate(page.lines) if line.zone == "caption" and is_prose(line)})


def lay_onto(page: PageText, squashed: _Squashed, paragraphs: Iterable[str]) -> set[int]:
    """The lines that hold the paragraphs: exactly, else by shared words; of several places, the one beside most others."""
    found: list[list[list[tuple[int, int]]]] = []
    words: dict[str, list[int]] | None = None
    for paragraph in paragraphs:
        bare = _squash(paragraph)
        places = [list(squashed.lines_of(at, at + len(bare))) for at in squashed.places_of(bare)]
        if not places and len(bare) >= 40:
            words = words if words is not None else _index(page)
            places = [[(line, squashed.sizes[line])] for line in _similar(page, words, paragraph)]
        if places:
            found.append(places)
    weight: Counter[int] = Counter()
    for places in found:
        for container in {page.lines[line].container for place in places for line, _ in place}:
            weight[container] += sum(covered for _, covered in places[0])
    covered: Counter[int] = Counter()
    for places in found:
        best = max(places, key=lambda place: sum(weight[page.lines[line].container] for line, _ in place) / len(place))
        if len(best) > 1 or squashed.sizes[best[0][0]] >= 20 or weight[page.lines[best[0][0]].container] > 200:
            covered.update(dict(best))
    return {line for line, count in covered.items() if count >= 0.5 * squashed.sizes[line]}


def _index(page: PageText) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for number, line in enumerate(page.lines):
        for gram in _grams(line.span.of(page.text)):
            index.setdefault(gram, []).append(number)
    return index


def _grams(text: str) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[at : at + 3]) for at in range(len(words) - 2)}


def _similar(page: PageText, index: dict[str, list[int]], paragraph: str) -> list[int]:
    """The lines most of whose word triples stand in a paragraph that is nowhere found as it is."""
    grams = _grams(paragraph)
    shared = Counter(number for gram in sorted(grams) for number in index.get(gram, ()))
    return [n for n, count in sorted(shared.items()) if count >= 0.7 * max(4, len(_grams(page.lines[n].span.of(page.text))))]


def _kept(page: PageText, chosen: Iterable[int], title: str | None) -> set[int]:
    heading = _squash(title or "").casefold()
    return {
        n for n in chosen
        if page.lines[n].zone is None
        and page.lines[n].tag not in ("h1", "h2", "h3", "h4", "h5", "h6")
        and page.lines[n].linked <= 0.6 * _size(page.lines[n])
        and _squash(page.lines[n].span.of(page.text)).casefold() != heading
    }  # fmt: skip


def _size(line: Line) -> int:
    return line.span.end - line.span.start


def _prose_size(page: PageText, chosen: Iterable[int]) -> int:
    return sum(_size(page.lines[n]) for n in chosen if is_prose(page.lines[n]))


def _densest(page: PageText) -> set[int]:
    """The running text of the container that holds most of it: what is left when no extractor finds an article."""
    weight: Counter[int] = Counter()
    for line in page.lines:
        if is_prose(line) and line.zone is None:
            weight[line.container] += _size(line)
    if not weight:
        return set()
    most = max(weight.values())
    best = next(container for container in sorted(weight) if weight[container] == most)
    return {n for n, line in enumerate(page.lines) if line.container == best and (is_prose(line) or _is_sentence(page, line))}


def _is_sentence(page: PageText, line: Line) -> bool:
    """Whether a line reads as running text: long, or ended like a sentence and no mere label."""
    words = line.span.of(page.text)
    return is_prose(line) or (len(words.split()) >= 4 and line.linked < 0.5 * _size(line) and bool(_ENDED.search(words)))


def _filled(page: PageText, chosen: set[int], title: str | None) -> set[int]:
    """The chosen lines with the running text of their containers: sentences between them, paragraphs right before and after."""
    total = sum(_size(page.lines[n]) for n in chosen)
    weight: Counter[int] = Counter()
    for n in chosen:
        weight[page.lines[n].container] += _size(page.lines[n])
    main = {container for container, size in weight.items() if size >= 0.25 * total}
    if not main:
        return chosen
    inside = [n for n in chosen if page.lines[n].container in main]
    first, last = min(inside), max(inside)
    heading = _squash(title or "").casefold()
    for n in range(first, last + 1):
        line = page.lines[n]
        if line.container in main and _is_sentence(page, line):
            chosen = chosen | {n}
    if first and _DATELINE.search(page.lines[first - 1].span.of(page.text)) and page.lines[first - 1].tag not in ("li", "h1", "h2"):
        chosen = chosen | {first - 1}  # "Jakarta -" stands before the first <p>
    for step, edge in ((-1, first), (1, last)):
        n = edge + step
        while 0 <= n < len(page.lines) and (page.lines[n].container in main or page.lines[n].zone is not None):
            line = page.lines[n]
            if _squash(line.span.of(page.text)).casefold() == heading:
                break
            if line.container in main and is_prose(line) and _ENDED.search(line.span.of(page.text)):
                chosen = chosen | {n}
            n += step
    return chosen


def ask_trafilatura(root: Any) -> list[str] | None:
    """The paragraphs trafilatura takes for the article (its own rules, then its readability and jusText); None if it found none."""
    from trafilatura import bare_extraction  # slow to import: 0.4 s

    found = bare_extraction(root, favor_precision=True, include_comments=False)
    text = getattr(found, "text", None)
    return [line for line in text.split("\n") if line.strip()] if text else None
