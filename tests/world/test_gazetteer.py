"""Places: the right one, no finer than the words, from an index that is built once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from pantau.lang import load_pack
from pantau.world import Gazetteer, load_world, parse_names, places
from pantau.world.places import fold, index_path, open_index
from pantau.world.respelling import respell

WORLD = load_world()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return WORLD.gazetteer(parse_names(load_pack("id").tables["names"], WORLD.parties))


@pytest.mark.parametrize(
    ("words", "countries", "name", "country", "precision"),
    [
        ("Gaza", "", "Gaza Strip", "PSE", "region"),
        ("Kota Gaza", "", "Gaza", "PSE", "settlement"),
        ("Tepi Barat", "", "West Bank", "PSE", "region"),
        ("Damaskus", "", "Damascus", "SYR", "settlement"),
        ("Stepanakert", "", "Khankendi", "AZE", "settlement"),
        ("Tripoli", "", "Tripoli", "LBY", "settlement"),
        ("Tripoli", "LBN SYR", "Tripoli", "LBN", "settlement"),
        ("Paris", "USA FRA", "Paris", "FRA", "settlement"),
        ("Kandahar", "AFG", "Kandahār", "AFG", "settlement"),
        ("Provinsi Kandahar", "AFG", "Kandahar Province", "AFG", "region"),
        ("Provinsi Sisaket", "", "Sisaket Province", "THA", "region"),
        ("negara bagian Anambra", "NGA", "Anambra Province", "NGA", "region"),
        ("Kabupaten Nduga", "IDN", "Nduga", "IDN", "district"),
        ("Distrik Wamena", "IDN", "Wamena", "IDN", "district"),
        ("Irak utara", "", "Iraq", "IRQ", "region"),
        ("Goma, RD Kongo", "", "Goma", "COD", "settlement"),
        ("Rusia", "", "Russia", "RUS", "country"),
        ("Laut Merah", "", "Red Sea", None, "region"),
        ("Sa’ada", "YEM", "Sa'dah", "YEM", "settlement"),
    ],
)
def test_places(
    gazetteer: Gazetteer, words: str, countries: str, name: str, country: str | None, precision: str
) -> None:
    place = gazetteer.find_place(words, countries=countries.split())
    assert place is not None
    assert (place.raw, place.name, place.country, place.precision) == (words, name, country, precision)


def test_a_district_named_after_a_town_has_no_point(gazetteer: Gazetteer) -> None:
    place = gazetteer.find_place("Distrik Wamena", countries=["IDN"])
    assert place is not None
    assert place.lat is place.lon is place.id is None


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("pinggiran Beirut", "LBN"), ("selatan Baghdad", "IRQ"), ("dekat kota Mosul", "IRQ"), ("luar kota Aleppo", "SYR"),
        ("40 kilometer di utara Tikrit", "IRQ"), ("sekitar Kyiv", "UKR"), ("lepas pantai Somalia", "SOM"), ("perbatasan Irak", "IRQ"),
        ("perairan Gaza", "PSE"), ("Kampung Xyzzyq, Papua", "IDN"),
    ],
)  # fmt: skip
def test_near_a_place_is_no_finer_than_a_region(gazetteer: Gazetteer, words: str, country: str) -> None:
    place = gazetteer.find_place(words)
    assert place is not None
    assert (place.id, place.lat, place.country, place.precision) == (None, None, country, "region")


def test_a_direction_behind_the_name_is_a_part_of_it(gazetteer: Gazetteer) -> None:
    north, all_of_it = gazetteer.find_place("Baghdad utara"), gazetteer.find_place("Baghdad")
    assert north
    assert all_of_it
    assert north.id == all_of_it.id
    assert gazetteer.find_place("perbatasan antara Israel dan Yordania") is None  # two places are none


@pytest.mark.parametrize(
    ("words", "countries", "found"),
    [
        ("Irak", "", 99237), ("Eropa", "", 6255148), ("Irak utara", "", None), ("Texas", "", 4736286),
        ("Paris, Texas", "FRA USA", 4717560), ("Springfield, Illinois", "", 4250542), ("Goma, RD Kongo", "", 216281),
        ("Hebron, Kentucky", "PSE", 4294425), ("Tirin Kot", "AFG", 1122747),
        ("Kerson", "UKR RUS", 706448), ("Kerson", "", None),
    ],
)  # fmt: skip
def test_ids(gazetteer: Gazetteer, words: str, countries: str, found: int | None) -> None:
    place = gazetteer.find_place(words, countries=countries.split())
    assert (place.id if place else None) == found


@pytest.mark.parametrize(
    ("words", "theatre", "found"),
    [
        ("Shushi", "karabakh", 147105), ("Same", "timor-leste", 1628926), ("Lugansk", "russia-ukraine", 702658),
        ("Kalbajar", "karabakh", None),
    ],
)  # fmt: skip
def test_a_theatres_towns_have_the_id_of_the_settlement_there(
    gazetteer: Gazetteer, words: str, theatre: str, found: int | None
) -> None:
    place = gazetteer.find_place(words, theatres=[t for t in WORLD.theatres if t.id == theatre])
    assert place is not None
    assert place.id == found


def test_another_spelling_differs_in_one_sound() -> None:
    assert {"kherson", "kersson", "kirson"} < set(respell("kerson"))
    assert "kerson" not in set(respell("kerson"))
    assert "kerson" in set(respell("kherson"))


@pytest.mark.parametrize("words", ["", " ", "Selasa", "Xyzzyq", "Distrik", ",", "Provinsi Xyzzyq", "utara"])
def test_no_place(gazetteer: Gazetteer, words: str) -> None:
    assert gazetteer.find_place(words) is None


def test_small_places_of_unnamed_countries_are_not_guessed(gazetteer: Gazetteer) -> None:
    assert gazetteer.find_place("Sinak", countries=["IDN"]) is None  # a further name of a village in New Jersey


def test_theatres_decide_first_and_give_the_other_name(gazetteer: Gazetteer) -> None:
    place = gazetteer.find_place("Hankendi", theatres=[t for t in WORLD.theatres if t.id == "karabakh"])
    assert place is not None
    assert (place.name, place.other_name) == ("Stepanakert", "Khankendi")


def test_every_exonym_leads_somewhere(gazetteer: Gazetteer) -> None:
    exonyms = parse_names(load_pack("id").tables["names"], WORLD.parties).exonyms
    lost = [words for words in exonyms if (place := gazetteer.find_place(words)) is None or place.precision == "unknown"]
    assert lost == []


def test_is_place(gazetteer: Gazetteer) -> None:
    assert all(gazetteer.is_place(words) for words in ("Baku", "Jalur Gaza", "Yerusalem", "Kabul", "Papua"))
    assert not any(gazetteer.is_place(words) for words in ("Xyzzyq", "ke", ""))


@pytest.mark.parametrize(
    ("words", "folded"), [("Sana'a", "sanaa"), ("Şuşa", "susa"), ("N’Djamena", "ndjamena"), ("Al-Fashir ", "al fashir")]
)
def test_fold(words: str, folded: str) -> None:
    assert fold(words) == folded


@pytest.fixture
def small_world(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Building takes seconds: here it fills two places and counts how often it was called."""
    built: list[int] = []

    def fill(connection: sqlite3.Connection) -> None:
        built.append(1)
        connection.executescript(places._SCHEMA)
        connection.execute("INSERT INTO place VALUES (1, 'Baku', 40.4, 49.9, 'AZE', 1116513, '')")
        connection.execute("INSERT INTO named VALUES (?, 1)", (places._key("baku"),))
        connection.execute(f"PRAGMA user_version = {places._FORM}")
        connection.commit()

    monkeypatch.setattr(places, "_fill", fill)
    places._open.cache_clear()
    yield built
    places._open.cache_clear()


def test_the_index_is_built_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_world: list[int]) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert open_index().has("Baku")
    places._open.cache_clear()
    assert open_index().find("Baku")[0].country == "AZE"
    assert small_world == [1]
    assert [path.name for path in index_path().parent.iterdir()] == [index_path().name], "no half-written file stays"


def test_a_spoilt_index_is_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_world: list[int]) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    index_path().parent.mkdir(parents=True)
    index_path().write_bytes(b"no database at all" * 100)
    assert open_index().has("Baku")
    assert small_world == [1]


def test_another_version_of_the_data_has_another_file(monkeypatch: pytest.MonkeyPatch) -> None:
    before = index_path()
    monkeypatch.setattr(places, "version", lambda _: "99.0")
    assert index_path() != before


def test_without_a_cache_folder_it_is_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_world: list[int]) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert open_index().has("Baku")
    assert small_world == [1]
