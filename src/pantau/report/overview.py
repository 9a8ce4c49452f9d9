"""The head of the report: the period, how much was read, what was not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pantau.model import STATUSES
from pantau.report.entries import LETTERS, Page, document_day
from pantau.report.findings import Findings
from pantau.report.incidents import IncidentLine
from pantau.report.lineages import Lineages
from pantau.report.registry import RegistryView
from pantau.report.wording import DayWords, period_words, plain


class Count(NamedTuple):
    """A number with its noun and the section it leads to."""

    number: int
    noun: str
    target: str


class ProblemLine(NamedTuple):
    """A problem with its document and the words it is about."""

    page: Page
    what: str
    words: str | None
    target: str


@dataclass(frozen=True)
class Overview:
    """Period of the documents, and the counts."""

    period: DayWords
    counts: tuple[Count, ...]
    undated: int


_NOUNS = {
    "event": ("event", "events"),
    "claim": ("claim", "claims"),
    "casualty": ("casualty figure", "casualty figures"),
    "ceasefire": ("account of a ceasefire", "accounts of ceasefires"),
}
_TARGETS = {"event": "timeline", "claim": "claims", "casualty": "casualties", "ceasefire": "ceasefires"}


def make_overview(pages: Sequence[Page]) -> Overview:
    """Counts over all documents. Pages that name no outlet are no outlet."""
    days = [day for page in pages if (day := document_day(page.document))]
    outlets = {page.document.source for page in pages if page.document.source}
    counts = [_count(len(pages), "document", "documents", "pages"), _count(len(outlets), "outlet", "outlets", "pages")]
    for kind in LETTERS:
        number = sum(entry.record.kind == kind for page in pages for entry in page.entries)
        counts.append(_count(number, *_NOUNS[kind], _TARGETS[kind]))
    counts.append(_count(sum(len(page.document.problems) for page in pages), "problem", "problems", "problems"))
    period = period_words(min(days), max(days)) if days else period_words(None, None)
    return Overview(period, tuple(counts), len(pages) - len(days))


def _count(number: int, one: str, many: str, target: str) -> Count:
    return Count(number, one if number == 1 else many, target)


def make_problems(pages: Sequence[Page]) -> tuple[ProblemLine, ...]:
    """Every problem of every document, in the report's order."""
    lines = []
    for page in pages:
        for problem in page.document.problems:
            words = " ".join(problem.span.of(page.document.text).split()) if problem.span else None
            lines.append(
                ProblemLine(page, problem.what, words and (words if len(words) <= 160 else words[:159] + "…"), f"doc-{page.number}")
            )
    return tuple(lines)


def make_joint_counts(
    incidents: Sequence[IncidentLine], registry: RegistryView, lineages: Lineages, findings: Findings
) -> tuple[Count, ...]:
    """How much was joined: incidents by how they stand, truces and alleged breaks, texts on several pages, findings."""
    by_status = Counter(line.status for line in incidents)
    agreed = [line for line in registry.lines if line.was_agreed]
    breaks = sum(len(line.breaks) for line in registry.lines)
    counts = [
        _count(len(incidents), "incident", "incidents", "incidents"),
        *(
            Count(by_status[status], plain(status), "incidents")
            for status in STATUSES
            if by_status[status] and status != "reported"
        ),
        _count(len(agreed), "ceasefire agreed", "ceasefires agreed", "registry"),
        _count(breaks, "alleged break", "alleged breaks", "registry"),
        _count(lineages.families, "text on several pages", "texts on several pages", "sources"),
        _count(len(findings.lines), "finding of the checks", "findings of the checks", "checks"),
    ]
    return tuple(counts)
