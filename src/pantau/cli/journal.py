"""The commands of the journal: `journal verify`, `journal head`, `journal show`."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pantau.cli.options import ConfigOption, StoreOption
from pantau.cli.terminal import FAILED, console, say, told, warn, write_lines
from pantau.errors import UsageError

if TYPE_CHECKING:
    from pantau.model.decision import JournalEntry
    from pantau.store import Store
    from pantau.store.journal import Head, Verified

_HEAD = re.compile(r"(\d{1,15}):([0-9a-f]{64})")
_NAMED = 100
_SHOWN = 50


@told
def verify(
    head: Annotated[
        str | None, typer.Option("--head", metavar="N:HASH", help="A head that was published: must the journal still go through it?")
    ] = None,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:  # fmt: skip
    """Look every entry of the journal through: whether one was altered, removed, put in or moved, and which.

    Who can write the file could write the whole chain anew: only a head that was published before (`pantau journal head`) proves that
    nobody did.

    \b
    pantau journal verify
    pantau journal verify --head "$(cat head-of-monday.txt)"

    Exit status: 0 the journal holds, 1 it does not (each entry is named) or the store cannot be read, 2 wrong usage.
    """
    import time

    published, started = _parse_head(head) if head else None, time.monotonic()
    with _opened(store, config) as opened:
        from pantau.store import journal

        found = opened.ask(journal.verify, published=published)
    for note in found.notes[:_NAMED]:
        say(f"entry {note.number}: {note.what}")
    if found.faults:
        _tell_faults(found)
        raise typer.Exit(FAILED)
    through = f", and it goes through entry {published.number} as published" if published else ""
    say(f"the journal holds: {found.entries} entries in {time.monotonic() - started:.1f} s{through}")
    say(f"head {found.head}")


def _tell_faults(found: Verified) -> None:
    for fault in found.faults[:_NAMED]:
        warn(f"entry {fault.number}: {fault.what}")
    more = len(found.faults) - _NAMED
    warn(f"the journal does not hold: {len(found.faults)} faults{f', {more} of them not named here' if more > 0 else ''}")


def _parse_head(typed: str) -> Head:
    from pantau.store.journal import Head

    found = _HEAD.fullmatch(typed.strip())
    if found is None:
        raise UsageError(f"{typed[:90]!r} is no head", where="--head", todo="give what `pantau journal head` printed, as 17:9f86…")
    return Head(int(found[1]), found[2])


@told
def head(store: StoreOption = None, config: ConfigOption = None) -> None:
    """Print the number and hash of the newest entry: to publish, or to leave with somebody else, as proof of the journal up to it.

    \b
    pantau journal head
    pantau journal head >> heads-sent-to-headquarters.txt
    """
    with _opened(store, config) as opened:
        from pantau.store import journal

        say(str(opened.ask(journal.load_head)))


@told
def show(
    subject: Annotated[str | None, typer.Option("--subject", metavar="ID", help="About this record, incident, account …")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Of this person.")] = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar="KIND", help="Of this kind, as confirm; may be given more than once.")
    ] = None,
    last: Annotated[int | None, typer.Option("--last", min=1, metavar="N", help=f"The newest N [default: {_SHOWN}].")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines, all of them unless --last is given.")] = False,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:  # fmt: skip
    """Show what people decided and did: who, when, why, what stood before and what after.

    \b
    pantau journal show
    pantau journal show --subject I17                    about one incident
    pantau journal show --by siti --kind verify --kind confirm
    pantau journal show --json > journal.jsonl           all of it, with the hashes
    """
    from pantau.model.decision import ENTRY_KINDS

    wrong = [one for one in kind or () if one not in ENTRY_KINDS]
    if wrong:
        raise UsageError(f"no kind of entry: {', '.join(wrong)}", where="--kind", todo=f"one of {', '.join(ENTRY_KINDS)}")
    with _opened(store, config) as opened:
        found = _find(opened, subject, by, kind)
        if as_json:
            write_lines(json.dumps(_row(entry), ensure_ascii=False) for entry in (deque(found, last) if last else found))
            return
        entries = list(deque(found, (last or _SHOWN) + 1))
    _print(entries, last or _SHOWN)


def _find(opened: Store, subject: str | None, by: str | None, kinds: list[str] | None) -> Iterator[JournalEntry]:
    from pantau.store import journal

    subjects = None if subject is None else [subject]
    found = opened.ask(journal.load_entries, subjects=subjects, kinds=kinds)
    return (entry for entry in found if by is None or entry.by == by)


def _row(entry: JournalEntry) -> dict[str, Any]:
    return {
        "number": entry.number, "at": entry.at.isoformat(), "by": entry.by, "kind": entry.kind, "subject": entry.subject,
        "other": entry.other, "document": entry.document, "why": entry.why, "before": dict(entry.before), "after": dict(entry.after),
        "via": entry.via, "previous": entry.previous, "hash": entry.hash,
    }  # fmt: skip


def _print(entries: list[JournalEntry], most: int) -> None:
    from rich.text import Text

    from pantau.cli.tables import make_table
    from pantau.cli.words import shown

    if not entries:
        say("no entry in the journal, for these filters")
        return
    note = "there are older ones: --last gives more, --json all" if len(entries) > most else "--json has hashes, before and after whole"
    table = make_table("The journal", "entry", "when (UTC)", "who", "what", "of", "why", words="why", note=note)
    for entry in entries[-most:]:
        about = f"{entry.subject[:12]} {(entry.other or '')[:12]}".strip()
        when = entry.at.isoformat(sep=" ").removesuffix("+00:00")
        cells = str(entry.number), when, entry.by, entry.kind.replace("_", " "), about, _why(entry)
        table.add_row(*(Text(shown(cell)) for cell in cells))
    console().print(table)


def _why(entry: JournalEntry) -> str:
    """The reason, then what changed."""
    changes = ", ".join(
        f"{slot}: {entry.before.get(slot, '-')} → {entry.after.get(slot, '-')}"
        for slot in sorted({*entry.before, *entry.after} - {"content"})
    )
    return "\n".join(part for part in (entry.why, changes) if part)


def _opened(store: Path | None, config: Path | None) -> AbstractContextManager[Store]:
    """The store that the options name, to read alone."""
    from pantau.config import load_config
    from pantau.store import look_into_store

    return look_into_store(store or load_config(config).store)
