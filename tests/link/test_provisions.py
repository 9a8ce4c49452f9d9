"""Duties of an agreement in the words of pages, in both languages, each with its sentence and the day it gives."""

from __future__ import annotations

from datetime import date

import pytest

from pantau.knowledge import Knowledge
from pantau.link.registry import find_registry
from pantau.model.registry import PROVISION_KINDS, Provision
from tests.link.small_pages import corpus_of

HEAD = {
    "id": """Thailand dan Kamboja Berdamai

Selasa, 29 Juli 2025 10:00 WIB

PUTRAJAYA - Thailand dan Kamboja menyepakati gencatan senjata pada Senin (28/7/2025). """,
    "en": """Thailand and Cambodia agree

Tuesday, 29 July 2025

PUTRAJAYA - Thailand and Cambodia agreed to a ceasefire on Monday (28 July 2025). """,
}


def provisions(language: str, sentence: str, knowledge: Knowledge) -> list[Provision]:
    registry = find_registry(corpus_of({"p.txt": HEAD[language] + sentence + "\n"}, knowledge), knowledge)
    return [p for e in registry for p in e.provisions]


ROWS = [
    ("id", "Gencatan senjata itu mulai berlaku pada tengah malam.", "entry_into_force"),
    ("en", "The ceasefire took effect at midnight.", "entry_into_force"),
    ("id", "Kesepakatan itu akan berlaku selama sepuluh hari.", "duration"),
    ("en", "The truce will last for ten days under the agreement.", "duration"),
    ("id", "Perjanjian itu mencakup zona penyangga selebar dua kilometer.", "scope"),
    ("en", "The agreement provides for a buffer zone two kilometres wide.", "scope"),
    ("id", "Menurut kesepakatan, kedua pihak harus menghentikan serangan.", "prohibited_acts"),
    ("en", "Under the deal both sides must refrain from moving troops.", "prohibited_acts"),
    ("id", "Kesepakatan itu mewajibkan Thailand menarik pasukan dari bukit itu.", "withdrawal"),
    ("en", "The deal requires Thailand to withdraw its soldiers from the hill.", "withdrawal"),
    ("id", "Kesepakatan itu juga mengatur pertukaran tawanan.", "exchange_of_prisoners"),
    ("en", "The agreement also provides for an exchange of prisoners.", "exchange_of_prisoners"),
    ("id", "Kesepakatan itu juga mengatur pertukaran jenazah.", "exchange_of_bodies"),
    ("en", "The agreement includes an exchange of bodies.", "exchange_of_bodies"),
    ("id", "Perjanjian itu akan membuka koridor kemanusiaan.", "humanitarian_access"),
    ("en", "The agreement will open a humanitarian corridor.", "humanitarian_access"),
    ("id", "Sebuah tim pengamat akan memantau gencatan senjata.", "monitoring_body"),
    ("en", "A joint committee will watch over the ceasefire.", "monitoring_body"),
    ("id", "Kedua tentara akan membuka saluran komunikasi menurut kesepakatan itu.", "reporting"),
    ("en", "Under the agreement the two armies will open a hotline.", "reporting"),
    ("id", "Kesepakatan itu mengatur pengerahan penjaga perdamaian.", "peacekeepers"),
    ("en", "Peacekeepers will be sent under the agreement.", "peacekeepers"),
    ("id", "Kesepakatan itu memuat jaminan keamanan dan negara penjamin.", "enforcement"),
    ("en", "The agreement names guarantors that will watch it.", "enforcement"),
    ("id", "Mereka sepakat memulai perundingan tentang batas negara setelah gencatan senjata.", "dispute_settlement"),
    ("en", "They agreed to start talks on the frontier after the ceasefire.", "dispute_settlement"),
]


@pytest.mark.parametrize(("language", "sentence", "kind"), ROWS)
def test_a_duty_is_found_with_its_words(language: str, sentence: str, kind: str, knowledge: Knowledge) -> None:
    found = provisions(language, sentence, knowledge)
    assert kind in [p.kind for p in found]
    assert all(sentence.startswith(p.quote[:20]) or p.quote in HEAD[language] for p in found)


def test_every_kind_is_proved_in_both_languages() -> None:
    assert {(language, kind) for language, _, kind in ROWS} == {(x, kind) for x in HEAD for kind in PROVISION_KINDS}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("id", "Hujan turun di ibu kota sepanjang hari."),
        ("en", "Aid workers in the capital were on holiday."),
        ("id", "Menteri Thailand menuntut Kamboja menarik pasukan dari bukit itu."),
    ],
)
def test_no_duty_without_the_agreement_or_in_a_demand(language: str, sentence: str, knowledge: Knowledge) -> None:
    assert [p.kind for p in provisions(language, sentence, knowledge)] == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("id", "Kesepakatan itu mewajibkan Thailand menarik pasukan hingga 15 Agustus 2025."),
        ("en", "The agreement requires Thailand to withdraw its soldiers by 15 August 2025."),
    ],
)
def test_a_deadline(language: str, sentence: str, knowledge: Knowledge) -> None:
    (found,) = [p for p in provisions(language, sentence, knowledge) if p.kind == "withdrawal"]
    assert (found.on, found.is_deadline) == (date(2025, 8, 15), True)
