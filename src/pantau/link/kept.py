"""Lineage over a store: prints and relations that are kept are used again, so that one document more costs one document.

The relations are those of the whole set however they were found: after a few new documents each is held against its neighbours in the
store's buckets; where documents changed or many came, all prints are compared at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pantau.knowledge import Knowledge
from pantau.link.articles import NotesShelf
from pantau.link.candidates import KEY_WINDOW, WORD_WINDOW, Near
from pantau.link.corpus import Corpus
from pantau.link.lineage import compare_all, directed, find_credits, link_document, order_of, update_edges
from pantau.link.minhash import Hashes
from pantau.link.notes import Notes
from pantau.link.packing import fingerprint, pack, unpack
from pantau.link.prints import Order, Print, known_names, make_print
from pantau.model import Document, Lineage
from pantau.store.bodies import from_body, to_body
from pantau.store.notes import Noted, NotesKept
from pantau.store.prints import KeptPrint, Prints

MOST_ONE_BY_ONE = 0.05
"""The share of new documents from which on comparing all at once is faster."""
_MOST_SEEN = 20_000  # prints held at once


class KeptIndex:
    """An Index over the prints of a store; what is added is written in the caller's transaction."""

    def __init__(self, prints: Prints, fingerprints: dict[str, str]) -> None:
        self._prints, self._fingerprints = prints, fingerprints
        self._seen: dict[int, Print] = {}
        self._ids: dict[int, str] = {}

    def add(self, of: Print) -> None:
        self._prints.add([kept_print(of, self._fingerprints[of.document])])

    def near(self, of: Print) -> list[Near]:
        day, number = of.order
        found = []
        for buckets, window in zip(of.buckets, (WORD_WINDOW, KEY_WINDOW), strict=True):
            rows = self._prints.near(_signed(buckets), day, number, window)
            found += [Near(before, behind, window) for before, behind in rows]
        self._ids |= self._prints.documents({order[1] for here in found for side in here[:2] for order in side} - self._ids.keys())
        return found

    def get(self, order: Order) -> Print:
        if order[1] not in self._seen:
            if len(self._seen) >= _MOST_SEEN:
                self._seen.clear()
            self._seen[order[1]] = unpack(self._prints.data(order[1]))
        return self._seen[order[1]]

    def document(self, order: Order) -> str:
        return self._ids[order[1]]


class KeptNotes(NotesShelf):
    """Notes of articles as a store keeps them; made, and fresh ones written by `save`, in the caller's transaction."""

    def __init__(self, kept: NotesKept, *, made_by: str) -> None:
        self._kept, self._made_by = kept, made_by
        self._old = kept.all()
        self._fresh: dict[str, Noted] = {}

    def take(self, document: Document) -> Notes | None:
        old = self._old.pop(document.id, None)
        is_current = old is not None and old.fingerprint == fingerprint(document, self._made_by)
        return from_body(Notes, old.body) if old is not None and is_current else None

    def put(self, document: Document, notes: Notes) -> None:
        self._fresh[document.id] = Noted(document.id, fingerprint(document, self._made_by), to_body(notes))

    def save(self) -> None:
        """Keep what was noted since."""
        self._kept.add(self._fresh[document] for document in sorted(self._fresh))
        self._fresh.clear()


def update_lineage(
    corpus: Corpus, prints: Prints, before: Iterable[Lineage], knowledge: Knowledge, *, made_by: str
) -> tuple[Lineage, ...]:
    """All edges of a corpus, in order, and its prints kept; `before` are the edges of the documents whose prints are kept."""
    kept = prints.fingerprints()
    now = {document.id: fingerprint(document, made_by) for document, _ in corpus}
    fresh = [document for document, _ in corpus if document.id not in kept]
    names = known_names(knowledge)
    is_grown = all(now.get(document) == made_from for document, made_from in kept.items())
    if kept and is_grown and len(fresh) <= max(1, MOST_ONE_BY_ONE * len(kept)):
        edges = _add(fresh, KeptIndex(prints, now), [e for e in before if e.relation != "credit"], names, corpus)
    else:
        edges = _compare_anew(corpus, prints, {d for d, made_from in kept.items() if now.get(d) == made_from}, names, now)
    credited = (edge for document, _ in corpus for edge in find_credits(document))
    return tuple(sorted([*edges, *credited], key=order_of))


def _add(
    fresh: Sequence[Document], index: KeptIndex, edges: Iterable[Lineage], names: frozenset[str], corpus: Corpus
) -> Iterable[Lineage]:
    known = {(edge.document, edge.other): edge for edge in edges}
    for document in fresh:
        linked = link_document(make_print(document, names), index)
        linked = linked._replace(found=tuple(directed(edge, corpus.documents) for edge in linked.found))
        update_edges(known, linked, index)
    return known.values()


def _compare_anew(
    corpus: Corpus, kept: Prints, current: set[str], names: frozenset[str], now: dict[str, str]
) -> Iterable[Lineage]:
    known = {document: unpack(data) for document, data in kept.all_data() if document in current}
    prints = [known.get(document.id) or make_print(document, names) for document, _ in corpus]
    kept.clear()
    kept.add(kept_print(each, now[each.document]) for each in prints)
    return [directed(edge, corpus.documents) for edge in compare_all(prints)]


def kept_print(of: Print, made_from: str) -> KeptPrint:
    """A print in the form a store keeps, with the fingerprint of what it was made from."""
    day, number = of.order
    return KeptPrint(of.document, number, day, made_from, [b for buckets in of.buckets for b in _signed(buckets)], pack(of))


def _signed(buckets: Hashes) -> list[int]:
    """The buckets as a database counts: 64 bits with a sign."""
    signed: list[int] = buckets.astype("int64").tolist()
    return signed
