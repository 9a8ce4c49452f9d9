"""Small pages of our own words, read and extracted the way `pantau read` does, as one corpus."""

from __future__ import annotations

from collections.abc import Mapping

from pantau.extract import extract
from pantau.knowledge import Knowledge
from pantau.link import Corpus
from pantau.model import Document, Record
from pantau.read import read_bytes
from pantau.read.origin import Kept, Origin

Page = tuple[Document, tuple[Record, ...]]


def page_of(name: str, text: str, knowledge: Knowledge) -> Page:
    (kept,) = read_bytes(text.encode(), Origin(name, name), knowledge)
    assert isinstance(kept, Kept)
    return kept.document, extract(kept.document, knowledge).records


def corpus_of(texts: Mapping[str, str], knowledge: Knowledge) -> Corpus:
    return Corpus(page_of(name, text, knowledge) for name, text in texts.items())
