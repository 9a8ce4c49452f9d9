"""What a person prefers, kept in her browser: the language, light or dark, and up to when she has seen what was read."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pantau.web.addresses import is_local
from pantau.web.desk import THEMES, Desk
from pantau.web.filters import parse_moment
from pantau.web.translating import LANGUAGES

_CHOICES = {"language": LANGUAGES, "theme": THEMES}
_YEAR = 365 * 24 * 3600
_LONGEST = 4_000


async def set_preference(desk: Desk, request: Request) -> Response:
    """Keep what was chosen, and back to the page it was chosen on. What is no choice changes nothing."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST:
            return Response(status_code=413)
    form = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace"), max_num_fields=8).items()}
    back = form.get("back", "/")
    answer = RedirectResponse(back if is_local(back) else "/", status_code=303)
    for name, allowed in _CHOICES.items():
        if form.get(name) in allowed:
            answer.set_cookie(name, form[name], max_age=_YEAR, samesite="strict", httponly=True, path="/")
    if isinstance(moment := parse_moment("seen", form.get("seen", "")), str):
        answer.set_cookie(desk.seen_cookie, moment, max_age=_YEAR, samesite="strict", httponly=True, path="/")
    elif "unseen" in form:
        answer.delete_cookie(desk.seen_cookie, samesite="strict", httponly=True, path="/")
    return answer
