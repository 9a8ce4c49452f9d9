"""What was said: the content's span and words, the stance its words ask for, the parties it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pantau.extract.actors import Actor, plain, unique
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.model import Span

POINTED = ("accuse", "criticise", "threaten", "reject", "deny")
"""Stances that are always about somebody: the other side where the message names nobody."""
SINGLE = ("accuse", "demand", "threaten", "praise", "criticise", "deny", "reject")
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


def sentences_of(story: Story, span: Span) -> Iterator[Sentence]:
    """The sentences a span touches."""
    for sentence in story.view.sentences:
        if sentence.span.start >= span.end:
            return
        if sentence.span.end > span.start:
            yield sentence


def cued(story: Story, content: Span, stance: str) -> str:
    """The stance a neutral verb's content asks for, by the first cue in it; `stance` without one."""
    for sentence in sentences_of(story, content):
        for m in sentence.layer("cue"):
            if content.start <= sentence.tokens[m.first].start < content.end:
                return m.tag.name
    return stance


def targets_of(story: Story, content: Span, actor: Actor, stance: str) -> tuple[str, ...]:
    """The parties the message names, without the speaker's own; the other side of the fight where it names none and must mean one."""
    codes: list[str | None] = []
    for sentence in sentences_of(story, content):
        for mention in story.mentions(sentence):
            if content.start <= mention.span.start < content.end and not mention.is_pronoun:
                code = story.actor(mention, sentence).code
                if code and plain(code) != plain(actor.code) and mention.preposition not in story.lexicon.words["locatives"]:
                    codes.append(code)
    wanted = unique([c for c in codes if stance == "demand" or not (c or "").endswith("_CIV")])
    if not wanted and (stance in POINTED or _tells_force(story, content)):
        sides = story.belligerents[:2]
        wanted = tuple(c for c in sides if c != plain(actor.code)) if plain(actor.code) in sides else ()
    return wanted[:1] if stance in SINGLE else wanted[:2]


def _tells_force(story: Story, content: Span) -> bool:
    return any(
        content.start <= s.tokens[m.first].start < content.end
        for s in sentences_of(story, content)
        for m in s.layer("event")
        if m.tag.name == "ASSAULT"
    )


def content_words(story: Story, span: Span) -> set[str]:
    """The stems of the longer words of a message."""
    words, found = story.lexicon.words, set()
    for word in span.of(story.view.text).split():
        lower = word.strip('.,;:!?"“”()').lower()
        if len(lower) > 3 and lower not in words["conjunctions"] and lower not in words["subordinate"]:
            roots = [key[1:] for key, _, _ in story.lexicon.patterns.keys(lower) if key.startswith("~") and ":" not in key]
            found.add(roots[0] if roots else lower[:6])
    return found
