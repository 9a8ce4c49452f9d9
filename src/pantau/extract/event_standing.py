"""Whether enough is known of a deed for a record: its sides, those it harmed, the force that patrols."""

from __future__ import annotations

from pantau.extract.clauses import Clause
from pantau.extract.event_parties import Slots
from pantau.extract.noun_phrase import opens_noun
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.view import Sentence


def stands(match: Match, slots: Slots) -> bool:
    """Whether enough is known for a record: weak words want both sides, all others at least one party, a weak verb of coercion its
    actor."""
    one = bool(slots.actors or slots.recipients)
    if match.tag.form != "weak":
        return one
    coerces = match.tag.name == "COERCE" and match.shape == "v" and bool(slots.actors)
    suffers = match.voice == "passive" and match.tag.name == "RETREAT" and bool(slots.recipients)
    mutual = match.tag.name == "ASSAULT" and match.voice == "active" and not slots.recipients  # `A dan B berperang`
    together = (match.tag.name == "CONSULT" or mutual) and len(slots.actors) > 1
    if match.tag.name == "RETREAT" and match.shape != "n" and match.voice != "passive" and slots.is_force and slots.actors:
        return True  # `tentara Kongo mundur`
    if match.tag.name == "ASSAULT" and match.shape == "v" and match.voice == "active" and slots.is_force and slots.recipients:
        return True  # `a drone struck a market`: whose it was, nobody tells
    return coerces or suffers or together or bool(slots.actors and slots.recipients)


def patrols(story: Story, sentence: Sentence, match: Match, clause: Clause, slots: Slots) -> bool:
    """`Tentara Irak melakukan patroli di Baghdad`: a force that patrols, and not only where something else befell it (`ketika …`)."""
    told = {t.lower for t in sentence.tokens[match.first : match.last]} & story.lexicon.words["patrolling"]
    if match.tag.name != "MOBILIZE" or match.shape != "v" or not told or not slots.is_force:
        return False
    return bool(slots.actors) and not clause.relative and clause.opener not in story.lexicon.words["told_later"]


def tells_of_harm(story: Story, sentence: Sentence, match: Match, clause: Clause, slots: Slots) -> bool:
    """`tewas Rabu dalam serangan di Baghdad`, `were hurt when a bomb hit their jeep`, `nine workers had been captured`: what
    people were harmed by is a deed, whoever did it."""
    if match.tag.form != "weak" or not any(slot == "recipients" for slot, _ in slots.evidence):
        return False
    harms = sentence.layer("harm")
    if match.tag.name == "COERCE":
        return match.voice == "passive" and any(h.first == match.first and h.tag.name in ("captured", "detained") for h in harms)
    if match.tag.name != "ASSAULT":
        return False
    tokens, words = sentence.tokens, story.lexicon.words
    if match.shape == "v":
        weapon = any(t.lower in words["weapons"] for t in tokens[max(clause.first, match.first - 3) : match.first])
        return weapon and match.voice == "active"
    opened = opens_noun(story, sentence, match.first)
    within = opened > 0 and tokens[opened - 1].lower in words["suffered"]
    hurt = any(clause.first <= h.first < opened and h.tag.form != "nouns" and h.tag.name not in _TAKEN for h in harms)
    return match.shape == "n" and within and hurt


_TAKEN = ("captured", "detained")
"""Harm that is done by who takes somebody, and not by the operation in which he does."""


def is_blast(story: Story, sentence: Sentence, match: Match, slots: Slots) -> bool:
    """`Ledakan di sebuah pasar menewaskan 10 orang`: who did it is not known, but on a page about violence it is no mishap."""
    blast = sentence.tokens[match.last - 1].lower in story.lexicon.words["blasts"] and match.shape == "n"
    named = bool(slots.recipients) and any(slot == "recipients" for slot, _ in slots.evidence)
    return blast and named and match.tag.name == "ASSAULT" and story.setting.is_violent
