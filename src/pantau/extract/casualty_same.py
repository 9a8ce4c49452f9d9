"""Whether two figures of a page tell one harm: the same number told again, or another person beside the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pantau.extract.actors import plain
from pantau.extract.elsewhere import is_land

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pantau.extract.casualty import Figure
    from pantau.extract.story import Story
    from pantau.extract.view import Sentence

NAMED = "casualty.named"
"""The rule of a figure that is a person's name."""


def is_beside(a: Figure, b: Figure) -> bool:
    """`an elder, his son and a driver were killed`, `one killed six, the other six`: two figures of one sentence are two."""
    return a.sentence is b.sentence and a.qualifier != "vague" and not a.trigger.overlaps(b.trigger)


def is_of_another(words: Mapping[str, frozenset[str]], sentence: Sentence) -> bool:
    """`in a separate attack`, `dalam ledakan lain`, `elsewhere`: whether a sentence tells of another deed than those before."""
    tokens = sentence.tokens
    if any(t.lower in words["apart"] for t in tokens):
        return True
    nouns = [m for m in sentence.layer("event") if m.tag.name == "ASSAULT" and m.shape != "v"]
    before = any(t.lower in words["another"] for m in nouns for t in tokens[max(0, m.first - 3) : m.first])
    return before or any(m.last < len(tokens) and tokens[m.last].lower in words["another_behind"] for m in nouns)


def is_additional(words: Mapping[str, frozenset[str]], later: Figure, earlier: Figure) -> bool:
    """`One soldier was killed. Another soldier died of wounds`: whether a figure counts somebody besides those told just before."""
    tokens = later.sentence.tokens
    at = later.sentence.token_at(later.trigger.start)
    near = earlier.sentence.paragraph > 0 and later.sentence.number - earlier.sentence.number <= _BESIDE
    last = tokens[later.sentence.token_at(later.trigger.end) - 1].lower  # `seorang tentara lainnya`
    return near and (last in words["another_behind"] or any(t.lower in words["further"] for t in tokens[max(0, at - 1) : at + 1]))


_BESIDE = 3
"""Sentences back within which `another` points at somebody else."""


def is_elsewhere(story: Story, later: Figure, earlier: Figure) -> bool:
    """`Di Chechnya, empat pemberontak tewas`, behind four killed in Ingushetia: a sentence that opens with a place of its own tells of
    another deed than one told at another place; a lead's place may be made more exact, and so may a land's."""
    if earlier.sentence.paragraph == 0 or later.sentence is earlier.sentence:
        return False
    opening = next((place for at, place in story.located(later.sentence) if at <= _OPENING), None)
    told = [place for _, place in story.located(earlier.sentence)]
    if opening is None or not told:
        return False
    one = opening.words.lower()
    return not any(one in p.words.lower() or p.words.lower() in one or is_land(earlier.sentence, p.span) for p in told)


_OPENING = 1
"""At which token at most a phrase of place opens a sentence."""


def says_less(story: Story, later: Figure, lead: Figure) -> bool:
    """`six bodies were brought in`, `at least three killed` behind `six Iraqi civilians`: whether a figure told again no longer says
    whose people they were, or, of people of whatever kind, where and when it was."""
    if later.category == "unspecified" and _fullness(story, later) < _fullness(story, lead):
        return True
    named = [any(slot == "party" for slot, _ in figure.evidence) for figure in (later, lead)]
    bodies = later.rule.endswith(".nouns") and not lead.rule.endswith(".nouns")
    other = later.low == 1 and not _nouns(later) & _nouns(lead)  # `an Afghan teenager`, and later `a 14-year-old boy`
    return not named[0] and named[1] and (bodies or other or later.category == "unspecified")


def _fullness(story: Story, figure: Figure) -> int:
    """How much a figure's own sentence tells of it: of what kind people were, whose, where and when."""
    told = {slot for slot, _ in figure.evidence}
    dated = bool(told & {"began_on", "as_of"})
    return (figure.category != "unspecified") + ("party" in told) + dated + bool(story.located(figure.sentence))


def _nouns(figure: Figure) -> set[str]:
    """The longer words of what is counted."""
    return {t.lower for t in figure.sentence.tokens if figure.trigger.start <= t.start < figure.trigger.end and len(t.text) > _SHORT}


_SHORT = 3
"""Letters of the longest word between a figure and its noun that names nobody."""


def is_same(a: Figure, b: Figure) -> bool:
    """Whether two figures tell one: number and outcome the same, and whose people they are does not clash."""
    if a.rule == b.rule == NAMED and not _names_in(a) & _names_in(b):
        return False  # one commander and another
    if {a.category, b.category} == {"military", "civilian"}:
        return False
    if b.rule == NAMED != a.rule and a.sentence.number > b.sentence.number:
        return False  # `X was killed. A police major was killed`: an article tells of somebody else
    return a.outcome == b.outcome and _is_same_number(a, b) and _is_same_side(a, b)


def _is_same_number(a: Figure, b: Figure) -> bool:
    """`at least five people`, and later `five people`: whether two figures give one number, open above in one of them or not; `about
    five` is another word for it."""
    opened = a.low is not None and {a.high, b.high} == {None, a.low} and "about" not in (a.qualifier, b.qualifier)
    return a.low == b.low and (a.high == b.high or opened)


def _is_same_side(a: Figure, b: Figure) -> bool:
    """Whether whose people two figures count does not clash: the fighters of a land may be told again as people of it."""
    if a.party == b.party or not a.party or not b.party:
        return True
    return plain(a.party) == plain(b.party) and "unspecified" in (a.category, b.category)


def _names_in(figure: Figure) -> set[str]:
    """The words with a capital of a figure's trigger."""
    tokens = (t for t in figure.sentence.tokens if figure.trigger.start <= t.start < figure.trigger.end)
    return {t.lower for t in tokens if t.is_capital and t.is_word}
