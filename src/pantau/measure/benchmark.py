"""What a benchmark is: how its rows are loaded, how one row is read and scored, which figures come out, and who did how well before."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pantau.errors import InputError
from pantau.knowledge import Knowledge

Row = dict[str, Any]
Tally = Mapping[str, float]
"""What one document adds to every count: figures are made of sums of tallies, so that documents can be drawn again."""


class Data(NamedTuple):
    """Where benchmark files lie: a folder of them, a gold file, the folder of its pages, a table of place names; None: not given."""

    folder: Path | None = None
    gold: Path | None = None
    pages: Path | None = None
    places: Path | None = None


class Peer(NamedTuple):
    """Somebody else's figures on the same task: quoted with their source, or `here`, measured in this very run."""

    name: str
    figures: Mapping[str, float]
    source: str
    here: bool = False


class Rival(NamedTuple):
    """A peer that runs here: its name and its tally of one row, or with `whole` of all rows at once."""

    name: str
    tally: Callable[[Row], Tally] = lambda _row: {}
    whole: Callable[[list[Row]], list[Tally]] | None = None

    def tallies(self, rows: list[Row]) -> list[Tally]:
        """One tally a row."""
        return self.whole(rows) if self.whole else [self.tally(row) for row in rows]


class Benchmark(NamedTuple):
    """One benchmark.

    `load` gives its rows, or one sentence why there are none; `reader` makes the function that reads and scores one row; `figures`
    turns summed tallies into figures (its second argument: the sums over all rows, whatever was drawn); `rivals` are the peers
    that can be run here. `whole` stands in for `reader` where rows cannot be read one by one (groups of documents): it makes the
    function that scores all rows at once, one tally a row. A benchmark with neither waits for its converter.
    """

    name: str
    task: str
    language: str
    unit: str
    load: Callable[[Data], list[Row] | str]
    figures: Callable[[Tally, Tally], dict[str, float]] = lambda _drawn, _whole: {}
    reader: Callable[[Knowledge], Callable[[Row], Tally]] | None = None
    whole: Callable[[Knowledge], Callable[[list[Row]], list[Tally]]] | None = None
    peers: tuple[Peer, ...] = ()
    rivals: Callable[[], Iterator[Rival]] = lambda: iter(())
    notes: str = ""


def load_rows(path: Path, fields: Mapping[str, type]) -> list[Row]:
    """The JSON lines of a file, gzipped or not. Raises InputError for the first line that is none or lacks one of `fields`."""
    rows: list[Row] = []
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    rows.append(_row(line, f"{path}:{number}", fields))
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", where=str(path), todo="fetch the file again") from None
    return rows


def _row(line: str, where: str, fields: Mapping[str, type]) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(f"is no JSON: {error}", where=where, todo="one JSON object a line") from None
    if not isinstance(row, dict):
        raise InputError("is no JSON object", where=where, todo="one JSON object a line")
    for name, kind in fields.items():
        if not isinstance(row.get(name), kind):
            raise InputError(f"has no `{name}` of the right kind", where=where, todo=f"`{name}` is a {kind.__name__} in this file")
    return row


def rows_of(*names: str, **fields: type) -> Callable[[Data], list[Row] | str]:
    """A loader of the first of these files that the data folder holds; every row must have `fields`."""

    def load(data: Data) -> list[Row] | str:
        if data.folder is None:
            return "no data folder given (--data)"
        found = next((data.folder / name for name in names if (data.folder / name).is_file()), None)
        return load_rows(found, fields) if found else f"the data folder holds no {' or '.join(names)}"

    return load


def sum_of(tallies: Sequence[Tally]) -> dict[str, float]:
    """The tallies added up, key by key in order of first appearance."""
    total: dict[str, float] = {}
    for tally in tallies:
        for key, value in tally.items():
            total[key] = total.get(key, 0.0) + value
    return total
