"""The pictures: sound SVG whatever the labels hold, the same in any order, bounded, no words on words, nothing joined that is apart."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup

import pantau.report
from pantau.report.pictures import (
    BarWords,
    Calendar,
    Cell,
    CurveWords,
    Edge,
    GraphWords,
    Head,
    Mark,
    Node,
    Picture,
    Point,
    Row,
    Series,
    Stage,
    draw_bars,
    draw_curves,
    draw_graph,
)
from pantau.report.pictures.frame import DayAxis, day_number, fit, round_steps, spread, width_of, wrap
from pantau.report.pictures.graph import MOST_EDGES, MOST_NODES

HEAD = Head("p", "What is drawn", "Its summary in words")
OCTOBER = date(2020, 10, 1)
HOSTILE = (
    "</title></svg><script>alert(1)</script>",
    '" onload="alert(1)',
    "]]><!DOCTYPE x [<!ENTITY e 'x'>]>&e;&lt;&#0;",
    "\x00\x1b[31m\u202egnol\u2066 \ud800 \ufffe",
    "{{ 7 * 7 }} {number} %s",
    "x" * 100_000,
    "ا" * 500 + "中文標題" * 80 + "é\u0301\u0301" * 90,
    "",
)


class Box(NamedTuple):
    """Where words stand, by an estimate."""

    left: float
    top: float
    right: float
    foot: float
    words: str

    def touches(self, other: Box) -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.foot and other.top < self.foot


def parsed(svg: str) -> etree._Element:
    """The SVG as a strict reader sees it."""
    return etree.fromstring(str(svg).encode(), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def named(root: etree._Element, css: str) -> list[etree._Element]:
    return root.xpath(f".//*[contains(concat(' ', @class, ' '), ' {css} ')]")


def shown(text: etree._Element) -> str:
    """The words drawn, without the tooltip's."""
    return (text.text or "") + "".join(child.tail or "" for child in text)


def all_shown(root: etree._Element) -> list[str]:
    return [shown(text) for text in root.iter("{*}text")]


def text_boxes(root: etree._Element) -> list[Box]:
    boxes = []
    for text in root.iter("{*}text"):
        x, y = float(text.get("x")), float(text.get("y"))
        for around in text.iterancestors():
            if moved := re.fullmatch(r"translate\((\S+) (\S+)\)", around.get("transform", "")):
                x, y = x + float(moved[1]), y + float(moved[2])
        size = float(text.get("font-size"))
        width = width_of(shown(text), size, is_bold=text.get("font-weight") is not None)
        x -= {"end": width, "middle": width / 2}.get(text.get("text-anchor", ""), 0)
        boxes.append(Box(x, y - size * 0.75, x + width, y + size * 0.2, shown(text)))
    return boxes


def rectangles(root: etree._Element, css: str) -> list[Box]:
    found = []
    for rect in named(root, css):
        x, y = float(rect.get("x")), float(rect.get("y"))
        found.append(Box(x, y, x + float(rect.get("width")), y + float(rect.get("height")), css))
    return found


# What is drawn


def star(
    copies: int = 12, *, label: str = "Kesepakatan baru diumumkan di ibu kota setelah perundingan panjang"
) -> tuple[list[Node], list[Edge]]:
    """An agency's text, its copies, and copies of those; two agencies of no family; documents nobody copied."""
    how = ("rewrite", "translation", "copy", "update", "quotation", "credit")
    nodes = [Node("root", "Kantor Berita", "not at hand", "agency", "f", "#root", "2020-10-01")]
    nodes += [
        Node(f"n{i}", f"{label} {i}", f"outlet {i}.example · 2 Oct", "document", "f", f"#n{i}", f"2020-10-{2 + i % 20:02}")
        for i in range(copies)
    ]
    nodes += [Node(f"a{i}", f"Agency {i}", "credited", "agency") for i in range(2)] + [Node("s1", "Alone"), Node("s2", "Apart")]
    nodes += [Node(f"m{i}", f"{label} m{i}", "", "document", "g", None, f"2020-11-{1 + i}") for i in range(3)]
    edges = [Edge("root" if i < 5 else f"n{i // 3}", f"n{i}", how[i % 5], how[i % 5], i % 4 > 0, i % 3 / 2) for i in range(copies)]
    edges += [
        Edge("a0", "n0", "credit", "credit"),
        Edge("a1", f"n{copies - 1}", "credit", "credit"),
        Edge("a1", "m0", "credit", "credit"),
    ]
    edges += [
        Edge("m0", "m1", "rewrite"),
        Edge("m1", "m2", "rewrite"),
        Edge("m2", "m0", "rewrite"),
        Edge("n1", "m2", "quotation", "quotation"),
    ]
    return nodes, edges


def counts(claimants: int = 3, figures: int = 9, *, label: str = "Claimant") -> list[Series]:
    def points(claimant: int) -> tuple[Point, ...]:
        days = [OCTOBER + timedelta(days=3 * n + claimant) for n in range(figures)]
        return tuple(
            Point(day, 40 * n + 7 * claimant, 40 * n + 7 * claimant + n % 3, f"#f{n}", f"{label} {n}") for n, day in enumerate(days)
        )

    return [Series(f"{label} {c}", measure, points(c)) for c in range(claimants) for measure in ("total", "new")]  # type: ignore[arg-type]


def truces(number: int = 4, *, label: str = "Truce") -> tuple[list[Row], list[Mark]]:
    rows, marks = [], []
    for n in range(number):
        began = OCTOBER + timedelta(days=8 * n)
        stages = tuple(Stage(began + timedelta(days=d), f"{label} stage {d}") for d in range(3))
        rows.append(
            Row(
                f"t{n}",
                f"{label} {n}",
                f"brokered by {label}",
                began,
                began + timedelta(days=3) if n % 2 else None,
                stages,
                f"#t{n}",
            )
        )
        marks += [
            Mark(began + timedelta(days=1), f"t{n}", f"{label} shelling {k}", "#m", ("North", "South", "")[k % 3]) for k in range(7)
        ]
    return rows, [*marks, Mark(OCTOBER, "", label, None, "North")]


def graph_of(label: str) -> Markup:
    nodes, edges = star(label=label)
    nodes = [node._replace(sublabel=label, family=node.family and label + node.family, href=label) for node in nodes]
    return draw_graph(
        nodes, [edge._replace(label=label) for edge in edges], head=Head(label, label, label), families={label + "f": label}
    )


def curves_of(label: str) -> Markup:
    return draw_curves(counts(label=label), head=Head(label, label, label), words=CurveWords(label, label, "{number}", label[:3]))


def bars_of(label: str) -> Markup:
    rows, marks = truces(label=label)
    rows = [row._replace(href=label) for row in rows]
    words = BarWords(label, label, label, label, label, "{number}")
    return draw_bars(rows, [m._replace(side=label, href=label) for m in marks], head=Head(label, label, label), words=words)


PICTURES: dict[str, Callable[[str], Markup]] = {"graph": graph_of, "curves": curves_of, "bars": bars_of}
ELEMENTS = {"svg", "title", "desc", "g", "a", "text", "line", "path", "rect"}


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_words_stay_words(picture: str, label: str) -> None:
    svg = PICTURES[picture](label)
    root = parsed(svg)
    for element in root.iter():
        assert etree.QName(element).localname in ELEMENTS
        assert not any(name.startswith("on") or name == "style" for name in element.attrib)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", svg)
    assert len(svg) < 400_000
    assert isinstance(svg, Markup)


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_has_a_name_and_a_summary(picture: str) -> None:
    root = parsed(PICTURES[picture]("Plain words"))
    assert root.get("role") == "img"
    told = [root.xpath(f".//*[@id='{name}']")[0] for name in root.get("aria-labelledby").split()]
    assert [etree.QName(each).localname for each in told] == ["title", "desc"]
    assert [each.text for each in told] == ["Plain words", "Plain words"]
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("#e12", "#e12"),
        ("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&c=2"),
        ("javascript:alert(1)", None),
        (" javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("#a b", None),
        ("", None),
        (None, None),
    ],
)
def test_only_anchors_and_web_pages_are_linked(href: str | None, kept: str | None) -> None:
    root = parsed(draw_graph([Node("a", "A", href=href)], [], head=HEAD))
    assert [a.get("href") for a in root.iter("{*}a")] == ([kept] if kept else [])


@pytest.mark.parametrize("seed", range(6))
def test_the_same_in_any_order(seed: int) -> None:
    shuffle = random.Random(seed).shuffle
    nodes, edges = star(30)
    series, (rows, marks) = counts(5), truces(6)
    before = [draw_graph(nodes, edges, head=HEAD), draw_curves(series, head=HEAD), draw_bars(rows, marks, head=HEAD)]
    for each in (nodes, edges, series, rows, marks):
        shuffle(each)  # type: ignore[arg-type]
    series = [one._replace(points=tuple(reversed(one.points))) for one in series]
    rows = [row._replace(stages=tuple(reversed(row.stages))) for row in rows]
    assert [draw_graph(nodes, edges, head=HEAD), draw_curves(series, head=HEAD), draw_bars(rows, marks, head=HEAD)] == before


def test_the_same_in_another_process() -> None:
    nodes, edges = star(20)
    program = (
        "from pantau.report.pictures import *\nimport hashlib\n"
        f"print(hashlib.sha256(draw_graph({nodes!r}, {edges!r}, head=Head('p', 't', 's')).encode()).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(told) == 1


@pytest.mark.parametrize(
    "svg",
    [
        draw_graph([], [], head=HEAD),
        draw_graph([], [Edge("a", "b", "copy")], head=HEAD),
        draw_curves([], head=HEAD),
        draw_curves([Series("X", "total", ()), Series("Y", "new", (Point(OCTOBER, None, None),))], head=HEAD),
        draw_bars([], [], head=HEAD),
    ],
)
def test_nothing_to_draw_is_nothing(svg: Markup) -> None:
    assert svg == ""


# No words on words


def assert_apart(boxes: Sequence[Box]) -> None:
    touching = [(a.words, b.words) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if a.touches(b)]
    assert touching == []


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


@pytest.mark.parametrize(("claimants", "figures"), [(1, 1), (2, 30), (5, 12), (8, 40)])
def test_words_of_curves_stand_apart(claimants: int, figures: int) -> None:
    root = parsed(draw_curves(counts(claimants, figures, label="A claimant with quite a long name, of its people"), head=HEAD))
    boxes = text_boxes(root)
    assert_apart(boxes)
    width, height = float(root.get("width")), float(root.get("height"))
    assert all(box.left >= 0 and box.right <= width and box.top >= 0 and box.foot <= height for box in boxes)


@pytest.mark.parametrize("number", [1, 4, 12, 40])
def test_words_of_bars_stand_apart(number: int) -> None:
    rows, marks = truces(number, label="A truce with quite a long name for so short a life")
    root = parsed(draw_bars(rows, marks, head=HEAD))
    boxes = text_boxes(root)
    assert_apart(boxes)
    assert all(box.left >= 0 and box.right <= 1040 and box.top >= 0 and box.foot <= float(root.get("height")) for box in boxes)


# Bounds


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


def test_many_figures_are_bounded_and_told() -> None:
    series = [Series(f"C{c}", "total", tuple(Point(OCTOBER + timedelta(days=n), n, n + 1) for n in range(2000))) for c in range(30)]
    root = parsed(draw_curves(series, head=HEAD))
    assert sum(1 for _ in root.iter()) < 30_000
    assert f"and {30 * 2000 - 8 * 240:d} more figures" in all_shown(root)


def test_many_truces_and_marks_are_bounded_and_told() -> None:
    rows, _ = truces(300)
    marks = [Mark(OCTOBER + timedelta(days=n % 900), f"t{n % 300}", "x", None, f"side {n % 50}") for n in range(5000)]
    root = parsed(draw_bars(rows, marks, head=HEAD))
    assert sum(1 for _ in root.iter()) < 10_000
    assert f"and {300 - 40 + 5000 - 600} more" in all_shown(root)


@pytest.mark.parametrize(
    "days", [(date.min, date.max), (date.min, date.min), (date.max, date.max), (date(2020, 2, 29), date(2020, 2, 29))]
)
def test_any_day_can_be_drawn(days: tuple[date, date]) -> None:
    first, last = days
    points = (Point(first, 10**500, 10**600), Point(last, -5, None), Point(last, None, 0))
    parsed(draw_curves([Series("A", "total", points), Series("A", "new", points)], head=HEAD))
    parsed(draw_bars([Row("a", "A", "", first, last, (Stage(last, "x"),))], [Mark(last, "a", "m")], head=HEAD))


# What each picture promises


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


def test_totals_are_lines_from_zero_and_new_figures_are_never_joined() -> None:
    days = [OCTOBER, OCTOBER + timedelta(days=4), OCTOBER + timedelta(days=9)]
    total = Series("North", "total", tuple(Point(day, n, n) for day, n in zip(days, (10, 40, 30), strict=True)))
    new = Series("North", "new", tuple(Point(day, n, n) for day, n in zip(days, (3, 9, 5), strict=True)))
    both = parsed(draw_curves([total, new], head=HEAD))
    assert len(named(both, "step")) == 1
    assert len(named(both, "bar")) == 3
    assert named(both, "band") == []
    assert {"0", "North", "30", "9"} <= set(all_shown(both))
    assert named(parsed(draw_curves([new], head=HEAD)), "step") == []
    assert named(parsed(draw_curves([total], head=HEAD)), "bar") == []


@pytest.mark.parametrize(
    ("low", "high", "end", "bands", "arrows"),
    [(40, 40, "40", 0, 0), (40, 45, "40–45", 1, 0), (1200, None, "≥ 1.200", 0, 1), (None, 1200, "≤ 1.200", 0, 1)],
)
def test_a_range_is_a_band_and_an_open_side_an_arrow(low: int | None, high: int | None, end: str, bands: int, arrows: int) -> None:
    series = [Series("North", "total", (Point(OCTOBER, 10, 10), Point(OCTOBER + timedelta(days=5), low, high)))]
    root = parsed(draw_curves(series, head=HEAD, words=CurveWords(thousands=".")))
    assert len(named(root, "band")) == bands
    assert len(named(root, "open")) == arrows
    assert end in all_shown(root)


def test_claimants_differ_by_shape_and_not_by_colour_alone() -> None:
    root = parsed(draw_curves([s for s in counts(8, 1) if s.measure == "total"], head=HEAD))
    forms = {(re.sub(r"[-\d.]+", "", each.get("d")), each.get("class")) for each in named(root, "shape")}
    assert len(forms) == 8


def test_a_truce_without_an_end_stays_open() -> None:
    row = Row("a", "Truce", "", OCTOBER, OCTOBER + timedelta(days=5))
    assert named(parsed(draw_bars([row], [], head=HEAD)), "unended") == []
    root = parsed(draw_bars([row._replace(ended=None)], [], head=HEAD, words=BarWords(open="akhir tak disebut")))
    assert named(root, "unended")
    assert "akhir tak disebut" in all_shown(root)


def test_breaks_alleged_at_one_time_are_counted_by_side() -> None:
    marks = [Mark(OCTOBER, "a", f"m{n}", None, "North" if n % 4 else "South") for n in range(12)]
    root = parsed(draw_bars([Row("a", "Truce", "", OCTOBER)], [*marks, Mark(OCTOBER, "gone", "x")], head=HEAD))
    told = all_shown(root)
    assert {"×9", "×3", "North", "South", "no accuser named", "In no truce"} <= set(told)


def test_an_instant_stands_within_its_day_of_utc() -> None:
    noon = datetime(2020, 10, 1, 19, tzinfo=timezone(timedelta(hours=7)))
    assert day_number(noon) == day_number(datetime(2020, 10, 1, 12, tzinfo=UTC)) == OCTOBER.toordinal() + 0.5


def test_months_are_written_as_the_caller_has_them() -> None:
    bulan = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
    root = parsed(draw_curves(counts(1, 3), head=HEAD, calendar=Calendar(bulan)))
    assert any(re.fullmatch(r"\d+ Okt", words) for words in all_shown(root))
    assert not any("Oct" in words for words in all_shown(root))


@pytest.mark.parametrize(
    ("length", "words"),
    [(3, "2 Oct"), (20, "3 Oct"), (50, "14 Oct"), (200, "Nov"), (900, "Jan"), (4000, "2025"), (300_000, "2500")],
)
def test_the_axis_has_days_months_or_years_that_never_touch(length: int, words: str) -> None:
    first = float(OCTOBER.toordinal())
    ticks = DayAxis.over(first, first + length, 0, 800).ticks(Calendar())
    assert words in [tick.words for tick in ticks]
    assert 2 <= len(ticks) <= 40
    assert all(after.x - before.x > 20 for before, after in pairwise(ticks))


@pytest.mark.parametrize(
    ("highest", "steps"),
    [(0, (0, 1)), (3, (0, 1, 2, 3)), (7, (0, 2, 4, 6, 8)), (93, (0, 20, 40, 60, 80, 100)), (1302, (0, 500, 1000, 1500))],
)
def test_an_axis_of_counts_has_round_numbers(highest: int, steps: tuple[int, ...]) -> None:
    assert round_steps(highest) == steps


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(1, 40)), max_size=12))
def test_spread_keeps_order_room_and_edges(pairs: list[tuple[float, float]]) -> None:
    wanted, sizes = sorted(w for w, _ in pairs), [s for _, s in pairs]
    middles = spread(wanted, sizes, lowest=10, highest=700)
    edges = [(middle - size / 2, middle + size / 2) for middle, size in zip(middles, sizes, strict=True)]
    assert all(foot <= top + 1e-6 for (_, foot), (top, _) in pairwise(edges))
    assert all(top >= 10 - 1e-6 and foot <= 700 + 1e-6 for top, foot in edges)


def test_spread_leaves_alone_what_has_room() -> None:
    assert spread([20, 60, 200], [30, 30, 30]) == [20, 60, 200]
    assert spread([50, 50], [20, 20]) == [40, 60]


@given(st.text(max_size=60), st.floats(0, 200))
def test_words_are_cut_to_their_room(words: str, room: float) -> None:
    cut = fit(words, room, 12)
    assert width_of(cut, 12) <= room + 1e-6
    assert len(wrap(words, room, 12)) <= 2


# The figure around a picture


def figure(picture: Picture) -> str:
    template = '{% import "picture.html" as show %}{{ show.picture(picture) }}'
    return pantau.report._environment().from_string(template).render(picture=picture)


def test_the_figure_has_the_drawing_and_the_same_as_a_table() -> None:
    svg = draw_graph([Node("a", "A & B", href="#a")], [], head=HEAD)
    rows = ((Cell("<b>A</b>", "#a"), "x < y"), (Cell("bad", "javascript:alert(1)"), ""))
    root = parsed(f"<div>{figure(Picture('lineage', 'Who <copied>', svg, ('From', 'To'), rows, 'A note.'))}</div>")
    assert root.xpath("string(.//figcaption)") == "Who <copied> A note."
    assert len(root.xpath(".//*[local-name()='svg']")) == 1
    assert root.xpath(".//details//th/text()") == ["From", "To"]
    assert root.xpath(".//details//td/a/@href") == ["#a"]
    assert [td.xpath("string(.)") for td in root.xpath(".//details//td")] == ["<b>A</b>", "x < y", "bad", ""]
    assert all(region.get("tabindex") == "0" and region.get("aria-label") for region in root.xpath(".//*[@role='region']"))


def test_a_figure_without_a_drawing_is_nothing() -> None:
    assert figure(Picture("x", "X", Markup(""), ("A",), (("1",),))).strip() == ""


def test_a_year_stands_below_its_first_tick_and_no_other_year_is_told() -> None:
    points = tuple(Point(day, 1, 1) for day in (date(2020, 1, 1), date(2020, 12, 20)))
    words = all_shown(parsed(draw_curves([Series("A", "new", points)], head=HEAD)))
    assert "2020" in words
    assert "2019" not in words
