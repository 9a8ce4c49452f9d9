"""New or running total, and the days that a figure of harm counts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pantau.extract.dates import DateMention
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.times import is_rival, since, when
from pantau.extract.view import Sentence
from pantau.model import Span

if TYPE_CHECKING:
    from pantau.extract.casualty import Scene

LARGE = 200
"""An undated figure this large is a running total: no page tells of so many new dead without saying when."""

OPENING = 3
"""Before which token a weekday opens a sentence, and says when all of it happened."""
BRIEF = 2
"""Days up to the page's own that are one reckoning and no running total: `in the past 24 hours`."""
LONGEST = 31
"""Days that a happening told before may have lasted for a figure without a day to be of it."""


class Period(NamedTuple):
    """New or total, the days counted, and the words they were read from; a day without words was inferred from the page."""

    measure: str
    began_on: date | None
    as_of: date | None
    began_words: Span | None = None
    as_of_words: Span | None = None

    @property
    def inferred(self) -> tuple[tuple[str, str], ...]:
        """How each day without words came about."""
        total = self.measure == "total"
        began = ("began_on", "the count or happening told before") if self.began_on and not self.began_words else None
        as_of = (
            ("as_of", "the page's day" if total else "the happening told before") if self.as_of and not self.as_of_words else None
        )
        return tuple(slot for slot in (began, as_of) if slot is not None)


def period_of(scene: Scene, harm: Match, low: float | None, at: int) -> Period:
    """New or total, and the period counted: since a start up to the page's day for totals, the day of the happening for new
    figures. `at`: the token at which the figure begins."""
    story, sentence, last = scene.story, scene.sentence, scene.last
    raises = _raises_toll(story, sentence, at)
    start = None if raises else since(story, sentence)
    if is_rival(story, sentence, harm.first):  # `the deadliest attack since 100 people were killed in 2004`: what happened then
        began, ended, _, words = when(story, sentence, harm.first, harm.last)
        return Period("new", began, ended, words, words if ended else None)
    if start is not None:
        return Period("total", start[0], story.anchor, start[1])
    began, ended, _, words = when(story, sentence, harm.first, harm.last)
    stretch = _stretch(story, sentence) if began is None else None
    if stretch is not None:
        began, ended = stretch.began_on, stretch.ended_on
        short = began is not None and ended is not None and (ended - began).days <= BRIEF
        return Period("new" if short else "total", began, ended, stretch.span, stretch.span)
    goes_on = last is not None and last.measure == "total" and sentence.number - last.sentence.number <= 2
    verb = harm.voice == "passive" or (harm.tag.form == "verbs" and harm.shape == "v")
    if goes_on and verb and any(h.sentence is sentence and h.type == "ASSAULT" for h in scene.happenings):
        goes_on = False  # `One soldier was killed in a separate blast`: a happening of its own
    beside = last is not None and last.sentence is sentence and last.measure == "new"  # `killed 50 people and wounded hundreds`
    dated = _tells_day(story, sentence, harm)
    large = (low or 0) >= LARGE and not (beside or dated)
    own = raises or dated or (not large and _is_of_incident(story, sentence))
    cued = not own and any(m.tag.layer == "measure" and m.tag.name == "total" for m in sentence.matches)
    if cued or (began is None and (large or (goes_on and not own))):
        if goes_on and last is not None:
            return Period("total", last.began_on, story.anchor)
        told = _told_before(scene)
        return Period("total", told[0] if told else None, story.anchor, told[1] if told else None)
    if began is None and not _opens_with_day(story, sentence):
        before = [
            h
            for h in scene.happenings
            if h.type == "ASSAULT"
            and h.began_on
            and h.ended_on
            and (h.ended_on - h.began_on).days <= LONGEST
            and h.sentence.number <= sentence.number
            and sentence.paragraph - h.sentence.paragraph <= 3
        ]
        if before:
            return Period("new", before[-1].began_on, before[-1].ended_on)
    return Period("new", began, ended, words, words if ended else None)


def _raises_toll(story: Story, sentence: Sentence, at: int) -> bool:
    """`Two soldiers were killed, bringing the army's losses to 40 since January`: whether a figure at token `at` is what a toll told
    behind it grew by."""
    words, tokens = story.lexicon.words, sentence.tokens
    raised = next((i for i in range(at + 1, len(tokens)) if tokens[i].lower in words["raising"]), None)
    if raised is None or not any(t.text == "," or t.lower in words["clause_openers"] for t in tokens[at:raised + 1]):
        return False
    return any(n.kind == "count" and sentence.token_at(n.span.start) > raised for n in story.numbers(sentence))


def _stretch(story: Story, sentence: Sentence) -> DateMention | None:
    """`dalam 24 jam terakhir`, `over the past two weeks`: the days up to the page's own that a count is of."""
    spells = (d for d in story.dates(sentence) if d.form == "duration" and d.began_on and d.ended_on)
    return next((d for d in spells if d.ended_on == story.anchor), None)


def _is_of_incident(story: Story, sentence: Sentence) -> bool:
    """`tewas dalam ledakan lain`, `korban tewas akibat serangan hari Sabtu menjadi enam`, `Jumat, dua orang tewas`: the figure is
    one incident's own; not `akibat serangan-serangan rudal`, and not `said on Friday that 92 had died since …`."""
    said = {m.last for m in sentence.layer("speech")}
    told = [m for m in sentence.matches if m.tag.layer == "measure" and m.tag.name == "new" and m.first not in said]
    return any("-" not in sentence.tokens[m.last - 1].text for m in told) or _opens_with_day(story, sentence)


def _opens_with_day(story: Story, sentence: Sentence) -> bool:
    """`Jumat, dua orang tewas`: whether a weekday at the sentence's head says when all of it happened."""
    return any(d.form == "weekday" and sentence.token_at(d.span.start) < OPENING for d in story.dates(sentence))


_NEAR_DAY = 8
"""Words between a weekday and the verb of harm that it dates."""


def _tells_day(story: Story, sentence: Sentence, harm: Match) -> bool:
    """`operasi polisi hari Rabu berhasil menangkap 780 orang`: whether a weekday directly before the verb of harm says when all of it
    happened, though nobody tells which week; not in `mengatakan hari Rabu, 780 orang telah ditangkap`."""
    if harm.tag.form != "verbs" or harm.voice != "active":
        return False
    for day in story.dates(sentence):
        at = sentence.token_at(day.span.end)
        if day.form != "weekday" or day.direction != "at" or not 0 <= harm.first - at <= _NEAR_DAY:
            continue
        opens = story.lexicon.words["clause_openers"] | story.lexicon.words["heads_relative"]
        apart = any(t.lower in opens or t.text in ".;:" for t in sentence.tokens[at : harm.first])
        said = any(m.last <= at and sentence.token_at(day.span.start) - m.last <= 1 for m in sentence.layer("speech"))
        if not apart and not said:
            return True
    return False


def _told_before(scene: Scene) -> tuple[date, Span] | None:
    """The start that the sentence before gives in one paragraph: `Perang pecah sejak 27 September. Hingga kini 772 orang tewas.`"""
    number = scene.sentence.number - 1
    before = scene.story.view.sentences[number] if number >= 0 else None
    return since(scene.story, before) if before is not None and before.paragraph == scene.sentence.paragraph else None
