"""read: inputs → kept bytes, documents and records in the store."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pantau.monitor import work as working
from pantau.monitor.work import Folders, Page, Progress, Work
from pantau.read.files import Inputs
from pantau.read.origin import Origin, Unread

if TYPE_CHECKING:
    from pantau.store import Store



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
    knowledge = working.knowledge_of(folders).hash
    summary = Summary(passed_over=inputs.passed_over)
    for unread in inputs.missing:
        _note_unread(store, summary, unread)
    # take the inputs in order, less what is known; read and extract them, maybe elsewhere; write each document in one transaction
    works = (_skip_known(work, store) for work in working.find_works(inputs, folders))
    for work, pages in working.run(working.read_work, works, jobs):
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
    if document.kind == "observation":  # who writes a page of that form must not pass for an observer
        todo = "`pantau observe import` takes field reports, in the name of an observer"
        _note_unread(store, summary, Unread(origin.where, "is a field report, no page", todo))
        return

    def write() -> None:
        now = datetime.now(UTC)
        with store.transaction():
            store.keep(page.kept.data, document, origin=origin.where, now=now)
            store.add_reading(document, page.records, page.problems, knowledge=knowledge, version=working.version_name(), now=now)

    fault = working.guarded(write)
    if fault is not None:
        _note_unread(store, summary, Unread(origin.where, f"{document.name}: {fault.what}", "please report it, with the file"))
        return
    summary.new += 1
    summary.records += len(page.records)
    summary.problems += len(document.problems) + len(page.problems)


def _note_unread(store: Store, summary: Summary, unread: Unread) -> None:
    summary.unread.append(unread)
    store.add_input_problem(unread.where, unread.what, unread.todo, now=datetime.now(UTC))
