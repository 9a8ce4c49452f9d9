"""placeholder until the lineage branch lands"""

from __future__ import annotations

from pantau.knowledge import Knowledge
from pantau.link.corpus import Corpus
from pantau.model import Family, Lineage


def find_lineage(_corpus: Corpus, _knowledge: Knowledge) -> tuple[Lineage, ...]:
    """None yet."""
    return ()


def find_families(_corpus: Corpus, _lineages: tuple[Lineage, ...], _knowledge: Knowledge) -> tuple[Family, ...]:
    """None yet."""
    return ()
