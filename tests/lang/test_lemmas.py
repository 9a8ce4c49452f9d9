"""Forms of a word fall together under one key, words that only look alike stay apart."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from pantau.errors import KnowledgeError
from pantau.lang import LANGUAGES, lemmas, load_pack
from pantau.lang.lemmas import lemma, load_lemmas

FAMILIES = {
    "id": (
        "tembak menembak menembaki penembakan ditembak ditembaki tembakan tertembak menembaknya",
        "serang serangan menyerang diserang penyerangan penyerang",
        "sepakat disepakati kesepakatan menyepakati",
        "bom mengebom pengeboman dibom",
        "langgar pelanggaran melanggar dilanggarnya",
        "perang berperang peperangan memerangi",
        "runding perundingan berunding dirundingkan",
        "tewas menewaskan ditewaskan tewasnya",
        "pakar pakarnya", "menteri menterinya", "senjata bersenjata mempersenjatai persenjataan",
        "awas pengawasan mengawasi", "kawasan kawasannya",
        "zembrak menzembrak dizembrak",  # a root that nobody listed
        "golak bergolak pergolakan",
        "warga warganya", "tahanan tahanannya", "pertahanan pertahanannya",
    ),
    "en": (
        "shell shelled shelling shells",
        "fire fired firing fires",
        "strike struck striking strikes",
        "shoot shot shots shooting",
        "die died dies dying dead death",
        "deny denied denies denying denial",
        "violate violated violating violation violations",
        "agree agreed agreeing agreement agreements",
        "accuse accused accusing accusation accusations",
        "withdraw withdrew withdrawn withdrawal",
        "city cities", "army armies", "state states", "statement statements", "united", "unit units", "during", "series",
        "child children", "stance stances", "distance distances", "hundred hundreds",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("language", "family"), [(code, row) for code, rows in FAMILIES.items() for row in rows])
def test_forms_of_a_word_have_one_key(language: str, family: str) -> None:
    keys = {form: lemma(form, language) for form in family.split()}
    assert len(set(keys.values())) == 1, keys


@pytest.mark.parametrize("language", list(FAMILIES))
def test_families_stay_apart(language: str) -> None:
    for one, other in combinations(FAMILIES[language], 2):
        assert lemma(one.split()[0], language) != lemma(other.split()[0], language)


@pytest.mark.parametrize("word", ["2020", "covid19", "a" * 41, "شوشا", ""])
def test_what_is_no_word_of_letters_or_too_long_is_its_own_key(word: str) -> None:
    assert lemma(word, "id") == lemma(word, "en") == word


def test_a_language_without_rules_keeps_the_word() -> None:
    assert lemma("serangan", "tr") == lemma("serangan", None) == "serangan"
    assert load_lemmas("tr") == load_lemmas("../id") == (frozenset(), {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_are_no_part_of_the_state_of_knowledge(language: str) -> None:
    assert load_lemmas(language).roots
    assert "lemmas" not in load_pack(language).tables
    assert not [name for name in load_pack(language).files if "lemmas" in name]


def test_words_of_ones_own_cannot_change_the_index(tmp_path: Path) -> None:
    (tmp_path / "words" / "id").mkdir(parents=True)
    (tmp_path / "words" / "id" / "lemmas.toml").write_text("roots = ''\nforms = []\n")
    with pytest.raises(KnowledgeError, match="no such list"):
        load_pack("id", (tmp_path,))


def test_a_list_out_of_form_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "lemmas.toml").write_text('roots = "a"\nforms = ["one two three"]\n')
    monkeypatch.setattr(lemmas, "_HERE", tmp_path)
    with pytest.raises(KnowledgeError, match="one two three"):
        load_lemmas("xx")
