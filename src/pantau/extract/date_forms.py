"""What each shape of a date means: one reading a form, from its words and the scene it stands in to days and a TIMEX3 value.

A reading gives the mentions it found (none where the words only look like a date), or None where the words make no sense and a
shorter shape may fit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from pantau.extract import calendar_days as days
from pantau.extract import calendar_relative as relative
from pantau.extract.calendar_days import Stretch
from pantau.extract.calendar_scene import Found, Result, Roles, Scene, at_time, clock_of, in_part, toward_of, unknown

_NEAR = 15  # days: "(1/2)" alone in brackets is a date only this near to publication


def _full_year(digits: str) -> int | None:
    if len(digits) == 4:
        return int(digits)
    return (2000 if int(digits) < 70 else 1900) + int(digits) if len(digits) == 2 else None


def _dated(roles: Roles, scene: Scene, on: date | None, value: str, problem: str | None = None) -> Result:
    """A calendar day, checked against the weekday written beside it."""
    weekday = roles.value("weekday")
    if on is not None and weekday is not None and on.isoweekday() != weekday:
        problem = "weekday"
    stretch = days.day(on) if on else unknown(value)
    return roles.found(at_time(roles, scene, stretch), "absolute", problem)


def _year_beside(roles: Roles, scene: Scene) -> str:
    """The year written behind a month, or told: "Oktober tahun lalu"."""
    if roles.has("year"):
        return roles.word("year")
    if roles.has("year_noun") and scene.published:
        return str(scene.published.year + (1 if roles.has("next") else -1 if roles.has("past") else 0))
    return ""


def read_day(roles: Roles, scene: Scene) -> Result:
    """10 November 2020, Selasa pagi, 10 November, 26 Oktober lalu."""
    number, month = int(roles.word("day")), roles.value("month") or roles.value("short_month")
    written = _year_beside(roles, scene) or (roles.word("full")[-4:] if roles.has("full") else "")
    if written.isdecimal():
        on = days.to_day(int(written), month, number)
    else:
        on = days.nearest_day(scene.base, month, number, toward_of(roles, scene)) if scene.base else None
    if on is None and days.to_day(2000, month, number) is None:
        return None
    return _dated(roles, scene, on, f"{written or 'XXXX'}-{month:02}-{number:02}")


def read_numeric(roles: Roles, scene: Scene) -> Result:
    """Selasa (10/11/2020), Selasa (10/11), 10-11-2020, 2020-11-10."""
    parts = roles.word("full" if roles.has("full") else "short").replace("-", "/").replace(".", "/").split("/")
    if len(parts[0]) == 4:
        on = days.to_day(int(parts[0]), int(parts[1]), int(parts[2]))
        return _dated(roles, scene, on, "") if on else None
    first, second = int(parts[0]), int(parts[1])
    number, month = (second, first) if scene.calendar.month_first else (first, second)
    year = _full_year(parts[2]) if len(parts) == 3 else None
    problem = "year" if len(parts) == 3 and year is None else None
    normal = _numeric_day(roles, scene, year, month, number)
    if roles.tokens[0].word == "(" and not (normal and scene.base and abs((normal - scene.base).days) <= _NEAR):
        return None
    swapped = _numeric_day(roles, scene, year, number, month)
    if swapped and swapped != normal and _is_better(swapped, normal, roles.value("weekday"), scene.base):
        return _dated(roles, scene, swapped, "", "order")
    return _dated(roles, scene, normal, f"{year or 'XXXX'}-{month:02}-{number:02}", problem) if normal or month <= 12 else None


def _numeric_day(roles: Roles, scene: Scene, year: int | None, month: int, number: int) -> date | None:
    if year is not None:
        return days.to_day(year, month, number)
    return days.nearest_day(scene.base, month, number, toward_of(roles, scene)) if scene.base and 1 <= month <= 12 else None


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
        days.nearest_day(scene.base, month, numbers[-1], toward_of(roles, scene)) if scene.base else None
    )  # fmt: skip
    if ended is None:
        return roles.found(unknown(f"{year or 'XXXX'}-{month:02}"), "absolute") if days.to_day(2000, month, max(numbers)) else None
    began = days.to_day(ended.year - (first_month > month), first_month, numbers[0])
    if began is None or began >= ended:
        return None
    return roles.found(Stretch(began, ended, "range", f"{began.isoformat()}/{ended.isoformat()}"), "absolute")


def read_day_of_month(roles: Roles, scene: Scene) -> Result:
    """Tanggal 24 kemarin: the nearest month that has such a day behind (or before) us."""
    number = int(roles.word("day"))
    if scene.base is None:
        return roles.found(unknown(f"XXXX-XX-{number:02}"), "absolute")
    toward = toward_of(roles, scene) or (-1 if number <= scene.base.day else 0)
    shift = (-1 if number > scene.base.day else 0) if toward < 0 else (1 if toward > 0 and number < scene.base.day else 0)
    first = days.month_of(scene.base, shift).began
    on = days.to_day(first.year, first.month, number) if first else None
    return _dated(roles, scene, on, f"XXXX-XX-{number:02}")


def read_month(roles: Roles, scene: Scene) -> Result:
    """Februari 2003, bulan Maret lalu, akhir Mei."""
    number = roles.value("month") or roles.value("short_month")
    if written := _year_beside(roles, scene):
        return roles.found(in_part(roles, days.month(int(written), number)), "absolute")
    if scene.base is None or roles.has("year_noun"):
        return roles.found(unknown(f"XXXX-{number:02}"), "absolute")
    toward = toward_of(roles, scene)
    strict = roles.has("past", "next") and not roles.has("part")
    return roles.found(in_part(roles, days.nearest_month(scene.base, number, toward or -1, strict=strict)), "absolute")


def read_months(roles: Roles, scene: Scene) -> Result:  # noqa: ARG001
    """Januari-Maret 2025: two months, the year said once."""
    first, later = roles.all("first")[0], roles.all("later")[0]
    year, number = int(roles.word("year")), int(first.values["month"])
    began = days.month(year - (number > later.values["month"]), number)
    ended = days.month(year, later.values["month"])
    head = roles.tokens[0] if roles.tokens[0] is not first else first
    return [Found(head.start, first.end, began, "absolute"), Found(later.start, roles.tokens[-1].end, ended, "absolute")]


def read_year(roles: Roles, scene: Scene) -> Result:
    """2004, tahun 2004, akhir 2001, 1980-an. A bare number is a year only if its neighbours say so."""
    number = int(roles.word("year"))
    if roles.has("decade"):
        decade = Stretch(date(number, 1, 1), date(number + 9, 12, 31), "range", f"{number // 10:03}")
        return roles.found(in_part(roles, decade), "absolute")
    if len(roles.tokens) == 1 and not scene.year_cued:
        return None
    return roles.found(in_part(roles, days.year(number)), "absolute")


def read_years(roles: Roles, scene: Scene) -> Result:  # noqa: ARG001
    """1992-93, 2004-2005: from a year to another, written as one."""
    first, later = roles.all("first")[0], roles.all("later")[0]
    if later.start - first.end != 1 or len(later.word) not in (2, 4) or not later.word.isdecimal():
        return None
    began = int(first.word)
    ended = int(later.word) if len(later.word) == len(first.word) else began // 100 * 100 + int(later.word)
    if not began < ended <= began + _MOST_YEARS:
        return None
    return roles.found(Stretch(date(began, 1, 1), date(ended, 12, 31), "range", f"{began:04}/{ended:04}"), "absolute")


_MOST_YEARS = 40
"""Years of the longest stretch that is written so."""


def read_time(roles: Roles, scene: Scene) -> Result:
    """Pukul 02.00 WIB: the day is the one the story last named; the value falls back on publication."""
    clock = clock_of(roles, scene)
    if clock is None:
        return None
    on = scene.last or scene.published
    value = f"{on.isoformat() if on else 'XXXX-XX-XX'}T{clock}"
    return roles.found(Stretch(scene.last, scene.last, "instant", value), "absolute")


def read_century(roles: Roles, scene: Scene) -> Result:  # noqa: ARG001
    """Abad ke-11."""
    digits = "".join(c for c in roles.word("ordinal") if c.isdecimal())
    number = int(digits) if digits else roles.value("ordinal")
    return roles.found(unknown(f"{number - 1:02}"), "absolute") if number else None


def read_nothing(roles: Roles, scene: Scene) -> Result:  # noqa: ARG001
    """Hari ketiga, jam malam: words of time that date nothing."""
    return []


READINGS: Mapping[str, Callable[[Roles, Scene], Result]] = {
    "day": read_day,
    "numeric": read_numeric,
    "days": read_days,
    "day_of_month": read_day_of_month,
    "month": read_month,
    "months": read_months,
    "year": read_year,
    "years": read_years,
    "time": read_time,
    "century": read_century,
    "nothing": read_nothing,
    "weekday": relative.read_weekday,
    "shift": relative.read_shift,
    "night": relative.read_night,
    "part_of_today": relative.read_part_of_today,
    "unit": relative.read_unit,
    "unit_that": relative.read_unit_that,
    "weekend": relative.read_weekend,
    "neighbour": relative.read_neighbour,
    "next_day": relative.read_next_day,
    "counted": relative.read_counted,
    "length": relative.read_length,
    "lengths": relative.read_lengths,
    "every": relative.read_every,
    "reference": relative.read_reference,
    "season": relative.read_season,
}
