"""The command that measures: `bench`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pantau.cli.options import ConfigOption
from pantau.cli.terminal import console, progress_bar, say, told
from pantau.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pantau.measure import Benchmark, Outcome

WIDE = 120
"""Columns of a terminal from which on the sources have room."""


@told
def bench(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAMES]", help="Benchmarks to run [default: all].")] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER", help="The folder of benchmark files.")] = None,
    gold: Annotated[Path | None, typer.Option("--gold", metavar="FILE", help="A gold set: JSON lines of pages' records.")] = None,
    pages: Annotated[Path | None, typer.Option("--pages", metavar="FOLDER", help="The kept pages of the gold set.")] = None,
    places: Annotated[Path | None, typer.Option("--places", metavar="FILE", help="A table of place names and their ids.")] = None,
    json: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write the figures as JSON.")] = None,
    markdown: Annotated[Path | None, typer.Option("--markdown", metavar="FILE", help="Write them as a page of the docs.")] = None,
    config: ConfigOption = None,
) -> None:
    """Measure pantau on benchmarks: figure, 95 % interval, peer, ratio, source.

    A benchmark whose files are not there is skipped with a line that says so. Nothing is learned from what is read here.

    \b
    pantau bench --data bench/ --gold gold.jsonl --pages pages/
    pantau bench places --places gold/places.toml
    pantau bench indotimex pfsa --data bench/ --json figures.json

    Exit status: 0 what could be run was run, 1 a file could not be read, 2 wrong usage.
    """
    from pantau import __version__
    from pantau.config import load_config
    from pantau.knowledge import load_knowledge
    from pantau.measure import Data, Outcome, as_json, as_markdown, load_taken, take

    folders, files = (("--data", data), ("--pages", pages)), (("--gold", gold), ("--places", places))
    for option, path, is_there in (*((*f, Path.is_dir) for f in folders), *((*f, Path.is_file) for f in files)):
        if path is not None and not is_there(path):
            raise UsageError("is not there", where=f"{option} {path}", todo="name one that is, or leave the option out")
    chosen = _chosen(names or [])
    knowledge = load_knowledge(load_config(config).folders)
    loaded = [load_taken(benchmark, Data(data, gold, pages, places), knowledge) for benchmark in chosen]
    total = sum(len(each.rows) for each in loaded if not isinstance(each, Outcome))
    with progress_bar("measuring", total) as progress:
        step = (lambda: progress(1, 1)) if progress else (lambda: None)
        outcomes = [each if isinstance(each, Outcome) else take(each, knowledge, step) for each in loaded]
    _show(outcomes)
    _write(json, as_json(outcomes, {"pantau": __version__, "knowledge": knowledge.hash}))
    _write(markdown, as_markdown(outcomes))


def _chosen(names: Sequence[str]) -> list[Benchmark]:
    """The benchmarks of these names in their own order; all where none is named."""
    from pantau.measure import BENCHMARKS

    known = [benchmark.name for benchmark in BENCHMARKS]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UsageError(f"no benchmark is called {', '.join(unknown)}", todo=f"there are {', '.join(known)}")
    return [benchmark for benchmark in BENCHMARKS if not names or benchmark.name in names]


def _show(outcomes: Sequence[Outcome]) -> None:
    from rich import box
    from rich.table import Table

    from pantau.measure import COLUMNS, table_rows

    shown = COLUMNS if console().width >= WIDE else COLUMNS[:-1]  # a narrow terminal has no room for the source: the files name it
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in shown:
        table.add_column(column, overflow="fold")
    for outcome in outcomes:
        for row in table_rows(outcome):
            table.add_row(*row[: len(shown)])
    if table.row_count:
        console().print(table)
    for outcome in outcomes:
        if outcome.skipped:
            say(f"{outcome.benchmark.name}: skipped, {outcome.skipped}")


def _write(path: Path | None, text: str) -> None:
    """A file, with the folder it lies in."""
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror or error}", where=str(path), todo="name another file") from None
    say(f"written: {path}")
