"""Coming in by name and password, and going out again."""

from __future__ import annotations

import math
import secrets
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pantau.monitor import signing
from pantau.monitor.signing import Attempt, Refused, SignedIn
from pantau.web.addresses import is_local
from pantau.web.desk import Desk
from pantau.web.forms import Form, FormRefused, read_form, token_of
from pantau.web.identity import Identity
from pantau.web.refusing import page_values

_MOST_BYTES = 8_000
_YEARS = 2 * 365 * 24 * 3600
BROWSER = "browser"


class SigningIn:
    """The pages of `/login` and `/logout`."""

    def __init__(self, desk: Desk, identity: Identity) -> None:
        self.desk, self.identity, self.front = desk, identity, identity.front

    def show(self, request: Request) -> Response:
        """The form; who is in already goes on, and so does a desk that has no accounts."""
        back = _back(request.query_params.get("next", ""))
        if request.state.person is not None or not self.identity.has_accounts():
            return RedirectResponse(back, status_code=303)
        return self._page(request, back)

    async def sign_in(self, request: Request) -> Response:
        """Let somebody in, or show the form again with what is wrong; a wrong name and a wrong password are told alike."""
        browser = request.cookies.get(self.front.cookie(request.scope, BROWSER), "")
        request.state.csrf = token_of(f"login {browser}") if browser else ""
        try:
            form = await read_form(request, _MOST_BYTES)
        except FormRefused as refused:
            if refused.why != "csrf":
                raise
            return self._page(request, "/", why="again", status=403)
        return await run_in_threadpool(self._sign_in, request, form, browser)

    def _sign_in(self, request: Request, form: Form, browser: str) -> Response:
        back = _back(form.word("next"))
        if not self.identity.has_accounts():
            return RedirectResponse(back, status_code=303)
        name = form.word("name").lower()[:64]
        attempt = Attempt(name, form.raw("password"), browser, self.front.address(request.scope))
        with self.desk.door.writing() as store:
            found = signing.sign_in(store, attempt, now=self.identity.clock(), leaves=request.state.who.token or None)
        if isinstance(found, Refused):
            wait = math.ceil(found.wait.total_seconds()) if found.wait else 0
            return self._page(request, back, name=name, why="wait" if wait else "wrong", wait=wait, status=429 if wait else 403)
        answer = RedirectResponse(back, status_code=303)
        self.give_session(request, answer, found)
        return answer

    def give_session(self, request: Request, answer: Response, found: SignedIn) -> None:
        """The session's cookie: for the desk alone, out of the reach of scripts, over TLS where there is TLS."""
        lasts = int(signing.ABSOLUTE.total_seconds())
        self._cookie(request, answer, self.front.cookie(request.scope), found.token, lasts)

    def _cookie(self, request: Request, answer: Response, name: str, value: str, lasts: int) -> None:
        is_secure = self.front.is_secure(request.scope)
        answer.set_cookie(name, value, max_age=lasts, httponly=True, samesite="strict", secure=is_secure, path="/")

    def _page(self, request: Request, back: str, *, status: int = 200, **told: Any) -> Response:
        """The form; a browser that has no name yet gets one, to which the form's token is bound."""
        cookie = self.front.cookie(request.scope, BROWSER)
        known = request.cookies.get(cookie, "")
        browser = known if 40 <= len(known) <= 64 and known.isascii() else secrets.token_urlsafe(32)
        request.state.csrf = token_of(f"login {browser}")
        values = {"name": "", "why": "", "wait": 0} | told
        html = self.desk.render(request, "login.html", **page_values(self.desk, request, None, None), **values, back=back)
        answer = Response(html, status, media_type="text/html", headers={"cache-control": "no-store"})
        if status == 429:
            answer.headers["retry-after"] = str(values["wait"])
        self._cookie(request, answer, cookie, browser, _YEARS)
        return answer

    async def sign_out(self, request: Request) -> Response:
        """The session is over, here and in the store; a desk of one is left by ending it."""
        await read_form(request)
        who = request.state.who
        if who.session is not None:
            await run_in_threadpool(self._end, who.token)
        answer = RedirectResponse("/login" if who.session is not None else "/", status_code=303)
        if who.session is not None:
            self._cookie(request, answer, self.front.cookie(request.scope), "", 0)
            answer.headers["clear-site-data"] = '"cache"'
        return answer

    def _end(self, token: str) -> None:
        with self.desk.door.writing() as store:
            signing.sign_out(store, token)


def _back(address: str) -> str:
    """Where to go on: a page of the desk and nowhere else."""
    return address if is_local(address) and not address.startswith("/login") else "/"
