"""Addresses within the desk: every link carries the filter on, so that what was narrowed stays narrowed from page to page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from pantau.model import Span
from pantau.web.asking import View
from pantau.web.entries import Entry
from pantau.web.filters import Filter

_PART = re.compile(r"\{([a-z]+)\}")
API = "/api/v1"


def write_address(
    view: View, wanted: Filter, values: Mapping[str, object | None], *, prefix: str = "", file: str = "", anchor: str | None = None
) -> str:
    """The address of a page, or of a file of it: `values` fill the parts of its path, the rest and the filter become the query."""
    used = set(_PART.findall(view.path))
    path = _PART.sub(lambda part: quote(str(values[part[1]]), safe=""), view.path)
    pairs = [*((name, _words(value)) for name, value in values.items() if name not in used and value is not None), *wanted.pairs()]
    query = f"?{urlencode(pairs)}" if pairs else ""
    return f"{prefix}{path}{file}{query}{f'#{quote(anchor)}' if anchor else ''}"


def _words(value: object) -> str:
    return f"{value.start}-{value.end}" if isinstance(value, Span) else str(value)


class Addresses:
    """Links of one page: the views by name, and the filter they carry."""

    def __init__(self, views: Sequence[View], wanted: Filter) -> None:
        self.views, self.filter = {view.name: view for view in views}, wanted

    def link(self, name: str, *, anchor: str | None = None, filter: Filter | None = None, **values: object) -> str:
        """The address of a view by name."""
        return write_address(self.views[name], self.filter if filter is None else filter, values, anchor=anchor)

    def api(self, name: str, **values: object) -> str:
        """The address of the same as JSON."""
        return write_address(self.views[name], self.filter, values, prefix=API)

    def value(self, entry: Entry, slot: str | None = None) -> str:
        """Where the words of a value stand; its record's key words where it was read from none of its own."""
        return self.words(
            entry.source.document, entry.id, slot if any(each.slot == slot and each.span for each in entry.slots) else None
        )

    def words(self, document: str, record: str, slot: str | None = None) -> str:
        """Where the words of a record stand, or of one of its values: in the page's text, brought out."""
        anchor = f"s-{record}-{slot}" if slot else f"s-{record}"
        return self.link("document", document=document, record=record, anchor=anchor)

    def passage(self, document: str, span: Span) -> str:
        """Where a stretch of a document stands, brought out."""
        return self.link("document", document=document, span=f"{span.start}-{span.end}", anchor="m")


def is_local(address: str) -> bool:
    """Whether an address leads to a page of the desk and nowhere else."""
    return re.fullmatch(r"/(?![/\\])[!-\[\]-~]{0,2000}", address) is not None
