"""Mentions of truces joined into arrangements: those a theatre's file knows, and those that mentions found together.

Two steps, the same in any order of pages: every mention is held against the known agreements of its theatre; what fits none is
grouped with mentions of the same sides whose days and brokers do not clash, each against all that are in the group already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from pantau.link.articles import Articles, day_of
from pantau.link.counts import CountTold
from pantau.link.theatres import belligerents_of, sides_of, theatre_of
from pantau.model import Ceasefire
from pantau.world.theatre import Agreement, Theatre

LONGEST_WAIT = timedelta(days=3)
"""Between the making of a truce and its coming into force, at most; what lies further apart is another truce."""
FRESH = timedelta(days=45)
"""How long after its last known day pages speak of a truce without naming its day."""
CALLS = timedelta(days=3)
"""Calls and undated talks of one pair of sides within these days of each other are about one truce."""
TALKED = ("called_for", "negotiated")
_ENOUGH, _SURE = 2, 3
"""Scores from which a mention is of a known agreement; a call is of one only where its day or name is told."""


@dataclass(frozen=True)
class Mention:
    """One record of a truce with its theatre, sides, the page's day, the words around it, and the count it is part of."""

    record: Ceasefire
    theatre: Theatre | None
    sides: frozenset[str]
    told_on: date | None
    words: str
    count: CountTold | None = None

    @property
    def on(self) -> date | None:
        """The day of the truce itself."""
        return self.record.declared_on or self.record.effective_on

    @property
    def key(self) -> tuple[str, int, str]:
        """A total order that hangs on content alone."""
        return self.record.document, self.record.trigger.start, self.record.id


@dataclass
class Group:
    """An arrangement in the making: the agreement it is, if known, and its mentions; `counted` are mentions of several at once."""

    theatre: Theatre | None
    sides: frozenset[str]
    agreement: Agreement | None = None
    mentions: list[Mention] = field(default_factory=list)
    counted: list[Mention] = field(default_factory=list)


def find_mentions(articles: Articles) -> list[Mention]:
    """Every record of a truce, dated ones first, in an order that hangs on content alone."""
    found = []
    corpus = articles.corpus
    for record in corpus.records(Ceasefire):
        theatre = theatre_of(record.parties, articles.knowledge.world.theatres)
        sides = sides_of(record.parties, theatre)
        counts = articles.notes(record.document).counts
        count = next((c for c in counts if c.number > 1 and not c.ordinal and c.span.overlaps(record.trigger)), None)
        words = articles.words_around(record.document, record.trigger)
        found.append(Mention(record, theatre, sides, day_of(corpus, record.document), words, count))
    return sorted(found, key=lambda m: (m.on is None, m.on or m.told_on or date.max, m.key))


def join_mentions(mentions: Sequence[Mention], theatres: Sequence[Theatre]) -> list[Group]:
    """The known agreements of every theatre, then what mentions found."""
    known = [Group(t, sides_of(a.parties, t), a) for t in theatres for a in t.agreements]
    founded: list[Group] = []
    alike: dict[tuple[str, frozenset[str]], list[Group]] = {}
    for mention in mentions:
        if mention.count is None:
            peers = alike.setdefault((mention.theatre.id if mention.theatre else "", mention.sides), [])
            group = _best_known(mention, known) or _founded(mention, peers)
            if group is None:
                group = Group(mention.theatre, mention.sides)
                founded.append(group)
                peers.append(group)
            group.mentions.append(mention)
    for mention in mentions:
        if mention.count is not None:
            for group in _counted(mention, [*known, *founded]):
                group.counted.append(mention)
    return [*known, *founded]


# Known agreements ----------------------------------------------------------------------------------------------------


def _best_known(mention: Mention, known: Sequence[Group]) -> Group | None:
    """The known agreement that a mention fits best, if it fits one well; of equals the latest."""
    fitting = [g for g in known if g.theatre is mention.theatre and g.theatre is not None and _may_be(mention, g)]
    latest = _latest(mention, fitting)
    scored = [(_score(mention, g) + (2 if g is latest else 0), _start(g), g) for g in fitting]
    best = max(scored, key=lambda row: (row[0], row[1] or date.min), default=None)
    enough = _SURE if mention.record.stage in TALKED else _ENOUGH
    return best[2] if best is not None and best[0] >= enough and not _is_taken(mention, best[2]) else None


def _start(group: Group) -> date | None:
    agreement = group.agreement
    if agreement is not None:
        return agreement.declared_on or agreement.effective_on
    days = [m.on for m in group.mentions if m.on] or [m.told_on for m in group.mentions if m.told_on]
    return min(days, default=None)


def _may_be(mention: Mention, group: Group) -> bool:
    """Whether the sides fit, and the agreement was made by the page's day."""
    agreement, start = group.agreement, _start(group)
    if agreement is None or not mention.sides or len(mention.sides & group.sides) < min(2, len(group.sides)):
        return False
    return start is None or mention.told_on is None or start <= mention.told_on + timedelta(days=1)


def _latest(mention: Mention, groups: Sequence[Group]) -> Group | None:
    """The latest of the agreements, if pages of the mention's day still speak of it without naming its day."""
    day = mention.told_on
    if day is None or mention.on is not None or mention.record.stage in TALKED:
        return None
    fresh = []
    for group in groups:
        agreement, start = group.agreement, _start(group)
        last = agreement.ended_on if agreement else None
        in_force = agreement is not None and last is None and mention.record.stage not in ("collapsed", "ended")
        if start is not None and start <= day and (in_force or day - (last or start) <= FRESH) and not _clash(mention, group):
            fresh.append(group)
    return max(fresh, key=lambda g: (_start(g) or date.min, g.agreement.name if g.agreement else ""), default=None)


def _brokers(group: Group) -> set[str]:
    told = {b for m in group.mentions for b in m.record.brokers}
    return told | set(group.agreement.brokers) if group.agreement else told


def _clash(mention: Mention, group: Group) -> bool:
    """Whether both name brokers and none is the same."""
    theirs = _brokers(group)
    return bool(mention.record.brokers and theirs and theirs.isdisjoint(mention.record.brokers))


def _score(mention: Mention, group: Group) -> int:
    agreement = group.agreement
    assert agreement is not None
    score = 0
    if mention.on is not None:
        days = [d for d in (agreement.declared_on, agreement.effective_on) if d]
        near = min((abs((mention.on - d).days) for d in days), default=99)
        inside = len(days) == 2 and days[0] <= mention.on <= days[1]
        score += 4 if near <= 1 or inside else -3 if near > LONGEST_WAIT.days else 1
    if mention.record.brokers and agreement.brokers:
        score += -3 if _clash(mention, group) else 2
    words = mention.words.casefold()
    names = (agreement.name, *(n for forms in agreement.names.values() for n in forms))
    score += 3 * any(name.casefold() in words for name in names)
    extra = set(agreement.parties) - set(belligerents_of(agreement.parties, group.theatre))
    return score + 5 * bool(extra & set(mention.record.parties))


def _is_taken(mention: Mention, group: Group) -> bool:
    """Two truces of one page stay two, unless they are told with one day."""
    same = [m for m in group.mentions if m.record.document == mention.record.document]
    return any(m.on is None or mention.on is None or abs((m.on - mention.on).days) > 1 for m in same)


# Arrangements that mentions found -------------------------------------------------------------------------------------


def _founded(mention: Mention, groups: Sequence[Group]) -> Group | None:
    """The group that a mention joins: it must fit every member, so that no chain ties two truces together; the nearest in days."""
    fitting = [g for g in groups if g.theatre is mention.theatre and all(_fit(mention, m) for m in g.mentions)]
    day = mention.on or mention.told_on or date.max
    return min(fitting, key=lambda g: (abs((day - (_start(g) or date.max)).days), g.mentions[0].key), default=None)


def _fit(a: Mention, b: Mention) -> bool:
    if a.record.document == b.record.document or not a.sides or a.sides != b.sides:
        return False
    if (a.record.stage in TALKED) != (b.record.stage in TALKED):
        return False
    if a.on and b.on:
        waits = {a.record.declared_on is None, b.record.declared_on is None}
        if abs(a.on - b.on) > (LONGEST_WAIT if len(waits) == 2 else timedelta(days=1)):
            return False
    elif not _is_told_in_time(a, b):
        return False
    named = a.record.brokers and b.record.brokers and not set(a.record.brokers) & set(b.record.brokers)
    return not named or (a.on is not None and a.on == b.on)


def _is_told_in_time(a: Mention, b: Mention) -> bool:
    """Whether an undated mention may be of the other's truce: told after its day and not long after, or on nearly one day."""
    first, second = (a, b) if a.on else (b, a)
    if second.told_on is None:
        return False
    if first.on is not None:
        return timedelta(0) <= second.told_on - first.on <= FRESH
    return first.told_on is not None and abs(first.told_on - second.told_on) <= CALLS


# Mentions of several at once -----------------------------------------------------------------------------------------


def _counted(mention: Mention, groups: Sequence[Group]) -> list[Group]:
    """The truces that `two truces` can mean: as many as are counted, before the page's day, not those the page names beside them."""
    count = mention.count
    assert count is not None
    base = [g for g in truces_before(groups, mention.theatre, mention.sides, mention.told_on) if g.agreement or _is_agreed(g)]
    beside = {id(g) for g in base if any(m.record.document == mention.record.document for m in g.mentions)}
    apart = [g for g in base if id(g) not in beside]
    if (count.earlier or count.failed) and len(apart) >= count.number:
        base = apart
    brokers = set(count.brokers) | set(mention.record.brokers)
    named = [g for g in base if not brokers or _brokers(g) & brokers]
    chosen = named if len(named) >= count.number else base
    return chosen[: count.number] if count.earlier or count.failed else chosen[-count.number :]


def _is_agreed(group: Group) -> bool:
    return any(m.record.stage not in TALKED for m in group.mentions)


def truces_before(groups: Sequence[Group], theatre: Theatre | None, sides: frozenset[str], day: date | None) -> list[Group]:
    """The arrangements between these sides of a theatre's war made by a day, in order of their days."""
    first = theatre.began_on if theatre and theatre.began_on and (day is None or theatre.began_on <= day) else date.min
    dated = [(start, g) for g in groups if g.theatre is theatre and len(g.sides & sides) >= 2 and (start := _start(g)) is not None]
    return [g for start, g in sorted(dated, key=lambda row: row[0]) if first <= start and (day is None or start <= day)]
