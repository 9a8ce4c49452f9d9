"""Offices, bodies and names of introductions of our own."""

from __future__ import annotations

import pytest

from pantau.extract.lexicon import load_lexicon
from pantau.extract.story import Story
from pantau.extract.view import make_view
from pantau.knowledge import Knowledge
from pantau.measure.introductions import Reader, Titles
from pantau.model import Document, Span

# words, from which word on, office, body, name
CASES = [
    ("Ketua Persatuan Nelayan Banten Riswanto Hadi cemas", "Ketua", "Persatuan Nelayan Banten", "Riswanto Hadi"),
    ("Riswanto Hadi, ketua Persatuan Nelayan Banten, cemas", "ketua", "Persatuan Nelayan Banten", "Riswanto Hadi"),
    ("Riswanto Hadi (52), salah satu pendiri Yayasan Laut, cemas", "pendiri", "Yayasan Laut", "Riswanto Hadi"),
    ("Ketua Umum Persatuan Nelayan, Riswanto Hadi, cemas", "Ketua Umum", "Persatuan Nelayan", "Riswanto Hadi"),
    ("Menteri Kelautan Riswanto Hadi cemas", "Menteri Kelautan", None, "Riswanto Hadi"),
    ("Wali Kota Tegal Riswanto Hadi cemas", "Wali Kota Tegal", None, "Riswanto Hadi"),
    ("Kepala Bidang Humas Polda Papua Komisaris Besar Riswanto Hadi cemas", "Kepala Bidang Humas", "Polda Papua",
     "Komisaris Besar Riswanto Hadi"),
    ("Kepala Bagian Penerangan Umum Divisi Humas Polri Brigadir Jenderal (Pol) Riswanto Hadi cemas", "Kepala Bagian Penerangan Umum",
     "Divisi Humas Polri", "Brigadir Jenderal (Pol) Riswanto Hadi"),
    ("Kepala Dinas Pertanian, Pangan, dan Perikanan Jatim Riswanto P. Hadi cemas", "Kepala",
     "Dinas Pertanian, Pangan, dan Perikanan Jatim", "Riswanto P. Hadi"),
    ("CEO Samudraku Riswanto Hadi Kusuma cemas", "CEO", "Samudraku", "Riswanto Hadi Kusuma"),
    ("pengamat kebijakan maritim Universitas Banten, Riswanto Hadi, cemas", "pengamat kebijakan maritim", "Universitas Banten",
     "Riswanto Hadi"),
    ("Ketua Harian Ikatan Pelaut Indonesia (IPI) Riswanto Hadi cemas", "Ketua Harian", "Ikatan Pelaut Indonesia (IPI)",
     "Riswanto Hadi"),
    ("Juru bicara Satgas Covid - 19 Banten Riswanto Hadi cemas", "Juru bicara", "Satgas Covid - 19 Banten", "Riswanto Hadi"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "office", "body", "name"), CASES, ids=[case[0] for case in CASES])
def test_introduction(words: str, office: str, body: str | None, name: str, knowledge: Knowledge) -> None:
    text = f"Menurut {words}."
    document = Document(id="0" * 64, name="a", text=text, language="id", body=(Span(0, len(text)),))
    lexicon = load_lexicon(knowledge, "id")
    story = Story(make_view(document, lexicon), lexicon, knowledge)
    found = Reader(story, Titles(knowledge.packs["id"]), frozenset()).find(story.view.sentences[0], 1)
    assert found is not None
    read = [span.of(text) if span else None for span in (found.role, found.body, found.person)]
    assert read == [office, body, name]


@pytest.mark.parametrize("words", ["Apalagi, Ketua Persatuan cemas.", "Laut tenang lagi.", "Banten, ketua perahu tiba."])
def test_nobody_is_introduced(words: str, knowledge: Knowledge) -> None:
    document = Document(id="0" * 64, name="a", text=words, language="id", body=(Span(0, len(words)),))
    lexicon = load_lexicon(knowledge, "id")
    story = Story(make_view(document, lexicon), lexicon, knowledge)
    found = Reader(story, Titles(knowledge.packs["id"]), frozenset()).find(story.view.sentences[0], 0)
    assert found is None or found.person is None
