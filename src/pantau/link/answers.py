"""Which claim answers which: denials, counters, rejections, acceptances, confirmations and corrections, on a page and across pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pantau.knowledge import Knowledge
from pantau.link.articles import Articles
from pantau.link.corpus import Corpus
from pantau.link.rarity import Rarity, Vector, bare, likeness, small_words, terms_of
from pantau.link.sides import Sides
from pantau.model import AnswerLink, CasualtyReport, Claim, Document, Incident, Span

FIRM: Mapping[str, Mapping[str, str]] = {
    "deny": dict.fromkeys(("accuse", "assert", "confirm", "criticise"), "denies"),
    "reject": dict.fromkeys(("demand", "pledge"), "rejects"),
    "confirm": dict.fromkeys(("accuse", "assert"), "confirms"),
}
"""Stances that are an answer by themselves: what they may answer, and what the tie is called."""

_TOLD = ("assert", "confirm")
COUNTERS = ("assert", "accuse", "criticise", "threaten")
"""What the accused may say back behind an accusation or criticism: a counter-claim."""


class Points(NamedTuple):
    """Points for a tie; it holds from `least` on. Set by hand with the errors on all open gold pages in view."""

    least: float = 1.5
    firm: float = 1.2  # the stance is an answer by itself
    crossed: float = 1.0  # the speaker is whom the other claim is about
    back: float = 0.5  # and speaks about who made it
    astray: float = -1.5  # it answers somebody else
    same_incident: float = 0.5
    near: float = 1.2  # on one page, next to it; half of it a paragraph on
    words: float = 3.0  # times the likeness of what is said
    number: float = -1.0  # it answers a number without naming one
    across: float = -0.8  # another page
    echo: float = 0.26  # likeness from which on a denial on another page denies just this
    beside: float = 0.6  # points behind its best tie on a page that an answer's other ties may stay
    corrected: float = 0.5  # likeness from which on another figure of the same party corrects the earlier


POINTS = Points()
_NEAR = 260  # code points between two claims that stand side by side
_FAR = 900  # code points on one page beyond which nearness says nothing
_WINDOW = 10  # days after a claim within which another page may answer it
_EARLY = 3  # days a page may be older than the claim it answers: pages tell old claims too
_MOST = 60  # claims of one block that a claim is compared with


class _Said(NamedTuple):
    claim: Claim
    document: Document
    on: date | None
    words: Vector
    incident: int | None
    counts: frozenset[int]

    @property
    def is_count(self) -> bool:
        """Whether it tells how many were harmed."""
        return bool(self.counts) and self.claim.stance in _TOLD


def find_answers(
    corpus: Corpus, incidents: Sequence[Incident], knowledge: Knowledge, *, points: Points = POINTS, articles: Articles | None = None
) -> tuple[AnswerLink, ...]:
    """Every tie between two claims, ordered by answered and answering claim; of one answer on one page only the best claims stand.

    A tie needs a stance that can answer the other, two parties that are not one (a correction: one), an answer for those the
    claim is about, and no answer before the claim as far as days tell.
    """
    sides = Sides(knowledge)
    means = _Means(sides, points, articles or Articles(corpus, knowledge))
    here: list[_Tie] = []
    across: list[_Tie] = []
    said = _said(corpus, incidents, knowledge)
    for first, second in _candidates(said):
        for a, b in ((first, second), (second, first)):
            tie = _tie(a, b, means)
            if tie is not None:
                (here if a.document.id == b.document.id else across).append(tie)
    kept = list(_best(here, points))
    ties = {(t.claim, t.answer): t for t in (*_elsewhere(kept, said, sides), *across, *kept)}
    return tuple(ties[key].link for key in sorted(ties))


class _Means(NamedTuple):
    """What pairs are judged by."""

    sides: Sides
    points: Points
    articles: Articles

    def tells_correction(self, said: _Said) -> bool:
        """Whether the sentence of a claim speaks of a correction."""
        sentence = self.articles.sentence_at(said.claim.document, said.claim.trigger)
        return sentence is not None and "corrections" in sentence.tells


class _Tie(NamedTuple):
    """A tie with its points and whether its stance makes it an answer."""

    link: AnswerLink
    total: float
    is_firm: bool
    gap: int

    @property
    def claim(self) -> str:
        return self.link.claim

    @property
    def answer(self) -> str:
        return self.link.answer


def _best(ties: Sequence[_Tie], p: Points) -> Iterator[_Tie]:
    """Of each answer on a page the ties that are nearly its best; a counter-claim answers the nearest claim alone."""
    by_answer: dict[str, list[_Tie]] = {}
    for tie in ties:
        by_answer.setdefault(tie.answer, []).append(tie)
    for answer in sorted(by_answer):
        firm = [t for t in by_answer[answer] if t.is_firm]
        top = max((t.total for t in firm), default=0.0)
        yield from (t for t in firm if t.total >= top - p.beside)
        others = sorted((t for t in by_answer[answer] if not t.is_firm), key=lambda t: (t.gap, -t.total, t.claim))
        yield from others[: 0 if firm else 1]


def _elsewhere(ties: Sequence[_Tie], said: Sequence[_Said], sides: Sides) -> Iterator[_Tie]:
    """What answers a claim on its page answers the same claim where other pages tell it; copies of its page bring nothing new."""
    by_id = {s.claim.id: s for s in said}
    told: dict[int, list[_Said]] = {}
    for s in said:
        if s.incident is not None:
            told.setdefault(s.incident, []).append(s)
    for tie in ties:
        one, answer = by_id[tie.claim], by_id[tie.answer]
        if not tie.is_firm or one.incident is None:
            continue
        for other in told[one.incident][:_MOST]:
            if _is_same_claim(one, other, sides):
                score = round(tie.link.score * 0.9, 2)
                link = AnswerLink(other.claim.id, answer.claim.id, tie.link.relation, score, ("the same claim on another page",))
                yield tie._replace(link=link)


def _is_same_claim(one: _Said, other: _Said, sides: Sides) -> bool:
    a, b = one.claim, other.claim
    if one.document.id == other.document.id or a.code != b.code or not a.code or not a.targets:
        return False
    if a.stance != b.stance or not sides.one_side(a.targets, b.targets):
        return False
    if likeness(one.words, other.words) > 0.9:
        return False
    return not (one.on and other.on and abs((one.on - other.on).days) > _WINDOW)


def _said(corpus: Corpus, incidents: Sequence[Incident], knowledge: Knowledge) -> list[_Said]:
    home = {record: n for n, incident in enumerate(incidents) for record in incident.records}
    claims = sorted(corpus.records(Claim), key=lambda c: (c.document, c.trigger, c.id))
    terms = {c.id: _terms(c, corpus.document_of(c), knowledge) for c in claims}
    rarity = Rarity(terms[c.id] for c in claims)
    figures = _figures(corpus)
    found = []
    for c in claims:
        document = corpus.document_of(c)
        counts = frozenset(f.low for f in figures.get(c.document, ()) if f.low is not None and c.content.overlaps(f.trigger))
        on = c.said_on or document.published_on or document.dated
        found.append(_Said(c, document, on, rarity.vector(Counter(terms[c.id])), home.get(c.id), counts))
    return found


def _figures(corpus: Corpus) -> dict[str, list[CasualtyReport]]:
    found: dict[str, list[CasualtyReport]] = {}
    for figure in corpus.records(CasualtyReport):
        found.setdefault(figure.document, []).append(figure)
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


def _tie(a: _Said, b: _Said, m: _Means) -> _Tie | None:
    """The tie of claim `a` answered by `b`, or None."""
    if a.on and b.on and (b.on - a.on).days < (-_EARLY if a.document.id != b.document.id else 0):
        return None
    relation = _relation(a, b, m)
    if relation is None:
        return None
    found = [(points, why) for points, why in _reasons(a, b, m) if points]
    total = sum(points for points, _ in found)
    if total < m.points.least:
        return None
    score = round(min(0.99, 0.5 + (total - m.points.least) / 6), 2)
    link = AnswerLink(a.claim.id, b.claim.id, relation, score, tuple(why for _, why in found))
    return _Tie(link, total, b.claim.stance in FIRM, _gap(a.claim.content, b.claim.content))


def _relation(a: _Said, b: _Said, m: _Means) -> str | None:
    """What the answer does to the claim by stance, parties and place; None where it cannot answer it."""
    one, two = a.claim, b.claim
    if _is_one_speaker(one, two):
        return "corrects" if _corrects(a, b, m) else None
    crossed = _is_crossed(one, two, m.sides)
    if two.stance in FIRM:
        relation = FIRM[two.stance].get(one.stance)
        alike = likeness(a.words, b.words)
        if a.document.id != b.document.id and (not crossed or (alike < m.points.echo and relation != "rejects")):
            return None
        return relation if crossed or (alike >= m.points.echo and not two.code) else None
    if a.document.id != b.document.id or not crossed or b.is_count:
        return None
    later = (one.content, one.trigger, one.code or "") < (two.content, two.trigger, two.code or "")
    behind = later and _gap(one.content, two.content) <= _FAR
    beside = behind and _gap(one.content, two.content) <= _NEAR
    if one.stance == "demand" and two.stance == "pledge" and beside:
        return "accepts"
    near = behind if one.stance == "accuse" else beside and one.stance == "criticise"
    return "counters" if near and two.stance in COUNTERS else None


def _is_crossed(one: Claim, two: Claim, sides: Sides) -> bool:
    return bool(two.code) and sides.one_side(one.targets, [two.code or ""])


def _corrects(a: _Said, b: _Said, m: _Means) -> bool:
    """Whether another page gives the same party's figures anew: and says that it corrects them."""
    if not {a.claim.stance, b.claim.stance} <= set(_TOLD) or not a.claim.code or not (a.on and b.on and a.on <= b.on):
        return False
    if a.document.id == b.document.id or likeness(a.words, b.words) < m.points.corrected:
        return False
    if not a.counts or not b.counts or a.counts == b.counts:
        return False
    return m.tells_correction(b) and not m.tells_correction(a)


def _reasons(a: _Said, b: _Said, m: _Means) -> Iterator[tuple[float, str]]:
    one, two = a.claim, b.claim
    p = m.points
    yield p.firm * (two.stance in FIRM or _is_one_speaker(one, two)), "its stance answers"
    yield p.crossed * _is_crossed(one, two, m.sides), "it speaks for those the claim is about"
    if one.code and two.targets:
        yield _whom(one, two, m), "whom it is about"
    yield p.same_incident * (a.incident is not None and a.incident == b.incident), "one incident"
    alike = likeness(a.words, b.words)
    yield p.words * alike, "what is said"
    if a.is_count and two.stance in FIRM and alike < p.echo:
        yield p.number, "a number is not what it speaks of"
    if a.document.id == b.document.id:
        gap = _gap(one.content.joined(one.trigger), two.content.joined(two.trigger))
        yield p.near * (1.0 if gap <= _NEAR else 0.5 if gap <= _FAR else 0.0), "side by side"
    else:
        yield p.across, "another page"


def _whom(one: Claim, two: Claim, m: _Means) -> float:
    """For an answer about who made the claim; against a denial or rejection of somebody else's words."""
    if m.sides.one_side(two.targets, [one.code or ""]):
        return m.points.back
    return m.points.astray if two.stance in FIRM and not m.sides.one_side(two.targets, one.targets) else 0.0


def _gap(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def _is_one_speaker(a: Claim, b: Claim) -> bool:
    if a.code and b.code:
        return a.code == b.code
    return a.code == b.code and (a.speaker or "") == (b.speaker or "")
