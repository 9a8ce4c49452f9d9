"""The formats: to add one, write its file with one function and add a line here."""

from __future__ import annotations

from importlib.util import find_spec

from pantau.errors import UsageError
from pantau.export.csv_writing import write_csv, write_hxl, write_tsv
from pantau.export.geojson import PLACED, write_geojson
from pantau.export.parquet import write_parquet
from pantau.export.plover import write_plover
from pantau.export.sheets import Exporter
from pantau.export.xlsx import write_xlsx

EXPORTERS: tuple[Exporter, ...] = (
    Exporter("csv", "csv", "comma-separated text, for everything", write_csv),
    Exporter("hxl", "hxl.csv", "the same with a second row of HXL hashtags, for humanitarian data", write_hxl),
    Exporter("xlsx", "xlsx", "a workbook with a sheet a kind", write_xlsx, holds="many", extra="xlsx", needs="xlsxwriter"),
    Exporter("parquet", "parquet", "typed columns, exact, for pandas, DuckDB and the like", write_parquet, extra="parquet",
             needs="pyarrow"),
    Exporter("geojson", "geojson", "incidents or events as points for a map", write_geojson, kinds=PLACED, usual=("incident",)),
    Exporter("plover", "plover.jsonl", "events and acts of speech as PLOVER has them, a JSON object a line", write_plover,
             holds="many", kinds=("event", "claim")),
    Exporter("ged", "csv", "attacks with people killed as UCDP GED has them, comma-separated", write_csv, kinds=("ged",)),
    Exporter("acled", "csv", "attacks and protests as ACLED has them, comma-separated", write_csv, kinds=("acled",)),
    Exporter("polecat", "tsv", "events and acts of speech as POLECAT has them, tab-separated", write_tsv, kinds=("polecat",)),
)  # fmt: skip
"""Every format, in the order it is listed."""


def find_exporter(name: str) -> Exporter:
    """The format of this name. Raises UsageError that lists them, or that names the extra to install."""
    found = next((exporter for exporter in EXPORTERS if exporter.name == name.lower()), None)
    if found is None:
        raise UsageError(f"no format `{name}`", todo=f"known: {', '.join(exporter.name for exporter in EXPORTERS)}")
    check_extra(found.extra, found.needs, f"the format `{found.name}`")
    return found


def check_extra(extra: str | None, module: str | None, what: str) -> None:
    """Raises UsageError that names the extra to install, where the module is not there."""
    if extra and module and find_spec(module) is None:
        raise UsageError(f"{what} needs the package {module}", todo=f"pip install 'pantau[{extra}]'")
