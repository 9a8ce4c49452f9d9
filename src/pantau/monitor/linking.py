"""relink: records of all documents → lineage, families, incidents with ids that last, answers. join: what was linked, to look at.

 1. prints of new texts and their relations (`link/lineage.py`), families
 2. incidents: which records are about one happening; ids by largest overlap with those there were
 3. answers between claims
 4. the digest: everything that follows from these, to look at
 5. all of it kept, with what befell each incident

The grouping is a function of the records alone: linking after every page, once at the end or from scratch gives the same.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from pantau.monitor import work as working
from pantau.monitor.refreshing import save_queue
from pantau.monitor.work import Folders, Progress

if TYPE_CHECKING:
    from pantau.link.joined import Joined
    from pantau.store import Store


class Relinked(NamedTuple):
    """What a linking found: documents, families, incidents of more than one record, answers, and changes of incidents by kind.

    `was_current`: nothing had changed since the last one, and nothing was done.
    """

    documents: int
    families: int
    incidents: int
    answers: int
    changes: dict[str, int]
    was_current: bool = False


def version_name() -> str:
    """What a linking names as its maker: the reader's version and the linker's own count."""
    from pantau.link import VERSION

    return f"{working.version_name()}+{VERSION}"


def is_linked(store: Store, folders: Folders = ()) -> bool:
    """Whether the store's records were linked as they stand now, by this version with this knowledge."""
    state = store.linked()
    now = (version_name(), working.knowledge_of(folders).hash, store.readings_hash())
    return state is not None and (state.version, state.knowledge, state.readings) == now


def relink(store: Store, folders: Folders = (), *, scratch: bool = False, progress: Progress | None = None) -> Relinked:
    """Join everything the store holds and keep it. With `scratch` nothing that was kept is used but the incidents' ids."""
    from pantau.link import Corpus, carry_ids, find_answers, find_families, find_incidents, update_lineage
    from pantau.link.articles import Articles
    from pantau.link.decided import Decisions, regroup
    from pantau.link.digest import make_digest
    from pantau.link.joined import Joined
    from pantau.link.kept import KeptNotes
    from pantau.store import Founding, Linked
    from pantau.store.rulings import load_decisions, load_ratings

    if not scratch and is_linked(store, folders):
        return _found(store, {}, was_current=True)
    knowledge, readings, now = working.knowledge_of(folders), store.readings_hash(), datetime.now(UTC)
    corpus = Corpus(store.all_pages())
    step = progress or (lambda _size, _documents: None)
    made_by = f"{version_name()} {knowledge.hash}"
    with store.transaction():
        if scratch:
            store.prints.clear()
            store.notes.clear()
        notes = KeptNotes(store.notes, made_by=made_by)
        lineages = update_lineage(corpus, store.prints, store.lineages(), knowledge, made_by=made_by)
        families = find_families(corpus, lineages, knowledge)
        store.save_lineages(lineages, families)
    family_of = {document: family.id for family in families for document in family.documents}
    decisions, ratings = Decisions(store.ask(load_decisions)), store.ask(load_ratings)
    found = regroup(find_incidents(corpus, family_of, knowledge), corpus, decisions.all)
    incidents, changes = carry_ids(store.incident_groups(), found, store.next_incident())
    step(0, len(corpus))
    articles = Articles(corpus, knowledge, notes)
    answers = find_answers(corpus.without(decisions.withdrawn), incidents, knowledge, articles=articles)
    digest = make_digest(Joined(corpus, knowledge, lineages, families, tuple(incidents), answers, decisions, ratings, articles))
    state = Linked(now.isoformat(timespec="seconds"), version_name(), knowledge.hash, readings)
    with store.transaction():
        notes.save()
        store.save_digest(digest)
        save_queue(store, digest)
        befell = [Founding(c.kind, c.incident, c.other, tuple(c.records)) for c in changes]
        store.save_links({i.id: i.records for i in incidents}, befell, answers, state, now=now)
    return _found(store, dict(sorted(Counter(c.kind for c in changes).items())))


def _found(store: Store, changes: dict[str, int], *, was_current: bool = False) -> Relinked:
    groups = store.incident_groups()
    told = sum(len(records) > 1 for records in groups.values())
    return Relinked(len(store.document_ids()), len(store.families()), told, len(store.answers()), changes, was_current)


def join(store: Store, folders: Folders = ()) -> Joined:
    """Everything that joins the documents of a store, linked first where it was not since the last page came in."""
    from pantau.link import Corpus
    from pantau.link.decided import Decisions
    from pantau.link.joined import Joined
    from pantau.model import Event, Incident
    from pantau.store.rulings import load_decisions, load_ratings

    if not is_linked(store, folders):
        relink(store, folders)
    corpus = Corpus(store.all_pages())
    incidents = []
    for incident_id, ids in store.incident_groups().items():
        records = [corpus.record(record) for record in sorted(ids)]
        events = [record for record in records if isinstance(record, Event)]
        incidents.append(Incident.of(events, (r.id for r in records), id=incident_id))
    return Joined(
        corpus, working.knowledge_of(folders), store.lineages(), store.families(), tuple(incidents), store.answers(),
        Decisions(store.ask(load_decisions)), store.ask(load_ratings),
    )  # fmt: skip
