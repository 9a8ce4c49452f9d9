"""Arithmetic with days: weeks, months, years around a day, and the nearest day that fits an incomplete date."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple


class Stretch(NamedTuple):
    """Days from `began` to `ended`, both included, as exactly as the words say (one of DATE_PRECISIONS), with the TIMEX3 value."""

    began: date | None
    ended: date | None
    precision: str
    value: str | None


def day(on: date) -> Stretch:
    """One day."""
    return Stretch(on, on, "day", on.isoformat())


def week(of: date, shift: int = 0) -> Stretch:
    """The calendar week, Monday to Sunday, that holds a day, moved by `shift` weeks."""
    monday = of - timedelta(days=of.weekday()) + timedelta(weeks=shift)
    year, number, _ = monday.isocalendar()
    return Stretch(monday, monday + timedelta(days=6), "week", f"{year}-W{number:02}")


def weekend(of: date, shift: int = 0) -> Stretch:
    """Saturday and Sunday of such a week."""
    monday = week(of, shift)
    return Stretch(monday.began + timedelta(days=5) if monday.began else None, monday.ended, "range", f"{monday.value}-WE")


def month(year: int, number: int) -> Stretch:
    """A whole month."""
    return Stretch(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month", f"{year:04}-{number:02}")


def month_of(of: date, shift: int = 0) -> Stretch:
    """The month that holds a day, moved by `shift` months."""
    count = of.year * 12 + of.month - 1 + shift
    return month(count // 12, count % 12 + 1)


def year(number: int) -> Stretch:
    """A whole year."""
    return Stretch(date(number, 1, 1), date(number, 12, 31), "year", f"{number:04}")


def unit_of(unit: str, of: date, shift: int) -> Stretch | None:
    """The day, week, month or year that holds a day, moved by `shift` of them; None for other units."""
    if unit == "day":
        return day(of + timedelta(days=shift))
    if unit == "week":
        return week(of, shift)
    if unit == "month":
        return month_of(of, shift)
    return year(of.year + shift) if unit == "year" and 1 <= of.year + shift <= 9999 else None


def moved(on: date, unit: str, count: int) -> date | None:
    """The day `count` units from a day; the last of the month where the month is too short. None for hours and the like."""
    if unit in ("day", "week"):
        return on + timedelta(days=count * (7 if unit == "week" else 1))
    months = {"month": 1, "year": 12, "decade": 120}.get(unit)
    if months is None:
        return None
    total = on.year * 12 + on.month - 1 + count * months
    target, number = total // 12, total % 12 + 1
    return date(target, number, min(on.day, monthrange(target, number)[1])) if 1 <= target <= 9999 else None


def to_day(year_: int, month_: int, day_: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year_, month_, day_)
    except ValueError:
        return None


def nearest_weekday(base: date, weekday: int, toward: int, *, strict: bool) -> date:
    """The nearest such weekday (Monday 1) before (`toward` -1) or after the base; the base itself counts unless `strict`."""
    gap = (weekday - base.isoweekday()) % 7 if toward > 0 else (base.isoweekday() - weekday) % 7
    if gap == 0 and strict:
        gap = 7
    return base + timedelta(days=gap * (1 if toward > 0 else -1))


def nearest_day(base: date, month_: int, day_: int, toward: int) -> date | None:
    """The day and month nearest to the base: before it (-1), after it (1), or (0) before unless one within a month is to come."""
    days = [on for year_ in (base.year - 1, base.year, base.year + 1) if (on := to_day(year_, month_, day_)) is not None]
    days = days or [on for shift in (-2, 2, -3, 3) if (on := to_day(base.year + shift, month_, day_)) is not None]
    if toward:
        days = [on for on in days if (on - base).days * toward >= 0] or days
        return min(days, key=lambda on: abs((on - base).days), default=None)
    return min(days, key=lambda on: (base - on).days if on <= base else 0 if (on - base).days <= 31 else 9999, default=None)


def nearest_month(base: date, number: int, toward: int, *, strict: bool) -> Stretch:
    """The nearest such month before or after the base's month, which itself counts unless `strict`."""
    shift = (number - base.month) % 12 if toward > 0 else -((base.month - number) % 12)
    if shift == 0 and strict:
        shift = 12 if toward > 0 else -12
    return month_of(base, shift)
