"""Ceasefires of the period and the breaks alleged of them: who accuses whom, in how many accounts, and how that stands."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pantau.model import CONFIGURED, IncidentDigest, RegisteredCeasefire, Violation
from pantau.model.sitrep import Arg, Part, Phrase, ToldTruce
from pantau.report.sitrep import phrases as p
from pantau.report.sitrep.ground import MOST_GROUPS, Draft, Ground
from pantau.store import sitrep_asking as asking
from pantau.store.looking import incidents_of
from pantau.store.sitrep_asking import find_accusing, find_incident_bodies
from pantau.store.telling import find_heads

_MOST_TRUCES, _NEAR_DAYS, _MOST_UNDATED = 10, 14, 2_000


@dataclass(frozen=True)
class Group:
    """What one accuser alleges of the same accused."""

    accuser: str | None
    accused: tuple[str, ...]
    violations: tuple[Violation, ...]

    @property
    def records(self) -> list[str]:
        """The records it rests on."""
        return [record for one in self.violations for record in one.records]


@dataclass(frozen=True)
class Stood:
    """A ceasefire that stood in the period, with the breaks alleged in it and how many accounts of them stand as verified."""

    truce: RegisteredCeasefire
    groups: tuple[Group, ...]
    incidents: tuple[IncidentDigest, ...]
    verified: int

    @property
    def accounts(self) -> int:
        """How many accounts of breaks there are."""
        return sum(len(group.violations) for group in self.groups)

    @property
    def mutual(self) -> tuple[Group, ...]:
        """The first two groups whose accusers each accuse the other; none where nobody answers in kind."""
        named = [group for group in self.groups if group.accuser is not None]
        pairs = itertools.combinations(named, 2)
        return next(((a, b) for a, b in pairs if b.accuser in a.accused and a.accuser in b.accused), ())

    @property
    def is_mutual(self) -> bool:
        """Whether exactly two parties accuse, each of them the other."""
        return len(self.groups) == 2 and bool(self.mutual)


def find_stood(ground: Ground) -> list[Stood]:
    """The ceasefires that stood in the period, those of which breaks are alleged first."""
    found = ground.store.ask(asking.find_stood, ground.theatre, ground.from_on, ground.to_on)
    near = [truce for truce in found if _stood(truce, ground)]
    alleged = {truce.id: _alleged(truce, ground) for truce in near}
    if not ground.theatre:
        near = [truce for truce in near if alleged[truce.id] or _is_told(truce, ground)]
    near.sort(key=lambda truce: (-len(alleged[truce.id]), not truce.was_agreed, -_day(truce), truce.id))
    stood = [_with_incidents(truce, alleged[truce.id], ground) for truce in near]
    told = stood[:_MOST_TRUCES]
    ground.notes.fetch(record for one in told for record in quoted_stages(one.truce, ground))
    ground.notes.fetch(record for one in told for group in one.groups[:MOST_GROUPS] for record in group.records[:60])
    return stood


def _day(truce: RegisteredCeasefire) -> int:
    return truce.began_on.toordinal() if truce.began_on else 0


def _stood(truce: RegisteredCeasefire, ground: Ground) -> bool:
    """Whether it stood for at least an hour of the period, or was called for in it."""
    if not truce.was_agreed:
        return ground.holds(truce.first_told_on)
    return truce.began_on is not None and truce.began_on <= ground.to_on and not truce.was_over(ground.from_on)


def _is_told(truce: RegisteredCeasefire, ground: Ground) -> bool:
    """Whether a page tells a stage of it near the period."""
    first = date.fromordinal(max(1, ground.from_on.toordinal() - _NEAR_DAYS))
    return any(first <= (stage.on or stage.told_on or date.min) <= ground.to_on for stage in truce.stages)


def _alleged(truce: RegisteredCeasefire, ground: Ground) -> list[Violation]:
    """The breaks alleged for a day of the period; one without a day belongs to the day of its page."""
    undated = [one.document for one in truce.violations if one.on is None][:_MOST_UNDATED]
    heads = ground.store.ask(find_heads, undated)
    days = {document: head.day for document, head in heads.items()}
    return [one for one in truce.violations if ground.holds(one.on if one.on is not None else days.get(one.document))]


def _with_incidents(truce: RegisteredCeasefire, alleged: Sequence[Violation], ground: Ground) -> Stood:
    homes = ground.store.ask(incidents_of, [record for one in alleged for record in one.records])
    incidents = ground.store.ask(find_incident_bodies, homes.values())
    by_pair: dict[tuple[str | None, tuple[str, ...]], list[Violation]] = {}
    for one in alleged:
        by_pair.setdefault((one.accuser, one.accused), []).append(one)
    groups = [Group(accuser, accused, tuple(some)) for (accuser, accused), some in by_pair.items()]
    groups.sort(key=lambda group: (-len(group.violations), group.accuser is None, group.accuser or "", group.accused))
    verified = sum(
        any(record in homes and incidents[homes[record]].status.status == "verified" for record in one.records) for one in alleged
    )
    ordered = tuple(incidents[key] for key in sorted(incidents, key=lambda key: int(key[1:])))
    return Stood(truce, tuple(groups), ordered, verified)


def told_truces(stood: Sequence[Stood], ground: Ground) -> tuple[ToldTruce, ...]:
    """What later reports compare with."""
    return tuple(ToldTruce(one.truce.id, one.truce.stage_as_of(ground.to_on) or "", one.accounts) for one in stood)


# sentences


def brokers_of(truce: RegisteredCeasefire) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The brokers that the theatre's file or most pages name, and those that single pages name beside."""
    known = [told.value for told in truce.brokers if CONFIGURED in told.by]
    most = max((len(told.by) for told in truce.brokers), default=0)
    main = known or [told.value for told in truce.brokers if len(told.by) == most]
    return tuple(main), tuple(told.value for told in truce.brokers if told.value not in main)


def began(truce: RegisteredCeasefire, ground: Ground) -> Phrase:
    """How it came about, as the head of a sentence."""
    brokers = brokers_of(truce)[0]
    named = p.truce(truce.name), p.parties("brokers", brokers)
    end = "_brokered" if brokers and truce.known else ""
    if not truce.was_agreed:
        return p.phrase("truce.called", named[0])
    if ground.holds(truce.effective_on):
        return p.phrase(f"truce.began{end}", *named, p.on("day", truce.effective_on, kind="day"), p.at("hour", truce.effective_at))
    if ground.holds(truce.declared_on):
        return p.phrase(f"truce.declared{end}", *named, p.on("day", truce.declared_on, kind="day"))
    if truce.effective_on or truce.declared_on:
        return p.phrase("truce.since", *named, p.on("date", truce.effective_on or truce.declared_on))
    return p.phrase("truce.plain", *named)


def quoted_stages(truce: RegisteredCeasefire, ground: Ground) -> list[str]:
    """The records that tell it best: those that give its day and name its broker, then those that tell a stage of the period."""
    main = brokers_of(truce)[0]
    told = dict(truce.told)
    days = {str(day) for day in (truce.effective_on, truce.declared_on) if day}
    dated = {by for slot in ("effective_on", "declared_on") for each in told.get(slot, ()) if each.value in days for by in each.by}
    named = {by for each in truce.brokers if each.value in main for by in each.by}
    staged = {s.record for s in truce.stages if ground.holds(s.on) and s.stage in ("declared", "in_effect")}
    known = {s.record for s in truce.stages if (s.on or s.told_on or date.max) <= ground.to_on} | set(truce.mentions[:200])
    rank = {record: -2 * (record in dated) - 2 * (record in named) - (record in staged) for record in known - {CONFIGURED}}
    return sorted(rank, key=lambda record: (rank[record], record))[:24]


def verified(stood: Stood) -> Phrase:
    """How many of the breaks alleged stand as verified."""
    if stood.verified:
        return p.phrase("verified.some", p.count("n", stood.accounts), p.count("m", stood.verified))
    if stood.is_mutual:
        return p.phrase("verified.neither")
    return p.phrase("verified.two") if stood.accounts == 2 else p.phrase("verified.none", p.count("n", stood.accounts))


def summary_of(stood: Stood, ground: Ground) -> tuple[str, Phrase, list[int]]:
    """The sentence that tells a ceasefire and the breaks alleged of it at once."""
    truce, groups = stood.truce, stood.groups
    head, key = p.clause("truce", began(truce, ground)), f"sum.truce.{truce.id}"
    notes = [*ground.notes.quotes(quoted_stages(truce, ground), most=1, in_order=True), truce_list(truce, ground)]
    for group in groups[:4]:
        notes += ground.notes.quotes(group.records, most=1)
    if not groups:
        return key, p.phrase("sum.kept" if truce.was_agreed else "sum.called", head), notes
    how = p.clause("verified", verified(stood))
    if stood.mutual:
        soon, sides = "_soon" * _is_soon(stood, ground), p.parties("sides", [group.accuser or "" for group in stood.mutual])
        others = [group for group in groups[:4] if group not in stood.mutual]
        if not others:
            return key, p.phrase(f"sum.both{soon}", head, sides, how), notes
        return key, p.phrase(f"sum.both{soon}_beside", head, sides, p.clauses("pairs", _pairs(others)), how), notes
    if len(groups) == 1 and groups[0].accuser:
        return key, p.phrase("sum.one", head, *_pair(groups[0]), how), notes
    return key, p.phrase("sum.many", head, p.clauses("pairs", _pairs(groups[:4])), how), notes


def _pairs(groups: Sequence[Group]) -> list[Phrase]:
    return [p.phrase("pair" if group.accuser else "pair.nobody", *_pair(group)) for group in groups]


def _pair(group: Group) -> tuple[Arg, Arg]:
    return p.parties("accuser", [group.accuser] if group.accuser else ()), p.parties("accused", group.accused)


def _is_soon(stood: Stood, ground: Ground) -> bool:
    """Whether breaks are alleged within a day of its entry, which the sentence tells."""
    entry, days = stood.truce.effective_on, [one.on for group in stood.groups for one in group.violations if one.on]
    return entry is not None and ground.holds(entry) and bool(days) and (min(days) - entry).days <= 1


def truce_list(truce: RegisteredCeasefire, ground: Ground) -> int:
    """The footnote of the ceasefire's own page."""
    return ground.whole(f"/ceasefires/{truce.id}")


def tell_truces(stood: Sequence[Stood], ground: Ground) -> Part:
    """How each ceasefire stood by the end of the period."""
    draft = Draft("ceasefires")
    for one in stood[:_MOST_TRUCES]:
        _tell_truce(draft, one.truce, ground)
    if not stood:
        draft.say("truce.none", p.phrase("truce.none"), ground.whole("/ceasefires", theatre=ground.theatre))
    if len(stood) > _MOST_TRUCES:
        draft.say("truce.more", p.phrase("truce.more", p.count("n", len(stood) - _MOST_TRUCES)), ground.whole("/ceasefires"))
    return draft.done()


def _tell_truce(draft: Draft, truce: RegisteredCeasefire, ground: Ground) -> None:
    main, others = brokers_of(truce)
    notes = [*ground.notes.quotes(quoted_stages(truce, ground), in_order=True), truce_list(truce, ground)]
    if not truce.was_agreed:
        draft.say(f"truce.{truce.id}", p.phrase("truce.called_for", p.clause("truce", began(truce, ground))), *notes)
        return
    ended = truce.ended_on if truce.ended_on and truce.ended_on <= ground.to_on else None
    draft.say(f"truce.{truce.id}", p.phrase(
        "truce.state", p.truce(truce.name), p.parties("brokers", main), p.on("date", ground.to_on),
        p.code("stage", "stage", truce.stage_as_of(ground.to_on) or "declared"), p.on("declared", truce.declared_on),
        p.clause("entry", _entry(truce)), p.on("ended", ended),
    ), *notes)  # fmt: skip
    if others:
        tellers = [by for told in truce.brokers if told.value in others for by in told.by if by != CONFIGURED]
        told = p.phrase("truce.also_brokers", p.truce(truce.name), p.parties("brokers", others))
        draft.say(f"truce.{truce.id}.brokers", told, *ground.notes.quotes(tellers, most=2), truce_list(truce, ground))


def _entry(truce: RegisteredCeasefire) -> Phrase | None:
    if truce.effective_on is None:
        return None
    return p.phrase("truce.entry", p.on("effective", truce.effective_on), p.at("hour", truce.effective_at))


def tell_violations(stood: Sequence[Stood], ground: Ground) -> tuple[Part, int]:
    """Every pair of accuser and accused, how that stands, and accusations tied to no ceasefire; the number of pairs of these."""
    draft, left = Draft("violations"), sum(one.accounts for one in stood[_MOST_TRUCES:])
    for one in stood[:_MOST_TRUCES]:
        left += sum(len(group.violations) for group in one.groups[MOST_GROUPS:])
        for group in one.groups[:MOST_GROUPS]:
            _tell_group(draft, one, group, ground)
        if one.groups:
            _tell_standing(draft, one, ground)
    if left:
        draft.say("viol.more", p.phrase("viol.more", p.count("n", left)), ground.whole("/ceasefires", theatre=ground.theatre))
    if not draft.sentences:
        draft.say("viol.none", p.phrase("viol.none"), ground.whole("/ceasefires", theatre=ground.theatre))
    return _tell_accusations(draft, stood, ground)


def _tell_group(draft: Draft, stood: Stood, group: Group, ground: Ground) -> None:
    truce = stood.truce
    ways = Counter(one.how.replace(" ", "_") for one in group.violations)
    duties = sorted({one.provision for one in group.violations if one.provision})
    notes = [*ground.notes.quotes(group.records), truce_list(truce, ground)]
    draft.say(
        f"viol.{truce.id}.{group.accuser or ''}.{'+'.join(group.accused)}",
        p.phrase(
            "viol.group" if group.accuser else "viol.nobody", *_pair(group), p.truce(truce.name), p.count("n", len(group.violations)),
            p.codes("provision", "provision", duties), p.codes("how", "how", [way for way, _ in ways.most_common(2)]),
        ),
        *notes,
    )  # fmt: skip


def _tell_standing(draft: Draft, stood: Stood, ground: Ground) -> None:
    counts = Counter(each.status.status for each in stood.incidents)
    if not counts:
        return
    deniers = sorted({code for each in stood.incidents for code in each.denied_by})
    notes = [ground.whole(f"/incidents/{each.incident.id}") for each in stood.incidents[:6]]
    draft.say(f"viol.{stood.truce.id}.stands", p.phrase(
        "viol.stands", p.clause("verified", verified(stood)), p.count("n", len(stood.incidents)),
        p.statuses(dict(sorted(counts.items()))), p.parties("deniers", deniers),
    ), *notes)  # fmt: skip


def _tell_accusations(draft: Draft, stood: Sequence[Stood], ground: Ground) -> tuple[Part, int]:
    tied = {record for one in stood for group in one.groups for record in group.records}
    found, pairs = ground.store.ask(find_accusing, ground.wanted, without=tied, limit=MOST_GROUPS)
    ground.notes.fetch(record for one in found for record in one.some)
    for one in found:
        pages = p.phrase("acc.documents", p.count("n", one.documents))
        draft.say(
            f"acc.{one.code}.{'+'.join(one.targets)}",
            p.phrase(
                "acc.group", p.parties("accuser", [one.code or ""]), p.parties("accused", one.targets), p.count("n", one.claims),
                p.clause("m", pages),
            ),
            *ground.notes.quotes(one.some), _claims(ground, one.code),
        )  # fmt: skip
    if pairs > len(found):
        draft.say("acc.more", p.phrase("acc.more", p.count("n", pairs - len(found))), _claims(ground, None))
    return draft.done(), pairs


def _claims(ground: Ground, party: str | None) -> int:
    return ground.listing("/records", kind="claim", type="accuse", party=party)
