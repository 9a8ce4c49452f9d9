"""The forms of what an address may name: ids and nothing else, never a path of the disk."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pantau.web.asking import NotThere

PATH_FORMS = {
    "document": re.compile(r"[0-9a-f]{64}"),
    "record": re.compile(r"[0-9a-f]{24}"),
    "incident": re.compile(r"I[1-9][0-9]{0,8}"),
    "sitrep": re.compile(r"[1-9][0-9]{0,8}"),
    "ceasefire": re.compile(r"[0-9a-f]{24}"),
}


def check_path(parts: Mapping[str, str]) -> dict[str, str]:
    """The parts of an address. Raises NotThere for one that cannot be an id."""
    for name, value in parts.items():
        if not PATH_FORMS[name].fullmatch(value):
            raise NotThere(value[:80])
    return dict(parts)
