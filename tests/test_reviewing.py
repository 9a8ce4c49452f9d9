"""The review queue: what has a reason waits until somebody looked at just that, and comes back when it is another thing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pantau.model import Event
from pantau.monitor import relink
from pantau.store import open_store
from pantau.store.reviews import LOCKED_FOR, find_lock, find_queue, free_lock, load_reviews, take_lock
from tests.test_deciding import ANA, BUDI, EKO, FOLDERS, NOW, Desk, assert_as_made_of_all, linked

__all__ = ["linked"]


@pytest.fixture
def desk(linked: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copy(linked, tmp_path / "s.db")
    with open_store(tmp_path / "s.db") as opened:
        yield Desk(opened)


def queued(desk: Desk) -> list[str]:
    return [each.incident for each in desk.store.ask(find_queue, limit=1000).items]


def test_what_matters_most_comes_first_and_says_why(desk: Desk) -> None:
    queue = desk.store.ask(find_queue, limit=1000)
    assert queue.total == len(queue.items) > 5
    weights = [each.weight for each in queue.items]
    assert weights == sorted(weights, reverse=True)
    assert {reason.kind for reason in queue.items[0].reasons} >= {"violation", "conflict"}
    for each in queue.items:
        assert each.reasons
        for reason in each.reasons:
            assert set(reason.records) <= set(desk.incident(each.incident).incident.records)


def test_pages_of_the_queue_hold_all_of_it_once(desk: Desk) -> None:
    found, after = list[str](), None
    while True:
        page = desk.store.ask(find_queue, limit=7, after=after)
        found += [each.incident for each in page.items]
        after = page.next
        if after is None:
            break
    assert found == queued(desk)


def test_a_theatre_has_a_queue_of_its_own(desk: Desk) -> None:
    mine = desk.store.ask(find_queue, theatres=["karabakh"], limit=1000)
    assert {each.incident for each in mine.items} == {key for key in queued(desk) if "karabakh" in desk.incident(key).theatres}
    assert desk.store.ask(find_queue, theatres=["nowhere"]).total == 0


def test_what_was_looked_at_leaves_until_it_is_another_thing(desk: Desk) -> None:
    key = queued(desk)[0]
    entry = desk.decide(EKO, "seen", key).entry
    assert key not in queued(desk)
    relink(desk.store, FOLDERS, scratch=True)
    assert key not in queued(desk)
    record = desk.incident(key).incident.records[0]
    desk.decide(ANA, "withdraw", record)
    relink(desk.store, FOLDERS)
    # of two incidents joined the older, larger one keeps its id: what is joined to this one is small and young
    groups = desk.store.incident_groups()
    other = min((k for k in groups if k != key), key=lambda k: (len(groups[k]), -int(k[1:])))
    desk.decide(EKO, "same", record, other=min(groups[other]))
    assert key in queued(desk)
    assert "grown" in {reason.kind for reason in desk.store.ask(load_reviews, [key])[key].reasons}
    desk.decide(EKO, "undo", str(entry.number))
    assert "grown" not in {reason.kind for reason in desk.store.ask(load_reviews, [key])[key].reasons}


def test_a_verified_incident_that_grew_comes_back_before_all_others(desk: Desk) -> None:
    key = next(key for key in queued(desk) if len(desk.incident(key).incident.records) > 1)
    desk.decide(ANA, "verify", key)
    desk.decide(BUDI, "verify", key)
    assert (desk.status(key), key in queued(desk)) == ("verified", False)
    event = next(r for r in map(desk.record, desk.incident(key).incident.records) if isinstance(r, Event))
    text = desk.store.document(event.document).text
    from pantau.model import Span

    start = text.index(" ", 60) + 1
    added = desk.decide(
        EKO, "add", document=event.document, record_kind="event", trigger=Span(start, start + 6), slots={"type": {"value": "ASSAULT"}}
    ).entry.subject  # fmt: skip
    desk.decide(EKO, "same", event.id, other=added)
    assert queued(desk)[0] == key
    assert_as_made_of_all(desk)


def test_the_queue_made_at_once_is_the_one_made_of_all(desk: Desk) -> None:
    first, second = queued(desk)[:2]
    desk.decide(EKO, "seen", first)
    desk.decide(ANA, "verify", second)
    at_once = desk.store.ask(load_reviews, [first, second])
    relink(desk.store, FOLDERS, scratch=True)
    assert desk.store.ask(load_reviews, [first, second]) == at_once


def test_a_lock_tells_who_is_at_it_and_ends_by_itself(desk: Desk) -> None:
    store, key = desk.store, queued(desk)[0]
    with store.transaction():
        assert store.ask(take_lock, key, "ana", now=NOW).by == "ana"
        assert store.ask(take_lock, key, "budi", now=NOW + timedelta(minutes=1)).by == "ana"
        assert store.ask(take_lock, key, "ana", now=NOW + timedelta(minutes=5)).until == NOW + timedelta(minutes=5) + LOCKED_FOR
        assert store.ask(find_lock, key, now=NOW + timedelta(minutes=16)) is None
        assert store.ask(take_lock, key, "budi", now=NOW + timedelta(minutes=16)).by == "budi"
        store.ask(free_lock, key, "ana")
        assert store.ask(find_lock, key, now=NOW + timedelta(minutes=17)) is not None
        store.ask(free_lock, key, "budi")
        assert store.ask(find_lock, key, now=NOW + timedelta(minutes=17)) is None


def test_a_clock_that_goes_back_leaves_no_lock_stuck(desk: Desk) -> None:
    store, key = desk.store, queued(desk)[0]
    with store.transaction():
        store.ask(take_lock, key, "ana", now=NOW + timedelta(days=30))
        assert store.ask(find_lock, key, now=NOW) is None
