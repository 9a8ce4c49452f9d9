"""From what is kept to rows: each value of a record with the words it was read from, and what other pages make of the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pantau.export.columns import Columns, Row, Value
from pantau.link.origins import count_origins
from pantau.model import CasualtyReport, Ceasefire, Claim, Document, Event, Origins, Place, Quote, Record, Span
from pantau.store import Filter

if TYPE_CHECKING:
    from pantau.link.joined import Joined

Values = dict[str, Value]
Kind = TypeVar("Kind", bound=Record)

UNCERTAINTY_KM = {"point": 1.0, "settlement": 5.0, "district": 25.0, "region": 100.0}
"""Nominal radius around the coordinates by class of precision; a country and what is unknown have none."""


@dataclass(frozen=True)
class Material:
    """What rows are made of: everything joined, what of it is asked for, and who made imported records."""

    joined: Joined
    wanted: Filter = field(default_factory=Filter)
    makers: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @cached_property
    def incident_of(self) -> dict[str, str]:
        """By record: its incident."""
        return {record: incident.id for incident in self.joined.incidents for record in incident.records}

    @cached_property
    def figure_of(self) -> dict[str, str]:
        """By record: its figure in the ledger."""
        return {record: point.id for point in self.joined.ledger.points() for record in point.records}

    @cached_property
    def arrangement_of(self) -> dict[str, str]:
        """By record: its ceasefire in the registry; a mention of several at once is of none."""
        found: dict[str, set[str]] = {}
        for truce in self.joined.registry:
            for record in truce.mentions:
                found.setdefault(record, set()).add(truce.id)
        return {record: next(iter(ids)) for record, ids in found.items() if len(ids) == 1}

    @cached_property
    def answers_of(self) -> dict[str, tuple[str, ...]]:
        """By claim: what it answers, with the relation."""
        found: dict[str, list[str]] = {}
        for link in self.joined.answers:
            found.setdefault(link.answer, []).append(f"{link.relation}:{link.claim}")
        return {record: tuple(sorted(told)) for record, told in found.items()}

    @cached_property
    def origins_of(self) -> dict[str, Origins]:
        """By figure of the ledger and ceasefire of the registry: the origins of the records that tell it."""
        groups = {point.id: point.records for point in self.joined.ledger.points()}
        groups |= {truce.id: truce.mentions for truce in self.joined.registry}
        return {key: self.origins(records) for key, records in groups.items()}

    def origins(self, records: Iterable[str]) -> Origins:
        """The origins of some records of the corpus; ids of others are passed over."""
        corpus = self.joined.corpus
        return count_origins([corpus.record(r) for r in records if corpus.has(r)], self.joined.channels)

    def is_asked(self, records: Iterable[str]) -> bool:
        """Whether one of these records is among those asked for."""
        corpus = self.joined.corpus
        found = (corpus.record(r) for r in records if corpus.has(r))
        return any(self.wanted.takes(record, corpus.document_of(record)) for record in found)

    @cached_property
    def asked_documents(self) -> frozenset[str] | None:
        """Documents with a record that is asked for; None where everything is."""
        if self.wanted == Filter():
            return None
        return frozenset(d.id for d, records in self.joined.corpus if any(self.wanted.takes(r, d) for r in records))

    def has_asked(self, *documents: str) -> bool:
        """Whether one of these documents has a record that is asked for."""
        return self.asked_documents is None or not self.asked_documents.isdisjoint(documents)


class Table(NamedTuple):
    """One kind of row: its name and plural, what a row is, its columns, and how the rows are made."""

    kind: str
    plural: str
    what: str
    columns: Columns
    values: Callable[[Material], Iterator[Values]]

    def rows(self, material: Material) -> Iterator[Row]:
        """The rows, made as they are asked for."""
        return (self.row(values) for values in self.values(material))

    def row(self, values: Values) -> Row:
        """The values in the order of the columns. Raises KeyError where they are not those of this table."""
        if len(values) != len(self.columns):
            raise KeyError(f"{self.kind}: {sorted(values.keys() ^ {c.name for c in self.columns})}")
        return tuple(_cleaned(values[column.name]) for column in self.columns)

    def place_of(self, name: str) -> int:
        """Where the values of a column stand in a row."""
        return next(i for i, column in enumerate(self.columns) if column.name == name)


def _cleaned(value: Value) -> Value:
    """An empty text is no value, alone or in a list."""
    if isinstance(value, tuple):
        return tuple(item for item in value if item)
    return None if value == "" else value


# Blocks of columns ---------------------------------------------------------------------------------------------------


def page_values(document: Document) -> Values:
    """The block PAGE."""
    return {
        "document_id": document.id, "document": document.name, "outlet": document.source, "url": document.url,
        "published_on": document.published_on, "language": document.language, "title": document.title,
    }  # fmt: skip


def span_values(name: str, span: Span | None, text: str) -> Values:
    """A block made by `spanned`; empty where there is no span."""
    if span is None:
        return {f"{name}_start": None, f"{name}_end": None, f"{name}_quote": None}
    return {f"{name}_start": span.start, f"{name}_end": span.end, f"{name}_quote": span.of(text)}


def trigger_values(document: Document, span: Span) -> Values:
    """The block TRIGGER."""
    quote = Quote.at(document.text, span)
    around: Values = {"trigger_prefix": quote.prefix, "trigger_suffix": quote.suffix}
    return span_values("trigger", span, document.text) | around


def place_values(place: Place | None) -> Values:
    """The block PLACE; coordinates go with a class of precision, never alone."""
    if place is None:
        return dict.fromkeys(
            ("place", "place_name", "place_other_name", "place_geonames_id", "place_country", "place_lat", "place_lon",
             "place_precision", "place_uncertainty_km"),
        )  # fmt: skip
    return {
        "place": place.raw, "place_name": place.name, "place_other_name": place.other_name, "place_geonames_id": place.id,
        "place_country": place.country, "place_lat": place.lat, "place_lon": place.lon, "place_precision": place.precision,
        "place_uncertainty_km": UNCERTAINTY_KM.get(place.precision),
    }  # fmt: skip


def bound_values(origins: Origins) -> Values:
    """The block BOUNDS."""
    return {
        "origins_at_least": origins.at_least, "origins_at_most": origins.at_most,
        "channels_at_least": origins.channels_at_least, "channels_at_most": origins.channels_at_most,
    }  # fmt: skip


def instant(value: datetime | None) -> datetime | None:
    """An instant in UTC; one without a zone is none."""
    return value.astimezone(UTC) if value is not None and value.tzinfo is not None else None


def zone(value: datetime | None) -> str | None:
    """The offset an instant was stated in."""
    return value.isoformat()[-6:] if value is not None and value.tzinfo is not None and value.utcoffset() is not None else None


# Records -------------------------------------------------------------------------------------------------------------


def event_values(material: Material) -> Iterator[Values]:
    """One row an event."""
    for document, record in _asked(material, Event):
        yield {
            **_head(document, record),
            **_slots(record, document, ("type", "mode", "actors", "recipients", "began_on", "ended_on", "modality", "claimant")),
            "date_precision": record.date_precision,
            **place_values(record.place), **_words(record, document, "place"),
            **_tail(material, record),
        }  # fmt: skip


def claim_values(material: Material) -> Iterator[Values]:
    """One row a claim."""
    for document, record in _asked(material, Claim):
        yield {
            **_head(document, record),
            **_slots(record, document, ("speaker", "code", "stance", "targets", "said_on", "venue")),
            **span_values("content", record.content, document.text), "content_inferred": record.inferred.get("content"),
            "answers": material.answers_of.get(record.id, ()),
            **_tail(material, record),
        }  # fmt: skip


def casualty_values(material: Material) -> Iterator[Values]:
    """One row a casualty figure."""
    for document, record in _asked(material, CasualtyReport):
        yield {
            **_head(document, record), **_slots(record, document, CasualtyReport.SLOTS),
            "figure": material.figure_of.get(record.id), **_tail(material, record),
        }  # fmt: skip


def ceasefire_values(material: Material) -> Iterator[Values]:
    """One row a ceasefire as one page tells it."""
    for document, record in _asked(material, Ceasefire):
        yield {
            **_head(document, record), **_slots(record, document, Ceasefire.SLOTS), "effective_at": record.effective_at,
            "arrangement": material.arrangement_of.get(record.id), **_tail(material, record),
        }  # fmt: skip


def _asked(material: Material, kind: type[Kind]) -> Iterator[tuple[Document, Kind]]:
    """The records of one kind that are asked for, by page and in their order on it."""
    for document, records in material.joined.corpus:
        for record in records:
            if isinstance(record, kind) and material.wanted.takes(record, document):
                yield document, record


def _head(document: Document, record: Record) -> Values:
    return {"id": record.id, **page_values(document), **trigger_values(document, record.trigger)}


def _words(record: Record, document: Document, slot: str) -> Values:
    """Where a slot was read, and how it was inferred."""
    how: Values = {f"{slot}_inferred": record.inferred.get(slot)}
    return span_values(slot, record.evidence.get(slot), document.text) | how


def _slots(record: Record, document: Document, slots: Sequence[str]) -> Values:
    """Slots with the words they were read from."""
    values: Values = {}
    for slot in slots:
        value: str | int | date | tuple[str, ...] | None = getattr(record, slot)
        values |= {slot: value, **_words(record, document, slot)}
    return values


def _tail(material: Material, record: Record) -> Values:
    """The blocks STANDING and MADE."""
    maker, outside = material.makers.get(record.id, ("pantau", None))
    return {
        **_standing(material, record), "confidence": record.confidence, "reasons": record.reasons, "rule": record.rule,
        "maker": maker, "outside_name": outside,
    }  # fmt: skip


def _standing(material: Material, record: Record) -> Values:
    joined, incident = material.joined, material.incident_of.get(record.id)
    status = joined.statuses[incident] if incident else None
    group = material.figure_of.get(record.id) or material.arrangement_of.get(record.id)
    if incident:
        over, origins = "incident", joined.facts[incident].origins
    elif group:
        over, origins = "ledger" if record.id in material.figure_of else "registry", material.origins_of[group]
    else:
        over, origins = "record", material.origins([record.id])
    return {
        "incident": incident, "status": status.status if status else None, "reliability": status.reliability if status else None,
        "credibility": status.credibility if status else None, "origins_of": over, **bound_values(origins),
        "family": joined.family_of.get(record.document),
    }  # fmt: skip
