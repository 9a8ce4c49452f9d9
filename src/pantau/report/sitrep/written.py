"""The report in the words of one language, with what people added and struck: what files are made of, and what is signed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from pantau.model.sitrep import Footnote, KeptSitrep, Sitrep, SitrepEdit, to_plain, write_plain
from pantau.report.sitrep.grammar import Grammar
from pantau.report.wording import inert

SIGNED_FORM = "pantau/sitrep/1"


class WrittenLine(NamedTuple):
    """One sentence, or one paragraph that a person added (`by`); `struck_by` whoever struck it."""

    id: str
    words: str
    notes: tuple[int, ...]
    by: str = ""
    struck_by: str = ""


class WrittenPart(NamedTuple):
    """One part with its heading."""

    name: str
    title: str
    lines: tuple[WrittenLine, ...]


class WrittenNote(NamedTuple):
    """One footnote: its number, its words on one line, where they stand at the desk and on the web; `quote` is exact."""

    number: int
    words: str
    href: str
    url: str
    document: str
    start: int
    end: int
    quote: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Written:
    """The whole report in words. `standing` says what it is (kept, signed); `closing` are the lines at its end."""

    language: str
    title: str
    subject: str
    period: str
    standing: tuple[str, ...]
    parts: tuple[WrittenPart, ...]
    sources: str
    notes: tuple[WrittenNote, ...]
    closing: tuple[str, ...] = ()
    page: str = ""
    missing: str = ""

    @property
    def clean(self) -> Written:
        """The same without what was struck, as it is handed on; parts that are empty then are left out, unused footnotes too."""
        parts = [part._replace(lines=tuple(line for line in part.lines if not line.struck_by)) for part in self.parts]
        used = {number for part in parts for line in part.lines for number in line.notes}
        notes = tuple(note for note in self.notes if note.number in used)
        return replace(self, parts=tuple(part for part in parts if part.lines), notes=notes)


def write_report(model: Sitrep, edits: Sequence[SitrepEdit], grammar: Grammar) -> Written:
    """A draft, or what is about to be signed."""
    numbers: dict[int, int] = {}
    parts = tuple(
        WrittenPart(part.name, str(grammar.words["part"][part.name]), (
            *(WrittenLine(
                one.id, grammar.sentence(one.phrase), tuple(sorted(numbers.setdefault(note, len(numbers) + 1) for note in one.notes)),
                struck_by=_struck_by(one.id, edits),
            ) for one in part.sentences),
            *_added(part.name, edits),
        ))
        for part in model.parts
    )  # fmt: skip
    notes = tuple(_write_note(number, model.notes[place], grammar) for place, number in numbers.items())
    frame = grammar.words["frame"]
    return Written(
        language=grammar.language, title=str(frame["title"]), subject=grammar.theatre(model.theatre),
        period=grammar.period(model.from_on, model.to_on), standing=(), parts=parts, sources=str(frame["sources"]), notes=notes,
        page=str(frame["page"]), missing=str(frame["missing"]),
    )  # fmt: skip


def additions_of(edits: Sequence[SitrepEdit]) -> dict[str, SitrepEdit]:
    """What was added, by the id that strikes go by: `a1`, `a2` in their order."""
    added = [edit for edit in edits if edit.kind == "add"]
    return {f"a{n}": edit for n, edit in enumerate(added, start=1)}


def _added(part: str, edits: Sequence[SitrepEdit]) -> list[WrittenLine]:
    return [
        WrittenLine(key, inert(edit.words), (), edit.by, _struck_by(key, edits))
        for key, edit in additions_of(edits).items() if edit.part == part
    ]  # fmt: skip


def _struck_by(key: str, edits: Sequence[SitrepEdit]) -> str:
    """Who struck it last; empty where it stands."""
    last = [edit for edit in edits if edit.kind in ("strike", "restore") and edit.target == key][-1:]
    return last[0].by if last and last[0].kind == "strike" else ""


def _write_note(number: int, note: Footnote, grammar: Grammar) -> WrittenNote:
    frame = grammar.words["frame"]
    if not note.document:
        words = str(frame["listed"]).format(href=note.href)
    else:
        day = grammar.day(date.fromisoformat(note.day), "date") if note.day else frame["undated"]
        parts = {
            "outlet": grammar.outlet(note.outlet) if note.outlet else frame["unnamed"], "date": day,
            "quote": grammar.quoted(note.quote), "document": note.document[:12], "start": str(note.start), "end": str(note.end),
        }  # fmt: skip
        words = _filled(str(frame["quoted"]), parts)
    return WrittenNote(number, words, note.href, note.url, note.document, note.start, note.end, note.quote, note.language)


def _filled(form: str, parts: Mapping[str, str]) -> str:
    """A form filled once: braces in what fills it fill nothing."""
    return form.format(**parts)


# what is signed


def sign_content(kept: KeptSitrep, grammars: Sequence[Grammar], *, by: str, full_name: str, at: datetime, head: str) -> str:
    """The canonical content a signature stands for: model, edits, the words in every language, who, when, the journal's head."""
    return write_plain({
        "form": SIGNED_FORM, "number": kept.number, "version": kept.version, "model": to_plain(kept.model),
        "edits": [edit.plain for edit in kept.edits], "by": by, "full_name": full_name, "at": at.isoformat(),
        "journal": head, "texts": {g.language: _plain(write_report(kept.model, kept.edits, g)) for g in grammars},
    })  # fmt: skip


def _plain(written: Written) -> dict[str, Any]:
    return {
        "title": written.title, "subject": written.subject, "period": written.period, "sources": written.sources,
        "page": written.page, "missing": written.missing,
        "parts": [[part.name, part.title, [list(line) for line in part.lines]] for part in written.parts],
        "notes": [list(note) for note in written.notes],
    }  # fmt: skip


def write_kept(kept: KeptSitrep, grammar: Grammar) -> Written:
    """A kept version: a signed one in the very words that were signed, whatever the program or the record say today."""
    frame = grammar.words["frame"]
    name = str(frame["number"]).format(number=kept.number, version=kept.version)
    if kept.signed is None:
        return replace(write_report(kept.model, kept.edits, grammar), standing=(name, str(frame["draft"])))
    content = json.loads(kept.signed)
    plain = content["texts"][grammar.language]
    at = datetime.fromisoformat(content["at"])
    signed = str(frame["signed"]).format(who=inert(content["full_name"] or content["by"]), at=grammar.instant(at))
    closing = (
        signed, str(frame["sha256"]).format(sha256=kept.sha256), str(frame["entry"]).format(entry=kept.entry),
        str(frame["head"]).format(head=content["journal"]),
    )  # fmt: skip
    parts = tuple(
        WrittenPart(name_, title, tuple(WrittenLine(key, words, tuple(notes), by, struck) for key, words, notes, by, struck in lines))
        for name_, title, lines in plain["parts"]
    )
    return Written(
        language=grammar.language, title=plain["title"], subject=plain["subject"], period=plain["period"], sources=plain["sources"],
        standing=(name, signed, *(() if kept.is_whole else (str(frame["altered"]),))), parts=parts,
        notes=tuple(WrittenNote(*note) for note in plain["notes"]), closing=closing, page=plain["page"], missing=plain["missing"],
    )  # fmt: skip


def write_unkept(model: Sitrep, grammar: Grammar) -> Written:
    """A report that is not kept."""
    return replace(write_report(model, (), grammar), standing=(str(grammar.words["frame"]["unkept"]),))
