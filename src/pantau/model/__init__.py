"""What pantau knows: the vocabulary on one screen. Frozen dataclasses, standard library only.

A **Document** is kept bytes and the text read from them. A **Record** (Event, Claim, CasualtyReport, Ceasefire) is what one document
says, every value with the **Span** it was read from, or marked as inferred. A **Problem** is something seen and not handled.
Across documents: **Lineage** and **Family** (who copied whom), **Incident** (records about one happening), answers, **Origins** and
**Status**, the ceasefire registry, the casualty ledger, **Finding** (what cannot be right as written).
"""

from pantau.model.account import ROLES, Account, Person
from pantau.model.casualty import CATEGORIES, MEASURES, OUTCOMES, QUALIFIERS, CasualtyReport
from pantau.model.ceasefire import STAGES, Ceasefire
from pantau.model.claim import ANSWER_RELATIONS, STANCES, Answer, Claim
from pantau.model.decision import DECISIONS, ENTRY_KINDS, Decision, JournalEntry
from pantau.model.digest import Digest, Figure, IncidentDigest, ToldRecord
from pantau.model.document import SET_ASIDE_REASONS, Credit, Document, Problem, SetAside
from pantau.model.event import EVENT_TYPES, MODALITIES, Event
from pantau.model.finding import CHECKS, VERDICTS, Count, Finding, Passage
from pantau.model.incident import AnswerLink, Incident
from pantau.model.interchange import to_interchange
from pantau.model.ledger import BestKnown, Ledger, OwnFigure, Point, Series, SeriesKey
from pantau.model.lineage import JOINING_RELATIONS, LINEAGE_RELATIONS, Family, Lineage, Reason
from pantau.model.matrix import VOICES, MatrixRow, Voice
from pantau.model.origins import ORIGIN_KINDS, OriginGroup, Origins
from pantau.model.place import PLACE_PRECISIONS, Place
from pantau.model.record import DATE_PRECISIONS, Record, record_id
from pantau.model.registry import (
    CONFIGURED,
    PROVISION_KINDS,
    Declaration,
    Provision,
    RegisteredCeasefire,
    Registry,
    StageTold,
    Told,
    Violation,
)
from pantau.model.review import REVIEW_REASONS, Look, Review, ReviewReason
from pantau.model.span import Quote, Span
from pantau.model.status import STATUSES, Status, StatusReason

RECORD_TYPES: tuple[type[Record], ...] = (Event, Claim, CasualtyReport, Ceasefire)

__all__ = [
    "ANSWER_RELATIONS", "CATEGORIES", "CHECKS", "CONFIGURED", "DATE_PRECISIONS", "DECISIONS", "ENTRY_KINDS", "EVENT_TYPES",
    "JOINING_RELATIONS", "LINEAGE_RELATIONS", "MEASURES", "MODALITIES", "ORIGIN_KINDS", "OUTCOMES", "PLACE_PRECISIONS",
    "PROVISION_KINDS", "QUALIFIERS", "RECORD_TYPES", "REVIEW_REASONS", "ROLES", "SET_ASIDE_REASONS", "STAGES", "STANCES",
    "STATUSES", "VERDICTS", "VOICES", "Account", "Answer", "AnswerLink", "BestKnown", "CasualtyReport", "Ceasefire", "Claim",
    "Count", "Credit", "Decision", "Declaration", "Digest", "Document", "Event", "Family", "Figure", "Finding", "Incident",
    "IncidentDigest", "JournalEntry", "Ledger", "Lineage", "Look", "MatrixRow", "OriginGroup", "Origins", "OwnFigure",
    "Passage", "Person", "Place", "Point", "Problem", "Provision", "Quote", "Reason", "Record", "RegisteredCeasefire",
    "Registry", "Review", "ReviewReason", "Series", "SeriesKey", "SetAside", "Span", "StageTold", "Status", "StatusReason",
    "Told", "ToldRecord", "Violation", "Voice", "record_id", "to_interchange",
]  # fmt: skip
