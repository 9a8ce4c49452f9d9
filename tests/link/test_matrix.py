"""The claims matrix: accusation, denial and counter-accusation of three pages in one row."""

from __future__ import annotations

from pantau.link.corpus import Corpus
from pantau.link.matrix import find_matrix
from pantau.model import AnswerLink, Incident
from tests.link.made import made_claim, made_document, made_event

FIRST, SECOND, THIRD = (made_document(name) for name in ("01", "02", "03"))
ATTACK = made_event(FIRST, actors=("NKR",), recipients=("AZE",))
ACCUSED = made_claim(FIRST, code="AZE", targets=("NKR",))
DENIED = made_claim(SECOND, code="NKR", stance="deny", targets=("AZE",))
COUNTERED = made_claim(THIRD, code="NKR", stance="accuse", targets=("AZE",))
WITNESS = made_claim(FIRST, 7, code=None, speaker="seorang warga", stance="assert", targets=())
CORPUS = Corpus([(FIRST, (ATTACK, ACCUSED, WITNESS)), (SECOND, (DENIED,)), (THIRD, (COUNTERED,))])
INCIDENT = Incident(id="I1", records=tuple(sorted((ATTACK.id, ACCUSED.id, WITNESS.id))), actors=("NKR",), recipients=("AZE", "ARM_CIV"))
ANSWERS = (
    AnswerLink(claim=ACCUSED.id, answer=DENIED.id, relation="denies", score=1.0),
    AnswerLink(claim=ACCUSED.id, answer=COUNTERED.id, relation="counters", score=1.0),
)


def test_one_row_holds_all_that_answer_each_other() -> None:
    (row,) = find_matrix(CORPUS, [INCIDENT], ANSWERS)
    assert [voice.voice for voice in row.of("AZE")] == ["accuses"]
    assert [(voice.voice, voice.answers) for voice in row.of("NKR")] == [
        ("denies", ((ACCUSED.id, "denies"),)), ("accuses", ((ACCUSED.id, "counters"),)),
    ]  # fmt: skip


def test_named_parties_that_say_nothing_are_silent_and_witnesses_stand_last() -> None:
    (row,) = find_matrix(CORPUS, [INCIDENT], ANSWERS)
    assert row.of("ARM") == ()
    assert [code for code, _ in row.cells] == ["ARM", "AZE", "NKR", ""]
    assert [voice.voice for voice in row.of("")] == ["asserts"]


def test_an_incident_nobody_speaks_of_has_no_row() -> None:
    assert find_matrix(CORPUS, [Incident(id="I2", records=(ATTACK.id,), actors=("NKR",))], ANSWERS) == ()


def test_what_answers_an_answer_stands_elsewhere() -> None:
    further = made_claim(THIRD, 9, code="AZE", stance="deny", targets=("NKR",))
    corpus = Corpus([(FIRST, (ATTACK, ACCUSED, WITNESS)), (SECOND, (DENIED,)), (THIRD, (COUNTERED, further))])
    answers = (*ANSWERS, AnswerLink(claim=COUNTERED.id, answer=further.id, relation="denies", score=1.0))
    (row,) = find_matrix(corpus, [INCIDENT], answers)
    assert sum(len(voices) for _, voices in row.cells) == 4
