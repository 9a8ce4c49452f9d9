"""Alleged violations: acts of one party of a truce against another while it was in force at that instant, and words that say it was
broken. Answers are tied to them elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pantau.link.articles import Articles, day_of
from pantau.link.provisions import anchors_by_document
from pantau.link.theatres import sides_of
from pantau.model import Ceasefire, Claim, Event, Record, Span
from pantau.model.registry import RegisteredCeasefire, Violation
from pantau.world.theatre import Theatre

NEAR = 4
"""Sentences on from a truce in which an act without a day is told as one against it; on a page of its first day all of them are."""


class _Act(NamedTuple):
    """What is alleged: who against whom, on whose word, when."""

    accused: tuple[str, ...]
    against: tuple[str, ...]
    accuser: str | None
    on: date | None
    record: Record
    span: Span


class _Scene(NamedTuple):
    articles: Articles
    by_party: Mapping[str, Sequence[RegisteredCeasefire]]
    theatres: Mapping[str, Theatre]
    zones: Mapping[str, ZoneInfo]
    anchors: Mapping[str, Sequence[tuple[int, str]]]
    between: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[RegisteredCeasefire, ...]]


def find_violations(
    articles: Articles, entries: Sequence[RegisteredCeasefire], zones: Mapping[str, ZoneInfo]
) -> Mapping[str, tuple[Violation, ...]]:
    """The alleged violations by the id of the entry that was in force; what one page tells twice stands once, with both records."""
    theatres = {t.id: t for t in articles.knowledge.world.theatres}
    by_party: dict[str, list[RegisteredCeasefire]] = {}
    for entry in entries:
        for party in entry.parties:
            by_party.setdefault(party, []).append(entry)
    scene = _Scene(articles, by_party, theatres, zones, anchors_by_document(articles, entries), {})
    found: dict[str, list[Violation]] = {}
    for act in sorted(_acts(scene), key=lambda a: (a.record.document, a.record.trigger, a.record.id)):
        told = _against(scene, act)
        if told is not None:
            _add(found.setdefault(told[0].id, []), _violation(scene, act, *told))
    for entry in entries:
        for violation in _breaches(scene, entry):
            _add(found.setdefault(entry.id, []), violation)
    order = {entry: sorted(rows, key=lambda v: (v.on or date.max, v.document, v.span)) for entry, rows in found.items()}
    return {entry: tuple(rows) for entry, rows in order.items()}


def _add(rows: list[Violation], one: Violation) -> None:
    """Join what the same page tells of the same accuser and accused with overlapping words: an accusation and its act."""
    for i, old in enumerate(rows):
        same = old.document == one.document and old.span.overlaps(one.span)
        if same and (old.accuser or one.accuser) == (one.accuser or old.accuser) and _agree(old.accused, one.accused):
            rows[i] = Violation(
                accused=old.accused or one.accused, accuser=old.accuser or one.accuser, on=old.on or one.on,
                records=tuple(sorted({*old.records, *one.records})), document=old.document, span=old.span.joined(one.span),
                how=old.how if old.on or not one.on else one.how, provision=old.provision or one.provision,
            )  # fmt: skip
            return
    rows.append(one)


def _agree(a: Sequence[str], b: Sequence[str]) -> bool:
    return not a or not b or bool(set(a) & set(b))


def _acts(scene: _Scene) -> Iterable[_Act]:
    corpus = scene.articles.corpus
    for event in corpus.records(Event):
        told_of_itself = event.claimant in event.actors and len(event.actors) == 1  # `menuding …`: the speaker taken for the doer
        done = event.type == "ASSAULT" and event.modality in ("occurred", "ongoing")
        if done and event.actors and not told_of_itself:
            against = event.recipients or event.actors
            yield _Act(event.actors, against, event.claimant, _one_day(event), event, _sentence_span(scene, event))
    for claim in corpus.records(Claim):
        if claim.stance == "accuse" and claim.code and claim.targets and _tells_force(scene, claim):
            yield _Act(claim.targets, (claim.code,), claim.code, claim.said_on, claim, claim.content.joined(claim.trigger))


def _one_day(event: Event) -> date | None:
    """The day of an act; a stretch of days longer than two dates nothing against an instant."""
    if event.began_on is None or event.ended_on is None or (event.ended_on - event.began_on).days > 1:
        return None
    return event.began_on


def _sentence_span(scene: _Scene, record: Record) -> Span:
    sentence = scene.articles.sentence_at(record.document, record.trigger)
    return sentence.span if sentence else record.trigger


def _tells_force(scene: _Scene, claim: Claim) -> bool:
    """Whether an accusation is of an attack or of a broken truce."""
    told = scene.articles.notes(claim.document).within(claim.content.joined(claim.trigger))
    return any(note.tells & {"force", "breaches"} for note in told)


def _against(scene: _Scene, act: _Act) -> tuple[RegisteredCeasefire, str] | None:
    """The truce an act is counted against and why: the newest in force on its day between the sides, or the newest told before it."""
    fitting = _fitting(scene, act)
    if act.on is not None and fitting:
        return next(((e, how) for e in fitting if (how := _holds(scene, act, e, act.on))), None)
    anchors = scene.anchors.get(act.record.document, ())
    if not anchors or not fitting:
        return None
    number = _number(scene, act)
    told_on = day_of(scene.articles.corpus, act.record.document)
    fresh = {e.id for e in fitting if e.began_on is not None and e.began_on == told_on}
    near = {entry: at for at, entry in anchors if number - at >= 0 and (number - at <= NEAR or entry in fresh)}
    beside = ((e, how) for e in fitting if e.id in near and e.was_agreed and (how := _beside(scene, act, e, near[e.id])))
    return next(beside, None)


def _fitting(scene: _Scene, act: _Act) -> tuple[RegisteredCeasefire, ...]:
    """The truces between the sides of an act, newest first."""
    key = (act.accused, act.against)
    if key not in scene.between:
        found = {e.id: e for code in {*act.accused, *act.against} for e in scene.by_party.get(code, ())}
        fitting = (e for e in found.values() if _is_between(scene, e, act))
        scene.between[key] = tuple(sorted(fitting, key=lambda e: (e.began_on or date.min, e.id), reverse=True))
    return scene.between[key]


def _beside(scene: _Scene, act: _Act, entry: RegisteredCeasefire, truce: int) -> str | None:
    """Why an act without a day is told as one against a truce; None where no words between the two say so."""
    told_on = day_of(scene.articles.corpus, act.record.document)
    layers = _layers_between(scene, act, truce)
    if not layers or (told_on is not None and entry.began_on is not None and told_on < entry.began_on):
        return None
    return "told soon after" if "soon_after" in layers or told_on == entry.began_on else "told beside it"


def _is_between(scene: _Scene, entry: RegisteredCeasefire, act: _Act) -> bool:
    """Whether the truce binds both sides; one of its own parties is among them, for an ally of one alone has agreed to nothing."""
    theatre = scene.theatres.get(entry.theatre)
    ours, theirs = sides_of(act.accused, theatre), sides_of(act.against, theatre)
    both = ours | theirs
    return bool(ours) and len(both) >= 2 and both <= entry.sides


def _holds(scene: _Scene, act: _Act, entry: RegisteredCeasefire, on: date) -> str | None:
    """Why a truce was in force: after its day of entry, on that day after its instant, on it at an hour unknown; None if it was not."""
    start = entry.effective_on or entry.declared_on
    if start is None or on < start or entry.was_over(on) or not entry.was_agreed:
        return None
    if on > start or entry.effective_at is None:
        return "in force" if on > start else "day of entry"
    at = _instant(scene, act, entry.theatre)
    if at is None:
        return "day of entry"
    return "in force" if at >= entry.effective_at else None


def _instant(scene: _Scene, act: _Act, theatre: str) -> datetime | None:
    """The clock that the sentence of an act gives for its day, in the theatre's zone where it gives none itself."""
    sentence = scene.articles.sentence_at(act.record.document, act.record.trigger)
    zone = scene.zones.get(theatre)
    for clock in sentence.clocks if sentence else ():
        if clock.on in (act.on, None):
            try:
                at = datetime.fromisoformat(f"{act.on}T{clock.value}")
            except ValueError:
                continue
            return at if at.tzinfo else at.replace(tzinfo=zone) if zone else None
    return None


def _number(scene: _Scene, act: _Act) -> int:
    sentence = scene.articles.sentence_at(act.record.document, act.record.trigger)
    return sentence.number if sentence else -1


def _layers_between(scene: _Scene, act: _Act, truce: int) -> set[str]:
    """Whether the sentences from the truce to the act say that it followed soon, or that the truce was broken."""
    between = scene.articles.notes(act.record.document).sentences[truce : _number(scene, act) + 1]
    return {word for note in between for word in note.tells} & {"soon_after", "breaches"}


def _violation(scene: _Scene, act: _Act, entry: RegisteredCeasefire, how: str) -> Violation:
    often = any("again_and_again" in note.tells for note in scene.articles.notes(act.record.document).within(act.span))
    on = act.on or (entry.began_on if how == "told soon after" and not often else None)
    return Violation(
        accused=act.accused, accuser=act.accuser, on=on, records=(act.record.id,), document=act.record.document, span=act.span,
        how=how, provision="prohibited_acts" if _tells_breach(scene, act.record.document, act.span) else None,
    )  # fmt: skip


def _tells_breach(scene: _Scene, document_id: str, span: Span) -> bool:
    """Whether the words say that a truce was violated, not only that force was used."""
    return any({"breaches", "truce"} <= note.tells for note in scene.articles.notes(document_id).within(span))


def _breaches(scene: _Scene, entry: RegisteredCeasefire) -> Iterable[Violation]:
    """Records that tell the truce as violated: by whom is not known from them."""
    for record_id in entry.mentions:
        record = scene.articles.corpus.record(record_id)
        if isinstance(record, Ceasefire) and record.stage == "violated":
            span = _sentence_span(scene, record)
            direct = _tells_breach(scene, record.document, span)
            day = day_of(scene.articles.corpus, record.document)
            after = entry.began_on is None or day is None or day >= entry.began_on
            if after and direct:
                yield Violation(
                    accused=(), accuser=record.claimant, on=None, records=(record_id,), document=record.document, span=span,
                    how="told as a breach", provision="prohibited_acts",
                )  # fmt: skip
