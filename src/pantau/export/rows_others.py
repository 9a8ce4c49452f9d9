"""Rows of data sets of others: what happened once a row (GED, ACLED), what a page tells once a row (POLECAT), told in their codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from pantau.export import coding
from pantau.export.columns import Value
from pantau.export.columns_others import ACLED, GED, POLECAT
from pantau.export.material import Group, Material, bounds_of
from pantau.export.rows import UNCERTAINTY_KM, Values, bound_values, claim_values, event_values, status_values
from pantau.export.rows_joined import shown_values
from pantau.export.tolls import Toll, count_killed
from pantau.model import CasualtyReport, Event, IncidentDigest, Place
from pantau.store import bulk, streams
from pantau.world.parties import Party

Parties = Mapping[str, Party]
_EMPTY: dict[str, Values] = {
    name: dict.fromkeys(column.name for column in columns)
    for name, columns in (("ged", GED), ("acled", ACLED), ("polecat", POLECAT))
}
_PAGES = 100


class Happening(NamedTuple):
    """An incident that is said to be done or going on: its events, those who acted and to whom, how many were killed."""

    digest: IncidentDigest
    group: Group
    events: tuple[Event, ...]
    first_on: date | None
    last_on: date | None
    sides: coding.Sides
    toll: Toll | None

    @property
    def place(self) -> Place | None:
        """Its place."""
        return self.digest.place

    @property
    def point(self) -> tuple[float, float] | None:
        """Degrees north and east, where the place is more exact than a country."""
        return point_of(self.place)


def point_of(place: Place | None) -> tuple[float, float] | None:
    """Degrees north and east of a place that has a point on a map."""
    if place is None or place.lat is None or place.lon is None or place.precision not in UNCERTAINTY_KM:
        return None
    return place.lat, place.lon


def _happenings(material: Material, types: tuple[str, ...]) -> Iterator[Happening]:
    """The incidents asked for of one of these types that are said to be done or going on."""
    incidents = (
        each for each in streams.incidents(material.connection, material.among)
        if set(types) & set(each.incident.types) and set(coding.DONE) & set(each.incident.modalities)
    )  # fmt: skip
    for some in streams.batches(material.groups(incidents, lambda each: each.incident.records, first="event"), _PAGES):
        told = _records_of(material, [record for digest, _ in some for record in digest.incident.records])
        for digest, group in some:
            mine = [told[record] for record in digest.incident.records if record in told]
            events = tuple(r for r in mine if isinstance(r, Event) and r.modality in coding.DONE and r.type in types)
            if events:
                yield _happening(material, digest, group, events, [r for r in mine if isinstance(r, CasualtyReport)])


def _records_of(material: Material, records: list[str]) -> dict[str, Event | CasualtyReport]:
    """The events and figures among some records, by id; of their pages no more than some at a time is held."""
    asked = set(records)
    homes = sorted({each.document for each in streams.told_of(material.connection, records).values()})
    return {
        record.id: record
        for some in streams.batches(homes, _PAGES)
        for _, found in bulk.load_pages(material.connection, only=some, kinds=("event", "casualty"))
        for record in found if record.id in asked and isinstance(record, Event | CasualtyReport)
    }  # fmt: skip


def _happening(
    material: Material, digest: IncidentDigest, group: Group, events: tuple[Event, ...], reports: list[CasualtyReport]
) -> Happening:
    days = [day for event in events for day in (event.began_on, event.ended_on) if day]
    actors, recipients = _acting(digest, events)
    sides = coding.find_sides(actors, recipients, material.world.parties)
    toll = count_killed(reports, sides.a, sides.b)
    return Happening(digest, group, events, min(days, default=None), max(days, default=None), sides, toll)


def _acting(digest: IncidentDigest, events: tuple[Event, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who acts in these events and to whom, the commonest of the incident first."""
    actors, recipients = {c for e in events for c in e.actors}, {c for e in events for c in e.recipients}
    incident = digest.incident
    return tuple(c for c in incident.actors if c in actors), tuple(c for c in incident.recipients if c in recipients)


def ged_values(material: Material) -> Iterator[Values]:
    """One row an attack with people killed in it."""
    parties = material.world.parties
    for one in _happenings(material, ("ASSAULT",)):
        if one.toll is not None:
            prec = coding.find_date_prec(one.first_on, one.last_on, _on_first_day(one))
            yield _EMPTY["ged"] | _ours(one) | {
                "id": one.digest.incident.id, "year": one.first_on.year if one.first_on else None,
                "type_of_violence": one.sides.violence, "conflict_name": _theatre(one, material),
                **_ged_sides(one.sides, parties), **_ged_source(one, parties), **_ged_place(one, parties),
                "date_prec": prec, "date_start": one.first_on, "date_end": one.last_on, **_ged_deaths(one.toll),
            }  # fmt: skip


def _on_first_day(one: Happening) -> list[Event]:
    return [event for event in one.events if one.first_on in (event.began_on, event.ended_on)]


def _theatre(one: Happening, material: Material) -> str | None:
    """The conflict, where the incident belongs to one alone."""
    names = {theatre.id: theatre.name for theatre in material.world.theatres}
    return names.get(one.digest.theatres[0]) if len(one.digest.theatres) == 1 else None


def _ged_sides(sides: coding.Sides, parties: Parties) -> Values:
    a, b = coding.names_of(sides.a, parties), coding.names_of(sides.b, parties)
    return {"side_a": a, "side_b": b, "dyad_name": f"{a} - {b}" if a and b else None}


def _ged_source(one: Happening, parties: Parties) -> Values:
    page = one.group.page
    day = page.published_on or page.dated
    parts = [str(part) for part in (page.source, day, page.title) if part]
    return {
        "number_of_sources": len(one.group.documents), "source_article": ",".join(parts) or None, "source_office": page.source,
        "source_date": day, "source_headline": page.title, "source_original": coding.names_of(one.digest.incident.claimants, parties),
    }  # fmt: skip


def _ged_place(one: Happening, parties: Parties) -> Values:
    place, point = one.place, one.point
    if place is None:
        return {}
    return {
        "where_prec": coding.WHERE.get(place.precision), "where_coordinates": place.name, "where_description": place.raw,
        "latitude": point[0] if point else None, "longitude": point[1] if point else None,
        "geom_wkt": f"POINT ({point[1]!r} {point[0]!r})" if point else None, "country": _country(place, parties),
    }  # fmt: skip


def _country(place: Place | None, parties: Parties) -> str | None:
    code = place.country if place else None
    return parties[code].name if code is not None and code in parties else None


def _ged_deaths(toll: Toll) -> Values:
    return {
        "deaths_a": toll.a, "deaths_b": toll.b, "deaths_civilians": toll.civilians, "deaths_unknown": toll.unknown,
        "best": toll.best, "high": toll.high, "low": toll.low,
    }  # fmt: skip


def acled_values(material: Material) -> Iterator[Values]:
    """One row an attack or a protest."""
    for one in _happenings(material, tuple(coding.DISORDER)):
        prec = coding.find_date_prec(one.first_on, one.last_on, _on_first_day(one))
        place, point = one.place, one.point
        yield _EMPTY["acled"] | _ours(one) | {
            "event_id_cnty": one.digest.incident.id, "event_date": one.first_on, "year": one.first_on.year if one.first_on else None,
            "time_precision": coding.TIME.get(prec or 0), **_acled_type(one, material.world.parties),
            **_acled_actors(one, material.world.parties), "country": _country(place, material.world.parties),
            "location": place.name if place else None, "latitude": point[0] if point else None,
            "longitude": point[1] if point else None, "geo_precision": coding.GEO.get(place.precision) if place else None,
            "source": "; ".join(one.digest.sources) or None, "notes": coding.words_around(_ours(one)) or None,
            "fatalities": one.toll.best if one.toll else None,
        }  # fmt: skip


def _acled_type(one: Happening, parties: Parties) -> Values:
    """What the record tells of ACLED's types: the disorder by the type, the rest by the mode or by who suffers."""
    disorder = {coding.DISORDER[event.type] for event in one.events}
    types = {coding.BY_MODE[event.mode] for event in one.events if event.mode is not None and event.mode in coding.BY_MODE}
    recipients = {code for event in one.events for code in event.recipients}
    on_civilians = bool(recipients) and {coding.kind_of(code, parties) for code in recipients} == {"civilians"}
    is_attack = disorder == {"Political violence"}
    type, sub = types.pop() if len(types) == 1 else (coding.AGAINST_CIVILIANS if on_civilians and is_attack else None, None)
    return {
        "disorder_type": disorder.pop() if len(disorder) == 1 else None, "event_type": type, "sub_event_type": sub,
        "civilian_targeting": "Civilian targeting" if on_civilians and is_attack else None,
    }  # fmt: skip


def _acled_actors(one: Happening, parties: Parties) -> Values:
    country = one.place.country if one.place else None
    told = coding.set_apart(*_acting(one.digest, one.events))
    inter = [coding.find_inter(codes[0] if codes else None, country, parties) for codes in told]
    return {
        "actor1": coding.names_of(told[0][:1], parties), "assoc_actor_1": coding.names_of(told[0][1:], parties), "inter1": inter[0],
        "actor2": coding.names_of(told[1][:1], parties), "assoc_actor_2": coding.names_of(told[1][1:], parties), "inter2": inter[1],
        "interaction": coding.find_interaction(*inter),
    }  # fmt: skip


def _ours(one: Happening) -> Values:
    """Our own columns behind those of GED and ACLED."""
    return {
        **shown_values(one.group), "theatres": one.digest.theatres, **status_values(one.digest.status),
        **bound_values(bounds_of(one.digest.origins)), "figures": one.toll.figures if one.toll else (),
        "records": one.digest.incident.records,
    }  # fmt: skip


def polecat_values(material: Material) -> Iterator[Values]:
    """One row an event that is said to be done or going on, and one a claim that PLOVER counts as an act."""
    for row in event_values(material):
        if row["modality"] in coding.DONE:
            yield _polecat(row, "event", row["type"], row["began_on"] or row["ended_on"], ("actors", "recipients"), material)
    for row in claim_values(material):
        if str(row["stance"]) in coding.SAID:
            type = coding.SAID[str(row["stance"])]
            yield _polecat(row, "claim", type, row["said_on"], ("code", "targets"), material)


def _polecat(row: Values, kind: str, type: Value, day: Value, slots: tuple[str, str], material: Material) -> Values:
    kept = {name: row[name] for name in _EMPTY["polecat"] if name in row}
    return _EMPTY["polecat"] | kept | {
        "Event ID": row["id"], "Event Date": day or row["published_on"], "Event Type": type, "Event Mode": row.get("mode"),
        "Quad Code": coding.QUADS[str(type)], **_polecat_side("Actor", row, slots[0], material.world.parties),
        **_polecat_side("Recipient", row, slots[1], material.world.parties), **_polecat_place(row), "Source": row["outlet"],
        "Publication Date": row["published_on"], "Language": row["language"], "Story ID": row["document_id"], "Headline": row["title"],
        "kind": kind, "date_is_of_page": day is None and row["published_on"] is not None,
        "date_precision": row.get("date_precision") if day else None,
    }  # fmt: skip


def _polecat_side(side: str, row: Values, slot: str, parties: Parties) -> Values:
    value = row[slot]
    codes = [str(code) for code in value] if isinstance(value, tuple) else [str(value)] if value else []
    sectors = [coding.SECTORS.get(code[-4:]) for code in codes]
    known = [sector for sector in dict.fromkeys(sectors) if sector]
    countries = dict.fromkeys(country for code in codes if (country := coding.country_of(code, parties)))
    words = row["speaker"] if slot == "code" else row[f"{slot}_quote"]
    return {
        f"{side} Name": coding.names_of(codes, parties), f"{side} Country": "; ".join(countries) or None,
        f"Primary {side} Sector": sectors[0] if sectors else None, f"{side} Sectors": "; ".join(known) or None,
        f"{side} Name Raw": words,
    }  # fmt: skip


def _polecat_place(row: Values) -> Values:
    """Claims have no place."""
    precision, name = row.get("place_precision"), row.get("place_name")
    fits = precision in UNCERTAINTY_KM
    return {
        "Placename": name, "City": name if precision in ("point", "settlement") else None,
        "District": name if precision == "district" else None, "Province": name if precision == "region" else None,
        "Country": row.get("place_country"), "Latitude": row.get("place_lat") if fits else None,
        "Longitude": row.get("place_lon") if fits else None, "GeoNames ID": row.get("place_geonames_id"),
        "Raw Placename": row.get("place"),
    }  # fmt: skip
