"""CSV (RFC 4180) and CSV with HXL hashtags in its second row: UTF-8, a comma, CRLF; cells as `cells.py` says."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from pantau.export.cells import to_cell
from pantau.export.sheets import Remarks, Sheet


def write_csv(out: BinaryIO, sheets: Iterator[Sheet]) -> Remarks:
    """The names of the columns, then a line a row."""
    return _write(out, sheets, is_tagged=False)


def write_hxl(out: BinaryIO, sheets: Iterator[Sheet]) -> Remarks:
    """The names of the columns, their hashtags (hxlstandard.org), then a line a row."""
    return _write(out, sheets, is_tagged=True)


def write_tsv(out: BinaryIO, sheets: Iterator[Sheet]) -> Remarks:
    """The same as CSV with tabs between the cells."""
    return _write(out, sheets, is_tagged=False, delimiter="\t")


def _write(out: BinaryIO, sheets: Iterator[Sheet], *, is_tagged: bool, delimiter: str = ",") -> Remarks:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    lines = csv.writer(text, delimiter=delimiter)  # its own way is RFC 4180: CRLF, quotation marks where they are needed
    for table, rows in sheets:
        lines.writerow(column.name for column in table.columns)
        if is_tagged:
            lines.writerow(column.hxl for column in table.columns)
        lines.writerows(map(to_cell, row) for row in rows)
    text.detach()
    return ()
