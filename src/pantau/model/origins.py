"""How many independent origins a set of records rests on: bounds, with the groups they were counted from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

ORIGIN_KINDS = ("claimant", "observation", "agency", "family", "outlet", "unknown")


class OriginGroup(NamedTuple):
    """Reports that may come from one origin: what kind it is, its name (party code, source, family or document id), the documents.

    `merged` names further origins that one of these reports credits as well: together they may be one.
    """

    kind: str
    name: str
    documents: tuple[str, ...]
    merged: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether its root is known: only such a group raises the lower bound."""
        return self.kind != "unknown"


@dataclass(frozen=True, kw_only=True)
class Origins:
    """Independent origins of some records: at least, at most. `groups` counts a named claimant first, then channels (observation,
    agency, family, outlet); `channels` counts as if nobody had named a claimant. `documents` are the articles counted."""

    at_least: int
    at_most: int
    channels_at_least: int
    channels_at_most: int
    groups: tuple[OriginGroup, ...]
    channels: tuple[OriginGroup, ...]
    documents: tuple[str, ...]

    @property
    def claimants(self) -> tuple[str, ...]:
        """The parties (or speakers of no party) on whose word the records stand."""
        return tuple(group.name for group in self.groups if group.kind == "claimant")
