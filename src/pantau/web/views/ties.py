"""Ties: pages that derive from others, share words with them or credit somebody, one by one, with the words that tie them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pantau.model import LINEAGE_RELATIONS, Lineage, Span
from pantau.store.telling import Head, find_heads
from pantau.store.ties import Between, find_ties, select_ties
from pantau.web.asking import Asked, Param, Rows, View
from pantau.web.entries import Source, source_of
from pantau.web.views.ceasefire import Passage, passage_of
from pantau.web.views.documents import LONGEST_NAME, pages_of


@dataclass(frozen=True, kw_only=True)
class TieLine:
    """One tie: the page, the other page or the `name` that it credits, the words of both, and why they are tied."""

    relation: str
    is_directed: bool
    source: Source
    other: Source | None
    name: str | None
    words: Passage | None
    other_words: Passage | None
    score: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, kw_only=True)
class TieList:
    """Some of the ties asked for: of pages of the outlet `tied` (`-`: none) with `tied_to`."""

    tied: str | None
    tied_to: str | None
    relation: str | None
    items: tuple[TieLine, ...]
    total: int
    is_more: bool
    next: str | None


def make_ties(asked: Asked) -> TieList:
    """The ties asked for, by page."""
    after = int(asked.after.key) if asked.after else 0
    found, total = asked.store.ask(find_ties, between_of(asked), after=after, limit=asked.limit)
    heads = asked.store.ask(find_heads, (document for edge in found for document in (edge.document, edge.other)))
    going_on = after + len(found)
    return TieList(
        tied=asked.word("tied"), tied_to=asked.word("tied_to"), relation=asked.word("relation"),
        items=tuple(_line(asked, edge, heads) for edge in found if edge.document in heads), total=total, is_more=False,
        next=f"0000~{going_on}" if going_on < total else None,
    )  # fmt: skip


def between_of(asked: Asked) -> Between:
    """Which ties an address asks for."""
    directed = asked.word("derives")
    return Between(
        pages=pages_of(asked.filter), one=asked.word("tied"), other=asked.word("tied_to"), relation=asked.word("relation"),
        is_directed=None if directed is None else directed == "yes",
    )  # fmt: skip


def _line(asked: Asked, edge: Lineage, heads: Mapping[str, Head]) -> TieLine:
    head, other = heads[edge.document], heads.get(edge.other)
    mine, theirs = edge.passage
    return TieLine(
        relation=edge.relation, is_directed=edge.is_directed, source=source_of(head), other=source_of(other) if other else None,
        name=None if other else edge.other, words=_passage(asked, head, mine), other_words=_passage(asked, other, theirs),
        score=round(edge.score, 3), reasons=tuple((reason.name, round(reason.weight, 2)) for reason in edge.reasons),
    )  # fmt: skip


def _passage(asked: Asked, head: Head | None, span: Span | None) -> Passage | None:
    return None if head is None or span is None else passage_of(asked, head, span)


TIES = View(
    name="ties", path="/ties", make=make_ties, has_pages=True, numbered=True, in_menu=False, of_record=True,
    uses=("since", "until", "party", "kind", "outlet", "language"),
    params=(
        Param("tied", longest=LONGEST_NAME), Param("tied_to", longest=LONGEST_NAME), Param("relation", allowed=LINEAGE_RELATIONS),
        Param("derives", allowed=("yes", "no")),
    ),
    rows=Rows("lineage", lambda asked: select_ties(between_of(asked)), ("tied", "tied_to", "relation", "derives")),
)  # fmt: skip
