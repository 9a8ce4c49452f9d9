"""Figures of harm: numbers counted with people beside a word of harm, whose they are, new or total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pantau.extract.actors import PLAIN, plain
from pantau.extract.event import Happening
from pantau.extract.mentions import Mention
from pantau.extract.numbers import NumberMention
from pantau.extract.patterns import Match
from pantau.extract.said import Said
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
            figure = _figure(story, sentence, counted, harm, said, happenings, found)
            if figure is not None:
                _add(found, figure)
        for figure in _named(story, sentence, harms, said, happenings, found):
            _add(found, figure)
    return found


def _named(
    story: Story,
    sentence: Sentence,
    harms: Sequence[Match],
    said: Sequence[Said],
    happenings: Sequence[Happening],
    found: Sequence[Figure],
) -> list[Figure]:
    """A person killed who is named without a figure counts one: `Mohammed Sinwar tewas dalam serangan udara`."""
    named: list[Figure] = []
    for mention in story.mentions(sentence):
        harm = next(
            (h for h in harms if h.tag.name == "killed" and h.tag.form != "nouns" and 0 <= h.first - mention.last <= 2), None
        )
        if harm is None or mention.name is None or mention.preposition or sentence.tokens[harm.first].lower.startswith("me"):
            continue
        between = sentence.tokens[mention.last : harm.first]
        if any(t.text in ",." or t.lower in story.lexicon.words["negation"] for t in between) or any(
            f.sentence is sentence and f.trigger.overlaps(mention.span) for f in found
        ):
            continue
        actor = story.actor(mention, sentence)
        began, ended, _, _ = when(story, sentence, harm.first, harm.last)
        teller = next((s for s in said if s.content.start <= mention.span.start < s.content.end), None)
        category = (
            "military" if {"military", "police", "militant"} & set(mention.roles) or actor.code in story.armed else "unspecified"
        )
        named.append(Figure(
            sentence, sentence.span_of(mention.first, harm.last), plain(actor.code), category, "killed", 1, 1, "exact", "new", began, ended,
            teller.actor.code if teller else None, (("party", mention.span), ("outcome", sentence.span_of(harm.first, harm.last))),
            (("low", "a person named"),), "casualty.named",
        ))  # fmt: skip
    return named


def _add(found: list[Figure], figure: Figure) -> None:
    """A restated figure counts once: where the lead gave it, the fuller mention behind takes its place."""
    index = next((i for i, f in enumerate(found) if _same(figure, f)), None)
    if index is None:
        found.append(figure)
    elif found[index].sentence.paragraph == 0 and figure.sentence.paragraph > 0:
        found[index] = figure


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
        mention = next(
            (m for m in story.mentions(sentence) if m.first <= at <= m.last and m.last > last and not m.is_pronoun), None
        )
        if mention is None and at < len(tokens):
            mention = next((m for m in story.mentions(sentence) if m.first == at and not m.preposition), None)
        if not noun and mention is not None and mention.first in (last, first):
            roles = mention.roles
            noun = bool(roles)
            category = (
                "military"
                if {"military", "police", "militant"} & set(roles[:1])
                else "civilian"
                if {"civilian", "medic", "media"} & set(roles[:1])
                else category
            )
        if not noun and last < len(tokens) and tokens[last].is_word and not _is_bare_count(sentence, last):
            continue
        if any(t.lower in story.lexicon.words["object_classifiers"] for t in tokens[first:last]):
            continue
        end = max(at, mention.last if mention and noun and mention.first <= at else at)
        if category == "unspecified" and noun and mention is not None and not others:
            heads = set(mention.roles[:2])
            category = "military" if {"military", "police", "militant"} & heads else category
        found.append(Counted(number, first, max(end, last), category, noun, mention if noun else None, others))
    return found


def _is_bare_count(sentence: Sentence, at: int) -> bool:
    """Whether a number without a noun counts people all the same: a word of harm follows (`8 ribu meninggal`) or the sentence's own end."""
    return any(m.first <= at < m.last or m.first - at in (0, 1) for m in sentence.layer("harm"))


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


def _figure(
    story: Story,
    sentence: Sentence,
    counted: Counted,
    harm: Match,
    said: Sequence[Said],
    happenings: Sequence[Happening],
    found: Sequence[Figure],
) -> Figure | None:
    number = counted.number
    trigger = sentence.span_of(sentence.token_at(number.span.start), max(counted.last, sentence.token_at(number.span.end)))
    teller = next((s for s in said if s.content.start <= trigger.start < s.content.end), None)
    if any(s.speaker and s.speaker.overlaps(trigger) for s in said):
        return None
    evidence: list[tuple[str, Span]] = [("low", number.span), ("outcome", sentence.span_of(harm.first, harm.last))]
    inferred: list[tuple[str, str]] = []
    last = next((f for f in reversed(found) if f.sentence.paragraph >= sentence.paragraph - 1), None)
    party: str | None = None
    if counted.mention is not None and not counted.others and story.actor(counted.mention, sentence).how == "":
        party = plain(story.actor(counted.mention, sentence).code)
        if party:
            evidence.append(("party", counted.mention.span))
    category = counted.category
    if counted.others and last is not None:
        category = last.category if category == "unspecified" else category
        party = party or last.party
        if party:
            inferred.append(("party", "the people counted before"))
    if party is None:
        party, how = _party_around(story, sentence, counted, teller, happenings)
        if party:
            inferred.append(("party", how))
    measure, began, as_of = _period(story, sentence, harm, number.low, last, happenings)
    return Figure(
        sentence, trigger, party, "civilian" if harm.tag.name == "displaced" else category, harm.tag.name, _whole(number.low), _whole(number.high),
        number.qualifier, measure, began, as_of, teller.actor.code if teller else None, tuple(evidence), tuple(inferred), f"casualty.{harm.tag.form}",
    )  # fmt: skip


def _whole(value: float | None) -> int | None:
    return int(value) if value is not None else None


def _party_around(
    story: Story, sentence: Sentence, counted: Counted, teller: Said | None, happenings: Sequence[Happening]
) -> tuple[str | None, str]:
    """People without a nationality: of the place behind the figure, of the side attacked in the sentence, of the state that counts them, of the scene."""
    for at, place in story.located(sentence):
        if place.code and counted.last - 1 <= at <= counted.last + 12:
            return place.code, "the place named"
    for h in happenings:
        if h.sentence is sentence and h.type == "ASSAULT" and h.recipients and "_OPP" not in h.recipients[0]:
            return plain(h.recipients[0]), "the side attacked"
    for _, place in story.located(sentence):
        if place.code:
            return place.code, "the place named"
    speaker = plain(teller.actor.code) if teller else None
    if speaker and (speaker in story.states or speaker in PLAIN) and speaker in story.belligerents:
        return speaker, "the people of the state that counts"
    return story.host(sentence), "the scene of the page"


def _period(
    story: Story, sentence: Sentence, harm: Match, low: float | None, last: Figure | None, happenings: Sequence[Happening]
) -> tuple[str, date | None, date | None]:
    """New or total, and the period counted: since a start up to the page's day for totals, the day of the happening for new figures."""
    start = since(story, sentence)
    if start is not None:
        return "total", start, story.anchor
    total = any(m.tag.layer == "measure" and m.tag.name == "total" for m in sentence.matches)
    began, ended, _, day = when(story, sentence, harm.first, harm.last)
    near = last is not None and sentence.number - last.sentence.number <= 2
    if total or (began is None and near and last is not None and last.measure == "total") or (began is None and (low or 0) >= 200):
        return "total", last.began_on if near and last is not None and last.measure == "total" else None, story.anchor
    if began is None:
        near_events = [
            h
            for h in happenings
            if h.type == "ASSAULT"
            and h.began_on
            and 0 <= sentence.paragraph - h.sentence.paragraph <= 3
            and h.sentence.number <= sentence.number
        ]
        if near_events:
            return "new", near_events[-1].began_on, near_events[-1].ended_on
    del day
    return "new", began, ended


def _same(a: Figure, b: Figure) -> bool:
    return (a.low, a.high, a.outcome) == (b.low, b.high, b.outcome) and (a.party == b.party or not a.party or not b.party)
