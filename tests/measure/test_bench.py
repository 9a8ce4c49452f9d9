"""`pantau bench`: what it runs, skips and writes."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from pantau.cli import app
from pantau.measure import BENCHMARKS

DATED = {"id": "a", "date": "2020-10-26", "text": "Rapat dibuka Senin (26/10/2020).", "spans": [[13, 31, "DATE", "2020-10-26"]]}
SAID = {
    "id": "b",
    "text": "“Kami menunggu,” kata Wiryo.",
    "spans": [[0, 16, "STATEMENT"], [17, 21, "CUE"], [22, 27, "PERSONCOREF"]],
}


def bench(*arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(app, ["bench", *arguments])
    assert result.exit_code == status, result.output + result.stderr
    assert "Traceback" not in result.output + result.stderr
    return result


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of two small benchmarks of our own."""
    (tmp_path / "indotimex.jsonl").write_text(json.dumps(DATED) + "\n\n", encoding="utf-8")
    with gzip.open(tmp_path / "pfsa.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(SAID) + "\n")
    return tmp_path


def test_every_benchmark_is_named_once_and_loads_nothing_from_nowhere() -> None:
    names = [benchmark.name for benchmark in BENCHMARKS]
    assert len(set(names)) == len(names)
    run_here = ("html", "places", "pairs", "twins")  # their only peers are measured in the run itself
    assert all((benchmark.task and benchmark.unit and benchmark.peers) or benchmark.name in run_here for benchmark in BENCHMARKS)


def test_without_data_everything_is_skipped_with_a_reason() -> None:
    lines = bench().stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == [benchmark.name for benchmark in BENCHMARKS]
    assert all("skipped, " in line for line in lines)


def test_what_is_there_is_run(data: Path) -> None:
    out = data / "deep" / "figures.json"
    page = data / "bench.md"
    told = bench("indotimex", "pfsa", "html", "--data", str(data), "--json", str(out), "--markdown", str(page)).stdout
    assert "html: skipped, the data folder holds no html/gold.jsonl" in told
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    figures = {b["name"]: {f["name"]: f["value"] for f in b["figures"]} for b in found["benchmarks"] if "figures" in b}
    assert figures["indotimex"] == {"ALL strict": 1.0, "ALL relaxed": 1.0, "ALL value": 1.0}
    assert figures["pfsa"]["STATEMENT strict"] == 1.0
    assert len(found["knowledge"]) == 64
    text = page.read_text(encoding="utf-8")
    assert "| ALL strict | 1.000 | 1.000 – 1.000 |" in text
    assert "## Skipped" in text


def test_the_same_run_writes_the_same_page(data: Path) -> None:
    pages = []
    for name in ("one.md", "two.md"):
        bench("pfsa", "--data", str(data), "--markdown", str(data / name))
        pages.append((data / name).read_bytes())
    assert pages[0] == pages[1]


def test_gold_pages(tmp_path: Path) -> None:
    text = "Presiden Azerbaijan menuduh Armenia menyerang kota Ganja pada Senin.\n"
    gold = {
        "document": "satu",
        "outlet": None,
        "published": None,
        "credits": [],
        "body": [[0, 68]],
        "paragraphs": [0],
        "records": [],
    }
    (tmp_path / "satu.txt").write_text(text, encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    out = tmp_path / "figures.json"
    bench("gold-id", "--gold", str(tmp_path / "gold.jsonl"), "--pages", str(tmp_path), "--json", str(out))
    figures = {f["name"]: f["value"] for f in json.loads(out.read_text(encoding="utf-8"))["benchmarks"][0]["figures"]}
    assert figures["body"] == 1.0


@pytest.mark.parametrize(
    ("row", "said"),
    [("{", "is no JSON"), ("[]", "is no JSON object"), ('{"text": "x", "date": "2020-10-26"}', "has no `spans` of the right kind")],
)
def test_a_broken_file_is_named_with_its_line(row: str, said: str, data: Path) -> None:
    (data / "indotimex.jsonl").write_text(json.dumps(DATED) + "\n" + row + "\n", encoding="utf-8")
    told = bench("indotimex", "--data", str(data), status=1).stderr
    assert "indotimex.jsonl:2: " in told
    assert said in told


def test_a_file_that_is_no_gzip(data: Path) -> None:
    (data / "pfsa.jsonl.gz").write_bytes(b"no gzip")
    assert "cannot be read" in bench("pfsa", "--data", str(data), status=1).stderr


def test_wrong_usage() -> None:
    assert "no benchmark is called nobody" in bench("nobody", status=2).stderr
    assert "is not there" in bench("--data", "nowhere-at-all", status=2).stderr


def test_help_teaches_with_an_example() -> None:
    assert "pantau bench --data" in bench("--help").stdout
