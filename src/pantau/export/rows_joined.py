"""Rows of what joins documents, each with the words of one record or passage to show; and of the documents themselves."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

from pantau.export.material import Group, Material, bounds_of
from pantau.export.rows import (
    Values,
    bound_values,
    instant,
    page_values,
    place_values,
    span_values,
    status_values,
    trigger_values,
    zone,
)
from pantau.model import Claim, Document, Finding
from pantau.store import streams
from pantau.store.streams import Page

_PASSAGES = 100
"""Passages at once, each with its page."""


def incident_values(material: Material) -> Iterator[Values]:
    """One row an incident."""
    incidents = streams.incidents(material.connection, material.among)
    for each, group in material.groups(incidents, lambda each: each.incident.records, first="event"):
        incident = each.incident
        yield {
            "id": incident.id, "types": incident.types, "actors": incident.actors, "recipients": incident.recipients,
            "first_on": min(incident.began_on + incident.ended_on, default=None),
            "last_on": max(incident.ended_on + incident.began_on, default=None), "places": incident.places,
            **place_values(each.place), "theatres": each.theatres, "modalities": incident.modalities, "claimants": incident.claimants,
            "denied_by": each.denied_by, **status_values(each.status),
            "status_reasons": tuple(f"{reason.status}: {reason.why}" for reason in each.status.reasons),
            **bound_values(bounds_of(each.origins)), **_group_values(group),
        }  # fmt: skip


def ledger_values(material: Material) -> Iterator[Values]:
    """One row a figure of one claimant, in the order of the ledger."""
    figures = streams.figures(material.connection, material.among)
    for (point, theatres), group in material.groups(figures, lambda figure: figure[0].records):
        yield {
            "id": point.id, **point.key._asdict(), "low": point.low, "high": point.high, "qualifier": point.qualifier,
            "began_on": point.began_on, "as_of": point.as_of, "is_day_inferred": point.is_day_inferred,
            "first_told_on": point.first_told_on, "whole": point.whole, "theatres": theatres, "corrects": point.corrects,
            **bound_values(material.bounds_of_figure(point, group.documents)), **_group_values(group),
        }  # fmt: skip


def registry_values(material: Material) -> Iterator[Values]:
    """One row a ceasefire that pages tell of."""
    truces = streams.arrangements(material.connection, material.among)
    for truce, group in material.groups(truces, lambda truce: truce.mentions):
        duties = (*truce.configured, *(p.kind for p in truce.provisions))
        yield {
            "id": truce.id, "theatre": truce.theatre, "name": truce.name, "known": truce.known, "parties": truce.parties,
            "brokers": truce.broker_codes, "declared_on": truce.declared_on, "effective_on": truce.effective_on,
            "effective_at": instant(truce.effective_at), "effective_zone": zone(truce.effective_at), "ended_on": truce.ended_on,
            "superseded_on": truce.superseded_on, "first_told_on": truce.first_told_on,
            "stages": tuple(dict.fromkeys(s.stage for s in truce.stages)), "scope": truce.scope,
            "provisions": tuple(dict.fromkeys(duties)), "disagreements": tuple(slot for slot, _ in truce.disagreements()),
            "alleged_violations": len(truce.violations),
            **bound_values(material.bounds_of_records([truce.mentions])[0]), **_group_values(group),
        }  # fmt: skip


def provision_values(material: Material) -> Iterator[Values]:
    """One row a duty of a ceasefire as a page tells it."""
    numbered = ((truce, n, provision) for truce in material.truces() for n, provision in enumerate(truce.provisions, 1))
    for some in streams.batches(numbered, _PASSAGES):
        pages = material.pages(provision.document for _, _, provision in some)
        for truce, number, provision in some:
            page = pages[provision.document][0]
            yield {
                "id": f"{truce.id}/p{number}", "arrangement": truce.id, "arrangement_name": truce.name, "duty": provision.kind,
                "on": provision.on, "is_deadline": provision.is_deadline, "duration": provision.duration,
                **page_values(page), **span_values("words", provision.span, page.text),
                **span_values("kind", provision.trigger, page.text),
            }  # fmt: skip


def violation_values(material: Material) -> Iterator[Values]:
    """One row an alleged act against a ceasefire."""
    numbered = ((truce, n, violation) for truce in material.truces() for n, violation in enumerate(truce.violations, 1))
    for some in streams.batches(numbered, _PASSAGES):
        pages = material.pages(violation.document for _, _, violation in some)
        bounds = material.bounds_of_records([violation.records for _, _, violation in some])
        for (truce, number, violation), mine in zip(some, bounds, strict=True):
            page = pages[violation.document][0]
            yield {
                "id": f"{truce.id}/v{number}", "arrangement": truce.id, "arrangement_name": truce.name,
                "accused": violation.accused, "accuser": violation.accuser, "on": violation.on, "provision": violation.provision,
                "how": violation.how, **bound_values(mine), "records": violation.records,
                **page_values(page), **span_values("words", violation.span, page.text),
            }  # fmt: skip


def answer_values(material: Material) -> Iterator[Values]:
    """One row a claim that answers another."""
    for some in material.asked(streams.answers(material.connection), lambda link: (link.claim, link.answer)):
        told = streams.told_of(material.connection, (claim for link in some for claim in (link.claim, link.answer)))
        pages = material.pages((each.document for each in told.values()), ("claim",))
        claims = _claims(pages)
        for link in some:
            if link.claim in claims and link.answer in claims:
                (other, claim), (page, answer) = claims[link.claim], claims[link.answer]
                yield {
                    "id": f"{claim.id}-{answer.id}-{link.relation}", "relation": link.relation, "score": link.score,
                    "reasons": link.reasons, "claim": claim.id, "claim_code": claim.code, "claim_document_id": other.id,
                    **span_values("claim", claim.content, other.text), "answer": answer.id, "answer_code": answer.code,
                    **page_values(page), **span_values("answer", answer.content, page.text),
                }  # fmt: skip


def _claims(pages: dict[str, Page]) -> dict[str, tuple[Document, Claim]]:
    return {r.id: (document, r) for document, records in pages.values() for r in records if isinstance(r, Claim)}


def finding_values(material: Material) -> Iterator[Values]:
    """One row a passage of what does not add up."""
    findings = streams.findings(material.connection, material.among)
    for some in material.asked(findings, lambda finding: (*finding.records, *(quote.document for quote in finding.quotes))):
        pages = material.pages(quote.document for finding in some for quote in finding.quotes)
        for finding in some:
            key = _finding_id(finding)
            for number, quote in enumerate(finding.quotes, 1):
                page = pages[quote.document][0]
                yield {
                    "id": f"{key}/{number}", "finding": key, "check": finding.check, "what": finding.what,
                    "theatre": finding.theatre, "records": finding.records,
                    **page_values(page), **span_values("words", quote.span, page.text),
                }  # fmt: skip


def _finding_id(finding: Finding) -> str:
    parts = [finding.check, finding.what, *(f"{q.document}:{q.span.start}-{q.span.end}" for q in finding.quotes)]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:16]


def document_values(material: Material) -> Iterator[Values]:
    """One row a document."""
    batches = streams.page_batches(material.connection, among=material.among, withdrawn=material.withdrawn)
    everything = (page for pages in batches for page in pages)
    for pages in material.asked(everything, lambda page: (page[0].id,)):
        ids = [document.id for document, _ in pages]
        families = streams.families_of(material.connection, ids)
        roots = streams.family_roots(material.connection, families.values())
        problems = streams.problems_of(material.connection, ids)
        for page in pages:
            family = families.get(page[0].id)
            seen = (*(problem.what for problem in page[0].problems), *problems.get(page[0].id, ()))
            yield {**_document_values(page), "problems": seen, "family": family, "family_root": roots.get(family or "")}


def _document_values(page: Page) -> Values:
    document, records = page
    found, counted = dict(document.evidence), Counter(record.kind for record in records)
    values: Values = {
        "id": document.id, "document": document.name, "kind": document.kind, "form": document.form, "outlet": document.source,
        "url": document.url, "fetched_at": instant(document.fetched_at), "published_on": document.published_on,
        "published_at": instant(document.published_at), "published_zone": zone(document.published_at), "dated": document.dated,
        "dated_by": document.dated_by, "language": document.language, "title": document.title, "byline": document.byline,
        "dateline": document.dateline, "credits": tuple(f"{credit.relation}:{credit.name}" for credit in document.credits),
        "text_length": len(document.text), "events": counted["event"], "claims": counted["claim"],
        "casualties": counted["casualty"], "ceasefires": counted["ceasefire"],
    }  # fmt: skip
    for name in ("outlet", "published", "dated", "title", "byline", "dateline"):
        values |= span_values(name, found.get(name), document.text)
    return values


def lineage_values(material: Material) -> Iterator[Values]:
    """One row a relation between two documents, with the longest passage that ties them."""
    for some in material.asked(streams.lineages(material.connection, material.among), lambda edge: (edge.document, edge.other)):
        ids = {document for edge in some for document in (edge.document, edge.other)}
        pages, families = material.pages(ids), streams.families_of(material.connection, ids)
        for edge in some:
            (page, _), other = pages[edge.document], pages[edge.other][0] if edge.other in pages else None
            mine, theirs = edge.passage
            family = families.get(edge.document)
            yield {
                "id": f"{edge.document}-{edge.other}-{edge.relation}", "relation": edge.relation, "is_directed": edge.is_directed,
                "score": edge.score, "reasons": tuple(f"{reason.name} {reason.weight:+.2f}" for reason in edge.reasons),
                "family": family if family == families.get(edge.other) else None,
                **page_values(page), **span_values("words", mine, page.text),
                "other_id": edge.other, "other": other.name if other else edge.other,
                **span_values("other_words", theirs if other else None, other.text if other else ""),
            }  # fmt: skip


def _group_values(group: Group) -> Values:
    """The records of a row, their documents, and one of them to show."""
    return {
        "pages": len(group.documents), "records": group.records, "documents": group.documents, **shown_values(group),
    }  # fmt: skip


def shown_values(group: Group) -> Values:
    """The block SHOWN."""
    return {"record": group.shown.id, **page_values(group.page), **trigger_values(group.page, group.shown.trigger)}
