"""HAND ON: what is kept as rows of typed columns, each with its document, span, quote, status and origins.

No file format is written yet.
"""

from __future__ import annotations

from pantau.export.columns import Column, Row
from pantau.export.kinds import KINDS, TABLES, find_table
from pantau.export.rows import Material, Table

__all__ = ["KINDS", "TABLES", "Column", "Material", "Row", "Table", "find_table"]
