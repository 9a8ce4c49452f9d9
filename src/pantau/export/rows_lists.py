"""Rows of lists that are no records: the claims matrix, the outlets, the problems."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from pantau.export.material import Material, bounds_of
from pantau.export.rows import Values, bound_values, page_values, span_values, status_values
from pantau.model import Claim, Document, IncidentDigest, MatrixRow, Voice
from pantau.store import outlets, streams
from pantau.store.listing import find_unread
from pantau.store.schema import PANTAU

_OUTLETS = 100
_NO_PAGE: Values = dict.fromkeys(("document_id", "document", "outlet", "url", "published_on", "language", "title"))


def matrix_values(material: Material) -> Iterator[Values]:
    """One row a claim in a cell, and one a cell of a party that is named and silent."""
    rows = streams.matrix_rows(material.connection, material.among)
    for some in material.asked(rows, lambda pair: (*pair[0].incident.records, *(v.claim for _, v in _spoken(pair[1])))):
        told = streams.told_of(material.connection, (voice.claim for _, row in some for _, voice in _spoken(row)))
        pages = material.pages((each.document for each in told.values()), ("claim",))
        claims = {r.id: (page, r) for page, records in pages.values() for r in records if isinstance(r, Claim)}
        for digest, row in some:
            for party, voices in row.cells:
                if not voices:
                    yield _cell(digest, party, "silent") | _silence()
                yield from (_cell(digest, party, v.claim) | _speech(v, *claims[v.claim]) for v in voices if v.claim in claims)


def _spoken(row: MatrixRow) -> Iterator[tuple[str, Voice]]:
    return ((party, voice) for party, voices in row.cells for voice in voices)


def _cell(digest: IncidentDigest, party: str, claim: str) -> Values:
    """What all voices of a cell have in common."""
    return {
        "id": f"{digest.incident.id}/{party or '-'}/{claim}", "incident": digest.incident.id, "first_on": digest.began_on,
        "types": digest.incident.types, "party": party, "theatres": digest.theatres, **status_values(digest.status),
        **bound_values(bounds_of(digest.origins)),
    }  # fmt: skip


def _speech(voice: Voice, page: Document, claim: Claim) -> Values:
    return {
        "voice": voice.voice, "claim": claim.id, "speaker": claim.speaker, "stance": claim.stance, "targets": claim.targets,
        "said_on": claim.said_on, "answers": tuple(f"{relation}:{answered}" for answered, relation in voice.answers),
        **page_values(page), **span_values("content", claim.content, page.text),
    }  # fmt: skip


def _silence() -> Values:
    nothing: Values = dict.fromkeys(("claim", "speaker", "stance", "said_on"))
    return {"voice": "silent", **nothing, "targets": (), "answers": (), **_NO_PAGE, **span_values("content", None, "")}


def source_values(material: Material) -> Iterator[Values]:
    """One row an outlet, by its domain."""
    told = list(_outlets(material))
    newest = max((outlet.last_on for outlet in told if outlet.last_on), default=None)
    for some in streams.batches(told, _OUTLETS):
        pages = material.pages(outlet.newest for outlet in some)
        for outlet in some:
            page, known = pages[outlet.newest][0], material.world.sources.by_domain(outlet.outlet or "")
            yield {
                "id": outlet.outlet or "-", "name": known.name if known else None, "owner": known.owner if known else None,
                "pages": outlet.pages, "first_on": outlet.first_on, "last_on": outlet.last_on,
                "silent_days": (newest - outlet.last_on).days if newest and outlet.last_on else None, "undated": outlet.undated,
                "languages": tuple(sorted(outlet.languages)),
                "credits": tuple(f"{c.relation}:{c.name} {times}" for c, times in sorted(outlet.credits.items(), key=_commonest)),
                **page_values(page), **span_values("title", dict(page.evidence).get("title"), page.text), "title": page.title,
            }  # fmt: skip


def _commonest(counted: tuple[outlets.Crediting, int]) -> tuple[int, str, str]:
    (relation, name), times = counted
    return -times, relation, name


@dataclass
class _Outlet:
    """What is counted of one outlet."""

    outlet: str | None
    newest: str
    pages: int = 0
    undated: int = 0
    first_on: date | None = None
    last_on: date | None = None
    languages: set[str] = field(default_factory=set)
    credits: Counter[outlets.Crediting] = field(default_factory=Counter)

    def add(self, page: outlets.OutletPage, credits: Iterable[outlets.Crediting]) -> None:
        """Count a document; they come in order of their days, those without one first."""
        self.pages, self.newest = self.pages + 1, page.document
        self.undated += page.day is None
        self.first_on, self.last_on = self.first_on or page.day, page.day or self.last_on
        self.languages.update([page.language] if page.language else [])
        self.credits.update(credits)


def _outlets(material: Material) -> Iterator[_Outlet]:
    """The outlets of the documents asked for."""
    one: _Outlet | None = None
    for some in material.asked(outlets.outlet_pages(material.connection, material.among), lambda page: (page.document,)):
        credits = outlets.credits_in(material.connection, [page.document for page in some])
        for page in some:
            if one is None or page.outlet != one.outlet:
                yield from () if one is None else (one,)
                one = _Outlet(page.outlet, page.document)
            one.add(page, credits.get(page.document, ()))
    yield from () if one is None else (one,)


def problem_values(material: Material) -> Iterator[Values]:
    """One row a problem of a page, and where all are asked for one an input that could not be read."""
    for some in material.asked(streams.problems(material.connection, material.among), lambda problem: (problem.document,)):
        pages = material.pages(problem.document for problem in some)
        for problem in some:
            page, maker = pages[problem.document][0], "" if problem.maker == PANTAU else f"/{problem.maker}"
            yield {
                "id": f"{problem.document}/{problem.stage}/{problem.position}{maker}", "stage": problem.stage, "what": problem.what,
                "todo": None, "origin": None, **page_values(page), **span_values("words", problem.span, page.text),
            }  # fmt: skip
    for unread in find_unread(material.connection, limit=None) if material.takes_all else ():
        key = hashlib.sha256(f"{unread.origin}\n{unread.what}".encode("utf-8", "backslashreplace")).hexdigest()[:16]
        yield {
            "id": key, "stage": "input", "what": unread.what, "todo": unread.todo, "origin": unread.origin, **_NO_PAGE,
            **span_values("words", None, ""),
        }  # fmt: skip
