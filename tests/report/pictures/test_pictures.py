"""What all pictures keep: sound SVG whatever the labels hold, the same in any order, a name, a summary, the same as a table."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date

import pytest
from lxml import etree
from markupsafe import Markup

import pantau.report
from pantau.report.pictures import (
    BarWords,
    Cell,
    CurveWords,
    Edge,
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
from tests.report.pictures.drawings import (
    HEAD,
    HOSTILE,
    OCTOBER,
    counts,
    parsed,
    star,
    truces,
)


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


@pytest.mark.parametrize(
    "days", [(date.min, date.max), (date.min, date.min), (date.max, date.max), (date(2020, 2, 29), date(2020, 2, 29))]
)
def test_any_day_can_be_drawn(days: tuple[date, date]) -> None:
    first, last = days
    points = (Point(first, 10**500, 10**600), Point(last, -5, None), Point(last, None, 0))
    parsed(draw_curves([Series("A", "total", points), Series("A", "new", points)], head=HEAD))
    parsed(draw_bars([Row("a", "A", "", first, last, (Stage(last, "x"),))], [Mark(last, "a", "m")], head=HEAD))


def figure(picture: Picture) -> str:
    template = '{% import "picture.html" as show %}{{ show.picture(picture) }}'
    return pantau.report._environment().from_string(template).render(picture=picture)


def test_the_figure_has_the_drawing_and_the_same_as_a_table() -> None:
    svg = draw_graph([Node("a", "A & B", href="#a")], [], head=HEAD)
    rows = ((Cell("<b>A</b>", "#a"), "x < y"), (Cell("bad", "javascript:alert(1)"), ""))
    root = parsed(f"<div>{figure(Picture('lineage', 'Who <copied>', svg, ('From', 'To'), rows, 'A note.'))}</div>")
    assert root.xpath("string(.//figcaption)") == "Who <copied> A note. (scrolls sideways)"
    assert len(root.xpath(".//*[local-name()='svg']")) == 1
    assert root.xpath(".//details//th/text()") == ["From", "To"]
    assert root.xpath(".//details//td/a/@href") == ["#a"]
    assert [td.xpath("string(.)") for td in root.xpath(".//details//td")] == ["<b>A</b>", "x < y", "bad", ""]
    assert all(region.get("tabindex") == "0" and region.get("aria-label") for region in root.xpath(".//*[@role='region']"))


def test_a_figure_without_a_drawing_is_nothing() -> None:
    assert figure(Picture("x", "X", Markup(""), ("A",), (("1",),))).strip() == ""
