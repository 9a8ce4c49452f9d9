"""One count of many pages → what a theatre file may say: the two sides, who stands with whom, whose the groups and persons are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from pantau.draft.merging import Corpus, Counts, Seen, joined
from pantau.world import Party, World, is_code

MOST, MOST_OPEN = 40, 15
"""Entries of one kind that are proposed, and entries nobody could place that are listed."""
SHARE, AGREED, SCENE = 0.15, 0.7, 0.2
"""Shares: of the two sides' own quarrel from which on another party fights too; of the pages on which words mean one party; of the
places in the state named most from which on another is a scene too."""

_BODIES = ("organisation", "observer")


class Called(NamedTuple):
    """Words that mean a party: the language, the words, how often."""

    language: str
    words: str
    seen: Seen


class PartyRow(NamedTuple):
    """A party that fights, its side, and the words that mean it."""

    code: str
    side: str
    seen: Seen
    names: tuple[Called, ...] = ()


class GroupRow(NamedTuple):
    """A body whose side is unknown: its name, its abbreviation, the code that some pages hint at."""

    name: str
    short: str
    hint: str
    seen: Seen


class PersonRow(NamedTuple):
    """A person: office and party as introduced (None: unknown), surnames used alone."""

    name: str
    aliases: tuple[str, ...]
    party: str | None
    office: str
    seen: Seen


class PlaceRow(NamedTuple):
    """A place; `kind` is empty where no gazetteer knows it, `country` then what its sentences hint at."""

    name: str
    other_name: str
    forms: tuple[Called, ...]
    kind: str
    country: str
    at: tuple[str, str]
    seen: Seen


class Foes(NamedTuple):
    """`one` attacks, coerces or accuses `other`."""

    one: str
    other: str
    seen: Seen


@dataclass(frozen=True)
class Draft:
    """A theatre as the pages suggest it; what is in `others`, `strangers`, `elsewhere` and `nowhere` stands in comments only."""

    corpus: Corpus
    least: int
    parties: tuple[PartyRow, ...]
    others: tuple[tuple[str, Seen], ...]
    foes: tuple[Foes, ...]
    brokers: tuple[tuple[str, Seen], ...]
    groups: tuple[GroupRow, ...]
    persons: tuple[PersonRow, ...]
    strangers: tuple[PersonRow, ...]
    places: tuple[PlaceRow, ...]
    elsewhere: tuple[PlaceRow, ...]
    nowhere: tuple[PlaceRow, ...]


def propose(corpus: Corpus, world: World, *, least: int) -> Draft:
    """What stands on at least `least` pages, most first."""
    brokers = _brokers(corpus, least)
    quarrels = {pair: seen for pair, seen in _quarrels(corpus).items() if not set(pair) & brokers.keys()}
    sides = _sides(corpus, quarrels, world.parties, least)
    groups = _groups(corpus, least)
    named = {code for _, code in groups if code in sides or is_code(code, world.parties)}
    sides |= {code: _side_name(code, world.parties) for code in sorted(named - sides.keys())}
    parties = _party_rows(corpus, sides, [row for row in groups if row[1] in sides], least)
    persons = _persons(corpus, {name: code for row, code in groups for name in (row.name, row.short) if name}, least)
    known = sides.keys() | brokers.keys()
    places = _places(corpus, least)
    homes = _homes(places, {_state(code) for code in sides} | {world.parties[c].home or "" for c in sides if c in world.parties})
    others = ((c, s) for (c,), s in corpus.seen["party"].items() if not (c in known or len(s.pages) < least))
    return Draft(
        corpus, least, parties, _ranked(others)[:MOST], _foes(corpus, brokers, least),
        _ranked((c, s) for c, s in brokers.items() if is_code(c, world.parties))[:MOST],
        tuple(row for row, code in groups if code not in sides)[:MOST_OPEN],
        tuple(p for p in persons if p.party in known)[:MOST], tuple(p for p in persons if p.party not in known)[:MOST_OPEN],
        tuple(p for p in places if p.country in homes)[:MOST], tuple(p for p in places if p.country not in homes)[:MOST_OPEN],
        _nowhere(corpus, least),
    )  # fmt: skip


def _order(seen: Seen, name: str) -> tuple[int, int, str]:
    return -len(seen.pages), -seen.times, name


def _ranked(rows: Iterable[tuple[str, Seen]]) -> tuple[tuple[str, Seen], ...]:
    return tuple(sorted(rows, key=lambda row: _order(row[1], row[0])))


def _state(code: str) -> str:
    return code.removesuffix("_OPP").removesuffix("_CIV")


# the sides


def _brokers(corpus: Corpus, least: int) -> dict[str, Seen]:
    """Who mediates, and fights or accuses on fewer pages than that."""
    found: dict[str, Seen] = {}
    for (code,), seen in corpus.seen["broker"].items():
        fights = joined(*(s for (one, _), s in corpus.seen["foes"].items() if one == code))
        if len(seen.pages) >= least and len(seen.pages) > len(fights.pages):
            found[code] = seen
    return found


def _quarrels(corpus: Corpus) -> dict[tuple[str, str], Seen]:
    """How much stands between every two parties: attacks and accusations either way, then truces."""
    found: dict[tuple[str, str], Seen] = {}
    codes = sorted({code for key in corpus.seen["foes"] for code in key})
    for one, other in combinations(codes, 2):
        parts = [corpus.of(kind, *key) for kind in ("foes", "truce") for key in ((one, other), (other, one))]
        if parts[0].pages or parts[1].pages:
            found[one, other] = joined(*parts)
    return found


def _foes(corpus: Corpus, brokers: Mapping[str, Seen], least: int) -> tuple[Foes, ...]:
    rows = [Foes(a, b, s) for (a, b), s in corpus.seen["foes"].items() if len(s.pages) >= least and not {a, b} & brokers.keys()]
    return tuple(sorted(rows, key=lambda row: _order(row.seen, f"{row.one} {row.other}")))[:MOST]


def _sides(corpus: Corpus, quarrels: Mapping[tuple[str, str], Seen], parties: Mapping[str, Party], least: int) -> dict[str, str]:
    """The side of every party that fights: the two with the most between them, then whoever is against one of the two."""
    known = {pair: seen for pair, seen in quarrels.items() if all(is_code(code, parties) for code in pair)}
    # an organisation is criticised often and seldom fights: only where no two others are against each other is it a side
    armed = [p for p in known if not any(code in parties and parties[code].kind in _BODIES for code in p)]
    pair = min(armed or known, key=lambda p: _order(known[p], " ".join(p)), default=("", ""))
    if pair not in known or len(known[pair].pages) < least:
        return {}
    sides = {code: _side_name(code, parties) for code in pair}
    enough = max(least, SHARE * len(known[pair].pages))
    for (code,), seen in sorted(corpus.seen["party"].items()):
        if code in pair or len(seen.pages) < least or not is_code(code, parties):
            continue
        against = [len((known.get((code, p)) or known.get((p, code)) or Seen()).pages) for p in pair]
        at_home = [_rises_in(code, p, parties) for p in pair]
        if max(against) >= (1 if any(at_home) else enough) or (any(at_home) and code in parties):
            sides[code] = _side_of(code, pair, against, at_home, sides, parties)
    return sides


def _rises_in(code: str, state: str, parties: Mapping[str, Party]) -> bool:
    """Whether a party is the opposition or an armed group of a state, which it hardly ever fights for."""
    party = parties.get(code)
    return code == f"{state}_OPP" or (party is not None and party.kind == "armed_group" and party.home == state)


def _side_of(
    code: str, pair: tuple[str, str], against: list[int], at_home: list[bool], sides: Mapping[str, str], parties: Mapping[str, Party]
) -> str:
    """The side of one that it is not against; one of its own where it is against both, or against its own state's enemy too."""
    home = next((i for i in (0, 1) if at_home[i]), None)
    if home is not None:
        other = pair[1 - home]
        allied = _rises_in(other, pair[home], parties) or not against[1 - home]
        return sides[other] if allied and against[home] else _side_name(code, parties)
    if min(against) * 2 >= max(against):
        return _side_name(code, parties)
    return sides[pair[0] if against[1] > against[0] else pair[1]]


def _side_name(code: str, parties: Mapping[str, Party]) -> str:
    state = parties.get(_state(code))
    return f"{state.name.casefold() if state else code}{' opposition' if code.endswith('_OPP') else ''}"


# parties and groups


def _groups(corpus: Corpus, least: int) -> list[tuple[GroupRow, str]]:
    """Unknown groups with the party their pages agree on ('': none), most frequent first; an abbreviation goes with its name."""
    owner = _owners(corpus.seen["short"])
    names = {key[0] for kind in ("group", "body") for key in corpus.seen[kind]} - owner.keys()
    rows = []
    for name in sorted(names):
        short = min((s for s, n in owner.items() if n == name), key=lambda s: _order(corpus.of("short", name, s), s), default="")
        forms = [name, *([short] if short else ())]
        seen = joined(*(corpus.of(kind, form) for kind in ("group", "body", "bare") for form in forms))
        is_armed = any(corpus.of("group", form).pages for form in forms)
        if len(seen.pages) < least or not (is_armed or short):
            continue
        code, hint = _owner_of(corpus, forms)
        rows.append((GroupRow(name, short, hint, seen), code if is_armed else ""))
    return sorted(rows, key=lambda row: _order(row[0].seen, row[0].name))


def _owners(shorts: Counts) -> dict[str, str]:
    """The name each abbreviation stands for on most pages."""
    best: dict[str, str] = {}
    for (name, short), _ in sorted(shorts.items(), key=lambda row: _order(row[1], row[0][0])):
        best.setdefault(short, name)
    return best


def _owner_of(corpus: Corpus, forms: list[str]) -> tuple[str, str]:
    """The code most pages give a group, and the one that any hints at: told only where half of those that tell agree."""
    votes: dict[str, Seen] = {}
    for (name, code), seen in sorted(corpus.seen["whose"].items()):
        if name in forms and code:
            votes[code] = joined(votes.get(code, Seen()), seen)
    if not votes:
        return "", ""
    (code, seen), *_ = _ranked(votes.items())
    told = joined(*votes.values())
    return (code if 2 * len(seen.pages) > len(told.pages) else ""), code


def _party_rows(corpus: Corpus, sides: Mapping[str, str], groups: list[tuple[GroupRow, str]], least: int) -> tuple[PartyRow, ...]:
    rows = []
    for code, side in sides.items():
        mine = [row for row, owner in groups if owner == code]
        names = [Called(row.seen.language, form, row.seen) for row in mine for form in (row.name, row.short) if form]
        seen = joined(corpus.of("party", code), *(row.seen for row in mine))
        rows.append(PartyRow(code, side, seen, (*names, *_aliases(corpus, code, least))))
    return tuple(sorted(rows, key=lambda row: _order(row.seen, row.code)))


def _aliases(corpus: Corpus, code: str, least: int) -> list[Called]:
    """Nouns that mean one party wherever the pages use them (`gerilyawan`), most frequent first."""
    found = []
    for (words, owner), seen in corpus.seen["alias"].items():
        everybody = joined(*(s for (other, _), s in corpus.seen["alias"].items() if other == words))
        if owner == code and len(seen.pages) >= max(least, AGREED * len(everybody.pages)):
            found.append(Called(seen.language, words, seen))
    return sorted(found, key=lambda called: _order(called.seen, called.words))[:MOST_OPEN]


# persons and places


def _persons(corpus: Corpus, groups: Mapping[str, str], least: int) -> list[PersonRow]:
    offices: dict[str, list[tuple[str, str, Seen]]] = {}
    for (name, office, code, body), seen in sorted(corpus.seen["office"].items()):
        offices.setdefault(name, []).append((office, groups.get(body) or code, seen))
    rows = []
    for (name,), introduced in corpus.seen["person"].items():
        seen = joined(introduced, corpus.of("bare", name))
        if len(seen.pages) >= least:
            surnames = [(short, s) for (full, short), s in corpus.seen["surname"].items() if full == name and len(s.pages) >= least]
            office = _most((row[0], row[2]) for row in offices.get(name, ()))
            party = _most((row[1], row[2]) for row in offices.get(name, ()) if row[1])
            rows.append(PersonRow(name, tuple(short for short, _ in _ranked(surnames)), party or None, office, seen))
    return sorted(rows, key=lambda row: _order(row.seen, row.name))


def _most(votes: Iterable[tuple[str, Seen]]) -> str:
    """What most pages give."""
    found: dict[str, Seen] = {}
    for value, seen in votes:
        found[value] = joined(found.get(value, Seen()), seen)
    return _ranked(found.items())[0][0] if found else ""


def _places(corpus: Corpus, least: int) -> list[PlaceRow]:
    spelt: dict[tuple[str, str], list[Called]] = {}
    for (name, country, words), seen in corpus.seen["spelt"].items():
        if len(seen.pages) >= least and words.casefold() != name.casefold():
            spelt.setdefault((name, country), []).append(Called(seen.language, words, seen))
    rows = []
    for (name, country, kind, other, lat, lon), seen in corpus.seen["place"].items():
        if len(seen.pages) >= least:
            forms = sorted(spelt.get((name, country), ()), key=lambda called: _order(called.seen, called.words))
            rows.append(PlaceRow(name, other, tuple(forms), kind, country, (lat, lon), seen))
    return sorted(rows, key=lambda row: _order(row.seen, f"{row.name} {row.country} {row.kind}"))


def _homes(places: Iterable[PlaceRow], states: set[str]) -> frozenset[str]:
    """The states of the parties where the pages are set: talks in a distant capital are no scene of the conflict."""
    named = Counter[str]()
    for row in places:
        named[row.country] += len(row.seen.pages)
    most = max((named[state] for state in states), default=0)
    return frozenset(state for state in states if named[state] >= SCENE * most)


def _nowhere(corpus: Corpus, least: int) -> tuple[PlaceRow, ...]:
    """Places no gazetteer knows, with the country that most of their sentences hint at."""
    hints: dict[str, dict[str, Seen]] = {}
    for (words, code), seen in sorted(corpus.seen["somewhere"].items()):
        hints.setdefault(words, {})[code] = seen
    rows = [PlaceRow(words, "", (), "", _most(by.items()), ("", ""), joined(*by.values())) for words, by in hints.items()]
    return tuple(sorted((r for r in rows if len(r.seen.pages) >= least), key=lambda r: _order(r.seen, r.name)))[:MOST_OPEN]
