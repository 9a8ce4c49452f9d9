"""A report is filed once, whole, with its entry of the journal; a correction takes its place and it stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pantau.errors import UsageError
from pantau.model import CasualtyReport, Claim, Event
from pantau.model.account import Person
from pantau.monitor import find_inputs, read, relink, reread
from pantau.monitor.observing import observe, values_of
from pantau.monitor.report_columns import Refused
from pantau.store import Store, journal, observations, open_store
from tests.web.field_desk import png

SITI, BUDI = Person("siti", "Siti", "observer", via="browser 1"), Person("budi", "Budi", "observer")
NOW = datetime(2020, 11, 1, tzinfo=UTC)
TYPED = {
    "theatre": "karabakh", "from": "2020-10-26T08:10", "to": "2020-10-26T09:40", "zone": "Asia/Baku", "means": "heard",
    "what": "shelling", "position": "Stepanakert", "position_lat": "39.8265", "position_lon": "46.7656", "language": "en",
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "s.db") as opened:
        yield opened


def file(store: Store, person: Person = SITI, photos: tuple[bytes, ...] = (), now: datetime = NOW, **changes: str) -> str:
    return observe(store, {**TYPED, **changes}, person, now, photos=photos).document


def entries(store: Store) -> list[Any]:
    return store.ask(lambda connection: list(journal.load_entries(connection, kinds=["observe"])))


def test_a_report_is_a_document_with_records_and_an_entry(store: Store) -> None:
    done = observe(store, {**TYPED, "id": "from-phone-1"}, SITI, NOW)
    document = store.document(done.document)
    assert (document.kind, document.form, document.source, document.byline) == ("observation", "observation", "observer:desk", "siti")
    event, = store.records_of(done.document)
    assert isinstance(event, Event)
    assert all(span.of(document.text) for span in event.evidence.values())
    assert (event.type, event.actors, event.place and event.place.name) == ("ASSAULT", (), "Stepanakert")
    entry, = entries(store)
    assert (entry.by, entry.subject, entry.after["report"], entry.via) == ("siti", done.document, "from-phone-1", "browser 1")
    filed = store.ask(observations.load_filed, done.document)
    assert filed is not None
    assert (filed.observer, filed.began_at) == ("siti", "2020-10-26T04:10:00+00:00")


def test_a_report_sent_twice_is_one(store: Store) -> None:
    first = observe(store, {**TYPED, "id": "from-phone-1"}, SITI, NOW)
    second = observe(store, {**TYPED, "id": "from-phone-1"}, SITI, NOW + timedelta(hours=5))
    assert (first.document, second.is_known, len(entries(store))) == (second.document, True, 1)
    with pytest.raises(Refused) as refused:
        observe(store, {**TYPED, "id": "from-phone-1", "count": "3"}, SITI, NOW)
    assert [fault.why for fault in refused.value.faults] == ["known"]
    assert not observe(store, {**TYPED, "id": "from-phone-1"}, BUDI, NOW).is_known  # an id is its observer's own


def test_what_is_refused_leaves_nothing(store: Store) -> None:
    with pytest.raises(Refused):
        file(store, photos=(png(4, 4), b"<html>"))
    with pytest.raises(Refused):
        file(store, corrects="0" * 64, why="typing")
    with pytest.raises(UsageError):
        file(store, Person("eve", "", "read_only"))
    assert (store.document_ids(), entries(store)) == ([], [])
    assert store.ask(lambda c: c.exec_driver_sql("SELECT count(*) FROM photo").scalar_one()) == 0


def test_a_correction_takes_the_place_and_the_first_stays(store: Store) -> None:
    first = file(store, photos=(png(4, 4),), count="17")
    values = values_of(store, first, SITI)
    assert values["count"] == "17"
    second = observe(store, {**values, "count": "7", "why": "typed wrongly"}, SITI, NOW).document
    assert store.records_of(first) == ()
    assert len(store.records_of(second)) == 1
    assert store.document(first).text != store.document(second).text
    assert store.kept(first).data
    assert [each.sha256 for each in store.ask(observations.list_photos, second)] == [
        each.sha256 for each in store.ask(observations.list_photos, first)
    ]
    was = store.ask(observations.load_filed, first)
    assert was is not None
    assert was.corrected_by == second
    assert [entry.other for entry in entries(store)] == [None, first]
    old = store.ask(lambda c: c.exec_driver_sql("SELECT count(*) FROM event").scalar_one())
    assert old == 2, "the records of the first are superseded and stay"
    assert observe(store, {**values, "count": "7", "why": "typed wrongly"}, SITI, NOW).is_known


@pytest.mark.parametrize("who", [BUDI, SITI])
def test_only_the_observer_corrects_and_only_what_stands(store: Store, who: Person) -> None:
    first = file(store)
    if who is SITI:
        file(store, corrects=first, why="x", count="2")
    with pytest.raises(Refused) as refused:
        file(store, who, corrects=first, why="y", count="3")
    assert [fault.field for fault in refused.value.faults] == ["corrects"]
    with pytest.raises(UsageError):
        values_of(store, first, who)


def test_rereading_gives_the_same_and_wakes_no_corrected_report(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first, other = file(store), file(store, BUDI, harmed="3 civilian wounded AZE")
    second = file(store, corrects=first, why="x", count="2")
    before = {each: store.records_of(each) for each in store.document_ids()}
    monkeypatch.setattr("pantau.monitor.work.version_name", lambda: "another")
    changes = list(reread(store, store.document_ids()))
    assert sorted(change.document for change in changes) == sorted([second, other])
    assert all(change.is_empty for change in changes)
    assert {each: store.records_of(each) for each in store.document_ids()} == before


def test_reports_join_incidents_and_count_as_origins_of_their_own(store: Store) -> None:
    file(store, place="Shusha", what="explosion")
    file(store, place="Shusha", what="explosion", **{"from": "2020-10-26T08:15", "to": "2020-10-26T09:30"}, id="the-same-again")
    file(store, BUDI, place="Shusha", what="explosion", position="Martuni", position_lat="39.79", position_lon="47.11")
    file(store, BUDI, place="Shusha", what="explosion", **{"from": "2020-10-26T18:00", "to": "2020-10-26T18:10"})
    relink(store)
    groups = store.incident_groups()
    assert sorted(map(len, groups.values())) == [1, 3]
    from pantau.knowledge import load_knowledge
    from pantau.link import Corpus
    from pantau.link.origins import count_origins, find_channels

    corpus = Corpus(store.all_pages())
    channels = find_channels(corpus, store.families(), load_knowledge().world)
    large = max(groups.values(), key=len)
    origins = count_origins([corpus.record(record) for record in large], channels)
    assert (origins.at_least, origins.at_most) == (2, 2), "two observers, however often each reports"
    assert {group.kind for group in origins.groups} == {"observation"}
    assert (store.lineages(), store.families()) == ((), ()), "no report copies another"


def test_what_was_told_is_a_claim_and_no_observation_of_ones_own(store: Store) -> None:
    one = file(store, means="told", told_by="the village head", what="shelling", place="Shusha")
    two = file(store, BUDI, means="told", told_by="the village head", what="shelling", place="Shusha")
    kinds = {type(record) for record in store.records_of(one)}
    assert kinds == {Event, Claim}
    relink(store)
    from pantau.knowledge import load_knowledge
    from pantau.link import Corpus
    from pantau.link.origins import count_origins, find_channels

    corpus = Corpus(store.all_pages())
    channels = find_channels(corpus, (), load_knowledge().world)
    events = [r for r in (*store.records_of(one), *store.records_of(two)) if isinstance(r, Event)]
    assert [(g.kind, g.name) for g in count_origins(events, channels).groups] == [("claimant", "the village head")]


def test_a_page_that_looks_like_a_report_is_no_report(store: Store, tmp_path: Path) -> None:
    document = file(store)
    forged = tmp_path / "forged.json"
    forged.write_bytes(store.kept(document).data.replace(b'"siti"', b'"budi"'))
    with open_store(tmp_path / "other.db") as other:
        summary = read(find_inputs([str(forged)]), other)
        assert (summary.new, [unread.what for unread in summary.unread]) == (0, ["is a field report, no page"])
        assert other.document_ids() == []


def test_a_report_belongs_to_the_conflict_it_names(store: Store) -> None:
    from pantau.knowledge import load_knowledge
    from pantau.link.theatres import Belonging

    document = file(store, position="Somewhere", position_lat="1", position_lon="1", theatre="papua", harmed="1 civilian killed")
    belonging = Belonging(load_knowledge().world.theatres)
    assert {belonging.of(record) for record in store.records_of(document)} == {("papua",)}
    assert {type(record) for record in store.records_of(document)} == {Event, CasualtyReport}
