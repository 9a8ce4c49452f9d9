"""Arrangements to stop fighting: each distinct truce of the page once, with parties, brokers, days and the stage it is told to have reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pantau.extract.actors import plain, unique
from pantau.extract.claims import Said
from pantau.extract.clauses import clause_of, groups
from pantau.extract.patterns import Match
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


def find_truces(story: Story, said: Sequence[Said]) -> list[Truce]:
    """The truces of the page in order of first mention."""
    found: list[Truce] = []
    for sentence in story.view.sentences:
        for match in sentence.layer("truce"):
            truce = _read(story, sentence, match, said)
            if truce is not None:
                found.append(truce)
    return _merge(found)


def _read(story: Story, sentence: Sentence, match: Match, said: Sequence[Said]) -> Truce | None:
    tokens = sentence.tokens
    stage, how = _stage(story, sentence, match)
    if stage is None:
        return None
    brokers = _brokers(story, sentence)
    parties, inferred = _parties(story, sentence, match, brokers)
    if not parties:
        return None
    began, ended, _, span = when(story, sentence, match.first, match.last, "occurred")
    declared = began if stage not in ("called_for", "negotiated") and began == ended else None
    trigger = sentence.span_of(match.first, match.last)
    claimant = next((s.actor.code for s in said if s.content.start <= trigger.start < s.content.end), None)
    evidence = [("stage", sentence.span_of(how.first, how.last))] if how else []
    if span and declared:
        evidence.append(("declared_on", span))
    del tokens
    return Truce(sentence, trigger, parties, brokers, declared, None, stage, claimant, tuple(evidence), tuple(inferred), "ceasefire.named")


def _stage(story: Story, sentence: Sentence, match: Match) -> tuple[str | None, Match | None]:
    """The furthest stage a word of the sentence gives the truce; without one the mention is passing."""
    best: tuple[int, Match] | None = None
    for m in sentence.layer("stage"):
        if abs(m.first - match.first) > 16:
            continue
        rank = ("ended", "collapsed", "violated", "in_effect", "declared", "negotiated", "called_for").index(m.tag.name)
        if best is None or rank < best[0]:
            best = (rank, m)
    return (best[1].tag.name, best[1]) if best else (None, None)


def _brokers(story: Story, sentence: Sentence) -> tuple[str, ...]:
    found: list[str | None] = []
    for m in sentence.layer("broker"):
        for group in groups(story, sentence):
            if group[0].first >= m.last and group[0].first - m.last <= 3:
                found += [plain(story.actor(x, sentence).code) for x in group]
                break
    return unique(found)


def _parties(story: Story, sentence: Sentence, match: Match, brokers: Sequence[str]) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    """The two sides: `antara A dan B` behind the noun, else the page's warring dyad."""
    clause = clause_of(story, sentence, match.first, match.last)
    for group in groups(story, sentence):
        codes = unique([plain(story.actor(m, sentence).code) for m in group])
        if group[0].preposition in ("antara", "dengan") and group[0].first >= match.first and len(codes) >= 1:
            if len(codes) == 1 and group[0].preposition == "dengan":
                continue
            return codes, []
    named = unique([plain(story.actor(m, sentence).code) for m in story.mentions(sentence) if not m.is_pronoun and m.first >= clause.first])
    sides = [c for c in story.belligerents if c not in brokers]
    both = tuple(c for c in named if c in sides)
    if len(both) >= 2:
        return both[:3], []
    return tuple(sides[:2]), [("parties", "the sides that fight on the page")]


def _merge(found: Sequence[Truce]) -> list[Truce]:
    """One record per distinct truce: mentions with the same sides and no clashing day are one; the furthest stage and the fullest mention stay."""
    kept: list[Truce] = []
    for one in found:
        index = next((i for i, k in enumerate(kept) if set(k.parties) & set(one.parties) and not (k.declared_on and one.declared_on and k.declared_on != one.declared_on)), None)
        if index is None:
            kept.append(one)
            continue
        old = kept[index]
        later = one if STAGES.index(one.stage) > STAGES.index(old.stage) else old
        kept[index] = replace(
            later, brokers=later.brokers or old.brokers or one.brokers, declared_on=later.declared_on or old.declared_on or one.declared_on,
        )  # fmt: skip
    return kept
