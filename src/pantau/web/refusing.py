"""Errors as pages that say what to do, and as JSON for programs."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pantau.errors import DecisionError, StoreError, UsageError
from pantau.model import Span
from pantau.model.account import may
from pantau.web.access import BESIDE_VIEWS, permission_of
from pantau.web.addresses import API, Addresses
from pantau.web.asking import Gone, NotThere, Parsed, View
from pantau.web.desk import Desk
from pantau.web.filters import FIELDS, Filter
from pantau.web.forms import FormRefused


def page_values(desk: Desk, request: Request, view: View | None, parsed: Parsed | None) -> dict[str, Any]:
    """What every page's frame is made from."""
    wanted = parsed.filter if parsed else Filter()
    addresses = Addresses(desk.views, wanted)
    own = {name: f"{v.start}-{v.end}" if isinstance(v, Span) else v for name, v in parsed.own.items()} if parsed else {}
    size = {"limit": parsed.limit} if parsed and view and parsed.limit != view.usual else {}
    zone = next((t.timezone for t in desk.theatres if t.id in wanted.theatre), None)
    person = getattr(request.state, "person", None)
    menu = [v for v in desk.views if v.in_menu and may(person, permission_of("GET", v.path))]
    theatres, ids = (desk.theatres_of(request), desk.theatre_ids(request)) if person else ((), ())
    return {
        "view": view, "filter": wanted, "own": own, "fields": FIELDS, "menu": menu,
        "link": addresses.link, "api": addresses.api, "words_at": addresses.words, "value_at": addresses.value,
        "passage_at": addresses.passage, "theatres": theatres, "sees_other": "other" in ids, "zone": zone,
        "person": person, "beside": [item for item in BESIDE_VIEWS if may(person, permission_of("GET", item.path))],
        "path": dict(request.path_params), "options": {}, "is_stale": False, "no_filter": Filter(),
        "known_views": {v.name for v in desk.views}, "given": {**request.path_params, **own, **size},
        "start": {**request.path_params, **size, **{name: value for name, value in own.items() if name != "after"}},
    }  # fmt: skip


STATUS_OF = {"form": 422, "eyes": 409, "role": 403, "changed": 409, "gone": 409}
"""How a decision that cannot be taken is answered."""


class Refusals:
    """Makes the pages of what cannot be answered."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def refuse(self, request: Request, why: str, status: int) -> Response:
        """Somebody may not look: the wrong host, no session, a link used before."""
        if request.url.path.startswith(API):
            return JSONResponse({"error": why}, status)
        return Response(self.desk.render(request, "refused.html", why=why), status, media_type="text/html")

    def on_error(self, request: Request, error: Exception) -> Response:
        """What was asked for is not there, or cannot be answered now."""
        status, why, what, todo = _read(error)
        if request.url.path.startswith(API):
            return JSONResponse({"error": why, "what": what, "todo": todo}, status)
        values = page_values(self.desk, request, None, None)
        html = self.desk.render(request, "error.html", **values, status=status, why=why, what=what, todo=todo)
        return Response(html, status, media_type="text/html", headers={"retry-after": "5"} if status == 503 else None)


def _read(error: Exception) -> tuple[int, str, str, str]:
    """Status, why, what was wrong, what to do (of an erased document: why, and the day)."""
    match error:
        case StoreError():
            return 503, "store", error.what, error.todo or ""
        case Gone():
            return 410, "erased", error.why, error.day
        case NotThere():
            return 404, "missing", str(error), ""
        case FormRefused():
            return error.status, error.why, "", ""
        case DecisionError():
            return STATUS_OF[error.kind], "decision", error.what, error.todo or ""
        case UsageError():
            return 422, "usage", error.what, error.todo or ""
        case HTTPException():
            return error.status_code, "missing" if error.status_code == 404 else "http", str(error.detail), ""
    return 500, "fault", type(error).__name__, ""
