"""Days, clocks, zones as pages write them: `2020-11-10T08:28:12+07:00` in metadata, `10 November 2020 | 15:28 WIB` in headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

from pantau.knowledge import Knowledge
from pantau.model import Span

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sep sept",
         "october oct", "november nov", "december dec"), start=1,
    )
    for name in names.split()
}  # fmt: skip
_ZONES = {"z": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cet": 1, "cest": 2, "msk": 3, "sgt": 8, "jst": 9}
_CLOCK_WORDS = ("at", "time")
_CHANGE_WORDS = ("updat", "modif", "last ")


_BETWEEN = r"[\s,;|/\u00b7\u2022\u2013\u2014-]"


class Moment(NamedTuple):
    """A day, its clock and zone where written, and the span of all that."""

    day: date
    clock: time | None
    zone: timezone | None
    span: Span

    def at(self, zone: timezone | None = None) -> datetime | None:
        """The instant, in the written zone, else in `zone`, else without one; None without a clock."""
        return datetime.combine(self.day, self.clock, self.zone or zone) if self.clock else None


class Calendar(NamedTuple):
    """Names of months, zones (hours east of Greenwich), the patterns made of them, and one of words for a later change."""

    months: Mapping[str, int]
    zones: Mapping[str, int]
    day: re.Pattern[str]
    after: re.Pattern[str]
    before: re.Pattern[str]
    changed: re.Pattern[str]


def load_calendar(knowledge: Knowledge) -> Calendar:
    """The calendar of all packs (`[dates]` of `page.toml`) over the English one, made once for each state of knowledge."""
    if "read.calendar" not in knowledge.derived:
        months, zones, words, changed = dict(_MONTHS), dict(_ZONES), list(_CLOCK_WORDS), list(_CHANGE_WORDS)
        for dates in (table.get("dates", {}) for pack in knowledge.packs.values() for _, table in pack.tables.get("page", ())):
            months |= {name: number for number, name in enumerate(dates.get("months", ()), start=1)} | dates.get("months_also", {})
            zones |= dates.get("zones", {})
            words += dates.get("clock", ())
            changed += dates.get("updated", ())
        knowledge.derived["read.calendar"] = make_calendar(
            tuple(months.items()), tuple(zones.items()), tuple(words), tuple(changed)
        )
    calendar: Calendar = knowledge.derived["read.calendar"]
    return calendar


def _any(names: Mapping[str, int] | tuple[str, ...]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))


@lru_cache(maxsize=4)
def make_calendar(
    months: tuple[tuple[str, int], ...], zones: tuple[tuple[str, int], ...], words: tuple[str, ...], changed: tuple[str, ...]
) -> Calendar:
    """The patterns for given names."""
    month, zone = _any(dict(months)), _any(dict(zones))
    flags = re.IGNORECASE
    gap = r"[ \u00a0./-]"
    day = re.compile(
        rf"(?<![\d.])(?P<y1>(?:19|20)\d\d)(?P<s1>[-/.])(?P<m1>\d{{1,2}})(?P=s1)(?P<d1>\d{{1,2}})(?!\d)"
        rf"|(?<![\d/.-])(?P<d2>\d{{1,2}})(?P<s2>[-/.])(?P<m2>\d{{1,2}})(?P=s2)(?P<y2>(?:19|20)\d\d)(?!\d)"
        rf"|(?<!\d)(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?{gap}{{0,3}}(?P<m3>{month})\.?,?{gap}{{0,3}}(?P<y3>(?:19|20)\d\d|'\d\d)(?!\d)"
        rf"|(?<!\w)(?P<m4>{month})\.?\s{{1,3}}(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<y4>(?:19|20)\d\d)(?!\d)",
        flags,
    )
    clock = r"(?P<h>[01]?\d|2[0-4])[:.](?P<min>[0-5]\d)(?:[:.](?P<sec>[0-5]\d)(?:[.,]\d{1,9})?)?(?!\d|[.,]\d)"
    offset = r"(?:utc|gmt)\s*[+-]\s*\d{1,2}(?::?\d\d)?|[+-]\d\d(?::?\d\d)?"
    suffix = rf"(?:\s*(?P<half>[ap])\.?m\b\.?)?(?:\s*\(?(?P<zone>{offset}|(?:{zone})(?!\w)))?"
    glue = rf"(?:[\s,;|/@()\u00b7\u2022\u2013\u2014-]|T(?=\d)|(?<!\w)(?:{_any(words)})(?!\w)\.?){{0,8}}"
    return Calendar(
        dict(months), dict(zones), day, re.compile(glue + clock + suffix, flags),
        re.compile(rf"(?<![\d.,:]){clock}{suffix}\)?{_BETWEEN}{{0,5}}(?:[^\W\d_]['’\w]{{2,9}}[ ,]{{1,3}})?$", flags),
        re.compile(_any(changed), flags),
    )  # fmt: skip


def find_moments(text: str, calendar: Calendar) -> Iterator[Moment]:
    """Every full date of a short text with the clock and zone right after it, or right before it."""
    for found in calendar.day.finditer(text):
        day = _day(found, calendar)
        if day is None:
            continue
        start, end = found.span()
        clock = calendar.after.match(text, end) or calendar.before.search(text[max(0, start - 40) : start])
        if clock is None:
            yield Moment(day, None, None, Span(start, end))
            continue
        if clock.re is calendar.after:
            end = clock.end()
        else:
            start = max(0, start - 40) + clock.start()
        moment = time_of(clock)
        yield Moment(day, moment, parse_zone(clock["zone"], calendar) if moment else None, Span(start, end))


def parse_stamp(value: str, calendar: Calendar) -> Moment | None:
    """The moment a metadata value states: ISO 8601 in its many spellings, RFC 2822, words, or seconds (milliseconds) since 1970."""
    value = value.strip()[:80]
    epoch = re.fullmatch(r"(\d{10})(?:\d{3})?", value)
    if epoch:
        when = datetime.fromtimestamp(int(epoch.group(1)), UTC)
        return Moment(when.date(), when.time(), UTC, Span(0, len(value)))
    packed = re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})?)?", value)
    if packed:
        year, month, day, hour, minute, second, zone = packed.groups()
        value = f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else "")
    return next(find_moments(value, calendar), None)


def time_of(found: re.Match[str]) -> time | None:
    """The clock a pattern found; None where it shows no such time."""
    hour, minute = int(found["h"]), int(found["min"])
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    return time(hour % 24, minute, int(found["sec"] or 0)) if hour < 24 or minute == 0 else None


def parse_zone(written: str | None, calendar: Calendar) -> timezone | None:
    """`WIB`, `+07:00`, `GMT+7` as a fixed offset."""
    if not written:
        return None
    words = re.sub(r"\s", "", written.lower())
    offset = re.search(r"([+-])(\d{1,2}):?(\d\d)?$", words)
    if offset:
        minutes = int(offset.group(2)) * 60 + int(offset.group(3) or 0)
        return timezone(timedelta(minutes=-minutes if offset.group(1) == "-" else minutes)) if minutes < 24 * 60 else None
    hours = calendar.zones.get(words)
    return None if hours is None else timezone(timedelta(hours=hours))


def _day(found: re.Match[str], calendar: Calendar) -> date | None:
    for form in "1234":
        if found[f"d{form}"]:
            break
    else:
        return None
    day, month, year = int(found[f"d{form}"]), found[f"m{form}"], found[f"y{form}"]
    number = calendar.months[month.lower()] if form in "34" else int(month)
    if form == "2" and number > 12 >= day:
        day, number = number, day  # 11/23/2020: only an American can mean that
    try:
        return date(int(year.replace("'", "20")), number, day)
    except ValueError:
        return None
