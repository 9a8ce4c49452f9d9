"""ASK for what a map and a timeline are drawn from: where and when every incident lies, narrow enough to count any part at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, Text, cast, func, select

from pantau.model import IncidentDigest, Place
from pantau.store import digest_schema as tables
from pantau.store.bodies import from_body
from pantau.store.digest import NO_DAY
from pantau.store.keeping import Kept, select_told_in
from pantau.store.looking import Cursor, Page, Wanted, select_listed

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
At = tuple[float, float] | Literal["nowhere"]
_AT_ONCE = 400


class Spot(NamedTuple):
    """The incidents at one pair of coordinates: how many, the number of the newest by number, and the last day told of them."""

    place: Place
    incidents: int
    number: int
    last_on: date | None


@dataclass(frozen=True, eq=False)
class Chart:
    """Every incident as a number, its days (as ordinals, 0 for none), its least origins and its place (an index, -1 for none)."""

    numbers: Ints
    days: Ints
    last_days: Ints
    origins: Ints
    spots: Ints
    places: tuple[Place, ...]

    def find_spots(self, among: Mask) -> list[Spot]:
        """Where some of the incidents lie, most first."""
        here = among & (self.spots >= 0)
        size, at = len(self.places), self.spots[here]
        counts, newest, last = np.bincount(at, minlength=size), np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
        np.maximum.at(newest, at, self.numbers[here])
        np.maximum.at(last, at, self.last_days[here])
        found = [
            Spot(self.places[n], int(counts[n]), int(newest[n]), date.fromordinal(int(last[n])) if last[n] else None)
            for n in np.flatnonzero(counts)
        ]  # fmt: skip
        return sorted(found, key=lambda spot: (-spot.incidents, spot.place.lat or 0, spot.place.lon or 0))

    def count_nowhere(self, among: Mask) -> int:
        """How many of them have no coordinates."""
        return int((among & (self.spots < 0)).sum())

    def count_periods(self, among: Mask, starts: Sequence[int], end: int) -> list[int]:
        """How many of them touch each period: from one start (an ordinal, growing) to before the next, the last to before `end`."""
        edges = np.array([*starts, end], dtype=np.int64)
        here = among & (self.days > 0) & (self.last_days >= edges[0]) & (self.days < end)
        first = np.clip(np.searchsorted(edges, self.days[here], side="right") - 1, 0, len(starts) - 1)
        last = np.clip(np.searchsorted(edges, self.last_days[here], side="right") - 1, 0, len(starts) - 1)
        steps = np.bincount(first, minlength=len(starts) + 1) - np.bincount(last + 1, minlength=len(starts) + 1)
        return [int(each) for each in np.cumsum(steps)[: len(starts)]]

    def count_before(self, among: Mask, day: int) -> int:
        """How many of them begin before a day."""
        return int((among & (self.days > 0) & (self.days < day)).sum())

    def spread(self, among: Mask, share: float) -> tuple[int, int, int] | None:
        """The first day of them, the one before which that share of them begins, and the last; None where none has a day."""
        days = np.sort(self.days[among & (self.days > 0)])
        if not len(days):
            return None
        return int(days[0]), int(days[int(len(days) * share)]), int(self.last_days[among].max())


def load_chart(connection: Connection) -> Chart:
    """All incidents of the store."""
    t, ordinals = tables.incident_digest.c, {NO_DAY: 0}
    spots: dict[tuple[float, float], int] = {}
    newest: list[int] = []
    rows = []
    for n, day, last, origins, lat, lon in connection.execute(
        select(t.number, t.day, t.last_day, t.at_least, t.lat, t.lon).order_by(t.number)
    ):  # fmt: skip
        for each in (day, last):
            if each not in ordinals:
                ordinals[each] = date.fromisoformat(each).toordinal()
        at = -1
        if lat is not None and lon is not None:
            at = spots.setdefault((lat, lon), len(spots))
            newest[at : at + 1] = [n]
        rows.append((n, ordinals[day], ordinals[last], origins, at))
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 5)
    numbers, days, last_days, least, at_spots = (np.ascontiguousarray(column) for column in table.T)
    return Chart(numbers, days, last_days, least, at_spots, _places(connection, newest))


def _places(connection: Connection, numbers: list[int]) -> tuple[Place, ...]:
    """The places of some incidents that have one."""
    t, found = tables.incident_digest.c, dict[int, Place]()
    for start in range(0, len(numbers), _AT_ONCE):
        query = select(t.number, t.body).where(t.number.in_(numbers[start : start + _AT_ONCE]))
        for row in connection.execute(query):
            place = from_body(IncidentDigest, row.body).place
            assert place is not None
            found[row.number] = place
    return tuple(found[number] for number in numbers)


def find_among(connection: Connection, chart: Chart, wanted: Wanted) -> Mask:
    """Which of the incidents are asked for, as `looking.find_incidents` understands it."""
    among: Mask = np.ones(len(chart.numbers), dtype=np.bool_)
    if wanted.since is not None:
        among &= chart.last_days >= wanted.since.toordinal()
    if wanted.until is not None:
        among &= (chart.days <= wanted.until.toordinal()) & (chart.days > 0)
    if wanted.origins is not None:
        among &= chart.origins >= wanted.origins
    for facet, values in wanted.facets.items():
        if values:
            among &= find_valued(connection, chart, facet, values)
    if wanted.kept is not None:
        among &= find_told_in(connection, chart, wanted.kept)
    return among


def find_told_in(connection: Connection, chart: Chart, kept: Kept) -> Mask:
    """Which of the incidents one of these documents tells of."""
    if kept.is_all:
        everything: Mask = np.ones(len(chart.numbers), dtype=np.bool_)
        return everything
    numbers = select_told_in(kept).subquery()
    return _marked(chart, connection.execute(select(func.aggregate_strings(cast(numbers.c.incident, Text), ","))).scalar())


def _marked(chart: Chart, numbers: str | None) -> Mask:
    """The incidents of these numbers (with commas between): one string is handed over far quicker than as many rows."""
    found: Mask = np.zeros(len(chart.numbers), dtype=np.bool_)
    if numbers:
        found[np.searchsorted(chart.numbers, np.fromstring(numbers, dtype=np.int64, sep=","))] = True
    return found


def find_valued(connection: Connection, chart: Chart, facet: str, values: Sequence[str]) -> Mask:
    """Which of the incidents have one of the values of a facet."""
    t = tables.incident_facet.c
    words = func.aggregate_strings(cast(t.number, Text), ",")
    return _marked(chart, connection.execute(select(words).where(t.facet == facet, t.value.in_(values))).scalar())


def _place_of(day: str) -> int:
    """Where a cursor's day stands among the days; one that no calendar has counts as the start."""
    try:
        return 0 if day == NO_DAY else date.fromisoformat(day).toordinal()
    except ValueError:
        return 0


def _lying_at(chart: Chart, among: Mask, at: At | None) -> Mask:
    if at is None:
        return among
    where = {(place.lat, place.lon): n for n, place in enumerate(chart.places)}
    here: Mask = among & (chart.spots == (-1 if at == "nowhere" else where.get(at, -2)))
    return here


def select_incidents_at(chart: Chart, among: Mask, at: At | None) -> Select[Any]:
    """The question for the numbers of those of some incidents that lie at the very coordinates, or have none (`at` None: of all)."""
    return select_listed(chart.numbers[_lying_at(chart, among, at)].tolist())


def find_incidents_at(
    connection: Connection, chart: Chart, among: Mask, at: At | None, *, after: Cursor | None = None, limit: int = 50
) -> Page[IncidentDigest]:
    """Those of some incidents that lie at the very coordinates, or have none (`at` None: all of them), newest first."""
    t = tables.incident_digest.c
    among = _lying_at(chart, among, at)
    here = np.flatnonzero(among)
    here = here[np.lexsort((chart.numbers[here], chart.days[here]))][::-1]
    rest = here
    if after is not None:
        day = _place_of(after.day)
        rest = here[(chart.days[here] < day) | ((chart.days[here] == day) & (chart.numbers[here] < int(after.key)))]
    shown = [int(chart.numbers[n]) for n in rest[:limit]]
    rows = connection.execute(select(t.number, t.day, t.body).where(t.number.in_(shown)))
    found = {row.number: row for row in rows}
    going_on = Cursor(found[shown[-1]].day, str(shown[-1])) if len(rest) > limit else None
    return Page(tuple(from_body(IncidentDigest, found[n].body) for n in shown), len(here), False, going_on)
