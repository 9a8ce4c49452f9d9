"""Documents and the records read from them, looked up both ways: what every module of this room works on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

from pantau.model import Document, Record, Span

Kind = TypeVar("Kind", bound=Record)


class Corpus:
    """A set of documents with their current records, ordered by document name and id whatever order they came in."""

    def __init__(self, pages: Iterable[tuple[Document, Iterable[Record]]]) -> None:
        kept = sorted(((d, tuple(r)) for d, r in pages), key=lambda page: (page[0].name, page[0].id))
        self.pages: tuple[tuple[Document, tuple[Record, ...]], ...] = tuple(kept)
        self.documents: dict[str, Document] = {document.id: document for document, _ in kept}
        self._records: dict[str, Record] = {record.id: record for _, records in kept for record in records}

    def __iter__(self) -> Iterator[tuple[Document, tuple[Record, ...]]]:
        return iter(self.pages)

    def __len__(self) -> int:
        return len(self.pages)

    def records(self, kind: type[Kind]) -> Iterator[Kind]:
        """Every record of one kind, by document, in the order it was read."""
        for _, records in self.pages:
            for record in records:
                if isinstance(record, kind):
                    yield record

    def record(self, record_id: str) -> Record:
        """The record with this id. Raises KeyError."""
        return self._records[record_id]

    def has(self, record_id: str) -> bool:
        """Whether a record with this id is in the corpus."""
        return record_id in self._records

    def document_of(self, record: Record) -> Document:
        """The document a record was read from."""
        return self.documents[record.document]

    def without(self, record_ids: Collection[str]) -> Corpus:
        """The same documents without some of their records; itself where there are none to leave out."""
        if not record_ids:
            return self
        return Corpus((document, (r for r in records if r.id not in record_ids)) for document, records in self.pages)

    def quote(self, record: Record, span: Span | None = None) -> str:
        """The exact words of a span of a record's document [default: its trigger]."""
        return (span or record.trigger).of(self.document_of(record).text)
