"""Files come whole or not at all, where they were asked for, in memory that does not grow; faults say what to do."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from made_store import FOLDERS, rows_of

from pantau.errors import UsageError
from pantau.export import (
    EXPORTERS,
    TABLES,
    Exporter,
    Material,
    Row,
    Table,
    Written,
    find_exporter,
    find_table,
    find_tables,
    read_csv,
    write_files,
)
from pantau.export.sheets import Remarks, Sheet
from pantau.export.writing import whole_file
from pantau.knowledge import load_knowledge
from pantau.monitor import export_files, export_stream
from pantau.store import Filter, Store

CSV = find_exporter("csv")


def handed(store: Store, name: str, out: Path | None, *kinds: str) -> list[Written]:
    exporter, files = find_exporter(name), list[Written]()
    export_files(store, exporter, find_tables(kinds, exporter), Filter(), out=out, tell=files.append)
    return files


# Where files go ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kinds", "out", "expected"),
    [
        ("csv", ("claims",), None, ["claims.csv"]),
        ("csv", ("claim",), "klaim.csv", ["klaim.csv"]),
        ("csv", ("claim",), "there", ["there/claims.csv"]),
        ("csv", ("claims", "events"), None, ["pantau-export/events.csv", "pantau-export/claims.csv"]),
        ("csv", ("claims", "events"), "new", ["new/events.csv", "new/claims.csv"]),
        ("hxl", ("casualties",), None, ["casualties.hxl.csv"]),
        ("csv", (), "new", [f"new/{table.plural}.csv" for table in TABLES if table.is_ours]),
        ("geojson", (), None, ["incidents.geojson"]),
        ("plover", (), None, ["pantau.plover.jsonl"]),
        ("plover", ("events",), None, ["events.plover.jsonl"]),
    ],
)
def test_files_lie_where_they_were_asked_for(
    hostile: Store, name: str, kinds: tuple[str, ...], out: str | None, expected: list[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    Path("there").mkdir()
    files = handed(hostile, name, Path(out) if out else None, *kinds)
    assert [file.path.as_posix() for file in files] == expected
    assert sorted(path.as_posix() for path in Path().rglob("*") if path.is_file()) == sorted(expected)


@pytest.mark.parametrize(
    ("name", "kinds", "out", "message"),
    [
        (
            "csv",
            ("claims", "events"),
            "all.csv",
            "one file cannot hold 2 kinds of rows as csv .choose a kind with --kind, as events",
        ),
        ("csv", ("claims",), "tiada/claims.csv", "tiada/claims.csv: cannot be written: No such file or directory"),
        ("csv", ("claims", "events"), "tiada/semua", "tiada/semua: cannot be written"),
        ("csv", ("claims", "events"), "a-file", "a-file: cannot be written: File exists"),
        ("csv", ("klaim",), None, "no kind of row `klaim` .known: event, claim"),
        ("geojson", ("claims",), None, "geojson cannot hold claim .it holds: event, incident"),
        ("csv", ("claims",), "shut/claims.csv", "shut/claims.csv: cannot be written"),
    ],
)
def test_what_cannot_be_is_told(
    hostile: Store,
    name: str,
    kinds: tuple[str, ...],
    out: str | None,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a-file").touch()
    Path("shut").touch()
    with pytest.raises(UsageError, match=message):
        handed(hostile, name, Path(out) if out else None, *kinds)
    assert sorted(path.name for path in Path().iterdir()) == ["a-file", "shut"]


def test_an_unknown_format_lists_the_known() -> None:
    with pytest.raises(UsageError, match=r"no format `excel` .known: csv, hxl, xlsx, parquet, geojson, plover"):
        find_exporter("excel")


@pytest.mark.parametrize("exporter", [e for e in EXPORTERS if e.needs], ids=lambda exporter: exporter.name)
def test_a_missing_package_names_the_extra(exporter: Exporter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pantau.export.exporters.find_spec", lambda _name: None)
    with pytest.raises(UsageError, match=rf"pip install 'pantau\[{exporter.extra}\]'"):
        find_exporter(exporter.name)


# Whole or not at all -------------------------------------------------------------------------------------------------------


def test_a_file_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text("before")

    def fail() -> None:
        with whole_file(path) as file:
            file.write(b"half")
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        fail()
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("claims.csv", "before")]


def test_a_failing_writer_leaves_no_file(tmp_path: Path) -> None:
    def write(out: BinaryIO, _sheets: Iterator[Sheet]) -> Remarks:
        out.write(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(UsageError, match="cannot be written: No space left on device"):
        list(write_files(Exporter("x", "x", "x", write), (TABLES[0],), None, tmp_path / "x"))  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="signals of another kind")
def test_a_kill_leaves_no_half_file(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from pantau.export.writing import whole_file\n"
        "with whole_file(Path('claims.csv')) as file:\n"
        "    file.write(b'half'); file.flush(); print('now', flush=True); time.sleep(60)\n"
    )
    running = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, stdout=subprocess.PIPE)
    assert running.stdout
    running.stdout.readline()
    running.send_signal(signal.SIGKILL)
    running.wait()
    running.stdout.close()
    assert not (tmp_path / "claims.csv").exists()
    with whole_file(tmp_path / "claims.csv") as file:
        file.write(b"whole")
    assert (tmp_path / "claims.csv").read_bytes() == b"whole"


def test_a_link_stays_a_link_and_a_pipe_is_written_into(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("before")
    (tmp_path / "link.csv").symlink_to("real.csv")
    with whole_file(tmp_path / "link.csv") as file:
        file.write(b"after")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "after"
    with whole_file(Path(os.devnull)) as file:
        file.write(b"away")
    assert not Path(os.devnull).is_file()


def test_other_people_may_read_what_was_written(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        with whole_file(tmp_path / "claims.csv") as file:
            file.write(b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "claims.csv").stat().st_mode & 0o777 == 0o644


def test_a_stream_has_what_a_file_has(hostile: Store, tmp_path: Path) -> None:
    (file,) = handed(hostile, "csv", tmp_path, "claims")
    with (tmp_path / "stream").open("wb") as out:
        export_stream(hostile, CSV, [find_table("claims")], Filter(), out=out)
    assert (tmp_path / "stream").read_bytes() == file.path.read_bytes()


def test_what_is_written_meanwhile_does_not_mix_in(samples: Store, tmp_path: Path) -> None:
    """All files of an export are of one state of the store, though another program writes between them."""
    seen: list[int] = []

    def tell(written: Written) -> None:
        with sqlite3.connect(samples.path, timeout=5) as other:
            other.execute("UPDATE told SET incident = NULL")
            seen.append(written.rows[written.path.stem])
        other.close()

    before = {table.plural: rows_of(samples, table) for table in (find_table("events"), find_table("claims"))}
    with sqlite3.connect(samples.path) as other:
        kept = other.execute("SELECT record, incident FROM told").fetchall()
    export_files(samples, CSV, find_tables(("events", "claims"), CSV), Filter(), FOLDERS, out=tmp_path, tell=tell)
    with sqlite3.connect(samples.path) as other:
        other.executemany("UPDATE told SET incident = ? WHERE record = ?", [(incident, record) for record, incident in kept])
    other.close()
    assert {name: list(read_csv(tmp_path / f"{name}.csv").rows) for name in before} == before
    assert seen == [len(rows) for rows in before.values()]


# In memory that does not grow ------------------------------------------------------------------------------------------------


def many_rows(table: Table, count: int) -> Iterator[Row]:
    """Rows made up as they are asked for."""
    made: dict[str, Any] = {
        "integer": 7, "number": 0.5, "boolean": True, "day": date(2020, 10, 26), "instant": datetime(2020, 10, 26, tzinfo=UTC),
    }  # fmt: skip
    for number in range(count):
        text = f"{number} words that no other row has"
        values = {"text": text, "list": (text, text), **made}
        yield tuple(text if column.name == "modality" else values[column.type] for column in table.columns)


@pytest.mark.parametrize("name", [exporter.name for exporter in EXPORTERS])
def test_memory_does_not_grow_with_the_rows(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    exporter = next(exporter for exporter in EXPORTERS if exporter.name == name)
    if exporter.needs:
        pytest.importorskip(exporter.needs, reason=f"the format {name} needs {exporter.needs}")
    monkeypatch.setattr("pantau.export.parquet._AT_ONCE", 200)
    table, peaks = find_table("event"), []
    for count in (200, 200, 2_000):  # the first fills what is filled once
        with tempfile.TemporaryFile() as out:
            tracemalloc.start()
            exporter.write(out, iter([Sheet(table, many_rows(table, count))]))
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[2] < 1.5 * peaks[1] + 200_000


def test_rows_come_before_all_pages_were_read(samples: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from pantau.store import bulk

    loaded, load = list[int](), bulk.load_pages

    def counting(connection: Any, **asked: Any) -> Any:
        pages = load(connection, **asked)
        loaded.append(len(pages))
        return pages

    monkeypatch.setattr("pantau.store.bulk.load_pages", counting)
    monkeypatch.setattr("pantau.store.streams.batches.__defaults__", (2,))
    world, events = load_knowledge(FOLDERS).world, find_table("event")
    first = samples.ask(lambda connection: next(events.rows(Material(connection, world))))
    assert sum(loaded) < len(samples.document_ids()) / 4
    assert first == rows_of(samples, events)[0]
