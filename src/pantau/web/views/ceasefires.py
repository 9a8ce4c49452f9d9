"""Ceasefires: from when to when, between whom, brokered by whom, the stages told, the breaks alleged; truces by broker as of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select

from pantau.link.registry import truces_by_broker
from pantau.model import CONFIGURED, RegisteredCeasefire
from pantau.store.checking import select_arrangements
from pantau.store.looking import find_arrangements
from pantau.web.asking import Asked, Param, Picture, Rows, View

MOST_TRUCES, MOST_ALLEGED = 150, 200


@dataclass(frozen=True)
class Breaks:
    """How often a party is accused of breaking it, by whom (None: nobody named)."""

    accused: tuple[str, ...]
    accuser: str | None
    times: int


@dataclass(frozen=True)
class Alleged:
    """One alleged break whose day is known: who is accused by whom."""

    on: date
    accused: tuple[str, ...]
    accuser: str | None


@dataclass(frozen=True)
class StageDay:
    """A stage, and the day it was reached, where told."""

    stage: str
    on: date | None


@dataclass(frozen=True, kw_only=True)
class TruceLine:
    """One arrangement. `is_known`: a theatre's file describes it; `mentions` are the records that tell of it; `stage` is the furthest
    told as of the day asked for."""

    id: str
    theatre: str
    name: str
    is_known: bool
    parties: tuple[str, ...]
    brokers: tuple[str, ...]
    declared_on: date | None
    effective_on: date | None
    effective_at: datetime | None
    ended_on: date | None
    superseded_on: date | None
    began_on: date | None
    was_agreed: bool
    stage: str | None
    stages: tuple[StageDay, ...]
    breaks: tuple[Breaks, ...]
    alleged: tuple[Alleged, ...]
    provisions: int
    mentions: int


@dataclass(frozen=True)
class Brokered:
    """The truces that one broker (empty: nobody named) brought about by the day."""

    broker: str
    truces: tuple[str, ...]


@dataclass(frozen=True)
class CeasefireList:
    """The ceasefires that pages tell of, those that a theatre's file alone describes, and the truces by broker as of a day;
    `left_out` older ones are not shown."""

    as_of: date | None
    items: tuple[TruceLine, ...]
    untold: tuple[TruceLine, ...]
    by_broker: tuple[Brokered, ...]
    left_out: int


def make_ceasefires(asked: Asked) -> CeasefireList:
    """The ceasefires asked for, by their days."""
    found = [one for one in find_asked(asked) if _fits(one, asked)]
    theatres = {one.theatre for one in found if one.mentions}
    as_of = asked.day("as_of") or asked.filter.until or _last_day(found)
    told = [one for one in found if one.mentions]
    shown = told[-MOST_TRUCES:]
    untold = [one for one in found if not one.mentions and (one.theatre in theatres or asked.filter.theatre)]
    by = truces_by_broker((*told, *untold), as_of) if as_of else {}
    return CeasefireList(
        as_of, tuple(line_of(one, as_of) for one in shown), tuple(line_of(one, as_of) for one in untold),
        tuple(Brokered(code, tuple(truce.id for truce in truces)) for code, truces in by.items()),
        len(told) - len(shown),
    )  # fmt: skip


def find_asked(asked: Asked) -> list[RegisteredCeasefire]:
    """Those of the theatres asked for."""
    found = asked.remember("arrangements", lambda: asked.store.ask(find_arrangements))
    return [one for one in found if not asked.filter.theatre or one.theatre in asked.filter.theatre]


def _keys_of_told(asked: Asked) -> Select[Any]:
    """The question for those asked for that pages tell of, whatever day the page is looked at from."""
    return select_arrangements([one.id for one in find_asked(asked) if one.mentions and _fits(one, asked)])


def _fits(one: RegisteredCeasefire, asked: Asked) -> bool:
    wanted = asked.filter
    if wanted.party and not {*one.parties, *one.broker_codes} & set(wanted.party):
        return False
    if wanted.until and (one.began_on is None or one.began_on > wanted.until):
        return False
    last = one.ended_on or one.superseded_on
    return not (wanted.since and last is not None and last < wanted.since)


def _last_day(found: Sequence[RegisteredCeasefire]) -> date | None:
    """The newest day that anything tells of them."""
    days = [s.told_on or s.on for one in found for s in one.stages] + [v.on for one in found for v in one.violations]
    return max((day for day in days if day), default=None)


def line_of(one: RegisteredCeasefire, as_of: date | None) -> TruceLine:
    """One arrangement as a line."""
    counted = Counter((violation.accused, violation.accuser) for violation in one.violations)
    breaks = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0][0], pair[0][1] or ""))
    return TruceLine(
        id=one.id, theatre=one.theatre, name=one.name, is_known=one.known, parties=one.parties, brokers=one.broker_codes,
        declared_on=one.declared_on, effective_on=one.effective_on, effective_at=one.effective_at, ended_on=one.ended_on,
        superseded_on=one.superseded_on, began_on=one.began_on, was_agreed=one.was_agreed,
        stage=one.stage_as_of(as_of) if as_of else None,
        stages=tuple(dict.fromkeys(StageDay(stage.stage, stage.on) for stage in one.stages)),
        breaks=tuple(Breaks(accused, accuser, times) for (accused, accuser), times in breaks),
        alleged=tuple(Alleged(v.on, v.accused, v.accuser) for v in one.violations[:MOST_ALLEGED] if v.on),
        provisions=len(one.provisions) + len(one.configured), mentions=sum(by != CONFIGURED for by in one.mentions),
    )  # fmt: skip


CEASEFIRES = View(
    name="ceasefires", path="/ceasefires", make=make_ceasefires, of_record=True, uses=("since", "until", "theatre", "party"),
    params=(Param("as_of", "day"),), rows=Rows("registry", _keys_of_told),
    pictures=(Picture("truces", "ceasefires"),),
)  # fmt: skip
