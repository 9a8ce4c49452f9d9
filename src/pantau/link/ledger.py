"""The casualty ledger: each claimant's figures side by side, the same figure told by many pages once with all its records.

1. reports → figures: equal figure, day and claimant are one (here)  2. parts under their wholes  3. corrections linked
4. series by claimant, new and total apart. Figures of two claimants are never added, nothing is averaged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from pantau.knowledge import Knowledge
from pantau.link.articles import Articles, day_of
from pantau.link.corpus import Corpus
from pantau.model import CasualtyReport
from pantau.model.ledger import BestKnown, Ledger, OwnFigure, Point, Series, SeriesKey

MOST_PARTS = 8
"""Figures of one sentence among which parts of a whole are looked for."""


@dataclass(frozen=True)
class Report:
    """One record with the day it counts to, its page's day and the number of its sentence."""

    record: CasualtyReport
    as_of: date | None
    inferred: bool
    told_on: date | None
    sentence: int

    @property
    def key(self) -> SeriesKey:
        """The series it belongs to."""
        r = self.record
        return SeriesKey(r.party, r.category, r.outcome, r.claimant, r.measure)

    @property
    def order(self) -> tuple[str, int, str]:
        """A total order that hangs on content alone."""
        return self.record.document, self.record.trigger.start, self.record.id


def find_ledger(
    corpus: Corpus, knowledge: Knowledge, families: Mapping[str, str] | None = None, *, articles: Articles | None = None
) -> Ledger:
    """Every claimant's figures. `families` names the family of a document: within one the outlets' own voice is one voice, so that
    the page's day may differ; without it each day stands for itself."""
    articles = articles or Articles(corpus, knowledge)
    reports = sorted((_report(articles, record) for record in corpus.records(CasualtyReport)), key=lambda r: r.order)
    wholes = _wholes(reports)
    points = _points(reports, wholes, families or {})
    return Ledger(tuple(_series(articles, points)))


def _report(articles: Articles, record: CasualtyReport) -> Report:
    told_on = day_of(articles.corpus, record.document)
    day = record.as_of or told_on
    sentence = articles.sentence_at(record.document, record.trigger)
    return Report(record, day, record.as_of is None or "as_of" in record.inferred, told_on, sentence.number if sentence else -1)


# Parts under their wholes --------------------------------------------------------------------------------------------


def _wholes(reports: Sequence[Report]) -> dict[str, str]:
    """The record of the whole, by that of each part: as the record says, or figures of one sentence that add up to another of it."""
    found = {r.record.id: r.record.part_of for r in reports if r.record.part_of}
    by_sentence: dict[tuple[str, int], list[Report]] = defaultdict(list)
    for report in reports:
        by_sentence[(report.record.document, report.sentence)].append(report)
    for together in by_sentence.values():
        for whole in together[:MOST_PARTS]:
            for part in _parts(whole, together[:MOST_PARTS]):
                found.setdefault(part.record.id, whole.record.id)
    return found


def _parts(whole: Report, together: Sequence[Report]) -> Sequence[Report]:
    """The fewest other figures of the sentence that add up to the whole: same outcome, claimant and measure, whole the larger."""
    total = exact(whole.record)
    others = [r for r in together if r is not whole and _may_be_part(r, whole)]
    for n in range(2, len(others) + 1):
        for chosen in combinations(others, n):
            if total is not None and sum(exact(r.record) or 0 for r in chosen) == total:
                return chosen
    return ()


def _may_be_part(part: Report, whole: Report) -> bool:
    a, b = part.record, whole.record
    same = (a.outcome, a.claimant, a.measure) == (b.outcome, b.claimant, b.measure)
    theirs = a.party == b.party or None in (a.party, b.party)
    return same and theirs and exact(a) is not None and (exact(a) or 0) < (exact(b) or 0)


def exact(record: CasualtyReport | Point) -> int | None:
    """The number of an exact figure; None for one that is about, open or vague."""
    return record.low if record.low == record.high and record.qualifier == "exact" else None


# Equal figures, corrections, series -----------------------------------------------------------------------------------


def _points(reports: Sequence[Report], wholes: Mapping[str, str], families: Mapping[str, str]) -> list[Point]:
    grouped: dict[tuple[object, ...], list[Report]] = defaultdict(list)
    for report in reports:
        grouped[_same_figure(report, families)].append(report)
    first_of = {r.record.id: min(rows, key=lambda row: row.order).record.id for rows in grouped.values() for r in rows}
    return [_point(rows, wholes, first_of) for rows in grouped.values()]


def _same_figure(report: Report, families: Mapping[str, str]) -> tuple[object, ...]:
    """Reports with an equal key give the same figure: who counts whom, how many, as of when. Where the day is the page's own, pages
    of one family share it."""
    r = report.record
    family = families.get(r.document) if report.inferred else None
    day = ("family", family) if family is not None else ("day", report.as_of)
    return (*report.key, r.low, r.high, r.qualifier, day)


def _point(rows: Sequence[Report], wholes: Mapping[str, str], first_of: Mapping[str, str]) -> Point:
    rows = sorted(rows, key=lambda r: r.order)
    record = rows[0].record
    days = [r.as_of for r in rows if r.as_of]
    whole = next((wholes[r.record.id] for r in rows if r.record.id in wholes), None)
    return Point(
        key=rows[0].key,
        as_of=min(days, default=None),
        began_on=min((r.record.began_on for r in rows if r.record.began_on), default=None),
        low=record.low,
        high=record.high,
        qualifier=record.qualifier,
        records=tuple(r.record.id for r in rows),
        documents=tuple(sorted({r.record.document for r in rows})),
        first_told_on=min((r.told_on for r in rows if r.told_on), default=None),
        is_day_inferred=all(r.inferred for r in rows),
        whole=first_of.get(whole, whole) if whole else None,
    )


def _series(articles: Articles, points: Iterable[Point]) -> Iterable[Series]:
    by_key: dict[SeriesKey, list[Point]] = defaultdict(list)
    for point in points:
        by_key[point.key].append(point)
    for key in sorted(by_key, key=lambda k: tuple(part or "" for part in k)):
        ordered = sorted(by_key[key], key=_by_day)
        yield Series(key, tuple(_corrected(articles, ordered)))


def _by_day(point: Point) -> tuple[date, date, int, str]:
    return point.as_of or date.max, point.first_told_on or date.max, point.low or 0, point.id


def _corrected(articles: Articles, points: Sequence[Point]) -> Iterable[Point]:
    """Each figure with the one it takes back: the words of its sentence say that it corrects, and the figure before it counts the
    same people, up to the same day or, of a total, any day before."""
    for i, point in enumerate(points):
        before = next((p for p in reversed(points[:i]) if p.low != point.low and _is_of_one_count(p, point)), None)
        says = before is not None and any(_says_corrected(articles, record_id) for record_id in point.records)
        yield replace(point, corrects=before.records) if before is not None and says else point


def _is_of_one_count(a: Point, b: Point) -> bool:
    return a.key.measure == "total" or a.as_of == b.as_of


def _says_corrected(articles: Articles, record_id: str) -> bool:
    record = articles.corpus.record(record_id)
    sentence = articles.sentence_at(record.document, record.trigger)
    return sentence is not None and "corrections" in sentence.tells


# Best known -----------------------------------------------------------------------------------------------------------


def best_known(ledger: Ledger, as_of: date) -> tuple[BestKnown, ...]:
    """The latest running totals as of a day, by party, category and outcome: lowest and highest of the claimants' own, each shown."""
    rows: dict[tuple[str | None, str, str], list[OwnFigure]] = defaultdict(list)
    for series in ledger.series:
        if series.key.measure == "total":
            told = [p for p in series.points if p.as_of is not None and p.as_of <= as_of and p.whole is None]
            if told:
                rows[series.key[:3]].append(OwnFigure(series.key.claimant, told[-1]))
    return tuple(_best(key, rows[key]) for key in sorted(rows, key=lambda k: tuple(part or "" for part in k)))


def _best(key: tuple[str | None, str, str], own: Sequence[OwnFigure]) -> BestKnown:
    lows = [f.point.low for f in own]
    highs = [f.point.high for f in own]
    low = None if None in lows else min(n for n in lows if n is not None)
    high = None if None in highs else max(n for n in highs if n is not None)
    return BestKnown(*key, low, high, tuple(own))
