"""How an incident stands: one rule table, folded from its records' origins, the answers to its claims and people's decisions.

The first row of `RULES` that holds is the status; every row that held is kept as a reason. Beside it the NATO/Admiralty pair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pantau.link.causes import count_sides, speaks_for_itself
from pantau.link.origins import Channels, claimant_of, count_origins, teller_of
from pantau.model import AnswerLink, Claim, Decision, Event, Incident, OriginGroup, Origins, Record, Status, StatusReason

if TYPE_CHECKING:
    from pantau.link.corpus import Corpus
    from pantau.link.decided import Decisions
    from pantau.world import Theatre, World

CONTRADICTS = ("denies", "counters")
_SUPPORTS = ("assert", "accuse", "confirm", "criticise", "threaten", "pledge", "praise", "demand")
_JUDGED = ("not_attributable", "unverifiable", "under_inquiry")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the rules look at, for one incident: `decisions` are those that stand about it, its records or their documents;
    `is_contradicted` says whether a verified incident says the opposite."""

    incident: Incident
    records: tuple[Record, ...]
    origins: Origins
    denials: tuple[tuple[AnswerLink, Claim], ...]
    decisions: tuple[Decision, ...]
    theatres: tuple[Theatre, ...]
    has_observation: bool = False
    is_contradicted: bool = False
    reliability: str = "F"

    @property
    def parties(self) -> tuple[str, ...]:
        """Who the incident names as actor, recipient or target."""
        named = {*self.incident.actors, *self.incident.recipients}
        for record in self.records:
            named.update(record.targets if isinstance(record, Claim) else ())
        return tuple(sorted(named))


Rule = Callable[[Facts], str | None]
"""Why the row holds, in one sentence; None where it does not."""


def _withdrawn(facts: Facts) -> str | None:
    gone = {d.subject for d in facts.decisions if d.kind == "withdraw"}
    whole = facts.incident.id in gone or (bool(facts.records) and all(record.id in gone for record in facts.records))
    return "every record of it is withdrawn by decision" if whole else None


def _verified(facts: Facts) -> str | None:
    """Two people, or an observation and one."""
    others = sorted({d.by for d in facts.decisions if d.kind == "verify"} - find_barred(facts.decisions))
    if len(others) >= 2:
        return f"two people who neither entered nor decided it say so: {', '.join(others)}"
    if facts.has_observation and others:
        return f"an observation, and one other person: {others[0]}"
    return None


def find_barred(decisions: Iterable[Decision]) -> frozenset[str]:
    """Four eyes: whoever entered or decided anything of an incident cannot be one of those who verify it."""
    return frozenset(d.by for d in decisions if d.kind != "verify")


def _judged(kind: str) -> Rule:
    def holds(facts: Facts) -> str | None:
        newest = max((d for d in facts.decisions if d.kind in _JUDGED), key=lambda d: (d.number, d.at, d.by), default=None)
        return f"decided by {newest.by}" if newest and newest.kind == kind else None

    return holds


def _disputed(facts: Facts) -> str | None:
    who = sorted({c.code for _, c in facts.denials if c.code and speaks_for_itself(c.code, facts.parties, facts.theatres)})
    return f"denied or countered by {', '.join(who)}, whom it names" if who else None


def _corroborated(facts: Facts) -> str | None:
    if facts.origins.at_least < 2:
        return None
    outside = [
        group for group in facts.origins.groups
        if group.is_known and not (group.kind == "claimant" and speaks_for_itself(group.name, facts.parties, facts.theatres))
    ]  # fmt: skip
    if not outside:
        return None
    return f"at least {facts.origins.at_least} independent origins, one of them no belligerent in its own cause: {_called(outside[0])}"


def _called(group: OriginGroup) -> str:
    """A group of reports in words: texts of a family and field reports have no name of their own."""
    match group.kind:
        case "family":
            return f"a text told on {len(group.documents)} page{'s' if len(group.documents) > 1 else ''}"
        case "observation":
            return "a field report"
    return group.name


RULES: tuple[tuple[str, Rule], ...] = (
    ("withdrawn", _withdrawn),
    ("verified", _verified),
    ("not_attributable", _judged("not_attributable")),
    ("unverifiable", _judged("unverifiable")),
    ("under_inquiry", _judged("under_inquiry")),
    ("disputed", _disputed),
    ("corroborated", _corroborated),
    ("reported", lambda _facts: "told by the pages"),
)
"""Status and when it holds, the first that holds first."""


def find_status(facts: Facts) -> Status:
    """The status of one incident with all its reasons, and the Admiralty pair."""
    held = tuple(StatusReason(status, why) for status, rule in RULES for why in [rule(facts)] if why)
    return Status(status=held[0].status, reasons=held, reliability=facts.reliability, credibility=_credibility(facts, held))


def _credibility(facts: Facts, held: Sequence[StatusReason]) -> int:
    """1 corroborated, not denied · 2 corroborated, denied · 3 one origin, not denied · 4 one origin, denied · 5 contradicted by a
    verified incident or two independent origins · 6 no claimant and origin unknown. What contradicts outweighs, what is not known
    of any origin says nothing."""
    deniers = {claim.code for _, claim in facts.denials if claim.code}
    witnesses = {claimant_of(claim) for _, claim in facts.denials if not claim.code} - {None}
    if facts.is_contradicted or count_sides(deniers, facts.theatres) + len(witnesses) >= 2:
        return 5
    if not any(group.is_known for group in facts.origins.groups):
        return 6
    corroborated = any(reason.status == "corroborated" for reason in held)
    return (1 if corroborated else 3) + bool(facts.denials)


def supports(record: Record) -> bool:
    """Whether a record says that the happening took place: no denial, nothing negated, hypothetical or still to come."""
    match record:
        case Event():
            return record.modality in ("occurred", "ongoing")
        case Claim():
            return record.stance in _SUPPORTS
    return True


def gather_facts(
    incident: Incident, corpus: Corpus, answers: Sequence[AnswerLink], channels: Channels, world: World,
    *, decisions: Decisions | None = None, ratings: Mapping[str, str] | None = None,
) -> Facts:  # fmt: skip
    """What the rules need to know of one incident; `answers` and `decisions` may be all there are. `ratings` are the letters that
    people at the desk gave sources. What was withdrawn is no report."""
    records = tuple(corpus.record(record_id) for record_id in incident.records)
    mine = {*incident.records, incident.id}
    found = decisions.about(incident, records) if decisions else ()
    gone = decisions.withdrawn if decisions else frozenset()
    # an event says itself on whose word it stands: the claims about it (who welcomes, explains, accuses) are no reports of their own
    standing = tuple(record for record in records if record.id not in gone)
    told = tuple(record for record in standing if supports(record))
    told = tuple(record for record in told if isinstance(record, Event)) or told or standing
    denials = [
        (link, claim) for link in answers
        if link.claim in mine and link.relation in CONTRADICTS and not gone & {link.claim, link.answer} and corpus.has(link.answer)
        for claim in [corpus.record(link.answer)] if isinstance(claim, Claim)
    ]  # fmt: skip
    documents = [corpus.document_of(record) for record in standing]
    return Facts(
        incident=incident,
        records=records,
        origins=count_origins(told, channels),
        denials=tuple(sorted(denials, key=lambda pair: (pair[0].answer, pair[0].claim))),
        decisions=found,
        theatres=world.theatres,
        has_observation=any(document.kind == "observation" and not teller_of(document) for document in documents),
        reliability=_best_reliability({document.source for document in documents if document.source}, world, ratings or {}),
    )


def _best_reliability(sources: set[str], world: World, ratings: Mapping[str, str]) -> str:
    """The best letter that people gave one of the sources, at the desk or in its file; F where none was judged."""
    known = {source: world.sources.by_domain(source) for source in sources}
    letters = (ratings.get(source) or (about.reliability if about else None) for source, about in known.items())
    return min((letter for letter in letters if letter), default="F")
