"""Documents: every kept page, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from pantau.store.listing import Pages, count_records, find_pages, select_pages
from pantau.store.telling import Head, find_heads
from pantau.web.asking import Asked, Rows, View
from pantau.web.filters import Filter
from pantau.web.paging import write_cursor


@dataclass(frozen=True)
class DocumentLine:
    """One document of the list: its head, the kinds of its records, how many there are."""

    document: Head
    kinds: tuple[str, ...]
    records: int


@dataclass(frozen=True)
class DocumentList:
    """Some of the documents asked for."""

    items: tuple[DocumentLine, ...]
    total: int
    is_more: bool
    next: str | None


def pages_of(wanted: Filter) -> Pages:
    """The filter as it narrows documents."""
    return Pages(
        since=wanted.since,
        until=wanted.until,
        outlets=wanted.outlet,
        languages=wanted.language,
        kind=wanted.kind,
        parties=wanted.party,
    )


def make_documents(asked: Asked) -> DocumentList:
    """The documents asked for."""
    page = asked.store.ask(find_pages, pages_of(asked.filter), after=asked.after, limit=asked.limit)
    ids = [key.document for key in page.items]
    heads, counts = asked.store.ask(find_heads, ids), asked.store.ask(count_records, ids)
    lines = tuple(
        DocumentLine(heads[key.document], key.kinds, counts.get(key.document, 0)) for key in page.items if key.document in heads
    )
    return DocumentList(lines, page.total, page.is_more, write_cursor(page.next))


DOCUMENTS = View(
    name="documents", path="/documents", make=make_documents, has_pages=True,
    uses=("since", "until", "party", "kind", "outlet", "language"),
    rows=Rows("document", lambda asked: select_pages(pages_of(asked.filter)), is_joined=False),
)  # fmt: skip
