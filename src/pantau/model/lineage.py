"""Who copied whom: an edge between two documents with its weighted reasons, and the family that edges make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pantau.model.span import Span

LINEAGE_RELATIONS = ("copy", "rewrite", "translation", "update", "quotation", "credit")
JOINING_RELATIONS = ("copy", "rewrite", "translation", "update")
"""Those that make documents one family; words quoted alike and a bare credit make none."""


class Reason(NamedTuple):
    """Why two documents are tied: its name, what it weighs, and pairs of spans, one in each text (document, other)."""

    name: str
    weight: float
    pairs: tuple[tuple[Span, Span], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Lineage:
    """One edge. `other` is a document id, or for `credit` a source id or the credited name.

    `is_directed`: `document` derives from `other`; else nothing tells which came first and `document` is the smaller id. `score`
    is 0 to 1.
    """

    document: str
    other: str
    relation: str
    is_directed: bool
    score: float
    reasons: tuple[Reason, ...] = ()

    @property
    def passage(self) -> tuple[Span, Span] | tuple[None, None]:
        """The longest pair of spans that a reason gives, the first of equals."""
        pairs = [pair for reason in self.reasons for pair in reason.pairs]
        return max(pairs, key=lambda pair: (pair[0].end - pair[0].start, -pair[0].start), default=(None, None))


@dataclass(frozen=True, kw_only=True)
class Family:
    """Documents of one text origin: `id` is that of the first of them by day, name and id.

    `root` is the agency all crediting members agree on, `root_document` the one member that all directed edges lead to; None
    where that cannot be told.
    """

    id: str
    documents: tuple[str, ...]
    root: str | None = None
    root_document: str | None = None
