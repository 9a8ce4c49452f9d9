"""Claims by the party spoken for, with a matrix of party and stance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pantau.model import STANCES, Claim
from pantau.report.entries import Entry, Page, entries_of
from pantau.report.wording import Names

_CONTENT = 240


@dataclass(frozen=True)
class ClaimLine:
    """One claim in a line: stance, speaker as written, whom it is about, the first words of what is said."""

    entry: Entry
    stance: str
    speaker: str | None
    targets: str
    content: str


@dataclass(frozen=True)
class Speaker:
    """A party (None: witnesses, experts, aid workers) and all said for it; `counts` go by the stances of the matrix."""

    anchor: str
    code: str | None
    name: str
    counts: tuple[int, ...]
    lines: tuple[ClaimLine, ...]


@dataclass(frozen=True)
class Claims:
    """The stances that occur, in the model's order, and the parties, the most heard first and those of no party last."""

    stances: tuple[str, ...]
    speakers: tuple[Speaker, ...]


def make_claims(pages: Sequence[Page], names: Names) -> Claims:
    """All claims of the pages, grouped."""
    grouped: dict[str | None, list[ClaimLine]] = {}
    for page in pages:
        for entry in entries_of([page], Claim):
            claim = entry.record
            assert isinstance(claim, Claim)
            content = " ".join(claim.content.of(page.document.text).split())
            content = content if len(content) <= _CONTENT else content[: _CONTENT - 1].rstrip() + "…"
            line = ClaimLine(entry, claim.stance, claim.speaker, names.parties_of(claim.targets), content)
            grouped.setdefault(claim.code, []).append(line)
    heard = {line.stance for lines in grouped.values() for line in lines}
    stances = tuple(stance for stance in STANCES if stance in heard)
    order = sorted(grouped, key=lambda code: (code is None, -len(grouped[code]), code or ""))
    return Claims(
        stances, tuple(_speaker(number, code, grouped[code], stances, names) for number, code in enumerate(order, start=1))
    )


def _speaker(number: int, code: str | None, lines: list[ClaimLine], stances: tuple[str, ...], names: Names) -> Speaker:
    counts = tuple(sum(line.stance == stance for line in lines) for stance in stances)
    name = names.party(code) if code else "No party (witnesses, experts, aid workers)"
    return Speaker(f"speaker-{number}", code, name, counts, tuple(lines))
