"""What was read since a moment, whatever day it tells of: told on the situation, listed whole, kept as seen in one's own browser."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from pantau.store import keeping, look_into_store
from pantau.web.filters import Fault, parse_moment
from tests.web.conftest import ask, enter
from tests.web.test_downloads import rows_of

API = "/api/v1"
EARLY, LATE = "2026-01-01T08:00:00+00:00", "2026-02-02T09:30:15+00:00"
SINCE = "2026-02-02T09:30:15Z"


@pytest.fixture(scope="module")
def late_store(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample pages, a few of them kept a month after the others."""
    path = tmp_path_factory.mktemp("late") / "late.db"
    shutil.copy(sample_store, path)
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE document SET kept_at = ?", (EARLY,))
        raw.execute("UPDATE document SET kept_at = ? WHERE name LIKE '2%' OR name LIKE '30%' OR name LIKE '15%'", (LATE,))
        raw.commit()
    return path


@pytest.fixture
def late(late_store: Path) -> Iterator[TestClient]:
    with enter(ask(late_store)) as client:
        yield client


@pytest.fixture(scope="module")
def kept(late_store: Path) -> set[str]:
    """The documents that were kept late."""
    with sqlite3.connect(late_store) as raw:
        return {row[0] for row in raw.execute("SELECT id FROM document WHERE kept_at = ?", (LATE,))}


def listed(client: TestClient, address: str) -> list[Any]:
    found, after = list[Any](), ""
    while True:
        page = client.get(f"{API}{address}&limit=7{after}").json()
        found += page["items"]
        if page["next"] is None:
            assert len(found) == page["total"]
            return found
        after = f"&after={page['next']}"


@pytest.mark.parametrize("part", [0.0, 1.0], ids=["on the way through all", "from the few"])
@pytest.mark.parametrize("query", ["", "&party=AZE", "&kind=claim&type=deny", "&theatre=karabakh&language=id", "&since=2020-10-20"])
def test_records_read_since_are_those_of_late_pages(
    late: TestClient, kept: set[str], query: str, part: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "FEW", part)
    wanted = [i["entry"]["id"] for i in listed(late, f"/records?{query}") if i["entry"]["source"]["document"] in kept]
    assert [item["entry"]["id"] for item in listed(late, f"/records?read_since={SINCE}{query}")] == wanted
    assert wanted


@pytest.mark.parametrize("query", ["", "&party=AZE", "&status=disputed", "&language=en", "&since=2020-10-20&until=2020-11-30"])
def test_incidents_read_since_are_those_that_late_pages_tell_of(
    late: TestClient, late_store: Path, kept: set[str], query: str
) -> None:
    with sqlite3.connect(late_store) as raw:
        told = {f"I{n}" for document, n in raw.execute("SELECT document, incident FROM told") if document in kept and n}
    wanted = [item["id"] for item in listed(late, f"/incidents?{query}") if item["id"] in told]
    found = listed(late, f"/incidents?read_since={SINCE}{query}")
    assert [item["id"] for item in found] == wanted
    assert wanted
    rows = rows_of(late, f"{API}/incidents?format=csv&read_since={SINCE}{query}", "incident")
    assert {row["id"] for row in rows} == set(wanted)


def test_documents_read_since_are_the_late_ones(late: TestClient, kept: set[str]) -> None:
    assert {item["document"]["id"] for item in listed(late, f"/documents?read_since={SINCE}")} == kept
    rows = rows_of(late, f"{API}/documents?format=csv&read_since={SINCE}&language=id", "document")
    assert {row["id"] for row in rows} == {d["document"]["id"] for d in listed(late, f"/documents?read_since={SINCE}&language=id")}


@pytest.mark.parametrize(
    ("since", "which"),
    [("2026-02-02", "late"), ("2026-02-03", "none"), (SINCE, "late"), ("2026-02-02T09:30:16Z", "none"), ("2026-01-01", "all"),
     ("2026-02-02T16:30:15%2B07:00", "late"), ("2026-01-01T08:00:01Z", "late"), ("1999-12-31", "all")],
)  # fmt: skip
def test_a_moment_is_a_day_or_an_instant(late: TestClient, kept: set[str], since: str, which: str) -> None:
    everything = {item["document"]["id"] for item in listed(late, "/documents?")}
    wanted = {"late": kept, "none": set(), "all": everything}[which]
    assert {item["document"]["id"] for item in listed(late, f"/documents?read_since={since}")} == wanted
    read = late.get(f"{API}/situation?read_since={since}").json()["read"]
    assert read["documents"]["total"] == len(wanted)
    assert (read["incidents"]["total"] > 0) == bool(wanted)


@pytest.mark.parametrize(
    "text", ["soon", "2026-02-30", "2026-02-02T25:00:00Z", "2026-02-02T09:30:15", "0001-01-01T00:00:00+14:00", "20260202"]
)
def test_what_is_no_moment_is_refused(late: TestClient, text: str) -> None:
    assert isinstance(parse_moment("read_since", text), Fault)
    for path in ("/situation", "/documents", "/incidents", "/records"):
        answer = late.get(f"{API}{path}", params={"read_since": text})
        assert [(fault["field"], fault["why"]) for fault in answer.json()["faults"]] == [("read_since", "moment")]
        assert late.get(path, params={"read_since": text}).status_code == 422


def marked(client: TestClient) -> Any:
    """The situation, its button pressed."""
    form = html.fromstring(client.get("/").text).xpath("//form[@class='seen']")[0]
    values = {field.get("name"): field.get("value") for field in form.xpath(".//input")}
    answer = client.post("/preferences", data=values, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/situation")
    return answer


def test_what_is_marked_as_seen_is_new_no_more(late: TestClient, late_store: Path) -> None:
    assert late.get(f"{API}/situation").json()["read"] is None
    assert "read-documents" not in late.get("/").text
    cookie = marked(late).headers["set-cookie"]
    assert re.match(r'seen-[0-9a-f]{12}="?2026-02-02T09:30:16Z"?; HttpOnly; ', cookie)
    page = html.fromstring(late.get("/").text)
    assert {b.text_content().strip() for b in page.xpath("//h3[starts-with(@id, 'read-')]//b")} == {"0"}
    with sqlite3.connect(late_store) as raw:
        raw.execute("UPDATE document SET kept_at = '2026-03-03T00:00:00+00:00' WHERE name LIKE '15%'")
        raw.commit()
    try:
        page = html.fromstring(late.get("/").text)
        (documents,) = page.xpath("//h3[@id='read-documents']//b")
        assert documents.text_content().strip() == "1"
        assert late.get(f"{API}/situation").json()["read"] is None, "programs ask by the address alone"
    finally:
        with sqlite3.connect(late_store) as raw:
            raw.execute("UPDATE document SET kept_at = ? WHERE name LIKE '15%'", (LATE,))
            raw.commit()


def test_what_somebody_has_seen_is_her_own(late: TestClient, late_store: Path) -> None:
    marked(late)
    with enter(ask(late_store)) as other:
        assert "read-documents" not in other.get("/").text
    assert "read-documents" in late.get("/").text
    late.post("/preferences", data={"unseen": "1", "back": "/situation"})
    assert "read-documents" not in late.get("/").text


def test_a_cookie_that_is_none_changes_nothing(late: TestClient, late_store: Path) -> None:
    name = marked(late).headers["set-cookie"].partition("=")[0]
    for value in ("'DROP TABLE document", "2026-02-30", "yesterday", "x" * 3_000):
        with enter(ask(late_store)) as other:
            other.cookies.set(name, value)
            answer = other.get("/")
            assert answer.status_code == 200
            assert "read-documents" not in answer.text


@pytest.mark.parametrize("query", ["", "&party=AZE", "&theatre=karabakh&since=2020-10-20"])
def test_every_total_is_the_list_it_counts(late: TestClient, query: str) -> None:
    page = html.fromstring(late.get(f"/situation?read_since={SINCE}{query}").text)
    links = page.xpath("//h3[starts-with(@id, 'read-')]/a")
    assert len(links) == 4
    for link in links:
        total = int(link.xpath("b")[0].text_content())
        assert late.get(f"{API}{link.get('href')}").json()["total"] == total, link.get("href")
        assert "read_since=2026-02-02T09%3A30%3A15Z" in link.get("href")


def test_the_newest_instant_is_that_of_the_last_document(late_store: Path, kept: set[str]) -> None:
    with look_into_store(late_store) as store:
        assert store.ask(keeping.find_newest_kept) == LATE
        assert store.ask(keeping.load_kept, "2026-02-03") == keeping.Kept("2026-02-03", ())
        assert store.ask(keeping.load_kept, "2026-02-02") == keeping.Kept("2026-02-02"), "more than a few"
        assert store.ask(keeping.load_kept, "2025-12-31") == keeping.Kept("2025-12-31", is_all=True)
        assert len(kept) > 1
