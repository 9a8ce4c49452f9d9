"""HAND ON: what is kept as rows of typed columns, each with its document, span, quote, status and origins; one file per format."""

from __future__ import annotations

from pantau.export.columns import Column, Row
from pantau.export.csv_reading import read_csv
from pantau.export.exporters import EXPORTERS, find_exporter
from pantau.export.frames import make_frame
from pantau.export.kinds import KINDS, TABLES, find_table, find_tables
from pantau.export.material import Material
from pantau.export.rows import Table
from pantau.export.sheets import Exporter
from pantau.export.withdrawn import marked
from pantau.export.writing import Written, make_folder, write_files, write_stream

__all__ = [
    "EXPORTERS", "KINDS", "TABLES", "Column", "Exporter", "Material", "Row", "Table", "Written", "find_exporter", "find_table",
    "find_tables", "make_folder", "make_frame", "marked", "read_csv", "write_files", "write_stream",
]  # fmt: skip
