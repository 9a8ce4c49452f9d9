"""The command that finds words in the store: `search`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pantau.cli.options import ConfigOption, PartyOption, StoreOption, parse_day
from pantau.cli.terminal import FAILED, console, say, told, warn, write_lines
from pantau.errors import UsageError

if TYPE_CHECKING:
    from rich.text import Text

    from pantau.store import Found, Hit, Narrowing, Store

SETTINGS = {"help_option_names": ["--help"], "ignore_unknown_options": True, "max_content_width": 110}
"""No `-h`, and no fault where an option is unknown: a minus in front of a word shuts it out (`-halo`)."""

_SHOWN_VALUES = 6  # of each facet below the table; --json has all


@told
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS…", help="What to find.")],
    outlet: Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Only this outlet, as kompas.com.")] = None,
    language: Annotated[str | None, typer.Option("--language", metavar="CODE", help="Only pages in this language, as id.")] = None,
    since: Annotated[str | None, typer.Option("--since", "--from", metavar="DAY", help="Only pages from this day on.")] = None,
    until: Annotated[str | None, typer.Option("--until", "--to", metavar="DAY", help="Only pages up to this day.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Only pages with records of this kind.")] = None,
    party: PartyOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, metavar="N", help="At most so many pages.")] = 20,
    after: Annotated[str | None, typer.Option("--after", metavar="CURSOR", help="Go on behind the last page shown.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines with spans; the last one has counts and the cursor.")] = False,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Find pages by their words, best first, each with the stretch that shows them.

    A word is found in all its forms: menembaki finds penembakan and ditembak, shelled finds shelling. Words must all be there; OR
    between two asks for one of them, a minus in front shuts a word out, quotation marks ask for words just as written, in a row.
    Capitals and accents make no difference. Your shell keeps quotation marks only inside others.

    \b
    pantau search gencatan senjata                          pages with both words, in any form
    pantau search '"gencatan senjata" melanggar'            the phrase, and a form of the word
    pantau search shelled OR bombed Stepanakert             one of two words, and the town
    pantau search "rudal -drone" --since 2020-10-04         without drones, from that day on
    pantau search korban --outlet kompas.com --language id
    pantau search Shusha --kind casualty --json             pages with figures of harm, as JSON lines

    Exit status 1 where nothing is found.
    """
    from pantau.config import load_config
    from pantau.store import Narrowing, open_store

    settings = load_config(config)
    typed = " ".join(words)
    wanted = Narrowing(
        outlets=(outlet,) if outlet else (), languages=(language,) if language else (),
        since=parse_day(since, "--since"), until=parse_day(until, "--until"),
        kind=_kind(kind), parties=(party.upper(),) if party else (),
    )  # fmt: skip
    if wanted.since and wanted.until and wanted.until < wanted.since:
        raise UsageError(f"the last day {wanted.until} lies before the first {wanted.since}", todo="give --since the earlier day")
    with open_store(store or settings.store, create=False) as opened:
        found = opened.search(typed, wanted, limit=limit, after=after)
        if not found.query.groups:
            raise UsageError("no word to find", where=typed[:60], todo="give one without a minus in front, as in `pantau search rudal`")
        if found.query.is_cut:
            warn("too much to look for: only the first words were")
        if as_json:
            write_lines(json.dumps(row, ensure_ascii=False) for row in _rows(found))
        elif found.hits:
            _show(found)
        if not found.hits:
            _teach(opened, typed, found, wanted)
            raise typer.Exit(FAILED)


def _kind(kind: str | None) -> str | None:
    from pantau.model import RECORD_TYPES

    kinds = [cls.KIND for cls in RECORD_TYPES]
    if kind is not None and kind not in kinds:
        raise UsageError(f"no kind of record is called {kind!r}", where="--kind", todo=f"one of {', '.join(kinds)}")
    return kind


def _rows(found: Found) -> Iterator[dict[str, Any]]:
    for hit in found.hits:
        yield {
            "document": hit.name, "document_id": hit.document, "outlet": hit.outlet, "published": hit.day and hit.day.isoformat(),
            "language": hit.language, "title": hit.title, "title_found": [list(span) for span in hit.title_found],
            "score": round(hit.score, 4), "words": hit.words, "words_span": list(hit.snippet),
            "found": [list(span) for span in hit.found],
            "records": [{"id": r.id, "kind": r.kind, "trigger": list(r.trigger)} for r in hit.records],
        }  # fmt: skip
    facets = {name: [{"value": value, "number": number} for value, number in values] for name, values in found.facets.items()}
    yield {"total": found.total, "facets": facets, "after": found.next}


def _show(found: Found) -> None:
    """One row a page with the words found in bold, then how the pages are spread, then how to go on."""
    from rich.text import Text

    from pantau.cli.narrow import entry_list
    from pantau.cli.tables import WIDE, make_table
    from pantau.cli.words import shown

    out, columns = console(), ("day", "outlet", "document", "records there")
    title, note = f"Found ({len(found.hits)} of {found.total})", "`pantau show document NAME` shows a page with all its records"
    rows = [([Text(shown(cell)) for cell in _cells(hit)], _words(hit)) for hit in found.hits]
    if out.width < WIDE:
        out.print(entry_list(title, columns, [cells for cells, _ in rows], [words for _, words in rows], out.width, note))
    else:
        table = make_table(title, *columns, "title and words", words="title and words", note=note)
        for cells, words in rows:
            table.add_row(*cells, words)
        out.print(table)
    for name, values in found.facets.items():
        if values:
            more = f", {len(values) - _SHOWN_VALUES} more" if len(values) > _SHOWN_VALUES else ""
            out.print(Text(shown(f"{name}: " + ", ".join(f"{value} {number}" for value, number in values[:_SHOWN_VALUES]) + more)))
    if found.next:
        say(f"more of them: the same command with --after {found.next}")


def _cells(hit: Hit) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    for record in hit.records:
        counts[record.kind] = counts.get(record.kind, 0) + 1
    told_there = ", ".join(f"{kind} {number}" if number > 1 else kind for kind, number in sorted(counts.items()))
    return str(hit.day or ""), hit.outlet or "", hit.name, told_there


def _words(hit: Hit) -> Text:
    """The title, and below it the snippet on one line, the words found in bold."""
    from rich.text import Text

    from pantau.cli.words import shown

    words = Text(shown(hit.words).replace("\n", " "))
    for span in hit.found:
        words.stylize("bold", span.start - hit.snippet.start, span.end - hit.snippet.start)
    if not hit.title:
        return words
    title = Text(shown(hit.title).replace("\n", " "), style="italic")
    for span in hit.title_found:
        title.stylize("bold", span.start, span.end)
    return Text.assemble(title, "\n", words)


def _teach(store: Store, typed: str, found: Found, wanted: Narrowing) -> None:
    """Say why nothing was found: the filters, words no page has, or words that never come together."""
    if found.total:
        warn("no more pages behind this cursor")
        return
    many = {"outlets": "outlet", "languages": "language", "parties": "party"}
    held = ((many.get(name, name), value if name in many else (value,)) for name, value in vars(wanted).items() if value)
    asked = [f"--{name} {value}" for name, values in held for value in values]
    everywhere = store.search(typed, limit=1).total if asked else 0
    if everywhere:
        warn(f"nothing found with {' '.join(asked)} (without: {_pages(everywhere)})")
        return
    counts = store.count_terms(found.query)
    missing = [term for term, number in counts if not number]
    if missing:
        warn(f"nothing found: no page has {', '.join(missing)} (check the spelling; OR between two words asks for either)")
    else:
        each = ", ".join(f"{term} {number}" for term, number in counts)
        warn(f"nothing found: no page has it as asked, though each is there ({each}); leave one out, or put OR between them")


def _pages(number: int) -> str:
    return f"{number} page{'s' if number > 1 else ''}"
