"""The situation report: drawn from the record, edited and signed by the duty officer, every version kept.

 1. draw_sitrep    the report of a period and theatre as the record stands, kept nowhere
 2. draft_sitrep   the same, kept: a new report, a new draft of one, or the version behind a signed one
 3. edit_sitrep    a paragraph added, a sentence struck or restored; each says who
 4. sign_sitrep    the draft becomes the signed version: its hash goes into the journal, the journal's head into it
 5. render_sitrep  HTML, Markdown or PDF, in a language

A signed version never changes. A desk of one may sign for itself; where there are accounts, a duty officer does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

from pantau.errors import UsageError
from pantau.model.account import Person, may
from pantau.model.sitrep import SITREP_PARTS, KeptSitrep, Sitrep, SitrepEdit, hash_content
from pantau.monitor import work as working
from pantau.monitor.linking import is_linked
from pantau.monitor.work import Folders

if TYPE_CHECKING:
    from pantau.report.sitrep.grammar import Grammar
    from pantau.report.sitrep.written import Written
    from pantau.store import Store

FORMATS = ("html", "pdf", "md")
MOST_WORDS, MOST_EDITS, MOST_DAYS = 4_000, 400, 400


class Asked(NamedTuple):
    """What a report is of: both days in it, a theatre's id, `other`, or empty for all."""

    from_on: date
    to_on: date
    theatre: str = ""


def check_asked(asked: Asked, folders: Folders) -> None:
    """Raises UsageError for a period or theatre that cannot be."""
    known = sorted(theatre.id for theatre in working.knowledge_of(folders).world.theatres)
    if asked.to_on < asked.from_on:
        raise UsageError(f"the period ends before it begins: {asked.from_on} to {asked.to_on}", todo="name the earlier day first")
    if (asked.to_on - asked.from_on).days >= MOST_DAYS:
        raise UsageError(f"the period has more than {MOST_DAYS} days", todo="make a report of a shorter one")
    if asked.theatre and asked.theatre not in (*known, "other"):
        raise UsageError(f"no theatre `{asked.theatre}`", todo=f"choose one of: {', '.join(known)}, other")


def draw_sitrep(store: Store, asked: Asked, folders: Folders = ()) -> Sitrep:
    """The report as the record stands, compared with the reports kept before."""
    from pantau.store.sitreps import find_number, find_versions, load_sitrep

    check_asked(asked, folders)
    number = store.ask(find_number, *asked)
    signed = [head for head in store.ask(find_versions, number) if head.state == "signed"] if number else []
    replaced = store.ask(load_sitrep, signed[-1].number, signed[-1].version) if signed else None
    return _draw(store, asked, folders, replaced)


def _draw(store: Store, asked: Asked, folders: Folders, replaced: KeptSitrep | None) -> Sitrep:
    from pantau.report.sitrep.footnotes import Footnotes
    from pantau.report.sitrep.ground import Ground
    from pantau.report.sitrep.making import make_sitrep
    from pantau.store.journal import load_head
    from pantau.store.sitreps import find_previous, find_signed

    knowledge = working.knowledge_of(folders)
    theatre = next((each for each in knowledge.world.theatres if each.id == asked.theatre), None)
    linked, now_linked = store.linked(), is_linked(store, folders)
    if linked is None:
        raise UsageError("what the pages say was never joined", todo="run `pantau relink`, then make the report")
    return make_sitrep(Ground(
        store=store, from_on=asked.from_on, to_on=asked.to_on, theatre=asked.theatre,
        parties=tuple(side.code for side in theatre.parties) if theatre else (), notes=Footnotes(store),
        before=store.ask(find_previous, asked.from_on, asked.theatre), signed=tuple(store.ask(find_signed, asked.theatre)),
        replaced=replaced, head=store.ask(load_head), is_linked=now_linked, version=working.version_name(),
        linker=linked.version, knowledge=linked.knowledge, read_languages=tuple(sorted(knowledge.packs)),
    ))  # fmt: skip


def draft_sitrep(store: Store, asked: Asked, person: Person, *, now: datetime, folders: Folders = ()) -> tuple[int, int]:
    """Keep the report as a draft; gives number and version. A draft there is drawn anew, what was added and struck in it stays.

    Raises UsageError for what cannot be drawn, or who may not.
    """
    from pantau.report.sitrep.written import additions_of
    from pantau.store.sitreps import find_number, load_sitrep, save_draft

    _check_may(person, asked.theatre)
    check_asked(asked, folders)
    with store.transaction():
        number = store.ask(find_number, *asked)
        newest = store.ask(load_sitrep, number) if number is not None else None
        is_new_version = newest is not None and newest.state == "signed"
        version = 1 if newest is None else newest.version + is_new_version
        replaced = newest if is_new_version else _version_before(store, number, version)
        model = _draw(store, asked, folders, replaced)
        edits = () if newest is None or is_new_version else newest.edits
        known = {one.id for part in model.parts for one in part.sentences} | additions_of(edits).keys()
        kept = [edit for edit in edits if edit.kind == "add" or edit.target in known]
        return store.ask(save_draft, model, kept, number=number, version=version, by=person.name, now=now)


def _version_before(store: Store, number: int | None, version: int) -> KeptSitrep | None:
    from pantau.store.sitreps import load_sitrep

    return store.ask(load_sitrep, number, version - 1) if number is not None and version > 1 else None


def edit_sitrep(store: Store, number: int, edits: Sequence[SitrepEdit], person: Person, *, stamp: str, now: datetime) -> None:
    """Add, strike and restore in the draft that has this stamp, all of it or nothing.

    Raises SitrepChanged where it is another by now, UsageError for what cannot be edited so, or who may not.
    """
    from pantau.report.sitrep.written import additions_of
    from pantau.store.sitreps import save_edits

    now = now.astimezone(UTC).replace(microsecond=0)
    with store.transaction():
        kept = _draft_of(store, number, person, stamp)
        made = list(kept.edits)
        if len(made) + len(edits) > MOST_EDITS:
            raise UsageError(f"a draft takes {MOST_EDITS} edits", todo="sign it, and go on in a new version")
        for edit in edits:
            words = edit.words.strip() if edit.kind == "add" else ""
            if edit.kind == "add":
                _check_words(edit.part, words)
            elif kept.model.sentence(edit.target) is None and edit.target not in additions_of(made):
                raise UsageError(f"no sentence `{edit.target[:80]}` in the draft", todo="load the page again: it was drawn anew")
            made.append(replace(edit, words=words, by=person.name, at=now))
        store.ask(save_edits, number, kept.version, made)


def _check_words(part: str, words: str) -> None:
    if part not in SITREP_PARTS:
        raise UsageError(f"no part `{part[:40]}`", todo=f"choose one of: {', '.join(SITREP_PARTS)}")
    if not words or len(words) > MOST_WORDS:
        raise UsageError(f"a paragraph has from 1 to {MOST_WORDS} letters, this one {len(words)}", todo="write it shorter, or in two")


def sign_sitrep(store: Store, number: int, person: Person, *, stamp: str, now: datetime, folders: Folders = ()) -> KeptSitrep:
    """Sign the draft that has this stamp. Raises SitrepChanged where it is another by now, UsageError where the record was not joined
    as it stood, or who may not."""
    from pantau.report.sitrep.written import sign_content
    from pantau.store.journal import append, load_head
    from pantau.store.sitreps import load_sitrep, save_signature

    now = now.astimezone(UTC).replace(microsecond=0)
    with store.transaction(durable=True):
        kept = _draft_of(store, number, person, stamp)
        if not kept.model.basis.is_linked:
            raise UsageError("the draft is of a record that was not joined as it stood", todo="run `pantau relink`, then draw it anew")
        head = store.ask(load_head)
        signed = sign_content(kept, grammars_of(folders), by=person.name, full_name=person.full_name, at=now, head=str(head))
        sha256, model = hash_content(signed), kept.model
        entry = store.ask(
            append, at=now, by=person.name, kind="sign", subject=f"sitrep {kept.name}", via=person.via,
            after={
                "number": number, "version": kept.version, "sha256": sha256, "head": str(head), "theatre": model.theatre,
                "from": model.from_on.isoformat(), "to": model.to_on.isoformat(),
            },
        )  # fmt: skip
        store.ask(save_signature, number, kept.version, signed=signed, sha256=sha256, by=person.name, now=now, entry=entry.number)
        found = store.ask(load_sitrep, number, kept.version)
    assert found is not None
    return found


class SitrepChanged(UsageError):
    """What was to be edited or signed is another by now: somebody edited, drew or signed it meanwhile."""


def _draft_of(store: Store, number: int, person: Person, stamp: str) -> KeptSitrep:
    """The draft that has this stamp, which the person may edit and sign."""
    from pantau.store.sitreps import load_sitrep

    kept = store.ask(load_sitrep, number)
    if kept is None or not may_see(person, kept.model.theatre):
        raise UsageError(f"no report {number}", todo="`pantau sitrep --list` lists them")
    _check_may(person, kept.model.theatre)
    if kept.state != "draft":
        raise UsageError(f"version {kept.version} of report {number} is signed: it changes no more", todo="draw a new version")
    if kept.stamp != stamp:
        raise SitrepChanged(f"report {number} was changed meanwhile", todo="look at it again")
    return kept


def may_see(person: Person, theatre: str) -> bool:
    """Whether a person's theatres allow a report; one of all theatres is for those alone who work in all."""
    return not person.theatres or theatre in person.theatres


def may_sign(person: Person, theatre: str) -> bool:
    """Whether a person draws, edits and signs reports of a theatre."""
    return may_see(person, theatre) and may(person, "sign")


def _check_may(person: Person, theatre: str) -> None:
    if not may_sign(person, theatre):
        raise UsageError("a duty officer of this theatre draws, edits and signs its reports", todo="ask one")


def grammars_of(folders: Folders) -> list[Grammar]:
    """The grammars of all languages."""
    from pantau.report.naming import names_of, theatre_names
    from pantau.report.sitrep.grammar import LANGUAGES, Grammar

    knowledge = working.knowledge_of(folders)
    return [Grammar(each, names_of(knowledge, each), theatre_names(knowledge, each)) for each in LANGUAGES]


def write_sitrep(report: KeptSitrep | Sitrep, language: str, folders: Folders = ()) -> Written:
    """The report in words. Raises UsageError for a language that has no grammar."""
    from pantau.report.sitrep.written import write_kept, write_unkept

    grammar = next((each for each in grammars_of(folders) if each.language == language), None)
    if grammar is None:
        raise UsageError(f"no report in `{language}`", todo="choose one of: id, en")
    return write_kept(report, grammar) if isinstance(report, KeptSitrep) else write_unkept(report, grammar)


def render_sitrep(written: Written, format: str) -> bytes:
    """The report as a file: the same bytes for the same report. Raises UsageError for a format that is none."""
    if format == "md":
        from pantau.report.sitrep.markdown import write_markdown

        return write_markdown(written.clean).encode("utf-8", "replace")
    if format == "html":
        from pantau.report.sitrep.html import write_html

        return write_html(written.clean).encode("utf-8", "replace")
    if format == "pdf":
        from pantau.report.sitrep.pdf import write_pdf

        return write_pdf(written.clean)
    raise UsageError(f"no format `{format}`", todo=f"choose one of: {', '.join(FORMATS)}")
