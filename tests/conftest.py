"""What every test may ask for: the knowledge, the shared gold pages where they are, and settled hypothesis settings."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from pantau.knowledge import Knowledge, load_knowledge

# The same examples on every run: a red test is red for everybody. Time is measured in bench/, never here.
settings.register_profile("pantau", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pantau")


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The shipped knowledge, loaded once."""
    return load_knowledge()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder PANTAU_SHARED names; tests that need it are skipped where it is absent."""
    named = os.environ.get("PANTAU_SHARED")
    if not named or not Path(named).is_dir():
        pytest.skip("PANTAU_SHARED names no folder: the shared gold pages and articles are not here")
    return Path(named)
