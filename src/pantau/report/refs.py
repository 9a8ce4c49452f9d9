"""Records as links: where a record stands in this report, what it says in a few words, its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pantau.model import CasualtyReport, Ceasefire, Claim, Event, Record, Span
from pantau.report.deeds import event_deed
from pantau.report.entries import Entry, Page
from pantau.report.quoting import Piece, brief_pieces, sentence_around
from pantau.report.wording import Names, figure_words, plain

_WORDS = 180

STANCES = {
    "assert": "asserts", "accuse": "accuses", "deny": "denies", "confirm": "confirms", "demand": "demands", "pledge": "pledges",
    "threaten": "threatens", "reject": "rejects", "praise": "praises", "criticise": "criticises",
}  # fmt: skip
"""What a speaker does, in a sentence."""


class Ref(NamedTuple):
    """A record as a link to its line in this report: its label, what it `says`, its words (a claim's content, else the sentence in
    pieces), the `sentence` they stand in."""

    label: str
    anchor: str
    kind: str
    says: str
    pieces: tuple[Piece, ...]
    language: str | None
    sentence: Span

    @property
    def words(self) -> str:
        """The pieces as one text."""
        return "".join(piece.words for piece in self.pieces)


class Telling(NamedTuple):
    """One sentence of a page, and every record read from it."""

    pieces: tuple[Piece, ...]
    language: str | None
    refs: tuple[Ref, ...]


def refs_of(pages: Sequence[Page], names: Names) -> dict[str, Ref]:
    """Every record of the report by its id."""
    return {entry.record.id: _ref(entry, page.document.text, names) for page in pages for entry in page.entries}


def _ref(entry: Entry, text: str, names: Names) -> Ref:
    record = entry.record
    if isinstance(record, Claim):
        content = " ".join(record.content.of(text).split())
        pieces: tuple[Piece, ...] = (Piece(content if len(content) <= _WORDS else content[: _WORDS - 2].rstrip() + "…"),)
    else:
        pieces = brief_pieces(text, record.trigger, room=_WORDS + 60)
    sentence = sentence_around(text, record.trigger)
    return Ref(entry.label, entry.anchor, record.kind, says(record, names), pieces, entry.language, sentence)


def says(record: Record, names: Names) -> str:
    """What a record says, in a few words without its page's."""
    match record:
        case Event():
            return event_deed(record, names).words
        case Claim():
            who = names.party(record.code) if record.code else record.speaker or "a speaker"
            return f"{who} {STANCES.get(record.stance, record.stance)}"
        case CasualtyReport():
            figure = figure_words(record.low, record.high, record.qualifier)
            return f"{figure} {plain(record.outcome)}" + (f", of {names.party(record.party)}" if record.party else "")
        case Ceasefire():
            return f"ceasefire {plain(record.stage)}"
    return record.kind


def tellings(found: Iterable[Ref]) -> tuple[Telling, ...]:
    """The records of one page by the sentences they stand in, in the order of the text."""
    by_sentence: dict[Span, list[Ref]] = {}
    for ref in found:
        by_sentence.setdefault(ref.sentence, []).append(ref)
    return tuple(_telling(by_sentence[sentence]) for sentence in sorted(by_sentence))


def _telling(refs: Sequence[Ref]) -> Telling:
    """The longest words any of them shows: a whole sentence rather than a claim's content."""
    ordered = sorted(refs, key=lambda ref: (ref.kind != "event", ref.kind, ref.label))
    return Telling(ordered[0].pieces, ordered[0].language, tuple(ordered))


def shown(ids: Iterable[str], refs: Mapping[str, Ref]) -> tuple[Ref, ...]:
    """Those of the records that the report shows."""
    return tuple(refs[record] for record in ids if record in refs)
