"""What joins documents, for a terminal: incidents, one incident, the claims matrix, families. As tables, and as JSON lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from pantau.cli.kept import check_rows, ledger_rows, registry_rows, show_checks, show_ledger, show_registry
from pantau.cli.terminal import console, say
from pantau.cli.words import record_words, shown
from pantau.link.joined import Joined
from pantau.link.origins import claimant_of, tell_origins
from pantau.model import Claim, Event, Incident, Record, Span
from pantau.report.wording import Names

if TYPE_CHECKING:
    from rich.table import Table

    from pantau.store import Filter, Happened

Row = dict[str, Any]


def incidents_of(joined: Joined, wanted: Filter) -> list[Incident]:
    """The incidents that have a record of those asked for, by first day, then by number."""
    found = [
        incident for incident in joined.incidents
        if any(wanted.takes(r, joined.corpus.document_of(r)) for r in map(joined.corpus.record, incident.records))
    ]  # fmt: skip
    return sorted(found, key=lambda incident: (_first_day(joined, incident), int(incident.id[1:])))


def _events(joined: Joined, incident: Incident) -> list[Event]:
    return [r for r in map(joined.corpus.record, incident.records) if isinstance(r, Event)]


def _first_day(joined: Joined, incident: Incident) -> str:
    days = [str(day) for event in _events(joined, incident) for day in (event.began_on, event.ended_on) if day]
    return min(days, default="9999")


def _days(joined: Joined, incident: Incident) -> str:
    days = sorted({str(day) for event in _events(joined, incident) for day in (event.began_on, event.ended_on) if day})
    return "(no day)" if not days else days[0] if len(days) == 1 else f"{days[0]} –\n{days[-1]}"


def _bounds(least: int, most: int) -> str:
    return str(least) if least == most else f"{least}–{most}"


def _words(joined: Joined, record: Record) -> Text:
    return record_words(record, joined.corpus.document_of(record).text)


def _source(joined: Joined, record: Record) -> str:
    document = joined.corpus.document_of(record)
    return f"{document.source or document.name} {document.published_on or ''}".strip()


def incident_rows(joined: Joined, wanted: Filter) -> Iterator[Row]:
    """Incidents as JSON objects: status with reasons, origins with their reasoning, every record."""
    for incident in incidents_of(joined, wanted):
        yield incident_row(joined, incident)


def incident_row(joined: Joined, incident: Incident) -> Row:
    """One incident as a JSON object."""
    facts, status = joined.facts[incident.id], joined.statuses[incident.id]
    origins = facts.origins
    events = _events(joined, incident)
    return {
        "id": incident.id, "types": sorted({event.type for event in events}), "actors": list(incident.actors),
        "recipients": list(incident.recipients), "days": _days(joined, incident).replace("\n", " "),
        "places": sorted({event.place.name or event.place.raw for event in events if event.place}),
        "status": status.status, "reasons": [list(reason) for reason in status.reasons], "admiralty": status.admiralty,
        "origins": {
            "at_least": origins.at_least, "at_most": origins.at_most, "channels_at_least": origins.channels_at_least,
            "channels_at_most": origins.channels_at_most, "claimants": list(origins.claimants), "told": _told(joined, incident),
        },
        "records": [_record_row(joined, joined.corpus.record(record)) for record in incident.records],
    }  # fmt: skip


def _record_row(joined: Joined, record: Record, span: Span | None = None) -> Row:
    """A record as it stands in a row: enough to find it and to read its words."""
    document = joined.corpus.document_of(record)
    span = span or (record.content if isinstance(record, Claim) else record.trigger)
    return {
        "id": record.id, "kind": record.kind, "document": document.name, "document_id": document.id, "outlet": document.source,
        "claimant": claimant_of(record), "span": list(span), "quote": span.of(document.text),
    }  # fmt: skip


def _told(joined: Joined, incident: Incident) -> str:
    names = Names.of(joined.knowledge.world)
    return tell_origins(joined.facts[incident.id].origins, {**names.parties, **names.outlets})


def show_incidents(joined: Joined, wanted: Filter) -> None:
    """One row an incident, those told by more than one record."""
    from pantau.cli.narrow import entry_list
    from pantau.cli.tables import WIDE, make_table

    incidents = incidents_of(joined, wanted)
    told = [incident for incident in incidents if len(incident.records) > 1]
    if not told:
        say("no incident of more than one record for these filters (`pantau show timeline` shows every event)")
        return
    columns = ("id", "days", "what", "who → whom", "pages", "origins", "status")
    title = f"Incidents ({len(told)})"
    note = f"{len(incidents) - len(told)} more are told by one record alone · `pantau show incident ID` tells why"
    cells = [_incident_cells(joined, incident) for incident in told]
    words = [_quoted(joined, incident) for incident in told]
    out = console()
    if out.width < WIDE:
        out.print(entry_list(title, columns, [[Text(shown(c)) for c in row] for row in cells], words, out.width, note))
        return
    table = make_table(title, *columns, "the words", words="the words", note=note)
    for row, quote in zip(cells, words, strict=True):
        table.add_row(*(Text(shown(cell)) for cell in row), quote)
    out.print(table)


def _incident_cells(joined: Joined, incident: Incident) -> tuple[str, ...]:
    origins, status = joined.facts[incident.id].origins, joined.statuses[incident.id]
    kinds = "\n".join(sorted({event.type for event in _events(joined, incident)})) or "?"
    who = ", ".join(incident.actors) or "?"
    return (
        incident.id, _days(joined, incident), kinds, f"{who} → {', '.join(incident.recipients)}" if incident.recipients else who,
        str(len({joined.corpus.record(r).document for r in incident.records})), _bounds(origins.at_least, origins.at_most),
        f"{status.status}\n{status.admiralty}",
    )  # fmt: skip


def _quoted(joined: Joined, incident: Incident) -> Text:
    records = [joined.corpus.record(record) for record in incident.records]
    first = next((record for record in records if isinstance(record, Event)), records[0])
    return Text.assemble(_words(joined, first), f" ({shown(_source(joined, first))})")


def show_incident(joined: Joined, incident: Incident, history: Sequence[Happened]) -> None:
    """One incident with everything that is known of it: status and why, origins, who reports what, who answers whom, its history."""
    out, row = console(), incident_row(joined, incident)
    out.print(f"incident {incident.id}  {row['status'].replace('_', ' ')}, {row['admiralty']}", style="bold")
    for label in ("days", "types", "actors", "recipients", "places"):
        value = row[label] if isinstance(row[label], str) else ", ".join(row[label])
        if value:
            out.print(Text(shown(f"{label:<11} {value}")))
    out.print(Text(shown(f"{'origins':<11} {_told(joined, incident)}")))
    for status, why in row["reasons"]:
        out.print(Text(shown(f"{status.replace('_', ' '):<11} {why}")))
    for document in dict.fromkeys(joined.corpus.record(r).document for r in incident.records):
        _show_reports(joined, incident, document)
    for happened in history:
        change = happened.change
        where = f" {'into' if change.kind == 'merged' else 'from'} {change.other}" if change.other else ""
        out.print(Text(f"{happened.made_at} {change.incident} {change.kind}{where}, {len(change.records)} records"), style="dim")


def _show_reports(joined: Joined, incident: Incident, document_id: str) -> None:
    out, document = console(), joined.corpus.documents[document_id]
    family = " · one text with other pages" if document_id in joined.family_of else ""
    out.print(Text(shown(f"\n{document.source or document.name} {document.published_on or ''}{family}")), style="bold")
    for record_id in incident.records:
        record = joined.corpus.record(record_id)
        if record.document == document_id:
            said = f" on the word of {claimant_of(record)}" if claimant_of(record) else ""
            out.print(Text.assemble(shown(f"  {record.kind}{said}: “"), _words(joined, record), "”"))
            for link in joined.answers:
                if link.answer == record_id:
                    answered = joined.corpus.record(link.claim)
                    source = shown(f"“ ({_source(joined, answered)})").replace("“", "”", 1)
                    out.print(Text.assemble(f"    {link.relation} “", _words(joined, answered), source), style="dim")


def matrix_rows(joined: Joined, wanted: Filter) -> Iterator[Row]:
    """The claims matrix as JSON objects, one an incident."""
    asked = {incident.id for incident in incidents_of(joined, wanted)}
    for row in joined.matrix:
        if row.incident in asked:
            cells = {}
            for code, voices in row.cells:
                cells[code or "(no party)"] = [
                    {"voice": v.voice, "answers": [list(a) for a in v.answers]} | _record_row(joined, joined.corpus.record(v.claim))
                    for v in voices
                ] or "silent"  # fmt: skip
            yield {"incident": row.incident, "parties": cells}


def show_matrix(joined: Joined, wanted: Filter) -> None:
    """Who says what of each incident; incidents of which only one party speaks and no other is named are left out."""
    from pantau.cli.tables import make_table

    asked = {incident.id: incident for incident in incidents_of(joined, wanted)}
    rows = [row for row in joined.matrix if row.incident in asked and len(row.cells) > 1]
    if not rows:
        say("no incident of which parties speak for these filters")
        return
    table = make_table(f"Claims matrix ({len(rows)} incidents)", "incident", "party", "says", "the words", words="the words", note="")
    for row in rows:
        incident = asked[row.incident]
        head = f"{row.incident}\n{_days(joined, incident)}"
        for code, voices in row.cells:
            if not voices:
                table.add_row(Text(head), Text(shown(code)), Text("silent", style="dim"), Text(""))
                head = ""
            for voice in voices:
                record = joined.corpus.record(voice.claim)
                told = "\n".join([voice.voice, *(sorted({f"{relation} another" for _, relation in voice.answers}))])
                words = Text.assemble("“", _words(joined, record), shown(f"” ({_source(joined, record)})"))
                table.add_row(Text(head), Text(shown(code or "–")), Text(told), words)
                head = ""
    console().print(table)


def family_rows(joined: Joined, wanted: Filter) -> Iterator[Row]:
    """Families, then every relation with its reasons, as JSON objects."""
    asked = _documents(joined, wanted)
    name = {document.id: document.name for document, _ in joined.corpus}
    for family in joined.families:
        if asked(family.documents):
            yield {"family": family.id, "root": family.root, "documents": [name[d] for d in family.documents]}
    for edge in joined.lineages:
        if asked((edge.document,)):
            yield {
                "document": name[edge.document], "other": name.get(edge.other, edge.other), "relation": edge.relation,
                "is_directed": edge.is_directed, "score": edge.score,
                "reasons": [
                    {"name": r.name, "weight": r.weight, "pairs": [[list(one), list(two)] for one, two in r.pairs]}
                    for r in edge.reasons
                ],
            }  # fmt: skip


def _documents(joined: Joined, wanted: Filter) -> Callable[[Sequence[str]], bool]:
    """Whether one of these documents has a record of those asked for; all pass where nothing is asked."""
    from pantau.store import Filter as Asked

    if wanted == Asked():
        return lambda _documents: True
    taken = {d.id for d, records in joined.corpus if any(wanted.takes(r, d) for r in records)}
    return lambda documents: not taken.isdisjoint(documents)


def show_families(joined: Joined, wanted: Filter) -> None:
    """Families with their pages, and relations that join no family."""
    from pantau.cli.tables import make_table

    asked = _documents(joined, wanted)
    families = [family for family in joined.families if asked(family.documents)]
    edges = [edge for edge in joined.lineages if asked((edge.document,))]
    if not families and not edges:
        say("no page was found to copy another or to credit an agency, for these filters")
        return
    names = Names.of(joined.knowledge.world)
    table = make_table(f"Families ({len(families)})", "root", "pages of one text", words="pages of one text", note="")
    for family in families:
        table.add_row(Text(shown(names.outlet(family.root) or "not named")), Text(shown("\n".join(_pages(joined, family.documents)))))
    console().print(table)
    console().print(_edges_table(joined, edges, names))


def _pages(joined: Joined, documents: Sequence[str]) -> Iterator[str]:
    for document in (joined.corpus.documents[d] for d in documents):
        when = document.published_at or document.published_on or ""
        yield f"{document.source or '(no outlet)'} · {document.name} · {when} · {document.title or ''}"


def _edges_table(joined: Joined, edges: Sequence[Any], names: Names) -> Table:
    from pantau.cli.tables import make_table

    table = make_table(f"Relations ({len(edges)})", "page", "relation", "to", "score", "why", words="why", note="")
    for edge in edges:
        other = joined.corpus.documents.get(edge.other)
        arrow = f"{edge.relation}{' of' if edge.is_directed or edge.relation == 'credit' else ' with'}"
        whose = other.name if other else names.outlet(edge.other) or edge.other
        why = "; ".join(f"{reason.name} {reason.weight:+.2f}" for reason in edge.reasons)
        name = joined.corpus.documents[edge.document].name
        table.add_row(Text(shown(name)), Text(arrow), Text(shown(whose)), Text(f"{edge.score:.2f}"), Text(shown(why)))
    return table


ROWS: dict[str, Callable[[Joined, Filter], Iterator[Row]]] = {
    "incidents": incident_rows, "matrix": matrix_rows, "families": family_rows, "registry": registry_rows, "ledger": ledger_rows,
    "checks": check_rows,
}  # fmt: skip
SHOWS: dict[str, Callable[[Joined, Filter], None]] = {
    "incidents": show_incidents, "matrix": show_matrix, "families": show_families, "registry": show_registry, "ledger": show_ledger,
    "checks": show_checks,
}  # fmt: skip
"""By what is shown: as JSON objects, and as a table."""
