"""HTML pages to documents: the text is all visible text, the body those lines that make the article."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta, timezone
from typing import Any

from pantau.knowledge import Knowledge
from pantau.model import Document, Problem, SetAside, Span
from pantau.read.credits import find_credits
from pantau.read.decode import decode, find_charset
from pantau.read.html_body import ask_trafilatura, find_body
from pantau.read.html_dates import Published, find_published
from pantau.read.html_text import DEPTH, PageText, flatten, measure_tree, parse_html, write_page
from pantau.read.language import guess_language
from pantau.read.metadata import Metadata, clean_title, parse_address, read_metadata, squash
from pantau.read.moment import load_calendar
from pantau.read.origin import Kept, Origin, Unread

LONGEST = 2 * 2**20
"""Code points of a page that are read: twice the longest news page seen, and still two seconds of work at most."""
_ELEMENTS = 60_000
"""Above this many elements trafilatura takes very long."""
_LONG = 500_000
"""Above this many characters of visible text, too."""
_JAKARTA = timezone(timedelta(hours=7))


def read_html(data: bytes, origin: Origin, knowledge: Knowledge) -> Iterator[Kept | Unread]:
    """The one document of an HTML page."""
    page, _, problems = decode(data, find_charset(data))
    yield Kept(data, read_page(data, page, origin, knowledge, problems))


def read_page(data: bytes, page: str, origin: Origin, knowledge: Knowledge, problems: Sequence[Problem] = ()) -> Document:
    """A page as decoded to a document: text, what the head says, body, dates, what is set aside, credits."""
    root, page, faults, sound = _tree(page)
    shown, head = write_page(root), read_metadata(root)
    url, host = _address(head, origin)
    source = _source(head, host, knowledge)
    title = clean_title(head.titles, (line.span.of(shown.text) for line in shown.lines), _site_names(head, host, source, knowledge))
    body, missed = _body(page, shown, head, title, sound and len(shown.text) <= _LONG)
    language = guess_language("\n".join(span.of(shown.text) for span in body) or shown.text[:20_000]) or head.language
    known = knowledge.world.sources.by_domain(source) if source else None
    home = _JAKARTA if language == "id" or (known and known.country == "IDN") else None
    first = next((n for n, line in enumerate(shown.lines) if body and line.span.end > body[0].start), -1)
    published = find_published(shown, head.stamps, url, title=title, first=first, calendar=load_calendar(knowledge), home=home)
    title_span = _title_span(shown, title, first)
    aside = _set_aside(shown, body, (title_span, published.span))
    return Document(
        id=hashlib.sha256(data).hexdigest(), name=origin.name, text=shown.text, form="html", url=url, source=source,
        published_on=published.on, published_at=published.at, dated=published.on, dated_by=published.by, language=language,
        title=title, byline=_byline(head, host), body=body, set_aside=aside,
        credits=find_credits(shown.text, body, aside, knowledge), problems=(*problems, *faults, *missed),
        evidence=_evidence(title_span, published),
    )  # fmt: skip


def _tree(page: str) -> tuple[Any, str, list[Problem], bool]:
    """The tree of a page, the page as parsed, what had to be done to it, and whether an extractor can bear it."""
    faults = []
    if "\x00" in page:
        page = page.replace("\x00", "")
        faults.append(Problem("holds NUL characters; left out"))
    if len(page) > LONGEST:
        faults.append(Problem(f"is {len(page):,} characters long; read up to {LONGEST:,}"))
        page = page[:LONGEST]
    root = parse_html(page)
    count, depth = measure_tree(root)
    if depth > DEPTH:
        faults.append(Problem(f"nests its tags {DEPTH} deep and deeper; read without them"))
        page = flatten(page)
        root = parse_html(page)
    if count > _ELEMENTS:
        faults.append(Problem(f"holds {count:,} elements; the article was looked for by paragraph length alone"))
    return root, page, faults, count <= _ELEMENTS and depth <= DEPTH


def _body(page: str, shown: PageText, head: Metadata, title: str | None, sound: bool) -> tuple[tuple[Span, ...], list[Problem]]:
    opinions = [*([ask_trafilatura(parse_html(page)) or []] if sound else []), *([head.article_body.split("\n")] if head.article_body else [])]
    lines = find_body(shown, opinions, title)
    return tuple(_trimmed(shown.text, shown.lines[n].span) for n in lines), [] if lines else [Problem("no article found on the page")]


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))


def _address(head: Metadata, origin: Origin) -> tuple[str | None, str | None]:
    """The article's own address and its host: a canonical link to a front page says less than a full address elsewhere."""
    found = [parsed for url in (*head.urls, origin.url) if (parsed := parse_address(url))]
    best = next((p for p in found if re.search(r"\w/[^/?#]", p[0].split("://", 1)[1])), found[0] if found else None)
    return best if best else (None, None)


def _source(head: Metadata, host: str | None, knowledge: Knowledge) -> str | None:
    sources = knowledge.world.sources
    if host:
        return sources.registrable(host)
    for name in head.sites:
        known = sources.by_name(name)
        if known:
            return known.domain
        if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", name):
            return sources.registrable(name.lower())
    return None


def _site_names(head: Metadata, host: str | None, source: str | None, knowledge: Knowledge) -> list[str]:
    known = knowledge.world.sources.by_domain(source) if source else None
    stem = (source or host or "").split(".")[0]
    return [*head.sites, stem, *(known.names if known else ())]


def _byline(head: Metadata, host: str | None) -> str | None:
    """Whom the head names as author: people, not the house and no address."""
    stem = squash((host or "").split(".")[-2]) if host else ""
    people = [a for a in head.authors if "://" not in a and 2 < len(a) < 80 and not (stem and stem in squash(a)) and not a.startswith("@")]
    return ", ".join(dict.fromkeys(people[:4])) or None


def _title_span(shown: PageText, title: str | None, first: int) -> Span | None:
    """Where the headline stands: its last line before the body, else its first anywhere."""
    places = [n for n, line in enumerate(shown.lines) if title and squash(line.span.of(shown.text)) == squash(title)]
    best = max((n for n in places if n < first), default=places[0] if places else None)
    return shown.lines[best].span if best is not None else None


def _evidence(title: Span | None, published: Published) -> tuple[tuple[str, Span], ...]:
    return tuple((name, span) for name, span in (("published", published.span), ("title", title)) if span)


def _set_aside(shown: PageText, body: Sequence[Span], head: Sequence[Span | None]) -> tuple[SetAside, ...]:
    """Every line that is neither body nor head, with the reason its place in the page gives."""
    taken, said = {span.start for span in body}, {squash(span.of(shown.text)) for span in body}
    aside = []
    for line in shown.lines:
        span = _trimmed(shown.text, line.span)
        if span.start in taken or span.start == span.end or any(h and h.overlaps(span) for h in head):
            continue
        words = span.of(shown.text)
        inside = bool(body) and body[0].start < span.start < body[-1].start
        if line.zone:
            reason = line.zone
        elif len(words) > 40 and squash(words) in said:
            reason = "repeat"
        elif inside and line.linked <= 0.5 * len(words) and len(words) < 100:
            reason = "subheading"
        else:
            reason = "teaser" if line.linked > 0.5 * len(words) and len(words.split()) >= 4 else "navigation"
        aside.append(SetAside(span, reason))
    return tuple(aside)
