"""ACROSS DOCUMENTS: who copied whom, what is one happening, who answers whom, what was agreed, broken and counted by whom.

Every module here is a function of a `Corpus` (documents, their records) and knowledge: the same set gives the same answer in any
order. Nothing here writes; `monitor.relink` keeps what has to be kept.
"""

from __future__ import annotations

from pantau.link.answers import find_answers
from pantau.link.corpus import Corpus
from pantau.link.families import find_families
from pantau.link.identity import carry_ids
from pantau.link.incident import find_incidents
from pantau.link.kept import update_lineage
from pantau.link.lineage import find_lineage

VERSION = "2"
"""The linker's version: a store linked by another one is linked again."""

__all__ = ["VERSION", "Corpus", "carry_ids", "find_answers", "find_families", "find_incidents", "find_lineage", "update_lineage"]
