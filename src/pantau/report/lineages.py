"""Who copied whom: families of pages that carry one text, the agencies that pages credit, every relation with its reasons and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pantau.link.joined import Joined
from pantau.model import Family, Lineage, Reason, Span
from pantau.report.entries import Page
from pantau.report.pictures import Cell, Edge, Head, Node, Picture, draw_graph
from pantau.report.wording import Names, listed

_SHOWN = 6
_WORDS = 160


class Pair(NamedTuple):
    """Words of one page beside those of another that show the relation."""

    one: str
    other: str


@dataclass(frozen=True)
class ReasonLine:
    """One reason: what it is, how strong, the pairs of words it stands on."""

    name: str
    weight: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Relation:
    """One relation between two pages in a sentence: `page` derives from `other` where that can be told."""

    page: Page
    verb: str
    other: Page
    is_directed: bool
    score: str
    reasons: tuple[ReasonLine, ...]


class CreditLine(NamedTuple):
    """An agency or other medium, and the pages that credit it."""

    name: str
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Lineages:
    """The picture of text that was copied, every relation between pages, and who is credited."""

    picture: Picture | None
    families: int
    relations: tuple[Relation, ...]
    credited: tuple[CreditLine, ...]


_VERBS = {
    "copy": ("copies", "carry the same text", "has the text of"),
    "rewrite": ("rewrites", "rewrite one text", "has the text, rewritten, of"),
    "translation": ("translates", "are translations of one text", "has the text, in translation, of"),
    "update": ("updates", "are versions of one text", "is another version of"),
    "quotation": ("quotes the words in", "quote the same words", "quotes the same words as"),
}
"""What a page does to the other; where the direction is not known what both do, and how the one stands to the other."""

_REASONS = {"shared keys": "shared names, numbers, days and rare words"}


def make_lineages(joined: Joined, pages: Sequence[Page], names: Names) -> Lineages:
    """Relations of the pages in the report; those to a page that is not in it fall away."""
    by_id = {page.document.id: page for page in pages}
    told = [edge for edge in joined.lineages if edge.document in by_id and edge.relation != "credit" and edge.other in by_id]
    told.sort(key=lambda edge: (-edge.score, by_id[edge.document].number, by_id[edge.other].number, edge.relation))
    families = [family for family in joined.families if sum(document in by_id for document in family.documents) > 1]
    relations = tuple(_relation(edge, by_id) for edge in told)
    return Lineages(_picture(told, families, by_id, names), len(families), relations, _credited(joined.lineages, by_id, names))


def _relation(edge: Lineage, by_id: Mapping[str, Page]) -> Relation:
    page, other = by_id[edge.document], by_id[edge.other]
    verb = _verbs(edge)[0 if edge.is_directed else 1]
    reasons = tuple(_reason(reason, page.document.text, other.document.text) for reason in edge.reasons)
    return Relation(page, verb, other, edge.is_directed, f"{edge.score:.2f}", reasons)


def _reason(reason: Reason, text: str, other: str) -> ReasonLine:
    pairs = tuple(Pair(_words(one, text), _words(two, other)) for one, two in reason.pairs[:_SHOWN])
    return ReasonLine(_REASONS.get(reason.name, reason.name), f"{reason.weight:.2f}", pairs)


def _words(span: Span, text: str) -> str:
    words = " ".join(span.of(text).split())
    return words if len(words) <= _WORDS else words[: _WORDS - 2].rstrip() + "…"


def _credited(edges: Sequence[Lineage], by_id: Mapping[str, Page], names: Names) -> tuple[CreditLine, ...]:
    """Who is credited, the most first, each with its pages in the report's order."""
    found: dict[str, set[int]] = {}
    numbered = {page.number: page for page in by_id.values()}
    for edge in edges:
        if edge.relation == "credit" and edge.document in by_id:
            found.setdefault(edge.other, set()).add(by_id[edge.document].number)
    order = sorted(found, key=lambda name: (-len(found[name]), name))
    return tuple(
        CreditLine(names.outlet(name) or name, tuple(numbered[number] for number in sorted(found[name]))) for name in order
    )


def _picture(edges: Sequence[Lineage], families: Sequence[Family], by_id: Mapping[str, Page], names: Names) -> Picture | None:
    """Pages from left to right after the one they derive from, each family in its box; nothing where no page is related to another."""
    if not edges:
        return None
    family_of = {document: family.id for family in families for document in family.documents}
    nodes = {end: _node(by_id[end], family_of.get(end, "")) for edge in edges for end in (edge.document, edge.other)}
    drawn = [Edge(e.other, e.document, e.relation, e.relation, e.is_directed, e.score) for e in edges]  # type: ignore[arg-type]
    boxes = {family.id: _box(family, by_id, names) for family in families}
    told = (_family_words(family, by_id, names) for family in families)
    head = Head("lineage-graph", "Text that several pages carry", " ".join(told))
    columns, rows = ("page", "relation", "to"), tuple(_row(edge, by_id) for edge in edges)
    note = "An arrow leads from a text to the page that took it; a line without one: which came first is not known."
    return Picture("lineage", head.title, draw_graph([*nodes.values()], drawn, head=head, families=boxes), columns, rows, note)


def _row(edge: Lineage, by_id: Mapping[str, Page]) -> tuple[str | Cell, ...]:
    page, other = by_id[edge.document], by_id[edge.other]
    ends = [Cell(f"{one.source.outlet}, {one.source.day.words}", f"#doc-{one.number}") for one in (page, other)]
    return (ends[0], _verbs(edge)[0 if edge.is_directed else 2], ends[1])


def _verbs(edge: Lineage) -> tuple[str, str, str]:
    return _VERBS.get(edge.relation, (edge.relation,) * 3)


def _box(family: Family, by_id: Mapping[str, Page], names: Names) -> str:
    number = sum(document in by_id for document in family.documents)
    root = f", credited to {names.outlet(family.root)}" if family.root else ""
    return f"{number} pages of one text{root}"


def _family_words(family: Family, by_id: Mapping[str, Page], names: Names) -> str:
    outlets = listed(by_id[document].source.outlet for document in family.documents if document in by_id)
    return f"{_box(family, by_id, names)}: {outlets}."


def _node(page: Page, family: str) -> Node:
    at = page.document.published_at.isoformat() if page.document.published_at else page.source.day.iso or ""
    title = page.document.title or page.source.name
    return Node(page.document.id, page.source.outlet, title, "document", family, f"#doc-{page.number}", at)
