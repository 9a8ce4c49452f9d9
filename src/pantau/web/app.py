"""The desk, wired: every view as a page and as JSON, static files, preferences, pages of errors. Nothing here decides anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from pantau.errors import StoreError, UsageError
from pantau.monitor import Folders
from pantau.web.addresses import API
from pantau.web.asking import NotThere, View
from pantau.web.caching import tagged
from pantau.web.describing import describe
from pantau.web.desk import Desk
from pantau.web.negotiating import answer_json, answer_page
from pantau.web.originals import send_original, send_record
from pantau.web.preferences import set_preference
from pantau.web.refusing import Refusals
from pantau.web.rendering import STATIC
from pantau.web.security import Guard
from pantau.web.sessions import Sessions
from pantau.web.views import VIEWS


def make_app(store: Path, folders: Folders = (), *, port: int, sessions: Sessions, views: Sequence[View] = VIEWS) -> FastAPI:
    """The desk over one store, to be asked for under this machine's own names at `port`."""
    desk = Desk.of(store, folders, views)
    refusals = Refusals(desk)
    app = FastAPI(title="pantau", version=desk.version, docs_url=None, redoc_url=None, openapi_url=f"{API}/openapi.json")
    for view in views:
        _add(app, desk, view)
    app.add_api_route("/records/{record}", partial(send_record, desk), methods=["GET"], include_in_schema=False)
    app.add_api_route("/documents/{document}/original", partial(send_original, desk), methods=["GET"], include_in_schema=False)
    app.add_api_route("/preferences", partial(set_preference, desk), methods=["POST"], include_in_schema=False)
    app.add_api_route("/", partial(_home, desk), methods=["GET"], include_in_schema=False)
    app.router.routes.append(Mount("/static", _Static(directory=STATIC), name="static"))
    for kind in (StoreError, NotThere, UsageError, HTTPException, Exception):
        app.add_exception_handler(kind, refusals.on_error)
    app.state.desk = desk
    app.add_middleware(Guard, port=port, sessions=sessions, refuse=refusals.refuse)
    return app


def _add(app: FastAPI, desk: Desk, view: View) -> None:
    """One view under its own address, and as JSON under that of the API."""
    app.add_api_route(view.path, _route(partial(answer_page, desk, view)), methods=["GET"], include_in_schema=False)
    described: dict[str, Any] = describe(view, (*sorted(theatre.id for theatre in desk.theatres), "other"))
    app.add_api_route(f"{API}{view.path}", _route(partial(answer_json, desk, view)), methods=["GET"], name=view.name, **described)


def _route(answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        return tagged(request, answer(request))

    return endpoint


def _home(desk: Desk, request: Request) -> Response:
    return tagged(request, answer_page(desk, desk.views[0], request))


class _Static(StaticFiles):
    """Static files, kept for ever where they were asked for with their fingerprint."""

    def file_response(self, *args: Any, **named: Any) -> Response:
        response = super().file_response(*args, **named)
        scope = args[2] if len(args) > 2 else named["scope"]
        fresh = scope["query_string"].startswith(b"v=")
        response.headers["cache-control"] = "public, max-age=31536000, immutable" if fresh else "no-cache"
        return response
