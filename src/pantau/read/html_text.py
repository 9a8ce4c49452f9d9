"""The visible text of an HTML page in document order, one block a line, with what the tree says about each line.

The walk is a loop, never a recursion: a page may nest as deeply as it likes.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from typing import Any, NamedTuple

from lxml import etree, html

from pantau.model import Span

DEPTH = 400
"""Deeper pages are no news pages: they are flattened first, since parsers and extractors give up (libxml2 at 2048) or recurse."""

_HIDDEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "meta",
        "link",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "map",
        "select",
        "option",
        "datalist",
        "textarea",
        "button",
        "dialog",
        "frameset",
        "noframes",
        "amp-ad",
        "amp-analytics",
        "amp-iframe",
        "amp-video",
        "amp-sidebar",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "caption",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_OBJECTS = frozenset(["img", "picture", "input", "iframe", "object", "video", "audio", "svg", "button", "amp-img"])
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_GAP = re.compile(r"[ \t\n\r\f]+")

_ZONE_TAGS = {
    "nav": "navigation",
    "footer": "navigation",
    "aside": "teaser",
    "figcaption": "caption",
    "caption": "caption",
    "form": "navigation",
}
_ZONE_WORDS = tuple(
    # Words of class and id attributes, matched name by name: English in nearly every template, whatever the page's language.
    # `tag-x` and `category-x` are what WordPress puts on the article itself.
    (reason, re.compile(rf"(?:^|\s)(?!tag-|category-)(?:{words})(?=\s|$)"))
    for reason, words in (
        ("comment", r"(?:\w+[-_])?(?:comments?|komentar|disqus|respond)(?:[-_]\S*)?|boxkomentar"),
        ("caption", r"\S*caption\S*|(?:\S*[-_])?keterangan(?:[-_]\S*)?|\S*(?:photo|image|foto|img)[-_]?credits?\S*"),
        ("advert", r"(?:\S*[-_])?(?:ads?|adv|adsbygoogle|adverts?|advertisement|iklan|sponsor(?:ed)?|promo|promotion)(?:[-_]\S*)?"),
        ("author", r"(?:\S*[-_])?(?:authors?|penulis|bylines?|bio|reporter|writer|pewarta|wartawan)(?:[-_]\S*)?"),
        (
            "teaser",
            r"(?:\S*[-_])?(?:relateds?|terkait|baca-?juga|recommend\w*|rekomendasi|popular|terpopuler|trending|most-?read|newsletter|sidebar"
            r"|teasers?|linksisip\w*|lihat-?juga|see-?also|also-?read|read-?(?:more|also|next)|more-?news|inner-?links?|outbrain|taboola|mgbox"
            r"|berita-?lain\w*)(?:[-_]\S*)?",
        ),
        (
            "navigation",
            r"(?:\S*[-_])?(?:nav|navbar|navigation|menu|topmenu|breadcrumbs?|footer|shares?|sharing|sosmed|socials?|social-?media|tags|taglist|tag-list|pagination"
            r"|paging|toolbar|cookies?|copyright|topnav|topbar)(?:[-_]\S*)?",
        ),
    )
)
_LEAVES = frozenset(
    ["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dd", "dt", "td", "th", "figcaption", "address"]
)
_WHOLE = frozenset(("html", "body", "main", "article"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PICTURES = frozenset(("img", "picture", "amp-img"))
_FINE = frozenset(("small", "em", "i", "cite"))
_STRONG = frozenset(("b", "strong"))


class Line(NamedTuple):
    """One line of the page and what the tree says of it.

    `linked`: how many of its characters are links; `zone`: the reason to set it aside that tag or class names give, or None;
    `tag`: its block's; `container`: the number of the element that holds it and its brothers; `hints`: class and id words
    around it; `strong`: all in bold type.
    """

    span: Span
    linked: int
    zone: str | None
    tag: str
    container: int
    hints: str
    strong: bool


class PageText(NamedTuple):
    """All visible text of a page, and its lines; how many elements its tree has and how deeply they are nested."""

    text: str
    lines: tuple[Line, ...]
    elements: int = 0
    depth: int = 0


def render(page: str) -> tuple[Any, PageText, bool]:
    """The tree of a page, its visible text, and whether it was so deep that its tags had to be taken out first."""
    root = parse_html(page)
    shown = write_page(root)
    if shown.depth <= DEPTH:
        return root, shown, False
    root = parse_html(flatten(page))
    return root, write_page(root), True


def parse_html(page: str) -> Any:
    """The tree of a page; never None, never fetching anything, whatever the page holds."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    root = None
    page = _HUGE_TAG.sub(_without_attributes, page)
    with suppress(etree.ParserError):  # nothing in it: an empty tree says the same
        root = etree.fromstring(page.encode("utf-8", errors="replace"), parser)
    return root if root is not None else etree.fromstring(b"<html><body></body></html>", parser)


_HUGE_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]{0,30})\b[^<>]{20000,}>")
_MOST_ATTRIBUTES = 2000


def _without_attributes(tag: re.Match[str]) -> str:
    """A tag with thousands of attributes without them: the parser compares each with all before it."""
    return tag.group() if tag.group().count("=") + tag.group().count(" ") < _MOST_ATTRIBUTES else f"<{tag.group(1)}>"


_UNREAD = re.compile(r"<(?:!--|(script|style|noscript|template|head|svg|textarea|select)\b)", re.IGNORECASE)
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]{0,30})\b[^<>]*>")


def flatten(page: str) -> str:
    """The page with its tags reduced to line breaks: for pages too deep for any tree. One pass, however the page is broken."""
    kept, at = [], 0
    while opening := _UNREAD.search(page, at):
        kept.append(page[at : opening.start()])
        tag = opening.group(1)
        closing = re.compile(f"</{tag}" if tag else "-->", re.IGNORECASE).search(page, opening.end())
        at = closing.end() if closing else len(page)
    flat = _TAG.sub(lambda tag: "<br>" if tag.group(1).lower() in (*_BLOCKS, "br") else "", "".join((*kept, page[at:])))
    return f"<html><body>{flat}</body></html>"


class _Writer:
    """Collects the text: collapses white space as a browser does, ends a line at every block edge and line break."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.lines: list[tuple[Line, tuple[int, ...]]] = []
        self.at = self.start = self.linked = 0
        self.gap = False
        self.first: tuple[str, int, str, tuple[int, ...]] | None = None
        self.plain = False

    def write(self, words: str, state: _State) -> None:
        words = _GAP.sub(" ", words)
        if words.startswith(" "):
            self.gap, words = True, words[1:]
        if not words:
            return
        trailing = words.endswith(" ")
        words = words[:-1] if trailing else words
        if self.gap and self.at > self.start:
            words = " " + words
        self.first = self.first or state.here()
        self.plain = self.plain or not state.strong
        self.parts.append(words)
        self.at += len(words)
        self.linked += len(words) if state.links else 0
        self.gap = trailing

    def write_lines(self, words: str, state: _State) -> None:
        """Preformatted text: its own line ends count."""
        for number, line in enumerate(words.splitlines()):
            if number:
                self.end_line()
            self.write(line, state)

    def end_line(self) -> None:
        if self.first is not None:
            tag, container, hints, zones = self.first
            self.lines.append((Line(Span(self.start, self.at), self.linked, None, tag, container, hints, not self.plain), zones))
            self.parts.append("\n")
            self.at += 1
        self.start, self.linked, self.gap, self.first, self.plain = self.at, 0, False, None, False


class _State:
    """Where the walk is: open blocks, zones, links; every list is as long as elements of that kind are open."""

    def __init__(self) -> None:
        self.blocks: list[tuple[str, int]] = [("html", 0)]
        self.zones: list[int] = []
        self.hints: list[str] = []
        self.links = self.strong = self.pre = 0
        self.parents: list[int] = [0]
        self.pictured = -1
        self.reasons: list[str] = []

    def here(self) -> tuple[str, int, str, tuple[int, ...]]:
        tag, number = self.blocks[-1]
        if tag in _LEAVES and len(self.blocks) > 1:
            number = self.blocks[-2][1]
        return tag, number, " ".join(self.hints[-3:]), tuple(self.zones)

    def open(self, element: Any, tag: str) -> tuple[bool, bool, bool, bool]:
        block, name = tag in _BLOCKS, f"{(element.get('class') or '')[:200]} {(element.get('id') or '')[:60]}".lower()
        if block:
            self.parents.append(self.blocks[-1][1])
            self.blocks.append((tag, len(self.parents) - 1))
        reason = _ZONE_TAGS.get(tag) or (_zone_of(name) if tag not in _WHOLE and name != " " else None)
        if tag in _PICTURES:
            self.pictured = self.blocks[-1][1]
        elif tag in _FINE and self.pictured == self.blocks[-1][1] and not (element.tail or "").strip():
            reason = "caption"  # <p><img><br><small>…</small></p>
        if reason:
            self.zones.append(len(self.reasons))
            self.reasons.append(reason)
        hint = tag == "time" or name != " "
        if hint:
            self.hints.append(f"{tag} {name}" if tag == "time" else name)
        self.links += tag == "a"
        self.strong += tag in _STRONG
        self.pre += tag == "pre"
        return block, bool(reason), hint, tag in ("a", "pre") or tag in _STRONG

    def close(self, tag: str, opened: tuple[bool, bool, bool, bool]) -> None:
        block, zone, hint, counted = opened
        if block:
            self.blocks.pop()
        if zone:
            self.zones.pop()
        if hint:
            self.hints.pop()
        if counted:
            self.links -= tag == "a"
            self.strong -= tag in _STRONG
            self.pre -= tag == "pre"


def _zone_of(name: str) -> str | None:
    return next((reason for reason, words in _ZONE_WORDS if words.search(name)), None)


def write_page(root: Any) -> PageText:
    """The visible text of a tree: every block and `<br>` ends a line, inline elements join as they stand, hidden ones fall out."""
    writer, state = _Writer(), _State()
    opened: list[tuple[bool, bool, bool, bool]] = []
    elements = depth = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            hidden = _is_hidden(element, tag)
            if hidden:
                walk.skip_subtree()
            opened.append(state.open(element, tag if not hidden else ""))
            elements, depth = elements + 1, max(depth, len(opened))
            if opened[-1][0] or tag == "br":
                writer.end_line()
            if element.text and not hidden:
                (writer.write_lines if state.pre else writer.write)(element.text, state)
        else:
            done = opened.pop()
            if done[0]:
                writer.end_line()
            state.close(tag, done)
            writer.gap = writer.gap or tag in _OBJECTS
            if element.tail and opened:
                (writer.write_lines if state.pre else writer.write)(element.tail, state)
    writer.end_line()
    return PageText(
        "".join(writer.parts), _with_zones(_with_links(_with_brothers(writer.lines, state.parents)), state.reasons), elements, depth
    )


def _is_hidden(element: Any, tag: str) -> bool:
    return not tag or tag in _HIDDEN or element.get("hidden") is not None or bool(_UNSEEN.search(element.get("style") or ""))


def _with_brothers(lines: list[tuple[Line, tuple[int, ...]]], parents: list[int]) -> list[tuple[Line, tuple[int, ...]]]:
    """The lines, those alone in a `<div>` counted among the children of the element around it: some write `<div>` for `<p>`."""
    number = Counter(line.container for line, _ in lines)
    return [
        (line._replace(container=parents[line.container]) if number[line.container] == 1 and line.tag == "div" else line, zones)
        for line, zones in lines
    ]


def _with_links(lines: list[tuple[Line, tuple[int, ...]]]) -> list[tuple[Line, tuple[int, ...]]]:
    """The lines, without their links where nearly all long ones are linked: a link that was never closed says nothing."""
    long = [line for line, _ in lines if line.span.end - line.span.start >= 80]
    if sum(line.linked for line in long) <= 0.7 * sum(line.span.end - line.span.start for line in long):
        return lines
    return [(line._replace(linked=0), zones) for line, zones in lines]


def _with_zones(lines: list[tuple[Line, tuple[int, ...]]], reasons: list[str]) -> tuple[Line, ...]:
    """Give each line the innermost zone around it, but no zone that holds the better part of the page or its running text.

    Whole pages stand in a `<form>`, whole articles in a `<div class="share-content">`.
    """
    size, prose = [0] * len(reasons), [0] * len(reasons)
    for line, zones in lines:
        length = line.span.end - line.span.start
        for zone in zones:
            size[zone] += length
            prose[zone] += length if is_prose(line) else 0
    most, most_prose = (
        0.4 * sum(x.span.end - x.span.start for x, _ in lines),
        0.5 * sum(x.span.end - x.span.start for x, _ in lines if is_prose(x)),
    )
    kept = [size[z] < most and not (prose[z] > max(600, most_prose) and reasons[z] != "comment") for z in range(len(reasons))]
    return tuple(line._replace(zone=next((reasons[z] for z in reversed(zones) if kept[z]), None)) for line, zones in lines)


def is_prose(line: Line) -> bool:
    """Whether a line is long and unlinked enough to be a paragraph of running text."""
    length = line.span.end - line.span.start
    return length >= 80 and line.linked < 0.3 * length and line.tag not in _HEADINGS
