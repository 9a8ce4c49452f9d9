"""Which lines of a page are the article and which are not, and why: adverts, pointers, captions, heads, repeats, furniture.

Rules are of form before words: a paragraph is a closed sentence, a title is not; lists of other articles alternate titles with
summaries; a page whose links were broken out onto lines of their own is put together again before it is judged. A head such as
"related news" in the middle does not end an article: the paragraphs that follow one another behind it do belong to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from pantau.model.span import Span
from pantau.read.cues import Cue, find_cues
from pantau.read.dateline import Dateline, find_dateline
from pantau.read.lines import (
    Line,
    begins_small,
    capital_share,
    core,
    count_words,
    is_closed,
    is_cut,
    is_headline,
    split_lines,
    tail,
)
from pantau.read.repeats import Seen
from pantau.read.vocabulary import PageWords
from pantau.world.sources import Sources

_ITEM = re.compile(r"^(?:\d{1,2}[.)]|[-•*–·])\s*\S")
_MARKS = re.compile(r"^[\W_]+")
_DASHES = ("-", "–", "—", "--", "---")


class Block(NamedTuple):
    """Lines `first` to `last` that make one paragraph (or title, or remnant), with their joined words."""

    first: int
    last: int
    words: str
    prose: bool


@dataclass
class Layout:
    """The lines of a page with a label for each: `body`, a reason for setting aside, or `date`, `host`, `row`, `title`."""

    lines: list[Line]
    cues: list[Cue | None]
    labels: list[str]
    start: int = 0
    title: int | None = None
    dateline: Dateline | None = None
    blocks: list[Block] = field(default_factory=list)

    def spans(self, *labels: str) -> list[Span]:
        """The spans of all lines with one of these labels."""
        return [line.span for line, label in zip(self.lines, self.labels, strict=True) if label in labels]


def lay_out(text: str, words: PageWords, sources: Sources) -> Layout:
    """Label every line of a page."""
    lines = split_lines(text)
    cues = find_cues(lines, words)
    blocks = _join(lines, cues, words)
    layout = Layout(lines, cues, [cue.kind if cue else "" for cue in cues], start=len(lines), blocks=blocks)
    _begin(layout, text, words, sources)
    _label_blocks(layout, words)
    _label_rest(layout, words)
    return layout


# Paragraphs -----------------------------------------------------------------------------------------------------------


def _join(lines: list[Line], cues: list[Cue | None], words: PageWords) -> list[Block]:
    """The paragraphs between the cues: lines that a lost link has torn apart are joined again."""
    torn = sum(_torn(lines, cues, at) for at in range(1, len(lines))) >= 2
    blocks: list[Block] = []
    first: int | None = None
    for at, line in enumerate(lines):
        if cues[at] is not None:
            first = None
            continue
        opens = at + 1 < len(lines) and lines[at + 1].words in _DASHES and not lines[at + 1].gap and not begins_small(line.words)
        if first is not None and not opens and _glues(lines[at - 1], line, torn=torn, inside=at - first > 1):
            blocks.pop()
        else:
            first = at
        joined = core(line.words if first == at else " ".join(part.words for part in lines[first : at + 1]), words.pointer)
        blocks.append(Block(first, at, joined, _is_prose(joined, words, torn=torn and at > first)))
    return blocks


def _torn(lines: list[Line], cues: list[Cue | None], at: int) -> int:
    """How much line `at` shows that sentences are torn here: it goes on with the line before, or is the dash of a dateline."""
    before, line = lines[at - 1], lines[at]
    if line.gap or cues[at] is not None or cues[at - 1] is not None or is_closed(before.words):
        return 0
    if line.words in _DASHES:
        return 2
    # Tags are small too, but follow one another and close no sentence.
    return int(begins_small(line.words) and (not begins_small(before.words) or is_closed(line.words)))


def _glues(before: Line, line: Line, *, torn: bool, inside: bool) -> bool:
    """Whether two neighbouring lines belong to one paragraph."""
    last = before.words.rstrip("*_ ")[-1:]
    if last in _DASHES or line.words[:1] in _DASHES:
        return len(before.words) <= 80 and not is_closed(before.words) and (not line.gap or last in _DASHES)
    if line.gap or is_closed(before.words):
        return False
    if begins_small(line.words) or (torn and line.words[:1] == "("):
        return torn or len(line.words) >= 40 or len(before.words) >= 40
    if not torn:
        return False
    short, words = count_words(line.words) <= 8, count_words(before.words)
    ends_open = before.words.split()[-1][:1].islower() or last in ",(“"
    return ends_open or words <= 3 or (short and (inside or words <= 4 or begins_small(before.words) or _runs_on(before.words)))


def _runs_on(words: str) -> bool:
    """Whether a line without a stop reads as a paragraph that breaks off rather than a title."""
    return len(words) >= 60 and capital_share(words, ()) < 0.6


def _is_prose(joined: str, words: PageWords, *, torn: bool) -> bool:
    """Whether a paragraph reads as a sentence, not as a title or a label."""
    n, share = count_words(joined), capital_share(joined, words.small)
    if is_headline(joined, words.small) and (not is_closed(joined) or share >= 0.7):
        return torn and len(joined) >= 90 and share < 0.6
    if is_closed(joined):
        if tail(joined)[-1:] == "?" and n <= 9 and not any(mark in joined for mark in "\"“”'’"):
            return False  # a question as a head between paragraphs
        stopped = tail(joined)[-1:] == "." and len(joined) >= 60
        return n >= 3 and (share < 0.75 or stopped or n > 26)
    return len(joined) >= 120 or (torn and len(joined) >= 80)


# Where the article starts ---------------------------------------------------------------------------------------------


def _begin(layout: Layout, text: str, words: PageWords, sources: Sources) -> None:
    """Find the first paragraph (the one with a dateline if one of the first has it) and the title before it."""
    prose = [block for block in layout.blocks if block.prose]
    # A sentence with a time or an author right behind it is a title or a standfirst.
    while len(prose) > 1 and _is_topped(layout, prose[0]):
        prose.pop(0)
    if not prose:
        return
    chosen = prose[0]
    for order, block in enumerate(prose[:5]):
        found = find_dateline(text, layout.lines[block.first].span.start, layout.lines[block.last].span.end, sources)
        if found and (order == 0 or found.sure):
            chosen, layout.dateline = block, found
            break
    layout.start = chosen.first
    heads = [block for block in layout.blocks if block.last < layout.start and (not block.prose or block is not chosen)]
    layout.title = _title(layout, heads, words)


def _is_topped(layout: Layout, block: Block) -> bool:
    """Whether the head of the page still goes on behind a block: a time, an author, an address comes next."""
    behind = layout.cues[block.last + 1] if block.last + 1 < len(layout.cues) else None
    return bool(behind and behind.kind in ("date", "host", "author") and not behind.end) and count_words(block.words) <= 30


def _title(layout: Layout, heads: list[Block], words: PageWords) -> int | None:
    marked = [at for at, line in enumerate(layout.lines[: layout.start]) if line.words.startswith("# ")]
    if marked:
        return marked[0]
    titles = [block for block in heads if count_words(block.words) >= 3 and _is_title(block.words, words)]
    before = [block for block in titles if not _is_name_like(block.words)] or titles
    if not before:
        return None
    # The longest wins; of equals the first.
    return max(before, key=lambda block: (min(count_words(block.words), 8), -block.first)).first


def _is_title(line: str, words: PageWords) -> bool:
    return is_headline(line, words.small) or (tail(line)[-1:] in "!?" and count_words(line) <= 22)


def _is_name_like(words: str) -> bool:
    """Whether a short line could be somebody's name."""
    return count_words(words) <= 4 and all(word[0].isupper() for word in words.split() if word[0].isalpha())


# Which paragraphs are the article -------------------------------------------------------------------------------------


def _label_blocks(layout: Layout, words: PageWords) -> None:
    """Go through the paragraphs from the start on: body, repeat, or part of a list of other articles."""
    seen = Seen()
    if layout.title is not None:
        _set(layout, layout.title, layout.title, "title")
        seen.add(_MARKS.sub("", layout.lines[layout.title].words))
    listing = ended = False
    at = 0
    for order, block in enumerate(layout.blocks):
        crossed = [cue for cue in layout.cues[at : block.first] if cue]
        at = block.last + 1
        if block.first < layout.start:
            continue
        for cue in crossed:
            listing = not cue.close and (listing or cue.head)
        ended = ended or any(cue.end for cue in crossed)
        if not block.prose and (listing or ended or not _is_loose(block, words)):
            continue
        if seen.is_repeat(block.words):
            _set(layout, block.first, block.last, "repeat")
            continue
        if (listing or ended) and not _resumes(layout, order, hard=ended):
            _set(layout, block.first, block.last, "teaser")
            continue
        listing = ended = False
        seen.add(block.words)
        _set(layout, block.first, block.last, "body")


def _is_loose(block: Block, words: PageWords) -> bool:
    """Whether a line without a stop is a sentence that lost it, rather than a title: long, and most of its words small."""
    n = count_words(block.words)
    return n >= 10 and len(block.words) >= 60 and capital_share(block.words, words.small) < 0.4 and not is_closed(block.words)


def _resumes(layout: Layout, order: int, *, hard: bool) -> bool:
    """Whether the article goes on with this paragraph behind a head of other articles or a sign-off.

    It does not if it breaks off in dots. The less the place looks like an article (a title, a time or an age right before it, a
    sign-off passed) the more paragraphs must follow one another; a long last one behind a mere head in the middle is enough.
    """
    block = layout.blocks[order]
    if is_cut(block.words) or not is_closed(block.words):
        return False
    above = layout.blocks[order - 1] if order else None
    titled = above is not None and not above.prose and not _between(layout, above.last, block.first, heads=True)
    before = layout.cues[block.first - 1] if block.first else None
    timed = before is not None and before.kind in ("date", "caption")
    run = 1
    for later, following in zip(layout.blocks[order:], layout.blocks[order + 1 :], strict=False):
        if not following.prose or is_cut(following.words) or _between(layout, later.last, following.first, heads=False):
            break
        run += 1
    return run >= (3 if hard or timed else 2) or not (hard or timed or titled or len(block.words) < 100)


def _between(layout: Layout, last: int, first: int, *, heads: bool) -> bool:
    """Whether a cue (a head, or a time, head or sign-off) stands between two lines."""
    return any(cue and (cue.head or (not heads and (cue.kind == "date" or cue.end))) for cue in layout.cues[last + 1 : first])


# Everything else ------------------------------------------------------------------------------------------------------


def _label_rest(layout: Layout, words: PageWords) -> None:
    """Give the lines that are neither article nor cue their reason; list items inside the article stay in it."""
    bodies = [at for at, label in enumerate(layout.labels) if label == "body"]
    first, last = (bodies[0], bodies[-1]) if bodies else (len(layout.lines), -1)
    seen = Seen()
    for at, line in enumerate(layout.lines):
        if layout.labels[at] == "title":
            seen.add(_MARKS.sub("", line.words))
    before = ""
    for block in layout.blocks:
        if layout.labels[block.first] in ("body", "title", "repeat", "teaser"):
            before = layout.lines[block.last].words if layout.labels[block.first] == "body" else ""
            continue
        if seen.is_repeat(block.words):
            label = "repeat"
        elif block.first < first:
            label = _header_label(block, words)
        elif _is_item(block, before, layout, last):
            label, before = "body", ":"
        elif block.first < last:
            label, before = ("subheading" if count_words(block.words) <= 9 else "teaser"), ""
        else:
            label = "teaser" if count_words(block.words) >= 5 else "navigation"
        _set(layout, block.first, block.last, label)


def _is_item(block: Block, before: str, layout: Layout, last: int) -> bool:
    """Whether a line that is no sentence is an item of a list: it bears a mark, or a line with a colon opened the list."""
    if not before or (layout.lines[block.first].gap and not _ITEM.match(block.words)):
        return False
    if _ITEM.match(block.words):
        return count_words(block.words) >= 3 and (block.first < last or before.endswith(":"))
    return before.endswith(":") and count_words(block.words) >= 3


def _header_label(block: Block, words: PageWords) -> str:
    if block.prose:
        return "subheading"  # a standfirst above the dateline
    if _is_name_like(block.words) and count_words(block.words) >= 2:
        return "author"
    return "teaser" if is_headline(block.words, words.small) and count_words(block.words) >= 5 else "navigation"


def _set(layout: Layout, first: int, last: int, label: str) -> None:
    for at in range(first, last + 1):
        layout.labels[at] = label
