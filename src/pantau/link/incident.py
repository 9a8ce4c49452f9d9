"""What is one happening: events joined into incidents, with the claims, figures and ceasefires about them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, timedelta

from pantau.knowledge import Knowledge
from pantau.link.about import find_about
from pantau.link.corpus import Corpus
from pantau.link.grouping import group
from pantau.link.happening import CLASSES, WEIGHTS, Judge, Profile, Weights, make_profiles
from pantau.link.observed import interval_of, is_nameless
from pantau.link.sides import Sides, plain
from pantau.link.topics import Wording
from pantau.model import Incident
from pantau.world.places import fold

_NEIGHBOURS = 40  # events behind it in its block that an event is compared with
_WINDOW = 60  # days between the anchors of two events that are compared


def find_incidents(
    corpus: Corpus, families: Mapping[str, str], knowledge: Knowledge, *, weights: Weights = WEIGHTS
) -> tuple[Incident, ...]:
    """The incidents of a set of documents, ordered by their first event; every event is in exactly one, alone where nothing matches.

    1. Events become profiles; pairs are looked for within blocks of type class, party and time. 2. Pairs are scored and joined by
    average linkage. 3. Claims, figures and ceasefires join the incident they are about. `families` maps document ids to family ids.
    The same set gives the same incidents in any order; what people decided is laid over them by `decided.py`.
    """
    profiles = make_profiles(corpus, families, knowledge)
    sides = Sides(knowledge)
    judge = Judge(sides, Wording((d for d, _ in corpus), knowledge), weights)
    groups = group(
        len(profiles), find_candidates(profiles), lambda i, j: judge.score(profiles[i], profiles[j]), least=0.0
    )
    return tuple(_incidents(profiles, groups, find_about(corpus, sides)))


def _incidents(profiles: Sequence[Profile], groups: Sequence[Sequence[int]], about: Mapping[str, str]) -> Iterator[Incident]:
    others: dict[str, list[str]] = {}
    for record, event in about.items():
        others.setdefault(event, []).append(record)
    for members in groups:
        events = [profiles[i].event for i in members]
        yield Incident.of(events, [record for e in events for record in others.get(e.id, ())])


def find_candidates(profiles: Sequence[Profile]) -> set[tuple[int, int]]:
    """Pairs worth scoring: events of one block that lie near in time, each with at most `_NEIGHBOURS` of those behind it."""
    blocks: dict[tuple[str, str, str], list[tuple[date, int]]] = {}
    for i, p in enumerate(profiles):
        kind, place = CLASSES[p.event.type], _block_place(p)
        for party in sorted(_block_parties(p)):
            blocks.setdefault((kind, party, ""), []).append((_anchor(p), i))
            if place:  # in a long war a block of one party alone is too full for its neighbours to be the right ones
                blocks.setdefault((kind, party, place), []).append((_anchor(p), i))
    pairs = set()
    for block in blocks.values():
        block.sort()
        for k, (day, i) in enumerate(block):
            for other, j in block[k + 1 : k + 1 + _NEIGHBOURS]:
                if (other - day) > timedelta(days=_WINDOW):
                    break
                pairs.add((min(i, j), max(i, j)))
    return pairs | _observed_pairs(profiles)


def _observed_pairs(profiles: Sequence[Profile]) -> set[tuple[int, int]]:
    """Field reports that name no party, each with the events of its day around its place: reports by their hour, the nearest ones."""
    nameless = {i for i, p in enumerate(profiles) if is_nameless(p.document, p.event)}
    told: dict[_Cell, list[int]] = {}
    watched: dict[_Cell, list[tuple[str, int]]] = {}
    for i, p in enumerate(profiles) if nameless else ():
        hours = interval_of(p.document)
        for key in _cells(p, 0):
            if hours is None:
                told.setdefault(key, []).append(i)
            else:
                watched.setdefault(key, []).append((hours[0].astimezone(UTC).isoformat(), i))
    pairs = set[tuple[int, int]]()
    for reports in watched.values():
        reports.sort()
    for i in nameless:
        hours = interval_of(profiles[i].document)
        for key in _cells(profiles[i], 1):
            reports = watched.get(key, [])
            at = bisect_left(reports, (hours[0].astimezone(UTC).isoformat(), i)) if hours else 0
            near = [j for _, j in reports[max(0, at - _NEIGHBOURS // 2) : at + _NEIGHBOURS // 2 + 1]]
            pairs.update((min(i, j), max(i, j)) for j in (*told.get(key, ())[:_NEIGHBOURS], *near) if i != j)
    return pairs


_Cell = tuple[str, date, int, int]


def _cells(p: Profile, reach: int) -> Iterator[_Cell]:
    """The half degree of an event's day and place, with those around it as far as `reach`."""
    place, began = p.event.place, p.event.began_on
    if place is None or place.lat is None or place.lon is None or began is None or not p.is_day:
        return
    for north in range(-reach, reach + 1):
        for east in range(-reach, reach + 1):
            yield CLASSES[p.event.type], began, int(place.lat * 2) + north, int(place.lon * 2) + east


def _block_parties(p: Profile) -> set[str]:
    named = {plain(code) for code in (*p.event.actors, *p.event.recipients)}
    return named or {""}


def _block_place(p: Profile) -> str:
    place = p.event.place
    return fold(place.name or place.raw) if place else ""


_NO_DAY = date(1, 1, 1)


def _anchor(p: Profile) -> date:
    """The day by which an event is looked for: its own where it is told as of one, else its last known day or that of its page."""
    e = p.event
    return (e.began_on if p.is_day else None) or e.ended_on or p.told_on or e.began_on or _NO_DAY
