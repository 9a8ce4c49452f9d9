"""Field reports at the desk: the form, one's own reports, one report with its photographs; and for the browser that was away."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response

from pantau.errors import UsageError
from pantau.model import CATEGORIES, OUTCOMES
from pantau.model.account import Person, may
from pantau.model.observation import DIRECTIONS, MEANS, NATURES, NEARNESS, WHAT
from pantau.monitor.observing import MOST_PHOTOS, Observed, observe, values_of
from pantau.monitor.report_columns import FAULTS, Fault, Refused
from pantau.read.photo import MOST_BYTES
from pantau.store import Store, observations
from pantau.store.observations import Filed
from pantau.web.asking import NotThere
from pantau.web.desk import Desk
from pantau.web.forms import Form, read_form
from pantau.web.refusing import page_values
from pantau.web.rendering import NAME_MARK, STATIC, TOKEN_MARK

MOST_FORM = MOST_PHOTOS * MOST_BYTES + 256_000
"""Bytes of a form with its photographs."""
HARMED_ROWS = 3
_PAGE = 30
_ID = re.compile(r"[0-9a-f]{64}")
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
_INERT = "default-src 'none'; sandbox"
Route = tuple[str, str, Callable[..., Any]]


class Observing:
    """The pages of `/observe`."""

    def __init__(self, desk: Desk, clock: Callable[[], datetime], mission: str) -> None:
        self.desk, self.clock, self.mission = desk, clock, mission

    def routes(self) -> tuple[Route, ...]:
        """Method, path, endpoint."""
        return (
            ("GET", "/observe", self.show_form), ("POST", "/observe", self.take), ("GET", "/observe/shell", self.show_shell),
            ("GET", "/observe/worker.js", self.send_worker), ("GET", "/observe/token", self.send_token),
            ("GET", "/observe/mine", self.show_mine), ("GET", "/observe/reports/{document}", self.show_report),
            ("GET", "/observe/photos/{photo}", self.send_photo), ("GET", "/observe/photos/{photo}/original", self.send_photo_original),
        )  # fmt: skip

    # The form ------------------------------------------------------------------------------------------------------------

    def show_form(self, request: Request) -> Response:
        """An empty form, or one's own report to correct."""
        first = request.query_params.get("corrects")
        if not first:
            return self._form(request, {})
        try:
            with self.desk.door.opened() as store:
                values = values_of(store, _id_of(first), self.desk.person_of(request))
        except UsageError:
            raise NotThere(first) from None
        return self._form(request, values)

    def show_shell(self, request: Request) -> Response:
        """The form as a browser keeps it for where there is no network: without a name and without a token."""
        html = self.desk.draw(request, "observe.html", **self._values(request, {}, (), is_shell=True))
        return Response(html.replace(TOKEN_MARK, "").replace(NAME_MARK, ""), media_type="text/html")

    def _form(self, request: Request, values: Mapping[str, str], faults: tuple[Fault, ...] = (), *, status: int = 200) -> Response:
        html = self.desk.render(request, "observe.html", **self._values(request, values, faults))
        return Response(html, status, media_type="text/html")

    def _values(
        self, request: Request, values: Mapping[str, str], faults: tuple[Fault, ...], *, is_shell: bool = False
    ) -> dict[str, Any]:
        theatres = self.desk.theatres_of(request)
        zones = dict.fromkeys(["UTC", *sorted(theatre.timezone for theatre in theatres), "Asia/Jakarta"])
        told: dict[str, list[str]] = {}
        for fault in faults:
            told.setdefault(fault.field, []).append(self._words(request, fault))
        parties = {theatre.id: [party.code for party in theatre.parties] for theatre in theatres}
        frame = page_values(self.desk, request, None, None)
        if is_shell:
            frame |= {"person": None, "menu": [], "places": []}
        return frame | {
            "values": values, "told": told, "own_theatres": theatres, "zones": list(zones), "parties": parties, "what": WHAT,
            "means": MEANS, "natures": NATURES, "directions": DIRECTIONS, "nearness": NEARNESS, "categories": CATEGORIES,
            "outcomes": OUTCOMES, "report": str(uuid.uuid4()), "harmed_rows": range(1, HARMED_ROWS + 1), "is_shell": is_shell,
            "most_photos": MOST_PHOTOS, "most_mb": MOST_BYTES // 2**20,
            "chosen_means": values.get("means", "").split(), "shown_faults": [fault.field for fault in faults],
        }  # fmt: skip

    def _words(self, request: Request, fault: Fault) -> str:
        messages = self.desk.wordings[self.desk.language_of(request)].messages
        return messages.pgettext("report_fault", FAULTS[fault.why]) % dict(fault.values)

    async def take(self, request: Request) -> Response:
        """File what was sent. A form is led to one's own reports, a program told what became of it."""
        form = await read_form(request, MOST_FORM)
        return await run_in_threadpool(self._take, request, form)

    def _take(self, request: Request, form: Form) -> Response:
        person, values = self.desk.person_of(request), values_of_form(form)
        photos = [each.data for each in form.files.get("photos", ()) if each.name or each.data]
        try:
            with self.desk.door.writing() as store:
                done = observe(
                    store, values, person, self.clock(), self.desk.door.folders, mission=self.mission, photos=photos
                )
        except Refused as refused:
            return self._refuse(request, values, refused.faults)
        return self._tell(request, done)

    def _refuse(self, request: Request, values: Mapping[str, str], faults: tuple[Fault, ...]) -> Response:
        if not _wants_json(request):
            return self._form(request, values, faults, status=422)
        wording = self.desk.wordings[self.desk.language_of(request)]
        told = [
            {"field": fault.field, "name": wording.code(fault.field, "report"), "why": fault.why, "words": self._words(request, fault)}
            for fault in faults
        ]
        return JSONResponse({"error": "refused", "faults": told}, 422)

    def _tell(self, request: Request, done: Observed) -> Response:
        if _wants_json(request):
            return JSONResponse({"document": done.document, "known": done.is_known}, 200 if done.is_known else 201)
        return RedirectResponse(f"/observe/mine?filed={done.document[:12]}", status_code=303)

    # For a browser that was away -----------------------------------------------------------------------------------------

    def send_worker(self, request: Request) -> Response:
        """The worker that keeps the form for where there is no network; it may serve `/observe` and what lies below."""
        del request
        return FileResponse(STATIC / "observe-worker.js", media_type="text/javascript", headers={"service-worker-allowed": "/observe"})

    def send_token(self, request: Request) -> Response:
        """Who is signed in, and the token their forms need now."""
        token = getattr(request.state, "csrf", None) or ""
        return JSONResponse({"name": self.desk.person_of(request).name, "csrf": token}, headers={"cache-control": "no-store"})

    # What was filed ------------------------------------------------------------------------------------------------------

    def show_mine(self, request: Request) -> Response:
        """One's own reports, the one filed last first."""
        person, after = self.desk.person_of(request), request.query_params.get("after")
        with self.desk.door.opened() as store:
            found = store.ask(
                observations.list_filed, observer=person.name, limit=_PAGE + 1, before=_id_of(after) if after else None
            )
            number = store.ask(observations.count_filed, observer=person.name)
        filed = request.query_params.get("filed", "")
        values = page_values(self.desk, request, None, None) | {
            "reports": found[:_PAGE], "number": number, "next": found[_PAGE - 1].document if len(found) > _PAGE else None,
            "filed": next((each.document for each in found if filed and each.document.startswith(filed)), None),
        }  # fmt: skip
        return Response(self.desk.render(request, "observe_mine.html", **values), media_type="text/html")

    def show_report(self, request: Request) -> Response:
        """One report: as it was written out, its photographs, what took its place."""
        document, person = _id_of(request.path_params["document"]), self.desk.person_of(request)
        with self.desk.door.opened() as store:
            filed = _seen(store.ask(observations.load_filed, document), person)
            found = store.document(document)
            photos = store.ask(observations.list_photos, document)
        values = page_values(self.desk, request, None, None) | {
            "filed": filed, "document": found, "photos": photos, "is_own": filed.observer == person.name,
            "may_verify": may(person, "verify"),
        }  # fmt: skip
        return Response(self.desk.render(request, "observe_report.html", **values), media_type="text/html")

    def send_photo(self, request: Request) -> Response:
        """A photograph without what the camera wrote into it."""
        with self.desk.door.opened() as store:
            picture, _ = self._picture(store, request)
        return Response(picture.shown, media_type=picture.media, headers={"content-security-policy": _INERT})

    def send_photo_original(self, request: Request) -> Response:
        """The file as it came in, with all that the camera says, for those who verify; never shown by the browser."""
        if not may(self.desk.person_of(request), "verify"):
            raise NotThere("original")
        with self.desk.door.opened() as store:
            picture, sha256 = self._picture(store, request)
        name = f"{sha256[:16]}.{_ENDINGS.get(picture.media, 'bin')}"
        headers = {"content-disposition": f'attachment; filename="{name}"', "x-sha256": sha256, "content-security-policy": _INERT}
        return Response(picture.original, media_type="application/octet-stream", headers=headers)

    def _picture(self, store: Store, request: Request) -> tuple[observations.Picture, str]:
        """The photograph of an address, where a report it belongs to may be seen."""
        sha256, person = _id_of(request.path_params["photo"]), self.desk.person_of(request)
        reports = store.ask(observations.find_reports_of_photo, sha256)
        picture = store.ask(observations.load_picture, sha256)
        if picture is None or not any(_may_see(each, person) for each in reports):
            raise NotThere(sha256)
        return picture, sha256


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _id_of(text: str) -> str:
    if not _ID.fullmatch(text):
        raise NotThere(text)
    return text


def _may_see(filed: Filed, person: Person) -> bool:
    """One's own; an observer sees no others', everybody else those of their theatres."""
    in_theatre = not person.theatres or filed.theatre in person.theatres
    return filed.observer == person.name or (in_theatre and (person.is_alone or person.role != "observer"))


def _seen(filed: Filed | None, person: Person) -> Filed:
    """The report, where the person may see it. Raises NotThere."""
    if filed is None or not _may_see(filed, person):
        raise NotThere("report")
    return filed


def values_of_form(form: Form) -> dict[str, str]:
    """The fields of a report that the form holds; several values of one field with a blank between, rows of persons harmed in one.

    Fields that are none of a report's are left out but told as unknown, so that a forged one changes nothing unseen.
    """
    values: dict[str, str] = {}
    for name, given in form.fields.items():
        if name == "csrf" or re.fullmatch(r"harmed_\d_\w+", name):
            continue
        values[name] = " ".join(given) if name in ("means", "actors", "recipients") else given[0] if given else ""
    rows = [_harmed(form, number) for number in range(1, HARMED_ROWS + 1)]
    harmed = "; ".join(filter(None, (values.get("harmed", ""), *rows)))
    return values | ({"harmed": harmed} if harmed else {})


def _harmed(form: Form, number: int) -> str:
    parts = [form.word(f"harmed_{number}_{part}") for part in ("number", "category", "outcome", "party")]
    return " ".join(filter(None, parts)) if parts[0] else ""


