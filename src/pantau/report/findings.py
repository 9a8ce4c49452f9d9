"""Findings of the checks: what cannot be right as written, and how told counts of truces fit the registry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pantau.model import Count, Finding, Span
from pantau.report.entries import Page
from pantau.report.quoting import sentence_around
from pantau.report.refs import Ref
from pantau.report.wording import VERDICTS, Names, bounds_words, count_words, plain


class Words(NamedTuple):
    """The sentence a finding is about, and the page it stands in."""

    quote: str
    language: str | None
    outlet: str
    anchor: str


@dataclass(frozen=True)
class FindingLine:
    """One finding with its sentences and the lines of its records."""

    check: str
    what: str
    words: tuple[Words, ...]
    refs: tuple[Ref, ...]


@dataclass(frozen=True)
class CountLine:
    """One told count, what the registry holds as of the page's day, and how the two fit, in words."""

    told: str
    verdict: str
    held: str
    words: Words


@dataclass(frozen=True)
class Findings:
    """What the checks found on the pages of the report."""

    lines: tuple[FindingLine, ...]
    counts: tuple[CountLine, ...]


CHECKS = {
    "weekday": "Weekday and date", "parts": "Parts and their total", "falling_total": "A total that falls",
    "difference": "New figure and totals", "two_figures": "Two figures at once", "count": "Number of truces",
    "future_event": "Dated after its page",
}  # fmt: skip
"""What a check is called."""


def make_findings(
    found: Sequence[Finding], counts: Sequence[Count], pages: Sequence[Page], refs: Mapping[str, Ref], names: Names
) -> Findings:
    """The findings and counts that are about pages of the report."""
    by_id = {page.document.id: page for page in pages}
    lines = [
        FindingLine(
            CHECKS.get(one.check, plain(one.check)), names.spoken(one.what),
            tuple(dict.fromkeys(_words(by_id[q.document], q.span) for q in one.quotes if q.document in by_id)),
            tuple(refs[record] for record in one.records if record in refs),
        )
        for one in found if any(quote.document in by_id for quote in one.quotes)
    ]  # fmt: skip
    told = [
        CountLine(
            count_words(count.what, count.number, count.ordinal), VERDICTS.get(count.verdict, count.verdict),
            bounds_words(count.least, count.most) if count.verdict != "open" else "–", _words(by_id[count.document], count.span),
        )
        for count in counts if count.document in by_id
    ]  # fmt: skip
    return Findings(tuple(lines), tuple(told))


def _words(page: Page, span: Span) -> Words:
    quote = " ".join(sentence_around(page.document.text, span).of(page.document.text).split())
    return Words(quote, page.document.language, page.source.outlet, f"doc-{page.number}")
