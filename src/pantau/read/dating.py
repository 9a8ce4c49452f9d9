"""The day of a page: when it says it was published, and the day its dates are resolved against."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from re import Pattern
from typing import NamedTuple

from pantau.model.document import Problem
from pantau.model.span import Span
from pantau.read.vocabulary import DateWords, any_of

_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=[/-]|\d{4,})")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PAIR = re.compile(r"(?<![^\W\d_])(?P<weekday>[^\W\d_]{3,10}(?:['’]at)?)?,?\s*\((?P<day>\d{1,2})/(?P<month>\d{1,2})\)")


class Stamp(NamedTuple):
    """A full date as written: where, the day, the weekday it names (0 Monday), a clock time and its hours ahead of UTC."""

    span: Span
    day: date
    weekday: int | None = None
    clock: time | None = None
    zone: float | None = None

    @property
    def instant(self) -> datetime | None:
        """The moment, if clock and zone are both written."""
        if self.clock is None or self.zone is None:
            return None
        return datetime.combine(self.day, self.clock, timezone(timedelta(hours=self.zone)))


class Dating(NamedTuple):
    """What a page's dates give: publication (only if stated), the day to resolve dates against, how it was found, where."""

    published: Stamp | None = None
    dated: date | None = None
    dated_by: str | None = None
    span: Span | None = None
    problems: tuple[Problem, ...] = ()


def find_day(
    text: str, *, words: DateWords, header: Sequence[Span], urls: Sequence[Span], dateline: Span | None,
    body: Sequence[Span], aside: Sequence[Span], url: str | None = None,
) -> Dating:  # fmt: skip
    """The day of a text page: a date in the header, else in an address, in the dateline, else the latest full date of the body.

    Only the first two are a publication date: the page states them. `header` are the lines around the title in page order.
    """
    stated = _best(text, header, words)
    addressed = next((stamp for span in urls if (stamp := _url_stamp(text[span.start : span.end], span.start))), None)
    if addressed is None and url and (found := _url_stamp(url, 0)):
        addressed = found._replace(span=Span(0, 0))
    if stated and not (addressed and addressed.day < stated.day and _is_update(text, stated, header, words)):
        return Dating(stated, stated.day, "header", stated.span, _wrong_weekday(stated))
    if addressed:
        return Dating(addressed, addressed.day, "url", addressed.span if addressed.span.end else None)
    if dateline and (stamps := find_stamps(text, dateline, words)):
        return Dating(None, stamps[0].day, "dateline", stamps[0].span)
    latest = _latest(text, body, words) or _by_weekday(text, body, aside, words)
    return Dating(None, latest.day, "body", latest.span) if latest else Dating()


def find_stamps(text: str, span: Span, words: DateWords) -> list[Stamp]:
    """Every full date inside `span`, each with the clock time that stands on the same line."""
    stamps: list[Stamp] = []
    if not _YEAR.search(text, span.start, span.end):
        return stamps
    for match in _date_pattern(words).finditer(text, span.start, span.end):
        day = _day(match, words)
        if day:
            named = words.weekdays.get((match["weekday"] or "").casefold())
            stamps.append(Stamp(Span(match.start(), match.end()), day, named))
    return stamps


def is_date_line(line: str, words: DateWords) -> bool:
    """Whether a line is there to give a time: a date with a clock, or little else than a date, or the age of an article."""
    if len(line) > 140 or not any(map(str.isdigit, line)):
        return False
    if _age_pattern(words).fullmatch(line.casefold().strip(" .·•|")):
        return True
    stamps = find_stamps(line, Span(0, len(line)), words)
    if not stamps:
        return False
    start, end = stamps[0].span
    rest = line[:start] + " " + line[end:]
    stopped = line.rstrip("\"'”’) ").endswith(".")
    if len(rest.split()) > (8 if stopped else 14):
        return False  # a sentence that gives a time
    return _clock(rest, words)[0] is not None or (not stopped and len(rest.strip()) <= 25)


def has_clock(line: str, words: DateWords) -> bool:
    """Whether a line gives a time of day."""
    return _clock(line, words)[0] is not None


def read_stamp(text: str, span: Span, words: DateWords) -> Stamp | None:
    """The first date of a line with its clock and zone."""
    stamps = find_stamps(text, span, words)
    if not stamps:
        return None
    start, end = stamps[0].span
    after, zone = _clock(text[end : span.end], words)
    if after is None:
        after, zone = _clock(text[span.start : start], words)
    return stamps[0]._replace(clock=after, zone=zone)


def _best(text: str, header: Sequence[Span], words: DateWords) -> Stamp | None:
    """The header's date: one said to be of publication, then one with a clock, then the nearest; one of an update last."""
    ranked = []
    for order, span in enumerate(header):
        stamp = read_stamp(text, span, words)
        if stamp:
            line = text[span.start : span.end].casefold()
            said = 0 if _label(words.published).search(line) else 2 if _label(words.updated).search(line) else 1
            ranked.append((said, stamp.clock is None, order, stamp))
    return min(ranked)[3] if ranked else None


def _is_update(text: str, stamp: Stamp, header: Sequence[Span], words: DateWords) -> bool:
    line = next((text[s.start : s.end].casefold() for s in header if s.contains(stamp.span)), "")
    return bool(_label(words.updated).search(line))


def _wrong_weekday(stamp: Stamp) -> tuple[Problem, ...]:
    if stamp.weekday is None or stamp.weekday == stamp.day.weekday():
        return ()
    return (Problem("the weekday of the publication line does not fit its date", stamp.span),)


def _latest(text: str, body: Iterable[Span], words: DateWords) -> Stamp | None:
    """The latest full date of the body; one that names its weekday before a bare one, which may be a plan or a memory."""
    stamps = [stamp for span in body for stamp in find_stamps(text, span, words)]
    news = [stamp for stamp in stamps if stamp.weekday is not None]
    return max(news or stamps, key=lambda stamp: (stamp.day, -stamp.span.start), default=None)


def _by_weekday(text: str, body: Iterable[Span], aside: Iterable[Span], words: DateWords) -> Stamp | None:
    """The latest "Kamis (12/11)" of the body, in the year that its weekday fits and that other dates on the page point to."""
    pairs = [(m, words.weekdays[m["weekday"].casefold()]) for m in _pairs(text, body) if m["weekday"].casefold() in words.weekdays]
    years = sorted({stamp.day.year for span in aside for stamp in find_stamps(text, span, words)})
    found = []
    for year in years:
        for match, weekday in pairs:
            day = _safe(year, int(match["month"]), int(match["day"]))
            if day and day.weekday() == weekday:
                found.append(Stamp(Span(match.start(), match.end()), day, weekday))
    first = min((stamp.day.year for stamp in found), default=0)
    return max((s for s in found if s.day.year == first), key=lambda s: (s.day, -s.span.start), default=None)


def _pairs(text: str, body: Iterable[Span]) -> Iterator[re.Match[str]]:
    for span in body:
        yield from _PAIR.finditer(text, span.start, span.end)


def _url_stamp(address: str, at: int) -> Stamp | None:
    for match in _URL_DAY.finditer(address):
        day = _safe(int(match[1]), int(match[2]), int(match[3]))
        if day:
            return Stamp(Span(at + match.start() + 1, at + match.end()), day)
    return None


def _day(match: re.Match[str], words: DateWords) -> date | None:
    if match["iso"]:
        return _safe(*map(int, match["iso"].split("-")))
    if match["number"]:
        first, second, year = map(int, re.split(r"[/.-]", match["number"]))
        # An American order is only believed where no other reading is possible.
        return _safe(year, second, first) or _safe(year, first, second)
    name = match["month"] or match["month_first"]
    return _safe(int(match["year"] or match["year_last"]), words.months[name.casefold()], int(match["day"] or match["day_second"]))


def _safe(year: int, month: int, day: int) -> date | None:
    if not 1900 <= year <= 2100:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(line: str, words: DateWords) -> tuple[time | None, float | None]:
    for match in _clock_pattern(words).finditer(line):
        if match["dot"] == "." and not (match["zone"] or match["label"]):
            continue
        hour, zone = int(match["hour"]), None
        if match["half"]:
            hour = hour % 12 + (12 if match["half"].casefold() == "pm" else 0)
        if match["zone"]:
            zone = words.zones[match["zone"].casefold()] + float(match["offset"] or 0)
        return time(hour, int(match["minute"])), zone if zone is not None and -14 <= zone <= 14 else None
    return None, None


@lru_cache(maxsize=4)
def _compiled(months: tuple[str, ...], weekdays: tuple[str, ...]) -> Pattern[str]:
    month, weekday = any_of(months, before="", after=r"(?![^\W\d_])"), any_of(weekdays, after=r"(?![^\W\d_])")
    return re.compile(
        rf"(?:(?P<weekday>{weekday})\s*(?:,|\(|/|\|)?\s*)?(?:"
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:\s|-|/)+(?P<month>{month})[.,]?(?:\s|-|/)*(?P<year>\d{{4}})(?!\d)"
        rf"|(?<![\w.])(?P<month_first>{month})\.?\s+(?P<day_second>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year_last>\d{{4}})(?!\d)"
        r"|(?<![\d/.-])(?P<number>\d{1,2}/\d{1,2}/\d{4}|\d{1,2}-\d{1,2}-\d{4}|\d{1,2}\.\d{1,2}\.\d{4})(?![\d/-])"
        r"|(?<![\d/-])(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?![\d-]))",
        re.IGNORECASE,
    )


def _date_pattern(words: DateWords) -> Pattern[str]:
    return _compiled(tuple(words.months), tuple(words.weekdays))


@lru_cache(maxsize=4)
def _clocks(zones: tuple[str, ...], labels: tuple[str, ...]) -> Pattern[str]:
    return re.compile(
        rf"(?P<label>{any_of(labels)}\s*)?(?<![\d/.:])(?P<hour>[01]?\d|2[0-3])(?P<dot>[:.])(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d/])"
        rf"(?:\s*(?P<half>am|pm)\b)?(?:\s*\(?(?P<zone>{any_of(zones)})(?:\s*(?P<offset>[+-]\d{{1,2}}))?)?",
        re.IGNORECASE,
    )


def _clock_pattern(words: DateWords) -> Pattern[str]:
    return _clocks(tuple(words.zones), words.clock)


@lru_cache(maxsize=4)
def _ages(units: tuple[str, ...], ago: tuple[str, ...]) -> Pattern[str]:
    return re.compile(rf"(?:.{{0,40}}[|•·,-]\s*)?(?:se|\d{{1,3}}\s*){any_of(units, before='')}\s+{any_of(ago)}")


def _age_pattern(words: DateWords) -> Pattern[str]:
    return _ages(words.ages, words.ago)


@lru_cache(maxsize=8)
def _label(labels: tuple[str, ...]) -> Pattern[str]:
    return re.compile(any_of(labels))
