"""Where the nodes of a graph of copies stand: in columns from source to copy, families in rows, no two of them touching."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pantau.report.pictures.frame import spread

Link = tuple[str, str]
"""A node's id and that of one to the right of it."""


class Slot(NamedTuple):
    """A place in a column: a node's, or (`node` empty) one where an edge passes through, named by its link."""

    column: int
    node: str
    passing: Link | None = None


class Block(NamedTuple):
    """Nodes that stand together: a family (with its name), or one node of none."""

    family: str
    nodes: tuple[str, ...]


class Layout(NamedTuple):
    """The middle of each slot and the top and foot of each block, in user units."""

    middles: Mapping[Slot, float]
    blocks: tuple[tuple[Block, float, float], ...]
    foot: float


def find_columns(order: Sequence[str], links: Sequence[Link]) -> tuple[dict[str, int], dict[Link, bool]]:
    """The column of each node, by the longest way to it, and of each link whether it had to be turned so that none runs in a circle.

    `order` settles which link of a circle is turned: the last one added, links being added in the order of their nodes.
    """
    rank = {node: n for n, node in enumerate(order)}
    after: dict[str, list[str]] = {node: [] for node in order}
    turned: dict[Link, bool] = {}
    for source, target in sorted(set(links), key=lambda pair: (rank[pair[0]], rank[pair[1]])):
        turned[source, target] = _reaches(after, target, source)
        left, right = (target, source) if turned[source, target] else (source, target)
        after[left].append(right)
    columns = dict.fromkeys(order, 0)
    for _ in order:  # as many rounds as the longest way can have links
        moved = False
        for left, rights in after.items():
            for right in rights:
                if columns[right] <= columns[left]:
                    columns[right], moved = columns[left] + 1, True
        if not moved:
            break
    return columns, turned


def _reaches(after: Mapping[str, Sequence[str]], start: str, goal: str) -> bool:
    """Whether a way leads from start to goal."""
    seen, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        if node == goal:
            return True
        fresh = [other for other in after[node] if other not in seen]
        seen.update(fresh)
        waiting += fresh
    return False


def slots_of(pair: Link, columns: Mapping[str, int]) -> list[Slot]:
    """The slots a link runs through from left to right, its two nodes' included."""
    left, right = pair
    between = [Slot(n, "", pair) for n in range(columns[left] + 1, columns[right])]
    return [Slot(columns[left], left), *between, Slot(columns[right], right)]


def lay_out(
    blocks: Sequence[Block],
    columns: Mapping[str, int],
    links: Iterable[Link],
    heights: Mapping[str, float],
    *,
    pass_height: float,
    head: float,
    gap: float,
) -> Layout:
    """Each block laid out by itself and set below the one before, `gap` between boxes; `head` is kept free above a family's nodes.

    Links run from left to right. A link between two blocks passes through the second's columns.
    """
    home = {node: n for n, block in enumerate(blocks) for node in block.nodes}
    inside: list[list[Link]] = [[] for _ in blocks]
    for pair in sorted(set(links)):
        inside[home[pair[1]]].append(pair)
    middles: dict[Slot, float] = {}
    placed: list[tuple[Block, float, float]] = []
    foots: list[float] = []
    for block, pairs in zip(blocks, inside, strict=True):
        own, foot = _lay_block(block, columns, pairs, heights, pass_height)
        boxed = block.family or (placed and placed[-1][0].family)
        top = foots[-1] + (gap if boxed else 0) if foots else 0.0
        start = top + (head if block.family else 0)
        middles |= {slot: start + y for slot, y in own.items()}
        placed.append((block, top, start + foot))
        foots.append(start + foot)
    return Layout(middles, tuple(placed), foots[-1] if foots else 0.0)


def _lay_block(
    block: Block, columns: Mapping[str, int], pairs: Sequence[Link], heights: Mapping[str, float], pass_height: float
) -> tuple[dict[Slot, float], float]:
    """Middles from 0 down, and the foot."""
    slots = [Slot(columns[node], node) for node in block.nodes]
    near: dict[Slot, list[Slot]] = {slot: [] for slot in slots}
    for pair in pairs:
        way = [slot for slot in slots_of(pair, columns) if not slot.node or slot in near]
        for left, right in pairwise(way):
            near.setdefault(left, []).append(right)
            near.setdefault(right, []).append(left)
        near.setdefault(way[0], [])
    rows: dict[int, list[Slot]] = {}
    for slot in near:
        rows.setdefault(slot.column, []).append(slot)
    size = {slot: heights[slot.node] if slot.node else pass_height for slot in near}
    _order_rows(rows, near)
    middles = _settle(rows, near, size)
    rise = min(middles[slot] - size[slot] / 2 for slot in near)
    middles = {slot: y - rise for slot, y in middles.items()}
    return middles, max(middles[slot] + size[slot] / 2 for slot in near)


def _order_rows(rows: dict[int, list[Slot]], near: Mapping[Slot, Sequence[Slot]]) -> None:
    """Orders each column by where its neighbours stand, to and fro, so that few links cross."""
    for forward in (True, False, True, False, True):
        place = {slot: n / max(1, len(row)) for row in rows.values() for n, slot in enumerate(row)}
        for column in sorted(rows, reverse=not forward):
            step = -1 if forward else 1
            wanted = {
                slot: _mean([place[other] for other in near[slot] if (other.column - column) * step > 0], place[slot])
                for slot in rows[column]
            }
            rows[column].sort(key=wanted.__getitem__)  # a stable sort: equals stay as they are
            place |= {slot: n / max(1, len(rows[column])) for n, slot in enumerate(rows[column])}


def _settle(
    rows: Mapping[int, Sequence[Slot]], near: Mapping[Slot, Sequence[Slot]], size: Mapping[Slot, float]
) -> dict[Slot, float]:
    """Middles: each slot as near to the mean of its neighbours as its column has room."""
    middles: dict[Slot, float] = {}
    for row in rows.values():
        middles |= dict(zip(row, spread([0.0] * len(row), [size[slot] for slot in row], lowest=float("-inf")), strict=True))
    for forward in (True, False, True, False, True, False):
        for column in sorted(rows, reverse=not forward):
            step = -1 if forward else 1
            row = rows[column]
            wanted = [
                _mean([middles[other] for other in near[slot] if (other.column - column) * step > 0], middles[slot]) for slot in row
            ]
            middles |= dict(zip(row, spread(wanted, [size[slot] for slot in row], lowest=float("-inf")), strict=True))
    return middles


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
