"""Readings of dates counted from another day ("kemarin", "pekan lalu", "dua hari kemudian") and of lengths of time."""

from __future__ import annotations

from datetime import date, timedelta

from pantau.extract import calendar_days as days
from pantau.extract.calendar_days import Stretch
from pantau.extract.calendar_scene import Found, Result, Roles, Scene, at_time, in_part, toward_of, unknown
from pantau.extract.number_figures import parse_number

LETTER = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y", "decade": "DE",
    "century": "C", "moment": "X",
}  # fmt: skip
_MANY = 1500  # units: "juta tahun lalu" is no day
_CLOCKED = ("second", "minute", "hour")


def read_weekday(roles: Roles, scene: Scene) -> Result:
    """Jumat, hari Jumat lalu, Senin malam, Jumat pekan depan."""
    weekday: int = roles.value("weekday")
    unit = roles.value("unit")
    if unit not in (None, "week"):
        return None
    if scene.published is None and not (scene.last and (roles.has("that") or scene.ahead)):
        return roles.found(unknown(None), "weekday")
    base = scene.published or scene.last
    if base is None:
        return roles.found(unknown(None), "weekday")
    if roles.has("that") and scene.last:
        on = days.nearest_weekday(scene.last, weekday, -1, strict=False)
    elif unit or roles.has("this"):
        shift = 0 if roles.has("this") else toward_of(roles, scene)
        monday = days.week(base, shift).began or base
        on = monday + timedelta(days=weekday - 1)
    else:
        toward = toward_of(roles, scene) or -1
        counted_from = _plan_base(scene, base) if toward > 0 else base
        on = days.nearest_weekday(counted_from, weekday, toward, strict=roles.has("past", "next"))
    return roles.found(at_time(roles, scene, days.day(on)), "weekday")


def _plan_base(scene: Scene, published: date) -> date:
    """Plans count from the day the same sentence named ("Senin … akan bertemu Rabu") or a day to come, else from publication."""
    if scene.last is None:
        return published
    return scene.last if scene.in_sentence or 0 <= (scene.last - published).days <= 31 else published


def _from_today(roles: Roles, scene: Scene, shift: int, part: str | None = None) -> Result:
    if scene.published is None:
        return roles.found(unknown(None), "relative")
    stretch = days.day(scene.published + timedelta(days=shift))
    if part:
        stretch = stretch._replace(value=f"{stretch.value}T{part}")
    return roles.found(at_time(roles, scene, stretch), "relative")


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
    """Pekan lalu, bulan ini, tahun depan, awal tahun ini."""
    unit = roles.value("unit")
    shift = 1 if roles.has("next") else -1 if roles.has("past") else 0
    if unit not in ("week", "month", "year"):
        return None if unit != "day" or not shift else roles.found(unknown("FUTURE_REF" if shift > 0 else "PAST_REF"), "relative")
    if scene.published is None:
        return roles.found(unknown(None), "relative")
    stretch = days.unit_of(unit, scene.published, shift)
    return roles.found(in_part(roles, stretch), "relative") if stretch else None


def read_weekend(roles: Roles, scene: Scene) -> Result:
    """Akhir pekan lalu: Saturday and Sunday."""
    if scene.published is None:
        return roles.found(unknown(None), "relative")
    bare = 0 if scene.ahead or scene.published.weekday() >= _SATURDAY else -1  # told on a Tuesday: the weekend that is over
    shift = toward_of(roles, scene) if roles.has("past", "next") else 0 if roles.has("this") else bare
    return roles.found(days.weekend(scene.published, shift), "relative")


_SATURDAY = 5


def read_unit_that(roles: Roles, scene: Scene) -> Result:
    """Hari itu, malam sebelumnya, tahun tersebut: counted from the day the story last named."""
    unit = roles.value("unit") or "day"
    if unit in _CLOCKED or unit in ("decade", "century"):
        return None
    if scene.last is None:
        return roles.found(unknown("PAST_REF"), "relative")
    stretch = days.unit_of(unit, scene.last, -1 if roles.has("earlier") else 0)
    return roles.found(at_time(roles, scene, in_part(roles, stretch)), "relative") if stretch else None


def read_neighbour(roles: Roles, scene: Scene) -> Result:
    """Tahun sebelumnya, pekan berikutnya."""
    unit = roles.value("unit")
    if unit in _CLOCKED or unit in ("decade", "century"):
        return None
    base = scene.last
    stretch = days.unit_of(unit, base, -1 if roles.has("earlier") else 1) if base else unknown(None)
    return roles.found(stretch, "relative") if stretch else None


def read_next_day(roles: Roles, scene: Scene) -> Result:
    """Keesokan harinya, sehari sebelumnya."""
    if scene.last is None:
        return roles.found(unknown(None), "relative")
    return roles.found(at_time(roles, scene, days.day(scene.last + timedelta(days=roles.value("next_day")))), "relative")


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
    if count is None and roles.has("number"):
        return None
    period = _period(unit, count)
    if count is not None and count > _MANY:
        return roles.found(unknown("PAST_REF" if roles.has("back") else period), "relative")
    if roles.has("last", "ahead") and not roles.has("back"):
        return roles.found(_span_of(scene, unit, count, 1 if roles.has("ahead") else -1, period), "duration")
    if count is None or count != int(count):
        return roles.found(unknown("PAST_REF" if roles.has("back") else period), "relative")
    if roles.has("later", "earlier"):
        return _from_story(roles, scene, unit, int(count) * (1 if roles.has("later") else -1), period)
    if scene.published is None or unit in ("decade", "century"):
        return roles.found(unknown(None), "relative")
    stretch = days.day(scene.published) if unit in _CLOCKED else days.unit_of(unit, scene.published, -int(count))
    return roles.found(stretch, "relative") if stretch else None


def _span_of(scene: Scene, unit: str, count: float | None, toward: int, period: str) -> Stretch:
    """The days that "the last two weeks" cover, counted from publication."""
    base = scene.published
    if base is None or count is None or count != int(count):
        return unknown(period)
    if unit == "hour" and count % 24 == 0:
        unit, count = "day", count // 24
    other = days.moved(base, unit, toward * int(count))
    if other is None:
        return unknown(period)
    return Stretch(min(base, other), max(base, other), "range", period)


def _from_story(roles: Roles, scene: Scene, unit: str, count: int, period: str) -> Result:
    """ "Tiga pekan kemudian": the value is the counted day, the days are as exact as the unit."""
    on = days.moved(scene.last, unit, count) if scene.last else None
    if on is None:
        return roles.found(unknown(period), "relative")
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
    return roles.found(unknown(_period(unit, count)), "duration")


def read_lengths(roles: Roles, scene: Scene) -> Result:
    """2-3 menit: two lengths, as TIMEX3 counts them."""
    unit: str = roles.value("unit")
    first, later = _count(roles, scene, "first"), _count(roles, scene, "later")
    if first is None or later is None or scene.aged:
        return [] if scene.aged else None
    start, end = roles.all("first")[0], roles.all("first")[-1]
    head = roles.all("about")[0] if roles.has("about") else start
    return [
        Found(head.start, end.end, unknown(_period(unit, first)), "duration"),
        Found(roles.all("later")[0].start, roles.tokens[-1].end, unknown(_period(unit, later)), "duration"),
    ]


def read_every(roles: Roles, scene: Scene) -> Result:
    """Setiap tahun, tiap Jumat, per hari."""
    if weekday := roles.value("weekday"):
        return roles.found(unknown(f"XXXX-WXX-{weekday}"), "set")
    if part := roles.value("daypart"):
        return roles.found(unknown(f"XXXX-XX-XXT{part}"), "set")
    unit: str = roles.value("unit") or roles.value("one_unit")
    count = _count(roles, scene) if roles.has("number") else 1
    return roles.found(unknown(_period(unit, count)), "set") if count is not None else None


def read_reference(roles: Roles, scene: Scene) -> Result:  # noqa: ARG001
    """Kini, saat itu: a reference without a day."""
    return roles.found(unknown(roles.value("ref")), "reference")


def read_season(roles: Roles, scene: Scene) -> Result:
    """Musim dingin: no days, the value names the season of the year at hand."""
    if roles.has("year"):
        return roles.found(unknown(f"{roles.word('year')}-{roles.value('season')}"), "season")
    shift = 1 if roles.has("next") else -1 if roles.has("past") else 0
    year = f"{scene.published.year + shift:04}" if scene.published else "XXXX"
    return roles.found(unknown(f"{year}-{roles.value('season')}"), "season")
