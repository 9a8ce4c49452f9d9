"""One ceasefire: what each page tells of it, its stages, its provisions, the breaks alleged, and where pages disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select

from pantau.model import CONFIGURED, Span, Told
from pantau.store.checking import load_arrangement
from pantau.store.looking import select_records_named
from pantau.store.telling import Head, find_heads, load_words
from pantau.web.asking import Asked, NotThere, Rows, View
from pantau.web.entries import Entry, Source, load_entries, source_of
from pantau.web.views.ceasefires import TruceLine, line_of

MOST_SHOWN = 200


@dataclass(frozen=True)
class Passage:
    """Words of a document, and where they stand."""

    source: Source
    span: Span
    words: str


@dataclass(frozen=True)
class ToldValue:
    """One value and the records that tell it; `is_configured` where the theatre's file does."""

    value: str
    entries: tuple[Entry, ...]
    is_configured: bool


@dataclass(frozen=True)
class SlotTold:
    """A slot of which several values are told."""

    slot: str
    values: tuple[ToldValue, ...]


@dataclass(frozen=True)
class StageLine:
    """A stage one record tells: the day it was reached, else the page's day, on whose word."""

    stage: str
    on: date | None
    told_on: date | None
    claimant: str | None
    entry: Entry | None


@dataclass(frozen=True)
class ProvisionLine:
    """One duty as a page tells it."""

    kind: str
    on: date | None
    is_deadline: bool
    duration: str | None
    passage: Passage


@dataclass(frozen=True)
class BreachLine:
    """An alleged break: who accuses whom, when, of breaking which duty, why it is counted to this truce; nobody verified it."""

    accused: tuple[str, ...]
    accuser: str | None
    on: date | None
    how: str
    provision: str | None
    passage: Passage
    records: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CeasefirePage:
    """One arrangement with all that is told of it."""

    line: TruceLine
    scope: str | None
    configured: tuple[str, ...]
    brokers: tuple[ToldValue, ...]
    disagreements: tuple[SlotTold, ...]
    stages: tuple[StageLine, ...]
    provisions: tuple[ProvisionLine, ...]
    breaks: tuple[BreachLine, ...]
    mentions: tuple[Entry, ...]
    left_out: int


def make_ceasefire(asked: Asked) -> CeasefirePage:
    """The ceasefire of the address."""
    one = asked.store.ask(load_arrangement, asked.path["ceasefire"])
    if one is None:
        raise NotThere(asked.path["ceasefire"])
    mentions = [by for by in one.mentions if by != CONFIGURED]
    values = [told for _, some in one.disagreements() for told in some] + list(one.brokers)
    records = [*mentions[:MOST_SHOWN], *(s.record for s in one.stages[:MOST_SHOWN]), *(by for told in values for by in told.by[:5])]
    entries = load_entries(asked.store, records)
    provisions, violations = one.provisions[:MOST_SHOWN], one.violations[:MOST_SHOWN]
    heads = asked.store.ask(find_heads, [*(p.document for p in provisions), *(v.document for v in violations)])
    return CeasefirePage(
        line=line_of(one, None), scope=one.scope, configured=one.configured,
        brokers=tuple(_told(told, entries) for told in one.brokers),
        disagreements=tuple(SlotTold(slot, tuple(_told(t, entries) for t in some)) for slot, some in one.disagreements()),
        stages=tuple(StageLine(s.stage, s.on, s.told_on, s.claimant, entries.get(s.record)) for s in one.stages[:MOST_SHOWN]),
        provisions=tuple(
            ProvisionLine(p.kind, p.on, p.is_deadline, p.duration, _passage(asked, heads, p.document, p.span))
            for p in provisions if p.document in heads
        ),
        breaks=tuple(
            BreachLine(v.accused, v.accuser, v.on, v.how, v.provision, _passage(asked, heads, v.document, v.span), v.records)
            for v in violations if v.document in heads
        ),
        mentions=tuple(entries[by] for by in mentions[:MOST_SHOWN] if by in entries),
        left_out=max(0, len(mentions) - MOST_SHOWN),
    )  # fmt: skip


def _told(told: Told, entries: Mapping[str, Entry]) -> ToldValue:
    found = tuple(entries[by] for by in told.by[:5] if by in entries)
    return ToldValue(told.value, found, CONFIGURED in told.by)


def _passage(asked: Asked, heads: Mapping[str, Head], document: str, span: Span) -> Passage:
    return passage_of(asked, heads[document], span)


def passage_of(asked: Asked, head: Head, span: Span) -> Passage:
    """The words of a span, shortened where they are long."""
    words = " ".join(asked.store.ask(load_words, head.id, Span(span.start, min(span.end, span.start + 600))).split())
    return Passage(source_of(head), span, words if len(words) <= 280 else words[:278].rstrip() + "…")


def _keys_of_tellings(asked: Asked) -> Select[Any]:
    """The question for the records that tell of it, those too that the page does not show, and for those of its alleged breaks."""
    one = asked.store.ask(load_arrangement, asked.path["ceasefire"])
    if one is None:
        raise NotThere(asked.path["ceasefire"])
    broken = [record for violation in one.violations for record in violation.records]
    return select_records_named([*(by for by in one.mentions if by != CONFIGURED), *broken])


CEASEFIRE = View(
    name="ceasefire", path="/ceasefires/{ceasefire}", make=make_ceasefire, in_menu=False, of_record=True,
    rows=Rows(None, _keys_of_tellings),
)  # fmt: skip
