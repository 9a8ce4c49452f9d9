"""HTML pages to documents: the text is all visible text, the body those lines that make the article."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta, timezone
from typing import Any

from pantau.knowledge import Knowledge
from pantau.model import Document, Problem, Span
from pantau.read.credits import find_credits
from pantau.read.decode import decode, find_charset
from pantau.read.html_body import ask_trafilatura, find_body
from pantau.read.html_dates import find_published
from pantau.read.html_layout import find_author, split_article
from pantau.read.html_text import DEPTH, Line, PageText, parse_html, render
from pantau.read.language import guess_language
from pantau.read.metadata import Metadata, clean_title, parse_address, read_metadata, site_ends, squash
from pantau.read.moment import load_calendar
from pantau.read.origin import Kept, Origin, Unread
from pantau.read.vocabulary import page_words
from pantau.world.sources import Sources

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
    """A page as decoded to a document, in order: its text, what its head says, the article, its day, what is set aside, credits."""
    page, faults = _bounded(page)
    root, shown, flattened = render(page)
    sound, reasons = _sound(shown, flattened)
    faults += reasons
    head = read_metadata(root if not flattened else parse_html(page[: page.lower().find("</head") + 1 or 100_000]))
    url, host = _address(head, origin)
    words, sources = page_words(knowledge), knowledge.world.sources
    source = _source(root, head, host, sources)
    title = clean_title(head.titles, (line.span.of(shown.text) for line in shown.lines), _site_names(head, host, source, sources))
    chosen = find_body(shown, _opinions(page, head, sound), title)
    if not chosen and head.article_body:
        shown, chosen = _with_unseen(shown, head.article_body)
        faults.append(Problem("the article stands only in the page's data for machines; taken from there"))
    first = chosen[0] if chosen else -1
    language = (
        guess_language("\n".join(shown.lines[n].span.of(shown.text) for n in chosen[:40]) or shown.text[:20_000]) or head.language
    )
    published = find_published(
        shown, head.stamps, url, title=title, first=first, calendar=load_calendar(knowledge), home=_home(language, source, sources)
    )
    title_span = _title_span(shown, title, first)
    body, aside, dateline = split_article(shown, chosen, (title_span, published.span), words, sources)
    if source is None and dateline and dateline.source:
        source = dateline.source.domain
    return Document(
        id=hashlib.sha256(data).hexdigest(), name=origin.name, text=shown.text, form="html", url=url, source=source,
        published_on=published.on, published_at=published.at, dated=published.on, dated_by=published.by, language=language,
        title=title, byline=_byline(head, host) or find_author(shown, words),
        dateline=dateline.span.of(shown.text) if dateline else None, body=body, set_aside=aside,
        credits=find_credits(shown.text, body, aside, knowledge, outlet=source),
        problems=(*problems, *faults, *(() if body else (Problem("no article found on the page"),))),
        evidence=_evidence(dateline=dateline.span if dateline else None, published=published.span, title=title_span),
    )  # fmt: skip


def _home(language: str | None, source: str | None, sources: Sources) -> timezone | None:
    """The zone of a clock that names none: western Indonesia's for Indonesian pages, else unknown."""
    known = sources.by_domain(source) if source else None
    return _JAKARTA if (known.country == "IDN" if known else language == "id") else None


def _bounded(page: str) -> tuple[str, list[Problem]]:
    """A page without NULs and no longer than is read, and what that took."""
    faults = []
    if "\x00" in page:
        page = page.replace("\x00", "")
        faults.append(Problem("holds NUL characters; left out"))
    if len(page) > LONGEST:
        faults.append(Problem(f"is {len(page):,} characters long; read up to {LONGEST:,}"))
    return page[:LONGEST], faults


def _sound(shown: PageText, flattened: bool) -> tuple[bool, list[Problem]]:
    """Whether an extractor can bear the page, and if not, why."""
    if flattened:
        return False, [Problem(f"nests its tags more than {DEPTH} deep; read without them")]
    if shown.elements > _ELEMENTS or len(shown.text) > _LONG:
        size = f"{shown.elements:,} elements and {len(shown.text):,} characters"
        return False, [Problem(f"holds {size}; the article was looked for by paragraph length alone")]
    return True, []


def _opinions(page: str, head: Metadata, sound: bool) -> Iterator[list[str]]:
    """What others take for the article, best first: trafilatura where it can bear the page, then the publisher's `articleBody`."""
    if sound:
        yield ask_trafilatura(parse_html(page)) or []
    if head.article_body:
        yield head.article_body.split("\n")


def _with_unseen(shown: PageText, article: str) -> tuple[PageText, list[int]]:
    """The page's text with an article that only scripts would show set behind it, and the numbers of its lines."""
    text, lines = shown.text, list(shown.lines)
    for paragraph in filter(str.strip, article.split("\n")):
        lines.append(Line(Span(len(text), len(text) + len(paragraph)), 0, None, "p", -1, "", False))
        text += paragraph + "\n"
    return PageText(text, tuple(lines)), list(range(len(shown.lines), len(lines)))


def _address(head: Metadata, origin: Origin) -> tuple[str | None, str | None]:
    """The article's own address and its host: a canonical link to a front page says less than a full address elsewhere."""
    found = [parsed for url in (*head.urls, origin.url) if (parsed := parse_address(url))]
    best = next((p for p in found if re.search(r"\w/[^/?#]", p[0].split("://", 1)[1])), found[0] if found else None)
    return best if best else (None, None)


def _source(root: Any, head: Metadata, host: str | None, sources: Sources) -> str | None:
    """The outlet's domain: of the page's address, else of a house named in its head or titles, else where its links lead."""
    if host:
        return sources.registrable(host)
    names = [*head.sites, *(end for title in head.titles for end in site_ends(title))]
    for name in names:
        known = sources.by_name(name)
        if known:
            return known.domain
        if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", name) and (domain := sources.registrable(name.lower())):
            return domain
    hosts = Counter(parsed[1] for link in root.iter("a", "link") if (parsed := parse_address((link.get("href") or "")[:500])))
    led = Counter(known.domain for host, n in sorted(hosts.items()) if (known := sources.by_domain(host)) for _ in range(n))
    best = led.most_common(1)
    return best[0][0] if best and best[0][1] >= 0.4 * hosts.total() else None


def _site_names(head: Metadata, host: str | None, source: str | None, sources: Sources) -> list[str]:
    known = sources.by_domain(source) if source else None
    stem = (source or host or "").split(".")[0]
    return [*head.sites, stem, *(known.names if known else ())]


def _byline(head: Metadata, host: str | None) -> str | None:
    """Whom the head names as author: people, not the house and no address."""
    stem = squash((host or "").split(".")[-2]) if host else ""
    people = [
        a for a in head.authors if "://" not in a and 2 < len(a) < 80 and not (stem and stem in squash(a)) and not a.startswith("@")
    ]
    return ", ".join(dict.fromkeys(people[:4])) or None


def _title_span(shown: PageText, title: str | None, first: int) -> Span | None:
    """Where the headline stands: its last line before the body, else its first anywhere."""
    places = [n for n, line in enumerate(shown.lines) if title and squash(line.span.of(shown.text)) == squash(title)]
    best = max((n for n in places if n < first), default=places[0] if places else None)
    return shown.lines[best].span if best is not None else None


def _evidence(**spans: Span | None) -> tuple[tuple[str, Span], ...]:
    return tuple((name, span) for name, span in sorted(spans.items()) if span)
