"""What the pictures share: escaped words of a known width, the day axis, round numbers on an axis, shapes, and the SVG around them.

A picture is a function of plain values: the same values in any order give the same text. Sizes are user units; at the natural width
one unit is one CSS pixel, and no words are smaller than SMALL.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from itertools import accumulate
from typing import NamedTuple

from markupsafe import Markup, escape

from pantau.report.wording import MONTHS, inert, web_link

WIDTH = 1040
"""The natural width of a picture that spans the page."""

PHONE = 344
"""The natural width of a picture that fits a phone; below `NARROWEST` names stand above and below what they name, not beside it."""

NARROWEST = 600

BODY, SMALL = 13.0, 12.0
"""The two sizes of words."""

LONGEST = 400
"""Words longer than this many code points are cut even in a tooltip: labels may come from a hostile page."""


class Head(NamedTuple):
    """What a picture is for those who cannot see it; `id` is unique in its page and made of letters, digits, `-` and `_`."""

    id: str
    title: str
    summary: str


class Calendar(NamedTuple):
    """How a language writes a day on an axis: twelve month names, and a day from `{day}` and `{month}`."""

    months: tuple[str, ...] = MONTHS
    day: str = "{day} {month}"

    def day_of(self, day: date) -> str:
        """One day without its year."""
        return self.day.format(day=day.day, month=self.months[day.month - 1])


# Widths in thousandths of the size, as Helvetica, Arial and Liberation Sans have them; other letters by their kind.
_WIDTHS = {
    **dict.fromkeys("il'jI|!.,:;/ ftr·()[]-°", 300),
    **dict.fromkeys("abdeghnopquL0123456789_+=<>#$?", 556),
    **dict.fromkeys("ckszvxyJ", 510),
    **dict.fromkeys("ABEKPSVXYFTZ&“”", 670),
    **dict.fromkeys("CDHNRUwGOQ", 760),
    **dict.fromkeys("mMW@%—…", 980),
}
_BOLD, _CAUTION = 1.07, 1.04


def width_of(words: str, size: float, *, is_bold: bool = False) -> float:
    """About how wide the words stand, on the wide side: the reader's sans-serif is not known."""
    whole = sum(map(_letter_width, words))
    return whole / 1000 * size * (_BOLD if is_bold else 1) * _CAUTION


def _letter_width(letter: str) -> int:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1000
    return _WIDTHS.get(unicodedata.normalize("NFD", letter)[0], 680)


def fit(words: str, room: float, size: float, *, is_bold: bool = False) -> str:
    """The words, cut with an ellipsis where they would be wider than `room`; empty where not even one letter has room."""
    words = " ".join(inert(words[: LONGEST + 1]).split())
    if len(words) <= LONGEST and width_of(words, size, is_bold=is_bold) <= room:
        return words
    scale = size / 1000 * (_BOLD if is_bold else 1) * _CAUTION
    widths = accumulate((_letter_width(letter) * scale for letter in words), initial=width_of("…", size, is_bold=is_bold))
    kept = sum(width <= room for width in list(widths)[1:])
    while kept < len(words) and unicodedata.combining(words[kept]):
        kept -= 1  # a letter is not parted from its accents
    return words[: max(kept, 0)].rstrip(" ,;:·-") + "…" if kept > 0 else ""


def wrap(words: str, room: float, size: float, *, is_bold: bool = False, lines: int = 2) -> tuple[str, ...]:
    """The words on so many lines at the most, broken at spaces; what does not fit on the last is left to be cut."""
    waiting = plain_words(words).split(" ")
    found: list[str] = []
    while waiting and len(found) < lines - 1:
        line, *waiting = waiting
        while waiting and width_of(f"{line} {waiting[0]}", size, is_bold=is_bold) <= room:
            line = f"{line} {waiting.pop(0)}"
        found.append(line)
    return tuple(line for line in (*found, " ".join(waiting)) if line)


def plain_words(words: str) -> str:
    """Words as a tooltip or a name carries them: one line, inert, of bounded length."""
    line = " ".join(inert(words[: LONGEST + 1]).split())
    return line if len(line) <= LONGEST else line[:LONGEST] + "…"


def number(value: float) -> str:
    """A coordinate: one decimal at most, never an exponent."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def tag(name: str, *, inside: Markup | None = None, **attributes: str | float | None) -> Markup:
    """One element, its attributes escaped and in the order given; a trailing `_` of a name falls away, other `_` are `-`."""
    told = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), value if isinstance(value, str) else number(value))
        for key, value in attributes.items()
        if value is not None
    )
    if inside is None:
        return Markup("<{}{}/>").format(name, told)
    return Markup("<{}{}>{}</{}>").format(name, told, inside, name)


def write(
    words: str,
    x: float,
    y: float,
    *,
    room: float,
    size: float = SMALL,
    is_bold: bool = False,
    anchor: str = "start",
    css: str | None = None,
) -> Markup:
    """Words at a point, within `room`; what was cut off is in the tooltip. Nothing for no words."""
    shown = fit(words, room, size, is_bold=is_bold)
    if not shown:
        return Markup("")
    whole = plain_words(words)
    tip = tag("title", inside=escape(whole)) if whole != shown else Markup("")
    return tag(
        "text",
        inside=tip + escape(shown),
        class_=css,
        x=x,
        y=y,
        font_size=size,
        font_weight="600" if is_bold else None,
        text_anchor=None if anchor == "start" else anchor,
    )


def tip(words: str) -> Markup:
    """The tooltip of what stands around it."""
    line = plain_words(words)
    return tag("title", inside=escape(line)) if line else Markup("")


def join(parts: Sequence[Markup]) -> Markup:
    """Parts one after another, a line each."""
    return Markup("\n").join(part for part in parts if part)


def link(inside: Markup, href: str | None) -> Markup:
    """What leads to an anchor of the page, to another page of the same desk or to the web; unlinked where the address is none of these.

    Out of the keyboard's way: a picture is one image to a screen reader, and the table below it has the same links.
    """
    target = href if href and re.fullmatch(r"(?:#|/(?![/\\]))[^\s<>\"'\\]{1,400}", href) else web_link(href)
    return tag("a", inside=inside, href=inert(target), tabindex="-1") if target else inside


def frame(head: Head, width: float, height: float, inside: Sequence[Markup], *, css: str) -> Markup:
    """The picture: an image with a name and a summary in words."""
    stem = re.sub(r"[^A-Za-z0-9_-]", "-", head.id[:80])
    title = tag("title", inside=escape(plain_words(head.title)), id=f"{stem}-title")
    summary = tag("desc", inside=escape(" ".join(inert(head.summary[:4000]).split())), id=f"{stem}-desc")
    return tag(
        "svg",
        inside=Markup("\n{}\n").format(join([title, summary, *inside])),
        class_=f"drawing {css}",
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        aria_labelledby=f"{stem}-title {stem}-desc",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
    )


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> Markup:
    """A straight line."""
    return tag("line", class_=css, x1=x1, y1=y1, x2=x2, y2=y2)


def path(steps: str, css: str) -> Markup:
    """A line along SVG path steps."""
    return tag("path", class_=css, d=steps)


_SHAPES = (
    "M{l} {y}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z",  # disc
    "M{l} {t}h{d}v{d}h-{d}z",  # square
    "M{x} {t}L{e} {b}H{l}z",  # triangle
    "M{x} {t}L{e} {y}L{x} {b}L{l} {y}z",  # lozenge
    "M{l} {t}H{e}L{x} {b}z",  # triangle on its point
    "M{l} {t}L{e} {b}M{e} {t}L{l} {b}",  # cross
)
SHAPES = len(_SHAPES)
_REACHES = (4.2, 3.8, 4.8, 5.2, 4.8, 4.0)


def shape(kind: int, x: float, y: float, *, scale: float = 1) -> Markup:
    """The shape of a series or side: another form for each of the first six, then hollow ones."""
    turn, kind = divmod(kind, SHAPES)
    reach = _REACHES[kind] * scale
    points = {"x": x, "y": y, "r": reach, "d": 2 * reach, "l": x - reach, "e": x + reach, "t": y - reach, "b": y + reach}
    steps = _SHAPES[kind].format(**{name: number(value) for name, value in points.items()})
    return path(steps, "shape stroked" if kind == SHAPES - 1 else "shape hollow" if turn % 2 else "shape")


def spread(wanted: Sequence[float], sizes: Sequence[float], *, lowest: float = 0, highest: float = float("inf")) -> list[float]:
    """Middles as near to the wanted ones as can be, in their order, each with room for its size, between `lowest` and `highest`.

    Neighbours that would touch are pooled and share the distance (pool adjacent violators), so the least is moved.
    """
    pools: list[tuple[float, float, int]] = []  # sum of wanted starts, size, members
    starts = [0.0, *accumulate(sizes)]
    for index, middle in enumerate(wanted):
        pool = (middle - sizes[index] / 2 - starts[index], 1.0, 1)
        while pools and pools[-1][0] / pools[-1][1] > pool[0] / pool[1]:
            before = pools.pop()
            pool = (before[0] + pool[0], before[1] + pool[1], before[2] + pool[2])
        pools.append(pool)
    last = max(lowest, highest - starts[-1])
    shifts = [min(max(total / weight, lowest), last) for total, weight, members in pools for _ in range(members)]
    return [shift + starts[index] + sizes[index] / 2 for index, shift in enumerate(shifts)]


def round_steps(highest: float, *, at_most: int = 5) -> tuple[int, ...]:
    """Round numbers from 0 to the first that is not below the highest, for an axis of counts."""
    step, growth = 1, (2, 5, 10)
    turn = 0
    while highest > step * at_most:
        step = 10 ** (turn // 3) * growth[turn % 3]
        turn += 1
    steps = max(1, -(-int(highest) // step))
    return tuple(step * n for n in range(steps + 1))


def day_number(when: date) -> float:
    """A day or instant as a number of days: a day is where it begins, an instant within its day of UTC."""
    if not isinstance(when, datetime):
        return float(when.toordinal())
    offset = when.utcoffset()
    minutes = when.hour * 60 + when.minute - (offset.total_seconds() / 60 if offset else 0)
    return when.toordinal() + minutes / 1440


def day_end(when: date) -> float:
    """Where a day ends; an instant ends where it is."""
    return day_number(when) + (0 if isinstance(when, datetime) else 1)


def day_key(when: date) -> tuple[float, bool]:
    """Orders days and instants together."""
    return (day_number(when), isinstance(when, datetime))


class Tick(NamedTuple):
    """A place on the day axis and its words; `is_strong` where a month or year begins."""

    x: float
    words: str
    is_strong: bool
    year: int


class DayAxis(NamedTuple):
    """Days first to last (as `day_number` counts them, last not included) over x from left to right."""

    first: float
    last: float
    left: float
    right: float

    @classmethod
    def over(cls, first: float, last: float, left: float, right: float) -> DayAxis:
        """An axis of whole days, four at the least, with some air at both ends."""
        air = max(0.5, (last - first) * 0.02)
        low, high = first - air, max(last + air, first + 4)
        return cls(max(low, 1.0), min(high, float(date.max.toordinal())), left, right)

    def x(self, day: float) -> float:
        """Where a day number stands."""
        return self.left + (day - self.first) * (self.right - self.left) / (self.last - self.first)

    def ticks(self, calendar: Calendar, *, room: float = 62) -> tuple[Tick, ...]:
        """The days, months or years written below the axis, so far apart that each has `room`."""
        days = self.last - self.first
        slots = max(2.0, (self.right - self.left) / room)
        if days <= slots * 14:
            step = next(step for step in (1, 2, 7, 14) if days <= slots * step)
            return self._by_days(calendar, step)
        months = next((n for n in (1, 3, 6) if days <= slots * n * 30.5), 0)
        return self._by_months(calendar, months) if months else self._by_years(days / slots)

    def _by_days(self, calendar: Calendar, step: int) -> tuple[Tick, ...]:
        start = -int(-self.first // 1)
        found = (date.fromordinal(n) for n in range(start, int(self.last) + 1) if (n - start) % step == 0)
        return tuple(Tick(self.x(day.toordinal()), calendar.day_of(day), day.day == 1, day.year) for day in found)

    def _by_months(self, calendar: Calendar, step: int) -> tuple[Tick, ...]:
        begin = date.fromordinal(int(self.first))
        count = begin.year * 12 + begin.month
        ticks = []
        while count < 119_988 and (day := date(count // 12, count % 12 + 1, 1)).toordinal() <= self.last:
            if day.month % step == 1 % step:
                words = calendar.months[day.month - 1]
                ticks.append(Tick(self.x(day.toordinal()), words, day.month == 1, day.year))
            count += 1
        return tuple(ticks)

    def _by_years(self, days: float) -> tuple[Tick, ...]:
        step = round_steps(days / 365, at_most=1)[-1]
        begin, end = date.fromordinal(int(self.first)).year + 1, date.fromordinal(int(self.last)).year
        years = [year for year in range(begin, end + 1) if year % step == 0]
        return tuple(Tick(self.x(date(year, 1, 1).toordinal()), str(year), True, year) for year in years)


def draw_days(axis: DayAxis, calendar: Calendar, top: float, foot: float) -> Markup:
    """The axis at `foot`, its words in the 20 units below it, a new year in the 16 below those, hairlines up to `top`."""
    marks = [line(axis.left, foot, axis.right, foot, "axis")]
    free, year = float("-inf"), 0
    for tick in axis.ticks(calendar):
        width = width_of(tick.words, SMALL)
        marks.append(line(tick.x, top, tick.x, foot + 5, "grid strong" if tick.is_strong else "grid"))
        if tick.x - width / 2 >= free and tick.x + width / 2 <= axis.right + 12:
            marks.append(write(tick.words, tick.x, foot + 18, room=200, anchor="middle", css="soft"))
            if tick.year != year and tick.words != str(tick.year):
                marks.append(write(str(tick.year), tick.x, foot + 34, room=80, anchor="middle", css="soft"))
            free, year = tick.x + width / 2 + 8, tick.year
    return join(marks)
