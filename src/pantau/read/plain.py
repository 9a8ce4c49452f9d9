"""Bare page text in a file: decoded, bounded, handed to the reader of page texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pantau.knowledge import Knowledge
from pantau.model import Document, Problem
from pantau.read.decode import decode
from pantau.read.language import guess_language
from pantau.read.origin import Kept, Origin, Unread
from pantau.read.text import read_text

LONGEST = 2 * 2**20
"""Code points of a text that are read; the kept bytes are all kept."""


def read_plain(data: bytes, origin: Origin, knowledge: Knowledge) -> Iterator[Kept | Unread]:
    """The one document of a text file. NUL and control characters stay where they are: offsets count them."""
    text, _, problems = decode(data)
    found = list(problems)
    if len(text) > LONGEST:
        found.append(Problem(f"is {len(text):,} characters long; read up to {LONGEST:,}"))
        text = text[:LONGEST]
    if "\x00" in text:
        found.append(Problem(f"holds {text.count(chr(0))} NUL characters"))
    document = read_text(data, text, origin, knowledge)
    yield Kept(data, replace(document, language=language_of(document), problems=(*found, *document.problems)))


def language_of(document: Document) -> str | None:
    """The language of a document's article, or of all its text where no article was found."""
    return guess_language("\n".join(span.of(document.text) for span in document.body[:40]) or document.text[:20_000])
