"""Documents: every kept page, newest first."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pantau.model.document import CREDIT_RELATIONS
from pantau.store.listing import Pages, count_records, find_pages, select_pages
from pantau.store.telling import Head, find_heads
from pantau.web.asking import Asked, Param, Rows, View
from pantau.web.filters import Filter
from pantau.web.paging import write_cursor

LONGEST_NAME = 200


@dataclass(frozen=True)
class DocumentLine:
    """One document of the list: its head, the kinds of its records, how many there are."""

    document: Head
    kinds: tuple[str, ...]
    records: int


@dataclass(frozen=True)
class DocumentList:
    """Some of the documents asked for; `is_nameless`: of those that name no outlet, `credited` and `credit`: of those that credit this
    source or name, in this way; `read_since`: of those that are kept since then."""

    items: tuple[DocumentLine, ...]
    total: int
    is_more: bool
    next: str | None
    is_nameless: bool
    credited: str | None
    credit: str | None
    read_since: str | None


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


def asked_pages(asked: Asked) -> Pages:
    """The filter and the page's own parameters as they narrow documents."""
    return replace(
        pages_of(asked.filter), is_nameless=asked.word("without") == "outlet", credited=asked.word("credited"),
        credit=asked.word("credit"), kept=asked.kept,
    )  # fmt: skip


def make_documents(asked: Asked) -> DocumentList:
    """The documents asked for."""
    wanted = asked_pages(asked)
    page = asked.store.ask(find_pages, wanted, after=asked.after, limit=asked.limit)
    ids = [key.document for key in page.items]
    heads, counts = asked.store.ask(find_heads, ids), asked.store.ask(count_records, ids)
    lines = tuple(
        DocumentLine(heads[key.document], key.kinds, counts.get(key.document, 0)) for key in page.items if key.document in heads
    )
    return DocumentList(
        lines, page.total, page.is_more, write_cursor(page.next), wanted.is_nameless, wanted.credited, wanted.credit,
        asked.word("read_since"),
    )  # fmt: skip


DOCUMENTS = View(
    name="documents", path="/documents", make=make_documents, has_pages=True,
    uses=("since", "until", "party", "kind", "outlet", "language"),
    params=(
        Param("without", allowed=("outlet",)), Param("credited", longest=LONGEST_NAME), Param("credit", allowed=CREDIT_RELATIONS),
        Param("read_since", "moment"),
    ),
    rows=Rows(
        "document", lambda asked: select_pages(asked_pages(asked)), ("without", "credited", "credit", "read_since"), is_joined=False,
    ),
)  # fmt: skip
