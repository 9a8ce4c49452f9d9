"""Footnotes: every sentence rests on exact words of pages, or on a list of the desk that holds what it counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

from pantau.model import Span
from pantau.model.sitrep import Footnote
from pantau.report.quoting import sentence_around
from pantau.report.wording import web_link
from pantau.store import Store
from pantau.store.telling import Head, Told, find_heads, find_told

MOST_QUOTES = 3
"""Footnotes to one sentence; they are of different outlets where there are some."""
LONGEST = 360


class Footnotes:
    """The footnotes of one report, numbered as sentences ask for them; the same words stand once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._told: dict[str, Told] = {}
        self._heads: dict[str, Head] = {}
        self._asked: set[str] = set()
        self._notes: list[Footnote] = []
        self._places: dict[tuple[str, int, int], int] = {}
        self._quoted: set[str] = set()

    @property
    def all(self) -> tuple[Footnote, ...]:
        """Every footnote by its place."""
        return tuple(self._notes)

    @property
    def records(self) -> tuple[str, ...]:
        """Every record that a sentence rests on, those too whose words another one has."""
        return tuple(sorted(self._quoted))

    def fetch(self, records: Iterable[str]) -> Mapping[str, Told]:
        """Look up records that sentences will ask for, in few questions."""
        missing = list(dict.fromkeys(record for record in records if record not in self._asked))
        if missing:
            self._asked.update(missing)
            found = self._store.ask(find_told, missing)
            self._told |= found
            documents = {one.record.document for one in found.values()} - self._heads.keys()
            self._heads |= self._store.ask(find_heads, sorted(documents))
        return self._told

    def head(self, record: str) -> Head | None:
        """The document of a record that was fetched."""
        told = self._told.get(record)
        return self._heads.get(told.record.document) if told else None

    def quotes(self, records: Iterable[str], *, most: int = MOST_QUOTES, in_order: bool = False) -> tuple[int, ...]:
        """The places of the footnotes of some records, each of another outlet first, the surest of each (or as given)."""
        asked = list(dict.fromkeys(records))[:60]
        self.fetch(asked)
        known = [key for key in asked if key in self._told]
        if not in_order:
            known.sort(key=lambda key: (-self._told[key].record.confidence, key))
        first, others, seen = list[str](), list[str](), set[str]()
        for key in known:
            head = self.head(key)
            outlet = (head.source or head.id) if head else ""
            (others if outlet in seen else first).append(key)
            seen.add(outlet)
        places: list[int] = []
        for key in [*first, *others]:
            place = self._place(self._quote(key))
            if place not in places:
                places.append(place)
            if len(places) == most:
                break
        return tuple(places)

    def _quote(self, record: str) -> Footnote:
        self._quoted.add(record)
        told = self._told[record]
        head, span = self._heads[told.record.document], quote_span(told)
        day = head.day
        return Footnote(
            href=f"/documents/{head.id}?record={record}#s-{quote(record)}", document=head.id, record=record, outlet=head.source or "",
            day=day.isoformat() if day else "", language=head.language or "", url=web_link(head.url) or "", start=span.start,
            end=span.end, quote=told.local(span).of(told.text),
        )  # fmt: skip

    def listing(self, path: str, **fields: str | None) -> int:
        """The place of a footnote that leads to a list of the desk."""
        pairs = [(name, value) for name, value in fields.items() if value]
        return self._place(Footnote(f"{path}?{urlencode(pairs)}" if pairs else path))

    def _place(self, note: Footnote) -> int:
        key = (note.document or note.href, note.start, note.end)
        if key not in self._places:
            self._places[key] = len(self._notes)
            self._notes.append(note)
        return self._places[key]


def quote_span(told: Told) -> Span:
    """The sentence around a record's trigger, cut at blanks where it is longer than LONGEST."""
    trigger = told.local(told.record.trigger)
    whole = sentence_around(told.text, trigger)
    start, end = whole.start, whole.end
    if end - start > LONGEST:
        room = max(0, LONGEST - (trigger.end - trigger.start))
        start, end = max(start, trigger.start - room // 2), min(end, trigger.end + room - room // 2)
        start = _blank_behind(told.text, start, trigger.start) if start > whole.start else start
        end = _blank_before(told.text, end, trigger.end) if end < whole.end else end
    return Span(start + told.start, end + told.start)


def _blank_behind(text: str, start: int, stop: int) -> int:
    found = next((n for n in range(start, stop) if text[n].isspace()), stop)
    return next((n for n in range(found, stop) if not text[n].isspace()), stop)


def _blank_before(text: str, end: int, stop: int) -> int:
    return next((n for n in range(end - 1, stop, -1) if text[n].isspace()), end if end - stop < 60 else stop)
