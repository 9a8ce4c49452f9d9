"""Rows of what joins documents, each with the words of one record or passage to show; and of the documents themselves."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pantau.export.rows import (
    Material,
    Values,
    bound_values,
    instant,
    page_values,
    place_values,
    span_values,
    trigger_values,
    zone,
)
from pantau.model import (
    CONFIGURED,
    PLACE_PRECISIONS,
    Claim,
    Event,
    Finding,
    Incident,
    Lineage,
    Passage,
    Place,
    RegisteredCeasefire,
    Span,
)

NO_POINT = ("country", "unknown")
"""Classes of precision too coarse to be drawn as a point, whatever coordinates stand beside them."""


def incident_values(material: Material) -> Iterator[Values]:
    """One row an incident."""
    joined = material.joined
    for incident in joined.incidents:
        if not material.is_asked(incident.records):
            continue
        events = _events(material, incident)
        days = [day for event in events for day in (event.began_on, event.ended_on) if day]
        status = joined.statuses[incident.id]
        shown = min(events, key=lambda e: _order(material, e.id)).id if events else _first(material, incident.records)
        yield {
            "id": incident.id, "types": incident.types, "actors": incident.actors, "recipients": incident.recipients,
            "first_on": min(days, default=None), "last_on": max(days, default=None), "places": incident.places,
            **place_values(place_of(events)), "modalities": incident.modalities, "claimants": incident.claimants,
            "status": status.status, "reliability": status.reliability, "credibility": status.credibility,
            "status_reasons": tuple(f"{reason.status}: {reason.why}" for reason in status.reasons),
            **bound_values(joined.facts[incident.id].origins), **_group(material, incident.records, shown),
        }  # fmt: skip


def _events(material: Material, incident: Incident) -> list[Event]:
    return [r for r in map(material.joined.corpus.record, incident.records) if isinstance(r, Event)]


def place_of(events: Sequence[Event]) -> Place | None:
    """The place of an incident: the most exact that its events give, where they agree on one; else none, however many are named."""
    places = [event.place for event in events if event.place is not None]
    if not places:
        return None
    finest = min(PLACE_PRECISIONS.index(place.precision) for place in places)
    exact = [place for place in places if PLACE_PRECISIONS.index(place.precision) == finest]
    if len({(place.id, place.name or place.raw, place.lat, place.lon) for place in exact}) > 1:
        return None
    raw = sorted(Counter(place.raw for place in exact).items(), key=lambda item: (-item[1], item[0]))[0][0]
    return next(place for place in exact if place.raw == raw)


def ledger_values(material: Material) -> Iterator[Values]:
    """One row a figure of one claimant, in the order of the ledger."""
    for point in material.joined.ledger.points():
        if material.is_asked(point.records):
            yield {
                "id": point.id, **point.key._asdict(), "low": point.low, "high": point.high, "qualifier": point.qualifier,
                "began_on": point.began_on, "as_of": point.as_of, "is_day_inferred": point.is_day_inferred,
                "first_told_on": point.first_told_on, "whole": point.whole, "corrects": point.corrects,
                **bound_values(material.origins_of[point.id]), **_group(material, point.records),
            }  # fmt: skip


def _asked_truces(material: Material) -> Iterator[RegisteredCeasefire]:
    """The ceasefires that a record asked for tells of."""
    return (truce for truce in material.joined.registry if material.is_asked(truce.mentions))


def registry_values(material: Material) -> Iterator[Values]:
    """One row a ceasefire that pages tell of."""
    for truce in _asked_truces(material):
        duties = (*truce.configured, *(p.kind for p in truce.provisions))
        yield {
            "id": truce.id, "theatre": truce.theatre, "name": truce.name, "known": truce.known, "parties": truce.parties,
            "brokers": truce.broker_codes, "declared_on": truce.declared_on, "effective_on": truce.effective_on,
            "effective_at": instant(truce.effective_at), "effective_zone": zone(truce.effective_at), "ended_on": truce.ended_on,
            "superseded_on": truce.superseded_on, "first_told_on": truce.first_told_on,
            "stages": tuple(dict.fromkeys(s.stage for s in truce.stages)), "scope": truce.scope,
            "provisions": tuple(dict.fromkeys(duties)), "disagreements": tuple(slot for slot, _ in truce.disagreements()),
            "alleged_violations": len(truce.violations),
            **bound_values(material.origins_of[truce.id]), **_group(material, truce.mentions),
        }  # fmt: skip


def provision_values(material: Material) -> Iterator[Values]:
    """One row a duty of a ceasefire as a page tells it."""
    for truce in _asked_truces(material):
        for number, provision in enumerate(truce.provisions, 1):
            yield {
                "id": f"{truce.id}/p{number}", "arrangement": truce.id, "arrangement_name": truce.name, "duty": provision.kind,
                "on": provision.on, "is_deadline": provision.is_deadline, "duration": provision.duration,
                **_passage(material, Passage(provision.document, provision.span)),
                **span_values("kind", provision.trigger, material.joined.corpus.documents[provision.document].text),
            }  # fmt: skip


def violation_values(material: Material) -> Iterator[Values]:
    """One row an alleged act against a ceasefire."""
    for truce in _asked_truces(material):
        for number, violation in enumerate(truce.violations, 1):
            yield {
                "id": f"{truce.id}/v{number}", "arrangement": truce.id, "arrangement_name": truce.name,
                "accused": violation.accused, "accuser": violation.accuser, "on": violation.on, "provision": violation.provision,
                "how": violation.how, **bound_values(material.origins(violation.records)), "records": violation.records,
                **_passage(material, Passage(violation.document, violation.span)),
            }  # fmt: skip


def answer_values(material: Material) -> Iterator[Values]:
    """One row a claim that answers another."""
    corpus = material.joined.corpus
    for link in material.joined.answers:
        claim, answer = corpus.record(link.claim), corpus.record(link.answer)
        if isinstance(claim, Claim) and isinstance(answer, Claim) and material.is_asked((claim.id, answer.id)):
            page, other = corpus.document_of(answer), corpus.document_of(claim)
            yield {
                "id": f"{claim.id}-{answer.id}-{link.relation}", "relation": link.relation, "score": link.score,
                "reasons": link.reasons, "claim": claim.id, "claim_code": claim.code, "claim_document_id": other.id,
                **span_values("claim", claim.content, other.text), "answer": answer.id, "answer_code": answer.code,
                **page_values(page), **span_values("answer", answer.content, page.text),
            }  # fmt: skip


def finding_values(material: Material) -> Iterator[Values]:
    """One row a passage of what does not add up."""
    for finding in material.joined.findings:
        asked = material.is_asked(finding.records) or material.has_asked(*(q.document for q in finding.quotes))
        for number, passage in enumerate(finding.quotes, 1):
            if asked:
                key = _finding_id(finding)
                yield {
                    "id": f"{key}/{number}", "finding": key, "check": finding.check, "what": finding.what,
                    "theatre": finding.theatre, "records": finding.records, **_passage(material, passage),
                }  # fmt: skip


def _finding_id(finding: Finding) -> str:
    parts = [finding.check, finding.what, *(f"{q.document}:{q.span.start}-{q.span.end}" for q in finding.quotes)]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:16]


def document_values(material: Material) -> Iterator[Values]:
    """One row a document."""
    joined = material.joined
    roots = {document: family.root for family in joined.families for document in family.documents}
    for document, records in joined.corpus:
        if not material.has_asked(document.id):
            continue
        found, counted = dict(document.evidence), Counter(record.kind for record in records)
        spans = {
            name: span_values(name, found.get(name), document.text)
            for name in ("outlet", "published", "dated", "title", "byline", "dateline")
        }
        yield {
            "id": document.id, "document": document.name, "kind": document.kind, "form": document.form, "outlet": document.source,
            "url": document.url, "fetched_at": instant(document.fetched_at), "published_on": document.published_on,
            "published_at": instant(document.published_at), "published_zone": zone(document.published_at), "dated": document.dated,
            "dated_by": document.dated_by, "language": document.language, "title": document.title, "byline": document.byline,
            "dateline": document.dateline, **{name: value for block in spans.values() for name, value in block.items()},
            "credits": tuple(f"{credit.relation}:{credit.name}" for credit in document.credits),
            "text_length": len(document.text), "events": counted["event"], "claims": counted["claim"],
            "casualties": counted["casualty"], "ceasefires": counted["ceasefire"],
            "problems": tuple(problem.what for problem in document.problems),
            "family": joined.family_of.get(document.id), "family_root": roots.get(document.id),
        }  # fmt: skip


def lineage_values(material: Material) -> Iterator[Values]:
    """One row a relation between two documents, with the longest passage that ties them."""
    joined = material.joined
    for edge in joined.lineages:
        if material.has_asked(edge.document, edge.other):
            other, mine, theirs = joined.corpus.documents.get(edge.other), *_tying(edge)
            family = joined.family_of.get(edge.document)
            passage = Passage(edge.document, mine) if mine else None
            yield {
                "id": f"{edge.document}-{edge.other}-{edge.relation}", "relation": edge.relation, "is_directed": edge.is_directed,
                "score": edge.score, "reasons": tuple(f"{reason.name} {reason.weight:+.2f}" for reason in edge.reasons),
                "family": family if family == joined.family_of.get(edge.other) else None,
                **(_passage(material, passage) if passage else _page_alone(material, edge.document)),
                "other_id": edge.other, "other": other.name if other else edge.other,
                **span_values("other_words", theirs if other else None, other.text if other else ""),
            }  # fmt: skip


def _tying(edge: Lineage) -> tuple[Span | None, Span | None]:
    """The longest pair of spans that a reason gives, the first of equals."""
    pairs = [pair for reason in edge.reasons for pair in reason.pairs]
    return max(pairs, key=lambda pair: (pair[0].end - pair[0].start, -pair[0].start), default=(None, None))


# What rows show --------------------------------------------------------------------------------------------------------


def _passage(material: Material, passage: Passage) -> Values:
    document = material.joined.corpus.documents[passage.document]
    return page_values(document) | span_values("words", passage.span, document.text)


def _page_alone(material: Material, document_id: str) -> Values:
    return page_values(material.joined.corpus.documents[document_id]) | span_values("words", None, "")


def _order(material: Material, record_id: str) -> tuple[str, str, int, str]:
    """A total order of records that hangs on content alone: by page, then place on it."""
    corpus = material.joined.corpus
    record = corpus.record(record_id)
    return corpus.document_of(record).name, record.document, record.trigger.start, record.id


def _first(material: Material, records: Iterable[str]) -> str:
    return min(records, key=lambda record: _order(material, record))


def _group(material: Material, records: Sequence[str], shown: str | None = None) -> Values:
    """The records of a row, their documents, and one of them to show."""
    corpus = material.joined.corpus
    mine = [record for record in records if record != CONFIGURED and corpus.has(record)]
    record = corpus.record(shown or _first(material, mine))
    document = corpus.document_of(record)
    documents = tuple(dict.fromkeys(corpus.record(r).document for r in sorted(mine, key=lambda r: _order(material, r))))
    return {
        "pages": len(documents), "records": tuple(mine), "documents": documents, "record": record.id, **page_values(document),
        **trigger_values(document, record.trigger),
    }  # fmt: skip
