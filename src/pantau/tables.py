"""Reads a TOML file of knowledge into plain tables and checks its keys: all faults of a file are reported together, with file and
line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pantau.errors import KnowledgeError

Table = dict[str, Any]
"""A TOML table: keys to strings, numbers, booleans, dates, lists or tables."""

Form = Mapping[str, type | tuple[type, ...]]
"""Allowed keys of a table and the type each value must have; a key ending in `!` must be there; `[str]` lists are checked item by
item."""


def load_toml(path: Path) -> Table:
    """The tables of one file. Raises KnowledgeError naming file and line when it is missing, not UTF-8 or not TOML."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        raise KnowledgeError("no such file", where=str(path), todo="check the path") from None
    except OSError as error:
        raise KnowledgeError(f"cannot be read: {error.strerror}", where=str(path)) from None
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"is not UTF-8 at byte {error.start}", where=str(path), todo="save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"is not TOML: {error}", where=str(path)) from None


class Checker:
    """Collects the faults of one file; `done()` raises them all as one KnowledgeError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[str] = []
        try:
            self._lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            self._lines = []

    def line_of(self, *words: str) -> int:
        """The first line that holds all `words` (the table's name, then the key, as far as they can be found), counted from 1; 0 if
        none."""
        at = 0
        for word in words:
            pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
            found = next((i for i in range(at, len(self._lines)) if pattern.search(self._lines[i])), None)
            if found is not None:
                at = found
        return at + 1 if self._lines else 0

    def fault(self, what: str, *words: str) -> None:
        """Note a fault; `words` (table name, key, value) are searched to find its line."""
        self.faults.append(f"{self.path}:{self.line_of(*words)}: {what}")

    def table(self, table: Any, form: Form, *, name: str) -> Table:
        """Check one table's keys and types against `form`; returns it (or an empty one if it is no table)."""
        if not isinstance(table, dict):
            self.fault(f"`{name}` must be a table", name)
            return {}
        wanted = {key.rstrip("!"): kind for key, kind in form.items()}
        for key in table.keys() - wanted.keys():
            self.fault(f"unknown key `{key}` in `{name}`; allowed: {', '.join(sorted(wanted))}", name, key)
        for key in form:
            if key.endswith("!") and key[:-1] not in table:
                self.fault(f"`{name}` lacks the key `{key[:-1]}`", name)
        for key, kind in wanted.items():
            if key in table:
                self._value(table[key], kind, name, key)
        return table

    def _value(self, value: Any, kind: type | tuple[type, ...], name: str, key: str) -> None:
        if kind is list:
            if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
                self.fault(f"`{key}` in `{name}` must be a list of words", name, key)
        elif not isinstance(value, kind):
            kinds = kind if isinstance(kind, tuple) else (kind,)
            self.fault(f"`{key}` in `{name}` must be {' or '.join(k.__name__ for k in kinds)}, not {value!r}", name, key)

    def one_of(self, value: Any, allowed: Iterable[str], *, name: str, key: str) -> None:
        """Check that a value is one of a closed list of words."""
        if value not in tuple(allowed):
            self.fault(f"`{key}` in `{name}` is {value!r}; allowed: {', '.join(allowed)}", name, key, str(value))

    def done(self) -> None:
        """Raise every fault found, or return."""
        if self.faults:
            raise KnowledgeError("\n".join(self.faults[:40]), todo=f"{len(self.faults)} fault(s); mend the file")
