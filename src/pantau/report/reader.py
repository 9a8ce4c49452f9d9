"""A document's text as it was kept, its records marked where they were read, what was set aside greyed and labelled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from pantau.model import Claim, Document, SetAside, Span
from pantau.report.entries import LONGEST_TEXT, Entry, Page, is_printed
from pantau.report.marking import Line, Stretch, cut_lines, role_of
from pantau.report.wording import DayWords, day_words, language_tag, plain, web_link

MANY_DOCUMENTS = 200
"""Beyond this many documents the reader shows only those that have records."""

_FOLDS = {"aside": 4, "rest": 8}
"""More lines than this fold, unless something in them is marked."""


class Reference(NamedTuple):
    """A mark's way to its entry: `E12`, and the anchors of both ends."""

    label: str
    kind: str
    target: str
    anchor: str


class Bit(NamedTuple):
    """A stretch of one line with everything that holds for it. `opens` anchors start here, `closes` references end here,
    and so does the note of which `label` is the word."""

    words: str
    kinds: tuple[str, ...] = ()
    in_content: bool = False
    aside: str | None = None
    note: str | None = None
    label: str | None = None
    opens: tuple[str, ...] = ()
    closes: tuple[Reference, ...] = ()


class Block(NamedTuple):
    """Lines of one role: `body`, `rest`, or set aside for `reason`; long set-aside blocks fold."""

    role: str
    reason: str | None
    lines: tuple[tuple[Bit, ...], ...]
    folds: bool


@dataclass(frozen=True)
class ReaderPage:
    """One document for the reader: its head and its text in blocks. `cut` is how many code points are not shown."""

    page: Page
    link: str | None
    language: str | None
    published: DayWords
    dated: DayWords
    dated_by: str | None
    credits: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    cut: int


class _Mark(NamedTuple):
    span: Span
    part: str
    word: str
    reference: Reference | None = None


def make_reader(pages: Sequence[Page]) -> tuple[ReaderPage, ...]:
    """The documents to show, in the report's order."""
    shown = pages if len(pages) <= MANY_DOCUMENTS else [page for page in pages if page.entries]
    return tuple(_reader_page(page) for page in shown)


def _reader_page(page: Page) -> ReaderPage:
    document = page.document
    return ReaderPage(
        page=page,
        link=web_link(document.url),
        language=language_tag(document.language),
        published=day_words(document.published_on),
        dated=day_words(document.dated),
        dated_by=document.dated_by,
        credits=tuple((c.name, _RELATIONS.get(c.relation, "")) for c in document.credits),
        blocks=make_blocks(document, page.entries),
        cut=max(0, len(document.text) - LONGEST_TEXT),
    )


_RELATIONS = {"by": "wrote it", "via": "relayed", "own": "own reporting"}


def make_blocks(document: Document, entries: Iterable[Entry]) -> tuple[Block, ...]:
    """The text, LONGEST_TEXT code points of it, in blocks of lines of one role, blank lines left out."""
    text = document.text[:LONGEST_TEXT]
    marks = sorted(_marks(document, entries), key=lambda mark: (mark.span, mark.part, mark.word))
    rows = [(_role(text, line, document.body), tuple(map(_bit, line.stretches))) for line in cut_lines(text, marks)]
    blocks = []
    for (role, reason), group in groupby(rows, key=lambda row: row[0]):
        made = tuple(bits for _, bits in group)
        marked = any(bit.kinds or bit.note for bits in made for bit in bits)
        blocks.append(Block(role, reason, made, not marked and len(made) > _FOLDS.get(role, len(made))))
    return tuple(blocks)


def _role(text: str, line: Line[_Mark], body: Sequence[Span]) -> tuple[str, str | None]:
    asides = (SetAside(mark.span, mark.word) for mark in line.stretches[0].here if mark.part == "aside")
    return role_of(text, line.span, asides, body)


def _marks(document: Document, entries: Iterable[Entry]) -> Iterable[_Mark]:
    for entry in entries:
        reference = Reference(entry.label, entry.record.kind, entry.anchor, entry.page_anchor)
        if is_printed(entry.record.trigger):
            yield _Mark(entry.record.trigger, "trigger", entry.record.kind, reference)
        if isinstance(entry.record, Claim):
            yield _Mark(entry.record.content, "content", "claim")
    for aside in document.set_aside:
        yield _Mark(aside.span, "aside", plain(aside.reason))
    for slot, span in document.evidence:
        yield _Mark(span, "note", plain(slot))
    for credit in document.credits:
        yield _Mark(credit.span, "note", "credit")
    for number, problem in enumerate(document.problems, start=1):
        if problem.span:
            yield _Mark(problem.span, "note", f"problem {number}")


def _bit(stretch: Stretch[_Mark]) -> Bit:
    here = stretch.here
    note = next((mark for mark in here if mark.part == "note"), None)
    return Bit(
        words=stretch.words,
        kinds=tuple(sorted({mark.word for mark in here if mark.reference})),
        in_content=any(mark.part == "content" for mark in here),
        aside=next((mark.word for mark in here if mark.part == "aside"), None),
        note=note and note.word,
        label=note.word if note and note in stretch.closes else None,
        opens=tuple(mark.reference.anchor for mark in stretch.opens if mark.reference),
        closes=tuple(mark.reference for mark in stretch.closes if mark.reference),
    )
