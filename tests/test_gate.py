"""The gate judges as it says: a fall fails, another gold set asks for pinning, no gold pages skip, lowering needs a reason."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def gate(tmp_path: Path) -> ModuleType:
    """gold/gate.py with floors of its own."""
    spec = importlib.util.spec_from_file_location("gate", ROOT / "gold" / "gate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.FLOORS = tmp_path / "floors.json"
    return module


def pinned(**floors: float) -> dict[str, Any]:
    return {"gold": "a", "floors": floors, "reasons": []}


def test_a_figure_at_its_floor_holds(gate: ModuleType) -> None:
    assert gate.judge({"event": 0.4}, "a", pinned(event=0.4)) == 0


def test_a_fall_fails_and_names_the_figure(gate: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.judge({"event": 0.399}, "a", pinned(event=0.4)) == 1
    assert "event 0.399 < 0.4" in capsys.readouterr().out


def test_another_gold_set_asks_for_pinning(gate: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.judge({"event": 0.1}, "b", pinned(event=0.4)) == 0
    assert "--pin" in capsys.readouterr().out


def test_pinning_leaves_slack_and_keeps_the_gold_set(gate: ModuleType) -> None:
    assert gate.pin({"event": 0.5}, "a", pinned(event=0.4), None) == 0
    assert json.loads(gate.FLOORS.read_text()) == {"gold": "a", "floors": {"event": 0.495}, "reasons": []}


def test_lowering_needs_a_reason_that_is_kept(gate: ModuleType) -> None:
    assert gate.pin({"event": 0.3}, "a", pinned(event=0.4), None) == 1
    assert not gate.FLOORS.exists()
    assert gate.pin({"event": 0.3}, "a", pinned(event=0.4), "the gold events were corrected") == 0
    assert json.loads(gate.FLOORS.read_text())["reasons"] == ["event 0.400 to 0.295: the gold events were corrected"]


def test_without_gold_pages_it_is_skipped(
    gate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["gate.py"])
    for value in ("", str(tmp_path)):
        monkeypatch.setenv("PANTAU_SHARED", value)
        assert gate.main() == 0
        assert "skipped" in capsys.readouterr().out


def test_blind_pages_are_told_from_the_others(gate: ModuleType) -> None:
    names = ("e26", "e27", "e36", "s0", "d27", "v427-id", "v439-id", "v689-id", "v460-en", "v346-en")
    assert [name for name in names if gate.is_blind(name)] == ["e27", "e36", "v439-id", "v689-id", "v460-en"]


def test_the_pinned_floors_are_of_known_figures(gate: ModuleType) -> None:
    floors = json.loads((ROOT / "gold" / "floors.json").read_text("utf-8"))
    assert set(floors["floors"]) <= set(gate.FIGURES)
