"""Arrangements to stop fighting: each distinct truce of the page once, with parties, brokers, days and the stage it is told to have
reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pantau.extract.actors import plain, unique
from pantau.extract.noun_phrase import opens_noun
from pantau.extract.patterns import Match
from pantau.extract.said import Said
from pantau.extract.story import Story
from pantau.extract.times import when
from pantau.extract.truce_parties import Scope, brokers_of, parties_of
from pantau.extract.view import Sentence
from pantau.model import STAGES, Span


@dataclass(frozen=True)
class Truce:
    """One ceasefire before it becomes a record."""

    sentence: Sentence
    trigger: Span
    parties: tuple[str, ...]
    brokers: tuple[str, ...]
    declared_on: date | None
    effective_on: date | None
    stage: str
    claimant: str | None
    evidence: tuple[tuple[str, Span], ...]
    inferred: tuple[tuple[str, str], ...]
    rule: str
    counted: bool = False

    @property
    def length(self) -> int:
        """Of how many words its name is."""
        return self.sentence.token_at(self.trigger.end) - self.sentence.token_at(self.trigger.start)


def find_truces(story: Story, said: Sequence[Said]) -> list[Truce]:
    """The truces of the page in order of first mention."""
    found: list[Truce] = []
    for sentence in story.view.sentences:
        weak = {(m.first, m.last) for m in sentence.layer("truce_weak")}
        none = [m for m in sentence.layer("truce") if m.tag.name == "none"]
        named = [m for m in sentence.layer("truce") if m.tag.name != "none" and not any(n.first <= m.first < n.last for n in none)]
        for i, match in enumerate(named):
            until = named[i + 1].first if i + 1 < len(named) else len(sentence.tokens)
            told = len(sentence.tokens) if i + 2 == len(named) and _is_joined(story, sentence, until) else until
            scope = Scope(story, sentence, match, named[i - 1].last if i else 0, until, told, (match.first, match.last) in weak)
            truce = _read(scope, said)
            if truce is not None:
                found.append(truce)
    return _merge(found)


def _is_joined(story: Story, sentence: Sentence, at: int) -> bool:
    """Whether the truce at a token shares its verb with the one before it: `the truce of A and the truce of B both collapsed`."""
    opened = opens_noun(story, sentence, at)
    return opened > 0 and sentence.tokens[opened - 1].lower in story.lexicon.words["coordinators"]


def _read(scope: Scope, said: Sequence[Said]) -> Truce | None:
    story, sentence, match = scope.story, scope.sentence, scope.match
    stage, how = _stage(scope)
    deal = _deal(scope) if scope.is_weak else None
    if deal is not None and stage in (None, "negotiated"):
        near = sentence.tokens[max(0, match.first - 2) : match.first]
        open_still = _is_possible(scope) or any(t.lower in story.lexicon.words["future"] for t in near)
        stage = "negotiated" if open_still else "declared"
    trigger = sentence.span_of(deal if deal is not None else match.first, match.last)
    told = next((s for s in said if s.content.start <= trigger.start < s.content.end), None)
    asked = _asked_to_stop(told) if scope.is_weak and deal is None and told is not None else ()
    stage = "called_for" if asked else stage
    if stage is None or (scope.is_weak and deal is None and not asked):
        return None
    brokers, broker_words = brokers_of(scope)
    parties, party_words = parties_of(scope, brokers, told.actor.code if told is not None and stage == "called_for" else None)
    if asked and told is not None:
        parties, party_words, how = asked, _words_of(scope, asked, told), None
    if not parties:
        return None
    declared, effective, day = _days(scope, stage, how)
    calls = told.trigger if asked and told is not None else None
    spans = {
        "stage": sentence.span_of(how.first, how.last) if how else calls,
        "declared_on" if declared else "effective_on": day,
        "parties": party_words,
        "brokers": broker_words,
        "claimant": told.speaker if told and told.actor.code else None,
    }
    return Truce(
        sentence,
        trigger,
        parties,
        brokers,
        declared,
        effective,
        stage,
        told.actor.code if told else None,
        tuple((slot, span) for slot, span in spans.items() if span is not None),
        () if party_words else (("parties", "who is asked to stop" if asked else "the sides that fight on the page"),),
        "ceasefire.called" if asked else "ceasefire.deal" if deal else "ceasefire.named",
        _is_counted(story, sentence, match),
    )


def _asked_to_stop(told: Said) -> tuple[str, ...]:
    """`urged Iran and Israel to stop fighting`: two who are asked to stop, and no truce that is named; who is asked alone is no
    party to one."""
    codes = unique([plain(code) for code in told.targets])
    return codes if told.stance == "demand" and len(codes) == 2 else ()


def _words_of(scope: Scope, codes: Sequence[str], told: Said) -> Span | None:
    """The words between a call to stop fighting and the fighting that name those who are called on; None where a pronoun does."""
    named = [
        m.span
        for m in scope.story.mentions(scope.sentence)
        if told.trigger.start <= m.span.start
        and m.last <= scope.match.first
        and plain(scope.story.actor(m, scope.sentence).code) in codes
    ]
    return named[0].joined(named[-1]) if named else None


def _days(scope: Scope, stage: str, how: Match | None) -> tuple[date | None, date | None, Span | None]:
    """The day the truce was declared or took effect, by the stage it belongs to; a call or talks have none."""
    began, ended, _, span = when(scope.story, scope.sentence, scope.match.first, scope.match.last)
    if stage in ("called_for", "negotiated") or began is None or (stage in OVER and not _tells_beginning(scope, span, how)):
        return None, None, None
    if ended is None and stage in ("declared", "in_effect") and _takes_effect(scope, span):
        return None, began, span  # `gencatan senjata yang berlaku mulai Minggu (18/10/2020)`
    if began != ended:
        return None, None, None
    starts = how is not None and any(
        t.lower in scope.story.lexicon.words["takes_effect"] for t in scope.sentence.tokens[how.first : how.last]
    )
    return (None, began, span) if stage == "in_effect" and starts else (began, None, span)


OVER = ("violated", "collapsed", "ended")
"""Stages whose day is not the day the truce began."""


def _tells_beginning(scope: Scope, day: Span | None, how: Match | None) -> bool:
    """Whether a day beside a truce that broke is that of the truce: `the truce agreed on Sunday collapsed`, `the 27 November truce`,
    and not `broke the truce on Sunday`."""
    if day is None:
        return False
    at, truce = scope.sentence.token_at(day.start), scope.match
    if at < truce.first:
        return truce.first - at <= 5 and (how is None or not at - 2 <= how.first < truce.first)
    if any(truce.last <= m.first < at and m.tag.name in ("declared", "in_effect") for m in scope.sentence.layer("stage")):
        return True
    return at == truce.last or (at - truce.last == 1 and how is not None and how.first >= at)


def _takes_effect(scope: Scope, day: Span | None) -> bool:
    """Whether a day is that of which the words between the truce and it say that it comes into force."""
    if day is None:
        return False
    until = scope.sentence.token_at(day.start)
    return any(t.lower in scope.story.lexicon.words["takes_effect"] for t in scope.sentence.tokens[scope.match.last : until])


def _deal(scope: Scope) -> int | None:
    """The token of the agreement whose purpose the words tell: `kesepakatan yang ditandatangani … untuk mengakhiri perang`, `agreed to
    stop all firing`, `signed a peace accord`."""
    for i in range(scope.match.first - 1, max(-1, scope.match.first - 16), -1):
        if scope.sentence.tokens[i].lower in scope.story.lexicon.words["deals"]:
            return i
    starts = {scope.match.first, opens_noun(scope.story, scope.sentence, scope.match.first)}
    made = (m for m in scope.sentence.layer("stage") if m.tag.name == "declared" and m.shape != "n")
    return next((m.first for m in made if any(0 <= start - m.last <= 1 for start in starts)), None)


def _is_counted(story: Story, sentence: Sentence, match: Match) -> bool:
    """Whether a number stands before the noun: `dua upaya gencatan senjata` are several truces told as one."""
    articles = story.lexicon.words["single_articles"]
    near = (n for n in story.numbers(sentence) if n.kind == "count" and 0 <= match.first - sentence.token_at(n.span.end) <= 1)
    return any(sentence.tokens[sentence.token_at(n.span.start)].lower not in articles for n in near)


_REACH = 14
"""Words between a truce and the word that tells its stage."""


def _stage(scope: Scope) -> tuple[str | None, Match | None]:
    """The stage the nearest stage word gives the truce; a breach or an end told beside it goes before an agreement.

    A breach denied (`tidak ada pelanggaran`) is a truce that holds; an agreement that depends (`jika … diterima`) is still
    talked about.
    """
    match, words = scope.match, scope.story.lexicon.words
    best: tuple[int, str, Match] | None = None
    tokens = scope.sentence.tokens  # `a truce brokered by X has collapsed`, `the U.S.-brokered truce took effect`: the verb goes before
    brokered = {m.first + (tokens[m.first].text == "-") for m in scope.sentence.layer("broker")}
    for m in scope.sentence.layer("stage"):
        gap = m.first - match.last if m.first >= match.last else match.first - m.last
        if gap > _REACH or not scope.since <= m.first < max(scope.told, match.last + 1):
            continue
        if scope.is_weak and match.first <= m.first and m.last <= match.last:
            continue  # `a deal to end the fighting`: the fighting is to end, and not the deal
        if scope.since and m.first < match.first and _is_cut_off(scope, m):
            continue
        before = [t.lower for t in scope.sentence.tokens[max(0, m.first - 2) : m.first]]
        denied = m.tag.name == "violated" and any(w in words["negation"] for w in before)
        stage = "in_effect" if denied else m.tag.name
        low, high = min(m.last, match.last), max(m.first, match.first)
        apart = any(t.lower in words["joining_verbs"] for t in scope.sentence.tokens[low:high])
        cost = gap - 8 * (stage in OVER) + _APART * apart + 8 * (m.first in brokered)
        if best is None or cost < best[0]:
            best = (cost, stage, m)
    if best is None:
        return ("in_effect" if _is_known(scope) else None), None
    depends = scope.sentence.tokens[0].lower in words["conditions"] or _is_possible(scope)
    return ("negotiated" if depends and best[1] in ("declared", "in_effect") else best[1]), best[2]


def _is_known(scope: Scope) -> bool:
    """`menyusul gencatan senjata 10 Oktober`, `since the ceasefire`: a truce that only dates what is told is in force."""
    opened = opens_noun(scope.story, scope.sentence, scope.match.first)
    before = scope.sentence.tokens[opened - 1].lower if opened else ""
    return not scope.is_weak and before in scope.story.lexicon.words["on_the_heels"]


_APART = 6
"""What a conjunction between a truce and a word of stage weighs: it may be about something else."""


def _is_cut_off(scope: Scope, m: Match) -> bool:
    """`the first truce holds, while the second …`: what stands before a comma or another clause is told of the truce before."""
    openers = scope.story.lexicon.words["clause_openers"]
    return any(t.text == "," or t.lower in openers for t in scope.sentence.tokens[m.last : scope.match.first])


def _is_possible(scope: Scope) -> bool:
    """`kesepakatan … adalah mungkin`: what may come is not there yet."""
    near = scope.sentence.tokens[scope.match.last : scope.match.last + 10]
    return any(t.lower in scope.story.lexicon.words["possible"] for t in near)


def _merge(found: Sequence[Truce]) -> list[Truce]:
    """One record per distinct truce: mentions with the same sides, brokers and days that do not clash are one; the furthest stage
    stays."""
    kept: list[Truce] = []
    for one in found:
        index = next((i for i, k in enumerate(kept) if _same(k, one)), None)
        if index is None:
            kept.append(one)
            continue
        old = kept[index]
        later = one if _RANK[one.stage] > _RANK[old.stage] else old
        fuller = one if one.length > old.length else old
        kept[index] = replace(
            later,
            sentence=fuller.sentence,
            trigger=fuller.trigger,
            brokers=later.brokers or old.brokers or one.brokers,
            declared_on=later.declared_on or old.declared_on or one.declared_on,
            effective_on=later.effective_on or old.effective_on or one.effective_on,
            evidence=_evidence_of_both(later, old, one),
        )
    return kept


def _evidence_of_both(later: Truce, old: Truce, one: Truce) -> tuple[tuple[str, Span], ...]:
    """The later mention's words, and another's only for a slot that the other filled."""
    words = dict(later.evidence)
    for slot in ("brokers", "declared_on", "effective_on"):
        giver = next((t for t in (later, old, one) if getattr(t, slot)), None)
        span = dict(giver.evidence).get(slot) if giver is not None else None
        if span is not None:
            words[slot] = span
    return tuple(words.items())


LONGEST_WAIT = 3
"""Days between the making of a truce and its coming into force, at most; what lies further apart is another truce."""
_RANK = {stage: max(1, number) for number, stage in enumerate(STAGES)}
"""How far each stage goes; talks do not go further than the call they answer."""


def _same(a: Truce, b: Truce) -> bool:
    if a.counted != b.counted or not set(a.parties) & set(b.parties):
        return False
    if a.sentence is b.sentence and not (set(a.parties) <= set(b.parties) or set(b.parties) <= set(a.parties)):
        return False
    if a.declared_on and b.declared_on and a.declared_on != b.declared_on:
        return False
    began = (a.declared_on or a.effective_on, b.declared_on or b.effective_on)
    if began[0] and began[1] and abs((began[0] - began[1]).days) > LONGEST_WAIT:
        return False
    return not (a.brokers and b.brokers and not set(a.brokers) & set(b.brokers))
