"""A field report's fields → its records, directly and without guessing: each slot stands on the line that was written of its field.

| reported | record |
|---|---|
| explosion, burst, shot, shelling | ASSAULT by those seen to act, if any; none for an exercise |
| movement | MOBILIZE |
| access refused | COERCE by those who refused |
| damage | ASSAULT where a weapon is named, else none: what did it is not known |
| calm | ASSAULT, `negated`: none was observed from the position |
| persons harmed | one casualty figure each, `new` |
| told by somebody | a claim of theirs too, and the event stands on their party's word |
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pantau.extract.lexicon import load_lexicon
from pantau.extract.records import number_records
from pantau.knowledge import Knowledge
from pantau.model import CasualtyReport, Claim, Document, Event, Place, Record, Span
from pantau.model.observation import FIRE, Harmed, Observation

RULE = "observation"
_TYPES = {**dict.fromkeys(FIRE, "ASSAULT"), "movement": "MOBILIZE", "access_refused": "COERCE", "calm": "ASSAULT"}
_SURE, _UNDETERMINED = 0.95, 0.75
_BESIDE = ("means", "count", "weapon", "nature")
"""Fields that no slot of an event holds; their words stand with it."""
_WIDTHS = ((0.5, "point"), (5.0, "settlement"), (30.0, "district"))
"""How many kilometres a place worked out from bearing and distance may be off, for it to be called so."""


def extract_observation(report: Observation, document: Document, knowledge: Knowledge) -> tuple[Record, ...]:
    """The records of one field report."""
    return number_records(_Reading(report, document, knowledge).records())


class _Reading:
    def __init__(self, report: Observation, document: Document, knowledge: Knowledge) -> None:
        self.report, self.document, self.knowledge = report, document, knowledge
        self.spans: Mapping[str, Span] = dict(document.evidence)
        self.place, self.place_slot, self.place_how = self._find_place()

    def records(self) -> Iterator[Record]:
        """Event, claim, figures."""
        type_ = self._type()
        if type_ is not None:
            yield self._event(type_)
        for number, each in enumerate(self.report.harmed, 1):
            yield self._figure(each, self.spans[f"harmed_{number}"])
        if self.report.is_told:
            yield self._claim()

    def _type(self) -> str | None:
        report = self.report
        if report.what == "damage":
            return "ASSAULT" if report.weapon else None
        return None if report.nature == "exercise" else _TYPES.get(report.what)

    def _event(self, type_: str) -> Event:
        report = self.report
        refused = report.what == "access_refused"
        actors = (report.refused_code,) if refused and report.refused_code else report.actors
        evidence = self._evidence(
            type="what", began_on="from", ended_on="to", place=self.place_slot or "",
            actors="refused_by" if refused and report.refused_code else "actors", recipients="recipients",
            claimant="told_by" if report.is_told and report.told_for else "",
        ) | {name: self.spans[name] for name in _BESIDE if name in self.spans}  # fmt: skip
        open_ = report.what in FIRE and report.nature is None
        return Event(
            **self._common(self.spans["what"], evidence, _UNDETERMINED if open_ else _SURE), type=type_, actors=actors,
            recipients=report.recipients, began_on=report.began_at.date(), ended_on=report.ended_at.date(),
            date_precision=self._precision(), place=self.place, modality="negated" if report.what == "calm" else "occurred",
            claimant=report.told_for if report.is_told else None,
        )  # fmt: skip

    def _common(self, trigger: Span, evidence: Mapping[str, Span], sure: float) -> dict[str, Any]:
        inferred = {"theatre": self.report.theatre}
        if self.place_how and "place" in evidence:
            inferred["place"] = self.place_how
        why = ["a field of a field report", *(["the nature of the fire was not determined"] if sure < _SURE else [])]
        return {
            "id": "", "document": self.document.id, "trigger": trigger, "evidence": evidence, "inferred": inferred,
            "confidence": sure, "reasons": tuple(why), "rule": f"{RULE}.told" if self.report.is_told else f"{RULE}.{self.report.what}",
        }  # fmt: skip

    def _evidence(self, **slots: str) -> dict[str, Span]:
        """The spans of the fields that are there, by slot."""
        return {slot: self.spans[name] for slot, name in slots.items() if name in self.spans}

    def _precision(self) -> str:
        report = self.report
        if report.began_at == report.ended_at:
            return "instant"
        return "day" if report.began_at.date() == report.ended_at.date() else "range"

    def _figure(self, each: Harmed, span: Span) -> CasualtyReport:
        evidence = dict.fromkeys(("category", "outcome", "low", "high", "party"), span)
        evidence |= self._evidence(began_on="from", as_of="to", claimant="told_by" if self.report.told_for else "")
        if each.party is None:
            del evidence["party"]
        return CasualtyReport(
            **self._common(span, evidence, _SURE), party=_plain(each.party), category=each.category, outcome=each.outcome,
            low=each.low, high=each.high, qualifier=_qualifier(each), measure="new", began_on=self.report.began_at.date(),
            as_of=self.report.ended_at.date(), claimant=self.report.told_for if self.report.is_told else None,
        )  # fmt: skip

    def _claim(self) -> Claim:
        evidence = self._evidence(speaker="told_by", said_on="to", content="what", code="told_by" if self.report.told_for else "")
        return Claim(
            **self._common(self.spans["means"], evidence, _SURE), speaker=self.spans["told_by"].of(self.document.text),
            code=self.report.told_for, stance="assert", targets=self.report.actors, content=self.spans["what"],
            said_on=self.report.ended_at.date(),
        )  # fmt: skip

    def _find_place(self) -> tuple[Place | None, str | None, str | None]:
        """What was observed lies where: as stated, else as worked out from bearing and distance, else near the position; the field
        it was read from, and how it was inferred where it was."""
        report = self.report
        if report.what in ("access_refused", "calm") and "place" not in self.spans:
            return self._named(report.position, "position", report.position_lat, report.position_lon), "position", None
        if "place" in self.spans:
            return self._named(report.place, "place", report.place_lat, report.place_lon), "place", None
        if report.point is not None and "direction" in self.spans:
            lat, lon, off = report.point
            width = next((name for most, name in _WIDTHS if off <= most), "region")
            raw = self.spans["direction"].of(self.document.text)
            near = self._named(report.position, "position", None, None)
            how = "from the position, bearing and distance"
            return Place(raw=raw, lat=lat, lon=lon, country=near.country, precision=width), "direction", how
        near = self._named(report.position, "position", report.position_lat, report.position_lon)
        seen_from = replace(near, precision="region" if near.precision == "region" else "district")
        return seen_from, "position", "around the observer's position"

    def _named(self, name: str | None, slot: str, lat: float | None, lon: float | None) -> Place:
        """The gazetteer's place of that name, at the degrees stated where they are."""
        words = self.spans[slot].of(self.document.text)
        theatres = [t for t in self.knowledge.world.theatres if t.id == self.report.theatre]
        countries = [place.country for theatre in theatres for place in theatre.places if place.country]
        gazetteer = load_lexicon(self.knowledge, self.report.language).gazetteer
        found = gazetteer.find_place(name, countries=countries, theatres=theatres) if name else None
        found = replace(found, raw=words) if found else Place(raw=words)
        if lat is None or lon is None:
            return found
        exact = self.report.position_precision if slot == "position" else "point"
        return replace(found, lat=lat, lon=lon, precision=exact)


def _plain(code: str | None) -> str | None:
    """A figure's party is the plain code: whether they were civilians is its category."""
    return code.removesuffix("_CIV") if code else None


def _qualifier(each: Harmed) -> str:
    return "at_least" if each.high is None else "exact" if each.high == each.low else "about"
