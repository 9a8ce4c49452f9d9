"""Reviewing at the desk: every form by its page, who may send which, what is not in sight, what is sent that no page wrote."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from pantau.model import Event
from pantau.store import journal, open_store
from pantau.store.digest import number_of
from pantau.store.looking import load_incident
from pantau.store.reviews import find_queue
from tests.web.conftest import ask, enter
from tests.web.signing import add_people, let_in, one_of_each, token_in


@pytest.fixture
def store(sample_store: Path, tmp_path: Path) -> Path:
    shutil.copy(sample_store, tmp_path / "s.db")
    return tmp_path / "s.db"


@pytest.fixture
def alone(store: Path) -> Iterator[TestClient]:
    """A desk of one."""
    with enter(ask(store)) as client:
        yield client


def first_waiting(store: Path) -> str:
    with open_store(store) as opened:
        return str(opened.ask(find_queue, limit=1).items[0].incident)


def incident(store: Path, key: str) -> Any:
    with open_store(store) as opened:
        return opened.ask(load_incident, number_of(key))


def entries(store: Path) -> list[tuple[str, str, str]]:
    with open_store(store) as opened:
        return [(e.by, e.kind, e.subject) for e in opened.ask(lambda c: list(journal.load_entries(c)))]


def form_of(page: str, kind: str) -> dict[str, str]:
    """The fields of the form of a page that decides this, as a browser would send them untouched."""
    for form in re.findall(r'<form[^>]*action="/decide".*?</form>', page, re.DOTALL):
        if f'name="kind" value="{kind}"' in form:
            fields = dict(re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', form))
            for select in re.findall(r'<select[^>]*name="([^"]+)">(.*?)</select>', form, re.DOTALL):
                fields[select[0]] = next(iter(re.findall(r'value="([^"]*)" selected', select[1])), "")
            fields.pop("leaving", None)
            return {name: html.unescape(value) for name, value in fields.items()} | {"kind": kind}
    raise AssertionError(f"no form for {kind}")


def send(client: TestClient, key: str, kind: str, *, record: str = "", **fields: Any) -> Any:
    page = client.get(f"/review/{key}", params={"record": record} if record else {}).text
    return client.post("/decide", data=form_of(page, kind) | fields, follow_redirects=False)


def test_the_queue_says_what_waits_and_why(alone: TestClient, store: Path) -> None:
    page = alone.get("/review").text
    assert "alleged violation of a truce" in page
    assert f'href="/review/{first_waiting(store)}"' in page
    listed = alone.get("/api/v1/review").json()
    assert listed["total"] >= len(listed["items"]) > 10
    assert listed["items"][0]["reasons"][0]["kind"] == "violation"


def test_a_day_of_reviewing_by_forms_alone(alone: TestClient, store: Path) -> None:
    key = first_waiting(store)
    taken = alone.post("/review/next", data={"csrf": token_in(alone.get("/review").text)}, follow_redirects=False)
    assert taken.headers["location"] == f"/review/{key}"
    page = alone.get(f"/review/{key}").text
    assert "is at it until" in page
    record = form_of(page, "confirm")["subject"]
    assert send(alone, key, "confirm").headers["location"].startswith(f"/review/{key}?record={record}")
    assert send(alone, key, "correct", **{"value-mode": "artillery"}).status_code == 303
    assert send(alone, key, "dispute", why="the page is of another day").status_code == 303
    done = send(alone, key, "seen")
    assert done.status_code == 303
    assert done.headers["location"] == f"/review/{first_waiting(store)}" != f"/review/{key}"
    assert [kind for _, kind, _ in entries(store)] == ["confirm", "correct", "dispute", "seen"]
    page = alone.get(f"/review/{key}", params={"record": record}).text
    assert "The machine read:" in page
    for words in ("confirmed", "corrected", "disputed", "the page is of another day"):
        assert words in page


def test_words_are_taken_from_the_page(alone: TestClient, store: Path) -> None:
    key = first_waiting(store)
    with open_store(store) as opened:
        found = opened.ask(load_incident, number_of(key))
        assert found is not None
        record, document = next(
            (r, d) for d, records in opened.pages() for r in records if r.id in found.incident.records and isinstance(r, Event)
        )
    words = document.text[record.trigger.start : record.trigger.end]
    assert (
        send(alone, key, "correct", record=record.id, **{"value-place": "Ganja", "words-place": words, "at-place": ""}).status_code
        == 303
    )
    with open_store(store) as opened:
        again = next(r for r in opened.records_of(document.id) if r.id == record.id)
    assert isinstance(again, Event)
    assert again.place is not None
    assert (again.place.raw, again.evidence["place"].of(document.text)) == ("Ganja", words)
    answer = send(alone, key, "correct", record=record.id, **{"words-place": "words that no page has"})
    assert answer.status_code == 422
    assert "words that no page has" in answer.text
    assert 'role="alert"' in answer.text


def test_a_missed_record_is_added(alone: TestClient, store: Path) -> None:
    key = first_waiting(store)
    page = alone.get(f"/review/{key}").text
    link = re.search(r'href="(/review/[^"]*add=event[^"]*)"', page)
    assert link is not None
    where = link[1].replace("&amp;", "&")
    blank = alone.get(where).text
    words = re.findall(r'<span data-at="\d+"[^>]*>([^<]{30,60})</span>', blank)[0][:25]
    sent = alone.post(
        "/decide", data=form_of(blank, "add") | {"value-type": "PROTEST", "words-trigger": words, "value-actors": "arm, aze"},
        follow_redirects=False,
    )  # fmt: skip
    assert sent.status_code == 303, sent.text
    (_, _, added) = entries(store)[-1]
    with open_store(store) as opened:
        record = next(r for _, records in opened.pages() for r in records if r.id == added)
    assert isinstance(record, Event)
    assert (record.type, record.actors) == ("PROTEST", ("ARM", "AZE"))


def test_incidents_are_merged_and_records_leave(alone: TestClient, store: Path) -> None:
    with open_store(store) as opened:
        one, other = (each.incident for each in opened.ask(find_queue, limit=2).items)
    both = {*incident(store, one).incident.records, *incident(store, other).incident.records}
    assert send(alone, one, "same", other=other.lower()).status_code == 303
    merged = next(found for key in (one, other) if (found := incident(store, key)) is not None)
    assert set(merged.incident.records) == both
    assert alone.get(f"/review/{other if incident(store, other) is None else one}", follow_redirects=False).status_code in (
        200,
        303,
    )
    leaving = [merged.incident.records[0]]
    assert send(alone, merged.incident.id, "not_same", leaving=leaving, why="another street").status_code == 303
    assert set(incident(store, merged.incident.id).incident.records) == both - set(leaving)


def test_who_comes_second_is_shown_what_happened(store: Path) -> None:
    add_people(store, ana=("verifier",), budi=("verifier",))
    key, ana, budi = first_waiting(store), let_in(store, "ana"), let_in(store, "budi")
    form = form_of(budi.get(f"/review/{key}").text, "verify")
    assert send(ana, key, "confirm").status_code == 303
    late = budi.post("/decide", data=form)
    assert late.status_code == 409
    assert "ana decided meanwhile" in late.text
    assert send(ana, key, "verify").status_code == 409
    assert send(budi, key, "verify").status_code == 303
    assert incident(store, key).status.status != "verified"


@pytest.mark.parametrize("role", list(one_of_each()))
def test_roles_at_the_review(store: Path, role: str) -> None:
    add_people(store, **{role: one_of_each()[role]})
    key, client = first_waiting(store), let_in(store, role)
    may_review, may_verify = role in ("analyst", "verifier", "duty-officer"), role in ("verifier", "duty-officer")
    assert client.get("/review").status_code == (200 if may_review else 403)
    assert client.get(f"/review/{key}").status_code == (200 if may_review else 403)
    token = token_in(client.get("/me").text)
    for kind, is_taken in (("seen", may_review), ("verify", may_verify)):
        form = {"csrf": token, "kind": kind, "subject": key, "incident": key, "role": "administrator", "by": "someone"}
        assert client.post("/decide", data=form, follow_redirects=False).status_code == (303 if is_taken else 403)
    assert {by for by, _, _ in entries(store)} <= {role}


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"csrf": "x"}, 403), ({"kind": ""}, 422), ({"kind": "observe"}, 422), ({"subject": "../../etc/passwd"}, 409),
        ({"subject": "I99999999"}, 409), ({"subject": "' OR 1=1 --"}, 409), ({"as_of": "-1"}, 303), ({"why": "x" * 5_000}, 422),
        ({"back": "//evil.example"}, 303), ({"back": "https://evil.example/"}, 303), ({"why": "x" * 100_000}, 413),
        ({"kind": "undo", "subject": "1 OR 1", "why": "x"}, 409), ({"kind": "add", "document": "0" * 64, "record_kind": "event"}, 409),
        ({"kind": "not_same", "leaving": "zzz"}, 422), ({"kind": "same", "other": "I99999"}, 409), ({"incident": "<script>"}, 303),
    ],
)  # fmt: skip
def test_forms_that_no_page_wrote(alone: TestClient, store: Path, fields: dict[str, str], status: int) -> None:
    key = first_waiting(store)
    form = form_of(alone.get(f"/review/{key}").text, "seen") | fields
    answer = alone.post("/decide", data=form, follow_redirects=False)
    assert answer.status_code == status, answer.text[:300]
    assert "<script>" not in answer.text.replace('<script type="module"', "")
    if status == 303:
        assert answer.headers["location"].startswith("/review")
    else:
        assert entries(store) == []
