"""ASK the search: words typed → documents by rank, each with the stretch that shows the words and the records read from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, select

from pantau.errors import UsageError
from pantau.model import Span
from pantau.store import schema, search
from pantau.store.search_words import Query, parse_query
from pantau.store.snippets import Finder, make_snippet, merge_spans

FACETS = ("outlet", "language", "month", "kind", "party")
Facet = tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """Which documents are searched. `since` and `until` go by the document's day; `kind` and `parties` by its records. Of several
    outlets, languages or parties a document must have one."""

    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    kind: str | None = None
    parties: tuple[str, ...] = ()


class RecordHere(NamedTuple):
    """A record that some of the words shown were read for: its id, its kind, its trigger."""

    id: str
    kind: str
    trigger: Span


class _Text(NamedTuple):
    name: str
    title: str | None
    text: str


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One document found. `snippet` and the words `found` in it are spans of its text, `title_found` of its title; `words` are the
    snippet's. The greater the `score`, the better; it compares hits of one search alone."""

    document: str
    name: str
    title: str | None
    title_found: tuple[Span, ...]
    outlet: str | None
    language: str | None
    day: date | None
    score: float
    snippet: Span
    found: tuple[Span, ...]
    words: str
    records: tuple[RecordHere, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """A page of hits, how many there are in all, how many of them by facet (most first), and the cursor of the next page, if any."""

    query: Query
    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Facet]
    next: str | None


def find(connection: Connection, typed: str, narrowing: Narrowing, *, limit: int, after: str | None = None) -> Found:
    """The documents that what was typed finds, best first, from behind the cursor `after` on. Raises UsageError for no cursor."""
    seen = _parse_cursor(after)
    query = parse_query(typed)
    words = search.expression(query, narrowing.languages)
    if not words:
        return Found(query=query, hits=(), total=0, facets={}, next=None)
    condition = _condition(narrowing)
    places = search.count_by(connection, words, condition, "outlet", "language", "month")
    facets = _facets(FACETS[:3], places) | _facets(FACETS[3:], search.count_by(connection, words, condition, "kinds", "parties"))
    rows = search.find_best(connection, words, condition, limit=limit + 1, after=seen)
    is_more = len(rows) > limit
    hits = _hits(connection, rows[:limit], query)
    cursor = f"{-rows[limit - 1].rank:.17g}~{rows[limit - 1].document}" if is_more and limit else None
    return Found(query=query, hits=hits, total=sum(row[-1] for row in places), facets=facets, next=cursor)


def select_found(typed: str, narrowing: Narrowing) -> Select[Any]:
    """The question for the ids of all documents that what was typed finds, in no order."""
    words = search.expression(parse_query(typed), narrowing.languages)
    return search.select_documents(words, _condition(narrowing))


def _condition(narrowing: Narrowing) -> search.Narrowed:
    return search.narrow(
        outlets=narrowing.outlets, languages=narrowing.languages, since=narrowing.since, until=narrowing.until,
        kind=narrowing.kind, parties=narrowing.parties,
    )  # fmt: skip


def count_terms(connection: Connection, query: Query) -> tuple[tuple[str, int], ...]:
    """How many documents each term finds by itself, no filter applied: what to tell of a search that found nothing."""
    found = dict.fromkeys(query.terms)
    return tuple((str(term), search.count(connection, search.expression(Query(((term,),))))) for term in found)


def _parse_cursor(after: str | None) -> tuple[float, str] | None:
    if after is None:
        return None
    score, _, document = after.partition("~")
    try:
        return -float(score), document
    except ValueError:
        raise UsageError(f"{after[:40]!r} is no cursor", todo="take it from the page before, unchanged") from None


def _facets(names: Sequence[str], rows: Iterable[Row[Any]]) -> dict[str, Facet]:
    """By facet: its values with how many results have each; what lies between blanks is several values."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    for row in rows:
        values: Sequence[str | None] = row[:-1]
        for name, value in zip(names, values, strict=True):
            for each in () if not value else value.split() if value[0] == " " else (value,):
                counts[name][each] += row[-1]
    return {name: tuple(sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))) for name, count in counts.items()}


def _hits(connection: Connection, rows: Sequence[Row[Any]], query: Query) -> tuple[Hit, ...]:
    """The rows of the index with their texts, the words found in them, and the records read there."""
    read = [row.reading for row in rows]
    pages, bodies = _texts(connection, read), _bodies(connection, read)
    records, finder = _records(connection, read), Finder(query)
    return tuple(_hit(row, pages[row.reading], bodies[row.reading], records[row.reading], finder) for row in rows)


def _hit(row: Row[Any], page: _Text, body: Sequence[Span], records: Mapping[RecordHere, list[Span]], finder: Finder) -> Hit:
    snippet = make_snippet(page.text, body, finder, row.language)
    title = page.title or ""
    here = (record for record, spans in records.items() if any(snippet.span.contains(span) for span in spans))
    return Hit(
        document=row.document, name=page.name, title=page.title, outlet=row.outlet, language=row.language,
        day=date.fromisoformat(row.day) if row.day else None, score=-row.rank,
        title_found=merge_spans(finder.find(title, Span(0, len(title)), row.language)),
        snippet=snippet.span, found=snippet.found, words=snippet.span.of(page.text),
        records=tuple(sorted(here, key=lambda record: (record.trigger, record.id))),
    )  # fmt: skip


def _texts(connection: Connection, readings: Sequence[int]) -> dict[int, _Text]:
    table, text = schema.reading, schema.text
    query = (
        select(table.c.id, table.c.title, text.c.text, schema.document.c.name)
        .join(text, (text.c.document == table.c.document) & (text.c.number == table.c.text_number))
        .join(schema.document, schema.document.c.id == table.c.document)
        .where(table.c.id.in_(readings))
    )
    return {row.id: _Text(row.name, row.title, row.text) for row in connection.execute(query)}


def _bodies(connection: Connection, readings: Sequence[int]) -> dict[int, list[Span]]:
    part = schema.body
    found: dict[int, list[Span]] = defaultdict(list)
    query = select(part.c.reading, part.c.start, part.c.end).where(part.c.reading.in_(readings))
    for reading, start, end in connection.execute(query.order_by(part.c.reading, part.c.position)):
        found[reading].append(Span(start, end))
    return found


def _records(connection: Connection, readings: Sequence[int]) -> dict[int, dict[RecordHere, list[Span]]]:
    """By reading: the records of all makers' current readings of that very text, each with its trigger and the spans of its values."""
    table, shown = schema.reading, schema.reading.alias()
    same = (shown.c.document == table.c.document) & (shown.c.text_number == table.c.text_number) & table.c.is_current
    pairs = connection.execute(select(table.c.id, shown.c.id.label("shown")).join(shown, same).where(shown.c.id.in_(readings)))
    home = {row.id: row.shown for row in pairs}
    found: dict[tuple[int, str], tuple[RecordHere, list[Span]]] = {}
    for kind, records in schema.records.items():
        columns = records.c.reading, records.c.id, records.c.trigger_start, records.c.trigger_end
        for reading, record, start, end in connection.execute(select(*columns).where(records.c.reading.in_(list(home)))):
            found[reading, record] = RecordHere(record, kind, Span(start, end)), [Span(start, end)]
    spans = schema.evidence
    evidence = select(spans.c.reading, spans.c.record, spans.c.start, spans.c.end).where(spans.c.reading.in_(list(home)))
    for reading, record, start, end in connection.execute(evidence):
        found[reading, record][1].append(Span(start, end))
    by_reading: dict[int, dict[RecordHere, list[Span]]] = defaultdict(dict)
    for (reading, _), (here, where) in found.items():
        by_reading[home[reading]].setdefault(here, []).extend(where)
    return by_reading
