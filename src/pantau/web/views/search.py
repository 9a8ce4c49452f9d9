"""Search: pages by their words in all their forms, with how the hits are spread and the records that were read in them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select

from pantau.model import Span
from pantau.store import Hit, Narrowing
from pantau.store.search_ask import select_found
from pantau.web.asking import Asked, Param, Rows, View
from pantau.web.entries import QuotePiece
from pantau.web.filters import Filter

_MOST_VALUES = 12


@dataclass(frozen=True)
class RecordHere:
    """A record read in the words shown."""

    id: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class HitLine:
    """One document found: its title and a stretch of its text in pieces, those found marked as `trigger`."""

    document: str
    name: str
    title: tuple[QuotePiece, ...]
    outlet: str | None
    language: str | None
    day: date | None
    span: Span
    words: tuple[QuotePiece, ...]
    records: tuple[RecordHere, ...]


@dataclass(frozen=True)
class FacetValue:
    """How many of the documents found have this value; a month's days, as the filter has them."""

    value: str
    documents: int
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Facet:
    """How the documents found are spread over one facet."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class SearchPage:
    """What was typed, and some of the documents found; `terms` tells how many each word finds where all together find none."""

    typed: str
    items: tuple[HitLine, ...]
    facets: tuple[Facet, ...]
    terms: tuple[FacetValue, ...]
    is_cut: bool
    total: int
    is_more: bool
    next: str | None


def make_search(asked: Asked) -> SearchPage:
    """The documents that hold the words `q`, best first."""
    typed, after = asked.word("q") or "", asked.word("after")
    if not typed:
        return SearchPage("", (), (), (), False, 0, False, None)
    found = asked.store.search(typed, narrowing_of(asked.filter), limit=asked.limit, after=after)
    terms = asked.store.count_terms(found.query) if not found.total else ()
    facets = tuple(
        Facet(name, tuple(_value(name, *v, asked.filter) for v in values[:_MOST_VALUES]))
        for name, values in found.facets.items()
        if values
    )
    return SearchPage(
        typed, tuple(map(_hit, found.hits)), facets, tuple(FacetValue(*term) for term in terms), found.query.is_cut, found.total, False,
        found.next,
    )  # fmt: skip


def _value(facet: str, value: str, documents: int, wanted: Filter) -> FacetValue:
    if facet != "month":
        return FacetValue(value, documents)
    year, month = map(int, value.split("-"))
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    since, until = max(first, wanted.since or first), min(last, wanted.until or last)
    return FacetValue(value, documents, since, until)


def narrowing_of(wanted: Filter) -> Narrowing:
    """The filter as it narrows a search."""
    return Narrowing(
        outlets=wanted.outlet, languages=wanted.language, since=wanted.since, until=wanted.until, kind=wanted.kind,
        parties=wanted.party,
    )  # fmt: skip


def _hit(hit: Hit) -> HitLine:
    title = hit.title or hit.name
    found = hit.title_found if hit.title else ()
    local = tuple(Span(span.start - hit.snippet.start, span.end - hit.snippet.start) for span in hit.found)
    return HitLine(
        document=hit.document, name=hit.name, title=tuple(cut_found(title, found)), outlet=hit.outlet, language=hit.language,
        day=hit.day, span=hit.snippet, words=tuple(cut_found(hit.words, local)),
        records=tuple(RecordHere(record.id, record.kind) for record in hit.records),
    )  # fmt: skip


def cut_found(words: str, found: tuple[Span, ...]) -> list[QuotePiece]:
    """Words in pieces, those found marked."""
    pieces, at = list[QuotePiece](), 0
    for span in sorted(found):
        if span.start > at:
            pieces.append(QuotePiece(words[at : span.start], ""))
        pieces.append(QuotePiece(words[max(at, span.start) : span.end], "trigger"))
        at = max(at, span.end)
    return [*pieces, QuotePiece(words[at:], "")] if at < len(words) else pieces


def _keys_of_found(asked: Asked) -> Select[Any]:
    """The question for all documents that the search finds."""
    return select_found(asked.word("q") or "", narrowing_of(asked.filter))


SEARCH = View(
    name="search", path="/search", make=make_search, has_pages=True, usual=20, free_cursor=True, params=(Param("q", longest=400),),
    uses=("since", "until", "party", "kind", "outlet", "language"),
    rows=Rows("document", _keys_of_found, ("q",), is_joined=False, needs="q"),
)  # fmt: skip
