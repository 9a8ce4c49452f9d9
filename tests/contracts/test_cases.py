"""Every language proves every kind of record by a table of (text, expected records): src/pantau/lang/<language>/cases.toml.

A case is a table `[[event]]`, `[[claim]]`, `[[casualty]]` or `[[ceasefire]]`:
    text       the body of a page, one paragraph a line
    dated      the day of publication (default below)
    why        the trap the case stands for
    none       true: the text gives no record of this kind
    known_gap  true: not met yet; the day it is met, the test demands that the mark goes
    expect     the records of this kind, all of them; only the slots listed are compared
Slots have the names of the interchange form (`from`, `to`, `declared`, …); `trigger`, `content` and `place` are given as words
(quotation marks and closing points at the ends do not matter), a day as a TOML date, "null" as the word for nothing.
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import pantau.lang
from pantau.extract import extract
from pantau.knowledge import Knowledge
from pantau.lang import LANGUAGES
from pantau.model import RECORD_TYPES, Document, Span, to_interchange
from pantau.tables import Checker, load_toml

KINDS = tuple(record.KIND for record in RECORD_TYPES)
DATED = date(2020, 10, 28)
AT_LEAST = 10
SETS = ("actors", "recipients", "targets", "parties", "brokers")
SLOTS = {
    "event": {"trigger", "type", "actors", "recipients", "from", "to", "place", "modality", "claimant"},
    "claim": {"trigger", "speaker", "code", "stance", "targets", "content"},
    "casualty": {"trigger", "party", "category", "outcome", "low", "high", "qualifier", "measure", "from", "to", "claimant"},
    "ceasefire": {"trigger", "parties", "brokers", "declared", "effective", "stage"},
}  # fmt: skip


def cases_path(language: str) -> Path:
    return Path(pantau.lang.__file__).parent / language / "cases.toml"


def rows() -> list[Any]:
    """All cases of all languages as pytest parameters; a known gap is a strict xfail."""
    found = []
    for language in LANGUAGES:
        tables = load_toml(cases_path(language)) if cases_path(language).is_file() else {}
        for kind in KINDS:
            for number, case in enumerate(tables.get(kind, []), 1):
                marks = [pytest.mark.xfail(strict=True, raises=AssertionError, reason="known gap")] if case.get("known_gap") else []
                found.append(pytest.param(language, kind, case, id=f"{language}-{kind}-{number:02}", marks=marks))
    return found


def page(language: str, text: str, dated: date) -> Document:
    """A page whose whole text is body."""
    identity = hashlib.sha256(text.encode()).hexdigest()
    facts = {"language": language, "published_on": dated, "dated": dated, "dated_by": "metadata"}
    return Document(id=identity, name="case", text=text, body=(Span(0, len(text)),), **facts)


def plain(slot: str, value: Any, text: str) -> Any:
    """A slot of an extracted record in the words a case uses."""
    if slot in ("trigger", "content"):
        return text[value[0] : value[1]].strip(' ,."“”')
    if slot in SETS:
        return sorted(value)
    return "null" if value is None else value


def wanted(slot: str, value: Any) -> Any:
    """A slot of a case in the form `plain` gives."""
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if slot in SETS else value


def unpaired(expected: list[dict[str, Any]], found: list[dict[str, Any]], text: str, kind: str) -> tuple[list[Any], list[Any]]:
    """Expected records without a partner, and found ones left over. Each found record answers one expectation."""
    left = [{slot: plain(slot, record[slot], text) for slot in SLOTS[kind]} for record in found]
    missing = []
    for expectation in expected:
        slots = {slot: wanted(slot, value) for slot, value in expectation.items()}
        partner = next((r for r in left if all(r[slot] == value for slot, value in slots.items())), None)
        if partner is None:
            missing.append(slots)
        else:
            left.remove(partner)
    return missing, left


@pytest.mark.parametrize(("language", "kind", "case"), rows())
def test_case(language: str, kind: str, case: dict[str, Any], knowledge: Knowledge) -> None:
    document = page(language, case["text"], case.get("dated", DATED))
    line = to_interchange(document, extract(document, knowledge).records)
    found = [record for record in line["records"] if record["kind"] == kind]
    missing, extra = unpaired(case.get("expect", []), found, document.text, kind)
    assert (missing, extra) == ([], []), f"{case.get('why', '')}\n{case['text']}\nmissing: {missing}\nextra: {extra}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_language_proves_every_kind(language: str, kind: str) -> None:
    assert cases_path(language).is_file(), f"the pack `{language}` has no cases.toml"
    cases = load_toml(cases_path(language)).get(kind, [])
    assert len(cases) >= AT_LEAST, f"`{language}` has {len(cases)} cases for `{kind}`; a pack needs {AT_LEAST}"
    proven = [case for case in cases if not case.get("known_gap")]
    assert len(proven) * 2 > len(cases), f"most cases of `{kind}` in `{language}` are marked known_gap"


@pytest.mark.parametrize("language", LANGUAGES)
def test_cases_keep_their_form(language: str) -> None:
    path = cases_path(language)
    check, tables = Checker(path), load_toml(path)
    check.table(tables, dict.fromkeys(KINDS, (list, tuple)), name="cases")
    form = {"text!": str, "dated": date, "why": str, "none": bool, "known_gap": bool, "expect": (list, tuple)}
    for kind in KINDS:
        for case in tables.get(kind, []):
            check.table(case, form, name=kind)
            if bool(case.get("none")) == bool(case.get("expect")):
                check.fault(f"a case says either `none = true` or what it expects: {case.get('text', '')[:60]}", kind)
            for expectation in case.get("expect", []):
                for slot in sorted(expectation.keys() - SLOTS[kind]):
                    check.fault(f"unknown slot `{slot}`; allowed: {', '.join(sorted(SLOTS[kind]))}", kind, slot)
    check.done()
