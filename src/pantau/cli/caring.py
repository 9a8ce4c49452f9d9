"""The commands that care for the store: `backup`, `restore`, `verify`, `withdraw`."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pantau.cli.options import ConfigOption, StoreOption
from pantau.cli.terminal import FAILED, progress_bar, say, stage_bar, told, warn
from pantau.errors import UsageError
from pantau.model.account import DESK

if TYPE_CHECKING:
    from pantau.monitor.withdrawing import By, Erased
    from pantau.store import Store
    from pantau.store.verifying import Found

_NAMED = 20  # faults of one check


def _store_of(store: Path | None, config: Path | None) -> Path:
    from pantau.config import load_config

    return store or load_config(config).store


@told
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")],
    force: Annotated[bool, typer.Option("--force", help="Put it in the place of a file that is there.")] = False,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Copy the store into one file, while the desk serves and others write.

    The copy is of one moment, verified, and gets its name when it is whole: a file of that name can be trusted. It is a store like any
    other: `--store FILE` looks into it.

    \b
    pantau backup /media/stick/pantau-2020-10-26.db
    pantau backup nightly.db --force --store monitor.db

    Exit status: 0 done, 1 it could not be (nothing lies under the name that did not before), 2 wrong usage.
    """
    from pantau.monitor.copying import back_up

    started = time.monotonic()
    with stage_bar() as step:
        done = back_up(_store_of(store, config), file, force=force, step=step)
    say(f"backup: {done.path.resolve()}, {done.size / 1_000_000:.1f} MB, verified, in {time.monotonic() - started:.1f} s")
    say(f"journal head {done.head}")
    for left in done.leftovers:
        warn(f"{left}: of a backup that was stopped, or is under way (remove it if none is)")


@told
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `pantau backup` wrote.")],
    force: Annotated[bool, typer.Option("--force", help="Move aside what is there: for a damaged store.")] = False,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Put a backup in the place of the store, once it is verified. The one before is kept beside it as `….before-restore`.

    In one step, even while the desk serves: it goes on with what was restored. `--force` renames files instead; use it when nobody else
    has the store open, where it is too damaged to be written over.

    \b
    pantau restore /media/stick/pantau-2020-10-26.db
    pantau restore nightly.db --store monitor.db

    Exit status: 0 done, 1 it could not be (the store is as it was), 2 wrong usage.
    """
    from pantau.monitor.copying import restore as put_back

    path = _store_of(store, config)
    with stage_bar() as step:
        done = put_back(file, path, force=force, step=step)
    say(f"restored: {path.resolve()}, journal head {done.head}")
    if done.kept is not None:
        say(f"the one before: {done.kept}")
    if done.lost:
        warn(f"{done.lost} entries of the journal of the one before are not in this one (`pantau journal show --store {done.kept}`)")


@told
def verify(
    quick: Annotated[bool, typer.Option("--quick", help="File, references, readings and journal alone.")] = False,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Check that everything in the store is as it was written.

    Kept bytes against their hashes, spans against texts, quotes against the words there, references, the file itself, the search, what
    joins documents, the journal, what was withdrawn. Others may read and write meanwhile; for the index of words, at the end, who
    writes must wait.

    \b
    pantau verify
    pantau verify --quick --store monitor.db

    Exit status: 0 everything holds, 1 something does not (each fault is named), 2 wrong usage.
    """
    from pantau.monitor.verifying import verify_store

    path, started, faulty = _store_of(store, config), time.monotonic(), 0
    with stage_bar() as step:
        results = []
        for found in verify_store(path, quick=quick, step=step):
            results.append((found, time.monotonic() - started))
            faulty += found.faulty
    _print_checks(results)
    if faulty:
        warn(f"{path}: {faulty} faults")
        raise typer.Exit(FAILED)
    say(f"{path} holds, in {time.monotonic() - started:.1f} s")


def _print_checks(results: list[tuple[Found, float]]) -> None:
    before = 0.0
    for found, at in results:
        state = "holds" if not found.faulty else f"{found.faulty} faults"
        say(f"{found.check:<15} {found.seen:>10} {found.things:<20} {state:<12} {at - before:6.1f} s")
        before = at
        for fault in found.faults[:_NAMED]:
            warn(f"{fault.where}: {fault.what}")
        if found.faulty > _NAMED:
            warn(f"… and {found.faulty - _NAMED} faults more of this check")
        for note in found.notes[:_NAMED]:
            say(f"  {note}")


@told
def withdraw(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its id, the start of it, or its name.")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason: it stays, and is shown where the page was.")],
    is_erased: Annotated[bool, typer.Option("--erase", help="Delete it for good: bytes, texts, records, every word.")] = False,
    is_undone: Annotated[bool, typer.Option("--undo", help="Let a withdrawn document count again.")] = False,
    is_allowed: Annotated[bool, typer.Option("--allow", help="Let the bytes of an erased document be read again.")] = False,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides [default: your login name].")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Erase without asking back.")] = False,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Take a document out of the record by decision, with the reason in the journal.

    Withdrawn, it is kept and its page says why; its records count nowhere: not in incidents, origins, ledger, matrix, search, exports.
    Erased, it is gone from the store for good: hash, reason, who and when stay, and the same bytes are not read again. Backups, exports
    and reports made before still hold it: erase it there.

    \b
    pantau withdraw page-17 --why "the outlet retracted it on 3 November"
    pantau withdraw page-17 --undo --why "the retraction was of another page"
    pantau withdraw 5f3c90 --erase --why "court order 12/2020" --by siti
    pantau withdraw 5f3c90 --allow --why "the order was lifted"

    Exit status: 0 done, 1 it could not be, 2 wrong usage.
    """
    from pantau.config import load_config
    from pantau.monitor.withdrawing import By, take_back
    from pantau.monitor.withdrawing import withdraw as take_out
    from pantau.store import open_store

    if is_erased + is_undone + is_allowed > 1:
        raise UsageError("--erase, --undo and --allow exclude one another", todo="give one of them")
    settings = load_config(config)
    decider = By(by or _login_name(), "command line", datetime.now(UTC), why)
    with open_store(store or settings.store, create=False) as opened, progress_bar("linking", 0) as progress:
        if is_erased:
            _erase(opened, document, decider, settings.folders, yes=yes)
        elif is_undone or is_allowed:
            what = "erased" if is_allowed else "withdrawn"
            found = take_back(opened, document, decider, settings.folders, what=what, progress=progress)
            say(f"document {found.document}: {'its bytes may be read again' if is_allowed else 'counts again'}")
        else:
            gone = take_out(opened, document, decider, settings.folders, progress=progress)
            say(f"withdrawn: document {gone.document} (journal entry {gone.entry}); its page stays and says why, it counts nowhere")


def _login_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return DESK


def _erase(store: Store, key: str, by: By, folders: tuple[Path, ...], *, yes: bool) -> None:
    from pantau.cli.words import shown
    from pantau.monitor.withdrawing import describe, erase

    for line in describe(store, key):
        say(shown(line))
    if not yes:
        _ask_back()
    done = erase(store, key, by, folders)
    say(f"erased: document {done.document} (journal entry {done.entry}), {done.rows} rows")
    _tell_remains(store, done)
    if not done.is_clean:
        todo = "run the same command again when nobody reads"
        warn(f"its words may still lie in free pages of the file: somebody was reading all the time ({todo})")
        raise typer.Exit(FAILED)


def _ask_back() -> None:
    if not sys.stdin.isatty():
        raise UsageError("nothing was erased: this cannot be undone", todo="give --yes where nobody can be asked")
    if typer.prompt("this cannot be undone; type `erase` to go on", default="", show_default=False).strip() != "erase":
        raise UsageError("nothing was erased", todo="type the word, or give --yes")


def _tell_remains(store: Store, done: Erased) -> None:
    """Where words of it still stand: told, for a person to decide."""
    for relative in done.relatives:
        say(f"still there: document {relative.document[:12]} ({relative.name}), {relative.relation} of the same words")
    for copy in done.copies:
        say(f"still there: {copy.rows} rows of table {copy.table} have words of it")
    name = store.path.name
    beside = [path for path in store.path.parent.glob(f"*{name}.*") if "before-restore" in path.name or path.suffix == ".partial"]
    for path in sorted(beside):
        say(f"still there: {path} was made before, and may hold it")
    say("backups, exports and reports made before still hold it: erase it there")
