"""Parquet: every value in its own type, exact; the columns' meanings and hashtags in the schema. Needs the extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from pantau.export.columns import Column, Row, Type
from pantau.export.sheets import Remarks, Sheet
from pantau.store.streams import batches

_AT_ONCE = 10_000  # rows a group: what is held in memory


def write_parquet(out: BinaryIO, sheets: Iterator[Sheet]) -> Remarks:
    """A table of one kind."""
    import pyarrow as pa
    from pyarrow import parquet

    for table, rows in sheets:
        schema = pa.schema([_field(column) for column in table.columns], {"kind": table.kind, "what": table.what})
        with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
            for some in batches(rows, _AT_ONCE):
                writer.write_table(_table(some, schema))
    return ()


def _table(rows: list[Row], schema: Any) -> Any:
    import pyarrow as pa

    columns = zip(*rows, strict=True)
    return pa.Table.from_arrays([pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)], schema=schema)


def _field(column: Column) -> Any:
    import pyarrow as pa

    return pa.field(column.name, _type(column.type), metadata={"means": column.means, "hxl": column.hxl})


def _type(type: Type) -> Any:
    import pyarrow as pa

    return {
        "text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "day": pa.date32(),
        "instant": pa.timestamp("us", tz="UTC"), "list": pa.list_(pa.string()),
    }[type]  # fmt: skip
