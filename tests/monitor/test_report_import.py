"""A file of CSV is filed whole or not at all; all that is wrong with it is told together."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pantau.errors import UsageError
from pantau.model.account import Person
from pantau.monitor.report_columns import COLUMNS, NAMES
from pantau.monitor.report_import import MOST_FAULTS, ObservationsImported, import_observations, write_template
from pantau.store import Store, observations, open_store

SITI = Person("siti", "Siti", "observer")
NOW = datetime(2020, 11, 1, tzinfo=UTC)
ROW = {
    "theatre": "karabakh", "from": "2020-10-26T08:10", "to": "2020-10-26T09:40", "zone": "Asia/Baku", "means": "heard",
    "what": "shelling", "position": "Stepanakert",
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "s.db") as opened:
        yield opened


def table(*rows: dict[str, str], mark: str = ",") -> str:
    out = io.StringIO()
    names = [name for name in NAMES if any(name in row for row in rows)]
    writer = csv.DictWriter(out, names, delimiter=mark, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def take(store: Store, tmp_path: Path, text: str | bytes, encoding: str = "utf-8", person: Person = SITI) -> ObservationsImported:
    path = tmp_path / "reports.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return import_observations(path, store, person, NOW)


def told(done: ObservationsImported) -> list[str]:
    return [str(fault) for fault in done.faults]


def test_the_template_is_taken_as_it_is(store: Store, tmp_path: Path) -> None:
    assert take(store, tmp_path, write_template()) == ObservationsImported(new=1)
    assert next(csv.reader([write_template().splitlines()[0]])) == [column.name for column in COLUMNS]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marks_and_encodings_of_spreadsheets(store: Store, tmp_path: Path, mark: str, encoding: str) -> None:
    more = {"remarks": "«tembakan» di Şuşa, dua kali; lalu tenang", "position_lat": "39,8265", "position_lon": "46,7656"}
    text = table(ROW | more, mark=mark)
    assert take(store, tmp_path, text, encoding) == ObservationsImported(new=1)
    report = store.ask(observations.load_report, store.document_ids()[0])
    assert (report.remarks, report.position_lat) == ("«tembakan» di Şuşa, dua kali; lalu tenang", 39.8265)


def test_all_faults_of_all_rows_are_told_and_nothing_is_filed(store: Store, tmp_path: Path) -> None:
    rows = [ROW, ROW | {"what": "alien", "count": "many"}, ROW | {"position": "", "zone": "Mars"}, ROW | {"count": "2"}]
    done = take(store, tmp_path, table(*rows))
    assert told(done) == [
        "row 3: what: is none of: explosion, burst, shot, shelling, movement, damage, casualties, access_refused, calm",
        "row 3: count: is no number of things: write 17, 5-10, 20+ or leave it empty",
        "row 4: zone: is no time zone: write a name as Asia/Baku, or an offset as +04:00",
        "row 4: position: is needed: the position in words, or its degrees",
    ]
    assert store.document_ids() == []


def test_rows_known_and_repeated_add_nothing(store: Store, tmp_path: Path) -> None:
    text = table(ROW, ROW | {"count": "2"}, ROW)
    assert take(store, tmp_path, text) == ObservationsImported(new=2, repeated=1)
    assert take(store, tmp_path, text) == ObservationsImported(known=2, repeated=1)
    assert take(store, tmp_path, table(ROW, ROW | {"count": "3"})) == ObservationsImported(new=1, known=1)


def test_one_id_for_two_reports_is_a_fault(store: Store, tmp_path: Path) -> None:
    done = take(store, tmp_path, table(ROW | {"id": "report-001"}, ROW | {"id": "report-001", "count": "2"}))
    assert told(done) == ["row 3: id: is that of row 2 too, which says something else"]
    assert take(store, tmp_path, table(ROW | {"id": "report-001"})).new == 1
    done = take(store, tmp_path, table(ROW | {"id": "report-001", "count": "9"}))
    assert told(done) == ["row 2: id: is known with other contents: give it another id, or correct the report"]


def test_formulas_are_words(store: Store, tmp_path: Path) -> None:
    attacks = ["=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2+3", '=HYPERLINK("http://x")']
    done = take(store, tmp_path, table(*(ROW | {"remarks": attack} for attack in attacks)))
    assert done.new == len(attacks)
    kept = {store.ask(observations.load_report, document).remarks for document in store.document_ids()}
    assert kept == set(attacks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"", "row 1: is no CSV"), (b"\n\n", "row 1: is no CSV"), (b"theatre,from\n", "row 1: column `means` is missing"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is no UTF-8 at byte 0"), (b"theatre\0,what\n", "row 1: is no CSV"),
        (table(ROW).encode("latin-1").replace(b"Stepanakert", b"Stepan\xe4kert"), "is no UTF-8 at byte"),
        (table(ROW).replace("what", "Wat").encode(), "row 1: unknown column `wat`; column `what` is missing"),
        (table(ROW).replace("zone", "from").encode(), "row 1: column `from` is there twice"),
        (table(ROW).splitlines()[0].encode() + b"\n", "no report in it"),
        (table(ROW).encode() + b"karabakh,2020\n", "row 3: columns: the row has 2 fields, the head has 7"),
        (table(ROW).encode() + b'"karabakh', "is no CSV: unexpected end of data"),
        (table(ROW).encode() + b"karabakh,a\0b,c,d,e,f,g\n", "row 3: columns: holds control characters"),
        (table(ROW | {"remarks": "x" * 200_000}).encode(), "field larger than field limit"),
        (table(ROW | {"remarks": "x" * 100_000}).encode(), "row 2: remarks: is too long"),
    ],
    ids=lambda case: str(case[:30]),
)  # fmt: skip
def test_a_broken_file_is_told(store: Store, tmp_path: Path, text: bytes, expected: str) -> None:
    done = take(store, tmp_path, text)
    assert any(expected in line for line in told(done)), told(done)
    assert store.document_ids() == []


def test_so_many_faults_are_told_and_the_others_counted(store: Store, tmp_path: Path) -> None:
    head, row = table(ROW | {"what": "alien"}).splitlines()
    done = take(store, tmp_path, "\n".join([head, *[row] * (MOST_FAULTS + 50)]))
    assert (len(done.faults), done.more) == (MOST_FAULTS, 50)


def test_a_file_corrects_own_reports_once_each(store: Store, tmp_path: Path) -> None:
    take(store, tmp_path, table(ROW))
    first, = store.document_ids()
    change = ROW | {"corrects": first, "why": "counted again"}
    done = take(store, tmp_path, table(change | {"count": "1"}, change | {"count": "2"}))
    assert told(done) == ["row 3: corrects: row 2 corrects the same report"]
    done = take(store, tmp_path, table(change), person=Person("budi", "", "observer"))
    assert told(done) == ["row 2: corrects: is no report of your own that stands"]
    assert take(store, tmp_path, table(change | {"count": "1"})).new == 1
    assert store.records_of(first) == ()


def test_a_file_that_is_not_there(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        import_observations(tmp_path / "none.csv", store, SITI, NOW)
    with pytest.raises(UsageError):
        import_observations(tmp_path, store, SITI, NOW)
    with pytest.raises(UsageError):
        take(store, tmp_path, table(ROW), person=Person("eve", "", "read_only"))


def test_an_interrupted_import_files_nothing(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pantau.monitor import report_import

    entered, enter = [], report_import.enter

    def failing(*args: object) -> str:
        entered.append(1)
        if len(entered) == 3:
            raise KeyboardInterrupt
        return enter(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(report_import, "enter", failing)
    with pytest.raises(KeyboardInterrupt):
        take(store, tmp_path, table(*(ROW | {"count": str(n)} for n in range(1, 6))))
    assert store.document_ids() == []
