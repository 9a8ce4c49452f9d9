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
    "14-fighter-jet.txt": Head(
        "highlandpost.example", "2020-09-30T14:10:00+01:00", "2020-09-30", (), "By Eleanor Marsh",
        "Armenia says Turkish jet shot down its warplane as fighting enters fourth day",
    ),
    "15-ankara-membantah.html": Head(
        "jurnalkota.example", "2020-09-30T19:40:00+07:00", "2020-09-30", (), None, "Ankara: Tak Ada F-16 Kami di Langit Armenia",
    ),
    "16-roket-ganja.txt": Head(
        "nusantarapos.example", "2020-10-05T10:40:00+08:00", "2020-10-05", (), "Dimas Arya",
        "Roket Jatuh di Ganja, Perang Karabakh Merembet ke Kota Besar",
    ),
    "17-roket-ganja-diperbarui.txt": Head(
        "nusantarapos.example", "2020-10-05T18:25:00+08:00", "2020-10-05", (), "Dimas Arya",
        "Roket Jatuh di Ganja, Perang Karabakh Merembet ke Kota Besar",
    ),
    "mw-20201005-03": Head(
        "meridianwire.example", "2020-10-05", "2020-10-05", (), None, "Armenia denies firing on Azerbaijan's second city",
    ),
    "mw-20201015-11": Head(
        "meridianwire.example", "2020-10-15", "2020-10-15", (), None, "Nagorno-Karabakh puts its military dead above 600",
    ),
    "mw-20201015-14": Head(
        "meridianwire.example", "2020-10-15", "2020-10-15", (), None, "Kyrgyz president steps down after ten days of unrest",
    ),
    "mw-20201026-02": Head(
        "meridianwire.example", "2020-10-26", "2020-10-26", (), None, "Third Karabakh truce in trouble minutes after it begins",
    ),
    "mw-20201120-05": Head(
        "meridianwire.example", "2020-11-20", "2020-11-20", (), None, "Armenia hands over Aghdam, first of three districts",
    ),
    "19-stepanakert-digempur.html": Head(
        "kabardunia.example", "2020-10-06T16:20:00+07:00", "2020-10-06", (), "Ratna Wulandari",
        "Harutyunyan Tuding Azerbaijan Lebih Dulu Gempur Stepanakert",
    ),
    "20-balasan-karabakh.txt": Head(
        "portalcakrawala.example", "2020-10-07T07:30:00+07:00", "2020-10-07", ("Kabar Dunia",), "BIMO PRASETYO",
        "Serangan ke Ganja Disebut Balasan, Karabakh Ancam Kota Lain",
    ),
    "21-cathedral.html": Head(
        "caspianledger.example", "2020-10-09T09:15:00+04:00", "2020-10-09", (), None,
        "Shells hit Shushi cathedral twice in one day",
    ),
    "22-second-day-of-truce.html": Head(
        "straitcourier.example", "2020-10-11T21:05:00+08:00", "2020-10-11", (), "Marcus Teo",
        "Karabakh ceasefire frays as missile flattens homes in Ganja",
    ),
    "23-hitungan-korban.txt": Head(
        "lenterakini.example", "2020-10-12T15:05:00+07:00", "2020-10-12", (), None,
        "Palang Merah Desak Jeda Dipatuhi, Korban Karabakh Terus Bertambah",
    ),
    "24-dua-puluh-empat.html": Head(
        "harianbahtera.example", "2020-10-16T20:31:07+07:00", "2020-10-16", (), None, "Front Selatan Karabakh Makin Terdesak",
    ),
    "25-puing-ganja.html": Head(
        "suaratimur.example", "2020-10-18T08:10:00+09:00", "2020-10-18", (), "Marten Lumentut", "Malam Jahanam di Ganja",
    ),
    "26-ganja-dead.txt": Head(
        "highlandpost.example", "2020-10-17T17:45:00+01:00", "2020-10-17", (), "By Eleanor Marsh",
        "Missile strike kills 13 in Azerbaijan's second city",
    ),
    "27-second-truce.html": Head(
        "javabulletin.example", "2020-10-19T09:30:00+07:00", "2020-10-19", (), "Ayu Pramesti",
        "Second Karabakh truce broken within hours, both sides say",
    ),
    "28-dua-angka.txt": Head(
        "kabardunia.example", "2020-10-19T21:15:00+07:00", "2020-10-19", (), "Ratna Wulandari",
        "Paris Sesali Gagalnya Gencatan Senjata Kedua di Nagorno-Karabakh",
    ),
    "29-trump-umumkan.html": Head(
        "khatulistiwa.example", "2020-10-25T23:58:00+08:00", "2020-10-25", ("Kilat",), "Yohanes Tandi",
        "Trump Umumkan Jeda Baru di Karabakh, Mulai Berlaku Senin Pagi",
    ),
    "30-third-truce.html": Head(
        "caspianledger.example", "2020-10-26T18:40:00+04:00", "2020-10-26", (), None,
        "Minutes, not hours: US-brokered truce in Karabakh unravels",
    ),
    "31-barda.txt": Head(
        "northgateherald.example", "2020-10-28", "2020-10-28", (), "By Daniel Okafor",
        "Rockets kill 21 in a town far from Karabakh's front line",
    ),
    "32-geneva.html": Head(
        "straitcourier.example", "2020-10-31T16:45:00+08:00", "2020-10-31", (), "Marcus Teo",
        "Armenia, Azerbaijan agree in Geneva to spare civilians; shelling resumes by morning",
    ),
    "33-who-holds-shushi.txt": Head(
        "highlandpost.example", "2020-11-08T18:20:00+00:00", "2020-11-08", (), "By Eleanor Marsh",
        "Azerbaijan claims key Karabakh town; Armenia says battle goes on",
    ),
    "34-moscow-agreement.html": Head(
        "northgateherald.example", "2020-11-10T08:55:00-05:00", "2020-11-10", (), "Daniel Okafor",
        "Russia, Armenia and Azerbaijan sign deal to end Karabakh war",
    ),
    "35-yerevan-night.html": Head(
        "javabulletin.example", "2020-11-10T19:10:00+07:00", "2020-11-10", (), "Ayu Pramesti", "A night of fury in Yerevan",
    ),
    "36-envoys-to-moscow.html": Head(
        "straitcourier.example", "2020-11-12T23:50:00+08:00", "2020-11-12", ("Reuters",), None,
        "French, US envoys due in Moscow over Nagorno-Karabakh",
    ),
    "37-kalbajar-ditunda.html": Head(
        "wartakaukasus.example", "2020-11-15T21:00:00+07:00", "2020-11-15", (), "Sekar Ayuningtyas",
        "Penyerahan Kalbajar Diundur Sepuluh Hari",
    ),
    "38-roket-asmara.txt": Head(
        "lenterakini.example", "2020-11-16T10:30:00+07:00", "2020-11-16", (), None, "Tigray Akui Tembakkan Roket ke Bandara Asmara",
    ),
}  # fmt: skip
"""By document name. The page of 09 names no outlet, those of 09 and 13 no day of their own but in the article.
An author without a colon behind "Oleh" (10) is not read yet, and "By" without one stays in the line (14, 26, 31, 33)."""


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
