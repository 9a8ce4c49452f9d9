"""Pages of our own writing about a war that never was: a state, a front that no file names, a broker, a spokesman, two towns."""

from __future__ import annotations

from pathlib import Path

PAGES = {
    "satu": """Front Serang Kota Pemba

MAPUTO, 3 Maret 2031 - Pemberontak Front Pembebasan Rovuma (FPRV) menyerang pangkalan militer Mozambik di Pemba, kata juru bicara
militer Mozambik Kolonel Armando Malunga pada Senin (3/3/2031).

Menurut Malunga, serangan pemberontak itu menewaskan 12 tentara Mozambik.

Juru bicara FPRV Salimo Nampula mengatakan, pasukan Mozambik telah menyerang desa di dekat Nampula.""",
    "dua": """Mozambik Tuduh FPRV Langgar Gencatan Senjata

MAPUTO, 9 Maret 2031 - Pemerintah Mozambik menuduh pemberontak FPRV melanggar gencatan senjata yang ditengahi Qatar.

Juru bicara militer Mozambik Kolonel Armando Malunga mengatakan, pemberontak menembaki tentara Mozambik di Pemba, Minggu (9/3/2031).

Kelompok itu membantah. Juru bicara FPRV Salimo Nampula mengatakan, tentara Mozambik menyerang lebih dulu.""",
    "tiga": """Qatar Tengahi Gencatan Senjata Mozambik

DOHA, 12 Maret 2031 - Qatar menengahi gencatan senjata antara pemerintah Mozambik dan pemberontak Front Pembebasan Rovuma (FPRV).

Mediator Qatar bertemu dengan kedua pihak di Doha. Tentara Mozambik menyerang pemberontak FPRV di Nampula sehari sebelumnya.

Kolonel Armando Malunga mengatakan, militer Mozambik menghormati gencatan senjata itu.""",
}  # fmt: skip


def write_pages(folder: Path, pages: dict[str, str]) -> Path:
    """The pages as text files of a folder, paragraphs as lines."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        paragraphs = (" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
        (folder / f"{name}.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    return folder
