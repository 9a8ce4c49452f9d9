"""refresh: what a decision changes, made anew at once and nothing else: the incidents concerned, and those whose denials stand in them.

What is made here is what a digest of everything makes of the same groups, answers and decisions (tests/test_deciding.py). A changed
value may bring other groups and answers; these, figures, truces and checks wait for the next linking, and the desk says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pantau.monitor import work as working
from pantau.monitor.work import Folders

if TYPE_CHECKING:
    from pantau.link.corpus import Corpus
    from pantau.link.digest import DigestPart
    from pantau.link.joined import Joined
    from pantau.model import AnswerLink, Decision, Digest, Family, Incident, IncidentDigest, ToldRecord
    from pantau.store import Store

_AT_ONCE = 900
_MOST_NEIGHBOURS = 50


class Before(NamedTuple):
    """What stood before anything was written: the incidents concerned, and all records of these and of the pages that change."""

    told: tuple[ToldRecord, ...]
    groups: Mapping[str, frozenset[str]]


def look_before(store: Store, folders: Folders, records: Collection[str], documents: Collection[str]) -> Before:
    """Call it before anything is written: `records` are those decided about, `documents` the pages whose records change."""
    from pantau.link.digest import tell_records
    from pantau.store.links import load_groups_of

    held = {r.id for document in documents for r in store.records_of(document)}
    groups = store.ask(load_groups_of, {*records, *held})
    concerned = {*records, *held, *(record for group in groups.values() for record in group)}
    if not concerned:
        return Before((), groups)
    homes = {record: key for key, group in groups.items() for record in group}
    corpus = _corpus(store, _documents_of(store, [frozenset(concerned)], documents))
    told = tell_records(corpus, working.knowledge_of(folders), homes)
    return Before(tuple(row for row in told if row.record in concerned), groups)


def refresh(
    store: Store, folders: Folders, before: Before, *, documents: Collection[str] = (), decided: Sequence[Decision] = (),
    now: datetime,
) -> tuple[IncidentDigest, ...]:  # fmt: skip
    """Make the incidents of `before` anew, inside the caller's transaction; `decided` are new decisions about what is one happening."""
    from pantau.link import carry_ids
    from pantau.link.decided import apply_decisions, make_incident
    from pantau.link.digest import make_part
    from pantau.store import Founding, links
    from pantau.store.digest import day_of, replace_incidents, replace_matrix, replace_told
    from pantau.store.looking import load_some_incidents

    groups = apply_decisions(_groups_now(store, before, documents, decided), decided)
    beside = _groups_beside(store, groups, before.groups)
    ground = _gather(store, [*groups, *beside.values()], documents)
    made = [make_incident(group, ground.corpus) for group in groups]
    named, changes = carry_ids(before.groups, made, store.next_incident())
    befell = [Founding(c.kind, c.incident, c.other, c.records) for c in changes]
    neighbours = [make_incident(group, ground.corpus, id=key) for key, group in beside.items()]
    part = make_part(_join(store, folders, [*named, *neighbours], documents, ground), documents)
    gone = {*before.groups, *beside}
    store.ask(links.save_some_incidents, before.groups, {each.id: each.records for each in named}, befell, now=now)
    old = store.ask(load_some_incidents, gone)
    days = {each.incident.id: day_of(each.began_on) for each in part.incidents}
    concerned = {*(row.record for row in before.told), *(record for each in named for record in each.records)}
    told = [row for row in part.told if row.record in concerned or row.document in documents]
    store.ask(replace_told, before.told, told)
    store.ask(replace_incidents, old, part.incidents)
    store.ask(replace_matrix, gone, part.matrix, days)
    save_part_of_queue(store, gone, part, days)
    return tuple(each for each in part.incidents if each.incident.id in {one.id for one in named})


def save_queue(store: Store, digest: Digest) -> None:
    """The review queue of everything, made by a linking."""
    from pantau.link.reviewing import find_lasting, find_review
    from pantau.store.digest import day_of
    from pantau.store.reviews import load_looks, save_reviews

    looks, lasting = store.ask(load_looks), find_lasting(digest.registry, digest.findings)
    sureness = {row.record: row.confidence for row in digest.told}
    found = (find_review(each, sureness, lasting, looks.get(each.incident.id)) for each in digest.incidents)
    days = {each.incident.id: day_of(each.began_on) for each in digest.incidents}
    store.ask(save_reviews, None, [each for each in found if each is not None], days)


def save_part_of_queue(store: Store, gone: Collection[str], part: DigestPart, days: Mapping[str, str]) -> None:
    """The reviews of some incidents made anew."""
    from pantau.link.reviewing import find_review, still_lasting
    from pantau.store.reviews import load_looks, load_reviews, save_reviews

    keys = {*gone, *(each.incident.id for each in part.incidents)}
    lasting = still_lasting(store.ask(load_reviews, keys).values())
    looks = store.ask(load_looks, sorted(keys))
    found = (find_review(each, part.sureness, lasting, looks.get(each.incident.id)) for each in part.incidents)
    store.ask(save_reviews, keys, [each for each in found if each is not None], days)


def _groups_now(store: Store, before: Before, documents: Collection[str], decided: Sequence[Decision]) -> list[frozenset[str]]:
    """The groups before, without the records that went, with the events that came, each alone, and what a decision names."""
    from pantau.model import Event

    now = {r.id: r for document in documents for r in store.records_of(document)}
    were = {row.record for row in before.told if row.document in documents}
    gone = were - set(now)
    groups = [group - gone for group in before.groups.values()]
    held = {record for group in groups for record in group}
    came = {key for key, record in now.items() if key not in were and isinstance(record, Event)}
    named = {record for each in decided for record in (each.subject, each.other) if record}
    return [*(g for g in groups if g), *(frozenset({record}) for record in sorted((came | named) - held))]


def _documents_of(store: Store, groups: Iterable[frozenset[str]], documents: Collection[str]) -> set[str]:
    from pantau.store.telling import documents_of

    return {*documents, *store.ask(documents_of, {record for group in groups for record in group}).values()}


def _corpus(store: Store, documents: Collection[str]) -> Corpus:
    from pantau.link import Corpus
    from pantau.store.bulk import load_pages

    asked, pages = sorted(documents), []
    for start in range(0, len(asked), _AT_ONCE):
        pages += store.ask(load_pages, only=asked[start : start + _AT_ONCE])
    return Corpus(pages)


class _Ground(NamedTuple):
    """What the status of some incidents is folded from: their pages and those beside them, families, answers."""

    corpus: Corpus
    families: tuple[Family, ...]
    answers: tuple[AnswerLink, ...]


def _gather(store: Store, groups: Sequence[frozenset[str]], documents: Collection[str]) -> _Ground:
    """Every page that bears on some groups of records, read once."""
    from pantau.store.lineage import load_families_of
    from pantau.store.links import load_answers_of

    records = frozenset[str]().union(*groups)
    answers = store.ask(load_answers_of, records)
    said = frozenset(record for link in answers for record in (link.claim, link.answer))
    # a row of the matrix tells as well who of those who answer answers another of them
    among = (link for link in store.ask(load_answers_of, said - records) if {link.claim, link.answer} <= said)
    answers = tuple(sorted({*answers, *among}, key=lambda link: (link.claim, link.answer, link.relation)))
    mine = _documents_of(store, [records, said], documents)
    families = store.ask(load_families_of, mine)
    corpus = _corpus(store, {*mine, *(document for family in families for document in family.documents)})
    there = tuple(link for link in answers if corpus.has(link.claim) and corpus.has(link.answer))
    return _Ground(corpus, families, there)


def _join(
    store: Store, folders: Folders, incidents: Sequence[Incident], documents: Collection[str], ground: _Ground
) -> Joined:
    """The incidents joined apart from the rest of the store."""
    from pantau.link.decided import Decisions
    from pantau.link.joined import Joined
    from pantau.store.links import load_homes
    from pantau.store.looking import find_statuses
    from pantau.store.rulings import load_decisions, load_ratings

    records = {record for incident in incidents for record in incident.records}
    said = {record for link in ground.answers for record in (link.claim, link.answer)}
    changed = {record.id for document, held in ground.corpus if document.id in documents for record in held}
    homes = {r: key for r, key in store.ask(load_homes, {*said, *changed}).items() if r not in records}
    statuses = store.ask(find_statuses, set(homes.values()))
    elsewhere = {record: (key, statuses.get(key) == "verified") for record, key in homes.items()}
    subjects = {*records, *said, *ground.corpus.documents, *(each.id for each in incidents)}
    return Joined(
        ground.corpus, working.knowledge_of(folders), (), ground.families, tuple(incidents), ground.answers,
        Decisions(store.ask(load_decisions, subjects=sorted(subjects))), store.ask(load_ratings), elsewhere=elsewhere,
    )  # fmt: skip


def _groups_beside(
    store: Store, groups: Sequence[frozenset[str]], own: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """Incidents with a claim that is answered in one of the groups: whether they are contradicted hangs on how these stand."""
    from pantau.store.links import load_answers_of, load_groups_of

    mine = frozenset[str]().union(*groups)
    answered = {link.claim for link in store.ask(load_answers_of, mine) if link.answer in mine}
    found = store.ask(load_groups_of, answered - mine)
    keys = sorted(set(found) - set(own), key=lambda key: int(key[1:]))[:_MOST_NEIGHBOURS]
    return {key: found[key] for key in keys}
