"""What a reading of a date works with: the tokens of its shape by role, the scene they stand in, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from pantau.extract.calendar_days import Stretch
from pantau.extract.calendar_lexer import DateToken
from pantau.extract.calendar_words import Calendar
from pantau.extract.number_figures import parse_number
from pantau.extract.number_words import NumberWords


class Found(NamedTuple):
    """A reading's result before its place in the sentence is looked at."""

    start: int
    end: int
    stretch: Stretch
    form: str
    problem: str | None = None


@dataclass
class Scene:
    """What dates are counted from: the day of publication, the day the story last named; and what the words before the date say."""

    published: date | None
    last: date | None
    calendar: Calendar
    numbers: NumberWords
    ahead: bool = False
    aged: bool = False
    year_cued: bool = False
    last_end: int = -1
    in_sentence: bool = False

    @property
    def base(self) -> date | None:
        """The day that dates without a year are near to."""
        return self.published or self.last


class Roles:
    """The tokens of one shape by role."""

    def __init__(self, tokens: list[DateToken], roles: tuple[tuple[str, int, int], ...]) -> None:
        self.tokens = tokens
        self._places: dict[str, list[tuple[int, int]]] = {}
        for role, begin, end in roles:
            self._places.setdefault(role, []).append((begin, end))

    def all(self, role: str) -> list[DateToken]:
        """Every token in that role, in order."""
        return [token for begin, end in self._places.get(role, ()) for token in self.tokens[begin:end]]

    def has(self, *names: str) -> bool:
        """Whether one of these roles is filled."""
        return any(name in self._places for name in names)

    def word(self, role: str) -> str:
        """The first token's words, or nothing."""
        found = self.all(role)
        return found[0].word if found else ""

    def value(self, role: str, name: str | None = None) -> Any:
        """The first token's value in that role (as class `name`), or None."""
        found = self.all(role)
        return found[0].values.get(name or role) if found else None

    def found(self, stretch: Stretch, form: str, problem: str | None = None) -> list[Found]:
        """The whole shape as one result."""
        return [Found(self.tokens[0].start, self.tokens[-1].end, stretch, form, problem)]


Result = list[Found] | None


def toward_of(roles: Roles, scene: Scene) -> int:
    """Which way the words point: 1 to come, -1 past, 0 undecided."""
    if roles.has("next"):
        return 1
    return -1 if roles.has("past") else int(scene.ahead)


def clock_of(roles: Roles, scene: Scene) -> str | None:
    """The time of day as hh:mm, counted from noon where the words say afternoon; None if no hour can be read."""
    written = roles.word("time") or "".join(t.word for t in roles.all("number"))
    hour, _, minute = written.replace(".", ":").partition(":")
    if not hour.isdecimal():
        value = parse_number([t.word for t in roles.all("number")], scene.numbers)
        hour = str(value) if isinstance(value, int) else ""
    if not hour.isdecimal() or int(hour) > 24 or (minute and (not minute.isdecimal() or int(minute) > 59)):
        return None
    part = roles.value("daypart")
    late = int(hour) < 12 and part in scene.calendar.afternoon and not (part == "NI" and int(hour) < 5)
    return f"{int(hour) + (12 if late else 0):02}:{minute or '00'}"


def at_time(roles: Roles, scene: Scene, stretch: Stretch) -> Stretch:
    """The day with the clock or part of the day that its words add."""
    if roles.has("clock") and (clock := clock_of(roles, scene)):
        return stretch._replace(precision="instant", value=f"{stretch.value}T{clock}" if stretch.value else f"T{clock}")
    if (part := roles.value("daypart")) and stretch.value:
        return stretch._replace(value=f"{stretch.value}T{part}")
    return stretch


def unknown(value: str | None) -> Stretch:
    """No days can be told."""
    return Stretch(None, None, "unknown", value)


def in_part(roles: Roles, stretch: Stretch) -> Stretch:
    """ "awal tahun ini": no day can be told, the value names the whole."""
    return stretch._replace(began=None, ended=None, precision="unknown") if roles.has("part") else stretch
