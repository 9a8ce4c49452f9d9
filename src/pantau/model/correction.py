"""What a person corrects in a record or adds: slot by slot, with the words it was read from, laid over what the machine read.

A value with words has them as its evidence; one without was decided, and says so. Words are found again in another text of the page
by their quote, or not at all: then the correction is lost for that text and told.
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from pantau.model.casualty import CATEGORIES, MEASURES, OUTCOMES, QUALIFIERS, CasualtyReport
from pantau.model.ceasefire import STAGES, Ceasefire
from pantau.model.claim import STANCES, Claim
from pantau.model.event import EVENT_TYPES, MODALITIES, Event
from pantau.model.place import Place
from pantau.model.record import Record, record_id
from pantau.model.span import Quote, Span

KINDS: Mapping[str, type[Record]] = {cls.KIND: cls for cls in (Event, Claim, CasualtyReport, Ceasefire)}
CHOICES: Mapping[str, tuple[str, ...]] = {
    "type": EVENT_TYPES, "modality": MODALITIES, "stance": STANCES, "category": CATEGORIES, "outcome": OUTCOMES,
    "qualifier": QUALIFIERS, "measure": MEASURES, "stage": STAGES,
}  # fmt: skip
"""Slots that hold one word of a vocabulary."""
CODES = ("actors", "recipients", "claimant", "code", "targets", "party", "parties", "brokers")
"""Slots that hold party codes."""
_CODE = re.compile(r"[A-Z][A-Z0-9_-]{0,39}")
_LONGEST, _MOST_COUNT, _MOST_CODES = 400, 10_000_000, 20
_NEEDED = {"type", "modality", "category", "outcome", "qualifier", "measure", "stage", "stance", "content"}
MAKER = "desk"


class Edit(NamedTuple):
    """One slot as a person wants it: its value as JSON, where its words stand, and these with what surrounds them."""

    slot: str
    value: Any
    span: Span | None = None
    quote: Quote | None = None


def editable(kind: str) -> tuple[str, ...]:
    """The slots of a kind that a person may set."""
    return tuple(slot for slot in KINDS[kind].SLOTS if slot != "part_of")


def parse_value(kind: str, slot: str, given: Any) -> Any:
    """The value of a slot from its JSON; raises ValueError with what is allowed."""
    if slot not in editable(kind):
        raise ValueError(f"a record of kind `{kind}` has no slot `{slot}` to set: {', '.join(editable(kind))}")
    hint, may_be_none = _plain(get_type_hints(KINDS[kind])[slot])
    if given is None or given == "" or given == []:
        if slot in _NEEDED or not (may_be_none or get_origin(hint) is tuple):
            raise ValueError("must have a value")
        return () if get_origin(hint) is tuple else None
    if slot in CHOICES:
        return _chosen(given, CHOICES[slot])
    if get_origin(hint) is tuple:
        return _words(slot, given)
    if hint is date:
        return _day(given)
    if hint is int:
        return _count(given)
    if hint is Place:
        return Place(**{**given, "raw": _text(given.get("raw"))}) if isinstance(given, Mapping) else Place(raw=_text(given))
    if hint is Span:
        return _span(given)
    return _code(given) if slot in CODES else _text(given)


def _plain(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) not in (Union, types.UnionType):
        return hint, False
    return next(kind for kind in get_args(hint) if kind is not type(None)), True


def _chosen(given: Any, allowed: Sequence[str]) -> str:
    if given not in allowed:
        raise ValueError(f"is none of {', '.join(allowed)}")
    return str(given)


def _words(slot: str, given: Any) -> tuple[str, ...]:
    if not isinstance(given, list | tuple) or len(given) > _MOST_CODES:
        raise ValueError(f"must be a list of at most {_MOST_CODES}")
    return tuple(dict.fromkeys(_code(each) if slot in CODES else _text(each) for each in given))


def _code(given: Any) -> str:
    if not isinstance(given, str) or not _CODE.fullmatch(given):
        raise ValueError("is no code of a party: capitals, figures and _, as in AZE or NKR_CIV")
    return given


def _text(given: Any) -> str:
    if not isinstance(given, str) or not given.strip() or len(given) > _LONGEST:
        raise ValueError(f"must be words, {_LONGEST} characters at most")
    return given


def _day(given: Any) -> date:
    if isinstance(given, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        return date.fromisoformat(given)
    raise ValueError("must be a day written as 2020-10-26")


def _count(given: Any) -> int:
    text = str(given)
    if isinstance(given, bool) or not re.fullmatch(r"[0-9]{1,8}", text) or int(text) > _MOST_COUNT:
        raise ValueError(f"must be a whole number from 0 to {_MOST_COUNT}")
    return int(text)


def _span(given: Any) -> Span:
    if (
        isinstance(given, list | tuple)
        and len(given) == 2
        and all(isinstance(each, int) for each in given)
        and 0 <= given[0] < given[1]
    ):
        return Span(*given)
    raise ValueError("must be two places in the text, the first before the second")


def to_json(value: Any) -> Any:
    """A slot's value as JSON; `parse_value` leads back."""
    match value:
        case date():
            return value.isoformat()
        case Place():
            return asdict(value)
        case tuple():
            return list(value)
    return value


def find_again(quote: Quote, text: str, span: Span) -> Span | None:
    """Where quoted words stand in a text: at their place, else where alone they stand with their surroundings, else where alone they
    stand at all; None where that is nowhere or not clear."""
    if span.of(text) == quote.exact:
        return span
    for before, after in ((quote.prefix, quote.suffix), ("", "")):
        first = text.find(before + quote.exact + after)
        if first >= 0 and text.find(before + quote.exact + after, first + 1) < 0:
            start = first + len(before)
            return Span(start, start + len(quote.exact))
    return None


def apply_edits(record: Record, edits: Sequence[Edit], text: str, *, entry: int) -> tuple[Record, tuple[str, ...]]:
    """The record as corrected by an entry of the journal, and the slots whose words the text no longer has."""
    values: dict[str, Any] = {}
    evidence, inferred, lost = dict(record.evidence), dict(record.inferred), list[str]()
    for edit in edits:
        span = find_again(edit.quote, text, edit.span) if edit.quote and edit.span else None
        if edit.quote and span is None:
            lost.append(edit.slot)
            continue
        values[edit.slot] = span if edit.slot == "content" else parse_value(record.kind, edit.slot, edit.value)
        evidence.pop(edit.slot, None)
        inferred.pop(edit.slot, None)
        if span is not None:
            evidence[edit.slot] = span
        else:
            inferred[edit.slot] = f"decided by a person (journal entry {entry})"
    if isinstance(record, Event) and {"began_on", "ended_on"} & set(values):
        values["date_precision"] = _precision(values.get("began_on", record.began_on), values.get("ended_on", record.ended_on))
    reasons = (*record.reasons, f"corrected by a person (journal entry {entry})")
    return replace(record, **values, evidence=evidence, inferred=inferred, confidence=1.0, reasons=reasons), tuple(lost)


def _precision(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return "unknown"
    return "day" if first == last else "range"


def make_added(
    kind: str, document: str, trigger: Span, edits: Sequence[Edit], text: str, *, counter: int, entry: int
) -> tuple[Record, tuple[str, ...]]:
    """A record that a person adds on the words of `trigger`; raises ValueError where a value is missing that its kind needs."""
    cls = KINDS[kind]
    given = {edit.slot for edit in edits}
    needed = {Event: {"type"}, Claim: {"stance", "content"}, CasualtyReport: {"outcome", "low", "high"}, Ceasefire: {"stage"}}[cls]
    if needed - given:
        raise ValueError(f"a record of kind `{kind}` needs {', '.join(sorted(needed - given))}")
    blank: dict[str, Any] = {"type": "", "content": trigger, "outcome": "", "low": None, "high": None, "stage": ""}
    slots = {slot: value for slot, value in blank.items() if slot in cls.SLOTS}
    start = cls(
        id=record_id(kind, document, trigger, counter, maker=MAKER), document=document, trigger=trigger, rule=MAKER, **slots
    )
    record, lost = apply_edits(start, edits, text, entry=entry)
    return replace(record, reasons=(f"added by a person (journal entry {entry})",)), lost
