"""Who copied whom: families of pages that tell one text, the agencies they credit, and every relation with its reasons and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pantau.link.joined import Joined
from pantau.model import Lineage, Reason, Span
from pantau.report.entries import Page
from pantau.report.pictures import Cell, Edge, Head, Node, Picture, draw_graph
from pantau.report.wording import Names

_SHOWN = 6
_WORDS = 160


class Pair(NamedTuple):
    """Words of one page beside those of another that show the relation."""

    one: str
    other: str


@dataclass(frozen=True)
class ReasonLine:
    """One reason: what it is, its weight, the pairs of words it stands on."""

    name: str
    weight: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Relation:
    """One relation between two pages, or a page and an agency."""

    document: Page
    other: str
    other_anchor: str | None
    relation: str
    is_directed: bool
    score: str
    reasons: tuple[ReasonLine, ...]


@dataclass(frozen=True)
class FamilyLine:
    """The pages of one text; `root` the agency they credit, where they agree."""

    anchor: str
    root: str | None
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Lineages:
    """The picture, the families, every relation between pages."""

    picture: Picture | None
    families: tuple[FamilyLine, ...]
    relations: tuple[Relation, ...]


def make_lineages(joined: Joined, pages: Sequence[Page], names: Names) -> Lineages:
    """Families and relations of the pages in the report; relations to a page that is not in it fall away."""
    by_id = {page.document.id: page for page in pages}
    shown = [e for e in joined.lineages if e.document in by_id and (e.relation == "credit" or e.other in by_id)]
    families = tuple(
        FamilyLine(f"family-{number}", names.outlet(family.root), tuple(by_id[d] for d in family.documents if d in by_id))
        for number, family in enumerate(joined.families, start=1)
        if sum(d in by_id for d in family.documents) > 1
    )
    relations = tuple(_relation(edge, by_id) for edge in shown if edge.relation != "credit")
    return Lineages(_picture(shown, joined, by_id, names), families, relations)


def _relation(edge: Lineage, by_id: Mapping[str, Page]) -> Relation:
    page, other = by_id[edge.document], by_id[edge.other]
    return Relation(
        document=page, other=other.source.outlet, other_anchor=f"doc-{other.number}", relation=edge.relation,
        is_directed=edge.is_directed, score=f"{edge.score:.2f}",
        reasons=tuple(_reason(reason, page.document.text, other.document.text) for reason in edge.reasons),
    )  # fmt: skip


def _reason(reason: Reason, text: str, other: str) -> ReasonLine:
    pairs = tuple(Pair(_words(one, text), _words(two, other)) for one, two in reason.pairs[:_SHOWN])
    return ReasonLine(reason.name, f"{reason.weight:+.2f}", pairs)


def _words(span: Span, text: str) -> str:
    words = " ".join(span.of(text).split())
    return words if len(words) <= _WORDS else words[: _WORDS - 2].rstrip() + "…"


def _picture(edges: Sequence[Lineage], joined: Joined, by_id: Mapping[str, Page], names: Names) -> Picture | None:
    """Pages from left to right after the one they derive from, agencies at the root; nothing where no page is related to another."""
    if not edges:
        return None
    nodes: dict[str, Node] = {}
    drawn: list[Edge] = []
    for edge in edges:
        nodes[edge.document] = _node(by_id[edge.document], joined)
        if edge.relation == "credit":
            nodes[f"agency:{edge.other}"] = Node(f"agency:{edge.other}", names.outlet(edge.other) or edge.other, kind="agency")
            drawn.append(Edge(f"agency:{edge.other}", edge.document, "credit", "credit"))
        else:
            nodes[edge.other] = _node(by_id[edge.other], joined)
            relation = edge.relation
            drawn.append(Edge(edge.other, edge.document, relation, relation, edge.is_directed, edge.score))  # type: ignore[arg-type]
    words = f"{len(nodes)} pages and agencies, {len(drawn)} relations; the table below names every one."
    drawing = draw_graph(list(nodes.values()), drawn, head=Head("lineage-graph", "Who copied whom", words))
    rows = tuple(
        (Cell(nodes[e.source].label, nodes[e.source].href or ""), e.label, Cell(nodes[e.target].label, nodes[e.target].href or ""))
        for e in drawn
    )
    return Picture("lineage", "Who copied whom", drawing, ("from", "relation", "to"), rows)


def _node(page: Page, joined: Joined) -> Node:
    family = joined.family_of.get(page.document.id, "")
    at = page.document.published_at.isoformat() if page.document.published_at else page.source.day.iso or ""
    label = page.source.outlet
    return Node(page.document.id, label, page.document.title or page.source.name, "document", family, f"#doc-{page.number}", at)
