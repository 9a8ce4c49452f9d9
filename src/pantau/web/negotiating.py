"""One model, three answers: the page for people, its pictures as files, JSON for programs."""

from __future__ import annotations

import typing
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from pantau.model import STATUSES
from pantau.store import Store
from pantau.store.looking import find_values
from pantau.web.addresses import API, Addresses, write_address
from pantau.web.asking import Asked, Moved, NotThere, Parsed, View, parse_address
from pantau.web.desk import Desk
from pantau.web.downloading import JSON, can_send, find_faults, offer, offer_pictures, send_rows, take_format
from pantau.web.filters import KINDS, TYPES, Fault
from pantau.web.framing import policy_of
from pantau.web.picturing import Wanted
from pantau.web.refusing import page_values
from pantau.web.shapes import check_path

_MOST_OPTIONS = 80


def answer_page(desk: Desk, view: View, request: Request) -> Response:
    """The page of a view; an address with empty fields, as forms write it, is sent on to the clean one."""
    path = check_path(request.path_params)
    pairs = request.query_params.multi_items()
    sight, person = desk.sight(request), desk.person_of(request)
    parsed = parse_address(pairs, view, desk.theatre_ids(request))
    if parsed.faults:
        html = desk.render(request, "faults.html", **page_values(desk, request, view, parsed), faults=parsed.faults)
        return Response(html, 422, media_type="text/html")
    if any(not value.strip() for _, value in pairs):
        return RedirectResponse(_clean(view, parsed, path), status_code=303)
    seen = desk.seen_of(request) if view.goes_by_seen else None
    look = desk.language_of(request), desk.theme_of(request), person.role, person.is_alone, seen

    def write() -> str:
        with sight.opened() as store:
            asked = replace(_asked(desk, request, parsed, path, store), seen=seen)
            values = page_values(desk, request, view, parsed) | {
                "page": view.make(asked), "asked": asked, "path": path,
                "options": sight.remember(("options", view.name), lambda: find_options(store, view)),
                "is_stale": view.of_record and not desk.door.is_linked(),
                "downloads": offer(view, parsed, asked) if can_send(desk, view) else (),
                "pictures": offer_pictures(desk, view, parsed, asked),
            }  # fmt: skip
        return desk.draw(request, f"{view.name}.html", **values)

    try:  # a page is a function of the store, the address and the look: it is written once
        key = "page", request.url.path, request.url.query, *look
        html = write() if view.is_personal else sight.remember(key, write)
    except Moved as moved:
        return RedirectResponse(write_address(view, parsed.filter, moved.values), status_code=303)
    return Response(desk.fill(request, html), media_type="text/html")


def answer_picture(desk: Desk, view: View, name: str, request: Request) -> Response:
    """A picture of a view as SVG, in the language of the one who asks. Raises NotThere where there is nothing to draw."""
    sight, language = desk.sight(request), desk.language_of(request)
    parsed = parse_address(request.query_params.multi_items(), view, desk.theatre_ids(request))
    if parsed.faults:
        html = desk.render(request, "faults.html", **page_values(desk, request, view, parsed), faults=parsed.faults)
        return Response(html, 422, media_type="text/html")

    def draw() -> str:
        with sight.opened() as store:
            asked = _asked(desk, request, parsed, {}, store)
            page = view.make(asked)
        wanted = Wanted(parsed.filter, asked.day("as_of"), Addresses(desk.views, parsed.filter))
        return desk.pictures[language].draw(name, page, wanted)

    drawn = sight.remember(("picture", name, request.url.path, request.url.query, language), draw)
    if not drawn:
        raise NotThere(f"{name}.svg")
    headers = {"content-disposition": f'attachment; filename="pantau-{name}.svg"', "content-security-policy": policy_of(drawn)}
    return Response(drawn, media_type="image/svg+xml", headers=headers)


def answer_json(desk: Desk, view: View, request: Request) -> Response:
    """The same model as JSON."""
    path = check_path(request.path_params)
    format, pairs = take_format(request.query_params.multi_items(), view)
    sight = desk.sight(request)
    parsed = parse_address(pairs, view, desk.theatre_ids(request))
    given = [name for name, value in pairs if value.strip()]
    faults = (*parsed.faults, *find_faults(view, format, parsed, given))
    if faults:
        return JSONResponse({"error": "faulty address", "faults": [_plain(fault) for fault in faults]}, 422)
    if format != JSON:
        try:
            return send_rows(desk, sight, view, lambda store: _asked(desk, request, parsed, path, store), str(format))
        except Moved as moved:
            address = write_address(view, parsed.filter, {**moved.values, "format": format}, prefix=API)
            return RedirectResponse(address, status_code=303)
    with sight.opened() as store:
        try:
            model = view.make(_asked(desk, request, parsed, path, store))
        except Moved as moved:
            return RedirectResponse(write_address(view, parsed.filter, moved.values, prefix=API), status_code=303)
    return Response(adapter(view).dump_json(model), media_type="application/json")


def _asked(desk: Desk, request: Request, parsed: Parsed, path: dict[str, str], store: Store) -> Asked:
    return Asked(
        store=store, filter=parsed.filter, path=path, own=parsed.own, after=parsed.after, limit=parsed.limit,
        theatres=desk.theatres_of(request), remember=desk.sight(request).remember, person=desk.person_of(request),
    )  # fmt: skip


def _clean(view: View, parsed: Parsed, path: dict[str, str]) -> str:
    return write_address(view, parsed.filter, {**path, **parsed.own})


def _plain(fault: Fault) -> dict[str, Any]:
    return {"field": fault.field, "given": fault.given, "why": fault.why, "allowed": list(fault.allowed)}


@cache
def adapter(view: View) -> TypeAdapter[Any]:
    """What writes a view's model as JSON."""
    return TypeAdapter(model_of(view))


def model_of(view: View) -> Any:
    """The type of a view's model."""
    return typing.get_type_hints(view.make)["return"]


def find_options(store: Store, view: View) -> dict[str, list[str]]:
    """The values that may be chosen for the fields of the filter this view goes by, most told first."""
    thing = "record" if "kind" in view.uses else "incident"
    found = {"status": list(STATUSES), "kind": list(KINDS)}
    told = store.ask(find_values, thing, "what" if thing == "record" else "type")
    found["type"] = [each for each in TYPES if each in told]
    for field in ("theatre", "party", "outlet", "language"):
        found[field] = list(store.ask(find_values, thing, field))[:_MOST_OPTIONS]
    return found
