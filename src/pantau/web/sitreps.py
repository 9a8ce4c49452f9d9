"""Situation reports, written: drawn, edited, signed, and sent as files. The words of pages come from the record, never from a form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pantau.errors import UsageError
from pantau.model.sitrep import SITREP_PARTS, KeptSitrep, SitrepEdit
from pantau.monitor import sitrep as writing
from pantau.monitor.sitrep import FORMATS, MOST_WORDS, Asked, SitrepChanged
from pantau.store.sitreps import load_sitrep
from pantau.web import asking
from pantau.web.asking import LIMIT, NotThere, Parsed, View
from pantau.web.desk import Desk
from pantau.web.filters import Fault, Filter, parse_day
from pantau.web.forms import Form, read_form
from pantau.web.identity import Clock
from pantau.web.refusing import page_values
from pantau.web.shapes import check_path
from pantau.web.translating import LANGUAGES
from pantau.web.views.sitreps import SITREP, SITREPS

_MOST_BYTES = 120_000
_MEDIA = {"html": "text/html; charset=utf-8", "md": "text/markdown; charset=utf-8", "pdf": "application/pdf"}


class Sitreps:
    """What is done at `/sitreps`."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self.desk, self.clock = desk, clock

    async def draw(self, request: Request) -> Response:
        """Draw the report of a period: a new one, or a new draft of the one there is."""
        form = await read_form(request, _MOST_BYTES)
        return await run_in_threadpool(self._draw, request, form)

    def _draw(self, request: Request, form: Form) -> Response:
        given = {name: form.word(name)[:40] for name in ("from", "to", "theatre")}
        found = _read_period(given, self.desk.theatre_ids(request))
        if not isinstance(found, Asked):
            return self._page(request, SITREPS, {}, {"faults": found, "typed": given})
        try:
            with self.desk.door.writing() as store:
                number, _ = writing.draft_sitrep(
                    store, found, self.desk.person_of(request), now=self.clock(), folders=self.desk.door.folders
                )
        except UsageError as error:
            return self._page(request, SITREPS, {}, {"faults": {"report": error.what}, "typed": given})
        return RedirectResponse(f"/sitreps/{number}", status_code=303)

    async def change(self, request: Request) -> Response:
        """What the form's button names: strike, restore, add; sign; draw anew."""
        form = await read_form(request, _MOST_BYTES)
        number = int(check_path(request.path_params)["sitrep"])
        return await run_in_threadpool(self._change, request, number, form)

    def _change(self, request: Request, number: int, form: Form) -> Response:
        person, folders = self.desk.person_of(request), self.desk.door.folders
        with self.desk.sight(request).opened() as store:
            kept = store.ask(load_sitrep, number)
        if kept is None or not writing.may_see(person, kept.model.theatre):
            raise NotThere(str(number))
        edits, stamp, do = list(_edits(form, self.clock())), form.word("stamp"), form.word("do")
        words = {part: form.raw(f"words.{part}") for part in SITREP_PARTS}
        if any(len(text.strip()) > MOST_WORDS for text in words.values()):
            return self._refused(request, number, "long", words)
        if do == "sign" and form.word("read") != "yes":
            return self._refused(request, number, "unread", words)
        try:
            with self.desk.door.writing() as store:
                if do == "draw":
                    asked = Asked(kept.model.from_on, kept.model.to_on, kept.model.theatre)
                    writing.draft_sitrep(store, asked, person, now=self.clock(), folders=folders)
                elif edits:
                    writing.edit_sitrep(store, number, edits, person, stamp=stamp, now=self.clock())
                    if do == "sign":
                        return self._refused(request, number, "edited", {})
                elif do == "sign":
                    writing.sign_sitrep(store, number, person, stamp=stamp, now=self.clock(), folders=folders)
        except SitrepChanged:
            return self._refused(request, number, "changed", words, 409)
        except UsageError as error:
            return self._refused(request, number, error.what, words)
        return RedirectResponse(f"/sitreps/{number}{_anchor(form)}", status_code=303)

    def _refused(self, request: Request, number: int, why: str, words: dict[str, str], status: int = 422) -> Response:
        return self._page(request, SITREP, {"sitrep": str(number)}, {"faults": {"report": why}, "typed": words}, status)

    def _page(self, request: Request, view: View, path: dict[str, str], told: dict[str, Any], status: int = 422) -> Response:
        """The page with what was typed and why it was not taken; kept by nobody."""
        parsed = Parsed(Filter(), {}, None, LIMIT, ())
        with self.desk.sight(request).opened() as store:
            asked = asking.Asked(
                store=store, filter=parsed.filter, path=path, theatres=self.desk.theatres_of(request),
                person=self.desk.person_of(request),
            )  # fmt: skip
            values = page_values(self.desk, request, view, parsed) | {"page": view.make(asked), "asked": asked, "path": path, **told}
            html = self.desk.render(request, f"{view.name}.html", **values, downloads=())
        return Response(html, status, media_type="text/html", headers={"cache-control": "no-store"})

    def send(self, request: Request) -> Response:
        """A version as a file."""
        number = int(check_path(request.path_params)["sitrep"])
        asked = {name: request.query_params.get(name, "") for name in ("version", "language", "format")}
        kept = self._load(request, number, asked["version"])
        language, format = asked["language"] or self.desk.language_of(request), asked["format"] or "html"
        if language not in LANGUAGES or format not in FORMATS:
            raise NotThere(f"{language[:10]} {format[:10]}")
        written = writing.write_sitrep(kept, language, self.desk.door.folders)
        data = writing.render_sitrep(written, format)
        name = f"sitrep-{kept.name}-{kept.model.from_on}-{language}.{format}"
        return Response(data, media_type=_MEDIA[format], headers={"content-disposition": f'attachment; filename="{name}"'})

    def _load(self, request: Request, number: int, version: str) -> KeptSitrep:
        if version and not re.fullmatch(r"[1-9][0-9]{0,8}", version):
            raise NotThere(version[:20])
        with self.desk.sight(request).opened() as store:
            kept = store.ask(load_sitrep, number, int(version) if version else None)
        if kept is None or not writing.may_see(self.desk.person_of(request), kept.model.theatre):
            raise NotThere(str(number))
        return kept


def _read_period(given: dict[str, str], theatres: tuple[str, ...]) -> Asked | dict[str, str]:
    """The period and theatre of a form, or why not, by field."""
    first, faults = parse_day("from", given["from"]), dict[str, str]()
    last = parse_day("to", given["to"]) if given["to"] else first
    faults |= {"from": "day"} if isinstance(first, Fault) else {}
    faults |= {"to": "day"} if isinstance(last, Fault) and given["to"] else {}
    if given["theatre"] and given["theatre"] not in theatres:
        faults["theatre"] = "one_of"
    if not (isinstance(first, date) and isinstance(last, date)) or faults:
        return faults
    if last < first:
        return {"to": "order"}
    if (last - first).days >= writing.MOST_DAYS:
        return {"to": "long"}
    return Asked(first, last, given["theatre"])


def _edits(form: Form, now: datetime) -> Iterator[SitrepEdit]:
    """What is struck or restored by the button, and every paragraph that was typed, whichever button was pressed."""
    for kind in ("strike", "restore"):
        if form.word(kind):
            yield SitrepEdit(kind, "", form.word(kind)[:200], "", "", now)
    for part in SITREP_PARTS:
        if form.word(f"words.{part}"):
            yield SitrepEdit("add", part, "", form.word(f"words.{part}"), "", now)


def _anchor(form: Form) -> str:
    """Back to where one was."""
    target = form.word("strike") or form.word("restore")
    return f"#{target}" if re.fullmatch(r"[A-Za-z0-9.+_~-]{1,120}", target) else ""
