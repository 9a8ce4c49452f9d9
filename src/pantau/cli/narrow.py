"""The record for a terminal too narrow for one table: a line of columns for every entry, its exact words and source below it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

_INDENT = 4
_GAP = 2
_WIDEST = 26  # columns of the terminal that one column may take before its words are broken


def entry_list(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[Text]], words: Sequence[Text], width: int, note: str
) -> RenderableType:
    """All entries below one line of heads; `rows` and `words` go together, `width` is the terminal's."""
    widths = _fitted([_needed(column, [row[at] for row in rows]) for at, column in enumerate(columns)], width)
    parts: list[RenderableType] = [Text(title, style="italic"), _line([Text(c, style="bold") for c in columns], widths)]
    parts.append(Rule(style="dim", characters="─"))
    for row, quoted in zip(rows, words, strict=True):
        parts += [_line(row, widths), Padding(quoted, (0, 0, 0, _INDENT))]
    return Group(*parts, Text(note, style="italic dim"), Text())


def _needed(head: str, cells: Sequence[Text]) -> int:
    return min(_WIDEST, max(len(line) for text in (head, *(cell.plain for cell in cells)) for line in text.split("\n")))


def _fitted(widths: list[int], width: int) -> list[int]:
    """The widths, the widest made narrower until all stand in one line."""
    while sum(widths) + _GAP * len(widths) > width and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    return widths


def _line(cells: Sequence[Text], widths: Sequence[int]) -> Table:
    line = Table.grid(padding=(0, _GAP, 0, 0))
    for width in widths:
        line.add_column(width=width, overflow="fold")
    line.add_row(*cells)
    return line
