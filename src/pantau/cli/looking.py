"""The command that looks at the store: `show`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pantau.cli.options import ConfigOption, FromOption, PartyOption, StoreOption, TheatreOption, ToOption, parse_day
from pantau.cli.terminal import console, say, told, write_lines
from pantau.errors import UsageError

if TYPE_CHECKING:
    from pantau.model import Document
    from pantau.store import Entry, Filter, Store


class What(StrEnum):
    """What there is to show."""

    timeline = "timeline"
    claims = "claims"
    casualties = "casualties"
    ceasefires = "ceasefires"
    problems = "problems"
    documents = "documents"
    document = "document"
    incidents = "incidents"
    incident = "incident"
    matrix = "matrix"
    families = "families"
    registry = "registry"
    ledger = "ledger"
    checks = "checks"
    rules = "rules"


ACROSS = (What.incidents, What.incident, What.matrix, What.families, What.registry, What.ledger, What.checks)
"""What joins documents: linked first where it was not."""

KINDS = {
    What.timeline: ("event", "ceasefire"), What.claims: ("claim",), What.casualties: ("casualty",), What.ceasefires: ("ceasefire",),
}  # fmt: skip


@told
def show(
    what: Annotated[What, typer.Argument(help="What to show.")] = What.timeline,
    name: Annotated[str | None, typer.Argument(metavar="[ID]", help="For `document` and `incident`: which one.")] = None,
    since: FromOption = None,
    until: ToOption = None,
    party: PartyOption = None,
    theatre: TheatreOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines with spans and quotes instead of tables.")] = False,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Show the record: what single pages say, and what joins them, each with the exact words and the source.

    \b
    pantau show                                           events and ceasefires, day by day
    pantau show claims --party AZE --from 2020-10-26      what names Azerbaijan, from that day on
    pantau show casualties --theatre karabakh --json
    pantau show problems                                  what was seen and could not be handled
    pantau show documents                                 every page in the store
    pantau show document page-17                          one page with all its records
    pantau show incidents --theatre karabakh              what happened, as many pages tell it: origins, status
    pantau show incident I17                              one of them, and why it stands as it does
    pantau show matrix                                    who accuses, who denies, who is silent
    pantau show registry                                  ceasefires with brokers, stages, alleged breaks
    pantau show ledger --party ARM                        each claimant's figures, new and running totals apart
    pantau show families                                  who copied whom, and why we think so
    pantau show checks                                    what cannot be right as written
    pantau show rules                                     how often each rule of the reader was right, by what people decided

    A record without a day of its own goes by the day of its page. `--party ARM` finds ARM_CIV and ARM_OPP too.
    """
    from pantau.config import load_config
    from pantau.store import open_store

    if (what in (What.document, What.incident)) != (name is not None):
        todo = "as in `pantau show document page-17` or `pantau show incident I17`"
        raise UsageError("`show document` and `show incident` take one name or id, the others take none", todo=todo)
    settings = load_config(config)
    wanted = make_filter(since, until, party, theatre, settings.folders)
    with open_store(store or settings.store, create=False) as opened:
        if what in ACROSS:
            _show_across(opened, what, name, wanted, settings.folders, as_json=as_json)
        elif as_json:
            write_lines(json.dumps(row, ensure_ascii=False) for row in _rows(opened, what, name, wanted))
        elif what is What.rules:
            _show_rules(opened)
        elif what is What.problems:
            _show_problems(opened)
        elif what is What.documents:
            _show_documents(opened)
        elif what is What.document:
            _show_document(opened, name or "")
        else:
            show_records(opened, what, wanted)


def _show_across(
    store: Store, what: What, name: str | None, wanted: Filter, folders: tuple[Path, ...], *, as_json: bool
) -> None:
    """Show what joins documents, as tables or as JSON lines."""
    from pantau.cli import joined as showing
    from pantau.monitor import join

    joined = join(store, folders)
    if what is What.incident:
        incident_id = store.incident_id(name or "")
        incident = next((i for i in joined.incidents if i.id == incident_id), None)
        if incident is None:
            raise UsageError(f"incident {incident_id} holds no record any more", todo="its history is in the store (`incident_change`)")
        if as_json:
            write_lines([json.dumps(showing.incident_row(joined, incident), ensure_ascii=False)])
        else:
            showing.show_incident(joined, incident, store.incident_history(incident_id))
    elif as_json:
        write_lines(json.dumps(row, ensure_ascii=False) for row in showing.ROWS[what.value](joined, wanted))
    else:
        showing.SHOWS[what.value](joined, wanted)


def _show_rules(store: Store) -> None:
    """What people's decisions say of the rules that made the records."""
    from rich.table import Table

    from pantau.store.rulings import judge_rules

    found = store.ask(judge_rules)
    table = Table("rule", title="rules of the reader, by what people decided")
    for name in ("records", "judged", "right", "corrected", "no such thing", "precision"):
        table.add_column(name, justify="right")
    for each in found:
        share = "" if each.precision is None else f"{each.precision:.2f}"
        table.add_row(each.rule, *map(str, (each.records, each.judged, each.right, each.corrected, each.none)), share)
    console().print(table)
    if not any(each.judged for each in found):
        say("nobody has judged a record yet: `pantau serve`, then Review")


def make_filter(since: str | None, until: str | None, party: str | None, theatre: str | None, folders: tuple[Path, ...]) -> Filter:
    """The filter that the options ask for. Raises UsageError for a day, a range or a theatre that cannot be."""
    from pantau.monitor import in_theatre
    from pantau.store import Filter
    from pantau.world import load_world

    first, last = parse_day(since, "--from"), parse_day(until, "--to")
    if first and last and last < first:
        raise UsageError(f"the last day {last} lies before the first {first}", todo="give --from the earlier day")
    belongs = in_theatre(theatre, load_world(folders).theatres) if theatre else None
    return Filter(since=first, until=last, party=party.upper() if party else None, belongs=belongs)


def show_records(store: Store, what: What, wanted: Filter) -> None:
    """Print one table."""
    from pantau.cli.tables import record_table

    entries = entries_of(store, what, wanted)
    if entries:
        out = console()
        out.print(record_table("timeline" if what is What.timeline else KINDS[what][0], entries, out.width))
    else:
        say(f"no {what.value} in {store.path} for these filters (`pantau show documents` lists what was read)")


def entries_of(store: Store, what: What, wanted: Filter) -> list[Entry]:
    """The records to show, by day, then by page and place in it."""
    return sorted(store.records(replace(wanted, kinds=KINDS[what])), key=_order)


def _order(entry: Entry) -> tuple[date, str, str, int, str]:
    from pantau.store import days_of

    first, last = days_of(entry.record)
    day = first or last or entry.document.published_on or entry.document.dated or date.max
    return day, entry.document.name, entry.document.id, entry.record.trigger.start, entry.record.id


def _rows(store: Store, what: What, name: str | None, wanted: Filter) -> Iterator[dict[str, Any]]:
    from pantau.store.rulings import judge_rules

    makers = store.makers()
    if what is What.documents:
        yield from (_document_row(document) for document, _ in store.pages())
    elif what is What.problems:
        yield from _problem_rows(store)
    elif what is What.rules:
        yield from (each._asdict() | {"precision": each.precision} for each in store.ask(judge_rules))
    elif what is What.document:
        document = store.document(name or "")
        yield _document_row(document) | {
            "records": [_record_row(r, document, makers) for r in store.records_of(document.id)],
            "text": document.text,
        }
    else:
        yield from (
            _record_row(entry.record, entry.document, makers) | _source(entry.document)
            for entry in entries_of(store, what, wanted)
        )


def _source(document: Document) -> dict[str, Any]:
    published = document.published_on
    return {
        "document": document.name,
        "document_id": document.id,
        "outlet": document.source,
        "published": published and published.isoformat(),
    }


def _document_row(document: Document) -> dict[str, Any]:
    return _source(document) | {"title": document.title, "url": document.url, "language": document.language}


def _record_row(record: Any, document: Document, makers: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """The interchange form of one record, with the words of every span, and its outside name where it was imported."""
    from pantau.cli.words import record_span
    from pantau.model import to_interchange

    row: dict[str, Any] = to_interchange(document, [record])["records"][0]
    words = record_span(record, document.text)
    quotes = {slot: span.of(document.text) for slot, span in sorted(record.evidence.items())}
    if record.id in makers:
        row |= {"maker": makers[record.id][0], "outside_name": makers[record.id][1]}
    return row | {
        "words": words.of(document.text),
        "words_span": list(words),
        "quotes": {"trigger": record.trigger.of(document.text)} | quotes,
    }


def _problem_rows(store: Store) -> Iterator[dict[str, Any]]:
    for where, what, todo in store.input_problems():
        yield {"input": where, "what": what, "todo": todo}
    for document, problem in _problems(store):
        span = problem.span
        yield {
            "document": document.name, "document_id": document.id, "what": problem.what, "span": span and list(span),
            "words": span and span.of(document.text),
        }  # fmt: skip


def _problems(store: Store) -> Iterator[tuple[Document, Any]]:
    for document_id in store.document_ids():
        document = store.document(document_id)
        for problem in (*document.problems, *store.problems_of(document_id)):
            yield document, problem


def _show_problems(store: Store) -> None:
    from rich.text import Text

    from pantau.cli.tables import make_table
    from pantau.cli.words import shown

    inputs, inside = store.input_problems(), list(_problems(store))
    if not inputs and not inside:
        say(f"no problems in {store.path}")
        return
    if inputs:
        table = make_table(f"Inputs that could not be read ({len(inputs)})", "input", "what", "what to do", words="what", note="")
        for row in inputs:
            table.add_row(*(Text(shown(cell)) for cell in row))
        console().print(table)
    table = make_table(
        f"Seen in documents and not handled ({len(inside)})", "document", "what", "the words", words="the words", note=""
    )
    for document, problem in inside:
        words = problem.span.of(document.text) if problem.span else "(the document as a whole)"
        table.add_row(Text(shown(document.name)), Text(shown(problem.what)), Text(shown(words)))
    console().print(table)


def _show_documents(store: Store) -> None:
    from rich.text import Text

    from pantau.cli.narrow import entry_list
    from pantau.cli.tables import WIDE, make_table
    from pantau.cli.words import shown

    out, columns = console(), ("id", "name", "outlet", "published", "language", "records")
    rows = [[Text(shown(cell)) for cell in _page_cells(page, len(records))] for page, records in store.pages()]
    title, heads, titles = f"Documents ({len(rows)})", [row[:-1] for row in rows], [row[-1] for row in rows]
    if out.width < WIDE:
        out.print(entry_list(title, columns, heads, titles, out.width, ""))
        return
    table = make_table(title, *columns, "title", words="title", note="")
    for row in rows:
        table.add_row(*row)
    out.print(table)


def _page_cells(page: Document, records: int) -> tuple[str, ...]:
    published = str(page.published_on or "")
    return page.id[:12], page.name, page.source or "", published, page.language or "", str(records), page.title or ""


def _show_document(store: Store, key: str) -> None:
    """One page: what was read off it, then every record with the words of every field."""
    from pantau.cli.tables import record_sheet
    from pantau.cli.words import shown

    page = store.document(key)
    out = console()
    for label, value in (
        ("id", page.id), ("name", page.name), ("title", page.title), ("url", page.url), ("outlet", page.source),
        ("published", page.published_at or page.published_on),
        ("dated", f"{page.dated} (by {page.dated_by})" if page.dated else None),
        ("language", page.language), ("credits", ", ".join(c.name for c in page.credits)),
    ):  # fmt: skip
        if value:
            out.print(f"{label:<10} {shown(str(value))}")
    for record in store.records_of(page.id):
        out.print(f"\n{record.kind} {record.id}  rule {record.rule or '?'}, confidence {record.confidence:.2f}", style="bold")
        out.print(record_sheet(record, page.text))
    for problem in (*page.problems, *store.problems_of(page.id)):
        words = f": “{problem.span.of(page.text)}”" if problem.span else ""
        out.print(f"problem: {shown(problem.what + words)}")
