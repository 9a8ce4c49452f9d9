"""ASK in one pass: pages and what joins them, one after the other, for what hands everything on in memory that does not grow.

Whatever is given in an order is read in that order, a batch at a time; what belongs to some pages or records is looked up for a batch.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Select, and_, select, tuple_

from pantau.model import (
    AnswerLink,
    Credit,
    Document,
    Finding,
    IncidentDigest,
    Lineage,
    MatrixRow,
    Point,
    Record,
    RegisteredCeasefire,
    Span,
)
from pantau.store import bulk, digest_schema, lineage_schema, link_schema, schema
from pantau.store.bodies import from_body
from pantau.store.lineage import lineage_of

Item = TypeVar("Item")
Page = tuple[Document, tuple[Record, ...]]
BATCH = 200
_ASKED = 500  # ids in one question


class Told(NamedTuple):
    """Where a record stands: its kind, its document and that one's name."""

    record: str
    kind: str
    document: str
    name: str


def batches(things: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """Things a list at a time."""
    rest = iter(things)
    while some := list(islice(rest, size)):
        yield some


def stream(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    """The rows of a query, held some hundreds at a time."""
    return iter(connection.execute(query, execution_options={"yield_per": BATCH}))


def _among(query: Select[Any], column: Any, keys: Select[Any] | None) -> Select[Any]:
    """The same of those alone whose column is among the keys that a question finds."""
    return query if keys is None else query.where(column.in_(keys))


def asked_for(connection: Connection, query: Select[Any], column: Any, ids: Iterable[str]) -> Iterator[Any]:
    """The rows of a query whose column has one of these ids."""
    for some in batches(sorted(set(ids)), _ASKED):
        yield from connection.execute(query.where(column.in_(some)))


# In order ------------------------------------------------------------------------------------------------------------


def page_batches(
    connection: Connection, kinds: Collection[str] | None = None, among: Select[Any] | None = None, *, withdrawn: bool = False
) -> Iterator[list[Page]]:
    """Every document (`among` those of some ids) with its records (of some kinds), by name and id; `withdrawn` ones too."""
    table = schema.document.c
    ids = (row.id for row in stream(connection, _among(select(table.id), table.id, among).order_by(table.name, table.id)))
    return (bulk.load_pages(connection, only=some, kinds=kinds, withdrawn=withdrawn) for some in batches(ids))


def incidents(connection: Connection, among: Select[Any] | None = None) -> Iterator[IncidentDigest]:
    """Every incident (`among` those of some numbers), by number."""
    table = digest_schema.incident_digest.c
    query = _among(select(table.body), table.number, among).order_by(table.number)
    return (from_body(IncidentDigest, row.body) for row in stream(connection, query))


def figures(connection: Connection, among: Select[Any] | None = None) -> Iterator[tuple[Point, tuple[str, ...]]]:
    """Every figure of the ledger (`among` those of some numbers), in its order, with its theatres."""
    table = digest_schema.figure.c
    last, body, theatres = None, "", list[str]()
    query = _among(select(table.number, table.theatre, table.body), table.number, among)
    for row in stream(connection, query.order_by(table.number, table.theatre)):
        if row.number != last and last is not None:
            yield from_body(Point, body), tuple(theatres)
            theatres.clear()
        last, body = row.number, row.body
        theatres.append(row.theatre)
    if last is not None:
        yield from_body(Point, body), tuple(theatres)


def arrangements(connection: Connection, among: Select[Any] | None = None) -> Iterator[RegisteredCeasefire]:
    """Every ceasefire of the registry (`among` those of some ids), in order of their days."""
    table = digest_schema.arrangement.c
    query = _among(select(table.body), table.id, among).order_by(table.day, table.id)
    return (from_body(RegisteredCeasefire, row.body) for row in stream(connection, query))


def findings(connection: Connection, among: Select[Any] | None = None) -> Iterator[Finding]:
    """What does not add up (`among` those of some numbers), in order."""
    table = digest_schema.finding.c
    query = _among(select(table.body), table.number, among).order_by(table.number)
    return (from_body(Finding, row.body) for row in stream(connection, query))


def answers(connection: Connection) -> Iterator[AnswerLink]:
    """Which claim answers which, in order of the claims answered."""
    table = link_schema.answer
    rows = stream(connection, select(table).order_by(table.c.claim, table.c.answer, table.c.relation))
    return (AnswerLink(r.claim, r.answer, r.relation, r.score, tuple(json.loads(r.reasons))) for r in rows)


def lineages(connection: Connection, among: Select[Any] | None = None) -> Iterator[Lineage]:
    """Who copied, translated, quoted or credited whom (`among`: of some documents, others and relations), in order of these."""
    table = lineage_schema.lineage
    key = table.c.document, table.c.other, table.c.relation
    rows = stream(connection, _among(select(table), tuple_(*key), among).order_by(*key))
    return (lineage_of(row) for row in rows)


class Met(NamedTuple):
    """A problem of a current reading: its place there, `stage` (`read`, `extract`), what, and the words it is about."""

    document: str
    maker: str
    stage: str
    position: int
    what: str
    span: Span | None


def problems(connection: Connection, among: Select[Any] | None = None) -> Iterator[Met]:
    """What was seen and not handled (`among`: in some documents), by document."""
    p, r, d = schema.problem.c, schema.reading.c, schema.document.c
    joined = schema.problem.join(schema.reading, and_(r.id == p.reading, r.is_current)).join(schema.document, d.id == r.document)
    query = select(r.document, r.maker, p.stage, p.position, p.what, p.start, p.end).select_from(joined)
    for row in stream(connection, _among(query, r.document, among).order_by(d.name, d.id, r.maker, p.position)):
        yield Met(
            row.document, row.maker, row.stage, row.position, row.what, None if row.start is None else Span(row.start, row.end)
        )


def matrix_rows(connection: Connection, among: Select[Any] | None = None) -> Iterator[tuple[IncidentDigest, MatrixRow]]:
    """Every incident (`among` those of some numbers) of which somebody speaks, with what is said of it, by number."""
    row, digest = digest_schema.matrix_row, digest_schema.incident_digest
    joined = row.join(digest, digest.c.number == row.c.number)
    query = select(digest.c.body, row.c.body.label("cells")).select_from(joined).where(row.c.voices > 0)
    for each in stream(connection, _among(query, row.c.number, among).order_by(row.c.number)):
        yield from_body(IncidentDigest, each.body), from_body(MatrixRow, each.cells)


# Of some pages or records ----------------------------------------------------------------------------------------------


def told_of(connection: Connection, records: Iterable[str]) -> dict[str, Told]:
    """Where each of these records stands; those that are not there any more are left out."""
    told, document = digest_schema.told, schema.document
    query = select(told.c.record, told.c.kind, told.c.document, document.c.name).join(document, document.c.id == told.c.document)
    return {row.record: Told(*row) for row in asked_for(connection, query, told.c.record, records)}


def incident_numbers(connection: Connection, records: Iterable[str]) -> dict[str, int]:
    """The incident of each of some records that is in one."""
    table = digest_schema.told.c
    query = select(table.record, table.incident).where(table.incident.is_not(None))
    return {row.record: row.incident for row in asked_for(connection, query, table.record, records)}


def incidents_by_number(connection: Connection, numbers: Iterable[int]) -> Iterator[IncidentDigest]:
    """Some incidents."""
    table = digest_schema.incident_digest.c
    for some in batches(sorted(set(numbers)), _ASKED):
        rows = connection.execute(select(table.body).where(table.number.in_(some)))
        yield from (from_body(IncidentDigest, row.body) for row in rows)


def answered_by(connection: Connection, claims: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """By claim: the claims it answers, each with the relation, in order."""
    table, found = link_schema.answer.c, defaultdict(list)
    for row in asked_for(connection, select(table.claim, table.answer, table.relation), table.answer, claims):
        found[row.answer].append((row.claim, row.relation))
    return {claim: sorted(told) for claim, told in found.items()}


def families_of(connection: Connection, documents: Iterable[str]) -> dict[str, str]:
    """The family of each of some documents that is in one."""
    table = lineage_schema.family_document.c
    return {
        row.document: row.family for row in asked_for(connection, select(table.document, table.family), table.document, documents)
    }


def family_roots(connection: Connection, families: Iterable[str]) -> dict[str, str | None]:
    """By family: the agency its text comes from, where that is known."""
    table = lineage_schema.family.c
    return {row.id: row.root for row in asked_for(connection, select(table.id, table.root), table.id, families)}


def family_members(connection: Connection, families: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """By family: its documents, in order."""
    table, found = lineage_schema.family_document.c, defaultdict(list)
    for row in asked_for(connection, select(table.document, table.family), table.family, families):
        found[row.family].append(row.document)
    return {family: tuple(sorted(members)) for family, members in found.items()}


def heads_of(connection: Connection, documents: Iterable[str]) -> list[Document]:
    """Some documents without their texts and records: name, kind, outlet and credits, as their current readings read them."""
    reading, name = schema.reading, schema.document.c.name
    columns = reading.c.id, reading.c.document, name, reading.c.kind, reading.c.source
    own_first = reading.c.maker.not_in(schema.OWN)
    query = select(*columns).join(schema.document, schema.document.c.id == reading.c.document).where(reading.c.is_current)
    rows: dict[str, Any] = {}
    for row in asked_for(connection, query.order_by(own_first, reading.c.maker), reading.c.document, documents):
        rows.setdefault(row.document, row)
    credits: dict[int, list[Credit]] = defaultdict(list)
    table = schema.credit
    for some in batches(sorted(row.id for row in rows.values()), _ASKED):
        for c in connection.execute(select(table).where(table.c.reading.in_(some)).order_by(table.c.reading, table.c.position)):
            credits[c.reading].append(Credit(c.name, Span(c.start, c.end), c.relation, c.source))
    return [
        Document(id=r.document, name=r.name, text="", kind=r.kind, source=r.source, credits=tuple(credits[r.id]))
        for r in rows.values()
    ]


def makers_of(connection: Connection, documents: Sequence[str]) -> dict[str, tuple[str, str]]:
    """By record of these documents that pantau did not make: its maker and the name it bears there."""
    names, reading = schema.outside_name, schema.reading
    query = select(names.c.record, reading.c.maker, names.c.name).join(reading).where(reading.c.is_current)
    return {row.record: (row.maker, row.name) for row in asked_for(connection, query, reading.c.document, documents)}


def problems_of(connection: Connection, documents: Sequence[str]) -> dict[str, list[str]]:
    """By document: what its current readings saw in its text and could not resolve."""
    problem, reading, found = schema.problem, schema.reading, defaultdict(list)
    query = select(problem.c.what, reading.c.document).join(reading).where(reading.c.is_current, problem.c.stage == "extract")
    for row in asked_for(connection, query.order_by(problem.c.reading, problem.c.position), reading.c.document, documents):
        found[row.document].append(row.what)
    return dict(found)
