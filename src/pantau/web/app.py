"""The desk, wired: every view as a page and as JSON, static files, preferences, pages of errors. Nothing here decides anything."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from pantau.config import MISSION
from pantau.errors import DecisionError, StoreError, UsageError
from pantau.monitor import Folders
from pantau.web.addresses import API
from pantau.web.asking import NotThere, View
from pantau.web.caching import tagged
from pantau.web.deciding import Deciding
from pantau.web.describing import describe
from pantau.web.desk import Desk
from pantau.web.forms import FormRefused
from pantau.web.fronting import Front
from pantau.web.identity import Clock, Identity, now_in_utc
from pantau.web.negotiating import answer_json, answer_page, answer_picture
from pantau.web.observing import Observing
from pantau.web.originals import send_original, send_record
from pantau.web.people import People
from pantau.web.preferences import set_preference
from pantau.web.refusing import Refusals
from pantau.web.rendering import SHARED, STATIC
from pantau.web.security import Guard
from pantau.web.sessions import Sessions
from pantau.web.signing_in import SigningIn
from pantau.web.sitreps import Sitreps
from pantau.web.views import VIEWS


def make_app(
    store: Path, folders: Folders = (), *, port: int, sessions: Sessions, views: Sequence[View] = VIEWS, front: Front | None = None,
    clock: Clock = now_in_utc, mission: str = MISSION,
) -> FastAPI:  # fmt: skip
    """The desk over one store, to be asked for under this machine's own names at `port`, or as `front` says; `sessions` are those of
    the link that opens it while the store has no accounts."""
    desk = Desk.of(store, folders, views)
    refusals = Refusals(desk)
    app = FastAPI(title="pantau", version=desk.version, docs_url=None, redoc_url=None, openapi_url=f"{API}/openapi.json")
    for view in views:
        _add(app, desk, view)
    app.add_api_route("/records/{record}", partial(send_record, desk), methods=["GET"], include_in_schema=False)
    app.add_api_route("/documents/{document}/original", partial(send_original, desk), methods=["GET"], include_in_schema=False)
    app.add_api_route("/preferences", partial(set_preference, desk), methods=["POST"], include_in_schema=False)
    app.add_api_route("/", partial(_home, desk), methods=["GET"], include_in_schema=False)
    identity = Identity(desk.door, front or Front(port), sessions, clock)
    _add_people(app, desk, identity)
    sitreps = Sitreps(desk, clock)
    app.add_api_route("/sitreps", sitreps.draw, methods=["POST"], include_in_schema=False)
    app.add_api_route("/sitreps/{sitrep}", sitreps.change, methods=["POST"], include_in_schema=False)
    app.add_api_route("/sitreps/{sitrep}/file", sitreps.send, methods=["GET"], include_in_schema=False)
    for method, path, endpoint in Observing(desk, identity.clock, mission).routes():
        app.add_api_route(path, endpoint, methods=[method], include_in_schema=False)
    _add_review(app, Deciding(desk, identity))
    app.router.routes.append(Mount("/static", _Static(directory=STATIC), name="static"))
    for kind in (StoreError, NotThere, UsageError, DecisionError, FormRefused, HTTPException, Exception):
        app.add_exception_handler(kind, refusals.on_error)
    app.state.desk = desk
    app.add_middleware(Guard, identity=identity, refusals=refusals, routes=app.router.routes)
    return app


def _add(app: FastAPI, desk: Desk, view: View) -> None:
    """One view under its own address, with its pictures as files, and as JSON under that of the API."""
    for picture in view.pictures:
        drawn = _route(partial(answer_picture, desk, view, picture.name))
        app.add_api_route(f"{view.path}/{picture.name}.svg", drawn, methods=["GET"], include_in_schema=False)
    app.add_api_route(view.path, _route(partial(answer_page, desk, view)), methods=["GET"], include_in_schema=False)
    described: dict[str, Any] = describe(view, (*sorted(theatre.id for theatre in desk.theatres), "other"))
    app.add_api_route(f"{API}{view.path}", _route(partial(answer_json, desk, view)), methods=["GET"], name=view.name, **described)


def _add_people(app: FastAPI, desk: Desk, identity: Identity) -> None:
    """Where people sign in, and where accounts are kept."""
    signing = SigningIn(desk, identity)
    people = People(desk, identity, signing)
    for method, path, endpoint in (
        ("GET", "/login", signing.show), ("POST", "/login", signing.sign_in), ("POST", "/logout", signing.sign_out),
        ("GET", "/people", people.show_all), ("POST", "/people", people.add),
        ("GET", "/people/{name}", people.show_one), ("POST", "/people/{name}", people.change),
        ("POST", "/people/{name}/keys", people.add_key), ("POST", "/people/{name}/keys/{key}/revoke", people.revoke_key),
        ("GET", "/me", people.show_me), ("POST", "/me/password", people.change_password),
        ("POST", "/me/keys", people.add_own_key), ("POST", "/me/keys/{key}/revoke", people.revoke_own_key),
        ("POST", "/me/sessions/{session}/end", people.end_session),
    ):  # fmt: skip
        app.add_api_route(path, endpoint, methods=[method], include_in_schema=False)


def _add_review(app: FastAPI, deciding: Deciding) -> None:
    """Where people decide."""
    for path, endpoint in (
        ("/decide", deciding.decide), ("/review/next", deciding.next), ("/review/{incident}/lock", deciding.take),
    ):  # fmt: skip
        app.add_api_route(path, endpoint, methods=["POST"], include_in_schema=False)


def _route(answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        return tagged(request, answer(request))

    return endpoint


def _home(desk: Desk, request: Request) -> Response:
    return tagged(request, answer_page(desk, desk.views[0], request))


class _Static(StaticFiles):
    """Static files, kept for ever where they were asked for with their fingerprint."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        shared = next((each for each in SHARED if each.name == path), None)
        return (str(shared), shared.stat()) if shared else super().lookup_path(path)

    def file_response(self, *args: Any, **named: Any) -> Response:
        response = super().file_response(*args, **named)
        scope = args[2] if len(args) > 2 else named["scope"]
        fresh = scope["query_string"].startswith(b"v=")
        response.headers["cache-control"] = "public, max-age=31536000, immutable" if fresh else "no-cache"
        return response
