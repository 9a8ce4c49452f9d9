"""Arrangements to stop fighting: each distinct truce of the page once, with parties, brokers, days and the stage it is told to have
reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pantau.extract.actors import plain, unique
from pantau.extract.clauses import codes_of, groups
from pantau.extract.patterns import Match
from pantau.extract.said import Said
from pantau.extract.story import Story
from pantau.extract.times import when
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


def find_truces(story: Story, said: Sequence[Said]) -> list[Truce]:
    """The truces of the page in order of first mention."""
    found: list[Truce] = []
    for sentence in story.view.sentences:
        weak = {(m.first, m.last) for m in sentence.layer("truce_weak")}
        for match in (m for m in sentence.layer("truce") if m.tag.name != "none"):
            truce = _read(story, sentence, match, said, weak=(match.first, match.last) in weak)
            if truce is not None:
                found.append(truce)
    return _merge(found)


def _read(story: Story, sentence: Sentence, match: Match, said: Sequence[Said], *, weak: bool) -> Truce | None:
    deal = _deal(story, sentence, match) if weak else None
    stage, how = _stage(sentence, match)
    if deal is not None and stage in (None, "negotiated"):
        stage = "declared"
    if stage is None or (weak and deal is None):
        return None
    brokers = _brokers(story, sentence)
    parties, inferred = _parties(story, sentence, brokers)
    if not parties:
        return None
    began, ended, _, span = when(story, sentence, match.first, match.last)
    declared = began if stage not in ("called_for", "negotiated") and began == ended else None
    trigger = sentence.span_of(deal if deal is not None else match.first, match.last)
    claimant = next((s.actor.code for s in said if s.content.start <= trigger.start < s.content.end), None)
    evidence = [("stage", sentence.span_of(how.first, how.last))] if how else []
    if span and declared:
        evidence.append(("declared_on", span))
    return Truce(
        sentence,
        trigger,
        parties,
        brokers,
        declared,
        None,
        stage,
        claimant,
        tuple(evidence),
        tuple(inferred),
        "ceasefire.deal" if deal else "ceasefire.named",
        _is_counted(story, sentence, match),
    )


def _deal(story: Story, sentence: Sentence, match: Match) -> int | None:
    """The token of the agreement whose purpose the match tells: `kesepakatan yang ditandatangani … untuk mengakhiri enam minggu
    pertempuran`."""
    for i in range(match.first - 1, max(-1, match.first - 16), -1):
        if sentence.tokens[i].lower in story.lexicon.words["deals"]:
            return i
    return None


def _is_counted(story: Story, sentence: Sentence, match: Match) -> bool:
    """Whether a number stands before the noun: `dua upaya gencatan senjata` are several truces told as one."""
    return any(n.kind == "count" and 0 <= match.first - sentence.token_at(n.span.end) <= 1 for n in story.numbers(sentence))


def _stage(sentence: Sentence, match: Match) -> tuple[str | None, Match | None]:
    """The stage the nearest stage word gives the truce; a breach or an end told in the same sentence goes before an agreement."""
    best: tuple[int, Match] | None = None
    for m in sentence.layer("stage"):
        gap = m.first - match.last if m.first >= match.last else match.first - m.last
        if gap > 14:
            continue
        cost = gap - 8 * (m.tag.name in ("violated", "collapsed", "ended"))
        if best is None or cost < best[0]:
            best = (cost, m)
    return (best[1].tag.name, best[1]) if best else (None, None)


def _brokers(story: Story, sentence: Sentence) -> tuple[str, ...]:
    found: list[str] = []
    for m in sentence.layer("broker"):
        for group in groups(story, sentence):
            if group[0].first >= m.last - 1 and group[0].first - m.last <= 3:
                found += codes_of(story, sentence, group)
                break
    return unique([plain(c) for c in found])


def _parties(story: Story, sentence: Sentence, brokers: Sequence[str]) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    """The two sides: `antara A dan B` behind the noun, who agreed in the sentence, else the page's warring dyad."""
    named: list[str] = []
    for group in groups(story, sentence):
        codes = unique([plain(c) for c in codes_of(story, sentence, group)])
        if group[0].preposition in story.lexicon.words["between"] | story.lexicon.words["by_agent"] and len(codes) >= 2:
            return codes, []
        named += codes
    sides = [c for c in story.belligerents if c not in brokers]
    both = unique([c for c in named if c in sides[:3]])
    if len(both) >= 2:
        return both[:2], []
    return tuple(sides[:2]), [("parties", "the sides that fight on the page")]


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
        later = one if STAGES.index(one.stage) > STAGES.index(old.stage) else old
        kept[index] = replace(
            later,
            brokers=later.brokers or old.brokers or one.brokers,
            declared_on=later.declared_on or old.declared_on or one.declared_on,
        )
    return kept


def _same(a: Truce, b: Truce) -> bool:
    if a.counted != b.counted or not set(a.parties) & set(b.parties):
        return False
    if a.declared_on and b.declared_on and a.declared_on != b.declared_on:
        return False
    return not (a.brokers and b.brokers and not set(a.brokers) & set(b.brokers))
