"""Who copied whom: bounded, no words on words, arrows where somebody knows."""

from __future__ import annotations

import pytest

from pantau.report.pictures import (
    Edge,
    GraphWords,
    Node,
    draw_graph,
)
from pantau.report.pictures.graph import MOST_EDGES, MOST_NODES
from tests.report.pictures.drawings import (
    HEAD,
    all_shown,
    assert_apart,
    named,
    parsed,
    rectangles,
    star,
    text_boxes,
)


@pytest.mark.parametrize("copies", [1, 6, 14, 40, 55])
def test_words_of_a_graph_touch_neither_words_nor_cards(copies: int) -> None:
    nodes, edges = star(copies)
    root = parsed(draw_graph(nodes, edges, head=HEAD))
    words, cards = text_boxes(root), rectangles(root, "card")
    assert_apart(words)
    assert_apart(cards)
    for text in words:
        inside = [card for card in cards if card.left <= text.left and text.right <= card.right and card.top <= text.top]
        assert inside or not any(text.touches(card) for card in cards)
    assert len(cards) == min(MOST_NODES, len(nodes))


def test_a_crowd_is_bounded_and_told() -> None:
    nodes = [Node(f"n{i}", f"Page {i}", "", "document", f"f{i % 400}") for i in range(4000)]
    edges = [Edge(f"n{i % 400}", f"n{i}", "copy", "copy") for i in range(4000)] + [
        Edge(f"n{i}", f"n{i * 7 % 4000}", "credit", "credit") for i in range(9000)
    ]
    root = parsed(draw_graph(nodes, edges, head=HEAD, words=GraphWords(more="dan {number} lagi")))
    assert len(named(root, "node")) == MOST_NODES
    assert len(named(root, "edge")) <= MOST_EDGES
    assert f"dan {4000 - MOST_NODES} lagi" in all_shown(root)


def test_a_long_chain_and_a_full_circle_are_drawn() -> None:
    nodes = [Node(f"n{i}", f"Page {i}") for i in range(MOST_NODES)]
    ring = [Edge(f"n{i}", f"n{(i + 1) % MOST_NODES}", "copy", "copy") for i in range(MOST_NODES)]
    root = parsed(draw_graph(nodes, ring, head=HEAD))
    assert len(named(root, "arrow")) == MOST_NODES
    assert len(named(root, "wire")) == MOST_NODES


def test_arrows_follow_the_words_and_are_left_out_where_nobody_knows() -> None:
    nodes = [Node("a", "A", at="1"), Node("b", "B", at="2"), Node("c", "C", at="3")]
    root = parsed(
        draw_graph(nodes, [Edge("a", "b", "translation", "translation"), Edge("b", "c", "copy", "copy", False)], head=HEAD)
    )
    assert len(named(root, "wire")) == 2
    assert len(named(root, "arrow")) == 1
    assert named(root, "r-translation")[0].xpath("./*[@class='said']/text()") == ["translation"]
    lefts = [card.left for card in rectangles(root, "card")]
    assert lefts == sorted(set(lefts))


def test_a_family_stands_in_a_box_of_its_name_and_strangers_outside() -> None:
    nodes, edges = star(6)
    root = parsed(draw_graph(nodes, edges, head=HEAD, families={"f": "The October text"}))
    boxes = rectangles(root, "box")
    assert len(boxes) == 2
    assert "The October text" in all_shown(root)
    assert "3 documents of one text" in all_shown(root)
    assert "Related to none of these" in all_shown(root)
    cards = rectangles(root, "card")
    within = [
        sum(box.left < c.left and c.right < box.right and box.top < c.top and c.foot < box.foot for c in cards) for box in boxes
    ]
    assert sorted(within) == [3, 7]


def test_what_is_cut_off_is_in_the_tooltip() -> None:
    long = "Perundingan tentang penarikan pasukan dari tiga distrik di perbatasan berlangsung hingga larut malam"
    root = parsed(draw_graph([Node("a", long)], [], head=HEAD))
    assert long in [title.text for title in root.iter("{*}title")]
    assert long not in " ".join(all_shown(root))
    assert any(words.endswith("…") for words in all_shown(root))
