"""Whether two mentions of force or of plans tell one happening: who did it to whom, and what is to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pantau.extract.happenings import Happening
    from pantau.extract.story import Story

MEMORY = 6
"""How many sentences back a deed may have been told for its outcome to point at it."""


def is_told_again(story: Story, one: Happening, found: Sequence[Happening]) -> bool:
    """`Memorandum itu ditandatangani oleh X`: a passive whose subject points back at what was signed, agreed or done before, by some of
    the same sides."""
    match, sentence = one.match, one.sentence
    before = sentence.tokens[match.first - 1].lower if match.first > 1 else ""
    if match.voice != "passive" or before not in story.lexicon.words["demonstratives"] or one.when is not None:
        return False
    near = (k for k in found if k.sentence is not sentence and sentence.number - k.sentence.number <= MEMORY)
    return any(k.type == one.type and k.modality == one.modality and set(k.actors) & set(one.actors) for k in near)


def is_same_plan(a: Happening, b: Happening) -> bool:
    """Whether two mentions far apart tell what one side will, may or did not do to another: such a plan is told anew."""
    unreal = a.modality == b.modality and a.modality in ("future", "hypothetical", "negated")
    return unreal and bool(a.actors and a.recipients) and (a.actors, a.recipients) == (b.actors, b.recipients)


FAR = 2
"""How many paragraphs on a mention that adds nothing tells the same deed again."""


def adds_nothing(a: Happening, b: Happening) -> bool:
    """Whether the later mention, a little further on, names no side, day or place that the first does not: it is told again."""
    near = b.sentence.paragraph - a.sentence.paragraph <= FAR and a.modality == b.modality and not (b.began_on or b.place)
    told = bool(b.actors or (b.recipients and b.type != "ASSAULT"))  # who strikes unnamed may strike again
    return near and told and set(b.actors) <= set(a.actors) and set(b.recipients) <= set(a.recipients)
