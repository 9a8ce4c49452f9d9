"""What field reports know of a happening beyond days: the minutes of their interval, and that they were there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from pantau.model import Document, Event, Span

APART = timedelta(minutes=20)
"""Two reports whose intervals lie further apart are of two happenings: clocks differ, and an observer writes when it is over."""


def is_observed(document: Document) -> bool:
    """Whether a document is a field report."""
    return document.kind == "observation"


def interval_of(document: Document) -> tuple[datetime, datetime] | None:
    """From when to when a field report observed; None for any other document."""
    if not is_observed(document):
        return None
    spans: Mapping[str, Span] = dict(document.evidence)
    try:
        return tuple(datetime.fromisoformat(spans[name].of(document.text)) for name in ("from", "to"))  # type: ignore[return-value]
    except (KeyError, ValueError):
        return None


def are_apart(one: Document, two: Document) -> bool:
    """Whether two field reports are of different minutes."""
    mine, theirs = interval_of(one), interval_of(two)
    return mine is not None and theirs is not None and max(mine[0], theirs[0]) - min(mine[1], theirs[1]) > APART


def is_nameless(document: Document, event: Event) -> bool:
    """Whether a field report names no party: an observer who heard fire cannot tell whose it was, and speaks against nobody's."""
    return is_observed(document) and not event.actors and not event.recipients
