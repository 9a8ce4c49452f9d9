"""GeoJSON (RFC 7946): one feature a row, a line each; a point only where the words name a place that has one.

Degrees of a place that is no more exact than a country, or of unknown precision, are kept as columns and never drawn: the feature
has no geometry then, as one without any place has none. `precision` and `uncertainty_km` say how exact a point is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from pantau.export.columns import Row
from pantau.export.json_values import to_json, to_line
from pantau.export.rows import UNCERTAINTY_KM, Table
from pantau.export.sheets import Remarks, Sheet

PLACED = ("event", "incident")
"""Kinds that have a place."""


def write_geojson(out: BinaryIO, sheets: Iterator[Sheet]) -> Remarks:
    """One collection with a feature a row."""
    without = 0
    out.write(b'{"type":"FeatureCollection","features":[')
    between = b"\n"
    for table, rows in sheets:
        for row in rows:
            feature = _feature(table, row)
            without += feature["geometry"] is None
            out.write(between + to_line(feature))
            between = b",\n"
    out.write(b"\n]}\n")
    return (f"{without} without a point: their words name no place, or none more exact than a country",) if without else ()


def _feature(table: Table, row: Row) -> dict[str, Any]:
    values = {column.name: to_json(value) for column, value in zip(table.columns, row, strict=True)}
    point, precision = _point(values), values["place_precision"]
    return {
        "type": "Feature", "id": values["id"], "geometry": {"type": "Point", "coordinates": point} if point else None,
        "properties": {**values, "precision": precision, "uncertainty_km": values["place_uncertainty_km"]},
    }  # fmt: skip


def _point(values: dict[str, Any]) -> list[float] | None:
    """Longitude, latitude; none where there are none on Earth, or the place is too wide for a point."""
    lat, lon = values["place_lat"], values["place_lon"]
    if lat is None or lon is None or values["place_precision"] not in UNCERTAINTY_KM:
        return None
    return [lon, lat] if abs(lat) <= 90 and abs(lon) <= 180 else None
