"""Lines of contact, borders and outlines of areas in a theatre's file: approximate, for the map alone; they settle no claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

LINE_KINDS = ("contact", "border", "area")
MOST_POINTS = 200

Degrees = tuple[float, float]
"""Degrees north and east."""


@dataclass(frozen=True)
class TheatreLine:
    """A line that was there from one day to another (None: open); of an `area` the last point leads back to the first.

    `place` is the file's place of which an area is the outline. `source` says in words what it was drawn after.
    """

    name: str
    kind: str
    points: tuple[Degrees, ...]
    source: str
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place: str | None = None
    from_on: date | None = None
    until_on: date | None = None

    def touches(self, first_on: date | None, last_on: date | None) -> bool:
        """Whether it was there on one of some days (None: open)."""
        is_over = self.until_on is not None and first_on is not None and self.until_on < first_on
        is_ahead = self.from_on is not None and last_on is not None and last_on < self.from_on
        return not is_over and not is_ahead


def parse_points(value: Any, kind: str) -> tuple[Degrees, ...] | str:
    """The points of a line, or what is wrong with them, in words."""
    least = 3 if kind == "area" else 2
    if not isinstance(value, list) or not least <= len(value) <= MOST_POINTS:
        return f"must be {least} to {MOST_POINTS} points, each [degrees north, degrees east]"
    points = []
    for n, point in enumerate(value, 1):
        if not isinstance(point, list) or len(point) != 2 or not all(type(degree) in (int, float) for degree in point):
            return f"point {n} must be [degrees north, degrees east], not {point!r}"
        lat, lon = point
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            return f"point {n} lies beyond the degrees there are: {point!r}"
        points.append((float(lat), float(lon)))
    return tuple(points)
