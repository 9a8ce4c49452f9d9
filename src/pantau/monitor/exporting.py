"""export: what is kept, with what joins it → files of rows, or one stream. Linked first where it was not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from pantau.monitor import work as working
from pantau.monitor.linking import is_linked, relink
from pantau.monitor.work import Folders, Progress

if TYPE_CHECKING:
    import pandas as pd

    from pantau.export import Exporter, Material, Table, Written
    from pantau.store import Filter, Store

Answer = TypeVar("Answer")


def export_files(
    store: Store, exporter: Exporter, tables: Sequence[Table], wanted: Filter, folders: Folders = (), *,
    out: Path | None = None, tell: Callable[[Written], None] = lambda _written: None, progress: Progress | None = None,
    withdrawn: bool = False,
) -> None:  # fmt: skip
    """Write rows of these kinds, for the records that `wanted` asks for, and `tell` each file as it is done; `withdrawn`: rows of
    documents that were withdrawn too, with a column that says so."""
    from pantau.export import marked, write_files

    def write(material: Material) -> None:
        for written in write_files(exporter, marked(tables) if withdrawn else tables, material, out):
            tell(written)

    ask_material(store, write, wanted, folders, progress=progress, withdrawn=withdrawn)


def export_stream(
    store: Store, exporter: Exporter, tables: Sequence[Table], wanted: Filter, folders: Folders = (), *,
    out: BinaryIO, progress: Progress | None = None, withdrawn: bool = False,
) -> None:  # fmt: skip
    """The same into one open stream."""
    from pantau.export import marked, write_stream

    told = marked(tables) if withdrawn else tables
    ask_material(
        store, lambda material: write_stream(exporter, told, material, out), wanted, folders, progress=progress, withdrawn=withdrawn
    )


def ask_material(
    store: Store, question: Callable[[Material], Answer], wanted: Filter, folders: Folders = (), *, progress: Progress | None = None,
    withdrawn: bool = False,
) -> Answer:  # fmt: skip
    """What a question about rows answers: all of it from one state of the store, whatever is written meanwhile."""
    from pantau.export import Material

    if not is_linked(store, folders):
        relink(store, folders, progress=progress)
    world = working.knowledge_of(folders).world
    return store.ask(lambda connection: question(Material(connection, world, wanted, withdrawn=withdrawn)))


def load_frame(store: Store, kind: str, wanted: Filter, folders: Folders = ()) -> pd.DataFrame:
    """The rows of one kind as a DataFrame, for the records that `wanted` asks for."""
    from pantau.export import find_table, make_frame

    table = find_table(kind)
    return ask_material(store, lambda material: make_frame(table, table.rows(material)), wanted, folders)
