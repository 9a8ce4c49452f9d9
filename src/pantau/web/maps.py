"""The map, drawn without a tile or a script: outlines, disputed areas dashed, and marks no more exact than the words they stand for."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from pantau.report.pictures.frame import SMALL, Head, frame, join, line, number, path, plain_words, tag, tip, width_of, write
from pantau.web.outlines import Box, Country, Point, cut_ring, load_countries, touches
from pantau.web.pointing import draw_linked
from pantau.web.views.disputes import DisputedArea, MapLine
from pantau.web.views.situation import Extent, PlaceMark, squeeze_at

RADIUS_KM = {"district": 20.0, "region": 70.0}
"""How far around its middle an area is drawn: of none is the outline known."""
_KM_A_DEGREE = 111.2
_FAR = 60.0  # degrees beyond which the coarse outlines do
_MOST_LABELS, _MANY = 120, 60


class MapWords(NamedTuple):
    """The map's own words; `{km}` stands for a number."""

    approximate: str = "approximate"
    scale: str = "{km} km"
    language: str = "en"


class Label(NamedTuple):
    """Words to be written beside something, clear of it by `reach`: at the first of its spots where there is room."""

    words: str
    spots: tuple[Point, ...]
    reach: float
    css: str


class Sheet:
    """What lies where on the paper: one degree of latitude is as long everywhere, one of longitude as in the middle of the map."""

    def __init__(self, extent: Extent, width: float) -> None:
        self.extent, self.width = extent, width
        self.squeeze = 0.8 if extent.is_world else squeeze_at((extent.south + extent.north) / 2)
        self.scale = width / ((extent.east - extent.west) * self.squeeze)
        self.height = (extent.north - extent.south) * self.scale

    def at(self, lat: float, lon: float) -> Point:
        """A point on the paper."""
        return (lon - self.extent.west) * self.squeeze * self.scale, (self.extent.north - lat) * self.scale

    def km(self, kilometres: float) -> float:
        """A length on the paper."""
        return kilometres / _KM_A_DEGREE * self.scale

    @property
    def box(self) -> Box:
        """What it shows, with some air so that cut edges stay out of sight."""
        e, air = self.extent, (self.extent.north - self.extent.south) * 0.03
        return e.west - air, e.south - air, e.east + air, e.north + air


def draw_map(
    extent: Extent, marks: Sequence[PlaceMark], disputed: Sequence[DisputedArea], lines: Sequence[MapLine] = (), *, head: Head,
    width: int, href: Callable[[PlaceMark], str], title: Callable[[PlaceMark], str], country: Callable[[str, str], str],
    words: MapWords,
) -> Markup:  # fmt: skip
    """The map of an extent as SVG; `href`, `title` and `country` (of a code and the atlas's name) give links and words."""
    sheet = Sheet(extent, width)
    shown = [mark for mark in marks if extent.holds(mark.place.lat, mark.place.lon)]
    land, named_lands = _draw_land(extent, width)
    countries = [label for each in named_lands if (label := _country_label(each, country, sheet))]
    areas = [mark for mark in shown if mark.place.precision in RADIUS_KM]
    dots = [mark for mark in shown if mark.place.precision not in RADIUS_KM]
    reach = _reaches(dots)
    rings = [_draw_disputed(sheet, area, words) for area in disputed] + [_draw_line(sheet, each, words) for each in lines]
    parts = [_draw_area(sheet, mark, href(mark), title(mark)) for mark in areas]
    parts += [_draw_dot(sheet, mark, reach(mark), href(mark), title(mark)) for mark in dots]
    labels = [_label_of(sheet, mark, reach(mark)) for mark in shown[:_MOST_LABELS]]
    named = {(mark.place.lat, mark.place.lon) for mark in shown}
    labels += [_disputed_label(sheet, area, words) for area in disputed if (area.lat, area.lon) not in named]
    labels += [_line_label(sheet, each, words) for each in lines]
    sea = tag("rect", class_="sea", x=0, y=0, width=width, height=sheet.height)
    said = _write_labels(labels, countries, dots, reach, sheet)
    inside = [sea, land, *rings, *parts, said, _draw_scale(sheet, words)]
    return frame(head, width, sheet.height, inside, css="map")


class NamedLand(NamedTuple):
    """A country, and the area and middle of its largest part on the paper."""

    country: Country
    area: float
    x: float
    y: float


@lru_cache(maxsize=32)
def _draw_land(extent: Extent, width: int) -> tuple[Markup, tuple[NamedLand, ...]]:
    """The countries in the frame, and where their names may stand."""
    sheet = Sheet(extent, width)
    is_far = sheet.extent.east - sheet.extent.west > _FAR
    box, parts, named = sheet.box, list[Markup](), list[NamedLand]()
    for each in load_countries("110m" if is_far else "50m"):
        cut = [cut_ring(ring, box) for ring_box, ring in each.rings if touches(ring_box, box)]
        rings = [[sheet.at(lat, lon) for lon, lat in ring] for ring in cut if len(ring) > 2]
        steps = "".join(_steps(ring) for ring in rings)
        if steps:
            parts.append(path(steps, "land"))
            named.append(NamedLand(each, *max(map(_middle, rings))))
    return join(parts), tuple(named)


def _steps(ring: Sequence[Point]) -> str:
    """A ring as path steps without points that lie on one another at this size."""
    kept: list[Point] = []
    for x, y in ring:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 0.9:
            kept.append((x, y))
    if len(kept) < 3:
        return ""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in kept) + "z"


def _country_label(land: NamedLand, country: Callable[[str, str], str], sheet: Sheet) -> Label | None:
    """Its name in the middle of its largest part, where that is large enough."""
    words = country(land.country.code, land.country.name)
    room = width_of(words, SMALL) + 8
    is_inside = room / 2 < land.x < sheet.width - room / 2 and 14 < land.y < sheet.height - 14
    return Label(words, ((land.x, land.y),), 0, "land-name") if land.area >= room * 34 and is_inside else None


def _middle(ring: Sequence[Point]) -> tuple[float, float, float]:
    """The area of a ring and its centroid."""
    twice = x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        cross = ax * by - bx * ay
        twice, x, y = twice + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    return (abs(twice) / 2, x / (3 * twice), y / (3 * twice)) if twice else (0.0, 0.0, 0.0)


def _reaches(dots: Sequence[PlaceMark]) -> Callable[[PlaceMark], float]:
    """The radius of a dot: its area grows with the incidents there."""
    most, top = max((mark.incidents for mark in dots), default=1), 8.5 if len(dots) <= _MANY else 2.8
    return lambda mark: 3.4 + top * math.sqrt(mark.incidents / max(most, 8))


def _where(sheet: Sheet, mark: PlaceMark) -> Point:
    return sheet.at(mark.place.lat or 0.0, mark.place.lon or 0.0)


def _draw_dot(sheet: Sheet, mark: PlaceMark, reach: float, href: str, title: str) -> Markup:
    x, y = _where(sheet, mark)
    return draw_linked(_disc("dot", x, y, reach), href=href, title=title)


def _radius(sheet: Sheet, precision: str) -> float:
    return max(9.0, sheet.km(RADIUS_KM[precision]))


def _draw_area(sheet: Sheet, mark: PlaceMark, href: str, title: str) -> Markup:
    """Somewhere in it: a faint disc, never a point."""
    x, y = _where(sheet, mark)
    return draw_linked(_disc("around", x, y, _radius(sheet, mark.place.precision)), href=href, title=title)


def _disc(css: str, x: float, y: float, reach: float) -> str:
    return f'<circle class="{css}" cx="{number(x)}" cy="{number(y)}" r="{number(reach)}"/>'


def _draw_disputed(sheet: Sheet, area: DisputedArea, words: MapWords) -> Markup:
    x, y = sheet.at(area.lat, area.lon)
    ring = tag("circle", class_="disputed", cx=x, cy=y, r=_radius(sheet, area.precision))
    return tag("g", inside=tip(f"{both_names(area.name, area.other_name)} ({words.approximate})") + ring)


def _disputed_label(sheet: Sheet, area: DisputedArea, words: MapWords) -> Label:
    middle = sheet.at(area.lat, area.lon)
    return Label(f"{both_names(area.name, area.other_name)} ({words.approximate})", (middle,), 0, "disputed-name")


def _draw_line(sheet: Sheet, each: MapLine, words: MapWords) -> Markup:
    """A line of contact or an outline, dashed."""
    steps = "L".join(f"{number(x)} {number(y)}" for x, y in (sheet.at(lat, lon) for lat, lon in each.points))
    drawn = path(f"M{steps}{'z' if each.kind == 'area' else ''}", _LINES[each.kind])
    return tag("g", inside=tip(f"{each.name_in(words.language)} ({words.approximate})") + drawn)


_LINES = {"contact": "contact", "border": "border", "area": "outline"}


def _line_label(sheet: Sheet, each: MapLine, words: MapWords) -> Label:
    """Its name, beside the middle of what is seen of it, else beside another of its points."""
    seen = [sheet.at(lat, lon) for lat, lon in each.points if sheet.extent.holds(lat, lon)]
    outward = sorted(range(len(seen)), key=lambda n: (abs(2 * n - len(seen)), n))
    name = f"{each.name_in(words.language)} ({words.approximate})"
    return Label(name, tuple(seen[n] for n in outward), 6, "contact-name" if each.kind == "contact" else "disputed-name")


def both_names(name: str, other: str | None) -> str:
    """The names that the sides call a place by."""
    return f"{name} / {other}" if other and other != name else name


def _label_of(sheet: Sheet, mark: PlaceMark, reach: float) -> Label:
    x, y = _where(sheet, mark)
    words = plain_words(both_names(mark.place.name or mark.place.raw, mark.place.other_name))
    is_area = mark.place.precision in RADIUS_KM
    words = f"{words} · {mark.incidents}" if mark.incidents > 1 else words
    return Label(words, ((x, y),), 0 if is_area else reach + 3, "around-name" if is_area else "spot-name")


def _write_labels(
    labels: Sequence[Label],
    countries: Sequence[Label],
    dots: Sequence[PlaceMark],
    reach: Callable[[PlaceMark], float],
    sheet: Sheet,
) -> Markup:
    """Each where it is free beside its thing, the first served first; the names of countries where room is left."""
    taken = [_scale_box(sheet)]
    for mark in dots:
        x, y = _where(sheet, mark)
        r = reach(mark)
        taken.append((x - r, y - r, x + r, y + r))
    parts = []
    for label in (*labels, *countries):
        if place := _free(label, taken, sheet):
            x, y = place
            taken.append(_label_box(label, x, y))
            parts.append(write(label.words, x, y, room=sheet.width, css=label.css))
    return join(parts)


def _label_box(label: Label, x: float, y: float) -> Box:
    return x - 2, y - 11, x + width_of(label.words, SMALL) + 2, y + 3


def _free(label: Label, taken: Sequence[Box], sheet: Sheet) -> Point | None:
    """Right, left, above or below of its thing; in its middle where it may stand on it."""
    wide = width_of(label.words, SMALL)
    for x, y in (place for spot in label.spots for place in _around(label, spot, wide)):
        box = _label_box(label, x, y)
        is_inside = box[0] >= 0 and box[2] <= sheet.width and box[1] >= 0 and box[3] <= sheet.height
        if is_inside and not any(touches(box, other) for other in taken):
            return x, y
    return None


def _around(label: Label, spot: Point, wide: float) -> list[Point]:
    """Where the words may begin, the best place first."""
    (x, y), r = spot, label.reach
    if r:
        return [(x + r, y + 4), (x - r - wide, y + 4), (x - wide / 2, y - r - 3), (x - wide / 2, y + r + 11)]
    return [(x - wide / 2, y + 4 + shift) for shift in (0, -16, 16, -32, 32)]


def _scale_box(sheet: Sheet) -> Box:
    """What the scale takes of the map."""
    return (0, sheet.height - 26, sheet.width * 0.22 + 90, sheet.height) if not sheet.extent.is_world else (0, 0, 0, 0)


def _draw_scale(sheet: Sheet, words: MapWords) -> Markup:
    """A bar of a round number of kilometres; none on a map of the world, where no length holds everywhere."""
    if sheet.extent.is_world:
        return Markup("")
    fitting = [km for km in (10, 20, 50, 100, 200, 500, 1000, 2000) if sheet.km(km) <= sheet.width * 0.22]
    km = fitting[-1] if fitting else 5
    foot, length = sheet.height - 12, sheet.km(km)
    bar = join([line(12, foot, 12 + length, foot, "scale"), line(12, foot - 4, 12, foot, "scale"),
                line(12 + length, foot - 4, 12 + length, foot, "scale")])  # fmt: skip
    return bar + write(words.scale.format(km=km), 18 + length, foot + 2, room=90, css="soft")


def draw_key(kind: str) -> Markup:
    """One sign of the map's key."""
    signs = {
        "dot": Markup('<circle class="dot" cx="11" cy="8" r="5"/>'),
        "around": Markup('<circle class="around" cx="11" cy="8" r="7"/>'),
        "disputed": Markup('<circle class="disputed" cx="11" cy="8" r="7"/>'),
        "outline": Markup('<path class="outline" d="M2 5L9 1L20 4L18 14L6 15z"/>'),
        "contact": Markup('<path class="contact" d="M1 12L8 7L13 9L21 3"/>'),
        "border": Markup('<path class="border" d="M1 12L8 7L13 9L21 3"/>'),
    }
    return Markup('<svg class="drawing map sign" viewBox="0 0 22 16" width="22" height="16" aria-hidden="true">{}</svg>').format(
        escape(signs[kind])
    )
