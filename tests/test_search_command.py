"""`pantau search` as a person calls it: what it prints, and how it tells that there is nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pantau.cli import app

PAGES = {
    "satu.txt": "Kementerian Pertahanan Armenia menuduh pasukan Azerbaijan menembaki desa di perbatasan pada malam hari.",
    "dua.txt": "Pasukan Azerbaijan ditembak dari bukit, kata juru bicara kementerian. Tidak ada korban di pihak mereka.",
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("PANTAU_STORE", raising=False)
    Path("pages").mkdir()
    for name, text in PAGES.items():
        Path("pages", name).write_text(text)
    pantau("read", "pages")


def pantau(*arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == status, result.output + result.stderr
    return result


def test_help_teaches_with_examples() -> None:
    assert 'pantau search "rudal -drone"' in pantau("search", "--help").stdout


def test_a_table_with_the_words() -> None:
    told = pantau("search", "penembakan").stdout
    assert "Found (2 of 2)" in told
    assert "menembaki desa di perbatasan" in told
    assert "language: id 2" in told


def test_a_minus_in_front_is_no_option() -> None:
    rows = [json.loads(line) for line in pantau("search", "penembakan", "-halo", "-bukit", "--json").stdout.splitlines()]
    assert [row["document"] for row in rows[:-1]] == ["satu"]
    assert rows[-1]["total"] == 1
    start, end = rows[0]["found"][0]
    assert PAGES["satu.txt"][start:end] == "menembaki"


def test_going_on_behind_the_last_page() -> None:
    first = pantau("search", "penembakan", "--limit", "1", "--json").stdout.splitlines()
    second = pantau("search", "penembakan", "--limit", "1", "--json", "--after", json.loads(first[-1])["after"]).stdout.splitlines()
    assert {json.loads(page[0])["document"] for page in (first, second)} == {"satu", "dua"}
    assert json.loads(second[-1])["after"] is None


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("rudalku",), 1, "no page has rudalku"),
        (("perbatasan", "bukit"), 1, "each is there (perbatasan 1, bukit 1)"),
        (("penembakan", "--language", "en"), 1, "nothing found with --language en (without: 2 pages)"),
        (("-bukit",), 2, "no word to find"),
        (("😀",), 2, "no word to find"),
        (("bukit", "--kind", "rumour"), 2, "one of event"),
        (("bukit", "--since", "kemarin"), 2, "write it as 2020-10-26"),
        (("bukit", "--since", "2020-10-02", "--until", "2020-10-01"), 2, "lies before the first"),
        (("bukit", "--after", "dua"), 2, "no cursor"),
    ],
)
def test_nothing_found_says_why(arguments: tuple[str, ...], status: int, told: str) -> None:
    assert told in pantau("search", *arguments, status=status).stderr
