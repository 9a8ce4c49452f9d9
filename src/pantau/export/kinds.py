"""The kinds of rows there are: what an export can hold, in the order it is listed."""

from __future__ import annotations

from collections.abc import Sequence

from pantau.errors import UsageError
from pantau.export import columns, columns_joined, columns_others, rows, rows_joined, rows_lists, rows_others
from pantau.export.rows import Table
from pantau.export.sheets import Exporter

TABLES: tuple[Table, ...] = (
    Table("event", "events", "what pages say was done, is done or will be", columns.EVENT, rows.event_values),
    Table("claim", "claims", "what somebody says, for whom, with what stance", columns.CLAIM, rows.claim_values),
    Table("casualty", "casualties", "figures of harm as single pages give them", columns.CASUALTY, rows.casualty_values),
    Table("ceasefire", "ceasefires", "truces as single pages tell them", columns.CEASEFIRE, rows.ceasefire_values),
    Table("incident", "incidents", "happenings that records were joined into, with status and origins", columns_joined.INCIDENT,
          rows_joined.incident_values),
    Table("ledger", "ledger", "each claimant's figures, told by how many pages", columns_joined.LEDGER, rows_joined.ledger_values),
    Table("registry", "registry", "ceasefires with brokers, days and stages", columns_joined.REGISTRY, rows_joined.registry_values),
    Table("provision", "provisions", "duties of those ceasefires", columns_joined.PROVISION, rows_joined.provision_values),
    Table("violation", "violations", "alleged acts against them", columns_joined.VIOLATION, rows_joined.violation_values),
    Table("answer", "answers", "which claim denies, counters or confirms which", columns_joined.ANSWER, rows_joined.answer_values),
    Table("finding", "findings", "what cannot be right as written, one row a passage", columns_joined.FINDING,
          rows_joined.finding_values),
    Table("document", "documents", "every page", columns_joined.DOCUMENT, rows_joined.document_values),
    Table("lineage", "lineages", "who copied, translated, quoted or credited whom", columns_joined.LINEAGE,
          rows_joined.lineage_values),
    Table("matrix", "matrix", "what each party says of each incident, one row a claim or a silence", columns_joined.MATRIX,
          rows_lists.matrix_values),
    Table("source", "sources", "outlets: how much each tells, since when it is silent, whom it credits", columns_joined.SOURCE,
          rows_lists.source_values),
    Table("problem", "problems", "what was seen and not handled, and what could not be read", columns_joined.PROBLEM,
          rows_lists.problem_values),
    Table("ged", "ged", "attacks with people killed, in the columns of UCDP GED", columns_others.GED, rows_others.ged_values,
          is_ours=False),
    Table("acled", "acled", "attacks and protests, in the columns of ACLED", columns_others.ACLED, rows_others.acled_values,
          is_ours=False),
    Table("polecat", "polecat", "events and acts of speech, in the columns of POLECAT", columns_others.POLECAT,
          rows_others.polecat_values, is_ours=False),
)  # fmt: skip
"""Every kind, records first, data sets of others last."""

KINDS: tuple[str, ...] = tuple(table.kind for table in TABLES)


def find_table(name: str) -> Table:
    """The kind of this name or plural. Raises UsageError that lists them."""
    for table in TABLES:
        if name in (table.kind, table.plural):
            return table
    raise UsageError(f"no kind of row `{name}`", todo=f"known: {', '.join(KINDS)}")


def find_tables(names: Sequence[str], exporter: Exporter) -> tuple[Table, ...]:
    """The kinds of these names, in the order they are listed; without names those the format usually holds. Raises UsageError for a
    kind that is none, or that the format cannot hold."""
    asked = {find_table(name).kind for name in names} or set(
        exporter.usual or exporter.kinds or (t.kind for t in TABLES if t.is_ours)
    )
    if exporter.kinds and not asked <= set(exporter.kinds):
        wrong = ", ".join(sorted(asked - set(exporter.kinds)))
        raise UsageError(f"{exporter.name} cannot hold {wrong}", todo=f"it holds: {', '.join(exporter.kinds)}")
    return tuple(table for table in TABLES if table.kind in asked)
