"""Every table is accounted for: what erasing a document does with it, or why it stays."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, MetaData, Table, Text

from pantau.store import migrations
from pantau.store.erasing import RULES, STAYS, Gone, rule_of
from pantau.store.schema import metadata

GONE = Gone("d", (1,), ("r",), (2,))


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_every_table_has_a_rule_or_a_reason(table: Table) -> None:
    """A table without either: say in store/erasing.py what becomes of its rows, so that nothing of an erased page is left in it."""
    assert migrations.MIGRATIONS
    rule = rule_of(table)
    assert (rule is None) == (table.name in STAYS)
    if rule is not None:
        rule(table, GONE).compile()


def test_no_table_both_goes_and_stays() -> None:
    assert set(RULES) & set(STAYS) == set()


def test_a_table_that_nothing_is_said_of_is_an_error() -> None:
    with pytest.raises(LookupError, match="diary"):
        rule_of(Table("diary", MetaData(), Column("words", Text)))
