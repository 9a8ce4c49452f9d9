"""Who may ask for what: the table of every route and the permission it takes. A route that stands in no row is refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from starlette.routing import BaseRoute, Match
from starlette.types import Scope

from pantau.model.account import OPEN, PERMISSIONS, ROLES
from pantau.web.addresses import API


class Row(NamedTuple):
    """A route (a path that ends in `*`: every route that begins so) and the permission it takes. A route of the API takes the same as
    the page without its beginning."""

    method: str
    path: str
    permission: str


ACCESS: tuple[Row, ...] = (
    Row("GET", "/static", OPEN),
    Row("GET", "/login", OPEN),
    Row("POST", "/login", OPEN),
    Row("POST", "/preferences", OPEN),
    Row("POST", "/logout", "look"),
    Row("GET", "/", "look"),
    Row("GET", "/openapi.json", "look"),
    Row("GET", "/situation", "look"),
    Row("GET", "/situation/*", "look"),
    Row("GET", "/incidents", "look"),
    Row("GET", "/incidents/{incident}", "look"),
    Row("GET", "/matrix", "look"),
    Row("GET", "/ledger", "look"),
    Row("GET", "/ledger/*", "look"),
    Row("GET", "/ceasefires", "look"),
    Row("GET", "/ceasefires/{ceasefire}", "look"),
    Row("GET", "/records", "look"),
    Row("GET", "/records/{record}", "look"),
    Row("GET", "/documents", "look"),
    Row("GET", "/documents/{document}", "look"),
    Row("GET", "/documents/{document}/original", "look"),
    Row("GET", "/search", "look"),
    Row("GET", "/sources", "look"),
    Row("GET", "/sources/*", "look"),
    Row("GET", "/ties", "look"),
    Row("GET", "/ceasefires/truces.svg", "look"),
    Row("GET", "/checks", "look"),
    Row("GET", "/problems", "look"),
    Row("GET", "/me", "look"),
    Row("POST", "/me/*", "look"),
    Row("GET", "/people", "administer"),
    Row("GET", "/people/{name}", "administer"),
    Row("POST", "/people", "administer"),
    Row("POST", "/people/*", "administer"),
    Row("GET", "/journal*", "audit"),
    Row("GET", "/observe*", "observe"),
    Row("POST", "/observe*", "observe"),
    Row("GET", "/review*", "review"),
    Row("POST", "/review*", "review"),
    Row("POST", "/decide*", "review"),
    Row("GET", "/sitreps*", "look"),
    Row("POST", "/sitreps*", "sign"),
)
"""Every route; the first row that fits counts."""


class MenuItem(NamedTuple):
    """A page beside the views in the menu: its address, and its name among the words of `view`."""

    path: str
    name: str


BESIDE_VIEWS: tuple[MenuItem, ...] = (MenuItem("/observe", "observe"), MenuItem("/people", "people"))
"""Pages in the menu that are no views, each shown to those who may open it."""


def permission_of(method: str, path: str) -> str | None:
    """The permission that a route takes, named as the application has it (`/incidents/{incident}`); None where no row fits."""
    method, path = "GET" if method == "HEAD" else method, path.removeprefix(API) or "/"
    return next((row.permission for row in ACCESS if row.method == method and _fits(row.path, path)), None)


def _fits(pattern: str, path: str) -> bool:
    if not pattern.endswith("*"):
        return pattern == path
    start = pattern[:-1]
    return path == start or (path.startswith(start) and (start.endswith("/") or path[len(start)] == "/"))


def route_of(routes: Iterable[BaseRoute], scope: Scope) -> str | None:
    """The path, as the application has it, of the route that will answer; None where none will."""
    for route in routes:
        match, _ = route.matches(scope)
        if match is Match.FULL:
            return str(getattr(route, "path", ""))
    return None


def access_page() -> str:
    """The two tables as the docs show them."""
    lines = ["| permission | " + " | ".join(ROLES) + " |", "|---|" + "---|" * len(ROLES)]
    for name, roles in PERMISSIONS.items():
        held = ("yes" if name == OPEN or role in roles else "" for role in ROLES)
        lines.append(f"| `{name}` | {' | '.join(held)} |")
    lines += ["", "| method | path | permission |", "|---|---|---|"]
    lines += [f"| {row.method} | `{row.path}` | `{row.permission}` |" for row in ACCESS]
    return "\n".join(lines)
