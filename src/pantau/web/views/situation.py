"""The situation: where things happened, when, and what is new since a chosen day. A mark is no more exact than the words were."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pantau.model import EVENT_TYPES, STATUSES, Place
from pantau.store.charting import Chart, Mask, Spot, find_valued
from pantau.store.digest import NO_DAY
from pantau.store.keeping import find_newest_kept
from pantau.store.listing import Pages, find_pages
from pantau.web.asking import Asked, Param, Picture, View
from pantau.web.filters import Filter
from pantau.web.views.disputes import DisputedArea, MapLine, disputed_areas, lines_at
from pantau.web.views.incidents import among_of, chart_of, write_place
from pantau.web.views.news import NewIncidents, NewRecords, ReadSince, new_incidents, new_records, next_second, read_since

DRAWN = ("point", "settlement", "district", "region")
"""How exact a place must be to stand on the map: a country is no point."""
MOST_SPOTS, MOST_PERIODS, NEW_DAYS = 200, 80, 7
_DENSE = 0.9
"""The timeline shows at least this part of the incidents; older ones are told by their number."""


@dataclass(frozen=True)
class PlaceMark:
    """The incidents at one place: `key` is the place in an address, `incident` the only one there."""

    key: str
    place: Place
    incidents: int
    incident: str | None
    last_on: date | None


@dataclass(frozen=True)
class Extent:
    """What the map shows, in degrees; `is_world` where it shows everything."""

    west: float
    south: float
    east: float
    north: float
    is_world: bool

    def holds(self, lat: float | None, lon: float | None) -> bool:
        """Whether it shows a point."""
        return lat is not None and lon is not None and self.south <= lat <= self.north and self.west <= lon <= self.east


@dataclass(frozen=True)
class SituationMap:
    """What stands on the map (most incidents first), what is too vague for it, how many have no place; `left_out` places have fewer
    incidents than any shown. `disputed` are the areas of which no outline is known, `lines` those that touch the days shown."""

    extent: Extent
    marks: tuple[PlaceMark, ...]
    left_out: int
    vague: tuple[PlaceMark, ...]
    nowhere: int
    disputed: tuple[DisputedArea, ...]
    lines: tuple[MapLine, ...] = ()

    @property
    def outside(self) -> tuple[PlaceMark, ...]:
        """The marks beyond its frame."""
        return tuple(mark for mark in self.marks if not self.extent.holds(mark.place.lat, mark.place.lon))


@dataclass(frozen=True)
class Period:
    """A stretch of days and how many incidents touch it: all, and of each of the timeline's values in their order."""

    first_on: date
    last_on: date
    incidents: int
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Timeline:
    """Incidents by period (`day`, `week`, `month` or `year`), told apart by status or type; `earlier` touch a day before the first."""

    unit: str
    by: str
    values: tuple[str, ...]
    periods: tuple[Period, ...]
    earlier: int


@dataclass(frozen=True)
class SituationPage:
    """The map, the timeline, what tells of a day since the one chosen, and what was read since a moment; `newest_on` is the newest day
    of the pages read, `newest_read_at` the instant of the last reading, `next_read_at` the first one behind it."""

    total: int
    map: SituationMap
    timeline: Timeline
    newest_on: date | None
    new_since: date | None
    incidents: NewIncidents
    breaks: NewRecords
    denials: NewRecords
    newest_read_at: str | None
    next_read_at: str | None
    read: ReadSince | None


def make_situation(asked: Asked) -> SituationPage:
    """Where, when, and what is new."""
    chart = chart_of(asked)
    among = among_of(asked, asked.filter.of_incidents())
    read_at = asked.remember("newest read", lambda: asked.store.ask(find_newest_kept))
    newest = asked.remember("newest day", lambda: _newest_day(asked, chart))
    since = asked.day("new_since") or _days_before(asked.filter.until or newest, NEW_DAYS - 1)
    return SituationPage(
        int(among.sum()), make_map(asked, chart, among), _timeline(asked, chart, among), newest, since,
        new_incidents(asked, chart, among, since), new_records(asked, since, "ceasefire", "violated"),
        new_records(asked, since, "claim", "deny"), read_at, read_at and next_second(read_at), read_since(asked, chart, among),
    )  # fmt: skip


def _newest_day(asked: Asked, chart: Chart) -> date | None:
    """The newest day of a page, else of an incident: what is planned for later is not news."""
    told = asked.store.ask(find_pages, Pages(), limit=1).items
    if told and told[0].day != NO_DAY:
        return date.fromisoformat(told[0].day)
    last = int(chart.days.max()) if len(chart.days) else 0
    return date.fromordinal(last) if last else None


def _days_before(day: date | None, days: int) -> date | None:
    return date.fromordinal(max(1, day.toordinal() - days)) if day else None


def make_map(asked: Asked, chart: Chart, among: Mask) -> SituationMap:
    """The map of some incidents, as the filter and the extent asked for frame it."""
    marks = [_mark(spot) for spot in chart.find_spots(among)]
    drawn = [mark for mark in marks if mark.place.precision in DRAWN]
    vague = tuple(mark for mark in marks if mark.place.precision not in DRAWN)
    extent = WORLD if asked.word("extent") == "world" else frame_of(drawn, _theatre_points(asked))
    is_near = extent.east - extent.west <= _NEAR_ENOUGH
    lines = tuple(line for line in lines_at(asked, *_days_shown(asked.filter, chart, among)) if is_near and _is_in(line.points, extent))
    outlined = {(line.theatre, line.outline_of) for line in lines}
    disputed = [area for area in disputed_areas(asked) if is_near and extent.holds(area.lat, area.lon)]
    return SituationMap(
        extent, tuple(drawn[:MOST_SPOTS]), len(drawn[MOST_SPOTS:]), vague, chart.count_nowhere(among),
        tuple(area for area in disputed if (area.theatre, area.name) not in outlined), lines,
    )  # fmt: skip


def _days_shown(wanted: Filter, chart: Chart, among: Mask) -> tuple[date | None, date | None]:
    """The first and the last day asked for, else those of the incidents."""
    spread = chart.spread(among, 0)
    first, last = (date.fromordinal(spread[0]), date.fromordinal(spread[2])) if spread else (None, None)
    return wanted.since or first, wanted.until or last


def _is_in(points: Sequence[tuple[float, float]], extent: Extent) -> bool:
    """Whether the box around some points has a part in the frame."""
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    in_height = min(lats) <= extent.north and extent.south <= max(lats)
    return in_height and min(lons) <= extent.east and extent.west <= max(lons)


def _mark(spot: Spot) -> PlaceMark:
    only = f"I{spot.number}" if spot.incidents == 1 else None
    return PlaceMark(write_place(spot.place), spot.place, spot.incidents, only, spot.last_on)


def _theatre_points(asked: Asked) -> list[tuple[float, float]]:
    """Where the one theatre that was chosen has its places."""
    chosen = [theatre for theatre in asked.theatres if asked.filter.theatre == (theatre.id,)]
    return [(p.lat, p.lon) for theatre in chosen for p in theatre.places if p.lat is not None and p.lon is not None]


_NEAR_ENOUGH = 45.0  # degrees; on a wider map an area of 70 km would be a point
WORLD = Extent(-180, -58, 180, 84, True)
_NARROWEST, _WIDEST, _NEAR = 2.4, 120.0, 0.75
_AIR, _ASPECT = 0.16, 4 / 3


def frame_of(marks: Sequence[PlaceMark], theatre: Sequence[tuple[float, float]]) -> Extent:
    """The frame around the three quarters of the incidents that lie nearest to their middle, or of the theatre's own places where one
    was chosen; the world where that would be half of it, or nothing is known."""
    weighed = [(lat, lon, 1) for lat, lon in theatre]
    weighed = weighed or [(mark.place.lat or 0.0, mark.place.lon or 0.0, mark.incidents) for mark in marks]
    if not weighed:
        return WORLD
    middle = _median([(lat, n) for lat, _, n in weighed]), _median([(lon, n) for _, lon, n in weighed])
    near = sorted(weighed, key=lambda one: ((one[0] - middle[0]) ** 2 + (one[1] - middle[1]) ** 2, one))
    wanted, kept, held = _NEAR * sum(n for *_, n in weighed), [], 0
    for one in near:
        if held >= wanted:
            break
        kept.append(one)
        held += one[2]
    lats, lons = [lat for lat, _, _ in kept], [lon for _, lon, _ in kept]
    if max(lons) - min(lons) > _WIDEST:
        return WORLD
    south, north = _widened(min(lats), max(lats), 0)
    squeeze = squeeze_at((south + north) / 2)
    west, east = _widened(min(lons), max(lons), _ASPECT * (north - south) / squeeze)
    south, north = _widened(south, north, (east - west) * squeeze / _ASPECT, air=0)
    return Extent(max(west, -180.0), max(south, -85.0), min(east, 180.0), min(north, 85.0), False)


def squeeze_at(lat: float) -> float:
    """How much shorter a degree of longitude is than one of latitude there."""
    return max(0.2, math.cos(math.radians(lat)))


def _median(values: Sequence[tuple[float, int]]) -> float:
    """The middle of values that count several times."""
    half, seen = sum(n for _, n in values) / 2, 0
    for value, times in sorted(values):
        seen += times
        if seen >= half:
            return value
    return 0.0


def _widened(low: float, high: float, least: float, *, air: float = _AIR) -> tuple[float, float]:
    """A stretch with air on both sides, at least as long as is asked."""
    more = max((high - low) * air, (max(least, _NARROWEST) - (high - low)) / 2, 0.0)
    return low - more, high + more


def _timeline(asked: Asked, chart: Chart, among: Mask) -> Timeline:
    by = asked.word("by") or "status"
    wanted = asked.filter
    floor = wanted.since.toordinal() if wanted.since else 1
    spread = chart.spread(among, 1 - _DENSE)
    if spread is None:
        return Timeline("day", by, (), (), 0)
    first, dense, last = spread
    last = min(last, wanted.until.toordinal()) if wanted.until else last
    unit, starts = _periods(max(first, floor), max(dense, floor), last)
    starts[0], end = max(starts[0], floor), last + 1
    known, asked_for = (STATUSES, wanted.status) if by == "status" else (EVENT_TYPES, wanted.type)
    valued = asked.remember(("valued", by), lambda: {v: asked.store.ask(find_valued, chart, by, (v,)) for v in known})
    counted = []
    for value in known:
        if not asked_for or value in asked_for:
            counts = chart.count_periods(among & valued[value], starts, end)
            counted += [(value, counts)] if any(counts) else []
    totals = chart.count_periods(among, starts, end)
    opening = next((n for n, total in enumerate(totals) if total), 0)
    periods = [
        Period(date.fromordinal(first), date.fromordinal(after - 1), totals[n], tuple(counts[n] for _, counts in counted))
        for n, (first, after) in enumerate(pairwise([*starts, end]))
    ][opening:]  # fmt: skip
    earlier = chart.count_before(among, periods[0].first_on.toordinal()) if floor < periods[0].first_on.toordinal() else 0
    return Timeline(unit, by, tuple(value for value, _ in counted), tuple(periods), earlier)


def _periods(first: int, dense: int, last: int) -> tuple[str, list[int]]:
    """The finest unit whose last MOST_PERIODS reach back to `dense`, and where its periods begin."""
    for unit in ("day", "week", "month"):
        starts = _starts(unit, first, last)
        if starts[0] <= dense:
            return unit, starts
    return "year", _starts("year", first, last)


def _starts(unit: str, first: int, last: int) -> list[int]:
    """Where the last MOST_PERIODS periods begin, up to `last`, none before that of `first`."""
    if unit in ("day", "week"):
        step = 1 if unit == "day" else 7
        end = last if unit == "day" else last - date.fromordinal(last).weekday()
        return [at for n in range(MOST_PERIODS - 1, -1, -1) if (at := end - n * step) > max(0, first - step)]
    day, found = date.fromordinal(last), list[int]()
    year, month = day.year, day.month if unit == "month" else 1
    while len(found) < MOST_PERIODS and year >= 1:
        found.append(date(year, month, 1).toordinal())
        if found[-1] <= first:
            break
        year, month = (year - 1, 12 if unit == "month" else 1) if month == 1 else (year, month - 1)
    return found[::-1]


SITUATION = View(
    name="situation", path="/situation", make=make_situation, of_record=True, goes_by_seen=True,
    uses=("since", "until", "theatre", "party", "type", "status", "origins", "outlet", "language"),
    params=(
        Param("new_since", "day"), Param("read_since", "moment"), Param("by", allowed=("status", "type")),
        Param("extent", allowed=("near", "world")),
    ),
    pictures=(Picture("map", "incidents"), Picture("timeline", "incidents")),
)  # fmt: skip
