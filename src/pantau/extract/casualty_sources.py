"""Who gives a figure that stands in nobody's message: the source named beside it, or who puts a toll at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pantau.extract.counted_things import is_put_at
from pantau.model import Span

if TYPE_CHECKING:
    from pantau.extract.casualty import Scene
    from pantau.extract.counted import Counted

_NEAR_SOURCE = 9
"""Words behind `according to` within which the source is named: `according to a count based on Pentagon figures`."""


def source_of(scene: Scene, counted: Counted) -> tuple[str, Span] | None:
    """`which, according to UN estimates, has killed 200,000 people`, `Samarasinghe put the toll at 40`: the party of the source of a
    figure, and its words."""
    story, sentence = scene.story, scene.sentence
    for lead in (m for m in sentence.layer("speech") if m.tag.form == "prepositions"):
        for mention in story.mentions(sentence):
            between = sentence.tokens[lead.last : mention.first]
            if not 0 <= mention.first - lead.last <= _NEAR_SOURCE or any(t.text in ",.;:" for t in between):
                continue
            code = story.actor(mention, sentence).code
            if code and "+" not in code and not mention.is_pronoun:
                return code, mention.span
    return _setter(scene, counted) if is_put_at(story, sentence, counted.first) else None


def _setter(scene: Scene, counted: Counted) -> tuple[str, Span] | None:
    """Who puts a toll at the figure: the subject of the verb."""
    story, sentence = scene.story, scene.sentence
    verb = next((i for i in range(counted.first) if sentence.tokens[i].lower in story.lexicon.words["setting"]), 0)
    subject = next((m for m in reversed(story.mentions(sentence)) if m.last == verb and not m.preposition), None)
    code = story.actor(subject, sentence).code if subject is not None else None
    return (code, subject.span) if subject is not None and code and "+" not in code else None
