"""The situation report as the store keeps it: sentences as codes that any language can word, each with the words it rests on.

A sentence is a **Phrase**: the name of a form of the grammar and what fills it. Its **notes** are quotes (a document, a span, the exact
words) or lists of the desk that hold what it counts. What a person adds, strikes or restores is a **SitrepEdit**, kept beside.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

SITREP_PARTS = (
    "summary", "ceasefires", "violations", "incidents", "casualties", "changes", "unseen", "corrections", "method",
)  # fmt: skip
ARG_KINDS = (
    "parties", "day", "date", "hour", "period", "count", "number", "figure", "people", "place", "code", "codes", "deed", "incident",
    "outlet", "language", "truce", "words", "plain", "clause", "clauses",
)  # fmt: skip


class Arg(NamedTuple):
    """What fills one place of a form: its name there, its kind (one of ARG_KINDS), its values as codes, or phrases of its own."""

    name: str
    kind: str
    values: tuple[str, ...] = ()
    clauses: tuple[Phrase, ...] = ()


class Phrase(NamedTuple):
    """A form of the grammar, filled."""

    form: str
    args: tuple[Arg, ...] = ()


class Footnote(NamedTuple):
    """Where a sentence comes from: exact words of a document (`document` set, quote == text[start:end]), or a list of the desk.

    `href` is the desk's address of the words or the list; `day` the page's, ISO; `url` where the page was once to be read.
    """

    href: str
    document: str = ""
    record: str = ""
    outlet: str = ""
    day: str = ""
    language: str = ""
    url: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""


class Sentence(NamedTuple):
    """One sentence: an id that stands for what it is about, whatever it says of it; `notes` are places among the report's footnotes."""

    id: str
    phrase: Phrase
    notes: tuple[int, ...]


class Part(NamedTuple):
    """One part of the report, one of SITREP_PARTS."""

    name: str
    sentences: tuple[Sentence, ...]


class ToldIncident(NamedTuple):
    """How an incident stood when a report was made."""

    id: str
    status: str
    at_least: int
    at_most: int


class ToldFigure(NamedTuple):
    """A claimant's figure as a report told it: the series as words between bars, the figure, the day counted to."""

    series: str
    low: int | None
    high: int | None
    qualifier: str
    as_of: str


class ToldTruce(NamedTuple):
    """The stage of a ceasefire as of the end of a report's period, and how many breaks were alleged in it."""

    id: str
    stage: str
    alleged: int


class Basis(NamedTuple):
    """What a report was made of: the program's version, what joined, the knowledge's hash, the journal's head, whether the joining was
    of the records as they stood, and the report it was compared with (`3.1`; empty: none)."""

    version: str
    linker: str
    knowledge: str
    journal: str
    is_linked: bool
    against: str = ""


@dataclass(frozen=True, kw_only=True)
class Sitrep:
    """The report of a day or period (both days in it), of one theatre or all (empty). `records` are all it rests on; incidents, figures
    and truces are kept as they stood, for later reports to compare with."""

    from_on: date
    to_on: date
    theatre: str
    parts: tuple[Part, ...]
    notes: tuple[Footnote, ...]
    records: tuple[str, ...] = ()
    incidents: tuple[ToldIncident, ...] = ()
    figures: tuple[ToldFigure, ...] = ()
    truces: tuple[ToldTruce, ...] = ()
    basis: Basis

    def sentence(self, key: str) -> Sentence | None:
        """The sentence with an id; None where there is none."""
        return next((one for part in self.parts for one in part.sentences if one.id == key), None)


@dataclass(frozen=True)
class SitrepEdit:
    """What a person did to a draft: `add` words behind a part's sentences, `strike` or `restore` a sentence or addition (`target`)."""

    kind: str
    part: str
    target: str
    words: str
    by: str
    at: datetime

    @property
    def plain(self) -> list[str]:
        """Its fields as JSON keeps them."""
        return [self.kind, self.part, self.target, self.words, self.by, self.at.isoformat()]


@dataclass(frozen=True, kw_only=True)
class KeptSitrep:
    """One version of a report as it is kept. `signed` is the canonical content a signature stands for, `sha256` its hash, `entry` the
    number of the journal's entry that holds it."""

    number: int
    version: int
    state: str
    model: Sitrep
    edits: tuple[SitrepEdit, ...]
    made_at: datetime
    by: str
    signed_by: str | None = None
    signed_at: datetime | None = None
    entry: int | None = None
    sha256: str | None = None
    signed: str | None = None

    @property
    def name(self) -> str:
        """How others name it: `3.1`."""
        return f"{self.number}.{self.version}"

    @property
    def stamp(self) -> str:
        """Changes with everything that is done to it: who edits or signs says by it what was before their eyes."""
        edits = [edit.plain for edit in self.edits]
        return hash_content(write_plain([self.number, self.version, self.state, self.made_at.isoformat(), edits]))[:16]

    @property
    def is_whole(self) -> bool:
        """Whether the signed content is what was signed; a draft always is."""
        return self.signed is None or hash_content(self.signed) == self.sha256


def write_plain(thing: object) -> str:
    """Canonical JSON: keys sorted, no blanks, UTF-8 words as they are."""
    return json.dumps(thing, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_content(words: str) -> str:
    """SHA-256 of a signed content."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def to_plain(report: Sitrep) -> dict[str, Any]:
    """The report as JSON has it."""
    return {
        "from": report.from_on.isoformat(), "to": report.to_on.isoformat(), "theatre": report.theatre,
        "parts": [
            {"name": part.name, "sentences": [
                {"id": one.id, "notes": list(one.notes), **_plain_phrase(one.phrase)} for one in part.sentences
            ]} for part in report.parts
        ],
        "notes": [note._asdict() for note in report.notes], "records": list(report.records),
        "incidents": [list(one) for one in report.incidents], "figures": [list(one) for one in report.figures],
        "truces": [list(one) for one in report.truces], "basis": report.basis._asdict(),
    }  # fmt: skip


def _plain_phrase(phrase: Phrase) -> dict[str, Any]:
    return {"form": phrase.form, "args": [
        {"name": arg.name, "kind": arg.kind} | ({"values": list(arg.values)} if arg.values else {})
        | ({"clauses": [_plain_phrase(each) for each in arg.clauses]} if arg.clauses else {})
        for arg in phrase.args
    ]}  # fmt: skip


def from_plain(plain: Mapping[str, Any]) -> Sitrep:
    """The report that became this JSON."""
    return Sitrep(
        from_on=date.fromisoformat(plain["from"]), to_on=date.fromisoformat(plain["to"]), theatre=plain["theatre"],
        parts=tuple(
            Part(part["name"], tuple(Sentence(one["id"], _phrase(one), tuple(one["notes"])) for one in part["sentences"]))
            for part in plain["parts"]
        ),
        notes=tuple(Footnote(**note) for note in plain["notes"]), records=tuple(plain["records"]),
        incidents=tuple(ToldIncident(*one) for one in plain["incidents"]),
        figures=tuple(ToldFigure(*one) for one in plain["figures"]), truces=tuple(ToldTruce(*one) for one in plain["truces"]),
        basis=Basis(**plain["basis"]),
    )  # fmt: skip


def _phrase(plain: Mapping[str, Any]) -> Phrase:
    return Phrase(plain["form"], tuple(
        Arg(arg["name"], arg["kind"], tuple(arg.get("values", ())), tuple(_phrase(each) for each in arg.get("clauses", ())))
        for arg in plain["args"]
    ))  # fmt: skip
