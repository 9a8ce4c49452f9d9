"""Take a document out of every table, for good: the one place of the house that deletes what was kept.

Every table is accounted for: rows that belong to a document, to one of its readings or records go; a table of another kind has a rule
here, or a reason why it stays. `tests/store/test_erasing.py` fails for a table that has neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, Text, delete, func, or_, select, update

from pantau.store import prints, schema, search_keep
from pantau.store.digest_schema import incident_digest
from pantau.store.schema import metadata
from pantau.store.search_schema import INDEX

_RUN = 7  # words in a row that are no accident
_WORD, _ESCAPED = re.compile(r"\w+"), re.compile(r"\\[nrtu\"]")
_ASKED = 400


class Gone(NamedTuple):
    """What is known of a document that is being erased: its readings, its records, its print, the photographs filed with it."""

    document: str
    readings: tuple[int, ...]
    records: tuple[str, ...]
    prints: tuple[int, ...]
    photos: tuple[str, ...] = ()


Rule = Callable[[Table, Gone], ColumnElement[bool]]


def _mentions(table: Table, gone: Gone) -> ColumnElement[bool]:
    """Bodies that name the document or one of its records: made anew by the next linking, without it."""
    return or_(*(func.instr(table.c.body, each) > 0 for each in (gone.document, *gone.records)))


def _photos(table: Table, gone: Gone) -> ColumnElement[bool]:
    """Those that no other report shows: rows of `observation_photo` go before."""
    return table.c.sha256.in_(gone.photos) & table.c.sha256.not_in(select(metadata.tables["observation_photo"].c.photo))


def _of_no_incident(table: Table, _: Gone) -> ColumnElement[bool]:
    """What was said of incidents whose digest went: made anew with it."""
    return table.c.number.not_in(select(incident_digest.c.number))


RULES: dict[str, Rule] = {
    "kept": lambda table, gone: table.c.sha256 == gone.document,
    "document": lambda table, gone: table.c.id == gone.document,
    "lineage": lambda table, gone: or_(table.c.document == gone.document, table.c.other == gone.document),
    "family": lambda table, gone: table.c.root_document == gone.document,
    "answer": lambda table, gone: or_(table.c.claim.in_(gone.records), table.c.answer.in_(gone.records)),
    "photo": _photos,
    "linking": lambda table, _: table.c.id.is_not(None),  # numbers of its readings may be given again: nothing is linked as it stands
    "band": lambda table, gone: table.c.number.in_(gone.prints),
    "incident_digest": _mentions, "matrix_row": _mentions, "figure": _mentions, "arrangement": _mentions, "finding": _mentions,
    "count_told": _mentions,
    "incident_facet": _of_no_incident, "review": _of_no_incident,
}  # fmt: skip
"""What belongs to a document in another way than by a column `document`, `reading` or `record`."""

STAYS = {
    "journal": "append-only; words of pages lie apart in journal_content, and go",
    "journal_head": "number and hash of the newest entry",
    "withdrawn_document": "hash, reason, who and when stay",
    "incident": "numbers that are never given again",
    "incident_change": "history by ids",
    "facet_count": "numbers, made anew by the next linking",
    "input_problem": "inputs that could not be read: no document came of them",
    "searched_lemmas": "taken out with the document's row of the search",
    "review_lock": "who is at an incident",
    "account": "people", "api_key": "people", "session": "people", "device": "people", "login_failure": "people",
    "sitrep": "what was signed stands; its words are looked for and told", "told_in_sitrep": "history by ids",
}  # fmt: skip
"""Tables that erasing leaves as they are, and why."""


def rule_of(table: Table) -> Rule | None:
    """Which rows of a table belong to a document; None where the table stays."""
    if table.name in RULES:
        return RULES[table.name]
    if table.name in STAYS:
        return None
    if "document" in table.c:
        return lambda table, gone: table.c.document == gone.document
    if "reading" in table.c:
        return lambda table, gone: table.c.reading.in_(gone.readings)
    if "record" in table.c:
        return lambda table, gone: table.c.record.in_(gone.records)
    raise LookupError(f"store/erasing.py does not say what becomes of table {table.name}")


def erase(connection: Connection, document: str) -> int:
    """Take a document out of every table inside the caller's transaction; how many rows went. Incidents are to be linked anew."""
    gone, rows = _find(connection, document), 0
    search_keep.remove(connection, document)
    _make_neighbours_anew(connection, gone)
    for table in reversed(metadata.sorted_tables):  # what points at a row goes before it
        rule = rule_of(table)
        if rule is not None:
            for some in _parts(gone):
                rows += connection.execute(delete(table).where(rule(table, some))).rowcount
    for table in metadata.sorted_tables:  # once more, now that the incidents' digests are gone
        if RULES.get(table.name) is _of_no_incident:
            rows += connection.execute(delete(table).where(_of_no_incident(table, gone))).rowcount
    return rows


def _find(connection: Connection, document: str) -> Gone:
    r, number = schema.reading.c, prints.print_.c.number
    readings = tuple(connection.execute(select(r.id).where(r.document == document).order_by(r.id)).scalars())
    records = {
        record
        for table in schema.records.values()
        for reading in readings
        for record in connection.execute(select(table.c.id).where(table.c.reading == reading)).scalars()
    }
    numbers = connection.execute(select(number).where(prints.print_.c.document == document)).scalars()
    shown = metadata.tables.get("observation_photo")
    photos = () if shown is None else connection.execute(select(shown.c.photo).where(shown.c.document == document)).scalars()
    return Gone(document, readings, tuple(sorted(records)), tuple(numbers), tuple(photos))


def _parts(gone: Gone) -> Iterator[Gone]:
    """The same with no more records at once than a question may have."""
    for start in range(0, max(1, len(gone.records)), _ASKED):
        yield gone._replace(records=gone.records[start : start + _ASKED])


def _make_neighbours_anew(connection: Connection, gone: Gone) -> None:
    """Texts between which this one stood in a bucket may be neighbours now: with one print out of date all are compared anew."""
    table = prints.print_
    other = select(func.min(table.c.number)).where(table.c.number.not_in(gone.prints))
    if gone.prints:
        connection.execute(update(table).where(table.c.number == other.scalar_subquery()).values(fingerprint=""))


def tidy_index(connection: Connection) -> None:
    """Merge the index of words into one piece: only then are the words of what was taken out of it gone."""
    connection.exec_driver_sql(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('optimize')")


# Copies elsewhere ------------------------------------------------------------------------------------------------------


class Copy(NamedTuple):
    """Where words of an erased document still stand: a table of the store, and how many of its rows have some."""

    table: str
    rows: int


class Relative(NamedTuple):
    """Another document that shares words with the erased one, and how: `copy`, `rewrite`, `translation`, `update`, `quotation`."""

    document: str
    name: str
    relation: str


def find_relatives(connection: Connection, document: str) -> list[Relative]:
    """Documents with words of this one, as linked last."""
    edge, other = metadata.tables["lineage"].c, schema.document.c
    query = (
        select(other.id, other.name, edge.relation)
        .where(edge.relation != "credit", other.id != document)
        .where(or_((edge.document == document) & (edge.other == other.id), (edge.other == document) & (edge.document == other.id)))
        .order_by(other.name, other.id)
    )
    return [Relative(*row) for row in connection.execute(query)]


def find_runs(connection: Connection, document: str) -> frozenset[str]:
    """Every run of some words in a document's texts, to look for elsewhere."""
    t = schema.text.c
    texts = connection.execute(select(t.text).where(t.document == document)).scalars()
    return frozenset(run for text in texts for run in _runs(text))


def _runs(text: str) -> Iterator[str]:
    words = _WORD.findall(_ESCAPED.sub(" ", text).casefold())
    return (" ".join(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1))


def find_copies(connection: Connection, runs: frozenset[str]) -> list[Copy]:
    """Tables that stay whose texts have some of these runs: reports signed, reasons people gave. Other documents are told apart."""
    found = []
    for table in metadata.sorted_tables:
        columns = [column for column in table.c if isinstance(column.type, Text)]
        if rule_of(table) is None and columns:
            texts = connection.execute(select(*columns), execution_options={"yield_per": _ASKED})
            rows = sum(any(run in runs for text in row if text for run in _runs(text)) for row in texts)
            found += [Copy(table.name, rows)] if rows else []
    return found
