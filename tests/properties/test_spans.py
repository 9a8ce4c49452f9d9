"""`text[span]` is what was read, always: over random text and over every shared page, and the same bytes give the same records."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pantau.extract import extract
from pantau.extract.numbers import find_numbers
from pantau.knowledge import Knowledge, load_knowledge
from pantau.model import CasualtyReport, Claim, Document, Event, Record, Span, to_interchange
from pantau.read import read_bytes
from pantau.read.origin import Kept, Origin

WORDS = """
Pasukan Azerbaijan | tentara Armenia | Kementerian Pertahanan Rusia | PBB | Ankara | Hamas
seorang saksi mata | kedua negara | menembaki | membantah telah menyerang | mengatakan bahwa | menuduh
sepakat melakukan | menewaskan | tewas | dihantam oleh | gencatan senjata | akan bertemu
belum menarik pasukannya | jika | untuk | 43 tentara | sekitar 2.000 orang | 291 lainnya | 6,5 juta warga
Stepanakert | di Moskow | pada Selasa (27/10/2020) | pekan lalu | Ahad 26 Oktober | 31 Februari 2020
"Kami siap," kata | imbuhnya | (Baca juga:
"""
MARKS = (")", "“", "”", ",", ".", "\n", "\r\n", "\n\n", " ", "\u00a0", "\u00ad", "\ufeff")
PIECES = (*(piece.strip() for line in WORDS.strip().splitlines() for piece in line.split("|")), *MARKS)
NOISE = st.text(st.characters(codec="utf-8"), max_size=12)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(PIECES), NOISE), max_size=40).map(" ".join)
KNOWLEDGE = load_knowledge()
CACHE: dict[str, object] = {}
OF_THE_TRIGGER = ("type", "mode", "modality", "stance", "stage", "category", "measure")
"""Slots that the trigger's own words decide, with those beside it."""


def page(text: str) -> Document:
    """A page whose whole text is body."""
    body = (Span(0, len(text)),) if text else ()
    identity = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Document(id=identity, name="random", text=text, language="id", dated=date(2020, 10, 28), dated_by="metadata", body=body)


def spans_of(record: Record) -> Iterator[tuple[str, Span]]:
    """Every span a record holds, by slot."""
    yield "trigger", record.trigger
    if isinstance(record, Claim):
        yield "content", record.content
    yield from record.evidence.items()


def faults_of(document: Document, records: tuple[Record, ...]) -> list[str]:
    """Where a document or its records break the rule of spans."""
    text = document.text
    found: list[str] = []
    stretches = [("body", s) for s in document.body] + [(a.reason, a.span) for a in document.set_aside]
    stretches += [("credit", c.span) for c in document.credits] + list(document.evidence)
    stretches += [(f"{r.kind}.{slot}", span) for r in records for slot, span in spans_of(r)]
    found += [f"{what} {tuple(s)} is not inside the text" for what, s in stretches if not 0 <= s.start < s.end <= len(text)]
    found += [f"credit {c.name!r} is not at {tuple(c.span)}" for c in document.credits if c.span.of(text) != c.name]
    found += ["body stretches overlap" for a, b in zip(document.body, document.body[1:], strict=False) if a.end > b.start]
    found += [fault for record in records for fault in (*_words(record, text, str(document.language)), *_unsourced(record))]
    return [f"{document.name}: {fault}" for fault in found]


def _is_several(value: object) -> bool:
    return isinstance(value, tuple) and len(value) > 1


def _unsourced(record: Record) -> Iterator[str]:
    """Slots with a value that was neither read from words nor marked as inferred, or was said to be both where it is one value: of
    several parties words may name some."""
    both = (slot for slot in record.inferred if slot in record.evidence)
    yield from (f"{record.kind}.{slot} is read and inferred" for slot in both if not _is_several(getattr(record, slot)))
    for slot in record.SLOTS:
        has_value = slot not in OF_THE_TRIGGER and getattr(record, slot) not in (None, (), "")
        if has_value and slot not in record.evidence and slot not in record.inferred:
            yield f"{record.kind}.{slot} {getattr(record, slot)!r} has no words and is not marked as inferred"


def _words(record: Record, text: str, language: str) -> Iterator[str]:
    """Where the words at a record's evidence are not the words it states."""
    stated = {}
    if isinstance(record, Event) and record.place:
        stated["place"] = record.place.raw
    if isinstance(record, Claim) and record.speaker:
        stated["speaker"] = record.speaker
    for slot, words in stated.items():
        span = record.evidence.get(slot)
        if span and span.of(text) != words:
            yield f"{slot} {words!r} is not at {tuple(span)}"
    if isinstance(record, CasualtyReport) and not _reads_again(record, text, language):
        yield f"the figure at {tuple(record.trigger)} does not read as {record.low} to {record.high}"


def _reads_again(record: CasualtyReport, text: str, language: str) -> bool:
    """Whether the words at a figure's evidence alone give one of its bounds again; named victims have no figure to read: one, or two
    beside each other."""
    span = record.evidence.get("low")
    if span is None:
        return record.low == record.high in (1, 2) and "low" in record.inferred
    numbers = find_numbers(text, span.start, span.end, KNOWLEDGE.packs[language], CACHE)
    return any({number.low, number.high} & {record.low, record.high} for number in numbers)


def read_whole(data: bytes, name: str, knowledge: Knowledge) -> Iterator[tuple[Document, tuple[Record, ...]]]:
    """Every document in some bytes with its records."""
    for kept in read_bytes(data, Origin(name, name), knowledge):
        if isinstance(kept, Kept):
            yield kept.document, tuple(extract(kept.document, knowledge).records)


@settings(max_examples=150)
@given(TEXTS)
def test_random_text_never_breaks_a_span(text: str) -> None:
    document = page(text)
    assert faults_of(document, tuple(extract(document, KNOWLEDGE).records)) == []


@settings(max_examples=40)
@given(TEXTS)
def test_the_same_text_gives_the_same_records(text: str) -> None:
    first, second = (to_interchange(page(text), extract(page(text), KNOWLEDGE).records) for _ in range(2))
    assert json.dumps(first) == json.dumps(second)


@settings(max_examples=60)
@given(TEXTS, st.sampled_from(("utf-8", "utf-16", "windows-1252")))
def test_any_bytes_are_read_or_said_to_be_unreadable(text: str, charset: str) -> None:
    for document, records in read_whole(text.encode(charset, "replace"), "random.txt", KNOWLEDGE):
        assert faults_of(document, records) == []


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_random_bytes_never_raise(data: bytes) -> None:
    list(read_whole(data, "random.html", KNOWLEDGE))


def test_record_ids_differ_within_a_page() -> None:
    text = "Pasukan Azerbaijan menembaki Stepanakert dan menewaskan 43 tentara Armenia dan 37 warga sipil pada Selasa."
    ids = [record.id for record in extract(page(text), KNOWLEDGE).records]
    assert len(ids) == len(set(ids))


def test_every_span_of_every_gold_page(shared: Path, knowledge: Knowledge) -> None:
    pages = sorted((shared / "gold" / "pages").glob("*.txt"))
    if not pages:
        pytest.skip("no gold pages in PANTAU_SHARED")
    faults = []
    for path in pages:
        for document, records in read_whole(path.read_bytes(), path.name, knowledge):
            faults += faults_of(document, records)
    assert faults == []


def test_every_span_of_two_hundred_articles(shared: Path, knowledge: Knowledge) -> None:
    path = shared / "train" / "news.jsonl.gz"
    if not path.is_file():
        pytest.skip("no train/news.jsonl.gz in PANTAU_SHARED")
    with gzip.open(path, "rb") as lines:
        data = b"".join(line for line, _ in zip(lines, range(200), strict=False))
    read = list(read_whole(data, "news.jsonl", knowledge))
    assert len(read) == 200
    assert [fault for document, records in read for fault in faults_of(document, records)] == []
