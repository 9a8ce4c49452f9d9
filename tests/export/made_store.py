"""Stores to export: the sample pages, and pages whose every text tries to be something else in the file it lands in."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from pantau.config import load_config
from pantau.export import Material, Row, Table, find_table
from pantau.export.columns import Value
from pantau.knowledge import load_knowledge
from pantau.model import CasualtyReport, Ceasefire, Claim, Credit, Document, Event, Place, Problem, Record, Span, record_id
from pantau.monitor import find_inputs, join, read
from pantau.store import Filter, Store

SAMPLES = Path(__file__).parents[2] / "examples" / "karabakh"
FOLDERS = load_config(SAMPLES / "pantau.toml").folders
NOW = datetime(2026, 1, 1, tzinfo=UTC)

HOSTILE = (
    '=HYPERLINK("http://x.example","buka")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1＋1", "'=1", "'", "''", '"', '","',
    "a;b", ";", "\\", "\\;", "a\\", ";;", "'=a;b", "line\r\nbreak", "line\rbreak", "tab\tin", " space ", "null", "NaN", "true", "12",
    "007", "1e5", "2020-11-09", "#date", "<b>&amp;</b>", "http://x.example/a", "_x0041_", "\x01\x1f\x7f\x85", "\ufffe\uffff", "\u2028",
    "\u202egnalab", "\ufeffbom",
    "🕊️ merpati", "é vs é", "‘kutipan’", "{}", "[1]", "NULL", "None", "-", "=",
)  # fmt: skip
"""Texts that a spreadsheet, a parser or a guess at a type may make something else of."""
LONG = "panjang 🕊 " * 5_000


def read_samples(store: Store) -> None:
    """The sample pages, linked."""
    read(find_inputs([str(SAMPLES)]), store, FOLDERS)
    join(store, FOLDERS)


def keep_hostile(store: Store) -> None:
    """A page for every hostile text, which is its name, title, words and every text of its records; and one of very long texts."""
    for number, words in enumerate((*HOSTILE, LONG)):
        _keep(store, number, words)
    join(store, FOLDERS)


def _keep(store: Store, number: int, words: str) -> None:
    text = f"Halaman {number}. {words} tamat."
    span = Span(text.index(words), text.index(words) + len(words))
    zone = timezone(timedelta(hours=7))
    document = Document(
        id=hashlib.sha256(text.encode()).hexdigest(), name=words, text=text, url=words, source=words, title=words, byline=words,
        dateline=words, language="id", published_on=date(2020, 10, 26), dated=date(2020, 10, 26), dated_by="metadata",
        published_at=datetime(2020, 10, 26, 23, 30, 15, 250_000, zone), fetched_at=datetime(2020, 10, 27, tzinfo=UTC),
        body=(Span(0, len(text)),), credits=(Credit(words, span, "by", words), Credit("Reuters", span, "via", "reuters.com")),
        problems=(Problem(words, span),),
        evidence=(("title", span), ("byline", span)),
    )  # fmt: skip
    records, is_imported = _records(document, span, words), number % 2 == 1
    with store.transaction():
        store.keep(text.encode(), document, origin="made", now=NOW)
        mine = () if is_imported else records
        store.add_reading(document, mine, (Problem(words),), knowledge="k", version="v", now=NOW)
        if is_imported:  # another maker credits others: the page is as pantau reads it all the same
            document = replace(document, credits=(), source=f"lain-{words}")
            outside = {record.id: words for record in records}
            store.add_reading(document, records, (), knowledge="", version="made", now=NOW, maker=words, outside=outside)


def _records(document: Document, span: Span, words: str) -> tuple[Record, ...]:
    def given(kind: type[Record], *slots: str) -> dict[str, object]:
        return {
            "id": record_id(kind.KIND, document.id, span, 0), "document": document.id, "trigger": span,
            "evidence": dict.fromkeys(slots, span), "inferred": {slot: words for slot in kind.SLOTS if slot not in slots},
            "reasons": (words, "satu"), "rule": words, "confidence": 0.1 + 0.2,
        }  # fmt: skip

    place = Place(raw=words, name=words, id=1, lat=-39.5, lon=-46.75, country="AZE", precision="settlement", other_name=words)
    day = date(2020, 10, 25)
    return (
        Event(**given(Event, "type", "actors", "place"), type="ASSAULT", mode=words, actors=(words, "AZE"), recipients=(words,),
              began_on=day, ended_on=day, date_precision="day", place=place, claimant="ARM"),
        Claim(**given(Claim, "speaker"), speaker=words, code="ARM", stance="accuse", targets=(words,), content=span, said_on=day,
              venue=words),
        CasualtyReport(**given(CasualtyReport, "low", "high"), party=words, outcome="killed", low=2**53 + 1, high=None, claimant=words,
                       as_of=day),
        Ceasefire(**given(Ceasefire, "stage", "scope"), stage="declared", parties=("ARM", "AZE"), brokers=(words,), declared_on=day,
                  effective_at=words, scope=words, provisions=(words, words)),
    )  # fmt: skip


def rows_of(store: Store, table: Table, wanted: Filter | None = None) -> list[Row]:
    """All rows of a kind."""
    world = load_knowledge(FOLDERS).world
    return store.ask(lambda connection: list(table.rows(Material(connection, world, wanted))))


def values_of(store: Store, kind: str, wanted: Filter | None = None) -> dict[str, dict[str, Value]]:
    """All rows of a kind by id, their values by name."""
    table = find_table(kind)
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in rows_of(store, table, wanted)]
    found = {str(row[names[0]]): row for row in rows}
    assert len(found) == len(rows), "an id stands once"
    return found
