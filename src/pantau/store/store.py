"""The store: one file that keeps everything, bytes included, and answers what a monitor asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, insert, select

from pantau.errors import UsageError
from pantau.model import AnswerLink, Digest, Document, Family, Lineage, Problem, Record
from pantau.store import ask, bulk, corrections, digest, keep, lineage, links, schema, search_ask
from pantau.store.ask import Entry, Filter, KeptBytes
from pantau.store.links import Founding, Happened, Linked
from pantau.store.notes import NotesKept
from pantau.store.opening import WAIT_SECONDS, opened, opened_to_read, worded_errors, writing
from pantau.store.prints import Prints
from pantau.store.search_ask import Found, Narrowing
from pantau.store.search_words import Query

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Store:
    """An open store. What is written inside one `transaction` lands as a whole or not at all."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self.path = path
        self._connection = connection

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Writes of one document belong in one of these. Raises StoreError when the disk is full, the file locked or damaged."""
        with worded_errors(self.path), writing(self._connection):
            yield

    @contextmanager
    def _asking(self) -> Iterator[Connection]:
        """A read inside the transaction under way, else in one of its own, so that no lock is held between questions."""
        with worded_errors(self.path):
            if self._connection.in_transaction():
                yield self._connection
            else:
                with self._connection.begin():
                    yield self._connection

    def ask(self, question: Callable[Concatenate[Connection, Asked], Answer], *args: Asked.args, **named: Asked.kwargs) -> Answer:
        """What a question of `store.looking` answers, asked inside the transaction under way or one of its own."""
        with self._asking() as connection:
            return question(connection, *args, **named)

    # keep

    def keep(self, data: bytes, document: Document, *, origin: str, now: datetime) -> bool:
        """Keep a document's bytes for good; False where they are kept already."""
        return keep.keep_bytes(self._connection, data, document, origin=origin, now=now)

    def add_reading(
        self,
        document: Document,
        records: Sequence[Record],
        problems: Sequence[Problem],
        *,
        knowledge: str,
        version: str,
        now: datetime,
        maker: str = schema.PANTAU,
        outside: Mapping[str, str] | None = None,
    ) -> bool:
        """Add what one maker's version with one state of knowledge read and make it current; False where it is there already."""
        is_new = keep.add_reading(
            self._connection, document, records, problems, knowledge=knowledge, version=version, now=now, maker=maker, outside=outside
        )
        if maker == schema.PANTAU:
            corrections.refold(self._connection, document.id, now=now)
        return is_new

    def add_input_problem(self, where: str, what: str, todo: str, *, now: datetime) -> None:
        """Note once that an input could not be read."""
        table = schema.input_problem
        with self.transaction():
            if not self._connection.execute(select(table).where(table.c.origin == where, table.c.what == what)).first():
                self._connection.execute(insert(table).values(origin=where, what=what, todo=todo, seen_at=keep.instant(now)))

    # ask

    def has(self, document_id: str) -> bool:
        """Whether a document is kept and read by pantau itself."""
        return bool(self.known([document_id]))

    def known(self, document_ids: Iterable[str]) -> frozenset[str]:
        """Those of the ids whose documents are kept and read by pantau itself."""
        mine = schema.reading.c.is_current, schema.reading.c.maker.in_(schema.OWN)
        column, asked, found = schema.reading.c.document, list(document_ids), set[str]()
        with self._asking() as connection:
            for start in range(0, len(asked), 500):
                some = asked[start : start + 500]
                found.update(connection.execute(select(column).where(column.in_(some), *mine)).scalars())
        return frozenset(found)

    def document_ids(self) -> list[str]:
        """Every document, by name."""
        with self._asking() as connection:
            return ask.find_document_ids(connection)

    def is_read_by(self, document_id: str, *, knowledge: str, version: str) -> bool:
        """Whether pantau's current reading of the document is one of this version with this state of knowledge."""
        table = schema.reading
        with self._asking() as connection:
            mine = table.c.id == corrections.find_machine_reading(connection, document_id)
            version_is = table.c.knowledge == knowledge, table.c.version == version
            return connection.execute(select(table.c.id).where(mine, *version_is)).first() is not None

    def ids_from(self, origin: str) -> frozenset[str]:
        """Documents that first came from this file."""
        table = schema.document
        with self._asking() as connection:
            return frozenset(connection.execute(select(table.c.id).where(table.c.origin == origin)).scalars())

    def size_of(self, document_id: str) -> int:
        """How many bytes are kept of a document."""
        with self._asking() as connection:
            return int(connection.execute(select(schema.kept.c.size).where(schema.kept.c.sha256 == document_id)).scalar_one())

    def document_id(self, key: str) -> str:
        """The one document with this id, start of an id, or name. Raises UsageError for none or several."""
        with self._asking() as connection:
            return ask.find_document_id(connection, key)

    def document(self, key: str) -> Document:
        """The document with this id, start of an id, or name, as its current reading reads it."""
        with self._asking() as connection:
            return ask.load_document(connection, ask.find_document_id(connection, key))

    def records_of(self, document_id: str, *kinds: str, maker: str | None = None) -> tuple[Record, ...]:
        """The records of one document's current readings, of some kinds or all, of one maker or all."""
        with self._asking() as connection:
            return ask.load_records(connection, document_id, kinds=kinds or None, maker=maker)

    def machine_records_of(self, document_id: str) -> tuple[Record, ...]:
        """What pantau itself reads in a document, whatever people made of it."""
        with self._asking() as connection:
            reading = corrections.find_machine_reading(connection, document_id)
            return ask.records_of_reading(connection, reading, document_id) if reading is not None else ()

    def problems_of(self, document_id: str) -> tuple[Problem, ...]:
        """What the current reading could not resolve in one document."""
        with self._asking() as connection:
            return ask.load_problems(connection, document_id)

    def pages(self, wanted: Filter | None = None) -> Iterator[tuple[Document, tuple[Record, ...]]]:
        """Every document with those of its records that are asked for, by name; with a filter, only documents that have one."""
        for document_id in self.document_ids():
            with self._asking() as connection:
                records = ask.load_records(connection, document_id, kinds=wanted.kinds if wanted else None)
                if wanted and not records:
                    continue
                document = ask.load_document(connection, document_id)
            if wanted is not None:
                records = tuple(record for record in records if wanted.takes(record, document))
            if records or wanted is None:
                yield document, records

    def all_pages(self) -> list[tuple[Document, tuple[Record, ...]]]:
        """Every document with all its current records, by name: what `pages` gives, held at once and read in few questions."""
        with self._asking() as connection:
            return bulk.load_pages(connection)

    def all_problems(self) -> dict[str, tuple[Problem, ...]]:
        """By document: what the current reading could not resolve in its text."""
        with self._asking() as connection:
            return bulk.load_problems(connection)

    def records(self, wanted: Filter | None = None) -> Iterator[Entry]:
        """The records that are asked for, each with its document."""
        for document, records in self.pages(wanted):
            for record in records:
                yield Entry(record, document)

    def kept(self, document_id: str) -> KeptBytes:
        """The document's bytes, exactly as they came in."""
        with self._asking() as connection:
            return ask.load_kept(connection, document_id)

    def makers(self) -> dict[str, tuple[str, str]]:
        """By imported record: who made it, and the name it bears there."""
        with self._asking() as connection:
            return ask.find_makers(connection)

    def input_problems(self) -> list[tuple[str, str, str]]:
        """Inputs that could not be read: where, what, what to do."""
        with self._asking() as connection:
            return list(ask.find_input_problems(connection))

    # search

    def search(self, typed: str, wanted: Narrowing | None = None, *, limit: int = 20, after: str | None = None) -> Found:
        """Documents by what is typed: words in all their forms, "phrases", -not, OR; no text whatever is an error. `after` is the
        `next` of the page before."""
        with self._asking() as connection:
            return search_ask.find(connection, typed, wanted or Narrowing(), limit=limit, after=after)

    def count_terms(self, query: Query) -> tuple[tuple[str, int], ...]:
        """How many documents each term of a query finds by itself."""
        with self._asking() as connection:
            return search_ask.count_terms(connection, query)

    # what joins documents

    def readings_hash(self) -> str:
        """A hash over all current readings: it changes when the set of records may have."""
        with self._asking() as connection:
            return links.hash_readings(connection)

    def linked(self) -> Linked | None:
        """The state that was linked last; None where nothing was."""
        with self._asking() as connection:
            return links.load_linked(connection)

    def incident_groups(self) -> dict[str, frozenset[str]]:
        """The record ids of every incident by its id, in the order the incidents were founded."""
        with self._asking() as connection:
            return links.load_incidents(connection)

    def incident_groups_of(self, incidents: Iterable[str]) -> dict[str, frozenset[str]]:
        """The record ids of some incidents that hold any now."""
        with self._asking() as connection:
            return links.load_some_groups(connection, incidents)

    def next_incident(self) -> int:
        """The number the next incident to be founded gets."""
        with self._asking() as connection:
            return links.next_number(connection)

    def incident_id(self, key: str) -> str:
        """The incident that an id stands for today, merges followed. Raises UsageError for an id never given."""
        with self._asking() as connection:
            found = links.current_id(connection, key.upper())
        if found is None:
            raise UsageError(f"no incident `{key}` in the store", todo="`pantau show incidents` lists them, as I17")
        return found

    def incident_history(self, incident_id: str) -> list[Happened]:
        """What befell an incident, oldest first."""
        with self._asking() as connection:
            return links.load_history(connection, incident_id)

    def answers(self) -> tuple[AnswerLink, ...]:
        """Which claim answers which, as linked last."""
        with self._asking() as connection:
            return links.load_answers(connection)

    def lineages(self) -> tuple[Lineage, ...]:
        """Who copied, translated, quoted or credited whom, as linked last."""
        with self._asking() as connection:
            return lineage.load_lineages(connection)

    def families(self) -> tuple[Family, ...]:
        """Documents of one text, as linked last."""
        with self._asking() as connection:
            return lineage.load_families(connection)

    @property
    def prints(self) -> Prints:
        """The prints of documents, to look up and write inside the caller's transaction."""
        return Prints(self._connection)

    @property
    def notes(self) -> NotesKept:
        """What joining noted of documents, to look up and write inside the caller's transaction."""
        return NotesKept(self._connection)

    def save_lineages(self, lineages: Sequence[Lineage], families: Sequence[Family]) -> None:
        """Put today's relations and families in the place of those before, inside the caller's transaction."""
        lineage.save_lineages(self._connection, lineages, families)

    def save_digest(self, found: Digest) -> None:
        """Put the digest of today's joining in the place of the one before, inside the caller's transaction."""
        digest.save_digest(self._connection, found)

    def save_links(
        self, groups: Mapping[str, Iterable[str]], changes: Sequence[Founding], answers: Sequence[AnswerLink], state: Linked,
        *, now: datetime,
    ) -> None:  # fmt: skip
        """Put today's incidents and answers in the place of those before, inside the caller's transaction."""
        links.save_incidents(self._connection, groups, changes, now=now)
        links.save_answers(self._connection, answers)
        links.save_linked(self._connection, state)


def remove_store(path: Path) -> None:
    """Remove a store with its side files, if it is there. Raises StoreError, and removes nothing, for a file that is not ours."""
    if path.exists():
        with open_store(path, create=False):
            pass
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


@contextmanager
def open_store(path: Path, *, create: bool = True, wait: float = WAIT_SECONDS) -> Iterator[Store]:
    """The store in the file `path`, made where there is none (`create`); a lock of others is waited for so long. Raises StoreError for
    a file not ours or too new."""
    with opened(path, create=create, wait=wait) as connection:
        yield Store(connection, path)


@contextmanager
def look_into_store(path: Path) -> Iterator[Store]:
    """The store in the file `path` as it stands at this moment, to read alone. Raises StoreError where it cannot be used."""
    with opened_to_read(path) as connection:
        yield Store(connection, path)
