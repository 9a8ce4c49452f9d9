"""Which claim answers which: denials, counters, rejections, acceptances, confirmations and corrections, on a page and across pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pantau.knowledge import Knowledge
from pantau.link.corpus import Corpus
from pantau.link.rarity import Rarity, Vector, bare, likeness, small_words, terms_of
from pantau.link.sides import Sides
from pantau.model import AnswerLink, Claim, Document, Incident, Span

_SPEAKING = ("assert", "accuse", "confirm", "criticise", "praise", "threaten", "pledge", "demand")
# What an answer of this stance may answer, and what the tie is then called.
RELATIONS: Mapping[str, Mapping[str, str]] = {
    "deny": dict.fromkeys(("accuse", "assert", "confirm", "criticise"), "denies"),
    "reject": {"demand": "rejects", "pledge": "rejects", "threaten": "rejects"},
    "confirm": dict.fromkeys(("accuse", "assert"), "confirms"),
    "accuse": {"accuse": "counters"},
    "assert": {"accuse": "counters"},
    "criticise": {"accuse": "counters"},
}


class Points(NamedTuple):
    """Points for a tie; it holds from `least` on."""

    least: float = 2.4
    firm: float = 1.2  # the stance is an answer by itself: deny, reject, confirm
    crossed: float = 1.0  # the speaker is whom the other claim is about
    back: float = 0.5  # and speaks about who made it
    same_incident: float = 0.6
    near: float = 1.6  # on one page, next to it; half of it a paragraph on
    words: float = 4.0  # times the likeness of what is said
    repeated: float = 0.5  # the answer's sentence holds the other claim's words
    across: float = -0.4  # another page


POINTS = Points()
_NEAR = 260  # code points between two claims that stand side by side
_FAR = 900  # code points on one page beyond which nearness says nothing
_WINDOW = 10  # days after a claim within which another page may answer it
_MOST = 60  # claims of one block that a claim is compared with


class _Said(NamedTuple):
    claim: Claim
    document: Document
    on: date | None
    words: Vector
    incident: int | None


def find_answers(
    corpus: Corpus, incidents: Sequence[Incident], knowledge: Knowledge, *, points: Points = POINTS
) -> tuple[AnswerLink, ...]:
    """Every tie between two claims, ordered by answered and answering claim; of one answer on one page only the best claims stand.

    A tie needs a stance that can answer the other, two parties that are not one, and no answer before the claim as far as days tell.
    """
    said = _said(corpus, incidents, knowledge)
    sides = Sides(knowledge)
    ties: dict[tuple[str, str], AnswerLink] = {}
    for first, second in _candidates(said):
        for a, b in ((first, second), (second, first)):
            tie = _tie(a, b, sides, points)
            if tie is not None:
                ties[tie.claim, tie.answer] = tie
    return tuple(ties[key] for key in sorted(_one_way(ties)))


def _said(corpus: Corpus, incidents: Sequence[Incident], knowledge: Knowledge) -> list[_Said]:
    home = {record: n for n, incident in enumerate(incidents) for record in incident.records}
    claims = sorted(corpus.records(Claim), key=lambda c: (c.document, c.trigger, c.id))
    terms = {c.id: _terms(c, corpus.document_of(c), knowledge) for c in claims}
    rarity = Rarity(terms[c.id] for c in claims)
    found = []
    for c in claims:
        document = corpus.document_of(c)
        on = c.said_on or document.published_on or document.dated
        found.append(_Said(c, document, on, rarity.vector(Counter(terms[c.id])), home.get(c.id)))
    return found


def _terms(claim: Claim, document: Document, knowledge: Knowledge) -> list[str]:
    words = claim.content.of(document.text)
    return [bare(t) for t in terms_of(words, document.language, small_words(knowledge, document.language))]


def _candidates(said: Sequence[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """Pairs of one page, and of other pages those that share an incident or a party, near in time and a bounded number each."""
    pages: dict[str, list[int]] = {}
    blocks: dict[tuple[str, str], list[tuple[date, int]]] = {}
    for i, s in enumerate(said):
        pages.setdefault(s.document.id, []).append(i)
        if s.incident is not None and s.on:
            blocks.setdefault(("incident", str(s.incident)), []).append((s.on, i))
        if s.on and s.claim.code:
            for other in s.claim.targets:
                blocks.setdefault(("pair", " ".join(sorted((s.claim.code, other)))), []).append((s.on, i))
        elif s.on:
            for other in s.claim.targets:
                blocks.setdefault(("target", other), []).append((s.on, i))
        if s.on and s.claim.code:
            blocks.setdefault(("target", s.claim.code), []).append((s.on, i))
    pairs = {(i, j) for page in pages.values() for k, i in enumerate(page) for j in page[k + 1 : k + 1 + _MOST]}
    for block in blocks.values():
        block.sort()
        for k, (on, i) in enumerate(block):
            for later, j in block[k + 1 : k + 1 + _MOST]:
                if later - on > timedelta(days=_WINDOW):
                    break
                pairs.add((min(i, j), max(i, j)))
    for i, j in sorted(pairs):
        yield said[i], said[j]


def _tie(a: _Said, b: _Said, sides: Sides, p: Points) -> AnswerLink | None:
    """The tie of claim `a` answered by `b`, or None."""
    relation = RELATIONS.get(b.claim.stance, {}).get(a.claim.stance)
    if relation is None or _is_one_speaker(a.claim, b.claim) or (a.on and b.on and b.on < a.on):
        return None
    found = [(points, why) for points, why in _reasons(a, b, sides, p) if points]
    total = sum(points for points, _ in found)
    if total < p.least:
        return None
    score = round(min(0.99, 0.5 + (total - p.least) / 6), 2)
    return AnswerLink(a.claim.id, b.claim.id, relation, score, tuple(why for _, why in found))


def _reasons(a: _Said, b: _Said, sides: Sides, p: Points) -> Iterator[tuple[float, str]]:
    one, two = a.claim, b.claim
    if two.stance in ("deny", "reject", "confirm"):
        yield p.firm, "its stance answers"
    crossed = bool(two.code) and sides.one_side(one.targets, [two.code or ""])
    yield p.crossed * crossed, "it speaks for those the claim is about"
    back = bool(one.code) and sides.one_side(two.targets, [one.code or ""])
    yield p.back * back, "it is about who made the claim"
    yield p.same_incident * (a.incident is not None and a.incident == b.incident), "one incident"
    alike = likeness(a.words, b.words)
    yield p.words * alike, "what is said"
    if a.document.id == b.document.id:
        gap = _gap(one.content.joined(one.trigger), two.content.joined(two.trigger))
        yield p.near * (1.0 if gap <= _NEAR else 0.5 if gap <= _FAR else 0.0), "side by side"
    else:
        yield p.across, "another page"


def _gap(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def _is_one_speaker(a: Claim, b: Claim) -> bool:
    if a.code and b.code:
        return a.code == b.code
    return a.code == b.code and (a.speaker or "") == (b.speaker or "")


def _one_way(ties: Mapping[tuple[str, str], AnswerLink]) -> Iterator[tuple[str, str]]:
    """Of two claims that answer each other the tie with the better score, else the one whose answered claim stands first."""
    for a, b in ties:
        other = ties.get((b, a))
        if other is None or (ties[a, b].score, b) > (other.score, a):
            yield a, b
