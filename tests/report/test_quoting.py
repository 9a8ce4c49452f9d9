"""The sentence around a span: a table of (text, words, sentence), and properties that hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.model import Span
from pantau.report.quoting import REACH, brief_pieces, quote_pieces, sentence_around

TEXT = (
    "Perang pecah. Menurut Tn. H. Aliyev, 2.000 orang mengungsi pukul 12.00. "
    '"Kami menang!" kata dia.\nBaris lain tanpa titik\nAkhir'
)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Perang", "Perang pecah."),
        ("pecah.", "Perang pecah."),
        ("mengungsi", "Menurut Tn. H. Aliyev, 2.000 orang mengungsi pukul 12.00."),
        ("kata", "kata dia."),
        ("Kami menang", '"Kami menang!"'),
        ("lain", "Baris lain tanpa titik"),
        ("Akhir", "Akhir"),
        ("pecah. Menurut", "Perang pecah. Menurut Tn. H. Aliyev, 2.000 orang mengungsi pukul 12.00."),
        ("dia.\nBaris", "kata dia.\nBaris lain tanpa titik"),
    ],
)
def test_sentences(words: str, sentence: str) -> None:
    start = TEXT.index(words)
    assert sentence_around(TEXT, Span(start, start + len(words))).of(TEXT) == sentence


def test_a_short_month_before_its_day_ends_no_sentence() -> None:
    text = "It was agreed on Oct. 10 and on Sept. 9 again. Then war."
    assert sentence_around(text, Span(0, 2)).of(text) == "It was agreed on Oct. 10 and on Sept. 9 again."


@pytest.mark.parametrize(
    ("room", "brief"),
    [
        (80, "Satu dua tiga|empat| lima enam tujuh."),
        (24, "…dua tiga|empat| lima enam…"),
        (4, "…|empa| …"),
    ],
)
def test_a_brief_quote_is_cut_at_spaces(room: int, brief: str) -> None:
    text = "Nol. Satu dua tiga empat lima enam tujuh. Lain."
    pieces = brief_pieces(text, Span(19, 24), room=room)
    assert "|".join(piece.words.rstrip() if not n else piece.words for n, piece in enumerate(pieces)) == brief
    assert pieces[1].part == "trigger"


@given(st.text(alphabet="ab .!?\n\t1", max_size=80), st.integers(1, 40), st.data())
def test_a_brief_quote_has_its_trigger_and_its_room(text: str, room: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    words = "".join(piece.words for piece in brief_pieces(text, span, room=room))
    assert len(words) <= room + 4
    assert " ".join(span.of(text).split())[:room] in words


def test_a_line_a_million_long_is_cut_on_both_sides() -> None:
    text = "kata" * 250_000
    pieces = quote_pieces(text, Span(500_000, 500_004))
    assert pieces[0] == ("…", "cut")
    assert pieces[-1] == ("…", "cut")
    assert len("".join(piece.words for piece in pieces)) == 2 * REACH + 4 + 2


def test_a_claim_shows_its_content_where_that_is_near() -> None:
    text = "“Kami menang.” Itu kata dia. Lalu pergi."
    pieces = quote_pieces(text, Span(19, 23), Span(1, 12))
    assert [(p.words, p.part) for p in pieces if p.part] == [("Kami menang", "content"), ("kata", "trigger")]
    assert "".join(p.words for p in pieces) == "“Kami menang.” Itu kata dia."


@given(st.text(alphabet='ab .!?\n"”\t1', max_size=80), st.data())
def test_the_sentence_holds_the_span_and_the_pieces_are_the_sentence(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    whole = sentence_around(text, span)
    assert whole.contains(span)
    assert "".join(piece.words for piece in quote_pieces(text, span) if piece.part != "cut") == whole.of(text)
