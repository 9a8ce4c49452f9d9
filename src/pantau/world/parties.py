"""Parties by neutral code (states, armed groups, organisations) and the persons known to speak or act for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pantau.tables import Checker, Table, load_toml

KINDS = ("state", "territory", "armed_group", "party", "authority", "organisation", "observer")
SUFFIXES = ("_OPP", "_CIV")

_STATE = {
    "name!": str, "iso2!": str, "kind": str, "region!": str, "capital": str, "neighbours": list,
}  # fmt: skip
_GROUP = {"name!": str, "kind!": str, "home": str}
_PERSON = {"name!": str, "aliases": list, "party!": str, "office": str}


@dataclass(frozen=True)
class Party:
    """An actor with a code of its own. `home` is the state a group belongs to or fights in; what follows only states have."""

    code: str
    name: str
    kind: str = "state"
    home: str | None = None
    iso2: str | None = None
    region: str | None = None
    capital: str | None = None
    neighbours: tuple[str, ...] = ()


@dataclass(frozen=True)
class Person:
    """Somebody in public office or command: `party` is the code spoken for, `aliases` distinctive short forms and spellings."""

    name: str
    party: str
    aliases: tuple[str, ...] = ()
    office: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every way the name is written, the full one first."""
        return (self.name, *self.aliases)


def is_code(code: str, parties: Mapping[str, Party]) -> bool:
    """Whether `code` is a party's, or a state's with `_OPP` or `_CIV`."""
    if code in parties:
        return True
    stem, suffix = code[:-4], code[-4:]
    return suffix in SUFFIXES and stem in parties and parties[stem].kind in ("state", "territory")


def words_of(row: Table, key: str) -> tuple[str, ...]:
    """The list of words under `key`; empty where it is absent or, as the checker has noted, no such list."""
    value = row.get(key)
    return tuple(word for word in value if isinstance(word, str)) if isinstance(value, list) else ()


def load_states(path: Path) -> dict[str, Party]:
    """The states and territories of `states.toml` by ISO 3166-1 alpha-3 code. Raises KnowledgeError with every fault."""
    tables, check = load_toml(path), Checker(path)
    states: dict[str, Party] = {}
    for code, row in tables.items():
        row = check.table(row, _STATE, name=code)
        check.one_of(row.get("kind", "state"), ("state", "territory"), name=code, key="kind")
        if len(code) != 3 or len(str(row.get("iso2", ""))) != 2:
            check.fault(f"`{code}` must be an alpha-3 code with an alpha-2 `iso2`", code)
        for other in words_of(row, "neighbours"):
            if other not in tables:
                check.fault(f"`neighbours` of `{code}` names the unknown state `{other}`", code, other)
        states[code] = _state(code, row)
    check.done()
    return states


def _state(code: str, row: Table) -> Party:
    return Party(
        code, str(row.get("name")), str(row.get("kind", "state")), home=code, iso2=row.get("iso2"), region=row.get("region"),
        capital=row.get("capital"), neighbours=words_of(row, "neighbours"),
    )  # fmt: skip


def load_groups(path: Path, states: Mapping[str, Party]) -> dict[str, Party]:
    """The groups and organisations of `groups.toml`, by code. Raises KnowledgeError with every fault of the file."""
    tables, check = load_toml(path), Checker(path)
    groups: dict[str, Party] = {}
    for code, row in tables.items():
        row = check.table(row, _GROUP, name=code)
        check.one_of(row.get("kind"), KINDS[2:], name=code, key="kind")
        if code in states:
            check.fault(f"`{code}` is a state's code", code)
        if row.get("home", next(iter(states))) not in states:
            check.fault(f"`home` of `{code}` is no state: {row['home']!r}", code, "home")
        groups[code] = Party(code, str(row.get("name")), str(row.get("kind")), home=row.get("home"))
    check.done()
    return groups


def load_persons(path: Path, parties: Mapping[str, Party]) -> tuple[Person, ...]:
    """The persons of one `persons.toml`. Raises KnowledgeError with every fault of the file."""
    tables, check = load_toml(path), Checker(path)
    for key in tables.keys() - {"person"}:
        check.fault(f"unknown key `{key}`; allowed: person", key)
    persons = read_persons(tables.get("person", []), check, parties)
    check.done()
    return persons


def read_persons(rows: Iterable[Table], check: Checker, parties: Mapping[str, Party]) -> tuple[Person, ...]:
    """Checked persons of `[[person]]` tables; faults go to `check`."""
    persons = []
    for row in rows:
        name = str(row.get("name", "person")) if isinstance(row, dict) else "person"
        row = check.table(row, _PERSON, name=name)
        if "party" in row and not is_code(str(row["party"]), parties):
            check.fault(f"unknown party {row['party']!r} of `{name}`", name, "party")
        persons.append(Person(name, str(row.get("party")), words_of(row, "aliases"), row.get("office")))
    return tuple(persons)
