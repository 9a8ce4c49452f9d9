"""Places (stand-in until the index is there)."""

from __future__ import annotations


class Gazetteer:
    """Places."""


def open_gazetteer() -> Gazetteer:
    """The gazetteer."""
    return Gazetteer()
