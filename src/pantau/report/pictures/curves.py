"""Casualty figures over the days by claimant: running totals as step lines, new figures apart below, never joined or added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from markupsafe import Markup

from pantau.report.pictures.frame import (
    BODY,
    NARROWEST,
    SMALL,
    WIDTH,
    Calendar,
    DayAxis,
    Head,
    day_end,
    day_key,
    day_number,
    draw_days,
    frame,
    join,
    line,
    link,
    number,
    path,
    round_steps,
    shape,
    spread,
    tag,
    tip,
    width_of,
    wrap,
    write,
)

MOST_SERIES, MOST_POINTS = 8, 240
"""So many series of each measure, and figures of each series, are drawn; of more only the number is told."""


class Point(NamedTuple):
    """One figure of a day: `low` and `high` are equal for an exact one, None on the side left open; `note` is its tooltip."""

    on: date
    low: int | None
    high: int | None
    href: str | None = None
    note: str = ""


class Series(NamedTuple):
    """The figures of one claimant about one thing: running totals or new figures. Where many speak, `is_line` is false: no line
    joins what nobody counted on from."""

    label: str
    measure: Literal["total", "new"]
    points: tuple[Point, ...]
    is_line: bool = True


class CurveWords(NamedTuple):
    """The picture's own words; `more` is told where figures are left out."""

    totals: str = "Running totals"
    new: str = "New figures, each of its day"
    more: str = "and {number} more figures"
    thousands: str = ","


class Moment(NamedTuple):
    """The day that the figures are looked at from, with its words, among all days that there are figures of (first and last)."""

    on: date
    words: str
    first_on: date
    last_on: date


class _Curve(NamedTuple):
    """A series as drawn: `rank` chooses its shape and colour, the same for both measures of one label."""

    rank: int
    label: str
    points: tuple[Point, ...]
    is_line: bool


_LEFT, _TOP, _PLOT, _ROW, _GAP = 52, 30, 250, 54, 36
_HIGH_ROW, _MARGIN = 78, 14  # of a narrow picture: a row with its name above, what is left free to the right
_LABEL, _TALLEST = 232, 30  # room for the labels at the right end, and the tallest bar of a new figure

_ROOM = _LABEL - 40
_HEADED = 170  # where the panel's own name has ended
_HIGHEST = 10**12  # a page can hold any number; the axis cannot


def draw_curves(
    series: Sequence[Series],
    *,
    head: Head,
    words: CurveWords | None = None,
    calendar: Calendar | None = None,
    moment: Moment | None = None,
    order: Sequence[str] = (),
    width: int = WIDTH,
) -> Markup:
    """The curves as one SVG, the same for the same series in any order; empty where no figure has a value.

    With a `moment` the axis shows all days that there are, whichever is looked from, and a line stands at the end of that one. Labels
    of the `order` have the shapes and colours of their places in it, so that no claimant changes looks with the day.
    """
    words, calendar = words or CurveWords(), calendar or Calendar()
    curves, left_out = _ranked(series, order)
    totals = [curve for measure, curve in curves if measure == "total"]
    new = [curve for measure, curve in curves if measure == "new"]
    days = [point.on for _, curve in curves for point in curve.points]
    if not days:
        return Markup("")
    days += [moment.first_on, moment.last_on, moment.on] if moment else []
    is_narrow = width < NARROWEST
    axis = DayAxis.over(min(map(day_number, days)), max(map(day_end, days)), _LEFT, width - (_MARGIN if is_narrow else _LABEL))
    foot = float(_TOP - 8)
    parts: list[Markup] = []
    if totals:
        foot = _TOP + (_PLOT if is_narrow else max(_PLOT, sum(map(_label_height, totals)) - 16.0))
        parts += _draw_totals(totals, axis, words, foot, is_narrow=is_narrow)
    if new:
        top = foot + (_GAP if totals else 0)
        foot = top + (_HIGH_ROW if is_narrow else _ROW) * len(new)
        parts += _draw_new(new, axis, words, top, is_narrow=is_narrow)
    if moment:
        parts.insert(0, _draw_moment(moment, axis, foot))
    parts.insert(0, draw_days(axis, calendar, _TOP - 4, foot))
    if is_narrow and totals:
        parts += _draw_key(totals, words, foot + 60, width)
        foot += 8 + 20 * len(totals)
    if left_out:
        room = width - 4 if is_narrow else _LABEL
        foot += 20 if is_narrow else 0
        parts.append(write(words.more.format(number=left_out), width - 2, foot + 44, room=room, anchor="end", css="soft"))
    return frame(head, width, foot + 52, parts, css="curves")


def _draw_moment(moment: Moment, axis: DayAxis, foot: float) -> Markup:
    """A line from top to foot, its words beside its head: right of it, left where that is nearer to the edge."""
    x, wide = axis.x(day_end(moment.on)), width_of(moment.words, SMALL, is_bold=True)
    left = x + 5 if x + 5 + wide <= axis.right else x - 5 - wide
    words = write(moment.words, max(left, _HEADED), _TOP - 16, room=axis.right, is_bold=True)
    return tag("g", inside=join([line(x, _TOP - 26, x, foot, "moment"), words]))


def _ranked(series: Sequence[Series], order: Sequence[str]) -> tuple[list[tuple[str, _Curve]], int]:
    """Each measure's series in a fixed order, bounded, and how many figures that leaves out."""
    known: list[tuple[str, str, tuple[Point, ...], bool]] = []
    for one in series:
        points = sorted({p for p in one.points if p.low is not None or p.high is not None}, key=_point_key)
        if points:
            known.append((one.measure, one.label, tuple(points), one.is_line))
    known.sort(key=lambda each: (each[0], -_peak(each[2]), each[1], [_point_key(p) for p in each[2]], each[3]))
    kept = [each for measure in ("total", "new") for each in [k for k in known if k[0] == measure][:MOST_SERIES]]
    ranks = {label: rank for rank, label in enumerate(dict.fromkeys((*order, *(label for _, label, _, _ in kept))))}
    curves = [(measure, _Curve(ranks[label], label, _thinned(points), is_line)) for measure, label, points, is_line in kept]
    drawn = sum(len(curve.points) for _, curve in curves)
    return curves, sum(len(points) for _, _, points, _ in known) - drawn


def _point_key(point: Point) -> tuple[tuple[float, bool], int, int, bool, bool, str, str]:
    return (day_key(point.on), _floor(point), _ceiling(point), point.low is None, point.high is None, point.href or "", point.note)


def _thinned(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """At most MOST_POINTS, evenly taken, the first and the last among them."""
    if len(points) <= MOST_POINTS:
        return points
    return tuple(points[n * (len(points) - 1) // (MOST_POINTS - 1)] for n in range(MOST_POINTS))


def _floor(point: Point) -> int:
    return min(max(0, point.low if point.low is not None else point.high or 0), _HIGHEST)


def _ceiling(point: Point) -> int:
    return min(max(_floor(point), point.high if point.high is not None else point.low or 0), _HIGHEST)


def _peak(points: Iterable[Point]) -> int:
    return max(map(_ceiling, points))


def _draw_totals(curves: Sequence[_Curve], axis: DayAxis, words: CurveWords, foot: float, *, is_narrow: bool) -> list[Markup]:
    """The upper panel: counts from 0, a step line with its band for each claimant, its name at its end where there is room."""
    steps = round_steps(_peak(point for curve in curves for point in curve.points))
    scale = (foot - _TOP) / steps[-1]
    parts = [write(words.totals, 0, 12, room=400, size=BODY, is_bold=True)]
    for step in steps:
        y = foot - step * scale
        parts.append(line(axis.left, y, axis.right, y, "grid" if step else "axis"))
        parts.append(write(_counted(step, words), axis.left - 8, y + 4, room=_LEFT - 8, anchor="end", css="soft"))
    for curve in curves:
        parts.append(_curve(curve, axis, foot, scale))
    return parts if is_narrow else parts + _end_labels(curves, axis, words, foot, scale)


def _draw_key(curves: Sequence[_Curve], words: CurveWords, y: float, width: int) -> list[Markup]:
    """Below a narrow picture: each claimant's shape, name and (of a line) last figure, a line each."""
    parts = []
    for n, curve in enumerate(curves):
        told = f"{curve.label}: {_range(curve.points[-1], words)}" if curve.is_line else curve.label
        name = write(told, 18, y + 20 * n, room=width - 20, is_bold=True, css="named")
        parts.append(tag("g", inside=join([shape(curve.rank, 7, y - 4 + 20 * n), name]), class_=f"line s{curve.rank % 6}"))
    return parts


def _curve(curve: _Curve, axis: DayAxis, foot: float, scale: float) -> Markup:
    """One claimant's band, its two edges (one line where low and high agree) and a marker on each figure; markers alone where no line
    joins them."""
    spots = [(_spot(p, axis), foot - _floor(p) * scale, foot - _ceiling(p) * scale) for p in curve.points]
    low, high = _steps([(x, y) for x, y, _ in spots]), _steps([(x, y) for x, _, y in spots])
    parts = []
    if curve.is_line and low != high:
        back = _steps([(x, y) for x, y, _ in reversed(spots)], is_back=True)
        parts.append(path(f"M{high}L{back}z", "band"))
        parts.append(path(f"M{low}", "step"))
    if curve.is_line:
        parts.append(path(f"M{high}", "step"))
    for point, (x, y_low, y_high) in zip(curve.points, spots, strict=True):
        parts.append(link(tag("g", inside=tip(point.note) + _marker(curve.rank, point, x, y_low, y_high)), point.href))
    return tag("g", inside=join(parts), class_=f"line s{curve.rank % 6}")


def _spot(point: Point, axis: DayAxis) -> float:
    """A day's figure stands in the middle of its day."""
    return axis.x((day_number(point.on) + day_end(point.on)) / 2)


def _steps(spots: Sequence[tuple[float, float]], *, is_back: bool = False) -> str:
    """Steps from spot to spot: a total stands until the next is told."""
    (x, y), *rest = spots
    steps = [f"{number(x)} {number(y)}"]
    for x, y in rest:
        steps.append(f"V{number(y)}H{number(x)}" if is_back else f"H{number(x)}V{number(y)}")
    return "".join(steps)


def _marker(rank: int, point: Point, x: float, y_low: float, y_high: float) -> Markup:
    """A marker on the figure, two with a stem for a range, a small arrow on the side that is open."""
    parts = [shape(rank, x, y_high)]
    if y_low != y_high:
        parts = [line(x, y_low, x, y_high, "stem"), shape(rank, x, y_low), *parts]
    if point.high is None:
        parts.append(path(f"M{number(x)} {number(y_high - 6)}v-9m-3 3.5l3 -3.5l3 3.5", "open"))
    elif point.low is None:
        parts.append(path(f"M{number(x)} {number(y_low + 6)}v9m-3 -3.5l3 3.5l3 -3.5", "open"))
    return join(parts)


def _end_labels(curves: Sequence[_Curve], axis: DayAxis, words: CurveWords, foot: float, scale: float) -> list[Markup]:
    """Each claimant's shape, name and (of a line) last figure beside its end, apart from the others, a dotted leader between."""
    ends = sorted(
        ((foot - _ceiling(last) * scale, curve) for curve in curves for last in [curve.points[-1]]),
        key=lambda end: (end[0], end[1].rank, end[1].label),
    )
    middles = spread([y for y, _ in ends], [_label_height(curve) for _, curve in ends], highest=foot + 14)
    parts = []
    for (y, curve), middle in zip(ends, middles, strict=True):
        x = _spot(curve.points[-1], axis)
        leader = f"M{number(x + 7)} {number(y)}H{number(axis.right + 2)}L{number(axis.right + 14)} {number(middle)}"
        name = _named(curve, axis.right + 24, middle, _range(curve.points[-1], words) if curve.is_line else "")
        parts.append(tag("g", inside=join([path(leader, "leader"), name]), class_=f"line s{curve.rank % 6}"))
    return parts


def _named(curve: _Curve, x: float, middle: float, figure: str) -> Markup:
    """A claimant's shape and name, and a figure on the line below."""
    lines, top = _lines(curve), middle - _label_height(curve) / 2
    parts = [shape(curve.rank, x, top + 11)]
    for n, words in enumerate(lines):
        parts.append(write(words, x + 12, top + 15 + 15 * n, room=_ROOM, size=BODY, is_bold=True, css="named"))
    parts.append(write(figure, x + 12, top + 15 + 15 * len(lines), room=_ROOM, css="named"))
    return join(parts)


def _lines(curve: _Curve) -> tuple[str, ...]:
    return wrap(curve.label, _ROOM, BODY, is_bold=True)


def _label_height(curve: _Curve) -> float:
    return 23.0 + 15 * len(_lines(curve))


def _counted(value: int, words: CurveWords) -> str:
    return f"{value:,}".replace(",", words.thousands) if value < 10**9 else f"{float(value):.0e}"


def _range(point: Point, words: CurveWords) -> str:
    """The figure as signs that need no language: `43`, `40–45`, `≥ 40`, `≤ 45`."""
    low, high = _counted(_floor(point), words), _counted(_ceiling(point), words)
    if point.high is None:
        return f"≥ {low}"
    return f"≤ {high}" if point.low is None else low if low == high else f"{low}–{high}"


def _draw_new(curves: Sequence[_Curve], axis: DayAxis, words: CurveWords, top: float, *, is_narrow: bool) -> list[Markup]:
    """The strip below: a row of bars for each claimant, all on one scale."""
    height = _HIGH_ROW if is_narrow else _ROW
    scale = _TALLEST / max(1, _peak(point for curve in curves for point in curve.points))
    parts = [write(words.new, 0, top + 2, room=400, size=BODY, is_bold=True)]
    for row, curve in enumerate(curves):
        foot = top + (row + 1) * height
        bars = [_bar(point, _spot(point, axis), foot, scale) for point in curve.points]
        bars += _figures(curve, axis, words, foot, scale)
        base = line(axis.left, foot, axis.right, foot, "axis")
        name = _row_name(curve, axis, foot, is_narrow=is_narrow)
        parts.append(tag("g", inside=join([base, *bars, *name]), class_=f"line s{curve.rank % 6}"))
    return parts


def _row_name(curve: _Curve, axis: DayAxis, foot: float, *, is_narrow: bool) -> list[Markup]:
    """A row's shape and claimant: to the right of its bars, or above them."""
    if is_narrow:
        y = foot - _ROW - 2
        return [shape(curve.rank, 7, y - 4), write(curve.label, 18, y, room=axis.right - 20, is_bold=True, css="named")]
    lines = _lines(curve)
    first = foot - 4 - 15 * (len(lines) - 1)
    name = [
        write(part, axis.right + 36, first + 15 * n, room=_ROOM, size=BODY, is_bold=True, css="named")
        for n, part in enumerate(lines)
    ]
    return [shape(curve.rank, axis.right + 24, first - 4), *name]


def _bar(point: Point, x: float, foot: float, scale: float) -> Markup:
    """A bar up to the low figure, at least a sliver, hollow from there to the high one."""
    low, high = min(foot - _floor(point) * scale, foot - 1.5), foot - _ceiling(point) * scale
    parts = [tip(point.note), tag("rect", class_="bar", x=x - 2.5, y=low, width=5, height=foot - low)]
    if high < low:
        parts.append(tag("rect", class_="bar maybe", x=x - 2, y=high, width=4, height=low - high))
    return link(tag("g", inside=join(parts)), point.href)


def _figures(curve: _Curve, axis: DayAxis, words: CurveWords, foot: float, scale: float) -> list[Markup]:
    """The figures above their bars, the greatest first, each only where it touches neither another nor a bar."""
    spots = sorted(((_spot(p, axis), p) for p in curve.points), key=lambda spot: (-_ceiling(spot[1]), spot[0], _point_key(spot[1])))
    bars = [(x - 3, x + 3, foot - _ceiling(p) * scale) for x, p in spots]
    taken: list[tuple[float, float, float]] = []  # left, right and top of what stands there
    parts = []
    for x, point in spots:
        y, half = foot - _ceiling(point) * scale - 4, width_of(_range(point, words), SMALL) / 2 + 2
        near = [box for box in [*bars, *taken] if box[0] < x + half and x - half < box[1]]
        if all(top >= y for _, _, top in near) and x + half <= axis.right:
            taken.append((x - half, x + half, y - 12))
            parts.append(write(_range(point, words), x, y, room=120, anchor="middle", css="named"))
    return parts
