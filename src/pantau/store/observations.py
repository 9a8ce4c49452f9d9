"""KEEP AND ASK field reports, inside the caller's transaction. A report that was corrected stays, with a reading that says nothing."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, insert, select, update

from pantau.model.observation import Observation
from pantau.store import keep
from pantau.store.ask import load_document, load_kept
from pantau.store.observation_schema import observation, observation_photo, photo

CORRECTED = "corrected"
"""What the reading of a corrected report names as its version; its knowledge is the document that takes its place."""


class Filed(NamedTuple):
    """A report as it was filed; days are those of the report's own zone."""

    document: str
    observer: str
    report: str
    theatre: str
    what: str
    began_at: str
    ended_at: str
    lat: float | None
    lon: float | None
    filed_at: str
    via: str
    corrects: str | None
    corrected_by: str | None


class Photo(NamedTuple):
    """A photograph without its bytes. `said` is what the camera says of itself, its time and place: never to be relied on."""

    sha256: str
    media: str
    size: int
    width: int
    height: int
    said: Mapping[str, Any]


class Picture(NamedTuple):
    """The bytes of a photograph: as they came in, and as they are shown."""

    media: str
    original: bytes
    shown: bytes


def find_report(connection: Connection, *, observer: str, report: str) -> Filed | None:
    """The report that an observer filed under an id; the first where it was imported twice."""
    query = select(observation).where(observation.c.observer == observer, observation.c.report == report)
    row = connection.execute(query.order_by(observation.c.filed_at, observation.c.document)).first()
    return Filed(*row) if row else None


def find_reports(connection: Connection, *, observer: str, reports: Collection[str]) -> dict[str, str]:
    """Of many ids of one observer: the documents of those that were filed."""
    asked, found = sorted(set(reports)), dict[str, str]()
    for start in range(0, len(asked), 500):
        query = select(observation.c.report, observation.c.document).where(
            observation.c.observer == observer, observation.c.report.in_(asked[start : start + 500])
        )
        found |= {row.report: row.document for row in connection.execute(query)}
    return found


def load_filed(connection: Connection, document: str) -> Filed | None:
    """How a report was filed; None for a document that is none."""
    row = connection.execute(select(observation).where(observation.c.document == document)).first()
    return Filed(*row) if row else None


def list_filed(
    connection: Connection, *, observer: str | None = None, theatres: Sequence[str] = (), limit: int = 50, before: str | None = None
) -> list[Filed]:
    """Reports, the one filed last first: of one observer or all, of some theatres or all. `before` is the document the last list
    ended with."""
    query = select(observation).order_by(observation.c.filed_at.desc(), observation.c.document.desc()).limit(limit)
    if observer is not None:
        query = query.where(observation.c.observer == observer)
    if theatres:
        query = query.where(observation.c.theatre.in_(theatres))
    last = load_filed(connection, before) if before else None
    if last is not None:
        later = (observation.c.filed_at < last.filed_at) | (
            (observation.c.filed_at == last.filed_at) & (observation.c.document < last.document)
        )
        query = query.where(later)
    return [Filed(*row) for row in connection.execute(query)]


def count_filed(connection: Connection, *, observer: str | None = None) -> int:
    """How many reports there are, corrected ones too."""
    query = select(func.count()).select_from(observation)
    return int(connection.execute(query if observer is None else query.where(observation.c.observer == observer)).scalar_one())


def file_report(connection: Connection, report: Observation, document: str, *, via: str, now: datetime) -> None:
    """Note that a report was filed; its document is kept already."""
    connection.execute(insert(observation).values(
        document=document, observer=report.observer, report=report.id, theatre=report.theatre, what=report.what,
        began_at=_utc(report.began_at), ended_at=_utc(report.ended_at), lat=report.position_lat, lon=report.position_lon,
        filed_at=keep.instant(now), via=via, corrects=report.corrects,
    ))  # fmt: skip
    rows = [{"document": document, "position": n, "photo": sha256} for n, sha256 in enumerate(report.photos)]
    if rows:
        connection.execute(insert(observation_photo), rows)


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def supersede(connection: Connection, first: str, *, by: str, now: datetime) -> None:
    """Let a report take the place of an earlier one: that one's records are superseded and stay, its document says nothing more."""
    connection.execute(update(observation).where(observation.c.document == first).values(corrected_by=by))
    document = load_document(connection, first)
    keep.add_reading(connection, document, (), (), knowledge=by, version=CORRECTED, now=now)


def find_corrected(connection: Connection) -> frozenset[str]:
    """Documents of reports that others took the place of: nothing is read from them any more."""
    query = select(observation.c.document).where(observation.c.corrected_by.is_not(None))
    return frozenset(connection.execute(query).scalars())


def load_report(connection: Connection, document: str) -> Observation:
    """The fields of a report, of its kept bytes."""
    from pantau.model.observation import from_bytes

    return from_bytes(load_kept(connection, document).data)


def keep_photo(connection: Connection, taken: Photo, original: bytes, shown: bytes, *, now: datetime) -> None:
    """Keep a photograph once."""
    if connection.execute(select(photo.c.sha256).where(photo.c.sha256 == taken.sha256)).first():
        return
    connection.execute(insert(photo).values(
        sha256=taken.sha256, media=taken.media, size=taken.size, width=taken.width, height=taken.height, original=original,
        shown=shown, said=json.dumps(taken.said, ensure_ascii=False, sort_keys=True), kept_at=keep.instant(now),
    ))  # fmt: skip


_FACTS = (photo.c.sha256, photo.c.media, photo.c.size, photo.c.width, photo.c.height, photo.c.said)


def list_photos(connection: Connection, document: str) -> list[Photo]:
    """The photographs of a report, in its order."""
    query = select(*_FACTS).join(observation_photo, observation_photo.c.photo == photo.c.sha256)
    rows = connection.execute(query.where(observation_photo.c.document == document).order_by(observation_photo.c.position))
    return [Photo(*row[:5], json.loads(row[5])) for row in rows]


def load_picture(connection: Connection, sha256: str) -> Picture | None:
    """The bytes of a photograph; None where there is none."""
    row = connection.execute(select(photo.c.media, photo.c.original, photo.c.shown).where(photo.c.sha256 == sha256)).first()
    return Picture(*row) if row else None


def find_reports_of_photo(connection: Connection, sha256: str) -> list[Filed]:
    """The reports a photograph belongs to."""
    query = select(observation).join(observation_photo, observation_photo.c.document == observation.c.document)
    return [Filed(*row) for row in connection.execute(query.where(observation_photo.c.photo == sha256))]
