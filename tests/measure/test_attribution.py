"""Statements, cues and speakers of sentences of our own: what the set's labels ask for."""

from __future__ import annotations

import pytest

from pantau.extract.lexicon import load_lexicon
from pantau.knowledge import Knowledge
from pantau.measure.attribution import find_spans
from pantau.measure.introductions import Titles

LEAD = "Air naik lagi. "

CASES = [
    (
        LEAD + "“Tanggul sudah kami perkuat,” kata Kepala Dinas Pengairan Kota Tegal Riswanto Hadi, Senin (4 / 5 / 2020).",
        {
            ("STATEMENT", "“Tanggul sudah kami perkuat,”"), ("CUE", "kata"), ("ROLE", "Kepala"),
            ("AFFILIATION", "Dinas Pengairan Kota Tegal"), ("PERSON", "Riswanto Hadi"), ("DATETIME", "Senin (4 / 5 / 2020)"),
        },
    ),
    (
        LEAD + "Ketua Persatuan Nelayan Tegal, Wiryo Santoso, menyatakan laut belum aman. “Kami menunggu dulu,” ujarnya.",
        {
            ("STATEMENT", "“Kami menunggu dulu,”"), ("CUECOREF", "ujarnya"), ("ROLE", "Ketua"),
            ("AFFILIATION", "Persatuan Nelayan Tegal"), ("PERSON", "Wiryo Santoso"),
        },
    ),
    (
        LEAD + "Wiryo Santoso, Ketua Persatuan Nelayan Tegal, cemas. Laut belum aman.” Kami menunggu dulu di rumah,” kata Wiryo.",
        {
            ("STATEMENT", "” Kami menunggu dulu di rumah,”"), ("CUE", "kata"), ("PERSONCOREF", "Wiryo"), ("ROLE", "Ketua"),
            ("AFFILIATION", "Persatuan Nelayan Tegal"), ("PERSON", "Wiryo Santoso"),
        },
    ),
    (
        LEAD + "Menteri Keuangan Darsono Wijaya menolak usul itu. “Anggaran tidak cukup,” tutur Darsono dalam rapat kerja di Bandung.",
        {
            ("STATEMENT", "“Anggaran tidak cukup,”"), ("CUE", "tutur"), ("PERSONCOREF", "Darsono"), ("ROLE", "Menteri Keuangan"),
            ("PERSON", "Darsono Wijaya"), ("EVENT", "dalam rapat kerja"), ("LOCATION", "Bandung"),
        },
    ),
    (LEAD + "Sutinah (47), warga Margadana, mengungsi. “Rumah saya hanyut semua,” katanya.", set()),
    (LEAD + "Tidak ada yang berbicara di sini.", set()),
    ("", set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=range(len(CASES)))
def test_spans(text: str, expected: set[tuple[str, str]], knowledge: Knowledge) -> None:
    found = find_spans(text, knowledge, load_lexicon(knowledge, "id"), Titles(knowledge.packs["id"]))
    assert {(label, text[start:end]) for start, end, label, _ in found} == expected


def test_the_lead_is_the_issue_and_introduces_nobody(knowledge: Knowledge) -> None:
    text = "TEGAL, HARIAN — Bupati Tegal Darsono Wijaya menutup pasar ikan. “Ini demi kesehatan warga,” kata Darsono."
    found = find_spans(text, knowledge, load_lexicon(knowledge, "id"), Titles(knowledge.packs["id"]))
    labels = [label for _, _, label, _ in found]
    assert labels == ["ISSUE", "STATEMENT", "CUE", "PERSONCOREF"]
    assert text[found[0][0] : found[0][1]] == "Bupati Tegal Darsono Wijaya menutup pasar ikan"
