"""in_theatre: which records belong to which theatre."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from pantau.errors import UsageError
from pantau.model import Record

if TYPE_CHECKING:
    from pantau.world import Theatre



def in_theatre(theatre_id: str, theatres: Sequence[Theatre]) -> Callable[[Record], bool]:
    """Whether a record belongs to a theatre: by a code or a place; `other` is what belongs to none. UsageError if unknown."""
    if theatre_id == "other":
        return lambda record: not any(_belongs(record, theatre) for theatre in theatres)
    for theatre in theatres:
        if theatre.id == theatre_id:
            return partial(_belongs, theatre=theatre)
    known = ", ".join(sorted(theatre.id for theatre in theatres))
    raise UsageError(f"no theatre `{theatre_id}`", todo=f"known: {known}, other")


def _belongs(record: Record, theatre: Theatre) -> bool:
    place = getattr(record, "place", None)
    if place is not None and any(name in each.all_names for each in theatre.places for name in (place.raw, place.name)):
        return True
    from pantau.store import codes_of

    return not codes_of(record).isdisjoint(theatre.codes)
