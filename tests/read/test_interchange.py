"""Interchange lines to records: what is read, what is marked as imported, and every fault of a line told together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pantau.errors import InputError
from pantau.knowledge import Knowledge
from pantau.model import CasualtyReport, Ceasefire, Claim, Document, Event, Span, record_id, to_interchange
from pantau.read.interchange import parse_line, parse_records

TEXT = "Armenia menembaki Ganja pada Minggu, kata Baku. Tiga warga tewas. Gencatan senjata berlaku."
PAGE = Document(id="page", name="page", text=TEXT, language="id")


def at(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


EVENT: dict[str, Any] = {
    "kind": "event", "trigger": at("menembaki"), "type": "ASSAULT", "actors": ["ARM"], "recipients": ["AZE"], "from": "2020-10-04",
    "to": "2020-10-04", "place": "Ganja", "modality": "occurred", "claimant": None,
}  # fmt: skip
CLAIM: dict[str, Any] = {
    "kind": "claim", "trigger": at("kata"), "speaker": "Baku", "code": "AZE", "stance": "accuse", "targets": ["ARM"],
    "content": at("Armenia menembaki Ganja"),
}  # fmt: skip
FIGURE: dict[str, Any] = {
    "kind": "casualty", "trigger": at("Tiga warga"), "party": "AZE", "category": "civilian", "outcome": "killed", "low": 3, "high": 3,
    "qualifier": "exact", "measure": "new", "from": None, "to": "2020-10-04", "claimant": None,
}  # fmt: skip
TRUCE: dict[str, Any] = {
    "kind": "ceasefire", "trigger": at("Gencatan senjata"), "parties": ["ARM", "AZE"], "brokers": ["RUS"], "declared": None,
    "effective": "2020-10-10", "stage": "in_effect",
}  # fmt: skip
ROWS = [TRUCE, FIGURE, CLAIM, EVENT]


def test_every_kind_is_read_and_named_by_its_place_in_the_line() -> None:
    records, names = parse_records({"document": "p", "records": ROWS}, PAGE, maker="a person")
    assert [type(r) for r in records] == [Event, Claim, CasualtyReport, Ceasefire]
    assert [names[r.id] for r in records] == ["p#3", "p#2", "p#1", "p#0"]
    event, claim, figure, truce = records
    assert isinstance(event, Event)
    assert (event.began_on, event.ended_on, event.date_precision) == (date(2020, 10, 4), date(2020, 10, 4), "day")
    assert event.id == record_id("event", "page", event.trigger, 0, maker="a person")
    assert {r.rule for r in records} == {"a person"}
    assert isinstance(claim, Claim)
    assert claim.content.of(TEXT) == "Armenia menembaki Ganja"
    assert isinstance(figure, CasualtyReport)
    assert (figure.low, figure.high, figure.as_of) == (3, 3, date(2020, 10, 4))
    assert isinstance(truce, Ceasefire)
    assert (truce.effective_on, truce.brokers) == (date(2020, 10, 10), ("RUS",))


def test_what_was_written_comes_back() -> None:
    records = parse_records({"records": ROWS}, PAGE, maker="x").records
    line = to_interchange(PAGE, records)
    plain = [{k: v for k, v in row.items() if k in ROWS[3 - n]} for n, row in enumerate(line["records"])]
    assert plain == [EVENT, CLAIM, FIGURE, TRUCE]
    assert parse_records(line, PAGE, maker="x").records == records
    others = parse_records(line, PAGE, maker="y").records  # the rule stays, another's records have ids of their own
    assert not {record.id for record in others} & {record.id for record in records}
    assert [replace(other, id=record.id) for other, record in zip(others, records, strict=True)] == list(records)


def test_a_slot_without_its_words_says_that_it_was_imported() -> None:
    row = EVENT | {"evidence": {"actors": at("Armenia"), "from": at("Minggu")}, "inferred": {"recipients": "context"}}
    (event,) = parse_records({"records": [row]}, PAGE, maker="x").records
    assert event.evidence == {"actors": Span(*at("Armenia")), "began_on": Span(*at("Minggu"))}
    assert event.inferred == {"recipients": "context", "type": "import", "ended_on": "import", "place": "import"}


def test_places_are_looked_up(knowledge: Knowledge) -> None:
    (event,) = parse_records({"records": [EVENT]}, PAGE, maker="x", knowledge=knowledge).records
    assert isinstance(event, Event)
    assert event.place is not None
    assert (event.place.raw, event.place.country, event.place.precision) == ("Ganja", "AZE", "settlement")


def test_the_order_of_a_line_moves_no_id() -> None:
    twice = [EVENT, EVENT | {"actors": ["NKR"]}]
    there = {(r.id, r.actors) for r in parse_records({"records": twice}, PAGE, maker="x").records if isinstance(r, Event)}
    back = {(r.id, r.actors) for r in parse_records({"records": twice[::-1]}, PAGE, maker="x").records if isinstance(r, Event)}
    assert there == back
    assert len({key for key, _ in there}) == 2


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"kind": "rumour"}, "`kind` is 'rumour'"),
        (EVENT | {"type": "FIGHT"}, "`type` is 'FIGHT'"),
        (EVENT | {"trigger": [5, 5]}, "`trigger` is [5, 5]"),
        (EVENT | {"trigger": [0, 5000]}, "`trigger` is [0, 5000]"),
        (EVENT | {"trigger": [True, 5]}, "`trigger`"),
        (EVENT | {"from": "2020-10-32"}, "`from` is '2020-10-32'"),
        (EVENT | {"from": "2020-10-05"}, "lies behind"),
        (EVENT | {"actors": "ARM"}, "`actors` must be a list"),
        (EVENT | {"actors": ["Armenia"]}, "`actors` must be a list of party codes"),
        (EVENT | {"evidence": {"place": [3, 1]}}, "`evidence` of `place`"),
        (EVENT | {"confidence": 7}, "`confidence` is 7"),
        (CLAIM | {"content": None}, "`content` is None"),
        (FIGURE | {"low": -1}, "`low` is -1"),
        (FIGURE | {"low": 5}, "`low` 5 lies behind `high` 3"),
        (TRUCE | {"stage": "maybe"}, "`stage` is 'maybe'"),
        (None, "is no object"),
    ],
)
def test_a_fault_is_told_with_its_record(row: Any, told: str) -> None:
    with pytest.raises(InputError) as error:
        parse_records({"records": [EVENT, row]}, PAGE, maker="x", where="f.jsonl:7")
    assert "f.jsonl:7: record 1" in str(error.value)
    assert told in str(error.value)


def test_all_faults_of_a_line_are_told_together() -> None:
    rows = [EVENT | {"type": "FIGHT", "from": "soon"}, CLAIM | {"stance": "mumble"}]
    with pytest.raises(InputError) as error:
        parse_records({"records": rows, "text": "other"}, PAGE, maker="x")
    told = str(error.value)
    assert all(word in told for word in ("FIGHT", "soon", "mumble", "`text` is not the text", "4 fault(s)"))


@pytest.mark.parametrize("text", ["{", "[]", '{"records": []}', "[" * 100_000])
def test_what_is_no_line_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_line(text, where="f.jsonl:1")
