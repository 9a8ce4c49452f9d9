"""A draft as the text of a theatre file, beside every entry its count and an example; no words of a page can leave their comment."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pantau.draft.merging import Corpus, Seen
from pantau.draft.proposing import Called, Draft, GroupRow, PartyRow, PersonRow, PlaceRow
from pantau.world import Party
from pantau.world.zones import zone_of

LONGEST, LONGEST_NAME = 160, 80
"""Code points of an example, and of a name or a document's name."""


def clean(words: str, longest: int = LONGEST_NAME) -> str:
    """Words on one line, without anything that ends a line, steers a terminal or cannot be seen, and no longer than `longest`."""
    plain = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in words[: 4 * longest])
    line = " ".join(plain.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def string(words: str) -> str:
    """A TOML string of the cleaned words."""
    return '"' + clean(words).replace("\\", "\\\\").replace('"', '\\"') + '"'


def note(seen: Seen) -> str:
    """A comment: pages, times, one example and its document's name."""
    count = f"# {_count(len(seen.pages), 'page')}, {_count(seen.times, 'time')}"
    if seen.example is None:
        return count
    words, name = seen.example
    return f"{count}: “{clean(words, LONGEST)}” ({clean(name)})"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def write(draft: Draft, parties: Mapping[str, Party], *, theatre_id: str, name: str | None = None) -> str:
    """The whole file. Its bytes depend on the draft alone."""
    sections = (
        _head(draft, parties, theatre_id, name), _brokers(draft), _places(draft), _parties(draft, parties), _groups(draft.groups),
        _others(draft, parties), _persons(draft),
    )  # fmt: skip
    return "\n".join(line for section in sections for line in section)


def _head(draft: Draft, parties: Mapping[str, Party], theatre_id: str, name: str | None) -> Iterator[str]:
    corpus = draft.corpus
    yield f"# A theatre as {_count(corpus.read, 'page')} suggest it, drafted by `pantau theatre draft`: a proposal to correct by hand."
    yield f"# {_languages(corpus)} Proposed is what stands on at least {_count(draft.least, 'page')}."
    yield "# Beside each entry: its pages, how often they name it, one example and its page. Settle every TODO, strike the comments,"
    yield "# then run `pantau theatre check` on the file and `pantau reread --all`."
    yield f"id = {string(theatre_id)}"
    yield f"name = {string(name)}" if name else f"name = {string(_title(draft, parties))}  # TODO: what do people call it?"
    if corpus.first and corpus.last:
        dated = _count(corpus.dated, "dated page")
        yield f"began = {corpus.first.isoformat()}  # TODO: the first day of the conflict; this is that of {dated}"
        yield f"# ended = {corpus.last.isoformat()}  # the last dated page's day; leave it out while the conflict goes on"
    else:
        yield "# began =   # TODO: no page tells its day"
    zone, state = _zone(draft, parties)
    yield f"timezone = {string(zone)}  # TODO: " + (f"the zone of the largest town of {state}" if state else "unknown")
    yield "# names.en = []  # TODO: what the press calls the conflict, by language"
    yield ""


def _languages(corpus: Corpus) -> str:
    read = ", ".join(f"{language} {n:,}" for language, n in sorted(corpus.languages.items(), key=lambda kv: (-kv[1], kv[0])))
    left = ", ".join(f"{clean(language)} {n:,}" for language, n in sorted(corpus.other.items(), key=lambda kv: (-kv[1], kv[0])))
    return f"Languages: {read}." + (f" Not read: {left}." if left else "")


def _title(draft: Draft, parties: Mapping[str, Party]) -> str:
    sides = list(dict.fromkeys(row.side for row in draft.parties))
    named = [_name(next(row.code for row in draft.parties if row.side == side), parties) for side in sides[:2]]
    return " – ".join(named)


def _name(code: str, parties: Mapping[str, Party]) -> str:
    state = parties.get(code.removesuffix("_OPP").removesuffix("_CIV"))
    return (state.name if state else code) + (" opposition" if code.endswith("_OPP") else "")


def _zone(draft: Draft, parties: Mapping[str, Party]) -> tuple[str, str]:
    for row in draft.parties:
        party = parties.get(row.code.removesuffix("_OPP"))
        home = parties.get(party.home or "") if party else None
        zone = zone_of(home.iso2) if home and home.iso2 else None
        if home and zone:
            return zone, home.name
    return "UTC", ""


def _brokers(draft: Draft) -> Iterator[str]:
    if not draft.brokers:
        yield "brokers = []  # TODO: no page names one"
    else:
        yield "brokers = ["
        yield from (f"  {string(code)},  {note(seen)}" for code, seen in draft.brokers)
        yield "]"
    yield ""


def _places(draft: Draft) -> Iterator[str]:
    if draft.places:
        yield "# `acts = true` where a place's name stands for a party; `party` is who held it at the start."
        yield "place = ["
        yield from (f"  {_place(row)},  {note(row.seen)}" for row in draft.places)
        yield "]"
    yield from _commented("Places elsewhere: take over what belongs to the conflict.", (_listed(row) for row in draft.elsewhere))
    yield from _commented("TODO: places no gazetteer knows. Give kind, country, lat, lon.", (_listed(row) for row in draft.nowhere))
    yield ""


def _place(row: PlaceRow) -> str:
    parts = [f"name = {string(row.name)}"]
    if row.other_name:
        parts.append(f"other_name = {string(row.other_name)}")
    parts += [f"names.{language} = [{forms}]" for language, forms in _by_language(row.forms)]
    parts.append(f"kind = {string(row.kind)}")
    if row.country:
        parts.append(f"country = {string(row.country)}")
    if all(row.at):
        parts += [f"lat = {row.at[0]}", f"lon = {row.at[1]}"]
    return "{ " + ", ".join(parts) + " }"


def _listed(row: PlaceRow) -> str:
    return f"{_place(row)},  {note(row.seen)}" if row.kind else f"{string(row.name)} {row.country}  {note(row.seen)}"


def _by_language(names: Sequence[Called]) -> Iterator[tuple[str, str]]:
    for language in sorted({called.language for called in names}):
        yield language, ", ".join(string(called.words) for called in names if called.language == language)


def _commented(title: str, rows: Iterable[str]) -> Iterator[str]:
    listed = list(rows)
    if listed:
        yield f"# {title}"
        yield from (f"#   {row}" for row in listed)


def _parties(draft: Draft, parties: Mapping[str, Party]) -> Iterator[str]:
    yield from _commented(
        "Who attacks, coerces or accuses whom; the two with most between them are the two sides below:",
        (f"{row.one} → {row.other}  {note(row.seen)}" for row in draft.foes),
    )
    yield ""
    for row in draft.parties:
        yield from _party(row, parties)


def _party(row: PartyRow, parties: Mapping[str, Party]) -> Iterator[str]:
    yield f"[[party]]  {note(row.seen)}"
    yield f"code = {string(row.code)}  # {clean(_name(row.code, parties))}"
    yield f"side = {string(row.side)}  # TODO: is this its side?"
    for language in sorted({called.language for called in row.names}):
        yield f"names.{language} = ["
        yield from (f"  {string(c.words)},  {note(c.seen)}" for c in row.names if c.language == language)
        yield "]"
    yield ""


def _groups(groups: Sequence[GroupRow]) -> Iterator[str]:
    for row in groups:
        yield f"# TODO: whose is it? Give it a code (as {clean(row.hint) or 'XXX_OPP'}) and a side, or strike it.  {note(row.seen)}"
        yield "# [[party]]"
        yield f"# code = {string(row.hint)}"
        yield f"# names.{row.seen.language or 'id'} = [{', '.join(string(form) for form in (row.name, row.short) if form)}]"
        yield ""


def _others(draft: Draft, parties: Mapping[str, Party]) -> Iterator[str]:
    rows = list(_commented(
        "Named often, but not among those who fight: add who belongs to the conflict (side \"observer\" fights nobody).",
        (f"{code}  {clean(_name(code, parties))}  {note(seen)}" for code, seen in draft.others),
    ))  # fmt: skip
    yield from [*rows, ""] if rows else ()


def _persons(draft: Draft) -> Iterator[str]:
    for row in draft.persons:
        yield from _person(row)
    if draft.strangers:
        yield "# TODO: persons of unknown or other parties: take over who belongs to the conflict."
    for row in draft.strangers:
        yield from (f"# {line}".rstrip() for line in _person(row))


def _person(row: PersonRow) -> Iterator[str]:
    yield f"[[person]]  {note(row.seen)}"
    yield f"name = {string(row.name)}"
    yield f"party = {string(row.party or '')}" + ("" if row.party else "  # TODO")
    if row.aliases:
        yield f"aliases = [{', '.join(string(alias) for alias in row.aliases)}]"
    if clean(row.office):
        yield f"office = {string(row.office)}"
    yield ""
