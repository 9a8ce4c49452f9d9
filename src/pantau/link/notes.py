"""NOTES: what joining needs to know of the sentences of an article, taken down when it is read again and kept instead of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.link.counts import CountTold, find_counts_told
from pantau.link.words import LinkWords
from pantau.model import Span

TELLING = frozenset(["corrections", "breaches", "soon_after", "again_and_again"])
"""The lists of words of this room that are noted, beside `force` (an attack is told) and `truce`."""


class Clock(NamedTuple):
    """A clock time as written, and the day it is of where the words tell one."""

    value: str
    on: date | None


class Note(NamedTuple):
    """One sentence: its words, number and paragraph, which lists of words it has (TELLING, `force`, `truce`), and its clocks."""

    span: Span
    number: int
    paragraph: int
    tells: frozenset[str]
    clocks: tuple[Clock, ...] = ()


class WrongWeekday(NamedTuple):
    """Words that name another weekday than their date has, and the date."""

    span: Span
    day: date | None


@dataclass(frozen=True)
class Notes:
    """The sentences of an article in order, the numbers of truces and meetings it tells, and its wrong weekdays."""

    sentences: tuple[Note, ...] = ()
    counts: tuple[CountTold, ...] = ()
    weekdays: tuple[WrongWeekday, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [note.span.start for note in self.sentences]

    def within(self, span: Span) -> tuple[Note, ...]:
        """The sentences a span touches, in order."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_left(self._starts, span.end)
        return tuple(note for note in self.sentences[first:last] if note.span.end > span.start)

    def at(self, span: Span) -> Note | None:
        """The sentence in which a span begins."""
        return next(iter(self.within(Span(span.start, span.start + 1))), None)


def take_notes(story: Story, words: LinkWords) -> Notes:
    """The notes of one article."""
    return Notes(
        tuple(_note(story, sentence, words) for sentence in story.view.sentences),
        tuple(find_counts_told(story, words)),
        tuple(
            WrongWeekday(mention.span, mention.began_on or mention.ended_on)
            for sentence in story.view.sentences for mention in story.dates(sentence) if mention.problem == "weekday"
        ),
    )  # fmt: skip


def _note(story: Story, sentence: Sentence, words: LinkWords) -> Note:
    tells = {match.tag.layer for match in words.patterns.find(sentence.tokens)} & TELLING
    if any(match.tag.name == "ASSAULT" and match.tag.form != "weak" for match in sentence.layer("event")):
        tells.add("force")
    if any(match.tag.name != "none" for match in sentence.layer("truce")):
        tells.add("truce")
    clocks = (
        Clock(mention.value.rpartition("T")[2], mention.began_on) for mention in story.dates(sentence)
        if mention.value and "T" in mention.value and mention.precision == "instant"
    )  # fmt: skip
    alike = _ALIKE.setdefault(frozenset(tells), frozenset(tells))
    return Note(sentence.span, sentence.number, sentence.paragraph, alike, tuple(clocks))


_ALIKE: dict[frozenset[str], frozenset[str]] = {}  # a handful of sets, each held once
