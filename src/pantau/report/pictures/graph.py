"""Who copied whom: documents and agencies from the source at the left to its copies, each family in a box, the relation in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from markupsafe import Markup

from pantau.report.pictures.frame import (
    BODY,
    SMALL,
    WIDTH,
    Head,
    frame,
    join,
    link,
    number,
    path,
    plain_words,
    tag,
    tip,
    width_of,
    wrap,
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
    """Words went from `source` to `target`: `label` says how, in the reader's language, `relation` the line; `weight` 0 to 1."""

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


class _Card(NamedTuple):
    """A node's words as they stand on its card, and the card's height."""

    lines: tuple[str, ...]
    sublines: tuple[str, ...]
    height: float


class _Places(NamedTuple):
    """The left edge of each column, the width of a card, the room before it for an edge's words, the cards, layout and ports."""

    lefts: list[float]
    width: float
    room: float
    cards: Mapping[str, _Card]
    layout: Layout
    ports: Mapping[tuple[Link, int], float]


_NARROW, _WIDE, _BETWEEN, _PORT, _BEND, _PAD, _HEAD = 156.0, 232.0, 14, 17, 46, 14, 24
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
    right = max(places.lefts) + places.width + _PAD if drawn.nodes else 0.0
    width, foot = max(right + 1, _NARROW * 2), places.layout.foot + _PAD if drawn.nodes else 0.0
    parts = _draw_boxes(places, drawn, families or {}, words)
    parts += [_draw_edge(pair, n, edge, drawn, places) for pair in drawn.edges for n, edge in enumerate(drawn.edges[pair])]
    parts += [_draw_card(node, places.cards[node.id], *_corner(node, drawn, places), places.width) for node in drawn.nodes.values()]
    if drawn.alone:
        width = max(width, min(WIDTH, len(drawn.alone) * (places.width + _BETWEEN)))
        body, foot = _draw_alone(drawn.alone, words, foot + 22 * bool(drawn.nodes), width, places.width)
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
    single = [node for node in by_id.values() if node.id not in tied and sizes[node.family] <= 1]
    alone = single[: MOST_NODES - len(kept)]
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
    """Cards as wide as the page allows, as high as their words and the edges that come in need; columns far enough apart for words."""
    coming: dict[str, list[tuple[Link, int]]] = {node: [] for node in drawn.nodes}
    for pair, edges in drawn.edges.items():
        coming[pair[1]] += [(pair, n) for n in range(len(edges))]
    longest = max((width_of(e.label, SMALL) for edges in drawn.edges.values() for e, _ in edges), default=0.0)
    room, columns = min(longest, _LONGEST_LABEL) + 18, max(drawn.columns.values(), default=0) + 1
    width = min(_WIDE, max(_NARROW, (WIDTH - 2 * _PAD - (columns - 1) * (_BEND + room)) // columns))
    cards = {node.id: _card(node, width, len(coming[node.id])) for node in drawn.nodes.values()}
    heights = {node: card.height + _BETWEEN for node, card in cards.items()}
    layout = lay_out(_blocks(drawn), drawn.columns, drawn.edges, heights, pass_height=_PORT + 8, head=_HEAD, gap=2 * _PAD)
    lefts = [_PAD + n * (width + _BEND + room) for n in range(columns)]
    return _Places(lefts, width, room, cards, layout, _ports(coming, drawn, layout))


def _card(node: Node, width: float, ways: int) -> _Card:
    """The words of a node, each on one line or two, and a height for them and for the edges that come in."""
    room = width - _inset(node) - 9
    lines, sublines = wrap(node.label, room, BODY, is_bold=True), wrap(node.sublabel, room, SMALL)
    return _Card(lines, sublines, max(12.0 + 16 * max(1, len(lines) + len(sublines)), ways * _PORT + 6.0))


def _inset(node: Node) -> float:
    return 20 if node.kind == "agency" else 11


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


def _corner(node: Node, drawn: _Drawn, places: _Places) -> tuple[float, float]:
    """A card's left edge and top."""
    column = drawn.columns[node.id]
    return places.lefts[column], places.layout.middles[Slot(column, node.id)] - places.cards[node.id].height / 2 + _PAD


def _draw_boxes(places: _Places, drawn: _Drawn, families: Mapping[str, str], words: GraphWords) -> list[Markup]:
    """The soft box of each family, with its name."""
    parts = []
    for block, top, foot in places.layout.blocks:
        if block.family:
            columns = [drawn.columns[node] for node in block.nodes]
            left, right = places.lefts[min(columns)] - _PAD + 1, places.lefts[max(columns)] + places.width + _PAD - 1
            parts.append(tag("rect", class_="box", x=left, y=top + 1, width=right - left, height=foot - top + _PAD, rx=3))
            name = families.get(block.family) or words.family.format(
                number=sum(drawn.nodes[node].kind == "document" for node in block.nodes)
            )
            parts.append(write(name, left + _PAD, top + 21, room=right - left - 2 * _PAD, is_bold=True, css="soft"))
    return parts


def _draw_edge(pair: Link, n: int, run: tuple[Edge, bool], drawn: _Drawn, places: _Places) -> Markup:
    """An edge: curves between the columns, straight through them and below its words, an arrow where the words went."""
    edge, is_turned = run
    way = slots_of(pair, drawn.columns)
    x, y = places.lefts[way[0].column] + places.width, places.layout.middles[way[0]] + _PAD
    steps, tail = f"M{number(x)} {number(y)}", (x, y)
    for slot in way[1:]:
        left = places.lefts[slot.column]
        port = (places.layout.middles[slot] if slot is not way[-1] else places.ports[pair, n]) + _PAD
        bend = left - places.room
        middle = (x + bend) / 2
        steps += f"C{number(middle)} {number(y)} {number(middle)} {number(port)} {number(bend)} {number(port)}"
        x, y = (left + places.width, port) if slot is not way[-1] else (left, port)
        steps += f"H{number(x)}"
    words = write(edge.label, x - 9, y - 6, room=places.room - 10, anchor="end", css="said")
    parts = [path(steps, "wire"), words]
    if edge.is_directed:
        spot, step = (tail, 7) if is_turned else ((x, y), -7)
        parts.append(path(f"M{number(spot[0])} {number(spot[1])}l{step} -3.5v7z", "arrow"))
    weight = "strong" if edge.weight >= 0.75 else "weak" if edge.weight < 0.35 else "fair"
    return tag("g", inside=join(parts), class_=f"edge r-{edge.relation} {weight}")


def _draw_card(node: Node, card: _Card, x: float, y: float, width: float) -> Markup:
    """A document as a sheet, an agency as a round card with a double edge, the whole of its words in the tooltip."""
    whole = " · ".join(part for part in (plain_words(node.label), plain_words(node.sublabel)) if part)
    is_agency, left, room = node.kind == "agency", x + _inset(node), width - _inset(node) - 9
    parts = [tip(whole)]
    parts.append(tag("rect", class_="card", x=x, y=y, width=width, height=card.height, rx=18 if is_agency else 1.5))
    if is_agency:
        parts.append(tag("rect", class_="ring", x=x + 3, y=y + 3, width=width - 6, height=card.height - 6, rx=15))
    base = y + card.height / 2 - (len(card.lines) + len(card.sublines)) * 8 + 12
    parts += [write(words, left, base + 16 * n, room=room, size=BODY, is_bold=True) for n, words in enumerate(card.lines)]
    base += 16 * len(card.lines)
    parts += [write(words, left, base + 16 * n, room=room, css="soft") for n, words in enumerate(card.sublines)]
    return link(tag("g", inside=join(parts), class_=f"node {node.kind}"), node.href)


def _draw_alone(nodes: Sequence[Node], words: GraphWords, top: float, width: float, card_width: float) -> tuple[Markup, float]:
    """The nodes without any edge, side by side in rows, and where they end."""
    parts = [write(words.alone, 0, top + 12, room=width, is_bold=True, css="soft")]
    across = max(1, int((width - 2 + _BETWEEN) // (card_width + _BETWEEN)))
    top += 24
    for start in range(0, len(nodes), across):
        row = [(node, _card(node, card_width, 0)) for node in nodes[start : start + across]]
        height = max(card.height for _, card in row)
        for n, (node, card) in enumerate(row):
            parts.append(_draw_card(node, card._replace(height=height), 1 + n * (card_width + _BETWEEN), top, card_width))
        top += height + _BETWEEN
    return join(parts), top - _BETWEEN
