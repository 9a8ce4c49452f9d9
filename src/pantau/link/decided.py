"""Which records are one happening, as people decided it: laid over the machine's grouping, in the order of the decisions.

`same` joins the groups of two records. `not_same` parts two records: where one group holds both, the records that were named as
leaving (or the first alone) leave it together. A later decision outweighs an earlier one, because it comes after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pantau.link.corpus import Corpus
from pantau.model import Decision, Event, Incident, Record, Span

Group = frozenset[str]


class Decisions:
    """Decisions that stand, looked up by what they are about."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self.all = tuple(sorted(decisions, key=lambda d: (d.number, d.at, d.by, d.kind)))
        self.withdrawn = frozenset(each.subject for each in self.all if each.kind == "withdraw")
        self._by_subject: dict[str, list[Decision]] = {}
        for each in self.all:
            for subject in {each.subject, each.other} - {None}:
                self._by_subject.setdefault(str(subject), []).append(each)

    def about(self, incident: Incident, records: Sequence[Record]) -> tuple[Decision, ...]:
        """Those about an incident, one of its records, or the entering of one of their documents."""
        subjects = (incident.id, *incident.records, *sorted({record.document for record in records}))
        found = {id(each): each for subject in subjects for each in self._by_subject.get(subject, ())}
        return tuple(sorted(found.values(), key=lambda d: (d.number, d.at, d.by, d.kind)))


def apply_decisions(groups: Iterable[Group], decisions: Iterable[Decision]) -> list[Group]:
    """The groups as people decided them; a function of groups and decisions alone."""
    members: dict[int, set[str]] = {n: set(group) for n, group in enumerate(groups)}
    home = {record: n for n, group in members.items() for record in group}
    for each in sorted(decisions, key=lambda decision: decision.number):
        if each.kind == "same" and each.other in home and each.subject in home:
            _join(members, home, home[each.subject], home[each.other])
        elif each.kind == "not_same" and each.other in home and each.subject in home:
            _part(members, home, each)
    return sorted((frozenset(group) for group in members.values() if group), key=sorted)


def _join(members: dict[int, set[str]], home: dict[str, int], into: int, other: int) -> None:
    if into != other:
        moved = members.pop(other)
        members[into] |= moved
        home.update(dict.fromkeys(moved, into))


def _part(members: dict[int, set[str]], home: dict[str, int], decision: Decision) -> None:
    here = home[decision.subject]
    if decision.other is None or home[decision.other] != here:
        return
    leaving = (members[here] & {decision.subject, *decision.records}) - {decision.other}
    new = max(members) + 1
    members[here] -= leaving
    members[new] = leaving
    home.update(dict.fromkeys(leaving, new))


def regroup(incidents: Sequence[Incident], corpus: Corpus, decisions: Sequence[Decision]) -> tuple[Incident, ...]:
    """The incidents with what people decided laid over them; one that nobody touched is the same as before.

    Records that were in no incident (claims about no event) and are named by a decision come in as groups of their own.
    """
    mine = [d for d in decisions if d.kind in ("same", "not_same") and d.other and corpus.has(d.subject) and corpus.has(d.other)]
    if not mine:
        return tuple(incidents)
    touched = {record for d in mine for record in (d.subject, d.other or "")}
    alone = touched - {record for incident in incidents for record in incident.records}
    open_ = [incident for incident in incidents if touched & set(incident.records)]
    rest = [incident for incident in incidents if not touched & set(incident.records)]
    groups = apply_decisions([*(frozenset(i.records) for i in open_), *(frozenset({record}) for record in sorted(alone))], mine)
    was_alone = [group for group in groups if len(group) == 1 and group <= alone]
    made = [make_incident(group, corpus) for group in groups if group not in was_alone]
    return tuple(sorted((*rest, *made), key=lambda incident: _order(incident, corpus)))


def make_incident(group: Iterable[str], corpus: Corpus, *, id: str = "") -> Incident:
    """The incident of some records, without an id."""
    records = [corpus.record(record) for record in sorted(group)]
    return Incident.of([r for r in records if isinstance(r, Event)], (r.id for r in records), id=id)


def _order(incident: Incident, corpus: Corpus) -> tuple[bool, str, Span, str]:
    """By the first event, as incidents are ordered that nobody touched."""
    return min((not isinstance(r, Event), r.document, r.trigger, r.id) for r in map(corpus.record, incident.records))
