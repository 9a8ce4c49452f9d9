"""The shared filter: what an address may say, and how every fault is named."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from pantau.model import STATUSES
from pantau.web.addresses import Addresses
from pantau.web.filters import FIELDS, TYPES, Filter, parse_filter
from pantau.web.views import VIEWS

THEATRES = ("karabakh", "other")
GOOD = [
    ("", Filter()),
    ("since=2020-10-01&until=2020-10-31", Filter(since=date(2020, 10, 1), until=date(2020, 10, 31))),
    ("since=2020-10-01&until=2020-10-01", Filter(since=date(2020, 10, 1), until=date(2020, 10, 1))),
    ("party=aze&party=NKR&party=AZE", Filter(party=("AZE", "NKR"))),
    ("party=RUS_OPP", Filter(party=("RUS_OPP",))),
    ("party=&since=+", Filter()),
    ("type=ASSAULT&type=deny&type=killed&type=declared", Filter(type=("ASSAULT", "deny", "killed", "declared"))),
    ("status=disputed", Filter(status=("disputed",))),
    ("origins=2&kind=claim", Filter(origins=2, kind="claim")),
    ("theatre=karabakh&theatre=other", Filter(theatre=("karabakh", "other"))),
    ("outlet=Kompas.com&language=ID", Filter(outlet=("kompas.com",), language=("id",))),
    ("q=anything&after=x&nonsense=1", Filter()),
]
FAULTY = [
    ("since=2020-13-01", [("since", "day")]),
    ("since=yesterday", [("since", "day")]),
    ("since=20201001", [("since", "day")]),
    ("until=2020-02-30", [("until", "day")]),
    ("since=2020-10-02&until=2020-10-01", [("until", "order")]),
    ("since=2020-10-01&since=2020-10-02", [("since", "twice")]),
    ("origins=0", [("origins", "number")]),
    ("origins=100", [("origins", "number")]),
    ("origins=²", [("origins", "number")]),
    ("origins=-1", [("origins", "number")]),
    ("kind=rumour", [("kind", "one_of")]),
    ("type=assault", [("type", "one_of")]),
    ("status=true", [("status", "one_of")]),
    ("theatre=atlantis", [("theatre", "one_of")]),
    ("party='; DROP TABLE told;--", [("party", "form")]),
    ("outlet=../../etc", [("outlet", "form")]),
    ("language=indonesian", [("language", "form")]),
    ("&".join(f"party=P{n}" for n in range(21)), [("party", "many")]),
    ("since=x&kind=y&origins=z&party=*", [("since", "day"), ("party", "form"), ("origins", "number"), ("kind", "one_of")]),
]


def pairs_of(query: str) -> list[tuple[str, str]]:
    return [(name, value.replace("+", " ")) for name, _, value in (part.partition("=") for part in query.split("&") if part)]


@pytest.mark.parametrize(("query", "expected"), GOOD)
def test_an_address_is_read(query: str, expected: Filter) -> None:
    found, faults = parse_filter(pairs_of(query), THEATRES)
    assert faults == ()
    assert found == expected


@pytest.mark.parametrize(("query", "expected"), FAULTY)
def test_every_fault_is_named(query: str, expected: list[tuple[str, str]]) -> None:
    _, faults = parse_filter(pairs_of(query), THEATRES)
    assert sorted((fault.field, fault.why) for fault in faults) == sorted(expected)


@pytest.mark.parametrize(("query", "expected"), [row for row in FAULTY if "DROP" not in row[0]])
def test_a_faulty_address_answers_422_with_all_its_faults(desk: TestClient, query: str, expected: list[tuple[str, str]]) -> None:
    page, told = desk.get(f"/records?{query}"), desk.get(f"/api/v1/records?{query}")
    assert page.status_code == told.status_code == 422
    assert sorted((fault["field"], fault["why"]) for fault in told.json()["faults"]) == sorted(expected)
    assert page.text.count("<dt>") == len(expected)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/records?after=x", "cursor"), ("/records?after=2020-10-01~a b", "cursor"), ("/incidents?after=2020-10-01~abc", "cursor"),
        ("/incidents?after=2020-10-01~9999999999999999999999", "cursor"),
        ("/records?limit=0", "number"), ("/records?limit=201", "number"),
        ("/records?limit=many", "number"), ("/ledger?outcome=eaten", "one_of"), ("/ledger?as_of=soon", "day"),
        ("/checks?check=all", "one_of"),
        ("/search?q=" + "a" * 401, "long"), ("/problems?colour=red", "unknown"), ("/search?q=a&q=b", "twice"),
    ],
)  # fmt: skip
def test_the_parameters_of_one_page_are_checked_too(desk: TestClient, path: str, why: str) -> None:
    assert [fault["why"] for fault in desk.get(f"/api/v1{path}").json()["faults"]] == [why]
    assert desk.get(path).status_code == 422


def test_empty_fields_of_a_form_lead_to_the_clean_address(desk: TestClient) -> None:
    answer = desk.get("/records?since=&until=&party=AZE&kind=&outlet=", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/records?party=AZE")


codes = st.from_regex(r"[A-Z][A-Z0-9_]{0,8}", fullmatch=True)
filters = st.builds(
    Filter, since=st.none() | st.dates(date(1990, 1, 1), date(2005, 1, 1)),
    until=st.none() | st.dates(date(2005, 1, 2), date(2030, 1, 1)),
    theatre=st.lists(st.sampled_from(THEATRES), unique=True).map(tuple), party=st.lists(codes, unique=True, max_size=4).map(tuple),
    type=st.lists(st.sampled_from(TYPES), unique=True, max_size=3).map(tuple), origins=st.none() | st.integers(1, 99),
    status=st.lists(st.sampled_from(STATUSES), unique=True, max_size=3).map(tuple),
    kind=st.none() | st.sampled_from(("event", "claim")),
    outlet=st.lists(st.from_regex(r"[a-z]{2,8}\.[a-z]{2,3}", fullmatch=True), unique=True, max_size=3).map(tuple),
    language=st.lists(st.sampled_from(("id", "en")), unique=True).map(tuple),
)  # fmt: skip


@given(filters)
def test_what_is_written_into_an_address_is_read_from_it(wanted: Filter) -> None:
    assert parse_filter(wanted.pairs(), THEATRES) == (wanted, ())


@given(filters)
def test_every_link_carries_the_filter_on(wanted: Filter) -> None:
    from urllib.parse import parse_qsl, urlsplit

    for view in VIEWS:
        values = {name: "I1" for name in ("incident", "document", "ceasefire", "sitrep") if f"{{{name}}}" in view.path}
        query = urlsplit(Addresses(VIEWS, wanted).link(view.name, **values)).query
        assert parse_filter(parse_qsl(query), THEATRES)[0] == wanted


@given(st.lists(st.tuples(st.sampled_from((*FIELDS, "q")), st.text(max_size=60)), max_size=12))
def test_nothing_in_an_address_breaks_it(pairs: list[tuple[str, str]]) -> None:
    parse_filter(pairs, THEATRES)


def test_a_filter_narrows_what_it_says(desk: TestClient) -> None:
    everything = desk.get("/api/v1/records?limit=200").json()
    claims = desk.get("/api/v1/records?limit=200&kind=claim&party=AZE&type=deny").json()
    assert 0 < claims["total"] < everything["total"]
    for line in claims["items"]:
        slots = {slot["slot"]: slot["value"] for slot in line["entry"]["slots"]}
        assert (line["entry"]["kind"], slots["stance"]) == ("claim", "deny")
        assert "AZE" in (slots.get("code"), *slots.get("targets", []))


def found_by(desk: TestClient, path: str, field: str, *values: str) -> set[str]:
    """The documents or series found with some values of one field."""
    query = "".join(f"&{field}={value}" for value in values)
    page = desk.get(f"/api/v1{path}{query}").json()
    if "choices" in page:
        return {f"{one['party']} {one['category']} {one['outcome']} {one['figures']}" for one in page["choices"]}
    return {str(item["document"]) for item in page["items"]}


@pytest.mark.parametrize(
    ("path", "field", "one", "two"),
    [
        ("/search?q=gencatan&limit=200", "outlet", "", ""), ("/search?q=gencatan&limit=200", "party", "FRA", "TUR"),
        ("/search?q=Karabakh&limit=200", "language", "id", "en"),
    ],
)  # fmt: skip
def test_of_several_values_any_counts(desk: TestClient, path: str, field: str, one: str, two: str) -> None:
    if field == "outlet":
        facets = desk.get(f"/api/v1{path}").json()["facets"]
        one, two = (each["value"] for each in next(facet for facet in facets if facet["name"] == "outlet")["values"][:2])
    first, second = found_by(desk, path, field, one), found_by(desk, path, field, two)
    assert first - second
    assert second - first
    assert found_by(desk, path, field, one, two) == found_by(desk, path, field, two, one) == first | second


def test_a_ledger_of_several_theatres_has_the_figures_of_any(desk: TestClient) -> None:
    one, other, both = (found_by(desk, "/ledger?", "theatre", *some) for some in (["karabakh"], ["sudan"], ["karabakh", "sudan"]))
    assert one - other
    assert other - one
    assert both == one | other


@pytest.mark.parametrize("path", ["/search?q=Karabakh", "/records?", "/matrix?", "/documents?"])
def test_a_page_is_as_long_as_is_asked(desk: TestClient, path: str) -> None:
    for limit in (1, 7, 34):
        page = desk.get(f"/api/v1{path}&limit={limit}").json()
        assert len(page["items"]) == min(limit, page["total"])
        assert (page["next"] is None) == (page["total"] <= limit)
        assert page["next"] is None or f"limit={limit}" in desk.get(f"{path}&limit={limit}").text
