"""What is typed becomes a report, or every fault of it is told at once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.knowledge import Knowledge, load_knowledge
from pantau.model.account import Person
from pantau.model.observation import Observation, from_bytes, to_bytes
from pantau.monitor.report_columns import COLUMNS, FAULTS, NAMES, Refused
from pantau.monitor.report_fields import parse_report, typed_values

SITI = Person("siti", "Siti", "observer")
NOW = datetime(2020, 11, 1, tzinfo=UTC)
TYPED = {
    "theatre": "karabakh", "from": "2020-10-26T08:10", "to": "2020-10-26T09:40", "zone": "Asia/Baku", "means": "heard seen",
    "what": "shelling", "position": "Stepanakert", "position_lat": "39.8265", "position_lon": "46.7656", "language": "en",
}  # fmt: skip


def parse(person: Person = SITI, **changes: str) -> Observation:
    return parse_report({**TYPED, **changes}, person=person, mission="desk", world=load_knowledge().world, now=NOW)


def faults(person: Person = SITI, **changes: str) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        parse(person, **changes)
    assert all(fault.words and "%" not in fault.words for fault in refused.value.faults)
    return [(fault.field, fault.why) for fault in refused.value.faults]


def test_the_example_row_of_the_template_is_a_report(knowledge: Knowledge) -> None:
    example = {column.name: column.example for column in COLUMNS}
    report = parse_report(example, person=SITI, mission="desk", world=knowledge.world, now=NOW)
    assert report.count_low == report.count_high == 17
    assert (report.distance_low_km, report.distance_high_km) == (3, 5)
    assert report.began_at.isoformat() == "2020-10-26T08:10:00+04:00"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"theatre": ""}, ("theatre", "required")), ({"theatre": "atlantis"}, ("theatre", "theatre")),
        ({"from": ""}, ("from", "required")), ({"zone": ""}, ("from", "no_zone")), ({"zone": "Mars/Base"}, ("zone", "zone")),
        ({"zone": "../../etc/passwd"}, ("zone", "zone")), ({"zone": "+25:00"}, ("zone", "zone")),
        ({"to": "2020-10-26T07:00"}, ("to", "backwards")), ({"from": "2020-11-02T00:00", "to": ""}, ("from", "future")),
        ({"from": "26.10.2020 08:10"}, ("from", "instant")), ({"from": "2020-13-45T99:99"}, ("from", "instant")),
        ({"from": "1949-12-31T00:00", "to": ""}, ("from", "early")), ({"from": "2020-01-01T00:00"}, ("to", "lasting")),
        ({"from": "2020-10-26T08:10+23:59"}, ("from", "instant")),
        ({"from": "2020-03-29T02:30", "to": "", "zone": "Europe/Berlin"}, ("from", "no_such_hour")),
        ({"from": "2020-10-25T02:30", "to": "", "zone": "Europe/Berlin"}, ("from", "no_such_hour")),
        ({"position_lat": "91"}, ("position_lat", "range")), ({"position_lon": "-180.5"}, ("position_lon", "range")),
        ({"position_lat": "nan"}, ("position_lat", "number")), ({"position_lat": "1e2"}, ("position_lat", "number")),
        ({"position_lat": ""}, ("position_lat", "half")), ({"position_lat": "٣٩"}, ("position_lat", "number")),
        ({"position": "", "position_lat": "", "position_lon": ""}, ("position", "nowhere")),
        ({"means": ""}, ("means", "required")), ({"means": "smelt"}, ("means", "choice")), ({"what": "alien"}, ("what", "choice")),
        ({"means": "told"}, ("told_by", "told")), ({"told_by": "a farmer"}, ("told_by", "not_told")),
        ({"count": "many"}, ("count", "count")), ({"count": "5-2"}, ("count", "turned")), ({"count": "0"}, ("count", "range")),
        ({"count": "99999999"}, ("count", "count")), ({"distance_km": "far"}, ("distance_km", "distance")),
        ({"distance_km": "500"}, ("distance_km", "range")), ({"bearing": "up"}, ("bearing", "bearing")),
        ({"bearing": "360"}, ("bearing", "bearing")), ({"bearing": "-5"}, ("bearing", "bearing")),
        ({"actors": "XXX"}, ("actors", "code")), ({"actors": "AZE ARM RUS TUR USA FRA IRN"}, ("actors", "many")),
        ({"harmed": "three people"}, ("harmed", "harmed")), ({"harmed": "3 civilian eaten"}, ("harmed", "harmed")),
        ({"harmed": "5-3 civilian killed"}, ("harmed", "turned")), ({"harmed": "3 civilian killed XYZ"}, ("harmed", "code")),
        ({"harmed": ";".join(["1 civilian killed"] * 13)}, ("harmed", "many")),
        ({"what": "access_refused"}, ("refused_by", "nobody")), ({"what": "casualties"}, ("harmed", "no_harm")),
        ({"what": "damage"}, ("damage", "no_damage")), ({"what": "calm", "count": "3"}, ("count", "calm")),
        ({"what": "movement", "nature": "impact"}, ("nature", "no_fire")), ({"remarks": "x" * 1_000_000}, ("remarks", "long")),
        ({"position": "x" * 121}, ("position", "long")), ({"position": "a\x00b"}, ("position", "letters")),
        ({"position": "kampung\u202egnukab"}, ("position", "letters")), ({"remarks": "\ud800"}, ("remarks", "letters")),
        ({"id": "short"}, ("id", "id")), ({"id": "a/b/c/d/e/f"}, ("id", "id")), ({"observer": "budi"}, ("observer", "unknown")),
        ({"mission": "un"}, ("mission", "unknown")), ({"corrects": "a" * 64}, ("why", "why")),
        ({"language": "fr"}, ("language", "choice")),
    ],
    ids=lambda case: str(case)[:60],
)  # fmt: skip
def test_a_fault_is_told(changes: dict[str, str], expected: tuple[str, str]) -> None:
    assert expected in faults(**changes)


def test_all_faults_are_told_at_once_in_the_order_of_the_form() -> None:
    told = faults(theatre="x", zone="Mars", count="many", position_lat="91", what="alien", bearing="up")
    assert [field for field, _ in told] == ["theatre", "zone", "position_lat", "what", "count", "bearing"]


def test_a_conflict_of_others_is_not_there() -> None:
    mine = Person("siti", "Siti", "observer", ("papua",))
    with pytest.raises(Refused) as refused:
        parse(mine)
    assert refused.value.faults[0].words == "theatre: is no conflict you report on: papua"


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"count": "20+"}, "count_high", None), ({"count": "5–10"}, "count_high", 10), ({"count": "Undetermined"}, "count_low", None),
        ({"distance_km": "3,5"}, "distance_low_km", 3.5), ({"distance_km": "3-5 km"}, "distance_high_km", 5.0),
        ({"position_lat": "39,8265"}, "position_lat", 39.8265),
        ({"bearing": "sw"}, "bearing", 225), ({"bearing": "200°"}, "bearing", 200),
        ({"position": "=cmd|' /C calc'!A1"}, "position", "=cmd|' /C calc'!A1"), ({"remarks": "{{ 7*7 }}"}, "remarks", "{{ 7*7 }}"),
        ({"position": "\u2068Step\u2069anakert"}, "position", "Stepanakert"), ({"zone": "+04:00"}, "what", "shelling"),
        ({"from": "2020-10-26T08:10+0400", "zone": ""}, "what", "shelling"), ({"actors": "AZE, ARM"}, "actors", ("AZE", "ARM")),
    ],
    ids=str,
)  # fmt: skip
def test_what_people_type_is_understood(changes: dict[str, str], field: str, value: object) -> None:
    if changes.get("from"):
        changes |= {"to": ""}
    assert getattr(parse(**changes), field) == value


def test_a_report_without_an_id_gets_one_of_what_it_says() -> None:
    assert parse().id == parse().id != parse(count="3").id
    assert parse(id="my-own-id").id == "my-own-id"


def test_a_report_typed_again_is_the_same() -> None:
    report = parse(
        count="5-10", distance_km="3.5", bearing="200", harmed="3 civilian wounded AZE; 1+ military killed", actors="AZE ARM",
        remarks="two\nlines", weapon="mortar", fire_from="E",
    )  # fmt: skip
    again = parse_report(typed_values(report), person=SITI, mission="desk", world=load_knowledge().world, now=NOW)
    assert again == report
    assert from_bytes(to_bytes(report)) == report


def test_every_fault_and_column_has_words() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert all(column.means for column in COLUMNS)
    assert all(words and not words.endswith(".") for words in FAULTS.values())


@given(st.dictionaries(st.sampled_from([*NAMES, "csrf", "x"]), st.text(max_size=40)))
def test_anything_typed_is_a_report_or_faults(values: dict[str, str]) -> None:
    try:
        report = parse_report({**TYPED, **values}, person=SITI, mission="desk", world=load_knowledge().world, now=NOW)
    except Refused as refused:
        assert refused.faults  # noqa: PT017
    else:
        assert from_bytes(to_bytes(report)) == report
