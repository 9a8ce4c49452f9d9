"""Learned confidence: what a weight does, and that the rules run without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pantau.errors import KnowledgeError
from pantau.extract import extract
from pantau.extract.confidence import score
from pantau.knowledge import Knowledge
from pantau.model import Document, Span
from pantau.models import NO_MODELS, Models, load_models

TEXT = "Pasukan Azerbaijan menembaki Stepanakert pada Senin. \"Kami akan membalas,\" kata Presiden Armenia Armen Sarkissian."


def page(text: str) -> Document:
    return Document(id="0" * 64, name="case", text=text, dated=date(2020, 11, 2), language="id", body=(Span(0, len(text)),))


def test_the_score_is_the_logistic_of_the_weights() -> None:
    assert score((), {"bias": 0.0}) == 0.5
    assert score(("a", "unknown"), {"bias": -1.0, "a": 1.0}) == 0.5
    assert score(("a",), {"a": 1e9}) == pytest.approx(1.0)


def test_weights_move_the_confidence_and_nothing_else(knowledge: Knowledge) -> None:
    document = page(TEXT)
    bare = extract(document, replace(knowledge, models=NO_MODELS)).records
    sure = extract(document, replace(knowledge, models=Models({"event": {"bias": 9.0, "rule verbs": 0.5}}, {}))).records
    assert [r.kind for r in bare] == [r.kind for r in sure]
    assert {r.confidence for r in sure if r.kind == "event"} == {1.0}
    assert [replace(r, confidence=0.0, reasons=()) for r in bare] == [replace(r, confidence=0.0, reasons=()) for r in sure]
    assert [r for r in bare if r.kind == "claim"] == [r for r in sure if r.kind == "claim"]


def test_a_missing_file_is_no_model_and_a_broken_one_is_named(tmp_path: Path) -> None:
    assert load_models(tmp_path / "none.json") == NO_MODELS
    broken = tmp_path / "confidence.json"
    for text in ("", "[]", '{"weights": 3}', '{"weights": {"event": {"bias": "x"}}}'):
        broken.write_text(text)
        with pytest.raises(KnowledgeError, match="make train"):
            load_models(broken)


def test_the_shipped_weights_are_part_of_the_knowledge(knowledge: Knowledge) -> None:
    assert set(knowledge.models.confidence) == {"event", "claim", "casualty"}
    assert "confidence.json" in knowledge.models.files
