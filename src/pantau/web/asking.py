"""What a page is made from: the store of one moment, the filter, and what the address says beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, Protocol, TypeVar

from sqlalchemy import Select

from pantau.model import Span
from pantau.model.account import ALONE, Person
from pantau.store import Store
from pantau.store.keeping import Kept, load_kept
from pantau.store.looking import Cursor
from pantau.web.filters import FIELDS, Fault, Filter, parse_day, parse_filter, parse_moment, parse_number
from pantau.web.paging import CURSOR_OF_SCORES, parse_cursor
from pantau.world import Theatre

Made = TypeVar("Made")
LIMIT, MOST = 50, 200


class NotThere(Exception):
    """What an address names is not in the store."""


class Gone(NotThere):
    """The document that an address names was erased by decision: on which day, and why."""

    def __init__(self, document: str, day: str, why: str) -> None:
        super().__init__(document)
        self.document, self.day, self.why = document, day, why


class Moved(Exception):
    """What an address names is another thing now: the parts of its address."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__(values)
        self.values = dict(values)


class Remember(Protocol):
    """Keeps what is dear to make until the store changes."""

    def __call__(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made under this key, else what is made now."""


def _make_anew(key: Hashable, make: Callable[[], Made]) -> Made:
    del key
    return make()


class Param(NamedTuple):
    """A parameter that one page alone takes: `day`, `moment` (a day or an instant), `text`, `number`, `span`, `place`, or one of
    `allowed`."""

    name: str
    kind: str = "text"
    allowed: tuple[str, ...] = ()
    longest: int = 200


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request for a page. `path` are the parts of the address, `own` the page's own parameters that were given;
    `seen` the moment up to which somebody has seen what was read, where the page goes by it."""

    store: Store
    filter: Filter
    path: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, Any] = field(default_factory=dict)
    after: Cursor | None = None
    limit: int = LIMIT
    theatres: Sequence[Theatre] = ()
    remember: Remember = _make_anew
    person: Person = ALONE
    """Who asks. A page may go by role and theatres; one that goes by more says so (`View.is_personal`)."""
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    seen: str | None = None

    def word(self, name: str) -> str | None:
        """A parameter that is words or a code; None where it was not given."""
        value = self.own.get(name)
        return value if isinstance(value, str) else None

    @property
    def kept(self) -> Kept | None:
        """The documents kept since the moment that `read_since` names."""
        since = self.word("read_since")
        if since is None:
            return None
        moment = since.removesuffix("Z")  # as the store writes moments
        return self.remember(("kept", moment), lambda: self.store.ask(load_kept, moment))

    def day(self, name: str) -> date | None:
        """A parameter that is a day."""
        value = self.own.get(name)
        return value if isinstance(value, date) else None


class Rows(NamedTuple):
    """What a list is downloaded as: the kind of row (None: the `kind` of record that is asked for, which must be named), and what
    makes the question for the keys of the rows it holds. `goes_by`: the page's own parameters that narrow them. `is_joined`: whether
    they can be made only of what was joined today. `needs`: a parameter without which there are none."""

    kind: str | None
    keys: Callable[[Asked], Select[Any]]
    goes_by: tuple[str, ...] = ()
    is_joined: bool = True
    needs: str | None = None


class Picture(NamedTuple):
    """A picture of a page that can be had as a file: its name in the address, and the view whose rows are its data."""

    name: str
    data: str


@dataclass(frozen=True, kw_only=True)
class View:
    """A page of the desk: its `name` is that of its template, `make` gives its model, from which page and JSON are both written.

    `uses` are the fields of the filter that narrow it; it carries the others on. `usual`: so many things stand on a page where no
    `limit` is given. `numbered`: the keys of its cursor are numbers. `rows`: what it is downloaded as, where a kind of row fits.
    """

    name: str
    path: str
    make: Callable[[Asked], Any]
    uses: tuple[str, ...] = ()
    params: tuple[Param, ...] = ()
    has_pages: bool = False
    usual: int = LIMIT
    numbered: bool = False
    free_cursor: bool = False
    in_menu: bool = True
    goes_by_seen: bool = False
    of_record: bool = False
    """Whether what it shows was joined, so that it says when that is not of today."""
    rows: Rows | None = None
    is_personal: bool = False
    """Whether the page is another for everyone who asks, so that it is not kept for others."""
    pictures: tuple[Picture, ...] = ()


class Parsed(NamedTuple):
    """What an address says, with all its faults."""

    filter: Filter
    own: dict[str, Any]
    after: Cursor | None
    limit: int
    faults: tuple[Fault, ...]


def parse_address(pairs: Sequence[tuple[str, str]], view: View, theatres: Sequence[str]) -> Parsed:
    """The filter, the page's own parameters, cursor and limit of an address; what no page knows is a fault too, and so is a theatre
    that is not among those that are seen."""
    wanted, faults = parse_filter(pairs, theatres)
    found, limit, after = list(faults), view.usual, None
    own: dict[str, Any] = {}
    params = {param.name: param for param in view.params}
    for name, text in pairs:
        text = text.strip()
        if name in FIELDS or not text:
            continue
        value: Any = Fault(name[:40], text[:80], "unknown", (*FIELDS, *params))
        if name in params:
            value = Fault(name, text[:80], "twice") if name in own else _parse_own(params[name], text)
            own |= {} if isinstance(value, Fault) else {name: value}
        elif name == "limit" and view.has_pages:
            value = parse_number(name, text, most=MOST)
            limit = limit if isinstance(value, Fault) else value
        elif name == "after" and view.free_cursor:
            value = text if CURSOR_OF_SCORES.fullmatch(text) else Fault("after", text[:80], "cursor")
            own |= {} if isinstance(value, Fault) else {"after": text}
        elif name == "after" and view.has_pages:
            value = parse_cursor(text, numbered=view.numbered)
            after = None if isinstance(value, Fault) else value
        found += [value] if isinstance(value, Fault) else []
    return Parsed(wanted, own, after, limit, tuple(found))


def _parse_own(param: Param, text: str) -> date | int | str | Span | Fault:
    if param.kind == "span":
        first, _, last = text.partition("-")
        fits = first.isascii() and last.isascii() and first.isdecimal() and last.isdecimal() and len(text) <= 20
        return Span(int(first), int(last)) if fits and int(first) < int(last) else Fault(param.name, text[:80], "form")
    if param.kind == "day":
        return parse_day(param.name, text)
    if param.kind == "moment":
        return parse_moment(param.name, text)
    if param.kind == "place":
        return text if is_place(text) else Fault(param.name, text[:80], "form")
    if param.kind == "number":
        return parse_number(param.name, text, most=999_999_999)
    if param.allowed:
        return text if text in param.allowed else Fault(param.name, text[:80], "one_of", param.allowed)
    return text if len(text) <= param.longest else Fault(param.name, text[:80], "long", (str(param.longest),))


PLACE = re.compile(
    r"none|-?(?:90(?:\.0{1,20})?|[0-8]?[0-9](?:\.[0-9]{1,20})?)~-?(?:180(?:\.0{1,20})?|(?:1[0-7][0-9]|[0-9]{1,2})(?:\.[0-9]{1,20})?)"
)


def is_place(text: str) -> bool:
    """Whether it is written as a place is: degrees north and east as `39.8177~46.7528`, or `none`."""
    return PLACE.fullmatch(text) is not None
