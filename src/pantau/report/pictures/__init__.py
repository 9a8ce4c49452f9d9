"""Pictures for the report, drawn where the report is made: plain values in, one SVG each out, nothing that moves or loads."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from pantau.report.pictures.bars import BarWords, Mark, Row, Stage, draw_bars
from pantau.report.pictures.curves import CurveWords, Moment, Point, Series, draw_curves
from pantau.report.pictures.frame import PHONE, Calendar, Head
from pantau.report.pictures.graph import Edge, GraphWords, Node, draw_graph

__all__ = [
    "PHONE",
    "STYLE",
    "BarWords",
    "Calendar",
    "Cell",
    "CurveWords",
    "Edge",
    "GraphWords",
    "Head",
    "Mark",
    "Moment",
    "Node",
    "Picture",
    "Point",
    "Row",
    "Series",
    "Stage",
    "draw_bars",
    "draw_curves",
    "draw_graph",
]

STYLE = Path(__file__).parent / "pictures.css"
"""How pictures look, in the report and on the desk: colours by the names that the page gives them."""


class Cell(NamedTuple):
    """A cell of the table under a picture that leads to an anchor of the page (`#…`)."""

    words: str
    href: str


class Picture(NamedTuple):
    """A picture with its words and the same values as a table, as `templates/picture.html` shows it; `drawing` empty shows nothing,
    `narrow` is the same for a phone, where there is one."""

    id: str
    caption: str
    drawing: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    note: str = ""
    narrow: Markup = Markup("")
