"""What pantau knows: the vocabulary on one screen. Frozen dataclasses, standard library only.

A **Document** is kept bytes and the text read from them. A **Record** (Event, Claim, CasualtyReport, Ceasefire) is what one document
says, every value with the **Span** it was read from, or marked as inferred. A **Problem** is something seen and not handled.
Across documents: **Lineage** and **Family** (who copied whom), **Incident** (records about one happening), answers, **Origins** and
**Status**, the ceasefire registry, the casualty ledger, **Finding** (what cannot be right as written).
"""

from pantau.model.casualty import CATEGORIES, MEASURES, OUTCOMES, QUALIFIERS, CasualtyReport
from pantau.model.ceasefire import STAGES, Ceasefire
from pantau.model.claim import ANSWER_RELATIONS, STANCES, Answer, Claim
from pantau.model.decision import DECISIONS, Decision
from pantau.model.document import SET_ASIDE_REASONS, Credit, Document, Problem, SetAside
from pantau.model.event import EVENT_TYPES, MODALITIES, Event
from pantau.model.incident import AnswerLink, Incident
from pantau.model.interchange import to_interchange
from pantau.model.lineage import Family
from pantau.model.matrix import VOICES, MatrixRow, Voice
from pantau.model.origins import ORIGIN_KINDS, OriginGroup, Origins
from pantau.model.place import PLACE_PRECISIONS, Place
from pantau.model.record import DATE_PRECISIONS, Record, record_id
from pantau.model.span import Quote, Span
from pantau.model.status import STATUSES, Status, StatusReason

RECORD_TYPES: tuple[type[Record], ...] = (Event, Claim, CasualtyReport, Ceasefire)

__all__ = [
    "ANSWER_RELATIONS", "CATEGORIES", "DATE_PRECISIONS", "DECISIONS", "EVENT_TYPES", "MEASURES", "MODALITIES", "ORIGIN_KINDS",
    "OUTCOMES", "PLACE_PRECISIONS", "QUALIFIERS", "RECORD_TYPES", "SET_ASIDE_REASONS", "STAGES", "STANCES", "STATUSES",
    "VOICES", "Answer", "AnswerLink", "CasualtyReport", "Ceasefire", "Claim", "Credit", "Decision", "Document", "Event",
    "Family", "Incident", "MatrixRow", "OriginGroup", "Origins", "Place", "Problem", "Quote", "Record", "SetAside", "Span",
    "Status", "StatusReason", "Voice", "record_id", "to_interchange",
]  # fmt: skip
