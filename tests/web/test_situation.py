"""The situation: marks no more exact than the words, nothing without a place lost, every part of a picture the list it counts."""

from __future__ import annotations

import html
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lxml import etree
from starlette.testclient import TestClient

from pantau.model import PLACE_PRECISIONS, Place
from pantau.report.pictures.frame import Head, width_of
from pantau.store import look_into_store, looking, open_store
from pantau.store.charting import Chart, Spot, find_among, load_chart
from pantau.store.looking import Wanted
from pantau.web.asking import Asked
from pantau.web.filters import Filter
from pantau.web.maps import MapWords, draw_map
from pantau.web.outlines import RESOLUTIONS, cut_ring, load_countries
from pantau.web.timelines import looks_of
from pantau.web.views.situation import WORLD, Extent, PlaceMark, Timeline, frame_of, make_map
from tests.web.conftest import ask, enter


def country_name(code: str, name: str) -> str:
    return name or code


def mark(lat: float, lon: float, *, precision: str = "settlement", incidents: int = 1, name: str = "Hill", key: str = "k") -> PlaceMark:
    place = Place(raw=name, name=name, lat=lat, lon=lon, precision=precision)
    return PlaceMark(key, place, incidents, "I1" if incidents == 1 else None, None)


def drawn(*marks: PlaceMark, extent: Extent | None = None, width: int = 800) -> str:
    return str(draw_map(
        extent or Extent(44, 38, 49, 42, False), marks, (), head=Head("m", "Map", "words"), width=width,
        country=country_name, href=lambda one: f"/incidents?place={one.key}", title=lambda one: one.place.name or "", words=MapWords(),
    ))  # fmt: skip


@pytest.mark.parametrize(
    ("precision", "dots", "discs"), [("settlement", 1, 0), ("point", 1, 0), ("district", 0, 1), ("region", 0, 1)]
)
def test_a_mark_is_no_more_exact_than_the_words(precision: str, dots: int, discs: int) -> None:
    picture = drawn(mark(40, 46, precision=precision))
    assert (picture.count('class="dot"'), picture.count('class="around"')) == (dots, discs)


@pytest.mark.parametrize("precision", PLACE_PRECISIONS)
def test_a_country_is_no_point_even_where_a_file_gives_it_degrees(tmp_path: Path, precision: str) -> None:
    numbers = np.array([1, 2, 3])
    places = (Place(raw="Land", name="Land", lat=40.0, lon=46.0, precision=precision),)
    chart = Chart(numbers, numbers, numbers, numbers, np.array([0, 0, -1]), places)
    with open_store(tmp_path / "none.db") as store:
        found = make_map(Asked(store=store, filter=Filter()), chart, numbers > 0)
    is_drawn = precision in ("point", "settlement", "district", "region")
    assert [each.incidents for each in found.marks] == ([2] if is_drawn else [])
    assert [each.incidents for each in found.vague] == ([] if is_drawn else [2])
    assert found.nowhere == 1


def test_a_region_is_drawn_larger_than_a_district_and_both_grow_with_the_map() -> None:
    def radius(precision: str, extent: Extent) -> float:
        found = re.search(r'class="around"[^>]* r="([0-9.]+)"', drawn(mark(40, 46, precision=precision), extent=extent))
        assert found
        return float(found[1])

    near, far = Extent(44, 38, 49, 42, False), Extent(30, 30, 60, 50, False)
    assert radius("region", near) > radius("district", near) > radius("district", far)


def test_what_lies_beyond_the_frame_is_not_drawn() -> None:
    assert 'class="dot"' not in drawn(mark(55.7, 37.6))


def test_words_of_a_page_are_inert_on_the_map() -> None:
    picture = drawn(mark(40, 46, name='<script>alert("x")</script>', key='"><script>'))
    assert "<script" not in picture


FRAMES = [
    (
        "the far place of few incidents stays out",
        [mark(40, 46, incidents=9), mark(40.5, 46.5, incidents=9), mark(38.9, -77)], (40, 46), (38.9, -77),
    ),
    ("one place alone is seen with its surroundings", [mark(5.5, 95.3)], (5.5, 95.3), (15.0, 95.3)),
    ("a place beside the pole", [mark(84, 10)], (84, 10), (70.0, 10)),
]  # fmt: skip


@pytest.mark.parametrize(("case", "marks", "inside", "outside"), FRAMES, ids=[case[0] for case in FRAMES])
def test_the_frame_is_around_most(case: str, marks: list[PlaceMark], inside: tuple[float, float], outside: tuple[float, float]) -> None:
    frame = frame_of(marks, [])
    assert frame.holds(*inside), case
    assert not frame.holds(*outside), case
    assert frame == frame_of(marks[::-1], [])


def test_the_frame_of_nothing_is_the_world_and_that_of_a_theatre_its_places() -> None:
    assert frame_of([], []) is WORLD
    assert frame_of([mark(-30, -170), mark(50, 170)], []) is WORLD
    frame = frame_of([mark(55, 37, incidents=50)], [(40, 46), (40, 47), (39, 46)])
    assert frame.holds(40, 46)
    assert not frame.holds(55, 37)


def test_every_mark_leads_to_what_it_counts(desk: TestClient) -> None:
    found = desk.get("/api/v1/situation").json()
    seen = 0
    for each in [*found["map"]["marks"], *found["map"]["vague"]]:
        listed = desk.get(f"/api/v1/incidents?limit=200&place={each['key']}").json()
        assert (listed["total"], len(listed["items"])) == (each["incidents"], each["incidents"])
        assert {item["place"]["lat"] for item in listed["items"]} == {each["place"]["lat"]}
        assert (each["incident"] is None) == (each["incidents"] > 1)
        seen += each["incidents"]
    listed = desk.get("/api/v1/incidents?limit=200&place=none").json()
    assert listed["total"] == found["map"]["nowhere"] > 0
    assert {bool(item["place"] and item["place"]["lat"]) for item in listed["items"]} == {False}
    assert seen + listed["total"] == found["total"]


def test_what_has_no_place_is_told_beside_the_map(desk: TestClient) -> None:
    page, nowhere = desk.get("/").text, desk.get("/api/v1/situation").json()["map"]["nowhere"]
    assert re.search(rf'<a href="/incidents\?place=none"><b>{nowhere}</b> incidents without a place on the map</a>', page)


def test_pages_of_a_place_follow_one_another(desk: TestClient) -> None:
    found, after = [], ""
    for _ in range(30):
        page = desk.get(f"/api/v1/incidents?limit=7&place=none{after}").json()
        found += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert len(set(found)) == len(found) == page["total"]
    ordered = [item["id"] for item in desk.get("/api/v1/incidents?limit=200").json()["items"]]
    assert found == [each for each in ordered if each in set(found)]


QUERIES = ["", "?by=type", "?since=2020-10-05&until=2020-10-20", "?party=AZE", "?status=disputed", "?origins=2"]


@pytest.mark.parametrize("query", QUERIES)
def test_every_bar_leads_to_what_it_counts(desk: TestClient, query: str) -> None:
    pairs = [pair for pair in query.strip("?").split("&") if pair]
    carried = [pair for pair in pairs if not pair.startswith(("by=", "since=", "until="))]
    line = desk.get(f"/api/v1/situation{query}").json()["timeline"]
    told = [period for period in line["periods"] if period["incidents"]]
    assert told
    for period in told[:: max(1, len(told) // 8)]:
        days = [f"since={period['first_on']}", f"until={period['last_on']}", "limit=200", *carried]
        assert desk.get(f"/api/v1/incidents?{'&'.join(days)}").json()["total"] == period["incidents"]
        for value, things in zip(line["values"], period["counts"], strict=True):
            if f"{line['by']}={value}" not in days:
                listed = desk.get(f"/api/v1/incidents?{'&'.join(days)}&{line['by']}={value}").json()["total"]
                assert listed == things or "status=" in query
        if line["by"] == "status":
            assert sum(period["counts"]) == period["incidents"]
    for before, after in pairwise(line["periods"]):
        assert date.fromisoformat(after["first_on"]).toordinal() == date.fromisoformat(before["last_on"]).toordinal() + 1


def test_what_is_new_is_the_list_it_leads_to(desk: TestClient) -> None:
    for day in ("2020-10-01", "2020-10-25", "2020-11-18"):
        found = desk.get(f"/api/v1/situation?new_since={day}").json()
        lists = {"incidents": f"incidents?since={day}", "breaks": f"records?kind=ceasefire&type=violated&since={day}",
                 "denials": f"records?kind=claim&type=deny&since={day}"}  # fmt: skip
        for name, address in lists.items():
            assert found[name]["total"] == desk.get(f"/api/v1/{address}").json()["total"], (day, name)
        page = html.unescape(desk.get(f"/?new_since={day}").text)
        assert all(re.search(rf'href="/{re.escape(address.split("?")[0])}\?[^"]*since={day}', page) for address in lists.values())


def test_new_is_the_last_week_of_the_record_unless_asked(desk: TestClient) -> None:
    found = desk.get("/api/v1/situation").json()
    assert date.fromisoformat(found["newest_on"]).toordinal() - date.fromisoformat(found["new_since"]).toordinal() == 6
    assert desk.get("/api/v1/situation?until=0001-01-03").json()["new_since"] == "0001-01-01"


def test_the_pictures_stand_without_a_script_and_have_their_twins(desk: TestClient) -> None:
    page = desk.get("/").text
    assert page.count('class="drawing map"') == page.count('class="drawing timeline"') == 2
    assert "<script" not in page.split("<main")[1]
    assert " style=" not in page
    named = desk.get("/api/v1/situation").json()["map"]["marks"]
    table = page.split('class="twin"')[1].split("</details>")[0]
    assert len(re.findall(r'<tr><th scope="row"', table)) == len(named)


def test_disputed_areas_are_dashed_and_said_to_be_approximate(desk: TestClient) -> None:
    areas = desk.get("/api/v1/situation?theatre=karabakh").json()["map"]["disputed"]
    assert {"Kalbajar"} <= {area["name"] for area in areas}
    assert all(area["held_by"] != area["country"] for area in areas)
    page = desk.get("/?theatre=karabakh").text
    assert 'class="disputed"' in page
    assert "approximate" in page


@pytest.mark.parametrize(
    ("query", "shown", "is_circle"),
    [
        ("theatre=karabakh", {"Line of contact of 1994", "Former Nagorno-Karabakh oblast"}, False),
        ("theatre=karabakh&until=1990-01-01", {"Former Nagorno-Karabakh oblast"}, False),
        ("theatre=karabakh&since=2021-01-01", {"Former Nagorno-Karabakh oblast"}, False),
        ("theatre=karabakh&since=2024-06-01", set(), True),
        ("theatre=karabakh&extent=world", set(), False),
        ("theatre=kashmir&since=2019-01-01", {"Line of Control"}, False),
        ("theatre=korea", set(), False),
    ],
)  # fmt: skip
def test_a_line_stands_on_the_map_of_its_days(desk: TestClient, query: str, shown: set[str], is_circle: bool) -> None:
    found = desk.get(f"/api/v1/situation?{query}").json()["map"]
    assert {line["name"] for line in found["lines"]} == shown
    assert ("Nagorno-Karabakh" in {area["name"] for area in found["disputed"]}) == is_circle


def test_lines_are_dashed_named_and_told_where_they_come_from(desk: TestClient) -> None:
    page = html.unescape(desk.get("/?theatre=karabakh").text)
    figure = page.split('class="picture map-picture"')[1].split("</figure>")[0]
    assert figure.count('<path class="contact" d="M') == figure.count('<path class="outline" d="M') == 3  # wide, phone, key
    assert "Line of contact of 1994 (approximate)" in figure
    assert "along the Murovdag" in figure
    assert re.search(r"\.map \.contact \{[^}]*stroke-dasharray", desk.get("/static/overview.css").text)
    with_words = desk.get("/situation/map.svg?theatre=karabakh", headers={"cookie": cookie_of(desk, "id")}).text
    assert "Garis kontak 1994 (perkiraan)" in with_words


def cookie_of(desk: TestClient, language: str) -> str:
    return "; ".join(f"{name}={language if name == 'language' else value}" for name, value in desk.cookies.items())


def boxes_of(picture: str) -> list[tuple[str, float, float, float, float]]:
    """The words written on a map: where they stand and how much room they take."""
    found = []
    for text in etree.fromstring(picture.encode()).iter("{http://www.w3.org/2000/svg}text"):
        words, x, y = "".join(text.itertext()), float(text.get("x")), float(text.get("y"))
        found.append((words, x, y - 9, x + width_of(words, 12), y + 3))
    return found


CROWD = [
    mark(38.2 + (n * 37 % 100) * 0.036, 44.2 + (n * 61 % 97) * 0.047, incidents=400 - n, name=f"Village of number {n}", key=str(n))
    for n in range(250)
]  # fmt: skip
TOWNS = [mark(40 + n * 0.0004, 46.5, incidents=9 - n % 3, name="Long name of a town", key=str(n)) for n in range(220)]


@pytest.mark.parametrize("marks", [CROWD, TOWNS, [*CROWD, *TOWNS]], ids=["spread", "in one spot", "both"])
@pytest.mark.parametrize("width", [344, 800])
def test_words_on_a_crowded_map_do_not_collide(marks: list[PlaceMark], width: int) -> None:
    picture = drawn(*marks, width=width)
    assert picture.count('class="dot"') == len(marks)
    boxes = boxes_of(picture)
    assert len(boxes) > 3
    for n, (words, left, top, right, foot) in enumerate(boxes):
        assert left >= 0, words
        assert right <= width, words
        for other, other_left, other_top, other_right, other_foot in boxes[n + 1 :]:
            is_apart = right < other_left or other_right < left or foot < other_top or other_foot < top
            assert is_apart, (words, other)


def test_the_most_told_place_keeps_its_name() -> None:
    ranked = sorted(CROWD, key=lambda one: -one.incidents)
    named = [each for each in ranked if f">{each.place.name} · {each.incidents}</text>" in drawn(*ranked)]
    assert named[0] is ranked[0]
    assert len(named) < len(ranked) / 2
    assert sum(ranked.index(each) for each in named) / len(named) < len(ranked) / 2  # the less told lose theirs first


def test_an_empty_store_teaches(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    with open_store(path):
        pass
    with enter(ask(path)) as client:
        page = client.get("/").text
        assert "No incident yet." in page
        assert "pantau read" in page
        assert client.get("/incidents?place=none").status_code == 200
        assert client.get("/?extent=world&by=type&new_since=2020-01-01").status_code == 200


@pytest.mark.parametrize("place", ["", "nowhere", "1", "1~", "~1", "91~0", "0~181", "1e5~3", "nan~1", "1~2~3", "+1~2", "١~٢"])
def test_a_place_is_written_one_way(desk: TestClient, place: str) -> None:
    answer = desk.get("/api/v1/incidents", params={"place": place})
    assert answer.status_code == (200 if place == "" else 422)


ASKED: list[dict[str, Any]] = [
    {}, {"since": date(2020, 10, 10)}, {"until": date(2020, 10, 10)}, {"since": date(2020, 10, 10), "until": date(2020, 10, 10)},
    {"origins": 2}, {"facets": {"party": ("AZE",)}}, {"facets": {"party": ("AZE", "ARM"), "type": ("ASSAULT",)}},
    {"facets": {"status": ("disputed",), "theatre": ("karabakh",)}, "since": date(2020, 10, 1)}, {"facets": {"outlet": ("no.such",)}},
]  # fmt: skip


@pytest.mark.parametrize("wanted", ASKED, ids=str)
def test_the_chart_finds_what_the_list_finds(sample_store: Path, wanted: dict[str, Any]) -> None:
    with look_into_store(sample_store) as store:
        chart: Chart = store.ask(load_chart)
        among = store.ask(find_among, chart, Wanted(**wanted))
        listed = store.ask(looking.find_incidents, Wanted(**wanted), limit=10_000).items
    assert {f"I{n}" for n in chart.numbers[among]} == {each.incident.id for each in listed}


def test_spots_are_counted_once_each(sample_store: Path) -> None:
    with look_into_store(sample_store) as store:
        chart = store.ask(load_chart)
    spots: list[Spot] = chart.find_spots(chart.numbers > 0)
    assert sum(spot.incidents for spot in spots) + chart.count_nowhere(chart.numbers > 0) == len(chart.numbers)
    assert len({(spot.place.lat, spot.place.lon) for spot in spots}) == len(spots)


def test_outlines_are_whole_and_cut_to_the_frame() -> None:
    for resolution in RESOLUTIONS:
        countries = {country.code: country for country in load_countries(resolution)}
        assert {"IDN", "AZE", "ARM", "RUS", "FJI", "USA"} <= set(countries)
        steps = [abs(a[0] - b[0]) for c in countries.values() for _, ring in c.rings for a, b in pairwise(ring)]
        assert max(steps) < 180, "a line right across the map"
    assert set(cut_ring([(0, 0), (4, 0), (4, 4), (0, 4)], (1, 1, 2, 2))) == {(1, 1), (2, 1), (2, 2), (1, 2)}
    assert cut_ring([(0, 0), (1, 0), (1, 1)], (5, 5, 6, 6)) == []


@pytest.mark.parametrize(
    ("values", "looks"),
    [
        (("reported", "disputed", "corroborated"), (0, 1, 2, 3)), (("corroborated", "reported"), (2, 0, 1)),
        (("withdrawn", "disputed"), (0, 1, 2)), (("ASSAULT", "AGREE", "AID", "RETREAT"), (0, 1, 2, 3, 4)),
    ],
)  # fmt: skip
def test_a_status_looks_the_same_wherever_it_is_drawn(values: tuple[str, ...], looks: tuple[int, ...]) -> None:
    assert looks_of(Timeline("day", "status", values, (), 0), range(len(values))) == looks
