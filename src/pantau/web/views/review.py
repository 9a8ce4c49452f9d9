"""The review queue: what waits for somebody to look at it, what matters most first, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass

from pantau.model import ReviewReason
from pantau.store.corrections import Lost, load_lost
from pantau.store.looking import load_some_incidents
from pantau.store.reviews import find_held, find_queue
from pantau.store.telling import find_heads
from pantau.web.asking import Asked, View
from pantau.web.entries import Source, source_of
from pantau.web.views.incidents import IncidentLine, lines_of

SHOWN, MOST_LOST = 50, 50


@dataclass(frozen=True)
class Waiting:
    """An incident that waits, why, and who is looking at it just now."""

    line: IncidentLine
    reasons: tuple[ReviewReason, ...]
    held_by: str | None


@dataclass(frozen=True)
class LostLine:
    """A decision that no longer fits its page."""

    source: Source
    entry: int
    what: str


@dataclass(frozen=True)
class ReviewPage:
    """The heaviest of what waits, and how many wait in all."""

    items: tuple[Waiting, ...]
    total: int
    lost: tuple[LostLine, ...]


def make_queue(asked: Asked) -> ReviewPage:
    """The queue of the theatres asked for."""
    queue = asked.store.ask(find_queue, theatres=asked.filter.theatre, limit=SHOWN)
    found = {each.incident.id: each for each in asked.store.ask(load_some_incidents, [one.incident for one in queue.items])}
    lines = {line.id: line for line in lines_of(asked.store, [found[r.incident] for r in queue.items if r.incident in found])}
    held = asked.store.ask(find_held, now=asked.now)
    items = tuple(Waiting(lines[one.incident], one.reasons, held.get(one.incident)) for one in queue.items if one.incident in lines)
    return ReviewPage(items, queue.total, _lost(asked))


def _lost(asked: Asked) -> tuple[LostLine, ...]:
    lost: list[Lost] = list(asked.store.ask(load_lost)[:MOST_LOST])
    heads = asked.store.ask(find_heads, {each.document for each in lost})
    return tuple(LostLine(source_of(heads[one.document]), one.entry, one.what) for one in lost if one.document in heads)


REVIEW = View(name="review", path="/review", make=make_queue, uses=("theatre",), of_record=True, is_personal=True)
