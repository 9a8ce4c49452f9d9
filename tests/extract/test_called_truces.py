"""A truce that is only asked for, in words that do not name it: whose it is and what was read for it."""

from __future__ import annotations

from datetime import date

import pytest

from pantau.extract import extract
from pantau.knowledge import Knowledge
from pantau.model import Ceasefire
from tests.contracts.test_cases import page

CALLS = {
    "en": ("The UN urged Sudan's army and the RSF to stop fighting on Sunday.", "urged", "Sudan's army and the RSF"),
    "id": ("PBB mendesak tentara Sudan dan RSF menghentikan pertempuran.", "mendesak", "tentara Sudan dan RSF"),
}


@pytest.mark.parametrize("language", CALLS)
def test_a_call_to_stop_has_the_words_of_its_stage_and_its_parties(language: str, knowledge: Knowledge) -> None:
    text, call, parties = CALLS[language]
    document = page(language, text, date(2024, 5, 5), None)
    (truce,) = (r for r in extract(document, knowledge).records if isinstance(r, Ceasefire))
    read = {slot: span.of(document.text) for slot, span in truce.evidence.items()}
    assert (truce.stage, truce.parties) == ("called_for", ("SDN", "RSF"))
    assert read["stage"] == call
    assert read["parties"] == parties
    assert not truce.inferred
