"""Decisions: each takes effect at once and whole, as a linking of everything would have it; four eyes; who comes second is told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from pantau.config import load_config
from pantau.errors import DecisionError
from pantau.link import Corpus
from pantau.link.decided import Decisions, make_incident
from pantau.link.digest import make_digest
from pantau.link.joined import Joined
from pantau.model import CasualtyReport, Claim, Event, IncidentDigest, Person, Record, Span
from pantau.model.account import ALONE
from pantau.monitor import find_inputs, read, relink
from pantau.monitor.deciding import Decided, Order, decide
from pantau.monitor.work import knowledge_of
from pantau.store import Store, digest_schema, journal, open_store
from pantau.store.digest import number_of
from pantau.store.looking import load_incident
from pantau.store.rulings import judge_rules, load_decisions, load_ratings

SAMPLES = Path(__file__).parents[1] / "examples" / "karabakh"
FOLDERS = load_config(SAMPLES / "pantau.toml").folders
NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
ANA, BUDI, CITRA, DEWI = (Person(name, name.title(), "verifier") for name in ("ana", "budi", "citra", "dewi"))
EKO = Person("eko", "Eko", "analyst")


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("deciding") / "s.db"
    with open_store(path) as opened:
        read(find_inputs([str(SAMPLES)]), opened, FOLDERS)
        relink(opened, FOLDERS)
    return path


@pytest.fixture
def store(linked: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(linked, tmp_path / "s.db")
    with open_store(tmp_path / "s.db") as opened:
        yield opened


class Desk:
    """A store and a clock."""

    def __init__(self, store: Store) -> None:
        self.store, self.at = store, NOW

    def decide(self, person: Person, kind: str, subject: str = "", **slots: Any) -> Decided:
        self.at += timedelta(seconds=1)
        slots.setdefault("why", "because")
        return decide(self.store, Order(kind=kind, subject=subject, **slots), person, FOLDERS, now=self.at)

    def incident(self, key: str) -> IncidentDigest:
        found = self.store.ask(load_incident, number_of(key))
        assert found is not None
        return found

    def status(self, key: str) -> str:
        return self.incident(key).status.status

    def record(self, key: str) -> Record:
        return next(r for _, records in self.store.pages() for r in records if r.id == key)

    def is_there(self, key: str) -> bool:
        return any(r.id == key for _, records in self.store.pages() for r in records)

    def biggest(self, least: int = 2) -> str:
        groups = self.store.incident_groups()
        return max((key for key in groups if len(groups[key]) >= least), key=lambda key: (len(groups[key]), key))


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


def tables(store: Store) -> dict[str, Any]:
    """All that is looked up by, but figures, truces and findings, and the numbers of incidents that are of no importance."""
    found: dict[str, Any] = {}
    for table in (
        digest_schema.told, digest_schema.told_facet, digest_schema.incident_digest, digest_schema.incident_facet,
        digest_schema.matrix_row, digest_schema.facet_count,
    ):  # fmt: skip
        rows = store.ask(lambda c, t=table: [tuple(row) for row in c.execute(select(t))])
        found[table.name] = sorted((row for row in rows if table.name != "facet_count" or row[-1]), key=repr)
    return found


def assert_as_made_of_all(desk: Desk) -> None:
    """What was made at once is what is made of the whole store with the same groups, answers and decisions."""
    store, at_once = desk.store, tables(desk.store)
    corpus = Corpus(store.all_pages())
    incidents = tuple(make_incident(group, corpus, id=key) for key, group in store.incident_groups().items())
    decisions, ratings = Decisions(store.ask(load_decisions)), store.ask(load_ratings)
    lineages, families = store.lineages(), store.families()
    joined = Joined(corpus, knowledge_of(FOLDERS), lineages, families, incidents, store.answers(), decisions, ratings)
    with store.transaction():
        store.save_digest(make_digest(joined))
    for name, rows in tables(store).items():
        assert at_once[name] == rows, name


def assert_grouped_as_linked_anew(desk: Desk) -> None:
    at_once = desk.store.incident_groups()
    relink(desk.store, FOLDERS)
    assert at_once == desk.store.incident_groups()


def test_a_status_takes_two_who_have_not_touched_it(desk: Desk) -> None:
    key = desk.biggest()
    assert desk.status(key) != "verified"
    desk.decide(ANA, "verify", key)
    assert desk.status(key) != "verified"
    with pytest.raises(DecisionError, match="already") as refused:
        desk.decide(ANA, "verify", key)
    assert refused.value.kind == "eyes"
    found = desk.decide(BUDI, "verify", key)
    assert desk.status(key) == "verified" == found.incidents[0].status.status
    assert_as_made_of_all(desk)


@pytest.mark.parametrize("kind", ["confirm", "dispute", "correct", "withdraw"])
def test_nobody_verifies_what_they_decided(desk: Desk, kind: str) -> None:
    key = desk.biggest()
    record = next(r for r in map(desk.record, desk.incident(key).incident.records) if isinstance(r, Event))
    desk.decide(ANA, kind, record.id, slots={"mode": {"value": "artillery"}} if kind == "correct" else {})
    with pytest.raises(DecisionError, match="does not verify it") as refused:
        desk.decide(ANA, "verify", key)
    assert refused.value.kind == "eyes"
    desk.decide(BUDI, "verify", key)
    desk.decide(CITRA, "verify", key)
    assert desk.status(key) == "verified"


def test_a_desk_of_one_is_told_that_it_needs_a_second_person(desk: Desk) -> None:
    key, alone = desk.biggest(), ALONE
    desk.decide(alone, "verify", key)
    with pytest.raises(DecisionError, match="second person"):
        desk.decide(alone, "verify", key)
    assert desk.status(key) != "verified"


@pytest.mark.parametrize(
    ("role", "kind", "is_taken"),
    [
        ("read_only", "confirm", False), ("observer", "confirm", False), ("administrator", "confirm", False),
        ("analyst", "dispute", True),        ("analyst", "verify", False), ("analyst", "under_inquiry", False),
        ("duty_officer", "verify", True),
        ("verifier", "unverifiable", True),
    ],
)  # fmt: skip
def test_roles(desk: Desk, role: str, kind: str, is_taken: bool) -> None:
    key = desk.biggest()
    subject = key if kind in ("verify", "under_inquiry", "unverifiable") else desk.incident(key).incident.records[0]
    if is_taken:
        assert desk.decide(Person("x", "X", role), kind, subject).entry.by == "x"
        return
    with pytest.raises(DecisionError) as refused:
        desk.decide(Person("x", "X", role), kind, subject)
    assert refused.value.kind == "role"
    assert desk.store.ask(journal.load_head).number == 0


@pytest.mark.parametrize("kind", ["not_attributable", "unverifiable", "under_inquiry"])
def test_the_newest_such_decision_stands_until_it_is_taken_back(desk: Desk, kind: str) -> None:
    key = desk.biggest()
    before = desk.status(key)
    entry = desk.decide(ANA, kind, key).entry
    assert desk.status(key) == kind
    assert_as_made_of_all(desk)
    desk.decide(ANA, "undo", str(entry.number))
    assert desk.status(key) == before
    with pytest.raises(DecisionError, match="already"):
        desk.decide(ANA, "undo", str(entry.number))
    desk.decide(ANA, "undo", str(entry.number + 1))
    assert desk.status(key) == kind


def test_an_incident_whose_records_are_all_withdrawn_is_withdrawn(desk: Desk) -> None:
    key = desk.biggest()
    for record in desk.incident(key).incident.records:
        desk.decide(ANA, "withdraw", record)
    assert desk.status(key) == "withdrawn"
    assert desk.incident(key).origins.at_most == 0
    assert desk.is_there(desk.incident(key).incident.records[0])


def test_what_is_withdrawn_counts_nowhere(desk: Desk) -> None:
    figures = [r for _, records in desk.store.pages() for r in records if isinstance(r, CasualtyReport)]
    chosen = figures[0]
    desk.decide(ANA, "withdraw", chosen.id)
    relink(desk.store, FOLDERS)
    bodies = desk.store.ask(lambda c: [row.body for row in c.execute(select(digest_schema.figure))])
    assert not any(chosen.id in body for body in bodies)
    assert any(figures[1].id in body for body in bodies)


def test_a_correction_stands_for_what_the_machine_read_and_outlives_a_new_reading(desk: Desk) -> None:
    event = next(r for r in map(desk.record, desk.incident(desk.biggest()).incident.records) if isinstance(r, Event))
    document = desk.store.document(event.document)
    words = Span(document.text.index(event.trigger.of(document.text)), document.text.index(event.trigger.of(document.text)) + 3)
    slots = {"type": {"value": "COERCE"}, "place": {"value": "Ganja", "span": words}, "began_on": {"value": "2020-10-11"}}
    desk.decide(EKO, "correct", event.id, slots=slots)
    found = desk.record(event.id)
    assert isinstance(found, Event)
    assert found.place is not None
    assert (found.type, found.place.name, str(found.began_on)) == ("COERCE", "Ganja", "2020-10-11")
    assert (found.evidence["place"], "type" in found.inferred, found.confidence) == (words, True, 1.0)
    machine = next(r for r in desk.store.machine_records_of(document.id) if r.id == event.id)
    assert machine == event
    assert_as_made_of_all(desk)
    records = desk.store.machine_records_of(document.id)
    with desk.store.transaction():
        desk.store.add_reading(document, records, (), knowledge="another", version="another", now=desk.at)
    assert desk.record(event.id) == found
    assert desk.store.is_read_by(document.id, knowledge="another", version="another")
    with desk.store.transaction():
        without = tuple(record for record in records if record.id != event.id)
        desk.store.add_reading(document, without, (), knowledge="third", version="another", now=desk.at)
    from pantau.store.corrections import load_lost

    (lost,) = desk.store.ask(load_lost)
    assert (lost.document, lost.entry, "not read any more" in lost.what) == (document.id, 1, True)


def test_a_correction_is_taken_back_without_a_trace_in_the_record(desk: Desk) -> None:
    event = next(r for r in map(desk.record, desk.incident(desk.biggest()).incident.records) if isinstance(r, Event))
    before, readings = tables(desk.store), desk.store.readings_hash()
    entry = desk.decide(EKO, "correct", event.id, slots={"type": {"value": "COERCE"}}).entry
    desk.decide(EKO, "undo", str(entry.number))
    assert desk.record(event.id) == event
    assert (tables(desk.store), desk.store.readings_hash()) == (before, readings)


def test_a_dismissed_record_leaves_and_stays_reachable(desk: Desk) -> None:
    key = desk.biggest()
    record = desk.incident(key).incident.records[-1]
    desk.decide(EKO, "dismiss", record)
    assert not desk.is_there(record)
    assert record not in desk.incident(key).incident.records
    assert_as_made_of_all(desk)


def test_a_record_that_the_machine_missed_is_added_and_joined(desk: Desk) -> None:
    key = desk.biggest()
    event = next(r for r in map(desk.record, desk.incident(key).incident.records) if isinstance(r, Event))
    text = desk.store.document(event.document).text
    slots = {"type": {"value": "PROTEST"}, "actors": {"value": ["ARM"]}}
    trigger = Span(text.index(" ", 40) + 1, text.index(" ", 40) + 9)
    found = desk.decide(EKO, "add", document=event.document, record_kind="event", trigger=trigger, slots=slots)
    added = desk.record(found.entry.subject)
    assert isinstance(added, Event)
    assert (added.type, added.actors, added.trigger, added.rule) == ("PROTEST", ("ARM",), trigger, "desk")
    assert (added.id,) in [each.incident.records for each in found.incidents]
    assert_as_made_of_all(desk)
    desk.decide(EKO, "same", event.id, other=added.id)
    assert added.id in desk.incident(key).incident.records
    assert_as_made_of_all(desk)


@pytest.mark.parametrize(
    ("slots", "what"),
    [
        ({"type": {"value": "WAR"}}, "type: is none of"), ({"speaker": {"value": "x"}}, "no slot `speaker`"),
        ({"began_on": {"value": "26/10/2020"}}, "must be a day"), ({"actors": {"value": "AZE"}}, "must be a list"),
        ({"actors": {"value": ["<script>"]}}, "no code of a party"), ({"type": {"value": ""}}, "must have a value"),
        ({"place": {"value": "x" * 500}}, "at most"), ({"place": {"value": "Ganja", "span": (5, 10**9)}}, "not in the text"),
        ({}, "needs a slot"),
    ],
)  # fmt: skip
def test_a_faulty_correction_changes_nothing(desk: Desk, slots: dict[str, Any], what: str) -> None:
    event = next(r for r in map(desk.record, desk.incident(desk.biggest()).incident.records) if isinstance(r, Event))
    before = tables(desk.store)
    with pytest.raises(DecisionError) as refused:
        desk.decide(EKO, "correct", event.id, slots=slots)
    assert what in str(refused.value)
    assert (tables(desk.store), desk.store.ask(journal.load_head).number) == (before, 0)


def test_incidents_are_joined_and_parted_and_keep_their_ids(desk: Desk) -> None:
    groups = desk.store.incident_groups()
    one = desk.biggest(3)
    other = next(key for key in groups if key != one and len(groups[key]) >= 2)
    first, second = min(groups[one]), min(groups[other])
    entry = desk.decide(EKO, "same", first, other=second).entry
    assert set(desk.incident(one).incident.records) == groups[one] | groups[other]
    assert desk.store.incident_id(other) == one
    assert_as_made_of_all(desk)
    assert_grouped_as_linked_anew(desk)
    desk.decide(EKO, "undo", str(entry.number))
    assert set(desk.incident(one).incident.records) == groups[one]
    assert_as_made_of_all(desk)
    assert_grouped_as_linked_anew(desk)
    leaving = sorted(groups[one])[:2]
    parted = desk.decide(EKO, "not_same", leaving[0], other=max(groups[one]), records=tuple(leaving)).entry
    assert set(desk.incident(one).incident.records) == groups[one] - set(leaving)
    assert_as_made_of_all(desk)
    assert_grouped_as_linked_anew(desk)
    desk.decide(EKO, "undo", str(parted.number))
    assert set(desk.incident(one).incident.records) == groups[one]
    assert_as_made_of_all(desk)
    assert_grouped_as_linked_anew(desk)


def test_who_comes_second_is_told_what_the_first_decided(desk: Desk) -> None:
    key = desk.biggest()
    record = desk.incident(key).incident.records[0]
    desk.decide(ANA, "confirm", record, as_of=0)
    with pytest.raises(DecisionError, match="ana decided meanwhile") as refused:
        desk.decide(BUDI, "dispute", record, as_of=0)
    assert refused.value.kind == "changed"
    with pytest.raises(DecisionError, match="meanwhile"):
        desk.decide(BUDI, "verify", key, as_of=0)
    assert desk.decide(BUDI, "dispute", record, as_of=1).entry.number == 2


@pytest.mark.parametrize(
    ("order", "kind"),
    [
        (Order(kind="confirm", subject="0" * 24), "gone"), (Order(kind="verify", subject="I99999"), "gone"),
        (Order(kind="undo", subject="7", why="x"), "gone"), (Order(kind="undo", subject="9" * 30, why="x"), "gone"),
        (Order(kind="bless", subject="I1"), "form"), (Order(kind="dispute", subject="I1", why=" "), "form"),
        (Order(kind="same", subject="a"), "form"), (Order(kind="confirm", subject="I1"), "form"),
        (Order(kind="confirm", subject="I1", why="x" * 3000), "form"), (Order(kind="rate", subject="x.id", reliability="G"), "form"),
        (Order(kind="add", document="0" * 64, record_kind="event", trigger=Span(0, 4)), "gone"),
        (Order(kind="add", document="0" * 64, record_kind="poem"), "form"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided(desk: Desk, order: Order, kind: str) -> None:
    with pytest.raises(DecisionError) as refused:
        decide(desk.store, order, ANA, FOLDERS, now=NOW)
    assert refused.value.kind == kind
    assert desk.store.ask(journal.load_head).number == 0


def test_a_source_is_rated_and_its_reports_weigh_by_it(desk: Desk) -> None:
    key = desk.biggest()
    source = desk.incident(key).sources[0]
    desk.decide(ANA, "rate", source, reliability="B")
    relink(desk.store, FOLDERS)
    assert desk.incident(key).status.reliability == "B"


def test_rules_are_judged_by_what_people_decided_last(desk: Desk) -> None:
    records = [r for _, records in desk.store.pages() for r in records if isinstance(r, Event)]
    rule = records[0].rule
    mine = [r for r in records if r.rule == rule][:4]
    assert len(mine) == 4
    desk.decide(EKO, "confirm", mine[0].id)
    desk.decide(EKO, "correct", mine[1].id, slots={"mode": {"value": "artillery"}})
    desk.decide(EKO, "dismiss", mine[2].id)
    desk.decide(EKO, "dismiss", mine[3].id)
    entry = desk.decide(EKO, "undo", str(desk.store.ask(journal.load_head).number)).entry
    assert entry.kind == "undo"
    found = {each.rule: each for each in desk.store.ask(judge_rules)}[rule]
    assert (found.right, found.corrected, found.none, found.precision) == (1, 1, 1, pytest.approx(1 / 3))
    assert found.records == len([r for r in records if r.rule == rule]) - 1


def test_one_analyst_does_not_take_back_what_another_decided(desk: Desk) -> None:
    record = desk.incident(desk.biggest()).incident.records[0]
    entry = desk.decide(EKO, "confirm", record).entry
    with pytest.raises(DecisionError, match="verifier"):
        desk.decide(Person("fajar", "", "analyst"), "undo", str(entry.number))
    assert desk.decide(DEWI, "undo", str(entry.number)).entry.kind == "undo"


def test_a_claim_is_corrected_in_what_it_says(desk: Desk) -> None:
    claim = next(
        r for _, records in desk.store.pages() for r in records if isinstance(r, Claim) and len(r.content.of("x" * 9999)) > 20
    )
    span = Span(claim.content.start, claim.content.end - 5)
    desk.decide(EKO, "correct", claim.id, slots={"content": {"span": span}, "stance": {"value": "deny"}})
    found = desk.record(claim.id)
    assert isinstance(found, Claim)
    assert (found.content, found.stance) == (span, "deny")
    assert_as_made_of_all(desk)
