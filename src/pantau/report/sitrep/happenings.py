"""Incidents of the period: how many stand how, and the most telling of them on whose word they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pantau.model import IncidentDigest
from pantau.model.sitrep import Part, Phrase
from pantau.report.sitrep import phrases as p
from pantau.report.sitrep.ground import MOST_INCIDENTS, Draft, Ground
from pantau.store.sitrep_asking import Standing, find_incident_bodies
from pantau.store.telling import find_leads

_MOST_RECORDS = 40


def tell_incidents(counts: Mapping[str, int], standing: Sequence[Standing], ground: Ground) -> Part:
    """How many incidents stand how, then the most telling, one a sentence; the rest is counted."""
    draft, total = Draft("incidents"), sum(counts.values())
    if not total:
        draft.say("inc.none", p.phrase("inc.none"), ground.listing("/incidents"))
        return draft.done()
    count_incidents(draft, "inc.count", counts, ground)
    told = [one.told.id for one in standing[:MOST_INCIDENTS]]
    bodies = ground.store.ask(find_incident_bodies, told)
    found = [bodies[key] for key in told]
    leads = ground.store.ask(find_leads, [int(one.incident.id[1:]) for one in found])
    ground.notes.fetch(record for one in found for record in one.incident.records[:_MOST_RECORDS])
    for one in found:
        lead = leads.get(int(one.incident.id[1:]))
        notes = ground.notes.quotes([lead] if lead else (), most=1)
        others = ground.notes.quotes([r for r in one.incident.records[:_MOST_RECORDS] if r != lead], most=2)
        page = ground.whole(f"/incidents/{one.incident.id}")
        draft.say(f"inc.{one.incident.id}", incident_line(one, ground), *notes, *others, page)
    if total > len(found):
        draft.say("inc.more", p.phrase("inc.more", p.count("n", total - len(found))), ground.listing("/incidents"))
    return draft.done()


def count_incidents(draft: Draft, key: str, counts: Mapping[str, int], ground: Ground) -> None:
    """The sentence of how many stand how, a footnote for each status."""
    lists = [ground.listing("/incidents", status=status) for status in counts]
    total = sum(counts.values())
    draft.say(key, p.phrase("sum.incidents", p.count("n", total), p.statuses(dict(counts))), *lists)


def incident_line(one: IncidentDigest, ground: Ground) -> Phrase:
    """One incident: on whose word, who did what to whom, where, when, how it stands."""
    it, place = one.incident, one.place
    outlets = len(one.sources) or 1
    source = (
        p.phrase("inc.by_claimants", p.parties("claimants", it.claimants[:3])) if it.claimants
        else p.phrase("inc.by_outlets", p.count("n", outlets))
    )  # fmt: skip
    day = one.began_on if ground.days > 1 or not ground.holds(one.began_on) else None
    return p.phrase(
        "inc.line", p.clause("source", source), p.deed("deed", it), p.place("place", place), p.on("date", day),
        p.incident(it.id), p.code("status", "status", one.status.status),
        p.clause("origins", origins(one.origins.at_least, one.origins.at_most)), p.parties("deniers", one.denied_by),
    )  # fmt: skip


def origins(least: int, most: int) -> Phrase:
    """Independent origins as bounds."""
    if least == most:
        return p.phrase("inc.origins", p.count("n", least))
    return p.phrase("inc.origins_range", p.count("least", least), p.count("most", most))
