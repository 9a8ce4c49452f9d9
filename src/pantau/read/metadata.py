"""What an HTML page says of itself to machines: JSON-LD, OpenGraph, meta tags, microdata. All may be missing, broken or wrong."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

_ARTICLE = re.compile(r"(?:article|posting|photograph|newsreport|imagegallery|photogallery|videoobject|report)$", re.IGNORECASE)
_NESTED = frozenset(("itemListElement", "hasPart", "relatedLink", "mentions", "comment", "isPartOf", "publisher", "breadcrumb"))
_DATE_KEYS = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "article:publish_date",
    "datepublished", "date_published", "content_publisheddate", "dtk:publishdate", "originalpublishdate", "publishdate",
    "publish-date", "publish_date", "published_time", "published-date", "published_date", "published", "publish_time",
    "publication_date", "publication-date", "pubdate", "pub_date", "parsely-pub-date", "sailthru.date", "bt:pubdate",
    "cxenseparse:recs:publishtime", "article.published", "iso-8601-publish-date", "dc.date.issued", "dcterms.issued",
    "dcterms.date", "dc.date.created", "dcterms.created", "dc.date", "createdate", "article:created_time", "datecreated", "date",
    "tanggal",
)  # fmt: skip
_TITLE_KEYS = ("og:title", "twitter:title", "dc.title", "title")
_AUTHOR_KEYS = (
    "author",
    "article:author",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "content_author",
    "byl",
    "dtk:author",
)
_SITE_KEYS = ("og:site_name", "application-name", "al:android:app_name", "apple-mobile-web-app-title", "publisher", "dc.publisher")
_LOOSE = {
    key: re.compile(rf'"{key}"\s*:\s*"((?:[^"\\]|\\.){{1,400}})"') for key in ("datePublished", "headline", "url", "dateCreated")
}  # fmt: skip


class Metadata(NamedTuple):
    """The statements of a page's head, best first in every list, uncleaned but for entities and outer space."""

    stamps: tuple[str, ...]
    titles: tuple[str, ...]
    authors: tuple[str, ...]
    urls: tuple[str, ...]
    sites: tuple[str, ...]
    article_body: str | None
    language: str | None


def read_metadata(root: Any) -> Metadata:
    """All statements a page makes for machines; never fails, whatever they look like."""
    linked, loose = _json_ld(root)
    articles = _articles(linked)
    metas = _metas(root)
    return Metadata(
        stamps=_unique(
            [
                *_keys(articles, "datePublished", "dateCreated"),
                *loose["datePublished"],
                *_stamps(root, metas),
                *loose["dateCreated"],
            ]
        ),
        titles=_unique(
            [
                *_keys(articles, "headline", "name"),
                *loose["headline"],
                *_item(root, "headline"),
                *_of(metas, _TITLE_KEYS),
                *_title(root),
            ]
        ),
        authors=_unique([*_names(articles, "author", "creator"), *_item(root, "author"), *_of(metas, _AUTHOR_KEYS)]),
        urls=_unique([*_links(root), *_of(metas, ("og:url", "twitter:url")), *_addresses(articles), *loose["url"]]),
        sites=_unique([*_of(metas, _SITE_KEYS), *_names(articles, "publisher")]),
        article_body=next(_keys(articles, "articleBody"), None),
        language=_language(root, metas),
    )


def _unique(values: Iterable[Any]) -> tuple[str, ...]:
    cleaned = (" ".join(html.unescape(v[:1000]).split()) for v in values if isinstance(v, str))
    return tuple(dict.fromkeys(v for v in cleaned if v))


def _json_ld(root: Any) -> tuple[list[Any], dict[str, list[str]]]:
    """The objects of all JSON-LD scripts, and what a pattern still finds in those that are broken."""
    found: list[Any] = []
    loose: dict[str, list[str]] = {key: [] for key in _LOOSE}
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = script.text or ""
        parsed = parse_json_ld(source)
        if parsed is not None:
            found.append(parsed)
            continue
        for key, pattern in _LOOSE.items():
            loose[key] += [_unquote(match) for match in pattern.findall(source)[:1]]
    return found, loose


def parse_json_ld(source: str) -> Any | None:
    """A JSON-LD script as objects, mending what templates break: comments around it, raw line ends, entities, trailing commas."""
    bare = (
        re.sub(
            r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$",
            "",
            source,
        )
        .strip()
        .rstrip(";")
    )
    for attempt in (bare, re.sub(r",(\s*[}\]])", r"\1", bare), html.unescape(bare) if "&quot;" in bare else ""):
        try:
            return json.loads(attempt, strict=False) if attempt else None
        except (ValueError, RecursionError):
            continue
    return None


def _unquote(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value


def _articles(linked: list[Any]) -> list[dict[str, Any]]:
    """The objects that describe this page's article, best first: articles before pages; those of lists are left out."""
    ranked: list[tuple[int, int, dict[str, Any]]] = []
    queue: list[tuple[Any, bool]] = [(item, False) for item in linked]
    at = 0
    while at < len(queue) and at < 5000:
        item, nested = queue[at]
        at += 1
        if isinstance(item, list):
            queue += [(part, nested) for part in item]
        elif isinstance(item, dict):
            kind = item.get("@type")
            kinds = [k for k in (kind if isinstance(kind, list) else [kind]) if isinstance(k, str)]
            article, page = any(_ARTICLE.search(k) for k in kinds), any(k.endswith("WebPage") for k in kinds)
            if article or page:
                ranked.append((2 * nested + page, len(ranked), item))
            queue += [(value, nested or key in _NESTED) for key, value in item.items() if isinstance(value, dict | list)]
    return [item for _, _, item in sorted(ranked, key=lambda r: r[:2]) if _ < 2]


def _keys(articles: list[dict[str, Any]], *keys: str) -> Iterator[str]:
    for key in keys:
        for article in articles:
            value = article.get(key)
            if isinstance(value, list):
                value = next((v for v in value if isinstance(v, str)), None)
            if isinstance(value, str | int) and str(value).strip():
                yield str(value)


def _names(articles: list[dict[str, Any]], *keys: str) -> Iterator[str]:
    for article in articles:
        for key in keys:
            value = article.get(key)
            for person in value if isinstance(value, list) else [value]:
                name = person.get("name") if isinstance(person, dict) else person
                for one in name if isinstance(name, list) else [name]:
                    if isinstance(one, str):
                        yield one


def _addresses(articles: list[dict[str, Any]]) -> Iterator[str]:
    for article in articles:
        for value in (article.get("url"), article.get("mainEntityOfPage"), article.get("@id")):
            address = value.get("@id") or value.get("url") if isinstance(value, dict) else value
            if isinstance(address, str):
                yield address


def _metas(root: Any) -> dict[str, list[str]]:
    """All `<meta>` contents by lower-case name, property or itemprop, in page order."""
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        content = meta.get("content")
        for name in {meta.get("property"), meta.get("name"), meta.get("itemprop")} - {None} if content else ():
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _of(metas: dict[str, list[str]], keys: Iterable[str]) -> list[str]:
    return [value for key in keys for value in metas.get(key, ())[:1]]


def _item(root: Any, prop: str) -> list[str]:
    """What microdata of that property says, first one first; teasers come later in a page than the article they stand under."""
    for element in root.iter():
        if prop in (element.get("itemprop") or "").split():
            value = element.get("content") or element.get("datetime") or "".join(element.itertext())[:300]
            if value.strip():
                return [value]
    return []


def _stamps(root: Any, metas: dict[str, list[str]]) -> list[str]:
    # Machines write <meta> and microdata from the article itself; `date` alone may be the day of the download, so it comes last.
    return [*_of(metas, _DATE_KEYS[:1]), *_item(root, "datePublished"), *_of(metas, _DATE_KEYS), *_times(root)]


def _times(root: Any) -> list[str]:
    """`<time datetime>`: those marked as publication, else the first inside an article; lists of others have them as well."""
    marked = [
        t
        for t in root.iter("time")
        if t.get("pubdate") is not None or re.search(r"publi|posted|entry-date", (t.get("class") or "")[:200])
    ]
    inside = [t for box in list(root.iter("article", "main"))[:1] for t in box.iter("time")]
    return [t.get("datetime") for t in (*marked[:1], *inside[:1]) if t.get("datetime")]


def _title(root: Any) -> list[str]:
    return ["".join(title.itertext()) for title in list(root.iter("title"))[:1]]


def _links(root: Any) -> list[str]:
    return [link.get("href") or "" for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split()][:1]


def _language(root: Any, metas: dict[str, list[str]]) -> str | None:
    named = (
        root.get("lang")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or next(iter(_of(metas, ("og:locale", "language"))), None)
    )
    found = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", named or "")
    return found.group(0).lower() if found else None


_ARCHIVED = re.compile(r"/(?:web/)?\d{8,14}(?:[a-z]{2}_)?/(https?:/{1,2}.+)", re.IGNORECASE)


def parse_address(url: str | None) -> tuple[str, str] | None:
    """The address and host of an article's URL: archive and AMP wrappers undone; None for one that is not of the web."""
    if not url:
        return None
    wrapped = _ARCHIVED.search(url) if "archive" in url else re.search(r"ampproject\.org/[cv]/(?:s/)?([^\s]+)", url)
    inner = wrapped.group(1) if wrapped else url.strip()
    inner = inner if "://" in inner else f"https:{inner}" if inner.startswith("//") else f"https://{inner}" if wrapped else inner
    try:
        parts = urlsplit(inner)
        host = parts.hostname
    except ValueError:
        return None
    return (inner, host) if parts.scheme in ("http", "https") and host and "." in host else None


def clean_title(titles: Iterable[str], lines: Iterable[str], sites: Iterable[str]) -> str | None:
    """The headline among a page's titles: without the site's name, the one that a line of the page repeats if any does."""
    names = {squash(site) for site in sites} - {""}
    shown = {squash(line) for line in lines}
    candidates = [(title, strip_site(title, names, shown)) for title in titles]
    for _, bare in candidates:
        if squash(bare) in shown:
            return bare
    # A headline cut short for a search engine is the beginning of a longer one.
    best = candidates[0][1] if candidates else None
    longer = (
        bare
        for _, bare in candidates
        if best and bare != best and squash(bare).startswith(squash(best.rstrip(" .…"))) and best.endswith(("...", "…"))
    )
    return next(longer, best)


def squash(words: str) -> str:
    """Letters and digits alone, lower case: for comparing names and titles."""
    return re.sub(r"[\W_]+", "", words.casefold())


_SEPARATOR = re.compile(r"\s+(?:[-–—|»·•:]|::|\|\|)\s+|\s*\|\s*")


def strip_site(title: str, names: Iterable[str], shown: Iterable[str] = ()) -> str:
    """A title without what stands behind (or before) its separators, where that is the site's name or the rest is a shown line."""
    names, shown = set(names), set(shown)
    pieces = list(_SEPARATOR.finditer(title))
    for piece in (*pieces, *re.finditer(r":\s+", title)):
        if squash(title[: piece.start()]) in shown:
            return title[: piece.start()]
        if squash(title[piece.end() :]) in shown:
            return title[piece.end() :]
    for piece in reversed(pieces):
        tail, head = squash(title[piece.end() :]), squash(title[: piece.start()])
        if _is_site(tail, names):
            title = title[: piece.start()]
        elif head in names:
            title = title[piece.end() :]
    return title.strip()


def site_ends(title: str) -> Iterator[str]:
    """What may name the site in a page's title: its last piece, that with its last words (a section's name) left off, its first."""
    pieces = [piece for piece in _SEPARATOR.split(title) if piece.strip()]
    words = pieces[-1].split() if len(pieces) > 1 else []
    yield from (" ".join(words[:end]) for end in range(min(len(words), 5), 0, -1))
    if words:
        yield pieces[0].strip()


def _is_site(words: str, names: set[str]) -> bool:
    """Whether words name a site: one of its names with a section beside it at most (`Kompas.com Regional`), or a bare domain."""
    return any(n in words and len(words) <= len(n) + 16 for n in names if len(n) >= 3)
