"""Theatres and agreements are called by their names in the reader's language."""

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


def test_every_shipped_agreement_has_a_name_of_its_own_in_indonesian() -> None:
    agreements = [agreement for theatre in load_world().theatres for agreement in theatre.agreements]
    called = {agreement.name: agreement.called.get("id", agreement.name) for agreement in agreements}
    assert called["Second humanitarian truce"] == "Gencatan senjata kemanusiaan kedua"
    assert sorted(name for name, words in called.items() if name == words) == ["Minsk II"]
    said = {(agreement.name, agreement.called.get("id")) for agreement in agreements}
    assert len(said) == len(called)  # one English name has one Indonesian name in all theatres


@pytest.mark.parametrize("called", ["called = 3", "called.id = 3", 'called.id = " "'])
@pytest.mark.parametrize("text", [TEXT, TEXT.format("") + '[[agreement]]\nname = "Minsk I"\nparties = ["SDN"]\n{}\n'])
def test_a_name_by_language_that_is_none_is_a_fault(text: str, called: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text.format(called), encoding="utf-8")
    faults = check_theatre(path)
    assert faults
    assert all("called" in fault for fault in faults)
