"""Problems: what was seen and not handled, and what could not be read at all."""

from __future__ import annotations

from dataclasses import dataclass

from pantau.model import Span
from pantau.report.quoting import quote_pieces
from pantau.store.listing import Misread, Pages, Unread, find_misread, find_unread, select_pages
from pantau.store.looking import COUNTED
from pantau.store.telling import AROUND, find_heads, load_words
from pantau.web.asking import Asked, Rows, View
from pantau.web.entries import QuotePiece, Source, source_of


@dataclass(frozen=True)
class ProblemLine:
    """A problem with the sentence it is about, where it is about one."""

    what: str
    stage: str
    source: Source
    span: Span | None
    quote: tuple[QuotePiece, ...]


@dataclass(frozen=True)
class ProblemList:
    """Some of the problems met in documents, and the inputs that could not be read (on the first page)."""

    items: tuple[ProblemLine, ...]
    unread: tuple[Unread, ...]
    total: int
    is_more: bool
    next: str | None


def make_problems(asked: Asked) -> ProblemList:
    """Problems in the order they were met."""
    after = int(asked.after.key) if asked.after else None
    found, total = asked.store.ask(find_misread, after=after, limit=asked.limit)
    shown = found[: asked.limit]
    heads = asked.store.ask(find_heads, (each.document for each in shown))
    lines = tuple(
        ProblemLine(each.what, each.stage, source_of(heads[each.document]), each.span, _quote(asked, each))
        for each in shown if each.document in heads
    )  # fmt: skip
    unread = tuple(asked.store.ask(find_unread)) if after is None else ()
    going_on = f"0000~{shown[-1].number}" if len(found) > asked.limit else None
    return ProblemList(lines, unread, total, total >= COUNTED, going_on)


def _quote(asked: Asked, problem: Misread) -> tuple[QuotePiece, ...]:
    if problem.span is None:
        return ()
    start = max(0, problem.span.start - AROUND // 2)
    words = asked.store.ask(load_words, problem.document, Span(start, problem.span.end + AROUND // 2))
    local = Span(problem.span.start - start, problem.span.end - start)
    return tuple(QuotePiece(*piece) for piece in quote_pieces(words, local))


PROBLEMS = View(
    name="problems", path="/problems", make=make_problems, has_pages=True, numbered=True,
    rows=Rows("problem", lambda _asked: select_pages(Pages()), is_joined=False),
)  # fmt: skip
