"""A field report: what an observer heard, saw, recorded or was told, in fields; what is kept of it is its canonical JSON.

The grain is that of the tables of ceasefire violations of observer missions: where the observer stood, where it happened or in which
direction and how far off, by what means it is known, how many over which interval, what, with which weapon.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from datetime import datetime
from math import asin, atan2, cos, degrees, hypot, radians, sin
from typing import Any, NamedTuple

from pantau.model.casualty import CATEGORIES, OUTCOMES

SCHEMA = "pantau/observation/1"
MEANS = ("heard", "seen", "recorded", "told")
"""How the observer knows: `recorded` by a camera or another device, `told` by somebody else, which makes it hearsay."""
WHAT = ("explosion", "burst", "shot", "shelling", "movement", "damage", "casualties", "access_refused", "calm")
FIRE = ("explosion", "burst", "shot", "shelling")
"""What is fire: force that was used."""
NATURES = ("outgoing", "impact", "in_flight", "exchange", "exercise")
"""What the fire was, as far as it could be told; an exercise is no use of force against anybody."""
DIRECTIONS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
NEARNESS = ("point", "settlement", "district", "region")
"""How exactly a position is known, among the precisions of a place."""
EARTH_KM = 6371.0088
_HEAD = b'{"$schema":"pantau/observation/'


class Harmed(NamedTuple):
    """Persons harmed: how many (`high` None: at least `low`), who, in what way, of which party where that is known."""

    low: int
    high: int | None
    category: str
    outcome: str
    party: str | None = None


@dataclass(frozen=True, kw_only=True)
class Observation:
    """One field report. `id` is given by who files it, so that one sent twice is one; days and hours are in the zone it states.

    `count` and `distance` are ranges (None: not determined; a `high` alone is never there). `bearing` is in degrees from north as seen
    from the position. `photos` are SHA-256 of the originals. `corrects` is the document that this one takes the place of.
    """

    id: str
    mission: str
    observer: str
    language: str
    theatre: str
    began_at: datetime
    ended_at: datetime
    means: tuple[str, ...]
    what: str
    position: str | None = None
    position_lat: float | None = None
    position_lon: float | None = None
    position_precision: str = "settlement"
    told_by: str | None = None
    told_for: str | None = None
    nature: str | None = None
    count_low: int | None = None
    count_high: int | None = None
    place: str | None = None
    place_lat: float | None = None
    place_lon: float | None = None
    bearing: int | None = None
    distance_low_km: float | None = None
    distance_high_km: float | None = None
    weapon: str | None = None
    fire_from: str | None = None
    fire_to: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    damage: str | None = None
    harmed: tuple[Harmed, ...] = ()
    refused_by: str | None = None
    refused_code: str | None = None
    refused_how: str | None = None
    remarks: str | None = None
    photos: tuple[str, ...] = ()
    corrects: str | None = None
    why: str | None = None

    @property
    def is_told(self) -> bool:
        """Whether the observer knows it from others alone."""
        return self.means == ("told",)

    @property
    def point(self) -> tuple[float, float, float] | None:
        """Latitude and longitude of what was observed and how many kilometres it may be off: stated, or by bearing and distance."""
        if self.place_lat is not None and self.place_lon is not None:
            return self.place_lat, self.place_lon, 0.0
        if None in (self.position_lat, self.position_lon, self.bearing, self.distance_low_km):
            return None
        low, high = self.distance_low_km or 0.0, self.distance_high_km or self.distance_low_km or 0.0
        middle = (low + high) / 2
        lat, lon = _moved(self.position_lat or 0.0, self.position_lon or 0.0, self.bearing or 0, middle)
        return lat, lon, round(hypot((high - low) / 2, middle * sin(radians(22.5))), 2)  # a direction is good to half of an eighth


def _moved(lat: float, lon: float, bearing: int, km: float) -> tuple[float, float]:
    """The point so many kilometres off on a great circle."""
    here, turn, way = radians(lat), radians(bearing), km / EARTH_KM
    there = asin(sin(here) * cos(way) + cos(here) * sin(way) * cos(turn))
    east = atan2(sin(turn) * sin(way) * cos(here), cos(way) - sin(here) * sin(there))
    return round(degrees(there), 5), round((lon + degrees(east) + 540) % 360 - 180, 5)


def direction_of(bearing: int) -> str:
    """The one of eight directions that a bearing lies in."""
    return DIRECTIONS[round(bearing / 45) % 8]


def to_bytes(report: Observation) -> bytes:
    """The kept bytes: one line of JSON in UTF-8, keys sorted, nothing that is empty."""
    plain: dict[str, Any] = {"$schema": SCHEMA}
    for each in fields(report):
        value = getattr(report, each.name)
        if value not in (None, (), ""):
            plain[each.name] = value.isoformat() if isinstance(value, datetime) else value
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def is_observation(data: bytes) -> bool:
    """Whether bytes begin as those of a field report do."""
    return data.startswith(_HEAD)


def from_bytes(data: bytes) -> Observation:
    """The field report that became these bytes. Raises ValueError for any that no field report becomes."""
    try:
        plain = json.loads(data.decode("utf-8"))
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    if not isinstance(plain, dict) or plain.pop("$schema", None) != SCHEMA:
        raise ValueError(f"is no field report of the form {SCHEMA}")
    try:
        report = Observation(**{key: _value(key, value) for key, value in plain.items()})
        is_whole = to_bytes(report) == data
    except (TypeError, AttributeError, UnicodeEncodeError) as error:
        raise ValueError(f"is no field report: {error}") from None
    if not is_whole or not _is_sound(report):
        raise ValueError("is no field report as this program writes them")
    return report


def _value(key: str, value: Any) -> Any:
    match key:
        case "began_at" | "ended_at":
            return datetime.fromisoformat(value)
        case "harmed":
            return tuple(Harmed(*each) for each in value)
    return tuple(value) if isinstance(value, list) else value


_NUMBERS = {"count_low": int, "count_high": int, "bearing": int}
_WORDS = {"means", "actors", "recipients", "photos"}


def _is_sound(report: Observation) -> bool:
    """Whether every field holds what its type says, and codes that are known."""
    for each in fields(report):
        value = getattr(report, each.name)
        if value in (None, ()) or each.name == "harmed":
            continue
        kind: Any = _NUMBERS.get(each.name, float if each.name.endswith(("_lat", "_lon", "_km")) else str)
        kind = datetime if each.name.endswith("_at") else kind
        some = value if each.name in _WORDS else (value,)
        if not isinstance(some, tuple) or not all(isinstance(one, kind) and not isinstance(one, bool) for one in some):
            return False
    harmed = all(
        isinstance(h.low, int) and (h.high is None or isinstance(h.high, int)) and h.category in CATEGORIES and h.outcome in OUTCOMES
        and (h.party is None or isinstance(h.party, str)) for h in report.harmed
    )  # fmt: skip
    times = report.began_at.tzinfo is not None and report.ended_at.tzinfo is not None and report.began_at <= report.ended_at
    codes = report.what in WHAT and set(report.means) <= set(MEANS) and bool(report.means)
    codes = codes and (report.nature or NATURES[0]) in NATURES and report.position_precision in NEARNESS
    return harmed and times and codes and re.fullmatch(r"[0-9A-Za-z-]{8,64}", report.id) is not None
