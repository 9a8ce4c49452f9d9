"""Ids of incidents over time: given when one is founded, redirected and never reused when it merges or splits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from pantau.model import Incident


class Change(NamedTuple):
    """What became of an incident.

    `founded`: new, of `records`. `merged`: `incident` lives on in `other`. `split`: `records` of `incident` went to `other`.
    `grown`, `shrunk`: `records` came to or left `incident`. `vanished`: none of its records is there any more.
    """

    kind: str
    incident: str
    other: str | None
    records: tuple[str, ...]


CHANGES = ("founded", "merged", "split", "grown", "shrunk", "vanished")


def carry_ids(
    old: Mapping[str, frozenset[str]], new: Sequence[Incident], next_number: int
) -> tuple[tuple[Incident, ...], tuple[Change, ...]]:
    """The new incidents with ids, in their order, and what changed; a function of the three, whatever order `old` is in.

    `old` maps ids to record ids; `next_number` is the number of the next id to found ("I7"). An id goes where most of its records
    went; of several ids with one heir the one with most records there stays, of equals the older.
    """
    homes = {record: n for n, incident in enumerate(new) for record in incident.records}
    shared = {key: Counter(homes[r] for r in sorted(records) if r in homes) for key, records in old.items()}
    given = _given(old, new, shared)
    named: list[Incident] = []
    changes: list[Change] = []
    for n, incident in enumerate(new):
        key = given.get(n)
        if key is None:
            key, next_number = f"I{next_number}", next_number + 1
            changes.append(Change("founded", key, None, incident.records))
        named.append(replace(incident, id=key))
    for key in sorted(old, key=_age):
        changes += _changes(key, old[key], shared[key], named)
    return tuple(named), tuple(changes)


def _age(key: str) -> tuple[int, str]:
    """Older ids first: by number, those of another form last."""
    return (int(key[1:]) if key[:1] == "I" and key[1:].isdigit() else 10**18), key


def _given(old: Mapping[str, frozenset[str]], new: Sequence[Incident], shared: Mapping[str, Counter[int]]) -> dict[int, str]:
    """Places in `new` with the id each carries on: largest overlaps first, each id and each place once."""
    ranked = [
        (-count, _age(key), new[n].records, n, key) for key in old for n, count in shared[key].items()
    ]  # fmt: skip
    given: dict[int, str] = {}
    used: set[str] = set()
    for _, _, _, n, key in sorted(ranked):
        if n not in given and key not in used:
            given[n] = key
            used.add(key)
    return given


def _changes(key: str, before: frozenset[str], shared: Counter[int], named: Sequence[Incident]) -> list[Change]:
    """What became of one old incident."""
    if not shared:
        return [Change("vanished", key, None, tuple(sorted(before)))]
    ranked = sorted(shared, key=lambda n: (named[n].id != key, -shared[n], _age(named[n].id)))
    heir = named[ranked[0]]
    found = []
    if heir.id != key:
        found.append(Change("merged", key, heir.id, _both(before, heir)))
    found += [Change("split", key, named[n].id, _both(before, named[n])) for n in ranked[1:]]
    came = tuple(sorted(set(heir.records) - before))
    if came and heir.id == key:
        found.append(Change("grown", key, None, came))
    gone = tuple(sorted(before - {r for n in shared for r in named[n].records}))
    if gone:
        found.append(Change("shrunk", key, None, gone))
    return found


def _both(before: frozenset[str], incident: Incident) -> tuple[str, ...]:
    return tuple(r for r in incident.records if r in before)
