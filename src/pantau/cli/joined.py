"""What joins documents, for a terminal: incidents, one incident, the claims matrix. As tables, and as JSON lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from pantau.cli.kept import check_rows, ledger_rows, registry_rows, show_checks, show_ledger, show_registry
from pantau.cli.sources import family_rows, show_families
from pantau.cli.terminal import console, say
from pantau.cli.words import record_words, shown
from pantau.link.joined import Joined
from pantau.link.origins import claimant_of, tell_origins
from pantau.model import Claim, Event, Incident, MatrixRow, Record, Span, Voice
from pantau.report.wording import Names, bounds_words

if TYPE_CHECKING:
    from rich.table import Table

    from pantau.store import Filter, Happened

Row = dict[str, Any]

PAIR_NOTE = "behind the status: reliability of the best source (A–F, F: not judged), credibility (1–6)"
STYLES = {"disputed": "red", "withdrawn": "red", "corroborated": "green", "verified": "green"}
"""How a status is coloured where a terminal shows colours."""

_COLUMNS = ("id", "days", "what", "who → whom", "pages", "origins", "status")


def incidents_of(joined: Joined, wanted: Filter) -> list[Incident]:
    """The incidents that have a record of those asked for, by first day, then by number."""
    found = [
        incident for incident in joined.incidents
        if any(wanted.takes(r, joined.corpus.document_of(r)) for r in map(joined.corpus.record, incident.records))
    ]  # fmt: skip
    return sorted(found, key=lambda incident: (first_day(joined, incident), int(incident.id[1:])))


def _events(joined: Joined, incident: Incident) -> list[Event]:
    return [r for r in map(joined.corpus.record, incident.records) if isinstance(r, Event)]


def first_day(joined: Joined, incident: Incident) -> str:
    days = [str(day) for event in _events(joined, incident) for day in (event.began_on, event.ended_on) if day]
    return min(days, default="9999")


def _days(joined: Joined, incident: Incident) -> str:
    days = sorted({str(day) for event in _events(joined, incident) for day in (event.began_on, event.ended_on) if day})
    return "(no day)" if not days else days[0] if len(days) == 1 else f"{days[0]} –\n{days[-1]}"


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
    from pantau.cli.tables import WIDE

    incidents = incidents_of(joined, wanted)
    told = [incident for incident in incidents if len(incident.records) > 1]
    if not told:
        say("no incident of more than one record for these filters (`pantau show timeline` shows every event)")
        return
    title = f"Incidents ({len(told)})"
    note = f"{len(incidents) - len(told)} more are told by one record alone · {PAIR_NOTE} · `pantau show incident ID` tells why"
    out = console()
    if out.width >= WIDE:
        out.print(incident_table(joined, told, title=title, note=note, with_words=True))
        return
    cells, words = [_incident_cells(joined, incident) for incident in told], [_quoted(joined, incident) for incident in told]
    out.print(entry_list(title, _COLUMNS, cells, words, out.width, note))


def incident_table(joined: Joined, incidents: Sequence[Incident], *, title: str, note: str, with_words: bool) -> Table:
    """One row an incident: when, what, who, on how many pages and origins, how it stands, and the words of its first report."""
    from pantau.cli.tables import make_table

    columns = (*_COLUMNS, "the words") if with_words else _COLUMNS
    table = make_table(title, *columns, words="the words" if with_words else "who → whom", note=note)
    for incident in incidents:
        cells = _incident_cells(joined, incident)
        table.add_row(*cells, _quoted(joined, incident)) if with_words else table.add_row(*cells)
    return table


def _incident_cells(joined: Joined, incident: Incident) -> tuple[Text, ...]:
    origins, status = joined.facts[incident.id].origins, joined.statuses[incident.id]
    kinds = "\n".join(sorted({event.type for event in _events(joined, incident)})) or "?"
    who = ", ".join(incident.actors) or "?"
    who = f"{who} → {', '.join(incident.recipients)}" if incident.recipients else who
    pages, between = str(len(pages_of(joined, incident))), bounds_words(origins.at_least, origins.at_most)
    cells = (incident.id, _days(joined, incident), kinds, who, pages, between)
    style = STYLES.get(status.status, "")
    return (*(Text(shown(cell)) for cell in cells), Text(f"{status.status.replace('_', ' ')} {status.admiralty}", style=style))


def pages_of(joined: Joined, incident: Incident) -> set[str]:
    """The documents that tell of it."""
    return {joined.corpus.record(record).document for record in incident.records}


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
    asked = {incident.id: incident for incident in incidents_of(joined, wanted)}
    rows = [row for row in joined.matrix if row.incident in asked and len(row.cells) > 1]
    if not rows:
        say("no incident of which parties speak for these filters")
        return
    console().print(matrix_table(joined, rows, title=f"Claims matrix ({len(rows)} incidents)", note=""))


def matrix_table(joined: Joined, rows: Sequence[MatrixRow], *, title: str, note: str) -> Table:
    """A line for every party and thing it says of an incident; the same words of several pages stand once, with every page."""
    from pantau.cli.tables import make_table

    incidents = {incident.id: incident for incident in joined.incidents}
    table = make_table(title, "incident", "party", "says", "the words", words="the words", note=note)
    for row in rows:
        head = f"{row.incident}\n{_days(joined, incidents[row.incident])}"
        for code, voices in row.cells:
            party = code or "–"
            for told, words in _cell_lines(joined, voices):
                table.add_row(Text(head), Text(shown(party)), told, words)
                head = party = ""
    return table


def _cell_lines(joined: Joined, voices: Sequence[Voice]) -> Iterator[tuple[Text, Text]]:
    """What a party says, how, in which words; a silent one in one line."""
    if not voices:
        yield Text("silent", style="dim"), Text("")
        return
    told_alike: dict[tuple[str, str], list[Record]] = {}
    for voice in voices:
        record = joined.corpus.record(voice.claim)
        how = "\n".join([voice.voice, *(sorted({f"{relation} another" for _, relation in voice.answers}))])
        told_alike.setdefault((how, _words(joined, record).plain.casefold()), []).append(record)
    for (how, _), records in told_alike.items():
        sources = ", ".join(dict.fromkeys(_source(joined, record) for record in records))
        yield Text(how), Text.assemble("“", _words(joined, records[0]), shown(f"” ({sources})"))


ROWS: dict[str, Callable[[Joined, Filter], Iterator[Row]]] = {
    "incidents": incident_rows, "matrix": matrix_rows, "families": family_rows, "registry": registry_rows, "ledger": ledger_rows,
    "checks": check_rows,
}  # fmt: skip
SHOWS: dict[str, Callable[[Joined, Filter], None]] = {
    "incidents": show_incidents, "matrix": show_matrix, "families": show_families, "registry": show_registry, "ledger": show_ledger,
    "checks": show_checks,
}  # fmt: skip
"""By what is shown: as JSON objects, and as a table."""
