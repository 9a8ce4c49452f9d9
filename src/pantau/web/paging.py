"""Lists in pages: a cursor is the last thing seen, as an address carries it."""

from __future__ import annotations

import re

from pantau.store.looking import Cursor
from pantau.web.filters import Fault

_DAY = "([0-9]{4}(?:-[0-9]{2}-[0-9]{2})?)"
CURSOR = re.compile(f"{_DAY}~([0-9A-Za-z]{{1,64}})")
CURSOR_OF_SCORES = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,20})?(?:e-[0-9]{1,3})?~[0-9a-f]{64}")
"""Of the search, which goes on behind a score."""
CURSOR_OF_NUMBERS = re.compile(f"{_DAY}~([0-9]{{1,15}})")


def write_cursor(cursor: Cursor | None) -> str | None:
    """A cursor for an address."""
    return None if cursor is None else f"{cursor.day}~{cursor.key}"


def parse_cursor(text: str, *, numbered: bool) -> Cursor | Fault:
    """The cursor of an address; `numbered` where the keys of the list are numbers."""
    match = (CURSOR_OF_NUMBERS if numbered else CURSOR).fullmatch(text)
    if match is None:
        return Fault("after", text[:80], "cursor")
    return Cursor(match[1], match[2])
