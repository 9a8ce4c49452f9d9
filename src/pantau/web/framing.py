"""A picture of the desk as a file of its own: its title, what it was narrowed to, its key and its sources written on it.

The file needs nothing of the desk: its style holds only the rules it uses, with the light colours written in; it has no script, no
link and no address. Other programs that draw SVG know no colours by name, so none are left.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from markupsafe import Markup, escape

from pantau.report.pictures.frame import BODY, SMALL, join, number, plain_words, tag, width_of, wrap, write
from pantau.report.wording import inert
from pantau.web.rendering import find_static

SHEETS = ("pictures.css", "overview.css")
FAMILY = "Arial, Helvetica, sans-serif"
_EDGE, _LINE, _TITLE = 24.0, 18.0, 18.0
_NARROWEST = 480.0
"""A picture may be narrower than its words."""

_DRAWN = re.compile(
    r'<svg class="drawing (?P<css>[a-z]+)"[^>]* viewBox="0 0 (?P<width>[0-9.]+) (?P<height>[0-9.]+)"[^>]*>(?P<inside>.*)</svg>',
    re.DOTALL,
)
_NAMED = re.compile(r"\s*<title[^>]*>[^<]*</title>\s*<desc[^>]*>[^<]*</desc>")
_LINKED = re.compile(r'<a href="[^"]*" tabindex="-1">')
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/")


class Sign(NamedTuple):
    """A sign of a picture's key, 22 by 16, and what it means."""

    drawing: Markup
    words: str


class Framed(NamedTuple):
    """What stands around a picture: its title, a summary for those who cannot see it, what it was narrowed to, its key, notes below."""

    title: str
    summary: str
    narrowed: str
    key: tuple[Sign, ...] = ()
    notes: tuple[str, ...] = ()


def frame_picture(drawing: Markup, around: Framed, *, language: str) -> str:
    """The file: SVG with an XML head. Empty for an empty drawing."""
    found = _DRAWN.search(str(drawing))
    if found is None:
        return ""
    wide, high = float(found["width"]), float(found["height"])
    room = max(wide, _NARROWEST)
    head, y = _write_head(around, room)
    inside = Markup(_LINKED.sub("<g>", _NAMED.sub("", found["inside"], count=1)).replace("</a>", "</g>"))
    place = {"x": _EDGE, "y": y, "width": wide, "height": high, "viewBox": f"0 0 {number(wide)} {number(high)}"}
    picture = tag("svg", inside=inside, class_=f"drawing {found['css']}", **place)  # type: ignore[arg-type]
    foot, height = _write_foot(around, room, y + high + 14, found["css"])
    is_map = found["css"] == "map"
    edge = [tag("rect", x=_EDGE, y=y, width=wide, height=high, fill="none", stroke=palette()["hair"])] if is_map else []
    body = join([*head, picture, *edge, *foot])
    width = room + 2 * _EDGE
    paper = tag("rect", width=width, height=height, fill=palette()["paper"])
    style = tag("style", inside=Markup(style_for(str(body))))
    named = [
        tag("title", inside=escape(plain_words(around.title)), id="picture-title"),
        tag("desc", inside=escape(" ".join(inert(around.summary[:4000]).split())), id="picture-desc"),
    ]
    whole = tag(
        "svg", inside=Markup("\n{}\n").format(join([*named, style, paper, body])), xmlns="http://www.w3.org/2000/svg", role="img",
        aria_labelledby="picture-title picture-desc", lang=language, viewBox=f"0 0 {number(width)} {number(height)}", width=width,
        height=height, font_family=FAMILY, fill=palette()["ink"],
    )  # fmt: skip
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}\n'


def policy_of(picture: str) -> str:
    """The content security policy of a file: its own style by hash, and nothing else."""
    style = picture.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"sandbox; default-src 'none'; style-src 'sha256-{digest}'"


def _write_head(around: Framed, room: float) -> tuple[list[Markup], float]:
    """The title and what the picture was narrowed to; and where it begins."""
    y = _EDGE + 14
    parts = [write(around.title, _EDGE, y, room=room, size=_TITLE, is_bold=True)]
    for words in wrap(around.narrowed, room, BODY, lines=3) if around.narrowed else ():
        y += _LINE
        parts.append(write(words, _EDGE, y, room=room, size=BODY, css="soft"))
    return [tag("g", inside=join(parts), class_="drawing")], y + 16


def _write_foot(around: Framed, room: float, top: float, css: str) -> tuple[list[Markup], float]:
    """The key in as many lines as it takes, then the notes; and the height of the whole."""
    x, y, signs = _EDGE, top + 8, list[Markup]()
    for sign in around.key:
        long = 30 + width_of(sign.words, SMALL)
        if x > _EDGE and x + long > room + _EDGE:
            x, y = _EDGE, y + 20
        meant = write(sign.words, 28, 12, room=room - 28)
        signs.append(tag("g", inside=join([sign.drawing, meant]), transform=f"translate({number(x)} {number(y - 12)})"))
        x += long + 16
    y += 22 if around.key else 0
    notes = []
    for words in (line for note in around.notes if note for line in wrap(note, room, SMALL, lines=6)):
        notes.append(write(words, _EDGE, y, room=room, css="soft"))
        y += 16
    parts = [tag("g", inside=join(signs), class_=f"drawing {css}")] if signs else []
    return [*parts, tag("g", inside=join(notes), class_="drawing")], y - 16 + _EDGE


@cache
def palette() -> dict[str, str]:
    """The desk's colours in the light, on white paper."""
    desk = find_static("desk.css").read_text(encoding="utf-8")
    return {**dict(re.findall(r"--([a-z]+): light-dark\((#[0-9a-f]{3,8}),", desk)), "paper": "#ffffff"}


@cache
def _rules() -> tuple[tuple[tuple[tuple[str, frozenset[str]], ...], str], ...]:
    """The rules for what is drawn: selectors, each with the classes it needs, and declarations with the colours written in."""
    found = []
    for name in SHEETS:
        for selectors, body in _RULE.findall(_without_media(_COMMENT.sub("", find_static(name).read_text(encoding="utf-8")))):
            wanted = [each.strip() for each in selectors.split(",") if not re.search(r":|>|@", each)]
            kept = tuple((each, frozenset(re.findall(r"\.([a-zA-Z][\w-]*)", each))) for each in wanted)
            declared = [part.strip() for part in body.split(";") if part.strip()]
            words = "; ".join(_resolved(part) for part in declared if not part.startswith(_IDLE))
            if kept and words:
                found.append((kept, words))
    return tuple(found)


_IDLE = ("cursor", "text-decoration", "vector-effect", "display", "margin", "padding", "overflow", "border", "scroll")
"""Declarations of a page, not of what is drawn."""


def _without_media(sheet: str) -> str:
    """The sheet without what holds for some screens alone."""
    return re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet)


def _resolved(declaration: str) -> str:
    return re.sub(r"var\(--([a-z]+)\)", lambda name: FAMILY if name[1] == "sans" else palette()[name[1]], declaration)


def style_for(drawing: str) -> str:
    """The rules that a drawing uses, a line each."""
    used = {word for words in re.findall(r'class="([^"]*)"', drawing) for word in words.split()}
    lines = []
    for selectors, words in _rules():
        kept = [selector for selector, needs in selectors if needs and needs <= used]
        lines += [f"{', '.join(kept)} {{ {words} }}"] if kept else []
    return "\n".join(["", *lines, ""])


def signs_of(drawn: Sequence[tuple[Markup, str]]) -> tuple[Sign, ...]:
    """Signs as the page's key has them, without the picture around each."""
    found = []
    for sign, words in drawn:
        inside = re.search(r"<svg[^>]*>(.*)</svg>", str(sign), re.DOTALL)
        found.append(Sign(Markup(inside[1] if inside else ""), words))
    return tuple(found)
