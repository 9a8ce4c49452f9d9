"""What rows are made of, read from a store a batch at a time: the pages and records asked for, and what joins them.

Nothing that grows with the store is held: what is looked up by record (whether it is asked for; the figure or ceasefire it tells of)
stands in temporary tables of the connection.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Select

from pantau.link.corpus import Corpus
from pantau.link.origins import Channels, Key, claimant_of, count_reports, find_channels
from pantau.link.theatres import Belonging
from pantau.model import CONFIGURED, Document, Family, Origins, Point, Record, RegisteredCeasefire, Status
from pantau.store import Filter, bulk, streams
from pantau.store.looking import homes_of
from pantau.store.lookup import Lookup
from pantau.store.streams import Page, Told

if TYPE_CHECKING:
    from pantau.world import World

Thing = TypeVar("Thing")
_REMEMBERED = 50_000
"""Small things kept at hand: standings of incidents, channels of documents."""
_GROUPS = 100
"""Groups of records at once: an incident may have many."""


class Bounds(NamedTuple):
    """How many origins, how many channels: at least, at most."""

    at_least: int
    at_most: int
    channels_at_least: int
    channels_at_most: int


class Standing(NamedTuple):
    """How an incident stands."""

    status: Status
    bounds: Bounds


class Scope(NamedTuple):
    """The figure of the `ledger` or the ceasefire of the `registry` that a record tells of, and its origins."""

    kind: str
    id: str
    bounds: Bounds


class Batch(NamedTuple):
    """Some pages with those of their records that are asked for, and what is known of these."""

    pages: Sequence[Page]
    incidents: dict[str, int]
    standings: dict[int, Standing]
    scopes: dict[str, Scope]
    channels: Channels
    families: dict[str, str]
    answers: dict[str, list[tuple[str, str]]]
    makers: dict[str, tuple[str, str]]


class Group(NamedTuple):
    """The records of one thing, by id, and their documents, by name; the record whose words stand for it, with its page."""

    records: tuple[str, ...]
    documents: tuple[str, ...]
    shown: Record
    page: Document


def bounds_of(origins: Origins) -> Bounds:
    """The bounds alone."""
    return Bounds(origins.at_least, origins.at_most, origins.channels_at_least, origins.channels_at_most)


class Material:
    """A store's answers, for the records that `wanted` asks for, inside one transaction of `connection`.

    `among`: a question for the keys of the rows wanted (ids of records, documents and ceasefires, numbers of incidents, figures and
    findings, of ties both ids and the relation), where rows of one kind alone are made. `withdrawn`: the pages of documents that
    were withdrawn too."""

    def __init__(
        self, connection: Connection, world: World, wanted: Filter | None = None, among: Select[Any] | None = None,
        *, withdrawn: bool = False,
    ) -> None:  # fmt: skip
        self.connection, self.world, self.wanted, self.among = connection, world, wanted or Filter(), among
        self.withdrawn = withdrawn
        self.takes_all = self.wanted == Filter()
        self.belonging = Belonging(world.theatres)
        self._channels: dict[str, tuple[Key, ...]] = {}
        self._standings: dict[int, Standing] = {}
        # made before anything is read: SQLite drops no table while a question is open
        self._by_record = {name: Lookup(connection, name) for name in ("figures", "arrangements", "asked", "chosen")}

    # Records, page by page ---------------------------------------------------------------------------------------------

    def batches(self, kind: str) -> Iterator[Batch]:
        """Every page with records of a kind that are asked for."""
        if self.among is None:
            pages_of_kind = streams.page_batches(self.connection, (kind,), withdrawn=self.withdrawn)
        else:
            self._by_record["chosen"].put((row[0], "") for row in self.connection.execute(self.among))
            pages_of_kind = map(self._chosen_of, streams.page_batches(self.connection, (kind,), homes_of(self.among)))
        for pages in pages_of_kind:
            if asked := self._asked_of(pages):
                yield self._batch(asked, kind)

    def _chosen_of(self, pages: Sequence[Page]) -> list[Page]:
        """The pages with those of their records whose ids are among the keys."""
        found = self._by_record["chosen"].get(record.id for _, records in pages for record in records)
        return [(document, tuple(record for record in records if record.id in found)) for document, records in pages]

    def _asked_of(self, pages: Iterable[Page]) -> list[Page]:
        kept = ((document, tuple(r for r in records if self.wanted.takes(r, document))) for document, records in pages)
        return [page for page in kept if page[1]]

    def _batch(self, pages: Sequence[Page], kind: str) -> Batch:
        documents, records = [document.id for document, _ in pages], [record.id for _, found in pages for record in found]
        incidents = streams.incident_numbers(self.connection, records)
        return Batch(
            pages=pages, incidents=incidents, standings=self._stand(incidents.values()), scopes=self._scopes(records, kind),
            channels=self.channels(documents), families=streams.families_of(self.connection, documents),
            answers=streams.answered_by(self.connection, records) if kind == "claim" else {},
            makers=streams.makers_of(self.connection, documents),
        )  # fmt: skip

    def _stand(self, numbers: Iterable[int]) -> dict[int, Standing]:
        """How these incidents stand, and others that were asked for before."""
        asked = set(numbers)
        if len(self._standings) > _REMEMBERED:
            self._standings = {}
        for each in streams.incidents_by_number(self.connection, asked - self._standings.keys()):
            self._standings[int(each.incident.id[1:])] = Standing(each.status, bounds_of(each.origins))
        return self._standings

    def channels(self, documents: Iterable[str]) -> Channels:
        """Where the texts of these documents come from, as the linking found it: by their credits and those of their families."""
        if len(self._channels) > _REMEMBERED:
            self._channels = {}  # what was handed out stays whole
        missing = sorted(set(documents) - self._channels.keys())
        if not missing:
            return Channels(self._channels)
        homes = set(streams.families_of(self.connection, missing).values())
        roots, members = streams.family_roots(self.connection, homes), streams.family_members(self.connection, homes)
        families = [Family(id=family, documents=members[family], root=roots[family]) for family in sorted(homes)]
        heads = streams.heads_of(self.connection, {*missing, *(document for family in families for document in family.documents)})
        self._channels.update(find_channels(Corpus((head, ()) for head in heads), families, self.world).of)
        return Channels(self._channels)

    # Figures and ceasefires of records -----------------------------------------------------------------------------------

    def _scopes(self, records: Iterable[str], kind: str) -> dict[str, Scope]:
        if kind not in ("casualty", "ceasefire"):
            return {}
        found = (self._figures if kind == "casualty" else self._arrangements).get(records)
        parts = {record: json.loads(text) for record, text in found.items() if text}
        return {record: Scope(name, key, Bounds(*bounds)) for record, (name, key, *bounds) in parts.items()}

    @cached_property
    def _figures(self) -> Lookup:
        """By record: its figure in the ledger."""
        lookup = self._by_record["figures"]
        for some in streams.batches(point for point, _ in streams.figures(self.connection)):
            bounds = self.bounds_of_figures(some)
            lookup.put((r, json.dumps(["ledger", p.id, *bounds[p.id]])) for p in some for r in p.records)
        return lookup

    @cached_property
    def _arrangements(self) -> Lookup:
        """By record: its ceasefire in the registry; a mention of several at once is of none."""
        lookup = self._by_record["arrangements"]
        for truce in streams.arrangements(self.connection):
            text = json.dumps(["registry", truce.id, *self.bounds_of_records([truce.mentions])[0]])
            before = lookup.get(truce.mentions)
            lookup.put((record, "" if record in before else text) for record in truce.mentions if record != CONFIGURED)
        return lookup

    def bounds_of_figures(self, points: Sequence[Point]) -> dict[str, Bounds]:
        """By figure: its origins. All its records stand on one claimant's word."""
        told = streams.told_of(self.connection, (record for point in points for record in point.records))
        self.channels(each.document for each in told.values())
        return {p.id: self.bounds_of_figure(p, [told[r].document for r in p.records if r in told]) for p in points}

    def bounds_of_figure(self, point: Point, documents: Sequence[str]) -> Bounds:
        """The origins of one figure that these documents give."""
        return bounds_of(count_reports(((document, point.key.claimant) for document in documents), self.channels(documents)))

    def bounds_of_records(self, groups: Sequence[Sequence[str]]) -> list[Bounds]:
        """The origins of each of some groups of records; ids of others are passed over."""
        told = streams.told_of(self.connection, (record for group in groups for record in group))
        homes = {each.document for each in told.values()}
        reports = {
            record.id: (document.id, claimant_of(record))
            for some in streams.batches(sorted(homes), _GROUPS)
            for document, found in bulk.load_pages(self.connection, only=some, kinds={each.kind for each in told.values()})
            for record in found if record.id in told
        }  # fmt: skip
        channels = self.channels(homes)
        return [bounds_of(count_reports((reports[r] for r in group if r in reports), channels)) for group in groups]

    # What is asked for of what joins records -----------------------------------------------------------------------------

    @cached_property
    def _asked(self) -> Lookup:
        """By record that is asked for, and by document with one: nothing, they are there."""
        lookup = self._by_record["asked"]
        for pages in streams.page_batches(self.connection, withdrawn=self.withdrawn):
            found = self._asked_of(pages)
            lookup.put((key, "") for document, records in found for key in (document.id, *(record.id for record in records)))
        return lookup

    def asked(
        self, things: Iterable[Thing], keys_of: Callable[[Thing], Iterable[str]], size: int = _GROUPS
    ) -> Iterator[list[Thing]]:
        """Things some at a time, those of which a record or document (`keys_of`) is asked for."""
        for some in streams.batches(things, size):
            if self.takes_all:
                yield some
                continue
            found = self._asked.get(key for thing in some for key in keys_of(thing))
            if kept := [thing for thing in some if any(key in found for key in keys_of(thing))]:
                yield kept

    def groups(
        self, things: Iterable[Thing], records_of: Callable[[Thing], Sequence[str]], first: str | None = None
    ) -> Iterator[tuple[Thing, Group]]:
        """Things asked for, each with its records; those of kind `first`, if there are any, stand for it before others."""
        for some in self.asked(things, records_of):
            told = streams.told_of(self.connection, (record for thing in some for record in records_of(thing)))
            mine = [[told[record] for record in records_of(thing) if record in told] for thing in some]
            leading = [_first(records, first) for records in mine if records]
            pages = self.pages((each.document for each in leading), {each.kind for each in leading})
            self.channels(each.document for each in told.values())  # all at once, to be at hand for each
            yield from ((thing, _group(records, first, pages)) for thing, records in zip(some, mine, strict=True) if records)

    def pages(self, documents: Iterable[str], kinds: Collection[str] = ()) -> dict[str, Page]:
        """Some documents by id, with their records of some kinds."""
        loaded = bulk.load_pages(self.connection, only=set(documents), kinds=kinds)
        return {document.id: (document, records) for document, records in loaded}

    def truces(self) -> Iterator[RegisteredCeasefire]:
        """The ceasefires that a record asked for tells of."""
        for some in self.asked(streams.arrangements(self.connection), lambda truce: truce.mentions):
            yield from (truce for truce in some if truce.mentions)


def _order(told: Told) -> tuple[str, str, str]:
    return told.name, told.document, told.kind


def _preferred(records: Sequence[Told], kind: str | None) -> Sequence[Told]:
    """Those of a kind, where there are any."""
    return [each for each in records if each.kind == kind] or records


def _first(records: Sequence[Told], kind: str | None) -> Told:
    return min(_preferred(records, kind), key=_order)


def _group(records: Sequence[Told], kind: str | None, pages: dict[str, Page]) -> Group:
    first, mine = _first(records, kind), {each.record for each in records}
    page, found = pages[first.document]
    told = (record for record in found if record.kind == first.kind and record.id in mine)
    shown = min(told, key=lambda record: (record.trigger.start, record.id))
    documents = tuple(dict.fromkeys(each.document for each in sorted(records, key=_order)))
    return Group(tuple(each.record for each in records), documents, shown, page)
