"""Duties of an agreement as pages tell them: sentences that speak of a truce and name a kind of duty, with the day they give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pantau.extract.story import Story
from pantau.extract.times import when
from pantau.extract.view import Sentence
from pantau.link.articles import Articles
from pantau.link.words import LinkWords, load_link_words
from pantau.model import Claim, Record, Span
from pantau.model.registry import PROVISION_KINDS, Provision, RegisteredCeasefire

UNAGREED = ("demand", "reject", "threaten")
REACH = 6
"""Sentences on from a truce in which a sentence about `the agreement` is still about it."""


class _Anchor(NamedTuple):
    """Where a page tells of a truce: the sentence's number, the entry of the registry, and whether it is told as one made."""

    sentence: int
    entry: str


class _Duty(NamedTuple):
    """A kind of duty in a sentence: its words, and the tokens [first, last) they are."""

    sentence: Sentence
    kind: str
    trigger: Span
    first: int
    last: int


def find_provisions(articles: Articles, entries: Sequence[RegisteredCeasefire]) -> Mapping[str, tuple[Provision, ...]]:
    """The provisions that pages tell, by the id of the entry they belong to, in order of kind and page."""
    talked = {e.id for e in entries if e.was_agreed or any(s.stage == "negotiated" for s in e.stages)}  # a call provides nothing
    found: dict[str, list[Provision]] = {}
    demanded: dict[str, list[Span]] = {}  # what one side wants is no duty of a truce
    for claim in articles.corpus.records(Claim):
        if claim.stance in UNAGREED:
            demanded.setdefault(claim.document, []).append(claim.content)
    for document_id, anchors in anchors_by_document(articles, entries).items():
        story = articles.story(document_id)
        if story is None:
            continue
        words = load_link_words(articles.knowledge, story.language)
        for duty in _told(story, words):
            anchor = _nearest(anchors, duty.sentence.number)
            if anchor in talked and anchor is not None and not any(d.contains(duty.trigger) for d in demanded.get(document_id, ())):
                found.setdefault(anchor, []).append(_provision(story, words, duty))
    return {
        entry: tuple(sorted(rows, key=lambda p: (PROVISION_KINDS.index(p.kind), p.document, p.span))) for entry, rows in found.items()
    }


def anchors_by_document(articles: Articles, entries: Sequence[RegisteredCeasefire]) -> dict[str, list[_Anchor]]:
    """Where each document tells of which entry, in the order of its sentences; mentions of several truces at once are no anchor."""
    anchors: dict[str, list[_Anchor]] = {}
    counted = _shared(entries)
    for entry in entries:
        for record_id in entry.mentions:
            record: Record = articles.corpus.record(record_id)
            sentence = articles.sentence_at(record.document, record.trigger)
            if sentence is not None and record_id not in counted:
                anchors.setdefault(record.document, []).append(_Anchor(sentence.number, entry.id))
    return {document: sorted(found) for document, found in sorted(anchors.items())}


def _shared(entries: Sequence[RegisteredCeasefire]) -> set[str]:
    """Records that speak of several entries at once."""
    seen: set[str] = set()
    twice: set[str] = set()
    for entry in entries:
        twice |= seen & set(entry.mentions)
        seen |= set(entry.mentions)
    return twice


def _nearest(anchors: Sequence[_Anchor], number: int) -> str | None:
    """The truce told last before a sentence, or the first one behind it, if not too far."""
    before = [a for a in anchors if a.sentence <= number]
    if before:
        return before[-1].entry if number - before[-1].sentence <= REACH or len({a.entry for a in anchors}) == 1 else None
    return anchors[0].entry if anchors[0].sentence - number <= REACH else None


def _told(story: Story, words: LinkWords) -> Iterator[_Duty]:
    """Each duty in a sentence about a truce: its kind, its words, their tokens. One of a kind a sentence."""
    goes_on = False
    for sentence in story.view.sentences:
        matches = words.patterns.find(sentence.tokens)
        layers = {m.tag.layer for m in matches}
        named = any(m.tag.name != "none" for m in sentence.layer("truce"))
        about = named or "terms" in layers
        if about or (goes_on and "duties" in layers):
            seen: set[str] = set()
            for m in matches:
                fits = m.tag.layer == "provision" and m.tag.name not in seen
                if fits and _is_duty(sentence, m.first, m.last, layers, named):
                    seen.add(m.tag.name)
                    yield _Duty(sentence, m.tag.name, sentence.span_of(m.first, m.last), m.first, m.last)
        goes_on = about or (goes_on and "duties" in layers)


def _is_duty(sentence: Sentence, first: int, last: int, layers: set[str], named: bool) -> bool:
    """Words that name the truce itself (`menghentikan pertempuran` is one of its names) are a duty only beside words of
    duty and of the agreement."""
    itself = any(m.first <= first and last <= m.last for m in sentence.layer("truce"))
    return {"duties", "terms"} <= layers if itself else "duties" in layers or named


def _provision(story: Story, words: LinkWords, found: _Duty) -> Provision:
    sentence, kind, trigger, first, last = found
    began, ended, _, _ = when(story, sentence, first, last)
    dates = story.dates(sentence)
    ahead = {m.last for m in words.patterns.find(sentence.tokens) if m.tag.layer == "deadlines"}
    own = [d for d in dates if ended is not None and d.ended_on == ended]
    until = any(d.direction == "until" or sentence.token_at(d.span.start) in ahead for d in own)
    lasting = next((d.span.of(story.view.document.text) for d in dates if d.form == "duration"), None)
    return Provision(
        kind=kind,
        document=story.view.document.id,
        span=sentence.span,
        trigger=trigger,
        quote=sentence.span.of(story.view.document.text),
        on=ended if until else began,
        is_deadline=until,
        duration=lasting,
    )
