"""A value as the text of one cell and back, by its column's type: the exact inverse, so that what was written can be read.

Empty: no value. Days and instants ISO 8601 (`2020-11-09`, `2020-11-09T21:00:00Z`), booleans `true` and `false`. A list's items stand
behind each other with `;` between them; a `;` or backslash inside an item has a backslash before it. A text or list that begins
with one of GUARDED gets an apostrophe before it: a spreadsheet would take it for a formula.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from pantau.export.columns import Type, Value

GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
"""First letters that a spreadsheet may take for a formula's (the wide ones too, in East Asian versions), and the apostrophe itself."""

_ITEM = re.compile(r"(?:[^;\\]|\\.)*", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def to_cell(value: Value) -> str:
    """The text of one cell."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return guarded(value)
        case tuple():
            return guarded(to_list_text(value))
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
    return repr(value)


def from_cell(text: str, type: Type) -> Value:
    """The value whose cell this is. Raises ValueError for a text that no value of the type has."""
    match type:
        case "list":
            return from_list_text(unguarded(text))
        case "text":
            return unguarded(text) or None
        case "boolean" if text in ("true", "false"):
            return text == "true"
        case _ if not text:
            return None
        case "integer":
            return int(text)
        case "number":
            return float(text)
        case "day":
            return date.fromisoformat(text)
        case "instant":
            return datetime.fromisoformat(text)
    raise ValueError(f"{text!r} is no {type}")


def to_list_text(items: tuple[str, ...]) -> str:
    """A list in one text."""
    return ";".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def from_list_text(text: str) -> tuple[str, ...]:
    """The list in a text; none in an empty one."""
    if not text:
        return ()
    items, at = [], 0
    while at <= len(text):
        found = _ITEM.match(text, at)
        assert found  # an empty item matches too
        items.append(_ESCAPED.sub(r"\1", found[0]))
        at = found.end() + 1
    return tuple(items)


def guarded(text: str) -> str:
    """The text with an apostrophe before it where it begins as a formula may."""
    return f"'{text}" if text.startswith(GUARDED) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe that `guarded` may have set before it."""
    return text.removeprefix("'")
