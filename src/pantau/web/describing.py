"""What the API's description (OpenAPI) says of each view: its parameters with the forms they must have, its model, its files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pantau.model import STATUSES
from pantau.web.asking import MOST, PLACE, Param, View
from pantau.web.downloading import JSON, MEDIA, formats_of
from pantau.web.filters import FIELDS, FORMS, KINDS, MANY, MOST_VALUES, TYPES
from pantau.web.negotiating import model_of
from pantau.web.paging import CURSOR, CURSOR_OF_NUMBERS, CURSOR_OF_SCORES
from pantau.web.shapes import PATH_FORMS

_TOLD = {404: "not in the store", 422: "each faulty field, or what else cannot be", 503: "the store cannot be read at this moment"}
_SPAN = "^[0-9]{1,9}-[0-9]{1,9}$"


def describe(view: View, theatres: Iterable[str]) -> dict[str, Any]:
    """What the description says of a view; `theatres` are the ids by which it can be narrowed."""
    known = {"type": TYPES, "status": STATUSES, "kind": KINDS, "theatre": tuple(theatres)}
    paths = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "pattern": whole(PATH_FORMS[name])}}
        for name in re.findall(r"\{([a-z]+)\}", view.path)
    ]
    fields = [_query(name, _field(name, known), _narrows(name, view)) for name in FIELDS]
    own = [_query(param.name, _own(param)) for param in view.params]
    return {
        "summary": view.name, "description": (view.make.__doc__ or "").strip(), "response_model": model_of(view),
        "openapi_extra": {"parameters": [*paths, *fields, *own, *_list_parameters(view)]},
        "responses": {200: {"content": _contents(view)}} | {status: {"description": words} for status, words in _TOLD.items()},
    }  # fmt: skip


def _query(name: str, schema: dict[str, Any], about: str = "") -> dict[str, Any]:
    described = {"name": name, "in": "query", "required": False, "schema": schema}
    return described | ({"description": about} if about else {})


def _narrows(name: str, view: View) -> str:
    if name in view.uses:
        return "narrows this view"
    if name == "kind" and view.rows is not None and view.rows.kind is None:
        return "does not narrow this view, but names the records of a file of it"
    return "carried on, does not narrow this view; refused where a file is asked for"


def _field(name: str, known: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    """The form of a field of the filter."""
    schema: dict[str, Any] = {"type": "string"}
    if name in ("since", "until"):
        schema["format"] = "date"
    elif name == "origins":
        schema = {"type": "integer", "minimum": 1, "maximum": 99}
    elif name in known:
        schema["enum"] = list(known[name])
    else:
        schema["pattern"] = re.sub("A-Z|a-z", "A-Za-z", whole(FORMS[name]))  # codes and names are read in any case
    about = f"at most {MOST_VALUES} different ones"  # the same twice is once, so no `maxItems`
    return {"type": "array", "items": schema, "description": about} if name in MANY else schema


def _own(param: Param) -> dict[str, Any]:
    """The form of a parameter of one page."""
    if param.kind == "span":
        return {"type": "string", "pattern": _SPAN, "description": "from code point to code point of the text, half open"}
    if param.kind == "day":
        return {"type": "string", "format": "date"}
    if param.kind == "moment":
        return {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}
    if param.kind == "place":
        return {
            "type": "string",
            "pattern": whole(PLACE),
            "description": "degrees north ~ degrees east, or `none`: without a place",
        }
    if param.kind == "number":
        return {"type": "integer", "minimum": 1, "maximum": 999_999_999}
    if param.allowed:
        return {"type": "string", "enum": list(param.allowed)}
    return {"type": "string", "maxLength": param.longest}


def _list_parameters(view: View) -> list[dict[str, Any]]:
    """What says how much of a list is asked for, and in which form."""
    found = []
    if view.rows is not None:
        about = "`json`: this page of the list; else a file with a row for everything that is asked for"
        found.append(_query("format", {"type": "string", "enum": list(formats_of(view, None))}, about))
    if view.has_pages:
        found.append(_query("limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": view.usual}))
    if view.has_pages or view.free_cursor:
        form = CURSOR_OF_SCORES if view.free_cursor else CURSOR_OF_NUMBERS if view.numbered else CURSOR
        found.append(_query("after", {"type": "string", "pattern": whole(form)}, "where the page before ended: its `next`"))
    return found


def _contents(view: View) -> dict[str, Any]:
    """The forms of an answer beside JSON."""
    shape = {"csv": "string", "geojson": "object"}
    return {MEDIA[name].partition(";")[0]: {"schema": {"type": shape[name]}} for name in formats_of(view, None) if name != JSON}


def whole(form: re.Pattern[str]) -> str:
    """A form as JSON Schema has it, for the whole of a text."""
    return f"^(?:{form.pattern})$"
