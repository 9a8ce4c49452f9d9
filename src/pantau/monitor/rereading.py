"""reread: kept documents → new readings after an upgrade or a changed theatre, and what they change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from pantau.model import Document, Record
from pantau.monitor import work as working
from pantau.monitor.work import Folders, Page, Progress, Work
from pantau.read.files import Piece
from pantau.read.origin import Origin, Unread
from pantau.store.observations import find_corrected

if TYPE_CHECKING:
    from pantau.store import Store



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
    knowledge = working.knowledge_of(folders).hash
    # what was only imported is nobody's reading of ours; a field report that was corrected says nothing any more
    read = store.known(document_ids) - store.ask(find_corrected)
    stale = [i for i in document_ids if i in read and not store.is_read_by(i, knowledge=knowledge, version=working.version_name())]
    for work, pages in working.run(working.read_work, (_open_kept(store, i, folders) for i in stale), jobs):
        yield _supersede(store, work.known[0], pages, knowledge)
        if progress:
            progress(work.size, 1)


def _open_kept(store: Store, document_id: str, folders: Folders) -> Work:
    kept = store.kept(document_id)
    return Work(Piece(Origin(kept.name, kept.origin), kept.data), folders, len(kept.data), known=(document_id,))


def _supersede(store: Store, document_id: str, pages: Sequence[Page | Unread], knowledge: str) -> Change:
    """Add the new reading and tell the difference. A document that cannot be read any more keeps the reading it has."""
    before, records = store.document(document_id), store.machine_records_of(document_id)
    page = next((p for p in pages if isinstance(p, Page) and p.kept.document.id == document_id), None)
    if page is None:
        why = next((p.what for p in pages if isinstance(p, Unread)), "its kept bytes no longer make this document")
        return Change(document_id, before.name, fault=f"{why}; the former reading stands")
    document = replace(page.kept.document, name=before.name)
    with store.transaction():
        now, version = datetime.now(UTC), working.version_name()
        store.add_reading(document, page.records, page.problems, knowledge=knowledge, version=version, now=now)
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
