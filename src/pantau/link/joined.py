"""Everything that joins the documents of a corpus, each part made when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from pantau.knowledge import Knowledge
from pantau.link.articles import Articles
from pantau.link.check import find_findings
from pantau.link.check_counts import find_counts
from pantau.link.corpus import Corpus
from pantau.link.decided import Decisions
from pantau.link.ledger import find_ledger
from pantau.link.matrix import find_matrix
from pantau.link.origins import Channels, find_channels
from pantau.link.registry import find_registry
from pantau.link.status import Facts, find_status, gather_facts
from pantau.model import (
    AnswerLink,
    Count,
    Family,
    Finding,
    Incident,
    Ledger,
    Lineage,
    MatrixRow,
    Registry,
    Status,
)


@dataclass(frozen=True)
class Joined:
    """Documents with their lineage, families, incidents and answers; registry, ledger, matrix, origins, statuses and findings follow
    from these."""

    corpus: Corpus
    knowledge: Knowledge
    lineages: tuple[Lineage, ...]
    families: tuple[Family, ...]
    incidents: tuple[Incident, ...]
    answers: tuple[AnswerLink, ...]
    decisions: Decisions = field(default_factory=lambda: Decisions(()))
    ratings: Mapping[str, str] = field(default_factory=dict)
    read: Articles | None = None
    elsewhere: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    """Where only a part was joined: records outside it, each with its incident's id and whether that is verified."""

    @cached_property
    def standing(self) -> Corpus:
        """The corpus without the records that people withdrew: they are reachable, and count nowhere."""
        return self.corpus.without(self.decisions.withdrawn)

    @cached_property
    def family_of(self) -> dict[str, str]:
        """The family of every document that is in one."""
        return {document: family.id for family in self.families for document in family.documents}

    @cached_property
    def channels(self) -> Channels:
        """Where the text of every document comes from."""
        return find_channels(self.corpus, self.families, self.knowledge.world)

    @cached_property
    def facts(self) -> dict[str, Facts]:
        """By incident: what its status is folded from, origins included."""
        denied: dict[str, list[AnswerLink]] = {}
        for link in self.answers:
            denied.setdefault(link.claim, []).append(link)
        found: dict[str, Facts] = {}
        for incident in self.incidents:
            mine = [link for record in incident.records for link in denied.get(record, ())]
            world = self.knowledge.world
            found[incident.id] = gather_facts(
                incident, self.corpus, mine, self.channels, world, decisions=self.decisions, ratings=self.ratings
            )
        return found

    @cached_property
    def statuses(self) -> dict[str, Status]:
        """By incident: how it stands. A denial that stands in a verified incident contradicts the one it denies."""
        first = {key: find_status(facts) for key, facts in self.facts.items()}
        home = {record: incident.id for incident in self.incidents for record in incident.records}
        verified = {key for key, status in first.items() if status.status == "verified"}
        home |= {record: key for record, (key, _) in self.elsewhere.items() if record not in home}
        verified |= {key for key, is_verified in self.elsewhere.values() if is_verified and key not in first}
        for key, facts in self.facts.items():
            if any(home.get(link.answer) in verified - {key} for link, _ in facts.denials):
                first[key] = find_status(replace(facts, is_contradicted=True))
        return first

    @cached_property
    def articles(self) -> Articles:
        """The texts cut into sentences again, as they are needed."""
        return self.read or Articles(self.corpus, self.knowledge)

    @cached_property
    def registry(self) -> Registry:
        """The ceasefires."""
        return find_registry(self.standing, self.knowledge, articles=self.articles)

    @cached_property
    def ledger(self) -> Ledger:
        """Every claimant's figures."""
        return find_ledger(self.standing, self.knowledge, self.family_of, articles=self.articles)

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """Numbers of truces and meetings that pages tell, held against the registry."""
        return find_counts(self.standing, self.registry, self.knowledge, articles=self.articles)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What cannot be right as written."""
        return find_findings(self.standing, self.counts, self.ledger, self.knowledge, articles=self.articles)

    @cached_property
    def matrix(self) -> tuple[MatrixRow, ...]:
        """The claims matrix."""
        return find_matrix(self.standing, self.incidents, self.answers)

