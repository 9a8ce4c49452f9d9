"""Every format, reopened by others: each row, span and quote as it was. A format without a reader here fails."""

from __future__ import annotations

import csv
import importlib.util
import json
import math
from pathlib import Path
from typing import Any

import pytest
from made_store import FOLDERS, LONG, SAMPLES, rows_of, values_of
from reopening import READERS, as_rows, pairs

from pantau.errors import InputError
from pantau.export import EXPORTERS, TABLES, Table, Written, find_exporter, find_table, find_tables, read_csv
from pantau.export.coding import SAID
from pantau.export.xlsx import cut_text
from pantau.model import EVENT_TYPES, STANCES
from pantau.monitor import SUFFIXES, export_files, find_inputs, read
from pantau.store import Filter, Store, open_store

PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
"""The sixteen types of PLOVER since 2021."""
CASES = [
    pytest.param(name, read, package, table, id=f"{name}-{read.__name__}-{table.kind}")
    for name, read, package in pairs() for table in TABLES
    if not (held := next(exporter.kinds for exporter in EXPORTERS if exporter.name == name)) or table.kind in held
]  # fmt: skip


def written(store: Store, name: str, folder: Path, *kinds: str) -> list[Written]:
    """Files of a format, where its package is installed."""
    found = next(exporter for exporter in EXPORTERS if exporter.name == name)
    if found.needs:
        pytest.importorskip(found.needs, reason=f"the format {name} needs {found.needs} (pip install 'pantau[{found.extra}]')")
    files: list[Written] = []
    export_files(store, find_exporter(name), find_tables(kinds, found), Filter(), FOLDERS, out=folder, tell=files.append)
    return files


def in_excel(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a sheet of Excel holds it."""
    return {name: cut_text(value) if isinstance(value, str) else value for name, value in row.items()}


def test_every_format_is_reopened() -> None:
    assert list(READERS) == [exporter.name for exporter in EXPORTERS]


def test_formats_stand_once_each_and_say_what_they_are() -> None:
    for names in ([e.name for e in EXPORTERS], [(e.suffix, e.kinds) for e in EXPORTERS]):
        assert len(set(names)) == len(names)
    assert all(exporter.what and not exporter.what.endswith(".") for exporter in EXPORTERS)
    assert all(bool(exporter.extra) == bool(exporter.needs) for exporter in EXPORTERS)


@pytest.mark.parametrize("which", ["samples", "hostile"])
@pytest.mark.parametrize(("name", "read", "package", "table"), CASES)
def test_what_was_written_is_read_back(
    name: str, read: Any, package: str | None, table: Table, which: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if package:
        pytest.importorskip(package, reason=f"{name} is reopened with {package} where it is installed")
    store: Store = request.getfixturevalue(which)
    (file,) = written(store, name, tmp_path, table.kind)
    wanted = as_rows(table, rows_of(store, table))
    assert file.rows == {table.plural: len(wanted)}
    if name == "xlsx":
        wanted = [in_excel(row) for row in wanted]
    found = read(file.path, table)
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        differing = {key: (one[key], other[key]) for key in other if not _same(one[key], other[key], name)}
        assert not differing


def _same(one: Any, other: Any, name: str) -> bool:
    if name == "xlsx" and isinstance(other, tuple):  # a list's text is cut as a text is
        return len(str(other)) > 30_000 or one == other
    if name == "xlsx" and isinstance(other, float):  # Excel knows fifteen digits
        return math.isclose(one, other, rel_tol=1e-15)
    return bool(one == other) and type(one) is type(other)


@pytest.mark.parametrize("name", [exporter.name for exporter in EXPORTERS])
def test_the_same_rows_are_the_same_bytes(samples: Store, name: str, tmp_path: Path) -> None:
    kinds = find_exporter(name).kinds[:1] or ("claim",)
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    (one,), (other,) = (written(samples, name, tmp_path / folder, *kinds) for folder in ("a", "b"))
    assert one.path.read_bytes() == other.path.read_bytes()


@pytest.mark.parametrize("name", [exporter.name for exporter in EXPORTERS])
def test_a_store_without_pages_gives_files_without_rows(name: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.db") as empty:
        for file in written(empty, name, tmp_path):
            assert set(file.rows.values()) == {0}
            assert file.path.is_file()
            for read, package in READERS[name]:
                table = find_table(file.path.name.partition(".")[0]) if name != "xlsx" else TABLES[0]
                if package is None or importlib.util.find_spec(package):
                    assert read(file.path, table) == []


def test_the_order_in_which_pages_came_is_not_seen(samples: Store, tmp_path: Path) -> None:
    files = sorted(str(path) for path in SAMPLES.iterdir() if path.suffix in SUFFIXES)
    with open_store(tmp_path / "other.db") as other:
        for some in (files[20:][::-1], files[:20][::-1]):
            read(find_inputs(some), other, FOLDERS)
        for folder in ("here", "there"):
            (tmp_path / folder).mkdir()
        for one, two in zip(written(samples, "csv", tmp_path / "here"), written(other, "csv", tmp_path / "there"), strict=True):
            assert one.path.read_bytes() == two.path.read_bytes(), one.path.name


# CSV and HXL -----------------------------------------------------------------------------------------------------------


def test_csv_ends_its_lines_as_its_standard_says(samples: Store, tmp_path: Path) -> None:
    (file,) = written(samples, "csv", tmp_path, "answers")
    data = file.path.read_bytes()
    assert data.startswith(b"id,relation,score,")
    assert data.count(b"\r\n") == data.count(b"\n") == file.rows["answers"] + 1


def test_csv_opens_as_it_is(samples: Store, tmp_path: Path) -> None:
    """Without a word on its form, days come as days."""
    duckdb = pytest.importorskip("duckdb", reason="CSV is reopened with DuckDB where it is installed")
    for file in written(samples, "csv", tmp_path):
        relation = duckdb.sql(f"FROM '{file.path}'")
        table = find_table(file.path.stem)
        assert relation.columns == [column.name for column in table.columns]
        assert len(relation.fetchall()) == file.rows[table.plural]
        assert "DATE" in map(str, relation.types)


def test_no_cell_of_csv_begins_as_a_formula(hostile: Store, tmp_path: Path) -> None:
    for table in TABLES:
        (file,) = written(hostile, "csv", tmp_path, table.kind)
        with file.path.open(encoding="utf-8", newline="") as opened:
            csv.field_size_limit(2**31 - 1)
            for line in list(csv.reader(opened))[1:]:
                for cell, column in zip(line, table.columns, strict=True):
                    numeric = column.type in ("number", "integer")
                    assert numeric or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")), column


def test_hxl_has_hashtags_below_the_names(samples: Store, tmp_path: Path) -> None:
    (file,) = written(samples, "hxl", tmp_path, "casualties")
    names, tags = file.path.read_bytes().decode().split("\r\n")[:2]
    assert names.split(",") == [column.name for column in find_table("casualty").columns]
    assert tags.split(",") == [column.hxl for column in find_table("casualty").columns]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\r\n1,2\r\n", "its columns are of no kind of row"),
        ("", "its columns are of no kind of row"),
    ],
)
def test_a_file_of_others_is_said_to_be_one(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(text, encoding="utf-8", newline="")
    with pytest.raises(InputError, match=message):
        read_csv(tmp_path / "x.csv")


def test_a_cell_that_was_spoilt_is_told_with_its_line(samples: Store, tmp_path: Path) -> None:
    (file,) = written(samples, "csv", tmp_path, "answers")
    lines = file.path.read_bytes().decode().split("\r\n")
    (tmp_path / "x.csv").write_text("\r\n".join([lines[0], lines[1].rpartition(",")[0], *lines[2:]]), encoding="utf-8", newline="")
    with pytest.raises(InputError, match="line 2"):
        list(read_csv(tmp_path / "x.csv").rows)


# XLSX ------------------------------------------------------------------------------------------------------------------


def test_excel_gets_texts_and_is_told_of_cuts(hostile: Store, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="XLSX is reopened with openpyxl where it is installed")
    (file,) = written(hostile, "xlsx", tmp_path)
    assert any("title" in remark or "quote" in remark or "name" in remark for remark in file.remarks)
    book = openpyxl.load_workbook(file.path)
    assert book.sheetnames == [*(table.plural for table in TABLES if table.is_ours), "columns"]
    for sheet in book:
        for line in sheet.iter_rows():
            assert [cell.coordinate for cell in line if cell.data_type == "f" or cell.hyperlink] == []
    assert max(len(str(cell.value)) for cell in book["claims"]["B"]) <= 32_767 < len(LONG)


def test_excel_goes_on_in_another_sheet(samples: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="XLSX is reopened with openpyxl where it is installed")
    monkeypatch.setattr("pantau.export.xlsx.MOST_ROWS", 100)
    (file,) = written(samples, "xlsx", tmp_path, "claims")
    book = openpyxl.load_workbook(file.path)
    pages = [sheet for sheet in book if sheet.title.startswith("claims")]
    assert [sheet.title for sheet in pages][:2] == ["claims", "claims 2"]
    assert sum(sheet.max_row - 1 for sheet in pages) == file.rows["claims"]
    assert len({sheet["B1"].value for sheet in pages}) == 1


# GeoJSON ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["event", "incident"])
@pytest.mark.parametrize("which", ["samples", "hostile"])
def test_a_point_stands_only_where_a_place_has_one(which: str, kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    store: Store = request.getfixturevalue(which)
    (file,) = written(store, "geojson", tmp_path, kind)
    rows, drawn = values_of(store, kind), 0
    for feature in json.loads(file.path.read_text("utf-8"))["features"]:
        row, told = rows[feature["id"]], feature["properties"]
        exact = row["place_lat"] is not None and row["place_precision"] not in ("country", "unknown")
        assert (feature["geometry"] is not None) == exact
        if exact:
            drawn += 1
            assert feature["geometry"] == {"type": "Point", "coordinates": [row["place_lon"], row["place_lat"]][:2]}
            assert told["precision"] == row["place_precision"]
            assert told["uncertainty_km"] == row["place_uncertainty_km"] > 0
    assert drawn
    assert [remark.split()[0] for remark in file.remarks] == ([str(len(rows) - drawn)] if len(rows) > drawn else [])


def test_a_wide_or_impossible_place_is_not_drawn() -> None:
    from pantau.export.geojson import _point

    near = {"place_lat": 39.8, "place_lon": 46.7, "place_precision": "region"}
    assert _point(near) == [46.7, 39.8]
    for change in ({"place_precision": "country"}, {"place_precision": "unknown"}, {"place_lat": None}, {"place_lat": 91.0}):
        assert _point(near | change) is None


# PLOVER ----------------------------------------------------------------------------------------------------------------


def test_plover_has_its_own_types_alone() -> None:
    assert set(EVENT_TYPES) | set(SAID.values()) == PLOVER
    assert set(SAID) == set(STANCES) - {"assert", "confirm"}


def test_a_line_of_plover_tells_who_did_what_to_whom(samples: Store, tmp_path: Path) -> None:
    (file,) = written(samples, "plover", tmp_path)
    lines = [json.loads(line) for line in file.path.read_text("utf-8").splitlines()]
    events, claims = values_of(samples, "event"), values_of(samples, "claim")
    done = [key for key, row in events.items() if row["modality"] in ("occurred", "ongoing")]
    said = [key for key, row in claims.items() if row["stance"] in SAID]
    assert [line["id"] for line in lines] == [*done, *said]
    assert {remark.split(" ", 1)[0] for remark in file.remarks} == {str(len(events) - len(done)), str(len(claims) - len(said))}
    for line in lines:
        row = events.get(line["id"]) or claims[line["id"]]
        assert line["event"] in PLOVER
        assert line["eventText"] == row["trigger_quote"]
        assert line["eventText"] in line["text"]
        assert line["pantau"]["origins_at_least"] == row["origins_at_least"]
        codes = [party.get("code", "") + {"OPP": "_OPP", "CVL": "_CIV"}.get(party.get("sector"), "") for party in line["target"]]
        assert codes == list(row["recipients" if line["id"] in events else "targets"])
        own = row["began_on"] or row["ended_on"] if line["id"] in events else row["said_on"]
        day, source = (own, "text") if own else (row["published_on"], "page" if row["published_on"] else None)
        assert (line["date"], line["dateSource"]) == (str(day) if day else None, source)
        if line["id"] in events and own:
            assert line["dateEnd"] == (str(row["ended_on"]) if row["ended_on"] else None)
            assert line["datePrecision"] == row["date_precision"]


@pytest.mark.parametrize(
    ("prefix", "start", "suffix", "text"),
    [
        ("Pasukan ", 8, " desa.", "Pasukan menyerang desa."),
        ("kan di utara, lalu pasukan itu  ", 900, " desa di tepi garis kontak itu s",
         "di utara, lalu pasukan itu  menyerang desa di tepi garis kontak itu"),
        (None, 0, None, "menyerang"),
    ],
)  # fmt: skip
def test_the_text_of_a_line_is_of_whole_words(prefix: str | None, start: int, suffix: str | None, text: str) -> None:
    from pantau.export.coding import words_around

    values = {"trigger_prefix": prefix, "trigger_start": start, "trigger_quote": "menyerang", "trigger_suffix": suffix}
    assert words_around(values) == text
