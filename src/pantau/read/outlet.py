"""Who published a page: the outlet's registrable domain, from what the page says about itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from pantau.model.span import Span
from pantau.read.boilerplate import Layout
from pantau.world.sources import Source, Sources, registrable

_SITE = re.compile(r"(?<![\w@./-])[A-Za-z0-9][\w-]*(?:\.[\w-]+)*\.(?:com|co\.id|or\.id|co|id|net|org|tv|news|info)(?!\w|\.\w)")
_URL = re.compile(r"https?://[^\s|)\]>\"]+")
_DESK = re.compile(r"[-–|(]\s?(?P<desk>[^\W\d_][\w.]+)\)?\s*$")
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright|hak cipta)\W+(?:©|\(c\))?\s*(?P<who>[^\d\n|]{2,40})", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[]([^()\[\]\n]{2,60})[)\]]\s*$")


class Outlet(NamedTuple):
    """An outlet's registrable domain, its source if we know it, and where the page names it (None: its own address tells)."""

    domain: str
    source: Source | None
    span: Span | None


def find_outlet(text: str, layout: Layout, sources: Sources, *, url: str | None = None) -> Outlet | None:
    """The outlet: by the page's address, a host line, an address or house in the header, the dateline, a signature or a name."""
    if url and (host := urlsplit(url).hostname) and (domain := sources.registrable(host)):
        return Outlet(domain, sources.by_domain(host), None)
    header = range(min(layout.start, len(layout.lines)))
    return (
        _from_hosts(text, layout, header, sources)
        or _from_urls(text, layout, header, sources)
        or _from_dateline(layout, sources)
        or _from_header(text, layout, header, sources)
        or _from_signature(text, layout, sources)
        or _from_boilerplate(text, layout, sources)
        or _from_masthead(layout, header, sources)
    )


def _from_hosts(text: str, layout: Layout, header: Iterable[int], sources: Sources) -> Outlet | None:
    for at in header:
        if layout.labels[at] == "host":
            span = layout.lines[at].span
            host = re.sub(r"^https?://|/$", "", span.of(text))
            if domain := sources.registrable(host):
                return Outlet(domain, sources.by_domain(host), span)
    return None


def _from_urls(text: str, layout: Layout, header: Iterable[int], sources: Sources) -> Outlet | None:
    """An address in the header counts if we know its source or if it is an article's long one: short links lead elsewhere."""
    for at in header:
        if layout.labels[at] in ("row", "navigation"):
            span = layout.lines[at].span
            for match in _URL.finditer(text, span.start, span.end):
                address = urlsplit(match.group())
                source, domain = sources.by_domain(address.hostname or ""), registrable(address.hostname or "")
                whole = match.group() == span.of(text) and len(address.path) >= 20 and "-" in address.path
                if (source and source.is_medium) or (domain and whole and source is None):
                    return Outlet(source.domain if source else domain or "", source, Span(match.start(), match.end()))
    return None


def _from_dateline(layout: Layout, sources: Sources) -> Outlet | None:
    dateline = layout.dateline
    if dateline is None or (dateline.source is None and dateline.site is None):
        return None
    if dateline.source:
        return Outlet(dateline.source.domain, dateline.source, dateline.span)
    domain = sources.registrable(dateline.site or "")
    return Outlet(domain, None, dateline.span) if domain else None


def _from_header(text: str, layout: Layout, header: Iterable[int], sources: Sources) -> Outlet | None:
    """A house named in the line of the author or of the time: "N.N. - detikNews", "Kompas.com - 13/11/2020"."""
    for at in header:
        if layout.labels[at] in ("date", "author", "navigation", "advert"):
            span = layout.lines[at].span
            site = _site(text, span, sources, known=layout.labels[at] not in ("date", "author"))
            if site:
                return site
            desk = _DESK.search(text, span.start, span.end)
            source = sources.by_name(desk["desk"]) if desk else None
            if desk and source and source.is_medium and layout.labels[at] == "author":
                return Outlet(source.domain, source, Span(desk.start("desk"), desk.end("desk")))
    return None


def _from_signature(text: str, layout: Layout, sources: Sources) -> Outlet | None:
    """A site in the closing brackets: "(N.N./outlet.com)"."""
    last = max((at for at, label in enumerate(layout.labels) if label == "body"), default=-1)
    for at in range(max(0, last), min(len(layout.lines), last + 4)):
        span = layout.lines[at].span
        match = _BRACKETS.search(text, max(span.start, span.end - 64), span.end)
        site = _site(text, Span(match.start(), match.end()), sources) if match else None
        if site:
            return site
    return None


def _from_boilerplate(text: str, layout: Layout, sources: Sources) -> Outlet | None:
    """A copyright line, else the house that the page's own furniture names most often."""
    named: Counter[str] = Counter()
    found: dict[str, Outlet] = {}
    for at, label in enumerate(layout.labels):
        if label not in ("advert", "navigation", "author", "comment", "teaser") or (label == "teaser" and layout.cues[at] is None):
            continue
        span = layout.lines[at].span
        rights = _RIGHTS.search(text, span.start, span.end)
        source = sources.by_name(rights["who"].strip(" .,-")) if rights else None
        if rights and source:
            return Outlet(source.domain, source, Span(rights.start("who"), rights.end("who")))
        site = _site(text, span, sources, known=True)
        if site:
            named[site.domain] += 1
            found.setdefault(site.domain, site)
    return found[min(named, key=lambda domain: (-named[domain], domain))] if named else None


def _from_masthead(layout: Layout, header: Iterable[int], sources: Sources) -> Outlet | None:
    """A line of the header that is a known outlet's name and nothing else."""
    for at in header:
        source = sources.by_name(layout.lines[at].words) if layout.labels[at] != "title" else None
        if source and source.kind == "outlet":
            return Outlet(source.domain, source, layout.lines[at].span)
    return None


def _site(text: str, span: Span, sources: Sources, *, known: bool = False) -> Outlet | None:
    """The first site named inside `span`; with `known`, only one of our sources that is a medium."""
    for match in _SITE.finditer(text, span.start, min(span.end, span.start + 400)):
        source = sources.by_domain(match.group()) or sources.by_name(match.group())
        domain = source.domain if source else sources.registrable(match.group())
        if domain and (source is not None and source.is_medium if known else True):
            return Outlet(domain, source, Span(match.start(), match.end()))
    return None
