"""The commands that bring documents together: `import`, `relink`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pantau.cli.options import ConfigOption, StoreOption
from pantau.cli.reading import tell_unread
from pantau.cli.terminal import FAILED, progress_bar, say, told


@told
def import_(
    records: Annotated[Path, typer.Argument(metavar="RECORDS", help="Records in the interchange form: JSON lines.")],
    pages: Annotated[Path, typer.Option("--pages", metavar="FOLDER", help="The pages they were made from, named as `document`.")],
    maker: Annotated[str | None, typer.Option("--maker", metavar="NAME", help="Who made them [default: the file's name].")] = None,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Take records that people or another program made into the store, marked with their maker.

    The form is that of `pantau extract --jsonl`: one object a page, its `document` the page file's name without suffix. Slots
    without words of their own are marked `inferred: import`. A line that does not fit its page is named and left out whole.

    \b
    pantau import annotated.jsonl --pages kept-pages/
    pantau import acled.jsonl --pages kept-pages/ --maker acled --store monitor.db

    Exit status: 0 every line was taken, 1 some could not be (each is named), 2 wrong usage.
    """
    from pantau.config import load_config
    from pantau.monitor import import_records
    from pantau.store import open_store

    settings = load_config(config)
    size = records.stat().st_size if records.is_file() else 0
    path = store or settings.store
    with open_store(path) as opened, progress_bar("importing", size) as progress:
        done = import_records(records, pages, opened, settings.folders, maker=maker or records.stem, progress=progress)
    tell_unread(done.unread)
    say(f"imported into {path}: {done.records} records of {done.new} pages; {done.known} pages known already")
    if done.unread:
        raise typer.Exit(FAILED)


@told
def relink(
    scratch: Annotated[
        bool, typer.Option("--scratch", help="Use nothing that was kept of an earlier linking but the incidents' ids.")
    ] = False,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:  # fmt: skip
    """Join what the pages say: who copied whom, which records are about one happening, which claim answers which.

    Only what is new or changed is compared again; from scratch it comes to the same. `pantau show incidents` and the report link by
    themselves where it was not done since the last page came in.

    \b
    pantau relink
    pantau relink --scratch --store monitor.db
    """
    from pantau.config import load_config
    from pantau.monitor import relink as relink_store
    from pantau.store import open_store

    settings = load_config(config)
    path = store or settings.store
    with open_store(path, create=False) as opened, progress_bar("linking", 0) as progress:
        done = relink_store(opened, settings.folders, scratch=scratch, progress=progress)
    if done.was_current:
        say("nothing has changed since the last linking")
    say(
        f"{done.documents} documents: {done.families} families of one text, {done.incidents} incidents told by more than one record, "
        f"{done.answers} answers"
    )
    if done.changes:
        say("incidents " + ", ".join(f"{kind}: {number}" for kind, number in done.changes.items()))
