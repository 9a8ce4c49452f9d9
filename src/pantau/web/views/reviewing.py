"""One incident under review: each record beside the words of its page, what the machine read beside what people made of it, and what
was decided. From here everything is decided; nothing here decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pantau.model import Document, JournalEntry, Record, ReviewReason
from pantau.model.correction import CHOICES, CODES, KINDS, editable, to_json
from pantau.store.journal import load_entries as load_all
from pantau.store.journal import load_head
from pantau.store.links import current_id
from pantau.store.looking import load_incident, load_some_incidents
from pantau.store.reviews import find_beside, find_lock, load_reviews
from pantau.store.rulings import standing
from pantau.store.telling import find_heads
from pantau.web.asking import Asked, Moved, NotThere, Param, View
from pantau.web.entries import Entry, Source, load_entries, source_of
from pantau.web.views.incident import Why
from pantau.web.views.incidents import IncidentLine, line_of, lines_of, number_of
from pantau.web.views.reader import Block, Numbered, make_blocks, number_records

MOST_RECORDS, MOST_ENTRIES, MOST_BESIDE = 200, 60, 6
_SORTS = {"began_on": "day", "ended_on": "day", "said_on": "day", "as_of": "day", "declared_on": "day", "effective_on": "day",
          "low": "number", "high": "number", "content": "words"}  # fmt: skip


@dataclass(frozen=True)
class Field:
    """A slot as a form has it: `sort` is `choice`, `codes`, `day`, `number`, `words` (only words of the page) or `text`; what stands
    there now, where its words stand, and what the machine read where that is another thing."""

    slot: str
    sort: str
    value: str
    choices: tuple[str, ...]
    words: str
    at: str
    machine: str | None


@dataclass(frozen=True)
class Judged:
    """A record of the incident and the last thing that was decided about it."""

    entry: Entry
    decided: str | None
    by: str | None


@dataclass(frozen=True)
class LogLine:
    """An entry of the journal about the incident or one of its records; `can_undo` where it stands and can be taken back."""

    number: int
    at: datetime
    by: str
    kind: str
    record: str | None
    why: str
    can_undo: bool


@dataclass(frozen=True)
class OnPage:
    """The page of the record under review, as the reader shows it, with the form of its slots."""

    source: Source
    blocks: tuple[Block, ...]
    records: tuple[Numbered, ...]
    fields: tuple[Field, ...]
    kind: str
    is_missed: bool


@dataclass(frozen=True, kw_only=True)
class ReviewingPage:
    """One incident under review. `as_of` is the newest entry of the journal that is in view; `previous` and `next` the records beside
    the chosen one; `beside` incidents that may be the same happening."""

    line: IncidentLine
    reasons: tuple[ReviewReason, ...]
    why: tuple[Why, ...]
    records: tuple[Judged, ...]
    left_out: int
    chosen: str | None
    previous: str | None
    next: str | None
    page: OnPage | None
    entries: tuple[LogLine, ...]
    verified_by: tuple[str, ...]
    held_by: str | None
    held_until: datetime | None
    beside: tuple[IncidentLine, ...]
    as_of: int


def make_reviewing(asked: Asked) -> ReviewingPage:
    """The incident of the address. Raises Moved where it is another one now."""
    key, store = asked.path["incident"], asked.store
    found = store.ask(load_incident, number_of(key))
    if found is None:
        now = store.ask(current_id, key)
        raise Moved({"incident": now}) if now is not None and now != key else NotThere(key)
    entries = load_entries(store, found.incident.records[:MOST_RECORDS])
    order = sorted(entries.values(), key=_order)
    log = store.ask(load_log, [key, *(entry.id for entry in order)])
    ids = [entry.id for entry in order]
    chosen = asked.word("record") if asked.word("record") in ids else None if asked.word("add") else next(iter(ids), None)
    at = ids.index(chosen) if chosen else -1
    review, lock = store.ask(load_reviews, [key]).get(key), store.ask(find_lock, key, now=asked.now)
    lead = next((entry for entry in order if entry.kind == "event"), None)
    beside = store.ask(load_some_incidents, store.ask(find_beside, number_of(key), limit=MOST_BESIDE))
    return ReviewingPage(
        line=line_of(found, lead), reasons=review.reasons if review else (),
        why=tuple(Why(reason.status, reason.why) for reason in found.status.reasons),
        records=tuple(_judged(entry, log) for entry in order), left_out=len(found.incident.records) - len(order),
        chosen=chosen, previous=ids[at - 1] if at > 0 else None, next=ids[at + 1] if 0 <= at < len(ids) - 1 else None,
        page=_page(asked, entries[chosen].source.document if chosen else asked.word("document"), chosen),
        entries=tuple(log)[:MOST_ENTRIES], verified_by=tuple(sorted({e.by for e in log if e.kind == "verify" and e.can_undo})),
        held_by=lock.by if lock else None, held_until=lock.until if lock else None, beside=lines_of(store, beside),
        as_of=store.ask(load_head).number,
    )  # fmt: skip


def _order(entry: Entry) -> tuple[bool, str, str, Any, str]:
    return entry.kind != "event", str(entry.source.day or "9999"), entry.source.name, entry.trigger, entry.id


def load_log(connection: Any, subjects: Sequence[str]) -> list[LogLine]:
    """What was decided about some things, newest first; what was taken back is among it."""
    entries = list(load_all(connection, subjects=subjects))
    stand = {entry.number for entry in standing(entries)}
    return [_decided(entry, entry.number in stand) for entry in sorted(entries, key=lambda e: -e.number)]


def _decided(entry: JournalEntry, stands: bool) -> LogLine:
    subject = (entry.other or "") if entry.kind == "undo" else entry.subject
    record = None if subject[:1] == "I" else subject
    can_undo = stands and entry.kind not in ("note",)
    return LogLine(entry.number, entry.at, entry.by, entry.kind, record, entry.why, can_undo)


def _judged(entry: Entry, log: Iterable[LogLine]) -> Judged:
    last = next((each for each in log if each.record == entry.id and each.can_undo and each.kind != "undo"), None)
    return Judged(entry, last.kind if last else None, last.by if last else None)


def _page(asked: Asked, document_id: str | None, chosen: str | None) -> OnPage | None:
    """The page, with the form for the chosen record or for one that is added."""
    kind = asked.word("add")
    if document_id is None:
        return None
    if not asked.store.ask(find_heads, [document_id]):
        raise NotThere(document_id)
    document = asked.store.document(document_id)
    records = sorted(asked.store.records_of(document_id), key=lambda r: (r.trigger, r.kind, r.id))
    labelled = tuple(number_records(records, document, {}))
    blocks = make_blocks(document, labelled, records, chosen)
    record = next((r for r in records if r.id == chosen), None)
    machine = {r.id: r for r in asked.store.machine_records_of(document_id)}
    fields = fields_of(record, machine.get(record.id), document) if record else blank_fields(kind) if kind else ()
    return OnPage(source_of(document), blocks, labelled, fields, record.kind if record else kind or "", record is None)


def fields_of(record: Record, machine: Record | None, document: Document) -> tuple[Field, ...]:
    """The form of a record as it stands."""
    return tuple(_field(slot, record, machine, document) for slot in editable(record.kind))


def blank_fields(kind: str) -> tuple[Field, ...]:
    """The form of a record that is to be added."""
    return tuple(Field(slot, _sort(slot), "", CHOICES.get(slot, ()), "", "", None) for slot in editable(kind))


def _field(slot: str, record: Record, machine: Record | None, document: Document) -> Field:
    span = record.content if slot == "content" and hasattr(record, "content") else record.evidence.get(slot)
    value, was = write_value(record, slot), write_value(machine, slot) if machine else None
    return Field(
        slot, _sort(slot), value, CHOICES.get(slot, ()), span.of(document.text) if span else "",
        f"{span.start}-{span.end}" if span else "", was if was is not None and was != value else None,
    )  # fmt: skip


def _sort(slot: str) -> str:
    if slot in CHOICES:
        return "choice"
    return "codes" if slot in CODES else _SORTS.get(slot, "text")


def write_value(record: Record, slot: str) -> str:
    """The value of a slot as a form writes it."""
    value = to_json(getattr(record, slot))
    if slot == "content" or value is None:
        return ""
    if isinstance(value, Mapping):
        return str(value.get("raw") or "")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


REVIEWING = View(
    name="reviewing", path="/review/{incident}", make=make_reviewing, in_menu=False, of_record=True, is_personal=True,
    params=(Param("record", longest=64), Param("document", longest=64), Param("add", allowed=tuple(KINDS))),
)  # fmt: skip
