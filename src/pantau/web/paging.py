"""Lists in pages: a cursor is the last thing seen, as an address carries it."""

from __future__ import annotations

import re

from pantau.store.looking import Cursor
from pantau.web.filters import Fault

_CURSOR = re.compile(r"([0-9]{4}(?:-[0-9]{2}-[0-9]{2})?)~([0-9A-Za-z]{1,64})")
_NUMBER = re.compile(r"[0-9]{1,15}")


def write_cursor(cursor: Cursor | None) -> str | None:
    """A cursor for an address."""
    return None if cursor is None else f"{cursor.day}~{cursor.key}"


def parse_cursor(text: str, *, numbered: bool) -> Cursor | Fault:
    """The cursor of an address; `numbered` where the keys of the list are numbers."""
    match = _CURSOR.fullmatch(text)
    if match is None or (numbered and not _NUMBER.fullmatch(match[2])):
        return Fault("after", text[:80], "cursor")
    return Cursor(match[1], match[2])
