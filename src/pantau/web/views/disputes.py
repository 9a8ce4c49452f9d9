"""What the theatres' files tell of lines and areas in dispute, for the map: approximate, and no word on whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pantau.web.asking import Asked
from pantau.world import Theatre


@dataclass(frozen=True)
class DisputedArea:
    """A region or district of a theatre that another party held, when the theatre begins, than the country it is counted to."""

    theatre: str
    name: str
    other_name: str | None
    lat: float
    lon: float
    precision: str
    held_by: str
    country: str


@dataclass(frozen=True)
class MapLine:
    """A theatre's line or the outline of an area, approximate: `names` by language, `points` in degrees north and east, the place that
    an area is the outline of, what it was drawn after in `source`, and from when to when it was there (None: open)."""

    theatre: str
    name: str
    names: dict[str, str]
    kind: str
    from_on: date | None
    until_on: date | None
    points: tuple[tuple[float, float], ...]
    outline_of: str | None
    source: str

    def name_in(self, language: str) -> str:
        """Its name in a language, else the file's own."""
        return self.names.get(language, self.name)


def _chosen(asked: Asked) -> Iterator[Theatre]:
    """The theatres asked for, or all."""
    return (theatre for theatre in asked.theatres if not asked.filter.theatre or theatre.id in asked.filter.theatre)


def disputed_areas(asked: Asked) -> list[DisputedArea]:
    """Of the theatres chosen, or of all: their middles, as the files tell them."""
    return [
        DisputedArea(theatre.id, p.name, p.other_name, p.lat, p.lon, p.kind, p.party, p.country)
        for theatre in _chosen(asked)
        for p in theatre.places
        if p.kind in ("region", "district") and p.lat is not None and p.lon is not None and p.party and p.country
        and p.party != p.country
    ]  # fmt: skip


def lines_at(asked: Asked, first_on: date | None, last_on: date | None) -> list[MapLine]:
    """The lines of the theatres chosen, or of all, that were there on one of some days."""
    return [
        MapLine(
            theatre.id, each.name, {code: words[0] for code, words in sorted(each.names.items()) if words}, each.kind, each.from_on,
            each.until_on, each.points, each.place, each.source,
        )
        for theatre in _chosen(asked) for each in theatre.lines if each.touches(first_on, last_on)
    ]  # fmt: skip
