"""Bytes to documents. A reader is one file with one function; `READERS` names them in the order they are asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pantau.knowledge import Knowledge
from pantau.model.observation import is_observation
from pantau.read.decode import decode
from pantau.read.origin import Kept, Origin, Unread

__all__ = ["LARGEST", "READERS", "Kept", "Origin", "Reader", "Unread", "read_bytes"]

LARGEST = 64 * 2**20
"""Bytes of one document that are taken in; a file of JSON lines may be larger, a line of it may not."""

_HTML = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*)*(?:<!doctype\s+html|<html|<head|<body|<meta|<title|<article|<div)",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(
    r"</?(?:html|head|body|div|p|br|span|a|td|tr|li|ul|meta|script|link|h[1-6]|article|section|b|i|strong|em|img)\b[^<>]*>",
    re.IGNORECASE,
)
_FEED = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*)*<(?:rss|feed|rdf:RDF|urlset)\b", re.IGNORECASE | re.DOTALL
)

# Beginnings of files that are no text, what they are, what to do.
_MAGIC = (
    (b"%PDF", "a PDF file", "save its text, or the web page it was made from"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)", "unpack it, or save it as text"),
    (b"\x1f\x8b", "a gzip archive", "unpack it with gunzip"),
    (b"BZh", "a bzip2 archive", "unpack it with bunzip2"),
    (b"\xfd7zXZ", "an xz archive", "unpack it with unxz"),
    (b"(\xb5/\xfd", "a zstandard archive", "unpack it with unzstd"),
    (b"Rar!", "a RAR archive", "unpack it"),
    (b"\x89PNG", "an image", "give the page it belongs to"),
    (b"\xff\xd8\xff", "an image", "give the page it belongs to"),
    (b"GIF8", "an image", "give the page it belongs to"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as text"),
    (b"SQLite format 3\x00", "an SQLite database", "name a store with --store"),
    (b"WARC/1.", "a WARC archive", "unpack the pages it holds"),
    (b"\x7fELF", "a program", "leave it out"),
)


class Reader(NamedTuple):
    """One kind of input: its name, the suffixes it may have, whether bytes are of its kind, and the function that reads them."""

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes, str], bool]
    read: Callable[[bytes, Origin, Knowledge], Iterator[Kept | Unread]]


def _is_jsonl(data: bytes, name: str) -> bool:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    named = name.lower().endswith((".jsonl", ".ndjson", ".json"))
    return (head.startswith(b"{") and (named or re.match(rb'\{\s*(?:"|\})', head) is not None)) or (
        named and not head.startswith(b"<")
    )


def _is_html(data: bytes, name: str) -> bool:
    head = decode(data[:65536])[0].lstrip("\ufeff")
    if name.lower().endswith((".html", ".htm", ".xhtml", ".shtml")) or _HTML.match(head[:8192]):
        return True
    tags = len(_TAGS.findall(head))
    return tags >= 10 and tags * 400 >= len(head)


def _is_text(_data: bytes, _name: str) -> bool:
    return True


# The rooms behind these import lxml and more: they open when they are first needed.
def _read_jsonl(data: bytes, origin: Origin, knowledge: Knowledge) -> Iterator[Kept | Unread]:
    from pantau.read.jsonl import read_jsonl

    yield from read_jsonl(data, origin, knowledge)


def _read_html(data: bytes, origin: Origin, knowledge: Knowledge) -> Iterator[Kept | Unread]:
    from pantau.read.html import read_html

    yield from read_html(data, origin, knowledge)


def _read_text(data: bytes, origin: Origin, knowledge: Knowledge) -> Iterator[Kept | Unread]:
    from pantau.read.plain import read_plain

    yield from read_plain(data, origin, knowledge)


READERS: tuple[Reader, ...] = (
    Reader("jsonl", (".jsonl", ".ndjson", ".json"), _is_jsonl, _read_jsonl),
    Reader("html", (".html", ".htm", ".xhtml", ".shtml"), _is_html, _read_html),
    Reader("text", (".txt",), _is_text, _read_text),
)


def read_bytes(data: bytes, origin: Origin, knowledge: Knowledge) -> Iterator[Kept | Unread]:
    """All documents of one input, or why it cannot be read, by the first reader that recognises it."""
    unread = find_fault(data, origin)
    if unread:
        yield unread
        return
    if is_observation(data):  # kept by `pantau observe`, and read again from what is kept
        from pantau.read.observation import read_observation

        yield from read_observation(data, origin, knowledge)
        return
    reader = next(reader for reader in READERS if reader.recognises(data, origin.where))
    if reader.name != "jsonl" and len(data) > LARGEST:
        yield Unread(origin.where, f"is {len(data):,} bytes long, no page is", f"split it; at most {LARGEST:,} bytes are taken")
        return
    yield from reader.read(data, origin, knowledge)


def find_fault(data: bytes, origin: Origin) -> Unread | None:
    """Why bytes are no text at all: empty, or of a kind that their beginning or their NUL bytes betray; else None."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return Unread(origin.where, "empty file", "fetch the page again")
    for magic, kind, todo in _MAGIC:
        if data.startswith(magic):
            return Unread(origin.where, f"looks like {kind}", todo)
    if data[:4] == b"RIFF" or data[4:8] == b"ftyp":
        return Unread(origin.where, "looks like an image or a film", "give the page it belongs to")
    head = data[: 2**16]
    if not head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) and not decode(head[:512])[1].startswith("utf-16"):
        odd = len(head) - len(head.translate(None, delete=_CONTROLS))
        if head.count(0) > max(3, 0.01 * len(head)) or odd > 0.1 * len(head) or (odd > 0.01 * len(head) and not _is_utf8(head)):
            return Unread(origin.where, "looks like a binary file", "give text or HTML")
    if _FEED.match(decode(head[:2048])[0].lstrip("\ufeff")):
        return Unread(origin.where, "is a feed or a sitemap, no page", "fetch the pages it lists and give those")
    return None


_CONTROLS = bytes([*range(9), *range(14, 27), 28, 29, 30, 31])


def _is_utf8(data: bytes) -> bool:
    return decode(data)[1] == "utf-8"
