"""What changed since the previous report, and what earlier signed reports told that no longer stands so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pantau.model import Point
from pantau.model.sitrep import KeptSitrep, Part, Phrase, Sentence, Sitrep, ToldFigure, ToldIncident, ToldTruce
from pantau.report.sitrep import phrases as p
from pantau.report.sitrep.ground import MOST_CHANGES, Draft, Ground
from pantau.report.sitrep.happenings import origins
from pantau.report.sitrep.harm import harmed, series_name, source
from pantau.report.sitrep.truces import Stood
from pantau.store.sitrep_asking import StandsNow, find_current, find_now
from pantau.store.sitreps import find_in_sitreps, find_judged_since

_MOST_COMPARED, _MOST_ABOUT = 5_000, 6


class Change(NamedTuple):
    """One sentence to be told: its id, its words, its footnotes."""

    key: str
    words: Phrase
    notes: tuple[int, ...]


# since the previous report


def tell_changes(
    total: int, standing: Sequence[ToldIncident], points: Sequence[Point], stood: Sequence[Stood], truces: Sequence[ToldTruce],
    ground: Ground,
) -> Part:  # fmt: skip
    """The comparison with the previous report's kept model."""
    draft, before = Draft("changes"), ground.before
    if before is None:
        draft.say("chg.first", p.phrase("chg.first"), ground.whole("/sitreps"))
        return draft.done()
    model, page = before.model, ground.whole(f"/sitreps/{before.number}", version=str(before.version))
    named = p.report(before.number, before.version)
    draft.say("chg.against", p.phrase("chg.against", named, p.over("period", model.from_on, model.to_on)), page)
    _compare_counts(draft, total, standing, model, ground, page)
    found = [*_turned(model, ground, page), *_figures(model, points, ground, page), *_truces(model, truces, stood, ground, page)]
    for one in found[:MOST_CHANGES]:
        draft.say(one.key, one.words, *one.notes)
    if not found:
        draft.say("chg.none", p.phrase("chg.none"), page)
    if len(found) > MOST_CHANGES:
        draft.say("chg.left", p.phrase("chg.left", p.count("n", len(found) - MOST_CHANGES)), page)
    return draft.done()


def _compare_counts(
    draft: Draft, total: int, standing: Sequence[ToldIncident], model: Sitrep, ground: Ground, page: int
) -> None:
    """How many incidents are new, and whether there are more than before."""
    lists, told = ground.listing("/incidents"), {one.id for one in model.incidents}
    new, was = [one.id for one in standing if one.id not in told], _total(model)
    if was != total:
        form = "chg.more" if total > was else "chg.fewer"
        draft.say("chg.count", p.phrase(form, p.count("n", total), p.count("m", was)), lists, page)
    else:
        draft.say("chg.count", p.phrase("chg.same", p.count("n", total)), lists, page)
    if new:
        draft.say("chg.new", p.phrase("chg.incidents", p.count("n", len(new)), p.count("m", was)), lists, page)


def _total(model: Sitrep) -> int:
    """How many incidents a report counted, be it more than it keeps the state of."""
    counted = model.sentence("sum.incidents")
    values = next((arg.values for arg in counted.phrase.args if arg.name == "n"), ()) if counted else ()
    return int(values[0]) if values else len(model.incidents)


def _turned(model: Sitrep, ground: Ground, page: int) -> Iterator[Change]:
    """Incidents that report told which stand otherwise today: statuses first, then merged and vanished ones, then bounds."""
    now = ground.store.ask(find_now, model.incidents[:_MOST_COMPARED])
    for one in now:
        if one.now and one.now.id == one.was.id and one.now.status != one.was.status:
            yield Change(f"chg.status.{one.was.id}", _status("chg.status", one), _notes(one, ground, page))
    for one in now:
        if one.now is None:
            yield Change(f"chg.gone.{one.was.id}", p.phrase("chg.vanished", p.incident(one.was.id)), (page,))
        elif one.now.id != one.was.id:
            merged = p.phrase("chg.merged", p.incident(one.was.id), p.incident(one.now.id, name="other"))
            yield Change(f"chg.merged.{one.was.id}", merged, _notes(one, ground, page))
    for one in now:
        if one.now and one.now.id == one.was.id and one.now[2:] != one.was[2:]:
            bounds = (p.clause(name, origins(each.at_least, each.at_most)) for name, each in (("before", one.was), ("after", one.now)))
            yield Change(f"chg.bounds.{one.was.id}", p.phrase("chg.bounds", p.incident(one.was.id), *bounds), _notes(one, ground, page))


def _status(form: str, one: StandsNow) -> Phrase:
    after = one.now.status if one.now else "withdrawn"
    return p.phrase(form, p.incident(one.was.id), p.code("before", "status", one.was.status), p.code("after", "status", after))


def _notes(one: StandsNow, ground: Ground, page: int) -> tuple[int, ...]:
    return (ground.whole(f"/incidents/{one.now.id}") if one.now else page, page)


def _figures(model: Sitrep, points: Sequence[Point], ground: Ground, page: int) -> Iterator[Change]:
    """Claimants' totals that are others than that report told."""
    told: Mapping[str, ToldFigure] = {one.series: one for one in model.figures}
    latest: dict[str, Point] = {}
    for point in points:
        if point.key.measure == "total" and point.key.claimant and ground.holds(point.as_of):
            name = series_name(point)
            latest[name] = max(latest.get(name, point), point, key=lambda each: str(each.as_of))
    for name, point in sorted(latest.items()):
        was = told.get(name)
        if was is not None and (was.low, was.high) != (point.low, point.high):
            notes = (*ground.notes.quotes(point.records[:20]), page)
            words = p.phrase(
                "chg.figure", source(point.key.claimant), *harmed(point), p.on("date", point.as_of),
                p.figure("before", was.low, was.high, was.qualifier), p.day_word("since", was.as_of),
            )  # fmt: skip
            yield Change(f"chg.figure.{name}", words, notes)


def _truces(
    model: Sitrep, truces: Sequence[ToldTruce], stood: Sequence[Stood], ground: Ground, page: int
) -> Iterator[Change]:
    """Ceasefires that reached another stage, and how many breaks are alleged, before and now."""
    was = {one.id: one for one in model.truces}
    names = {one.truce.id: one.truce.name for one in stood}
    for now in truces:
        old, notes = was.get(now.id), (ground.whole(f"/ceasefires/{now.id}"), page)
        if old is None:
            continue
        named = p.truce(names[now.id])
        if old.stage != now.stage:
            stages = p.code("before", "stage", old.stage), p.code("after", "stage", now.stage)
            yield Change(f"chg.truce.{now.id}", p.phrase("chg.truce", named, *stages), notes)
        if old.alleged or now.alleged:
            counts = p.count("n", now.alleged), p.count("m", old.alleged)
            yield Change(f"chg.alleged.{now.id}", p.phrase("chg.alleged", named, *counts), notes)


# corrections


def find_corrections(ground: Ground) -> list[Change]:
    """What earlier signed reports told that does not stand so today, and was not corrected by one signed since."""
    found: dict[str, Change] = {}
    for one in _judged(ground):
        found.setdefault(one.key, one)
    seen: set[str] = set()
    for kept in ground.signed:
        for one in _stale(kept, ground, seen):
            found.setdefault(one.key, one)
    return list(found.values())


def _judged(ground: Ground) -> Iterator[Change]:
    """Records that a signed report quotes, judged by people since the newest of these was signed."""
    if not ground.signed:
        return
    entries = ground.store.ask(find_judged_since, max(kept.entry or 0 for kept in ground.signed))
    signed = {(kept.number, kept.version) for kept in ground.signed}
    by_record = ground.store.ask(find_in_sitreps, "record", [one.subject for one in entries])
    by_document = ground.store.ask(find_in_sitreps, "document", [one.subject for one in entries])
    for entry in entries:
        told = [each for each in (*by_record.get(entry.subject, ()), *by_document.get(entry.subject, ())) if each in signed]
        for number, version in told[-1:]:
            words = p.phrase(
                "cor.judged", p.report(number, version), p.code("judged", "judged", entry.kind), p.plain("who", entry.by),
                p.quoted("words", entry.why),
            )  # fmt: skip
            notes = ground.whole(f"/sitreps/{number}", version=str(version)), ground.whole("/journal", subject=entry.subject)
            yield Change(f"cor.judged.{entry.number}", words, notes)


def _stale(kept: KeptSitrep, ground: Ground, seen: set[str]) -> Iterator[Change]:
    """Statuses that turned since a report, and quotations no longer read; an incident is held against its newest telling alone."""
    page = ground.whole(f"/sitreps/{kept.number}", version=str(kept.version))
    told = [one for one in kept.model.incidents[:_MOST_COMPARED] if one.id not in seen and _is_named(kept.model, one.id)]
    seen.update(one.id for one in told)
    for one in ground.store.ask(find_now, told):
        if one.now is not None and one.now.status != one.was.status:
            words = _status("cor.status", one)
            words = Phrase(words.form, (p.report(kept.number, kept.version), *words.args))
            yield Change(f"cor.status.{one.was.id}", words, _notes(one, ground, page))
    quoted = set(kept.model.records)
    lost = quoted - ground.store.ask(find_current, quoted)
    if lost:
        words = p.phrase("cor.unread", p.report(kept.number, kept.version), p.count("n", len(lost)))
        yield Change(f"cor.unread.{kept.name}", words, (page,))


def _is_named(model: Sitrep, incident: str) -> bool:
    """Whether a report had a sentence of its own on an incident."""
    return model.sentence(f"inc.{incident}") is not None


def tell_corrections(found: Sequence[Change], parts: Sequence[Part], ground: Ground) -> Part:
    """The corrections, and where this version takes the place of another: which sentences are others."""
    draft = Draft("corrections")
    if ground.replaced is not None:
        _compare_versions(draft, ground.replaced, parts, ground)
    for one in found[:MOST_CHANGES]:
        draft.say(one.key, one.words, *one.notes)
    if len(found) > MOST_CHANGES:
        draft.say("cor.more", p.phrase("cor.more", p.count("n", len(found) - MOST_CHANGES)), ground.whole("/sitreps"))
    if not found and ground.replaced is None:
        form = "cor.none" if ground.signed else "cor.no_report"
        draft.say(form, p.phrase(form), ground.whole("/sitreps"))
    return draft.done()


def _compare_versions(draft: Draft, replaced: KeptSitrep, parts: Sequence[Part], ground: Ground) -> None:
    """What is told otherwise, no more, or newly, sentence by sentence."""
    page = ground.whole(f"/sitreps/{replaced.number}", version=str(replaced.version))
    draft.say("cor.version", p.phrase("cor.version", p.plain("version", str(replaced.version))), page)
    was, now = _by_id(replaced.model.parts), _by_id(parts)
    changed = [key for key, one in now.items() if key in was and was[key][1].phrase != one[1].phrase]
    left_out, new = [key for key in was if key not in now], [key for key in now if key not in was]
    for form, keys, home in (("cor.changed", changed, now), ("cor.left_out", left_out, was), ("cor.new", new, now)):
        if keys:
            words = p.phrase(form, p.count("n", len(keys)), p.clauses("about", _about(keys, home)))
            draft.say(form, words, page)
    if not (changed or left_out or new):
        draft.say("cor.same", p.phrase("cor.same"), page)


_Home = Mapping[str, tuple[str, Sentence]]


def _by_id(parts: Sequence[Part]) -> _Home:
    """The sentences on the matter by id, with the part they stand in."""
    left_out = ("changes", "corrections", "method")
    return {one.id: (part.name, one) for part in parts if part.name not in left_out for one in part.sentences}


def _about(keys: Sequence[str], home: _Home) -> list[Phrase]:
    """What sentences are about: incidents by id, others by the part they stand in."""
    incidents = [key.removeprefix("inc.") for key in keys if key.startswith("inc.I")]
    parts = list(dict.fromkeys(home[key][0] for key in keys if not key.startswith("inc.I")))
    found = [p.phrase("about.part", p.code("part", "part", name)) for name in parts]
    found += [p.phrase("about.incident", p.incident(each)) for each in incidents[:_MOST_ABOUT]]
    if len(incidents) > _MOST_ABOUT:
        found.append(p.phrase("about.more", p.count("n", len(incidents) - _MOST_ABOUT)))
    return found
