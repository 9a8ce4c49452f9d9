"""The claims matrix: for every happening, what each party says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

VOICES = ("accuses", "asserts", "confirms", "denies", "rejects", "other", "silent")


class Voice(NamedTuple):
    """One claim in a cell: how it speaks of the happening, the claim's id, the claims it answers with the relation."""

    voice: str
    claim: str
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class MatrixRow:
    """One incident: the voices of every party it names or that speaks of it, empty where a named party is silent. Claims of nobody's
    party (witnesses, experts) stand under the empty code."""

    incident: str
    cells: tuple[tuple[str, tuple[Voice, ...]], ...]

    def of(self, code: str) -> tuple[Voice, ...]:
        """What one party says; empty where it is silent."""
        return dict(self.cells).get(code, ())
