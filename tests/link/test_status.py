"""The status table row by row, and the Admiralty pair beside it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from pantau.knowledge import Knowledge
from pantau.link.corpus import Corpus
from pantau.link.decided import Decisions
from pantau.link.origins import find_channels
from pantau.link.status import RULES, find_status, gather_facts
from pantau.model import STATUSES, AnswerLink, Decision, Incident, Record, Status
from tests.link.made import made_claim, made_document, made_event

ONE, TWO, THREE = "one", "two", "three"
REUTERS, AFP = ("reuters.com", "by"), ("afp.com", "by")


def decided(*entries: tuple[str, str]) -> list[tuple[str, str]]:
    return list(entries)


def status_of(
    knowledge: Knowledge, pages: dict[str, dict[str, Any]], *, denied_by: tuple[str, ...] = (),
    decisions: list[tuple[str, str]] | None = None, claimant: str | None = None,
) -> Status:  # fmt: skip
    """The status of an attack by AZE on NKR that ARM accuses AZE of, on these pages."""
    made = {name: made_document(name, **slots) for name, slots in pages.items()}
    records: dict[str, list[Record]] = {name: [made_event(document, claimant=claimant)] for name, document in made.items()}
    first = next(iter(made.values()))
    accusation = made_claim(first, 5)
    denials = [made_claim(first, 10 + i, code=code, stance="deny", targets=("ARM",)) for i, code in enumerate(denied_by)]
    if denied_by:
        records[first.name].append(accusation)
    mine = tuple(sorted(r.id for rs in records.values() for r in rs))
    records[first.name] += denials
    corpus = Corpus((made[name], rs) for name, rs in records.items())
    incident = Incident(id="I1", records=mine, actors=("AZE",), recipients=("NKR",))
    facts = gather_facts(
        incident, corpus, [AnswerLink(claim=accusation.id, answer=d.id, relation="denies", score=1.0) for d in denials],
        find_channels(corpus, [], knowledge.world), knowledge.world,
        decisions=Decisions(
            Decision(kind, "I1", who, datetime(2020, 11, 1, tzinfo=UTC), number=number)
            for number, (kind, who) in enumerate(decisions or [])
        ),
    )  # fmt: skip
    return find_status(facts)


TWO_AGENCIES: dict[str, dict[str, Any]] = {ONE: {"credits": [REUTERS]}, TWO: {"credits": [AFP]}}
ONE_AGENCY: dict[str, dict[str, Any]] = {ONE: {"credits": [REUTERS]}}


@pytest.mark.parametrize(
    ("status", "slots"),
    [
        ("reported", {"pages": ONE_AGENCY}),
        ("reported", {"pages": {ONE: {}, TWO: {}}}),
        ("corroborated", {"pages": TWO_AGENCIES}),
        ("reported", {"pages": TWO_AGENCIES, "claimant": "AZE"}),
        ("disputed", {"pages": TWO_AGENCIES, "denied_by": ("AZE",)}),
        ("corroborated", {"pages": TWO_AGENCIES, "denied_by": ("FRA",)}),
        ("under_inquiry", {"pages": TWO_AGENCIES, "decisions": decided(("under_inquiry", "Ani"))}),
        ("unverifiable", {"pages": TWO_AGENCIES, "decisions": decided(("under_inquiry", "Ani"), ("unverifiable", "Budi"))}),
        ("not_attributable", {"pages": ONE_AGENCY, "decisions": decided(("not_attributable", "Ani"))}),
        ("reported", {"pages": ONE_AGENCY, "decisions": decided(("verify", "Ani"))}),
        ("reported", {"pages": ONE_AGENCY, "decisions": decided(("verify", "Ani"), ("verify", "Ani"))}),
        ("verified", {"pages": ONE_AGENCY, "decisions": decided(("verify", "Ani"), ("verify", "Budi"))}),
        ("reported", {"pages": ONE_AGENCY, "decisions": decided(("confirm", "Ani"), ("verify", "Ani"), ("verify", "Budi"))}),
        ("verified", {"pages": ONE_AGENCY, "decisions": decided(("confirm", "Ani"), ("verify", "Budi"), ("verify", "Citra"))}),
        ("verified", {"pages": {ONE: {"kind": "observation"}}, "decisions": decided(("verify", "Budi"))}),
        ("withdrawn", {"pages": TWO_AGENCIES, "decisions": decided(("verify", "Ani"), ("verify", "Budi"), ("withdraw", "Citra"))}),
    ],
)
def test_first_row_that_holds(knowledge: Knowledge, status: str, slots: dict[str, Any]) -> None:
    assert status_of(knowledge, **slots).status == status


def test_every_row_that_held_is_told(knowledge: Knowledge) -> None:
    found = status_of(knowledge, TWO_AGENCIES, denied_by=("AZE",), decisions=decided(("verify", "Ani"), ("verify", "Budi")))
    assert [reason.status for reason in found.reasons] == ["verified", "disputed", "corroborated", "reported"]
    assert "Ani, Budi" in found.reasons[0].why


def test_the_table_names_every_status_once() -> None:
    assert tuple(status for status, _ in RULES) == STATUSES


@pytest.mark.parametrize(
    ("pair", "slots"),
    [
        ("F1", {"pages": TWO_AGENCIES}),
        ("F2", {"pages": TWO_AGENCIES, "denied_by": ("AZE",)}),
        ("F3", {"pages": ONE_AGENCY}),
        ("F4", {"pages": ONE_AGENCY, "denied_by": ("AZE",)}),
        ("F5", {"pages": ONE_AGENCY, "denied_by": ("AZE", "RUS")}),
        ("F4", {"pages": ONE_AGENCY, "denied_by": ("AZE", "TUR")}),  # one side: not two origins
        ("F6", {"pages": {ONE: {}}}),
    ],
)
def test_admiralty_pair(knowledge: Knowledge, pair: str, slots: dict[str, Any]) -> None:
    assert status_of(knowledge, **slots).admiralty == pair
