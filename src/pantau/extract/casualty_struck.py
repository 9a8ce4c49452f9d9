"""Whom a use of force befell, by those whom the figures beside it count: civilians or fighters of the side that is only inferred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pantau.extract.actors import PLAIN, plain
from pantau.extract.noun_phrase import opens_noun

if TYPE_CHECKING:
    from pantau.extract.casualty import Figure
    from pantau.extract.happenings import Happening
    from pantau.extract.story import Story

_OF_STATE = ("official", "government", "organs", "titles")
_OUTCOMES = ("killed", "wounded", "captured")


def told_by_figures(story: Story, happenings: Sequence[Happening], figures: Sequence[Figure]) -> list[Happening]:
    """The happenings with the recipients that figures of their sentence tell of."""
    return [_told(story, one, figures) for one in happenings]


def _told(story: Story, one: Happening, figures: Sequence[Figure]) -> Happening:
    """`Serangan Israel menewaskan dua warga sipil di sebuah desa di Lebanon`: who was struck, where it is only inferred, are the
    civilians counted, and `bom menewaskan empat tentara di Mali` strikes no civilians."""
    if one.type != "ASSAULT" or len(one.recipients) != 1 or any(slot == "recipients" for slot, _ in one.evidence):
        return one
    party, led = plain(one.recipients[0]), opens_noun(story, one.sentence, one.match.first) - 1
    if party is None or (party not in story.states and party not in PLAIN):
        return one
    if one.match.shape != "v" and led >= 0 and one.sentence.tokens[led].lower in story.lexicon.words["done_before"]:
        return one  # `dihukum karena membunuh 148 warga setelah usaha pembunuhan atas presiden`: what went before
    counted = [f for f in figures if f.sentence is one.sentence and f.outcome in _OUTCOMES]
    if not counted or any(plain(f.party) != party for f in counted):
        return one
    kinds = {f.category for f in counted}
    of_state = (m for m in one.sentence.layer("role") if m.tag.name in _OF_STATE)  # `two officials` are civilians, and the state's
    if any(one.sentence.span_of(m.first, m.last).overlaps(f.trigger) for m in of_state for f in counted):
        return one
    if kinds == {"civilian"} and one.recipients == (party,):
        return replace(one, recipients=(f"{party}_CIV",))
    if kinds == {"military"} and one.recipients == (f"{party}_CIV",):
        return replace(one, recipients=(party,))
    return one
