"""REVIEW: which incidents a person should look at, why, and in what order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from pantau.model import Finding, IncidentDigest, Look, RegisteredCeasefire, Review, ReviewReason
from pantau.model.decision import STATUS_DECISIONS

WEIGHTS = {"grown": 20, "violation": 40, "conflict": 30, "origins": 25, "check": 15, "confidence": 10}
DECIDED = 60
"""Added where people had decided how the incident stands, and it is another now."""
UNSURE = 0.35
"""A record less sure than this is one of three that is right: somebody should look."""
LASTING = ("violation", "check")
"""Reasons that come from joining everything; they stay with their records until everything is joined again."""
_MOST = 20


def find_lasting(registry: Iterable[RegisteredCeasefire], findings: Iterable[Finding]) -> dict[str, frozenset[str]]:
    """By reason: the records of alleged violations, and those in which a check found something."""
    violations = {record for truce in registry for violation in truce.violations for record in violation.records}
    return {"violation": frozenset(violations), "check": frozenset(record for each in findings for record in each.records)}


def still_lasting(reviews: Iterable[Review]) -> dict[str, frozenset[str]]:
    """The same as it was found by the last linking."""
    found: dict[str, set[str]] = {kind: set() for kind in LASTING}
    for review in reviews:
        for reason in review.reasons:
            if reason.kind in found:
                found[reason.kind].update(reason.records)
    return {kind: frozenset(records) for kind, records in found.items()}


def find_review(
    each: IncidentDigest, sureness: Mapping[str, float], lasting: Mapping[str, frozenset[str]], look: Look | None
) -> Review | None:
    """Why an incident should be looked at; None without a reason. `sureness` is the confidence of its records."""
    records = each.incident.records
    reasons = [*_standing(each, sureness, lasting), *_changed(each, look)]
    if not reasons:
        return None
    weight = sum(WEIGHTS[reason.kind] for reason in reasons)
    was_decided = look is not None and look.kind in STATUS_DECISIONS
    weight += DECIDED if was_decided and any(reason.kind == "grown" for reason in reasons) else 0
    seen = hash_view(records, each, reasons)
    ordered = tuple(sorted(reasons, key=lambda reason: (-WEIGHTS[reason.kind], reason.kind)))
    is_open = look is None or look.fingerprint != seen
    return Review(incident=each.incident.id, reasons=ordered, weight=weight, fingerprint=seen, is_open=is_open)


def _standing(each: IncidentDigest, sureness: Mapping[str, float], lasting: Mapping[str, frozenset[str]]) -> Iterable[ReviewReason]:
    mine = each.incident.records
    for kind in LASTING:
        held = [record for record in mine if record in lasting.get(kind, ())]
        if held:
            yield ReviewReason(kind, tuple(held[:_MOST]))
    if each.denied_by:
        yield ReviewReason("conflict", (), "", ", ".join(each.denied_by))
    unsure = [record for record in mine if sureness.get(record, 1.0) < UNSURE]
    if unsure:
        yield ReviewReason("confidence", tuple(unsure[:_MOST]))


def _changed(each: IncidentDigest, look: Look | None) -> Iterable[ReviewReason]:
    """What is another thing than it was when somebody looked."""
    if look is None:
        return
    came, gone = set(each.incident.records) - set(look.records), set(look.records) - set(each.incident.records)
    if came or gone:
        yield ReviewReason("grown", tuple(sorted(came)[:_MOST]), str(len(look.records)), str(len(each.incident.records)))
    before, now = (look.at_least, look.at_most), (each.origins.at_least, each.origins.at_most)
    if before != now:
        yield ReviewReason("origins", (), "–".join(map(str, before)), "–".join(map(str, now)))


def hash_view(records: Sequence[str], each: IncidentDigest, reasons: Iterable[ReviewReason] = ()) -> str:
    """What stands for all there is to see of an incident; changes since a look are no part of it."""
    standing = sorted((reason.kind, *reason.records) for reason in reasons if reason.kind not in ("grown", "origins"))
    seen = [sorted(records), each.origins.at_least, each.origins.at_most, sorted(each.denied_by), standing]
    return hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()[:16]
