"""Whose truce it is: the two sides that stop fighting, and who brokered it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pantau.extract.actors import PLAIN, plain, unique
from pantau.extract.groups import codes_of, groups
from pantau.extract.mentions import Mention
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.model import Span


class Scope(NamedTuple):
    """One naming of a truce: the words [since, until) of its sentence are about it and not about another; what is told of it goes on
    up to `told`."""

    story: Story
    sentence: Sentence
    match: Match
    since: int
    until: int
    told: int
    is_weak: bool


def brokers_of(scope: Scope) -> tuple[tuple[str, ...], Span | None]:
    """Who brokered this truce, and the words: `yang ditengahi Mesir`, up to the next truce of the sentence."""
    found: list[str] = []
    words: list[Span] = []
    for m in scope.sentence.layer("broker"):
        if not _is_own_broker(scope, m):
            continue
        before = [g for g in groups(scope.story, scope.sentence) if 0 <= m.first - g[-1].last <= 2 and not g[0].preposition]
        if m.voice == "active" and m.shape == "v" and before:  # `Mesir menengahi gencatan senjata antara …`
            found += codes_of(scope.story, scope.sentence, before[-1])
            words.append(_span_of(before[-1]))
            continue
        held = (g for g in groups(scope.story, scope.sentence) if m.shape != "v" and g[0].first <= m.first < g[0].last)
        near = (g for g in groups(scope.story, scope.sentence) if -1 <= g[0].first - m.last <= 3)
        for group in (*held, *near):  # `Egyptian mediators met Hamas leaders`
            if codes_of(scope.story, scope.sentence, group):
                found += codes_of(scope.story, scope.sentence, group)
                words.append(_span_of(group))
                break
    for group in groups(scope.story, scope.sentence):
        if _proposes(scope, group):
            found += codes_of(scope.story, scope.sentence, group)
            words.append(_span_of(group))
    codes = unique([plain(c) for c in found])
    return codes, words[0] if codes else None


def _proposes(scope: Scope, group: Sequence[Mention]) -> bool:
    """`a proposal by Egypt and Qatar for a truce`, `usulan dari Mesir untuk gencatan senjata`: two who offer it to others broker it."""
    words, first = scope.story.lexicon.words, group[0].first
    by = group[0].preposition in words["from_agent"] and first >= 2
    offered = by and scope.sentence.tokens[first - 2].lower in words["proposals"]
    return offered and len(group) > 1 and scope.since <= first < scope.until


def _is_own_broker(scope: Scope, m: Match) -> bool:
    """Whether a word of brokering is about this truce: between two, an active verb looks ahead (`dan Rusia menengahi …`), all else
    back (`… yang ditengahi Mesir`)."""
    if not scope.since <= m.first < scope.until:
        return False
    ahead = m.voice == "active" and m.shape == "v"
    if scope.since and m.first < scope.match.first:
        return ahead and scope.match.first - m.last <= _OBJECT
    return not (ahead and scope.until < len(scope.sentence.tokens) and 0 <= scope.until - m.last <= _OBJECT)


_OBJECT = 3
"""Words between a verb of brokering and the truce that is its object."""


def _span_of(group: Sequence[Mention]) -> Span:
    return group[0].span.joined(group[-1].span)


def parties_of(scope: Scope, brokers: Sequence[str], caller: str | None = None) -> tuple[tuple[str, ...], Span | None]:
    """The two sides and their words: `antara A dan B` behind the noun, who agreed in the sentence, else, without words, the page's
    warring dyad. `caller` only asks for it: where the place's own sides are known, he is none of them."""
    story, sentence = scope.story, scope.sentence
    named: list[str] = []
    sided: list[tuple[str, Span]] = []
    words: list[Span] = []
    foes = set(story.sides.belligerents[:4])
    places = story.lexicon.words["locatives"]
    for group in _own_groups(scope):
        told = codes_of(story, sentence, group)
        home = next((c for c in told if f"{c}_OPP" in told), None)
        if home is not None and group[0].preposition not in places:
            return (home, f"{home}_OPP"), _span_of(group)  # `M23 rebels and the Congolese government`
        codes = unique([plain(c) for c in told if _may_fight(story, c)])
        located = group[0].preposition in places and not any(m.roles for m in group)
        if located or (codes and set(codes) <= set(brokers)):
            continue
        if not group[0].preposition and len(codes) == 2 and set(codes) <= foes:
            return codes, _span_of(group)
        if group[0].preposition in story.lexicon.words["between"] | story.lexicon.words["by_agent"] and len(codes) >= 2:
            return codes, _span_of(group)
        named += codes
        if not any("protester" in m.roles for m in group):
            sided += [(code, _span_of(group)) for code in told]
        if set(codes) & set(story.sides.signatories[:3]) - set(brokers):
            words.append(_span_of(group))
    within = _within_one(sided)
    if within is not None:
        return within
    sides = [c for c in story.sides.signatories if c not in brokers and _may_fight(story, c)]
    both = unique([c for c in named if c in sides[:3]])
    if len(both) >= 2:
        return both[:2], words[0].joined(words[-1])
    outside = caller is not None and plain(caller) in sides[:2]
    if outside or sum(c in story.states or c in story.armed or c in PLAIN for c in sides[:2]) < 2:
        scenes = [place for _, place in story.located(sentence)]  # `the Council called for a ceasefire in Gaza`
        local = story.sides.of_place({p.words for p in scenes}, {p.code for p in scenes if p.code})
        sides = [*local] if local and plain(caller or "") not in local else sides
    if len(sides) == 1 and any(story.actor(m, sentence).code == f"{sides[0]}_OPP" for m in story.mentions(sentence)):
        sides = [sides[0], f"{sides[0]}_OPP"]  # within one state
    return tuple(sides[:2]), None


def _within_one(sided: Sequence[tuple[str, Span]]) -> tuple[tuple[str, ...], Span] | None:
    """`Rebels ended a truce with the government`: a state and its own opposition, named apart, and their words."""
    spans = dict(sided)
    home = next((c for c in spans if f"{c}_OPP" in spans), None)
    if home is None:
        return None
    first, last = sorted((spans[home], spans[f"{home}_OPP"]))
    return (home, f"{home}_OPP"), first.joined(last)


def _may_fight(story: Story, code: str) -> bool:
    """Whether a party may stop fighting: not the organisations of states, which only ask for it."""
    party = story.knowledge.world.parties.get(code)
    return party is None or party.kind != "organisation"


def _own_groups(scope: Scope) -> list[tuple[Mention, ...]]:
    """The groups that may be a truce's parties: `antara A dan B` behind the noun up to the next truce, else all of the sentence."""
    every = groups(scope.story, scope.sentence)
    between = scope.story.lexicon.words["between"]
    behind = [g for g in every if scope.match.last <= g[0].first < scope.until and g[0].preposition in between and len(g) > 1]
    return behind or every


def is_truce_agreed(sentence: Sentence, match: Match) -> bool:
    """`Dua gencatan senjata telah disepakati`: a truce is agreed on by its sides, whoever is not named."""
    truces = (m for m in sentence.layer("truce") if m.tag.name != "none")
    return match.voice == "passive" and any(0 <= match.first - m.last <= _NEAR_AGREED for m in truces)


_NEAR_AGREED = 10
"""Words between a truce and the verb that tells it was agreed on."""
