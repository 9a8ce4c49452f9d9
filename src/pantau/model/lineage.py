"""placeholder until the lineage branch lands"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Family:
    """Documents of one text."""

    id: str
    documents: tuple[str, ...]
    root: str | None = None
    root_document: str | None = None
