"""The commands that hand on and try out: `report`, `demo`, `theatre check`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pantau.cli.looking import make_filter
from pantau.cli.options import ConfigOption, FromOption, JobsOption, PartyOption, StoreOption, TheatreOption, ToOption
from pantau.cli.terminal import FAILED, WRONG_USAGE, console, say, told, warn
from pantau.errors import UsageError

if TYPE_CHECKING:
    from pantau.store import Filter, Store

DEMO_STORE, DEMO_REPORT = "pantau-demo.db", "pantau-report.html"


@told
def report(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The HTML file to write.")] = Path(DEMO_REPORT),
    since: FromOption = None,
    until: ToOption = None,
    party: PartyOption = None,
    theatre: TheatreOption = None,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="What stands at its head.")] = "pantau: the record",
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Write the record as one HTML file that needs no network: every entry opens to its sentence in the page.

    \b
    pantau report
    pantau report --out october.html --theatre karabakh --from 2020-10-01 --to 2020-10-31
    """
    from pantau.config import load_config
    from pantau.store import open_store

    settings = load_config(config)
    asked = any((since, until, party, theatre))
    wanted = make_filter(since, until, party, theatre, settings.folders)
    with open_store(store or settings.store, create=False) as opened:
        _write_report(opened, out, title, wanted if asked else None, settings.folders)
    say(f"report: {out.resolve()}")


def _write_report(store: Store, out: Path, title: str, wanted: Filter | None, folders: tuple[Path, ...]) -> None:
    from pantau.monitor import join
    from pantau.report import write_report

    try:
        pages = [
            (replace(document, problems=(*document.problems, *store.problems_of(document.id))), records)
            for document, records in store.pages(wanted)
        ]
        write_report(pages, out, title=title, joined=join(store, folders))
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror or error}", where=str(out), todo="name another --out") from None


@told
def demo(
    folder: Annotated[Path, typer.Option("--folder", metavar="FOLDER", help="Where to write the store and the report.")] = Path(),
    jobs: JobsOption = 1,
) -> None:
    """Read the sample pages that come with pantau, the way any pages are read, and show what joins them.

    Incidents with their status, who copied whom, the claims about one incident, ceasefires with alleged breaks, the best known
    figures, findings of the checks: the main ones of each, in the tables of `pantau show`.

    Writes pantau-demo.db (made afresh each time) and pantau-report.html into the working folder.

    \b
    pantau demo
    pantau demo --folder /tmp
    """
    import time

    from pantau.cli.digest import show_digest
    from pantau.cli.tables import summary_table
    from pantau.config import NAME, load_config
    from pantau.monitor import find_inputs, join, read
    from pantau.store import open_store, remove_store

    if not folder.is_dir():
        raise UsageError("no such folder", where=str(folder), todo="make it, or name another --folder")
    store, page, started = folder / DEMO_STORE, folder / DEMO_REPORT, time.monotonic()
    remove_store(store)
    samples = find_samples()
    folders = load_config(samples / NAME).folders  # the invented outlets of the samples, as a user names her own
    with open_store(store) as opened:
        summary = read(find_inputs([str(samples)]), opened, folders, jobs=jobs)
        console().print(summary_table(summary, store, time.monotonic() - started))
        show_digest(join(opened, folders))
        _write_report(opened, page, "pantau: the sample pages", None, folders)
    say(f"report: {page.resolve()} (open it in a browser)")
    _say_what_next(store)
    if summary.unread:
        raise typer.Exit(FAILED)


def _say_what_next(store: Path) -> None:
    """Commands to try on what the demo read, and the one for the user's own pages."""
    import os
    import shlex
    import shutil
    import sys

    named = f"--store {shlex.quote(str(store))}"
    is_found = shutil.which("pantau") is not None
    say("go on:" if is_found else f"go on (pantau is {os.path.relpath(sys.argv[0])} here):")
    for command, what in (
        (f"pantau show incidents {named}", "all of them, with the words"),
        (f"pantau show incident I2 {named}", "why one stands as it does"),
        (f"pantau show claims --party AZE {named}", "who accuses, denies, demands"),
        (f"pantau show document 05-menuju-washington {named}", "one page, the words of every value"),
        ("pantau read your-pages/", "the same with pages of your own"),
        (f"pantau serve {named} --config {shlex.quote(str(find_samples() / 'pantau.toml'))}", "the desk: all of it in your browser"),
    ):
        say(f"  {command:<64}  {what}")


def find_samples() -> Path:
    """The sample pages: in the installed package, else in the checkout it runs from."""
    package = Path(__file__).parents[1]
    for folder in (package / "examples" / "karabakh", package.parents[1] / "examples" / "karabakh"):
        if folder.is_dir():
            return folder
    raise UsageError("the sample pages are not installed", todo="install pantau again, or run it from a checkout")


@told
def check(files: Annotated[list[Path], typer.Argument(metavar="FILES", help="Theatre files (TOML).")]) -> None:
    """Check theatre files: every fault is named with its file and line.

    \b
    pantau theatre check theatres/my-conflict.toml

    Exit status: 0 no fault, 2 some.
    """
    from pantau.world import check_theatre

    faulty = False
    for file in files:
        faults = check_theatre(file)
        for fault in faults:
            warn(fault)
        faulty = faulty or bool(faults)
        if not faults:
            say(f"{file}: good")
    if faulty:
        raise typer.Exit(WRONG_USAGE)
