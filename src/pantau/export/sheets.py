"""What a writer of a format is given, one sheet a kind of row, and what it may remark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, Literal, NamedTuple

from pantau.export.columns import Row
from pantau.export.rows import Table


class Sheet(NamedTuple):
    """Rows of one kind, to be asked for once, one after the other."""

    table: Table
    rows: Iterator[Row]


Remarks = tuple[str, ...]
"""What a person should know of a file: what the format could not hold whole."""
Writer = Callable[[BinaryIO, Iterator[Sheet]], Remarks]


class Exporter(NamedTuple):
    """One format: its name and suffix, what it is, the function that writes it, the extra of pantau it needs with the module to find.

    `holds`: `one` kind a file or `many`. `kinds`: those it can hold, `usual`: those it holds where none is named; empty: all.
    """

    name: str
    suffix: str
    what: str
    write: Writer
    holds: Literal["one", "many"] = "one"
    kinds: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()
    extra: str | None = None
    needs: str | None = None
