"""Documents and records made by hand, as short as a case allows."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from pantau.model import CasualtyReport, Claim, Credit, Document, Event, Record, Span, record_id

DAY = date(2020, 10, 26)


def made_document(name: str, text: str = "", **slots: Any) -> Document:
    """A page of this name; `credits` are (name, relation) pairs."""
    text = text or f"Halaman {name}."
    credits = tuple(Credit(who, Span(0, 1), relation, who) for who, relation in slots.pop("credits", ()))
    slots = {"published_on": DAY, "dated": DAY, "language": "id", "body": (Span(0, len(text)),), **slots}
    return Document(id=hashlib.sha256(name.encode()).hexdigest(), name=name, text=text, credits=credits, **slots)


def _made(kind: type[Any], document: Document, at: int, slots: dict[str, Any]) -> Any:
    trigger = slots.pop("trigger", Span(0, 1))
    return kind(id=record_id(kind.KIND, document.id, trigger, at), document=document.id, trigger=trigger, **slots)


def made_event(document: Document, at: int = 0, **slots: Any) -> Event:
    """An attack by Azerbaijan on Nagorno-Karabakh on DAY unless the slots say otherwise."""
    given = {"type": "ASSAULT", "actors": ("AZE",), "recipients": ("NKR",), "began_on": DAY, "ended_on": DAY, "date_precision": "day"}
    event: Event = _made(Event, document, at, given | slots)
    return event


def made_claim(document: Document, at: int = 0, **slots: Any) -> Claim:
    """A claim of Armenia's that accuses Azerbaijan unless the slots say otherwise."""
    given = {"code": "ARM", "stance": "accuse", "targets": ("AZE",), "content": Span(0, len(document.text)), "said_on": DAY}
    claim: Claim = _made(Claim, document, at, given | slots)
    return claim


def made_figure(document: Document, low: int, at: int = 0, **slots: Any) -> CasualtyReport:
    """Killed people of Nagorno-Karabakh's."""
    given = {"party": "NKR", "outcome": "killed", "low": low, "high": low, "as_of": DAY}
    figure: CasualtyReport = _made(CasualtyReport, document, at, given | slots)
    return figure


def ids(*records: Record) -> tuple[str, ...]:
    """Their ids in order."""
    return tuple(sorted(record.id for record in records))
