"""Whether every stored span lies in its text, and the words beside it are the words there: `text[span] == words`, for ever."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, select

from pantau.store import schema

if TYPE_CHECKING:
    from pantau.store.verifying import Looking

_READINGS = 50  # at once, with their texts
_PARTS = (
    (schema.body, ""), (schema.set_aside, "reason"), (schema.credit, "name"), (schema.page_evidence, "slot"), (schema.problem, "what"),
)  # fmt: skip
"""Lists of a reading with spans, and the column that names a row of them."""


def look_at_spans(connection: Connection, looking: Looking) -> None:
    """Every span of every reading, the superseded ones too; records that evidence is given for are there."""
    r, t = schema.reading, schema.text
    joined = r.join(t, (t.c.document == r.c.document) & (t.c.number == r.c.text_number))
    query = select(r.c.id, r.c.document, t.c.text).select_from(joined).order_by(r.c.id).limit(_READINGS)
    last = -1
    while rows := connection.execute(query.where(r.c.id > last)).all():
        texts = {row.id: row.text for row in rows}
        names = {row.id: f"document {row.document[:12]}" for row in rows}
        first, last = rows[0].id, rows[-1].id
        for reading, what, start, end, quote in _spans(connection, first, last):
            if reading not in texts or (start is None and end is None):
                continue  # a reading without its text is told by the check of keys
            fault = _fault_of(texts[reading], start, end, quote)
            if fault is not None:
                looking.fault(f"{names[reading]}, {what}, {start}–{end}", fault)
        for reading, record, slot in _without_record(connection, first, last):
            looking.fault(names.get(reading, f"reading {reading}"), f"has evidence of `{slot}` for the record {record[:12]}, not there")
        looking.saw(len(rows))


def _fault_of(text: str, start: Any, end: Any, quote: str | None) -> str | None:
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= len(text)):
        return f"the span lies outside the text of {len(text)} code points"
    if quote is not None and text[start:end] != quote:
        return "the words there are not those that were stored"
    return None


def _spans(connection: Connection, first: int, last: int) -> Iterator[tuple[int, str, Any, Any, str | None]]:
    """Every span of the readings from `first` to `last`: whose, of what, where, with its words where those are stored."""
    for table, label in _PARTS:
        columns: list[Any] = [table.c.reading, table.c.start, table.c.end, *([table.c[label]] if label else [])]
        columns += [table.c.quote] if "quote" in table.c else []
        for row in _between(connection, table, columns, first, last):
            name = f"{table.name} {row[3]}" if label else table.name
            yield row.reading, name[:60], row.start, row.end, row.quote if "quote" in table.c else None
    e = schema.evidence.c
    for row in _between(connection, schema.evidence, [e.reading, e.record, e.slot, e.start, e.end, e.quote], first, last):
        yield row.reading, f"record {row.record[:12]}, {row.slot}", row.start, row.end, row.quote
    for kind, table in schema.records.items():
        for name in (column.name.removesuffix("_start") for column in table.c if column.name.endswith("_start")):
            ends = table.c[f"{name}_start"].label("start"), table.c[f"{name}_end"].label("end")
            for row in _between(connection, table, [table.c.reading, table.c.id, *ends], first, last):
                yield row.reading, f"{kind} {row.id[:12]}, {name}", row.start, row.end, None


def _between(connection: Connection, table: Table, columns: list[Any], first: int, last: int) -> Iterator[Any]:
    return iter(connection.execute(select(*columns).where(table.c.reading.between(first, last))))


def _without_record(connection: Connection, first: int, last: int) -> Iterator[tuple[int, str, str]]:
    """What stands in `evidence` and `inferred` for records that their reading does not hold."""
    there = {
        (row.reading, row.id)
        for table in schema.records.values()
        for row in _between(connection, table, [table.c.reading, table.c.id], first, last)
    }
    for table in (schema.evidence, schema.inferred):
        for row in _between(connection, table, [table.c.reading, table.c.record, table.c.slot], first, last):
            if (row.reading, row.record) not in there:
                yield row.reading, row.record, row.slot
