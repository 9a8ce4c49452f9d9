"""Every state is called by a name, a word for its people and its capital in every language."""

from __future__ import annotations

from collections import defaultdict

import pytest

from pantau.lang import LANGUAGES, load_pack
from pantau.world import load_parties, parse_names

CITY_STATES = {"SGP"}  # the capital is the state
COMMON_WORDS = {  # a capital that is first of all another word or place: "lima" is five, Victoria an Australian state
    "en": {"SYC"},
    "id": {"PER", "SYC"},
}
PEOPLE_LIKE_STATE = {"id"}  # "warga Mali", "tentara Mali": the name is the adjective
NO_WORD_OF_ITS_OWN = {"COG", "DMA", "VAT"}  # "Congolese" and "Dominican" are read as the larger neighbour's


def forms(language: str) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for alias in parse_names(load_pack(language).tables["names"], load_parties()).aliases:
        found[alias.code][alias.kind].append(alias.words)
    return found


def states() -> list[str]:
    return [code for code, party in load_parties().items() if party.kind == "state"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_a_name(language: str) -> None:
    known = forms(language)
    assert [code for code in states() if not known[code]["names"]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_a_word_for_its_people(language: str) -> None:
    known = forms(language)
    lacking = {code for code in states() if not known[code]["demonyms"]}
    assert language in PEOPLE_LIKE_STATE or lacking == NO_WORD_OF_ITS_OWN


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_a_capital(language: str) -> None:
    known = forms(language)
    lacking = {code for code in states() if not known[code]["capitals"]}
    assert lacking == CITY_STATES | COMMON_WORDS[language]
