"""in_theatre: which records belong to which theatre."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pantau.errors import UsageError
from pantau.model import Record

if TYPE_CHECKING:
    from pantau.world import Theatre


def in_theatre(theatre_id: str, theatres: Sequence[Theatre]) -> Callable[[Record], bool]:
    """Whether a record belongs to a theatre: by a code or a place; `other` is what belongs to none. UsageError if unknown."""
    from pantau.link.theatres import OTHER, Belonging

    known = sorted(theatre.id for theatre in theatres)
    if theatre_id not in (*known, OTHER):
        raise UsageError(f"no theatre `{theatre_id}`", todo=f"known: {', '.join(known)}, {OTHER}")
    belonging = Belonging(theatres)
    return lambda record: theatre_id in belonging.of(record)
