# ruff: noqa: E501 - pages stand here as the web delivers them, in long lines
"""JSON lines of articles: field names, days, outlets, broken rows, whole files that are one value."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from pantau.knowledge import Knowledge
from pantau.model import Document
from pantau.read import Kept, Origin, Unread, read_bytes
from tests.read.pages import PARAGRAPHS, TITLE

TEXT = "\n\n".join(PARAGRAPHS)
ORIGIN = Origin("artikel", "artikel.jsonl")


def rows(data: bytes, knowledge: Knowledge) -> list[Kept | Unread]:
    return list(read_bytes(data, ORIGIN, knowledge))


def one(row: dict[str, Any], knowledge: Knowledge) -> Document:
    data = json.dumps(row).encode()
    (kept,) = rows(data + b"\n", knowledge)
    assert isinstance(kept, Kept)
    assert kept.data == data
    assert kept.document.id == hashlib.sha256(data).hexdigest()
    return kept.document


def body_of(document: Document) -> str:
    return "\n".join(span.of(document.text) for span in document.body)


@pytest.mark.parametrize("field", ["text", "content", "body", "article", "maintext", "articleBody"])
@pytest.mark.parametrize("title", ["title", "headline"])
def test_field_names(field: str, title: str, knowledge: Knowledge) -> None:
    document = one({field: TEXT, title: TITLE, "author": ["N.N.", "M.M."]}, knowledge)
    assert document.text == TEXT
    assert body_of(document).splitlines() == list(PARAGRAPHS)
    assert (document.title, document.byline, document.form) == (TITLE, "N.N., M.M.", "jsonl")


@pytest.mark.parametrize(
    ("fields", "on", "at"),
    [
        ({"date": "2020-11-10"}, date(2020, 11, 10), None),
        ({"date": "10/11/2020"}, date(2020, 11, 10), None),
        ({"published_at": "2020-11-10T08:28:12+07:00"}, date(2020, 11, 10), "2020-11-10T08:28:12+07:00"),
        ({"publishedAt": "2020-11-09T20:00:00Z"}, date(2020, 11, 10), "2020-11-10T03:00:00+07:00"),
        ({"pubDate": "Tue, 10 Nov 2020 08:28:12 +0700"}, date(2020, 11, 10), "2020-11-10T08:28:12+07:00"),
        ({"datetime": "Selasa, 10 November 2020 | 15:28 WIT"}, date(2020, 11, 10), "2020-11-10T13:28:00+07:00"),
        ({"time": 1604970000}, date(2020, 11, 10), "2020-11-10T08:00:00+07:00"),
        ({"timestamp": 1604970000000}, date(2020, 11, 10), "2020-11-10T08:00:00+07:00"),
        ({"date": "2020-11-10 00:00:00"}, date(2020, 11, 10), None),
        ({"date": "kemarin"}, None, None),
        ({"date": None}, None, None),
        ({"url": "https://nasional.kompas.com/read/2020/11/10/1/x"}, date(2020, 11, 10), None),
    ],
)
def test_days(fields: dict[str, Any], on: date | None, at: str | None, knowledge: Knowledge) -> None:
    document = one({"text": TEXT, **fields}, knowledge)
    assert document.published_on == on
    assert document.published_at == (datetime.fromisoformat(at) if at else None)


def test_a_day_in_the_text_is_only_what_it_is_resolved_against(knowledge: Knowledge) -> None:
    document = one({"text": TEXT}, knowledge)
    assert (document.published_on, document.dated, document.dated_by) == (None, date(2020, 11, 9), "body")


@pytest.mark.parametrize(
    ("fields", "outlet"),
    [
        ({"url": "https://news.detik.com/x"}, "detik.com"),
        ({"link": "https://kmp.im/abc", "outlet": "kompas.com"}, "kompas.com"),
        ({"source": {"id": None, "name": "Republika"}}, "republika.co.id"),
        ({"publisher": "www.koran-kecil.co.id"}, "koran-kecil.co.id"),
        ({"source": "Kabar yang Tak Dikenal", "url": "https://www.kabar.id/1"}, "kabar.id"),
        ({}, None),
    ],
)
def test_outlets(fields: dict[str, Any], outlet: str | None, knowledge: Knowledge) -> None:
    assert one({"text": TEXT, **fields}, knowledge).source == outlet


@pytest.mark.parametrize(
    ("fields", "name"),
    [({"id": "n7", "url": "https://a.id/1"}, "n7"), ({"id": 12}, "12"), ({"url": "https://a.id/1"}, "https://a.id/1"), ({}, "1")],
)
def test_names(fields: dict[str, Any], name: str, knowledge: Knowledge) -> None:
    assert one({"text": TEXT, **fields}, knowledge).name == name


def test_html_in_the_text_field_is_written_out(knowledge: Knowledge) -> None:
    document = one({"text": "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "<script>x()</script>", "title": TITLE}, knowledge)
    assert document.text.splitlines() == list(PARAGRAPHS)
    assert body_of(document).splitlines() == list(PARAGRAPHS)


def test_language_of_the_article(knowledge: Knowledge) -> None:
    assert one({"text": TEXT, "language": "en"}, knowledge).language == "id"
    assert one({"text": "OK.", "language": "id"}, knowledge).language == "id"


def test_broken_rows_are_told_with_their_line_and_the_others_go_on(knowledge: Knowledge) -> None:
    good = json.dumps({"id": "a", "text": TEXT}).encode()
    data = b"\n".join(
        [
            good,
            good[:80],
            b"",
            b'["daftar"]',
            b'{"id": "b"}',
            b'{"id": "c", "text": "  "}',
            b"{" * 5000,
            good.replace(b'"a"', b'"z"'),
        ]
    )
    found = rows(data, knowledge)
    assert [r.document.name for r in found if isinstance(r, Kept)] == ["a", "z"]
    told = [r for r in found if isinstance(r, Unread)]
    assert [r.where for r in told] == [f"artikel.jsonl, line {n}" for n in (2, 4, 5, 6, 7)]
    assert "broken off" in told[0].what
    assert "no text" in told[2].what
    assert all(r.todo for r in told)


def test_halves_of_characters_become_the_replacement_character(knowledge: Knowledge) -> None:
    (kept,) = rows(b'{"text": "rusak \\ud800 di sini ' + json.dumps(TEXT)[1:].encode() + b', "title": "\\udfff"}', knowledge)
    assert isinstance(kept, Kept)
    assert "\ufffd" in kept.document.text
    kept.document.text.encode("utf-8")
    assert kept.document.problems


@pytest.mark.parametrize("indent", [None, 2])
def test_a_file_that_is_one_list(indent: int | None, knowledge: Knowledge) -> None:
    value = [{"id": "a", "text": TEXT}, {"id": "b", "text": TEXT + " Tambahan."}]
    found = rows(json.dumps(value, indent=indent).encode(), knowledge)
    assert [r.document.name for r in found if isinstance(r, Kept)] == ["a", "b"]
    assert [json.loads(r.data)["id"] for r in found if isinstance(r, Kept)] == ["a", "b"]


def test_a_file_that_is_one_object_over_several_lines(knowledge: Knowledge) -> None:
    (kept,) = rows(json.dumps({"id": "a", "text": TEXT}, indent=2).encode(), knowledge)
    assert isinstance(kept, Kept)
    assert kept.document.name == "a"


def test_windows_line_ends_and_byte_order_mark(knowledge: Knowledge) -> None:
    row = json.dumps({"text": TEXT}).encode()
    found = rows(b"\xef\xbb\xbf" + row + b"\r\n" + row + b"\r\n", knowledge)
    assert [r.data for r in found if isinstance(r, Kept)] == [row, row]


def test_instants_keep_their_zone(knowledge: Knowledge) -> None:
    english = (
        "The two delegations met on Monday to discuss an exchange of prisoners, a spokesman for the ministry said after the talks had ended. "
        * 3
    )
    document = one({"text": english, "date": "2020-11-09T20:00:00Z", "url": "https://www.reuters.com/x"}, knowledge)
    assert (document.published_on, document.published_at) == (date(2020, 11, 9), datetime(2020, 11, 9, 20, tzinfo=UTC))
