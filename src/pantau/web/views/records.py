"""Records: events, claims, figures and accounts of truces, newest first, each value one click from its words."""

from __future__ import annotations

from dataclasses import dataclass

from pantau.store.looking import find_records, select_records
from pantau.web.asking import Asked, Param, Rows, View
from pantau.web.entries import Entry, load_entries
from pantau.web.paging import write_cursor


@dataclass(frozen=True)
class RecordLine:
    """One record of the list; `day` is the one the list is ordered by (`0000`: none)."""

    day: str
    entry: Entry


@dataclass(frozen=True)
class RecordList:
    """Some of the records asked for; `read_since`: of documents that are kept since then."""

    items: tuple[RecordLine, ...]
    total: int
    is_more: bool
    next: str | None
    read_since: str | None


def make_records(asked: Asked) -> RecordList:
    """The records asked for."""
    page = asked.store.ask(find_records, asked.filter.of_records(asked.kept), after=asked.after, limit=asked.limit)
    entries = load_entries(asked.store, (key.record for key in page.items))
    lines = tuple(RecordLine(key.day, entries[key.record]) for key in page.items if key.record in entries)
    return RecordList(lines, page.total, page.is_more, write_cursor(page.next), asked.word("read_since"))


RECORDS = View(
    name="records", path="/records", make=make_records, has_pages=True, of_record=True,
    uses=("since", "until", "theatre", "party", "type", "kind", "outlet", "language"),
    params=(Param("read_since", "moment"),),
    rows=Rows(None, lambda asked: asked.store.ask(select_records, asked.filter.of_records(asked.kept)), ("read_since",)),
)  # fmt: skip
