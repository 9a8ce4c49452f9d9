"""What reading a page has gathered so far: whose each mention is, who the persons are, where things happen, who spoke last."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pantau.extract.actors import NOBODY, PEOPLE, REBELS, STATELIKE, VOICELESS, Actor, head_role, read_actor
from pantau.extract.anaphora import (
    both_meant,
    both_of,
    counted_before,
    land_meant,
    led_by,
    named_pair,
    of_elsewhere,
    of_others,
    of_same_people,
    of_whom,
    pair_before,
    pair_behind,
    pointed_at,
    side_by_side,
    subject_meant,
    they_meant,
)
from pantau.extract.comrades import army_of, comrades_of, is_sent_there, same_force
from pantau.extract.dates import DateMention
from pantau.extract.lexicon import Lexicon
from pantau.extract.made_known import OUT_OF_OFFICE, introduce, is_one, office_held
from pantau.extract.mentions import Mention, find_mentions
from pantau.extract.names import Named
from pantau.extract.numbers import NumberMention, find_numbers
from pantau.extract.offices import (
    announcing,
    are_of_many,
    body_meant,
    named_before,
    nearest_state,
    of_citizens,
    office_words,
    opening_subject,
    own_men,
    owned_by_unknown,
)
from pantau.extract.owners import own_force, owner_of, serves
from pantau.extract.places import Located, find_places
from pantau.extract.setting import Setting
from pantau.extract.sides import Sides
from pantau.extract.story_days import dates_of
from pantau.extract.view import Sentence, View
from pantau.extract.words import find_name
from pantau.knowledge import Knowledge
from pantau.model import Place, Problem, Span

SOURCE = "(a source)"
"""What all who speak without a name are remembered as."""
NAMED_BEFORE, OF_SCENE = "named in full before", "country of the place named"
_DATE_PROBLEMS = {
    "weekday": "weekday and date disagree: the date is kept, the weekday stands as written",
    "order": "the days of this range stand in the wrong order",
    "year": "this year cannot be meant",
}
_LOWER_WORD = re.compile(r"(?<![\w-])[a-zà-ÿ][\w'-]+")


@dataclass
class Story:
    """The context of one document.

    Mentions are found once a sentence; `people` maps name words to actors as the page introduces them.
    """

    view: View
    lexicon: Lexicon
    knowledge: Knowledge
    people: dict[str, Actor] = field(default_factory=dict)
    speaker: Actor = NOBODY
    speaker_name: Span | None = None
    outer: tuple[Span | None, Actor] = (None, NOBODY)  # who spoke last before the sentence that is read
    person: Actor = NOBODY
    person_name: Span | None = None
    aimed: tuple[int, str | None, tuple[str, ...]] = (-9, None, ())
    """Where somebody last spoke about others: the sentence's number, his party, and theirs."""
    told: tuple[tuple[Span, Actor], ...] | None = None
    """Who says what, in order; None while claims are still being read."""
    spoken: dict[str, tuple[Span, Actor]] = field(default_factory=dict)
    """Who spoke last under each noun: `jurubicara itu` is the spokesman who spoke before."""
    doers: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = field(default_factory=dict)  # who did last what to whom
    fought: tuple[int, tuple[str, ...]] = (-9, ())
    """The number of the sentence in which one side last struck another, and both."""
    befallen: tuple[int, tuple[str, ...], tuple[str, ...]] = (-9, (), ())  # sentence of the last deed done to somebody, doers, done to
    problems: list[Problem] = field(default_factory=list)
    _told_at: list[int] = field(default_factory=list)
    heads: dict[str, list[tuple[int, int, str, str]]] = field(default_factory=dict)
    """By noun of an office: where it was named with whose it is, and by which noun in full."""
    _mentions: dict[int, tuple[Mention, ...]] = field(default_factory=dict)
    _actors: dict[tuple[int, int], Actor] = field(default_factory=dict)
    _dates: dict[int, list[DateMention]] = field(default_factory=dict)
    _numbers: dict[int, list[NumberMention]] = field(default_factory=dict)
    _located: dict[int, list[tuple[int, Located]]] = field(default_factory=dict)
    groups: dict[int, list[tuple[Mention, ...]]] = field(default_factory=dict)
    """What `clauses.groups` found, by sentence."""
    _places_found: dict[str, Place | None] = field(default_factory=dict)

    @cached_property
    def setting(self) -> Setting:
        """Where the page is set."""
        return Setting(self)

    @cached_property
    def sides(self) -> Sides:
        """Who fights whom on the page."""
        return Sides(self)

    @cached_property
    def states(self) -> frozenset[str]:
        """Codes of states and territories."""
        return frozenset(c for c, p in self.knowledge.world.parties.items() if p.kind in ("state", "territory"))

    @cached_property
    def armed(self) -> frozenset[str]:
        """Codes of armed groups: their people are fighters."""
        return frozenset(c for c, p in self.knowledge.world.parties.items() if p.kind == "armed_group")

    @cached_property
    def inner_names(self) -> frozenset[str]:
        """Capitalised words that stand inside a sentence somewhere: at a sentence's start they are names too."""
        return frozenset(t.lower for s in self.view.sentences for t in s.tokens[1:] if t.is_capital)

    @cached_property
    def common(self) -> frozenset[str]:
        """Words the document writes in lower case somewhere: at a sentence's start they are no names."""
        return frozenset(_LOWER_WORD.findall(self.view.text))

    def mentions(self, sentence: Sentence) -> tuple[Mention, ...]:
        """The mentions of a sentence."""
        found = self._mentions.get(sentence.number)
        if found is None:
            known = self.common, self.inner_names, self.sides.theatre, self.sides.codes
            found = self._mentions[sentence.number] = find_mentions(sentence, self.lexicon, *known)
        return found

    def read_ahead(self) -> None:
        """Find all mentions first, so that persons introduced later are known by their office from the start."""
        for sentence in self.view.sentences:
            for mention in self.mentions(sentence):
                if mention.roles and mention.names and head_role(mention) in (*STATELIKE, *PEOPLE):
                    actor = read_actor(mention, self.states)
                    for word in office_words(self, mention, sentence) if actor.code else ():
                        noun = self.head_word(mention, sentence, -1)
                        self.heads.setdefault(word, []).append((sentence.number, mention.first, actor.code or "", noun))
        for sentence in self.view.sentences:
            for mention in self.mentions(sentence):
                introduce(self, mention, sentence)

    def is_person(self, span: Span, sentence: Sentence) -> bool:
        """Whether a span of a sentence is a person's name, or an office's holder."""
        mention = next((m for m in self.mentions(sentence) if m.span.overlaps(span)), None)
        if mention is None or mention.name is not None:
            return mention is not None
        many = bool(self.lexicon.words["genitives"]) and sentence.tokens[mention.last - 1].lower.endswith("s")  # `other officials`
        return head_role(mention) == "official" and not many

    def is_former(self, mention: Mention, sentence: Sentence) -> bool:
        """`mantan menteri`, `pensiunan jenderal`: speaks for nobody but himself."""
        return any(t.lower in self.lexicon.words["former"] for t in sentence.tokens[max(0, mention.first - 1) : mention.last])

    def has_left(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether the page names somebody as out of office, here or where it introduced the bare name (`Azarov` after `mantan PM`)."""
        known = self.introduced(mention, sentence) if mention.name is not None and not mention.roles else None
        return self.is_former(mention, sentence) or (known is not None and known.how == OUT_OF_OFFICE)

    def actor(self, mention: Mention, sentence: Sentence) -> Actor:
        """Whose a mention is; pronouns take the last speaker unless a claim says otherwise (see claims)."""
        key = (sentence.number, mention.first)
        found = self._actors.get(key)
        if found is None:
            self._actors[key] = NOBODY  # who is asked for while he is being resolved is nobody known yet
            found = self._actors[key] = self._resolve(mention, sentence)
        return found

    def _resolve(self, mention: Mention, sentence: Sentence) -> Actor:
        if mention.is_pronoun:
            return self._pronoun(mention, sentence)
        actor = read_actor(mention, self.states)
        if actor.code or any(n.kind == "body" for n in mention.names):  # a body speaks for itself, wherever it was told of
            return of_elsewhere(self, mention, sentence, actor.code or "") or office_held(self, mention, sentence, actor)
        finders = (owner_of, led_by, serves, pointed_at, pair_behind, of_same_people, of_whom, of_others)
        owner = next(filter(None, (find(self, mention, sentence) for find in finders)), None)
        if owner is not None:
            return owner
        if mention.name is not None:
            known = self.introduced(mention, sentence)
            if known is not None and (known.code or known.how or head_role(mention) not in REBELS):
                return Actor(known.code, known.role or actor.role, "introduced earlier" if known.code else "")
        return self.from_context(mention, sentence) if mention.roles else actor

    def teller(self, at: int) -> Actor | None:
        """Who says the words at an offset, once the claims of the page are known."""
        around = [(span.end - span.start, actor) for span, actor in self.told or () if span.start <= at < span.end]
        return min(around, key=lambda one: one[0])[1] if around else None  # the innermost of messages within messages

    def remember(self, sentence: Sentence, speaker: Span | None, actor: Actor) -> None:
        """Who spoke last is whom `katanya` and `ia` mean next, also in the same sentence."""
        if actor.code or speaker:
            self.speaker, self.speaker_name = actor, speaker or self.speaker_name
            mention = next((m for m in self.mentions(sentence) if speaker and m.span.overlaps(speaker)), None)
            if speaker and actor.code and mention is not None and mention.roles:
                unnamed = sentence.tokens[mention.last - 1].lower in self.lexicon.words["sources"]  # `a top defence source`
                self.spoken[SOURCE if unnamed else self.head_word(mention, sentence)] = speaker, actor
            if speaker and (self.is_person(speaker, sentence) or is_one(self, mention, sentence)):
                self.person, self.person_name = actor, speaker

    def last_speaker(self, at: int) -> Actor:
        """Who spoke last before an offset: while claims are read the last one read, afterwards the last one before the words."""
        if self.told is None:
            return self.speaker
        return self.told[max(0, bisect.bisect_left(self._told_at, at) - 1)][1] if self.told else NOBODY

    def tell(self, told: Sequence[tuple[Span, Actor]]) -> None:
        """Make known who says what: from now on pronouns inside a message mean its speaker."""
        self.told = tuple(sorted(told, key=lambda one: one[0]))
        self._told_at = [span.start for span, _ in self.told]
        self._actors.clear()

    def introduced(self, mention: Mention, sentence: Sentence) -> Actor | None:
        """Whose the page has made the bearer of a name known to be."""
        assert mention.name is not None
        tokens = [t for t in sentence.tokens[mention.first : mention.last] if mention.name.start <= t.start < mention.name.end]
        return next((self.people[key] for t in reversed(tokens) if (key := find_name(self.people, t.text)) is not None), None)

    def from_context(self, mention: Mention, sentence: Sentence) -> Actor:
        """A role without a country: rebels, police, officials and citizens of the place the sentence is about."""
        role = head_role(mention)
        if self._holds(mention, sentence, "posted"):
            return Actor(None, role)  # `kata seorang diplomat`: of which state, nobody tells
        if role in VOICELESS or role in ("ally", "mediator") or not (role in STATELIKE or role in REBELS or role in PEOPLE):
            return Actor(None, role)
        if self._holds(mention, sentence, "private") or owned_by_unknown(self, mention, sentence):
            return Actor(None, role)  # `Direktur Internasional Oxfam`
        if role == "government" and are_of_many(self, mention, sentence):
            return Actor(None, role)  # `several governments`
        if role == "militant" and self._holds(mention, sentence, "unidentified"):
            return Actor(None, role)  # `unidentified gunmen`, `orang tak dikenal`: nobody tells whose they are
        if role not in REBELS and self.is_national(mention, sentence):
            near = opening_subject(self, mention, sentence)
            near = near or named_before(self, mention, sentence) or own_men(self, mention, sentence)
            near = near or of_citizens(self, mention, sentence)
            if near is None and (mention.name is not None or not self.setting.battlefield(sentence)):
                near = nearest_state(self, mention, sentence)
                told_of = any(m.first > mention.first and m.names for m in self.mentions(sentence))  # `Prime Minister X said Lebanon …`
                near = near if near is None or told_of else self.sides.speaking(near)
            if near:
                return Actor(near, role, "named before or nearest in the sentence")
        if plans := announcing(self, mention, sentence):
            return Actor(plans, role, "the government that the message is about")
        if speaks := body_meant(self, mention, sentence):
            return Actor(speaks, role, "the body the sentence tells of")
        if role == "military" and (army := army_of(self, mention, sentence)):
            return Actor(army, role, NAMED_BEFORE)
        if behind := self.setting.place_at(sentence, mention.last):
            return Actor(self.sides.people_of(behind, role), role, "the place named behind it")  # `protes di Armenia`
        if before := named_before(self, mention, sentence) or same_force(self, mention, sentence):
            return Actor(before, role, NAMED_BEFORE)
        if own := own_force(self, mention, sentence):
            return own
        last = self.last_speaker(mention.span.start)
        if role == "military" and last.role == role and not last.how and any(m.first == mention.last for m in sentence.layer("speech")):
            return Actor(last.code, role, "the last speaker")  # `kata militer Korea Selatan. Kepala Staf Gabungan mengatakan …`
        if role == "military" and (fellows := comrades_of(self, mention, sentence)):
            return Actor(fellows, role, NAMED_BEFORE)
        host = None if self._holds(mention, sentence, "unmanned") else self.setting.battlefield(sentence)
        host = None if role == "military" and is_sent_there(self, mention, sentence, host) else host
        if role in ("civilian", "protester"):
            host = self.setting.scene(sentence) or host  # people in the street are of where they are, whoever fights elsewhere
        if self.setting.home and mention.name is not None and role not in REBELS and self.is_national(mention, sentence):
            host = self.setting.home  # `Foreign Minister X`, and no state with him
        if mention.name is not None and role in ("official", "titles"):
            host = self.sides.most_offices(host)
        named = self._holds(mention, sentence, "rebels") and not self._holds(mention, sentence, "creeds")
        if named and role == "militant" and host in self.sides.insurgents:
            return Actor(self.sides.insurgents[host], role, "the one group that fights there")
        return Actor(self.sides.people_of(host, role) if host else None, role, OF_SCENE if host else "")

    def head_word(self, mention: Mention, sentence: Sentence, at: int = 0) -> str:
        """The noun of a mention without its plural ending, where a language has one: `another soldier` behind `US soldiers`."""
        unit = next(u for u in mention.units if u.role)
        word = sentence.tokens[unit.first : unit.last][at].lower
        return word.removesuffix("s") if self.lexicon.words["genitives"] else word

    def is_national(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether a state has one such office."""
        return self._holds(mention, sentence, "national_offices")

    def _holds(self, mention: Mention, sentence: Sentence, words: str) -> bool:
        return any(t.lower in self.lexicon.words[words] for t in sentence.tokens[mention.first : mention.last])

    def _pronoun(self, mention: Mention, sentence: Sentence) -> Actor:
        word = sentence.tokens[mention.first].lower
        if mention.last - mention.first > 1 or word in self.lexicon.words["pairs"]:
            two = named_pair(self, mention, sentence) or counted_before(self, mention, sentence)
            if two is not None and two.code:
                return two
            codes = () if self._holds(mention, sentence, "warring") else pair_before(self, mention, sentence)
            codes = codes or next(iter(side_by_side(self, sentence)), ())
            codes = codes or (() if self._holds(mention, sentence, "allied") else both_meant(self, mention, sentence))
            return Actor("+".join(codes) if len(codes) == 2 else None, "", "the two parties named last")
        if word in self.lexicon.words["lands"]:
            return land_meant(self, mention, sentence)
        teller, speaker = self.teller(mention.span.start), self.last_speaker(mention.span.start)
        if word in self.lexicon.words["pronouns_first"]:
            return Actor((teller or speaker).code, (teller or speaker).role, "the speaker")
        before = subject_meant(self, mention, sentence) if word in self.lexicon.words["things"] else None
        before = before or (they_meant(self, mention, sentence) if word in self.lexicon.words["they"] else None)
        before = before or self.antecedent(sentence, mention)
        if before is None and teller is not None:
            return Actor(teller.code, teller.role, "the speaker")
        if before is not None and word in self.lexicon.words["pronouns_third_plural"]:
            return both_of(self, mention, sentence, Actor(before.code, before.role, "pronoun"))
        return Actor(before.code, before.role, "pronoun") if before else Actor(speaker.code, speaker.role, "the last speaker")

    def antecedent(self, sentence: Sentence, mention: Mention) -> Actor | None:
        """The subject of this sentence before the pronoun, else of the one before."""
        for candidate in self.mentions(sentence):
            if candidate.first >= mention.first:
                break
            if not candidate.is_pronoun and not candidate.preposition:
                actor = self.actor(candidate, sentence)
                if actor.code:
                    return actor
        if self.last_speaker(mention.span.start).code:
            return None
        if sentence.number > 0:
            previous = self.view.sentences[sentence.number - 1]
            if self.told is None and self.speaker_name is not None and self.speaker_name.start >= previous.span.start:
                return None  # `hospital officials said. They added …`: of no party
            for candidate in self.mentions(previous):
                if not candidate.is_pronoun and not candidate.preposition and (actor := self.actor(candidate, previous)).code:
                    return actor
        return None

    @property
    def anchor(self) -> date | None:
        """The day that dates are resolved against."""
        return self.view.document.dated

    def dates(self, sentence: Sentence) -> list[DateMention]:
        """The dates of a sentence, resolved against the document's day."""
        found = self._dates.get(sentence.number)
        if found is None:
            found = self._dates[sentence.number] = dates_of(self, sentence)
            self.problems.extend(Problem(_DATE_PROBLEMS[d.problem], d.span) for d in found if d.problem in _DATE_PROBLEMS)
        return found

    def numbers(self, sentence: Sentence) -> list[NumberMention]:
        """The numbers of a sentence."""
        found = self._numbers.get(sentence.number)
        if found is None:
            pack, span = self.knowledge.packs[self.language], sentence.span
            found = self._numbers[sentence.number] = find_numbers(self.view.text, *span, pack, self.knowledge.derived)
        return found

    @property
    def language(self) -> str:
        """The language whose pack reads the page."""
        return str(self.view.document.language)

    def located(self, sentence: Sentence) -> list[tuple[int, Located]]:
        """The place phrases of a sentence."""
        found = self._located.get(sentence.number)
        if found is None:
            found = self._located[sentence.number] = find_places(self, sentence)
        return found

    def country_of(self, phrase: str) -> str | None:
        """The state a place lies in, by the gazetteer, the state that the page names most first."""
        place, most = self.place_of(phrase), self.setting.dominant
        if place and most and place.country != most and place.precision == "settlement" and self.setting.lies_in(phrase, most):
            return most
        return place.country if place else None

    def is_settlement(self, named: Named) -> bool:
        """Whether a name is a town's or a lesser place's, and does not only stand for a state."""
        if named.kind == "place":
            return True
        place = self.place_of(named.name) if named.kind == "state" and named.code not in (named.name, "") else None
        return place is not None and place.precision in ("point", "settlement")

    def place_of(self, phrase: str) -> Place | None:
        """The gazetteer's place for a phrase, among the states the page names first."""
        if phrase not in self._places_found:
            theatres = [t for t in self.knowledge.world.theatres if t.id == self.sides.theatre]
            self._places_found[phrase] = self.lexicon.gazetteer.find_place(phrase, countries=self.sides.dyad, theatres=theatres)
        return self._places_found[phrase]
