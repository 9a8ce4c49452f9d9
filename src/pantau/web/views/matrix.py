"""The claims matrix: for every happening of which somebody speaks, what each party says of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pantau.model import IncidentDigest, MatrixRow
from pantau.store.looking import find_matrix, select_matrix
from pantau.web.asking import Asked, Rows, View
from pantau.web.entries import Entry, load_entries
from pantau.web.paging import write_cursor
from pantau.web.views.incidents import IncidentLine, lines_of

MOST_COLUMNS, MOST_QUOTED = 6, 3


@dataclass(frozen=True)
class VoiceLine:
    """A claim in a cell: how it speaks, its sentence, the claims it answers."""

    voice: str
    entry: Entry
    answers: tuple[str, ...]


@dataclass(frozen=True)
class MatrixCell:
    """What one party (empty: nobody's) says; silent where it is named and says nothing. `more` voices are on the incident's page."""

    party: str
    voices: tuple[VoiceLine, ...]
    more: int
    is_named: bool


@dataclass(frozen=True)
class MatrixLine:
    """One incident with the cells of the columns, in their order, and those of parties that have no column here."""

    incident: IncidentLine
    cells: tuple[MatrixCell, ...]
    others: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class MatrixPage:
    """Some rows; `columns` are the parties that most of these rows name or hear."""

    columns: tuple[str, ...]
    items: tuple[MatrixLine, ...]
    total: int
    is_more: bool
    next: str | None


def make_matrix(asked: Asked) -> MatrixPage:
    """The rows asked for."""
    page = asked.store.ask(find_matrix, asked.filter.of_incidents(), after=asked.after, limit=asked.limit)
    columns = _columns(page.items, asked.filter.party)
    shown = [v.claim for _, row in page.items for _, voices in row.cells for v in voices[:MOST_QUOTED]]
    entries = load_entries(asked.store, shown)
    lines = lines_of(asked.store, [digest for digest, _ in page.items])
    items = tuple(_line(line, row, columns, entries) for line, (_, row) in zip(lines, page.items, strict=True))
    return MatrixPage(columns, items, page.total, page.is_more, write_cursor(page.next))


def _columns(rows: tuple[tuple[IncidentDigest, MatrixRow], ...], asked: tuple[str, ...]) -> tuple[str, ...]:
    """The parties asked for, then those that speak in most rows, then those named in most; by code where equal."""
    speaks = Counter(code for _, row in rows for code, voices in row.cells if voices and code)
    named = Counter(code for _, row in rows for code, _ in row.cells if code)
    order = sorted(named, key=lambda code: (code not in asked, -speaks[code], -named[code], code))
    return tuple(order[:MOST_COLUMNS])


def _line(line: IncidentLine, row: MatrixRow, columns: tuple[str, ...], entries: dict[str, Entry]) -> MatrixLine:
    cells = {code: _cell(row, code, entries) for code, _ in row.cells}
    empty = {code: MatrixCell(code, (), 0, False) for code in columns if code not in cells}
    shown = cells | empty
    return MatrixLine(
        line, tuple(shown[code] for code in columns), tuple(c for code, c in cells.items() if code not in columns and c.voices)
    )


def _cell(row: MatrixRow, code: str, entries: dict[str, Entry]) -> MatrixCell:
    voices = row.of(code)
    lines = tuple(
        VoiceLine(v.voice, entries[v.claim], tuple(relation for _, relation in v.answers))
        for v in voices[:MOST_QUOTED] if v.claim in entries
    )  # fmt: skip
    return MatrixCell(code, lines, len(voices) - len(lines), True)


MATRIX = View(
    name="matrix", path="/matrix", make=make_matrix, has_pages=True, usual=30, numbered=True, of_record=True,
    uses=("since", "until", "theatre", "party", "type", "status", "origins", "outlet", "language"),
    rows=Rows("matrix", lambda asked: asked.store.ask(select_matrix, asked.filter.of_incidents())),
)  # fmt: skip
