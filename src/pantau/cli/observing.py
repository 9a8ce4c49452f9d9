"""The commands of field reports: `observe add`, `observe import`, `observe template`, `observe list`."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pantau.cli.options import ConfigOption, StoreOption
from pantau.cli.terminal import FAILED, console, progress_bar, say, told, warn
from pantau.errors import UsageError
from pantau.model.account import DESK

if TYPE_CHECKING:
    from pantau.model.account import Person

ByOption = Annotated[
    str, typer.Option("--by", metavar="NAME", help="In whose name they are filed: the observer's account [default: desk].")
]


@told
def add(
    fields: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE…", help="The fields of the report, as in the template.")],
    photos: Annotated[list[Path] | None, typer.Option("--photo", metavar="FILE", help="A photograph: JPEG, PNG or WebP.")] = None,
    by: ByOption = DESK,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """File one field report: what an observer heard, saw, recorded or was told.

    All faults are told together, and then nothing is filed. The same report filed twice is one. It joins the incidents at the next
    `pantau relink`. The fields are those of `pantau observe template`; docs/field-reports.md says what each means.

    \b
    pantau observe add theatre=karabakh from=2020-10-26T08:10+04:00 means=heard what=shelling position=Stepanakert count=17
    pantau observe add theatre=karabakh from=2020-10-26T10:00+04:00 means=seen what=access_refused position=Martuni refused_by="a guard"

    Exit status: 0 filed or known, 2 faults.
    """
    from pantau.config import load_config
    from pantau.monitor.observing import observe
    from pantau.monitor.report_columns import Refused
    from pantau.store import open_store

    settings = load_config(config)
    values = _values(fields)
    files = [_read(photo) for photo in photos or ()]
    path = store or settings.store
    with open_store(path) as opened:
        try:
            done = observe(
                opened, values, _person(by), datetime.now(UTC), settings.folders, mission=settings.mission, photos=files
            )
        except Refused as refused:
            raise UsageError("\n".join(fault.words for fault in refused.faults), todo="nothing was filed") from None
    say(f"{'known already' if done.is_known else 'filed'} in {path}: {done.document}")
    say("it joins the incidents at the next `pantau relink`")


def _values(fields: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for each in fields:
        name, mark, value = each.partition("=")
        if not mark or name in values:
            what = "is there twice" if mark else "is no field with a value"
            raise UsageError(f"`{each[:60]}` {what}", todo="write FIELD=VALUE, each field once")
        values[name] = value
    return values


def _read(photo: Path) -> bytes:
    from pantau.read.photo import MOST_BYTES

    try:
        with photo.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror or error}", where=str(photo)) from None


def _person(by: str) -> Person:
    from pantau.model.account import NAME, Person

    if not re.fullmatch(NAME, by):
        raise UsageError("is no account's name", where=f"--by {by!r}", todo="small letters, digits, `.`, `_`, `-`; two at least")
    return Person(by, "", "administrator" if by == DESK else "observer", via="command line")


@told
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file with the columns of `pantau observe template`.")],
    by: ByOption = DESK,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """File the rows of a CSV file as field reports: all of them, or none.

    UTF-8 (with or without its mark) or UTF-16; columns parted by `,`, `;` or tabulators. All faults of all rows are told together,
    each with its row and column, and then nothing is filed. Rows that were filed before are known and add nothing.

    \b
    pantau observe template > reports.csv
    pantau observe import reports.csv --by siti

    Exit status: 0 every row is filed or known, 1 some are faulty and nothing was filed, 2 wrong usage.
    """
    from pantau.config import load_config
    from pantau.monitor.report_import import import_observations
    from pantau.store import open_store

    settings = load_config(config)
    path = store or settings.store
    with open_store(path) as opened, progress_bar("field reports", 0) as progress:
        done = import_observations(
            file, opened, _person(by), datetime.now(UTC), settings.folders, mission=settings.mission, progress=progress
        )
    for fault in done.faults:
        warn(f"{file}: {fault}")
    if done.faults:
        more = f", {done.more:,} of them not listed" if done.more else ""
        warn(f"{len(done.faults) + done.more:,} faults{more}: nothing was filed; mend them and import the file again")
        raise typer.Exit(FAILED)
    repeated = f"; {done.repeated:,} rows say the same as an earlier one" if done.repeated else ""
    say(f"filed into {path}: {done.new:,} field reports; {done.known:,} known already{repeated}")
    say("they join the incidents at the next `pantau relink`")


@told
def template() -> None:
    """Write a CSV file with all columns and one example row, to fill in.

    \b
    pantau observe template > reports.csv
    """
    import sys

    from pantau.monitor.report_import import write_template

    sys.stdout.buffer.write(b"\xef\xbb\xbf" + write_template().encode("utf-8"))  # the mark tells spreadsheets that it is UTF-8
    sys.stdout.buffer.flush()


@told
def list_(
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Only this observer's.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000, metavar="N", help="At most so many.")] = 50,
    theatres: Annotated[bool, typer.Option("--theatres", help="List the conflicts a report may belong to instead.")] = False,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """List field reports, the one filed last first; those that were corrected say by which.

    \b
    pantau observe list --by siti
    pantau observe list --theatres
    """
    from rich.table import Table

    from pantau.config import load_config
    from pantau.monitor.work import knowledge_of
    from pantau.store import open_store
    from pantau.store.observations import count_filed, list_filed

    settings = load_config(config)
    if theatres:
        table = Table("id", "conflict", "time zone")
        for theatre in sorted(knowledge_of(settings.folders).world.theatres, key=lambda each: each.id):
            table.add_row(theatre.id, theatre.name, theatre.timezone)
        console().print(table)
        return
    table = Table("document", "filed", "observer", "conflict", "what", "from", "to", "stands")
    with open_store(store or settings.store, create=False) as opened:
        for each in opened.ask(list_filed, observer=by, limit=limit):
            stands = "yes" if each.corrected_by is None else f"no: corrected by {each.corrected_by[:12]}"
            table.add_row(
                each.document[:12], each.filed_at, each.observer, each.theatre, each.what, each.began_at, each.ended_at, stands
            )
        number = opened.ask(count_filed, observer=by)
    console().print(table)
    if number > limit:
        say(f"{number - limit:,} more: --limit {number}")
