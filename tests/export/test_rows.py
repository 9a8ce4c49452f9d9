"""Rows hold what the records, the linking and the pages say, value by value; and only what was asked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

import pytest
from made_store import FOLDERS, rows_of, values_of

from pantau.export import TABLES, find_table
from pantau.link.joined import Joined
from pantau.link.origins import count_origins
from pantau.model import RECORD_TYPES, Event, Origins, Record
from pantau.monitor import join
from pantau.store import Filter, Store

RECORDS = [kind.KIND for kind in RECORD_TYPES]
OTHER_PAGE = {"claim_quote": "claim_document_id", "other_words_quote": "other_id"}
"""Quotes that stand on another page than the row's `document_id`."""


@pytest.fixture(scope="module")
def joined(samples: Store) -> Joined:
    """What joins the sample pages, as the linking makes it in memory."""
    return join(samples, FOLDERS)


def kept(value: Any) -> Any:
    """A value as a row has it: an empty text is none."""
    return tuple(item for item in value if item) if isinstance(value, tuple) else value or None if value == "" else value


def bounds(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("origins_at_least", "origins_at_most", "channels_at_least", "channels_at_most"))


def bounds_of(origins: Origins) -> tuple[int, ...]:
    return origins.at_least, origins.at_most, origins.channels_at_least, origins.channels_at_most


@pytest.mark.parametrize("which", ["samples", "hostile"])
@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_is_there_whole(which: str, kind: str, request: pytest.FixtureRequest) -> None:
    """Every value, span, quote and reason, of every record."""
    store: Store = request.getfixturevalue(which)
    rows, seen, makers = values_of(store, kind), 0, store.makers()
    for document, records in store.all_pages():
        for record in (r for r in records if r.kind == kind):
            row, seen = rows[record.id], seen + 1
            assert row["document_id"] == document.id
            assert (row["trigger_start"], row["trigger_end"]) == tuple(record.trigger)
            assert (row["confidence"], row["rule"]) == (record.confidence, kept(record.rule))
            assert row["reasons"] == kept(record.reasons)
            assert (row["maker"], row["outside_name"]) == makers.get(record.id, ("pantau", None))
            for slot in record.SLOTS:
                _check_slot(row, record, slot)
    assert seen == len(rows) > 0


def _check_slot(row: dict[str, Any], record: Record, slot: str) -> None:
    span = record.content if slot == "content" else record.evidence.get(slot)  # type: ignore[attr-defined]
    assert (row[f"{slot}_start"], row[f"{slot}_end"]) == (tuple(span) if span else (None, None))
    assert row[f"{slot}_inferred"] == kept(record.inferred.get(slot))
    if slot == "place" and isinstance(record, Event) and record.place is not None:
        parts = {"place" if field.name == "raw" else f"place_{field.name}": field.name for field in fields(record.place)}
        parts["place_geonames_id"] = parts.pop("place_id")
        assert {name: row[name] for name in parts} == {name: kept(getattr(record.place, part)) for name, part in parts.items()}
    elif slot not in ("place", "content"):
        assert row[slot] == kept(getattr(record, slot))


@pytest.mark.parametrize("which", ["samples", "hostile"])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.kind)
def test_every_quote_stands_where_it_says(which: str, table: Any, request: pytest.FixtureRequest) -> None:
    store: Store = request.getfixturevalue(which)
    texts = {document.id: document.text for document, _ in store.all_pages()}
    page = "id" if table.kind == "document" else "document_id"
    for row in values_of(store, table.kind).values():
        for name in (column.name for column in table.columns if column.name.endswith("_quote")):
            start, end = row[name.replace("_quote", "_start")], row[name.replace("_quote", "_end")]
            where = OTHER_PAGE.get(name, page) if table.kind in ("answer", "lineage") else page
            assert row[name] == (None if start is None else texts[str(row[where])][start:end] or None)  # type: ignore[misc]


def test_every_kind_has_rows_in_the_samples(samples: Store) -> None:
    assert [table.kind for table in TABLES if not rows_of(samples, table)] == []


@pytest.mark.parametrize("which", ["samples", "hostile"])
def test_a_record_has_the_status_and_origins_that_the_linking_found(which: str, request: pytest.FixtureRequest) -> None:
    store: Store = request.getfixturevalue(which)
    joined = join(store, FOLDERS)
    home = {record: incident.id for incident in joined.incidents for record in incident.records}
    figures = {record: point for point in joined.ledger.points() for record in point.records}
    told_by = Counter(record for truce in joined.registry for record in truce.mentions)
    for kind in RECORDS:
        for record_id, row in values_of(store, kind).items():
            incident, record = home.get(record_id), joined.corpus.record(record_id)
            assert row["incident"] == incident
            assert row["family"] == joined.family_of.get(record.document)
            if kind == "ceasefire":
                assert (row["arrangement"] is not None) == (told_by[record_id] == 1), "who tells of several tells of none"
            if incident:
                status = joined.statuses[incident]
                assert (row["status"], row["reliability"]) == (status.status, status.reliability)
                assert row["credibility"] == status.credibility
                assert (row["origins_of"], bounds(row)) == ("incident", bounds_of(joined.facts[incident].origins))
                continue
            assert row["status"] is None
            told = [record] if row["origins_of"] == "record" else None
            if row["origins_of"] == "ledger":
                told = [joined.corpus.record(r) for r in figures[record_id].records]
                assert row["figure"] == figures[record_id].id
            if row["origins_of"] == "registry":
                truce = next(truce for truce in joined.registry if truce.id == row["arrangement"])
                told = [joined.corpus.record(r) for r in truce.mentions if joined.corpus.has(r)]
            assert told
            assert bounds(row) == bounds_of(count_origins(told, joined.channels))


def test_incidents_are_those_of_the_linking(samples: Store, joined: Joined) -> None:
    rows = values_of(samples, "incident")
    assert list(rows) == [incident.id for incident in joined.incidents]
    for incident in joined.incidents:
        row, status = rows[incident.id], joined.statuses[incident.id]
        assert (row["types"], row["actors"], row["places"]) == (incident.types, incident.actors, incident.places)
        assert (row["status"], row["credibility"]) == (status.status, status.credibility)
        assert row["status_reasons"] == tuple(f"{reason.status}: {reason.why}" for reason in status.reasons)
        assert bounds(row) == bounds_of(joined.facts[incident.id].origins)
        assert row["records"] == incident.records
        assert set(row["documents"]) == {joined.corpus.record(r).document for r in incident.records}  # type: ignore[arg-type]
        assert row["record"] in incident.records


def test_ledger_registry_findings_answers_and_lineage_are_those_of_the_linking(samples: Store, joined: Joined) -> None:
    points, ledger = joined.ledger.points(), values_of(samples, "ledger")
    assert [(p.id, p.low, p.high, p.as_of, p.key.claimant) for p in points] == [
        (r["id"], r["low"], r["high"], r["as_of"], r["claimant"]) for r in ledger.values()
    ]
    for point in points:
        told = [joined.corpus.record(record) for record in point.records]
        assert bounds(ledger[point.id]) == bounds_of(count_origins(told, joined.channels))
    told_of = {truce.id: truce for truce in joined.registry if truce.mentions}
    registry = values_of(samples, "registry")
    assert registry.keys() == told_of.keys()
    assert {key: (row["brokers"], row["alleged_violations"]) for key, row in registry.items()} == {
        key: (truce.broker_codes, len(truce.violations)) for key, truce in told_of.items()
    }
    assert len(values_of(samples, "provision")) == sum(len(truce.provisions) for truce in told_of.values())
    assert len(values_of(samples, "violation")) == sum(len(truce.violations) for truce in told_of.values())
    assert len(values_of(samples, "finding")) == sum(len(finding.quotes) for finding in joined.findings)
    assert {(r["claim"], r["answer"], r["relation"]) for r in values_of(samples, "answer").values()} == {
        (link.claim, link.answer, link.relation) for link in joined.answers
    }
    assert {(r["document_id"], r["other_id"], r["relation"]) for r in values_of(samples, "lineage").values()} == {
        (edge.document, edge.other, edge.relation) for edge in joined.lineages
    }


def test_instants_are_utc_and_keep_the_zone_they_were_stated_in(hostile: Store) -> None:
    row = next(iter(values_of(hostile, "document").values()))
    assert row["published_at"] == datetime(2020, 10, 26, 16, 30, 15, 250_000, UTC)
    assert row["published_zone"] == "UTC+07:00"


WANTED = [
    Filter(), Filter(party="TUR"), Filter(since=date(2020, 11, 1)), Filter(until=date(2020, 10, 10), party="AZE"), Filter(party="BRA"),
]  # fmt: skip


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_filters_take_what_show_takes(samples: Store, joined: Joined, wanted: Filter) -> None:
    """Records that are asked for, and of what joins them whatever has one."""
    asked = {entry.record.id: entry for entry in samples.records(wanted)}
    found = {row: kind for kind in RECORDS for row in values_of(samples, kind, wanted)}
    assert found.keys() == asked.keys()
    assert set(values_of(samples, "incident", wanted)) == {i.id for i in joined.incidents if set(i.records) & asked.keys()}
    assert set(values_of(samples, "ledger", wanted)) == {p.id for p in joined.ledger.points() if set(p.records) & asked.keys()}
    assert set(values_of(samples, "registry", wanted)) == {t.id for t in joined.registry if set(t.mentions) & asked.keys()}
    documents = {entry.document.id for entry in asked.values()} if wanted != Filter() else set(samples.document_ids())
    assert set(values_of(samples, "document", wanted)) == documents


def test_rows_come_in_one_order(samples: Store) -> None:
    for table in TABLES:
        assert rows_of(samples, table) == rows_of(samples, table)


def test_small_batches_give_the_same_rows(samples: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is looked up together, and whatever is remembered, the rows are the same."""
    whole = {table.kind: rows_of(samples, table) for table in TABLES}
    monkeypatch.setattr("pantau.store.streams.BATCH", 3)
    monkeypatch.setattr("pantau.store.streams.batches.__defaults__", (3,))
    monkeypatch.setattr("pantau.export.material._GROUPS", 2)
    monkeypatch.setattr("pantau.export.material._REMEMBERED", 1)
    monkeypatch.setattr("pantau.export.rows_joined._PASSAGES", 1)
    assert {table.kind: rows_of(samples, table) for table in TABLES} == whole


def test_a_kind_is_found_by_both_its_names() -> None:
    assert {find_table(table.kind) for table in TABLES} == {find_table(table.plural) for table in TABLES}
