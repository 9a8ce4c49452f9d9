"""The stores to export, made once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import made_store

from pantau.store import Store, open_store


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample pages, read and linked."""
    with open_store(tmp_path_factory.mktemp("samples") / "samples.db") as store:
        made_store.read_samples(store)
        yield store


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Pages and records whose texts try to be something else."""
    with open_store(tmp_path_factory.mktemp("hostile") / "hostile.db") as store:
        made_store.keep_hostile(store)
        yield store
