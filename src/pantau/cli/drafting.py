"""The command that proposes a theatre: `theatre draft`."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from pantau.cli.options import ConfigOption, JobsOption
from pantau.cli.reading import PathsArgument, tell_unread
from pantau.cli.terminal import FAILED, progress_bar, say, told
from pantau.errors import UsageError

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


@told
def draft(
    paths: PathsArgument,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to write [default: standard output].")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    theatre_id: Annotated[str | None, typer.Option("--id", metavar="ID", help="The theatre's id [default: the folder's name].")] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="TEXT", help="Its name [default: the two sides].")] = None,
    least: Annotated[
        int | None, typer.Option("--least", min=1, metavar="N", help="Pages an entry must stand on [default: 2, or one in a hundred].")
    ] = None,
    jobs: JobsOption = 1,
    config: ConfigOption = None,
) -> None:  # fmt: skip
    """Propose a theatre file from pages about a conflict that pantau does not know: a start to correct by hand.

    The two sides, who stands with them, brokers, groups nobody knows yet, persons with their offices, places, the period: each with
    the number of its pages and one example. What is unsure is marked TODO. The same pages give the same file in any order.

    \b
    pantau theatre draft pages/ --out theatres/my-conflict.toml
    pantau theatre draft pages/ --id my-conflict --name "My conflict" --least 5 > draft.toml
    pantau theatre draft archive/ --jobs 4 --out draft.toml --force

    Exit status: 0 every input was read, 1 some could not be or nothing could be proposed, 2 wrong usage.
    """
    from pantau.config import load_config
    from pantau.monitor import draft_theatre, find_inputs

    if theatre_id is not None and not _ID.match(theatre_id):
        raise UsageError(f"{theatre_id!r} is no id", where="--id", todo="write it in small letters, digits and hyphens, as my-conflict")
    if out is not None and out.exists() and not force:
        raise UsageError("is there already", where=str(out), todo="name another --out, or give --force to write over it")
    inputs, settings = find_inputs(paths), load_config(config)
    with progress_bar("drafting", inputs.size()) as progress:
        text, unread = draft_theatre(
            inputs, settings.folders, theatre_id=theatre_id or _id_of(paths[0]), name=name, least=least, jobs=jobs, progress=progress
        )
    if out is None:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
    else:
        _write(out, text.encode("utf-8"))
        say(f"written: {out} (correct it by hand, then run `pantau theatre check {out}`)")
    tell_unread(unread)
    if unread:
        raise typer.Exit(FAILED)


def _id_of(path: str) -> str:
    """An id made of a path's last part."""
    plain = unicodedata.normalize("NFKD", Path(path).resolve().stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "draft"


def _write(path: Path, data: bytes) -> None:
    """The whole file or none: written beside its place and moved there in one step."""
    part = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(prefix=f".{path.name}", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as opened:
            opened.write(data)
        Path(part).chmod(0o666 & ~_umask())
        Path(part).replace(path)
    except OSError as error:
        if part is not None:
            with suppress(OSError):
                Path(part).unlink()
        raise UsageError(f"cannot be written: {error.strerror or error}", where=str(path), todo="name another --out") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
