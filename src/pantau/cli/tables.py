"""Tables for a terminal: the record as a monitor reads it, every row with its exact words and its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from pantau.cli.narrow import entry_list
from pantau.cli.words import record_words, shown
from pantau.model import CasualtyReport, Ceasefire, Claim, Document, Event, Record, Span
from pantau.store import Entry, days_of

if TYPE_CHECKING:
    from pantau.monitor import Change, Summary

WIDE = 140
"""Columns of a terminal from which on the words have room in a column of their own."""
_NOTE = "days in brackets: the page's own day, it gives none for this · * inferred, not read"


def make_table(title: str, *columns: str, words: str | None = None, note: str = _NOTE) -> Table:
    """An empty table; the column of words, if it has one, gets the room that the others leave."""
    table = Table(
        title=title, caption=note, box=box.SIMPLE_HEAD, title_justify="left", caption_justify="left", expand=True, pad_edge=False
    )
    for column in columns:
        if column == words:
            table.add_column(column, ratio=1, min_width=30, overflow="fold")
        else:
            table.add_column(column, max_width=24, overflow="fold")
    return table


def record_table(kind: str, entries: Sequence[Entry], width: int) -> RenderableType:
    """The entries of one kind, or `timeline` (events and ceasefires together): a table, or a list where the terminal is narrow."""
    title, columns, row = _TABLES[kind]
    if width < WIDE:
        rows = [[Text(shown(cell)) for cell in row(e.record, e.document)] for e in entries]
        return entry_list(f"{title} ({len(entries)})", columns, rows, [_quoted(e) for e in entries], width, _NOTE)
    table = make_table(f"{title} ({len(entries)})", *columns, "the words", "source", words="the words")
    for entry in entries:
        cells = [Text(shown(cell)) for cell in row(entry.record, entry.document)]
        table.add_row(*cells, record_words(entry.record, entry.document.text), source_of(entry.document))
    return table


def _quoted(entry: Entry) -> Text:
    """The exact words in quotation marks, then whose page."""
    source = source_of(entry.document).plain.replace("\n", ", ")
    return Text.assemble("“", record_words(entry.record, entry.document.text), "”", f" ({source})")


def source_of(document: Document) -> Text:
    """Whose page, and of which day."""
    return Text(shown(f"{document.source or document.name}\n{document.published_on or ''}".strip()))


def day_of(record: Record, document: Document) -> str:
    """The days a record speaks of; in brackets the page's, where it speaks of none."""
    first, last = days_of(record)
    if first is None and last is None:
        page = document.published_on or document.dated
        return f"({page})" if page else "(no day)"
    return _period(first, last)


def _period(first: date | None, last: date | None) -> str:
    if first == last:
        return str(first)
    return f"{first or '…'} –\n{last or '…'}"


def _codes(record: Record, slot: str) -> str:
    """The codes of a slot, marked where they were inferred."""
    value = getattr(record, slot)
    codes = ", ".join(value) if isinstance(value, tuple) else (value or "")
    return f"{codes}*" if codes and slot in record.inferred else codes


def _arrow(record: Event) -> str:
    who, whom = _codes(record, "actors") or "?", _codes(record, "recipients")
    return f"{who} → {whom}" if whom else who


def _figure(record: CasualtyReport) -> str:
    low, high = record.low, record.high
    match record.qualifier:
        case "at_least":
            return f"≥ {low}"
        case "at_most":
            return f"≤ {high}"
        case "about":
            return f"≈ {low}" if low == high else f"≈ {low}–{high}"
    return str(low) if low == high else f"{'…' if low is None else low}–{'…' if high is None else high}"


def _event_row(record: Record, document: Document) -> tuple[str, ...]:
    if isinstance(record, Ceasefire):
        who = _codes(record, "parties") or "?"
        by = _codes(record, "brokers")
        return (
            day_of(record, document),
            f"ceasefire\n{record.stage}",
            f"{who}\nbrokered by {by}" if by else who,
            "",
            _codes(record, "claimant"),
        )
    assert isinstance(record, Event)
    what = record.type if record.modality == "occurred" else f"{record.type}\n{record.modality}"
    place = record.place.raw if record.place else ""
    return day_of(record, document), what, _arrow(record), place, _codes(record, "claimant")


def _claim_row(record: Record, document: Document) -> tuple[str, ...]:
    assert isinstance(record, Claim)
    return day_of(record, document), record.speaker or "", _codes(record, "code"), record.stance, _codes(record, "targets")


def _casualty_row(record: Record, document: Document) -> tuple[str, ...]:
    assert isinstance(record, CasualtyReport)
    what = f"{record.outcome}\n{record.category}" if record.category != "unspecified" else record.outcome
    whose = _codes(record, "party") or "?"
    return day_of(record, document), whose, _figure(record), what, record.measure, _codes(record, "claimant")


def _ceasefire_row(record: Record, document: Document) -> tuple[str, ...]:
    assert isinstance(record, Ceasefire)
    declared = str(record.declared_on) if record.declared_on else day_of(record, document) if not record.effective_on else ""
    return (
        declared,
        str(record.effective_on or ""),
        record.stage,
        _codes(record, "parties"),
        _codes(record, "brokers"),
        _codes(record, "claimant"),
    )


_TABLES = {
    "timeline": ("Timeline", ("day", "what", "who → whom", "place", "on whose word"), _event_row),
    "event": ("Events", ("day", "what", "who → whom", "place", "on whose word"), _event_row),
    "claim": ("Claims", ("day", "speaker", "for", "stance", "about"), _claim_row),
    "casualty": ("Casualty figures", ("period", "whose", "figure", "what", "measure", "on whose word"), _casualty_row),
    "ceasefire": ("Ceasefires", ("declared", "in effect", "stage", "parties", "brokers", "on whose word"), _ceasefire_row),
}


def summary_table(summary: Summary, store: Path, seconds: float) -> Table:
    """What a run of `read` did."""
    table = Table(box=box.SIMPLE_HEAD, show_header=False, pad_edge=False)
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    rate = f", {summary.new / seconds:.1f} new documents a second" if seconds > 0 and summary.new else ""
    for count, what in (
        (summary.read, f"documents read ({seconds:.1f} s{rate})"),
        (summary.new, f"new in {store}, with {summary.records} records"),
        (summary.known, "already known"),
        (summary.problems, "problems inside new documents (`pantau show problems`)"),
        (len(summary.unread), "inputs that could not be read"),
        (summary.passed_over, "files of other kinds passed over"),
    ):
        if count or what.startswith(("documents", "new", "already")):
            table.add_row(str(count), Text(shown(what)))
    return table


def changes_table(changes: Iterable[Change]) -> Table:
    """What reading again changed, document by document."""
    table = make_table("What changed", "document", "added", "gone", "changed", "in which fields", words="in which fields", note="")
    for change in changes:
        if not change.is_empty:
            slots = sorted({slot for _, names in change.changed for slot in names})
            told = ", ".join(slots + [f"page: {name}" for name in change.page])
            counts = (str(len(change.added)), str(len(change.gone)), str(len(change.changed)))
            table.add_row(Text(shown(change.name)), *counts, change.fault or told)
    return table


def record_sheet(record: Record, text: str) -> Table:
    """One record with all its fields: the words each was read from, and how it was inferred where it was."""
    sheet = Table.grid(padding=(0, 2), pad_edge=True)
    sheet.add_column(style="dim")
    sheet.add_column(max_width=36, overflow="fold")
    sheet.add_column(overflow="fold")
    for slot in ("trigger", *record.SLOTS):
        value, how = getattr(record, slot), record.inferred.get(slot)
        span = value if isinstance(value, Span) else record.evidence.get(slot)
        if span or value not in (None, ()):
            proofs = [f"“{span.of(text)}”"] if span else []
            proof = ", ".join([*proofs, f"inferred: {how}"] if how else proofs)
            sheet.add_row(slot, Text(shown("" if isinstance(value, Span) else _plain(value))), Text(shown(proof)))
    return sheet


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    return str(getattr(value, "raw", value))
