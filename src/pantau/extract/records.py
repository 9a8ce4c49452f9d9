"""Finds become records: ids, evidence spans, what was inferred, and a confidence with its reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pantau.extract.actors import plain
from pantau.extract.casualty import Figure
from pantau.extract.ceasefire import Truce
from pantau.extract.happenings import Happening
from pantau.extract.places import Located
from pantau.extract.said import Said
from pantau.extract.story import Story
from pantau.model import CasualtyReport, Ceasefire, Claim, Event, Place, Record, Span, record_id


def event_record(story: Story, h: Happening) -> Event:
    """The event record of a happening."""
    evidence, inferred = _told_sides(story, h)
    sure, reasons = _confidence(
        0.45,
        [
            (bool(h.actors), 0.15, "actor read"),
            (bool(h.recipients), 0.1, "recipient read"),
            (h.when is not None, 0.1, "day read"),
            (h.match.tag.form in ("phrases", "verbs"), 0.1, "predicate"),
            (bool(inferred), -0.15, "a party inferred"),
        ],
    )
    return Event(
        id="",
        document=story.view.document.id,
        trigger=h.trigger,
        evidence=evidence,
        inferred=inferred,
        confidence=sure,
        reasons=reasons,
        rule=h.rule,
        type=h.type,
        actors=h.actors,
        recipients=h.recipients,
        began_on=h.began_on,
        ended_on=h.ended_on,
        date_precision=h.precision,
        place=_place(story, h.place),
        modality=h.modality,
        claimant=h.claimant,
    )


def _told_sides(story: Story, h: Happening) -> tuple[dict[str, Span], dict[str, str]]:
    """The words each slot was read from, and which of the parties no words name: a span under a side holds one of its parties, and
    where another of them is not in it the slot says that context gave it."""
    evidence, inferred = dict(h.evidence), dict[str, str]()
    spans = {slot: evidence.pop(slot) for slot in ("actors", "recipients") if slot in evidence}
    named = {slot: _named_at(story, span) for slot, span in spans.items()}
    if h.is_mutual and len(spans) == 2 and not named["recipients"].isdisjoint(map(plain, h.actors)):  # `A bentrok dengan B`
        named["actors"] |= named["recipients"]
        spans["actors"] = _joined(story, spans["actors"], spans["recipients"])
    for slot in ("actors", "recipients"):
        wanted = {plain(code) for code in getattr(h, slot)}
        if wanted & named.get(slot, set()):
            evidence[slot] = spans[slot]
        if wanted - named.get(slot, set()):
            inferred[slot] = "context"
    return dict(sorted(evidence.items())), inferred


def _named_at(story: Story, span: Span) -> set[str | None]:
    """The parties, without their sides, of the mentions a span touches."""
    found = ((m, s) for s in story.view.sentences_in(span) for m in story.mentions(s) if m.span.overlaps(span))
    return {plain(code) for mention, s in found for code in (story.actor(mention, s).code or "").split("+") if code}


def _joined(story: Story, one: Span, other: Span) -> Span:
    """Two spans of one sentence as one; else the first."""
    return one.joined(other) if len(list(story.view.sentences_in(one.joined(other)))) == 1 else one


def _place(story: Story, located: Located | None) -> Place | None:
    if located is None:
        return None
    found = story.place_of(located.words)
    return replace(found, raw=located.words) if found else Place(raw=located.words, country=located.code)


def claim_record(story: Story, s: Said) -> Claim:
    """The claim record of an act of speech."""
    evidence: dict[str, Span] = {"content": s.content}
    if s.speaker:
        evidence["speaker"] = s.speaker
    target = _target_words(story, s)
    if target is not None:
        evidence["targets"] = target
    how = s.how or s.actor.how
    inferred: dict[str, str] = {}
    if s.actor.code and (how or not s.speaker):
        inferred["code"] = how or "the last speaker"
    elif s.actor.code and s.speaker:
        evidence["code"] = s.speaker
    if s.targets and target is None:
        inferred["targets"] = "the other side"
    sure, reasons = _confidence(
        0.5,
        [
            (bool(s.actor.code), 0.2, "speaker's party known"),
            (s.quoted, 0.1, "quoted words"),
            (bool(how), -0.15, how),
        ],
    )
    return Claim(
        id="",
        document=story.view.document.id,
        trigger=s.trigger,
        evidence=evidence,
        inferred=inferred,
        confidence=sure,
        reasons=reasons,
        rule=s.rule,
        speaker=s.speaker.of(story.view.document.text) if s.speaker else None,
        code=s.actor.code,
        stance=s.stance,
        targets=s.targets,
        content=s.content,
    )


def _target_words(story: Story, s: Said) -> Span | None:
    """Where the message, or else its sentence, names the first party it is about."""
    for span in (s.content, s.sentence.span) if s.targets else ():
        for sentence in story.view.sentences_in(span):
            for mention in story.mentions(sentence):
                inside = span.start <= mention.span.start < span.end
                if inside and s.targets[0] in (story.actor(mention, sentence).code or "").split("+"):
                    return mention.span
    return None


def casualty_record(story: Story, f: Figure) -> CasualtyReport:
    """The casualty record of a figure."""
    sure, reasons = _confidence(
        0.6,
        [
            (bool(f.party) and not f.inferred, 0.2, "party read"),
            (bool(f.inferred), -0.1, "party inferred"),
            (f.category != "unspecified", 0.1, "category read"),
        ],
    )
    return CasualtyReport(
        id="",
        document=story.view.document.id,
        trigger=f.trigger,
        evidence=dict(f.evidence),
        inferred=dict(f.inferred),
        confidence=sure,
        reasons=reasons,
        rule=f.rule,
        party=f.party,
        category=f.category,
        outcome=f.outcome,
        low=f.low,
        high=f.high,
        qualifier=f.qualifier,
        measure=f.measure,
        began_on=f.began_on,
        as_of=f.as_of,
        claimant=f.claimant,
    )


def ceasefire_record(story: Story, t: Truce) -> Ceasefire:
    """The ceasefire record of a truce."""
    sure, reasons = _confidence(
        0.5,
        [
            (bool(t.brokers), 0.1, "broker read"),
            (bool(t.declared_on), 0.15, "day read"),
            (bool(t.inferred), -0.1, "parties inferred"),
        ],
    )
    return Ceasefire(
        id="",
        document=story.view.document.id,
        trigger=t.trigger,
        evidence=dict(t.evidence),
        inferred=dict(t.inferred),
        confidence=sure,
        reasons=reasons,
        rule=t.rule,
        parties=t.parties,
        brokers=t.brokers,
        declared_on=t.declared_on,
        effective_on=t.effective_on,
        stage=t.stage,
        claimant=t.claimant,
    )


def _confidence(start: float, steps: Sequence[tuple[bool, float, str]]) -> tuple[float, tuple[str, ...]]:
    held = [(step, why) for holds, step, why in steps if holds]
    return round(min(0.95, max(0.05, start + sum(step for step, _ in held))), 2), tuple(why for _, why in held)


def number_records(records: Iterable[Record]) -> tuple[Record, ...]:
    """The records in order of trigger, kind and what they say, each with its id: a counter tells several on one trigger apart."""
    ordered = sorted(records, key=lambda r: (r.trigger, r.kind, r.rule, repr(r)))
    seen: Counter[tuple[str, Span]] = Counter()
    numbered: list[Record] = []
    for record in ordered:
        key = (record.kind, record.trigger)
        numbered.append(replace(record, id=record_id(record.kind, record.document, record.trigger, seen[key])))
        seen[key] += 1
    return tuple(numbered)
