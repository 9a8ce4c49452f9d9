"""import_observations: a file of CSV → field reports, all of its rows or none.

 1. the file is read once to the end: what is wrong with it, row by row and field by field, is told together
 2. it is read again, and every row filed inside one transaction

No more of it is held than one row and the ids of all; what looks like a formula is words like any others.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from pantau.config import MISSION
from pantau.errors import UsageError
from pantau.model.account import Person
from pantau.model.observation import to_bytes
from pantau.monitor import work as working
from pantau.monitor.observing import enter, may_observe
from pantau.monitor.report_columns import COLUMNS, NAMES, Fault, Refused
from pantau.monitor.report_fields import parse_report
from pantau.monitor.work import Folders, Progress
from pantau.store import observations

if TYPE_CHECKING:
    from pantau.model.observation import Observation
    from pantau.store import Store

MOST_FAULTS, MOST_ROWS = 1_000, 1_000_000
LONGEST_CELL = 131_072
_MARKS = ",;\t"
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_AT_ONCE = 1_000


class RowFault(NamedTuple):
    """What is wrong in a row (0: the file, 1: its head), counted as a spreadsheet counts."""

    row: int
    words: str

    def __str__(self) -> str:
        return f"row {self.row}: {self.words}" if self.row else self.words


class ObservationsImported(NamedTuple):
    """What an import did: reports that are new, known already, and rows that say the same as an earlier one of the file; or, with
    `faults`, nothing. `more` faults were found beyond those that are told."""

    new: int = 0
    known: int = 0
    repeated: int = 0
    faults: tuple[RowFault, ...] = ()
    more: int = 0


def import_observations(
    path: Path, store: Store, person: Person, now: datetime, folders: Folders = (), *, mission: str = MISSION,
    progress: Progress | None = None,
) -> ObservationsImported:  # fmt: skip
    """File every row of a CSV file in the name of a person. With any fault nothing is filed. Raises UsageError for a file that cannot
    be opened."""
    may_observe(person)
    checked = _Check(store, person)
    step = progress or (lambda _size, _rows: None)
    try:
        rows = _rows(path)
        while some := list(islice(rows, _AT_ONCE)):
            checked.take([(row, _parsed(values, person, mission, now, folders)) for row, values in some])
            step(0, len(some))
    except _Unreadable as fault:
        checked.note(fault.row, fault.words)
    if checked.faults:
        return ObservationsImported(faults=tuple(sorted(checked.faults, key=lambda fault: fault.row)), more=checked.more)
    if not checked.ids:
        return ObservationsImported(faults=(RowFault(0, "no report in it: the head is all there is"),))
    with store.transaction(durable=True):
        return _file(path, store, person, now, folders, mission, step, checked)


def _parsed(
    values: Mapping[str, str] | Fault, person: Person, mission: str, now: datetime, folders: Folders
) -> Observation | tuple[Fault, ...]:
    if isinstance(values, Fault):
        return (values,)
    try:
        return parse_report(values, person=person, mission=mission, world=working.knowledge_of(folders).world, now=now)
    except Refused as refused:
        return refused.faults


def _file(
    path: Path, store: Store, person: Person, now: datetime, folders: Folders, mission: str, step: Progress, checked: _Check
) -> ObservationsImported:
    """The second reading. A row that is not as it was checked ends it all."""
    new = known = repeated = 0
    seen: set[str] = set()
    rows = _rows(path)
    while some := list(islice(rows, _AT_ONCE)):
        reports = [_parsed(values, person, mission, now, folders) for _, values in some]
        if not all(checked.has(report) for report in reports):
            raise UsageError("was changed while it was read; nothing was filed", where=str(path), todo="import it again")
        ids = [report.id for report in reports if not isinstance(report, tuple)]
        filed = store.ask(observations.find_reports, observer=person.name, reports=ids)
        for report in reports:
            assert not isinstance(report, tuple)
            if report.id in seen:
                repeated += 1
            elif report.id in filed:
                known += 1
            else:
                enter(store, report, person, now, folders)
                new += 1
            seen.add(report.id)
            step(0, 1)
    return ObservationsImported(new, known, repeated)


class _Check:
    """What is wrong with the rows so far, and what is needed to tell that two of them, or one and the store, do not agree."""

    def __init__(self, store: Store, person: Person) -> None:
        self.store, self.person = store, person
        self.faults: list[RowFault] = []
        self.more = 0
        self.ids: dict[str, tuple[int, bytes]] = {}
        self.corrected: dict[str, int] = {}

    def note(self, row: int, words: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(RowFault(row, words))
        else:
            self.more += 1

    def take(self, rows: Sequence[tuple[int, Observation | tuple[Fault, ...]]]) -> None:
        """Some rows more: what is wrong in each, against one another, against the store."""
        fresh: list[tuple[int, Observation, bytes]] = []
        for row, report in rows:
            if isinstance(report, tuple):
                for fault in report:
                    self.note(row, fault.words)
                continue
            digest = hashlib.sha256(to_bytes(report)).digest()
            first, before = self.ids.setdefault(report.id, (row, digest))
            if before != digest:
                self.note(row, f"id: is that of row {first} too, which says something else")
            elif first == row:
                fresh.append((row, report, digest))
        filed = self.store.ask(
            observations.find_reports, observer=self.person.name, reports=[report.id for _, report, _ in fresh]
        )
        for row, report, digest in fresh:
            if report.id not in filed:
                self._hold_correction(row, report)
            elif filed[report.id] != digest.hex():
                self.note(row, Fault("id", "known").words)

    def has(self, report: Observation | tuple[Fault, ...]) -> bool:
        """Whether this very report was looked at."""
        if isinstance(report, tuple):
            return False
        return report.id in self.ids and self.ids[report.id][1] == hashlib.sha256(to_bytes(report)).digest()

    def _hold_correction(self, row: int, report: Observation) -> None:
        if not report.corrects:
            return
        first = self.store.ask(observations.load_filed, report.corrects)
        if first is None or first.observer != self.person.name or first.corrected_by is not None:
            self.note(row, Fault("corrects", "corrects").words)
        elif (other := self.corrected.setdefault(report.corrects, row)) != row:
            self.note(row, f"corrects: row {other} corrects the same report")


class _Unreadable(Exception):
    """Why a file cannot be read on."""

    def __init__(self, row: int, words: str) -> None:
        super().__init__(row, words)
        self.row, self.words = row, words


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, str] | Fault]]:
    """The number and values of every row that is not empty. Raises _Unreadable, and UsageError for a file that is not there."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
            encoding = next((name for bom, name in _BOMS if head.startswith(bom)), "utf-8")
        with path.open(encoding=encoding, newline="") as text:
            yield from _rows_of(text)
    except UnicodeError as error:
        at = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) and encoding == "utf-8" else ""
        raise _Unreadable(0, f"is no UTF-8{at}: save it as «CSV UTF-8»") from None
    except csv.Error as error:
        raise _Unreadable(0, f"is no CSV: {error}") from None
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror or error}", where=str(path), todo="name a CSV file") from None


def _rows_of(text: TextIO) -> Iterator[tuple[int, Mapping[str, str] | Fault]]:
    first = text.readline(20_000)
    if "\0" in first or not first.strip():
        raise _Unreadable(1, "is no CSV: its first row must hold the names of the columns (`pantau observe template`)")
    names = _names(first)
    rows = csv.reader(text, delimiter=_mark(first), strict=True)
    for number, row in enumerate(rows, 2):
        if number > MOST_ROWS:
            raise _Unreadable(number, f"more than {MOST_ROWS:,} rows: split the file")
        if max(map(len, row), default=0) > LONGEST_CELL:  # Python's own limit is for the whole program, which others move
            raise csv.Error(f"field larger than field limit ({LONGEST_CELL})")
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(names):
            yield number, Fault("columns", "cut", (("given", str(len(row))), ("most", str(len(names)))))
        elif any("\0" in cell for cell in row):
            yield number, Fault("columns", "letters")
        else:
            yield number, dict(zip(names, row, strict=True))


def _mark(first: str) -> str:
    """What stands between the columns: the one of `,` `;` and the tabulator that splits the head into most known names."""
    return max(_MARKS, key=lambda mark: sum(name in NAMES for name in _split(first, mark)))


def _split(first: str, mark: str) -> list[str]:
    try:
        return [name.strip().lower() for name in next(csv.reader([first], delimiter=mark, strict=True))]
    except (csv.Error, StopIteration):
        return []


def _names(first: str) -> list[str]:
    """The columns of the head. Raises _Unreadable with all that is wrong with them."""
    names = _split(first, _mark(first))
    wrong = [f"unknown column `{name[:40]}`" for name in names if name not in NAMES]
    wrong += [f"column `{name}` is there twice" for name in sorted({name for name in names if names.count(name) > 1})]
    wrong += [f"column `{column.name}` is missing" for column in COLUMNS if column.must and column.name not in names]
    if wrong:
        raise _Unreadable(1, "; ".join(wrong[:20]) + f"; known are: {', '.join(NAMES)}")
    return names


def write_template() -> str:
    """A CSV file with every column and one example row."""
    rows = (NAMES, [column.example for column in COLUMNS])
    return "".join(",".join(f'"{cell}"' if "," in cell else cell for cell in row) + "\r\n" for row in rows)
