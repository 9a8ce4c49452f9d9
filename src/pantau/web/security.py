"""What every answer passes: whose host was named, who asks, and the headers that keep page texts inert.

Pages of the web are shown here, so nothing may run that this program does not ship: no inline script, no inline style, no outside
address. An answer is asked for by its own host alone, so that no foreign name can be pointed at this machine (DNS rebinding).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pantau.web.sessions import Sessions

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
_OPEN = ("/static/",)
"""Without a session too: the style of the page that says how to come in."""
_READING = ("GET", "HEAD")

Refuse = Callable[[Request, str, int], Response]
"""Makes the page of a refusal: the request, why (`host`, `session`, `used`, `origin`), the status."""


def hosts_of(port: int) -> frozenset[str]:
    """The names under which the desk is asked for: this machine's own, with the port."""
    return frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))


def cookie_name(port: int) -> str:
    """Cookies know no ports: two desks on one machine must not overwrite each other's."""
    return f"pantau-{port}"


class Guard:
    """Refuses what must not be answered and puts the headers on what is; a file may bring a policy of its own."""

    def __init__(self, app: ASGIApp, *, port: int, sessions: Sessions, refuse: Refuse) -> None:
        self.app, self.sessions, self.refuse = app, sessions, refuse
        self.hosts, self.cookie = hosts_of(port), cookie_name(port)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return  # a WebSocket is closed unanswered: the desk has none
        request, sent = Request(scope), _with_headers(send)
        answer = self._answer(request)
        await (self.app if answer is None else answer)(scope, receive, sent)

    def _answer(self, request: Request) -> Response | None:
        """The refusal or the welcome; None where the request goes on to the desk."""
        if request.headers.getlist("host") not in ([host] for host in self.hosts):
            return self.refuse(request, "host", 400)
        if request.method not in _READING and not _is_from_here(request.headers, self.hosts):
            return self.refuse(request, "origin", 403)
        if request.url.path.startswith(_OPEN):
            return None
        has_session = self.sessions.is_open(request.cookies.get(self.cookie))
        if (token := request.query_params.get("token")) is not None:
            return self._welcome(request, token, has_session=has_session)
        return None if has_session else self.refuse(request, "session", 401)

    def _welcome(self, request: Request, token: str, *, has_session: bool) -> Response:
        """The token for a cookie, once, and on to the clean address: the token stays in no history."""
        session = self.sessions.exchange(token)
        if session is None and not has_session:
            return self.refuse(request, "used", 403)
        rest = urlencode([(name, value) for name, value in request.query_params.multi_items() if name != "token"])
        path = "/" + request.url.path.lstrip("/")  # `//host` would lead away
        answer = RedirectResponse(f"{path}?{rest}" if rest else path, status_code=303)
        if session is not None:
            answer.set_cookie(self.cookie, session, httponly=True, samesite="strict", path="/")
        return answer


def _is_from_here(headers: Headers, hosts: frozenset[str]) -> bool:
    """Whether a form was sent by a page of the desk: browsers name the origin of everything that may change something."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin == "null":  # what a page writes that tells no referrer, as ours do, and a foreign frame too: `site` knows which
        return site == "same-origin"
    return origin is None or origin in {f"http://{host}" for host in hosts}


def _with_headers(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                if name != "content-security-policy" or not headers.get(name, "").startswith("sandbox; default-src 'none'"):
                    headers[name] = value
            headers.setdefault("cache-control", "no-cache, private")
        await send(message)

    return sent
