"""Truces over the days: bounded, no words on words, open ends stay open."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pantau.report.pictures import (
    PHONE,
    BarWords,
    Mark,
    Row,
    draw_bars,
)
from tests.report.pictures.drawings import (
    HEAD,
    OCTOBER,
    all_shown,
    assert_apart,
    named,
    parsed,
    text_boxes,
    truces,
)


@pytest.mark.parametrize("width", [1040, PHONE])
@pytest.mark.parametrize("number", [1, 4, 12, 40])
def test_words_of_bars_stand_apart(number: int, width: int) -> None:
    rows, marks = truces(number, label="A truce with quite a long name for so short a life")
    root = parsed(draw_bars(rows, marks, head=HEAD, width=width))
    boxes = text_boxes(root)
    assert_apart(boxes)
    assert all(box.left >= 0 and box.right <= width and box.top >= 0 and box.foot <= float(root.get("height")) for box in boxes)


def test_many_truces_and_marks_are_bounded_and_told() -> None:
    rows, _ = truces(300)
    marks = [Mark(OCTOBER + timedelta(days=n % 900), f"t{n % 300}", "x", None, f"side {n % 50}") for n in range(5000)]
    root = parsed(draw_bars(rows, marks, head=HEAD))
    assert sum(1 for _ in root.iter()) < 10_000
    assert f"and {300 - 40 + 5000 - 600} more" in all_shown(root)


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
