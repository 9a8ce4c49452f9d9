"""Documents of one text origin: joined by strong edges first, and never glued by one weak edge."""

from __future__ import annotations

from collections.abc import Iterable

from pantau.knowledge import Knowledge
from pantau.link.corpus import Corpus
from pantau.model import JOINING_RELATIONS, Document, Family, Lineage

STRONG = 0.5
"""An edge with this score joins two groups by itself; weaker ones join a single document, or two groups with two edges between them."""


def find_families(corpus: Corpus, lineages: Iterable[Lineage], _knowledge: Knowledge) -> tuple[Family, ...]:
    """The families of two documents or more, by their first document."""
    edges = [e for e in lineages if e.relation in JOINING_RELATIONS]
    groups = join(edges)
    inside: dict[str, list[Lineage]] = {}
    home = {d: g[0] for g in groups for d in g}
    for edge in edges:
        if home[edge.document] == home[edge.other]:
            inside.setdefault(home[edge.document], []).append(edge)
    found = [_family([corpus.documents[d] for d in group], inside.get(group[0], [])) for group in groups if len(group) > 1]
    return tuple(sorted(found, key=lambda f: f.id))


def join(edges: Iterable[Lineage]) -> list[list[str]]:
    """Groups of document ids, each sorted: the strongest edges join first, so that the answer is the same in any order."""
    home: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    waiting: dict[tuple[str, str], int] = {}
    ranked = sorted(edges, key=lambda e: (-e.score, e.document, e.other))
    for edge in ranked:
        for document in (edge.document, edge.other):
            home.setdefault(document, document)
            members.setdefault(document, [document])
    for _ in range(2):  # weak edges are counted in the first round and join in the second
        for edge in ranked:
            a, b = sorted((home[edge.document], home[edge.other]))
            if a == b:
                continue
            waiting[(a, b)] = waiting.get((a, b), 0) + 1
            is_single = min(len(members[a]), len(members[b])) == 1
            if edge.score >= STRONG or is_single or waiting[(a, b)] >= 2:
                small, large = sorted((a, b), key=lambda g: (len(members[g]), g))
                for document in members[small]:
                    home[document] = large
                members[large] += members.pop(small)
        waiting.clear()
    return sorted(sorted(group) for group in members.values())


def _family(documents: list[Document], edges: list[Lineage]) -> Family:
    first = min(documents, key=lambda d: (_day(d), d.id))
    agencies = [{c.source for c in d.credits if c.relation == "by" and c.source} for d in documents]
    agreed = set.intersection(*named) if (named := [a for a in agencies if a]) else set()
    derived = {e.document for e in edges if e.is_directed}
    sources = sorted({e.other for e in edges if e.is_directed} - derived)
    is_told = len(sources) == 1 and len(derived) == len(documents) - 1
    return Family(
        id=first.id, documents=tuple(sorted(d.id for d in documents)), root=next(iter(agreed)) if len(agreed) == 1 else None,
        root_document=sources[0] if is_told else None,
    )  # fmt: skip


def _day(document: Document) -> str:
    day = document.published_at.date() if document.published_at else document.published_on or document.dated
    return day.isoformat() if day else "9999"
