"""extract_lines: inputs → the interchange form, without a store."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import NamedTuple

from pantau.errors import UsageError
from pantau.model import to_interchange
from pantau.monitor import work as working
from pantau.monitor.work import Folders, Page, Progress, Work
from pantau.read.files import Inputs
from pantau.read.origin import Unread


class Line(NamedTuple):
    """One document in the interchange form: its name, where it came from, its JSON text."""

    name: str
    where: str
    json: str


def extract_lines(
    inputs: Inputs, folders: Folders = (), *, jobs: int = 1, progress: Progress | None = None
) -> tuple[list[str], list[Unread]]:
    """One JSON text a document, sorted by `document`, and inputs that could not be read. Raises UsageError for two equal names."""
    working.knowledge_of(folders)  # once, before worker processes are made of this one
    lines: list[Line] = []
    unread = list(inputs.missing)
    for size, made in working.run(_line_work, working.find_works(inputs, folders), jobs):
        lines += [line for line in made if isinstance(line, Line)]
        unread += [line for line in made if isinstance(line, Unread)]
        if progress:
            progress(size, len(made))
    lines.sort()
    for one, other in pairwise(lines):
        if one.name == other.name:
            where = one.where if one.where == other.where else f"{one.where} and {other.where}"
            raise UsageError(f"two documents are named `{one.name}`", where=where, todo="rename one, or extract them apart")
    return [line.json for line in lines], unread


def _line_work(work: Work) -> tuple[int, list[Line | Unread]]:
    working.leave_interrupts_to_the_parent()
    return work.size, [page if isinstance(page, Unread) else _line(page, work.piece.origin.where) for page in working.find_pages(work)]


def _line(page: Page, where: str) -> Line:
    document = page.kept.document
    return Line(document.name, where, json.dumps(to_interchange(document, page.records, page.problems), ensure_ascii=False))
