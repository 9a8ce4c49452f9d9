"""What people decide at the desk: a form read → an order → the journal, and back to the page. A fault is shown on the page itself, with
what was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pantau.errors import DecisionError
from pantau.model import Document, Record, Span
from pantau.model.correction import CHOICES, CODES, KINDS, editable
from pantau.monitor.deciding import Order, decide
from pantau.monitor.reviewing import leave, take_up
from pantau.store import Store
from pantau.store.journal import load_entry
from pantau.store.looking import load_some_incidents
from pantau.store.reviews import find_held, find_queue
from pantau.store.telling import find_heads, find_home, find_leads
from pantau.web.addresses import is_local
from pantau.web.asking import Asked, Moved, NotThere
from pantau.web.desk import Desk
from pantau.web.filters import Filter
from pantau.web.forms import Form, read_form
from pantau.web.identity import Identity
from pantau.web.refusing import STATUS_OF, page_values
from pantau.web.shapes import check_path
from pantau.web.views.reviewing import REVIEWING, fields_of, make_reviewing

_INCIDENT, _NUMBER, _PLACE = re.compile(r"I[1-9][0-9]{0,8}"), re.compile(r"[0-9]{1,9}"), re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
_MOST_BYTES = 64_000


class Deciding:
    """The forms of the review."""

    def __init__(self, desk: Desk, identity: Identity) -> None:
        self.desk, self.identity = desk, identity

    async def decide(self, request: Request) -> Response:
        """Take what was decided, and go back to where it was."""
        form = await read_form(request, _MOST_BYTES)
        return await run_in_threadpool(self._decide, request, form)

    def _decide(self, request: Request, form: Form) -> Response:
        person = self.desk.person_of(request)
        back = form.word("back") if is_local(form.word("back")) else "/review"
        try:
            with self.desk.sight(request).opened() as seen:  # what this person may not see is not there
                order = read_order(form, seen)
            with self.desk.door.writing() as store:
                taken = decide(store, order, person, self.desk.door.folders, now=self.identity.clock())
                if order.kind == "seen":
                    leave(store, order.subject, person)
        except DecisionError as error:
            return self._again(request, form, error)
        if order.kind == "seen" or form.word("go") == "next":
            return self._next(request)
        if order.kind == "add":
            back = f"{back.split('?')[0]}?record={taken.entry.subject}"
        return RedirectResponse(back, status_code=303)

    async def next(self, request: Request) -> Response:
        """Take up the heaviest review that nobody is at."""
        await read_form(request, _MOST_BYTES)
        return await run_in_threadpool(self._next, request)

    def _next(self, request: Request) -> Response:
        person, now = self.desk.person_of(request), self.identity.clock()
        with self.desk.sight(request).opened() as seen:
            held = seen.ask(find_held, now=now)
            others = [int(key[1:]) for key, by in held.items() if by != person.name]
            waiting = seen.ask(find_queue, theatres=person.theatres, limit=1, without=others).items
        if not waiting:
            return RedirectResponse("/review", status_code=303)
        return self._take(request, waiting[0].incident)

    async def take(self, request: Request) -> Response:
        """Say that one is at an incident; again and again while the page is open."""
        await read_form(request, _MOST_BYTES)
        return await run_in_threadpool(self._take, request, check_path(request.path_params)["incident"])

    def _take(self, request: Request, incident: str) -> Response:
        with self.desk.sight(request).opened() as seen:
            if not seen.ask(load_some_incidents, [incident]):
                raise NotThere(incident)
        with self.desk.door.writing() as store:
            take_up(store, incident, self.desk.person_of(request), now=self.identity.clock())
        return RedirectResponse(f"/review/{incident}", status_code=303)

    def _again(self, request: Request, form: Form, error: DecisionError) -> Response:
        """The page that the form was on, with what was typed and what was wrong."""
        incident = form.word("incident")
        if not _INCIDENT.fullmatch(incident):
            raise error
        own = {"record": form.word("record")[:64] or None, "add": form.word("record_kind"), "document": form.word("document")[:64]}
        own = {name: value for name, value in own.items() if value and (name != "add" or value in KINDS)}
        with self.desk.sight(request).opened() as store:
            asked = Asked(
                store=store, filter=Filter(), path={"incident": incident}, own=own, theatres=self.desk.theatres_of(request),
                person=self.desk.person_of(request), now=self.identity.clock(),
            )  # fmt: skip
            try:
                page = make_reviewing(asked)
            except Moved:
                raise error from None
        frame = page_values(self.desk, request, REVIEWING, None)
        values = frame | {"page": page, "asked": asked, "downloads": ()}
        values |= {"path": asked.path, "given": {"incident": incident}, "start": {"incident": incident}}
        html = self.desk.render(request, "reviewing.html", **values, fault=error, typed=typed_values(form))
        return Response(html, STATUS_OF[error.kind], media_type="text/html", headers={"cache-control": "no-store"})


def read_order(form: Form, store: Store) -> Order:
    """The order that a form makes; what it names must be in sight. Raises DecisionError and NotThere."""
    kind, subject = form.word("kind"), form.word("subject")
    as_of = int(form.word("as_of")) if _NUMBER.fullmatch(form.word("as_of")) else None
    order = Order(kind=kind, subject=subject, why=form.word("why"), as_of=as_of)
    match kind:
        case "same":
            return _with_incident(order, form.word("incident"), form.word("other"), store)
        case "not_same":
            return _parting(order, form, store)
        case "add":
            return _addition(order, form, store)
        case "undo":
            return _undoing(order, store)
        case "rate":
            return replace(order, reliability=form.word("reliability"))
    if _INCIDENT.fullmatch(subject):
        _check_incident(subject, store)
        return order
    document = _document_of(subject, store)
    if kind != "correct":
        return order
    record = next(r for r in store.records_of(document.id) if r.id == subject)
    return replace(order, slots=_changed_slots(record, document, form))


def _check_incident(incident: str, store: Store) -> None:
    if not _INCIDENT.fullmatch(incident) or not store.ask(load_some_incidents, [incident]):
        raise DecisionError(
            "there is no such incident now", kind="gone", where=incident[:20], todo="look it up again: it may have merged"
        )


def _document_of(record: str, store: Store) -> Document:
    home = store.ask(find_home, record[:64])
    if home is None:
        raise DecisionError("there is no such record now", kind="gone", where=record[:40], todo="its page may have been read again")
    return store.document(home)


def _with_incident(order: Order, incident: str, other: str, store: Store) -> Order:
    """Two incidents are one: told by a record of each."""
    other = other.upper()
    for each in (incident, other):
        _check_incident(each, store)
    leads = store.ask(find_leads, [int(incident[1:]), int(other[1:])])
    return replace(order, subject=leads[int(incident[1:])], other=leads[int(other[1:])])


def _parting(order: Order, form: Form, store: Store) -> Order:
    """Some records of an incident are another happening."""
    incident, leaving = form.word("incident"), form.words("leaving")
    _check_incident(incident, store)
    records = store.ask(load_some_incidents, [incident])[0].incident.records
    staying = [record for record in records if record not in leaving]
    if not leaving or not staying or not set(leaving) <= set(records):
        raise DecisionError("choose the records that are another happening, not all and not none")
    return replace(order, subject=leaving[0], other=staying[0], records=leaving)


def _undoing(order: Order, store: Store) -> Order:
    entry = store.ask(load_entry, int(order.subject)) if _NUMBER.fullmatch(order.subject) else None
    about = entry.other if entry is not None and entry.kind == "undo" else entry.subject if entry is not None else ""
    if about and about[:1] == "I":
        _check_incident(about, store)
    elif entry is not None and entry.document is not None and not store.ask(find_heads, [entry.document]):
        raise DecisionError("there is no such decision to take back", kind="gone", where=order.subject[:20])
    return order


def _addition(order: Order, form: Form, store: Store) -> Order:
    document_id, kind = form.word("document"), form.word("record_kind")
    if not store.ask(find_heads, [document_id]) or kind not in KINDS:
        raise DecisionError("there is no such document", kind="gone", where=document_id[:20])
    document = store.document(document_id)
    trigger = _find_words("trigger", form, document, 0)
    if trigger is None:
        raise DecisionError("a record needs the words that tell it", todo="select them in the page")
    slots = {slot: given for slot in editable(kind) if (given := _given(slot, form, document, trigger.start))}
    return replace(order, document=document_id, record_kind=kind, trigger=trigger, slots=slots)


def _changed_slots(record: Record, document: Document, form: Form) -> dict[str, dict[str, Any]]:
    """What the form has otherwise than the record."""
    found = {}
    for field in fields_of(record, None, document):
        slot = field.slot
        if f"value-{slot}" not in form.fields and f"words-{slot}" not in form.fields:
            continue
        if form.word(f"value-{slot}") == field.value and form.word(f"words-{slot}") == field.words.strip():
            continue
        found[slot] = _given(slot, form, document, record.trigger.start) or {"value": None, "span": None}
    return found


def _given(slot: str, form: Form, document: Document, near: int) -> dict[str, Any] | None:
    """A slot as it was typed; None where it is empty. Words alone are their own value where the slot holds words."""
    text, span = form.word(f"value-{slot}"), _find_words(slot, form, document, near)
    if slot == "content":
        return {"value": None, "span": tuple(span)} if span else None
    if not text and span is None:
        return None
    value: Any = text or None
    if slot in CODES and slot not in ("claimant", "code", "party"):
        value = [code.upper() for code in re.split(r"[,;\s]+", text) if code]
    elif slot in CODES:
        value = text.upper() or None
    elif slot == "provisions":
        value = [each.strip() for each in text.split(";") if each.strip()]
    elif not text and span is not None and slot not in CHOICES:
        value = " ".join(span.of(document.text).split())
    return {"value": value, "span": tuple(span) if span else None}


def _find_words(slot: str, form: Form, document: Document, near: int) -> Span | None:
    """Where the words of a slot stand: where they were selected, else of all places where they stand the one nearest to the record."""
    words, place = form.raw(f"words-{slot}").strip(), _PLACE.fullmatch(form.word(f"at-{slot}"))
    if not words:
        return None
    text = document.text
    if place is not None:
        span = Span(int(place[1]), int(place[2]))
        if span.start < span.end <= len(text) and _plain(span.of(text)) == _plain(words):
            return span
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    found = [Span(*match.span()) for match in pattern.finditer(text)] if len(words) <= 2_000 else []
    if not found:
        raise DecisionError(f"{slot}: these words are not in the page: “{words[:80]}”", todo="select them in the page")
    return min(found, key=lambda span: (abs(span.start - near), span))


def _plain(words: str) -> str:
    return " ".join(words.split())


def typed_values(form: Form) -> Mapping[str, str]:
    """What was typed, by field."""
    return {name: values[0] for name, values in form.fields.items() if values}
