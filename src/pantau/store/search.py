"""The index of words in SQLite (FTS5): the one room with statements that another database words its own way.

A word is found in title or body as it is written, or by its lemma in the document's language: `lemmas` holds `id0tembak` for every
form of `tembak` in an Indonesian document, so that an English `distance` (for Indonesian rules a form of `stance`) never meets an
English `stance`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, Text, false, select, text

from pantau.lang import LANGUAGES
from pantau.store.search_schema import INDEX, searched
from pantau.store.search_words import Query, Term, lemmas_of

_WEIGHTS = "5.0, 1.0, 0.8"  # of title, body and lemmas in the rank: a form as typed counts twice, as word and as lemma


class Narrowed(NamedTuple):
    """A condition on `searched` in SQL with its values."""

    sql: str
    values: dict[str, Any]


def enter(connection: Connection, number: int, title: str, body: str, lemmas: str) -> None:
    """Enter a document's words under its number."""
    statement = f"INSERT INTO {INDEX} (rowid, title, body, lemmas) VALUES (?, ?, ?, ?)"
    connection.exec_driver_sql(statement, (number, title, body, lemmas))


def take_out(connection: Connection, number: int, title: str, body: str, lemmas: str) -> None:
    """Take a document's words out again: they must be those it was entered with."""
    statement = f"INSERT INTO {INDEX} ({INDEX}, rowid, title, body, lemmas) VALUES ('delete', ?, ?, ?, ?)"
    connection.exec_driver_sql(statement, (number, title, body, lemmas))


def clear(connection: Connection) -> None:
    """Empty the index."""
    connection.exec_driver_sql(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('delete-all')")


def expression(query: Query, languages: Sequence[str] = ()) -> str:
    """The query in FTS5's words, made of letters and digits in quotation marks alone; empty where there is nothing to find.

    `languages`: those whose lemmas are looked for; none: all.
    """
    if not query.groups:
        return ""
    groups = [" OR ".join(_term(term, languages) for term in group) for group in query.groups]
    found = " AND ".join(f"({group})" for group in groups)
    excluded = " OR ".join(_term(term, languages) for term in query.excluded)
    return f"({found}) NOT ({excluded})" if excluded else found


def _term(term: Term, languages: Sequence[str]) -> str:
    written = f'{{title body}} : "{" ".join(term.words)}"'
    if term.is_exact:
        return f"({written})"
    keys = sorted({key for each in languages or LANGUAGES for key in lemmas_of(term.folded, each)})
    return f"({written} OR lemmas : ({' OR '.join(keys)}))" if keys else f"({written})"


def narrow(
    *, outlets: Sequence[str] = (), languages: Sequence[str] = (), since: date | None = None, until: date | None = None,
    kind: str | None = None, parties: Sequence[str] = (),
) -> Narrowed:  # fmt: skip
    """The condition that results must meet: one of several outlets, languages, parties. A document without a day lies in no stretch of
    days."""
    asked = [
        ("lower(s.outlet) = {}", [each.lower() for each in outlets]), ("s.language = {}", [each.lower() for each in languages]),
        ("s.day >= {}", [since.isoformat()] if since else []), ("s.day <= {}", [until.isoformat()] if until else []),
        ("instr(s.kinds, {})", [f" {kind} "] if kind else []), ("instr(s.parties, {})", [f" {each} " for each in parties]),
    ]  # fmt: skip
    values: dict[str, Any] = {}
    conditions = []
    for condition, some in asked:
        names = [f"asked{len(values) + n}" for n in range(len(some))]
        values |= dict(zip(names, some, strict=True))
        if names:
            conditions.append(f"({' OR '.join(condition.format(f':{name}') for name in names)})")
    return Narrowed(" AND ".join(conditions) or "1", values)


def select_documents(words: str, narrowed: Narrowed) -> Select[Any]:
    """The question for the ids of all results, in no order; none where there are no words."""
    statement = f"""SELECT s.document AS document FROM {INDEX} JOIN searched s ON s.number = {INDEX}.rowid
        WHERE {INDEX} MATCH :words AND {narrowed.sql}"""
    if not words:
        return select(searched.c.document).where(false())
    found = text(statement).bindparams(words=words, **narrowed.values).columns(document=Text)
    return select(found.subquery().c.document)


def find_best(
    connection: Connection, words: str, narrowed: Narrowed, *, limit: int, after: tuple[float, str] | None
) -> Sequence[Row[Any]]:
    """The best rows behind `after` (rank and document of the last one seen), by rank, equal ones by document."""
    statement = f"""
        WITH hit AS MATERIALIZED (SELECT rowid AS number, bm25({INDEX}, {_WEIGHTS}) AS rank FROM {INDEX} WHERE {INDEX} MATCH :words)
        SELECT s.document, s.reading, s.outlet, s.language, s.day, hit.rank FROM hit JOIN searched s ON s.number = hit.number
        WHERE {narrowed.sql} {"AND (hit.rank, s.document) > (:rank, :document)" if after else ""}
        ORDER BY hit.rank, s.document LIMIT :limit"""
    values = {"words": words, "limit": limit, **narrowed.values}
    if after:
        values |= {"rank": after[0], "document": after[1]}
    return connection.execute(text(statement), values).all()


def count_by(connection: Connection, words: str, narrowed: Narrowed, *columns: str) -> Sequence[Row[Any]]:
    """How many results have each combination of values of these columns of `searched`, `month` among them; the number comes last."""
    chosen = ", ".join("substr(s.day, 1, 7)" if column == "month" else f"s.{column}" for column in columns)
    statement = f"""
        SELECT {chosen}, count(*) FROM {INDEX} JOIN searched s ON s.number = {INDEX}.rowid
        WHERE {INDEX} MATCH :words AND {narrowed.sql} GROUP BY {", ".join(str(at + 1) for at in range(len(columns)))}"""
    return connection.execute(text(statement), {"words": words, **narrowed.values}).all()


def count(connection: Connection, words: str) -> int:
    """How many documents are found, among those that are seen."""
    statement = f"SELECT count(*) FROM {INDEX} JOIN searched s ON s.number = {INDEX}.rowid WHERE {INDEX} MATCH ?"
    found = connection.exec_driver_sql(statement, (words,)).scalar_one()
    return int(found)
