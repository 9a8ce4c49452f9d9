"""Every link of every page of the sample record is answered, and every anchor stands; every value leads to its own words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from starlette.testclient import TestClient

from pantau.store import Store, look_into_store
from pantau.web.views import VIEWS

_LINK = re.compile(r'href="(/[^"]*|#[^"]*)"')
_ID = re.compile(r'\bid="([^"]+)"')


def key_of(address: str) -> str:
    """The page without what only brings something out in it: a thing's anchors are the same however one came to it. A picture goes by
    the query of its page: one of each is enough."""
    parts = urlsplit(address)
    if parts.path.endswith(".svg"):
        return parts.path
    is_thing = re.search(r"/(?:[0-9a-f]{24,64}|I[0-9]+)(?:/|$)", parts.path)
    query = [(name, value) for name, value in parse_qsl(parts.query) if not is_thing or name == "span"]
    return f"{parts.path}?{urlencode(query)}"


def test_every_link_is_answered_and_every_anchor_stands(desk: TestClient) -> None:
    waiting, seen, anchors = ["/"], set[str](), dict[str, set[str]]()
    wanted: dict[str, set[str]] = {}
    faulty = []
    while waiting:
        address = waiting.pop()
        if (key := key_of(address)) in seen:
            continue
        seen.add(key)
        answer = desk.get(address)
        if answer.status_code != 200:
            faulty.append((address, answer.status_code))
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        anchors[key] = set(_ID.findall(answer.text))
        for link in map(html.unescape, _LINK.findall(answer.text)):
            target = f"{address}{link}" if link.startswith("#") else link
            page, _, anchor = target.rpartition("#") if "#" in target else (target, "", "")
            page = key_of(address) if link.startswith("#") else page
            if anchor:
                wanted.setdefault(key_of(page), set()).add(anchor)
            if not page.startswith(("/static/", "/api/")) and not link.startswith("#") and is_new_ground(page):
                waiting.append(page)
    assert faulty == []
    assert {page: lost for page, some in wanted.items() if page in anchors and (lost := some - anchors[page])} == {}
    assert len(seen) > 300
    assert {urlsplit(key).path for key in seen} >= {view.path for view in VIEWS if view.in_menu}


def is_new_ground(address: str) -> bool:
    """A filter laid over a filter over a filter finds no new kind of link: one is enough."""
    query = parse_qsl(urlsplit(address).query)
    return len([name for name, _ in query if name not in ("record", "span", "q", "whose", "category", "outcome")]) <= 1


@pytest.fixture(scope="module")
def store(sample_store: Path) -> Iterator[Store]:
    with look_into_store(sample_store) as opened:
        yield opened


def test_every_value_leads_to_its_own_words(desk: TestClient, store: Store) -> None:
    checked = 0
    for document, records in store.pages():
        page = desk.get(f"/documents/{document.id}").text
        text = re.sub(r'<span class="anchor" id="([^"]+)"></span>', "\x01\\1\x02", page)
        text = re.sub(r'<a class="(?:sup|slot-label)[^>]*>.*?</a>', "", text)
        text = html.unescape(re.sub(r"<[^>]+>", "", text))
        for record in records:
            for slot, span in [("", record.trigger), *((f"-{slot}", span) for slot, span in record.evidence.items())]:
                at = text.find(f"\x01s-{record.id}{slot}\x02")
                assert at >= 0, (document.name, record.id, slot)
                shown = re.sub(r"\x01[^\x02]*\x02", "", text[at : at + 4_000])
                words = span.of(document.text).split("\n")[0]
                assert shown.startswith(words[:60]), (document.name, slot, words)
                checked += 1
    assert checked > 2_000


def test_the_text_is_shown_as_it_was_kept(desk: TestClient, store: Store) -> None:
    for document, _ in store.pages():
        page = desk.get(f"/api/v1/documents/{document.id}").json()
        lines = ["".join(bit["words"] for bit in line) for block in page["blocks"] for line in block["lines"]]
        assert lines == [line for line in document.text.split("\n") if line.strip()]


def test_every_total_leads_to_the_records_it_counts(desk: TestClient) -> None:
    for line in desk.get("/api/v1/incidents?limit=200").json()["items"]:
        page = desk.get(f"/api/v1/incidents/{line['id']}").json()
        reports = [entry for family in page["families"] for report in family["reports"] for entry in report["entries"]]
        assert len(reports) == line["records"]
        assert all(entry["quote"] for entry in reports)
        assert len({entry["source"]["document"] for entry in reports}) == line["documents"]
        assert len(page["origins"]) >= line["at_least"]


def test_the_original_comes_back_as_it_was_kept(desk: TestClient, store: Store) -> None:
    import hashlib

    for document, _ in store.pages():
        answer = desk.get(f"/documents/{document.id}/original")
        assert hashlib.sha256(answer.content).hexdigest() == document.id == answer.headers["x-sha256"]
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["content-type"] == "application/octet-stream"


def test_an_unchanged_page_is_not_sent_again(desk: TestClient) -> None:
    for path in ("/records", "/api/v1/records", "/incidents"):
        tag = desk.get(path).headers["etag"]
        again = desk.get(path, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert desk.get(path + "?party=AZE", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("path", ["/records", "/incidents", "/documents", "/matrix"])
def test_pages_of_a_list_follow_one_another(desk: TestClient, path: str) -> None:
    everything = desk.get(f"/api/v1{path}?limit=200").json()
    found, after = [], ""
    for _ in range(60):
        page = desk.get(f"/api/v1{path}?limit=17{after}").json()
        found += page["items"]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert len(found) == page["total"]
    assert found[: len(everything["items"])] == everything["items"] or path == "/matrix"
