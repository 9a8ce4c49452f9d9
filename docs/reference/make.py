#!/usr/bin/env python3
"""Writes the reference pages beside it from the code: record.md from the model, commands.md from the command line, columns.md from the
exports, access.md from the desk, field-report.md from the fields of a field report.

    docs/reference/make.py        write all pages
    (tests/test_docs.py fails where a page on disk is not what this would write)
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args, get_type_hints

from pantau import model
from pantau.model import Document, Place, Record, document

HERE = Path(__file__).parent
AGAIN = "<!-- made by docs/reference/make.py: change the code or that script, then run it -->\n"

# What a field means, where its name does not say it all. A field without a line here makes the page fail to build.
MEANS = {
    "Document.id": "SHA-256 of the kept bytes (of the line, for JSON lines)",
    "Document.name": "the file's name without its last suffix; for JSON lines the row's `id`, else its `url`, else its number",
    "Document.text": "the text that all spans count in; stored once, never rewritten",
    "Document.kind": "what kind of text it is",
    "Document.form": "the form it came in: `text`, `html`, `jsonl`, `observation` (a field report)",
    "Document.url": "the page's address, where known",
    "Document.source": "the outlet's registrable domain (`outlet` in the interchange form)",
    "Document.fetched_at": "when the page was fetched (UTC), where known",
    "Document.published_on": "the day of publication as the page itself states it",
    "Document.published_at": "the instant with its zone, where the page gives one",
    "Document.dated": "the day that dates in the text are resolved against",
    "Document.dated_by": "how `dated` was found",
    "Document.language": "ISO 639-1; Malay counts as Indonesian",
    "Document.title": "the headline",
    "Document.byline": "the author line",
    "Document.dateline": "the place line that opens the article",
    "Document.body": "the stretches that make the article, in order, without overlap",
    "Document.set_aside": "the stretches that are kept but are not the article, each with its reason",
    "Document.credits": "whom the page credits: name as first written, span, relation, source",
    "Document.problems": "what was seen on the page and not handled",
    "Document.evidence": "where title, date and the like were read",
    "Record.id": "hash of kind, document, trigger and a counter: changes of slots never move it",
    "Record.document": "id of the document",
    "Record.trigger": "the words that carry the record",
    "Record.evidence": "slot to the span it was read from",
    "Record.inferred": "slot to how it came about, where it was not read",
    "Record.confidence": "0 to 1",
    "Record.reasons": "what raised or lowered the confidence",
    "Record.rule": "id of the rule that made the record",
    "Event.type": "PLOVER class",
    "Event.mode": "PLOVER mode; not filled yet",
    "Event.actors": "party codes; both sides of a reciprocal act",
    "Event.recipients": "party codes",
    "Event.began_on": "first day (`from` in the interchange form)",
    "Event.ended_on": "last day (`to`)",
    "Event.date_precision": "how exact the days are",
    "Event.place": "the most exact place named",
    "Event.modality": "whether it happened",
    "Event.claimant": "party code on whose word the page reports it; none: the outlet's own voice",
    "Claim.speaker": "name or title as written",
    "Claim.code": "party spoken for; none for a witness or an expert",
    "Claim.stance": "what the speaker does in saying it",
    "Claim.targets": "party codes the claim is about or against",
    "Claim.content": "what is said",
    "Claim.said_on": "the day it was said, where the page tells",
    "Claim.venue": "where it was said; not filled yet",
    "Claim.answers": "claims answered, where an import names them; those pantau ties stand apart (`pantau show matrix`)",
    "CasualtyReport.party": "whose people",
    "CasualtyReport.category": "police and fighters are military",
    "CasualtyReport.outcome": "what befell them",
    "CasualtyReport.low": "at least so many; none: open below",
    "CasualtyReport.high": "at most so many; none: open above",
    "CasualtyReport.qualifier": "how the page hedges the figure",
    "CasualtyReport.measure": "of this incident or day, or running since a start",
    "CasualtyReport.began_on": "first day counted (`from`)",
    "CasualtyReport.as_of": "last day counted (`to`)",
    "CasualtyReport.claimant": "who gives the figure",
    "CasualtyReport.part_of": "id of the figure that this one is a part of",
    "Ceasefire.parties": "party codes",
    "Ceasefire.brokers": "party codes",
    "Ceasefire.declared_on": "the day it was agreed or announced (`declared`)",
    "Ceasefire.effective_on": "the day it takes effect (`effective`)",
    "Ceasefire.effective_at": "the clock time and zone as written",
    "Ceasefire.stage": "how far it got as the page tells it",
    "Ceasefire.scope": "what it covers, as written; not filled yet",
    "Ceasefire.provisions": "its duties, as written; not filled yet",
    "Ceasefire.claimant": "party on whose word the stage stands",
    "Place.raw": "the words as written",
    "Place.name": "the name it was resolved to",
    "Place.id": "GeoNames id",
    "Place.lat": "degrees north, WGS 84",
    "Place.lon": "degrees east, WGS 84",
    "Place.country": "ISO 3166-1 alpha-3",
    "Place.precision": "how exact the point is",
    "Place.other_name": "the other side's name for it",
}
LISTS = {
    "Document.kind": document.DOCUMENT_KINDS,
    "Document.dated_by": document.DATED_BY,
    "Event.type": model.EVENT_TYPES,
    "Event.modality": model.MODALITIES,
    "Event.date_precision": model.DATE_PRECISIONS,
    "Claim.stance": model.STANCES,
    "CasualtyReport.category": model.CATEGORIES,
    "CasualtyReport.outcome": model.OUTCOMES,
    "CasualtyReport.qualifier": model.QUALIFIERS,
    "CasualtyReport.measure": model.MEASURES,
    "Ceasefire.stage": model.STAGES,
    "Place.precision": model.PLACE_PRECISIONS,
}


def shape(hint: Any) -> str:
    """A type as a reader of the page needs it."""
    empty = type(None) in get_args(hint)
    kinds = [kind for kind in get_args(hint) if kind is not type(None)] if empty else [hint]
    words = {str: "text", int: "whole number", float: "number", date: "day", datetime: "instant"}
    if kinds[0] in words:
        name = words[kinds[0]]
    elif args := get_args(kinds[0]):
        inner = [getattr(arg, "__name__", "") for arg in args if arg is not Ellipsis]
        name = f"{inner[0]} to {inner[1]}" if "Mapping" in str(kinds[0]) else f"list of {shape(args[0]).split(' or ')[0]}"
        name = re.sub(r"\bstr\b", "slot", name, count=1) if "Mapping" in str(kinds[0]) else name
        name = name.replace("to str", "to text")
    else:
        name = kinds[0].__name__
    name = name.replace("list of list of text", "list of (slot, Span)")
    return f"{name} or none" if empty else name


def table(kind: type, skip: tuple[str, ...] = ()) -> Iterator[str]:
    """One class as a table of its own fields."""
    hints = get_type_hints(kind)
    yield "| field | type | meaning |"
    yield "|---|---|---|"
    for field in fields(kind):
        if field.name in skip:
            continue
        key = f"{kind.__name__}.{field.name}"
        allowed = f": {' · '.join(f'`{word}`' for word in LISTS[key])}" if key in LISTS else ""
        yield f"| `{field.name}` | {shape(hints[field.name])} | {MEANS[key]}{allowed} |"


def record_page() -> str:
    """The page of documents and records."""
    lines = [
        AGAIN, "# Fields", "",
        "What pantau keeps, field by field. Tables of the store and the JSON of `pantau extract` follow these classes.",
        "Party codes are told in [vocabulary.md](../vocabulary.md). A **Span** is a half-open range of code points in the",
        "document's text.", "",
        "## Every record", "", *table(Record), "",
    ]  # fmt: skip
    shared = tuple(field.name for field in fields(Record))
    for kind in model.RECORD_TYPES:
        summary = (kind.__doc__ or "").partition("\n")[0]
        lines += [f"## {kind.__name__} (`{kind.KIND}`)", "", summary, "", *table(kind, skip=shared), ""]
    lines += ["## Place", "", *table(Place), "", "## Document", "", *table(Document), ""]
    lines += ["Reasons for setting a stretch aside: " + ", ".join(f"`{reason}`" for reason in model.SET_ASIDE_REASONS) + ".", ""]
    return "\n".join(lines)


def command_page() -> str:
    """The page of commands: every argument and option as the program itself declares it."""
    import typer

    from pantau.cli import app

    group: Any = typer.main.get_command(app)
    lines = [AGAIN, "# Commands", "", *options(group), ""]
    for path, command in commands(group, "pantau"):
        lines += [f"## {path}", "", *paragraphs(command.help or ""), *options(command), ""]
    return "\n".join(lines)


def paragraphs(text: str) -> Iterator[str]:
    """A command's help: prose as paragraphs, what stands after a line of backspace as shown."""
    for part in inspect.cleandoc(text).split("\n\n"):
        if part.startswith("\b"):
            shown = (re.sub(r"(\S)(  +)(\S)", r"\1\2# \3", line.strip(), count=1) for line in part.splitlines()[1:])
            yield from ("```sh", *shown, "```")
        else:
            yield " ".join(part.split())
        yield ""


def commands(group: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every command below a group with its full name."""
    for name, command in group.commands.items():
        if getattr(command, "commands", None):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def options(command: Any) -> Iterator[str]:
    """A command's parameters, one line each."""
    for parameter in command.params:
        if "--install-completion" in parameter.opts or "--show-completion" in parameter.opts:
            continue
        argument = parameter.param_type_name == "argument"
        names = f"{parameter.name.upper()}" if argument else ", ".join([*parameter.opts, *parameter.secondary_opts])
        yield f"- `{names}` {' '.join((getattr(parameter, 'help', None) or '').split())}".rstrip()


def column_page() -> str:
    """The page of columns: what every kind of row holds, and how each format writes it."""
    from pantau.export import EXPORTERS, TABLES

    lines = [
        AGAIN, "# Columns of the exports", "",
        "`pantau export` and `pantau.frame` give rows of these kinds. A column keeps its name, type and meaning from one version to",
        "the next; new ones may be added. Each row names its page and the exact words: `<name>_start` and `<name>_end` count code",
        "points of the document's text, half open, and `<name>_quote` are the words that stand there.", "",
        "## Formats", "", "| format | what it is | kinds | extra |", "|---|---|---|---|",
        *(
            f"| `{e.name}` | {e.what} | {', '.join(f'`{kind}`' for kind in e.kinds) or 'all'}, "
            f"{'one a file' if e.holds == 'one' else 'together'} | {f'`pantau[{e.extra}]`' if e.extra else ''} |" for e in EXPORTERS
        ), "",
        *FORMS, "",
        "## Kinds", "", "| kind | may be called | rows | what a row is |", "|---|---|---|---|",
        *(f"| [`{t.kind}`](#{t.kind}) | `{t.plural}` | {len(t.columns)} columns | {t.what} |" for t in TABLES), "",
    ]  # fmt: skip
    for table in TABLES:
        lines += [f"## {table.kind}", "", f"{table.what[0].upper()}{table.what[1:]}.", "", "| column | type | meaning | HXL |"]
        lines += ["|---|---|---|---|", *(f"| `{c.name}` | {c.type} | {c.means} | `{c.hxl}` |" for c in table.columns), ""]
    return "\n".join(lines)


FORMS = (
    "**csv, hxl**: UTF-8, commas, CRLF (RFC 4180). Empty: no value. Days `2020-11-09`, instants `2020-11-09T21:00:00Z`, booleans",
    "`true` and `false`, lists with `;` between their items (`\\;` and `\\\\` inside one). A text or list that begins with `=`, `+`,",
    "`-`, `@`, a tab, a line's end, a wide form of these, or an apostrophe has an apostrophe before it, so that no spreadsheet takes",
    "it for a formula; `pantau.export.read_csv` takes it off again. Numbers stand as they are.", "",
    "**xlsx**: texts are texts, never formulas or links; days are dates, instants ISO texts. A text beyond 32,767 letters is cut and",
    "that is said; rows beyond 1,048,575 go on in another sheet; numbers have 15 digits. The sheet `columns` has this page's tables.",
    "", "**parquet**: `list` is a list of strings, `day` a date, `instant` a timestamp in UTC; the meanings stand in the schema.", "",
    "**geojson** (RFC 7946): every column is a property; `precision` and `uncertainty_km` say how exact the point is. What names no",
    "place, or none more exact than a country, keeps its feature without a geometry. Radius by class: point 1 km, settlement 5,",
    "district 25, region 100.", "",
    "**plover**: one JSON object a line in the fields of PLOVER's gold standard records, with status, origins and spans under",
    "`pantau`. Only what is said to be done or going on; claims by stance (accuse and criticise ACCUSE, demand REQUEST, deny and",
    "reject REJECT, threaten THREATEN, pledge AGREE, praise SUPPORT).", "",
    "**ged, acled, polecat**: in the columns of other data sets, told in [data-sets-of-others.md](../data-sets-of-others.md); polecat",
    "with tabs between the cells, else as csv.",
)  # fmt: skip
"""How the formats write values."""



def access_page() -> str:
    """The page of permissions: which role has which, and which route takes which."""
    from pantau.web.access import access_page

    lines = [
        AGAIN, "# Who may what", "",
        "The desk refuses every route that stands in no row of the second table (`src/pantau/web/access.py`). A path that ends in `*`",
        "stands for every route that begins so; a route under `/api/v1` takes what the page without that takes. A desk without",
        "accounts is a desk of one, which may everything; nobody verifies alone all the same.", "",
        access_page(), "",
    ]  # fmt: skip
    return "\n".join(lines)


def field_report_page() -> str:
    """The page of the fields of a field report: columns of a CSV file, fields of the form."""
    from pantau.monitor.report_columns import COLUMNS

    lines = [
        AGAIN, "# Fields of a field report", "",
        "Columns of a CSV file for `pantau observe import`, fields of the form at `/observe`, and of `pantau observe add`.",
        "[Field reports](../field-reports.md) says how they are used and what becomes of them.", "",
        "| field | needed | meaning | one of | example |", "|---|---|---|---|---|",
    ]
    for column in COLUMNS:
        allowed = ", ".join(f"`{code}`" for code in column.allowed)
        example = f"`{column.example}`" if column.example else ""
        cells = (f"`{column.name}`", "yes" if column.must else "", column.means, allowed, example)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join([*lines, ""])


PAGES = {
    "record.md": record_page, "commands.md": command_page, "columns.md": column_page, "access.md": access_page,
    "field-report.md": field_report_page,
}  # fmt: skip


def main() -> int:
    """Write every page."""
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
