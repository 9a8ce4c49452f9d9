"""What each shape of a date means: one reading a form, from its words and the scene it stands in to days and a TIMEX3 value.

A reading gives the mentions it found (none where the words only look like a date), or None where the words make no sense and a shorter shape may fit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from pantau.extract import calendar_days as days
from pantau.extract.calendar_days import Stretch
from pantau.extract.calendar_lexer import DateToken
from pantau.extract.calendar_words import Calendar
from pantau.extract.number_words import NumberWords
from pantau.extract.numbers import parse_number

LETTER = {"second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y", "decade": "DE", "century": "C", "moment": "X"}
_CLOCKED = ("second", "minute", "hour")


class Found(NamedTuple):
    """A reading's result before its place in the sentence is looked at."""

    start: int
    end: int
    stretch: Stretch
    form: str
    problem: str | None = None


@dataclass
class Scene:
    """What dates are counted from: the day of publication, the day the story last named, and which way the sentence points (1: to come)."""

    published: date | None
    last: date | None
    calendar: Calendar
    numbers: NumberWords
    ahead: bool = False
    aged: bool = False
    year_cued: bool = False

    @property
    def base(self) -> date | None:
        """The day that dates without a year are near to."""
        return self.published or self.last


class Roles:
    """The tokens of one shape by role."""

    def __init__(self, tokens: list[DateToken], roles: tuple[tuple[str, int, int], ...]) -> None:
        self.tokens = tokens
        self._places: dict[str, list[tuple[int, int]]] = {}
        for role, begin, end in roles:
            self._places.setdefault(role, []).append((begin, end))

    def all(self, role: str) -> list[DateToken]:
        """Every token in that role, in order."""
        return [token for begin, end in self._places.get(role, ()) for token in self.tokens[begin:end]]

    def has(self, *names: str) -> bool:
        """Whether one of these roles is filled."""
        return any(name in self._places for name in names)

    def word(self, role: str) -> str:
        """The first token's words, or nothing."""
        found = self.all(role)
        return found[0].word if found else ""

    def value(self, role: str, name: str | None = None) -> Any:
        """The first token's value in that role (as class `name`), or None."""
        found = self.all(role)
        return found[0].values.get(name or role) if found else None

    def found(self, stretch: Stretch, form: str, problem: str | None = None) -> list[Found]:
        """The whole shape as one result."""
        return [Found(self.tokens[0].start, self.tokens[-1].end, stretch, form, problem)]


Result = list[Found] | None


def _toward(roles: Roles, scene: Scene) -> int:
    if roles.has("next"):
        return 1
    return -1 if roles.has("past") else int(scene.ahead)


def _full_year(digits: str) -> int | None:
    if len(digits) == 4:
        return int(digits)
    return (2000 if int(digits) < 70 else 1900) + int(digits) if len(digits) == 2 else None


def _clock(roles: Roles, scene: Scene) -> str | None:
    """The time of day as hh:mm, counted from noon where the words say afternoon; None if no hour can be read."""
    written = roles.word("time") or "".join(t.word for t in roles.all("number"))
    hour, _, minute = written.replace(".", ":").partition(":")
    if not hour.isdecimal():
        value = parse_number([t.word for t in roles.all("number")], scene.numbers)
        hour = str(value) if isinstance(value, int) else ""
    if not hour.isdecimal() or int(hour) > 24 or (minute and (not minute.isdecimal() or int(minute) > 59)):
        return None
    part = roles.value("daypart")
    late = int(hour) < 12 and part in scene.calendar.afternoon and not (part == "NI" and int(hour) < 5)
    return f"{int(hour) + (12 if late else 0):02}:{minute or '00'}"


def _at_time(roles: Roles, scene: Scene, stretch: Stretch) -> Stretch:
    """The day with the clock or part of the day that its words add."""
    if roles.has("clock") and (clock := _clock(roles, scene)):
        return stretch._replace(precision="instant", value=f"{stretch.value}T{clock}" if stretch.value else f"T{clock}")
    if (part := roles.value("daypart")) and stretch.value:
        return stretch._replace(value=f"{stretch.value}T{part}")
    return stretch


def _unknown(value: str | None) -> Stretch:
    return Stretch(None, None, "unknown", value)


def _dated(roles: Roles, scene: Scene, on: date | None, value: str, problem: str | None = None) -> Result:
    """A calendar day, checked against the weekday written beside it."""
    weekday = roles.value("weekday")
    if on is not None and weekday is not None and on.isoweekday() != weekday:
        problem = "weekday"
    stretch = days.day(on) if on else _unknown(value)
    return roles.found(_at_time(roles, scene, stretch), "absolute", problem)


def read_day(roles: Roles, scene: Scene) -> Result:
    """10 November 2020, Selasa pagi, 10 November, 26 Oktober lalu."""
    number, month = int(roles.word("day")), roles.value("month") or roles.value("short_month")
    written = roles.word("year") or (roles.word("full")[-4:] if roles.has("full") else "")
    if written.isdecimal():
        on = days.to_day(int(written), month, number)
    else:
        on = days.nearest_day(scene.base, month, number, _toward(roles, scene)) if scene.base else None
    if on is None and days.to_day(2000, month, number) is None:
        return None
    return _dated(roles, scene, on, f"{written or 'XXXX'}-{month:02}-{number:02}")


def read_numeric(roles: Roles, scene: Scene) -> Result:
    """Selasa (10/11/2020), Selasa (10/11), 10-11-2020, 2020-11-10."""
    parts = roles.word("full" if roles.has("full") else "short").replace("-", "/").replace(".", "/").split("/")
    if len(parts[0]) == 4:
        return _dated(roles, scene, days.to_day(*(int(p) for p in parts)), "/".join(parts))
    first, second = int(parts[0]), int(parts[1])
    number, month = (second, first) if scene.calendar.month_first else (first, second)
    year = _full_year(parts[2]) if len(parts) == 3 else None
    problem = "year" if len(parts) == 3 and year is None else None
    normal = _numeric_day(roles, scene, year, month, number)
    swapped = _numeric_day(roles, scene, year, number, month)
    if swapped and swapped != normal and _is_better(swapped, normal, roles.value("weekday"), scene.base):
        return _dated(roles, scene, swapped, "", "order")
    return _dated(roles, scene, normal, f"{year or 'XXXX'}-{month:02}-{number:02}", problem) if normal or month <= 12 else None


def _numeric_day(roles: Roles, scene: Scene, year: int | None, month: int, number: int) -> date | None:
    if year is not None:
        return days.to_day(year, month, number)
    return days.nearest_day(scene.base, month, number, _toward(roles, scene)) if scene.base and 1 <= month <= 12 else None


def _is_better(swapped: date, normal: date | None, weekday: int | None, base: date | None) -> bool:
    """Month first after all: the other order is no day, or contradicts the weekday and lies farther off."""
    if normal is None:
        return True
    if weekday is None or base is None or normal.isoweekday() == weekday or swapped.isoweekday() != weekday:
        return False
    return abs((swapped - base).days) < abs((normal - base).days)


def read_days(roles: Roles, scene: Scene) -> Result:
    """1 dan 2 November 2020, 12-15 Maret, 28 Oktober-3 November 2020, Sabtu dan Minggu (14-15/6)."""
    if roles.has("spread"):
        pair, *rest = roles.word("spread").replace("–", "-").split("/")
        numbers, month = [int(n) for n in pair.split("-")], int(rest[0])
        year = _full_year(rest[1]) if len(rest) > 1 else None
    else:
        numbers = [int(t.word) for t in (*roles.all("first"), *roles.all("later"))]
        month = roles.value("month") or roles.value("short_month")
        year = int(roles.word("year")) if roles.has("year") else None
    first_month = roles.value("first_month", "month") or roles.value("first_month", "short_month") or month
    if not 1 <= month <= 12:
        return None
    ended = days.to_day(year, month, numbers[-1]) if year else (
        days.nearest_day(scene.base, month, numbers[-1], _toward(roles, scene)) if scene.base else None
    )  # fmt: skip
    if ended is None:
        return roles.found(_unknown(f"{year or 'XXXX'}-{month:02}"), "absolute") if days.to_day(2000, month, max(numbers)) else None
    began = days.to_day(ended.year - (first_month > month), first_month, numbers[0])
    if began is None or began >= ended:
        return None
    return roles.found(Stretch(began, ended, "range", f"{began.isoformat()}/{ended.isoformat()}"), "absolute")


def read_day_of_month(roles: Roles, scene: Scene) -> Result:
    """Tanggal 24 kemarin: the nearest month that has such a day behind (or before) us."""
    number = int(roles.word("day"))
    if scene.base is None:
        return roles.found(_unknown(f"XXXX-XX-{number:02}"), "absolute")
    toward = _toward(roles, scene) or (-1 if number <= scene.base.day else 0)
    shift = (-1 if number > scene.base.day else 0) if toward < 0 else (1 if toward > 0 and number < scene.base.day else 0)
    first = days.month_of(scene.base, shift).began
    on = days.to_day(first.year, first.month, number) if first else None
    return _dated(roles, scene, on, f"XXXX-XX-{number:02}")


def _in_part(roles: Roles, stretch: Stretch) -> Stretch:
    """"awal tahun ini": no day can be told, the value names the whole."""
    return stretch._replace(began=None, ended=None, precision="unknown") if roles.has("part") else stretch


def read_month(roles: Roles, scene: Scene) -> Result:
    """Februari 2003, bulan Maret lalu, akhir Mei."""
    number = roles.value("month") or roles.value("short_month")
    if roles.has("year"):
        return roles.found(_in_part(roles, days.month(int(roles.word("year")), number)), "absolute")
    if scene.base is None:
        return roles.found(_unknown(f"XXXX-{number:02}"), "absolute")
    toward = _toward(roles, scene)
    strict = roles.has("past", "next") and not roles.has("part")
    return roles.found(_in_part(roles, days.nearest_month(scene.base, number, toward or -1, strict=strict)), "absolute")


def read_year(roles: Roles, scene: Scene) -> Result:
    """2004, tahun 2004, akhir 2001, 1980-an. A bare number is a year only if its neighbours say so."""
    number = int(roles.word("year"))
    if roles.has("decade"):
        return roles.found(_in_part(roles, Stretch(date(number, 1, 1), date(number + 9, 12, 31), "range", f"{number // 10:03}")), "absolute")
    if len(roles.tokens) == 1 and not scene.year_cued:
        return None
    return roles.found(_in_part(roles, days.year(number)), "absolute")


def read_weekday(roles: Roles, scene: Scene) -> Result:
    """Jumat, hari Jumat lalu, Senin malam, Jumat pekan depan."""
    weekday: int = roles.value("weekday")
    unit = roles.value("unit")
    if unit not in (None, "week"):
        return None
    if scene.published is None and not (scene.last and (roles.has("that") or scene.ahead)):
        return roles.found(_unknown(None), "weekday")
    base = scene.published or scene.last
    if base is None:
        return roles.found(_unknown(None), "weekday")
    if roles.has("that") and scene.last:
        on = days.nearest_weekday(scene.last, weekday, -1, strict=False)
    elif unit or roles.has("this"):
        shift = 0 if roles.has("this") else _toward(roles, scene)
        monday = days.week(base, shift).began or base
        on = monday + timedelta(days=weekday - 1)
    else:
        toward = _toward(roles, scene) or -1
        on = days.nearest_weekday(_plan_base(scene, base) if toward > 0 else base, weekday, toward, strict=roles.has("past", "next"))
    return roles.found(_at_time(roles, scene, days.day(on)), "weekday")


def _plan_base(scene: Scene, published: date) -> date:
    """Plans count from the day the story last named, if it is near publication; an older one is background."""
    return scene.last if scene.last and -7 <= (scene.last - published).days <= 31 else published


def _from_today(roles: Roles, scene: Scene, shift: int, part: str | None = None) -> Result:
    if scene.published is None:
        return roles.found(_unknown(None), "relative")
    stretch = days.day(scene.published + timedelta(days=shift))
    if part:
        stretch = stretch._replace(value=f"{stretch.value}T{part}")
    return roles.found(_at_time(roles, scene, stretch), "relative")


def read_shift(roles: Roles, scene: Scene) -> Result:
    """Kemarin, hari ini, besok malam."""
    return _from_today(roles, scene, roles.value("shift"))


def read_night(roles: Roles, scene: Scene) -> Result:
    """Tadi malam, nanti sore."""
    shift, part = roles.value("night_shift")
    return _from_today(roles, scene, shift, part)


def read_part_of_today(roles: Roles, scene: Scene) -> Result:
    """Pagi ini, malam ini."""
    return _from_today(roles, scene, 0)


def read_unit(roles: Roles, scene: Scene) -> Result:
    """Pekan lalu, bulan ini, tahun depan, awal tahun ini, akhir pekan lalu."""
    unit = roles.value("unit")
    shift = 1 if roles.has("next") else -1 if roles.has("past") else 0
    if unit not in ("week", "month", "year"):
        return None if unit != "day" or not shift else roles.found(_unknown("FUTURE_REF" if shift > 0 else "PAST_REF"), "relative")
    if scene.published is None:
        return roles.found(_unknown(None), "relative")
    stretch = days.unit_of(unit, scene.published, shift)
    if stretch and unit == "week" and roles.has("part"):
        stretch = days.weekend(scene.published, shift) if roles.value("part") == "end" else stretch
    elif stretch:
        stretch = _in_part(roles, stretch)
    return roles.found(stretch, "relative") if stretch else None


def read_unit_that(roles: Roles, scene: Scene) -> Result:
    """Hari itu, malam sebelumnya, tahun tersebut: counted from the day the story last named."""
    unit = roles.value("unit") or "day"
    if unit in _CLOCKED or unit in ("decade", "century"):
        return None
    if scene.last is None:
        return roles.found(_unknown("PAST_REF"), "relative")
    stretch = days.unit_of(unit, scene.last, -1 if roles.has("earlier") else 0)
    return roles.found(_at_time(roles, scene, _in_part(roles, stretch)), "relative") if stretch else None


def read_neighbour(roles: Roles, scene: Scene) -> Result:
    """Tahun sebelumnya, pekan berikutnya."""
    unit = roles.value("unit")
    if unit in _CLOCKED or unit in ("decade", "century"):
        return None
    base = scene.last
    stretch = days.unit_of(unit, base, -1 if roles.has("earlier") else 1) if base else _unknown(None)
    return roles.found(stretch, "relative") if stretch else None


def read_next_day(roles: Roles, scene: Scene) -> Result:
    """Keesokan harinya, sehari sebelumnya."""
    if scene.last is None:
        return roles.found(_unknown(None), "relative")
    return roles.found(_at_time(roles, scene, days.day(scene.last + timedelta(days=roles.value("next_day")))), "relative")


def _count(roles: Roles, scene: Scene, role: str = "number") -> float | None:
    """How many units: a written number (with its half), None where it is vague."""
    halves = 0.5 if roles.value("count") == "half" else 0.0
    number = parse_number([t.word for t in roles.all(role)], scene.numbers) if roles.has(role) else None
    if number is None:
        return 1.0 if roles.has("one_unit") else halves or None
    return number + halves


def _period(unit: str, count: float | None) -> str:
    if unit == "moment":
        return "PXX"
    if count == 0.5 and unit in ("hour", "day", "year", "minute"):
        return {"hour": "PT30M", "day": "PT12H", "year": "P6M", "minute": "PT30S"}[unit]
    amount = "X" if count is None else f"{count:g}"
    return f"P{'T' if unit in _CLOCKED else ''}{amount}{LETTER[unit]}"


def read_counted(roles: Roles, scene: Scene) -> Result:
    """Dua hari lalu, sepekan terakhir, tiga tahun mendatang, sebulan kemudian."""
    unit: str = roles.value("one_unit") or roles.value("unit")
    count = _count(roles, scene)
    period = _period(unit, count)
    if roles.has("last", "ahead") and not roles.has("back"):
        return roles.found(_span_of(scene, unit, count, 1 if roles.has("ahead") else -1, period), "duration")
    if count is None or count != int(count):
        return roles.found(_unknown("PAST_REF" if roles.has("back") else period), "relative")
    if roles.has("later", "earlier"):
        return _from_story(roles, scene, unit, int(count) * (1 if roles.has("later") else -1), period)
    if scene.published is None or unit in ("decade", "century"):
        return roles.found(_unknown(None), "relative")
    stretch = days.day(scene.published) if unit in _CLOCKED else days.unit_of(unit, scene.published, -int(count))
    return roles.found(stretch, "relative") if stretch else None


def _span_of(scene: Scene, unit: str, count: float | None, toward: int, period: str) -> Stretch:
    """The days that "the last two weeks" cover, counted from publication."""
    base = scene.published
    if base is None or count is None or count != int(count):
        return _unknown(period)
    if unit == "hour" and count % 24 == 0:
        unit, count = "day", count // 24
    other = days.moved(base, unit, toward * int(count))
    if other is None:
        return _unknown(period)
    return Stretch(min(base, other), max(base, other), "range", period)


def _from_story(roles: Roles, scene: Scene, unit: str, count: int, period: str) -> Result:
    """"Tiga pekan kemudian": the value is the counted day, the days are as exact as the unit."""
    on = days.moved(scene.last, unit, count) if scene.last else None
    if on is None:
        return roles.found(_unknown(period), "relative")
    stretch = days.unit_of(unit, on, 0)
    return roles.found(stretch._replace(value=on.isoformat()), "relative") if stretch else None


def read_length(roles: Roles, scene: Scene) -> Result:
    """Tujuh hari, setahun, beberapa bulan, bertahun-tahun. An age is no length of time here."""
    if scene.aged:
        return []
    unit: str = roles.value("many_unit") or roles.value("one_unit") or roles.value("unit")
    vague = roles.has("many_unit") or roles.value("count") == "X"
    count = None if vague else _count(roles, scene)
    if count is None and not vague:
        return None
    return roles.found(_unknown(_period(unit, count)), "duration")


def read_lengths(roles: Roles, scene: Scene) -> Result:
    """2-3 menit: two lengths, as TIMEX3 counts them."""
    unit: str = roles.value("unit")
    first, later = _count(roles, scene, "first"), _count(roles, scene, "later")
    if first is None or later is None or scene.aged:
        return [] if scene.aged else None
    start, end = roles.all("first")[0], roles.all("first")[-1]
    head = roles.all("about")[0] if roles.has("about") else start
    return [
        Found(head.start, end.end, _unknown(_period(unit, first)), "duration"),
        Found(roles.all("later")[0].start, roles.tokens[-1].end, _unknown(_period(unit, later)), "duration"),
    ]


def read_every(roles: Roles, scene: Scene) -> Result:
    """Setiap tahun, tiap Jumat, per hari."""
    if weekday := roles.value("weekday"):
        return roles.found(_unknown(f"XXXX-WXX-{weekday}"), "set")
    if part := roles.value("daypart"):
        return roles.found(_unknown(f"XXXX-XX-XXT{part}"), "set")
    unit: str = roles.value("unit") or roles.value("one_unit")
    return roles.found(_unknown(_period(unit, _count(roles, scene) if roles.has("number") else 1)), "set")


def read_time(roles: Roles, scene: Scene) -> Result:
    """Pukul 02.00 WIB: the day is the one the story last named; the value falls back on publication."""
    clock = _clock(roles, scene)
    if clock is None:
        return None
    on = scene.last or scene.published
    value = f"{on.isoformat() if on else 'XXXX-XX-XX'}T{clock}"
    return roles.found(Stretch(scene.last, scene.last, "instant", value), "absolute")


def read_reference(roles: Roles, scene: Scene) -> Result:  # noqa: ARG001
    """Kini, saat itu: a reference without a day."""
    return roles.found(_unknown(roles.value("ref")), "reference")


def read_season(roles: Roles, scene: Scene) -> Result:
    """Musim dingin: no days, the value names the season of the year at hand."""
    if roles.has("year"):
        return roles.found(_unknown(f"{roles.word('year')}-{roles.value('season')}"), "season")
    year = f"{scene.published.year + (1 if roles.has('next') else -1 if roles.has('past') else 0):04}" if scene.published else "XXXX"
    return roles.found(_unknown(f"{year}-{roles.value('season')}"), "season")


def read_century(roles: Roles, scene: Scene) -> Result:  # noqa: ARG001
    """Abad ke-11."""
    digits = "".join(c for c in roles.word("ordinal") if c.isdecimal())
    number = int(digits) if digits else roles.value("ordinal")
    return roles.found(_unknown(f"{number - 1:02}"), "absolute") if number else None


def read_nothing(roles: Roles, scene: Scene) -> Result:  # noqa: ARG001
    """Hari ketiga, jam malam: words of time that date nothing."""
    return []


READINGS: Mapping[str, Callable[[Roles, Scene], Result]] = {
    "day": read_day, "numeric": read_numeric, "days": read_days, "day_of_month": read_day_of_month, "month": read_month, "year": read_year,
    "weekday": read_weekday, "shift": read_shift, "night": read_night, "part_of_today": read_part_of_today, "unit": read_unit,
    "unit_that": read_unit_that, "neighbour": read_neighbour, "next_day": read_next_day, "counted": read_counted, "length": read_length,
    "lengths": read_lengths, "every": read_every, "time": read_time, "reference": read_reference, "season": read_season,
    "century": read_century, "nothing": read_nothing,
}  # fmt: skip
