"""Names the world and the pack know: states, demonyms, capitals, palaces, groups, organisations, persons, places, found as longest token runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pantau.extract.words import Token, find_tokens
from pantau.knowledge import Knowledge
from pantau.lang import Pack


class Named(NamedTuple):
    """What a name stands for: `kind` is state, capital, metonym, group, person or place; `code` a party's; `theatre` the one that alone knows it."""

    kind: str
    code: str
    name: str
    theatre: str | None = None


class NameMatch(NamedTuple):
    """A known name at tokens [first, last)."""

    first: int
    last: int
    named: Named


@dataclass
class Names:
    """All names by their first word. Matching wants a capital first letter; an abbreviation (all capitals) wants its exact form."""

    rows: dict[str, list[tuple[tuple[str, ...], bool, Named]]] = field(default_factory=dict)
    first_words: set[str] = field(default_factory=set)
    single_words: set[str] = field(default_factory=set)

    def add(self, words: str, named: Named, *, exact: bool = False) -> None:
        """Add one written form. Earlier entries win over equal later ones."""
        tokens = tuple(t.text if exact else t.lower for t in find_tokens(words, 0, len(words), _whole))
        if not tokens:
            return
        bucket = self.rows.setdefault(tokens[0].lower(), [])
        if all((t, e) != (tokens, exact) or n.theatre != named.theatre for t, e, n in bucket):
            bucket.append((tokens, exact, named))
        first = words.split()[0]
        self.first_words.add(first)
        if len(words.split()) == 1:
            self.single_words.add(words)

    def seal(self) -> None:
        """Longest first, so that the first that fits is the longest."""
        for bucket in self.rows.values():
            bucket.sort(key=lambda row: (-len(row[0]), not row[1]))

    def find(self, tokens: Sequence[Token], at: int, theatre: str | None = None) -> NameMatch | None:
        """The longest name that begins at token `at`, if any; words that mean a party in one theatre alone count when the page is about that theatre."""
        token = tokens[at]
        for words, exact, named in self.rows.get(token.lower, ()):
            if named.theatre != theatre if named.theatre else not token.is_capital:
                continue
            end = at + len(words)
            if end <= len(tokens) and all((t.text if exact else t.lower) == w for t, w in zip(tokens[at:end], words, strict=True)):
                return NameMatch(at, end, named)
        return None


def _whole(_: str) -> int:
    return 0


def make_names(knowledge: Knowledge, pack: Pack) -> Names:
    """The names of one language: theatres' and persons' first, then states, groups and places of `names.toml`."""
    names = Names()
    world = knowledge.world
    for _, tables in pack.tables.get("names", ()):
        _add_parties(names, tables)
    for person in world.persons:
        for form in person.names:
            names.add(form, Named("person", person.party, person.name))
    for theatre in world.theatres:
        for person in theatre.persons:
            for form in person.names:
                names.add(form, Named("person", person.party, person.name))
        for place in theatre.places:
            for form in place.all_names:
                names.add(form, Named("state" if place.acts and place.party else "place", place.party or place.country or "", place.name))
        for side in theatre.parties:
            for form in side.names.get(pack.language, ()):
                names.add(form, Named("group", side.code, form, theatre.id))
    names.seal()
    return names


def _add_parties(names: Names, tables: dict[str, Any]) -> None:
    for code, row in tables.get("states", {}).items():
        _add(names, row, code, "state", ("names", "demonyms"))
        _add(names, row, code, "capital", ("capitals",))
        _add(names, row, code, "metonym", ("metonyms",))
    for code, row in tables.get("groups", {}).items():
        _add(names, row, code, "group", ("names", "demonyms"))
        _add(names, row, code, "metonym", ("metonyms",))
    for code, row in tables.get("organisations", {}).items():
        _add(names, row, code, "group", ("names", "metonyms"))
    for name, row in tables.get("others", {}).items():
        _add(names, {"names": [name, *row.get("names", ())], **row}, row["code"], "group", ("names", "metonyms"))
    for name, row in tables.get("places", {}).items():
        for form in (name, *row.get("names", ())):
            names.add(form, Named("place", row.get("country") or row.get("party") or "", name))


def _add(names: Names, row: dict[str, Any], code: str, kind: str, keys: Iterable[str]) -> None:
    for key in keys:
        for form in row.get(key, ()):
            names.add(form, Named(kind, code, form), exact=form.isupper() and len(form) < 8)
    if kind in ("state", "group"):
        for form in row.get("abbreviations", ()):
            names.add(form, Named(kind, code, form), exact=True)
