"""The claims matrix: happening by happening, what every party says of it, whom it answers, and who keeps silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pantau.model import Claim, MatrixRow
from pantau.report.entries import Page, entries_of
from pantau.report.incidents import IncidentLine
from pantau.report.refs import STANCES, Ref
from pantau.report.wording import Names, plain


class VoiceLine(NamedTuple):
    """A claim in a cell: how it speaks, its line, its outlet, the lines it answers with what it does to them."""

    voice: str
    ref: Ref
    outlet: str
    answers: tuple[tuple[str, Ref], ...]


class PartyCell(NamedTuple):
    """What one party says; without voices it is named and silent."""

    party: str
    voices: tuple[VoiceLine, ...]


@dataclass(frozen=True)
class Row:
    """One incident of the matrix; `is_answered` that at least two parties speak of it, or a claim answers another."""

    line: IncidentLine
    cells: tuple[PartyCell, ...]
    silent: tuple[str, ...]
    is_answered: bool


def make_matrix(
    rows: Sequence[MatrixRow], lines: Sequence[IncidentLine], pages: Sequence[Page], refs: Mapping[str, Ref], names: Names
) -> tuple[Row, ...]:
    """The incidents of which a party speaks, in the order of `lines`."""
    by_id = {row.incident: row for row in rows}
    claims = {entry.record.id: (entry.record, entry.source.outlet) for entry in entries_of(pages, Claim)}
    made = [_row(by_id[line.id], line, claims, refs, names) for line in lines if line.id in by_id]
    return tuple(row for row in made if row.cells)


def _row(
    row: MatrixRow, line: IncidentLine, claims: Mapping[str, tuple[object, str]], refs: Mapping[str, Ref], names: Names
) -> Row:
    cells, silent = [], []
    for code, voices in row.cells:
        party = names.party(code) if code else "Of no party"
        said = tuple(_voice(v.voice, v.claim, v.answers, claims, refs) for v in voices if v.claim in refs)
        if said:
            cells.append(PartyCell(party, said))
        elif code:
            silent.append(party)
    answered = any(voice.answers for cell in cells for voice in cell.voices)
    return Row(line, tuple(cells), tuple(silent), len(cells) > 1 or answered)


def _voice(
    voice: str, claim: str, answers: Sequence[tuple[str, str]], claims: Mapping[str, tuple[object, str]], refs: Mapping[str, Ref]
) -> VoiceLine:
    record, outlet = claims[claim]
    if voice == "other" and isinstance(record, Claim):
        voice = STANCES.get(record.stance, voice)
    return VoiceLine(voice, refs[claim], outlet, tuple((plain(how), refs[other]) for other, how in answers if other in refs))
