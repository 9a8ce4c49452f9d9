"""What joins documents is the same in any order of them, under any names; `bench/order.py` asks it of 500 real articles."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

from pantau.config import load_config
from pantau.knowledge import Knowledge, load_knowledge

SHUFFLES = 20
ROOT = Path(__file__).parents[2]


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("order", ROOT / "bench" / "order.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


bench = _load()


@pytest.fixture(scope="module")
def own_knowledge() -> Knowledge:
    return load_knowledge(load_config(bench.SAMPLES / "pantau.toml").folders)


@pytest.fixture(scope="module")
def pages(own_knowledge: Knowledge) -> list[object]:
    return list(bench.read_pages(list(bench.find_samples()), own_knowledge))


@pytest.fixture(scope="module")
def first(pages: list[object], own_knowledge: Knowledge) -> Mapping[str, frozenset[object]]:
    return dict(bench.parts_of(bench.link(pages, own_knowledge)))


def test_the_samples_have_something_of_every_part(first: Mapping[str, frozenset[object]]) -> None:
    assert [name for name, found in first.items() if not found] == []


@pytest.mark.parametrize("seed", range(SHUFFLES))
def test_another_order_and_other_names_change_nothing(
    seed: int, pages: list[object], first: Mapping[str, frozenset[object]], own_knowledge: Knowledge
) -> None:
    other = bench.parts_of(bench.link(bench.shuffled(pages, seed), own_knowledge))
    assert bench.differing(first, other) == {}


def test_a_difference_would_be_seen(pages: list[object], first: Mapping[str, frozenset[object]], own_knowledge: Knowledge) -> None:
    assert bench.differing(first, bench.parts_of(bench.link(pages[1:], own_knowledge)))
