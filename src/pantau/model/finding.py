"""What does not add up, and what was compared: each check's findings with the words and records they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pantau.model.span import Span

CHECKS = ("weekday", "parts", "falling_total", "difference", "two_figures", "count", "future_event")
VERDICTS = ("equal", "possible", "contradicted", "open")
"""A count is as many as the registry holds; as many as it may hold; neither; or not compared."""


class Passage(NamedTuple):
    """Where the words stand."""

    document: str
    span: Span


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that does not add up: the check, a plain sentence with the values, the records, the words, the theatre where known."""

    check: str
    what: str
    records: tuple[str, ...] = ()
    quotes: tuple[Passage, ...] = ()
    theatre: str | None = None


@dataclass(frozen=True, kw_only=True)
class Count:
    """A number of truces or meetings as a page tells it, held against the registry as of the page's day: at least, at most, and
    with which entries it was compared."""

    what: str
    number: int
    ordinal: bool
    brokers: tuple[str, ...]
    document: str
    span: Span
    as_of: date | None
    theatre: str | None
    verdict: str
    least: int = 0
    most: int = 0
    compared: tuple[str, ...] = ()
    said: str = ""

    @property
    def is_compatible(self) -> bool:
        """Whether the registry does not contradict it."""
        return self.verdict != "contradicted"
