"""`pantau export` and `pantau.frame` as a person calls them."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from made_store import SAMPLES, values_of
from typer.testing import CliRunner, Result

import pantau
from pantau.cli import app
from pantau.errors import StoreError, UsageError
from pantau.export import EXPORTERS, TABLES, find_table, read_csv
from pantau.store import Filter, Store

CONFIG = str(SAMPLES / "pantau.toml")


def export(store: Store, *arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(app, ["export", *arguments, "--store", str(store.path), "--config", CONFIG])
    assert result.exit_code == status, result.output + result.stderr
    return result


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_help_names_every_format_and_kind() -> None:
    told = CliRunner().invoke(app, ["export", "--help"]).stdout
    assert [e.name for e in EXPORTERS if f"pantau export {e.name}" not in told] == []
    assert [table.plural for table in TABLES if table.plural not in told] == []


def test_a_file_is_told_with_its_rows(samples: Store) -> None:
    rows = values_of(samples, "claim")
    assert export(samples, "csv", "--kind", "claims").stdout == f"claims.csv: {len(rows)} claims\n"
    assert len(list(read_csv(Path("claims.csv")).rows)) == len(rows)


def test_filters_reach_the_rows(samples: Store) -> None:
    export(
        samples, "csv", "--kind", "events", "--party", "arm", "--from", "2020-10-01", "--to", "2020-10-31", "--theatre", "karabakh"
    )
    found = {str(row[0]) for row in read_csv(Path("events.csv")).rows}
    wanted = values_of(samples, "event", Filter(party="ARM", since=date(2020, 10, 1), until=date(2020, 10, 31)))
    assert found == {key for key, row in wanted.items() if "karabakh" in row["theatres"]}  # type: ignore[operator]
    assert found


def test_standard_output_has_the_rows_and_nothing_else(samples: Store) -> None:
    told = export(samples, "csv", "--kind", "answers", "--out", "-")
    export(samples, "csv", "--kind", "answers")
    assert told.stdout_bytes == Path("answers.csv").read_bytes()
    assert told.stderr == ""


def test_a_folder_is_made_where_the_name_ends_as_one(samples: Store) -> None:
    assert export(samples, "csv", "--kind", "answers", "--out", "baru/").stdout.startswith("baru/answers.csv: ")


def test_what_is_left_out_is_said_on_the_other_stream(samples: Store) -> None:
    told = export(samples, "geojson")
    rows = values_of(samples, "incident").values()
    without = [r for r in rows if r["place_lat"] is None or r["place_precision"] in ("country", "unknown")]
    assert f"pantau: incidents.geojson: {len(without)} without a point" in told.stderr
    assert len(json.loads(Path("incidents.geojson").read_text("utf-8"))["features"]) == len(rows)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("excel",), "no format `excel` (known: csv, hxl, xlsx"),
        (("csv", "--kind", "klaim"), "no kind of row `klaim` (known: event, claim"),
        (("csv", "--out", "a.csv"), "one file cannot hold 16 kinds"),
        (("plover", "--kind", "ledger"), "plover cannot hold ledger"),
        (("csv", "--from", "kemarin"), "'kemarin' is no day"),
        (("csv", "--kind", "claims", "--out", "tiada/x.csv"), "tiada/x.csv: cannot be written"),
    ],
)
def test_wrong_usage(samples: Store, arguments: tuple[str, ...], message: str) -> None:
    told = export(samples, *arguments, status=2).stderr
    assert told.startswith("pantau: ")
    assert message in told
    assert list(Path().iterdir()) == []


def test_a_store_that_was_never_linked_is_linked_first(tmp_path: Path) -> None:
    (tmp_path / "satu.txt").write_text(
        "Baku - Artileri Armenia menembaki Ganja pada Minggu (4/10/2020), kata Kementerian Pertahanan."
    )
    assert CliRunner().invoke(app, ["read", "satu.txt"]).exit_code == 0
    assert CliRunner().invoke(app, ["export", "csv", "--kind", "incidents"]).stdout == "incidents.csv: 1 incidents\n"


def test_without_a_store_nothing_is_written() -> None:
    result = CliRunner().invoke(app, ["export", "csv"])
    assert result.exit_code == 1
    assert "run `pantau read PATHS…` first" in result.stderr
    assert list(Path().iterdir()) == []


# Data frames -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.kind)
def test_a_frame_holds_the_rows(samples: Store, table: object) -> None:
    pd = pytest.importorskip("pandas", reason="pantau.frame needs pandas (pip install 'pantau[frames]')")
    kind = table.kind  # type: ignore[attr-defined]
    frame = pantau.frame(samples, kind, config=CONFIG)
    rows = values_of(samples, kind)
    assert list(frame[frame.columns[0]]) == list(rows)
    assert list(frame.columns) == [column.name for column in find_table(kind).columns]
    for column in find_table(kind).columns:
        for found, wanted in zip(frame[column.name], (row[column.name] for row in rows.values()), strict=True):
            if wanted is None:
                assert pd.isna(found)
            elif column.type in ("day", "instant"):
                assert found == pd.Timestamp(wanted)  # type: ignore[arg-type]
            else:
                assert found == wanted


def test_a_frame_of_a_file_is_that_of_the_open_store(samples: Store) -> None:
    pytest.importorskip("pandas", reason="pantau.frame needs pandas (pip install 'pantau[frames]')")
    asked = {"since": date(2020, 11, 1), "party": "ARM", "theatre": "karabakh", "config": CONFIG}
    one = pantau.frame(str(samples.path), "claims", **asked)  # type: ignore[arg-type]
    assert one.equals(pantau.frame(samples, "claim", **asked))  # type: ignore[arg-type]
    assert 0 < len(one) < len(values_of(samples, "claim"))


def test_an_empty_frame_has_its_columns_and_types(samples: Store) -> None:
    pytest.importorskip("pandas", reason="pantau.frame needs pandas (pip install 'pantau[frames]')")
    none = pantau.frame(samples, "ledger", party="BRA", config=CONFIG)
    assert len(none) == 0
    assert list(none.dtypes) == list(pantau.frame(samples, "ledger", config=CONFIG).dtypes)


def test_frames_tell_what_is_wrong(samples: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="no kind of row `klaim`"):
        pantau.frame(samples, "klaim", config=CONFIG)
    with pytest.raises(StoreError, match="no store there"):
        pantau.frame("tiada.db", "claims")
    monkeypatch.setattr("pantau.export.exporters.find_spec", lambda _name: None)
    with pytest.raises(UsageError, match=r"pip install 'pantau\[frames\]'"):
        pantau.frame(samples, "claims", config=CONFIG)


def test_the_surface_is_small_and_light() -> None:
    assert pantau.__all__ == ["__version__", "frame"]
    code = "import pantau, sys; print([m for m in ('pandas', 'sqlalchemy', 'numpy', 'lxml') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_the_extra_all_is_every_extra_of_use() -> None:
    extras = tomllib.loads((Path(pantau.__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"][
        "optional-dependencies"
    ]
    named = extras["all"][0].removeprefix("pantau[").removesuffix("]").split(",")
    assert sorted(named) == sorted(extras.keys() - {"all", "bench", "test"})
    assert {exporter.extra for exporter in EXPORTERS if exporter.extra} | {"frames"} <= set(named)
