"""Views over the tables, for a person who opens the file in Datasette or any SQLite browser: rows of current readings in plain columns,
each with its page and words, lists as `ARM, AZE`, what joins them beside.

A document that was withdrawn is in none of them. They hold nothing of their own and are made again with every form of the store and
with every linking, by the program that wrote what they read.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any, get_type_hints

from sqlalchemy import Connection

from pantau.model import Finding, IncidentDigest, MatrixRow, Point, RegisteredCeasefire, Told, Voice


def path_in_body(kind: Any, *names: str) -> str:
    """Where a field of a field of a class stands in its JSON (`bodies.py` writes classes as lists of their fields)."""
    path = "$"
    for name in names:
        known = [field.name for field in fields(kind)] if is_dataclass(kind) else list(kind._fields)
        path, kind = f"{path}[{known.index(name)}]", get_type_hints(kind)[name]
    return path


def _list(json: str, item: str = "value") -> str:
    """A JSON list as one text."""
    return f"(SELECT group_concat({item}, ', ') FROM json_each({json}))"


def _of(body: str, kind: Any, *names: str) -> str:
    return f"json_extract({body}, '{path_in_body(kind, *names)}')"


_ANSWER = "json_extract(value, '$[1]') || ' ' || json_extract(value, '$[0]')"
"""An answer in the matrix: the relation and the claim answered."""
_STATUS = _of("i.body", IncidentDigest, "status", "status")
_PAGE = """document.name AS document, reading.source AS outlet, reading.published_on AS published_on, reading.language AS language,
       reading.title AS title"""
_JOINED = f"""'I' || told.incident AS incident, {_STATUS} AS status, i.at_least AS origins_at_least, i.at_most AS origins_at_most,
       r.confidence AS confidence, r.rule AS rule, reading.maker AS maker, reading.url AS url, document.id AS document_id,
       r.trigger_start AS trigger_start, r.trigger_end AS trigger_end"""
_COUNTS = "NOT EXISTS (SELECT 1 FROM withdrawn_document AS gone WHERE gone.document = document.id AND gone.what = 'withdrawn')"
_READ = f"""JOIN reading ON reading.id = r.reading AND reading.is_current
  JOIN document ON document.id = reading.document AND {_COUNTS}
  JOIN text ON text.document = reading.document AND text.number = reading.text_number
  LEFT JOIN told ON told.record = r.id
  LEFT JOIN incident_digest AS i ON i.number = told.incident"""


def _words(start: str, end: str, text: str = "text.text") -> str:
    return f"substr({text}, {start} + 1, {end} - {start})"


def _records(table: str, columns: str) -> str:
    """One row a record of a kind."""
    return f"""SELECT r.id AS id, {_PAGE}, {_words("r.trigger_start", "r.trigger_end")} AS words,
       {columns},
       {_JOINED}
  FROM {table} AS r
  {_READ}"""


_EVENTS = _records("event", f"""r.type AS type, {_list("r.actors")} AS actors, {_list("r.recipients")} AS recipients,
       r.began_on AS began_on, r.ended_on AS ended_on, r.place_raw AS place, r.place_lat AS latitude, r.place_lon AS longitude,
       r.place_precision AS place_precision, r.modality AS modality, r.claimant AS claimant""")  # fmt: skip
_CLAIMS = _records("claim", f"""{_words("r.content_start", "r.content_end")} AS content, r.speaker AS speaker, r.code AS code,
       r.stance AS stance, {_list("r.targets")} AS targets, r.said_on AS said_on""")  # fmt: skip
_CASUALTIES = _records("casualty", """r.party AS party, r.category AS category, r.outcome AS outcome, r.low AS low, r.high AS high,
       r.qualifier AS qualifier, r.measure AS measure, r.began_on AS began_on, r.as_of AS as_of,
       r.claimant AS claimant""")  # fmt: skip
_CEASEFIRES = _records("ceasefire", f"""r.stage AS stage, {_list("r.parties")} AS parties, {_list("r.brokers")} AS brokers,
       r.declared_on AS declared_on, r.effective_on AS effective_on, r.effective_at AS effective_at, r.scope AS scope,
       {_list("r.provisions")} AS provisions, r.claimant AS claimant""")  # fmt: skip

_DOCUMENTS = f"""SELECT document.id AS id, {_PAGE}, reading.url AS url, reading.published_at AS published_at, reading.dated AS dated,
       reading.byline AS byline, reading.dateline AS dateline,
       (SELECT group_concat(credit.relation || ' ' || credit.name, ', ') FROM credit WHERE credit.reading = reading.id) AS credits,
       (SELECT count(*) FROM told WHERE told.document = document.id) AS records, family_document.family AS family,
       reading.maker AS maker, reading.kind AS kind, reading.form AS form, length(text.text) AS length, text.text AS text
  FROM document
  JOIN reading ON reading.id = (
      SELECT one.id FROM reading AS one WHERE one.document = document.id AND one.is_current
      ORDER BY one.maker NOT IN ('pantau', 'desk'), one.maker LIMIT 1)
  JOIN text ON text.document = reading.document AND text.number = reading.text_number
  LEFT JOIN family_document ON family_document.document = document.id
 WHERE {_COUNTS}"""

_INCIDENTS = f"""SELECT 'I' || i.number AS id, nullif(i.day, '0000') AS first_on, nullif(i.last_day, '0000') AS last_on,
       {_list(_of("i.body", IncidentDigest, "incident", "types"))} AS types,
       {_list(_of("i.body", IncidentDigest, "incident", "actors"))} AS actors,
       {_list(_of("i.body", IncidentDigest, "incident", "recipients"))} AS recipients,
       {_list(_of("i.body", IncidentDigest, "incident", "places"))} AS places, i.lat AS latitude, i.lon AS longitude,
       {_STATUS} AS status,
       {_of("i.body", IncidentDigest, "status", "reliability")} AS reliability,
       {_of("i.body", IncidentDigest, "status", "credibility")} AS credibility,
       i.at_least AS origins_at_least, i.at_most AS origins_at_most, i.documents AS pages, i.records AS records,
       {_list(_of("i.body", IncidentDigest, "incident", "claimants"))} AS claimants,
       {_list(_of("i.body", IncidentDigest, "denied_by"))} AS denied_by,
       {_list(_of("i.body", IncidentDigest, "theatres"))} AS theatres,
       {_list(_of("i.body", IncidentDigest, "sources"))} AS outlets
  FROM incident_digest AS i"""

_LEDGER = f"""SELECT json_extract(f.body, '{path_in_body(Point, "records")}[0]') AS id,
       {_of("f.body", Point, "key", "party")} AS party, f.category AS category, f.outcome AS outcome,
       {_of("f.body", Point, "key", "claimant")} AS claimant, f.measure AS measure, {_of("f.body", Point, "low")} AS low,
       {_of("f.body", Point, "high")} AS high, {_of("f.body", Point, "qualifier")} AS qualifier,
       {_of("f.body", Point, "began_on")} AS began_on, {_of("f.body", Point, "as_of")} AS as_of,
       json_array_length({_of("f.body", Point, "records")}) AS records, group_concat(f.theatre, ', ') AS theatres
  FROM figure AS f
 GROUP BY f.number"""

_REGISTRY = f"""SELECT a.id AS id, a.theatre AS theatre, {_of("a.body", RegisteredCeasefire, "name")} AS name,
       {_list(_of("a.body", RegisteredCeasefire, "parties"))} AS parties,
       {_list(_of("a.body", RegisteredCeasefire, "brokers"), _of("value", Told, "value"))} AS brokers,
       {_of("a.body", RegisteredCeasefire, "declared_on")} AS declared_on,
       {_of("a.body", RegisteredCeasefire, "effective_on")} AS effective_on,
       {_of("a.body", RegisteredCeasefire, "ended_on")} AS ended_on,
       {_of("a.body", RegisteredCeasefire, "superseded_on")} AS superseded_on,
       {_of("a.body", RegisteredCeasefire, "first_told_on")} AS first_told_on, a.mentions AS mentions,
       json_array_length({_of("a.body", RegisteredCeasefire, "violations")}) AS alleged_violations,
       json_array_length({_of("a.body", RegisteredCeasefire, "provisions")}) AS provisions
  FROM arrangement AS a"""

_FINDINGS = f"""SELECT f.number + 1 AS number, f.check_name AS "check", nullif(f.theatre, '') AS theatre,
       {_of("f.body", Finding, "what")} AS what, {_list(_of("f.body", Finding, "records"))} AS records
  FROM finding AS f"""


def _claim(name: str) -> str:
    """Where one of the two claims of an answer stands."""
    return f"""JOIN told AS {name}_told ON {name}_told.record = answer.{name}
  JOIN document AS {name}_document ON {name}_document.id = {name}_told.document
  JOIN reading AS {name}_reading ON {name}_reading.document = {name}_told.document AND {name}_reading.is_current
  JOIN claim AS {name}_claim ON {name}_claim.reading = {name}_reading.id AND {name}_claim.id = answer.{name}
  JOIN text AS {name}_text ON {name}_text.document = {name}_reading.document AND {name}_text.number = {name}_reading.text_number"""


def _claim_words(name: str) -> str:
    return _words(f"{name}_claim.content_start", f"{name}_claim.content_end", f"{name}_text.text")


_ANSWERS = f"""SELECT answer.relation AS relation, round(answer.score, 3) AS score, answer_claim.code AS answer_code,
       {_claim_words("answer")} AS answer_words, answer_document.name AS answer_document,
       claim_claim.code AS claim_code, {_claim_words("claim")} AS claim_words, claim_document.name AS claim_document,
       {_list("answer.reasons")} AS reasons, answer.answer AS answer, answer.claim AS claim
  FROM answer
  {_claim("claim")}
  {_claim("answer")}"""

_LINEAGES = """SELECT one.name AS document, lineage.relation AS relation, coalesce(other.name, lineage.other) AS other,
       CASE WHEN lineage.is_directed THEN 'derives from it' ELSE 'unknown which came first' END AS direction,
       round(lineage.score, 3) AS score, family_document.family AS family, lineage.document AS document_id, lineage.other AS other_id
  FROM lineage
  JOIN document AS one ON one.id = lineage.document
  LEFT JOIN document AS other ON other.id = lineage.other
  LEFT JOIN family_document ON family_document.document = lineage.document"""

_MATRIX = f"""SELECT 'I' || m.number AS incident, nullif(i.day, '0000') AS first_on,
       nullif(json_extract(cell.value, '$[0]'), '') AS party,
       coalesce(json_extract(voice.value, '{path_in_body(Voice, "voice")}'), 'silent') AS voice, claim.speaker AS speaker,
       claim.stance AS stance, {_words("claim.content_start", "claim.content_end")} AS content, document.name AS document,
       reading.source AS outlet, claim.said_on AS said_on,
       {_list(f"json_extract(voice.value, '{path_in_body(Voice, 'answers')}')", _ANSWER)} AS answers, {_STATUS} AS status,
       i.at_least AS origins_at_least, i.at_most AS origins_at_most, claim.id AS claim, document.id AS document_id,
       claim.content_start AS content_start, claim.content_end AS content_end
  FROM matrix_row AS m
  JOIN incident_digest AS i ON i.number = m.number
  JOIN json_each(m.body, '{path_in_body(MatrixRow, "cells")}') AS cell
  LEFT JOIN json_each(cell.value, '$[1]') AS voice
  LEFT JOIN told ON told.record = json_extract(voice.value, '{path_in_body(Voice, "claim")}')
  LEFT JOIN reading ON reading.document = told.document AND reading.is_current
       AND EXISTS (SELECT 1 FROM claim AS own WHERE own.reading = reading.id AND own.id = told.record)
  LEFT JOIN document ON document.id = told.document
  LEFT JOIN claim ON claim.reading = reading.id AND claim.id = told.record
  LEFT JOIN text ON text.document = reading.document AND text.number = reading.text_number
 WHERE m.voices > 0"""

VIEWS: dict[str, str] = {
    "events": _EVENTS, "claims": _CLAIMS, "casualties": _CASUALTIES, "ceasefires": _CEASEFIRES, "documents": _DOCUMENTS,
    "incidents": _INCIDENTS, "ledger": _LEDGER, "registry": _REGISTRY, "findings": _FINDINGS, "answers": _ANSWERS,
    "lineages": _LINEAGES, "matrix": _MATRIX,
}  # fmt: skip
"""Every view by its name, which is that of the kind of rows an export has: the query it stands for."""


def make(connection: Connection) -> None:
    """Make the views anew, in the caller's transaction."""
    for sql in statements():
        connection.exec_driver_sql(sql)


def statements() -> list[str]:
    """The SQL that makes the views anew; nothing that is kept is touched."""
    return [sql for name, query in VIEWS.items() for sql in (f"DROP VIEW IF EXISTS {name}", f"CREATE VIEW {name} AS\n{query}")]
