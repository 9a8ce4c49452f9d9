"""A field report's kept bytes to a document: its fields written out once in the observer's language, one a line, so that its records
have words to stand on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from pantau.knowledge import Knowledge
from pantau.model import CATEGORIES, OUTCOMES, Document, Span
from pantau.model.observation import DIRECTIONS, MEANS, NATURES, NEARNESS, WHAT, Harmed, Observation, direction_of, from_bytes
from pantau.read.origin import Kept, Origin, Unread
from pantau.tables import Checker

KIND, FORM = "observation", "observation"
_LABELS = (
    "title", "observer", "theatre", "from", "to", "position", "means", "told_by", "what", "nature", "count", "place", "direction",
    "weapon", "fire_from", "fire_to", "actors", "recipients", "damage", "harmed", "refused_by", "refused_how", "remarks", "photos",
    "corrects", "why",
)  # fmt: skip
_PHRASES = ("undetermined", "at_least", "between", "off", "towards", "distant", "for")
_TABLES: Mapping[str, tuple[str, ...]] = {
    "labels": _LABELS, "phrases": _PHRASES, "means": MEANS, "what": WHAT, "nature": NATURES, "precision": NEARNESS,
    "directions": DIRECTIONS, "category": CATEGORIES, "outcome": OUTCOMES,
}  # fmt: skip
_LABEL_OF = {"harmed": "harmed", "told_also": "told_by"}
"""Fields whose lines bear another name: figures are numbered; what was told beside being seen makes no hearsay of it."""
Words = Mapping[str, Mapping[str, str]]


def load_words(knowledge: Knowledge, language: str) -> Words:
    """The words of a language for field reports, checked once for a state of knowledge. Raises KnowledgeError with every fault."""
    key = f"observation/{language}"
    if key not in knowledge.derived:
        found: dict[str, dict[str, str]] = {name: {} for name in _TABLES}
        for number, (path, tables) in enumerate(knowledge.packs[language].tables.get("observation", ())):
            check = Checker(path)
            check.table(tables, dict.fromkeys(_TABLES, dict), name=path.name)
            for name, codes in _TABLES.items():
                must = "!" if number == 0 else ""  # a user's own file lies over the shipped one, and may hold a few words alone
                found[name] |= check.table(tables.get(name, {}), {f"{code}{must}": str for code in codes}, name=name)
            check.done()
        knowledge.derived[key] = found
    words: Words = knowledge.derived[key]
    return words


def read_observation(data: bytes, origin: Origin, knowledge: Knowledge) -> Iterator[Kept | Unread]:
    """The one document of a field report's bytes, or why they are none."""
    try:
        report = from_bytes(data)
    except ValueError as error:
        yield Unread(origin.where, str(error), "enter it with `pantau observe`")
        return
    if report.language not in knowledge.packs:
        yield Unread(origin.where, f"no pack for the language {report.language}", "give `id` or `en`")
        return
    yield Kept(data, write_out(report, data, origin, knowledge))


def write_out(report: Observation, data: bytes, origin: Origin, knowledge: Knowledge) -> Document:
    """The document of a report: `evidence` has the span of every field by its name."""
    lines = list(_lines(report, load_words(knowledge, report.language), knowledge))
    text, spans, body = "", list[tuple[str, Span]](), list[Span]()
    for slot, label, value in lines:
        start = len(text)
        head = f"{label}: "
        text += f"{head}{value}.\n" if slot != "title" else f"{head}{value}\n\n"
        spans.append((slot, Span(start + len(head), start + len(head) + len(value))))
        if slot != "title":
            body.append(Span(start, len(text) - 1))
    title = spans[0][1].of(text)
    day = report.began_at.date()
    return Document(
        id=hashlib.sha256(data).hexdigest(), name=origin.name, text=text, kind=KIND, form=FORM, source=f"observer:{report.mission}",
        published_on=report.ended_at.date(), published_at=report.ended_at, dated=day, dated_by="metadata", language=report.language,
        title=title, byline=report.observer, body=tuple(body), evidence=tuple(sorted(spans)),
    )  # fmt: skip


def _lines(report: Observation, words: Words, knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    """Field, label and value of every line, in order."""
    labels = words["labels"]
    what = words["what"][report.what]
    place = find_place_words(report, words)
    yield "title", labels["title"], ", ".join((what, place or _position(report), report.began_at.date().isoformat()))
    values: list[tuple[str, str | None]] = [
        ("observer", report.observer), ("theatre", report.theatre),
        ("from", report.began_at.isoformat(timespec="minutes")), ("to", report.ended_at.isoformat(timespec="minutes")),
        ("position", f"{_position(report)} ({words['precision'][report.position_precision]})"),
        ("means", ", ".join(words["means"][each] for each in report.means)),
        ("told_by" if report.is_told else "told_also", _teller(report, words, knowledge)),
        ("what", what), ("nature", words["nature"][report.nature] if report.nature else None), ("count", _count(report, words)),
        ("place", _place(report)), ("direction", _direction(report, words)), ("weapon", report.weapon),
        ("fire_from", words["directions"][report.fire_from] if report.fire_from else None),
        ("fire_to", words["directions"][report.fire_to] if report.fire_to else None),
        ("actors", _parties(report.actors, knowledge)), ("recipients", _parties(report.recipients, knowledge)),
        ("damage", report.damage),
        *((f"harmed_{n}", _harmed(each, words, knowledge)) for n, each in enumerate(report.harmed, 1)),
        ("refused_by", _refuser(report, knowledge)), ("refused_how", report.refused_how), ("remarks", report.remarks),
        ("photos", " ".join(report.photos)), ("corrects", report.corrects), ("why", report.why),
    ]  # fmt: skip
    for slot, value in values:
        if value:
            yield slot, labels[_LABEL_OF.get(slot.rstrip("_0123456789"), slot)], " ".join(value.split())


def find_place_words(report: Observation, words: Words) -> str | None:
    """Where it happened, as far as the report says; None where only the position is known."""
    return _place(report) or _direction(report, words)


def _degrees(lat: float, lon: float) -> str:
    return f"{lat:.6f}".rstrip("0").rstrip(".") + ", " + f"{lon:.6f}".rstrip("0").rstrip(".")


def _position(report: Observation) -> str:
    return _somewhere(report.position, report.position_lat, report.position_lon) or ""


def _place(report: Observation) -> str | None:
    return _somewhere(report.place, report.place_lat, report.place_lon)


def _somewhere(name: str | None, lat: float | None, lon: float | None) -> str | None:
    at = _degrees(lat, lon) if lat is not None and lon is not None else None
    return ", ".join(filter(None, (name, at))) or None


def _direction(report: Observation, words: Words) -> str | None:
    phrases = words["phrases"]
    km = None
    if report.distance_low_km is not None:
        low, high = report.distance_low_km, report.distance_high_km
        km = f"{low:g}" if high in (None, low) else f"{low:g}–{high:g}"
    turn = None if report.bearing is None else words["directions"][direction_of(report.bearing)]
    if turn and report.bearing is not None and report.bearing % 45:
        turn = f"{turn} ({report.bearing}°)"
    if km and turn:
        return phrases["off"].format(km=km, direction=turn)
    return phrases["towards"].format(direction=turn) if turn else phrases["distant"].format(km=km) if km else None


def _count(report: Observation, words: Words) -> str | None:
    if report.count_low is None:
        return words["phrases"]["undetermined"] if report.what not in ("calm", "damage", "casualties", "access_refused") else None
    return _range(report.count_low, report.count_high, words)


def _range(low: int, high: int | None, words: Words) -> str:
    phrases = words["phrases"]
    if high is None:
        return phrases["at_least"].format(low=low)
    return str(low) if high == low else phrases["between"].format(low=low, high=high)


def _parties(codes: tuple[str, ...], knowledge: Knowledge) -> str | None:
    return ", ".join(_party(code, knowledge) for code in codes) or None


def _party(code: str, knowledge: Knowledge) -> str:
    known = knowledge.world.parties.get(code)
    return f"{known.name} ({code})" if known and known.name != code else code


def _teller(report: Observation, words: Words, knowledge: Knowledge) -> str | None:
    if not report.told_by or not report.told_for:
        return report.told_by
    return f"{report.told_by} ({words['phrases']['for']} {_party(report.told_for, knowledge)})"


def _refuser(report: Observation, knowledge: Knowledge) -> str | None:
    code = _party(report.refused_code, knowledge) if report.refused_code else None
    return ", ".join(filter(None, (report.refused_by, code))) or None


def _harmed(each: Harmed, words: Words, knowledge: Knowledge) -> str:
    parts: list[Any] = [_range(each.low, each.high, words), words["category"][each.category], words["outcome"][each.outcome]]
    return " ".join([*parts, *([_party(each.party, knowledge)] if each.party else [])])
