"""Events by the day or period they happened; those without a day apart, never on a made-up one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pantau.model import Event
from pantau.report.deeds import Deed, event_deed
from pantau.report.entries import Entry, Page, entries_of
from pantau.report.wording import DayWords, Names, period_words


@dataclass(frozen=True)
class EventLine:
    """One event in a line: type, who did what to whom, where, as real as it is told, on whose word."""

    entry: Entry
    type: str
    deed: Deed
    claimant: str | None


@dataclass(frozen=True)
class Day:
    """The events of one day or period."""

    when: DayWords
    lines: tuple[EventLine, ...]


def make_timeline(pages: Sequence[Page], names: Names) -> tuple[tuple[Day, ...], tuple[EventLine, ...]]:
    """The days in order, and the events that the pages give no day for."""
    days: dict[tuple[date, date, DayWords], list[EventLine]] = {}
    undated: list[EventLine] = []
    for entry in entries_of(pages, Event):
        event = entry.record
        assert isinstance(event, Event)
        start, end = event.began_on, event.ended_on
        line = _line(entry, event, names)
        if start is None and end is None:
            undated.append(line)
            continue
        key = (start or end or date.min, end or date.max, period_words(start, end))
        days.setdefault(key, []).append(line)
    return tuple(Day(key[2], tuple(lines)) for key, lines in sorted(days.items(), key=lambda item: item[0])), tuple(undated)


def _line(entry: Entry, event: Event, names: Names) -> EventLine:
    return EventLine(entry, event.type, event_deed(event, names), names.party(event.claimant) if event.claimant else None)
