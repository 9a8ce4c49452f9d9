"""Figures of harm: numbers counted with people beside a word of harm, whose they are, new or total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pantau.extract.actors import plain
from pantau.extract.claims import Said
from pantau.extract.happenings import Happening
from pantau.extract.mentions import Mention
from pantau.extract.numbers import NumberMention
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.times import since, when
from pantau.extract.view import Sentence
from pantau.model import Span


@dataclass(frozen=True)
class Figure:
    """One figure before it becomes a record."""

    sentence: Sentence
    trigger: Span
    party: str | None
    category: str
    outcome: str
    low: int | None
    high: int | None
    qualifier: str
    measure: str
    began_on: date | None
    as_of: date | None
    claimant: str | None
    evidence: tuple[tuple[str, Span], ...]
    inferred: tuple[tuple[str, str], ...]
    rule: str


@dataclass(frozen=True)
class Counted:
    """A number with the noun it counts: tokens [first, last), the noun's category and the mention it belongs to."""

    number: NumberMention
    first: int
    last: int
    category: str
    noun: bool
    mention: Mention | None
    others: bool


def find_figures(story: Story, said: Sequence[Said], happenings: Sequence[Happening]) -> list[Figure]:
    """All figures of harm in the article, a restated one once."""
    found: list[Figure] = []
    for sentence in story.view.sentences:
        harms = [m for m in sentence.layer("harm")]
        if not harms:
            continue
        for counted in find_counted(story, sentence):
            harm = _harm_for(story, sentence, counted, harms)
            if harm is None:
                continue
            figure = _figure(story, sentence, counted, harm, said)
            if figure is not None and not any(_same(figure, f) for f in found):
                found.append(figure)
    return found


def find_counted(story: Story, sentence: Sentence) -> list[Counted]:
    """The numbers of a sentence that count people."""
    tokens = sentence.tokens
    victims = {m.first: m for m in sentence.layer("victim")}
    found: list[Counted] = []
    for number in story.numbers(sentence):
        if number.kind != "count":
            continue
        first, last = sentence.token_at(number.whole.start), sentence.token_at(number.span.end)
        noun, category, others, at = False, "unspecified", False, last
        for _ in range(4):
            match = victims.get(at)
            if match is None:
                break
            name = match.tag.name
            if name == "not_victims":
                break
            noun = True
            others = others or name == "others"
            if name in ("military", "civilian"):
                category = name if category == "unspecified" else category
            at = match.last
        if at == last and at in victims and victims[at].tag.name == "not_victims":
            continue
        mention = next((m for m in story.mentions(sentence) if m.first <= at <= m.last and m.last > last and not m.is_pronoun), None)
        if mention is None and at < len(tokens):
            mention = next((m for m in story.mentions(sentence) if m.first == at and not m.preposition), None)
        if not noun and mention is not None and mention.first in (last, first):
            roles = mention.roles
            noun = bool(roles)
            category = "military" if {"military", "police", "militant"} & set(roles[:1]) else "civilian" if {"civilian", "medic", "media"} & set(roles[:1]) else category
        end = max(at, mention.last if mention and noun and mention.first <= at else at)
        if category == "unspecified" and noun and mention is not None and not others:
            heads = set(mention.roles[:2])
            category = "military" if {"military", "police", "militant"} & heads else category
        found.append(Counted(number, first, max(end, last), category, noun, mention if noun else None, others))
    return found


def _harm_for(story: Story, sentence: Sentence, counted: Counted, harms: Sequence[Match]) -> Match | None:
    """The word of harm a counted number belongs to: a transitive verb before it, or a state or passive behind it, in the same clause."""
    tokens = sentence.tokens
    best: tuple[int, Match] | None = None
    for harm in harms:
        transitive = harm.tag.form == "verbs" and tokens[harm.first].lower.startswith("me")
        if harm.last <= counted.first and (transitive or harm.tag.form == "nouns"):
            gap = counted.first - harm.last
            limit = 14 if transitive else 6
        elif harm.first >= counted.last and not transitive:
            gap = harm.first - counted.last
            limit = 9
        elif counted.first <= harm.first and harm.last <= counted.last + 3 and not transitive:
            gap, limit = 0, 3
        elif harm.last <= counted.first and tokens[harm.first].lower.startswith("di"):
            gap, limit = counted.first - harm.last + 2, 8
        elif harm.last <= counted.first and harm.tag.form == "adjectives":
            gap, limit = counted.first - harm.last + 1, 3
        else:
            continue
        between = tokens[min(harm.last, counted.last) : max(harm.first, counted.first)]
        if any(t.text in ".;:" for t in between) or gap > limit:
            continue
        if not transitive and harm.first >= counted.last and any(t.text == "," for t in between) and gap > 4:
            continue
        penalty = gap + (0 if counted.noun else 2)
        if best is None or penalty < best[0]:
            best = (penalty, harm)
    if best is None or (not counted.noun and best[0] > 5):
        return None
    return best[1]


def _figure(story: Story, sentence: Sentence, counted: Counted, harm: Match, said: Sequence[Said]) -> Figure | None:
    number = counted.number
    trigger = sentence.span_of(sentence.token_at(number.span.start), max(counted.last, sentence.token_at(number.span.end)))
    evidence: list[tuple[str, Span]] = [("low", number.span), ("outcome", sentence.span_of(harm.first, harm.last))]
    inferred: list[tuple[str, str]] = []
    party: str | None = None
    if counted.mention is not None and not counted.others:
        party = plain(story.actor(counted.mention, sentence).code)
        if party:
            evidence.append(("party", counted.mention.span))
    if party is None:
        party, how = _party_around(story, sentence, counted, harm)
        if party:
            inferred.append(("party", how))
    claimant = next((s.actor.code for s in said if s.content.start <= trigger.start < s.content.end), None)
    measure, began, as_of = _period(story, sentence, harm, trigger)
    low = int(number.low) if number.low is not None else None
    high = int(number.high) if number.high is not None else None
    category = "civilian" if harm.tag.name == "displaced" else counted.category
    return Figure(
        sentence, trigger, party, category, harm.tag.name, low, high, number.qualifier, measure, began, as_of, claimant,
        tuple(evidence), tuple(inferred), f"casualty.{harm.tag.form}",
    )  # fmt: skip


def _party_around(story: Story, sentence: Sentence, counted: Counted, harm: Match) -> tuple[str | None, str]:
    """People without a nationality belong to the state of the place named, else of the party attacked, else of the page's scene."""
    for at, place in story.located(sentence):
        if place.code and at >= counted.last and at - counted.last <= 12:
            return place.code, "the place named"
    for _, place in story.located(sentence):
        if place.code:
            return place.code, "the place named"
    host = story.host(sentence)
    return host, "the scene of the page"


def _period(story: Story, sentence: Sentence, harm: Match, trigger: Span) -> tuple[str, date | None, date | None]:
    """New or total, and the period counted: since a start up to the page's day for totals, the day itself for new figures."""
    start = since(story, sentence)
    total = any(m.tag.layer == "measure" and m.tag.name == "total" for m in sentence.matches)
    dated = story.anchor
    if start is not None:
        return "total", start, dated
    began, ended, _, _ = when(story, sentence, harm.first, harm.last, "occurred")
    if total and began is None:
        return "total", None, dated
    return ("total" if total else "new"), began, ended


def _same(a: Figure, b: Figure) -> bool:
    return (a.low, a.high, a.outcome) == (b.low, b.high, b.outcome) and (a.party == b.party or not a.party or not b.party)
