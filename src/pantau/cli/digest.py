"""All that joins the documents of a store on a screen or two, in the tables of `show`: what the demo prints."""

from __future__ import annotations

from pantau.cli.joined import PAIR_NOTE, first_day, incident_table, matrix_table, pages_of
from pantau.cli.kept import best_table, findings_table, last_day, registry_table
from pantau.cli.sources import family_table
from pantau.cli.terminal import console, say
from pantau.link.joined import Joined
from pantau.link.ledger import best_known
from pantau.model import Incident, MatrixRow
from pantau.store import Filter

INCIDENTS, FAMILIES, VOICES, BEST, FINDINGS = 9, 6, 7, 9, 5
"""So many of each are shown: a screen or two in all."""


def _title(what: str, shown: int, every: int, choice: str = "") -> str:
    """`Incidents (9 of 99)`, with what was chosen."""
    return f"{what} ({shown})" if shown == every else f"{what} ({shown} of {every}{choice})"


def show_digest(joined: Joined) -> None:
    """Incidents, families, one incident's claims, ceasefires, best known figures, findings: each as `show` has it, cut to the main."""
    _show_incidents(joined)
    _show_families(joined)
    _show_main_row(joined)
    _show_registry(joined)
    _show_best(joined)
    _show_findings(joined)


def _show_incidents(joined: Joined) -> None:
    told = [incident for incident in joined.incidents if len(incident.records) > 1]
    by_pages = sorted(told, key=lambda i: (-len(pages_of(joined, i)), -len(i.records), _number(i)))[:INCIDENTS]
    chosen = sorted(by_pages, key=lambda i: (first_day(joined, i), _number(i)))
    if chosen:
        title = _title("Incidents", len(chosen), len(told), ", those on the most pages")
        console().print(incident_table(joined, chosen, title=title, note=PAIR_NOTE, with_words=False))


def _number(incident: Incident) -> int:
    return int(incident.id[1:])


def _show_families(joined: Joined) -> None:
    families = joined.families[:FAMILIES]
    if families:
        title = _title("Who copied whom: families of one text", len(families), len(joined.families))
        note = "one text is one origin, however many carry it · `pantau show families` tells why"
        console().print(family_table(joined, families, title=title, note=note, with_titles=False))


def _show_main_row(joined: Joined) -> None:
    """The incident of which most parties speak and answer each other."""
    rows = [row for row in joined.matrix if any(voices for _, voices in row.cells)]
    if rows:
        row = max(rows, key=lambda row: (*_liveliness(row), -int(row.incident[1:])))
        title = f"Claims matrix of {row.incident}: who accuses, who denies"
        note = f"`pantau show incident {row.incident}` has all of it, `pantau show matrix` the other {len(rows) - 1}"
        console().print(matrix_table(joined, [row], title=title, note=note))


def _liveliness(row: MatrixRow) -> tuple[bool, int, int]:
    """Whether a screen holds it, how many parties accuse or deny in it, how often they answer each other."""
    voices = [voice for _, cell in row.cells for voice in cell]
    parties = sum(any(voice.voice in ("accuses", "denies", "rejects") for voice in cell) for code, cell in row.cells if code)
    return len(voices) <= VOICES, parties, sum(bool(voice.answers) for voice in voices)


def _show_registry(joined: Joined) -> None:
    told = [truce for truce in joined.registry if truce.mentions]
    agreed = [truce for truce in told if truce.was_agreed]
    if agreed:
        title = _title("Ceasefires", len(agreed), len(told), ", the others only called for")
        console().print(registry_table(agreed, title=title, note="alleged breaks: nobody verified them"))


def _show_best(joined: Joined) -> None:
    day = last_day(joined, Filter())
    rows = best_known(joined.ledger, day) if day else ()
    if rows:
        shown = rows[:BEST]
        console().print(best_table(shown, title=_title(f"Best known as of {day}", len(shown), len(rows))))


def _show_findings(joined: Joined) -> None:
    found = joined.findings[:FINDINGS]
    if found:
        title = _title("Findings of the checks", len(found), len(joined.findings))
        console().print(findings_table(joined, found, title=title, most=1))
    agreeing = sum(count.is_compatible for count in joined.counts)
    if joined.counts:
        held = f"{len(joined.counts)} told counts of truces were held against the registry"
        say(f"{held}: {agreeing} agree or may (`pantau show checks`)")
