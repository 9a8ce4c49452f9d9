"""Small pages of our own writing with records on them, for what joins documents."""

from __future__ import annotations

from datetime import date
from typing import Any

from pantau.knowledge import Knowledge
from pantau.model import Document, Record, Span
from pantau.read.interchange import parse_records

Page = tuple[Document, tuple[Record, ...]]


def make_page(name: str, text: str, rows: list[dict[str, Any]], knowledge: Knowledge, *, on: str, language: str = "id") -> Page:
    """A page told on a day; a row gives its trigger and content as words, which are looked up in the text."""
    document = Document(
        id=name, name=name, text=text, language=language, published_on=date.fromisoformat(on), body=(Span(0, len(text)),)
    )
    placed = [row | {key: _place(text, row[key]) for key in ("trigger", "content") if key in row} for row in rows]
    return document, parse_records({"records": placed}, document, maker="test", knowledge=knowledge).records


def _place(text: str, words: str) -> list[int]:
    start = text.index(words)
    return [start, start + len(words)]


def event(trigger: str, type: str, actors: str, recipients: str = "", on: str | None = None, **slots: Any) -> dict[str, Any]:
    """An event row of one day."""
    return {
        "kind": "event", "trigger": trigger, "type": type, "actors": actors.split(), "recipients": recipients.split(), "from": on,
        "to": on, "modality": "occurred", **slots,
    }  # fmt: skip


def claim(trigger: str, code: str | None, stance: str, targets: str, content: str) -> dict[str, Any]:
    """A claim row."""
    return {"kind": "claim", "trigger": trigger, "code": code, "stance": stance, "targets": targets.split(), "content": content}
