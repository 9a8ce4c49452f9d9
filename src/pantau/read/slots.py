"""The values of one interchange record, each checked as it is taken; every fault is noted and none raised."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pantau.model import Span

Fault = str
_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,39}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# slots whose names in the model and in the interchange form differ
_OUTSIDE = {"began_on": "from", "ended_on": "to", "as_of": "to", "declared_on": "declared", "effective_on": "effective"}


class Slots:
    """One row of `records`; `name` says which in faults, `length` is the length of the document's text."""

    def __init__(self, row: Any, name: str, length: int, faults: list[Fault]) -> None:
        self._row: Mapping[str, Any] = row if isinstance(row, dict) else {}
        self._name, self._length, self._faults = name, length, faults
        if not isinstance(row, dict):
            self.fault("is no object")

    def fault(self, what: str) -> None:
        """Note a fault of this record."""
        self._faults.append(f"{self._name}: {what}")

    def word(self, key: str, allowed: Sequence[str], default: str | None = None) -> str | None:
        """One of a closed list of words."""
        value = self._row.get(key, default)
        if value not in allowed:
            self.fault(f"`{key}` is {_short(value)}; allowed: {', '.join(allowed)}")
            return None
        return str(value)

    def text(self, key: str) -> str | None:
        """Words, or None."""
        value = self._row.get(key)
        if value is not None and not isinstance(value, str):
            self.fault(f"`{key}` must be words or null, not {_short(value)}")
            return None
        return value or None

    def code(self, key: str) -> str | None:
        """A party code, or None."""
        value = self._row.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not _CODE.fullmatch(value):
            self.fault(f"`{key}` is {_short(value)}, which is no party code")
            return None
        return value

    def codes(self, key: str) -> tuple[str, ...]:
        """A list of party codes, each once."""
        value = self._row.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(v, str) and _CODE.fullmatch(v) for v in value):
            self.fault(f"`{key}` must be a list of party codes, not {_short(value)}")
            return ()
        return tuple(dict.fromkeys(value))

    def day(self, key: str) -> date | None:
        """A day `YYYY-MM-DD`, or None."""
        value = self._row.get(key)
        if value is None:
            return None
        try:
            if isinstance(value, str) and _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.fault(f"`{key}` is {_short(value)}, which is no day YYYY-MM-DD")
        return None

    def count(self, key: str) -> int | None:
        """A number of persons, or None."""
        value = self._row.get(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**10):
            return value
        self.fault(f"`{key}` is {_short(value)}, which is no number of persons")
        return None

    def share(self, key: str, default: float) -> float:
        """A number between 0 and 1."""
        value = self._row.get(key, default)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
            return float(value)
        self.fault(f"`{key}` is {_short(value)}, which is no number between 0 and 1")
        return default

    def span(self, key: str) -> Span | None:
        """A span of the text that must be there."""
        found = self._span(self._row.get(key))
        if found is None:
            self.fault(f"`{key}` is {_short(self._row.get(key))}; a span is [start, end] within the {self._length:,} code points")
        return found

    def evidence(self, slots: Iterable[str]) -> dict[str, Span]:
        """The spans of slots that the row gives under `evidence`, by the model's names or the interchange form's."""
        given = self._row.get("evidence")
        if given is None:
            return {}
        if not isinstance(given, dict):
            self.fault("`evidence` must be an object of spans")
            return {}
        names = {outside: slot for slot in slots if (outside := _OUTSIDE.get(slot, slot))} | {slot: slot for slot in slots}
        found: dict[str, Span] = {}
        for key in sorted(given):
            span = self._span(given[key])
            if span is None:
                self.fault(f"`evidence` of `{key}` is {_short(given[key])}, which is no span of the text")
            elif key in names:
                found[names[key]] = span
        return found

    def words(self, key: str) -> dict[str, str]:
        """An object of words."""
        value = self._row.get(key)
        if value is None:
            return {}
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            self.fault(f"`{key}` must be an object of words")
            return {}
        return dict(sorted(value.items()))

    def in_order(self, first: str, low: Any, second: str, high: Any) -> None:
        """Note a fault where the first of two values lies behind the second."""
        if low is not None and high is not None and low > high:
            self.fault(f"`{first}` {low} lies behind `{second}` {high}")

    def _span(self, value: Any) -> Span | None:
        if not isinstance(value, list) or len(value) != 2 or not all(type(v) is int for v in value):
            return None
        return Span(*value) if 0 <= value[0] < value[1] <= self._length else None


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def precision_of(began: date | None, ended: date | None) -> str:
    """How exact two days are: the same day, a week, the whole of a month or year, another range, or unknown."""
    if began is None and ended is None:
        return "unknown"
    if began is None or ended is None:
        return "range"
    if began == ended:
        return "day"
    if began.day == 1 and (began.year, began.month) == (ended.year, ended.month) and ended.day == monthrange(*_month(ended))[1]:
        return "month"
    if (began.month, began.day, ended.month, ended.day) == (1, 1, 12, 31) and began.year == ended.year:
        return "year"
    return "week" if began.weekday() == 0 and (ended - began).days == 6 else "range"


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
