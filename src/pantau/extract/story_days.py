"""The days a sentence names, resolved against the day of the page and the days that the story named before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pantau.extract.dates import Anchor, DateMention, find_dates

if TYPE_CHECKING:
    from datetime import date

    from pantau.extract.story import Story
    from pantau.extract.view import Sentence

MEMORY = 3
"""How many sentences back a day may have been named for `two days later` to be counted from it."""


def dates_of(story: Story, sentence: Sentence) -> list[DateMention]:
    """The dates of a sentence; `dua hari kemudian` is counted from the last day named before it."""
    found = _find(story, sentence, None)
    if any(d.form == "relative" and d.began_on is None and d.direction == "at" for d in found):
        return _find(story, sentence, _narrative(story, sentence))
    return found


def _find(story: Story, sentence: Sentence, narrative: date | None) -> list[DateMention]:
    anchor, span, pack = Anchor(story.anchor, narrative), sentence.span, story.knowledge.packs[story.language]
    return find_dates(story.view.text, span.start, span.end, anchor, pack, story.knowledge.derived)


def _narrative(story: Story, sentence: Sentence) -> date | None:
    """The last single day that the sentences just before name."""
    before = range(sentence.number - 1, max(-1, sentence.number - MEMORY - 1), -1)
    days = (d for n in before for d in reversed(story.dates(story.view.sentences[n])))
    return next((d.began_on for d in days if d.began_on and d.began_on == d.ended_on), None)
