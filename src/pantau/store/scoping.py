"""What somebody sees who works in some theatres only: every table of the store is put behind a view that holds back the rest.

Invariant: on a connection that was narrowed no question finds a row of another theatre, whoever asks it: temporary views bear the
names of the tables, and SQLite looks there first. A table without a rule is empty. A record belongs to the theatres that the linking
gave it, a document to those of its records, an incident to those of its records; what is not linked yet belongs to none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from pantau.model import RECORD_TYPES, Count, Finding, RegisteredCeasefire
from pantau.store.schema import metadata
from pantau.store.views import path_in_body

Condition = Callable[[str], str]
"""The SQL that a row `t` must meet, for a list of theatres in SQL."""
Counts = Sequence[tuple[str, str, str, int]]
OPEN, CLOSED = "1", "0"
_ACCOUNT_DEEDS = "'add_account', 'change_account', 'add_key', 'revoke_key'"


def _record(column: str) -> Condition:
    """A record that is told in one of them."""
    return lambda some: (
        f"""EXISTS (SELECT 1 FROM main.told AS d JOIN main.told_facet AS f
      ON f.facet = 'theatre' AND f.value IN ({some}) AND f.day = d.day AND f.record = d.record WHERE d.record = {column})"""
    )


def _document(column: str) -> Condition:
    """A document that tells such a record."""
    return lambda some: (
        f"""EXISTS (SELECT 1 FROM main.told AS d JOIN main.told_facet AS f
      ON f.facet = 'theatre' AND f.value IN ({some}) AND f.day = d.day AND f.record = d.record WHERE d.document = {column})"""
    )


def _reading(column: str) -> Condition:
    return lambda some: f"EXISTS (SELECT 1 FROM main.reading AS g WHERE g.id = {column} AND {_document('g.document')(some)})"


def _incident(column: str) -> Condition:
    """An incident that holds such a record."""
    return lambda some: (
        f"""EXISTS (SELECT 1 FROM main.incident_digest AS i JOIN main.incident_facet AS f
      ON f.facet = 'theatre' AND f.value IN ({some}) AND f.day = i.day AND f.number = i.number WHERE i.number = {column})"""
    )


def _facet(table: str, key: str) -> Condition:
    """A row of the facets of a thing that is told in one of them; of its theatres those alone."""
    return lambda some: (
        f"""(t.facet <> 'theatre' OR t.value IN ({some})) AND EXISTS (SELECT 1 FROM main.{table} AS f
      WHERE f.facet = 'theatre' AND f.value IN ({some}) AND f.day = t.day AND f.{key} = t.{key})"""
    )


def _own(table: str, key: str) -> Condition:
    """A thing that has the day of its facets beside it: looked up at once."""
    return lambda some: (
        f"""EXISTS (SELECT 1 FROM main.{table} AS f
      WHERE f.facet = 'theatre' AND f.value IN ({some}) AND f.day = t.day AND f.{key} = t.{key})"""
    )


def _in_theatre(some: str) -> str:
    return f"t.theatre IN ({some})"


def _told_by(kind: type, field: str, of: Callable[[str], Condition]) -> Condition:
    """A thing of one of them; one of no theatre where a record (or document) is seen that its body names as telling it."""
    told = f"json_each(t.body, '{path_in_body(kind, field)}') AS m"
    return lambda some: f"""CASE WHEN t.theatre IN ('', 'other') THEN EXISTS (SELECT 1 FROM {told} WHERE {of("m.value")(some)})
      ELSE {_in_theatre(some)} END"""


def _report(fits: str) -> Condition:
    """What belongs to a field report of one of them."""
    return lambda some: f"EXISTS (SELECT 1 FROM main.observation AS o WHERE {fits} AND o.theatre IN ({some}))"


def _once_incident(some: str) -> str:
    """A number that leads to an incident that is seen, through all it was merged into."""
    return f"""EXISTS (WITH RECURSIVE way(n) AS (SELECT t.number UNION
      SELECT w.\"into\" FROM main.incident AS w JOIN way ON w.number = way.n WHERE w.\"into\" IS NOT NULL)
      SELECT 1 FROM way WHERE {_incident("way.n")(some)})"""


def _number_known(column: str) -> str:
    return f"EXISTS (SELECT 1 FROM temp.incident AS x WHERE x.number = {column})"


def _entry(alias: str) -> Condition:
    """An entry of the journal about what is seen, or about no thing of a theatre: accounts, sources."""
    number = f"CAST(substr({alias}.subject, 2) AS INTEGER)"
    return lambda some: (
        f"""CASE WHEN {alias}.kind IN ({_ACCOUNT_DEEDS}, 'rate') THEN 1
      WHEN {alias}.document IS NOT NULL THEN {_document(f"{alias}.document")(some)}
      WHEN {alias}.subject GLOB 'I[1-9]*' THEN {_number_known(number)}
      ELSE {_record(f"{alias}.subject")(some)} OR {_document(f"{alias}.subject")(some)} END"""
    )


def _journal(some: str) -> str:
    """The same; what takes an entry back is seen with that entry, so that nobody takes it for standing."""
    undone = "o.number = CAST(t.subject AS INTEGER)"
    return f"""CASE t.kind WHEN 'undo' THEN EXISTS (SELECT 1 FROM main.journal AS o WHERE {undone} AND {_entry("o")(some)})
      ELSE {_entry("t")(some)} END"""


def _both(one: Condition, other: Condition) -> Condition:
    return lambda some: f"{one(some)} AND {other(some)}"


def _lineage(some: str) -> str:
    return f"{_document('t.document')(some)} AND (t.relation = 'credit' OR {_document('t.other')(some)})"


def _family(some: str) -> str:
    return f"EXISTS (SELECT 1 FROM main.family_document AS m WHERE m.family = t.id AND {_document('m.document')(some)})"


def _told_in_sitrep(some: str) -> str:
    same = "s.number = t.number AND s.version = t.version"
    return f"EXISTS (SELECT 1 FROM main.sitrep AS s WHERE {same} AND s.theatre IN ({some}))"


RULES: Mapping[str, Condition | str] = {
    # what was kept and read
    "kept": _document("t.sha256"), "document": _document("t.id"), "text": _document("t.document"), "reading": _document("t.document"),
    **dict.fromkeys(("body", "set_aside", "credit", "page_evidence", "problem"), _reading("t.reading")),
    **{kind.KIND: _record("t.id") for kind in RECORD_TYPES},
    **dict.fromkeys(("evidence", "inferred", "outside_name"), _record("t.record")),
    "input_problem": CLOSED,
    # what was joined
    "told": _own("told_facet", "record"), "told_facet": _facet("told_facet", "record"),
    "incident_digest": _own("incident_facet", "number"), "incident_facet": _facet("incident_facet", "number"),
    "matrix_row": _incident("t.number"),
    "figure": _in_theatre, "arrangement": _told_by(RegisteredCeasefire, "mentions", _record),
    "finding": _told_by(Finding, "records", _record), "count_told": _told_by(Count, "document", _document),
    "incident": _once_incident, "incident_record": _record("t.record"),
    "incident_change": f"{_number_known('t.incident')} AND (t.other IS NULL OR {_number_known('t.other')})",
    "answer": _both(_record("t.claim"), _record("t.answer")), "linking": OPEN,
    "lineage": _lineage, "family": _family, "family_document": _document("t.document"),
    **dict.fromkeys(("noted", "print", "band"), CLOSED),
    # the search
    "searched": _document("t.document"), "searched_lemmas": CLOSED,
    # field reports: of the conflict they name; photographs by the reports they belong to
    "observation": _in_theatre, "observation_photo": _report("o.document = t.document"),
    "photo": _report("o.document IN (SELECT p.document FROM main.observation_photo AS p WHERE p.photo = t.sha256)"),
    # people
    "sitrep": _in_theatre, "told_in_sitrep": _told_in_sitrep,
    "review": _incident("t.number"), "review_lock": _incident("t.incident"), "lost_decision": _document("t.document"),
    "desk_reading": _document("t.document"),
    "journal": _journal, "journal_head": OPEN, "journal_content": _document("t.document"),
    "withdrawn_document": CLOSED,  # of an erased one nothing tells any more in which theatre it was
    "account": OPEN, **dict.fromkeys(("api_key", "session", "device", "login_failure"), CLOSED),
}  # fmt: skip
"""What is seen of each table: a condition (in words where no theatre stands in it), OPEN or CLOSED. `facet_count` is counted anew."""
COUNTED = "facet_count"


def _quoted(theatres: Sequence[str]) -> str:
    """The theatres in SQL."""
    return ", ".join("'" + each.replace("'", "''") + "'" for each in sorted(set(theatres)))


def narrow(connection: Connection, theatres: Sequence[str]) -> None:
    """Hold back what belongs to none of these theatres, for as long as the connection is open; counts are still to be given."""
    assert theatres, "who works in all theatres is not narrowed"
    some = _quoted(theatres)
    for name in _in_order():
        rule = RULES.get(name, CLOSED)
        condition = rule if isinstance(rule, str) else rule(some)
        connection.exec_driver_sql(f'CREATE TEMPORARY VIEW "{name}" AS SELECT * FROM main."{name}" AS t WHERE {condition}')
    connection.exec_driver_sql(
        f"CREATE TEMPORARY TABLE {COUNTED} (thing TEXT, facet TEXT, value TEXT, things INTEGER, PRIMARY KEY (thing, facet, value))"
    )


def _in_order() -> list[str]:
    """Every table; `incident` first, by which others go."""
    return sorted((name for name in metadata.tables if name != COUNTED), key=lambda name: (name != "incident", name))


def count_facets(connection: Connection) -> Counts:
    """How many things each value finds on a connection that was narrowed."""
    found = list[tuple[str, str, str, int]]()
    for thing, table, facets in (("record", "told", "told_facet"), ("incident", "incident_digest", "incident_facet")):
        whole = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
        found.append((thing, "", "", int(whole)))
        rows = connection.exec_driver_sql(f"SELECT facet, value, count(*) FROM {facets} GROUP BY facet, value")
        found += [(thing, str(facet), str(value), int(things)) for facet, value, things in rows]
    return found


def give_counts(connection: Connection, counts: Counts) -> None:
    """The counts that were made of this state of the store."""
    rows: list[Any] = list(counts)
    if rows:
        connection.exec_driver_sql(f"INSERT INTO temp.{COUNTED} VALUES (?, ?, ?, ?)", rows)
