"""Which event of its page a claim, a figure of harm or a ceasefire is about: at most one, or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pantau.link.corpus import Corpus
from pantau.link.sides import Sides
from pantau.model import CasualtyReport, Ceasefire, Claim, Document, Event, Record, Span

_NEAR = 700  # code points between the triggers of a record and the event it is about
_LEAST = 1.0  # points from which on a record is about an event
_HARMS = {"killed": ("ASSAULT",), "wounded": ("ASSAULT", "PROTEST"), "captured": ("ASSAULT", "COERCE"), "missing": ("ASSAULT",),
          "displaced": ("ASSAULT", "COERCE"), "detained": ("COERCE", "PROTEST")}  # fmt: skip
_TRUCES = ("AGREE", "SUPPORT", "CONCEDE", "RETREAT")
_CALLED = ("AGREE", "SUPPORT", "CONCEDE", "RETREAT", "CONSULT")


def find_about(corpus: Corpus, sides: Sides) -> dict[str, str]:
    """The event that each claim, figure and ceasefire is about, by record id; records about none are left out."""
    found: dict[str, str] = {}
    for document, records in corpus:
        events = [r for r in records if isinstance(r, Event)]
        for record in records if events else ():
            if not isinstance(record, Event):
                best = _best(record, events, document, sides)
                if best is not None:
                    found[record.id] = best.id
    return found


def _best(record: Record, events: Sequence[Event], document: Document, sides: Sides) -> Event | None:
    """The event with most points; of equals the nearest, then the first."""
    scored = [(_points(record, event, document, sides), -_gap(record.trigger, event.trigger), -i) for i, event in enumerate(events)]
    points, _, place = max(scored)
    return events[-place] if points >= _LEAST else None


def _points(record: Record, event: Event, document: Document, sides: Sides) -> float:
    match record:
        case CasualtyReport():
            return _figure_points(record, event, document, sides)
        case Claim():
            return _claim_points(record, event, document, sides)
        case Ceasefire():
            return _truce_points(record, event, document, sides)
    return 0.0


def _figure_points(figure: CasualtyReport, event: Event, document: Document, sides: Sides) -> float:
    if event.type not in _HARMS[figure.outcome] or event.modality not in ("occurred", "ongoing"):
        return 0.0
    points = _nearness(figure.trigger, event.trigger, document.text)
    if figure.party:
        suffered = [*event.recipients, *(event.actors if not event.recipients else ())]
        points += 1.0 if sides.one_side([figure.party], suffered) else -1.5 if event.recipients else -0.5
    return points + _days(figure.began_on, figure.as_of, event)


def _claim_points(claim: Claim, event: Event, document: Document, sides: Sides) -> float:
    """Inside the message it is what is said; beside it, it must name those the message is about."""
    if claim.content.overlaps(event.trigger):
        return 3.0
    named = [*event.actors, *event.recipients]
    about = [*claim.targets, *([claim.code] if claim.code else [])]
    if not about or not sides.one_side(claim.targets or about, named):
        return 0.0
    both = 0.5 if claim.code and sides.one_side([claim.code], named) and claim.targets else 0.0
    return min(_nearness(claim.content, event.trigger, document.text), 1.5) + both - 0.5


def _truce_points(truce: Ceasefire, event: Event, document: Document, sides: Sides) -> float:
    if event.type not in (_CALLED if truce.stage in ("called_for", "negotiated") else _TRUCES) or event.modality == "negated":
        return 0.0
    named = [*event.actors, *event.recipients]
    if truce.parties and not sides.one_side(truce.parties, named):
        return 0.0
    points = _nearness(truce.trigger, event.trigger, document.text)
    return points + 0.5 + _days(truce.declared_on, truce.effective_on, event)


def _nearness(one: Span, other: Span, text: str) -> float:
    """2 in one sentence or so, 1.2 in one paragraph, less with the way between."""
    gap = _gap(one, other)
    if gap > _NEAR:
        return 0.0
    between = text[min(one.end, other.end) : max(one.start, other.start)]
    if "\n" in between.strip("\n"):
        return 0.6 if gap <= _NEAR / 2 else 0.2
    return 2.0 if gap <= 120 else 1.2


def _gap(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def _days(began: date | None, ended: date | None, event: Event) -> float:
    """Days of a record against those of the event: on it 0.5, off it -1, unknown 0."""
    theirs = [d for d in (event.began_on, event.ended_on) if d]
    ours = [d for d in (began, ended) if d]
    if not theirs or not ours:
        return 0.0
    return 0.5 if min(theirs) <= max(ours) and min(ours) <= max(theirs) else -1.0

