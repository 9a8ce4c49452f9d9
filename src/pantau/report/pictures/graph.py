"""Who copied whom: documents and agencies from the source at the left to its copies, each family in a box, the relation in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from markupsafe import Markup, escape

from pantau.report.pictures.frame import (
    BODY,
    SMALL,
    Head,
    frame,
    join,
    link,
    number,
    path,
    plain_words,
    tag,
    width_of,
    write,
)
from pantau.report.pictures.layers import Block, Layout, Link, Slot, find_columns, lay_out, slots_of

MOST_NODES, MOST_EDGES = 60, 180
"""So many nodes and edges are drawn; of more nodes only the number is told."""

Relation = Literal["copy", "rewrite", "translation", "update", "quotation", "credit"]


class Node(NamedTuple):
    """A document, or an agency whose text is not at hand. `family` is empty for one of none; `at` orders nodes (an ISO instant)."""

    id: str
    label: str
    sublabel: str = ""
    kind: Literal["document", "agency"] = "document"
    family: str = ""
    href: str | None = None
    at: str = ""


class Edge(NamedTuple):
    """Words went from `source` to `target`: `label` says how, in the reader's language, `relation` chooses the line; `weight` 0 to 1."""

    source: str
    target: str
    label: str
    relation: Relation = "rewrite"
    is_directed: bool = True
    weight: float = 0.5


class GraphWords(NamedTuple):
    """The picture's own words; `family` heads the box of a family that has no name of its own."""

    family: str = "{number} documents of one text"
    alone: str = "Related to none of these"
    more: str = "and {number} more"


class _Drawn(NamedTuple):
    """What is drawn: nodes by id in order, edges (and whether turned) by the link they run on, how many nodes are left out."""

    nodes: dict[str, Node]
    edges: dict[Link, list[tuple[Edge, bool]]]
    columns: dict[str, int]
    alone: list[Node]
    left_out: int


class _Places(NamedTuple):
    """The left edge of each column, the room before a card for an edge's words, and the layout."""

    lefts: list[float]
    room: float
    layout: Layout
    ports: Mapping[tuple[Link, int], float]


_CARD, _HEIGHT, _BETWEEN, _PORT, _BEND, _PAD, _HEAD = 188, 42, 14, 17, 46, 14, 30
_LONGEST_LABEL = 96


def draw_graph(
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    *,
    head: Head,
    families: Mapping[str, str] | None = None,
    words: GraphWords | None = None,
) -> Markup:
    """The graph as one SVG, the same for the same nodes and edges in any order; empty without nodes.

    `families` are names of families by id. Edges of a node that is not drawn, and of a node with itself, fall away.
    """
    words = words or GraphWords()
    drawn = _choose(nodes, edges)
    if not drawn.nodes and not drawn.alone:
        return Markup("")
    places = _place(drawn)
    width = max([_CARD * 3 + 2 * _BETWEEN + 2 * _PAD, *(left + _CARD + _PAD for left in places.lefts)]) + 1
    foot = places.layout.foot + _PAD if drawn.nodes else 0.0
    parts = _draw_boxes(places, drawn, families or {}, words)
    parts += [_draw_edge(pair, n, edge, drawn, places) for pair in drawn.edges for n, edge in enumerate(drawn.edges[pair])]
    parts += [_draw_card(node, *_corner(node, drawn, places)) for node in drawn.nodes.values()]
    if drawn.alone:
        body, foot = _draw_alone(drawn.alone, words, foot + 22 * bool(drawn.nodes), width)
        parts.append(body)
    if drawn.left_out:
        foot += 24
        parts.append(write(words.more.format(number=drawn.left_out), 0, foot - 6, room=400, size=BODY, css="soft"))
    return frame(head, width, foot + 2, parts, css="graph")


def _choose(nodes: Sequence[Node], edges: Sequence[Edge]) -> _Drawn:
    """The greatest families whole, as long as there is room, with the agencies they go back to; then those that stand alone."""
    by_id = {node.id: node for node in sorted(set(nodes), key=_node_key)}
    valid = sorted({e for e in edges if e.source != e.target and e.source in by_id and e.target in by_id}, key=_edge_key)
    tied = {end for edge in valid for end in (edge.source, edge.target)}
    sizes: dict[str, int] = {}
    for node in by_id.values():
        sizes[node.family] = sizes.get(node.family, 0) + bool(node.family)
    joined = [node for node in by_id.values() if node.id in tied or sizes[node.family] > 1]
    joined.sort(key=lambda node: (node.kind == "document", -sizes[node.family], node.family))
    kept = joined[:MOST_NODES]
    alone = [node for node in by_id.values() if node not in set(joined)][: MOST_NODES - len(kept)]
    shown = {node.id: node for node in sorted(kept, key=_node_key)}
    used = [edge for edge in valid if edge.source in shown and edge.target in shown][:MOST_EDGES]
    columns, turned = find_columns(list(shown), [(edge.source, edge.target) for edge in used])
    runs: dict[Link, list[tuple[Edge, bool]]] = {}
    for edge in used:
        is_turned = turned[edge.source, edge.target]
        pair = (edge.target, edge.source) if is_turned else (edge.source, edge.target)
        runs.setdefault(pair, []).append((edge, is_turned))
    return _Drawn(shown, runs, columns, alone, len(by_id) - len(shown) - len(alone))


def _node_key(node: Node) -> tuple[str, ...]:
    return (node.at or "~", node.label, node.id, node.sublabel, node.kind, node.family, node.href or "")


def _edge_key(edge: Edge) -> tuple[float, str, str, str, str, bool]:
    return (-edge.weight, edge.source, edge.target, edge.relation, edge.label, edge.is_directed)


def _place(drawn: _Drawn) -> _Places:
    """Columns as wide as the cards and the longest words on an edge; cards as high as the edges that come in need."""
    coming: dict[str, list[tuple[Link, int]]] = {node: [] for node in drawn.nodes}
    for pair, edges in drawn.edges.items():
        coming[pair[1]] += [(pair, n) for n in range(len(edges))]
    heights = {node: max(_HEIGHT, len(ways) * _PORT + 6) + _BETWEEN for node, ways in coming.items()}
    layout = lay_out(_blocks(drawn), drawn.columns, drawn.edges, heights, pass_height=_PORT + 8, head=_HEAD, gap=2 * _PAD + 8)
    longest = max((width_of(e.label, SMALL) for edges in drawn.edges.values() for e, _ in edges), default=0.0)
    room = min(longest, _LONGEST_LABEL) + 18
    lefts = [_PAD + n * (_CARD + _BEND + room) for n in range(max(drawn.columns.values(), default=0) + 1)]
    return _Places(lefts, room, layout, _ports(coming, drawn, layout))


def _blocks(drawn: _Drawn) -> list[Block]:
    """Families and single nodes, in the order of their first node; an agency of no family stands before the first family it feeds."""
    members: dict[str, list[str]] = {}
    for node in drawn.nodes.values():
        members.setdefault(f"f {node.family}" if node.family else f"n {node.id}", []).append(node.id)
    order = {node: n for n, node in enumerate(drawn.nodes)}
    first = {key: min(order[node] for node in ids) for key, ids in members.items()}
    home = {node: key for key, ids in members.items() for node in ids}
    for left, right in drawn.edges:
        if drawn.nodes[left].kind == "agency" and not drawn.nodes[left].family:
            first[home[left]] = min(first[home[left]], first[home[right]])
    keys = sorted(members, key=lambda key: (first[key], key[0] != "n", order[members[key][0]]))
    return [Block(key[2:] if key[0] == "f" and len(members[key]) > 1 else "", tuple(members[key])) for key in keys]


def _ports(coming: Mapping[str, Sequence[tuple[Link, int]]], drawn: _Drawn, layout: Layout) -> dict[tuple[Link, int], float]:
    """Where each edge comes in at its card, in the order of where they come from."""
    ports = {}
    for node, ways in coming.items():
        middle = layout.middles[Slot(drawn.columns[node], node)]
        sources = sorted(ways, key=lambda way: (layout.middles[slots_of(way[0], drawn.columns)[-2]], way))
        for n, way in enumerate(sources):
            ports[way] = middle + (n - (len(sources) - 1) / 2) * _PORT
    return ports


def _corner(node: Node, drawn: _Drawn, places: _Places) -> tuple[float, float, float]:
    """A card's left edge, top and height."""
    column = drawn.columns[node.id]
    ways = sum(len(edges) for pair, edges in drawn.edges.items() if pair[1] == node.id)
    height = max(_HEIGHT, ways * _PORT + 6)
    return places.lefts[column], places.layout.middles[Slot(column, node.id)] - height / 2 + _PAD, height


def _draw_boxes(places: _Places, drawn: _Drawn, families: Mapping[str, str], words: GraphWords) -> list[Markup]:
    """The soft box of each family, with its name."""
    parts = []
    for block, top, foot in places.layout.blocks:
        if block.family:
            columns = [drawn.columns[node] for node in block.nodes]
            left, right = places.lefts[min(columns)] - _PAD + 1, places.lefts[max(columns)] + _CARD + _PAD - 1
            parts.append(tag("rect", class_="box", x=left, y=top + 1, width=right - left, height=foot - top + _PAD, rx=3))
            name = families.get(block.family) or words.family.format(number=len(block.nodes))
            parts.append(write(name, left + _PAD, top + 22, room=right - left - 2 * _PAD, is_bold=True, css="soft"))
    return parts


def _draw_edge(pair: Link, n: int, run: tuple[Edge, bool], drawn: _Drawn, places: _Places) -> Markup:
    """An edge: curves between the columns, straight through them and below its words, an arrow where the words went."""
    edge, is_turned = run
    way = slots_of(pair, drawn.columns)
    x, y = places.lefts[way[0].column] + _CARD, places.layout.middles[way[0]] + _PAD
    steps, tail = f"M{number(x)} {number(y)}", (x, y)
    for slot in way[1:]:
        left = places.lefts[slot.column]
        port = (places.layout.middles[slot] if slot is not way[-1] else places.ports[pair, n]) + _PAD
        bend = left - places.room
        middle = (x + bend) / 2
        steps += f"C{number(middle)} {number(y)} {number(middle)} {number(port)} {number(bend)} {number(port)}"
        x, y = (left + _CARD, port) if slot is not way[-1] else (left, port)
        steps += f"H{number(x)}"
    words = write(edge.label, x - 9, y - 4, room=places.room - 10, anchor="end", css="said")
    parts = [path(steps, "wire"), words]
    if edge.is_directed:
        spot, step = (tail, 7) if is_turned else ((x, y), -7)
        parts.append(path(f"M{number(spot[0])} {number(spot[1])}l{step} -3.5v7z", "arrow"))
    weight = "strong" if edge.weight >= 0.75 else "weak" if edge.weight < 0.35 else "fair"
    return tag("g", inside=join(parts), class_=f"edge r-{edge.relation} {weight}")


def _draw_card(node: Node, x: float, y: float, height: float) -> Markup:
    """A document as a sheet, an agency as a round card with a double edge: two lines of words and the whole of them in the tooltip."""
    whole = " · ".join(part for part in (plain_words(node.label), plain_words(node.sublabel)) if part)
    is_agency, room = node.kind == "agency", _CARD - 24
    parts = [tag("title", inside=escape(whole))]
    parts.append(tag("rect", class_="card", x=x, y=y, width=_CARD, height=height, rx=_HEIGHT / 2 if is_agency else 1.5))
    if is_agency:
        parts.append(tag("rect", class_="ring", x=x + 3, y=y + 3, width=_CARD - 6, height=height - 6, rx=_HEIGHT / 2 - 3))
    middle, left = y + height / 2, x + (18 if is_agency else 11)
    room -= 12 * is_agency
    parts.append(write(node.label, left, middle + (-3 if node.sublabel else 4.5), room=room, size=BODY, is_bold=True))
    parts.append(write(node.sublabel, left, middle + 13, room=room, css="soft"))
    return link(tag("g", inside=join(parts), class_=f"node {node.kind}"), node.href)


def _draw_alone(nodes: Iterable[Node], words: GraphWords, top: float, width: float) -> tuple[Markup, float]:
    """The nodes without any edge, side by side in rows, and where they end."""
    parts = [write(words.alone, 0, top + 12, room=width, is_bold=True, css="soft")]
    across = max(1, int((width + _BETWEEN) // (_CARD + _BETWEEN)))
    foot = top
    for n, node in enumerate(nodes):
        x, y = 1 + n % across * (_CARD + _BETWEEN), top + 24 + n // across * (_HEIGHT + _BETWEEN)
        parts.append(_draw_card(node, x, y, _HEIGHT))
        foot = y + _HEIGHT
    return join(parts), foot
