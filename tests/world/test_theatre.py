"""Theatre files: the shipped ones are whole, a faulty one says where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import pantau.world
from pantau.world import Theatre, check_theatre, load_world
from pantau.world.lines import TheatreLine, parse_points

SHIPPED = sorted((Path(pantau.world.__file__).parent / "theatres").glob("*.toml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_theatre_passes(path: Path) -> None:
    assert check_theatre(path) == []


@pytest.mark.parametrize("theatre", load_world().theatres, ids=lambda theatre: theatre.id)
def test_every_theatre_is_consistent(theatre: Theatre) -> None:
    assert len(set(theatre.codes)) == len(theatre.codes), "a party stands twice"
    claimed: dict[str, str] = {}
    for side in theatre.parties:
        for words in (word for forms in side.names.values() for word in forms):
            assert claimed.setdefault(words.casefold(), side.code) == side.code, f"{words} means two parties"
    for agreement in theatre.agreements:
        days = [day for day in (agreement.declared_on, agreement.effective_on, agreement.ended_on) if day]
        assert days == sorted(days), agreement.name
    for place in theatre.places:
        assert (place.lat is None) == (place.lon is None)
        assert not place.acts or place.party, f"{place.name} acts for nobody"
    for line in theatre.lines:
        assert 2 <= len(line.points) <= 20, "an approximate line has few points"
        assert line.source
        assert "id" in line.names, f"{line.name} has no Indonesian name"


def karabakh() -> Theatre:
    return next(theatre for theatre in load_world().theatres if theatre.id == "karabakh")


@pytest.mark.parametrize(
    ("declared", "effective", "broker"),
    [
        (date(2020, 10, 10), datetime(2020, 10, 10, 8, tzinfo=UTC), "RUS"),
        (date(2020, 10, 17), datetime(2020, 10, 17, 20, tzinfo=UTC), "FRA"),
        (date(2020, 10, 25), datetime(2020, 10, 26, 4, tzinfo=UTC), "USA"),
        (date(2020, 11, 9), datetime(2020, 11, 9, 21, tzinfo=UTC), "RUS"),
    ],
)
def test_karabakh_knows_the_truces_of_2020(declared: date, effective: datetime, broker: str) -> None:
    agreement = next(a for a in karabakh().agreements if a.declared_on == declared)
    assert agreement.effective_at == effective
    assert agreement.brokers == (broker,)
    assert {"ARM", "AZE"} <= set(agreement.parties)


def test_karabakh_has_both_names_and_sides() -> None:
    theatre = karabakh()
    both = {place.name: place.other_name for place in theatre.places}
    assert both["Stepanakert"] == "Khankendi"
    assert both["Shusha"] == "Shushi"
    sides = {side.code: side.side for side in theatre.parties}
    assert sides["ARM"] == sides["NKR"] != sides["AZE"]
    assert "pasukan etnis Armenia" in next(s for s in theatre.parties if s.code == "NKR").names["id"]


FAULTY = """id = "x"
name = "X"
timezone = "Mars/Olympus"
colour = "red"
brokers = ["QQQ"]

[[party]]
code = "ARM"
side = "one"
names.id = ["satu", 2]

[[place]]
name = "Somewhere"
kind = "hamlet"

[[agreement]]
name = "Truce"
parties = ["ARM"]
effective_at = 2020-10-10T12:00:00

[[line]]
name = "First line"
kind = "front"
points = [[40.0, 46.0], [46.0]]
source = " "

[[line]]
name = "Second line"
kind = "area"
place = "Nowhere"
from = 2020-10-10
until = 2020-10-09
points = [[40.0, 46.0], [46.0, 200]]

[[line]]
name = "Third line"
kind = "contact"
points = [[40.0, 46.0], [460.0, 20.0]]
source = "a map"
"""


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (3, "unknown time zone 'Mars/Olympus'"),
        (4, "unknown key `colour`"),
        (5, "unknown code 'QQQ'"),
        (10, "must be a list of words"),
        (14, "allowed: point, settlement"),
        (19, "needs a zone"),
        (23, "allowed: contact, border, area"),
        (24, "point 2 must be [degrees north, degrees east], not [46.0]"),
        (25, "must say what it was drawn after"),
        (28, "lacks the key `source`"),
        (30, "is no place of this file: 'Nowhere'"),
        (32, "lies before `from`"),
        (33, "must be 3 to 200 points"),
        (38, "point 2 lies beyond the degrees there are"),
    ],
)
def test_every_fault_is_told_with_its_line(tmp_path: Path, line: int, fault: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(FAULTY, encoding="utf-8")
    told = check_theatre(path)
    assert any(text.startswith(f"{path}:{line}: ") and fault in text for text in told), told


@pytest.mark.parametrize(
    ("points", "kind", "fits"),
    [
        ([[1, 2], [3.5, 4]], "contact", True), ([[1, 2], [3, 4]], "area", False), ([[1, 2], [3, 4], [5, 6]], "area", True),
        ([[1, 2]], "contact", False), ([[1, 2], [True, 4]], "contact", False), ([[1, 2], ["3", 4]], "contact", False),
        ([[1, 2], [float("nan"), 4]], "contact", False), ([[1, 2], [3, float("inf")]], "contact", False), ("1,2", "contact", False),
        ([[1, 2]] * 201, "contact", False), ([[1, 2, 3], [4, 5, 6]], "contact", False), (None, "contact", False),
    ],
)  # fmt: skip
def test_points_are_degrees(points: object, kind: str, fits: bool) -> None:
    assert isinstance(parse_points(points, kind), tuple) == fits


def line_of(theatre: str, name: str) -> TheatreLine:
    found = next(each for each in load_world().theatres if each.id == theatre)
    return next(line for line in found.lines if line.name == name)


LINE = TheatreLine("x", "contact", ((0, 0), (1, 1)), "s", from_on=date(1994, 5, 12), until_on=date(2020, 11, 10))
OPEN = TheatreLine("x", "contact", ((0, 0), (1, 1)), "s", from_on=date(1994, 5, 12))


@pytest.mark.parametrize(
    ("line", "first", "last", "is_shown"),
    [
        (LINE, date(2020, 9, 27), date(2020, 12, 1), True), (LINE, date(2020, 11, 10), None, True),
        (LINE, date(2020, 11, 11), None, False), (LINE, None, date(1994, 5, 11), False), (LINE, None, date(1994, 5, 12), True),
        (LINE, None, None, True), (OPEN, date(2024, 1, 1), None, True), (OPEN, None, date(1990, 1, 1), False),
    ],
)  # fmt: skip
def test_a_line_shows_when_the_days_touch_its_own(line: TheatreLine, first: date | None, last: date | None, is_shown: bool) -> None:
    assert line.touches(first, last) == is_shown


def is_inside(lat: float, lon: float, ring: Sequence[tuple[float, float]]) -> bool:
    crossings = 0
    for (a, b), (c, d) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (a > lat) != (c > lat) and lon < (d - b) * (lat - a) / (c - a) + b:
            crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("theatre", "name", "inside", "outside"),
    [
        (
            "karabakh", "Former Nagorno-Karabakh oblast",
            [(39.8177, 46.7528), (39.7583, 46.7492), (39.7953, 47.1131), (40.2153, 46.8111), (39.52, 47.0314), (39.94, 46.8306)],
            [(39.9911, 46.93), (39.6003, 47.1453), (39.3992, 47.0283), (39.6408, 46.5469), (40.1024, 46.0365), (40.3414, 46.9325)],
        ),
        (
            "israel-palestine", "Gaza Strip", [(31.50, 34.46), (31.34, 34.31), (31.29, 34.26), (31.54, 34.54)],
            [(31.52, 34.60), (31.42, 34.59), (31.60, 34.57), (31.13, 33.80)],
        ),
        (
            "russia-ukraine", "Crimea", [(44.95, 34.10), (45.36, 36.47), (45.71, 34.39), (44.75, 33.86)],
            [(46.64, 32.62), (46.10, 32.91), (45.22, 36.72)],
        ),
        ("syria", "Golan Heights", [(33.27, 35.77), (32.99, 35.69)], [(33.126, 35.824), (33.21, 35.57), (32.79, 35.53)]),
    ],
    ids=["karabakh", "gaza", "crimea", "golan"],
)  # fmt: skip
def test_an_outline_holds_its_towns_and_no_others(
    theatre: str, name: str, inside: list[tuple[float, float]], outside: list[tuple[float, float]]
) -> None:
    ring = line_of(theatre, name).points
    assert [town for town in inside if not is_inside(*town, ring)] == []
    assert [town for town in outside if is_inside(*town, ring)] == []


def side_of(town: tuple[float, float], points: Sequence[tuple[float, float]]) -> bool:
    """On which hand of the line a town lies, by the stretch of it that is nearest."""
    def near(n: int) -> tuple[float, float]:
        (a, b), (c, d) = points[n], points[n + 1]
        share = max(0.0, min(1.0, ((town[0] - a) * (c - a) + (town[1] - b) * (d - b)) / ((c - a) ** 2 + (d - b) ** 2)))
        away = (town[0] - a - share * (c - a)) ** 2 + (town[1] - b - share * (d - b)) ** 2
        return away, (c - a) * (town[1] - b) - (d - b) * (town[0] - a)

    return min(map(near, range(len(points) - 1)))[1] > 0


@pytest.mark.parametrize(
    ("theatre", "name", "one", "other"),
    [
        ("karabakh", "Line of contact of 1994",
         [(39.9911, 46.93), (40.2153, 46.8111), (39.7953, 47.1131), (39.6003, 47.1453), (40.37, 46.75)],
         [(40.3414, 46.9325), (40.3744, 47.1256), (39.7756, 47.6186), (40.6828, 46.3606)]),
        ("kashmir", "Line of Control", [(33.52, 73.90), (34.37, 73.47), (33.86, 73.76), (35.30, 75.63), (32.98, 74.08)],
         [(33.77, 74.09), (34.08, 74.04), (34.09, 74.80), (34.56, 76.13), (34.43, 75.76), (33.38, 74.31)]),
        ("russia-ukraine", "Line of contact of 2015", [(48.00, 37.80), (48.33, 38.05), (48.57, 39.31), (48.34, 38.40)],
         [(47.10, 37.55), (48.14, 37.74), (48.63, 38.38), (48.74, 39.23), (47.94, 37.50)]),
    ],
    ids=["karabakh", "kashmir", "donbas"],
)  # fmt: skip
def test_a_line_of_contact_has_each_town_on_its_own_side(
    theatre: str, name: str, one: list[tuple[float, float]], other: list[tuple[float, float]]
) -> None:
    points = line_of(theatre, name).points
    assert len({side_of(town, points) for town in one}) == len({side_of(town, points) for town in other}) == 1
    assert side_of(one[0], points) != side_of(other[0], points)


def test_files_that_are_no_theatre(tmp_path: Path) -> None:
    assert "no such file" in check_theatre(tmp_path / "none.toml")[0]
    broken = tmp_path / "broken.toml"
    broken.write_text("id = \n", encoding="utf-8")
    assert "is not TOML" in check_theatre(broken)[0]
    empty = tmp_path / "empty.toml"
    empty.write_text("", encoding="utf-8")
    assert any("lacks the key `id`" in fault for fault in check_theatre(empty))
    odd = tmp_path / "odd.toml"
    odd.write_text('id = "o"\nname = "O"\ntimezone = "UTC"\nparty = "ARM"\nplace = [1]\nbrokers = 3\n', encoding="utf-8")
    assert len(check_theatre(odd)) >= 2
