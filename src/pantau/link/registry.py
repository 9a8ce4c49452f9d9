"""The ceasefire registry: what was called for, agreed, in force, broken, by whom brokered, as told by whom.

1. mentions joined into arrangements (joining)  2. each arrangement's values with their tellers (here)
3. its provisions (provisions)  4. alleged violations (violations)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pantau.knowledge import Knowledge
from pantau.link.articles import Articles
from pantau.link.corpus import Corpus
from pantau.link.joining import Group, Mention, find_mentions, join_mentions
from pantau.link.provisions import find_provisions
from pantau.link.theatres import OTHER, sides_of
from pantau.link.violations import find_violations
from pantau.model.registry import CONFIGURED, Declaration, RegisteredCeasefire, Registry, StageTold, Told
from pantau.world.theatre import Theatre

OWN_DECLARATION = ("declared", "in_effect")


def find_registry(corpus: Corpus, knowledge: Knowledge, *, articles: Articles | None = None) -> Registry:
    """Every known agreement and every one that the corpus founds, in order of theatre and day; known ones that no page tells are
    there too, without mentions."""
    articles = articles or Articles(corpus, knowledge)
    groups = join_mentions(find_mentions(articles), knowledge.world.theatres)
    entries = _superseded([_entry(group) for group in groups], knowledge.world.theatres)
    provisions = find_provisions(articles, entries)
    told = [replace(entry, provisions=provisions.get(entry.id, ())) for entry in entries]
    zones = {t.id: ZoneInfo(t.timezone) for t in knowledge.world.theatres}
    violations = find_violations(articles, told, zones)
    full = [replace(entry, violations=violations.get(entry.id, ())) for entry in told]
    return tuple(sorted(full, key=lambda e: (e.theatre, e.began_on or date.max, e.id)))


def _entry(group: Group) -> RegisteredCeasefire:
    mentions, agreement = sorted(group.mentions, key=lambda m: m.key), group.agreement
    told = {
        "declared_on": _told(mentions, "declared_on", agreement.declared_on if agreement else None),
        "effective_on": _told(mentions, "effective_on", agreement.effective_on if agreement else None),
        "effective_at": _told(mentions, "effective_at", agreement.effective_at if agreement else None),
        "scope": _told(mentions, "scope", None),
    }
    theatre = group.theatre.id if group.theatre else OTHER
    declared = agreement.declared_on if agreement else _first_day(told["declared_on"])
    effective = agreement.effective_on if agreement else _first_day(told["effective_on"])
    days = [m.told_on for m in (*mentions, *group.counted) if m.told_on]
    scopes = told["scope"]
    return RegisteredCeasefire(
        id=_id(theatre, group, mentions),
        theatre=theatre,
        name=agreement.name if agreement else _name(mentions, declared or effective),
        known=agreement is not None,
        parties=agreement.parties if agreement else _parties(mentions),
        sides=group.sides,
        brokers=_brokers(mentions, agreement.brokers if agreement else ()),
        declared_on=declared,
        effective_on=effective,
        effective_at=agreement.effective_at if agreement else _instant(mentions),
        ended_on=agreement.ended_on if agreement else _ended(mentions),
        first_told_on=min(days, default=None),
        told=tuple((slot, values) for slot, values in told.items() if values),
        declarations=_declarations(mentions),
        scope=scopes[0].value if scopes else None,
        configured=agreement.provisions if agreement else (),
        stages=_stages((*mentions, *group.counted)),
        mentions=tuple(sorted({m.record.id for m in (*mentions, *group.counted)})),
    )


def _superseded(entries: Sequence[RegisteredCeasefire], theatres: Sequence[Theatre]) -> list[RegisteredCeasefire]:
    """Each entry with the last day it stands though nobody ended it: a newer truce of its sides took effect on it, or the war that
    its theatre is about broke out on the next."""
    eves = {t.id: t.began_on - timedelta(days=1) if t.began_on else None for t in theatres}
    done = []
    for entry in entries:
        start = entry.began_on
        if start is not None:
            newer = [e for e in entries if e.theatre == entry.theatre and e is not entry and e.was_agreed and entry.sides <= e.sides]
            days = [e.began_on for e in newer if set(e.parties) & set(entry.parties)] + [eves.get(entry.theatre)]
            entry = replace(entry, superseded_on=min((d for d in days if d is not None and d > start), default=None))
        done.append(entry)
    return done


def _id(theatre: str, group: Group, mentions: Sequence[Mention]) -> str:
    """The known name, or a hash of the founding content: theatre, sides, the earliest mention's day and record."""
    if group.agreement is not None:
        words = f"{theatre}\n{group.agreement.name}"
    else:
        founder = min(mentions, key=lambda m: (m.on is None, m.on or m.told_on or date.max, m.key))
        words = f"{theatre}\n{sorted(group.sides)}\n{founder.on or founder.told_on}\n{founder.record.id}"
    return hashlib.sha256(words.encode()).hexdigest()[:24]


def _name(mentions: Sequence[Mention], day: date | None) -> str:
    """What to call an arrangement without a name: its parties and its day, or the first day it was told of."""
    parties = ", ".join(_parties(mentions))
    if day is not None:
        return f"Ceasefire of {day.isoformat()} ({parties})"
    told = min((m.told_on for m in mentions if m.told_on), default=None)
    return f"Ceasefire told of on {told.isoformat() if told else 'no day'} ({parties})"


def _parties(mentions: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(sorted({p for m in mentions for p in m.record.parties}))


def _told(mentions: Sequence[Mention], slot: str, configured: object) -> tuple[Told, ...]:
    """Every value of a slot with its tellers: the theatre's first, then the one most records tell."""
    by: dict[str, list[str]] = {}
    for mention in mentions:
        value = getattr(mention.record, slot)
        if value is not None:
            by.setdefault(_words(value), []).append(mention.record.id)
    if configured is not None:
        by[_words(configured)] = [CONFIGURED, *by.get(_words(configured), ())]
    order = sorted(by, key=lambda v: (by[v][0] != CONFIGURED, -len(by[v]), v))
    return tuple(Told(value, tuple(by[value])) for value in order)


def _words(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _first_day(values: Sequence[Told]) -> date | None:
    return date.fromisoformat(values[0].value) if values else None


def _instant(mentions: Sequence[Mention]) -> datetime | None:
    """The instant a page gives, where it gives one with its zone."""
    for mention in mentions:
        if mention.record.effective_at:
            try:
                at = datetime.fromisoformat(mention.record.effective_at)
            except ValueError:
                continue
            if at.tzinfo is not None:
                return at
    return None


def _ended(mentions: Sequence[Mention]) -> date | None:
    """The first day on which a page says that it is over."""
    return min((m.told_on for m in mentions if m.record.stage in ("collapsed", "ended") and m.told_on), default=None)


def _brokers(mentions: Sequence[Mention], configured: Sequence[str]) -> tuple[Told, ...]:
    by: dict[str, list[str]] = {code: [CONFIGURED] for code in configured}
    for mention in mentions:
        for code in mention.record.brokers:
            by.setdefault(code, []).append(mention.record.id)
    order = sorted(by, key=lambda c: (by[c][0] != CONFIGURED, -len(by[c]), c))
    return tuple(Told(code, tuple(by[code])) for code in order)


def _declarations(mentions: Sequence[Mention]) -> tuple[Declaration, ...]:
    """The parties that say so themselves."""
    found = (
        Declaration(m.record.claimant, m.record.declared_on, m.record.id)
        for m in mentions
        if m.record.claimant in m.record.parties and m.record.stage in OWN_DECLARATION and m.record.claimant
    )
    return tuple(sorted(found, key=lambda d: (d.on or date.max, d.party, d.record)))


def _stages(mentions: Iterable[Mention]) -> tuple[StageTold, ...]:
    """The stages told. The day given is that of the stage where the stage is its making; of a breach or an end only the page's day is
    known."""
    found = []
    for m in mentions:
        own = {"declared": m.record.declared_on, "in_effect": m.record.effective_on or m.record.declared_on}.get(m.record.stage)
        found.append(StageTold(m.record.stage, own, m.told_on, m.record.claimant, m.record.id))
    return tuple(sorted(found, key=lambda s: (s.on or s.told_on or date.max, s.stage, s.record)))


# Questions -----------------------------------------------------------------------------------------------------------


def truces_by_broker(registry: Registry, as_of: date) -> dict[str, tuple[RegisteredCeasefire, ...]]:
    """The truces agreed by a day, by each broker that anybody names for them; under `` those without one."""
    found: dict[str, list[RegisteredCeasefire]] = {}
    for entry in registry:
        if entry.was_agreed and entry.began_on is not None and (entry.declared_on or entry.began_on) <= as_of:
            for code in entry.broker_codes or ("",):
                found.setdefault(code, []).append(entry)
    return {code: tuple(entries) for code, entries in sorted(found.items())}


def in_force(
    registry: Iterable[RegisteredCeasefire], on: date | datetime, parties: Iterable[str], *, theatre: Theatre | None = None
) -> tuple[RegisteredCeasefire, ...]:
    """The truces between these parties in force on a day or at an instant, the newest first. A day counts whole, so that of its entry
    too; an instant counts from the instant of entry where that is known. Between ceasefires of one pair the newer takes the place of
    the older from its own entry on."""
    codes = frozenset(parties)
    covering = [e for e in registry if _covers(e, codes, theatre) and is_in_force(e, on)]
    return tuple(sorted(covering, key=lambda e: (e.began_on or date.min, e.id), reverse=True))


def _covers(entry: RegisteredCeasefire, codes: frozenset[str], theatre: Theatre | None) -> bool:
    if theatre is not None:
        return entry.theatre == theatre.id and sides_of(codes, theatre) <= entry.sides
    return codes <= set(entry.parties)


def is_in_force(entry: RegisteredCeasefire, on: date | datetime) -> bool:
    """Whether a truce had taken effect and was not over: the day it ended still counts."""
    day = on.date() if isinstance(on, datetime) else on
    start = entry.effective_on or entry.declared_on
    if not entry.was_agreed or start is None or day < start or entry.was_over(day):
        return False
    if isinstance(on, datetime) and entry.effective_at is not None:
        at = on if on.tzinfo else datetime.combine(on.date(), time(on.hour, on.minute), entry.effective_at.tzinfo)
        return at >= entry.effective_at
    return True
