"""The one filter that all pages share: read from the address with every fault named, and written back into every link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from pantau.model import EVENT_TYPES, OUTCOMES, RECORD_TYPES, STAGES, STANCES, STATUSES
from pantau.store.keeping import Kept
from pantau.store.looking import Wanted

KINDS = tuple(cls.KIND for cls in RECORD_TYPES)
TYPES = tuple(dict.fromkeys((*EVENT_TYPES, *STANCES, *OUTCOMES, *STAGES)))
FIELDS = ("since", "until", "theatre", "party", "type", "status", "origins", "kind", "outlet", "language")
"""Every field, in the order of the form and of addresses."""
MANY = ("theatre", "party", "type", "status", "outlet", "language")
"""Fields that may stand several times: a thing must have one of the values."""
MOST_VALUES = 20
FORMS = {
    "party": re.compile(r"[A-Z][A-Z0-9_-]{0,39}"),
    "outlet": re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,98}[a-z0-9])?"),
    "language": re.compile(r"[a-z]{2,3}"),
}
_ONE_OF = {"type": TYPES, "status": STATUSES, "kind": KINDS}


class Fault(NamedTuple):
    """Something in an address that cannot be: the field, what was given, why (`day`, `moment`, `one_of`, `form`, `number`, `order`,
    `twice`, `many`, `unknown`, `cursor`; of a download `required`, `idle` for what does not narrow it, `whole` for a place in a list),
    and what may stand there."""

    field: str
    given: str
    why: str
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What is asked for. Days bound what a thing tells of; `origins` asks for at least so many independent ones."""

    since: date | None = None
    until: date | None = None
    theatre: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    origins: int | None = None
    kind: str | None = None
    outlet: tuple[str, ...] = ()
    language: tuple[str, ...] = ()

    def pairs(self) -> list[tuple[str, str]]:
        """The filter as an address carries it, in the order of FIELDS."""
        found = []
        for name in FIELDS:
            value = getattr(self, name)
            values = value if isinstance(value, tuple) else () if value is None else (value,)
            found += [(name, str(each)) for each in values]
        return found

    def without(self, name: str, value: str) -> Filter:
        """The same with one value taken out."""
        held = getattr(self, name)
        changed: Any = tuple(each for each in held if each != value) if isinstance(held, tuple) else None
        return replace(self, **{name: changed})

    def with_one(self, name: str, value: str) -> Filter:
        """The same with this value alone in its field."""
        changed: Any = (value,) if name in MANY else value
        return replace(self, **{name: changed})

    def within(self, since: date | None, until: date | None) -> Filter:
        """The same between two days."""
        return replace(self, since=since, until=until)

    def of_incidents(self, kept: Kept | None = None) -> Wanted:
        """What is asked of incidents; `kept`: and told by one of these documents."""
        facets = {"party": self.party, "type": self.type, "status": self.status}
        return Wanted(since=self.since, until=self.until, origins=self.origins, facets=facets | self._where(), kept=kept)

    def of_records(self, kept: Kept | None = None) -> Wanted:
        """What is asked of records: their type, stance, outcome or stage is one facet."""
        facets = {"party": self.party, "what": self.type}
        return Wanted(since=self.since, until=self.until, kind=self.kind, facets=facets | self._where(), kept=kept)

    def _where(self) -> dict[str, tuple[str, ...]]:
        return {"theatre": self.theatre, "outlet": self.outlet, "language": self.language}


def parse_filter(pairs: Sequence[tuple[str, str]], theatres: Iterable[str]) -> tuple[Filter, tuple[Fault, ...]]:
    """The filter of an address and every fault in it; fields of others are passed over, empty ones are none."""
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        if name in FIELDS and value.strip() and value.strip() not in given.get(name, ()):
            given.setdefault(name, []).append(value.strip())
    allowed = _ONE_OF | {"theatre": tuple(theatres)}
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name in FIELDS:
        texts = given.get(name, [])
        if name not in MANY and len(texts) > 1:
            faults.append(Fault(name, ", ".join(texts[:5])[:80], "twice"))
        elif len(texts) > MOST_VALUES:
            faults.append(Fault(name, str(len(texts)), "many", (str(MOST_VALUES),)))
        elif texts:
            parsed = [_parse(name, text, allowed.get(name, ())) for text in texts]
            faults += [each for each in parsed if isinstance(each, Fault)]
            good = [each for each in parsed if not isinstance(each, Fault)]
            values[name] = tuple(dict.fromkeys(good)) if name in MANY else next(iter(good), None)
    since, until = values.get("since"), values.get("until")
    if since and until and until < since:
        faults.append(Fault("until", str(until), "order", (str(since),)))
    return Filter(**values), tuple(faults)


def _parse(name: str, text: str, allowed: tuple[str, ...]) -> date | int | str | Fault:
    if name in ("since", "until"):
        return parse_day(name, text)
    if name == "origins":
        return parse_number(name, text, most=99)
    if allowed:
        return text if text in allowed else Fault(name, text[:80], "one_of", allowed)
    text = text.upper() if name == "party" else text.lower()
    return text if FORMS[name].fullmatch(text) else Fault(name, text[:80], "form")


def parse_day(name: str, text: str) -> date | Fault:
    """A day written as 2020-10-26."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else Fault(name, text[:80], "day")
    except ValueError:
        return Fault(name, text[:80], "day")


_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})")


def parse_moment(name: str, text: str) -> str | Fault:
    """A day, or an instant as RFC 3339 has it: in UTC, to the second, as `2020-10-26T09:30:00Z`."""
    if not _INSTANT.fullmatch(text):
        day = parse_day(name, text)
        return day._replace(why="moment") if isinstance(day, Fault) else day.isoformat()
    try:
        return f"{datetime.fromisoformat(text.upper()).astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()}Z"
    except (ValueError, OverflowError):
        return Fault(name, text[:80], "moment")


def parse_number(name: str, text: str, *, most: int, least: int = 1) -> int | Fault:
    """A whole number within bounds."""
    if re.fullmatch(r"[0-9]{1,9}", text) and least <= int(text) <= most:
        return int(text)
    return Fault(name, text[:80], "number", (str(least), str(most)))
