"""Figures of harm side by side: per claimant, running totals apart from new figures, never summed and never averaged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pantau.model import CATEGORIES, MEASURES, OUTCOMES, CasualtyReport
from pantau.report.entries import Entry, Page, document_day, entries_of
from pantau.report.wording import DayWords, Names, figure_words, period_words, plain


@dataclass(frozen=True)
class Figure:
    """One figure: in words, the period it counts, the entry it was read in."""

    entry: Entry
    words: str
    period: DayWords
    is_vague: bool


@dataclass(frozen=True)
class Series:
    """What one claimant says of one party's people, category and outcome, in the order of the days counted to."""

    party: str
    category: str
    outcome: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Table:
    """The series of one measure (`new`, `total`)."""

    measure: str
    series: tuple[Series, ...]


@dataclass(frozen=True)
class Claimant:
    """Whose figures these are; `code` None is the outlets' own voice."""

    code: str | None
    name: str
    tables: tuple[Table, ...]


def make_casualties(pages: Sequence[Page], names: Names) -> tuple[Claimant, ...]:
    """All figures: claimants with the most figures first, the outlets' own voice last."""
    grouped: dict[str | None, list[tuple[date, Entry, CasualtyReport]]] = {}
    for page in pages:
        for entry in entries_of([page], CasualtyReport):
            report = entry.record
            assert isinstance(report, CasualtyReport)
            day = report.as_of or report.began_on or document_day(page.document) or date.max
            grouped.setdefault(report.claimant, []).append((day, entry, report))
    order = sorted(grouped, key=lambda code: (code is None, -len(grouped[code]), code or ""))
    return tuple(_claimant(code, grouped[code], names) for code in order)


def _claimant(code: str | None, figures: list[tuple[date, Entry, CasualtyReport]], names: Names) -> Claimant:
    tables = []
    for measure in reversed(MEASURES):
        series: dict[tuple[str, int, int], list[tuple[date, Entry, CasualtyReport]]] = {}
        for row in figures:
            if row[2].measure == measure:
                key = (row[2].party or "~", CATEGORIES.index(row[2].category), OUTCOMES.index(row[2].outcome))
                series.setdefault(key, []).append(row)
        if series:
            tables.append(Table(measure, tuple(_series(series[key], names) for key in sorted(series))))
    name = names.party(code) if code else "In the outlets’ own voice"
    return Claimant(code, name, tuple(tables))


def _series(rows: list[tuple[date, Entry, CasualtyReport]], names: Names) -> Series:
    rows = sorted(rows, key=lambda row: row[0])
    first = rows[0][2]
    figures = tuple(
        Figure(entry, figure_words(r.low, r.high, r.qualifier), period_words(r.began_on, r.as_of), r.qualifier == "vague")
        for _, entry, r in rows
    )
    return Series(names.party(first.party), plain(first.category), plain(first.outcome), figures)
