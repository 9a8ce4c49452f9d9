"""Who copied whom: the edge between two prints, over a whole corpus at once or one document at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from pantau.knowledge import Knowledge
from pantau.link.alignment import (
    Overlap,
    cover_of,
    find_keys,
    find_runs,
    likeness,
    may_be_alike,
    may_share_runs,
    measure_overlap,
    share_in_order,
    share_runs,
    sharing_runs,
)
from pantau.link.candidates import Index, candidates_of, find_candidates, torn_by
from pantau.link.corpus import Corpus
from pantau.link.prints import Order, Print, known_names, make_print
from pantau.model import Document, Lineage, Reason

# Set on the development halves of `pairs` and `twins`; see the tests for sentences at both sides of each.
LEAST_REWRITE = 0.245
LEAST_NARRATION = 0.12
LEAST_COPY = 0.55
LEAST_HEAD = 0.06
LEAST_UPDATE = 0.5
LEAST_WORDS = 12
LEAST_QUOTED = 8
LEAST_TRANSLATION = 0.25
LEAST_ORDER = 0.75
LEAST_KEYS = 12
LEAST_LIKENESS = 0.25
"""Texts of one language that share fewer keys than this are not laid side by side."""


_ROWS = 20_000  # pairs whose sketches are laid side by side at once


class Linked(NamedTuple):
    """What one more document changes: edges found, and pairs of prints that it came between in some bucket."""

    found: tuple[Lineage, ...]
    torn: frozenset[tuple[Order, Order]]


def find_lineage(corpus: Corpus, knowledge: Knowledge) -> tuple[Lineage, ...]:
    """All edges of a corpus, in order; the same for the same set."""
    names = known_names(knowledge)
    prints = [make_print(document, names) for document, _ in corpus]
    found = compare_all(prints)
    credited = (edge for document, _ in corpus for edge in find_credits(document))
    return tuple(sorted([*(directed(e, corpus.documents) for e in found), *credited], key=order_of))


def compare_all(prints: Sequence[Print]) -> list[Lineage]:
    """The edges between prints, without what credits say."""
    pairs = find_candidates(prints)
    if not len(pairs):
        return []
    languages: dict[str | None, int] = {}
    spoken = np.array([languages.setdefault(p.language, len(languages)) for p in prints])
    crosses = spoken[pairs[:, 0]] != spoken[pairs[:, 1]]
    pairs = np.concatenate([pairs[crosses], sharing_runs(prints, pairs[~crosses])])
    if not len(pairs):  # texts alike enough to be looked at, none of which share a run
        return []
    sketches = np.stack([p.sketch for p in prints])
    rows = [pairs[start : start + _ROWS] for start in range(0, len(pairs), _ROWS)]
    kept = np.concatenate([some[may_be_alike(sketches[some[:, 0]], sketches[some[:, 1]])] for some in rows])
    return [edge for a, b in kept.tolist() if (edge := _compare(prints[a], prints[b])) is not None]


def link_document(of: Print, index: Index) -> Linked:
    """Add a print to an index; `joined` with the edges found before, the edges are those of the whole set."""
    near = index.near(of)
    others = (index.get(order) for order in sorted(candidates_of(of, near) - {of.order}))
    likely = (other for other in others if other.language != of.language or may_share_runs(of, other))
    found = [edge for other in likely if (edge := compare(of, other)) is not None]
    index.add(of)
    return Linked(tuple(sorted(found, key=order_of)), frozenset(torn_by(near)))


def compare(a: Print, b: Print) -> Lineage | None:
    """The edge between two texts, or None where they stand apart. Its direction is told by time alone."""
    return _compare(a, b) if may_be_alike(a.sketch[None], b.sketch[None])[0] else None


def _compare(a: Print, b: Print) -> Lineage | None:
    one, other = (b, a) if a.order <= b.order else (a, b)  # the later one derives
    if not (one.is_long and other.is_long):
        return None
    alike, shared = likeness(one, other)
    if one.language != other.language:
        if alike < LEAST_TRANSLATION or shared < LEAST_KEYS or (in_order := share_in_order(one, other)) < LEAST_ORDER:
            return None
        facts = Reason("same facts in words of one meaning", round(alike, 4), find_keys(one, other))
        return _edge(one, other, "translation", alike, facts, Reason("facts in the same order", round(in_order, 4)))
    if alike < LEAST_LIKENESS or not share_runs(one, other):
        return None
    return _same_language(one, other, alike)


def _same_language(one: Print, other: Print, alike: float) -> Lineage | None:
    overlap = measure_overlap(one, other, (cover_of(one, other), cover_of(other, one)))
    relation = _relation(one, other, overlap)
    if relation is None:
        return None
    if relation == "quotation":
        words = Reason("same words quoted", round(overlap.score, 4), find_runs(one, other, quoted=True))
        return _edge(one, other, relation, min(1.0, overlap.score), words)
    reasons = [Reason("shared runs of words", round(overlap.score, 4), find_runs(one, other)), Reason("shared keys", round(alike, 4))]
    return _edge(one, other, relation, min(1.0, max(overlap.score, overlap.least)), *reasons)


def _relation(one: Print, other: Print, overlap: Overlap) -> str | None:
    is_same_outlet = one.source is not None and one.source == other.source
    is_told_alike = overlap.words >= LEAST_WORDS and (overlap.narration >= LEAST_NARRATION or overlap.score >= LEAST_COPY)
    # a passage of history or a closing paragraph of the house stands behind the news: a shared origin shows in the first half too
    is_whole = overlap.head >= LEAST_HEAD
    if overlap.score >= (LEAST_UPDATE if is_same_outlet else LEAST_REWRITE) and is_told_alike and is_whole:
        return "update" if is_same_outlet else "copy" if overlap.least >= LEAST_COPY else "rewrite"
    return "quotation" if overlap.quoted >= LEAST_QUOTED else None


def _edge(one: Print, other: Print, relation: str, score: float, *reasons: Reason) -> Lineage:
    is_later = one.on is not None and other.on is not None and other.on < one.on and relation != "quotation"
    if not is_later and one.document > other.document:
        one, other = other, one
        reasons = tuple(Reason(r.name, r.weight, tuple((b, a) for a, b in r.pairs)) for r in reasons)
    return Lineage(
        document=one.document, other=other.document, relation=relation, is_directed=is_later, score=round(score, 4), reasons=reasons
    )


def directed(edge: Lineage, documents: dict[str, Document]) -> Lineage:
    """Credits tell more than times: who credits the other's outlet derives from it; else who published later, to the minute."""
    one, other = documents[edge.document], documents[edge.other]
    if edge.relation == "quotation":
        return edge
    here, there = _names(one, other.source), _names(other, one.source)
    if here != there and one.source != other.source:
        return _turned(edge, *((edge.document, edge.other) if here else (edge.other, edge.document)))
    if not edge.is_directed and one.published_at and other.published_at and one.published_at != other.published_at:
        later = one if one.published_at > other.published_at else other
        return _turned(edge, later.id, (other if later is one else one).id)
    return edge


def _names(document: Document, source: str | None) -> bool:
    return source is not None and any(c.source == source and c.relation != "own" for c in document.credits)


def _turned(edge: Lineage, document: str, other: str) -> Lineage:
    reasons = edge.reasons
    if document != edge.document:
        reasons = tuple(Reason(r.name, r.weight, tuple((b, a) for a, b in r.pairs)) for r in reasons)
    return Lineage(document=document, other=other, relation=edge.relation, is_directed=True, score=edge.score, reasons=reasons)


def find_credits(document: Document) -> Iterator[Lineage]:
    """An edge to each agency or medium that a document credits, once."""
    seen: set[str] = set()
    for credit in document.credits:
        other = credit.source or credit.name
        if credit.relation in ("by", "via") and other not in seen:
            seen.add(other)
            reason = Reason(f"credited {credit.relation}", 1.0, ((credit.span, credit.span),))
            yield Lineage(document=document.id, other=other, relation="credit", is_directed=True, score=1.0, reasons=(reason,))


def order_of(edge: Lineage) -> tuple[str, str, str]:
    """Sorts edges."""
    return edge.document, edge.other, edge.relation


def update_edges(edges: dict[tuple[str, str], Lineage], linked: Linked, index: Index) -> None:
    """Bring edges, by document and other, to those after one more document: drop what it tore apart in every bucket, add the found."""
    for one, other in sorted(linked.torn):
        left, right = index.document(one), index.document(other)
        known = [key for key in ((left, right), (right, left)) if key in edges]
        if known and not are_candidates(index, one, other):
            del edges[known[0]]
    edges.update(((edge.document, edge.other), edge) for edge in linked.found)


def are_candidates(index: Index, one: Order, other: Order) -> bool:
    """Whether two documents of an index stand near one another in any bucket."""
    of = index.get(one)
    return other in candidates_of(of, index.near(of))
