"""The store gives back what it was given, adds nothing twice, and keeps superseded readings."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from pantau.errors import StoreError, UsageError
from pantau.model import Answer, CasualtyReport, Ceasefire, Claim, Credit, Document, Event, Place, Problem, Record, SetAside, Span
from pantau.store import Filter, Store, codes_of, open_store, remove_store

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
DATA = "Baku, 26 Oktober — Sedikitnya 43 tentara tewas di Shusha, kata menteri 😀.\r\nSelesai.".encode()


def make_document(data: bytes = DATA, name: str = "pagi") -> Document:
    text = data.decode()
    return Document(
        id=hashlib.sha256(data).hexdigest(),
        name=name,
        text=text,
        kind="wire",
        form="html",
        url="https://kabar.example/1",
        source="kabar.example",
        fetched_at=datetime(2020, 10, 27, 1, 2, 3, 4000, tzinfo=UTC),
        published_on=date(2020, 10, 27),
        published_at=datetime(2020, 10, 27, 7, 30, tzinfo=timezone(timedelta(hours=7))),
        dated=date(2020, 10, 26),
        dated_by="dateline",
        language="id",
        title="Judul",
        byline="R. Penulis",
        dateline="Baku",
        body=(Span(0, 40), Span(42, 60)),
        set_aside=(SetAside(Span(61, 70), "teaser"), SetAside(Span(70, 75), "advert")),
        credits=(Credit("AFP", Span(1, 4), "by", "afp.com"),),
        problems=(Problem("weekday and date disagree", Span(6, 16)), Problem("no byline")),
        evidence=(("title", Span(0, 4)), ("title", Span(5, 9))),
    )


def make_records(document: Document) -> tuple[Record, ...]:
    shared = {"document": document.id, "confidence": 0.1 + 0.2, "reasons": ("a", "b"), "rule": "r.1"}
    place = Place(
        raw="Shusha", name="Shusha", id=584816, lat=39.7537, lon=46.7465, country="AZE", precision="settlement", other_name="Şuşa"
    )
    return (
        Ceasefire(
            id="s1",
            trigger=Span(0, 4),
            parties=("ARM", "AZE"),
            brokers=("USA",),
            effective_at="2020-10-26T08:00+04:00",
            declared_on=date(2020, 10, 25),
            stage="violated",
            provisions=("exchange of the dead",),
            **shared,
        ),
        Event(
            id="e1",
            trigger=Span(45, 50),
            type="ASSAULT",
            actors=("AZE",),
            recipients=(),
            began_on=date(2020, 10, 26),
            place=place,
            evidence={"place": Span(54, 60), "actors": Span(0, 4)},
            inferred={"recipients": "the theatre's other side"},
            **shared,
        ),
        Claim(
            id="c1",
            trigger=Span(62, 66),
            content=Span(19, 60),
            targets=("NKR_CIV", "ARM"),
            answers=(Answer("c0", "denies"),),
            **shared,
        ),
        CasualtyReport(
            id="f1", trigger=Span(30, 40), party="NKR", outcome="killed", low=43, high=None, qualifier="at_least", **shared
        ),
        Event(id="e0", trigger=Span(45, 50), type="CONSULT", **shared),
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "s.db") as opened:
        yield opened


def fill(
    store: Store, document: Document, records: tuple[Record, ...], *, knowledge: str = "k1", version: str = "1", data: bytes = DATA
) -> bool:
    with store.transaction():
        store.keep(data, document, origin="pagi.html", now=NOW)
        return store.add_reading(document, records, (Problem("who?", Span(1, 2)),), knowledge=knowledge, version=version, now=NOW)


def rows(path: Path) -> dict[str, int]:
    with sqlite3.connect(path) as raw:
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def test_everything_comes_back_as_it_was(store: Store) -> None:
    document = make_document()
    records = make_records(document)
    assert fill(store, document, records)
    assert store.document("pagi") == document
    assert store.document(document.id[:8]) == document
    assert store.document("pagi").published_at.utcoffset() == timedelta(hours=7)  # type: ignore[union-attr]
    assert store.records_of(document.id) == records
    assert store.problems_of(document.id) == (Problem("who?", Span(1, 2)),)
    assert store.kept(document.id).data == DATA
    assert [entry.record.id for entry in store.records(Filter(kinds=("event",)))] == ["e1", "e0"]


def test_quotes_are_the_words_of_the_spans(store: Store) -> None:
    document = make_document()
    fill(store, document, make_records(document))
    with sqlite3.connect(store.path) as raw:
        found = raw.execute(
            "SELECT quote, substr(text, start + 1, end - start) FROM evidence JOIN reading ON reading.id = evidence.reading"
            " JOIN text ON text.document = reading.document AND text.number = reading.text_number"
        ).fetchall()
    assert len(found) == 2
    assert all(quote == words for quote, words in found)


def test_the_same_reading_adds_nothing(store: Store) -> None:
    document = make_document()
    fill(store, document, make_records(document))
    before = rows(store.path)
    assert not fill(store, document, make_records(document))
    assert rows(store.path) == before


def test_a_newer_reading_supersedes_and_loses_nothing(store: Store) -> None:
    document = make_document()
    records = make_records(document)
    fill(store, document, records)
    assert fill(store, document, records[:2], knowledge="k2")
    assert store.records_of(document.id) == records[:2]
    assert rows(store.path)["event"] == 3
    assert rows(store.path)["text"] == 1


def test_a_former_reading_made_again_is_current_again(store: Store) -> None:
    document = make_document()
    records = make_records(document)
    fill(store, document, records)
    fill(store, document, (), version="2")
    assert not fill(store, document, records)
    assert store.records_of(document.id) == records
    assert rows(store.path)["reading"] == 2


def test_a_better_reader_makes_a_second_text(store: Store) -> None:
    document = make_document()
    fill(store, document, make_records(document))
    better = replace(document, text=document.text[:-2], title="Judul baru")
    fill(store, better, ())
    assert store.document(document.id) == better
    assert rows(store.path)["text"] == 2


def test_a_fault_in_the_middle_leaves_nothing(store: Store) -> None:
    document = make_document()
    twice = make_records(document)[:1] * 2
    before = rows(store.path)
    with pytest.raises(Exception, match="UNIQUE"):
        fill(store, document, twice)
    assert rows(store.path) == before
    assert fill(store, document, twice[:1])


def test_bytes_that_do_not_make_the_id_are_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        fill(store, make_document(), (), data=b"other")


def test_a_full_disk_loses_nothing_kept(store: Store) -> None:
    document = make_document()
    records = make_records(document)
    fill(store, document, records)
    raw = store._connection.connection.driver_connection
    pages = raw.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[union-attr]
    raw.execute(f"PRAGMA max_page_count = {pages + 1}")  # type: ignore[union-attr]
    large = make_document(data=bytes(range(32, 127)) * 4000, name="besar")
    with pytest.raises(StoreError, match="no room left") as told:
        fill(store, large, (), data=large.text.encode())
    assert str(store.path) in str(told.value)
    assert store.records_of(document.id) == records
    assert not store.has(large.id)
    raw.execute("PRAGMA max_page_count = 1000000")  # type: ignore[union-attr]
    assert fill(store, large, (), data=large.text.encode())


def test_filters(store: Store) -> None:
    document = make_document()
    fill(store, document, make_records(document))

    def ids(**wanted: object) -> set[str]:
        return {entry.record.id for entry in store.records(Filter(**wanted))}  # type: ignore[arg-type]

    assert ids() == {"s1", "e1", "c1", "f1", "e0"}
    assert ids(party="NKR") == {"c1", "f1"}, "a code without its suffix finds the code with it"
    assert ids(party="NKR_CIV") == {"c1"}
    assert ids(until=date(2020, 10, 25)) == {"s1"}
    assert ids(since=date(2020, 10, 27)) == {"c1", "f1", "e0"}, "a record without a day goes by its page's"
    assert ids(since=date(2020, 10, 26), until=date(2020, 10, 26)) == {"e1"}
    assert ids(belongs=lambda record: "USA" in codes_of(record)) == {"s1"}


def test_a_document_is_found_by_one_name_only(store: Store) -> None:
    fill(store, make_document(), ())
    other = b"lain"
    fill(store, make_document(other), (), data=other)
    with pytest.raises(UsageError, match="2 documents"):
        store.document("pagi")
    with pytest.raises(UsageError, match="no document"):
        store.document("siang")


def test_input_problems_are_noted_once(store: Store) -> None:
    for _ in range(2):
        store.add_input_problem("a.pdf", "a PDF file", "save its text", now=NOW)
    assert store.input_problems() == [("a.pdf", "a PDF file", "save its text")]


def test_a_store_is_one_file_when_closed(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db") as opened:
        fill(opened, make_document(), ())
    assert [path.name for path in tmp_path.iterdir()] == ["s.db"]
    remove_store(tmp_path / "s.db")
    assert not list(tmp_path.iterdir())
