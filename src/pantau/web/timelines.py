"""The timeline: bars of incidents by day, week, month or year, each part a link to the list it counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from pantau.report.pictures.frame import (
    SMALL,
    Calendar,
    DayAxis,
    Head,
    draw_days,
    frame,
    join,
    line,
    number,
    path,
    round_steps,
    tag,
    width_of,
    write,
)
from pantau.web.pointing import draw_linked
from pantau.web.views.situation import Period, Timeline

MOST_VALUES = 5
_BODY, _FOOT = 150, 44


class TimeWords(NamedTuple):
    """The timeline's own words."""

    others: str = "others"


def shown_values(timeline: Timeline) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Which of the values have a part of their own, most told first, and which are drawn as others."""
    totals = [sum(period.counts[n] for period in timeline.periods) for n in range(len(timeline.values))]
    order = sorted(range(len(totals)), key=lambda n: (-totals[n], n))
    most = MOST_VALUES if len(order) <= MOST_VALUES else MOST_VALUES - 1
    return tuple(order[:most]), tuple(order[most:])


def draw_timeline(
    timeline: Timeline, *, head: Head, width: int, calendar: Calendar, words: TimeWords,
    href: Callable[[Period, str | None], str], title: Callable[[Period, str | None, int], str], name: Callable[[str], str],
) -> Markup:  # fmt: skip
    """The bars as one SVG; `href` and `title` are of a period and a value (None: of others). Empty where there is no period."""
    if not timeline.periods:
        return Markup("")
    own, others = shown_values(timeline)
    highest = max(sum(period.counts) for period in timeline.periods)
    steps = round_steps(highest, at_most=4)
    left = 12 + width_of(str(steps[-1]), SMALL)
    first, last = timeline.periods[0].first_on.toordinal(), timeline.periods[-1].last_on.toordinal() + 1
    axis = DayAxis.over(first, last, left, width - 8)
    stem = head.id
    looks = looks_of(timeline, own)
    names = [name(timeline.values[n]) for n in own] + ([words.others] if others else [])
    key, top = _draw_key(names, looks, stem, width)
    foot = top + _BODY

    def height(things: int) -> float:
        return things / steps[-1] * (_BODY - 6)

    parts = [_hatches(stem)]
    parts += [line(left, foot - height(n), width - 8, foot - height(n), "grid") for n in steps[1:]]
    parts += [write(str(n), left - 6, foot - height(n) + 4, room=60, anchor="end", css="soft") for n in steps]
    parts.append(draw_days(axis, calendar, foot, foot))
    for period in timeline.periods:
        x, end = axis.x(period.first_on.toordinal()), axis.x(period.last_on.toordinal() + 1)
        stack = [(timeline.values[n], period.counts[n]) for n in own] + [(None, sum(period.counts[n] for n in others))]
        y = foot
        for look, (value, things) in zip(looks, stack, strict=True):
            if things:
                y -= height(things)
                bar = _bar(look, stem, x, y, max(end - x - (1.2 if end - x > 3 else 0.3), 1), height(things))
                parts.append(draw_linked(bar, href=href(period, value), title=title(period, value, things)))
    return frame(head, width, foot + _FOOT, [key, *parts], css="timeline")


def looks_of(timeline: Timeline, own: Sequence[int]) -> tuple[int, ...]:
    """The filling of each value that is shown, and that of the others: a status has its own wherever it is drawn, if it is free."""
    fixed = {n: _LOOKS[timeline.values[n]] for n in own if timeline.values[n] in _LOOKS}
    free = iter([look for look in range(MOST_VALUES) if look not in fixed.values()])
    looks = [fixed[n] if n in fixed else next(free) for n in own]
    return (*looks, next(free, MOST_VALUES - 1))


_LOOKS = {"reported": 0, "disputed": 1, "corroborated": 2, "under_inquiry": 3}


def _bar(rank: int, stem: str, x: float, y: float, width: float, height: float) -> Markup:
    fill = f' fill="url(#{stem}-h{rank})"' if rank in _HATCHED else ""
    where = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return Markup(f'<rect class="part p{rank}" {where}{fill}/>')


_HATCHED = {1: "M0 6L6 0M-1 1L1 -1M5 7L7 5", 3: "M0 3H6", 4: "M3 0V6"}
"""Parts that are told apart by lines, not by their colour alone."""


def _hatches(stem: str) -> Markup:
    """The fillings by lines."""
    found = (
        tag("pattern", inside=path(steps, f"hatch p{rank}"), id=f"{stem}-h{rank}", width=6, height=6, patternUnits="userSpaceOnUse")
        for rank, steps in _HATCHED.items()
    )
    return tag("defs", inside=Markup("").join(found))


def _draw_key(names: list[str], looks: Sequence[int], stem: str, width: int) -> tuple[Markup, float]:
    """What each filling means, in as many lines as it takes; the second value is where the bars may begin."""
    x, y, parts = 8.0, 14.0, []
    for look, words in zip(looks, names, strict=False):
        long = 22 + width_of(words, SMALL)
        if x + long > width - 8 and x > 8:
            x, y = 8.0, y + 20
        parts.append(_bar(look, stem, x, y - 10, 14, 12))
        parts.append(write(words, x + 20, y, room=width - x - 24))
        x += long + 18
    return join(parts), y + 14
