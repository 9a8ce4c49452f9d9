"""What could not be seen: outlets and areas that fell silent, days without pages, inputs not read, access refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pantau.model import Event
from pantau.model.sitrep import Part, Phrase
from pantau.report.sitrep import phrases as p
from pantau.report.sitrep.ground import MOST_SILENT, SPAN_DAYS, USUAL_DAYS, Draft, Ground
from pantau.store.sitrep_asking import (
    Volume,
    count_misread,
    count_page_days,
    count_read,
    count_undated,
    count_unread,
    count_volumes,
    find_incident_bodies,
    find_refusals,
    find_silent_areas,
)

_MOST_DAYS, _MOST_AREAS, _MOST_FAILING, _MOST_REFUSALS = 6, 8, 6, 6


class Gaps(NamedTuple):
    """How much was missing, for the summary; `pages` is how many there were in the period."""

    silent: int
    days: int
    areas: int
    unread: int
    access: int
    pages: int


def tell_unseen(ground: Ground) -> tuple[Part, Gaps]:
    """The part, and how many of each."""
    draft = Draft("unseen")
    silent = _tell_outlets(draft, ground)
    days, pages = _tell_days(draft, ground)
    areas = _tell_areas(draft, ground)
    access = _tell_access(draft, ground)
    unread = _tell_unread(draft, ground)
    return draft.done(), Gaps(silent, days, areas, unread, access, pages)


def _tell_outlets(draft: Draft, ground: Ground) -> int:
    """Outlets that usually report and did not, those with most pages before first."""
    found = ground.store.ask(count_volumes, ground.theatre, before=ground.earliest, since=ground.from_on, until=ground.to_on)
    usual = [one for one in found if one.days >= USUAL_DAYS]
    silent = sorted((one for one in usual if not one.now), key=lambda one: (-one.before, one.outlet))
    sources = ground.whole("/sources")
    for one in silent[:MOST_SILENT]:
        draft.say(f"uns.silent.{one.outlet}", _silent(one), ground.whole("/documents", outlet=one.outlet), sources)
    if len(silent) > MOST_SILENT:
        draft.say("uns.silent_more", p.phrase("uns.silent_more", p.count("n", len(silent) - MOST_SILENT)), sources)
    if not usual:
        unusual = p.phrase("uns.unusual", p.count("n", USUAL_DAYS), p.number("span", SPAN_DAYS))
        draft.say("uns.outlets", unusual, sources)
    elif not silent:
        draft.say("uns.outlets", p.phrase("uns.none_silent", p.count("n", len(usual))), sources)
    return len(silent)


def _silent(one: Volume) -> Phrase:
    before = p.phrase("uns.pages", p.count("n", one.before))
    return p.phrase("uns.silent", p.outlets("outlet", [one.outlet]), p.clause("before", before), p.number("span", SPAN_DAYS))


def _tell_days(draft: Draft, ground: Ground) -> tuple[int, int]:
    """Days of the period of which no page is; how many, and how many pages there are."""
    found = ground.store.ask(count_page_days, ground.theatre, ground.from_on, ground.to_on)
    every = (date.fromordinal(ground.from_on.toordinal() + n) for n in range(ground.days))
    missing = [day for day in every if day not in found]
    pages = ground.listing("/documents")
    if len(missing) > _MOST_DAYS:
        draft.say("uns.days", p.phrase("uns.some_days", p.count("n", len(missing)), p.count("m", ground.days)), pages)
    elif missing:
        draft.say("uns.days", p.phrase("uns.days", p.on("days", *missing)), pages)
    return len(missing), sum(found.values())


def _tell_areas(draft: Draft, ground: Ground) -> int:
    """Areas of which incidents were told before and none now, most before first."""
    since, until = ground.from_on, ground.to_on
    found = ground.store.ask(
        find_silent_areas, ground.theatre, before=ground.earliest, since=since, until=until, limit=10 * _MOST_AREAS
    )
    bodies = ground.store.ask(find_incident_bodies, [f"I{one.number}" for one in found])
    before = date.fromordinal(max(1, since.toordinal() - 1)).isoformat()
    told = 0
    for one in found:
        place = bodies[f"I{one.number}"].place
        if place is None or not place.name or place.precision not in ("point", "settlement", "district"):
            continue
        told += 1
        if told > _MOST_AREAS:
            continue
        words = p.phrase("uns.area", p.place("place", place), p.count("n", one.before), p.number("span", SPAN_DAYS))
        there = ground.whole(
            "/incidents", since=ground.earliest.isoformat(), until=before, theatre=ground.theatre, place=f"{one.lat}~{one.lon}"
        )
        draft.say(f"uns.area.{one.lat}~{one.lon}", words, there)
    if not told:
        draft.say("uns.areas", p.phrase("uns.areas_none", p.number("span", SPAN_DAYS)), ground.listing("/incidents"))
    return told


def _tell_access(draft: Draft, ground: Ground) -> int:
    """Access refused to observers, as records tell it; that none tells it is said too, and what that means."""
    records = ground.store.ask(find_refusals, ground.wanted, limit=_MOST_REFUSALS)
    told = ground.notes.fetch(records)
    shown = [record for record in records if record in told]
    for key in shown:
        event, head = told[key].record, ground.notes.head(key)
        if isinstance(event, Event):
            source = (
                p.phrase("inc.by_claimants", p.parties("claimants", [event.claimant])) if event.claimant
                else p.phrase("inc.by_outlet", p.outlets("outlet", [head.source])) if head and head.source
                else p.phrase("inc.by_outlets", p.count("n", 1))
            )  # fmt: skip
            words = p.phrase(
                "uns.access", p.clause("source", source), p.parties("who", event.actors), p.place("place", event.place),
                p.on("date", event.began_on),
            )  # fmt: skip
            draft.say(f"uns.access.{key}", words, *ground.notes.quotes([key]))
    if not shown:
        draft.say("uns.access", p.phrase("uns.access_none"), ground.listing("/records", kind="event"))
    return len(shown)


def _tell_unread(draft: Draft, ground: Ground) -> int:
    """Inputs that could not be read, problems on the pages of the period, pages without a day, languages that are not read."""
    total, some = ground.store.ask(count_unread)
    problems = ground.whole("/problems")
    if total:
        draft.say("uns.unread", p.phrase("uns.unread", p.count("n", total)), problems)
    for outlet in _failing([origin for origin, _ in some], ground):
        draft.say(f"uns.failing.{outlet}", p.phrase("uns.failing", p.outlets("outlet", [outlet])), problems)
    misread = ground.store.ask(count_misread, ground.from_on, ground.to_on)
    if misread:
        draft.say("uns.misread", p.phrase("uns.misread", p.count("n", misread)), problems)
    elif not total:
        draft.say("uns.all_read", p.phrase("uns.all_read"), problems)
    undated = ground.store.ask(count_undated)
    if undated:
        draft.say("uns.undated", p.phrase("uns.undated", p.count("n", undated)), ground.whole("/documents"))
    _tell_languages(draft, ground)
    return total


def _failing(origins: Sequence[str], ground: Ground) -> list[str]:
    """The outlets of the period's theatre whose name stands in the place of an input that could not be read."""
    found = ground.store.ask(count_volumes, ground.theatre, before=ground.earliest, since=ground.from_on, until=ground.to_on)
    return sorted({one.outlet for one in found if any(one.outlet in origin for origin in origins)})[:_MOST_FAILING]


def _tell_languages(draft: Draft, ground: Ground) -> None:
    read = ground.store.ask(count_read, "", ground.from_on, ground.to_on)  # what is not read belongs to no theatre yet
    others = [(tag, pages) for tag, pages in read.languages if tag and tag not in ground.read_languages]
    if others:
        told = (p.phrase("uns.language", p.language("language", tag), p.number("n", pages)) for tag, pages in others[:6])
        total = sum(pages for _, pages in others)
        words = p.phrase("uns.languages", p.count("n", total), p.clauses("languages", told))
        draft.say("uns.languages", words, ground.listing_of_days("/documents"))

