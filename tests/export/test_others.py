"""Rows in the columns of other data sets: by their names and in their order, filled where the record tells, empty where it does not."""

from __future__ import annotations

import re
from datetime import date

import pytest
from made_store import FOLDERS, values_of

from pantau.export import coding, find_table
from pantau.export.columns_others import EMPTY
from pantau.export.tolls import Toll, count_killed
from pantau.knowledge import load_knowledge
from pantau.model import CasualtyReport, Event, Span
from pantau.monitor import join
from pantau.store import Store

PARTIES = load_knowledge(FOLDERS).world.parties
HEADERS = {
    "ged": "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id "
    "dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article "
    "source_office source_date source_headline source_original where_prec where_coordinates where_description adm_1 adm_2 latitude "
    "longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end deaths_a deaths_b "
    "deaths_civilians deaths_unknown best high low gwnoa gwnob",
    "acled": "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 "
    "assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude "
    "geo_precision source source_scale notes fatalities tags timestamp",
    "polecat": "Event_ID Event_Date Event_Type Event_Mode Intensity Quad_Code Contexts Actor_Name Actor_Country Actor_COW "
    "Primary_Actor_Sector Actor_Sectors Actor_Title Actor_Name_Raw Wikipedia_Actor_ID Recipient_Name Recipient_Country Recipient_COW "
    "Primary_Recipient_Sector Recipient_Sectors Recipient_Title Recipient_Name_Raw Wikipedia_Recipient_ID Placename City District "
    "Province Country Latitude Longitude GeoNames_ID Raw_Placename Feature_Type Source Publication_Date Story_People "
    "Story_Organizations Story_Locations Language Version",
}
"""What their own files begin with, blanks as `_`."""


@pytest.mark.parametrize("kind", HEADERS)
def test_their_columns_come_first_in_their_order(kind: str) -> None:
    wanted = HEADERS[kind].split()
    names = [column.name.replace(" ", "_") for column in find_table(kind).columns]
    assert names[: len(wanted)] == wanted
    assert len({name.casefold() for name in names}) == len(names), "some programs know no capitals"


@pytest.mark.parametrize("which", ["samples", "hostile"])
@pytest.mark.parametrize("kind", HEADERS)
def test_what_is_said_to_be_empty_is(kind: str, which: str, request: pytest.FixtureRequest) -> None:
    store: Store = request.getfixturevalue(which)
    columns, rows = find_table(kind).columns, values_of(store, kind)
    assert rows
    for row in rows.values():
        assert {c.name for c in columns if c.means == EMPTY and row[c.name] is not None} == set()
        assert row["document_id"]
        assert row["trigger_quote"]
        assert row["origins_at_least"] is not None


def test_what_is_said_to_be_filled_is_somewhere(samples: Store) -> None:
    never = {"event_type", "sub_event_type", "Event Mode", "District", "assoc_actor_1", "assoc_actor_2"}  # no mode is read; rare
    for kind in HEADERS:
        rows = values_of(samples, kind).values()
        told = {c.name for c in find_table(kind).columns if c.means != EMPTY}
        assert {name for name in told if all(row[name] in (None, ()) for row in rows)} <= never | {"deaths_a", "civilian_targeting"}


def test_an_attack_is_one_row_whoever_tells_of_it(samples: Store) -> None:
    joined = join(samples, FOLDERS)
    events = {event.id: event for event in joined.corpus.records(Event)}
    ged, acled = values_of(samples, "ged"), values_of(samples, "acled")
    for incident in joined.incidents:
        mine = [events[r] for r in incident.records if r in events and events[r].modality in coding.DONE]
        assert (incident.id in acled) == any(event.type in ("ASSAULT", "PROTEST") for event in mine)
        killed = [
            r for r in (joined.corpus.record(r) for r in incident.records)
            if isinstance(r, CasualtyReport) and (r.outcome, r.measure) == ("killed", "new")
        ]  # fmt: skip
        assert (incident.id in ged) == (any(event.type == "ASSAULT" for event in mine) and bool(killed))


def test_no_point_and_no_day_is_made_up(samples: Store) -> None:
    for row in values_of(samples, "ged").values():
        assert (row["geom_wkt"] is None) == (row["latitude"] is None)
        assert row["where_prec"] != 6 or row["latitude"] is None
        assert (row["date_start"] is None) == (row["date_prec"] is None) == (row["year"] is None)
        assert row["geom_wkt"] is None or re.fullmatch(r"POINT \(-?[0-9.]+ -?[0-9.]+\)", str(row["geom_wkt"]))
        assert row["best"] is None or row["low"] == row["best"] == row["high"]


def test_a_line_of_polecat_is_an_event_or_an_act_of_speech(samples: Store) -> None:
    rows, events, claims = (values_of(samples, kind) for kind in ("polecat", "event", "claim"))
    done = [key for key, row in events.items() if row["modality"] in coding.DONE]
    said = [key for key, row in claims.items() if row["stance"] in coding.SAID]
    assert list(rows) == [*done, *said]
    assert {row["Quad Code"] for row in rows.values()} == set(coding.QUADS.values())
    for row in rows.values():
        own = events[str(row["Event ID"])]["began_on"] if row["kind"] == "event" else claims[str(row["Event ID"])]["said_on"]
        assert row["date_is_of_page"] or own == row["Event Date"] or row["kind"] == "event"
        assert row["Story ID"] == row["document_id"]


ACTING = [
    (("AZE",), ("NKR",), ("AZE",), ("NKR",), 1), (("NKR",), ("AZE",), ("AZE",), ("NKR",), 1),
    (("ARM",), ("AZE",), ("ARM",), ("AZE",), 1), (("ARM", "AZE"), (), ("ARM",), ("AZE",), 1),
    (("HEZBOLLAH",), ("ISIS",), ("HEZBOLLAH",), ("ISIS",), 2),
    (("TALIBAN",), ("AFG_CIV",), ("TALIBAN",), ("AFG_CIV",), 3), (("SYR_OPP",), ("SYR",), ("SYR",), ("SYR_OPP",), 1),
    (("AZE",), ("ARM", "ARM_CIV"), ("AZE",), ("ARM", "ARM_CIV"), None), (("AZE",), (), ("AZE",), (), None),
    ((), ("AZE",), (), ("AZE",), None), (("UN",), ("AZE",), ("UN",), ("AZE",), None),
    (("AZE",), ("NOBODY",), ("AZE",), ("NOBODY",), None),
]  # fmt: skip


@pytest.mark.parametrize(("actors", "recipients", "a", "b", "violence"), ACTING)
def test_sides_and_type_of_violence(
    actors: tuple[str, ...], recipients: tuple[str, ...], a: tuple[str, ...], b: tuple[str, ...], violence: int | None
) -> None:
    assert coding.find_sides(actors, recipients, PARTIES) == coding.Sides(a, b, violence)


def event(precision: str) -> Event:
    return Event(id="e", document="d", trigger=Span(0, 1), type="ASSAULT", date_precision=precision)


@pytest.mark.parametrize(
    ("first", "last", "precisions", "code", "acled"),
    [
        ("2020-10-26", "2020-10-26", ("day",), 1, 1), ("2020-10-26", "2020-10-26", ("month", "instant"), 1, 1),
        ("2020-10-26", "2020-10-26", ("unknown",), None, None), ("2020-10-26", "2020-10-28", ("range",), 2, 2),
        ("2020-10-26", "2020-11-01", ("week",), 3, 2), ("2020-10-01", "2020-10-31", ("month",), 4, 3),
        ("2020-01-01", "2020-12-31", ("year",), 5, None), (None, None, ("day",), None, None),
    ],
)  # fmt: skip
def test_days_are_coded_no_more_exactly_than_told(
    first: str | None, last: str | None, precisions: tuple[str, ...], code: int | None, acled: int | None
) -> None:
    days = [date.fromisoformat(day) if day else None for day in (first, last)]
    found = coding.find_date_prec(days[0], days[1], [event(precision) for precision in precisions])
    assert (found, coding.TIME.get(found or 0)) == (code, acled)


@pytest.mark.parametrize(
    ("code", "country", "kind"),
    [
        ("AZE", "AZE", "State forces"), ("ARM", "AZE", "External/Other forces"), ("ARM", None, None), ("AZE_CIV", "AZE", "Civilians"),
        ("NKR", "AZE", None), ("HAMAS", "PSE", None), (None, "AZE", None),
    ],
)  # fmt: skip
def test_kinds_of_actors(code: str | None, country: str | None, kind: str | None) -> None:
    assert coding.find_inter(code, country, PARTIES) == kind


def test_an_interaction_begins_with_the_lower_number() -> None:
    assert coding.find_interaction("Civilians", "State forces") == "State forces-Civilians"
    assert coding.find_interaction("Civilians", None) is None


def killed(id: str, party: str | None, category: str, low: int | None, high: int | None, **more: str) -> CasualtyReport:
    return CasualtyReport(
        id=id, document="d", trigger=Span(0, 1), outcome=more.get("outcome", "killed"), measure=more.get("measure", "new"), party=party,
        category=category, low=low, high=high, part_of=more.get("part_of"),
    )  # fmt: skip


TOLLS = [
    ("nobody", [], None),
    ("one figure", [killed("1", "ARM", "military", 5, 5)], Toll(None, 5, None, None, 5, 5, 5, ("1",))),
    ("both sides and civilians", [killed("1", "ARM", "military", 5, 5), killed("2", "AZE", "military", 3, 3),
                                  killed("3", "ARM", "civilian", 2, 2)], Toll(3, 5, 2, None, 10, 10, 10, ("1", "2", "3"))),
    ("two claimants agree", [killed("1", "ARM", "military", 5, 5), killed("2", "ARM", "military", 5, 5)],
     Toll(None, 5, None, None, 5, 5, 5, ("1", "2"))),
    ("two claimants differ: no mean", [killed("1", "ARM", "military", 5, 5), killed("2", "ARM", "military", 9, 9)],
     Toll(None, None, None, None, None, 9, 5, ("1", "2"))),
    ("at least", [killed("1", "ARM", "military", 5, None)], Toll(None, None, None, None, None, None, 5, ("1",))),
    ("a part is in its whole", [killed("1", "ARM", "unspecified", 7, 7), killed("2", "ARM", "civilian", 2, 2, part_of="1")],
     Toll(None, None, None, 7, 7, 7, 7, ("1",))),
    ("one may hold the other", [killed("1", "ARM", "unspecified", 7, 7), killed("2", "ARM", "civilian", 2, 2)],
     Toll(None, None, 2, 7, None, 9, 7, ("1", "2"))),
    ("nobody's may hold anybody's", [killed("1", None, "unspecified", 4, 4), killed("2", "AZE", "military", 3, 3)],
     Toll(3, None, None, 4, None, 7, 4, ("1", "2"))),
    ("civilians by their code", [killed("1", "ARM_CIV", "unspecified", 2, 2)], Toll(None, None, 2, None, 2, 2, 2, ("1",))),
    ("wounded and totals are others", [killed("1", "ARM", "military", 5, 5, outcome="wounded"),
                                       killed("2", "ARM", "military", 500, 500, measure="total")], None),
]  # fmt: skip


@pytest.mark.parametrize(("reports", "toll"), [row[1:] for row in TOLLS], ids=[row[0] for row in TOLLS])
def test_the_killed_of_an_incident(reports: list[CasualtyReport], toll: Toll | None) -> None:
    assert count_killed(reports, ("AZE",), ("ARM",)) == toll
    assert count_killed(reports[::-1], ("AZE",), ("ARM",)) == toll
