"""The ceasefire registry: what many pages tell of one arrangement, its stages, duties and alleged breaks, with a picture of bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pantau.model import RegisteredCeasefire, StageTold, Told, Violation
from pantau.report.entries import Page
from pantau.report.pictures import PHONE, Cell, Head, Mark, Picture, Row, Stage, draw_bars
from pantau.report.refs import Ref
from pantau.report.wording import DayWords, Names, counted, day_words, listed, plain

_QUOTE = 220
_HOW = {
    "in force": "it was in force that day", "day of entry": "the day of its entry, the hour unknown",
    "told soon after": "told soon after its entry", "told beside it": "told beside this ceasefire, without a day",
    "told as a breach": "the page calls it a breach",
}  # fmt: skip
"""Why an alleged break is counted to a ceasefire, in words."""

_SLOTS = {"declared_on": "declared", "effective_on": "in effect", "effective_at": "in effect", "ended_on": "ended"}


class ToldLine(NamedTuple):
    """One value and the lines of the records that tell it; `is_configured` where the theatre's file does."""

    value: str
    refs: tuple[Ref, ...]
    is_configured: bool


class StageLine(NamedTuple):
    """A stage, the day it was reached or told, on whose word, the line that tells it."""

    stage: str
    when: DayWords
    claimant: str | None
    ref: Ref | None


class QuoteLine(NamedTuple):
    """Words of a page about a duty or a break, with the page's number and outlet."""

    kind: str
    when: DayWords
    quote: str
    language: str | None
    outlet: str
    anchor: str


class BreakLine(NamedTuple):
    """An alleged break: who accuses whom of it, when, in which words."""

    accused: str
    accuser: str
    duty: str | None
    how: str
    words: QuoteLine
    refs: tuple[Ref, ...]


@dataclass(frozen=True)
class TruceLine:
    """One arrangement with all that is told of it."""

    anchor: str
    name: str
    was_agreed: bool
    state: str
    parties: str
    brokers: tuple[ToldLine, ...]
    declared: DayWords
    effective: str
    ended: DayWords
    when: DayWords
    disagreements: tuple[tuple[str, tuple[ToldLine, ...]], ...]
    configured: tuple[str, ...]
    stages: tuple[StageLine, ...]
    duties: tuple[QuoteLine, ...]
    breaks: tuple[BreakLine, ...]
    mentions: str
    alleged: str


@dataclass(frozen=True)
class RegistryView:
    """The picture, and the arrangements by day."""

    picture: Picture | None
    lines: tuple[TruceLine, ...]


def make_registry(
    registry: Sequence[RegisteredCeasefire], pages: Sequence[Page], refs: Mapping[str, Ref], names: Names
) -> RegistryView:
    """The arrangements that a page of the report tells of."""
    by_id = {page.document.id: page for page in pages}
    told = [truce for truce in registry if any(record in refs for record in truce.mentions)]
    told.sort(key=lambda truce: not truce.was_agreed)
    lines = tuple(_line(f"truce-{n}", truce, by_id, refs, names) for n, truce in enumerate(told, start=1))
    return RegistryView(_picture(told, lines, by_id, names), lines)


def _line(anchor: str, truce: RegisteredCeasefire, by_id: Mapping[str, Page], refs: Mapping[str, Ref], names: Names) -> TruceLine:
    days = (truce.declared_on, truce.effective_on, truce.ended_on)
    breaks = tuple(_break(v, by_id, refs, names) for v in truce.violations if v.document in by_id)
    return TruceLine(
        anchor=anchor, name=names.spoken(truce.name), was_agreed=truce.was_agreed, state=_state(truce),
        parties=listed(map(names.party, truce.parties)),
        brokers=tuple(_told(t, refs, names.party(t.value)) for t in truce.brokers),
        declared=day_words(days[0]), effective=_effective(truce), ended=day_words(days[2]),
        when=day_words(truce.effective_on or truce.declared_on or truce.first_told_on),
        disagreements=tuple(
            (_SLOTS.get(slot, plain(slot)), tuple(_told(t, refs, names.spoken(t.value)) for t in values))
            for slot, values in truce.disagreements()
        ),
        configured=truce.configured,
        stages=tuple(
            StageLine(s.stage, day_words(s.on or s.told_on), names.party(s.claimant) if s.claimant else None, refs.get(s.record))
            for s in truce.stages
        ),
        duties=tuple(
            _quote(p.kind, p.document, p.quote, p.on, by_id) for p in truce.provisions if p.document in by_id
        ),
        breaks=breaks, alleged=counted(len(breaks), "alleged break"),
        mentions=counted(sum(record in refs for record in truce.mentions), "account"),
    )  # fmt: skip


def _state(truce: RegisteredCeasefire) -> str:
    """What is less than a known agreement about it; empty for one that a theatre's file describes."""
    if not truce.was_agreed:
        return "only called for"
    return "" if truce.known else "from these pages alone"


def _effective(truce: RegisteredCeasefire) -> str:
    """The day and hour it took effect, the hour as the pages' own zone has it."""
    at = truce.effective_at
    if at is None:
        return day_words(truce.effective_on).words
    offset = at.strftime("%z")
    zone = f"UTC{offset[:3]}:{offset[3:5]}".removesuffix(":00") if offset.strip("+-0") else "UTC"
    return f"{day_words(truce.effective_on or at.date()).words}, {at:%H:%M} ({zone})"


def _told(told: Told, refs: Mapping[str, Ref], value: str) -> ToldLine:
    return ToldLine(value, tuple(refs[by] for by in told.by if by in refs), any(by not in refs for by in told.by))


def _quote(kind: str, document: str, words: str, on: date | None, by_id: Mapping[str, Page]) -> QuoteLine:
    page = by_id[document]
    words = " ".join(words.split())
    words = words if len(words) <= _QUOTE else words[: _QUOTE - 2].rstrip() + "…"
    return QuoteLine(plain(kind), day_words(on), words, page.document.language, page.source.outlet, f"doc-{page.number}")


def _break(violation: Violation, by_id: Mapping[str, Page], refs: Mapping[str, Ref], names: Names) -> BreakLine:
    quote = violation.span.of(by_id[violation.document].document.text)
    return BreakLine(
        _accused(violation, names), _accuser(violation, names), plain(violation.provision) if violation.provision else None,
        _HOW.get(violation.how, violation.how),
        _quote("", violation.document, quote, violation.on, by_id), tuple(refs[r] for r in violation.records if r in refs),
    )  # fmt: skip


def _picture(
    told: Sequence[RegisteredCeasefire], lines: Sequence[TruceLine], by_id: Mapping[str, Page], names: Names
) -> Picture | None:
    """Bars from the day a truce began to the day it ended, with marks where a break is alleged."""
    rows, marks = [], []
    table: list[tuple[Cell, str, str, str, str]] = []
    for truce, line in zip(told, lines, strict=True):
        began = truce.effective_at or truce.began_on
        if began is None or not truce.was_agreed:
            continue
        stages = tuple(Stage(_moment(s, truce), plain(s.stage)) for s in truce.stages if s.on is not None)
        brokers = names.parties_of(truce.broker_codes)
        rows.append(Row(truce.id, line.name, brokers, began, truce.ended_on, stages, f"#{line.anchor}"))
        shown = [v for v in truce.violations if v.on and v.document in by_id]
        for violation in shown:
            side = names.party(violation.accuser) if violation.accuser else ""
            told_by = f"{_accused(violation, names)} accused by {_accuser(violation, names)}"
            marks.append(Mark(violation.on or began, truce.id, told_by, f"#{line.anchor}", side))
        until = day_words(truce.ended_on).words if truce.ended_on else "no end told"
        since = line.effective if truce.effective_on else line.when.words
        table.append((Cell(line.name, f"#{line.anchor}"), brokers, since, until, _by_accuser(shown, names)))
    if not rows:
        return None
    summary = f"{counted(len(rows), 'ceasefire')} and {counted(len(marks), 'alleged break')} by day. " + " ".join(
        f"{name.words}: from {since} to {until}; breaks alleged: {alleged}." for name, _, since, until, alleged in table
    )
    drawing = draw_bars(rows, marks, head=Head("truce-bars", "Ceasefires and alleged breaks", summary))
    narrow = draw_bars(rows, marks, head=Head("truce-bars-phone", "Ceasefires and alleged breaks", summary), width=PHONE)
    columns = ("ceasefire", "brokers", "began", "ended", "alleged breaks")
    undated = sum(len(line.breaks) for line in lines) - len(marks)
    note = f"{counted(undated, 'alleged break')} of no certain day or truce drawn: in the entries below." if undated else ""
    return Picture("truces", "Ceasefires and alleged breaks", drawing, columns, tuple(table), note, narrow)


def _moment(stage: StageTold, truce: RegisteredCeasefire) -> date:
    """The day a stage was reached, to the hour where that of the entry into force is known."""
    at = truce.effective_at
    return at if at is not None and stage.stage == "in_effect" and stage.on == truce.effective_on else stage.on or date.max


def _by_accuser(violations: Sequence[Violation], names: Names) -> str:
    """`Armenia accused by Azerbaijan (3); Azerbaijan accused by Armenia (1)`, the most first."""
    counts = Counter((_accused(v, names), _accuser(v, names)) for v in violations)
    order = sorted(counts, key=lambda pair: (-counts[pair], pair))
    return "; ".join(f"{pair[0]} accused by {pair[1]} ({counts[pair]})" for pair in order) or "none"


def _accused(violation: Violation, names: Names) -> str:
    return listed(map(names.party, violation.accused)) or "nobody named"


def _accuser(violation: Violation, names: Names) -> str:
    return names.party(violation.accuser) if violation.accuser else "nobody named"
