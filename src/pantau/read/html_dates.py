"""When an HTML page was published: metadata, address and visible header line weighed against each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timezone
from typing import NamedTuple

from pantau.model import Span
from pantau.read.html_text import Line, PageText
from pantau.read.metadata import squash
from pantau.read.moment import Calendar, Moment, find_moments, parse_stamp

_DATE_HINT = re.compile(r"time|date|publi|posted|tgl|tanggal|waktu|meta|byline|author|info|jadwal")
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/.-]?(\d\d)[/.-]?(\d\d)(?!\d)")
_URL_DAY_SPLIT = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})/")


class Published(NamedTuple):
    """The day as the page states it, the instant, which of `metadata` `url` `header` said so, and the words, where visible."""

    on: date | None = None
    at: datetime | None = None
    by: str | None = None
    span: Span | None = None


def find_published(
    page: PageText,
    stamps: Sequence[str],
    url: str | None,
    *,
    title: str | None,
    first: int,
    calendar: Calendar,
    home: timezone | None,
) -> Published:
    """The publication day and instant. `first` is the number of the first body line, `home` the zone of a clock without one.

    Metadata come first, then the address, then the header line, but where two agree against the first, the two win.
    """
    header = find_header(page, title, first, calendar)
    stated = _best_stamp(stamps, calendar)
    in_url = parse_url_day(url)
    if stated and header and in_url and not _near(stated.day, header.day) and _near(header.day, in_url):
        stated = None  # a stamp of the download or of the last change
    if stated:
        return _from_metadata(stated, header, home)
    if header and (in_url is None or _near(header.day, in_url)):
        return Published(header.day, header.at(home), "url" if in_url == header.day else "header", header.span)
    return Published(in_url, None, "url") if in_url else Published()


def _near(one: date, other: date) -> bool:
    return abs((one - other).days) <= 1


def _best_stamp(stamps: Sequence[str], calendar: Calendar) -> Moment | None:
    """The first stamp that is a day; with its clock from a later stamp of that day if it has none."""
    moments = [moment for stamp in stamps if (moment := parse_stamp(stamp, calendar)) and 1990 <= moment.day.year <= 2100]
    if not moments:
        return None
    return (
        next((m for m in moments if m.clock and _near(m.day, moments[0].day)), moments[0]) if _is_bare(moments[0]) else moments[0]
    )


def _is_bare(moment: Moment) -> bool:
    """Whether a stamp has no real clock: midnight to the second is what programs write for a day."""
    return moment.clock is None or (moment.clock.hour, moment.clock.minute, moment.clock.second) == (0, 0, 0)


def _from_metadata(stated: Moment, header: Moment | None, home: timezone | None) -> Published:
    if header is None or not _near(header.day, stated.day):
        at = stated.at(home)
        seen = at.astimezone(home) if at and at.tzinfo and home and not at.utcoffset() else at
        return Published(seen.date() if seen else stated.day, seen, "metadata")
    shown = header.at(header.zone or home)
    if _is_bare(stated):
        return Published(header.day, shown, "metadata", header.span)
    same_clock = (
        header.clock and stated.clock and (header.clock.hour, header.clock.minute) == (stated.clock.hour, stated.clock.minute)
    )
    if same_clock and header.zone and header.day == stated.day:
        # Templates write local time with a `Z`; the zone readers see is the one the desk means. Seconds are the stamp's.
        at = datetime.combine(stated.day, stated.clock, header.zone) if stated.clock else None
        return Published(header.day, at, "metadata", header.span)
    at, zone = stated.at(header.zone or home), header.zone or home
    return Published(header.day, at.astimezone(zone) if at and at.tzinfo and zone else at, "metadata", header.span)


def find_header(page: PageText, title: str | None, first: int, calendar: Calendar) -> Moment | None:
    """The date line of the article's head: near the headline, with a clock, in an element named for it; None if none is."""
    heading = squash(title or "")
    titles = [n for n, line in enumerate(page.lines) if heading and squash(line.span.of(page.text)) == heading]
    best: tuple[float, Moment] | None = None
    for number, line in enumerate(page.lines):
        words = line.span.of(page.text)
        if len(words) > 160 or not re.search(r"\d", words) or number > first + 400:
            continue
        for moment in find_moments(words, calendar):
            score = _score(line, number, moment, titles, first, words, calendar)
            if score >= 3 and (best is None or score > best[0]):
                start = line.span.start
                best = score, moment._replace(span=Span(start + moment.span.start, start + moment.span.end))
    return best[1] if best else None


def _score(line: Line, number: int, moment: Moment, titles: Sequence[int], first: int, words: str, calendar: Calendar) -> float:
    """How much a date looks like the article's own; a bare day in running text or in a teaser stays below 3."""
    length = len(words)
    score = 2.0 if moment.clock else 0.0
    score += 1.0 if moment.zone else 0.0
    score += 1.5 if _DATE_HINT.search(line.hints) else 0.0
    score -= 3.0 if line.linked > 0.5 * length or line.zone in ("teaser", "comment", "advert") else 0.0
    score -= 2.0 if calendar.changed.search(line.hints) or calendar.changed.search(words) else 0.0
    score -= 1.5 if length > 100 else 0.0
    near = min((abs(number - t) for t in titles), default=99)
    score += 2.0 if near <= 4 else 1.0 if near <= 12 else 0.0
    if titles and min(titles) - 5 <= number <= first:
        score += 1.0
    score += 0.5 if abs(number - first) <= 5 else 0.0
    return score - (1.5 if first >= 0 and number > first + 40 else 0.0) - (1.0 if not titles and number > first else 0.0)


def parse_url_day(url: str | None) -> date | None:
    """The day an address carries as `/2020/11/10/`, `2020-11-10` or `20201110`; None if it carries none that can be."""
    for found in (_URL_DAY_SPLIT.search(url or ""), _URL_DAY.search(url or "")):
        if found:
            try:
                day = date(*map(int, found.groups()))
            except ValueError:
                continue
            if 1994 <= day.year <= 2100:
                return day
    return None
