"""Columns are a promise to whoever reads the files: named once, typed, tagged, told of, and never taken away."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest
from made_store import values_of

from pantau.export import TABLES, Table, find_table
from pantau.export.columns import Type
from pantau.model import RECORD_TYPES, Record
from pantau.store import Store

PROMISED = json.loads(Path(__file__).with_name("columns.json").read_text("utf-8"))
TAG = re.compile(r"#[a-z]+(\+[a-z][a-z0-9_]*)*")
CORE = {
    "access", "activity", "adm1", "adm2", "adm3", "affected", "beneficiary", "capacity", "cause", "channel", "contact",
    "country", "crisis", "currency", "date", "delivery", "description", "event", "frequency", "geo", "group", "impact",
    "indicator", "inneed", "item", "loc", "meta", "modality", "need", "operations", "org", "output", "population", "reached",
    "region", "respondee", "sector", "service", "severity", "status", "subsector", "targeted", "value",
}  # fmt: skip
"""The hashtags of the HXL standard 1.1."""
TYPES: dict[str, type | tuple[type, ...]] = {"text": str, "integer": int, "number": float, "boolean": bool, "list": tuple}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.kind)
def test_what_was_promised_is_kept(table: Table) -> None:
    """`columns.json` pins names, types and order. A new column is added to both; none is renamed, retyped or moved."""
    assert [[column.name, column.type] for column in table.columns] == PROMISED[table.kind]


def test_every_kind_is_pinned() -> None:
    assert list(PROMISED) == [table.kind for table in TABLES]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.kind)
def test_columns_are_named_once_typed_tagged_and_told_of(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert names[0] == "id" or not table.is_ours
    for column in table.columns:
        assert re.fullmatch(r"[a-z][a-z_]*", column.name) or not table.is_ours
        assert column.type in get_args(Type)
        assert column.means
        assert not column.means.endswith(".")
        assert TAG.fullmatch(column.hxl), column
        assert re.findall(r"\w+", column.hxl)[0] in CORE, column


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.kind)
def test_hashtags_tell_the_columns_apart(table: Table) -> None:
    tags = [column.hxl for column in table.columns]
    assert [tag for tag in tags if tags.count(tag) > 1] == []


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.KIND)
def test_every_slot_of_a_record_has_value_span_and_quote(kind: type[Record]) -> None:
    names = {column.name for column in find_table(kind.KIND).columns}
    wanted = {f"{slot}{end}" for slot in kind.SLOTS for end in ("_start", "_end", "_quote", "_inferred")}
    wanted |= {slot for slot in kind.SLOTS if slot != "content"}  # a claim's content is its words
    assert wanted - names == set()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.kind)
def test_every_row_leads_to_a_page(table: Table) -> None:
    names = {column.name for column in table.columns}
    assert "document" in names
    assert "document_id" in names or table.kind == "document"
    assert any(name.endswith("_quote") for name in names)


@pytest.mark.parametrize("which", ["samples", "hostile"])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.kind)
def test_values_are_of_their_type(which: str, table: Table, request: pytest.FixtureRequest) -> None:
    store: Store = request.getfixturevalue(which)
    for row in values_of(store, table.kind).values():
        for column in table.columns:
            value = row[column.name]
            if value is None:
                assert column.type != "list"
            elif column.type == "day":
                assert type(value).__name__ == "date"
            elif column.type == "instant":
                assert type(value).__name__ == "datetime"
                assert value.utcoffset().total_seconds() == 0  # type: ignore[union-attr]
            else:
                assert type(value) is TYPES[column.type], column
                assert value != ""
