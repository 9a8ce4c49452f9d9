"""Tables of (text, expected figures): a bug is one new row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.extract.number_figures import parse_digits
from pantau.extract.numbers import KINDS, NumberMention, find_numbers
from pantau.lang.pack import load_pack
from pantau.model import QUALIFIERS

PACK = load_pack("id")
CACHE: dict[str, object] = {}


def numbers(text: str) -> list[NumberMention]:
    return find_numbers(text, 0, len(text), PACK, CACHE)


# text, figure's words, low, high
VALUES = [
    ("2.000 tentara", "2.000", 2000, 2000),
    ("7,000 prajurit", "7,000", 7000, 7000),
    ("6,5 juta pengungsi", "6,5 juta", 6_500_000, 6_500_000),
    ("2.5 juta orang", "2.5 juta", 2_500_000, 2_500_000),
    ("1.250.000 orang", "1.250.000", 1_250_000, 1_250_000),
    ("200 ribu jiwa", "200 ribu", 200_000, 200_000),
    ("seorang tentara", "seorang", 1, 1),
    ("seekor sapi", "seekor", 1, 1),
    ("satu warga", "satu", 1, 1),
    ("sembilan belas warga", "sembilan belas", 19, 19),
    ("dua puluh lima warga", "dua puluh lima", 25, 25),
    ("seratus dua puluh lima warga", "seratus dua puluh lima", 125, 125),
    ("seribu lima ratus warga", "seribu lima ratus", 1500, 1500),
    ("tiga ratus ribu warga", "tiga ratus ribu", 300_000, 300_000),
    ("dua juta lima ratus ribu warga", "dua juta lima ratus ribu", 2_500_000, 2_500_000),
    ("setengah juta warga", "setengah juta", 500_000, 500_000),
    ("satu setengah juta warga", "satu setengah juta", 1_500_000, 1_500_000),
    ("selusin warga", "selusin", 12, 12),
    ("dua lusin warga", "dua lusin", 24, 24),
    ("termasuk12 orang", "12", 12, 12),
    ("belasan warga", "belasan", 11, 19),
    ("puluhan warga", "puluhan", 20, 99),
    ("ratusan warga", "ratusan", 200, 999),
    ("ribuan warga", "ribuan", 2000, 9999),
    ("puluhan ribu warga", "puluhan ribu", 20_000, 99_999),
    ("ratusan ribu warga", "ratusan ribu", 200_000, 999_999),
    ("jutaan warga", "jutaan", 2_000_000, 9_999_999),
    ("beberapa warga", "beberapa", 2, 9),
    ("sejumlah warga", "sejumlah", 2, 9),
    ("beberapa ratus warga", "beberapa ratus", 200, 999),
    ("dua atau tiga karyawan", "dua atau tiga", 2, 3),
    ("dua-tiga orang", "dua-tiga", 2, 3),
    ("2-3 orang", "2-3", 2, 3),
    ("antara 20 dan 30 orang", "20 dan 30", 20, 30),
    ("20-30 ribu orang", "20-30 ribu", 20_000, 30_000),
]


@pytest.mark.parametrize(("text", "words", "low", "high"), VALUES)
def test_values(text: str, words: str, low: int, high: int) -> None:
    (found,) = numbers(text)
    assert (found.span.of(text), found.low, found.high, found.kind) == (words, low, high, "count")


# text, the whole with its qualifier, low, high, qualifier
QUALIFIED = [
    ("menewaskan sedikitnya 17 warga", "sedikitnya 17", 17, None, "at_least"),
    ("ada lebih dari 100 orang", "ada lebih dari 100", 100, None, "at_least"),
    ("di atas 100 orang", "di atas 100", 100, None, "at_least"),
    ("tidak kurang dari seratus orang", "tidak kurang dari seratus", 100, None, "at_least"),
    ("setidak-tidaknya 9 orang", "setidak-tidaknya 9", 9, None, "at_least"),
    ("30 orang lebih tewas", "30 orang lebih", 30, None, "at_least"),
    ("lebih dari belasan warga", "lebih dari belasan", 11, None, "at_least"),
    ("diperkirakan lebih dari 2.000 orang", "diperkirakan lebih dari 2.000", 2000, None, "at_least"),
    ("sekitar 600 orang", "sekitar 600", 600, 600, "about"),
    ("kira-kira 600 orang", "kira-kira 600", 600, 600, "about"),
    ("hampir 40 pesawat", "hampir 40", 40, 40, "about"),
    ("kurang lebih 30 orang", "kurang lebih 30", 30, 30, "about"),
    ("30-an orang", "30-an", 30, 30, "about"),
    ("dua atau tiga orang", "dua atau tiga", 2, 3, "about"),
    ("hingga 40 orang", "hingga 40", None, 40, "at_most"),
    ("kurang dari 50 orang", "kurang dari 50", None, 50, "at_most"),
    ("paling banyak 50 orang", "paling banyak 50", None, 50, "at_most"),
    ("sekitar puluhan orang", "sekitar puluhan", 20, 99, "vague"),
    ("sebanyak 12 orang", "sebanyak 12", 12, 12, "exact"),
    ("sejumlah 12 orang", "sejumlah 12", 12, 12, "exact"),
    ("mencapai 40 orang", "mencapai 40", 40, 40, "exact"),
    ("30 lebih banyak dari kemarin", "30", 30, 30, "exact"),
]


@pytest.mark.parametrize(("text", "whole", "low", "high", "qualifier"), QUALIFIED)
def test_qualifiers(text: str, whole: str, low: int | None, high: int | None, qualifier: str) -> None:
    (found,) = numbers(text)
    assert (found.whole.of(text), found.low, found.high, found.qualifier) == (whole, low, high, qualifier)


# text, kind of its only (or first) figure
OTHERS = [
    ("hari ketiga", "ordinal"), ("urutan ke-3", "ordinal"), ("hari ke 3", "ordinal"), ("yang pertama", "ordinal"),
    ("keduanya ditangkap", "collective"),
    ("naik 5 persen", "percent"), ("naik 5%", "percent"), ("Rp 50.000 sehari", "money"), ("US$ 4 miliar", "money"),
    ("4,4 miliar dolar", "money"),
    ("Ibrahim (49) ditahan", "age"), ("Ibrahim (49 tahun) ditahan", "age"), ("pria berusia 26 tahun", "age"),
    ("selama 26 tahun", "measure"),
    ("sejauh 12 kilometer", "measure"), ("senapan M-16", "name"), ("rudal S-400", "name"), ("jet Su-35", "name"),
    ("pesawat QZ8501", "name"),
    ("Resolusi 1701 itu", "name"), ("Brigade 36 mundur", "name"), ("menang 2-1", "name"), ("indeks FTSE 100 Inggris", "name"),
    ("kata Liputan6.com", "name"),
    ("pada 10 November", "date"), ("Selasa (10/11)", "date"), ("pada 2004 mereka datang", "date"), ("sejak Juli 2006", "date"),
    ("pukul 06.12", "date"),
    ("2014 orang datang", "count"), ("ke 20 negara", "count"), ("pada13 Mei", "date"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), OTHERS)
def test_kinds(text: str, kind: str) -> None:
    found = numbers(text)[0]
    assert found.kind == kind
    assert found.ordinal == (kind == "ordinal")


@pytest.mark.parametrize(
    "text", ["salah satu korban", "salah seorang korban", "satu sama lain", "satu-satunya jalan", "tanpa angka"]
)
def test_no_figure(text: str) -> None:
    assert numbers(text) == []


def test_neighbours_stay_apart() -> None:
    text = "43 tentara, dua puluh warga dan seorang anak; 5 dua"
    assert [(m.span.of(text), m.low) for m in numbers(text)] == [
        ("43", 43),
        ("dua puluh", 20),
        ("seorang", 1),
        ("5", 5),
        ("dua", 2),
    ]


DIGITS = [
    ("7", 7),
    ("2.000", 2000),
    ("2,000", 2000),
    ("1.234,5", 1234.5),
    ("1,234.5", 1234.5),
    ("0,125", 0.125),
    ("6,5", 6.5),
    ("10.11.2020", None),
]


@pytest.mark.parametrize(("digits", "value"), DIGITS)
def test_digits(digits: str, value: float | None) -> None:
    assert parse_digits(digits, ",", scaled=False) == value


def test_digits_before_a_scale() -> None:
    assert parse_digits("6,500", ",", scaled=True) == 6.5
    assert parse_digits("2.500", ",", scaled=True) == 2500


WORDS = st.sampled_from(
    ["dua", "puluh", "belas", "ratus", "ribu", "juta", "setengah", "seorang", "puluhan", "sekitar", "lebih", "dari", "hingga",
     "atau", "10", "2.5", "7,000",
     "1.1.1", "9" * 5000, "-", "an", "(", ")", ",", "Rp", "%", "ketiga", "ke", "orang", "Israel", "salah", "satu", "sejumlah",
     "Mei", "\n"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=14), st.sampled_from([" ", ""]))
def test_spans_hold_whatever_the_words(words: list[str], gap: str) -> None:
    text = gap.join(words)
    reached = 0
    for m in numbers(text):
        assert reached <= m.span.start < m.span.end <= len(text)
        assert m.whole.contains(m.span)
        assert m.qualifier in QUALIFIERS
        assert m.kind in KINDS
        assert m.low is None or m.high is None or m.low <= m.high
        reached = m.span.end


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    numbers(text)
