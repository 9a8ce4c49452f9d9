"""The report made from its ground: each part from the store's questions, the summary last from what the parts found.

 1. ceasefires that stood, violations alleged of them, accusations beside
 2. incidents: how many stand how, the most telling
 3. figures of harm
 4. what changed since the previous report, what could not be seen, corrections
 5. method; and the summary
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pantau.model import Point
from pantau.model.sitrep import Basis, Part, Phrase, Sitrep
from pantau.report.sitrep import phrases as p
from pantau.report.sitrep.changes import Change, find_corrections, tell_changes, tell_corrections
from pantau.report.sitrep.ground import MOST_TOLD, SPAN_DAYS, USUAL_DAYS, Draft, Ground
from pantau.report.sitrep.happenings import count_incidents, tell_incidents
from pantau.report.sitrep.harm import find_figures, tell_figures, told_figures
from pantau.report.sitrep.truces import Stood, find_stood, summary_of, tell_truces, tell_violations, told_truces
from pantau.report.sitrep.unseen import Gaps, tell_unseen
from pantau.store.sitrep_asking import count_read, count_statuses, find_standing

_MOST_TRUCES, _MOST_CLAIMANTS = 3, 5


class _Found(NamedTuple):
    """What the parts found, for the summary."""

    stood: Sequence[Stood]
    counts: dict[str, int]
    pairs: int
    figures: Sequence[Point]
    corrections: Sequence[Change]
    gaps: Gaps


def make_sitrep(ground: Ground) -> Sitrep:
    """The report, the same for the same ground."""
    stood, standing = find_stood(ground), ground.store.ask(find_standing, ground.wanted)
    counts, kept = count_statuses(standing), sorted((one.told for one in standing[:MOST_TOLD]), key=lambda one: int(one.id[1:]))
    figures, corrections = find_figures(ground), find_corrections(ground)
    violations, pairs = tell_violations(stood, ground)
    truces = told_truces(stood, ground)
    unseen, gaps = tell_unseen(ground)
    summary = _tell_summary(_Found(stood, counts, pairs, figures, corrections, gaps), ground)
    parts = [
        summary, tell_truces(stood, ground), violations, tell_incidents(counts, standing, ground), tell_figures(figures, ground),
        tell_changes(sum(counts.values()), kept, figures, stood, truces, ground), unseen,
    ]  # fmt: skip
    parts += [tell_corrections(corrections, parts, ground), _tell_method(ground)]
    return Sitrep(
        from_on=ground.from_on, to_on=ground.to_on, theatre=ground.theatre, parts=tuple(parts), notes=ground.notes.all,
        records=ground.notes.records,
        incidents=tuple(kept), figures=told_figures(figures, ground), truces=truces,
        basis=Basis(
            ground.version, ground.linker, ground.knowledge, str(ground.head), ground.is_linked,
            ground.before.name if ground.before else "",
        ),
    )  # fmt: skip


def _tell_summary(found: _Found, ground: Ground) -> Part:
    draft = Draft("summary")
    told = [one for one in found.stood if one.groups] or [one for one in found.stood if one.truce.was_agreed][:1]
    for one in told[:_MOST_TRUCES]:
        key, words, notes = summary_of(one, ground)
        draft.say(key, words, *notes)
    if len(told) > _MOST_TRUCES:
        more = p.phrase("sum.more_truces", p.count("n", len(told) - _MOST_TRUCES))
        draft.say("sum.more_truces", more, ground.whole("/ceasefires", theatre=ground.theatre))
    if found.pairs:
        claims = ground.listing("/records", kind="claim", type="accuse")
        draft.say("sum.accused", p.phrase("sum.accused", p.count("n", found.pairs)), claims)
    if found.counts:
        count_incidents(draft, "sum.incidents", found.counts, ground)
    if found.figures:
        _sum_figures(draft, found.figures, ground)
    if not (draft.sentences or found.gaps.pages):
        draft.say("sum.none", p.phrase("sum.none"), ground.listing("/incidents"))
    if found.corrections:
        number = p.count("n", len(found.corrections))
        draft.say("sum.corrections", p.phrase("sum.corrections", number), ground.whole("/sitreps"))
    _sum_gaps(draft, found.gaps, ground)
    return draft.done()


def _sum_figures(draft: Draft, figures: Sequence[Point], ground: Ground) -> None:
    claimants = list(dict.fromkeys(point.key.claimant for point in figures if point.key.claimant))[:_MOST_CLAIMANTS]
    number, ledger = p.count("n", len(figures)), ground.listing("/ledger")
    if claimants:
        draft.say("sum.figures", p.phrase("sum.figures", number, p.parties("claimants", claimants)), ledger)
    else:
        draft.say("sum.figures", p.phrase("sum.figures_alone", number), ledger)


def _sum_gaps(draft: Draft, gaps: Gaps, ground: Ground) -> None:
    """What was missing, most telling first."""
    told = (("access", gaps.access), ("silent", gaps.silent), ("areas", gaps.areas), ("days", gaps.days), ("unread", gaps.unread))
    missing = [p.phrase(f"gap.{name}", p.count("n", number)) for name, number in told if number]
    if missing:
        draft.say("sum.unseen", p.phrase("sum.unseen", p.clauses("gaps", missing)), ground.whole("/sources"), ground.whole("/problems"))


def _tell_method(ground: Ground) -> Part:
    draft = Draft("method")
    for form, note in _method(ground):
        draft.say(form.form, form, note)
    return draft.done()


def _method(ground: Ground) -> Iterable[tuple[Phrase, int]]:
    read = ground.store.ask(count_read, ground.theatre, ground.from_on, ground.to_on)
    pages, sources = ground.listing("/documents"), ground.whole("/sources")
    if not ground.is_linked:
        yield p.phrase("met.unlinked"), ground.whole("/")
    outlets = p.clause("m", p.phrase("met.outlets", p.count("n", read.outlets)))
    yield p.phrase("met.pages", p.count("n", read.pages), outlets, p.count("k", read.with_records)), pages
    if read.languages:
        told = (p.phrase("uns.language", p.language("language", tag), p.number("n", n)) for tag, n in read.languages[:8])
        yield p.phrase("met.languages", p.clauses("languages", told)), pages
    yield p.phrase("met.read"), ground.whole("/incidents", status="verified")
    yield p.phrase("met.rule"), ground.listing("/incidents")
    yield p.phrase("met.days"), ground.listing("/incidents")
    yield p.phrase("met.usual", p.count("n", USUAL_DAYS), p.number("span", SPAN_DAYS)), sources
    yield p.phrase("met.origins"), sources
    named = p.plain("version", ground.version), p.plain("linker", ground.linker), p.plain("knowledge", ground.knowledge[:16])
    yield p.phrase("met.version", *named), ground.whole("/")
    yield p.phrase("met.journal", p.number("n", ground.head.number), p.quoted("words", ground.head.hash)), ground.whole("/journal")
