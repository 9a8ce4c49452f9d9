"""Docs that cannot lie: commands and options they name exist, links lead somewhere, reference pages are what the code says."""

from __future__ import annotations

import importlib.util
import re
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer

from pantau.cli import app
from pantau.config import load_config
from pantau.extract import extract
from pantau.knowledge import load_knowledge
from pantau.model import Document, Span
from pantau.world import check_theatre
from pantau.world.sources import load_sources

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
MADE = ("record.md", "commands.md", "columns.md", "access.md", "field-report.md")
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def page_id(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def code_of(path: Path) -> Iterator[str]:
    """Every line of code a page shows: shell blocks line by line, and inline code."""
    text = path.read_text("utf-8")
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        yield from (line.partition("  #")[0].strip() for line in block.splitlines())
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def reference() -> ModuleType:
    """docs/reference/make.py, loaded from where it lies."""
    spec = importlib.util.spec_from_file_location("reference_pages", ROOT / "docs" / "reference" / "make.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fault_of(line: str) -> str | None:
    """What in a shown `pantau …` line the program does not know."""
    command: Any = typer.main.get_command(app)
    words = [word for word in shlex.split(line.partition(" > ")[0]) if word not in ("…", "...")]
    path = ["pantau"]
    for word in words[1:]:
        if word.startswith("-") and word != "-":
            name = word.strip("[]").partition("=")[0]
            known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)} | {"--help"}
            if name not in known:
                return f"`{' '.join(path)}` has no option {name}"
        elif getattr(command, "commands", None):
            if word not in command.commands:
                return f"`{' '.join(path)}` has no command {word}"
            command = command.commands[word]
            path.append(word)
    return None


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_commands_shown_exist(page: Path) -> None:
    lines = [line for line in code_of(page) if re.match(r"pantau( |$)", line)]
    assert [fault for line in lines if (fault := fault_of(line))] == []


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_theatres_shown_exist(page: Path) -> None:
    named = {name for line in code_of(page) for name in re.findall(r"--theatre ([\w-]+)", line)}
    assert named <= {"other", *(theatre.id for theatre in load_knowledge().world.theatres)}


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_make_targets_shown_exist(page: Path) -> None:
    named = {word for line in code_of(page) if (found := re.match(r"make ([a-z]+)", line)) for word in found.groups()}
    assert named <= TARGETS


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    local = [link for link in links if not link.startswith(("http://", "https://"))]
    assert [link for link in local if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_paths_shown_exist(page: Path) -> None:
    words = {word for line in code_of(page) for word in line.split()}
    paths = [word for word in words if re.fullmatch(r"(src|docs|gold|tests|examples)/[\w./-]+", word)]
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", MADE)
def test_reference_pages_are_up_to_date(name: str) -> None:
    path = ROOT / "docs" / "reference" / name
    assert path.is_file(), "run docs/reference/make.py"
    assert path.read_text("utf-8") == reference().PAGES[name](), "run docs/reference/make.py"


def test_the_readme_shows_what_comes_out() -> None:
    """The sentence in README.md gives the records in the table below it."""
    readme = (ROOT / "README.md").read_text("utf-8")
    sentence = re.search(r'\*"(.+?)"\*', readme)
    assert sentence
    rows = re.findall(r'^\| (claim|casualty) \|.*\| "(.+?)" \|$', readme, re.MULTILINE)
    text, day = sentence[1], date(2020, 10, 28)
    body = (Span(0, len(text)),)
    page = Document(id="0" * 64, name="readme", text=text, language="id", body=body, dated=day, dated_by="metadata")
    records = extract(page, load_knowledge()).records
    assert [(record.kind, record.trigger.of(text)) for record in records] == rows


def shown_toml(page: str, folder: Path) -> Path:
    """The TOML a page shows, as a file."""
    found = re.search(r"```toml\n(.*?)```", (ROOT / "docs" / page).read_text("utf-8"), re.DOTALL)
    assert found
    (folder / "shown.toml").write_text(found[1], encoding="utf-8")
    return folder / "shown.toml"


def test_the_theatre_shown_is_a_theatre(tmp_path: Path) -> None:
    assert check_theatre(shown_toml("add-a-theatre.md", tmp_path)) == []


def test_the_source_shown_is_a_source(tmp_path: Path) -> None:
    assert [source.name for source in load_sources(shown_toml("add-a-source.md", tmp_path))] == ["Example News"]


def test_the_settings_shown_are_settings(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    settings = load_config(shown_toml("guide.md", tmp_path))
    assert settings.folders == (tmp_path / "knowledge",)


def test_the_version_is_one() -> None:
    import pantau

    assert f'version = "{pantau.__version__}"' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert f"## [{pantau.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_no_machine_path_in_the_tree() -> None:
    """Shared material is reached through PANTAU_SHARED alone."""
    suffixes = {".py", ".md", ".toml", ".json", ".j2", ".html", ".txt", ""}
    folders = ("src", "docs", "gold", "bench", "tests", ".ci", "examples")
    files = [ROOT / name for name in ("Makefile", "pyproject.toml", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "NOTICE")]
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*"))]
    files += [path for path in found if path.is_file() and path.suffix in suffixes]
    machine = "/" + "work/"
    assert [page_id(path) for path in files if machine in path.read_text("utf-8", errors="replace")] == []
