"""ASK what does not add up, some at a time: findings and told numbers of truces, in the order they were found; one truce by its id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, select

from pantau.model import Count, Finding, RegisteredCeasefire
from pantau.store.bodies import from_body
from pantau.store.digest_schema import arrangement, count_told, finding


class Found(NamedTuple):
    """A finding with its place in the list."""

    number: int
    finding: Finding


def _asked(check: str | None, theatres: Sequence[str]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [] if check is None else [finding.c.check_name == check]
    return [*conditions, finding.c.theatre.in_(theatres)] if theatres else conditions


def find_some_findings(
    connection: Connection, *, check: str | None = None, theatres: Sequence[str] = (), after: int | None = None, limit: int = 50
) -> list[Found]:
    """Findings behind `after`, one more than the limit where there are more."""
    conditions = _asked(check, theatres) + ([] if after is None else [finding.c.number > after])
    query = select(finding.c.number, finding.c.body).where(*conditions).order_by(finding.c.number).limit(limit + 1)
    return [Found(row.number, from_body(Finding, row.body)) for row in connection.execute(query)]


def select_findings(*, check: str | None = None, theatres: Sequence[str] = ()) -> Select[Any]:
    """The question for the numbers of findings, in no order."""
    return select(finding.c.number).where(*_asked(check, theatres))


def select_arrangements(ids: Sequence[str]) -> Select[Any]:
    """The question for truces by their ids, in no order."""
    return select(arrangement.c.id).where(arrangement.c.id.in_(ids))


def count_findings(connection: Connection, *, theatres: Sequence[str] = ()) -> dict[str, int]:
    """How many findings each check has."""
    query = select(finding.c.check_name, func.count().label("things")).where(*_asked(None, theatres)).group_by(finding.c.check_name)
    return {row.check_name: row.things for row in connection.execute(query.order_by(finding.c.check_name))}


def find_some_counts(connection: Connection, *, theatres: Sequence[str] = (), limit: int = 200) -> list[Count]:
    """Told numbers of truces and meetings, held against the registry."""
    query = select(count_told.c.body).order_by(count_told.c.number).limit(limit)
    rows = connection.execute(query.where(count_told.c.theatre.in_(theatres)) if theatres else query)
    return [from_body(Count, row.body) for row in rows]


def load_arrangement(connection: Connection, key: str) -> RegisteredCeasefire | None:
    """One truce; None where there is none of this id."""
    body = connection.execute(select(arrangement.c.body).where(arrangement.c.id == key)).scalar()
    return None if body is None else from_body(RegisteredCeasefire, body)
