"""KEEP what people corrected, added and dismissed in a page: a reading of the desk's own, which stands for the machine's.

Invariant: the desk's reading of a page is the machine's newest with the decisions that stand laid over it, nothing else. It is made
anew whenever either changes, so that a new reading keeps the people's work and shows where it no longer fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from pantau.model import JournalEntry, Problem, Quote, Record, Span
from pantau.model.correction import Edit, apply_edits, find_again, make_added
from pantau.store import ask, keep, schema, search_keep
from pantau.store.journal import load_content
from pantau.store.journal_schema import desk_reading, lost_decision
from pantau.store.rulings import load_standing

LAID_OVER = ("correct", "add", "dismiss")


class Lost(NamedTuple):
    """A decision that no longer fits its page, and why."""

    document: str
    entry: int
    what: str


def find_machine_reading(connection: Connection, document_id: str) -> int | None:
    """The newest reading of a page by pantau itself; None where it read none."""
    over = connection.execute(select(desk_reading.c.machine).where(desk_reading.c.document == document_id)).scalar()
    if over is not None:
        return int(over)
    return _current(connection, document_id)


def _current(connection: Connection, document_id: str) -> int | None:
    table = schema.reading
    mine = table.c.document == document_id, table.c.maker == schema.PANTAU, table.c.is_current
    found = connection.execute(select(table.c.id).where(*mine)).scalar()
    return None if found is None else int(found)


def refold(connection: Connection, document_id: str, *, now: datetime) -> None:
    """Lay the decisions that stand over the machine's newest reading of a page, inside the caller's transaction."""
    fresh = _current(connection, document_id)
    machine = fresh if fresh is not None else find_machine_reading(connection, document_id)
    if machine is None:
        return
    rulings = load_standing(connection, document=document_id, kinds=LAID_OVER)
    connection.execute(delete(desk_reading).where(desk_reading.c.document == document_id))
    connection.execute(delete(lost_decision).where(lost_decision.c.document == document_id))
    if rulings:
        _lay_over(connection, document_id, machine, rulings, now)
    elif fresh is None:
        _stand_again(connection, document_id, machine)


def _stand_again(connection: Connection, document_id: str, machine: int) -> None:
    """The machine's reading as it was before anybody decided."""
    table = schema.reading
    theirs = table.c.document == document_id, table.c.maker == schema.DESK
    connection.execute(update(table).where(*theirs).values(is_current=False))
    connection.execute(update(table).where(table.c.id == machine).values(is_current=True))
    search_keep.refresh(connection, [document_id])


def _lay_over(connection: Connection, document_id: str, machine: int, rulings: Sequence[JournalEntry], now: datetime) -> None:
    document = ask.load_document(connection, document_id, reading=machine)
    table, problem = schema.reading, schema.problem
    row = connection.execute(select(table.c.version, table.c.knowledge).where(table.c.id == machine)).one()
    told = connection.execute(select(problem).where(problem.c.reading == machine, problem.c.stage == "extract"))
    problems = [Problem(each.what, None if each.start is None else Span(each.start, each.end)) for each in told]
    contents = {entry.number: load_content(connection, entry) or {} for entry in rulings}
    records, lost = lay_over(ask.records_of_reading(connection, machine, document_id), rulings, contents, document.text)
    version = f"{row.version}+desk:{','.join(str(entry.number) for entry in rulings)}"
    connection.execute(update(table).where(table.c.id == machine).values(is_current=False))
    connection.execute(insert(desk_reading).values(document=document_id, machine=machine))
    keep.add_reading(
        connection, document, records, problems, knowledge=row.knowledge, version=version, now=now, maker=schema.DESK
    )
    if lost:
        connection.execute(insert(lost_decision), [{"document": document_id, "entry": n, "what": what} for n, what in lost])


def lay_over(
    records: Sequence[Record], rulings: Sequence[JournalEntry], contents: Mapping[int, Mapping[str, Any]], text: str
) -> tuple[tuple[Record, ...], tuple[tuple[int, str], ...]]:
    """The records with the rulings laid over them in their order, and the rulings that do not fit (any more), with the reason."""
    found = {record.id: record for record in records}
    lost = list[tuple[int, str]]()
    for entry in rulings:
        content = contents[entry.number]
        fault = _add(found, entry, content, text) if entry.kind == "add" else _change(found, entry, content, text)
        lost += [(entry.number, fault)] if fault else []
    return tuple(sorted(found.values(), key=lambda r: (r.trigger, r.kind, r.id))), tuple(lost)


def _change(found: dict[str, Record], entry: JournalEntry, content: Mapping[str, Any], text: str) -> str | None:
    record = found.get(entry.subject)
    if record is None:
        return "the record it is about is not read any more"
    if entry.kind == "dismiss":
        del found[entry.subject]
        return None
    found[entry.subject], lost = apply_edits(record, list(edits_of(content)), text, entry=entry.number)
    return f"the page no longer has the words of {', '.join(lost)}" if lost else None


def _add(found: dict[str, Record], entry: JournalEntry, content: Mapping[str, Any], text: str) -> str | None:
    if not content:
        return "its words were erased"
    trigger = find_again(Quote(*content["quote"]), text, Span(*content["trigger"]))
    if trigger is None:
        return "the page no longer has its words"
    try:
        record, lost = make_added(
            content["kind"], entry.document or "", trigger, list(edits_of(content)), text, counter=content["counter"],
            entry=entry.number,
        )
    except ValueError as fault:
        return str(fault)
    found[entry.subject] = replace(record, id=entry.subject)  # its words may have moved: its id stands
    return f"the page no longer has the words of {', '.join(lost)}" if lost else None


def edits_of(content: Mapping[str, Any]) -> Iterator[Edit]:
    """The slots of an entry's content as edits."""
    for slot, each in sorted(content.get("slots", {}).items()):
        span, quote = each.get("span"), each.get("quote")
        yield Edit(slot, each.get("value"), Span(*span) if span else None, Quote(*quote) if quote else None)


def load_lost(connection: Connection) -> tuple[Lost, ...]:
    """Every decision that no longer fits its page."""
    rows = connection.execute(select(lost_decision).order_by(lost_decision.c.entry, lost_decision.c.document))
    return tuple(Lost(row.document, row.entry, row.what) for row in rows)
