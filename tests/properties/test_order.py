"""Same bytes, same knowledge, same lines: in any order of inputs and in any number of processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from pantau.monitor import extract_lines, find_inputs

ROOT = Path(__file__).resolve().parents[2]


def lines_of(paths: list[Path], *, jobs: int = 1) -> list[str]:
    lines, unread = extract_lines(find_inputs([str(path) for path in paths]), jobs=jobs)
    assert not unread
    return lines


def check(paths: list[Path]) -> None:
    """Forwards, backwards, in two processes, and again."""
    lines = lines_of(paths)
    assert lines
    assert lines_of(paths[::-1]) == lines
    assert lines_of(paths, jobs=2) == lines
    assert lines_of(paths) == lines


def test_samples_in_any_order() -> None:
    paths = sorted(path for path in (ROOT / "examples" / "karabakh").iterdir() if path.suffix in (".txt", ".html", ".jsonl"))
    check(paths)


def test_gold_pages_in_any_order(shared: Path) -> None:
    paths = sorted((shared / "gold" / "pages").glob("*.txt"))[::10]
    if not paths:
        pytest.skip("no gold pages in PANTAU_SHARED")
    check(paths)
