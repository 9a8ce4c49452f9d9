"""The commands that read pages: `read`, `reread`, `extract`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer

from pantau.cli.options import ConfigOption, JobsOption, StoreOption
from pantau.cli.terminal import FAILED, console, progress_bar, say, told, warn, write_lines
from pantau.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pantau.monitor import Change, Inputs
    from pantau.read.origin import Unread
    from pantau.store import Store

PathsArgument = Annotated[list[str], typer.Argument(metavar="PATHS", help="Files, folders, or - for standard input.")]
_NAMED = 20


@told
def read(paths: PathsArgument, store: StoreOption = None, jobs: JobsOption = 1, config: ConfigOption = None) -> None:
    """Read pages into the store: HTML, bare page text (.txt), JSON lines of articles.

    The bytes are kept for good. What is in the store already is left as it is, so a run that was stopped goes on where it stood.

    \b
    pantau read saved-pages/              a folder with all folders in it
    pantau read page.html news.jsonl      single files
    curl -s … | pantau read -             standard input
    pantau read archive/ --jobs 4         four processes

    Exit status: 0 every input was read, 1 some could not be (each is named), 2 wrong usage, as when none of the paths exists.
    """
    from pantau.cli.tables import summary_table
    from pantau.config import load_config
    from pantau.monitor import find_inputs
    from pantau.monitor import read as read_inputs
    from pantau.store import open_store

    settings, started = load_config(config), time.monotonic()
    inputs = find_inputs(paths)
    with open_store(store or settings.store) as opened, progress_bar("reading", inputs.size()) as progress:
        summary = read_inputs(inputs, opened, settings.folders, jobs=jobs, progress=progress)
    _warn_if_nothing(inputs)
    tell_unread(summary.unread)
    console().print(summary_table(summary, store or settings.store, time.monotonic() - started))
    if summary.unread:
        raise typer.Exit(FAILED)


@told
def reread(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATHS]", help="Names, ids or files of documents in the store.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every document in the store.")] = False,
    store: StoreOption = None,
    jobs: JobsOption = 1,
    config: ConfigOption = None,
) -> None:
    """Read kept documents again, after an upgrade or with a changed theatre, and say what changed.

    The new reading becomes the current one; the older ones are superseded and stay in the store.

    \b
    pantau reread --all
    pantau reread page-17                 one document, by name or id
    pantau reread saved-pages/            the documents of these files

    Exit status: 0 all were read again, 1 some could not be (their former reading stands), 2 wrong usage.
    """
    from pantau.cli.tables import changes_table
    from pantau.config import load_config
    from pantau.monitor import reread as reread_documents
    from pantau.store import open_store

    if bool(paths) == everything:
        raise UsageError("say which documents to read again", todo="give names, ids or files, or --all")
    settings = load_config(config)
    with open_store(store or settings.store, create=False) as opened:
        ids = opened.document_ids() if everything else _ids_of(paths or [], opened)
        with progress_bar("reading again", sum(opened.size_of(i) for i in ids)) as progress:
            changes = list(reread_documents(opened, ids, settings.folders, jobs=jobs, progress=progress))
    _tell_changes(changes, len(ids))
    if any(not change.is_empty for change in changes):
        console().print(changes_table(changes))
    if any(change.fault for change in changes):
        raise typer.Exit(FAILED)


@told
def extract(  # `jsonl` names the one form there is, so that others can join without changing what a script calls
    paths: PathsArgument,
    _jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line and document (the one form so far).")] = True,
    jobs: JobsOption = 1,
    config: ConfigOption = None,
) -> None:  # fmt: skip
    """Extract records without a store, to standard output.

    Offsets count code points of the decoded page; for HTML and JSON lines of the `text` in the same object.

    \b
    pantau extract pages/ --jsonl > records.jsonl
    pantau extract page.txt --jsonl | jq '.records[] | select(.kind == "claim")'

    Exit status: 0 every input was read, 1 some could not be (each is named), 2 wrong usage.
    """
    from pantau.config import load_config
    from pantau.monitor import extract_lines, find_inputs

    settings = load_config(config)
    inputs = find_inputs(paths)
    with progress_bar("extracting", inputs.size()) as progress:
        lines, unread = extract_lines(inputs, settings.folders, jobs=jobs, progress=progress)
    write_lines(lines)
    _warn_if_nothing(inputs)
    tell_unread(unread)
    if unread:
        raise typer.Exit(FAILED)


def _warn_if_nothing(inputs: Inputs) -> None:
    if not inputs.files and not inputs.missing:
        from pantau.monitor import SUFFIXES

        others = f" but {inputs.passed_over} files of other kinds" if inputs.passed_over else ""
        warn(f"nothing to read there{others} (taken from folders: {' '.join(SUFFIXES)})")


def tell_unread(unread: Sequence[Unread]) -> None:
    for each in unread[:_NAMED]:
        warn(f"{each.where}: {each.what} ({each.todo})")
    if len(unread) > _NAMED:
        warn(f"… and {len(unread) - _NAMED} more inputs could not be read (`pantau show problems` names them)")


def _ids_of(keys: Sequence[str], store: Store) -> list[str]:
    """Documents by name or id, and by files that still hold their bytes."""
    import hashlib
    from pathlib import Path

    from pantau.monitor import find_inputs

    ids: dict[str, None] = {}
    for key in keys:
        if not Path(key).exists():
            ids[store.document_id(key)] = None
            continue
        for file in find_inputs([key]).files:
            found = store.ids_from(file) | store.known([hashlib.sha256(Path(file).read_bytes()).hexdigest()])
            ids |= dict.fromkeys(sorted(found))
    if not ids:
        raise UsageError("none of these files is in the store", where=", ".join(keys), todo="run `pantau read` on them first")
    return list(ids)


def _tell_changes(changes: Sequence[Change], asked: int) -> None:
    changed = sum(not change.is_empty for change in changes)
    say(f"documents read again: {len(changes)}, {changed} of them changed; up to date: {asked - len(changes)}")
    for change in changes:
        if change.fault:
            warn(f"{change.name}: {change.fault}")
