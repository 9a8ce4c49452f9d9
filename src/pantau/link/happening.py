"""How surely two events of different pages are one happening: points for and against, each with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from math import cos, hypot, radians
from typing import NamedTuple

from pantau.knowledge import Knowledge
from pantau.link.corpus import Corpus
from pantau.link.observed import are_apart, is_nameless
from pantau.link.rarity import Rarity, Vector, bare, likeness, small_words, terms_of
from pantau.link.sides import Sides
from pantau.link.topics import Wording
from pantau.model import Document, Event, Place, Span
from pantau.world.places import fold


class Weights(NamedTuple):
    """Points (log-odds) of one pair; it is one happening from 0 on.

    A logistic regression on pairs of the 48 open gold pages, rounded; then set by hand: `start` on totals over all 58 pages, and
    the points against other days, places and strangers raised so that copied words cannot outweigh them (figures did not move).
    """

    start: float = -3.7
    other_type: float = -1.8
    parties: float = 2.6  # times (alike - 0.75)
    same_parties: float = 2.2  # both sides are told alike
    strangers: float = -3.0  # neither side is told alike
    real: float = -0.8  # one occurred, the other goes on
    modality: float = -0.6  # planned here, done there
    planned: float = 0.8  # both may come, neither has: there are few such plans
    same_day: float = 2.6
    next_day: float = -4.5  # what copies share in words must not join two days
    apart: float = -5.0  # days that cannot be one
    within: float = -1.2  # a single day within a long period
    span: float = 2.0  # times the share of days that two periods have in common
    one_day_known: float = -1.5  # a single day against an unknown one
    fresh: float = -0.5  # a single day against an unknown one, told right after that day
    undated: float = -0.3  # both
    stale: float = -3.0  # both undated, and told days apart
    same_place: float = 0.6
    same_area: float = 0.9
    inside: float = -1.0  # a town in the land the other names, or a named town against none
    other_place: float = -6.0
    wide_force: float = 1.4  # force told as a whole (a war, a campaign): undated or long, no place narrower than a region
    words: float = 2.5  # times the likeness of the sentences
    trigger: float = 0.6
    pages: float = 1.5  # times the likeness of the pages
    family: float = 0.8
    observed: float = 1.6  # a field report that names no party, of the same day near the same place
    same_page: float = -0.5  # a page enters each happening once
    other_claimant: float = -0.8


WEIGHTS = Weights()

# Types under which one happening is told: a truce is agreed, signed and takes effect; an armed seizure is force or coercion; talks are
# held or lead to a joint act. What is not here is never one happening.
_ONE_HAPPENING = frozenset(
    frozenset(pair)
    for pair in (
        ("AGREE", "SUPPORT"), ("AGREE", "RETREAT"), ("SUPPORT", "RETREAT"), ("AGREE", "CONCEDE"), ("CONCEDE", "RETREAT"),
        ("ASSAULT", "COERCE"), ("AGREE", "CONSULT"), ("CONSULT", "COOPERATE"), ("SUPPORT", "COOPERATE"), ("AID", "SUPPORT"),
        ("SANCTION", "COERCE"), ("AGREE", "COOPERATE"),
    )
)  # fmt: skip
CLASSES = {
    "ASSAULT": "force", "COERCE": "force", "SANCTION": "force", "AGREE": "accord", "SUPPORT": "accord", "RETREAT": "accord",
    "CONCEDE": "accord", "CONSULT": "accord", "COOPERATE": "accord", "AID": "accord", "PROTEST": "protest", "MOBILIZE": "mobilize",
}  # fmt: skip
"""Types that may be one happening share a class: pairs are looked for within it."""
_TOGETHER = ("CONSULT", "AGREE", "COOPERATE", "SUPPORT")  # acts of several at once: who is named first tells no direction
_REAL = ("occurred", "ongoing")
_LONG = 2  # days from which on a period is no single day any more
_FRESH = 2  # days after which a page that gives no day may mean that day
_STALE = 4  # days between two pages from which on undated events count as different
_NEVER = -8.0
_EXACT = 0.99
_STRANGE = 0.4
_NEAR_KM = 25.0
_WIDE_PLACES = ("country", "region", "unknown")


class Profile(NamedTuple):
    """What is compared of one event."""

    event: Event
    document: Document
    family: str
    told_on: date | None
    words: Vector
    trigger: frozenset[str]

    @property
    def key(self) -> tuple[str, Span, str]:
        """What orders events by content."""
        return self.event.document, self.event.trigger, self.event.id

    @property
    def is_dated(self) -> bool:
        """Whether any day is known."""
        return self.event.began_on is not None or self.event.ended_on is not None

    @property
    def is_day(self) -> bool:
        """Whether it is told as of one day (or the next)."""
        if self.event.began_on is None:
            return False
        began, ended = _interval(self)
        return (ended - began).days < _LONG

    @property
    def is_wide(self) -> bool:
        """Whether it is told as a whole: of no single day, at no place narrower than a region."""
        place = self.event.place
        return not self.is_day and (place is None or place.precision in _WIDE_PLACES)


def make_profiles(corpus: Corpus, families: Mapping[str, str], knowledge: Knowledge) -> list[Profile]:
    """A profile of every event, ordered by content."""
    rarity = Rarity(set(map(bare, terms_of(_body(d), d.language))) for d, _ in corpus)
    found = [_profile(e, corpus.document_of(e), families, knowledge, rarity) for e in corpus.records(Event)]
    return sorted(found, key=lambda p: p.key)


def _body(document: Document) -> str:
    return "\n".join(span.of(document.text) for span in document.body) or document.text


def _profile(event: Event, document: Document, families: Mapping[str, str], knowledge: Knowledge, rarity: Rarity) -> Profile:
    small = small_words(knowledge, document.language)
    sentence = sentence_at(document.text, event.trigger).of(document.text)
    words = Counter(map(bare, terms_of(sentence, document.language, small)))
    trigger = frozenset(map(bare, terms_of(event.trigger.of(document.text), document.language, small)))
    told = document.published_on or document.dated
    return Profile(event, document, families.get(document.id, document.id), told, rarity.vector(words), trigger)


_FURTHEST = 400
_STOPS = (". ", ".\n", "\n\n", "? ", "! ", ".”", '."')


def sentence_at(text: str, span: Span) -> Span:
    """The sentence around a span, as far as its full stops tell, at most 400 code points to either side."""
    low, high = max(0, span.start - _FURTHEST), min(len(text), span.end + _FURTHEST)
    starts = [at + len(mark) for mark in _STOPS if (at := text.rfind(mark, low, span.start)) >= 0]
    ends = [at for mark in _STOPS if (at := text.find(mark, span.end, high)) >= 0]
    return Span(max(starts, default=low), min(ends, default=high))


class Judge:
    """Scores pairs of profiles."""

    def __init__(self, sides: Sides, wording: Wording | None = None, weights: Weights = WEIGHTS) -> None:
        self._sides, self._wording, self.w = sides, wording, weights

    def score(self, a: Profile, b: Profile) -> float:
        """Points for one happening; from 0 on it is."""
        return sum(points for points, _ in self.reasons(a, b))

    def reasons(self, a: Profile, b: Profile) -> list[tuple[float, str]]:
        """Every point with its reason; only one where the pair cannot be one happening."""
        w, one, two = self.w, a.event, b.event
        if not _may_be_one(one, two):
            return [(_NEVER, "types or modalities that are never one happening")]
        found = [
            (w.start, "start"),
            self._sides_told(a, b),
            (self._modality(one, two), "modality"),
            (self._days(a, b), "days"),
            (self._place(one.place, two.place), "place"),
        ]
        if one.type != two.type:
            found.append((w.other_type, "another type"))
        elif one.type == "ASSAULT" and a.is_wide and b.is_wide:
            found.append((w.wide_force, "force told as a whole"))
        if one.claimant and two.claimant and one.claimant != two.claimant:
            found.append((w.other_claimant, "claimant"))
        return [*found, *self._wordings(a, b)]

    def _wordings(self, a: Profile, b: Profile) -> list[tuple[float, str]]:
        """On one page the same words stand around different happenings: only other pages' words speak for one."""
        w = self.w
        if a.document.id == b.document.id:
            return [(w.same_page, "one page")]
        found = [(w.words * likeness(a.words, b.words), "words"), (w.trigger * bool(a.trigger & b.trigger), "trigger")]
        if self._wording:
            found.append((w.pages * self._wording.likeness(a.document.id, b.document.id), "pages"))
        return [*found, (w.family * (a.family == b.family), "family")]

    def _sides_told(self, a: Profile, b: Profile) -> tuple[float, str]:
        """An observer who could not tell whose fire it was speaks for one happening by day and place."""
        w = self.w
        if is_nameless(a.document, a.event) != is_nameless(b.document, b.event):
            return (w.observed if self._is_there(a, b) else 0.0), "a field report that names no party"
        alike = self._parties(a.event, b.event)
        return w.parties * (alike - 0.75) + w.same_parties * (alike > _EXACT) + w.strangers * (alike < _STRANGE), "parties"

    def _is_there(self, a: Profile, b: Profile) -> bool:
        """Whether both are told as of one day, and of places near one another."""
        one, two = a.event.place, b.event.place
        if one is None or two is None or not (a.is_day and b.is_day) or {one.precision, two.precision} & set(_WIDE_PLACES):
            return False
        apart = _km(one, two)
        return _is_same(one, two) or (apart is not None and apart <= _NEAR_KM)

    def _parties(self, one: Event, two: Event) -> float:
        alike = self._sides.alike
        straight = (alike(one.actors, two.actors) + alike(one.recipients, two.recipients)) / 2
        if not one.recipients and not two.recipients:
            straight = alike(one.actors, two.actors)
        if one.type in _TOGETHER and two.type in _TOGETHER:
            straight = max(straight, alike((*one.actors, *one.recipients), (*two.actors, *two.recipients)))
        return straight

    def _modality(self, one: Event, two: Event) -> float:
        if one.modality != two.modality:
            return self.w.real if one.modality in _REAL and two.modality in _REAL else self.w.modality
        return self.w.planned if one.modality not in _REAL else 0.0

    def _days(self, a: Profile, b: Profile) -> float:
        w = self.w
        if are_apart(a.document, b.document):
            return w.apart
        if a.is_dated and b.is_dated:
            return self._dated(a, b)
        if a.is_dated or b.is_dated:
            day, other = (a, b) if a.is_day else (b, a)
            if not day.is_day:
                return 0.0
            began = day.event.began_on
            near = began and other.told_on and 0 <= (other.told_on - began).days <= _FRESH
            return w.fresh if near else w.one_day_known
        stale = a.told_on and b.told_on and abs((a.told_on - b.told_on).days) > _STALE
        return w.undated + (w.stale if stale else 0.0)

    def _dated(self, a: Profile, b: Profile) -> float:
        w, (low, high), (low2, high2) = self.w, _interval(a), _interval(b)
        gap = max((low2 - high).days, (low - high2).days, 0)
        if gap:
            return w.next_day if gap == 1 else w.apart
        if a.is_day and b.is_day:
            return w.same_day
        if a.is_day or b.is_day:
            return w.within
        common = (min(high, high2) - max(low, low2)).days + 1
        return w.span * common / ((max(high, high2) - min(low, low2)).days + 1)

    def _place(self, one: Place | None, two: Place | None) -> float:
        w = self.w
        if one is None or two is None:
            narrow = one or two
            return w.inside if narrow is not None and narrow.precision not in _WIDE_PLACES else 0.0
        if _is_same(one, two):
            return w.same_area if one.precision in ("country", "region") else w.same_place
        if one.country and two.country and one.country != two.country:
            return w.other_place
        if "country" in (one.precision, two.precision):
            return w.inside if "settlement" in (one.precision, two.precision) else 0.0
        apart = _km(one, two)
        if apart is not None and apart <= _NEAR_KM:
            return 0.0
        return w.inside if one.precision in _WIDE_PLACES or two.precision in _WIDE_PLACES else w.other_place


def _may_be_one(one: Event, two: Event) -> bool:
    if one.type != two.type and frozenset((one.type, two.type)) not in _ONE_HAPPENING:
        return False
    modalities = {one.modality, two.modality}
    return len(modalities) == 1 or ("negated" not in modalities and ("hypothetical" not in modalities or "future" in modalities))


def _interval(p: Profile) -> tuple[date, date]:
    """First and last day, open ends closed by the day the page tells it, else a year away."""
    began, ended = p.event.began_on, p.event.ended_on
    if began is None:
        assert ended is not None
        return ended - timedelta(days=60), ended
    if ended is None:
        ended = max(began, p.told_on) if p.told_on else began + timedelta(days=30)
    return began, max(began, ended)


def _is_same(one: Place, two: Place) -> bool:
    if one.id is not None and two.id is not None:
        return one.id == two.id
    names = {fold(n) for n in (one.raw, one.name, one.other_name) if n}
    return bool(names & {fold(n) for n in (two.raw, two.name, two.other_name) if n})


def _km(one: Place, two: Place) -> float | None:
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return None
    x = (one.lon - two.lon) * cos(radians((one.lat + two.lat) / 2))
    return 111.2 * hypot(x, one.lat - two.lat)

