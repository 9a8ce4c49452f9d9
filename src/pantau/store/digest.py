"""KEEP the digest of what was joined: every table of it made anew, in the caller's transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, func, insert, literal, select
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from pantau.model import Digest, Figure, IncidentDigest, MatrixRow, ToldRecord
from pantau.store import digest_schema as tables
from pantau.store import views
from pantau.store.bodies import to_body

NO_DAY = "0000"
"""Stands for the day of what has none: newest first, it comes last."""
_AT_ONCE = 5_000
_TABLES = (
    tables.told, tables.told_facet, tables.incident_digest, tables.incident_facet, tables.matrix_row, tables.figure, tables.arrangement,
    tables.finding, tables.count_told, tables.facet_count,
)  # fmt: skip


def save_digest(connection: Connection, digest: Digest) -> None:
    """Put the digest in place of the one before, and make the views anew that read it."""
    for table in _TABLES:
        connection.execute(delete(table))
    _insert(connection, tables.told, (_told_row(row) for row in digest.told))
    _insert(connection, tables.told_facet, (
        {"facet": facet, "value": value, "day": day_of(row.began_on), "record": row.record}
        for row in digest.told for facet, value in _told_facets(row)
    ))  # fmt: skip
    _insert(connection, tables.incident_digest, (_incident_row(each) for each in digest.incidents))
    _insert(connection, tables.incident_facet, (
        {"facet": facet, "value": value, "day": day_of(each.began_on), "number": number_of(each.incident.id)}
        for each in digest.incidents for facet, value in _incident_facets(each)
    ))  # fmt: skip
    _count_facets(connection)
    days = {each.incident.id: day_of(each.began_on) for each in digest.incidents}
    _insert(connection, tables.matrix_row, (_matrix_row(row, days) for row in digest.matrix))
    _insert(connection, tables.figure, (row for number, each in enumerate(digest.figures) for row in _figure_rows(number, each)))
    _insert(connection, tables.arrangement, (
        {"id": a.id, "theatre": a.theatre, "day": day_of(a.began_on), "mentions": len(a.mentions), "body": to_body(a)}
        for a in digest.registry
    ))  # fmt: skip
    _insert(connection, tables.finding, (
        {"number": n, "check_name": f.check, "theatre": f.theatre or "", "body": to_body(f)} for n, f in enumerate(digest.findings)
    ))  # fmt: skip
    _insert(connection, tables.count_told, (
        {"number": n, "theatre": c.theatre or "", "body": to_body(c)} for n, c in enumerate(digest.counts)
    ))  # fmt: skip
    views.make(connection)


class Facets(NamedTuple):
    """What finds a thing: its day, and every facet with its value."""

    day: str
    values: frozenset[tuple[str, str]]


def replace_told(connection: Connection, gone: Iterable[ToldRecord], found: Iterable[ToldRecord]) -> None:
    """Put some records in place of those that were there (or the same as they were), inside the caller's transaction."""
    before = {row.record: Facets(day_of(row.began_on), frozenset(_told_facets(row))) for row in gone}
    rows = {row.record: row for row in found}
    after = {key: Facets(day_of(row.began_on), frozenset(_told_facets(row))) for key, row in rows.items()}
    connection.execute(delete(tables.told).where(tables.told.c.record.in_(sorted({*before, *after}))))
    _insert(connection, tables.told, (_told_row(row) for row in rows.values()))
    _replace_facets(connection, "record", tables.told_facet, before, after)


def replace_incidents(connection: Connection, gone: Iterable[IncidentDigest], found: Sequence[IncidentDigest]) -> None:
    """The same for incidents."""
    before = {number_of(one.incident.id): Facets(day_of(one.began_on), frozenset(_incident_facets(one))) for one in gone}
    after = {number_of(one.incident.id): Facets(day_of(one.began_on), frozenset(_incident_facets(one))) for one in found}
    table = tables.incident_digest
    connection.execute(delete(table).where(table.c.number.in_(sorted({*before, *after}))))
    _insert(connection, table, (_incident_row(one) for one in found))
    _replace_facets(connection, "incident", tables.incident_facet, before, after)


def replace_matrix(connection: Connection, gone: Iterable[str], rows: Sequence[MatrixRow], days: Mapping[str, str]) -> None:
    """The same for rows of the claims matrix; `days` are those of their incidents."""
    numbers = sorted({*map(number_of, gone), *(number_of(row.incident) for row in rows)})
    connection.execute(delete(tables.matrix_row).where(tables.matrix_row.c.number.in_(numbers)))
    _insert(connection, tables.matrix_row, (_matrix_row(row, days) for row in rows))


def _replace_facets(
    connection: Connection, thing: str, table: Table, before: Mapping[Any, Facets], after: Mapping[Any, Facets]
) -> None:
    """The facets of some things, and the counts of what each value finds."""
    key = next(column.name for column in table.primary_key if column.name not in ("facet", "value", "day"))
    old = {(facet, value, each.day, name) for name, each in before.items() for facet, value in each.values}
    new = {(facet, value, each.day, name) for name, each in after.items() for facet, value in each.values}
    for facet, value, day, name in sorted(old - new):
        here = table.c.facet == facet, table.c.value == value, table.c.day == day, table.c[key] == name
        connection.execute(delete(table).where(*here))
    _insert(connection, table, ({"facet": f, "value": v, "day": d, key: n} for f, v, d, n in sorted(new - old)))
    changes = Counter((f, v) for f, v, _, _ in new)
    changes.subtract((f, v) for f, v, _, _ in old)
    changes["", ""] = len(after) - len(before)
    counts = tables.facet_count
    for (facet, value), more in sorted(changes.items()):
        if more:
            row = {"thing": thing, "facet": facet, "value": value, "things": more}
            added = sqlite_insert(counts).values(row)
            merged = added.on_conflict_do_update(["thing", "facet", "value"], set_={"things": counts.c.things + more})
            connection.execute(merged)


def _matrix_row(row: MatrixRow, days: Mapping[str, str]) -> dict[str, Any]:
    voices = sum(len(voices) for _, voices in row.cells)
    return {"number": number_of(row.incident), "day": days.get(row.incident, NO_DAY), "body": to_body(row), "voices": voices}


def _count_facets(connection: Connection) -> None:
    """How many things each value finds, and how many there are."""
    for thing, table, facets in (
        ("record", tables.told, tables.told_facet), ("incident", tables.incident_digest, tables.incident_facet),
    ):  # fmt: skip
        counted = select(literal(thing), facets.c.facet, facets.c.value, func.count()).group_by(facets.c.facet, facets.c.value)
        whole = select(literal(thing), literal(""), literal(""), func.count()).select_from(table)
        for query in (counted, whole):
            connection.execute(insert(tables.facet_count).from_select(["thing", "facet", "value", "things"], query))


def day_of(day: date | None) -> str:
    """A day as it is looked up: its ISO words, NO_DAY for none."""
    return day.isoformat() if day else NO_DAY


def number_of(incident_id: str) -> int:
    """The number in an incident's id."""
    return int(incident_id.removeprefix("I"))


def _insert(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    rest = iter(rows)
    while some := list(islice(rest, _AT_ONCE)):
        connection.execute(insert(table), some)


def _told_row(row: ToldRecord) -> dict[str, Any]:
    return {
        "record": row.record, "kind": row.kind, "what": row.what, "document": row.document, "day": day_of(row.began_on),
        "last_day": day_of(row.ended_on), "incident": number_of(row.incident) if row.incident else None, "confidence": row.confidence,
    }  # fmt: skip


def _told_facets(row: ToldRecord) -> Iterator[tuple[str, str]]:
    yield from (("party", code) for code in row.parties)
    yield from (("theatre", theatre) for theatre in row.theatres)
    yield "what", row.what
    if row.source:
        yield "outlet", row.source
    if row.language:
        yield "language", row.language


def _incident_row(each: IncidentDigest) -> dict[str, Any]:
    place = each.place
    return {
        "number": number_of(each.incident.id), "day": day_of(each.began_on), "last_day": day_of(each.ended_on),
        "first_told_on": day_of(each.first_told_on), "at_least": each.origins.at_least, "at_most": each.origins.at_most,
        "documents": len(each.documents), "records": len(each.incident.records), "lat": place.lat if place else None,
        "lon": place.lon if place else None, "body": to_body(each),
    }  # fmt: skip


def _incident_facets(each: IncidentDigest) -> Iterator[tuple[str, str]]:
    yield "status", each.status.status
    named = {
        "type": each.incident.types, "party": each.parties, "theatre": each.theatres, "outlet": each.sources,
        "language": each.languages, "modality": each.incident.modalities,
    }  # fmt: skip
    for facet, values in named.items():
        yield from ((facet, value) for value in sorted(set(values)))


def _figure_rows(number: int, figure: Figure) -> Iterator[dict[str, Any]]:
    key = figure.point.key
    for theatre in figure.theatres:
        yield {
            "number": number, "theatre": theatre, "party": key.party or "", "category": key.category, "outcome": key.outcome,
            "claimant": key.claimant or "", "measure": key.measure, "day": day_of(figure.point.as_of), "body": to_body(figure.point),
        }  # fmt: skip
