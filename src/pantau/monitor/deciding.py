"""decide: what a person judges → an entry of the journal, and at once the record as it then stands.

 1. the order is checked: its form, the role of the person, four eyes, whether somebody decided meanwhile
 2. the entry is appended, and flushed to the disk before anybody is told that it was taken
 3. a decision about a record's values makes a new reading of its page; one about what is one happening moves records
 4. the incidents concerned are made anew (`refreshing.py`)

All of it is one transaction: a decision that was acknowledged has all its effects, one that failed has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from pantau.errors import DecisionError
from pantau.model import JournalEntry, Person
from pantau.model.account import may
from pantau.model.correction import MAKER, Edit, make_added, parse_value, to_json
from pantau.model.decision import DECISIONS, RECORD_DECISIONS, STATUS_DECISIONS
from pantau.monitor import work as working
from pantau.monitor.refreshing import look_before, refresh
from pantau.monitor.work import Folders
from pantau.read.interchange import gazetteer_of

if TYPE_CHECKING:
    from pantau.model import Decision, Document, IncidentDigest, Span
    from pantau.store import Store

LONGEST_WHY = 2_000
_LAID_OVER = ("correct", "add", "dismiss")


@dataclass(frozen=True, kw_only=True)
class Order:
    """What somebody wants to decide: `subject` is a record, an incident (`I7`), a source (`rate`) or the number of an entry (`undo`).

    `same` and `not_same` name a record of the other incident as `other`; of `not_same` the `records` leave together. `slots` are the
    values of a correction or addition: `{"value": …, "span": (start, end) | None}`. An addition names `document`, `record_kind` and
    `trigger`. `as_of` is the number of the newest journal entry that the person had in view.
    """

    kind: str
    subject: str = ""
    why: str = ""
    other: str | None = None
    records: tuple[str, ...] = ()
    slots: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    document: str | None = None
    record_kind: str | None = None
    trigger: Span | None = None
    reliability: str | None = None
    as_of: int | None = None


class Decided(NamedTuple):
    """The entry, and the incidents as they stand with it."""

    entry: JournalEntry
    incidents: tuple[IncidentDigest, ...]


class _Plan(NamedTuple):
    """An order that was checked: what the entry holds, and what it changes."""

    subject: str
    document: str | None
    records: tuple[str, ...]
    changes_page: bool = False
    other: str | None = None
    before: Mapping[str, Any] = {}
    after: Mapping[str, Any] = {}
    content: Mapping[str, Any] | None = None
    regroups: Decision | None = None


def decide(store: Store, order: Order, person: Person, folders: Folders = (), *, now: datetime) -> Decided:
    """Take a decision. Raises DecisionError where it cannot be taken, changing nothing."""
    from pantau.store import corrections, journal
    from pantau.store.rulings import decision_of

    _check_order(order, person)
    with store.transaction(durable=True):
        plan = _plan(store, order, person, folders)
        _check_meanwhile(store, order, plan, person)
        documents = [plan.document] if plan.changes_page and plan.document else []
        before = look_before(store, folders, plan.records, documents)
        entry = store.ask(
            journal.append, at=now, by=person.name, kind=order.kind, subject=plan.subject, other=plan.other, document=plan.document,
            why=order.why.strip(), before=plan.before, after=plan.after, via=person.via, content=plan.content,
        )  # fmt: skip
        for document in documents:
            store.ask(corrections.refold, document, now=now)
        regroups = decision_of(entry) if order.kind in ("same", "not_same") else plan.regroups
        decided = [regroups] if regroups else []
        incidents: tuple[IncidentDigest, ...] = ()
        if before.groups or documents or decided:
            incidents = refresh(store, folders, before, documents=documents, decided=decided, now=now)
    return Decided(entry, incidents)


def _check_order(order: Order, person: Person) -> None:
    if order.kind not in (*DECISIONS, "undo", "note", "seen", "rate"):
        raise DecisionError(
            f"there is no decision `{order.kind[:40]}`", todo=f"one of {', '.join((*DECISIONS, 'undo', 'note', 'rate'))}"
        )
    if not may(person, "review"):
        raise DecisionError(
            f"the role `{person.role}` does not decide", kind="role", todo="ask an analyst, a verifier or the duty officer"
        )
    if order.kind in STATUS_DECISIONS and not may(person, "verify"):
        raise DecisionError(f"the role `{person.role}` does not decide how an incident stands", kind="role", todo="ask a verifier")
    if len(order.why) > LONGEST_WHY:
        raise DecisionError(f"the reason is longer than {LONGEST_WHY} characters")
    needs_reason = ("dispute", "dismiss", "withdraw", "not_same", "undo", *STATUS_DECISIONS[1:])
    if order.kind in needs_reason and not order.why.strip():
        raise DecisionError(f"`{order.kind}` needs a reason", todo="say why, in a sentence")


def _plan(store: Store, order: Order, person: Person, folders: Folders) -> _Plan:
    match order.kind:
        case "rate":
            return _plan_rating(order)
        case "undo":
            return _plan_undo(store, order, person)
        case "add":
            return _plan_addition(store, order, folders)
        case "same" | "not_same":
            return _plan_grouping(store, order)
    if order.subject[:1] == "I" and order.subject[1:].isdecimal():
        return _plan_incident(store, order, person)
    return _plan_record(store, order, folders)


def _plan_rating(order: Order) -> _Plan:
    if order.reliability not in tuple("ABCDEF"):
        raise DecisionError("the reliability of a source is one of A, B, C, D, E, F")
    return _Plan(order.subject, None, (), after={"reliability": order.reliability})


def _plan_incident(store: Store, order: Order, person: Person) -> _Plan:
    """About an incident as a whole."""
    from pantau.link.status import find_barred
    from pantau.store.rulings import load_decisions

    if order.kind in RECORD_DECISIONS and order.kind != "withdraw":
        raise DecisionError(f"`{order.kind}` is said of a record, not of an incident")
    group = _group(store, order.subject)
    documents = _documents(store, group)
    about = store.ask(load_decisions, subjects=[order.subject, *sorted(group), *documents])
    if order.kind == "verify" and person.name in find_barred(about):
        raise DecisionError(
            "who entered or decided anything of an incident does not verify it", kind="eyes", where=order.subject,
            todo="it needs a second person" if person.is_alone else "another verifier must",
        )  # fmt: skip
    if order.kind == "verify" and any(d.kind == "verify" and d.by == person.name for d in about):
        raise DecisionError(
            f"{person.name} has verified it already", kind="eyes", where=order.subject, todo="it needs a second person"
        )
    if order.kind == "note":
        return _Plan(order.subject, None, ())
    return _Plan(order.subject, None, tuple(sorted(group)), after=_view(store, order.subject, group))


def _view(store: Store, incident: str, group: frozenset[str]) -> dict[str, Any]:
    """What there was to see of an incident when somebody decided about it."""
    from pantau.link.reviewing import hash_view
    from pantau.store.looking import load_some_incidents
    from pantau.store.reviews import load_reviews

    (found,) = store.ask(load_some_incidents, [incident])
    review = store.ask(load_reviews, [incident]).get(incident)
    return {
        "records": sorted(group), "at_least": found.origins.at_least, "at_most": found.origins.at_most,
        "fingerprint": review.fingerprint if review else hash_view(found.incident.records, found),
    }  # fmt: skip


def _group(store: Store, incident: str) -> frozenset[str]:
    group = store.incident_groups_of([incident]).get(incident)
    if group is None:
        raise DecisionError(
            "there is no such incident now", kind="gone", where=incident, todo="look it up again: it may have merged"
        )
    return group


def _documents(store: Store, records: Sequence[str] | frozenset[str]) -> list[str]:
    from pantau.store.telling import documents_of

    return sorted(set(store.ask(documents_of, records).values()))


def _plan_grouping(store: Store, order: Order) -> _Plan:
    """About which records are one happening."""
    from pantau.store.links import load_groups_of

    if not order.other or order.other == order.subject:
        raise DecisionError(f"`{order.kind}` needs two records")
    homes = {record: _home(store, record) for record in (order.subject, order.other)}
    groups = store.ask(load_groups_of, homes)
    mine = next((group for group in groups.values() if order.subject in group), frozenset({order.subject}))
    others = next((group for group in groups.values() if order.other in group), frozenset({order.other}))
    if order.kind == "same":
        if order.other in mine:
            raise DecisionError("they are one happening already", kind="gone", where=order.subject)
        moved = others
    else:
        moved = (mine & {order.subject, *order.records}) - {order.other}
        if order.other not in mine:
            raise DecisionError("they are not one happening now", kind="gone", where=order.subject)
    return _Plan(
        order.subject, homes[order.subject], tuple(sorted(mine | others)), other=order.other,
        after={"records": sorted(moved)},
    )  # fmt: skip


def _home(store: Store, record: str) -> str:
    from pantau.store.telling import find_home

    document = store.ask(find_home, record)
    if document is None:
        raise DecisionError("there is no such record now", kind="gone", where=record, todo="its page may have been read again")
    return document


def _plan_record(store: Store, order: Order, folders: Folders) -> _Plan:
    """About one record."""
    if order.kind in STATUS_DECISIONS:
        raise DecisionError(f"`{order.kind}` is said of an incident, not of a record")
    home = _home(store, order.subject)
    if order.kind == "seen":
        raise DecisionError("`seen` is said of an incident, not of a record")
    if order.kind == "note":
        return _Plan(order.subject, home, ())
    plan = _Plan(order.subject, home, (order.subject,))
    if order.kind == "dismiss":
        return plan._replace(changes_page=True)
    if order.kind != "correct":
        return plan
    document = store.document(home)
    record = next(r for r in store.records_of(home) if r.id == order.subject)
    slots = _slots(order, record.kind, document, folders)
    if not slots:
        raise DecisionError("a correction needs a slot to correct")
    was = {slot: {"value": to_json(getattr(record, slot)), "span": list(record.evidence.get(slot, ())) or None} for slot in slots}
    if all(was[slot]["value"] == each["value"] and (was[slot]["span"] or None) == each["span"] for slot, each in slots.items()):
        raise DecisionError("this is what stands there already")
    return plan._replace(changes_page=True, after={"slots": sorted(slots)}, content={"slots": slots, "before": was})


def _slots(order: Order, kind: str, document: Document, folders: Folders) -> dict[str, dict[str, Any]]:
    """The values as the journal keeps them, every fault named."""
    found, faults = dict[str, dict[str, Any]](), list[str]()
    for slot, given in order.slots.items():
        span = given.get("span")
        try:
            value = span if slot == "content" else given.get("value")
            parsed = parse_value(kind, slot, _placed(slot, value, document, folders))
        except (ValueError, TypeError) as fault:
            faults.append(f"{slot}: {fault}")
            continue
        if span is not None and not 0 <= span[0] < span[1] <= len(document.text):
            faults.append(f"{slot}: its words are not in the text")
            continue
        found[slot] = {"value": to_json(parsed), "span": list(span) if span else None, "quote": _quote(document, span)}
    if faults:
        raise DecisionError("; ".join(faults))
    return found


def _placed(slot: str, value: Any, document: Document, folders: Folders) -> Any:
    """The words of a place resolved to what the gazetteer knows by them; no finer than they allow."""
    if slot != "place" or not isinstance(value, str) or not value.strip():
        return value
    knowledge = working.knowledge_of(folders)
    gazetteer = gazetteer_of(knowledge, document.language)
    found = gazetteer.find_place(value, theatres=knowledge.world.theatres) if gazetteer else None
    return {**to_json(found), "raw": value} if found else {"raw": value}


def _quote(document: Document, span: Any) -> list[str] | None:
    from pantau.model import Quote, Span

    return list(Quote.at(document.text, Span(*span))) if span else None


def _plan_addition(store: Store, order: Order, folders: Folders) -> _Plan:
    """A record that the machine missed; its maker is the person, and re-reading keeps it."""
    from pantau.model import Span, record_id
    from pantau.model.correction import KINDS
    from pantau.store.corrections import edits_of

    kind = order.record_kind or ""
    if kind not in KINDS:
        raise DecisionError(f"a record is one of {', '.join(KINDS)}")
    if not order.document or not store.has(order.document):
        raise DecisionError("there is no such document", kind="gone", where=order.document or "")
    document, trigger = store.document(order.document), order.trigger
    if trigger is None or not 0 <= trigger.start < trigger.end <= len(document.text):
        raise DecisionError("a record needs the words that tell it", todo="select them in the page")
    held = {record.id for record in store.records_of(document.id)}
    counter = next(n for n in range(1_000) if record_id(kind, document.id, trigger, n, maker=MAKER) not in held)
    slots = _slots(order, kind, document, folders)
    content = {
        "kind": kind, "trigger": list(trigger), "quote": _quote(document, trigger), "counter": counter, "slots": slots,
    }  # fmt: skip
    try:
        edits: list[Edit] = list(edits_of(content))
        record, _ = make_added(kind, document.id, Span(*trigger), edits, document.text, counter=counter, entry=0)
    except ValueError as fault:
        raise DecisionError(str(fault)) from None
    return _Plan(record.id, document.id, (), changes_page=True, after={"kind": kind}, content=content)


def _plan_undo(store: Store, order: Order, person: Person) -> _Plan:
    """Takes back an entry: one's own, or as a verifier another's."""
    from pantau.store.journal import load_entry
    from pantau.store.rulings import load_standing_with_undos

    entry = store.ask(load_entry, int(order.subject)) if order.subject.isdecimal() and len(order.subject) < 10 else None
    if entry is None or entry.kind not in (*DECISIONS, "seen", "undo", "rate"):
        raise DecisionError("there is no such decision to take back", kind="gone", where=order.subject)
    about = [entry.subject, *([entry.other] if entry.other else [])]
    if entry not in store.ask(load_standing_with_undos, subjects=about):
        raise DecisionError("it was taken back already", kind="gone", where=order.subject)
    if entry.by != person.name and not may(person, "verify"):
        raise DecisionError("only who made a decision, or a verifier, takes it back", kind="role", where=order.subject)
    return _of_undone(store, entry)


def _of_undone(store: Store, entry: JournalEntry) -> _Plan:
    """What taking back an entry changes; an undo that is taken back revives what it had taken back."""
    from pantau.store.journal import load_entry

    root, revives = entry, False
    while root.kind == "undo":
        found = store.ask(load_entry, int(root.subject))
        assert found is not None  # it was there when it was taken back, and the journal loses none
        root, revives = found, not revives
    records: tuple[str, ...] = (root.subject, *([root.other] if root.other else []))
    if root.subject[:1] == "I" and root.subject[1:].isdecimal():
        records = tuple(sorted(store.incident_groups_of([root.subject]).get(root.subject, ())))
    return _Plan(
        str(entry.number), root.document, records, changes_page=root.kind in _LAID_OVER, other=root.subject,
        before={"kind": entry.kind}, regroups=_regrouping(root, revives=revives),
    )  # fmt: skip


def _regrouping(root: JournalEntry, *, revives: bool) -> Decision | None:
    """What a decision about one happening comes to when it is taken back or revived."""
    from pantau.store.rulings import decision_of

    if root.kind not in ("same", "not_same"):
        return None
    decision = decision_of(root)
    if revives:
        return decision
    if root.kind == "not_same":
        return decision._replace(kind="same")
    return decision._replace(kind="not_same", subject=root.other or "", other=root.subject)


def _check_meanwhile(store: Store, order: Order, plan: _Plan, person: Person) -> None:
    """Two reviewers on one thing: who comes second is told what the first decided, and looks again."""
    from pantau.store.journal import load_entries

    if order.as_of is None:
        return
    subjects = [plan.subject, *plan.records[:400], *([plan.other] if plan.other else [])]
    newer = [
        e for e in store.ask(lambda c: list(load_entries(c, subjects=subjects, since=order.as_of or 0))) if e.by != person.name
    ]
    if newer:
        last = newer[-1]
        raise DecisionError(
            f"{last.by} decided meanwhile: {last.kind} (entry {last.number})", kind="changed", where=plan.subject,
            todo="look at it again, then decide",
        )  # fmt: skip
