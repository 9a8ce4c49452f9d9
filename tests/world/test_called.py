"""A theatre is called by its name in the reader's language."""

from __future__ import annotations

from pathlib import Path

import pytest

from pantau.world import load_world
from pantau.world.theatre import check_theatre

TEXT = 'id = "mine"\nname = "Sudan and Darfur"\ntimezone = "UTC"\n{}\n[[party]]\ncode = "SDN"\nside = "one"\n'


def test_a_theatre_has_a_name_of_its_own_in_indonesian() -> None:
    theatres = {theatre.id: theatre for theatre in load_world().theatres}
    assert theatres["sudan"].called_in("id") == "Sudan dan Darfur"
    assert theatres["sudan"].called_in("en") == theatres["sudan"].name == "Sudan and Darfur"
    assert theatres["aceh"].called_in("id") == "Aceh"


@pytest.mark.parametrize("called", ["called = 3", "called.id = 3", 'called.id = " "'])
def test_a_name_by_language_that_is_none_is_a_fault(called: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(TEXT.format(called), encoding="utf-8")
    faults = check_theatre(path)
    assert faults
    assert all("called" in fault for fault in faults)
