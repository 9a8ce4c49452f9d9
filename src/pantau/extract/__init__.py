"""Document → Records: the article is read sentence by sentence into claims, events, figures of harm and ceasefires, each slot with
its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from pantau.extract.casualty import Figure, find_figures
from pantau.extract.casualty_struck import told_by_figures
from pantau.extract.ceasefire import find_truces
from pantau.extract.claim import find_said, without_lead
from pantau.extract.confidence import rescore
from pantau.extract.event import find_happenings
from pantau.extract.happenings import Happening
from pantau.extract.lexicon import load_lexicon
from pantau.extract.records import casualty_record, ceasefire_record, claim_record, event_record, number_records
from pantau.extract.said import Said
from pantau.extract.stories import find_stories
from pantau.extract.story import Story
from pantau.extract.view import make_view
from pantau.knowledge import Knowledge
from pantau.model import Document, Problem, Record, Span

VERSION = "6"
"""The extractor's version: a reading names it, and a higher one founds new readings."""


MAX_ARTICLE = 400_000
"""Code points of body that are read of one document."""


class Extraction(NamedTuple):
    """What one reading of a document gave: records in order of their triggers, and what was seen and not handled."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]


@dataclass
class Finds:
    """What the finders have found so far; later finders look at earlier ones."""

    story: Story
    said: list[Said]
    happenings: list[Happening]
    figures: list[Figure]


def _events(finds: Finds) -> list[Record]:
    return [event_record(finds.story, h) for h in finds.happenings]


def _claims(finds: Finds) -> list[Record]:
    return [claim_record(finds.story, s) for s in without_lead(finds.story, finds.said)]


def _casualties(finds: Finds) -> list[Record]:
    return [casualty_record(finds.story, f) for f in finds.figures]


def _ceasefires(finds: Finds) -> list[Record]:
    return [ceasefire_record(finds.story, t) for t in find_truces(finds.story, finds.said)]


EXTRACTORS: tuple[tuple[str, Callable[[Finds], list[Record]]], ...] = (
    ("event", _events), ("claim", _claims), ("casualty", _casualties), ("ceasefire", _ceasefires),
)  # fmt: skip


def extract(document: Document, knowledge: Knowledge) -> Extraction:
    """The records of one document. A page in a language without a pack gives none and says so."""
    if document.language not in knowledge.packs:
        return Extraction((), (Problem(f"no pack for the language {document.language or 'unknown'}: kept, not read"),))
    records: list[Record] = []
    problems: set[Problem] = set()
    for found, story in read_stories(document, knowledge):
        records += rescore(found, story.view, knowledge.models.confidence)
        problems.update(story.problems)
    return Extraction(number_records(records), tuple(sorted(problems, key=lambda p: (p.span or Span(0, 0), p.what))))


def read_stories(document: Document, knowledge: Knowledge) -> Iterator[tuple[list[Record], Story]]:
    """The records of each story of a document whose language has a pack, with the confidence their rule gives them."""
    for finds in gather(document, knowledge):
        records = [record for _, find in EXTRACTORS for record in find(finds)]
        for sentence in finds.story.view.sentences:
            finds.story.dates(sentence)  # a wrong weekday is told even where no record needs the date
        yield records, finds.story


def gather(document: Document, knowledge: Knowledge) -> Iterator[Finds]:
    """What is found in each story of a document whose language has a pack, before any of it becomes a record."""
    lexicon = load_lexicon(knowledge, str(document.language))
    document, cut = _within_reason(document)
    view = make_view(document, lexicon)
    bodies = find_stories(view, lexicon)
    for one in [view] if len(bodies) < 2 else [make_view(replace(document, body=body), lexicon) for body in bodies]:
        story = Story(one, lexicon, knowledge)
        story.problems.extend(cut)
        story.read_ahead()
        said = find_said(story)
        story.tell([(s.content, s.actor) for s in said])
        happenings = find_happenings(story, said)
        figures = find_figures(story, said, happenings)
        yield Finds(story, said, told_by_figures(story, happenings, figures), figures)


def _within_reason(document: Document) -> tuple[Document, tuple[Problem, ...]]:
    """The document with at most MAX_ARTICLE code points of body: no news article is longer, and hostile ones must not stop a run."""
    kept: list[Span] = []
    room = MAX_ARTICLE
    for span in document.body:
        if room <= 0:
            break
        kept.append(Span(span.start, min(span.end, span.start + room)))
        room -= span.end - span.start
    if room >= 0:
        return document, ()
    rest = Span(kept[-1].end, document.body[-1].end)
    return replace(document, body=tuple(kept)), (
        Problem(f"only the first {MAX_ARTICLE:,} characters of the article were read", rest),
    )
