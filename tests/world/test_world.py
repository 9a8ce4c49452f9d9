"""The shipped world: every code exists, no word is claimed twice, everything loads fast."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from pantau.errors import KnowledgeError
from pantau.lang import LANGUAGES, load_pack
from pantau.world import World, is_code, load_parties, load_world, parse_names
from pantau.world.parties import load_groups, load_persons, load_states

# The codes the annotation guide fixes; states and `_OPP`, `_CIV` come beside them.
GUIDE_GROUPS = [
    "NKR", "PSE", "HAMAS", "FATAH", "ISLAMIC_JIHAD", "HEZBOLLAH", "HOUTHI", "TALIBAN", "AL_QAEDA", "ISIS", "RSF",
    "JANJAWEED", "ICU", "LTTE", "MAOIST", "HARKAT_UL_MUJAHIDEEN", "MEND", "ETA", "KURD", "OPM", "UN", "OSCE",
    "MINSK_GROUP", "NATO", "EU", "AU", "ASEAN", "OIC", "QUARTET", "G7", "ICRC", "ICC", "IAEA", "WHO", "UNESCO", "GHF",
]  # fmt: skip)


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def test_every_code_of_the_guide_is_a_party(world: World) -> None:
    assert [code for code in GUIDE_GROUPS if code not in world.parties] == []
    assert world.parties["CIV"].name == "Ivory Coast"


def test_there_are_enough_states_persons_and_theatres(world: World) -> None:
    assert sum(party.kind == "state" for party in world.parties.values()) >= 197
    assert len(world.persons) >= 450
    assert len(world.theatres) >= 19


@pytest.mark.parametrize(
    ("code", "known"),
    [("RUS", True), ("SOM_OPP", True), ("CIV_CIV", True), ("HAMAS", True), ("HAMAS_OPP", False), ("XYZ", False)],
)
def test_codes(code: str, known: bool) -> None:
    assert is_code(code, load_parties()) is known


def test_neighbours_are_mutual_states(world: World) -> None:
    one_sided = [(p.code, n) for p in world.parties.values() for n in p.neighbours if p.code not in world.parties[n].neighbours]
    assert one_sided == []


def test_no_name_belongs_to_persons_of_two_parties(world: World) -> None:
    claims: dict[str, set[str]] = defaultdict(set)
    for person in world.persons:
        for name in person.names:
            claims[name.casefold()].add(person.party)
    assert {name: parties for name, parties in claims.items() if len(parties) > 1} == {}


def test_theatres_and_world_agree_on_persons(world: World) -> None:
    known = {person.name: person.party for person in world.persons}
    theirs = [(t.id, p.name) for t in world.theatres for p in t.persons if known.get(p.name, p.party) != p.party]
    assert theirs == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_every_language_are_whole(language: str, world: World) -> None:
    names = parse_names(load_pack(language).tables["names"], world.parties)
    unnamed = [p.code for p in world.parties.values() if p.code not in {alias.code for alias in names.aliases}]
    assert unnamed == []
    by_kind = {(alias.words, alias.kind): alias.code for alias in names.aliases}
    if language == "id":
        assert by_kind["Gedung Putih", "metonyms"] == by_kind["AS", "abbreviations"] == by_kind["Washington", "capitals"] == "USA"
        assert by_kind["Perancis", "names"] == by_kind["Prancis", "names"] == "FRA"
        assert by_kind["Boko Haram", "names"] == "NGA_OPP"


def test_names_that_two_parties_claim_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "names.toml"
    path.write_text('[states]\nARM = { names = ["Kita"] }\nAZE = { names = ["Kita"] }\nQQQ = { nams = ["x"] }\n', encoding="utf-8")
    import tomllib

    with pytest.raises(KnowledgeError) as error:
        parse_names([(path, tomllib.loads(path.read_text(encoding="utf-8")))], load_parties())
    assert "`Kita` stands for ARM and for AZE" in str(error.value)
    assert "unknown key `nams`" in str(error.value)
    assert f"{path}:4" in str(error.value)


def test_faults_of_data_files_name_the_line(tmp_path: Path) -> None:
    states = tmp_path / "states.toml"
    states.write_text(
        'AAA = { name = "A", iso2 = "AA", region = "Asia" }\nBB = { name = "B", iso2 = "B", region = "Asia" }\n', encoding="utf-8"
    )
    with pytest.raises(KnowledgeError, match=r"states\.toml:2: `BB` must be an alpha-3 code"):
        load_states(states)
    groups = tmp_path / "groups.toml"
    groups.write_text('X = { name = "X", kind = "club", home = "QQQ" }\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"allowed: armed_group(.|\n)*is no state: 'QQQ'"):
        load_groups(groups, load_parties())
    persons = tmp_path / "persons.toml"
    persons.write_text('[[person]]\nname = "N"\nparty = "NOPE"\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match="unknown party 'NOPE'"):
        load_persons(persons, load_parties())


def test_user_folder_lies_over_the_shipped_world(tmp_path: Path, world: World) -> None:
    folder = tmp_path / "theatres"
    folder.mkdir()
    text = 'id = "{}"\nname = "Mine"\ntimezone = "UTC"\n[[party]]\ncode = "ARM"\nside = "one"\n'
    (folder / "mine.toml").write_text(text.format("mine"), encoding="utf-8")
    (folder / "other.toml").write_text(text.format("karabakh"), encoding="utf-8")
    mine = load_world((tmp_path,))
    assert len(mine.theatres) == len(world.theatres) + 1
    assert next(t for t in mine.theatres if t.id == "karabakh").name == "Mine"
    assert set(mine.files) > set(world.files)
