"""Days, round numbers and words of a known width, which the pictures share."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.report.pictures import (
    Calendar,
    Point,
    Series,
    draw_curves,
)
from pantau.report.pictures.frame import DayAxis, day_number, fit, round_steps, spread, width_of, wrap
from tests.report.pictures.drawings import (
    HEAD,
    OCTOBER,
    all_shown,
    parsed,
)


def test_an_instant_stands_within_its_day_of_utc() -> None:
    noon = datetime(2020, 10, 1, 19, tzinfo=timezone(timedelta(hours=7)))
    assert day_number(noon) == day_number(datetime(2020, 10, 1, 12, tzinfo=UTC)) == OCTOBER.toordinal() + 0.5


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


def test_a_year_stands_below_its_first_tick_and_no_other_year_is_told() -> None:
    points = tuple(Point(day, 1, 1) for day in (date(2020, 1, 1), date(2020, 12, 20)))
    words = all_shown(parsed(draw_curves([Series("A", "new", points)], head=HEAD)))
    assert "2020" in words
    assert "2019" not in words
