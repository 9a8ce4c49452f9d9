"""Truces over the days: a bar each, its stages on it, alleged breaks above it by who alleges, and an open end where none is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

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
    fit,
    frame,
    join,
    line,
    link,
    number,
    path,
    plain_words,
    shape,
    tag,
    tip,
    width_of,
    wrap,
    write,
)

MOST_ROWS, MOST_MARKS, MOST_STAGES, MOST_SIDES = 40, 600, 12, 6
"""So many rows, marks, stages of a row and sides are drawn; of more only the number is told."""


class Stage(NamedTuple):
    """A stage that a truce reached on a day or at an instant."""

    on: date
    label: str


class Row(NamedTuple):
    """One truce: `label`, who brokered it below, its bar from `began` to `ended` (None: no end told), a day or an instant each."""

    id: str
    label: str
    sublabel: str
    began: date
    ended: date | None = None
    stages: tuple[Stage, ...] = ()
    href: str | None = None


class Mark(NamedTuple):
    """An alleged break: when, of which row (an id, or empty where of none), by which accuser's side; `label` is its tooltip."""

    on: date
    row: str
    label: str
    href: str | None = None
    side: str = ""


class BarWords(NamedTuple):
    """The picture's own words; `outside` is the row of the marks that belong to no truce drawn."""

    alleged: str = "Alleged breaks, by who alleges:"
    nobody: str = "no accuser named"
    others: str = "others"
    outside: str = "In no truce"
    open: str = "no end told"
    more: str = "and {number} more"


class _Pile(NamedTuple):
    """Marks of one side that stand too near to each other to be told apart, at their middle."""

    x: float
    rank: int
    marks: tuple[Mark, ...]


_LABEL, _TOP, _BAR, _LEVEL, _NEAR = 236, 12, 12, 15, 13


def draw_bars(
    rows: Sequence[Row],
    marks: Sequence[Mark],
    *,
    head: Head,
    words: BarWords | None = None,
    calendar: Calendar | None = None,
    width: int = WIDTH,
) -> Markup:
    """The truces as one SVG, the same for the same rows and marks in any order; empty where there are neither."""
    words, calendar = words or BarWords(), calendar or Calendar()
    order = sorted(set(rows), key=_row_key)
    kept, left_out = order[:MOST_ROWS], max(0, len(order) - MOST_ROWS)
    shown = sorted(marks, key=_mark_key)
    left_out += max(0, len(shown) - MOST_MARKS)
    shown = shown[:MOST_MARKS]
    if not kept and not shown:
        return Markup("")
    axis = _axis(kept, shown, width)
    ranks = _ranks(shown)
    parts: list[Markup] = []
    y = float(_TOP)
    for row in kept:
        body, y = _draw_row(row, _piled([m for m in shown if m.row == row.id], ranks, axis), axis, y)
        parts.append(body)
    known = {row.id for row in kept}
    if rest := [mark for mark in shown if mark.row not in known]:
        body, y = _draw_outside(_piled(rest, ranks, axis), axis, words, y)
        parts.append(body)
    parts.insert(0, draw_days(axis, calendar, _TOP - 4, y + 4))
    has_open = any(row.ended is None for row in kept)
    key, y = _draw_key(ranks, words, y + 66, has_open=has_open, left_out=left_out, width=width)
    return frame(head, width, y, [*parts, key], css="bars")


def _row_key(row: Row) -> tuple[tuple[float, bool], str, str, float, str]:
    end = float("inf") if row.ended is None else day_number(row.ended)
    return (day_key(row.began), row.label, row.id, end, repr(row))


def _mark_key(mark: Mark) -> tuple[tuple[float, bool], str, str, str, str]:
    return (day_key(mark.on), mark.side, mark.row, mark.label, mark.href or "")


def _axis(rows: Sequence[Row], marks: Sequence[Mark], width: int) -> DayAxis:
    """All days told of, and some room to the right for an open bar and the words of a last stage."""
    told = [day for row in rows for day in (row.began, *([row.ended] if row.ended else []), *(s.on for s in row.stages))]
    told += [mark.on for mark in marks]
    first, last = min(map(day_number, told)), max(map(day_end, told))
    if any(row.ended is None or row.stages for row in rows):
        last += (last - first) * 0.1
    return DayAxis.over(first, last, _LABEL if width >= NARROWEST else 24, width - 12)


def _ranks(marks: Sequence[Mark]) -> Mapping[str, int]:
    """A shape for each side, by name: where there are too many, those with most marks have one and the rest share another."""
    counts: dict[str, int] = {}
    for mark in marks:
        counts[mark.side] = counts.get(mark.side, 0) + 1
    named = sorted((side for side in counts if side), key=lambda side: (-counts[side], side))
    ranks = {side: rank for rank, side in enumerate(sorted(named[:MOST_SIDES]))}
    ranks |= dict.fromkeys(named[MOST_SIDES:], MOST_SIDES)
    return {**ranks, "": MOST_SIDES + 1} if "" in counts else ranks


def _piled(marks: Sequence[Mark], ranks: Mapping[str, int], axis: DayAxis) -> list[_Pile]:
    """The marks of each side from left to right, those nearer than a mark's width together."""
    piles: list[_Pile] = []
    for rank in sorted(set(ranks.values())):
        group: list[tuple[float, Mark]] = []
        spots = [(_middle(mark.on, axis), mark) for mark in marks if ranks[mark.side] == rank]
        for spot in sorted(spots, key=lambda spot: (spot[0], _mark_key(spot[1]))):
            if group and spot[0] - group[0][0] > _NEAR:
                piles.append(_pile(group, rank))
                group = []
            group.append(spot)
        if group:
            piles.append(_pile(group, rank))
    return piles


def _pile(group: Sequence[tuple[float, Mark]], rank: int) -> _Pile:
    return _Pile((group[0][0] + group[-1][0]) / 2, rank, tuple(mark for _, mark in group))


def _middle(when: date, axis: DayAxis) -> float:
    return axis.x((day_number(when) + day_end(when)) / 2)


def _stacked(piles: Sequence[_Pile]) -> tuple[list[tuple[_Pile, int]], int]:
    """Each pile on the lowest level where it touches none, and how many levels that takes: one side's piles go first."""
    free: list[list[tuple[float, float]]] = []
    placed = []
    for pile in sorted(piles, key=lambda pile: (pile.x, pile.rank)):
        left, right = pile.x - 7, pile.x + 7 + _count_width(pile)
        level = next((n for n, taken in enumerate(free) if all(right <= a or b <= left for a, b in taken)), len(free))
        if level == len(free):
            free.append([])
        free[level].append((left, right))
        placed.append((pile, level))
    return placed, len(free)


def _count(pile: _Pile) -> str:
    return f"×{len(pile.marks)}" if len(pile.marks) > 1 else ""


def _count_width(pile: _Pile) -> float:
    return width_of(_count(pile), SMALL, is_bold=True) + 2 if _count(pile) else 0


def _draw_row(row: Row, piles: Sequence[_Pile], axis: DayAxis, top: float) -> tuple[Markup, float]:
    """One truce with its marks above and its stages below, and where the next may begin."""
    placed, levels = _stacked(piles)
    names, tall = _names(row.label, row.sublabel, row.href, axis)
    is_narrow = axis.left < _LABEL
    bar = top + (tall + 10 if is_narrow else 0) + max(2 if is_narrow else tall / 2 + 2, 12 + levels * _LEVEL)
    began = day_number(row.began) + 1  # an unended bar is full for its first day at least
    last = max([began, *(day_end(s.on) for s in row.stages), *(day_end(m.on) for p in piles for m in p.marks)])
    labels, depth = _stage_labels(row, axis, bar + _BAR + 14)
    parts = [
        line(0, top, axis.right, top, "grid"),
        _moved(names, top + 4 if is_narrow else bar + _BAR / 2 - tall / 2),
        _bar(row, axis, bar, last),
        *labels,
        *(_draw_pile(pile, bar - 9 - level * _LEVEL) for pile, level in placed),
    ]
    beside = 0 if is_narrow else _BAR / 2 + tall / 2 + 8
    return tag("g", inside=join(parts), class_="row"), bar + max(_BAR + 14, beside, _BAR + 14 + depth * 16)


def _names(label: str, sublabel: str, href: str | None, axis: DayAxis) -> tuple[Markup, float]:
    """What stands to the left of a bar or above it, each on one line or two, from 0 down; and how tall it is."""
    room = axis.right if axis.left < _LABEL else _LABEL - 24
    above, below = wrap(label, room, BODY, is_bold=True), wrap(sublabel, room, SMALL)
    name = join([write(words, 0, 13 + 16 * n, room=room, size=BODY, is_bold=True) for n, words in enumerate(above)])
    rest = [write(words, 0, 13 + 16 * n, room=room, css="soft") for n, words in enumerate(below, len(above))]
    return join([link(name, href) if name else name, *rest]), 16.0 * (len(above) + len(below))


def _moved(inside: Markup, y: float) -> Markup:
    return tag("g", inside=inside, transform=f"translate(0 {number(y)})")


def _bar(row: Row, axis: DayAxis, y: float, last: float) -> Markup:
    """The bar: full as far as it is told, then open (dashed, without an end) where no end is; a tick where a stage was reached."""
    start = axis.x(day_number(row.began))
    told = day_end(row.ended) if row.ended else last
    end = max(axis.x(told), start + 3)
    parts = [tip(row.label), tag("rect", class_="truce", x=start, y=y, width=end - start, height=_BAR)]
    if row.ended is None and end < axis.right:
        stop = number(axis.right)
        parts.append(path(f"M{number(end)} {number(y)}H{stop}M{number(end)} {number(y + _BAR)}H{stop}", "unended"))
    for stage in _stages(row):
        x = axis.x(day_number(stage.on))
        parts.append(tag("g", inside=join([tip(stage.label), line(x, y - 3, x, y + _BAR + 4, "stage")])))
    return link(tag("g", inside=join(parts)), row.href)


def _stage_labels(row: Row, axis: DayAxis, y: float) -> tuple[list[Markup], int]:
    """The stages' words below their ticks, on up to three lines; one that would touch another on all of them keeps its tooltip only.

    The latest stands uppermost, so that the hairline from a tick down to its words crosses no other words.
    """
    free = [float("inf")] * 3
    parts, depth = [], 0
    for stage in reversed(_stages(row)):
        spot, width = axis.x(day_number(stage.on)), width_of(fit(stage.label, 150, SMALL), SMALL)
        x = spot + 4 if spot + 4 + width <= axis.right else max(spot - 4 - width, 0.0)
        level = next((n for n, end in enumerate(free) if x + width + 6 <= end), None)
        if level is None:
            continue
        free[: level + 1] = [min(end, spot, x) for end in free[: level + 1]]  # the hairline passes the lines above
        depth = max(depth, level + 1)
        parts.append(line(spot, y - 10, spot, y + level * 16 + 1, "drop"))
        parts.append(write(stage.label, x, y + level * 16, room=150, css="soft"))
    return parts, depth


def _stages(row: Row) -> list[Stage]:
    return sorted(set(row.stages), key=lambda stage: (day_key(stage.on), stage.label))[:MOST_STAGES]


def _draw_pile(pile: _Pile, y: float) -> Markup:
    """A side's mark, with its number where several stand there, and what each of the first few says."""
    told = "; ".join(plain_words(mark.label) for mark in pile.marks[:6] if mark.label)
    parts = [tip(told), shape(pile.rank, pile.x, y)]
    if count := _count(pile):
        parts.append(write(count, pile.x + 7, y + 4, room=60, is_bold=True, css="named"))
    return link(tag("g", inside=join(parts), class_=f"mark s{pile.rank % 6}"), pile.marks[0].href)


def _draw_outside(piles: Sequence[_Pile], axis: DayAxis, words: BarWords, top: float) -> tuple[Markup, float]:
    """A last row for the alleged breaks that belong to no truce drawn."""
    placed, levels = _stacked(piles)
    above = 22 if axis.left < _LABEL else 0
    foot = top + above + max(30, 18 + levels * _LEVEL)
    name = _moved(_names(words.outside, "", None, axis)[0], top + 4 if above else foot - 18)
    parts = [line(0, top, axis.right, top, "grid"), name]
    parts += [_draw_pile(pile, foot - 9 - level * _LEVEL) for pile, level in placed]
    return tag("g", inside=join(parts), class_="row"), foot + 6


def _draw_key(
    ranks: Mapping[str, int], words: BarWords, y: float, *, has_open: bool, left_out: int, width: int
) -> tuple[Markup, float]:
    """Which shape is which side's, what an open bar is, how many are left out, in as many lines as it takes; and the picture's foot."""
    entries: list[tuple[str, Markup]] = []
    if has_open:
        entries.append((words.open, path("M0 -10H12M0 0H12", "unended")))
    if ranks:
        entries.append((words.alleged, Markup("")))
    for rank in sorted(set(ranks.values())):
        side = next(side for side in sorted(ranks) if ranks[side] == rank)
        name = {MOST_SIDES: words.others, MOST_SIDES + 1: words.nobody}.get(rank, side)
        entries.append((name, tag("g", inside=shape(rank, 6, -4), class_=f"mark s{rank % 6}")))
    if left_out:
        entries.append((words.more.format(number=left_out), Markup("")))
    parts, x, start = [], 0.0, y
    for name, mark in entries:
        step = 18 * bool(mark) + width_of(fit(name, 260, SMALL), SMALL)
        if x and x + step > width:
            x, y = 0.0, y + 20
        shown = write(name, 18 if mark else 0, 0, room=260, css="soft")
        parts.append(tag("g", inside=mark + shown, transform=f"translate({number(x)} {number(y)})"))
        x += step + (18 if mark else 12)
    return join(parts), y + 8 if parts else start - 18
