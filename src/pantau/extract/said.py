"""What was said: the act of speech before it becomes a record, its content's edges and words."""

from __future__ import annotations

from dataclasses import dataclass

from pantau.extract.actors import Actor
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.model import Span

NEUTRAL = ("assert", "confirm")
"""Stances of verbs that only report."""
MAX_MESSAGE = 1500
"""Characters of a message that are compared with others: few are longer."""
_EDGES = ' ,"“”:;.–-»«'


@dataclass(frozen=True)
class Said:
    """One act of speech before it becomes a record: the trigger, the speaker as written and whose he is, stance, content, targets."""

    sentence: Sentence
    trigger: Span
    speaker: Span | None
    actor: Actor
    stance: str
    content: Span
    targets: tuple[str, ...]
    rule: str
    quoted: bool
    how: str = ""


def tight(story: Story, span: Span) -> Span:
    """The span without spaces, quotation marks, commas and the full stop around it."""
    words = story.view.text
    start, end = span
    while start < end and words[start] in _EDGES:
        start += 1
    while end > start and words[end - 1] in _EDGES:
        end -= 1
    return Span(start, end)


def content_words(story: Story, span: Span) -> set[str]:
    """The stems of the longer words of a message; of one longer than any, those of its beginning."""
    words, found = story.lexicon.words, set()
    for word in story.view.text[span.start : min(span.end, span.start + MAX_MESSAGE)].split():
        lower = word.strip('.,;:!?"“”()').lower()
        if len(lower) > 3 and lower not in words["conjunctions"] and lower not in words["subordinate"]:
            roots = [key[1:] for key, _, _ in story.lexicon.patterns.keys(lower) if key.startswith("~") and ":" not in key]
            found.add(roots[0] if roots else lower[:6])
    return found
