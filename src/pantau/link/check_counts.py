"""`Third ceasefire`, `two truces brokered by Russia failed`: numbers of truces held against the registry as of the page's day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pantau.knowledge import Knowledge
from pantau.link.articles import Articles, day_of
from pantau.link.corpus import Corpus
from pantau.link.counts import CountTold
from pantau.link.theatres import theatre_of
from pantau.model import Ceasefire, Document
from pantau.model.finding import Count, Finding, Passage
from pantau.model.registry import RegisteredCeasefire, Registry
from pantau.world.theatre import Theatre

RECENT = timedelta(days=400)
"""Of a war of many years pages count the truces of the last one or so."""


def find_counts(corpus: Corpus, registry: Registry, knowledge: Knowledge, *, articles: Articles | None = None) -> tuple[Count, ...]:
    """Every number of truces or meetings that a page gives, with what it was held against."""
    articles = articles or Articles(corpus, knowledge)
    found = []
    for document, records in corpus:
        truces = [r for r in records if isinstance(r, Ceasefire)]
        seen: set[tuple[object, ...]] = set()
        for told in articles.notes(document.id).counts:
            same = (told.what, told.number, told.ordinal, told.brokers)
            if same not in seen:  # a page that says it again says it once
                seen.add(same)
                found.append(_compare(articles, registry, document, truces, told))
    return tuple(sorted(found, key=lambda c: (c.as_of or date.max, c.document, c.span)))


def find_count_findings(counts: Iterable[Count]) -> Iterable[Finding]:
    """The numbers that the registry contradicts."""
    for count in counts:
        if count.verdict == "contradicted":
            quotes = (Passage(count.document, count.span),)
            yield Finding(check="count", what=count.said, quotes=quotes, theatre=count.theatre)


def _compare(
    articles: Articles, registry: Registry, document: Document, truces: Sequence[Ceasefire], told: CountTold
) -> Count:  # fmt: skip
    day = day_of(articles.corpus, document.id)
    parties = _parties(articles, document, truces, told)
    theatre = theatre_of(parties, articles.knowledge.world.theatres)
    words = told.span.of(document.text)
    base = _agreed(registry, theatre, day, frozenset(parties))
    if told.what != "truces" or day is None or not base:
        return _count(document, told, day, theatre, "open", (0, 0), base, f"“{words}”: nothing to compare it with")
    least, most = _bounds(base, told, day, theatre)
    verdict = "equal" if least == told.number == most or (least == told.number and not told.ordinal) else "possible"
    if not least <= told.number <= most:
        verdict = "contradicted"
    held = f"{least}" if least == most else f"{least} to {most}"
    by = f" with {', '.join(told.brokers)} among the brokers" if told.brokers else ""
    said = f"“{words}” (page of {day}): the registry holds {held}{by}: {'; '.join(e.name for e in base)}"
    return _count(document, told, day, theatre, verdict, (least, most), base, said)


def _count(
    document: Document, told: CountTold, day: date | None, theatre: Theatre | None, verdict: str, bounds: tuple[int, int],
    base: Sequence[RegisteredCeasefire], said: str,
) -> Count:  # fmt: skip
    return Count(
        what=told.what, number=told.number, ordinal=told.ordinal, brokers=told.brokers, document=document.id, span=told.span,
        as_of=day, theatre=theatre.id if theatre else None, verdict=verdict, least=bounds[0], most=bounds[1],
        compared=tuple(e.id for e in base), said=said,
    )  # fmt: skip


def _parties(articles: Articles, document: Document, truces: Sequence[Ceasefire], told: CountTold) -> tuple[str, ...]:
    """The parties of the truce counted: of its own record, else of the page's nearest one, else whom the page tells to fight."""
    if truces:
        nearest = min(truces, key=lambda r: (abs(r.trigger.start - told.span.start), r.trigger))
        return nearest.parties
    story = articles.story(document.id)
    return story.sides.signatories[:2] if story else ()


def _agreed(
    registry: Registry, theatre: Theatre | None, day: date | None, parties: frozenset[str]
) -> tuple[RegisteredCeasefire, ...]:
    """The truces of the theatre's present war that were agreed by a day; outside a theatre those between the same parties."""
    if day is None:
        return ()
    first = theatre.began_on if theatre and theatre.began_on and theatre.began_on <= day else date.min
    name = theatre.id if theatre else "other"
    made = [
        e
        for e in registry
        if e.theatre == name and e.was_agreed and (theatre is not None or parties <= set(e.parties))
        and (start := e.declared_on or e.began_on) is not None and first <= start <= day
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda e: (e.declared_on or e.began_on or date.max, e.id)))


def _bounds(base: Sequence[RegisteredCeasefire], told: CountTold, day: date, theatre: Theatre | None) -> tuple[int, int]:
    """How many truces the words can mean. At least: the known ones of late that fit; at most: that and those of which the page may
    know more (a broker that the registry does not name, an older truce, one that only a mention founded)."""
    if told.ordinal:
        return (1, len(base))  # a page may speak of an earlier one
    recent = [e for e in base if day - (e.declared_on or e.began_on or day) <= RECENT]
    sure = [e for e in recent if e.known]
    newest = base[-1]
    running = newest.ended_on is None or newest.ended_on > day
    if told.failed:
        sure = [e for e in sure if e.ended_on is not None and e.ended_on <= day]
    elif told.earlier and running:
        sure = [e for e in sure if e is not newest]
    elif told.earlier:
        sure = sure[:-1]
    if told.brokers:
        named = [e for e in sure if set(told.brokers) & set(e.broker_codes)]
        mediators = set(theatre.brokers) if theatre else set()
        joint = set(told.brokers) <= mediators  # who mediates together is named now one, now another
        most = len(base) if joint else len(named) + sum(not e.brokers for e in base)
        return len(named), most
    return len(sure), len(base)
