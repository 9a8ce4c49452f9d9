"""Drawings to test pictures with, and how their words and shapes are found again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from lxml import etree

from pantau.report.pictures import (
    Edge,
    Head,
    Mark,
    Node,
    Point,
    Row,
    Series,
    Stage,
)
from pantau.report.pictures.frame import width_of

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


def assert_apart(boxes: Sequence[Box]) -> None:
    touching = [(a.words, b.words) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if a.touches(b)]
    assert touching == []
