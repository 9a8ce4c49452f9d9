"""Somewhere, as exactly as the words allow and no more."""

from __future__ import annotations

from dataclasses import dataclass

PLACE_PRECISIONS = ("point", "settlement", "district", "region", "country", "unknown")


@dataclass(frozen=True, kw_only=True)
class Place:
    """The words as written and what they were resolved to.

    Degrees WGS 84; `country` ISO 3166-1 alpha-3; `id` a GeoNames id where known.
    """

    raw: str
    name: str | None = None
    id: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    precision: str = "unknown"
    other_name: str | None = None
