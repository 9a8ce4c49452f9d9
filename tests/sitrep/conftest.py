"""The sample pages, read and linked once; each test that writes takes a copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pantau.config import load_config
from pantau.model.sitrep import Sitrep
from pantau.monitor import find_inputs, read, relink
from pantau.monitor.sitrep import Asked, draw_sitrep
from pantau.report.sitrep.grammar import Grammar
from pantau.report.wording import Names
from pantau.store import Store, look_into_store, open_store

SAMPLES = Path(__file__).parents[2] / "examples" / "karabakh"
FOLDERS = load_config(SAMPLES / "pantau.toml").folders
NOW = datetime(2020, 10, 27, 6, 0, tzinfo=UTC)
NAMES = Names(
    {"ARM": "Armenia", "AZE": "Azerbaijan", "USA": "United States", "UN": "United Nations", "NKR": "Artsakh"},
    {"meridianwire.example": "Meridian Wire"},
)


@pytest.fixture(scope="session")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the sample pages."""
    path = tmp_path_factory.mktemp("sitrep") / "samples.db"
    with open_store(path) as opened:
        read(find_inputs([str(SAMPLES)]), opened, FOLDERS)
        relink(opened, FOLDERS)
    return path


@pytest.fixture
def copy(linked: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it to write to."""
    path = tmp_path / "copy.db"
    shutil.copy(linked, path)
    with open_store(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def monday(linked: Path) -> Sitrep:
    """The report of 26 October 2020."""
    from datetime import date

    with look_into_store(linked) as looked:
        return draw_sitrep(looked, Asked(date(2020, 10, 26), date(2020, 10, 26), "karabakh"), FOLDERS)


@pytest.fixture(scope="session", params=["en", "id"])
def grammar(request: pytest.FixtureRequest) -> Grammar:
    """The grammar of each language."""
    return Grammar(str(request.param), NAMES, {"karabakh": "Nagorno-Karabakh"})
