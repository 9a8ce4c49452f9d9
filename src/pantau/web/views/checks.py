"""Checks: what cannot be right as written, and how told numbers of truces fit the registry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pantau.model import CHECKS, Count, Finding
from pantau.store.checking import count_findings, find_some_counts, find_some_findings, select_findings
from pantau.store.telling import Head, find_heads
from pantau.web.asking import Asked, Param, Rows, View
from pantau.web.views.ceasefire import Passage, passage_of

_MOST_QUOTES = 4


@dataclass(frozen=True)
class FindingLine:
    """One finding with the words and records it rests on."""

    check: str
    what: str
    theatre: str | None
    passages: tuple[Passage, ...]
    records: tuple[str, ...]


@dataclass(frozen=True)
class CountLine:
    """A told number of truces or meetings and how it fits the registry: at least, at most, what it was compared with."""

    what: str
    number: int
    is_ordinal: bool
    verdict: str
    least: int
    most: int
    said: str
    passage: Passage


@dataclass(frozen=True)
class CheckCount:
    """How many findings a check has."""

    check: str
    findings: int


@dataclass(frozen=True)
class CheckPage:
    """Some findings, how many each check has, and the told numbers (on the first page)."""

    checks: tuple[CheckCount, ...]
    items: tuple[FindingLine, ...]
    counts: tuple[CountLine, ...]
    total: int
    is_more: bool
    next: str | None


def make_checks(asked: Asked) -> CheckPage:
    """The findings asked for."""
    after, check, theatres = (int(asked.after.key) if asked.after else None), asked.word("check"), asked.filter.theatre
    found = asked.store.ask(find_some_findings, check=check, theatres=theatres, after=after, limit=asked.limit)
    shown = found[: asked.limit]
    per_check = asked.store.ask(count_findings, theatres=theatres)
    counts = asked.store.ask(find_some_counts, theatres=theatres) if after is None and check in (None, "count") else []
    quoted = [quote.document for one in shown for quote in one.finding.quotes[:_MOST_QUOTES]] + [count.document for count in counts]
    heads = asked.store.ask(find_heads, quoted)
    total = per_check.get(check, 0) if check else sum(per_check.values())
    return CheckPage(
        tuple(CheckCount(name, per_check.get(name, 0)) for name in CHECKS), tuple(_finding(asked, one.finding, heads) for one in shown),
        tuple(_count(asked, count, heads) for count in counts if count.document in heads), total, False,
        f"0000~{shown[-1].number}" if len(found) > asked.limit else None,
    )  # fmt: skip


def _finding(asked: Asked, found: Finding, heads: Mapping[str, Head]) -> FindingLine:
    quotes = [quote for quote in found.quotes[:_MOST_QUOTES] if quote.document in heads]
    passages = tuple(passage_of(asked, heads[quote.document], quote.span) for quote in quotes)
    return FindingLine(found.check, found.what, found.theatre, passages, found.records)


def _count(asked: Asked, count: Count, heads: Mapping[str, Head]) -> CountLine:
    passage = passage_of(asked, heads[count.document], count.span)
    return CountLine(count.what, count.number, count.ordinal, count.verdict, count.least, count.most, count.said, passage)


CHECKING = View(
    name="checks", path="/checks", make=make_checks, has_pages=True, numbered=True, of_record=True, uses=("theatre",),
    params=(Param("check", allowed=CHECKS),),
    rows=Rows("finding", lambda asked: select_findings(check=asked.word("check"), theatres=asked.filter.theatre), ("check",)),
)  # fmt: skip
