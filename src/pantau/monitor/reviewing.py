"""take_up, leave: who is looking at an incident under review. A lock is a courtesy with an end; it decides nothing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pantau.model import Person

if TYPE_CHECKING:
    from pantau.store import Store
    from pantau.store.reviews import Lock


def take_up(store: Store, incident: str, person: Person, *, now: datetime) -> Lock:
    """Say that somebody is looking at an incident, or go on doing so; whoever is at it already keeps it."""
    from pantau.store.reviews import take_lock

    with store.transaction():
        return store.ask(take_lock, incident, person.name, now=now)


def leave(store: Store, incident: str, person: Person) -> None:
    """Somebody is done with an incident."""
    from pantau.store.reviews import free_lock

    with store.transaction():
        store.ask(free_lock, incident, person.name)
