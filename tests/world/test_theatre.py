"""Theatre files: the shipped ones are whole, a faulty one says where."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import pantau.world
from pantau.world import Theatre, check_theatre, load_world

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
    ],
)
def test_every_fault_is_told_with_its_line(tmp_path: Path, line: int, fault: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(FAULTY, encoding="utf-8")
    told = check_theatre(path)
    assert any(text.startswith(f"{path}:{line}: ") and fault in text for text in told), told


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
