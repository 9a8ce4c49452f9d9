"""ACROSS DOCUMENTS: who copied whom, what is one happening, who answers whom, what was agreed, broken and counted by whom.

Every module here is a function of a `Corpus` (documents, their records) and knowledge: the same set gives the same answer in any
order. Nothing here writes; `monitor.relink` keeps what has to be kept.
"""

from __future__ import annotations

from pantau.link.corpus import Corpus

__all__ = ["Corpus"]
