"""A field report as it was typed → an Observation, or every fault of it at once; and back."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from pantau.model.account import Person
from pantau.model.observation import DIRECTIONS, FIRE, MEANS, NATURES, NEARNESS, WHAT, Observation, to_bytes
from pantau.monitor.report_columns import NAMES, Refused
from pantau.monitor.report_typed import FIRST, Typed, read_bearing, read_count, read_distance, read_harmed, read_interval
from pantau.world import World


def parse_report(
    values: Mapping[str, str], *, person: Person, mission: str, world: World, now: datetime, photos: tuple[str, ...] = (),
) -> Observation:  # fmt: skip
    """The report that was typed. Raises Refused with every fault; what only the store knows (`known`, `corrects`) is told by it."""
    typed = Typed(values)
    began, ended = read_interval(typed, now)
    low, high = read_count(typed)
    near, far = read_distance(typed)
    position, place = typed.pair("position"), typed.pair("place")
    code, teller = typed.codes("refused_code", world, most=1), typed.codes("told_for", world, most=1)
    report = Observation(
        id=_id(typed), mission=mission, observer=person.name, language=typed.choice("language", ("id", "en")) or "en",
        theatre=_theatre(typed, person, world), began_at=began or FIRST, ended_at=ended or began or FIRST,
        means=typed.choices("means", MEANS), what=typed.choice("what", WHAT) or "", position=typed.words("position"),
        position_lat=position[0], position_lon=position[1],
        position_precision=typed.choice("position_precision", NEARNESS) or ("settlement" if position[0] is None else "point"),
        told_by=typed.words("told_by"), told_for=next(iter(teller), None), nature=typed.choice("nature", NATURES),
        count_low=low, count_high=high, place=typed.words("place"), place_lat=place[0], place_lon=place[1],
        bearing=read_bearing(typed), distance_low_km=near, distance_high_km=far, weapon=typed.words("weapon", "line"),
        fire_from=typed.choice("fire_from", DIRECTIONS), fire_to=typed.choice("fire_to", DIRECTIONS),
        actors=typed.codes("actors", world), recipients=typed.codes("recipients", world), damage=typed.words("damage", "text"),
        harmed=read_harmed(typed, world), refused_by=typed.words("refused_by"), refused_code=next(iter(code), None),
        refused_how=typed.words("refused_how", "line"), remarks=typed.words("remarks", "text"), photos=photos,
        corrects=typed.words("corrects"), why=typed.words("why", "line"),
    )  # fmt: skip
    _check_whole(typed, report)
    if typed.faults:
        order = {name: place for place, name in enumerate(NAMES)}
        raise Refused(tuple(sorted(dict.fromkeys(typed.faults), key=lambda fault: order.get(fault.field, len(order)))))
    return report if report.id else replace(report, id=made_id(report))


def made_id(report: Observation) -> str:
    """The id of a report that was given none: of what it says, so that the same said twice is one."""
    return "row-" + hashlib.sha256(to_bytes(replace(report, id="made-here"))).hexdigest()[:32]


def _id(typed: Typed) -> str:
    text = typed.values.get("id", "")
    if text and not re.fullmatch(r"[0-9A-Za-z-]{8,64}", text):
        typed.fault("id", "id")
    return text


def _theatre(typed: Typed, person: Person, world: World) -> str:
    """A conflict that is there and that the person works in: another is not there for them."""
    allowed = sorted(theatre.id for theatre in world.theatres if not person.theatres or theatre.id in person.theatres)
    given = typed.values.get("theatre", "")
    if not given:
        typed.fault("theatre", "required")
    elif given not in allowed:
        typed.fault("theatre", "theatre", allowed=", ".join(allowed))
    return given


def _check_whole(typed: Typed, report: Observation) -> None:
    """What fields say of one another."""
    needed: list[tuple[bool, str, str]] = [
        (not typed.has("means"), "means", "required"),
        (not typed.has("what"), "what", "required"),
        (not typed.has("position") and not typed.has("position_lat"), "position", "nowhere"),
        ("told" in report.means and not typed.has("told_by"), "told_by", "told"),
        ("told" not in report.means and typed.has("told_by"), "told_by", "not_told"),
        ("told" not in report.means and typed.has("told_for"), "told_for", "not_told"),
        (typed.has("nature") and report.what not in (*FIRE, ""), "nature", "no_fire"),
        (typed.has("fire_from") and report.what not in (*FIRE, ""), "fire_from", "no_fire"),
        (typed.has("fire_to") and report.what not in (*FIRE, ""), "fire_to", "no_fire"),
        (report.what == "access_refused" and not (typed.has("refused_by") or typed.has("refused_code")), "refused_by", "nobody"),
        (report.what == "casualties" and not typed.has("harmed"), "harmed", "no_harm"),
        (report.what == "damage" and not typed.has("damage"), "damage", "no_damage"),
        (report.what == "calm" and typed.has("count"), "count", "calm"),
        (report.what == "calm" and typed.has("harmed"), "harmed", "calm"),
        (report.what == "calm" and typed.has("actors"), "actors", "calm"),
        (typed.has("corrects") and not typed.has("why"), "why", "why"),
    ]  # fmt: skip
    for is_wrong, field, why in needed:
        if is_wrong:
            typed.fault(field, why)


def typed_values(report: Observation) -> dict[str, str]:
    """A report as it would be typed: what `parse_report` makes the same report of."""
    values: dict[str, Any] = {name: getattr(report, name, None) for name in NAMES}
    values |= {"from": report.began_at.isoformat(), "to": report.ended_at.isoformat()}
    values["count"] = _range(report.count_low, report.count_high)
    values["distance_km"] = _range(report.distance_low_km, report.distance_high_km)
    values["harmed"] = "; ".join(
        " ".join(filter(None, (_range(h.low, h.high), h.category, h.outcome, h.party))) for h in report.harmed
    )
    return {name: _typed(value) for name, value in values.items() if value not in (None, "", ())}


def _typed(value: Any) -> str:
    if isinstance(value, tuple):
        return " ".join(value)
    return value if isinstance(value, str) else json.dumps(value)


def _range(low: float | None, high: float | None) -> str:
    if low is None:
        return ""
    return f"{low:g}+" if high is None else f"{low:g}" if high == low else f"{low:g}-{high:g}"
