"""Whom a page credits: one row a sentence (our own), with the names it should give in order."""

from __future__ import annotations

import pytest

from pantau.knowledge import Knowledge
from pantau.model import SetAside, Span
from pantau.read.credits import find_credits
from tests.read.test_text import HEAD, read

ROWS: list[tuple[str, list[str]]] = [
    # handed over by a verb
    ('"Kami siap," katanya seperti dilansir dari Reuters pada Kamis (12/11/2020).', ["Reuters"]),
    ("Dilansir AFP, Rabu (18/6/2025), ledakan terdengar di ibu kota.", ["AFP"]),
    ("Mengutip The Jerusalem Post, Senin (9/6/2025), dua roket jatuh di laut.", ["The Jerusalem Post"]),
    ("Melansir Kenya Highlands Observer, petani memblokir jalan.", ["Kenya Highlands Observer"]),
    ("Menteri itu mundur, seperti dikutip dari laman berita Novosti Kavkaza, Selasa (6/5/2025).", ["Novosti Kavkaza"]),
    ("Dilaporkan Reuters, sejauh ini belum ada komentar.", ["Reuters"]),
    ("Korban bertambah, menurut laporan kantor berita Turki, Anadolu.", ["Anadolu"]),
    ("Pernyataan itu disiarkan kantor berita resmi Suriah SANA.", ["SANA"]),
    ("Ia berbicara dalam wawancara dengan harian bisnis Rusia Kommersant.", ["Kommersant"]),
    ("Ia mengatakannya kepada pemancar pemerintah Radio Bujumbura.", ["Radio Bujumbura"]),
    ("Keadaan masih tidak jelas, kata seorang diplomat kepada AFP.", ["AFP"]),
    ("Putin berbicara kepada para wartawan asing, termasuk AFP, di sebuah acara.", ["AFP"]),
    ("Jumlah itu menurut AFP berdasarkan data Pentagon.", ["AFP"]),
    # lists, first spelling, short name in brackets
    ("Petugas medis, seperti dilansir Reuters dan Al Arabiya, menyebut 17 orang tewas.", ["Reuters", "Al Arabiya"]),
    ("Seperti dikutip kantor berita Rusia, Interfax, dilansir Reuters, langkah itu berbahaya.", ["Interfax", "Reuters"]),
    ("Dikutip dari The Associated Press (AP), kapal itu disita. Menurut AP, tidak ada korban.", ["AP"]),
    ("Dilansir New York Times, pangkalan itu kosong. The New York Times melaporkan dua pesawat tinggal.", ["New York Times"]),
    # what media do
    ("CNN melaporkan bahwa dua bangunan roboh.", ["CNN"]),
    ("Media Jepang seperti Jiji Press melaporkan tidak ada korban luka serius.", ["Jiji Press"]),
    ("Jaringan televisi CNN, dengan mengutip saksi mata, melaporkan dua orang tewas.", ["CNN"]),
    # lost links
    ("Pejabat itu dikutip dariEuronews.", ["Euronews"]),
    ("Kapal itu berbalik, menurutNewsweek, setelah ketegangan naik.", ["Newsweek"]),
    ("Perang berlanjut,Anadolumelaporkan.", ["Anadolu"]),
    ("Laporan kantor beritaTasnimdanISNAyang mengutip Garda, seperti dilansirAFP, menyebutnya.", ["Tasnim", "ISNA", "AFP"]),
    ("Kaops mengatakannya dilansirdetikSulsel, Jumat (20/6/2025).", ["detikSulsel"]),
    ("Militer mengumumkannya, dikutip dari lamanAP, Kamis (19/6).", ["AP"]),
    ("Dikutip *TRT World*, kota itu terkepung.", ["TRT World"]),
    # no credit
    ("Dilansir Rabu (11/6/2025), polisi menangkap dua orang.", []),
    ("Kata menteri itu kepada wartawan di Ankara, Senin.", []),
    ("Serangan itu merusak kantor Al Jazeera di Gaza.", []),
    ("Israel melarang Al Jazeera meliput di wilayahnya.", []),
    ("Menurut Kementerian Pertahanan Rusia, desa itu dikuasai.", []),
    ("Menurut Presiden Ilham Aliyev, kota itu direbut kembali.", []),
    ("Televisi pemerintah Iran menayangkan rekaman itu.", []),
    ("Perundingan antara Rusia dan Ukraina gagal.", []),
    ("Antara keduanya tidak ada perbedaan, kata Dubes.", []),
    ("Ketua RT setempat melaporkan kejadian itu ke polisi.", []),
    ("Mereka menyerang provinsi Fars pada malam hari.", []),
]


@pytest.mark.parametrize(("sentence", "names"), ROWS)
def test_sentence(sentence: str, names: list[str], knowledge: Knowledge) -> None:
    credits = find_credits(sentence, [Span(0, len(sentence))], (), knowledge)
    assert [credit.name for credit in credits] == names
    assert all(credit.span.of(sentence) == credit.name for credit in credits)


def test_broken_lines_are_read_through(knowledge: Knowledge) -> None:
    text = "Pernyataan itu, seperti dilansir\nAFP\n, Selasa (10/6/2025), disampaikan dalam surat."
    body = [Span(0, 32), Span(33, 36), Span(37, len(text))]
    assert [credit.name for credit in find_credits(text, body, (), knowledge)] == ["AFP"]


def test_only_closing_marks_of_agencies_count(knowledge: Knowledge) -> None:
    text = "Tiga orang terluka.\n(afp/xyz)\nSumber: Reuters\nDilansir CNN, harga emas naik."
    aside = [SetAside(Span(20, 29), "author"), SetAside(Span(30, 45), "navigation"), SetAside(Span(46, len(text)), "teaser")]
    credits = find_credits(text, [Span(0, 19)], aside, knowledge)
    assert [(credit.name, credit.relation) for credit in credits] == [("afp", "by"), ("Reuters", "by")]


def test_relation_tells_the_own_house_from_others(knowledge: Knowledge) -> None:
    page = HEAD + "Dua orang ditangkap polisi di Makassar, dilansir detikSulsel dan CNN.\n"
    relations = {credit.name: (credit.relation, credit.source) for credit in read(page, knowledge).credits}
    assert relations == {"detikSulsel": ("own", "detik.com"), "CNN": ("via", "cnn.com")}


def test_an_interview_with_the_own_house_is_no_credit(knowledge: Knowledge) -> None:
    page = HEAD + "Polisi menangkap dua orang, kata kapolres kepada detikcom pada hari Rabu.\n"
    assert read(page, knowledge).credits == ()
