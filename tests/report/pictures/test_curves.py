"""Figures over the days: bounded, no words on words, nothing joined that is apart."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from pantau.report.pictures import (
    PHONE,
    Calendar,
    CurveWords,
    Point,
    Series,
    draw_curves,
)
from tests.report.pictures.drawings import (
    HEAD,
    OCTOBER,
    all_shown,
    assert_apart,
    counts,
    named,
    parsed,
    text_boxes,
)


@pytest.mark.parametrize("width", [1040, PHONE])
@pytest.mark.parametrize(("claimants", "figures"), [(1, 1), (2, 30), (5, 12), (8, 40)])
def test_words_of_curves_stand_apart(claimants: int, figures: int, width: int) -> None:
    label = "A claimant with quite a long name, of its people"
    root = parsed(draw_curves(counts(claimants, figures, label=label), head=HEAD, width=width))
    assert float(root.get("width")) == width
    boxes = text_boxes(root)
    assert_apart(boxes)
    width, height = float(root.get("width")), float(root.get("height"))
    assert all(box.left >= 0 and box.right <= width and box.top >= 0 and box.foot <= height for box in boxes)


def test_many_figures_are_bounded_and_told() -> None:
    series = [Series(f"C{c}", "total", tuple(Point(OCTOBER + timedelta(days=n), n, n + 1) for n in range(2000))) for c in range(30)]
    root = parsed(draw_curves(series, head=HEAD))
    assert sum(1 for _ in root.iter()) < 30_000
    assert f"and {30 * 2000 - 8 * 240:d} more figures" in all_shown(root)


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


def test_months_are_written_as_the_caller_has_them() -> None:
    bulan = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
    root = parsed(draw_curves(counts(1, 3), head=HEAD, calendar=Calendar(bulan)))
    assert any(re.fullmatch(r"\d+ Okt", words) for words in all_shown(root))
    assert not any("Oct" in words for words in all_shown(root))


def test_points_of_many_speakers_are_not_joined_nor_have_they_a_last_figure() -> None:
    points = tuple(Point(OCTOBER + timedelta(days=n), 10 * n + 7, 10 * n + 7) for n in range(3))
    lone = Series("the outlets", "total", points, is_line=False)
    joined = Series("North", "total", tuple(p._replace(low=99, high=99) for p in points))
    root = parsed(draw_curves([lone, joined], head=HEAD))
    assert len(named(root, "step")) == 1
    assert {"the outlets", "North", "99"} <= set(all_shown(root))
    assert "27" not in all_shown(root)
    assert len(named(parsed(draw_curves([lone], head=HEAD)), "shape")) == 4  # three figures and the name's
