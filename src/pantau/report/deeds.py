"""What happened as a plain sentence: who did what to whom, from an event's type, parties and modality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pantau.model import Event, Incident
from pantau.report.wording import Names, listed


class Deed(NamedTuple):
    """A sentence in its parts: `who` is empty where no page says it, `verb` carries the words before `whom`, `where` is a place."""

    who: str
    verb: str
    whom: str
    where: str

    @property
    def words(self) -> str:
        """The whole sentence, without its point."""
        return " ".join(part for part in (self.who or "somebody", self.verb, self.whom, self.where and f"in {self.where}") if part)


class _Verb(NamedTuple):
    """A verb by its base, past and present participle; `to` stands before whom it is done to, `rest` after the verb."""

    base: str
    past: str
    present: str
    to: str = ""
    rest: str = ""


# One verb a PLOVER type, as wide as the type is: the quoted sentence beside it has the page's own words.
_VERBS = {
    "AGREE": _Verb("agree", "agreed", "agreeing", "with"),
    "CONSULT": _Verb("hold", "held", "holding", "with", "talks"),
    "SUPPORT": _Verb("support", "supported", "supporting"),
    "CONCEDE": _Verb("give", "gave", "giving", "to", "way"),
    "COOPERATE": _Verb("cooperate", "cooperated", "cooperating", "with"),
    "AID": _Verb("give", "gave", "giving", "to", "aid"),
    "RETREAT": _Verb("stand", "stood", "standing", "towards", "down"),
    "PROTEST": _Verb("protest", "protested", "protesting", "against"),
    "SANCTION": _Verb("impose", "imposed", "imposing", "on", "sanctions"),
    "MOBILIZE": _Verb("deploy", "deployed", "deploying", "towards", "forces"),
    "COERCE": _Verb("use", "used", "using", "against", "force or pressure"),
    "ASSAULT": _Verb("attack", "attacked", "attacking"),
}
_ALONE = {
    "SUPPORT": _Verb("give", "gave", "giving", "", "support or a signature"),
}
_TOGETHER = {
    "ASSAULT": _Verb("fight", "fought", "fighting"),
    "SUPPORT": _Verb("give", "gave", "giving", "", "support or a signature"),
}


def event_deed(event: Event, names: Names) -> Deed:
    """The sentence of one event."""
    place = event.place.raw if event.place else ""
    return _deed(event.type, event.modality, event.actors, event.recipients, place, names)


def incident_deed(incident: Incident, names: Names) -> Deed:
    """The sentence of an incident: the commonest type and modality of its events, every party and place they name."""
    kind = incident.types[0] if incident.types else ""
    modality = incident.modalities[0] if incident.modalities else "occurred"
    return _deed(kind, modality, incident.actors, incident.recipients, listed(incident.places), names)


def _deed(kind: str, modality: str, actors: Sequence[str], recipients: Sequence[str], place: str, names: Names) -> Deed:
    # both sides named on both ends fought each other; one party against itself is shown as it was read, for all to see
    whom = [code for code in recipients if len(actors) < 2 or code not in actors]
    verb = _verb(kind, len(actors), has_object=bool(whom))
    if not actors and whom and not verb.to and not verb.rest:
        return Deed(listed(map(names.party, whom)), _suffered(verb, modality, many=_are_many(whom)), "", place)
    many = _are_many(actors)
    said = " ".join(part for part in (_conjugated(verb, modality, many=many), verb.rest, verb.to if whom else "") if part)
    return Deed(listed(map(names.party, actors)), said, listed(map(names.party, whom)), place)


def _are_many(codes: Sequence[str]) -> bool:
    return len(codes) > 1 or any(code.endswith(("_CIV", "_OPP")) for code in codes)


def _verb(kind: str, actors: int, *, has_object: bool) -> _Verb:
    if kind not in _VERBS:
        return _Verb("act", "acted", "acting", "towards", f"({kind})" if kind else "")
    if not has_object and actors > 1:
        return _TOGETHER.get(kind, _VERBS[kind])
    return _VERBS[kind] if has_object else _ALONE.get(kind, _VERBS[kind])


def _conjugated(verb: _Verb, modality: str, *, many: bool) -> str:
    be = "are" if many else "is"
    match modality:
        case "ongoing":
            return f"{be} {verb.present}"
        case "future":
            return f"{be} to {verb.base}"
        case "hypothetical":
            return f"would {verb.base}"
        case "negated":
            return f"did not {verb.base}"
    return verb.past


def _suffered(verb: _Verb, modality: str, *, many: bool) -> str:
    """The passive, where nobody says who did it."""
    be = "are" if many else "is"
    match modality:
        case "ongoing":
            return f"{be} being {verb.past}"
        case "future":
            return f"{be} to be {verb.past}"
        case "hypothetical":
            return f"would be {verb.past}"
        case "negated":
            return f"{'were' if many else 'was'} not {verb.past}"
    return f"{'were' if many else 'was'} {verb.past}"
