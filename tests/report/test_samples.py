"""The sample pages: all listed, invented outlets only, in both forms, and no text of the seeds in them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "examples" / "karabakh"
FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".html", ".txt", ".jsonl"))
SEEDS = ("s0", "s1", "s2", "s3", "s4")
LONGEST_COMMON = 11
"""Words in a row that a sample may share with a seed: names with titles, a figure with its noun, no sentence."""


def text_of(path: Path) -> str:
    data = path.read_bytes()
    return data.decode("cp1252" if b"windows-1252" in data else "utf-8")


def test_there_are_enough_of_each_form() -> None:
    suffixes = [path.suffix for path in FILES]
    assert suffixes.count(".html") >= 5
    assert suffixes.count(".txt") >= 5
    assert suffixes.count(".jsonl") >= 2


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_readme_says_what_its_trap_is(path: Path) -> None:
    assert f"| `{path.name}` |" in (SAMPLES / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_its_outlet_is_invented(path: Path) -> None:
    hosts = re.findall(r"(?:https?://|www\.)([a-z0-9.-]+)", text_of(path).casefold())
    named = re.findall(r"\b[a-z0-9-]+\.(?:com|co\.id|id|net|org|go\.id)\b", text_of(path).casefold())
    standards = {"schema.org", "ogp.me", "www.w3.org", "w3.org"}
    assert [host for host in {*hosts, *named} - standards if not host.endswith(".example")] == []


def test_json_lines_are_articles() -> None:
    for path in FILES:
        if path.suffix == ".jsonl":
            rows = [json.loads(line) for line in text_of(path).splitlines()]
            assert all({"url", "title", "date", "text"} <= row.keys() for row in rows)


def grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", re.sub(r"<[^>]+>", " ", text).casefold())
    return {tuple(words[at : at + LONGEST_COMMON + 1]) for at in range(len(words) - LONGEST_COMMON)}


def test_no_sentence_of_the_seeds_is_in_them(shared: Path) -> None:
    pages = [shared / "gold" / "pages" / f"{seed}.txt" for seed in SEEDS]
    if not all(page.is_file() for page in pages):
        pytest.skip("the seed pages are not in the shared folder")
    seeds = set().union(*(grams(page.read_text(encoding="utf-8")) for page in pages))
    assert {path.name: " ".join(gram) for path in FILES for gram in grams(text_of(path)) & seeds} == {}
