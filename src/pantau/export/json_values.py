"""A value as JSON has it: days and instants their ISO words, lists arrays, nothing `null`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pantau.export.cells import to_cell
from pantau.export.columns import Value


def to_json(value: Value) -> Any:
    """The value as `json` takes it."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return list(value) if isinstance(value, tuple) else to_cell(value)


def to_line(thing: Mapping[str, Any]) -> bytes:
    """An object in one line of UTF-8."""
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
