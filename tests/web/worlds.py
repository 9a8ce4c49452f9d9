"""Two small worlds of our own writing in one store, Aceh and Korea, that share no party, no place, no outlet, no word of a title.

Each of their pages has a word that no page of the other has, by which whatever leaks is known.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pantau.monitor import find_inputs, read, relink
from pantau.store import open_store


class Written(NamedTuple):
    """A page: its file's name, its text, and the theatre it is about."""

    name: str
    text: str
    theatre: str


ACEH = (
    Written("aceh-satu", """Baku Tembak Kenanga di Pidie

lhokpost.example - Rabu, 16 April 2003

BANDA ACEH - Tentara Indonesia menembaki pos GAM di Pidie pada Selasa (15/4/2003). Juru bicara GAM mengatakan 12 pejuangnya tewas.
TNI membantah menyerang lebih dahulu. GAM menuduh tentara Indonesia melanggar gencatan senjata.
""", "aceh"),
    Written("aceh-dua", """Gencatan Senjata Kenanga Disepakati

lhokpost.example - Selasa, 10 Desember 2002

JENEWA - Pemerintah Indonesia dan GAM menandatangani gencatan senjata pada Senin (9/12/2002). Gencatan senjata itu berlaku mulai
9 Desember 2002. Presiden Indonesia memuji kesepakatan itu.
""", "aceh"),
    Written("aceh-tiga", """Baku Tembak Kenanga di Pidie Versi Lain

ranupmedia.example - Rabu, 16 April 2003

BANDA ACEH - Tentara Indonesia menembaki pos GAM di Pidie pada Selasa (15/4/2003). Juru bicara GAM mengatakan 12 pejuangnya tewas.
TNI membantah menyerang lebih dahulu. GAM menuduh tentara Indonesia melanggar gencatan senjata.
""", "aceh"),
)  # fmt: skip
KOREA = (
    Written("korea-satu", """Artileri Cempaka Menghantam Yeonpyeong

hanpost.example - Rabu, 24 November 2010

SEOUL - Tentara Korea Utara menembaki pulau Yeonpyeong di Korea Selatan pada Selasa (23/11/2010). Dua tentara Korea Selatan tewas.
Korea Utara menuduh Korea Selatan menembak lebih dahulu. Korea Selatan membantah tuduhan itu.
""", "korea"),
    Written("korea-dua", """Cempaka: Pyongyang Mengancam Seoul

hanpost.example - Jumat, 26 November 2010

SEOUL - Korea Utara mengancam akan menyerang Korea Selatan lagi. Presiden Korea Selatan mengecam serangan di Yeonpyeong.
Pemerintah Korea Selatan mengatakan dua tentara dan dua warga sipilnya tewas.
""", "korea"),
)  # fmt: skip
WORDS = {"aceh": ("Kenanga", "lhokpost", "ranupmedia", "Pidie"), "korea": ("Cempaka", "hanpost", "Yeonpyeong")}
"""What stands on pages of one world alone."""
BROKEN = "rusak-aceh"
"""An input that cannot be read: its name tells of a world too."""


def make_worlds(folder: Path, *theatres: str) -> Path:
    """A store of the worlds that are named."""
    pages = folder / "pages"
    pages.mkdir()
    for page in (*ACEH, *KOREA):
        if page.theatre in theatres:
            (pages / f"{page.name}.txt").write_text(page.text, encoding="utf-8")
    if "aceh" in theatres:
        (pages / f"{BROKEN}.jsonl").write_text('{"text": \n', encoding="utf-8")
    path = folder / "worlds.db"
    with open_store(path) as store:
        read(find_inputs([str(pages)]), store)
        relink(store)
    return path
