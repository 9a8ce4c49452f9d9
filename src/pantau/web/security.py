"""What every answer passes: whose host was named, who asks, and the headers that keep page texts inert.

Pages of the web are shown here, so nothing may run that this program does not ship: no inline script, no inline style, no outside
address. An answer is asked for by its own host alone, so that no foreign name can be pointed at this machine (DNS rebinding).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pantau.errors import StoreError
from pantau.model.account import OPEN, may
from pantau.web.access import permission_of, route_of
from pantau.web.addresses import API
from pantau.web.identity import Identity, Who
from pantau.web.refusing import Refusals

POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'", "connect-src 'self'",
    "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
))  # fmt: skip
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "x-frame-options": "DENY",
}
OBSERVING = {
    "content-security-policy": f"{POLICY}; worker-src 'self'",
    "permissions-policy": HEADERS["permissions-policy"].replace("geolocation=()", "geolocation=(self)"),
}
"""The form for field reports works without network, and fills in where its device is when it is asked to."""
_STATIC = "/static/"
"""Without a session too: the style of the page that says how to come in."""
LOGIN = "/login"
_READING = ("GET", "HEAD")


class Guard:
    """Refuses what must not be answered, says who asks (`request.state.person`), and puts the headers on what is answered; a
    file may bring a policy of its own."""

    def __init__(self, app: ASGIApp, *, identity: Identity, refusals: Refusals, routes: Sequence[BaseRoute]) -> None:
        self.app, self.identity, self.refusals, self.routes = app, identity, refusals, routes
        self.front = identity.front

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return  # a WebSocket is closed unanswered: the desk has none
        request, sent = Request(scope), _with_headers(send, scope["path"])
        answer = self._refuse_stranger(request)
        if answer is None and not request.url.path.startswith(_STATIC):
            answer = await run_in_threadpool(self._refuse, request)
        await (self.app if answer is None else answer)(scope, receive, sent)

    def _refuse_stranger(self, request: Request) -> Response | None:
        """The refusal of a foreign host, or of a form that no page of the desk sent."""
        if request.headers.getlist("host") not in ([host] for host in self.front.hosts):
            return self.refusals.refuse(request, "host", 400)
        if request.method not in _READING and not _is_from_here(request.headers, self.front.origins):
            return self.refusals.refuse(request, "origin", 403)
        return None

    def _refuse(self, request: Request) -> Response | None:
        """The refusal, the way to sign in, or the welcome; None where the request goes on to the desk."""
        route = route_of(self.routes, request.scope)
        permission = "look" if route is None else permission_of(request.method, route)
        if permission == OPEN and route != LOGIN:
            return None
        try:
            who = self.identity.who(request)
        except StoreError as error:  # who asks cannot be told: nothing is shown
            return self.refusals.on_error(request, error)
        request.state.person, request.state.csrf, request.state.who = who.person, who.csrf, who
        if not who.needs_account and (token := request.query_params.get("token")) is not None:
            return self._welcome(request, token, has_session=who.person is not None)
        if permission != OPEN and who.person is None:
            return self._refuse_unknown(request, who)
        return None if may(who.person, permission) else self.refusals.refuse(request, "role", 403)

    def _refuse_unknown(self, request: Request, who: Who) -> Response:
        """To where one signs in, and back to here; programs and forms are told so."""
        is_page = request.method in _READING and not request.url.path.startswith(f"{API}/")
        if not who.needs_account:
            return self.refusals.refuse(request, "session", 401)
        if not is_page:
            answer = self.refusals.refuse(request, "account", 401)
            answer.headers["www-authenticate"] = "Bearer"
            return answer
        here = _without_token(request)
        return RedirectResponse(f"{LOGIN}?{urlencode({'next': here})}" if here != "/" else LOGIN, status_code=303)

    def _welcome(self, request: Request, token: str, *, has_session: bool) -> Response:
        """The token for a cookie, once, and on to the clean address: the token stays in no history."""
        session = self.identity.links.exchange(token)
        if session is None and not has_session:
            return self.refusals.refuse(request, "used", 403)
        answer = RedirectResponse(_without_token(request), status_code=303)
        if session is not None:
            answer.set_cookie(self.front.cookie(request.scope), session, httponly=True, samesite="strict", path="/")
        return answer


def _without_token(request: Request) -> str:
    """The address without the link's token; `//host` would lead away."""
    rest = urlencode([(name, value) for name, value in request.query_params.multi_items() if name != "token"])
    path = "/" + quote(request.url.path.lstrip("/"))
    return f"{path}?{rest}" if rest else path


def _is_from_here(headers: Headers, origins: frozenset[str]) -> bool:
    """Whether a form was sent by a page of the desk: browsers name the origin of everything that may change something."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin == "null":  # what a page writes that tells no referrer, as ours do, and a foreign frame too: `site` knows which
        return site == "same-origin"
    return origin is None or origin in origins


def _with_headers(send: Send, path: str) -> Callable[[Message], Awaitable[None]]:
    own = HEADERS | OBSERVING if path in ("/observe", "/observe/shell") else HEADERS

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in own.items():
                if name != "content-security-policy" or not headers.get(name, "").startswith("sandbox; default-src 'none'"):
                    headers[name] = value
            headers.setdefault("cache-control", "no-cache, private")
        await send(message)

    return sent
