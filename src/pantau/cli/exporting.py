"""The command that hands rows on to other programs: `export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pantau.cli.looking import make_filter
from pantau.cli.options import ConfigOption, FromOption, PartyOption, StoreOption, TheatreOption, ToOption, WithdrawnOption
from pantau.cli.terminal import progress_bar, say, told, warn

if TYPE_CHECKING:
    from pantau.export import Exporter, Table, Written
    from pantau.store import Filter, Store

KindOption = Annotated[
    list[str] | None, typer.Option("--kind", metavar="KIND", help="Rows of this kind, as claims; may be given more than once.")
]
OutOption = Annotated[
    str | None, typer.Option("--out", "-o", metavar="FILE", help="The file or folder to write; - is standard output.")
]


@told
def export(
    format: Annotated[
        str, typer.Argument(metavar="FORMAT", help="csv, hxl, xlsx, parquet, geojson, plover, ged, acled or polecat.")
    ],
    kind: KindOption = None,
    out: OutOption = None,
    since: FromOption = None,
    until: ToOption = None,
    party: PartyOption = None,
    theatre: TheatreOption = None,
    withdrawn: WithdrawnOption = False,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Write the record as rows for other programs: each with its page, the exact words and where they stand, status and origins.

    \b
    pantau export csv --kind claims                          claims.csv: one file a kind
    pantau export csv --out tables                           every kind, into the folder tables
    pantau export xlsx --out record.xlsx                     one workbook, a sheet a kind
    pantau export geojson --theatre karabakh                 incidents.geojson: a map for QGIS
    pantau export geojson --kind events --from 2020-10-26    events.geojson
    pantau export parquet --kind casualties --party ARM      for pandas, DuckDB and the like
    pantau export hxl --kind casualties                      CSV with a row of HXL hashtags
    pantau export plover                                     events and acts of speech as PLOVER has them
    pantau export ged                                        ged.csv: attacks in the columns of UCDP GED
    pantau export acled                                      acled.csv: attacks and protests in those of ACLED
    pantau export polecat                                    polecat.tsv: events and acts of speech in those of POLECAT
    pantau export csv --kind ledger --out - | head           to another program

    Kinds of rows: of single pages events, claims, casualties, ceasefires, documents, problems; across pages incidents, matrix,
    ledger, registry, provisions, violations, answers, findings, lineages, sources. In the columns of other data sets: ged, acled,
    polecat; any format of tables takes them, where they are named.

    Filters are those of `pantau show`. A column keeps its name, type and meaning from one version to the next; the columns page of
    the reference tells of each. In CSV a text that begins as a formula may (= + - @ and the like) has an apostrophe before it. The
    formats xlsx and parquet need extras: pip install 'pantau[all]'.
    """
    from pantau.config import load_config
    from pantau.export import find_exporter, find_tables
    from pantau.store import open_store

    settings = load_config(config)
    exporter = find_exporter(format)
    tables = find_tables(kind or (), exporter)
    wanted = make_filter(since, until, party, theatre, settings.folders)
    with open_store(store or settings.store, create=False) as opened:
        _hand_on(opened, exporter, tables, wanted, settings.folders, out, withdrawn=withdrawn)


def _hand_on(
    store: Store, exporter: Exporter, tables: tuple[Table, ...], wanted: Filter, folders: tuple[Path, ...], out: str | None,
    *, withdrawn: bool,
) -> None:  # fmt: skip
    import sys

    from pantau.export import make_folder
    from pantau.monitor import export_files, export_stream

    with progress_bar("linking", len(store.document_ids())) as progress:
        if out == "-":
            export_stream(store, exporter, tables, wanted, folders, out=sys.stdout.buffer, progress=progress, withdrawn=withdrawn)
        else:
            place = None if out is None else make_folder(Path(out)) if out.endswith("/") else Path(out)
            export_files(
                store, exporter, tables, wanted, folders, out=place, tell=_tell, progress=progress, withdrawn=withdrawn
            )


def _tell(written: Written) -> None:
    """A line for each file; what is to be said of it on standard error."""
    rows = ", ".join(f"{number} {plural}" for plural, number in written.rows.items())
    say(f"{written.path}: {rows}")
    for remark in written.remarks:
        warn(f"{written.path}: {remark}")
