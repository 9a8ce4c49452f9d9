"""What the news says, checked: weekday and date, parts and totals, totals that fall, counts of truces, events dated ahead."""

from __future__ import annotations

from collections.abc import Iterable

from pantau.extract import MAX_ARTICLE
from pantau.knowledge import Knowledge
from pantau.link.articles import Articles, day_of
from pantau.link.check_counts import find_count_findings
from pantau.link.check_figures import find_figure_findings
from pantau.link.corpus import Corpus
from pantau.link.theatres import theatre_of
from pantau.model import Event, Record
from pantau.model.finding import CHECKS, Count, Finding, Passage
from pantau.model.ledger import Ledger


def find_findings(
    corpus: Corpus, counts: Iterable[Count], ledger: Ledger, knowledge: Knowledge, *, articles: Articles | None = None
) -> tuple[Finding, ...]:
    """Everything that does not add up, in order of check, document and place."""
    articles = articles or Articles(corpus, knowledge)
    found = [
        *_weekdays(articles),
        *_future_events(articles),
        *find_figure_findings(articles, ledger),
        *find_count_findings(counts),
    ]
    return tuple(sorted(found, key=lambda f: (CHECKS.index(f.check), f.quotes, f.records, f.what)))


def theatre_name(knowledge: Knowledge, codes: Iterable[str | None]) -> str | None:
    """The id of the theatre these parties fight in."""
    theatre = theatre_of((c for c in codes if c), knowledge.world.theatres)
    return theatre.id if theatre else None


def _weekdays(articles: Articles) -> Iterable[Finding]:
    """A weekday that is not that of its date: the date is kept, the weekday stands as written."""
    for document, records in articles.corpus:
        if sum(s.end - s.start for s in document.body) > MAX_ARTICLE:
            continue
        for span, day in articles.notes(document.id).weekdays:
            is_day = f"{day.isoformat()} was a {_WEEKDAYS[day.weekday()]}" if day else "the weekday is another"
            near = tuple(r.id for r in records if span in r.evidence.values())
            theatre = theatre_name(articles.knowledge, (c for r in records if r.id in near for c in _codes(r)))
            what = f"“{span.of(document.text)}”: {is_day}"
            yield Finding(check="weekday", what=what, records=near, quotes=(Passage(document.id, span),), theatre=theatre)


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _codes(record: Record) -> tuple[str, ...]:
    codes: list[str] = []
    for slot in ("actors", "recipients", "parties", "targets"):
        codes += getattr(record, slot, ())
    return tuple(codes)


def _future_events(articles: Articles) -> Iterable[Finding]:
    """An event told as done on a day after the page's own."""
    for event in articles.corpus.records(Event):
        told_on = day_of(articles.corpus, event.document)
        if event.modality == "occurred" and told_on is not None and event.began_on is not None and event.began_on > told_on:
            what = f"told as done on {event.began_on.isoformat()}, but the page is of {told_on.isoformat()}"
            quotes = [Passage(event.document, event.trigger)]
            if "began_on" in event.evidence:
                quotes.append(Passage(event.document, event.evidence["began_on"]))
            theatre = theatre_name(articles.knowledge, _codes(event))
            yield Finding(check="future_event", what=what, records=(event.id,), quotes=tuple(quotes), theatre=theatre)
