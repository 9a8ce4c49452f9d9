"""A list as a file holds the rows that the list shows, all of them and no others; what cannot be had is refused by name."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO

import pytest
from starlette.testclient import TestClient

from pantau.export import read_csv
from pantau.web import downloading
from pantau.web.door import Door
from pantau.web.downloading import _Writing
from pantau.web.filters import KINDS
from tests.web.conftest import ask, enter

API = "/api/v1"


def listed(desk: TestClient, path: str, query: str, id_of: Callable[[Any], str]) -> list[str]:
    """The ids of a list, page after page."""
    found, after = [], ""
    while True:
        page = desk.get(f"{API}{path}?limit=200&{query}{after}").json()
        found += [id_of(item) for item in page["items"]]
        if page["next"] is None:
            return found
        after = f"&after={page['next']}"


def rows_of(desk: TestClient, address: str, kind: str) -> list[dict[str, Any]]:
    answer = desk.get(address)
    assert answer.status_code == 200, (address, answer.text[:300])
    assert answer.headers["content-type"].startswith("text/csv")
    with NamedTemporaryFile(suffix=".csv") as file:
        file.write(answer.content)
        file.flush()
        table, rows = read_csv(Path(file.name))
        assert table.kind == kind
        return [dict(zip((column.name for column in table.columns), row, strict=True)) for row in rows]


NARROWED = ["", "party=AZE", "since=2020-10-10&until=2020-10-20", "theatre=karabakh", "language=id", "language=id&language=en",
            "party=AZE&party=ARM", "outlet=meridianwire.example", "since=1999-01-01&until=1999-02-01"]  # fmt: skip


@pytest.mark.parametrize("query", [*NARROWED, "status=disputed", "status=reported&type=ASSAULT", "origins=2"])
def test_incidents_are_those_of_the_list(desk: TestClient, query: str) -> None:
    wanted = listed(desk, "/incidents", query, lambda item: str(item["id"]))
    rows = rows_of(desk, f"{API}/incidents?format=csv&{query}", "incident")
    assert sorted(row["id"] for row in rows) == sorted(wanted)
    features = desk.get(f"{API}/incidents?format=geojson&{query}")
    assert features.headers["content-type"] == "application/geo+json"
    assert [each["id"] for each in features.json()["features"]] == [row["id"] for row in rows]


def test_incidents_of_one_place_are_those_of_its_list(desk: TestClient) -> None:
    page = desk.get(f"{API}/situation").json()
    for place in ("none", *(mark["key"] for mark in page["map"]["marks"][:8])):
        wanted = listed(desk, "/incidents", f"place={place}&party=AZE", lambda item: str(item["id"]))
        rows = rows_of(desk, f"{API}/incidents?format=csv&place={place}&party=AZE", "incident")
        assert sorted(row["id"] for row in rows) == sorted(wanted)
    assert "place=none&amp;format=csv" in desk.get("/incidents?place=none").text


@pytest.mark.parametrize(
    "query", ["", "relation=credit", "tied_to=reuters.com", "derives=no", "tied=-", "outlet=meridianwire.example", "language=en"]
)
def test_ties_are_those_of_the_list(desk: TestClient, query: str) -> None:
    wanted = listed(
        desk, "/ties", query, lambda item: f"{item['source']['document']} {(item['other'] or {}).get('document') or item['name']}"
    )
    rows = rows_of(desk, f"{API}/ties?format=csv&{query}", "lineage")
    assert sorted(f"{row['document_id']} {row['other_id']}" for row in rows) == sorted(wanted)


@pytest.mark.parametrize(
    "query", ["without=outlet", "credited=reuters.com", "credit=via&language=id", "credited=tass.com&credit=by"]
)
def test_documents_that_credit_are_those_of_the_list(desk: TestClient, query: str) -> None:
    wanted = listed(desk, "/documents", query, lambda item: str(item["document"]["id"]))
    assert wanted
    assert sorted(row["id"] for row in rows_of(desk, f"{API}/documents?format=csv&{query}", "document")) == sorted(wanted)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("query", [*NARROWED, "type=deny", "type=killed&party=ARM"])
def test_records_are_those_of_the_list(desk: TestClient, kind: str, query: str) -> None:
    query = f"kind={kind}&{query}"
    wanted = listed(desk, "/records", query, lambda item: str(item["entry"]["id"]))
    assert sorted(row["id"] for row in rows_of(desk, f"{API}/records?format=csv&{query}", kind)) == sorted(wanted)


@pytest.mark.parametrize("query", [*(each for each in NARROWED if "theatre" not in each), "kind=casualty", "kind=claim&party=AZE"])
def test_documents_are_those_of_the_list(desk: TestClient, query: str) -> None:
    wanted = listed(desk, "/documents", query, lambda item: str(item["document"]["id"]))
    assert sorted(row["id"] for row in rows_of(desk, f"{API}/documents?format=csv&{query}", "document")) == sorted(wanted)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "as_of=2020-10-10",
        "party=AZE",
        "since=2020-10-05&until=2020-10-20",
        "outcome=wounded",
        "theatre=karabakh",
        "theatre=karabakh&theatre=other",
    ],
)
def test_figures_are_those_of_the_series_shown(desk: TestClient, query: str) -> None:
    page = desk.get(f"{API}/ledger?{query}").json()
    wanted = sorted(tuple(sorted(figure["records"])) for series in page["series"] for figure in series["figures"])
    rows = rows_of(desk, f"{API}/ledger?format=csv&{query}", "ledger")
    assert sorted(tuple(sorted(row["records"])) for row in rows) == wanted
    assert len(wanted) > 0


@pytest.mark.parametrize("query", ["", "party=AZE", "until=2020-10-12", "since=2020-10-20"])
def test_truces_are_those_that_pages_tell_of(desk: TestClient, query: str) -> None:
    wanted = [item["id"] for item in desk.get(f"{API}/ceasefires?{query}").json()["items"]]
    assert sorted(row["id"] for row in rows_of(desk, f"{API}/ceasefires?format=csv&{query}", "registry")) == sorted(wanted)


@pytest.mark.parametrize("query", ["", "theatre=karabakh", "check=falling_total"])
def test_findings_are_those_of_the_list(desk: TestClient, query: str) -> None:
    wanted = listed(desk, "/checks", query, lambda item: str(item["what"]))
    rows = rows_of(desk, f"{API}/checks?format=csv&{query}", "finding")
    assert {row["what"] for row in rows} == set(wanted)


@pytest.mark.parametrize("query", [*NARROWED, "status=disputed", "type=ASSAULT", "origins=2"])
def test_the_matrix_has_the_incidents_of_the_page(desk: TestClient, query: str) -> None:
    wanted = listed(desk, "/matrix", query, lambda item: str(item["incident"]["id"]))
    rows = rows_of(desk, f"{API}/matrix?format=csv&{query}", "matrix")
    assert {row["incident"] for row in rows} == set(wanted)
    page = desk.get(f"{API}/matrix?limit=200&{query}").json()
    shown = {v["entry"]["id"] for item in page["items"] for cell in [*item["cells"], *item["others"]] for v in cell["voices"]}
    assert shown <= {row["claim"] for row in rows}


def listed_hits(desk: TestClient, query: str) -> list[str]:
    return listed(desk, "/search", query, lambda item: str(item["document"]))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "party=AZE",
        "party=TUR&party=RUS",
        "language=id",
        "language=id&language=en",
        "kind=casualty",
        "since=2020-10-10&until=2020-10-20",
        "outlet=meridianwire.example&outlet=nusantarapos.example",
    ],
)
@pytest.mark.parametrize("typed", ["gencatan", "Karabakh -Moscow", "shelled OR menembaki", "tidakadakata", "-gencatan"])
def test_a_search_has_the_documents_it_finds(desk: TestClient, typed: str, query: str) -> None:
    rows = rows_of(desk, f"{API}/search?format=csv&q={typed}&{query}", "document")
    assert sorted(row["id"] for row in rows) == sorted(listed_hits(desk, f"q={typed}&{query}"))


@pytest.mark.parametrize(
    "query", ["", "party=TUR", "since=2020-11-01", "language=en", "kind=ceasefire", "outlet=meridianwire.example"]
)
def test_sources_are_the_outlets_of_the_page(desk: TestClient, query: str) -> None:
    page = desk.get(f"{API}/sources?{query}").json()
    rows = rows_of(desk, f"{API}/sources?format=csv&{query}", "source")
    assert {(row["outlet"], row["pages"]) for row in rows} == {(item["outlet"], item["documents"]) for item in page["items"]}
    for item in page["items"]:
        (row,) = (row for row in rows if row["outlet"] == item["outlet"])
        told = [f"{c['relation']}:{c['name']} {c['documents']}" for c in item["credits"]]
        assert set(told) <= set(row["credits"])
        assert (str(row["last_on"] or None), row["silent_days"]) == (str(item["last_on"]), item["silent_days"])


def test_problems_are_those_of_the_page(desk: TestClient) -> None:
    wanted = listed(desk, "/problems", "", lambda item: f"{item['source']['document']} {item['what']}")
    rows = rows_of(desk, f"{API}/problems?format=csv", "problem")
    assert sorted(f"{row['document_id']} {row['what']}" for row in rows if row["stage"] != "input") == sorted(wanted)


def offers(desk: TestClient, address: str) -> list[str]:
    """The files that a page offers."""
    line = re.search(r'<p class="downloads">.*?</p>', desk.get(address).text, re.S)
    return re.findall(r"format=([a-z]+)&amp;kind=([a-z]+)", line[0]) if line else []


@pytest.mark.parametrize("path", ["/incidents", "/ceasefires", "/documents"])
def test_a_single_thing_offers_the_kinds_it_has(desk: TestClient, path: str) -> None:
    page = desk.get(f"{API}{path}" + ("?limit=200" if path != "/ceasefires" else "")).json()
    things = [item["document"]["id"] if path == "/documents" else item["id"] for item in page["items"]]
    seen = set()
    for thing in things[:60]:
        has = {kind for kind in KINDS if rows_of(desk, f"{API}{path}/{thing}?format=csv&kind={kind}", kind)}
        found = offers(desk, f"{path}/{thing}")
        assert {kind for format, kind in found if format == "csv"} == has
        assert {kind for format, kind in found if format == "geojson"} == has & {"event"}
        seen.add(frozenset(has))
    assert len(seen) > (1 if path != "/ceasefires" else 0)


def test_the_records_of_a_ceasefire_are_those_that_tell_of_it_and_of_its_breaks(desk: TestClient) -> None:
    for item in desk.get(f"{API}/ceasefires").json()["items"]:
        page = desk.get(f"{API}/ceasefires/{item['id']}").json()
        wanted = {entry["id"] for entry in page["mentions"]} | {record for one in page["breaks"] for record in one["records"]}
        found = {
            row["id"] for kind in KINDS for row in rows_of(desk, f"{API}/ceasefires/{item['id']}?format=csv&kind={kind}", kind)
        }
        assert found == wanted


def test_the_evidence_of_one_incident_or_document_is_its_own(desk: TestClient) -> None:
    lines = desk.get(f"{API}/incidents?limit=200").json()["items"]
    line = max(lines, key=lambda item: (bool(item["denied_by"]), item["records"]))
    found = [row for kind in KINDS for row in rows_of(desk, f"{API}/incidents/{line['id']}?format=csv&kind={kind}", kind)]
    page = desk.get(f"{API}/incidents/{line['id']}").json()
    shown = {entry["id"] for family in page["families"] for report in family["reports"] for entry in report["entries"]}
    assert len(shown) == line["records"] == len([row for row in found if row["incident"] == line["id"]])
    said = {voice["entry"]["id"] for speaker in page["speakers"] for voice in speaker["voices"]}
    assert sorted(row["id"] for row in found) == sorted(shown | said)
    assert all(row["trigger_quote"] for row in found)
    document = found[0]["document_id"]
    kept = desk.get(f"{API}/documents/{document}").json()["records"]
    mine = [row["id"] for kind in KINDS for row in rows_of(desk, f"{API}/documents/{document}?format=csv&kind={kind}", kind)]
    assert sorted(mine) == sorted(one["entry"]["id"] for one in kept)


@pytest.mark.parametrize(("address", "field", "why"), [
    ("/records?format=csv", "kind", "required"),
    ("/records?format=xml", "format", "one_of"),
    ("/records?format=csv&format=geojson", "format", "twice"),
    ("/records?format=geojson&kind=claim", "format", "one_of"),
    ("/records?format=csv&kind=claim&status=disputed", "status", "idle"),
    ("/incidents?format=csv&kind=event", "kind", "idle"),
    ("/incidents?format=csv&limit=5", "limit", "whole"),
    ("/documents?format=csv&after=2020-10-26~1", "after", "whole"),
    ("/documents?format=csv&origins=2", "origins", "idle"),
    ("/ledger?format=geojson", "format", "one_of"),
    ("/ceasefires?format=csv&as_of=2020-10-12", "as_of", "idle"),
    ("/matrix?format=geojson", "format", "one_of"),
    ("/matrix?format=csv&kind=claim", "kind", "idle"),
    ("/search?format=csv", "q", "required"),
    ("/search?format=csv&q=gencatan&status=disputed", "status", "idle"),
    ("/search?format=csv&q=gencatan&limit=5", "limit", "whole"),
    ("/sources?format=csv&theatre=karabakh", "theatre", "idle"),
    ("/problems?format=csv&party=AZE", "party", "idle"),
    ("/incidents?format=csv&since=never", "since", "day"),
])  # fmt: skip
def test_what_cannot_be_had_is_named(desk: TestClient, address: str, field: str, why: str) -> None:
    answer = desk.get(f"{API}{address}")
    assert answer.status_code == 422
    assert (field, why) in {(fault["field"], fault["why"]) for fault in answer.json()["faults"]}


def test_a_wrong_format_is_told_the_right_ones(desk: TestClient) -> None:
    assert desk.get(f"{API}/ledger?format=geojson").json()["faults"][0]["allowed"] == ["json", "csv"]
    assert desk.get(f"{API}/incidents?format=shp").json()["faults"][0]["allowed"] == ["json", "csv", "geojson"]


@pytest.mark.parametrize("address", ["/incidents/I999999?format=csv&kind=claim", f"/documents/{'0' * 64}?format=csv&kind=claim"])
def test_a_thing_that_is_not_there_has_no_file(desk: TestClient, address: str) -> None:
    assert desk.get(f"{API}{address}").status_code == 404


@pytest.mark.parametrize(
    "path", ["/incidents", "/records", "/documents", "/ledger", "/ceasefires", "/checks", "/matrix", "/sources", "/problems"]
)
@pytest.mark.parametrize("query", ["", "?party=AZE&until=2020-10-20&status=disputed&kind=event"])
def test_a_page_offers_files_that_carry_its_filter(desk: TestClient, path: str, query: str) -> None:
    page = desk.get(path + query).text
    line = re.search(r'<p class="downloads">.*?</p>', page, re.S)
    assert line is not None
    links = [html.unescape(link) for link in re.findall(r'href="([^"]+)"', line[0])]
    assert len(links) >= 2
    for link in links:
        answer = desk.get(link)
        assert answer.status_code == 200, (link, answer.text[:200])
        if "format=" in link:
            assert re.fullmatch(r'attachment; filename="pantau-[a-z]+\.(csv|geojson)"', answer.headers["content-disposition"])
    if query and path not in ("/checks", "/problems"):
        assert all("party=AZE" in link for link in links)


def test_the_file_is_the_same_each_time(desk: TestClient) -> None:
    address = f"{API}/records?format=csv&kind=claim&party=AZE"
    assert desk.get(address).content == desk.get(address).content


def test_nothing_is_made_of_what_is_not_of_today(sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Door, "is_linked", lambda *_: False)
    with enter(ask(sample_store)) as client:
        answer = client.get(f"{API}/incidents?format=csv")
        assert (answer.status_code, answer.json()["todo"]) == (503, "run `pantau relink`, then ask again")
        assert 'class="downloads"' not in client.get("/incidents").text
        assert client.get(f"{API}/documents?format=csv").status_code == 200


def reading(writing: _Writing) -> bytes:
    return b"".join(writing.pieces())


def test_what_a_writer_raises_is_raised_where_the_file_is_fetched() -> None:
    def write(out: BinaryIO) -> None:
        out.write(b"x" * 200_000)
        raise ValueError("in the middle")

    with pytest.raises(ValueError, match="in the middle"):
        reading(_Writing(write))


def test_a_writer_ends_when_nobody_fetches() -> None:
    ended = threading.Event()

    def write(out: BinaryIO) -> None:
        try:
            for _ in range(10_000):
                out.write(b"x" * 100_000)
        finally:
            ended.set()

    writing = _Writing(write)
    pieces = writing.pieces()
    assert len(next(pieces)) > 0
    pieces.close()  # type: ignore[attr-defined]
    assert ended.wait(5)


def test_more_files_at_once_than_there_are_places_are_refused() -> None:
    waiting = [_Writing(lambda *_: None) for _ in range(downloading._MOST_AT_ONCE)]
    with pytest.raises(downloading.StoreError):
        _Writing(lambda *_: None)
    assert [reading(each) for each in waiting] == [b""] * len(waiting)
