"""XLSX: one sheet a kind, and one that tells of the columns. Needs the extra `xlsx`.

Texts are written as texts, never as formulas or links; days as dates, numbers as numbers, lists with `;` between their items as in
CSV but without its apostrophe. What Excel cannot hold is said: a text longer than a cell is cut, rows beyond a sheet go on in
another. Its numbers have 15 digits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO, NamedTuple

from pantau.export.cells import to_cell, to_list_text
from pantau.export.columns import Row, Type, Value
from pantau.export.rows import Table
from pantau.export.sheets import Remarks, Sheet

LONGEST = 32_767
"""UTF-16 units that a cell of Excel holds."""
MOST_ROWS = 1_048_575
"""Rows below the names of the columns that a sheet of Excel holds."""
_FIRST_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was
_MADE = datetime(2000, 1, 1)  # the same rows are the same bytes, whenever they are written
_EXACT = 2**53  # Excel's numbers are floats: a larger whole number is written as text
_WIDE, _NARROW = 40, 16
_SHOWN_CUTS = 5


class _Book(NamedTuple):
    """The workbook with its two looks, and how often each column's texts were cut."""

    book: Any
    bold: Any
    day: Any
    cut: Counter[tuple[str, str]]


def write_xlsx(out: BinaryIO, sheets: Iterator[Sheet]) -> Remarks:
    """A workbook with a sheet a kind."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    book.use_zip64()
    book.set_properties({"created": _MADE})
    made = _Book(book, book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"}), Counter())
    written = []
    for table, rows in sheets:
        _write_rows(made, table, rows)
        written.append(table)
    _write_columns(made, written)
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(*error.args[0].args) from error  # it hides what the disk said
    return tuple(
        f"{count} cells of {plural}.{name} hold the first {LONGEST} letters alone, more than that Excel cannot"
        for (plural, name), count in made.cut.most_common(_SHOWN_CUTS)
    )


def _write_rows(made: _Book, table: Table, rows: Iterator[Row]) -> None:
    """One kind, on as many sheets as it takes."""
    sheet, number, part = _add_sheet(made, table, 1), 0, 1
    types = [column.type for column in table.columns]
    for row in rows:
        if number == MOST_ROWS:
            part += 1
            sheet, number = _add_sheet(made, table, part), 0
        number += 1
        for place, (type, value) in enumerate(zip(types, row, strict=True)):
            if value is not None and value != () and _write(made, sheet, (number, place), type, value):
                made.cut[table.plural, table.columns[place].name] += 1


def _add_sheet(made: _Book, table: Table, part: int) -> Any:
    sheet = made.book.add_worksheet(table.plural if part == 1 else f"{table.plural} {part}")
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _WIDE if column.name.endswith("quote") else _NARROW)
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.name, made.bold)
    return sheet


def _write(made: _Book, sheet: Any, at: tuple[int, int], type: Type, value: Value) -> bool:
    """Write one value; whether it had to be cut."""
    match value:
        case bool():
            sheet.write_boolean(*at, value)
        case int() | float() if abs(value) <= _EXACT:
            sheet.write_number(*at, value)
        case date() if type == "day" and value >= _FIRST_DAY:
            sheet.write_datetime(*at, value, made.day)
        case _:
            text = to_list_text(value) if isinstance(value, tuple) else value if isinstance(value, str) else to_cell(value)
            short = cut_text(text)
            sheet.write_string(*at, short)
            return short != text
    return False


def cut_text(text: str) -> str:
    """As much of a text as a cell holds, never half a letter."""
    if len(text) * 2 <= LONGEST:
        return text
    return text.encode("utf-16-le")[: LONGEST * 2].decode("utf-16-le", "ignore")


def _write_columns(made: _Book, tables: list[Table]) -> None:
    sheet = made.book.add_worksheet("columns")
    sheet.set_column(0, 4, _NARROW)
    lines = [("sheet", "column", "type", "meaning", "HXL")]
    lines += [(table.plural, c.name, c.type, c.means, c.hxl) for table in tables for c in table.columns]
    for number, line in enumerate(lines):
        for place, text in enumerate(line):
            sheet.write_string(number, place, text, made.bold if number == 0 else None)
