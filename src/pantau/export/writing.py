"""Files of rows: which kinds go into which file, and every file whole or not at all."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pantau.errors import UsageError
from pantau.export.columns import Row
from pantau.export.material import Material
from pantau.export.rows import Table
from pantau.export.sheets import Exporter, Remarks, Sheet

FOLDER = Path("pantau-export")
"""Where files go that nobody named, when there are several."""


class Written(NamedTuple):
    """A file, how many rows of each kind it holds, and what is to be said of it."""

    path: Path
    rows: dict[str, int]
    remarks: Remarks


def write_files(exporter: Exporter, tables: Sequence[Table], material: Material, out: Path | None = None) -> Iterator[Written]:
    """Write rows of these kinds: into one file, or into a folder with one file a kind where the format holds one each.

    Raises UsageError where a file cannot be written, or one file is named for several.
    """
    for path, some in _plan(exporter, tables, out):
        with whole_file(path) as file:
            rows, remarks = write_stream(exporter, some, material, file)
        yield Written(path, rows, remarks)


def write_stream(exporter: Exporter, tables: Sequence[Table], material: Material, out: BinaryIO) -> tuple[dict[str, int], Remarks]:
    """Write rows of these kinds one after the other; how many of each, and the format's remarks."""
    counted: Counter[str] = Counter({table.plural: 0 for table in tables})

    def count(table: Table) -> Iterator[Row]:
        for row in table.rows(material):
            counted[table.plural] += 1
            yield row

    remarks = exporter.write(out, (Sheet(table, count(table)) for table in tables))
    return dict(counted), remarks


def _plan(exporter: Exporter, tables: Sequence[Table], out: Path | None) -> list[tuple[Path, Sequence[Table]]]:
    """The files to write, each with its kinds."""
    if exporter.holds == "one" and len(tables) > 1:
        folder = out or FOLDER
        if folder.suffix == f".{exporter.suffix.rpartition('.')[2]}" and not folder.is_dir():
            todo = f"choose a kind with --kind, as {tables[0].plural}, or name a folder"
            raise UsageError(f"one file cannot hold {len(tables)} kinds of rows as {exporter.name}", where=str(folder), todo=todo)
        make_folder(folder)
        return [(folder / _name(exporter, table.plural), [table]) for table in tables]
    name = _name(exporter, tables[0].plural if len(tables) == 1 else "pantau")
    path = Path(name) if out is None else out / name if out.is_dir() else out
    return [(path, tables)]


def _name(exporter: Exporter, stem: str) -> str:
    return f"{stem}.{exporter.suffix}"


def make_folder(folder: Path) -> Path:
    """The folder, made where there was none. Raises UsageError where it cannot be."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return folder


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that comes into its place when it is complete; before that it bears another name beside it (`.claims.csv.123.part`), gone
    after an error. A pipe or a device is written into. Raises UsageError where it cannot be written."""
    path = path.resolve() if path.is_symlink() else path  # a link stays a link
    is_special = path.exists() and not path.is_file() and not path.is_dir()
    half = path if is_special else path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with half.open("wb") as file:
            yield file
        if half != path:
            half.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        if half != path:
            with suppress(OSError):
                half.unlink()


def _unwritable(path: Path, error: OSError) -> UsageError:
    return UsageError(f"cannot be written: {error.strerror or error}", where=str(path), todo="name another --out")
