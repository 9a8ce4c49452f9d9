"""KEEP AND ASK what joins documents: which records make an incident, what befell each incident, which claim answers which.

The grouping itself is made elsewhere, from the records alone; here it gets numbers that last. A number once given is never given
again: an incident that merged into another is redirected there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from pantau.model import AnswerLink
from pantau.store import link_schema, schema
from pantau.store.keep import instant
from pantau.store.rulings import load_standing

_ROWS = 500
JOINING = ("same", "not_same", "withdraw", "rate")
"""After these everything is to be joined anew. What is decided of a record makes a new reading, of an incident changes it alone."""


class Founding(NamedTuple):
    """What befell an incident in one linking: `founded`, `merged` (into `other`), `split` (from `other`), `grown`, `shrunk` or
    `vanished`, with the records concerned."""

    kind: str
    incident: str
    other: str | None
    records: tuple[str, ...]


class Happened(NamedTuple):
    """An entry of an incident's history."""

    made_at: str
    change: Founding


class Linked(NamedTuple):
    """The state that was linked last."""

    made_at: str
    version: str
    knowledge: str
    readings: str


def _number(incident_id: str) -> int:
    return int(incident_id.removeprefix("I"))


def _id(number: int | None) -> str | None:
    return None if number is None else f"I{number}"


def hash_readings(connection: Connection) -> str:
    """A hash over all current readings and what was decided beside them that bears on how they join: another set is another hash."""
    number = schema.reading.c.id  # a reading never changes: its number in this store stands for it
    mixed = func.sum((number * 2_654_435_761) % 4_294_967_296)
    row = connection.execute(select(func.count(), func.sum(number), mixed).where(schema.reading.c.is_current)).one()
    decided = [each.number for each in load_standing(connection, kinds=JOINING)]
    return hashlib.sha256(json.dumps([*row, decided]).encode()).hexdigest()


def load_incidents(connection: Connection) -> dict[str, frozenset[str]]:
    """The records of every incident that holds some."""
    table = link_schema.incident_record
    found: dict[str, set[str]] = {}
    for row in connection.execute(select(table.c.incident, table.c.record)):
        found.setdefault(f"I{row.incident}", set()).add(row.record)
    return {key: frozenset(found[key]) for key in sorted(found, key=_number)}


def next_number(connection: Connection) -> int:
    """The number that the next incident to be founded gets."""
    return int(connection.execute(select(func.max(link_schema.incident.c.number))).scalar() or 0) + 1


def current_id(connection: Connection, incident_id: str) -> str | None:
    """The incident that a number stands for today, redirects followed; None for a number never given."""
    if not incident_id.removeprefix("I").isdecimal():
        return None
    number: int | None = _number(incident_id)
    table = link_schema.incident
    for _ in range(1000):  # a chain of redirects is as long as an incident merged often, never a circle
        row = connection.execute(select(table.c.into).where(table.c.number == number)).first()
        if row is None:
            return None
        if row.into is None:
            return _id(number)
        number = row.into
    return None


def load_history(connection: Connection, incident_id: str) -> list[Happened]:
    """What befell an incident, oldest first; merges of others into it included."""
    table = link_schema.incident_change
    mine = (table.c.incident == _number(incident_id)) | (table.c.other == _number(incident_id))
    rows = connection.execute(select(table).where(mine).order_by(table.c.number))
    return [
        Happened(r.made_at, Founding(r.kind, f"I{r.incident}", _id(r.other), tuple(json.loads(r.records)))) for r in rows
    ]


def save_some_incidents(
    connection: Connection, gone: Iterable[str], groups: Mapping[str, Iterable[str]], changes: Sequence[Founding], *, now: datetime
) -> None:
    """Write what became of some incidents, the others left as they are; `gone` are the ids whose records may be others now."""
    table = link_schema.incident_record
    numbers = sorted({_number(key) for key in (*gone, *groups)})
    connection.execute(delete(table).where(table.c.incident.in_(numbers)))
    _note(connection, groups, changes, now)


def _note(connection: Connection, groups: Mapping[str, Iterable[str]], changes: Sequence[Founding], now: datetime) -> None:
    """The incidents that were founded, the redirects, the records and the history."""
    made_at, table = instant(now), link_schema.incident
    known = set(connection.execute(select(table.c.number)).scalars()) if len(groups) > _ROWS else set(
        connection.execute(select(table.c.number).where(table.c.number.in_([_number(key) for key in groups]))).scalars()
    )
    founded = sorted({_number(key) for key in groups} - known)
    insert_rows(connection, table, [{"number": number, "founded_at": made_at} for number in founded])
    for change in changes:
        if change.kind == "merged" and change.other:
            connection.execute(update(table).where(table.c.number == _number(change.incident)).values(into=_number(change.other)))
    rows = [{"incident": _number(key), "record": record} for key, records in groups.items() for record in sorted(records)]
    insert_rows(connection, link_schema.incident_record, rows)
    insert_rows(connection, link_schema.incident_change, [
        {
            "made_at": made_at, "kind": c.kind, "incident": _number(c.incident), "other": _number(c.other) if c.other else None,
            "records": json.dumps(sorted(c.records)),
        }
        for c in changes
    ])  # fmt: skip


def load_groups_of(connection: Connection, records: Iterable[str]) -> dict[str, frozenset[str]]:
    """The incidents that hold some of these records, each with all its records."""
    return load_some_groups(connection, set(load_homes(connection, records).values()))


def load_some_groups(connection: Connection, incidents: Iterable[str]) -> dict[str, frozenset[str]]:
    """The records of some incidents that hold any now."""
    table, found = link_schema.incident_record, dict[str, frozenset[str]]()
    numbers = sorted({_number(key) for key in incidents})
    for start in range(0, len(numbers), _ROWS):
        some: dict[str, set[str]] = {}
        for row in connection.execute(select(table).where(table.c.incident.in_(numbers[start : start + _ROWS]))):
            some.setdefault(f"I{row.incident}", set()).add(row.record)
        found |= {key: frozenset(each) for key, each in some.items()}
    return found


def load_homes(connection: Connection, records: Iterable[str]) -> dict[str, str]:
    """The incident of each of these records that is in one."""
    table, asked, found = link_schema.incident_record, sorted(set(records)), dict[str, str]()
    for start in range(0, len(asked), _ROWS):
        rows = connection.execute(select(table).where(table.c.record.in_(asked[start : start + _ROWS])))
        found |= {row.record: f"I{row.incident}" for row in rows}
    return found


def load_answers_of(connection: Connection, records: Iterable[str]) -> tuple[AnswerLink, ...]:
    """The answers to and by some claims."""
    table, asked, found = link_schema.answer, sorted(set(records)), dict[tuple[str, str, str], AnswerLink]()
    for start in range(0, len(asked), _ROWS):
        some = asked[start : start + _ROWS]
        for row in connection.execute(select(table).where(table.c.claim.in_(some) | table.c.answer.in_(some))):
            found[row.claim, row.answer, row.relation] = _answer(row)
    return tuple(found[key] for key in sorted(found))


def save_incidents(
    connection: Connection, groups: Mapping[str, Iterable[str]], changes: Sequence[Founding], *, now: datetime
) -> None:
    """Write the grouping of today and what changed since the last one."""
    connection.execute(delete(link_schema.incident_record))
    _note(connection, groups, changes, now)


def save_answers(connection: Connection, answers: Sequence[AnswerLink]) -> None:
    """The answers of today in place of those before."""
    table = link_schema.answer
    connection.execute(delete(table))
    insert_rows(connection, table, [
        {"claim": a.claim, "answer": a.answer, "relation": a.relation, "score": a.score, "reasons": json.dumps(a.reasons)}
        for a in answers
    ])  # fmt: skip


def load_answers(connection: Connection) -> tuple[AnswerLink, ...]:
    """Every answer, in order of its claims."""
    table = link_schema.answer
    rows = connection.execute(select(table).order_by(table.c.claim, table.c.answer, table.c.relation))
    return tuple(_answer(row) for row in rows)


def _answer(row: Any) -> AnswerLink:
    return AnswerLink(
        claim=row.claim, answer=row.answer, relation=row.relation, score=row.score, reasons=tuple(json.loads(row.reasons))
    )


def save_linked(connection: Connection, state: Linked) -> None:
    """Note what was linked."""
    table = link_schema.linking
    connection.execute(delete(table))
    connection.execute(insert(table).values(id=1, **state._asdict()))


def load_linked(connection: Connection) -> Linked | None:
    """What was linked last; None where nothing was."""
    table = link_schema.linking
    row = connection.execute(select(table)).first()
    return Linked(row.made_at, row.version, row.knowledge, row.readings) if row else None


def insert_rows(connection: Connection, table: Table, rows: Sequence[dict[str, object]]) -> None:
    """Many rows, some hundreds at a time."""
    for start in range(0, len(rows), _ROWS):
        connection.execute(insert(table), rows[start : start + _ROWS])
