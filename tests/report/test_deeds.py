"""Events as sentences: every type in every modality, with and without those who did it and those it was done to."""

from __future__ import annotations

from typing import Any

import pytest

from pantau.model import EVENT_TYPES, MODALITIES, Event, Incident, Place, Span
from pantau.report.deeds import event_deed, incident_deed
from pantau.report.wording import Names

NAMES = Names({"ARM": "Armenia", "AZE": "Azerbaijan", "RUS": "Russia"})


def event(type: str, actors: str = "", recipients: str = "", modality: str = "occurred", place: str = "", **slots: Any) -> Event:
    return Event(
        id="e", document="d", trigger=Span(0, 1), type=type, actors=tuple(actors.split()), recipients=tuple(recipients.split()),
        modality=modality, place=Place(raw=place) if place else None, confidence=1.0, rule="by hand", **slots,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (event("ASSAULT", "ARM", "AZE", place="Ganja"), "Armenia attacked Azerbaijan in Ganja"),
        (event("ASSAULT", "ARM AZE"), "Armenia and Azerbaijan fought"),
        (event("ASSAULT", "ARM AZE", "AZE ARM"), "Armenia and Azerbaijan fought"),
        (event("ASSAULT", "AZE", "AZE", place="Ganja"), "Azerbaijan attacked Azerbaijan in Ganja"),
        (event("ASSAULT", "ARM AZE", modality="ongoing"), "Armenia and Azerbaijan are fighting"),
        (event("ASSAULT", "", "AZE", "future"), "Azerbaijan is to be attacked"),
        (event("ASSAULT", "", "AZE_CIV"), "civilians of Azerbaijan were attacked"),
        (event("ASSAULT", "", ""), "somebody attacked"),
        (event("ASSAULT", "ARM", "AZE", "negated"), "Armenia did not attack Azerbaijan"),
        (event("CONSULT", "RUS", "ARM AZE", "future"), "Russia is to hold talks with Armenia and Azerbaijan"),
        (event("CONSULT", "", "ARM"), "somebody held talks with Armenia"),
        (event("CONCEDE", "ARM", modality="hypothetical"), "Armenia would give way"),
        (event("SUPPORT", "RUS", "ARM"), "Russia supported Armenia"),
        (event("UNHEARD", "RUS"), "Russia acted (UNHEARD)"),
    ],
)
def test_an_event_is_a_sentence(told: Event, sentence: str) -> None:
    assert event_deed(told, NAMES).words == sentence


@pytest.mark.parametrize("type", EVENT_TYPES)
@pytest.mark.parametrize("modality", MODALITIES)
def test_every_type_and_modality_has_its_words(type: str, modality: str) -> None:
    parties = [("ARM", "AZE"), ("ARM AZE", ""), ("", "AZE"), ("ARM", "")]
    told = [event_deed(event(type, actors, recipients, modality), NAMES).words for actors, recipients in parties]
    assert not any(type in words or "  " in words for words in told)
    assert len(set(told)) == len(told)


def test_an_incident_goes_by_the_commonest_of_its_events() -> None:
    events = [event("ASSAULT", "ARM", "AZE", place="Ganja"), event("ASSAULT", "ARM", place="Barda"), event("COERCE", "ARM")]
    assert incident_deed(Incident.of(events), NAMES).words == "Armenia attacked Azerbaijan in Barda and Ganja"
