"""Figures that do not add up: parts and their total, totals that fall, new figures against totals, two figures of one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import combinations, pairwise

from pantau.link.articles import Articles
from pantau.link.ledger import exact
from pantau.model import CasualtyReport
from pantau.model.finding import Finding, Passage
from pantau.model.ledger import Ledger, Point, Series

PARTED = ("military", "civilian")
"""Categories that are parts of `unspecified`."""


def find_figure_findings(articles: Articles, ledger: Ledger) -> Iterable[Finding]:
    """All findings about figures."""
    yield from _parts(articles)
    for series in ledger.series:
        if series.key.claimant is not None:  # in the outlets' own voice many speak
            yield from _falling(articles, series)
            yield from _two_figures(articles, series)
    yield from _differences(articles, ledger)


def _finding(articles: Articles, check: str, what: str, records: Sequence[str]) -> Finding:
    kept = [articles.corpus.record(record_id) for record_id in records]
    quotes = tuple(sorted(Passage(r.document, r.trigger) for r in kept))
    parties = {p for r in kept if isinstance(r, CasualtyReport) for p in (r.party, r.claimant) if p}
    theatres = [t.id for t in articles.knowledge.world.theatres if parties and parties <= set(t.codes)]
    return Finding(check=check, what=what, records=tuple(sorted(records)), quotes=quotes, theatre=theatres[0] if theatres else None)


def _whose(point: Point) -> str:
    key = point.key
    people = "people" if key.category == "unspecified" else f"{key.category} people"
    own = key.claimant == key.party
    return f"{key.claimant or 'the outlet'}: {'its own' if own else key.party or 'unnamed'} {people} {key.outcome}"


def _parts(articles: Articles) -> Iterable[Finding]:
    """A page on which one claimant's parts, military and civilian, do not make the whole told beside them in the same paragraph."""
    for document, records in articles.corpus:
        groups: dict[tuple[object, ...], list[CasualtyReport]] = defaultdict(list)
        for record in records:
            if isinstance(record, CasualtyReport) and exact(record) is not None and record.party is not None:
                sentence = articles.sentence_at(document.id, record.trigger)
                place = sentence.paragraph if sentence else -1
                groups[(record.party, record.outcome, record.claimant, record.measure, record.as_of, place)].append(record)
        for together in groups.values():
            wholes = [r for r in together if r.category == "unspecified"]
            parts = [r for r in together if r.category in PARTED]
            if len(wholes) == 1 and sorted(p.category for p in parts) == ["civilian", "military"]:
                added, whole = sum(exact(p) or 0 for p in parts), exact(wholes[0])
                if added != whole:
                    told = " + ".join(f"{exact(p)} {p.category}" for p in parts)
                    what = f"{told} make {added}, the page tells {whole} {whole and wholes[0].outcome} of {wholes[0].party}"
                    yield _finding(articles, "parts", what, [r.id for r in (*wholes, *parts)])


def _falling(articles: Articles, series: Series) -> Iterable[Finding]:
    """A running total that falls from one day to a later one, and no words say that it was corrected."""
    if series.key.measure != "total":
        return
    points = [p for p in series.points if p.whole is None and exact(p) is not None and p.as_of is not None]
    for before, after in pairwise(points):
        same_start = before.began_on == after.began_on or None in (before.began_on, after.began_on)
        later = after.as_of is not None and before.as_of is not None and after.as_of > before.as_of
        if later and same_start and (exact(after) or 0) < (exact(before) or 0) and not after.corrects:
            fell = f"from {exact(before)} ({before.as_of}) to {exact(after)} ({after.as_of})"
            what = f"{_whose(after)}: the total falls {fell} without a correction"
            yield _finding(articles, "falling_total", what, [*before.records, *after.records])


def _two_figures(articles: Articles, series: Series) -> Iterable[Finding]:
    """Two different exact totals of one claimant as of one day, on days that pages name, told by one page or by pages of one day.

    A larger total on a page of a later day is an update, and new figures of one day may count two incidents: neither is a finding.
    """
    if series.key.measure != "total":
        return
    points = [p for p in series.points if p.whole is None and exact(p) is not None and not p.is_day_inferred]
    for a, b in combinations(points[:200], 2):
        at_once = bool(set(a.documents) & set(b.documents)) or a.first_told_on == b.first_told_on
        same_count = (a.as_of, a.began_on) == (b.as_of, b.began_on)
        if at_once and same_count and not a.corrects and not b.corrects:
            what = f"{_whose(a)}: both {exact(a)} and {exact(b)} as of {a.as_of}"
            yield _finding(articles, "two_figures", what, [*a.records, *b.records])


def _differences(articles: Articles, ledger: Ledger) -> Iterable[Finding]:
    """A claimant's new figure of one day that is more than its total grew by over that very day."""
    totals = {s.key: s for s in ledger.series if s.key.measure == "total" and s.key.claimant is not None}
    for series in ledger.series:
        counterpart = totals.get(series.key._replace(measure="total"))
        if series.key.measure != "new" or counterpart is None:
            continue
        by_day = {p.as_of: p for p in counterpart.points if exact(p) is not None and p.whole is None}
        for point in series.points:
            day, new = point.as_of, exact(point)
            before = by_day.get(day - timedelta(days=1)) if day else None
            after = by_day.get(day)
            if new is None or before is None or after is None or point.began_on not in (None, day):
                continue
            grown = (exact(after) or 0) - (exact(before) or 0)
            if grown >= 0 and new > grown:
                what = f"{_whose(point)}: {new} new on {day}, but the total grew by {grown}, from {exact(before)} to {exact(after)}"
                yield _finding(articles, "difference", what, [*point.records, *before.records, *after.records])
