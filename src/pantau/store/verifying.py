"""Whether everything in a store is as it was written: each check counts what it looked at and names what does not hold.

Nothing is held that grows with the store: documents pass by some at a time, faults are counted and the first MOST kept.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection, exc, exists, func, select

from pantau.store import journal, link_schema, links, schema
from pantau.store.copying import Step
from pantau.store.digest_schema import told
from pantau.store.search_schema import INDEX, searched
from pantau.store.verifying_spans import look_at_spans
from pantau.store.withdrawing import find_doubtful
from pantau.store.withdrawn_schema import select_hidden

MOST = 1_000


class Fault(NamedTuple):
    """What does not hold, and where: a document and a place in it, a table, an entry."""

    where: str
    what: str


@dataclass
class Looking:
    """What one check has seen so far."""

    tell: Callable[[int], None]
    seen: int = 0
    faulty: int = 0
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def saw(self, number: int = 1) -> None:
        """Count things that were looked at."""
        self.seen += number
        self.tell(self.seen)

    def fault(self, where: str, what: str) -> None:
        """Note what does not hold."""
        self.faulty += 1
        if len(self.faults) < MOST:
            self.faults.append(Fault(where, what))

    def found(self, check: str, things: str) -> Found:
        """All of it, at the end."""
        return Found(check, things, self.seen, self.faulty, tuple(self.faults), tuple(self.notes))


class Found(NamedTuple):
    """What one check found: `seen` things of a kind, how many `faulty`, the first MOST faults, and what is worth a word."""

    check: str
    things: str
    seen: int
    faulty: int
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


class Check(NamedTuple):
    """One check: its name, what it counts, how many there are of these (in SQL; none: not known before), and how it looks."""

    name: str
    things: str
    total: str
    look: Callable[[Connection, Looking], None]


def verify(connection: Connection, checks: Sequence[Check], step: Step) -> Iterator[Found]:
    """Run checks over one state of the store, one after the other."""
    for check in checks:
        total = int(connection.exec_driver_sql(check.total).scalar_one()) if check.total else 0
        step(check.name, 0, total)
        looking = Looking(lambda seen, check=check, total=total: step(check.name, seen, total))  # type: ignore[misc]
        try:
            check.look(connection, looking)
        except exc.DatabaseError as error:  # a damaged page: the other checks may get further
            looking.fault("file", f"cannot be read: {error.orig}")
        yield looking.found(check.name, check.things)


# The file ------------------------------------------------------------------------------------------------------------


def _look_at_file(connection: Connection, looking: Looking, pragma: str = "integrity_check") -> None:
    """Pages, order of keys, indexes against their tables."""
    for (word,) in connection.exec_driver_sql(f"PRAGMA {pragma}"):
        if word != "ok":
            looking.fault("file", str(word))
    looking.saw(int(connection.exec_driver_sql("PRAGMA page_count").scalar_one()))


def _look_at_file_quickly(connection: Connection, looking: Looking) -> None:
    _look_at_file(connection, looking, "quick_check")


def _look_at_keys(connection: Connection, looking: Looking) -> None:
    """Rows that point at rows that are not there."""
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        looking.fault(f"table {table}, row {row}", f"points at a row of {parent} that is not there")
    looking.saw(sum(len(table.foreign_key_constraints) for table in schema.metadata.tables.values()))


# Documents -----------------------------------------------------------------------------------------------------------


def _look_at_bytes(connection: Connection, looking: Looking) -> None:
    """Kept bytes against their hashes."""
    kept, document = schema.kept, schema.document
    query = select(kept, document.c.name).outerjoin(document, document.c.id == kept.c.sha256).order_by(kept.c.sha256)
    for row in connection.execute(query, execution_options={"yield_per": 20}):
        where = f"document {row.sha256[:12]} ({row.name})"
        if row.name is None:
            looking.fault(f"kept bytes {row.sha256[:12]}", "belong to no document")
        try:
            unpacking = zlib.decompressobj()
            data = unpacking.decompress(row.data, row.size + 1) if row.codec == "zlib" else b""
        except (zlib.error, TypeError) as error:
            looking.fault(where, f"the kept bytes cannot be unpacked: {error}")
        else:
            if hashlib.sha256(data).hexdigest() != row.sha256 or not unpacking.eof:
                looking.fault(where, f"the kept bytes are not those of the hash ({len(data)} of {row.size} bytes, {row.codec})")
        looking.saw()


def _look_at_readings(connection: Connection, looking: Looking) -> None:
    """One current reading a maker, and at least one a document."""
    r, d = schema.reading.c, schema.document.c
    several = select(r.document, r.maker, func.count()).where(r.is_current).group_by(r.document, r.maker).having(func.count() > 1)
    for document, maker, number in connection.execute(several):
        looking.fault(f"document {document[:12]}", f"{number} readings of {maker} are current")
    without = select(d.id, d.name).where(d.id.not_in(select(r.document).where(r.is_current)))
    for row in connection.execute(without):
        looking.fault(f"document {row.id[:12]} ({row.name})", "has no current reading")
    looking.saw(_count(connection, schema.reading))


def _count(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


# Search ----------------------------------------------------------------------------------------------------------------


def _look_at_search(connection: Connection, looking: Looking) -> None:
    """Every document that counts stands in the search once, by a current reading of it, with its words."""
    s, r, d = searched.c, schema.reading.c, schema.document.c
    stale = select(s.document).outerjoin(schema.reading, r.id == s.reading).where(~func.coalesce(r.is_current, False))
    for row in connection.execute(stale):
        looking.fault(f"document {row.document[:12]}", "stands in the search by a reading that is not current")
    hidden = select_hidden()
    missing = select(d.id, d.name).where(d.id.not_in(select(s.document)), d.id.not_in(hidden))
    for row in connection.execute(missing):
        looking.fault(f"document {row.id[:12]} ({row.name})", "is not in the search")
    for document in connection.execute(select(s.document).where(s.document.in_(hidden))).scalars():
        looking.fault(f"document {document[:12]}", "is withdrawn, and still in the search")
    entered = f"SELECT number FROM searched WHERE number NOT IN (SELECT id FROM {INDEX}_docsize)"
    for (number,) in connection.exec_driver_sql(entered):
        looking.fault(f"row {number} of the search", "has no words in the index")
    for (number,) in connection.exec_driver_sql(f"SELECT id FROM {INDEX}_docsize WHERE id NOT IN (SELECT number FROM searched)"):
        looking.fault(f"row {number} of the search", "has words in the index, and no document")
    looking.saw(_count(connection, searched))


def look_at_index(connection: Connection, looking: Looking) -> None:
    """The index of words by itself: SQLite counts this as writing, so the connection holds the write lock. Nothing is written."""
    try:
        connection.exec_driver_sql(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('integrity-check')")
    except exc.DatabaseError as error:
        looking.fault("index of words", f"does not hold: {error.orig} (`pantau relink` does not mend it: bring back a copy)")
    looking.saw(int(connection.exec_driver_sql(f"SELECT count(*) FROM {INDEX}_data").scalar_one()))


# What joins documents --------------------------------------------------------------------------------------------------


def _look_at_links(connection: Connection, looking: Looking) -> None:
    """The records of incidents are there, and an incident that merged leads to one that stands."""
    i, of = link_schema.incident.c, link_schema.incident_record.c
    state = _state(connection)
    if state == "current":
        for row in connection.execute(select(of.record, of.incident).where(of.record.not_in(select(told.c.record)))):
            looking.fault(f"incident I{row.incident}", f"has the record {row.record[:12]}, which is not there")
        for record, document in _without_home(connection):
            looking.fault(f"document {document[:12]}", f"is said to have the record {record[:12]}, which no current reading holds")
    elif state == "stale":
        looking.notes.append("readings have changed since the last linking: incidents were not held against records (`pantau relink`)")
    into = {row.number: row.into for row in connection.execute(select(i.number, i.into))}
    for number in into:
        if not _ends(number, into):
            looking.fault(f"incident I{number}", "leads in a circle, or to an incident that is not there")
    for row in connection.execute(select(of.incident).distinct().where(of.incident.not_in(select(i.number)))):
        looking.fault(f"incident I{row.incident}", "has records, and is not there")
    looking.saw(len(into))


def _state(connection: Connection) -> str:
    """Whether what was linked is of today's readings: `none`, `current`, `stale`."""
    linked = links.load_linked(connection)
    return "none" if linked is None else "current" if linked.readings == links.hash_readings(connection) else "stale"


def _without_home(connection: Connection) -> Iterator[tuple[str, str]]:
    """Records that the digest tells of and no current reading of their document holds; each looked up, none scanned for."""
    r, t = schema.reading.c, told.c
    for kind, table in schema.records.items():
        home = exists().where(r.document == t.document, r.is_current, table.c.reading == r.id, table.c.id == t.record)
        rows = connection.execute(select(t.record, t.document).where(t.kind == kind, ~home))
        yield from ((row.record, row.document) for row in rows)


def _ends(number: int, into: dict[int, int | None]) -> bool:
    """Whether the redirects from an incident lead to one that stands."""
    seen, at = set[int](), number
    while at in into and at not in seen:
        seen.add(at)
        further = into[at]
        if further is None:
            return True
        at = further
    return False


# People ----------------------------------------------------------------------------------------------------------------


def _look_at_journal(connection: Connection, looking: Looking) -> None:
    found = journal.verify(connection)
    for fault in found.faults:
        looking.fault(f"journal, entry {fault.number}", fault.what)
    looking.notes += [f"journal, entry {note.number}: {note.what}" for note in found.notes]
    looking.saw(found.entries)


def _look_at_withdrawn(connection: Connection, looking: Looking) -> None:
    """Documents that were withdrawn or erased stand as the journal says, and nothing is left of the erased."""
    number, doubts = find_doubtful(connection)
    for where, what in doubts:
        looking.fault(where, what)
    looking.saw(number)


_FILE = Check("file", "pages of the file", "", _look_at_file)
_QUICK_FILE = Check("file", "pages of the file", "", _look_at_file_quickly)
_KEYS = Check("keys", "kinds of references", "", _look_at_keys)
_BYTES = Check("bytes", "documents", "SELECT count(*) FROM kept", _look_at_bytes)
_SPANS = Check("spans", "readings", "SELECT count(*) FROM reading", look_at_spans)
_READINGS = Check("readings", "readings", "", _look_at_readings)
_SEARCH = Check("search", "documents", "", _look_at_search)
_LINKS = Check("links", "incidents", "", _look_at_links)
_JOURNAL = Check("journal", "entries", "", _look_at_journal)
_WITHDRAWN = Check("withdrawn", "documents", "", _look_at_withdrawn)

QUICK: tuple[Check, ...] = (_QUICK_FILE, _KEYS, _READINGS, _JOURNAL, _WITHDRAWN)
WHOLE: tuple[Check, ...] = (_FILE, _KEYS, _BYTES, _SPANS, _READINGS, _SEARCH, _LINKS, _JOURNAL, _WITHDRAWN)
OF_ANY_FORM = ("file", "keys")
"""The checks that a store of an older form can be looked at with."""
