"""Quotations in all the marks that papers use."""

from __future__ import annotations

import pytest

from pantau.extract.view import find_quotes
from pantau.model import Span


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('Ia pergi. "Saya pulang," katanya.', ["Saya pulang,"]),
        ("Ia pergi. “Saya pulang,” katanya.", ["Saya pulang,"]),
        ("Ia pergi. «Saya pulang,» katanya.", ["Saya pulang,"]),
        ("Ia pergi.” Saya pulang,” katanya. ” Besok lagi,” kata dia.", [" Saya pulang,", " Besok lagi,"]),
        ("Saya pulang,” katanya. “Besok lagi,” kata dia.", ["Besok lagi,"]),  # the first opening mark was lost
        ("Kami bertahan,” kata Wiryo. Laut tenang.", []),
        ("“Kami bertahan dan menunggu kabar dari laut", ["Kami bertahan dan menunggu kabar dari laut"]),
    ],
)
def test_quotes(text: str, inner: list[str]) -> None:
    assert [span.of(text) for span in find_quotes(text, Span(0, len(text)))] == inner
