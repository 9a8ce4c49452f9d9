"""The claims matrix: incident × party, who asserts, accuses, denies, keeps silent.

A row holds the claims of its incident and the claims that answer one of them, wherever they were read: an accusation, the denial on
another page and the counter-accusation stand side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pantau.link.causes import plain_code
from pantau.model import AnswerLink, Claim, Incident, MatrixRow, Voice

if TYPE_CHECKING:
    from pantau.link.corpus import Corpus

VOICE_OF = {
    "accuse": "accuses", "criticise": "accuses", "assert": "asserts", "confirm": "confirms", "deny": "denies", "reject": "rejects",
    "demand": "other", "pledge": "other", "threaten": "other", "praise": "other",
}  # fmt: skip
"""What a stance is called in a cell."""


def find_matrix(corpus: Corpus, incidents: Sequence[Incident], answers: Sequence[AnswerLink]) -> tuple[MatrixRow, ...]:
    """A row for every incident of which somebody says something, in the order of the incidents."""
    answering: dict[str, list[AnswerLink]] = {}
    for link in sorted(answers, key=lambda link: (link.claim, link.answer, link.relation)):
        answering.setdefault(link.claim, []).append(link)
    rows = (_row(incident, corpus, answering) for incident in incidents)
    return tuple(row for row in rows if row is not None)


def _row(incident: Incident, corpus: Corpus, answering: dict[str, list[AnswerLink]]) -> MatrixRow | None:
    claims = _claims_of(incident, corpus, answering)
    if not claims:
        return None
    mine = {claim.id for claim in claims}
    given: dict[str, list[tuple[str, str]]] = {}
    for claim_id in sorted(mine):
        for link in answering.get(claim_id, ()):
            given.setdefault(link.answer, []).append((link.claim, link.relation))
    named = {plain_code(code) for code in (*incident.actors, *incident.recipients)}
    named |= {plain_code(code) for claim in claims for code in claim.targets}
    cells: dict[str, list[Voice]] = {code: [] for code in named}
    for claim in claims:
        voice = Voice(VOICE_OF.get(claim.stance, "other"), claim.id, tuple(given.get(claim.id, ())))
        cells.setdefault(plain_code(claim.code) if claim.code else "", []).append(voice)
    order = sorted(cells, key=lambda code: (not code, code))
    return MatrixRow(incident=incident.id, cells=tuple((code, tuple(cells[code])) for code in order))


def _claims_of(incident: Incident, corpus: Corpus, answering: dict[str, list[AnswerLink]]) -> list[Claim]:
    """The incident's own claims and those that answer one of them, by day, then page. What answers an answer is another matter: it
    stands in the row of what it speaks of."""
    own = [record_id for record_id in incident.records if corpus.has(record_id) and isinstance(corpus.record(record_id), Claim)]
    found = {*own, *(link.answer for record_id in own for link in answering.get(record_id, ()))}
    held = [corpus.record(record_id) for record_id in sorted(found) if corpus.has(record_id)]
    claims = [record for record in held if isinstance(record, Claim)]
    return sorted(claims, key=lambda claim: _order(claim, corpus))


def _order(claim: Claim, corpus: Corpus) -> tuple[str, str, int, str]:
    document = corpus.document_of(claim)
    day = claim.said_on or document.published_on or document.dated
    return (day.isoformat() if day else "9999", document.name, claim.trigger.start, claim.id)
