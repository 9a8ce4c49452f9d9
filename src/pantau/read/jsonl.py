"""JSON lines of articles to documents: one row a document, its kept bytes the row's own bytes, its text the row's text as given."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

from pantau.knowledge import Knowledge
from pantau.model import Document, Problem, Span
from pantau.read.decode import decode
from pantau.read.html_dates import parse_url_day
from pantau.read.metadata import parse_address, squash
from pantau.read.moment import Moment, load_calendar, parse_stamp
from pantau.read.origin import Kept, Origin, Unread
from pantau.read.plain import language_of
from pantau.read.text import read_text

LONGEST = 2 * 2**20
"""Code points of one article that are read."""
_LARGEST = 64 * 2**20
_TEXT = (
    "text",
    "content",
    "body",
    "article",
    "maintext",
    "main_text",
    "articlebody",
    "article_text",
    "full_text",
    "fulltext",
    "plain_text",
    "raw_text",
    "isi",
)
_TITLE = ("title", "headline", "judul", "name")
_DATE = (
    "published_at", "publishedat", "published", "date_published", "datepublished", "date_publish", "publish_date", "pubdate",
    "pub_date", "publication_date",    "date", "datetime", "timestamp", "time", "created_at", "tanggal",
)  # fmt: skip
_URL = ("url", "link", "source_url", "canonical_url", "permalink", "uri")
_OUTLET = ("outlet", "domain", "source_domain", "source", "publisher", "site", "site_name", "media", "sumber")
_AUTHOR = ("author", "authors", "byline", "penulis", "creator")
_LANGUAGE = ("language", "lang")
_BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|h[1-6]|li|ul|ol|table|td|html|body|article|section|figure|blockquote)\b[^<>]*>", re.IGNORECASE
)
_LONE = re.compile("[\ud800-\udfff]")
_JAKARTA = timezone(timedelta(hours=7))


def read_jsonl(data: bytes, origin: Origin, knowledge: Knowledge) -> Iterator[Kept | Unread]:
    """One document a row, one Unread a row that cannot be read; the others go on. A file that is one JSON value is read as rows."""
    rows = list(_rows_of_value(data)) or _rows_of_lines(data)
    for number, row in rows:
        yield _read_row(row, number, origin, knowledge)


def _rows_of_lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, counted from 1; no copy is made of the others."""
    number, start = 0, 3 if data.startswith(b"\xef\xbb\xbf") else 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        number += 1
        row = data[start:end].strip()
        if row:
            yield number, row
        start = end + 1


def _rows_of_value(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The rows of a file that is an array of objects, or one object over several lines: each with exactly its own bytes."""
    first = next(_rows_of_lines(data), (0, b""))[1]
    if len(data) > _LARGEST or not (first.startswith(b"[") or first == b"{"):
        return
    text = decode(data)[0]
    at = re.compile(r"[\s\ufeff]*").match(text).end()  # type: ignore[union-attr]
    listed = text[at] == "["
    decoder, number, gap = json.JSONDecoder(), 0, re.compile(r"[\s,]*")
    at += listed
    while True:
        at = gap.match(text, at).end()  # type: ignore[union-attr]
        if at >= len(text) or text[at] == "]":
            return
        try:
            _, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = len(text)
        number += 1
        yield number, text[at:end].encode("utf-8", errors="replace")
        at = end


def _read_row(row: bytes, number: int, origin: Origin, knowledge: Knowledge) -> Kept | Unread:
    where = f"{origin.where}, line {number}"
    if len(row) > _LARGEST:
        return Unread(where, f"is {len(row):,} bytes long", f"split it; at most {_LARGEST:,} bytes are taken")
    line, _, problems = decode(row)
    try:
        value = json.loads(line, strict=False)
    except ValueError as error:
        return Unread(where, f"is no JSON, or broken off: {error}", "mend the line or leave it out")
    except RecursionError:
        return Unread(where, "is nested too deeply", "mend the line or leave it out")
    if not isinstance(value, dict):
        return Unread(where, "is no JSON object", "give one object a line, with url, title, date and text")
    fields = {str(key).strip().lower(): item for key, item in value.items()}
    text, faults = _text(fields)
    if not text.strip():
        return Unread(where, "has no text", f"give it under one of: {', '.join(_TEXT[:5])}")
    document = _document(row, text, fields, origin._replace(name=_name(fields, number), where=where), knowledge)
    return Kept(row, replace(document, problems=(*problems, *faults, *document.problems)))


def _text(fields: Mapping[str, Any]) -> tuple[str, list[Problem]]:
    """The article's text as given (paragraphs of a list joined by line ends; HTML written out), and what was wrong with it."""
    found = next((v for k in _TEXT if (v := fields.get(k)) and isinstance(v, str | list)), "")
    text = found if isinstance(found, str) else "\n".join(part for part in found if isinstance(part, str))
    faults = []
    if len(text) > LONGEST:
        faults.append(Problem(f"is {len(text):,} characters long; read up to {LONGEST:,}"))
        text = text[:LONGEST]
    if _LONE.search(text):
        faults.append(Problem("holds halves of characters (lone surrogates); shown as U+FFFD"))
        text = _LONE.sub("\ufffd", text)
    if len(_BLOCK_TAG.findall(text[:20_000])) >= 2:
        from pantau.read.html_text import render  # imports lxml

        text = render(text)[1].text
    return text, faults


def _word(fields: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    """The first field of these that holds words; of an object its name, of a list its items."""
    for key in keys:
        value = fields.get(key)
        if isinstance(value, dict):
            value = value.get("domain") or value.get("name") or value.get("id")
        if isinstance(value, list):
            value = ", ".join(str(v.get("name", "")) if isinstance(v, dict) else str(v) for v in value)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return _LONE.sub("\ufffd", " ".join(str(value).split()))
    return None


def _name(fields: Mapping[str, Any], number: int) -> str:
    return _word(fields, ("id", "_id")) or _word(fields, _URL) or str(number)


def _document(row: bytes, text: str, fields: Mapping[str, Any], origin: Origin, knowledge: Knowledge) -> Document:
    """The text read as any page text, with what the row states over what the text lets one guess."""
    found = parse_address(_word(fields, _URL))
    url, host = found if found else (origin.url, None)
    read = read_text(row, text, origin._replace(url=url), knowledge)
    title, source = _word(fields, _TITLE), _source(fields, host, knowledge) or read.source
    stated = _word(fields, _LANGUAGE)
    language = language_of(read) or (stated[:2].lower() if stated else None)
    known = knowledge.world.sources.by_domain(source) if source else None
    home = _JAKARTA if language == "id" or (known and known.country == "IDN") else None
    document = replace(
        read, id=hashlib.sha256(row).hexdigest(), name=origin.name, form="jsonl", url=url, source=source, language=language,
        title=title or read.title, byline=_word(fields, _AUTHOR) or read.byline,
    )  # fmt: skip
    if title:
        document = _with_first_line(document, title)
    return _dated(document, _word(fields, _DATE), url, home, knowledge)


def _source(fields: Mapping[str, Any], host: str | None, knowledge: Knowledge) -> str | None:
    """The outlet's domain: the stated one, as domain or by name; else that of the address (which may be a link shortener's)."""
    sources, stated = knowledge.world.sources, _word(fields, _OUTLET)
    if stated:
        named = parse_address(stated)
        known = sources.by_name(stated)
        domain = sources.registrable(named[1] if named else stated.lower()) if named or "." in stated else None
        if domain or known:
            return domain or (known.domain if known else None)
    return sources.registrable(host) if host else None


def _with_first_line(document: Document, title: str) -> Document:
    """The text holds no headline where the row gives one: a first line taken for it goes back to the body, unless it is that."""
    taken = next((span for name, span in document.evidence if name == "title"), None)
    if taken is None or squash(taken.of(document.text)) == squash(title) or len(taken.of(document.text)) < 40:
        return document
    body = tuple(sorted({*document.body, Span(*taken)}))
    if any(a.overlaps(b) for a, b in pairwise(body)):
        return document
    return replace(document, body=body, evidence=tuple((n, s) for n, s in document.evidence if n != "title"))


def _dated(document: Document, stamp: str | None, url: str | None, home: timezone | None, knowledge: Knowledge) -> Document:
    moment = parse_stamp(stamp, load_calendar(knowledge)) if stamp else None
    if moment:
        at = _instant(moment, home)
        day = at.astimezone(home).date() if at and home and at.tzinfo else moment.day
        return replace(
            document, published_on=day, published_at=at, dated=day, dated_by="metadata", evidence=_without(document, "published")
        )
    day_in_url = parse_url_day(url)
    if day_in_url and document.published_on is None:
        return replace(document, published_on=day_in_url, dated=day_in_url, dated_by="url")
    return document


def _instant(moment: Moment, home: timezone | None) -> datetime | None:
    """The instant of a stamp with a clock; midnight without a zone is a day that a program wrote out."""
    if moment.clock is None or (moment.zone is None and not any((moment.clock.hour, moment.clock.minute, moment.clock.second))):
        return None
    return moment.at(home)


def _without(document: Document, name: str) -> tuple[tuple[str, Span], ...]:
    return tuple((n, span) for n, span in document.evidence if n != name)
