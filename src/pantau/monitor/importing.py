"""import_records: records made elsewhere, in the interchange form, with the pages they were made from → the store.

They enter as what they are: a reading of their own maker, beside pantau's where there is one. A line whose page is not there, or
whose spans do not fit the page, is told with file and line, and the run goes on with the next.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pantau.errors import InputError, UsageError
from pantau.model import Problem
from pantau.monitor import work as working
from pantau.monitor.work import Folders, Progress
from pantau.read.files import find_inputs
from pantau.read.interchange import parse_line, parse_records
from pantau.read.origin import Kept, Origin, Unread

if TYPE_CHECKING:
    from pantau.store import Store

VERSION = "interchange"
"""What the reading of an import names as its version, with its maker; its knowledge is the hash of the imported line."""


@dataclass
class Imported:
    """What an import did: documents with new records and with known ones, records, inputs that could not be taken."""

    new: int = 0
    known: int = 0
    records: int = 0
    unread: list[Unread] = field(default_factory=list)


class _Line(NamedTuple):
    where: str
    data: bytes


def import_records(
    records: Path, pages: Path, store: Store, folders: Folders = (), *, maker: str, progress: Progress | None = None
) -> Imported:
    """Take every line of `records` into the store with its page of the same name in `pages`. Lines known already add nothing.

    Raises UsageError where the file or the folder is not there, or the maker has pantau's own name.
    """
    if maker.strip() in ("", "pantau"):
        raise UsageError("is no name for a maker of imported records", where=f"--maker {maker!r}", todo="name who made them")
    found, done = _find_pages(pages), Imported()
    for line in _lines(records):
        fault = _take(line, found, store, folders, maker, done)
        if fault is not None:
            done.unread.append(fault)
            store.add_input_problem(fault.where, fault.what, fault.todo, now=datetime.now(UTC))
        if progress:
            progress(len(line.data), 1)
    return done


def _find_pages(folder: Path) -> dict[str, Path]:
    """Page files by name without suffix. Raises UsageError for no folder, or for two of one name."""
    if not folder.is_dir():
        raise UsageError("no such folder", where=f"--pages {folder}", todo="name the folder that holds the pages of the records")
    found: dict[str, Path] = {}
    for file in find_inputs([str(folder)]).files:
        path = Path(file)
        if path.stem in found:
            raise UsageError(f"two pages are named `{path.stem}`", where=f"{found[path.stem]} and {path}", todo="rename one")
        found[path.stem] = path
    return found


def _lines(records: Path) -> Iterator[_Line]:
    try:
        data = records.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror or error}", where=str(records), todo="name a JSON lines file") from None
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            yield _Line(f"{records}:{number}", line.strip())


def _take(line: _Line, pages: dict[str, Path], store: Store, folders: Folders, maker: str, done: Imported) -> Unread | None:
    """One line with its page into the store, whole or not at all; what stood in the way."""
    row = working.guarded(lambda: _parse(line))
    if isinstance(row, Problem):
        return Unread(line.where, row.what, "one JSON object a line, with `document` and `records` (docs/reference/record.md)")
    page = pages.get(row["document"])
    if page is None:
        return Unread(line.where, f"no page named `{row['document']}` in the folder", "put it there, named as `document` says")
    made = working.guarded(lambda: _write(line, row, page, store, folders, maker, done))
    return Unread(line.where, made.what, "mend the line; nothing of it was taken") if isinstance(made, Problem) else None


def _parse(line: _Line) -> dict[str, Any]:
    try:
        return parse_line(line.data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(f"is no UTF-8: {error.reason} at byte {error.start}") from None


def _write(line: _Line, row: dict[str, Any], page: Path, store: Store, folders: Folders, maker: str, done: Imported) -> None:
    kept = _read_page(page, folders)
    records, names = parse_records(row, kept.document, maker=maker, knowledge=working.knowledge_of(folders), where=line.where)
    now = datetime.now(UTC)
    with store.transaction():
        store.keep(kept.data, kept.document, origin=str(page), now=now)
        is_new = store.add_reading(
            kept.document, records, (), knowledge=hashlib.sha256(line.data).hexdigest(), version=f"{VERSION} {maker}", now=now,
            maker=maker, outside=dict(names),
        )  # fmt: skip
    done.new += is_new
    done.known += not is_new
    done.records += len(records) if is_new else 0


def _read_page(page: Path, folders: Folders) -> Kept:
    from pantau.read import read_bytes

    read = list(read_bytes(page.read_bytes(), Origin(page.stem, str(page)), working.knowledge_of(folders)))
    if len(read) != 1 or isinstance(read[0], Unread):
        raise InputError("does not hold exactly one readable document", where=str(page))
    if read[0].document.kind == "observation":
        raise InputError("is a field report, no page", where=str(page), todo="`pantau observe import` takes field reports")
    return read[0]
