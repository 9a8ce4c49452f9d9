"""The reader: a page's text as it was kept, its records marked where they were read, what was set aside greyed and labelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Select

from pantau.model import Claim, Document, Record, SetAside, Span
from pantau.report.entries import LETTERS, LONGEST_TEXT, is_printed
from pantau.report.marking import Line, Stretch, cut_lines, role_of
from pantau.report.quoting import sentence_around
from pantau.store import Store
from pantau.store.ask import load_problems
from pantau.store.lineage import load_family_of
from pantau.store.looking import incidents_of, select_records_in
from pantau.store.rulings import Verdict, find_verdicts
from pantau.store.telling import find_heads
from pantau.store.withdrawing import load_withdrawal
from pantau.web.asking import Asked, Gone, NotThere, Param, Rows, View
from pantau.web.entries import Entry, Source, entry_on_page, source_of

_FOLDS = {"aside": 3, "rest": 6}
"""More lines than this fold, unless something in them is marked."""


@dataclass(frozen=True)
class Reference:
    """A record that is read here, or one of its values: the way from the text to its entry. `slot` is empty for its key words."""

    record: str
    label: str
    kind: str
    slot: str


@dataclass(frozen=True)
class Bit:
    """Words over which the same marks lie, `at` their place in the text. `anchors` begin here, `references` end here; `notes` are what
    the page itself says there."""

    words: str
    kinds: tuple[str, ...]
    record: str | None
    is_content: bool
    is_chosen: bool
    is_sentence: bool
    at: int
    aside: str | None
    notes: tuple[str, ...]
    anchors: tuple[str, ...]
    references: tuple[Reference, ...]


@dataclass(frozen=True)
class Block:
    """Lines of one role: `body`, `rest`, or set `aside` for a reason; long ones beside the article fold."""

    role: str
    reason: str | None
    folds: bool
    lines: tuple[tuple[Bit, ...], ...]


@dataclass(frozen=True)
class Credited:
    """Whom the page credits, and how: `by`, `via`, `own`."""

    name: str
    relation: str
    source: str | None


@dataclass(frozen=True)
class Misread:
    """What was seen on the page and not handled."""

    what: str
    anchor: str | None


@dataclass(frozen=True)
class Numbered:
    """A record with its label on this page."""

    label: str
    entry: Entry


@dataclass(frozen=True)
class Withdrawn:
    """The document was withdrawn by decision: it is kept, and counts nowhere."""

    on: date
    by: str
    why: str


@dataclass(frozen=True)
class Dismissed:
    """A record that the machine reads here and people say is none."""

    record: str
    kind: str
    span: Span
    words: str
    verdict: Verdict


@dataclass(frozen=True, kw_only=True)
class DocumentPage:
    """One document with its text. `sha256` is that of the kept bytes, its id; `cut` how many code points of the text are not shown."""

    source: Source
    sha256: str
    size: int
    form: str
    url: str | None
    fetched_at: datetime | None
    published_on: date | None
    published_at: datetime | None
    dated: date | None
    dated_by: str | None
    byline: str | None
    dateline: str | None
    credits: tuple[Credited, ...]
    chosen: str | None
    blocks: tuple[Block, ...]
    cut: int
    records: tuple[Numbered, ...]
    problems: tuple[Misread, ...]
    dismissed: tuple[Dismissed, ...]
    family: tuple[Source, ...]
    withdrawn: Withdrawn | None = None


class _Mark(NamedTuple):
    span: Span
    part: str
    word: str = ""
    reference: Reference | None = None
    is_chosen: bool = False


def make_reader(asked: Asked) -> DocumentPage:
    """The document that the address names; with `record` that one record brought out."""
    known = asked.store.ask(find_heads, [asked.path["document"]])
    if not known:
        raise find_missing(asked.store, asked.path["document"])
    document = asked.store.document(asked.path["document"])
    records = sorted(asked.store.records_of(document.id), key=lambda r: (r.trigger, r.kind, r.id))
    incidents = asked.store.ask(incidents_of, (record.id for record in records))
    verdicts = asked.store.ask(find_verdicts, [record.id for record in records])
    labelled = tuple(
        Numbered(one.label, replace(one.entry, verdict=verdicts.get(one.entry.id)))
        for one in number_records(records, document, incidents)
    )
    chosen = asked.word("record")
    chosen = chosen if any(one.entry.id == chosen for one in labelled) else None
    problems = (*document.problems, *asked.store.ask(load_problems, document.id))
    document = replace(document, problems=problems)
    return DocumentPage(
        source=source_of(document), sha256=document.id, size=asked.store.size_of(document.id), form=document.form, url=document.url,
        fetched_at=document.fetched_at, published_on=document.published_on, published_at=document.published_at,
        dated=document.dated, dated_by=document.dated_by, byline=document.byline, dateline=document.dateline,
        credits=tuple(Credited(c.name, c.relation, c.source) for c in document.credits),
        chosen=chosen, blocks=make_blocks(document, labelled, records, chosen, asked.own.get("span")),
        cut=max(0, len(document.text) - LONGEST_TEXT), records=labelled,
        problems=tuple(Misread(p.what, f"p-{n}" if p.span else None) for n, p in enumerate(problems, start=1)),
        dismissed=_dismissed(asked, document, {record.id for record in records}), family=_family(asked, document.id),
        withdrawn=_withdrawn(asked, document.id),
    )  # fmt: skip


def find_missing(store: Store, document: str) -> NotThere:
    """Why there is no such document: it was erased by decision, or was never there."""
    found = store.ask(load_withdrawal, document)
    return Gone(document, found.day, found.why) if found is not None and found.what == "erased" else NotThere(document)


def _withdrawn(asked: Asked, document: str) -> Withdrawn | None:
    found = asked.store.ask(load_withdrawal, document)
    return Withdrawn(date.fromisoformat(found.day), found.by, found.why) if found is not None and found.what == "withdrawn" else None


def number_records(records: Sequence[Record], document: Document, incidents: dict[str, str]) -> Iterator[Numbered]:
    """The records of a page with their labels: E1, C1 and so on."""
    counts = dict.fromkeys(LETTERS, 0)
    for record in records:
        counts[record.kind] += 1
        label = f"{LETTERS[record.kind]}{counts[record.kind]}"
        yield Numbered(label, entry_on_page(record, document, incidents.get(record.id)))


def _dismissed(asked: Asked, document: Document, held: set[str]) -> tuple[Dismissed, ...]:
    """What people dismissed stays in sight, with the reason."""
    gone = [record for record in asked.store.machine_records_of(document.id) if record.id not in held]
    verdicts = asked.store.ask(find_verdicts, [record.id for record in gone])
    return tuple(
        Dismissed(record.id, record.kind, record.trigger, record.trigger.of(document.text)[:200], verdicts[record.id])
        for record in gone if record.id in verdicts
    )  # fmt: skip


def _family(asked: Asked, document: str) -> tuple[Source, ...]:
    """The other documents of one text."""
    family = asked.store.ask(load_family_of, document)
    if family is None:
        return ()
    heads = asked.store.ask(find_heads, (one for one in family.documents[:60] if one != document))
    return tuple(source_of(heads[key]) for key in family.documents if key in heads)


def make_blocks(
    document: Document, labelled: Iterable[Numbered], records: Iterable[Record], chosen: str | None, span: Span | None = None
) -> tuple[Block, ...]:
    """The text, LONGEST_TEXT code points of it, in blocks of lines of one role, blank lines left out; `span` is brought out too."""
    text = document.text[:LONGEST_TEXT]
    kept = {record.id: record for record in records}
    found = [*_marks(document, labelled, kept, chosen), *([_Mark(span, "span", "m", None, True)] if span else [])]
    marks = sorted(found, key=lambda mark: (mark.span, mark.part, mark.word))
    rows = [(_role(text, line, document.body), tuple(map(_bit, line.stretches))) for line in cut_lines(text, marks)]
    blocks = []
    for (role, reason), group in groupby(rows, key=lambda row: row[0]):
        lines = tuple(bits for _, bits in group)
        marked = any(bit.kinds or bit.notes or bit.anchors for bits in lines for bit in bits)
        blocks.append(Block(role, reason, not marked and len(lines) > _FOLDS.get(role, len(lines)), lines))
    return tuple(blocks)


def _marks(document: Document, labelled: Iterable[Numbered], kept: dict[str, Record], chosen: str | None) -> Iterator[_Mark]:
    for one in labelled:
        yield from _marks_of(kept[one.entry.id], one, document.text, is_chosen=one.entry.id == chosen)
    for aside in document.set_aside:
        yield _Mark(aside.span, "aside", aside.reason)
    for slot, span in document.evidence:
        yield _Mark(span, "note", slot)
    for credit in document.credits:
        yield _Mark(credit.span, "note", "credit")
    for number, problem in enumerate(document.problems, start=1):
        if problem.span:
            yield _Mark(problem.span, "problem", f"p-{number}")


def _marks_of(record: Record, one: Numbered, text: str, *, is_chosen: bool) -> Iterator[_Mark]:
    """A record's key words, a claim's content, and an anchor for the words of every value."""
    if is_printed(record.trigger):
        yield _Mark(record.trigger, "trigger", record.kind, Reference(record.id, one.label, record.kind, ""), is_chosen)
    if isinstance(record, Claim):
        yield _Mark(record.content, "content", "claim", None, is_chosen)
    for slot in one.entry.slots:
        if slot.span is not None and is_printed(slot.span):
            yield _Mark(slot.span, "slot", slot.slot, Reference(record.id, one.label, record.kind, slot.slot), is_chosen)
    if is_chosen:
        yield _Mark(sentence_around(text, record.trigger), "sentence", "", None, is_chosen)


def _role(text: str, line: Line[_Mark], body: Sequence[Span]) -> tuple[str, str | None]:
    asides = (SetAside(mark.span, mark.word) for mark in line.stretches[0].here if mark.part == "aside")
    return role_of(text, line.span, asides, body)


def _bit(stretch: Stretch[_Mark]) -> Bit:
    here = stretch.here
    triggers = [mark for mark in here if mark.part == "trigger"]
    first = next((mark for mark in triggers if mark.is_chosen), next(iter(triggers), None))
    return Bit(
        words=stretch.words,
        kinds=tuple(sorted({mark.word for mark in triggers})),
        record=first.reference.record if first and first.reference else None,
        is_content=any(mark.part == "content" for mark in here),
        is_chosen=any(mark.is_chosen and mark.part in ("trigger", "slot", "span") for mark in here),
        is_sentence=any(mark.part == "sentence" for mark in here),
        at=stretch.start,
        aside=next((mark.word for mark in here if mark.part == "aside"), None),
        notes=tuple(sorted({mark.word for mark in here if mark.part == "note"})),
        anchors=tuple(_anchors(stretch.opens)),
        references=tuple(
            mark.reference for mark in stretch.closes if mark.reference and (mark.is_chosen or not mark.reference.slot)
        ),
    )


def _anchors(opens: Iterable[_Mark]) -> Iterator[str]:
    """Where links lead to: each record's key words and the words of each of its values, each problem."""
    for mark in opens:
        if mark.part in ("problem", "span"):
            yield mark.word
        elif mark.reference:
            slot = f"-{mark.reference.slot}" if mark.reference.slot else ""
            yield f"s-{mark.reference.record}{slot}"


def _keys_of_records(asked: Asked) -> Select[Any]:
    """The question for the records of the document."""
    document = asked.path["document"]
    if not asked.store.ask(find_heads, [document]):
        raise NotThere(document)
    return select_records_in(document)


READER = View(
    name="document", path="/documents/{document}", make=make_reader, in_menu=False,
    params=(Param("record", longest=64), Param("span", "span")), rows=Rows(None, _keys_of_records),
)  # fmt: skip
