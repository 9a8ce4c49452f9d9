"""KEEP AND ASK the review queue: incidents with reasons to look at them, who looked last, who is looking just now.

A row is made by every linking and by every decision. It is open until an entry of the journal says that somebody looked at just what
there is to see. A lock is a courtesy with an end: it tells others who is at it, and is over by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Boolean, Column, Connection, Index, Integer, Table, Text, delete, func, insert, or_, select, tuple_

from pantau.model import JournalEntry, Look, Review
from pantau.model.decision import STATUS_DECISIONS
from pantau.store import digest_schema
from pantau.store.bodies import from_body, to_body
from pantau.store.digest import day_of, number_of
from pantau.store.keep import instant
from pantau.store.links import insert_rows
from pantau.store.rulings import load_standing
from pantau.store.schema import metadata

review = Table(
    "review", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("is_open", Boolean, nullable=False),
    Column("weight", Integer, nullable=False),
    Column("day", Text, nullable=False),
    Column("body", Text, nullable=False),
)  # fmt: skip
Index("review_by_weight", review.c.is_open, review.c.weight, review.c.day, review.c.number)

review_lock = Table(
    "review_lock", metadata,
    Column("incident", Integer, primary_key=True, autoincrement=False),
    Column("by", Text, nullable=False),
    Column("until", Text, nullable=False),
)  # fmt: skip

LOOKS = ("seen", *STATUS_DECISIONS)
LOCKED_FOR = timedelta(minutes=10)


class QueueCursor(NamedTuple):
    """Where a page of the queue goes on: behind this review."""

    weight: int
    day: str
    number: int


class Queue(NamedTuple):
    """Some open reviews, how many are open, where the next page begins."""

    items: tuple[Review, ...]
    total: int
    next: QueueCursor | None


class Lock(NamedTuple):
    """Who is looking at an incident, and until when that holds unless it is renewed."""

    by: str
    until: datetime


def save_reviews(connection: Connection, gone: Iterable[str] | None, found: Iterable[Review], days: Mapping[str, str]) -> None:
    """Put reviews in the place of those of `gone` incidents, or of all; `days` are those of their incidents."""
    if gone is None:
        connection.execute(delete(review))
    else:
        connection.execute(delete(review).where(review.c.number.in_(sorted(map(number_of, gone)))))
    insert_rows(connection, review, [
        {
            "number": number_of(each.incident), "is_open": each.is_open, "weight": each.weight,
            "day": days.get(each.incident, day_of(None)), "body": to_body(each),
        }
        for each in found
    ])  # fmt: skip


def load_reviews(connection: Connection, incidents: Iterable[str]) -> dict[str, Review]:
    """The reviews of some incidents, open or not."""
    numbers, found = sorted(map(number_of, incidents)), dict[str, Review]()
    for start in range(0, len(numbers), 500):
        rows = connection.execute(select(review.c.body).where(review.c.number.in_(numbers[start : start + 500])))
        found |= {each.incident: each for each in (from_body(Review, body) for body in rows.scalars())}
    return found


def find_queue(
    connection: Connection, *, theatres: Sequence[str] = (), after: QueueCursor | None = None, limit: int = 50,
    without: Sequence[int] = (),
) -> Queue:  # fmt: skip
    """The open reviews, heaviest first, of equals the newest; of some theatres or of all."""
    r, facet = review.c, digest_schema.incident_facet.c
    query = select(r.weight, r.day, r.number, r.body).where(r.is_open)
    if theatres:
        query = query.where(r.number.in_(select(facet.number).where(facet.facet == "theatre", facet.value.in_(theatres))))
    if without:
        query = query.where(r.number.not_in(without))
    total = int(connection.execute(select(func.count()).select_from(query.subquery())).scalar_one())
    if after is not None:
        query = query.where(tuple_(r.weight, r.day, r.number) < tuple_(*after))
    rows = connection.execute(query.order_by(r.weight.desc(), r.day.desc(), r.number.desc()).limit(limit + 1)).all()
    last = rows[limit - 1] if len(rows) > limit else None
    items = tuple(from_body(Review, row.body) for row in rows[:limit])
    return Queue(items, total, QueueCursor(last.weight, last.day, last.number) if last else None)


def load_looks(connection: Connection, incidents: Sequence[str] | None = None) -> dict[str, Look]:
    """The last look at each of some incidents, or of all that somebody looked at."""
    found = {entry.subject: entry for entry in load_standing(connection, subjects=incidents, kinds=LOOKS)}
    return {key: _look(entry) for key, entry in found.items()}


def _look(entry: JournalEntry) -> Look:
    after = entry.after
    return Look(
        entry.number, entry.by, entry.at, entry.kind, str(after.get("fingerprint", "")),
        tuple(str(each) for each in after.get("records", ())), int(after.get("at_least", 0)), int(after.get("at_most", 0)),
    )  # fmt: skip


def take_lock(connection: Connection, incident: str, by: str, *, now: datetime) -> Lock:
    """Say that somebody is looking at an incident; whoever is at it already keeps it. Returns who has it then."""
    held = find_lock(connection, incident, now=now)
    if held is not None and held.by != by:
        return held
    until = now + LOCKED_FOR
    connection.execute(delete(review_lock).where(review_lock.c.incident == number_of(incident)))
    connection.execute(insert(review_lock).values(incident=number_of(incident), by=by, until=instant(until)))
    return Lock(by, until)


def find_lock(connection: Connection, incident: str, *, now: datetime) -> Lock | None:
    """Who is looking at an incident; None where nobody is, or the time is over. A lock that ends later than one can is of a clock
    that went back, and over too."""
    row = connection.execute(select(review_lock).where(review_lock.c.incident == number_of(incident))).first()
    if row is None:
        return None
    until = datetime.fromisoformat(row.until)
    return Lock(row.by, until) if now < until <= now + LOCKED_FOR else None


def find_held(connection: Connection, *, now: datetime) -> dict[str, str]:
    """Who is looking at which incident."""
    rows = connection.execute(select(review_lock)).all()
    return {f"I{row.incident}": row.by for row in rows if now < datetime.fromisoformat(row.until) <= now + LOCKED_FOR}


def find_beside(connection: Connection, number: int, *, limit: int) -> list[str]:
    """Incidents that may be the same happening: of the same days, with most of its parties and types in common."""
    table, facet = digest_schema.incident_digest, digest_schema.incident_facet
    mine = connection.execute(select(table.c.day).where(table.c.number == number)).scalar()
    own = connection.execute(
        select(facet.c.facet, facet.c.value).where(facet.c.facet.in_(("party", "type")), facet.c.day == mine, facet.c.number == number)
    ).all()
    if mine is None or mine == day_of(None) or not own:
        return []
    day = date.fromisoformat(mine)
    first, last = (day - timedelta(days=2)).isoformat(), (day + timedelta(days=2)).isoformat()
    conditions = [
        (facet.c.facet == each.facet) & (facet.c.value == each.value) & facet.c.day.between(first, last) for each in own[:12]
    ]
    common = func.count().label("common")
    query = select(facet.c.number, common).where(or_(*conditions), facet.c.number != number).group_by(facet.c.number)
    rows = connection.execute(query.order_by(common.desc(), facet.c.number).limit(limit)).all()
    return [f"I{row.number}" for row in rows if row.common >= 2]


def free_lock(connection: Connection, incident: str, by: str) -> None:
    """Somebody is done with an incident."""
    table = review_lock
    connection.execute(delete(table).where(table.c.incident == number_of(incident), table.c.by == by))
