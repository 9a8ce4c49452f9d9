"""What one page tells about a conflict that no theatre describes: parties, who is against whom, groups, persons, places, each
with its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import permutations
from typing import NamedTuple

from pantau.extract import Finds, gather
from pantau.extract.actors import REBELS, head_role, plain, unique
from pantau.extract.bands import Band, find_bands
from pantau.extract.ceasefire import find_truces
from pantau.extract.introduced import any_body, read_introduced, speaks, words_at
from pantau.extract.mentions import Mention
from pantau.extract.places import Located
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.knowledge import Knowledge
from pantau.model import Document, Span

AGAINST = ("accuse", "threaten", "criticise", "reject")
"""Stances of a claim that set its speaker against whom it is about."""
HOSTILE = ("ASSAULT", "COERCE")
REACH = 50
"""Code points that an example quotes before its words; behind them twice as many."""


class Sighting(NamedTuple):
    """Something a page names: its kind, what tells it from others of the kind, how often, and the words around the first time."""

    kind: str
    key: tuple[str, ...]
    times: int
    words: str


@dataclass(frozen=True)
class Tally:
    """What one document names, sorted; `is_read` is False where no pack knows its language."""

    document: str
    name: str
    language: str
    dated: date | None
    sightings: tuple[Sighting, ...] = ()
    is_read: bool = True


def tally(document: Document, knowledge: Knowledge) -> Tally:
    """Everything of one document that a theatre file could need."""
    language = document.language or ""
    if language not in knowledge.packs:
        return Tally(document.id, document.name, language, document.dated, is_read=False)
    finds = gather(document, knowledge)
    counting = _Counting(finds.story, tuple(said.speaker for said in finds.said if said.speaker is not None))
    for sentence in finds.story.view.sentences:
        _read_sentence(counting, sentence)
    _read_conflict(counting, finds)
    return Tally(document.id, document.name, language, document.dated, tuple(counting.sightings()))


@dataclass
class _Counting:
    """Gathers sightings by kind and key; `people` are the names the page introduces, by each of their words."""

    story: Story
    speakers: tuple[Span, ...]
    found: dict[tuple[str, tuple[str, ...]], tuple[int, Span]] = field(default_factory=dict)
    people: dict[str, set[str]] = field(default_factory=dict)
    bare: list[tuple[str, Span]] = field(default_factory=list)

    def add(self, kind: str, span: Span, *key: str) -> None:
        """Count one sighting."""
        times, first = self.found.get((kind, key), (0, span))
        self.found[kind, key] = times + 1, first

    def sightings(self) -> Iterator[Sighting]:
        """All of them, once the whole page was read: a bare surname counts for the one person the page introduces by it."""
        for words, span in self.bare:
            meant = self.people.get(words, set())
            if len(meant) == 1 and words not in meant:
                (name,) = meant
                self.add("person", span, name)
                self.add("surname", span, name, words)
            else:
                self.add("bare", span, words)
        for (kind, key), (times, span) in sorted(self.found.items()):
            yield Sighting(kind, key, times, quote(self.story, span))


def quote(story: Story, span: Span) -> str:
    """The words around a span, within its sentence and REACH, an ellipsis where they are cut."""
    text, near = story.view.text, story.view.sentences_in(span)
    first, last = (near[0].span.start, near[-1].span.end) if near else span
    start, end = max(first, span.start - REACH), min(last, span.start + 2 * REACH)
    if start > first:
        start = text.find(" ", start, span.start) + 1 or start
    if end < last:
        end = max(text.rfind(" ", span.start, end), min(span.end, end))
    return f"{'…' if start > first else ''}{text[start:end]}{'…' if end < last else ''}"


def _read_sentence(counting: _Counting, sentence: Sentence) -> None:
    story = counting.story
    bands = find_bands(story, sentence)
    for band in bands:
        counting.add("group" if band.role else "body", band.span, band.name)
        counting.add("whose", band.span, band.name, _opposition(story, sentence, band))
        if band.short:
            counting.add("short", band.span, band.name, band.short)
    for mention in story.mentions(sentence):
        if not mention.is_pronoun:
            _add_mention(counting, sentence, mention, bands)
    for _, located in story.located(sentence):
        _add_place(counting, located)


def _opposition(story: Story, sentence: Sentence, band: Band) -> str:
    """The opposition a group is: as its mention tells, else that of the state the page is set in; of an army nothing is told."""
    mention = next((m for m in story.mentions(sentence) if m.span.overlaps(band.span)), None)
    code = story.actor(mention, sentence).code if mention is not None else None
    if code and code.endswith("_OPP"):
        return code
    return f"{story.setting.dominant}_OPP" if band.role in REBELS and story.setting.dominant in story.states else ""


def _add_mention(counting: _Counting, sentence: Sentence, mention: Mention, bands: Sequence[Band]) -> None:
    code = counting.story.actor(mention, sentence).code
    if code and "+" not in code:
        counting.add("party", mention.span, code.removesuffix("_CIV"))
        if "mediator" in mention.roles:
            counting.add("broker", mention.span, plain(code) or "")
    band = next((b for b in bands if b.span.overlaps(mention.span)), None)
    if mention.name is not None and not any(n.kind == "person" for n in mention.names):
        _add_name(counting, sentence, mention, band)
    elif code and band is None and not mention.names and head_role(mention) in (*REBELS, "military"):
        _add_alias(counting, sentence, mention, code)


def _add_alias(counting: _Counting, sentence: Sentence, mention: Mention, code: str) -> None:
    """`pemberontak`, `pasukan pemerintah`: nouns that mean one party on the page; `tentara`, `kelompok` alone are anybody's."""
    units = [u for u in mention.units if u.role]
    words = sentence.tokens[units[0].first : units[-1].last]
    owned = any(words[-1].lower.endswith(clitic) for clitic in counting.story.lexicon.words["own_clitics"])
    told = " ".join(t.lower for t in words)
    if owned or told in any_body(counting.story) or not all(t.is_word for t in words):
        return
    if len(words) > 1 or head_role(mention) in ("militant", "opposition"):
        counting.add("alias", mention.span, told, code)


def _add_name(counting: _Counting, sentence: Sentence, mention: Mention, band: Band | None) -> None:
    """An unknown name: a person's where an office stands beside it, else a bare name that may be known from elsewhere."""
    story, found = counting.story, read_introduced(counting.story, sentence, mention)
    span = Span(found.tokens[0].start, found.tokens[-1].end)
    if found.body is not None:
        counting.bare.append((found.body.text, found.body.span))
    if band is not None and band.span.overlaps(span):
        return
    person = words_at(story, found.tokens)
    if not found.office or (len(found.tokens) == 1 and not speaks(counting.speakers, found.tokens)):
        counting.bare.append((person, span))
        return
    code = (story.actor(mention, sentence).code or "").removesuffix("_CIV")
    counting.add("person", span, person)
    counting.add("office", mention.span, person, found.office, code, found.body.text if found.body else "")
    for word in person.split():
        counting.people.setdefault(word, set()).add(person)


def _add_place(counting: _Counting, located: Located) -> None:
    story, words = counting.story, " ".join(located.words.split())
    place = story.place_of(located.words)
    if place is None:
        counting.add("somewhere", located.span, words, located.code or "")
    elif place.precision != "country" and place.name not in story.knowledge.world.state_names:
        name = place.name or words
        at = ("", "") if place.lat is None or place.lon is None else (f"{place.lat:.4f}", f"{place.lon:.4f}")
        counting.add("place", located.span, name, place.country or "", place.precision, place.other_name or "", *at)
        if not any(word.lower() in story.lexicon.words["directions"] for word in words.split()):
            counting.add("spelt", located.span, name, place.country or "", words)


def _read_conflict(counting: _Counting, finds: Finds) -> None:
    """Who attacks, coerces, accuses whom; who agrees on a truce with whom, and who brokers it."""
    story = finds.story
    for happening in finds.happenings:
        if happening.type in HOSTILE and happening.modality in ("occurred", "ongoing"):
            one, other, at = happening.actors, happening.recipients, happening.trigger
            one = one or _bands_in(story, happening.sentence, Span(happening.sentence.span.start, at.start))
            other = other or _bands_in(story, happening.sentence, Span(at.end, happening.sentence.span.end))
            _add_foes(counting, at, permutations(one, 2) if not other else ((a, b) for a in one for b in other))
    for said in finds.said:
        if said.stance in AGAINST and said.actor.code:
            bands = (_bands_in(story, s, said.content) for s in story.view.sentences_in(said.content))
            targets = unique([*said.targets, *(code for codes in bands for code in codes)])
            _add_foes(counting, said.trigger, ((said.actor.code, target) for target in targets))
    for truce in find_truces(story, finds.said):
        for code in truce.brokers:
            counting.add("broker", truce.trigger, plain(code) or "")
        for pair in permutations(sorted({p.removesuffix("_CIV") for p in truce.parties}), 2):
            counting.add("truce", truce.trigger, *pair)


def _bands_in(story: Story, sentence: Sentence, span: Span) -> tuple[str, ...]:
    """The oppositions that unknown groups named within a span are: no finder knows their names yet."""
    return unique([_opposition(story, sentence, band) for band in find_bands(story, sentence) if band.span.overlaps(span)])


def _add_foes(counting: _Counting, span: Span, pairs: Iterator[tuple[str, ...]]) -> None:
    for one, other in ((a.removesuffix("_CIV"), b.removesuffix("_CIV")) for a, b in pairs):
        if one != other and "+" not in one + other:
            counting.add("foes", span, one, other)
