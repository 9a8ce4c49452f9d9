"""Rows as a pandas DataFrame. Needs the extra `frames`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pantau.export.columns import Row, Type
from pantau.export.exporters import check_extra
from pantau.export.rows import Table
from pantau.store.streams import batches

if TYPE_CHECKING:
    import pandas as pd

DTYPES: dict[Type, str] = {
    "text": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean", "day": "datetime64[s]",
    "instant": "datetime64[us, UTC]", "list": "object",
}  # fmt: skip
"""The dtype of a column by its type: each knows a missing value from every other. A list is a tuple."""
_AT_ONCE = 10_000


def make_frame(table: Table, rows: Iterable[Row]) -> pd.DataFrame:
    """The rows with the table's columns. Raises UsageError where pandas is not installed."""
    check_extra("frames", "pandas", "a data frame")
    import pandas as pd

    parts = [_part(table, some) for some in batches(rows, _AT_ONCE)]
    return pd.concat(parts, ignore_index=True) if parts else _part(table, [])


def _part(table: Table, rows: list[Row]) -> Any:
    import pandas as pd

    columns = zip(*rows, strict=True) if rows else iter([()] * len(table.columns))
    return pd.DataFrame({
        column.name: pd.Series(list(values), dtype=DTYPES[column.type]) for column, values in zip(table.columns, columns, strict=True)
    })  # fmt: skip
