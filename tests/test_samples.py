"""The sample pages as the demo reads them: outlet, day, credits, title and author of each, with the sources a user would add."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from pantau.cli import app
from pantau.config import load_config
from pantau.knowledge import load_knowledge
from pantau.model import Document
from pantau.read import read_bytes
from pantau.read.origin import Kept, Origin

SAMPLES = Path(__file__).parents[1] / "examples" / "karabakh"


class Head(NamedTuple):
    """What a page tells about itself."""

    outlet: str | None
    published: str | None
    dated: str
    credits: tuple[str, ...]
    byline: str | None
    title: str


EXPECTED = {
    "01-hari-kedua.txt": Head(
        "kabardunia.example", "2020-09-28T07:45:00+07:00", "2020-09-28", ("AFP",), "Ratna Wulandari",
        "Armenia dan Azerbaijan Sama-sama Berlakukan Darurat Militer",
    ),
    "02-tentara-bayaran.html": Head(
        "wartakaukasus.example", "2020-10-02T13:05:00+07:00", "2020-10-02", ("Reuters", "AFP"), "Sekar Ayuningtyas",
        "Turki Bantah Kirim Petempur Suriah ke Karabakh",
    ),
    "03-jeda-moskow.html": Head(
        "khatulistiwa.example", "2020-10-10T22:30:00+08:00", "2020-10-10", ("TASS",), "Yohanes Tandi",
        "Gencatan Senjata Karabakh Berlaku Siang Ini, Lima Menit Kemudian Saling Tuduh",
    ),
    "04-gencatan-kedua.txt": Head(
        "nusantarapos.example", "2020-10-18T09:12:00+08:00", "2020-10-18", ("AFP", "Interfax"), "Dimas Arya",
        "Baku dan Yerevan Sepakati Jeda Kemanusiaan Baru Mulai Tengah Malam",
    ),
    "05-menuju-washington.txt": Head(
        "portalcakrawala.example", "2020-10-21T10:05:00+07:00", "2020-10-21", ("Reuters",), "BIMO PRASETYO",
        "Dua Menteri Luar Negeri ke Washington, Pompeo Coba Padamkan Perang Karabakh",
    ),
    "kilat-20201026-01": Head(
        "kantorberita.example", "2020-10-26", "2020-10-26", (), None, "Gencatan Senjata Ketiga di Karabakh Diwarnai Tembakan",
    ),
    "kilat-20201022-07": Head(
        "kantorberita.example", "2020-10-22", "2020-10-22", (), None, "Putin: Korban Tewas di Karabakh Mendekati 5.000",
    ),
    "07-rudal-barda.html": Head(
        "harianbahtera.example", "2020-10-29T08:15:22+07:00", "2020-10-29", (), None, "Rudal Hantam Barda, 21 Warga Sipil Tewas",
    ),
    "08-telepon-putin.txt": Head(
        "lenterakini.example", "2020-11-03T17:20:00+07:00", "2020-11-03", ("TASS",), None,
        "Putin Hubungi Aliyev dan Pashinyan, Kremlin Dorong Perundingan Lagi",
    ),
    "09-militan-timur-tengah.txt": Head(
        None, None, "2020-11-04", ("Kommersant", "Interfax"), None, "Moskow Cemas Perang Karabakh Menarik Petempur Asing",
    ),
    "10-shusha.html": Head(
        "suaratimur.example", "2020-11-09T23:40:00+09:00", "2020-11-09", ("Anadolu", "Interfax"), None,
        "Aliyev: Shusha Sudah Kami Rebut",
    ),
    "11-tiga-tanda-tangan.html": Head(
        "mataangin.example", "2020-11-10T14:22:00+07:00", "2020-11-10", ("Interfax",), "Nadia Rahmawati",
        "Perang Karabakh Berakhir: Isi Kesepakatan Rusia, Armenia, dan Azerbaijan",
    ),
    "12-protokol-pemantauan.html": Head(
        "jurnalkota.example", "2020-11-13T11:10:00+07:00", "2020-11-13", ("Reuters",), None,
        "Turki-Rusia Teken Protokol Pantau Gencatan Senjata Armenia-Azerbaijan",
    ),
    "13-pusat-bersama.txt": Head(
        "suararawi.example", None, "2020-11-12", (), None,
        "Setelah Pasukan Penjaga Perdamaian Tiba, Paris dan Washington Susul Pembicaraan Soal Karabakh",
    ),
}  # fmt: skip
"""By document name. The page of 09 names no outlet, those of 09 and 13 no day of their own but in the article.
An author without a colon behind "Oleh" (10) is not read yet."""


def _documents() -> Iterator[Document]:
    knowledge = load_knowledge(load_config(SAMPLES / "pantau.toml").folders)
    for path in sorted(path for path in SAMPLES.iterdir() if path.suffix in (".html", ".txt", ".jsonl")):
        for kept in read_bytes(path.read_bytes(), Origin(path.name, str(path)), knowledge):
            assert isinstance(kept, Kept), kept
            yield kept.document


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {document.name: document for document in _documents()}


def _head(document: Document) -> Head:
    published = document.published_at or document.published_on
    return Head(
        document.source, published and published.isoformat(), str(document.dated), tuple(c.name for c in document.credits),
        document.byline, document.title or "",
    )  # fmt: skip


def test_all_are_in_the_table(documents: dict[str, Document]) -> None:
    assert set(documents) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_head(name: str, documents: dict[str, Document]) -> None:
    assert _head(documents[name]) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_what_was_read_stands_there(name: str, documents: dict[str, Document]) -> None:
    document = documents[name]
    assert all(credit.span.of(document.text) == credit.name for credit in document.credits)
    evidence = dict(document.evidence)
    if "title" in evidence:
        assert " ".join(evidence["title"].of(document.text).split()) == document.title


def test_the_demo_tells_what_it_wrote_and_names_commands_that_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    demo = CliRunner().invoke(app, ["demo"])
    assert demo.exit_code == 0, demo.output
    assert max(map(len, demo.stdout[: demo.stdout.index("report: ")].splitlines())) <= 100
    report = re.search(r"^report: (\S+) ", demo.stdout, re.MULTILINE)
    assert report is not None
    assert Path(report[1]).is_file()
    commands = re.findall(r"^  pantau (show .+?)(?:  |$)", demo.stdout, re.MULTILINE)
    assert len(commands) >= 4
    for command in commands:
        shown = CliRunner().invoke(app, shlex.split(command))
        assert shown.exit_code == 0, command
        assert "no " not in shown.stdout.split("\n")[0], command
