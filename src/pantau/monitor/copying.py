"""back_up, restore: the store → one file to keep elsewhere; such a file → the store.

A file gets its name only when it is whole, verified and on the disk: stopped at any moment, each name holds a whole store or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from pantau.errors import StoreError, UsageError
from pantau.model.decision import NO_ENTRY
from pantau.store import copying, journal, open_store
from pantau.store.copying import Step
from pantau.store.journal import Head
from pantau.store.migrations import MIGRATIONS
from pantau.store.opening import check_whose, opened_still, opened_to_read
from pantau.store.verifying import OF_ANY_FORM, QUICK, Fault, verify


class BackedUp(NamedTuple):
    """A copy that was made: its size in bytes, the journal's head in it, what copies stopped before left beside it."""

    path: Path
    size: int
    head: Head
    leftovers: tuple[Path, ...]


class Restored(NamedTuple):
    """What a store now holds (`head` of its journal), and where the one before lies: None where there was none.

    `lost`: how many entries of the journal of the one before are not in this; None where that could not be read.
    """

    head: Head
    kept: Path | None
    lost: int | None


def nothing_told(_what: str, _done: int, _of: int) -> None:
    """For who wants to know nothing of how far it is."""


def back_up(store: Path, file: Path, *, force: bool = False, step: Step = nothing_told) -> BackedUp:
    """Copy the store, as it stands at this moment, into `file`, while others read and write. Raises StoreError, UsageError."""
    _check_target(store, file, force=force)
    with copying.partial_beside(file) as partial:
        leftovers = tuple(path for path in copying.find_partials(file) if path != partial)
        copying.copy_pages(store, partial, step)
        head = _check_copy(partial, file, step)
        size = partial.stat().st_size
        try:
            copying.put_in_place(partial, file, over=force)
        except FileExistsError:
            raise _is_there(file) from None
    return BackedUp(file, size, head, leftovers)


def _check_target(store: Path, file: Path, *, force: bool) -> None:
    if not store.exists():
        raise StoreError("no store there", where=str(store), todo="name another --store")
    if file.is_dir():
        raise UsageError("is a folder", where=str(file), todo=f"name a file in it, as {file / store.name}")
    if not file.parent.is_dir():
        raise UsageError("its folder does not exist", where=str(file), todo=f"make the folder {file.parent}, or name another file")
    if file.exists() and file.samefile(store):
        raise UsageError("is the store itself", where=str(file), todo="name another file")
    if file.exists() and not force:
        raise _is_there(file)


def _is_there(file: Path) -> UsageError:
    return UsageError("is there already", where=str(file), todo="name another file, or give --force to put this in its place")


def _check_copy(partial: Path, file: Path, step: Step) -> Head:
    """The head of a copy's journal. Raises StoreError where the copy does not hold."""
    with opened_still(partial) as connection:
        is_newest = check_whose(connection, file) == len(MIGRATIONS)
        checks = QUICK if is_newest else [check for check in QUICK if check.name in OF_ANY_FORM]
        faults = [fault for found in verify(connection, checks, step) for fault in found.faults]
        if faults:
            raise StoreError(f"does not hold: {_worded(faults)}", where=str(file), todo="run `pantau verify` on the store it came from")
        return journal.load_head(connection) if is_newest else Head(0, NO_ENTRY)


def _worded(faults: Sequence[Fault]) -> str:
    more = f", and {len(faults) - 1} faults more" if len(faults) > 1 else ""
    return f"{faults[0].where}: {faults[0].what}{more}"


def restore(file: Path, store: Path, *, force: bool = False, step: Step = nothing_told) -> Restored:
    """Put the store in `file`, verified and brought up to date, in the place of `store`, which is kept as `….before-restore`.

    In one step: a desk that serves goes on with it. `force`, to move a file aside that cannot be opened as a store at all.
    """
    if not file.is_file():
        raise UsageError("no such file", where=str(file), todo="name the file that `pantau backup` wrote")
    if store.exists() and file.samefile(store):
        raise UsageError("is the store itself", where=str(file), todo="name the file that `pantau backup` wrote")
    whose = _whose_place(store, force=force)
    copying.check_room(store.parent, 2 * copying.size_of(file) + copying.size_of(store))
    with copying.partial_beside(store) as partial:
        copying.copy_pages(file, partial, step)
        _bring_up_to_date(partial, file)
        head = _check_copy(partial, file, step)
        if whose == "ours":
            return _put_over(partial, store, head, step)
        kept = _free_name(store) if any(store.with_name(store.name + s).exists() for s in ("", *copying.SIDES)) else None
        if kept is not None:  # a write-ahead log without its file too: the new one must not take it for its own
            copying.move_aside(store, kept)
        copying.put_in_place(partial, store)
        return Restored(head, kept, None if kept else 0)


def _whose_place(store: Path, *, force: bool) -> str:
    """Whose file lies where the store is to be put. Raises StoreError where it must not be touched."""
    if store.is_dir() or not store.parent.is_dir():
        raise UsageError("is no place for a store", where=str(store), todo="name a file in a folder that is there")
    whose = copying.find_whose(store)
    if whose == "another":
        raise StoreError("is a database of another program", where=str(store), todo="name another --store; it was left as it is")
    if whose == "damaged" and not force:
        raise StoreError("cannot be opened as a store", where=str(store), todo="give --force to move it aside and restore in its place")
    return "damaged" if force and whose == "ours" else whose


def _bring_up_to_date(partial: Path, file: Path) -> None:
    """Migrate a copy of an older form, so that a desk that only reads can go on with it."""
    try:
        with opened_still(partial):  # ours: an empty file would become a new store
            pass
        with open_store(partial, create=False):
            pass
    except StoreError as error:
        raise StoreError(error.what, where=str(file), todo=error.todo) from None
    copying.see_onto_disk(partial)


def _put_over(partial: Path, store: Path, head: Head, step: Step) -> Restored:
    kept = _free_name(store)

    def keep() -> None:
        with copying.partial_beside(kept) as copy:
            copying.copy_pages(store, copy, lambda _what, done, of: step("keeping the one before", done, of))
            copying.put_in_place(copy, kept, over=True)  # of this very call: the name was free

    try:
        copying.overwrite(partial, store, keep, step)
    except StoreError:
        kept.unlink(missing_ok=True)  # of a store that is as it was
        raise
    return Restored(head, kept, _count_lost(kept, store))


def _free_name(store: Path) -> Path:
    """`….before-restore`, with a number where there is one of that name."""
    names = (store.with_name(f"{store.name}.before-restore{f'-{n}' if n > 1 else ''}") for n in count(1))
    return next(name for name in names if not name.exists())


def _count_lost(kept: Path, store: Path) -> int | None:
    """How many entries of the journal of the one before the restored one does not go through."""
    try:
        with opened_still(kept) as before, opened_to_read(store) as after:
            return journal.count_apart(before, after)
    except StoreError:
        return None
