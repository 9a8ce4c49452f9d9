"""The use cases, told in order. Read this first.

    find_inputs    files, folders and standard input → what is there to read (in `read/files.py`)
 1. one input      its bytes → documents → their records, in this process or another
 2. read           inputs → kept bytes, documents and records in the store
 3. reread         kept documents → new readings after an upgrade or a changed theatre, and what they change
 4. extract_lines  inputs → the interchange form, without a store
 5. in_theatre     which records belong to which theatre
 6. draft_theatre  inputs → the text of a theatre file, a proposal for a person to correct

Whatever happens inside one document stays there: it becomes a Problem or an unread input with its reason, and the run goes on.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pantau import __version__
from pantau.engine import map_in_order
from pantau.errors import InputError, PantauError, UsageError
from pantau.knowledge import load_knowledge
from pantau.model import Document, Problem, Record, to_interchange
from pantau.read.files import SUFFIXES, Inputs, Piece, find_inputs, read_pieces
from pantau.read.origin import Kept, Origin, Unread

if TYPE_CHECKING:
    from pantau.extract.drafting import Tally
    from pantau.store import Store
    from pantau.world import Theatre

__all__ = [
    "SUFFIXES", "Change", "Folders", "Inputs", "Line", "Page", "Progress", "Summary", "compare", "draft_theatre", "extract_lines",
    "find_inputs", "in_theatre", "read", "reread",
]  # fmt: skip

Folders = tuple[Path, ...]
Progress = Callable[[int, int], None]
"""Called after each step with the bytes and the documents it dealt with."""

Result = TypeVar("Result")


# 1. one input → documents and records, in this process or another


class Work(NamedTuple):
    """What one worker does at a time: a piece of an input, less `known` documents that the store holds already."""

    piece: Piece
    folders: Folders
    size: int
    known: tuple[str, ...] = ()

    def without_bytes(self) -> Work:
        """What the results have to say about their work."""
        return self._replace(piece=self.piece._replace(data=None))


class Page(NamedTuple):
    """One document that was read and what was extracted from it."""

    kept: Kept
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]


def _works(inputs: Inputs, folders: Folders) -> Iterator[Work]:
    return (Work(piece, folders, len(piece.data or b"")) for file in inputs.files for piece in read_pieces(file))


def _pages(work: Work) -> Iterator[Page | Unread]:
    """Read and extract every document of one input."""
    from pantau.extract import extract

    for kept in _documents(work):
        if isinstance(kept, Unread):
            yield kept
            continue
        made = _guarded(partial(extract, kept.document, load_knowledge(work.folders)))
        yield Page(kept, (), (made,)) if isinstance(made, Problem) else Page(kept, made.records, made.problems)


def _documents(work: Work) -> Iterator[Kept | Unread]:
    """Read every document of one input."""
    from pantau.read import read_bytes

    piece, data = work.piece, work.piece.as_input()
    if piece.unread:
        yield piece.unread
    if data is None:
        return
    found = iter(read_bytes(data, piece.origin, load_knowledge(work.folders)))
    while (kept := _guarded(lambda: next(found, None))) is not None:
        if isinstance(kept, Problem):
            yield Unread(piece.origin.where, kept.what, "please report it, with the file")
            return
        yield kept


def _guarded(step: Callable[[], Result]) -> Result | Problem:
    """The one broad `except` of the house: a fault of ours in one document becomes a Problem, and the run goes on with the next.

    What a person must mend before any document can be read (knowledge, store, usage) is raised as it is.
    """
    try:
        return step()
    except InputError as error:
        return Problem(str(error))
    except PantauError:
        raise
    except Exception as error:  # noqa: BLE001
        return Problem(f"internal: {type(error).__name__}: {error}")


def _leave_interrupts_to_the_parent() -> None:
    if multiprocessing.parent_process() is not None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read_work(work: Work) -> tuple[Work, list[Page | Unread]]:
    _leave_interrupts_to_the_parent()
    return work.without_bytes(), list(_pages(work))


def _run(step: Callable[[Work], Result], items: Iterable[Work], jobs: int) -> Iterator[Result]:
    try:
        yield from map_in_order(step, items, jobs=jobs)
    except BrokenProcessPool:
        todo = "what was read so far is kept; run again, with fewer --jobs if memory was short"
        raise InputError("a worker process was killed", todo=todo) from None


# 2. read: inputs → store


@dataclass
class Summary:
    """What a run did: documents new to the store and known already, problems seen in new ones, inputs that could not be read."""

    new: int = 0
    known: int = 0
    records: int = 0
    problems: int = 0
    passed_over: int = 0
    unread: list[Unread] = field(default_factory=list)

    @property
    def read(self) -> int:
        """Documents read or known to be."""
        return self.new + self.known


def read(inputs: Inputs, store: Store, folders: Folders = (), *, jobs: int = 1, progress: Progress | None = None) -> Summary:
    """Keep and read every input that the store does not hold yet. Stopped at any moment it leaves whole documents."""
    knowledge = load_knowledge(folders).hash
    summary = Summary(passed_over=inputs.passed_over)
    for unread in inputs.missing:
        _note_unread(store, summary, unread)
    # take the inputs in order, less what is known; read and extract them, maybe elsewhere; write each document in one transaction
    works = (_skip_known(work, store) for work in _works(inputs, folders))
    for work, pages in _run(_read_work, works, jobs):
        summary.known += len(work.known)
        for page in pages:
            if isinstance(page, Unread):
                _note_unread(store, summary, page)
            else:
                _write(store, summary, page, work.piece.origin, knowledge)
        if progress:
            progress(work.size, len(pages) + len(work.known))
    return summary


def _skip_known(work: Work, store: Store) -> Work:
    """Leave out what the store holds: a document is known by the hash of its bytes, a JSON line by its own."""
    piece = work.piece
    if piece.data is None:
        return work
    rows = [piece.data] if piece.before is None else piece.data.removeprefix(codecs.BOM_UTF8).split(b"\n")
    ids = [hashlib.sha256(row if piece.before is None else row.strip()).hexdigest() for row in rows]
    known = store.known(ids)
    left = b"\n".join(b"" if i in known else row for i, row in zip(ids, rows, strict=True))
    data = left if left.strip() or not known else None
    return work._replace(piece=piece._replace(data=data), known=tuple(i for i in ids if i in known))


def _write(store: Store, summary: Summary, page: Page, origin: Origin, knowledge: str) -> None:
    """Keep one document with its reading; one the store holds already is left as it is."""
    document = page.kept.document
    if store.has(document.id):
        summary.known += 1
        return

    def write() -> None:
        now = datetime.now(UTC)
        with store.transaction():
            store.keep(page.kept.data, document, origin=origin.where, now=now)
            store.add_reading(document, page.records, page.problems, knowledge=knowledge, version=_version(), now=now)

    fault = _guarded(write)
    if fault is not None:
        _note_unread(store, summary, Unread(origin.where, f"{document.name}: {fault.what}", "please report it, with the file"))
        return
    summary.new += 1
    summary.records += len(page.records)
    summary.problems += len(document.problems) + len(page.problems)


def _note_unread(store: Store, summary: Summary, unread: Unread) -> None:
    summary.unread.append(unread)
    store.add_input_problem(unread.where, unread.what, unread.todo, now=datetime.now(UTC))


def _version() -> str:
    """What a reading names as its reader: this release and the extractor's own count."""
    from pantau.extract import VERSION

    return f"{__version__}+{VERSION}"


# 3. reread: kept documents → new readings


class Change(NamedTuple):
    """What a new reading changed in one document: records added and gone, and changed ones with the fields that differ."""

    document: str
    name: str
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    page: tuple[str, ...] = ()
    fault: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether everything stands as it stood."""
        return not (self.added or self.gone or self.changed or self.page or self.fault)


def reread(
    store: Store, document_ids: Sequence[str], folders: Folders = (), *, jobs: int = 1, progress: Progress | None = None
) -> Iterator[Change]:
    """Read kept documents again where this version or the knowledge at hand is another. Older readings are superseded and kept."""
    knowledge = load_knowledge(folders).hash
    stale = [i for i in document_ids if not store.is_read_by(i, knowledge=knowledge, version=_version())]
    for work, pages in _run(_read_work, (_open_kept(store, i, folders) for i in stale), jobs):
        yield _supersede(store, work.known[0], pages, knowledge)
        if progress:
            progress(work.size, 1)


def _open_kept(store: Store, document_id: str, folders: Folders) -> Work:
    kept = store.kept(document_id)
    return Work(Piece(Origin(kept.name, kept.origin), kept.data), folders, len(kept.data), known=(document_id,))


def _supersede(store: Store, document_id: str, pages: Sequence[Page | Unread], knowledge: str) -> Change:
    """Add the new reading and tell the difference. A document that cannot be read any more keeps the reading it has."""
    before, records = store.document(document_id), store.records_of(document_id)
    page = next((p for p in pages if isinstance(p, Page) and p.kept.document.id == document_id), None)
    if page is None:
        why = next((p.what for p in pages if isinstance(p, Unread)), "its kept bytes no longer make this document")
        return Change(document_id, before.name, fault=f"{why}; the former reading stands")
    document = replace(page.kept.document, name=before.name)
    with store.transaction():
        store.add_reading(document, page.records, page.problems, knowledge=knowledge, version=_version(), now=datetime.now(UTC))
    return compare(before, records, document, page.records)


def compare(before: Document, old: Sequence[Record], after: Document, new: Sequence[Record]) -> Change:
    """The difference of two readings of one document, field by field."""
    was, now = {record.id: record for record in old}, {record.id: record for record in new}
    changed = tuple((i, _different(was[i], now[i])) for i in now if i in was and was[i] != now[i])
    return Change(
        after.id, after.name, tuple(i for i in now if i not in was), tuple(i for i in was if i not in now), changed,
        _different(before, after),
    )  # fmt: skip


def _different(one: Document | Record, other: Document | Record) -> tuple[str, ...]:
    return tuple(f.name for f in fields(one) if getattr(one, f.name) != getattr(other, f.name, None))


# 4. extract_lines: inputs → the interchange form


class Line(NamedTuple):
    """One document in the interchange form: its name, where it came from, its JSON text."""

    name: str
    where: str
    json: str


def extract_lines(
    inputs: Inputs, folders: Folders = (), *, jobs: int = 1, progress: Progress | None = None
) -> tuple[list[str], list[Unread]]:
    """One JSON text a document, sorted by `document`, and inputs that could not be read. Raises UsageError for two equal names."""
    load_knowledge(folders)  # once, before worker processes are made of this one
    lines: list[Line] = []
    unread = list(inputs.missing)
    for size, made in _run(_line_work, _works(inputs, folders), jobs):
        lines += [line for line in made if isinstance(line, Line)]
        unread += [line for line in made if isinstance(line, Unread)]
        if progress:
            progress(size, len(made))
    lines.sort()
    for one, other in pairwise(lines):
        if one.name == other.name:
            where = one.where if one.where == other.where else f"{one.where} and {other.where}"
            raise UsageError(f"two documents are named `{one.name}`", where=where, todo="rename one, or extract them apart")
    return [line.json for line in lines], unread


def _line_work(work: Work) -> tuple[int, list[Line | Unread]]:
    _leave_interrupts_to_the_parent()
    return work.size, [page if isinstance(page, Unread) else _line(page, work.piece.origin.where) for page in _pages(work)]


def _line(page: Page, where: str) -> Line:
    document = page.kept.document
    return Line(document.name, where, json.dumps(to_interchange(document, page.records, page.problems), ensure_ascii=False))


# 5. in_theatre: records → theatres


def in_theatre(theatre_id: str, theatres: Sequence[Theatre]) -> Callable[[Record], bool]:
    """Whether a record belongs to a theatre: by a code or a place; `other` is what belongs to none. UsageError if unknown."""
    if theatre_id == "other":
        return lambda record: not any(_belongs(record, theatre) for theatre in theatres)
    for theatre in theatres:
        if theatre.id == theatre_id:
            return partial(_belongs, theatre=theatre)
    known = ", ".join(sorted(theatre.id for theatre in theatres))
    raise UsageError(f"no theatre `{theatre_id}`", todo=f"known: {known}, other")


def _belongs(record: Record, theatre: Theatre) -> bool:
    place = getattr(record, "place", None)
    if place is not None and any(name in each.all_names for each in theatre.places for name in (place.raw, place.name)):
        return True
    from pantau.store import codes_of

    return not codes_of(record).isdisjoint(theatre.codes)


# 6. draft_theatre: inputs → the text of a theatre file


def draft_theatre(
    inputs: Inputs, folders: Folders = (), *, theatre_id: str, name: str | None = None, least: int | None = None, jobs: int = 1,
    progress: Progress | None = None,
) -> tuple[str, list[Unread]]:  # fmt: skip
    """A theatre as the pages suggest it, in TOML, and inputs that could not be read. `least`: pages an entry must stand on [default:
    2, or one in a hundred]. Raises InputError where the pages suggest none."""
    from pantau.draft import draft_text

    knowledge = load_knowledge(folders)
    tallies: list[Tally] = []
    unread = list(inputs.missing)
    for size, made in _run(_tally_work, _works(inputs, folders), jobs):
        tallies += [each for each in made if not isinstance(each, Unread)]
        unread += [each for each in made if isinstance(each, Unread)]
        if progress:
            progress(size, len(made))
    return draft_text(tallies, knowledge, theatre_id=theatre_id, name=name, least=least), unread


def _tally_work(work: Work) -> tuple[int, list[Tally | Unread]]:
    _leave_interrupts_to_the_parent()
    return work.size, list(_tallies(work))


def _tallies(work: Work) -> Iterator[Tally | Unread]:
    from pantau.extract.drafting import tally

    for kept in _documents(work):
        if isinstance(kept, Unread):
            yield kept
            continue
        made = _guarded(partial(tally, kept.document, load_knowledge(work.folders)))
        yield Unread(work.piece.origin.where, made.what, "please report it, with the file") if isinstance(made, Problem) else made
