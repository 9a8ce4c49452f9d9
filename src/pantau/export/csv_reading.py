"""Reads back the CSV that was exported, with or without hashtags: every value as it was, the guarding apostrophes taken off."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pantau.errors import InputError
from pantau.export.cells import from_cell
from pantau.export.columns import Row
from pantau.export.kinds import TABLES
from pantau.export.rows import Table
from pantau.export.withdrawn import marked

_LONGEST = 2**31 - 1


class Reading(NamedTuple):
    """What a file holds: the kind of its rows, and the rows, read as they are asked for."""

    table: Table
    rows: Iterator[Row]


def read_csv(path: Path) -> Reading:
    """The rows of an exported file. Raises InputError for a file that is none, or a cell that holds no value of its column."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        names = next(csv.reader(file, delimiter=_delimiter(path)), [])
    table = next((table for table in (*TABLES, *marked(TABLES)) if [column.name for column in table.columns] == names), None)
    if table is None:
        raise InputError("its columns are of no kind of row", where=str(path), todo="give a file that `pantau export csv` wrote")
    return Reading(table, _read_rows(path, table))


def _delimiter(path: Path) -> str:
    return "\t" if path.suffix == ".tsv" else ","


def _read_rows(path: Path, table: Table) -> Iterator[Row]:
    types, tags = [column.type for column in table.columns], [column.hxl for column in table.columns]
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file, delimiter=_delimiter(path))
        next(lines, None)
        while (cells := _next_line(lines)) is not None:
            if cells == tags and lines.line_num == 2:
                continue
            try:
                yield tuple(from_cell(cell, type) for cell, type in zip(cells, types, strict=True))
            except ValueError as error:
                raise InputError(f"line {lines.line_num}: {error}", where=str(path), todo="export it again") from None


def _next_line(lines: Iterator[list[str]]) -> list[str] | None:
    with _any_length():
        return next(lines, None)


@contextmanager
def _any_length() -> Iterator[None]:
    """Python holds cells to a length for the whole program: a quote may be longer, others keep their limit."""
    before = csv.field_size_limit(_LONGEST)
    try:
        yield
    finally:
        csv.field_size_limit(before)
