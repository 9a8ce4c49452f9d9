"""Interchange lines to records: one JSON object a document, whose record fields are those of the gold guide (`to_interchange` writes
the same form)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any, NamedTuple

from pantau.errors import InputError
from pantau.knowledge import Knowledge
from pantau.model import (
    CATEGORIES,
    EVENT_TYPES,
    MEASURES,
    MODALITIES,
    OUTCOMES,
    QUALIFIERS,
    STAGES,
    STANCES,
    CasualtyReport,
    Ceasefire,
    Claim,
    Document,
    Event,
    Place,
    Record,
    Span,
    record_id,
)  # fmt: skip
from pantau.read.slots import Fault, Slots, precision_of
from pantau.world import Gazetteer, Theatre, parse_names

IMPORTED = "import"
"""How a slot came about that a line gives without its words."""
_SHOWN = 40  # faults of one line that a message lists
_PARTY_KEYS = ("actors", "recipients", "claimant", "code", "targets", "party", "parties", "brokers")


class Imported(NamedTuple):
    """The records of one line in the order of their triggers, and the outside name `document#index` of each by its id."""

    records: tuple[Record, ...]
    names: Mapping[str, str]


def parse_records(
    line: Mapping[str, Any], document: Document, *, maker: str, knowledge: Knowledge | None = None, where: str = ""
) -> Imported:
    """The records that one line gives for a document. `maker` (a person or program) stands in `rule` where the line names none.

    1. Every record is checked against the form and every span against the text. 2. Slots without a span are `inferred: "import"`.
    3. Places are looked up where `knowledge` is given. 4. Ids are those of any record: kind, document, trigger, counter.
    Raises InputError with every fault of the line; `where` is its file and line.
    """
    faults: list[Fault] = []
    rows = _rows(line, document, faults)
    places = _Places(knowledge, document, rows)
    read: list[tuple[int, Record]] = []
    for index, row in enumerate(rows):
        record = _read(row, index, document, maker, places, faults)
        if record is not None:
            read.append((index, record))
    if faults:
        shown = "\n".join(f"{where + ': ' if where else ''}{fault}" for fault in faults[:_SHOWN])
        raise InputError(shown, todo=f"{len(faults)} fault(s) in the line of {document.name!r}; mend it")
    return _numbered(read, str(line.get("document") or document.name))


def _rows(line: Mapping[str, Any], document: Document, faults: list[Fault]) -> Sequence[Any]:
    rows = line.get("records")
    if line.get("text") is not None and line["text"] != document.text:
        faults.append("`text` is not the text of the document it names: no span of it can be trusted")
    if not isinstance(rows, list):
        faults.append("`records` must be a list")
        return ()
    return rows


def _read(row: Any, index: int, document: Document, maker: str, places: _Places, faults: list[Fault]) -> Record | None:
    """One row as a record without an id, or None where it has a fault."""
    slots = Slots(row, f"record {index}", len(document.text), faults)
    kind = slots.word("kind", tuple(_KINDS))
    if kind not in _KINDS:
        return None
    before = len(faults)
    trigger = slots.span("trigger")
    values = _KINDS[kind].values(slots, places)
    evidence = slots.evidence(_KINDS[kind].type.SLOTS)
    common: dict[str, Any] = {
        "id": "", "document": document.id, "trigger": trigger, "evidence": evidence, "inferred": slots.words("inferred"),
        "confidence": slots.share("confidence", 0.5), "rule": slots.text("rule") or maker,
    }  # fmt: skip
    if len(faults) > before or trigger is None:
        return None
    return _with_inferred(_KINDS[kind].type(**common, **values))


def _with_inferred(record: Record) -> Record:
    """The record with every filled slot that has neither a span nor a reason marked as imported."""
    defaults = {f.name: f.default for f in fields_of(record)}
    given = [slot for slot in record.SLOTS if getattr(record, slot) not in (None, (), "") and slot not in record.evidence]
    told = {slot: IMPORTED for slot in given if getattr(record, slot) != defaults.get(slot) and slot != "content"}
    content = {"content": record.content} if isinstance(record, Claim) else {}
    return replace(record, evidence={**record.evidence, **content}, inferred={**told, **record.inferred})


def _event(slots: Slots, places: _Places) -> dict[str, Any]:
    began, ended = slots.day("from"), slots.day("to")
    slots.in_order("from", began, "to", ended)
    return {
        "type": slots.word("type", EVENT_TYPES), "mode": slots.text("mode"), "actors": slots.codes("actors"),
        "recipients": slots.codes("recipients"), "began_on": began, "ended_on": ended, "date_precision": precision_of(began, ended),
        "place": places.find(slots.text("place")), "modality": slots.word("modality", MODALITIES, "occurred"),
        "claimant": slots.code("claimant"),
    }  # fmt: skip


def _claim(slots: Slots, _: _Places) -> dict[str, Any]:
    return {
        "speaker": slots.text("speaker"), "code": slots.code("code"), "stance": slots.word("stance", STANCES, "assert"),
        "targets": slots.codes("targets"), "content": slots.span("content"), "said_on": slots.day("said_on"),
        "venue": slots.text("venue"),
    }  # fmt: skip


def _casualty(slots: Slots, _: _Places) -> dict[str, Any]:
    began, as_of = slots.day("from"), slots.day("to")
    slots.in_order("from", began, "to", as_of)
    low, high = slots.count("low"), slots.count("high")
    slots.in_order("low", low, "high", high)
    return {
        "party": slots.code("party"), "category": slots.word("category", CATEGORIES, "unspecified"),
        "outcome": slots.word("outcome", OUTCOMES), "low": low, "high": high,
        "qualifier": slots.word("qualifier", QUALIFIERS, "exact"), "measure": slots.word("measure", MEASURES, "new"),
        "began_on": began, "as_of": as_of, "claimant": slots.code("claimant"),
    }  # fmt: skip


def _ceasefire(slots: Slots, _: _Places) -> dict[str, Any]:
    return {
        "parties": slots.codes("parties"), "brokers": slots.codes("brokers"), "declared_on": slots.day("declared"),
        "effective_on": slots.day("effective"), "stage": slots.word("stage", STAGES), "scope": slots.text("scope"),
        "claimant": slots.code("claimant"),
    }  # fmt: skip


class _Kind(NamedTuple):
    type: type[Record]
    values: Callable[[Slots, _Places], dict[str, Any]]


_KINDS = {
    "event": _Kind(Event, _event), "claim": _Kind(Claim, _claim), "casualty": _Kind(CasualtyReport, _casualty),
    "ceasefire": _Kind(Ceasefire, _ceasefire),
}  # fmt: skip


class _Places:
    """Looks up places of one line among the states and theatres its parties belong to, as the extractor does."""

    def __init__(self, knowledge: Knowledge | None, document: Document, rows: Iterable[Any]) -> None:
        self._knowledge, self._language = knowledge, document.language
        self._codes = Counter(code for row in rows if isinstance(row, dict) for code in _codes_of(row))
        self._about: tuple[list[str], list[Theatre]] | None = None

    def find(self, words: str | None) -> Place | None:
        """The place of the words: at least the words themselves."""
        if not words:
            return None
        gazetteer = gazetteer_of(self._knowledge, self._language) if self._knowledge else None
        if gazetteer is None:
            return Place(raw=words)
        countries, theatres = self._scene()
        found = gazetteer.find_place(words, countries=countries, theatres=theatres)
        return replace(found, raw=words) if found else Place(raw=words)

    def _scene(self) -> tuple[list[str], list[Theatre]]:
        """The states named by the line's codes, and the theatre that explains most of them."""
        if self._about is None:
            assert self._knowledge is not None
            weight = {t.id: sum(n for code, n in self._codes.items() if code in t.codes) for t in self._knowledge.world.theatres}
            best = max(self._knowledge.world.theatres, key=lambda t: (weight[t.id], t.id), default=None)
            parties = self._knowledge.world.parties
            plain = {code.removesuffix("_OPP").removesuffix("_CIV") for code in self._codes}
            states = sorted(code for code in plain if code in parties and parties[code].kind in ("state", "territory"))
            self._about = states, [best] if best and weight[best.id] > 1 else []
        return self._about


def _codes_of(row: Mapping[str, Any]) -> Iterable[str]:
    for key in _PARTY_KEYS:
        value = row.get(key)
        yield from (code for code in (value if isinstance(value, list) else [value]) if isinstance(code, str))


def gazetteer_of(knowledge: Knowledge, language: str | None) -> Gazetteer | None:
    """The gazetteer with the names of one language; None without a pack for it."""
    pack = knowledge.packs.get(language or "")
    if pack is None:
        return None
    key = f"interchange gazetteer {language}"
    if key not in knowledge.derived:
        names = parse_names(pack.tables.get("names", ()), knowledge.world.parties)
        knowledge.derived[key] = knowledge.world.gazetteer(names)
    found: Gazetteer = knowledge.derived[key]
    return found


def _numbered(read: Iterable[tuple[int, Record]], name: str) -> Imported:
    """Records in order of trigger, kind and content, each with its id: the order of the line's list moves none."""
    ordered = sorted(read, key=lambda pair: (pair[1].trigger, pair[1].kind, pair[1].rule, repr(pair[1]), pair[0]))
    seen: Counter[tuple[str, Span]] = Counter()
    records: list[Record] = []
    names: dict[str, str] = {}
    for index, record in ordered:
        key = (record.kind, record.trigger)
        numbered = replace(record, id=record_id(record.kind, record.document, record.trigger, seen[key]))
        seen[key] += 1
        records.append(numbered)
        names[numbered.id] = f"{name}#{index}"
    return Imported(tuple(records), names)


def parse_line(text: str, *, where: str = "") -> dict[str, Any]:
    """One line of an interchange file as an object. Raises InputError."""
    try:
        line = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is no JSON: {error}", where=where or None, todo="one JSON object a line") from None
    if not isinstance(line, dict) or not isinstance(line.get("document"), str):
        raise InputError("is no interchange line", where=where or None, todo="one object a line with `document` and `records`")
    return line
