"""Situation reports: the list, and one with its versions, edits and signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pantau.model.sitrep import KeptSitrep, SitrepEdit
from pantau.monitor.sitrep import may_see, may_sign
from pantau.store.digest import NO_DAY
from pantau.store.listing import Pages, find_pages
from pantau.store.looking import Cursor
from pantau.store.sitreps import SitrepHead, find_sitreps, find_versions, load_sitrep
from pantau.web.asking import Asked, NotThere, Param, View
from pantau.web.paging import write_cursor


@dataclass(frozen=True)
class SitrepsPage:
    """Reports by the end of their period, the latest first; `newest_on` is the newest day of the pages read."""

    items: tuple[SitrepHead, ...]
    total: int
    is_more: bool
    next: str | None
    newest_on: date | None
    may_sign: bool


@dataclass(frozen=True, kw_only=True)
class SitrepPage:
    """One version. `report` is it in codes, with its footnotes; `signed` the canonical content whose SHA-256 is in the journal;
    `is_whole` whether it still has that hash; `stamp` what an edit or a signature must name."""

    line: SitrepHead
    versions: tuple[SitrepHead, ...]
    edits: tuple[SitrepEdit, ...]
    is_newest: bool
    is_whole: bool
    may_edit: bool
    may_draw: bool
    stamp: str
    signed: str | None
    report: KeptSitrep


def make_sitreps(asked: Asked) -> SitrepsPage:
    """The reports kept, of the theatre chosen or all that may be seen."""
    before = (asked.after.day, int(asked.after.key)) if asked.after else None
    theatres = asked.filter.theatre or asked.person.theatres
    found, total = asked.store.ask(find_sitreps, theatres=theatres, limit=asked.limit + 1, before=before)
    shown = found[: asked.limit]
    going_on = Cursor(shown[-1].to_on.isoformat(), str(shown[-1].number)) if len(found) > asked.limit else None
    newest = asked.store.ask(find_pages, Pages(), limit=1).items
    newest_on = date.fromisoformat(newest[0].day) if newest and newest[0].day != NO_DAY else None
    may = any(may_sign(asked.person, theatre) for theatre in ("", *asked.person.theatres))
    return SitrepsPage(tuple(shown), total, False, write_cursor(going_on), newest_on, may)


def make_sitrep_page(asked: Asked) -> SitrepPage:
    """The version that is asked for, the newest where none is named."""
    number, version = int(asked.path["sitrep"]), asked.own.get("version")
    kept = asked.store.ask(load_sitrep, number, version)
    if kept is None or not may_see(asked.person, kept.model.theatre):
        raise NotThere(asked.path["sitrep"])
    versions = asked.store.ask(find_versions, number)
    may, is_newest = may_sign(asked.person, kept.model.theatre), kept.version == versions[-1].version
    return SitrepPage(
        line=next(each for each in versions if each.version == kept.version), versions=tuple(reversed(versions)),
        edits=kept.edits, is_newest=is_newest, is_whole=kept.is_whole,
        may_edit=may and is_newest and kept.state == "draft", may_draw=may and is_newest, stamp=kept.stamp, signed=kept.signed,
        report=kept,
    )  # fmt: skip


SITREPS = View(name="sitreps", path="/sitreps", make=make_sitreps, uses=("theatre",), has_pages=True, numbered=True)
SITREP = View(
    name="sitrep", path="/sitreps/{sitrep}", make=make_sitrep_page, in_menu=False, params=(Param("version", "number"),),
)  # fmt: skip
