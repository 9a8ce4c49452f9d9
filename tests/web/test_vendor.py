"""What is shipped of others: every file is named, is what its list says, and may be shipped."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from pantau.web.outlines import RESOLUTIONS
from pantau.web.rendering import STATIC

SHIPPED, TESTS_ALONE = STATIC / "vendor", Path(__file__).parent / "vendor"
ALLOWED = {"0BSD", "BSD-3-Clause", "ISC", "MIT", "Apache-2.0"}
BESIDE = {"vendor.toml"}


def rows(folder: Path) -> list[dict[str, str]]:
    return list(tomllib.loads((folder / "vendor.toml").read_text(encoding="utf-8"))["file"])


@pytest.mark.parametrize("folder", [SHIPPED, TESTS_ALONE], ids=["desk", "tests"])
def test_every_file_is_named_and_is_as_its_package_has_it(folder: Path) -> None:
    there = {path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith("licence-")} - BESIDE
    assert there == {row["path"] for row in rows(folder)}
    for row in rows(folder):
        assert hashlib.sha256((folder / row["path"]).read_bytes()).hexdigest() == row["sha256"], row["path"]
        assert row["source"].startswith(f"npm:{row['name']}@{row['version']}/")


def test_the_desk_ships_only_what_may_be_shipped_with_its_licence() -> None:
    for row in rows(SHIPPED):
        assert row["licence"] in ALLOWED, row
        assert len((SHIPPED / "licences" / f"{row['name']}.txt").read_text(encoding="utf-8")) > 200


def test_the_desk_ships_nothing_that_it_does_not_use() -> None:
    assert {row["path"] for row in rows(SHIPPED)} == {f"countries-{resolution}.json" for resolution in RESOLUTIONS}
    assert {path.stem for path in (SHIPPED / "licences").iterdir()} == {row["name"] for row in rows(SHIPPED)}


def test_nothing_of_the_desk_runs_words() -> None:
    """Its scripts are its own and few: no `eval`, no `Function`, no markup made of strings."""
    scripts = sorted(STATIC.rglob("*.js"))
    assert len(scripts) >= 2
    for path in scripts:
        assert not re.search(r"\beval\b|\bFunction\b|innerHTML|document\.write", path.read_text(encoding="utf-8")), path.name
    assert sum(path.stat().st_size for path in scripts) < 30_000, "all pages together; none loads more than its own"
