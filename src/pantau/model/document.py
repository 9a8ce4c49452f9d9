"""Kept bytes, the text read from them, and what was read off it (PROV Entity)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from pantau.model.span import Span

DOCUMENT_KINDS = ("page", "wire", "agreement", "observation")
SET_ASIDE_REASONS = ("advert", "teaser", "caption", "repeat", "author", "comment", "subheading", "navigation")
CREDIT_RELATIONS = ("by", "via", "own")
DATED_BY = ("metadata", "url", "header", "dateline", "body")


class SetAside(NamedTuple):
    """A stretch of the text that is kept but is not the article: one of SET_ASIDE_REASONS."""

    span: Span
    reason: str


class Credit(NamedTuple):
    """Whom the page credits: the name as first written, its span, and the relation: `by` the agency wrote it, `via` another medium
    relays it, `own`."""

    name: str
    span: Span
    relation: str
    source: str | None = None


class Problem(NamedTuple):
    """Something seen and not handled: what it is, and where in the text (None: the document as a whole)."""

    what: str
    span: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """One kept page. `id` is the SHA-256 of the kept bytes; every span counts code points of `text`, which is stored once and never
    rewritten.

    `published_on` is the day as the page itself states it; `dated` the day that dates are resolved against and `dated_by` how it
    was found
    (one of DATED_BY). `body` are the stretches that make the article, in order, without overlap; `set_aside` everything else worth a
    reason.
    """

    id: str
    name: str
    text: str
    kind: str = "page"
    form: str = "text"
    url: str | None = None
    source: str | None = None
    fetched_at: datetime | None = None
    published_on: date | None = None
    published_at: datetime | None = None
    dated: date | None = None
    dated_by: str | None = None
    language: str | None = None
    title: str | None = None
    byline: str | None = None
    dateline: str | None = None
    body: tuple[Span, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    credits: tuple[Credit, ...] = ()
    problems: tuple[Problem, ...] = ()
    evidence: tuple[tuple[str, Span], ...] = ()
