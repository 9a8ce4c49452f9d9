"""What happened: triggers of PLOVER events in the article with actors, recipients, time, place, modality and claimant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pantau.extract.actors import PEOPLE, plain, unique
from pantau.extract.said import Said
from pantau.extract.clauses import Clause, agent_of, clause_of, codes_of, modality_of, objects_of, subject_of
from pantau.extract.mentions import Mention
from pantau.extract.patterns import Match
from pantau.extract.places import Located, find_located
from pantau.extract.story import Story
from pantau.extract.times import when
from pantau.extract.view import Sentence
from pantau.model import Span

RECIPROCAL = ("CONSULT", "AGREE", "SUPPORT", "COOPERATE")


@dataclass(frozen=True)
class Happening:
    """One event before it becomes a record."""

    sentence: Sentence
    match: Match
    trigger: Span
    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    began_on: date | None
    ended_on: date | None
    precision: str
    when: Span | None
    place: Located | None
    modality: str
    claimant: str | None
    evidence: tuple[tuple[str, Span], ...]
    rule: str

    @property
    def weight(self) -> int:
        """How much of it is known: the fullest mention of a happening is the one kept."""
        filled = (bool(self.actors) * 2, bool(self.recipients) * 2, self.began_on is not None, self.place is not None)
        return sum(filled) + (self.match.tag.form in ("phrases", "verbs")) - (self.modality != "occurred")


def find_happenings(story: Story, said: Sequence[Said]) -> list[Happening]:
    """All events of the article in order, each distinct happening once at its fullest mention."""
    found = []
    for sentence in story.view.sentences:
        taken = -1
        for match in sentence.layer("event"):
            if match.first < taken or match.tag.name == "none":
                taken = max(taken, match.last)
                continue
            happening = _read(story, sentence, match, said)
            if happening is not None:
                found.append(happening)
                taken = match.last
    return merge_happenings(found)


def _read(story: Story, sentence: Sentence, match: Match, said: Sequence[Said]) -> Happening | None:
    if _is_pointed_at(story, sentence, match) or _is_speech(story, sentence, match) or _is_purpose(story, sentence, match):
        return None
    trigger = _trigger(sentence, match)
    told = next((s for s in said if s.content.start <= trigger.start < s.content.end), None)
    if told is not None and told.stance in ("demand", "threaten", "reject", "deny"):
        return None  # what is demanded, threatened, refused or denied is a claim, no event
    clause = clause_of(story, sentence, match.first, match.last)
    noun = match.tag.form == "nouns" or match.shape == "n"
    actors, recipients, evidence = _nominal_parties(story, sentence, match, clause) if noun else _verbal_parties(story, sentence, match, clause)
    if match.tag.form == "reciprocal":
        actors, recipients = unique([*actors, *recipients]), ()
        if match.tag.name == "ASSAULT" and len(actors) < 2:
            actors = _both_sides(story, actors)
    place = find_located(story, sentence, match.first, match.last)
    actors, recipients = _complete(story, sentence, match, actors, recipients, place)
    if match.tag.form != "reciprocal":
        recipients = tuple(r for r in recipients if r not in actors)
    if not _stands(match, actors, recipients, noun, place, evidence):
        return None
    modality = modality_of(story, sentence, clause, match.first, match.last)
    began, ended, precision, day = when(story, sentence, match.first, match.last, modality)
    if day is not None:
        evidence.append(("began_on", day))
    if told is not None and told.stance == "pledge" and modality == "occurred" and not _is_done(story, sentence, match):
        modality = "future"
    claimant, rule_part = (told.actor.code, ".claimed") if told else (None, "")
    if place:
        evidence.append(("place", place.span))
    return Happening(
        sentence, match, trigger, match.tag.name, actors, recipients, began, ended, precision, day, place, modality, claimant,
        tuple(evidence), f"event.{match.tag.form}{rule_part}",
    )  # fmt: skip


def _is_purpose(story: Story, sentence: Sentence, match: Match) -> bool:
    """`untuk menghentikan pertempuran`: an aim is no event."""
    words = story.lexicon.words
    before = [t.lower for t in sentence.tokens[max(0, match.first - 2) : match.first]]
    return match.shape != "n" and (before[-1:] != [] and before[-1] in words["purpose"] or len(before) == 2 and before[0] in words["purpose"] and before[1] in words["future"] | words["ongoing"] | words["done"])


def _is_done(story: Story, sentence: Sentence, match: Match) -> bool:
    return any(t.lower in story.lexicon.words["done"] for t in sentence.tokens[max(0, match.first - 3) : match.first])


def _trigger(sentence: Sentence, match: Match) -> Span:
    return sentence.span_of(match.first, match.last)


def _is_pointed_at(story: Story, sentence: Sentence, match: Match) -> bool:
    """`serangan itu`, `pertemuan tersebut`: a noun pointed at is no new event."""
    after = sentence.tokens[match.last].lower if match.last < len(sentence.tokens) else ""
    return match.tag.form in ("nouns", "reciprocal", "weak") and match.shape in ("n", "", "b") and after in story.lexicon.words["demonstratives"]


def _is_speech(story: Story, sentence: Sentence, match: Match) -> bool:
    """Whether a speech pattern at least as long claims these words: speech acts are claims, no events."""
    return any(
        m.tag.name != "none" and m.first <= match.first and m.last >= match.last and match.tag.name not in ("PROTEST", "SUPPORT")
        for m in sentence.layer("speech")
    )


def _verbal_parties(story: Story, sentence: Sentence, match: Match, clause: Clause) -> tuple[tuple[str, ...], tuple[str, ...], list[tuple[str, Span]]]:
    subject = subject_of(story, sentence, clause, match.first)
    objects = [
        g for g in objects_of(story, sentence, clause, match.last)
        if g[0].preposition in story.lexicon.words["receiving"] or (not g[0].preposition and g[0].first - match.last <= 7)
    ]  # fmt: skip
    if match.voice == "passive":
        agent = agent_of(story, sentence, clause, match.last)
        return codes_of(story, sentence, agent), codes_of(story, sentence, subject), _spans(actors=agent, recipients=subject)
    near = objects[:1]
    obj = near[0] if near else ()
    return codes_of(story, sentence, subject), codes_of(story, sentence, obj), _spans(actors=subject, recipients=obj)


def _nominal_parties(story: Story, sentence: Sentence, match: Match, clause: Clause) -> tuple[tuple[str, ...], tuple[str, ...], list[tuple[str, Span]]]:
    """`serangan Israel terhadap Iran`, `invasi Rusia ke Ukraina`, `perang antara A dan B`: owner behind the noun, recipient after a preposition."""
    words = story.lexicon.words
    actor: tuple[Mention, ...] = ()
    target: tuple[Mention, ...] = ()
    for group in objects_of(story, sentence, clause, match.last):
        gap = group[0].first - match.last
        preposition = group[0].preposition
        if preposition in ("oleh", "dari") and gap <= 8 and not actor:
            actor = group
        elif preposition == "antara" and gap <= 4:
            actor = group
        elif preposition in words["opponent"] and gap <= 10 and not target:
            target = group
        elif not preposition and gap <= 2 and not actor:
            actor = group
        elif preposition in ("dengan", "melawan") and gap <= 8 and not target:
            target = group
    before = sentence.tokens[match.first - 1].lower if match.first else ""
    subject = subject_of(story, sentence, clause, match.first)
    if before in ("dalam", "akibat", "oleh", "karena", "terkena", "mendapat", "mengalami") and subject and not target:
        target = subject  # "X tewas dalam serangan": X suffered it
    elif not actor and subject and match.first - subject[-1].last <= 4:
        actor = subject
    return codes_of(story, sentence, actor), codes_of(story, sentence, target), _spans(actors=actor, recipients=target)


def _spans(**groups: Sequence[Mention]) -> list[tuple[str, Span]]:
    return [(slot, Span(g[0].span.start, g[-1].span.end)) for slot, g in groups.items() if g]


def _complete(
    story: Story, sentence: Sentence, match: Match, actors: tuple[str, ...], recipients: tuple[str, ...], place: Located | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A force used somewhere without a named victim is used on that place's state; a protest is against its own government."""
    if match.tag.name == "ASSAULT" and match.tag.form != "reciprocal":
        actors, recipients = _foes(story, sentence, match, actors, recipients, place)
    if match.tag.name == "PROTEST":
        people = [a if a.endswith("_OPP") else f"{plain(a)}_OPP" for a in actors]
        host = plain(actors[0]) if actors else story.host(sentence)
        actors = unique(people) or ((f"{host}_OPP",) if host else ())
        recipients = recipients or ((host,) if host else ())
    return actors, recipients


def _both_sides(story: Story, named: tuple[str, ...]) -> tuple[str, ...]:
    """Who fights in a battle of which the sentence names one side or none: the two sides that fight on the page."""
    sides = story.belligerents[:2]
    if len(sides) == 2 and (not named or plain(named[0]) in sides):
        return sides
    return named


def _foes(
    story: Story, sentence: Sentence, match: Match, actors: tuple[str, ...], recipients: tuple[str, ...], place: Located | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The side of a use of force that is not named: the state of the place, or the other of the two sides that fight on the page."""
    own = {plain(a) for a in actors}
    if not recipients and place and place.code and place.code not in own:
        return actors, (place.code,)
    if actors and not recipients:
        other = next((c for c in story.belligerents[:2] if c not in own), None)
        if other and own & set(story.belligerents[:2]):
            return actors, (other,)
    if not actors and not recipients and match.tag.form in ("verbs", "phrases"):
        host = story.host(sentence)
        return actors, (host,) if host else ()
    return actors, recipients


def _stands(match: Match, actors: tuple[str, ...], recipients: tuple[str, ...], noun: bool, place: Located | None, evidence: Sequence[object]) -> bool:
    """Whether enough is known for a record: weak words want both sides, nouns and verbs at least one party."""
    if match.tag.form == "weak":
        return bool(actors) and bool(recipients)
    return bool(actors or recipients)


def merge_happenings(found: Sequence[Happening]) -> list[Happening]:
    """Each distinct happening once: same type, parties that agree, days and modality that do not clash; the fullest mention stays, its gaps filled."""
    kept: list[Happening] = []
    for one in found:
        index = next((i for i, k in enumerate(kept) if _same(k, one)), None)
        if index is None:
            kept.append(one)
            continue
        better, other = (kept[index], one) if kept[index].weight > one.weight or kept[index].sentence.paragraph > 0 and kept[index].weight == one.weight else (one, kept[index])
        kept[index] = replace(
            better,
            began_on=better.began_on or other.began_on, ended_on=better.ended_on or other.ended_on,
            place=better.place or other.place,
            actors=better.actors or other.actors, recipients=better.recipients or other.recipients,
        )  # fmt: skip
    return kept


def _same(a: Happening, b: Happening) -> bool:
    """Whether two mentions tell one happening: one type, sides of which one includes the other, and nothing that tells them apart."""
    if a.type != b.type or (a.began_on and b.began_on and (a.began_on, a.ended_on) != (b.began_on, b.ended_on)):
        return False
    if a.modality != b.modality and {a.modality, b.modality} & {"future", "negated", "hypothetical"}:
        return False
    if not (_within(a.actors, b.actors) and _within(a.recipients, b.recipients)):
        return False
    if _is_reference(b) or (a.sentence.paragraph == 0 and 0 < b.sentence.paragraph <= LEAD_REACH):
        return True
    if a.place and b.place and a.place.words.lower() != b.place.words.lower() and not (a.began_on and b.began_on):
        return False
    if (a.began_on and b.began_on) or a.sentence is b.sentence:
        return True
    return not (b.began_on or b.place)


LEAD_REACH = 4
"""How many paragraphs behind the lead may spell out the happening it told."""


def _is_reference(h: Happening) -> bool:
    """A bare noun (`serangan Israel`) without a day of its own points back to a happening told before."""
    return h.match.tag.form in ("nouns", "weak") and h.match.shape == "n" and h.match.last - h.match.first == 1 and h.when is None


def _within(a: Sequence[str], b: Sequence[str]) -> bool:
    left, right = {plain(c) for c in a}, {plain(c) for c in b}
    return left <= right or right <= left


_ = PEOPLE
