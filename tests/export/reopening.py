"""Reads every format back, each by programs of others where they are installed: what was written is what they see."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pantau.export import Row, Table, read_csv
from pantau.export.cells import from_cell, from_list_text
from pantau.export.columns import Column, Value

Reopened = list[dict[str, Any]]
"""Rows by the names of their columns, nothing as None, lists as tuples."""


def as_rows(table: Table, rows: list[Row]) -> Reopened:
    """Rows as a reader gives them."""
    return [dict(zip([column.name for column in table.columns], row, strict=True)) for row in rows]


def with_csv_reading(path: Path, table: Table) -> Reopened:
    """Our own reader."""
    reading = read_csv(path)
    assert reading.table is table
    return as_rows(table, list(reading.rows))


def with_pandas_csv(path: Path, table: Table) -> Reopened:
    """pandas, every cell as its text."""
    import pandas as pd

    frame = pd.read_csv(path, dtype=str, keep_default_na=False, skiprows=[1] if path.name.endswith(".hxl.csv") else None,
                        sep="\t" if path.suffix == ".tsv" else ",")  # fmt: skip
    return [
        {column.name: from_cell(cell, column.type) for column, cell in zip(table.columns, line, strict=True)}
        for line in frame.itertuples(index=False, name=None)
    ]


def with_duckdb_csv(path: Path, table: Table) -> Reopened:
    """DuckDB, every cell as its text."""
    import duckdb

    skip = 2 if path.name.endswith(".hxl.csv") else 1
    names = {f"c{number}": "VARCHAR" for number in range(len(table.columns))}
    query = f"""SELECT * FROM read_csv(?, header = false, skip = {skip}, columns = {names}, delim = ',', quote = '"', escape = '"',
                auto_detect = false, max_line_size = 4000000, new_line = '\\r\\n', parallel = false)"""
    return [
        {column.name: from_cell(cell or "", column.type) for column, cell in zip(table.columns, line, strict=True)}
        for line in duckdb.execute(query, [str(path)]).fetchall()
    ]


def _from_parquet(column: Column, value: Any) -> Value:
    if column.type == "list":
        return tuple(value)
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def with_pyarrow(path: Path, table: Table) -> Reopened:
    """pyarrow, in Parquet's own types."""
    from pyarrow import parquet

    read = parquet.read_table(path)
    assert read.column_names == [column.name for column in table.columns]
    assert [field.metadata[b"means"].decode() for field in read.schema] == [column.means for column in table.columns]
    columns = {column.name: column for column in table.columns}
    return [{name: _from_parquet(columns[name], value) for name, value in row.items()} for row in read.to_pylist()]


def with_duckdb_parquet(path: Path, table: Table) -> Reopened:
    """DuckDB, in Parquet's own types."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    lines = connection.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    return [
        {column.name: _from_parquet(column, value) for column, value in zip(table.columns, line, strict=True)} for line in lines
    ]


def with_pandas_parquet(path: Path, table: Table) -> Reopened:
    """pandas, with pyarrow's types behind it."""
    import pandas as pd

    frame = pd.read_parquet(path, dtype_backend="pyarrow")
    assert len(frame.columns) == len(table.columns)
    return [
        {column.name: _from_pandas(column, value) for column, value in zip(table.columns, line, strict=True)}
        for line in frame.astype(object).itertuples(index=False, name=None)
    ]


def _from_pandas(column: Column, value: Any) -> Value:
    import pandas as pd

    if column.type == "list":
        return tuple(value)
    if pd.isna(value):
        return None
    if column.type == "instant":
        return value.to_pydatetime().astimezone(UTC)  # type: ignore[no-any-return]
    return value.date() if isinstance(value, datetime) else value


def with_openpyxl(path: Path, table: Table) -> Reopened:
    """openpyxl, by the sheets' own types; texts that Excel cuts or escapes are compared as it has them."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    lines = book[table.plural].iter_rows(values_only=True)
    names = next(lines)
    assert list(names) == [column.name for column in table.columns]
    return [{column.name: _from_excel(column, value) for column, value in zip(table.columns, line, strict=True)} for line in lines]


def _from_excel(column: Column, value: Any) -> Value:
    if isinstance(value, str):  # letters that XML has no place for, as Excel writes them (and openpyxl leaves them)
        value = re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), value)
    match column.type:
        case "list":
            return from_list_text(value or "")
        case "day" if isinstance(value, datetime):
            return value.date()
        case "number" if isinstance(value, int):
            return float(value)
        case "integer" if isinstance(value, str):
            return int(value)
        case "instant" if isinstance(value, str):
            return datetime.fromisoformat(value)
    return value  # type: ignore[no-any-return]


def with_json(path: Path, table: Table) -> Reopened:
    """The features of GeoJSON, their properties as JSON has them."""
    collection = json.loads(path.read_text("utf-8"))
    assert collection["type"] == "FeatureCollection"
    return [
        {column.name: _from_json(column, feature["properties"][column.name]) for column in table.columns}
        for feature in collection["features"]
    ]


def _from_json(column: Column, value: Any) -> Value:
    match column.type, value:
        case _, None:
            return None
        case "list", _:
            return tuple(value)
        case "day", _:
            return date.fromisoformat(value)
        case "instant", _:
            return datetime.fromisoformat(value)
        case "number", int():
            return float(value)
    return value  # type: ignore[no-any-return]


READERS: dict[str, tuple[tuple[Callable[[Path, Table], Reopened], str | None], ...]] = {
    "csv": ((with_csv_reading, None), (with_pandas_csv, "pandas"), (with_duckdb_csv, "duckdb")),
    "hxl": ((with_csv_reading, None), (with_pandas_csv, "pandas"), (with_duckdb_csv, "duckdb")),
    "xlsx": ((with_openpyxl, "openpyxl"),),
    "parquet": ((with_pyarrow, "pyarrow"), (with_duckdb_parquet, "duckdb"), (with_pandas_parquet, "pandas")),
    "geojson": ((with_json, None),),
    "plover": (),
    "ged": ((with_csv_reading, None), (with_pandas_csv, "pandas")),
    "acled": ((with_csv_reading, None), (with_pandas_csv, "pandas")),
    "polecat": ((with_csv_reading, None), (with_pandas_csv, "pandas")),
}
"""By format: who reads it back, and the package that needs. PLOVER keeps a part of a row and has tests of its own."""


def pairs() -> Iterator[tuple[str, Callable[[Path, Table], Reopened], str | None]]:
    """Every format with every reader."""
    for name, readers in READERS.items():
        yield from ((name, reader, package) for reader, package in readers)
