"""The table of place names and the benchmark on it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pantau.cli import app
from pantau.knowledge import load_knowledge
from pantau.measure.benchmark import Data, sum_of
from pantau.measure.places import PLACES
from pantau.model import PLACE_PRECISIONS
from pantau.world.places import open_index

TABLE = Path(__file__).parents[2] / "gold" / "places.toml"
ROWS = tomllib.loads(TABLE.read_text(encoding="utf-8"))["place"]


def test_the_table_is_whole() -> None:
    theatres = {theatre.id for theatre in load_knowledge().world.theatres}
    assert len(ROWS) == 200
    keys = {(row["words"], row["language"], row.get("theatre"), tuple(row.get("countries", ()))) for row in ROWS}
    assert len(keys) == len(ROWS), "no row stands twice"
    assert all(row["finest"] in PLACE_PRECISIONS and row.get("theatre", "karabakh") in theatres for row in ROWS)
    assert not any("theatre" in row and "countries" in row for row in ROWS)


def test_every_id_is_the_named_place_in_the_installed_data() -> None:
    index, wrong = open_index(), []
    for row in ROWS:
        if "id" in row and row["finest"] == "settlement":
            found = {s.id: s for s in index.find(row["name"])}.get(row["id"])
            if found is None or found.country != row["country"]:
                wrong.append(row["words"])
    assert wrong == []


def test_figures_hold() -> None:
    rows = PLACES.load(Data(places=TABLE))
    assert isinstance(rows, list)
    assert PLACES.reader is not None
    read = PLACES.reader(load_knowledge())
    whole = sum_of([read(row) for row in rows])
    figures = PLACES.figures(whole, whole)
    assert figures["right id"] >= 0.9
    assert figures["right id where there is one"] >= 0.9
    assert figures["precision not finer"] == 1.0


def test_the_peer_takes_the_most_populous() -> None:
    (rival,) = PLACES.rivals()
    row = {"words": "tripoli", "language": "en", "id": 2210247, "country": "LBY", "finest": "settlement"}
    assert rival.tally(row)["right id"] == 1.0
    assert rival.tally({**row, "id": 266826, "country": "LBN"})["right id"] == 0.0
    assert rival.tally({"words": "Xyzzyq", "language": "en", "finest": "region"})["right id"] == 1.0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('place = [{ words = "Gaza", language = "en", finest = "village" }]', "village"),
        ('place = [{ words = "Gaza", finest = "region", colour = "red" }]', "colour"),
    ],
)
def test_a_faulty_table_is_told(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "places.toml").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(app, ["bench", "places", "--places", str(tmp_path / "places.toml")])
    assert result.exit_code == 1
    assert told in result.output + result.stderr
