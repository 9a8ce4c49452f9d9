"""The dateline that opens an article: "MOSKOW (Outlet.com) –", "Outlet.com, Jakarta -", "PARIS, OUTLET - "."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from pantau.model.span import Span
from pantau.world.sources import Source, Sources

_DASH = re.compile(r"(?P<before>[*_\s]*)(?:-{1,3}|[–—]{1,2})(?P<after>[*_\s]*)")
_OPENING = "*_ \t\u00a0"
_NO_DASH = re.compile(r"[*_\s]*(?P<head>(?P<site>[A-Za-z][\w-]*\.(?:com|co\.id|co|id|net|org)),\s+[A-Z][^\W\d_]+)")
_SITE = re.compile(r"[A-Za-z0-9][\w-]*(?:\.[\w-]+)*\.(?:com|co\.id|or\.id|co|id|net|org|tv|news|info)")
_DAY = re.compile(
    r"\d{1,2}(?:/\d{1,2})?(?:/\d{2,4})?|\d{1,2}\s+[^\W\d_]{3,9}(?:\s+\d{4})?|[^\W\d_]{3,9}\.?\s+\d{1,2}(?:\s+\d{4})?|(?:19|20)\d{2}"
)
_NEXT = re.compile(r"[^\W\d_]{2,}")
_PLACE = re.compile(r"[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){0,4}")


class Dateline(NamedTuple):
    """A dateline: its words, the outlet it names (a known source, a site's name), and whether that or capitals make it sure."""

    span: Span
    source: Source | None
    site: str | None
    sure: bool


def find_dateline(text: str, start: int, end: int, sources: Sources) -> Dateline | None:
    """The dateline at the start of the paragraph `text[start:end]`, or None."""
    stop = min(end, start + 120)
    first = next((at for at in range(start, stop) if text[at] not in _OPENING), stop)
    for dash in islice(_DASH.finditer(text, first, stop), 4):
        found = _judge(text, Span(first, dash.start()), dash, sources)
        if found:
            return _with_day(text, found, dash.end(), stop)
    bare = _NO_DASH.match(text, start, stop)
    if bare:
        # With its dash lost ("Outlet.com, JakartaTentara …") only the outlet can be trusted.
        site = bare["site"]
        span = Span(bare.start("site"), bare.end("site"))
        return Dateline(span, sources.by_domain(site) or sources.by_name(site), site, True)
    return None


def _judge(text: str, span: Span, dash: re.Match[str], sources: Sources) -> Dateline | None:
    head = span.of(text)
    if not 2 <= len(head) <= 80 or "\n" in head:
        return None
    parts = [part.strip(" .") for part in re.split(r"[,()]|\s/\s", head) if part.strip(" .")]
    if not parts or len(parts) > 5:
        return None
    source: Source | None = None
    site: str | None = None
    shouted = dated = False
    for part in parts:
        known = _source(part, sources)
        if known or _SITE.fullmatch(part):
            source, site = source or known, site or (part if _SITE.fullmatch(part) else None)
        elif _DAY.fullmatch(part):
            dated = True
        elif not (_PLACE.fullmatch(part) and _is_name(part)):
            return None
        elif part.isupper() and sum(map(str.isalpha, part)) >= 4:
            shouted = True
    spaced = bool(dash["before"] or dash["after"])
    goes_on = None if spaced else _NEXT.match(text, dash.end())
    if goes_on and goes_on[0].isupper():
        return None  # "PORT-AU-PRINCE"
    named = source is not None or site is not None
    if not (spaced or named or (shouted and len(parts[0]) >= 5)):
        return None
    if not (named or shouted or dated) and (len(parts) > 2 or len(head.split()) > 4):
        return None
    return Dateline(span, source, site, named or (shouted and spaced))


def _with_day(text: str, found: Dateline, after: int, stop: int) -> Dateline:
    """"BEIRUT (AFP) - Jan 9, 2024 - ": the day between two dashes belongs to the dateline."""
    dash = _DASH.search(text, after, stop)
    parts = [part.strip(" .") for part in text[after : dash.start()].split(",")] if dash else []
    if dash is None or not 0 < len(parts) <= 3 or not all(_DAY.fullmatch(part) for part in parts):
        return found
    return found._replace(span=Span(found.span.start, dash.start()))


def _source(part: str, sources: Sources) -> Source | None:
    for name in (part, *part.split("/")):
        known = sources.by_name(name)
        if known and known.is_medium:
            return known
    return sources.by_domain(part) if "." in part else None


def _is_name(part: str) -> bool:
    return all(word[0].isupper() or len(word) <= 3 for word in part.split()) and part[0].isupper()
