"""What a report is made of: the store at one moment, a period, a theatre, and the reports before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pantau.model.sitrep import KeptSitrep, Part, Phrase, Sentence
from pantau.report.sitrep.footnotes import Footnotes
from pantau.store import Store
from pantau.store.journal import Head
from pantau.store.looking import Wanted
from pantau.store.sitrep_asking import wanted_of

SPAN_DAYS, USUAL_DAYS = 28, 4
"""An outlet is usual with pages on USUAL_DAYS of the SPAN_DAYS before; silent areas are held against the same days."""
MOST_INCIDENTS, MOST_GROUPS, MOST_FIGURES, MOST_CHANGES, MOST_SILENT = 12, 8, 16, 14, 8
MOST_NOTES = 6
MOST_TOLD = 20_000
"""So many incidents' states a report keeps, to be compared with."""


@dataclass(frozen=True, kw_only=True)
class Ground:
    """`theatre` empty: all. `before`: the report to compare with; `signed`: those signed before, newest first; `replaced`: the version
    that this one takes the place of; `head`: the journal's; `is_linked`: whether the joining is of the records as they stand."""

    store: Store
    from_on: date
    to_on: date
    theatre: str
    parties: tuple[str, ...]
    notes: Footnotes
    before: KeptSitrep | None
    signed: tuple[KeptSitrep, ...]
    replaced: KeptSitrep | None
    head: Head
    is_linked: bool
    version: str
    linker: str
    knowledge: str
    read_languages: tuple[str, ...]

    @cached_property
    def wanted(self) -> Wanted:
        """What touches the period."""
        return wanted_of(self.theatre, self.from_on, self.to_on)

    @cached_property
    def earliest(self) -> date:
        """The first of the days before that silence is held against."""
        return date.fromordinal(max(1, self.from_on.toordinal() - SPAN_DAYS))

    @property
    def days(self) -> int:
        """How many days the period has."""
        return self.to_on.toordinal() - self.from_on.toordinal() + 1

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in the period."""
        return day is not None and self.from_on <= day <= self.to_on

    def listing(self, path: str, **fields: str | None) -> int:
        """The footnote of a list of the desk, narrowed to period and theatre."""
        days = {"since": self.from_on.isoformat(), "until": self.to_on.isoformat()}
        return self.notes.listing(path, **days, theatre=self.theatre or None, **fields)

    def listing_of_days(self, path: str) -> int:
        """The same of every theatre."""
        return self.notes.listing(path, since=self.from_on.isoformat(), until=self.to_on.isoformat())

    def whole(self, path: str, **fields: str | None) -> int:
        """The footnote of a list of the desk that knows no days."""
        return self.notes.listing(path, **fields)


class Draft:
    """The sentences of one part, as they are put together."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sentences: list[Sentence] = []

    def say(self, key: str, words: Phrase, *notes: int) -> None:
        """One sentence with its footnotes; an id is told once, and the same words too, with the footnotes of both."""
        for place, one in enumerate(self.sentences):
            if one.id == key:
                return
            if one.phrase == words:
                self.sentences[place] = one._replace(notes=tuple(dict.fromkeys((*one.notes, *notes)))[:MOST_NOTES])
                return
        self.sentences.append(Sentence(key, words, tuple(dict.fromkeys(notes))))

    def done(self) -> Part:
        """The part."""
        return Part(self.name, tuple(self.sentences))
