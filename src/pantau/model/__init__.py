"""What pantau knows: the vocabulary on one screen. Frozen dataclasses, standard library only.

A **Document** is kept bytes and the text read from them. A **Record** (Event, Claim, CasualtyReport, Ceasefire) is what one
document says,
every value with the **Span** it was read from, or marked as inferred. A **Problem** is something seen and not handled.
"""

from pantau.model.casualty import CATEGORIES, MEASURES, OUTCOMES, QUALIFIERS, CasualtyReport
from pantau.model.ceasefire import STAGES, Ceasefire
from pantau.model.claim import STANCES, Answer, Claim
from pantau.model.document import SET_ASIDE_REASONS, Credit, Document, Problem, SetAside
from pantau.model.event import EVENT_TYPES, MODALITIES, Event
from pantau.model.interchange import to_interchange
from pantau.model.lineage import JOINING_RELATIONS, LINEAGE_RELATIONS, Family, Lineage, Reason
from pantau.model.place import PLACE_PRECISIONS, Place
from pantau.model.record import DATE_PRECISIONS, Record, record_id
from pantau.model.span import Quote, Span

RECORD_TYPES: tuple[type[Record], ...] = (Event, Claim, CasualtyReport, Ceasefire)

__all__ = [
    "CATEGORIES", "DATE_PRECISIONS", "EVENT_TYPES", "JOINING_RELATIONS", "LINEAGE_RELATIONS", "MEASURES", "MODALITIES", "OUTCOMES", "PLACE_PRECISIONS",
    "QUALIFIERS", "RECORD_TYPES", "SET_ASIDE_REASONS", "STAGES", "STANCES",
    "Answer", "CasualtyReport", "Ceasefire", "Claim", "Credit", "Document", "Event", "Family", "Lineage", "Place", "Problem", "Quote",
    "Reason", "Record", "SetAside", "Span", "record_id", "to_interchange",
]  # fmt: skip
