"""The words before an article's first sentence that say where and when it was written, and for whom."""

from __future__ import annotations

import pytest

from pantau.knowledge import Knowledge
from pantau.read.dateline import find_dateline

LINES = [
    ("NAIROBI, March 14, 2023 (Reuters) - Gunmen fled.", "NAIROBI, March 14, 2023 (Reuters)"),
    ("WASHINGTON, Sept. 5 (Reuters) - The army said so.", "WASHINGTON, Sept. 5 (Reuters)"),
    ("BEIRUT (AFP) - Jan 9, 2024 - A drone fell.", "BEIRUT (AFP) - Jan 9, 2024"),
    ("PORT-AU-PRINCE, Haiti (AP) — Gunmen fled.", "PORT-AU-PRINCE, Haiti (AP)"),
    ("Mogadishu, Somalia, 24 December 2006 - Gunmen fled.", "Mogadishu, Somalia, 24 December 2006"),
    ("JAKARTA, 3 Mei 2021 (ANTARA) - Tentara tiba.", "JAKARTA, 3 Mei 2021 (ANTARA)"),
]


@pytest.mark.parametrize(("line", "words"), LINES)
def test_a_dateline_may_hold_a_day(line: str, words: str, knowledge: Knowledge) -> None:
    found = find_dateline(line, 0, len(line), knowledge.world.sources)
    assert found is not None
    assert found.span.of(line) == words
