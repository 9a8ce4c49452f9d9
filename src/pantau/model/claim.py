"""Somebody says something: who, for which party, with what stance, about whom, in which words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from pantau.model.record import Record
from pantau.model.span import Span

STANCES = ("assert", "accuse", "deny", "confirm", "demand", "pledge", "threaten", "reject", "praise", "criticise")
ANSWER_RELATIONS = ("denies", "counters", "rejects", "accepts", "confirms", "corrects")


class Answer(NamedTuple):
    """This claim answers another one: the other's record id and the relation, one of ANSWER_RELATIONS."""

    claim: str
    relation: str


@dataclass(frozen=True, kw_only=True)
class Claim(Record):
    """One message of one speaker.

    `speaker` is the name or title as written, `code` the party spoken for (None for a witness, an expert).
    """

    KIND: ClassVar[str] = "claim"
    SLOTS: ClassVar[tuple[str, ...]] = ("speaker", "code", "stance", "targets", "content", "said_on", "venue")

    speaker: str | None = None
    code: str | None = None
    stance: str = "assert"
    targets: tuple[str, ...] = ()
    content: Span
    said_on: date | None = None
    venue: str | None = None
    answers: tuple[Answer, ...] = ()
