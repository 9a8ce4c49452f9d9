"""A field report becomes bytes and comes back; bytes that no report becomes are none."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pantau.model.observation import Harmed, Observation, direction_of, from_bytes, is_observation, to_bytes

AT = datetime.fromisoformat("2020-10-26T08:10+04:00")
REPORT = Observation(
    id="report-1", mission="desk", observer="siti", language="id", theatre="karabakh", began_at=AT, ended_at=AT,
    means=("heard", "seen"), what="shelling", position="Stepanakert", position_lat=39.8265, position_lon=46.7656,
    position_precision="point", bearing=225,
    distance_low_km=3.0, distance_high_km=5.0, count_low=17, count_high=17, harmed=(Harmed(3, None, "civilian", "wounded", "AZE"),),
    remarks="«Tembakan»\nberhenti", actors=("AZE",),
)  # fmt: skip


def test_a_report_comes_back_as_it_went() -> None:
    data = to_bytes(REPORT)
    assert is_observation(data)
    assert from_bytes(data) == REPORT
    assert data == to_bytes(from_bytes(data))
    assert "«Tembakan»".encode() in data


def test_what_is_empty_is_not_written() -> None:
    assert "weapon" not in json.loads(to_bytes(REPORT))


@pytest.mark.parametrize(
    "change",
    [
        {"what": "alien"}, {"means": []}, {"means": ["smelt"]}, {"count_low": "17"}, {"count_low": True}, {"position_lat": "39"},
        {"began_at": "2020-10-26T08:10"}, {"began_at": 5}, {"ended_at": "2019-01-01T00:00:00+00:00"}, {"harmed": [[1]]}, {"id": "../x"},
        {"harmed": [["3", None, "civilian", "wounded", "AZE"]]}, {"harmed": 4}, {"unknown": 1}, {"actors": [1]}, {"remarks": {"a": 1}},
        {"$schema": "pantau/observation/2"}, {"nature": "loud"}, {"position_precision": "exact"}, {"remarks": ""},
    ],
    ids=str,
)  # fmt: skip
def test_forged_bytes_are_no_report(change: dict[str, object]) -> None:
    plain = json.loads(to_bytes(REPORT)) | change
    with pytest.raises(ValueError, match="report"):
        from_bytes(json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"$schema":"pantau/observation/1"', b"[" * 100_000, b"\xff", b"null"])
def test_bytes_that_are_something_else_are_no_report(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_bytes(data)


def test_other_spacing_is_no_report() -> None:
    with pytest.raises(ValueError, match="as this program writes"):
        from_bytes(json.dumps(json.loads(to_bytes(REPORT)), ensure_ascii=False, sort_keys=True).encode())


def test_a_direction_and_a_distance_make_a_point() -> None:
    lat, lon, off = REPORT.point or (0, 0, 0)
    assert (round(lat, 3), round(lon, 3)) == (39.801, 46.732)  # 4 km south-west
    assert 1 < off < 3
    assert replace(REPORT, bearing=None).point is None
    assert replace(REPORT, place_lat=1.0, place_lon=2.0).point == (1.0, 2.0, 0.0)


@pytest.mark.parametrize(
    ("position", "bearing"), [((89.99, 10.0), 0), ((0.0, 179.99), 90), ((-89.99, -170.0), 180), ((0.0, -179.99), 270)]
)
def test_a_point_stays_on_the_globe(position: tuple[float, float], bearing: int) -> None:
    at = {"position_lat": position[0], "position_lon": position[1]}
    made = replace(REPORT, **at, bearing=bearing, distance_low_km=100.0, distance_high_km=100.0)
    lat, lon, _ = made.point or (999, 999, 0)
    assert -90 <= lat <= 90
    assert -180 <= lon <= 180


@pytest.mark.parametrize(("bearing", "direction"), [(0, "N"), (22, "N"), (23, "NE"), (225, "SW"), (338, "N"), (359, "N")])
def test_a_bearing_lies_in_one_of_eight_directions(bearing: int, direction: str) -> None:
    assert direction_of(bearing) == direction


def test_days_are_those_of_the_report_itself() -> None:
    began, ended = (datetime.fromisoformat(f"2020-10-27T{clock}+04:00") for clock in ("00:30", "01:00"))
    late = replace(REPORT, began_at=began, ended_at=ended)
    assert from_bytes(to_bytes(late)).began_at.date().day == 27
    assert from_bytes(to_bytes(late)).began_at.astimezone(UTC).day == 26
