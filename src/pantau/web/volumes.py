"""How much each outlet tells, week by week: a row of bars for each, all on one scale, so that a silence is seen beside the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from markupsafe import Markup

from pantau.report.pictures.frame import (
    BODY,
    WIDTH,
    Calendar,
    DayAxis,
    Head,
    draw_days,
    frame,
    join,
    line,
    tag,
    tip,
    write,
)
from pantau.web.views.sources import OutletLine

MOST_ROWS = 40
_LEFT, _RIGHT, _ROW, _TALLEST = 236.0, 118.0, 34.0, 24.0


class VolumeWords(NamedTuple):
    """The picture's own words; `{number}` stands for a number."""

    more: str = "and {number} more"


def draw_volumes(
    lines: Sequence[OutletLine], first_on: date, newest_on: date, *, head: Head, calendar: Calendar, words: VolumeWords,
    name: Callable[[str | None], str], told: Callable[[OutletLine], str],
) -> Markup:  # fmt: skip
    """The rows as one SVG, in the order given; `told` is what stands at the end of a row. Empty without outlets."""
    if not lines:
        return Markup("")
    shown = lines[:MOST_ROWS]
    highest = max((number for each in shown for number in each.weeks), default=0) or 1
    axis = DayAxis.over(first_on.toordinal(), newest_on.toordinal() + 1, _LEFT, WIDTH - _RIGHT)
    foot = _ROW * len(shown)
    rows = [_draw_row(each, n, first_on, axis, _TALLEST / highest, name, told) for n, each in enumerate(shown, 1)]
    parts = [draw_days(axis, calendar, 4, foot), *rows]
    if len(lines) > MOST_ROWS:
        rest = words.more.format(number=len(lines) - MOST_ROWS)
        parts.append(write(rest, 0, foot + 18, room=_LEFT - 12, css="soft"))
    return frame(head, WIDTH, foot + 44, parts, css="volumes")


def _draw_row(
    each: OutletLine, n: int, first_on: date, axis: DayAxis, scale: float, name: Callable[[str | None], str],
    told: Callable[[OutletLine], str],
) -> Markup:  # fmt: skip
    """One outlet: its name, a bar for each week in which it told something, and its sum."""
    foot = n * _ROW
    parts = [write(name(each.outlet), 0, foot - 4, room=_LEFT - 16, size=BODY, is_bold=True)]
    for week, number in enumerate(each.weeks):
        if number:
            start = axis.x((first_on + timedelta(days=7 * week)).toordinal())
            end, high = axis.x((first_on + timedelta(days=7 * week + 7)).toordinal()), max(number * scale, 1.5)
            bar = tag("rect", class_="bar", x=start + 0.5, y=foot - high, width=max(end - start - 1, 1), height=high)
            parts.append(tag("g", inside=tip(str(number)) + bar))
    parts.append(line(axis.left, foot, axis.right, foot, "grid"))
    parts.append(write(told(each), axis.right + 10, foot - 4, room=_RIGHT - 12, css="soft"))
    return tag("g", inside=join(parts), class_="s0")
