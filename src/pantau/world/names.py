"""What one language calls the world's things: `lang/<language>/names.toml`, checked against the codes that exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pantau.tables import Checker, Table
from pantau.world.parties import Party, is_code, words_of

ALIAS_KINDS = ("names", "abbreviations", "demonyms", "capitals", "metonyms")
PLACE_WORDS = ("settlement", "district", "region", "direction", "vicinity")

_FORMS: dict[str, type | tuple[type, ...]] = dict.fromkeys(ALIAS_KINDS, list)
_TOP = {"states": dict, "groups": dict, "others": dict, "places": dict, "place_words": dict}


class Alias(NamedTuple):
    """One written form: the party it stands for and how it does (one of ALIAS_KINDS)."""

    words: str
    code: str
    kind: str


class Exonym(NamedTuple):
    """A place as the gazetteer knows it: its name there and, where it helps, its country."""

    name: str
    country: str | None


@dataclass(frozen=True)
class Names:
    """Aliases in file order, exonyms by written form, and words that say what kind of place a name is (`kota` → `settlement`).

    A word may be of two kinds: `utara` is a `vicinity` before a name ("utara Baghdad") and a `direction` behind it.
    """

    aliases: tuple[Alias, ...] = ()
    exonyms: Mapping[str, Exonym] = field(default_factory=dict)
    place_words: Mapping[str, frozenset[str]] = field(default_factory=dict)


def parse_names(files: Iterable[tuple[Path, Table]], parties: Mapping[str, Party]) -> Names:
    """The names in the `names` tables of a language pack, later files added to earlier. Raises KnowledgeError with file and line.

    Within one file no alias may stand for two parties: what two may claim belongs into a theatre.
    """
    aliases: list[Alias] = []
    exonyms: dict[str, Exonym] = {}
    words: dict[str, frozenset[str]] = {}
    for path, tables in files:
        check = Checker(path)
        check.table(tables, _TOP, name="names.toml")
        aliases += _aliases(tables, check, parties)
        exonyms |= _exonyms(tables.get("places", {}), check, parties)
        for word, kinds in _place_words(tables.get("place_words", {}), check).items():
            words[word] = words.get(word, frozenset()) | kinds
        check.done()
    return Names(tuple(aliases), exonyms, words)


def _aliases(tables: Table, check: Checker, parties: Mapping[str, Party]) -> list[Alias]:
    found: list[Alias] = []
    for section in ("states", "groups", "others"):
        for name, row in tables.get(section, {}).items():
            form = {"code!": str, **_FORMS} if section == "others" else _FORMS
            row = check.table(row, form, name=name)
            code = str(row.get("code", name))
            if not is_code(code, parties):
                check.fault(f"unknown code {code!r} of `{name}`", name)
            found += (Alias(words, code, kind) for kind in ALIAS_KINDS for words in words_of(row, kind))
    _check_claims(found, check)
    return found


def _check_claims(aliases: Iterable[Alias], check: Checker) -> None:
    claimed: dict[str, Alias] = {}
    for alias in aliases:
        key = alias.words if alias.words.isupper() else alias.words.casefold()
        earlier = claimed.setdefault(key, alias)
        if earlier.code != alias.code:
            check.fault(f"`{alias.words}` stands for {earlier.code} and for {alias.code}", alias.words)


def _exonyms(table: Table, check: Checker, parties: Mapping[str, Party]) -> dict[str, Exonym]:
    found: dict[str, Exonym] = {}
    for name, row in table.items():
        row = check.table(row, {"names!": list, "country": str}, name=name)
        country = row.get("country")
        if country is not None and country not in parties:
            check.fault(f"unknown country {country!r} of `{name}`", name)
        for words in words_of(row, "names"):
            if words in found:
                check.fault(f"`{words}` is two places: {found[words].name} and {name}", words)
            found[words] = Exonym(name, country)
    return found


def _place_words(table: Table, check: Checker) -> dict[str, frozenset[str]]:
    check.table(table, dict.fromkeys(PLACE_WORDS, list), name="place_words")
    listed = {kind: set(words_of(table, kind)) for kind in PLACE_WORDS}
    return {word: frozenset(k for k, words in listed.items() if word in words) for word in sorted(set().union(*listed.values()))}
