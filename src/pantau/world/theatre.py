"""One monitored conflict: parties, brokers, persons, places with both names, agreements. Configuration, no claim to sovereignty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pantau.errors import KnowledgeError
from pantau.model import PLACE_PRECISIONS
from pantau.tables import Checker, Table, load_toml
from pantau.world.lines import LINE_KINDS, TheatreLine, parse_points
from pantau.world.parties import Party, Person, is_code, read_persons, words_of

Names = Mapping[str, tuple[str, ...]]
"""Words by language: `{"id": ("etnis Armenia",)}`."""

_THEATRE = {
    "id!": str, "name!": str, "called": dict, "names": dict, "began": date, "ended": date, "timezone!": str, "brokers": list,
    "party!": object, "person": object, "place": object, "agreement": object, "line": object,
}  # fmt: skip
_ROWS = ("party", "person", "place", "agreement", "line")
_PARTY = {"code!": str, "side!": str, "names": dict}
_PLACE = {
    "name!": str, "other_name": str, "names": dict, "kind!": str, "party": str, "country": str, "lat": float, "lon": float,
    "acts": bool,
}  # fmt: skip
_AGREEMENT = {
    "name!": str, "called": dict, "names": dict, "parties!": list, "brokers": list, "declared_on": date, "effective_at": datetime,
    "effective_on": date, "ended_on": date, "provisions": list,
}  # fmt: skip
_LINE = {
    "name!": str, "names": dict, "kind!": str, "place": str, "from": date, "until": date, "points!": object, "source!": str,
}  # fmt: skip


@dataclass(frozen=True)
class Side:
    """A party of the theatre, the side it fights on, and words that mean it in this theatre alone ("etnis Armenia")."""

    code: str
    side: str
    names: Names = field(default_factory=dict)


@dataclass(frozen=True)
class TheatrePlace:
    """A place of the theatre. `party` held it at the start; with `acts` its name stands for that party when it acts or speaks."""

    name: str
    kind: str
    other_name: str | None = None
    names: Names = field(default_factory=dict)
    party: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    acts: bool = False

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every written form in every language, both sides' names first."""
        both = (self.name, self.other_name) if self.other_name else (self.name,)
        return (*both, *(word for words in self.names.values() for word in words))


@dataclass(frozen=True)
class Agreement:
    """A known truce or accord. `effective_at` is the instant with its zone where one was set, `effective_on` the day.
    `called` is its name in languages that call it otherwise."""

    name: str
    parties: tuple[str, ...]
    brokers: tuple[str, ...] = ()
    names: Names = field(default_factory=dict)
    declared_on: date | None = None
    effective_on: date | None = None
    effective_at: datetime | None = None
    ended_on: date | None = None
    provisions: tuple[str, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Theatre:
    """One conflict as configured in one file; `began_on` and `ended_on` bound the fighting it was written for (None: open).
    `called` is its name in languages that call it otherwise."""

    id: str
    name: str
    timezone: str
    parties: tuple[Side, ...]
    names: Names = field(default_factory=dict)
    began_on: date | None = None
    ended_on: date | None = None
    brokers: tuple[str, ...] = ()
    persons: tuple[Person, ...] = ()
    places: tuple[TheatrePlace, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    lines: tuple[TheatreLine, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)

    def called_in(self, language: str) -> str:
        """Its name in a language."""
        return self.called.get(language, self.name)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its parties, in the file's order."""
        return tuple(side.code for side in self.parties)


def check_theatre(path: Path) -> list[str]:
    """The faults of one theatre file, each with file and line; empty if there is none."""
    from pantau.world.loading import load_parties

    try:
        load_theatre(path, load_parties())
    except KnowledgeError as error:
        return error.what.split("\n") if error.where is None else [str(error)]
    return []


def load_theatre(path: Path, parties: Mapping[str, Party]) -> Theatre:
    """The theatre of one file. Raises KnowledgeError with every fault of the file."""
    tables, check = load_toml(path), Checker(path)
    theatre = _Reader(check, parties).theatre(tables)
    check.done()
    return theatre


class _Reader:
    """Turns the tables of one file into a Theatre, noting faults in `check`."""

    def __init__(self, check: Checker, parties: Mapping[str, Party]) -> None:
        self.check, self.known = check, parties

    def theatre(self, tables: Table) -> Theatre:
        """The whole file."""
        self.check.table(tables, _THEATRE, name="theatre")
        for key in _ROWS:
            if key in tables and not _is_rows(tables[key]):
                self.check.fault(f"`{key}` must be given as tables: [[{key}]]", key)
        self._zone(str(tables.get("timezone", "UTC")))
        if not tables.get("party"):
            self.check.fault("a theatre needs at least one `[[party]]`", "name")
        return Theatre(
            str(tables.get("id", "")), str(tables.get("name", "")), str(tables.get("timezone", "")),
            tuple(self.side(row) for row in _rows(tables, "party")), self.names(tables, "theatre"),
            tables.get("began"), tables.get("ended"), self.codes(tables, "brokers", "theatre"),
            read_persons(_rows(tables, "person"), self.check, self.known),
            tuple(self.place(row) for row in _rows(tables, "place")),
            tuple(self.agreement(row) for row in _rows(tables, "agreement")),
            tuple(self.line(row, {str(place.get("name")) for place in _rows(tables, "place")}) for row in _rows(tables, "line")),
            self.called(tables),
        )  # fmt: skip

    def called(self, row: Table) -> dict[str, str]:
        """The name by language, of the theatre or of an agreement."""
        called = row.get("called", {})
        if not isinstance(called, dict) or not all(isinstance(name, str) and name.strip() for name in called.values()):
            self.check.fault('`called` gives the name by language, as in called.id = "Sudan dan Darfur"', "called")
            return {}
        return dict(called)

    def side(self, row: Table) -> Side:
        """One `[[party]]`."""
        name = str(row.get("code", "party"))
        row = self.check.table(row, _PARTY, name=name)
        self.code(row.get("code"), name)
        return Side(name, str(row.get("side")), self.names(row, name))

    def place(self, row: Table) -> TheatrePlace:
        """One `[[place]]`."""
        name = str(row.get("name", "place"))
        row = self.check.table(row, _PLACE, name=name)
        self.check.one_of(row.get("kind"), PLACE_PRECISIONS, name=name, key="kind")
        self.code(row.get("party"), name)
        self.code(row.get("country"), name)
        return TheatrePlace(
            name, str(row.get("kind")), row.get("other_name"), self.names(row, name), row.get("party"), row.get("country"),
            row.get("lat"), row.get("lon"), bool(row.get("acts", False)),
        )  # fmt: skip

    def agreement(self, row: Table) -> Agreement:
        """One `[[agreement]]`; its day in force is that of its instant where only the instant is given."""
        name = str(row.get("name", "agreement"))
        row = self.check.table(row, _AGREEMENT, name=name)
        at = row.get("effective_at")
        if isinstance(at, datetime) and at.tzinfo is None:
            self.check.fault(f"`effective_at` of `{name}` needs a zone, as in 2020-10-10T12:00:00+04:00", name, "effective_at")
        day = row.get("effective_on") or (at.date() if isinstance(at, datetime) else None)
        return Agreement(
            name, self.codes(row, "parties", name), self.codes(row, "brokers", name), self.names(row, name),
            row.get("declared_on"), day, at, row.get("ended_on"), words_of(row, "provisions"), self.called(row),
        )  # fmt: skip

    def line(self, row: Table, places: set[str]) -> TheatreLine:
        """One `[[line]]`; `places` are the names of the file's places."""
        name = str(row.get("name", "line"))
        row = self.check.table(row, _LINE, name=name)
        kind = str(row.get("kind"))
        self.check.one_of(row.get("kind"), LINE_KINDS, name=name, key="kind")
        points = parse_points(row.get("points"), kind) if "points" in row else ()
        if isinstance(points, str):
            self.check.fault(f"`points` of `{name}`: {points}", name, "points")
        if (place := row.get("place")) is not None and place not in places:
            self.check.fault(f"`place` of `{name}` is no place of this file: {place!r}", name, "place")
        if isinstance(row.get("source"), str) and not row["source"].strip():
            self.check.fault(f"`source` of `{name}` must say what it was drawn after", name, "source")
        first, last = row.get("from"), row.get("until")
        if type(first) is type(last) is date and last < first:
            self.check.fault(f"`until` of `{name}` lies before `from`", name, "until")
        known = points if isinstance(points, tuple) else ()
        return TheatreLine(name, kind, known, str(row.get("source")), self.names(row, name), place, first, last)

    def names(self, row: Table, name: str) -> Names:
        """The words by language of one table."""
        words = row.get("names", {})
        if not isinstance(words, dict):
            return {}
        self.check.table(words, dict.fromkeys(words, list), name=name)
        return {language: tuple(forms) for language, forms in words.items() if isinstance(forms, list)}

    def codes(self, row: Table, key: str, name: str) -> tuple[str, ...]:
        """A list of codes, each one known."""
        for code in words_of(row, key):
            self.code(code, name)
        return words_of(row, key)

    def code(self, code: Any, name: str) -> None:
        """Note a fault if `code` is given and unknown."""
        if code is not None and not is_code(str(code), self.known):
            self.check.fault(f"unknown code {code!r} in `{name}`", name, str(code))

    def _zone(self, zone: str) -> None:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            self.check.fault(f"unknown time zone {zone!r}", "timezone")


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _rows(tables: Table, key: str) -> list[Table]:
    return tables[key] if _is_rows(tables.get(key)) else []
