"""Typed values of a field report, one by one: words, codes, degrees, instants, counts. What is wrong with one is noted, none raises."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from pantau.model import CATEGORIES, OUTCOMES
from pantau.model.observation import DIRECTIONS, Harmed
from pantau.monitor.report_columns import NAMES, Fault
from pantau.world import World, is_code

LONGEST = {"short": 120, "line": 300, "text": 4000}
"""Code points of the words of a field."""
MOST_HARMED, MOST_CODES, MOST_COUNT = 12, 6, 100_000
FURTHEST_KM, LONGEST_DAYS = 100.0, 31
FURTHEST_OFF = timedelta(hours=14)
"""How far from UTC clocks anywhere are."""
AHEAD = timedelta(minutes=10)
"""How far a telephone's clock may be ahead of the desk's."""


# Marks that turn the direction of writing: isolates and embeddings come with what is pasted from chats and say nothing; overrides
# make words look like others and are no part of anybody's report.
_PASTED = re.compile("[\u2066-\u2069\u202a-\u202c\ufeff]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"[+-]?\d{1,6}(?:\.\d{1,12})?", re.ASCII)
_COUNT = re.compile(r"(\d{1,7})(?:(\+)|\s?[-–]\s?(\d{1,7}))?", re.ASCII)
_DISTANCE = re.compile(r"(\d{1,3}(?:\.\d{1,3})?)(?:\s?[-–]\s?(\d{1,3}(?:\.\d{1,3})?))?(?:\s?km)?", re.ASCII)
_HARMED = re.compile(r"(\d{1,7})(?:(\+)|\s?[-–]\s?(\d{1,7}))?\s+([a-z]+)\s+([a-z]+)(?:\s+([A-Z_]+))?", re.ASCII)
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}):?([0-5]\d)?", re.ASCII)
_UNDETERMINED = ("", "undetermined", "n/k", "unknown")
FIRST = datetime(1950, 1, 1, tzinfo=UTC)


class Typed:
    """One report as typed, and the faults found in it so far."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.faults: list[Fault] = []
        self.values: dict[str, str] = {}
        for name, value in values.items():
            if name not in NAMES:
                if value.strip():
                    self.fault(name[:40], "unknown")
                continue
            self.values[name] = _PASTED.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()

    def fault(self, field: str, why: str, **values: object) -> None:
        self.faults.append(Fault(field, why, tuple((name, str(value)) for name, value in values.items())))

    def has(self, name: str) -> bool:
        return bool(self.values.get(name))

    def words(self, name: str, kind: str = "short") -> str | None:
        """The words of a field, in one line but for a `text`."""
        text = self.values.get(name, "")
        text = text if kind == "text" else " ".join(text.split())
        if _FORBIDDEN.search(text):
            self.fault(name, "letters")
            return None
        if len(text) > LONGEST[kind]:
            self.fault(name, "long", most=LONGEST[kind])
            return None
        return text or None

    def choice(self, name: str, allowed: tuple[str, ...]) -> str | None:
        text = self.values.get(name, "")
        if text and text not in allowed:
            self.fault(name, "choice", allowed=", ".join(allowed))
            return None
        return text or None

    def choices(self, name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        given = re.split(r"[\s,;]+", self.values.get(name, "")[:400])
        wrong = [each for each in given if each and each not in allowed]
        if wrong:
            self.fault(name, "choice", allowed=", ".join(allowed))
        return tuple(each for each in allowed if each in given)

    def number(self, name: str, most: float) -> float | None:
        text = self.values.get(name, "")
        if not text:
            return None
        text = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
        if not _NUMBER.fullmatch(text):
            self.fault(name, "number")
            return None
        if not -most <= float(text) <= most:
            self.fault(name, "range", least=f"{-most:g}", most=f"{most:g}")
            return None
        return float(text)

    def pair(self, name: str) -> tuple[float | None, float | None]:
        lat, lon = self.number(f"{name}_lat", 90), self.number(f"{name}_lon", 180)
        if self.has(f"{name}_lat") != self.has(f"{name}_lon"):
            self.fault(f"{name}_{'lon' if self.has(f'{name}_lat') else 'lat'}", "half")
            return None, None
        return (lat, lon) if lat is not None and lon is not None else (None, None)

    def codes(self, name: str, world: World, *, most: int = MOST_CODES) -> tuple[str, ...]:
        given = [each for each in re.split(r"[\s,;]+", self.values.get(name, "")[:400]) if each]
        wrong = [each for each in given if not is_code(each, world.parties)]
        if wrong:
            self.fault(name, "code", given=", ".join(each[:20] for each in wrong))
            return ()
        if len(given) > most:
            self.fault(name, "many", most=most)
            return ()
        return tuple(dict.fromkeys(given))


def read_interval(typed: Typed, now: datetime) -> tuple[datetime | None, datetime | None]:
    if not typed.has("from"):
        typed.fault("from", "required")
    zone = parse_zone(typed.values.get("zone", ""))
    if typed.has("zone") and zone is None:
        typed.fault("zone", "zone")
    began, ended = _instant(typed, "from", zone), _instant(typed, "to", zone)
    if began and ended and ended < began:
        typed.fault("to", "backwards")
    if began and ended and ended - began > timedelta(days=LONGEST_DAYS):
        typed.fault("to", "lasting", most=LONGEST_DAYS)
    for name, at in (("from", began), ("to", ended)):
        if at and at > now + AHEAD:
            typed.fault(name, "future")
        if at and at < FIRST:
            typed.fault(name, "early")
    return began, ended


def parse_zone(text: str) -> Callable[[datetime], datetime | None] | None:
    """What gives an hour of a zone its offset (None: no such hour, or two of it); None for what is no zone."""
    found = _OFFSET.fullmatch("+00:00" if text in ("UTC", "GMT", "Z") else text)
    if found is not None:
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        offset = timedelta(minutes=-minutes if found[1] == "-" else minutes)
        return (lambda at: at.replace(tzinfo=timezone(offset))) if abs(offset) <= FURTHEST_OFF else None
    if not re.fullmatch(r"[A-Za-z]{2,20}(?:/[A-Za-z_+-]{2,30}){1,2}", text):
        return None
    try:
        zone = ZoneInfo(text)
    except (ValueError, OSError, KeyError):
        return None
    return lambda at: _fixed(at, zone)


def _fixed(at: datetime, zone: ZoneInfo) -> datetime | None:
    """The hour with the offset it had there; none where clocks skipped it or showed it twice."""
    first, second = (at.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return at.replace(tzinfo=timezone(first)) if first is not None and first == second else None


def _instant(typed: Typed, name: str, zone: Callable[[datetime], datetime | None] | None) -> datetime | None:
    text = typed.values.get(name, "").replace(" ", "T", 1)
    if not text:
        return None
    if not re.fullmatch(r"(?:19|20)\d\d-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?", text, re.ASCII):
        typed.fault(name, "instant")
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        typed.fault(name, "instant")
        return None
    if at.tzinfo is None and zone is None:
        typed.faults += [] if typed.has("zone") else [Fault(name, "no_zone")]
        return None
    fixed = at if at.tzinfo else zone(at) if zone else None
    if fixed is None:
        typed.fault(name, "no_such_hour")
    elif abs(fixed.utcoffset() or timedelta()) > FURTHEST_OFF:
        typed.fault(name, "instant")
        return None
    return fixed


def read_count(typed: Typed) -> tuple[int | None, int | None]:
    text = typed.values.get("count", "")
    if text.lower() in _UNDETERMINED:
        return None, None
    found = _COUNT.fullmatch(text)
    if found is None:
        typed.fault("count", "count")
        return None, None
    low = int(found[1])
    high = None if found[2] else int(found[3] or low)
    if high is not None and high < low:
        typed.fault("count", "turned")
    if not 1 <= low <= MOST_COUNT or (high or 0) > MOST_COUNT:
        typed.fault("count", "range", least=1, most=MOST_COUNT)
    return low, high


def read_distance(typed: Typed) -> tuple[float | None, float | None]:
    text = typed.values.get("distance_km", "")
    if not text:
        return None, None
    text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    found = _DISTANCE.fullmatch(text)
    if found is None:
        typed.fault("distance_km", "distance")
        return None, None
    low, high = float(found[1]), float(found[2] or found[1])
    if high < low:
        typed.fault("distance_km", "turned")
    if high > FURTHEST_KM:
        typed.fault("distance_km", "range", least=0, most=f"{FURTHEST_KM:g}")
    return low, high


def read_bearing(typed: Typed) -> int | None:
    text = typed.values.get("bearing", "").upper().rstrip("°")
    if not text:
        return None
    if text in DIRECTIONS:
        return DIRECTIONS.index(text) * 45
    if re.fullmatch(r"[0-9]{1,3}", text) and int(text) < 360:
        return int(text)
    typed.fault("bearing", "bearing")
    return None


def read_harmed(typed: Typed, world: World) -> tuple[Harmed, ...]:
    parts = [part.strip() for part in typed.values.get("harmed", "")[:2000].split(";") if part.strip()]
    if len(parts) > MOST_HARMED:
        typed.fault("harmed", "many", most=MOST_HARMED)
        return ()
    found = []
    for part in parts:
        each = _HARMED.fullmatch(part)
        if each is None or each[4] not in CATEGORIES or each[5] not in OUTCOMES:
            typed.fault("harmed", "harmed")
            return ()
        low = int(each[1])
        high = None if each[2] else int(each[3] or low)
        if not 1 <= low <= MOST_COUNT or (high or 0) > MOST_COUNT:
            typed.fault("harmed", "range", least=1, most=MOST_COUNT)
        if high is not None and high < low:
            typed.fault("harmed", "turned")
        if each[6] and not is_code(each[6], world.parties):
            typed.fault("harmed", "code", given=each[6])
        found.append(Harmed(low, high, each[4], each[5], each[6]))
    return tuple(found)
