"""Names the world and the pack know: states, demonyms, capitals, palaces, groups, organisations, persons, places, found as longest
token runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pantau.extract.words import Token, cut_word, find_tokens
from pantau.knowledge import Knowledge
from pantau.lang import Pack
from pantau.lang.morphology import morphology_of
from pantau.world import Theatre, parse_names


def plain(code: str | None) -> str | None:
    """A code without `_OPP` or `_CIV`."""
    return code.removesuffix("_OPP").removesuffix("_CIV") if code else code


class Named(NamedTuple):
    """What a name stands for: `kind` is state, capital, metonym, group, person or place; `code` a party's; `theatre` the one that
    alone knows it."""

    kind: str
    code: str
    name: str
    theatre: str | None = None


class NameMatch(NamedTuple):
    """A known name at tokens [first, last)."""

    first: int
    last: int
    named: Named


class _Form(NamedTuple):
    """One written form: its words, whether they must stand exactly so (abbreviations), whether small letters will do, and what it
    means."""

    words: tuple[str, ...]
    exact: bool
    small: bool
    named: Named
    second: str = ""
    """Its second word in small letters, where it has one."""


@dataclass
class Names:
    """All names by their first word.

    A name written with a capital must have one; an abbreviation (all capitals) wants its exact form.
    """

    forms: dict[str, list[_Form]] = field(default_factory=dict)
    first_words: set[str] = field(default_factory=set)
    single_words: set[str] = field(default_factory=set)
    led: frozenset[str] = frozenset()
    """Words that a hyphen ties to a name to describe the noun behind (`US-led`)."""
    joins: frozenset[str] = frozenset()
    """Words that join two names."""
    enclitics: tuple[str, ...] = ()
    """Endings that are words of their own."""
    local: set[str] = field(default_factory=set)
    """First words of names that one theatre alone knows."""
    demonyms: set[str] = field(default_factory=set)
    """Words that only describe: whose people somebody is, never where."""
    homes: dict[str, str] = field(default_factory=dict)
    """Abbreviations of groups, which may stand for others elsewhere (`RSF`), and the state each group fights in."""
    of_two: list[_Form] = field(default_factory=list)
    """Names of states of two words, once sealed: `North Korea`."""

    def add(self, words: str, named: Named, *, exact: bool = False) -> None:
        """Add one written form. Earlier entries win over equal later ones."""
        found = find_tokens(words, 0, len(words), lambda word: cut_word(word, self._cut))
        tokens = tuple(t.text if exact else t.lower for t in found)
        if not tokens:
            return
        bucket = self.forms.setdefault(found[0].lower, [])
        if all((f.words, f.exact, f.named.theatre) != (tokens, exact, named.theatre) for f in bucket):
            bucket.append(_Form(tokens, exact, words[0].islower(), named, found[1].lower if len(found) > 1 else ""))
        if named.theatre:
            self.local.add(found[0].lower)
        self.first_words.add(found[0].text)
        if len(words.split()) == 1:
            self.single_words.add(words)

    def _cut(self, word: str) -> int:
        """`US-led coalition`, `Lord's Resistance Army` are cut as a page cuts them: at the hyphen between a name and what it did,
        before an ending that is a word of its own."""
        ending = next((e for e in self.enclitics if word.endswith(e) and len(word) > len(e)), None)
        if ending is not None:
            return len(word) - len(ending)
        return -1 if word.partition("-")[2] in self.led else 0

    def seal(self) -> None:
        """Longest first, a theatre's own words before others, so that the first that fits is the one meant."""
        self.of_two = [f for bucket in self.forms.values() for f in bucket if f.named.kind == "state" and len(f.words) == 2]
        for bucket in self.forms.values():
            bucket.sort(key=lambda f: (-len(f.words), f.named.theatre is None, not f.exact))

    def find_all(self, tokens: Sequence[Token]) -> dict[int, NameMatch]:
        """The longest name at every token that begins one, theatres' own words apart."""
        tried = ((at, self.find(tokens, at)) for at, token in enumerate(tokens) if token.lower in self.forms)
        found = {at: match for at, match in tried if match is not None}
        for match in tuple(found.values()):
            if (shared := self._sharing(tokens, match)) is not None:
                found.setdefault(shared.first, shared)
        return found

    def _sharing(self, tokens: Sequence[Token], match: NameMatch) -> NameMatch | None:
        """`North and [South Korea]`, `[Korea Utara] dan Selatan`: the state whose name shares a word with the one it is joined to."""
        if match.named.kind != "state" or match.last - match.first != 2:
            return None
        for at, joined, pair in (
            (match.first - 2, match.first - 1, (match.first - 2, match.first + 1)),
            (match.last + 1, match.last, (match.first, match.last + 1)),
        ):
            if 0 <= at < len(tokens) and tokens[at].is_capital and tokens[joined].lower in self.joins:
                whole = self.find([tokens[i] for i in pair], 0)
                if whole is not None and whole.last == len(pair) and whole.named.kind == "state":
                    return NameMatch(at, at + 1, whole.named)
        return None

    def twins(self, noun: str, sides: frozenset[str]) -> tuple[str, ...]:
        """`both Koreas`: the states that a noun and a side of the compass name."""
        return tuple(sorted({f.named.code for f in self.of_two if noun in f.words and sides & set(f.words) and f.named.code}))

    def find(self, tokens: Sequence[Token], at: int, theatre: str | None = None) -> NameMatch | None:
        """The longest name that begins at token `at`, if any; words that mean a party in one theatre alone count when the page is
        about that theatre."""
        token = tokens[at]
        second = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        for form in self.forms.get(token.lower, ()):
            if form.second and form.second != second:
                continue  # most forms fall here: `Amerika` begins two dozen names
            if not (form.small or token.is_capital) or (form.named.theatre and form.named.theatre != theatre):
                continue
            end = at + len(form.words)
            if end <= len(tokens) and all(
                (t.text if form.exact else t.lower) == w for t, w in zip(tokens[at:end], form.words, strict=True)
            ):
                return NameMatch(at, end, form.named)
        return None


SHORT = 4
"""Letters up to which an abbreviation may stand for many things."""
_KINDS = {"names": "state", "abbreviations": "state", "demonyms": "state", "capitals": "capital", "metonyms": "metonym"}


def make_names(knowledge: Knowledge, pack: Pack) -> Names:
    """The names of one language; of equal forms the first added wins: theatres, then the pack's aliases, persons, exonyms."""
    led = frozenset(word for _, tables in pack.tables.get("syntax", ()) for word in tables.get("led", ()))
    joins = frozenset(word for _, tables in pack.tables.get("syntax", ()) for word in tables.get("coordinators", ()))
    names, world = Names(led=led, joins=joins, enclitics=morphology_of(pack.language).enclitics), knowledge.world
    known = parse_names(pack.tables.get("names", ()), world.parties)
    for theatre in world.theatres:  # first: a contested region acts for the party that held it, whatever state claims it
        for place in theatre.places:
            if place.acts and place.party:
                _add_forms(names, place.all_names, Named("state", place.party, place.name))
    called = {alias.words for alias in known.aliases if alias.kind != "demonyms"}
    names.demonyms.update(alias.words for alias in known.aliases if alias.kind == "demonyms" and alias.words not in called)
    for alias in known.aliases:
        party = world.parties.get(alias.code)
        kind = _KINDS[alias.kind]
        if kind == "state" and (party is None or party.kind not in ("state", "territory")):
            kind = "group"
        names.add(alias.words, Named(kind, alias.code, alias.words), exact=_is_abbreviation(alias.words))
        if kind == "group" and party is not None and party.home and alias.kind == "abbreviations" and len(alias.words) <= SHORT:
            names.homes[alias.words] = party.home
    for source in world.sources:  # `Save the Children`, `Human Rights Watch`: bodies that speak for nobody but themselves
        if source.kind == "observer":
            _add_forms(names, (source.name, *source.names), Named("body", "", source.name))
    for person in world.persons:
        _add_forms(names, person.names, Named("person", person.party, person.name))
    for theatre in world.theatres:
        _add_theatre(names, theatre, pack.language)
    for words, exonym in known.exonyms.items():
        names.add(words, Named("place", exonym.country or "", exonym.name))
    names.seal()
    return names


def _is_abbreviation(words: str) -> bool:
    """Whether a form is short and of capitals, or holds one inside (`LeT`): `Let us hope` names no group."""
    return (words.isupper() and len(words) < 8) or (len(words) < 5 and words.isalpha() and words[1:] != words[1:].lower())


def _add_theatre(names: Names, theatre: Theatre, language: str) -> None:
    for person in theatre.persons:
        _add_forms(names, person.names, Named("person", person.party, person.name))
    for place in theatre.places:
        _add_forms(names, place.all_names, Named("place", place.party or place.country or "", place.name))
    for side in theatre.parties:
        for form in side.names.get(language, ()):
            names.add(form, Named("group", side.code, form, theatre.id))


def _add_forms(names: Names, forms: Iterable[str], named: Named) -> None:
    for form in forms:
        names.add(form, named)
