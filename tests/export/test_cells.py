"""A cell is its value and back, whatever the value; nothing that begins as a formula may is left to a spreadsheet."""

from __future__ import annotations

import csv
import io
import string
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_store import HOSTILE, LONG

from pantau.export.cells import GUARDED, from_cell, to_cell
from pantau.export.columns import Type, Value
from pantau.export.xlsx import LONGEST, cut_text

JAKARTA = timezone(timedelta(hours=7))
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1) | st.sampled_from((*HOSTILE, LONG))


@pytest.mark.parametrize(
    ("value", "type", "cell"),
    [
        (None, "text", ""),
        (None, "day", ""),
        ("Shusha", "text", "Shusha"),
        ("=1+1", "text", "'=1+1"),
        ("'tis", "text", "''tis"),
        ("\rA", "text", "'\rA"),
        (-46.75, "number", "-46.75"),
        (-3, "integer", "-3"),
        (True, "boolean", "true"),
        (False, "boolean", "false"),
        (date(2020, 11, 9), "day", "2020-11-09"),
        (datetime(2020, 11, 10, 1, tzinfo=timezone(timedelta(hours=4))), "instant", "2020-11-09T21:00:00Z"),
        ((), "list", ""),
        (("ARM", "AZE"), "list", "ARM;AZE"),
        (("a;b", "c\\"), "list", "a\\;b;c\\\\"),
        (("=1", "x"), "list", "'=1;x"),
    ],
)
def test_a_cell_is_written_so_and_read_back(value: Value, type: Type, cell: str) -> None:
    assert to_cell(value) == cell
    assert from_cell(cell, type) == value


@given(texts)
def test_any_text_comes_back(value: str) -> None:
    assert from_cell(to_cell(value), "text") == value


@given(st.lists(texts).map(tuple))
def test_any_list_comes_back(value: tuple[str, ...]) -> None:
    assert from_cell(to_cell(value), "list") == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_comes_back(value: float) -> None:
    assert from_cell(to_cell(value), "number") == value


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.sampled_from([UTC, JAKARTA])))
def test_any_instant_comes_back(value: datetime) -> None:
    assert from_cell(to_cell(value), "instant") == value


@given(texts)
def test_a_spreadsheet_sees_no_formula(value: str) -> None:
    assert to_cell(value)[:1] == "'" or not to_cell(value).startswith(GUARDED)


@given(st.lists(st.lists(texts, min_size=2, max_size=2), max_size=5))
def test_cells_stay_apart_in_a_line(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([to_cell(value) for value in row] for row in rows)
    assert list(csv.reader(io.StringIO(out.getvalue(), newline=""))) == [[to_cell(v) for v in row] for row in rows]


@pytest.mark.parametrize(
    ("cell", "type"), [("x", "integer"), ("1,5", "number"), ("2020-13-01", "day"), ("yes", "boolean"), ("gestern", "instant")]
)
def test_a_cell_of_no_value_is_an_error(cell: str, type: Type) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_cell(cell, type)


@given(st.integers(LONGEST - 3, LONGEST + 3), st.sampled_from(["a", "é", "🕊", string.whitespace[0]]))
def test_a_text_is_cut_to_what_a_cell_holds(length: int, letter: str) -> None:
    text = letter * length
    cut = cut_text(text)
    units = len(cut.encode("utf-16-le")) // 2
    assert text.startswith(cut)
    assert units <= LONGEST
    assert cut == text or units >= LONGEST - 1
