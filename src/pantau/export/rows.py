"""From what is kept to rows: each value of a record with the words it was read from, and what other pages make of the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from operator import itemgetter
from typing import NamedTuple, TypeVar

from pantau.export.columns import Columns, Row, Value
from pantau.export.material import Batch, Bounds, Material, bounds_of
from pantau.link.origins import count_origins
from pantau.model import CasualtyReport, Ceasefire, Claim, Document, Event, Place, Quote, Record, Span, Status

Values = dict[str, Value]
Kind = TypeVar("Kind", bound=Record)

UNCERTAINTY_KM = {"point": 1.0, "settlement": 5.0, "district": 25.0, "region": 100.0}
"""Nominal radius around the coordinates by class of precision; a country and what is unknown have none."""


class Table(NamedTuple):
    """One kind of row: its name and plural, what a row is, its columns, and how the rows are made. `is_ours`: whether its columns are
    ours, so that it goes with the others where no kind is named; else they are those of another data set."""

    kind: str
    plural: str
    what: str
    columns: Columns
    values: Callable[[Material], Iterator[Values]]
    is_ours: bool = True

    def rows(self, material: Material) -> Iterator[Row]:
        """The rows, made as they are asked for. Raises KeyError where a row's values are not those of the columns."""
        names = tuple(column.name for column in self.columns)
        in_order = itemgetter(*names)
        for values in self.values(material):
            if len(values) != len(names):
                raise KeyError(f"{self.kind}: {sorted(values.keys() ^ set(names))}")
            yield tuple(map(_cleaned, in_order(values)))


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


def bound_values(bounds: Bounds) -> Values:
    """The block BOUNDS."""
    return {
        "origins_at_least": bounds.at_least, "origins_at_most": bounds.at_most,
        "channels_at_least": bounds.channels_at_least, "channels_at_most": bounds.channels_at_most,
    }  # fmt: skip


def status_values(status: Status | None) -> Values:
    """The block STATUS."""
    if status is None:
        return {"status": None, "reliability": None, "credibility": None}
    return {"status": status.status, "reliability": status.reliability, "credibility": status.credibility}


def instant(value: datetime | None) -> datetime | None:
    """An instant in UTC; one without a zone is none."""
    return value.astimezone(UTC) if value is not None and value.tzinfo is not None else None


def zone(value: datetime | None) -> str | None:
    """The offset an instant was stated in, as `UTC+07:00`."""
    return f"UTC{value.isoformat()[-6:]}" if value is not None and value.utcoffset() is not None else None


# Records -------------------------------------------------------------------------------------------------------------


def event_values(material: Material) -> Iterator[Values]:
    """One row an event."""
    for batch, document, record in _records(material, Event):
        yield {
            **_head(document, record),
            **_slots(record, document, ("type", "mode", "actors", "recipients", "began_on", "ended_on", "modality", "claimant")),
            "date_precision": record.date_precision,
            **place_values(record.place), **_words(record, document, "place"),
            **_tail(material, batch, record),
        }  # fmt: skip


def claim_values(material: Material) -> Iterator[Values]:
    """One row a claim."""
    for batch, document, record in _records(material, Claim):
        yield {
            **_head(document, record),
            **_slots(record, document, ("speaker", "code", "stance", "targets", "said_on", "venue")),
            **span_values("content", record.content, document.text), "content_inferred": record.inferred.get("content"),
            "answers": tuple(sorted(f"{relation}:{claim}" for claim, relation in batch.answers.get(record.id, ()))),
            **_tail(material, batch, record),
        }  # fmt: skip


def casualty_values(material: Material) -> Iterator[Values]:
    """One row a casualty figure."""
    for batch, document, record in _records(material, CasualtyReport):
        yield {
            **_head(document, record), **_slots(record, document, CasualtyReport.SLOTS),
            "figure": _scope_id(batch, record), **_tail(material, batch, record),
        }  # fmt: skip


def ceasefire_values(material: Material) -> Iterator[Values]:
    """One row a ceasefire as one page tells it."""
    for batch, document, record in _records(material, Ceasefire):
        yield {
            **_head(document, record), **_slots(record, document, Ceasefire.SLOTS), "effective_at": record.effective_at,
            "arrangement": _scope_id(batch, record), **_tail(material, batch, record),
        }  # fmt: skip


def _records(material: Material, kind: type[Kind]) -> Iterator[tuple[Batch, Document, Kind]]:
    """The records of one kind that are asked for, by page and in their order on it."""
    for batch in material.batches(kind.KIND):
        for document, records in batch.pages:
            yield from ((batch, document, record) for record in records if isinstance(record, kind))


def _scope_id(batch: Batch, record: Record) -> str | None:
    scope = batch.scopes.get(record.id)
    return scope.id if scope else None


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


def _tail(material: Material, batch: Batch, record: Record) -> Values:
    """The blocks STANDING and MADE."""
    maker, outside = batch.makers.get(record.id, ("pantau", None))
    return {
        **_standing(material, batch, record), "confidence": record.confidence, "reasons": record.reasons, "rule": record.rule,
        "maker": maker, "outside_name": outside,
    }  # fmt: skip


def _standing(material: Material, batch: Batch, record: Record) -> Values:
    number, scope = batch.incidents.get(record.id), batch.scopes.get(record.id)
    standing = batch.standings[number] if number is not None else None
    if standing:
        over, bounds = "incident", standing.bounds
    elif scope:
        over, bounds = scope.kind, scope.bounds
    else:
        over, bounds = "record", bounds_of(count_origins([record], batch.channels))
    return {
        "theatres": material.belonging.of(record), "incident": f"I{number}" if standing else None,
        **status_values(standing.status if standing else None), "origins_of": over, **bound_values(bounds),
        "family": batch.families.get(record.document),
    }  # fmt: skip
