"""observe: a field report → its document, records and journal entry; and what the reports say of themselves.

 1. what was typed → a report, or every fault of it (`report_fields.py`)
 2. photographs → pictures without what the camera wrote into them, which is kept apart
 3. the report's bytes, its document and its records into the store, with an entry of the journal, all or nothing
 4. a correction takes the place of an earlier report of the same observer, which stays, with its reason

Nothing is joined here: the report is in the incidents at the next `relink`. A report sent twice is one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from pantau.config import MISSION
from pantau.errors import UsageError
from pantau.model.account import Person, may
from pantau.model.observation import Observation, to_bytes
from pantau.monitor import work as working
from pantau.monitor.report_columns import Fault, Refused
from pantau.monitor.report_fields import parse_report, typed_values
from pantau.monitor.work import Folders
from pantau.read.origin import Kept, Origin, Unread
from pantau.read.photo import Cleaned, NoPhoto, clean_photo
from pantau.store import journal, observations
from pantau.store.observations import Filed

if TYPE_CHECKING:
    from pantau.store import Store

MOST_PHOTOS = 4
KIND = "observe"


class Observed(NamedTuple):
    """What became of a report: its document; `is_known` where it was filed before. It joins the incidents at the next `relink`."""

    document: str
    report: Observation
    is_known: bool


def observe(
    store: Store, values: Mapping[str, str], person: Person, now: datetime, folders: Folders = (), *, mission: str = MISSION,
    photos: Sequence[bytes] = (),
) -> Observed:  # fmt: skip
    """File one report. Raises Refused with every fault of it, and then keeps nothing."""
    may_observe(person)
    faults, taken = _take_photos(photos)
    carried = _photos_of(store, values.get("corrects", "").strip(), person)
    try:
        report = parse_report(
            values, person=person, mission=mission, world=working.knowledge_of(folders).world, now=now,
            photos=tuple(dict.fromkeys((*carried, *(each.sha256 for each in taken)))),
        )  # fmt: skip
    except Refused as refused:
        raise Refused((*refused.faults, *faults)) from None
    if faults:
        raise Refused(tuple(faults))
    with store.transaction(durable=True):
        known = store.ask(observations.find_report, observer=person.name, report=report.id)
        if known is not None:
            return _known(known, report)
        _check_correction(store, report, person)
        for each, data in zip(taken, photos, strict=True):
            kept = observations.Photo(each.sha256, each.media, len(data), each.width, each.height, each.said)
            store.ask(observations.keep_photo, kept, data, each.shown, now=now)
        document = enter(store, report, person, now, folders)
    return Observed(document, report, False)


def _photos_of(store: Store, document: str, person: Person) -> tuple[str, ...]:
    """The photographs of an own report, which its correction takes over."""
    filed = store.ask(observations.load_filed, document) if document else None
    if filed is None or filed.observer != person.name:
        return ()
    return tuple(each.sha256 for each in store.ask(observations.list_photos, document))


def may_observe(person: Person) -> None:
    """Raises UsageError for whoever may file no reports."""
    if not may(person, "observe"):
        raise UsageError(f"{person.name} may file no field reports", todo="an administrator can give another role")


def _take_photos(photos: Sequence[bytes]) -> tuple[list[Fault], list[Cleaned]]:
    faults, taken = list[Fault](), list[Cleaned]()
    if len(photos) > MOST_PHOTOS:
        return [Fault("photos", "many", (("most", str(MOST_PHOTOS)),))], []
    for data in photos:
        try:
            taken.append(clean_photo(data))
        except NoPhoto as error:
            values = tuple((name, str(value)) for name, value in error.values.items())
            faults.append(Fault("photos", f"photo_{error.why}", values))
    return faults, taken


def _known(known: Filed, report: Observation) -> Observed:
    """The report as it was filed before, by the same observer under the same id. Raises Refused where it says something else."""
    if sha256_of(report) != known.document:
        raise Refused((Fault("id", "known"),))
    return Observed(known.document, report, True)


def sha256_of(report: Observation) -> str:
    """The id of a report's document."""
    import hashlib

    return hashlib.sha256(to_bytes(report)).hexdigest()


def _check_correction(store: Store, report: Observation, person: Person) -> None:
    """Only the observer corrects a report, and only one that stands."""
    if report.corrects is None:
        return
    first = store.ask(observations.load_filed, report.corrects)
    if first is None or first.observer != person.name or first.corrected_by is not None:
        raise Refused((Fault("corrects", "corrects"),))


def enter(store: Store, report: Observation, person: Person, now: datetime, folders: Folders) -> str:
    """Keep a report with its records and its entry of the journal, inside the caller's transaction; the id of its document."""
    kept = make_kept(report, folders)
    document = kept.document
    made = working.extract_kept(kept, working.knowledge_of(folders))
    store.keep(kept.data, document, origin=f"observe {person.name}", now=now)
    store.add_reading(
        document, made.records, made.problems, knowledge=working.knowledge_of(folders).hash, version=working.version_name(), now=now
    )
    store.ask(observations.file_report, report, document.id, via=person.via, now=now)
    if report.corrects:
        store.ask(observations.supersede, report.corrects, by=document.id, now=now)
    store.ask(
        journal.append, at=now, by=person.name, kind=KIND, subject=document.id, other=report.corrects, document=document.id,
        after={"report": report.id, "photos": list(report.photos)}, via=person.via,
        content={"why": report.why} if report.why else None,
    )  # fmt: skip
    return document.id


def make_kept(report: Observation, folders: Folders) -> Kept:
    """The kept bytes of a report and the document read from them, as any page's are."""
    from pantau.read import read_bytes

    name = f"report-{report.began_at.astimezone(UTC):%Y%m%dT%H%MZ}-{report.observer}-{sha256_of(report)[:8]}"
    kept = next(read_bytes(to_bytes(report), Origin(name, "report"), working.knowledge_of(folders)))
    if isinstance(kept, Unread):
        raise UsageError(kept.what, todo=kept.todo)
    return kept


def values_of(store: Store, document: str, person: Person) -> dict[str, str]:
    """An own report that stands, as it would be typed to correct it; UsageError where it is none."""
    filed = store.ask(observations.load_filed, document)
    if filed is None or filed.observer != person.name or filed.corrected_by is not None:
        raise UsageError("is no report of yours that stands", where=document[:12])
    report = store.ask(observations.load_report, document)
    values = typed_values(replace(report, photos=()))
    return {name: value for name, value in values.items() if name not in ("id", "corrects", "why")} | {"corrects": document}
