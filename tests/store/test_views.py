"""The views: made on a fresh store and made again, readable in plain SQL, and saying what the record says."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pantau.config import load_config
from pantau.model import Event
from pantau.monitor import find_inputs, join, read
from pantau.store import open_store
from pantau.store.views import VIEWS, statements

SAMPLES = Path(__file__).parents[2] / "examples" / "karabakh"
FOLDERS = load_config(SAMPLES / "pantau.toml").folders


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the sample pages with the views."""
    path = tmp_path_factory.mktemp("views") / "samples.db"
    with open_store(path) as store:
        read(find_inputs([str(SAMPLES)]), store, FOLDERS)
        join(store, FOLDERS)
    return path


@pytest.fixture
def asked(path: Path) -> Iterator[Any]:
    """Rows of a view as dictionaries, by a browser that knows nothing of pantau."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield lambda query: [dict(row) for row in connection.execute(query)]


def test_a_fresh_store_has_them_and_takes_them_again(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db"):
        pass
    with closing(sqlite3.connect(tmp_path / "s.db")) as connection:
        for sql in statements():
            connection.execute(sql)
    with closing(sqlite3.connect(tmp_path / "s.db")) as connection:
        assert {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")} == set(VIEWS)
        for name in VIEWS:
            assert connection.execute(f"SELECT * FROM {name}").fetchall() == []
    with open_store(tmp_path / "s.db") as store:
        assert store.document_ids() == []


@pytest.mark.parametrize("name", VIEWS)
def test_columns_are_plain_words(name: str, asked: Any) -> None:
    rows = asked(f"SELECT * FROM {name}")
    assert rows
    assert [column for column in rows[0] if ":" in column or column != column.lower() or "(" in column] == []
    for row in rows:
        assert [value for value in row.values() if isinstance(value, str) and value.startswith(('["', "[["))] == []


def test_events_say_what_the_record_says(path: Path, asked: Any) -> None:
    rows = {row["id"]: row for row in asked("SELECT * FROM events")}
    with open_store(path) as store:
        joined = join(store, FOLDERS)
    home = {record: incident.id for incident in joined.incidents for record in incident.records}
    events = list(joined.corpus.records(Event))
    assert rows.keys() == {event.id for event in events}
    for event in events:
        row, page = rows[event.id], joined.corpus.document_of(event)
        assert (row["document"], row["outlet"], row["title"]) == (page.name, page.source, page.title)
        assert row["words"] == event.trigger.of(page.text)
        assert (row["type"], row["actors"]) == (event.type, ", ".join(event.actors) or None)
        assert row["place"] == (event.place.raw if event.place else None)
        incident = home[event.id]
        assert (row["incident"], row["status"]) == (incident, joined.statuses[incident].status)
        assert row["origins_at_least"] == joined.facts[incident].origins.at_least


def test_the_others_are_as_many_and_name_their_words(path: Path, asked: Any) -> None:
    with open_store(path) as store:
        joined = join(store, FOLDERS)
    corpus = joined.corpus
    assert {row["id"] for row in asked("SELECT id FROM documents")} == set(corpus.documents)
    assert [(r["id"], r["status"]) for r in asked("SELECT * FROM incidents ORDER BY cast(substr(id, 2) AS integer)")] == [
        (incident.id, joined.statuses[incident.id].status) for incident in joined.incidents
    ]
    assert {(r["id"], r["claimant"], r["low"], r["as_of"]) for r in asked("SELECT * FROM ledger")} == {
        (p.id, p.key.claimant, p.low, str(p.as_of) if p.as_of else None) for p in joined.ledger.points()
    }
    assert {(r["name"], r["brokers"], r["alleged_violations"]) for r in asked("SELECT * FROM registry")} == {
        (truce.name, ", ".join(truce.broker_codes) or None, len(truce.violations)) for truce in joined.registry
    }
    assert [r["what"] for r in asked("SELECT * FROM findings ORDER BY number")] == [finding.what for finding in joined.findings]
    told = {(link.claim, link.answer): link for link in joined.answers}
    answers = asked("SELECT * FROM answers")
    assert {(r["claim"], r["answer"]) for r in answers} == set(told)
    for row in answers:
        claim, answer = corpus.record(row["claim"]), corpus.record(row["answer"])
        assert row["claim_words"] == claim.content.of(corpus.document_of(claim).text)  # type: ignore[attr-defined]
        assert row["answer_words"] == answer.content.of(corpus.document_of(answer).text)  # type: ignore[attr-defined]
    assert len(asked("SELECT * FROM lineages")) == len(joined.lineages)
    spoken = [row for row in joined.matrix if any(voices for _, voices in row.cells)]
    matrix = asked("SELECT * FROM matrix")
    assert {(r["incident"], r["party"], r["voice"], r["claim"]) for r in matrix} == {
        (row.incident, party or None, voice.voice if voice else "silent", voice.claim if voice else None)
        for row in spoken for party, voices in row.cells for voice in voices or [None]
    }
    for row in matrix:
        claim = corpus.record(row["claim"]) if row["claim"] else None
        assert row["content"] == (claim.content.of(corpus.document_of(claim).text) if claim else None)  # type: ignore[attr-defined]
    assert any(row["answers"] and row["answers"].startswith("denies ") for row in matrix)
    for name in ("claims", "casualties", "ceasefires"):
        for row in asked(f"SELECT * FROM {name}"):
            record = corpus.record(row["id"])
            assert row["words"] == record.trigger.of(corpus.document_of(record).text)


def test_a_page_of_a_view_is_found_by_its_index(asked: Any) -> None:
    """No view sorts or scans what it joins: each row is looked up."""
    for name in ("events", "claims", "casualties", "ceasefires", "incidents", "answers", "matrix"):
        plan = [row["detail"] for row in asked(f"EXPLAIN QUERY PLAN SELECT * FROM {name} LIMIT 100")]
        assert len([line for line in plan if line.startswith("SCAN") and "VIRTUAL TABLE" not in line]) == 1, (name, plan)
