"""Every language proves every kind of record by a table of (text, expected records): src/pantau/lang/<language>/cases.toml; and every
hard part of reading by another: hard.toml beside it.

A case is a table `[[event]]`, `[[claim]]`, `[[casualty]]` or `[[ceasefire]]`; in hard.toml it bears its part's name and a `kind`:
    text       the body of a page, one paragraph a line
    title      the page's title (none by default)
    kind       the kind of record looked at (hard.toml only)
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
PARTS = (
    "attribution_chain", "nested_claim", "pronoun", "stateless_speaker", "shared_figure", "modality", "two_truces", "headline",
    "glued", "typo", "bare_report", "running_quote", "roundup", "battle", "undergone", "whose", "spoken", "untrue",
)  # fmt: skip
AT_LEAST_A_PART = 4
SETS = ("actors", "recipients", "targets", "parties", "brokers")
SLOTS = {
    "event": {"trigger", "type", "actors", "recipients", "from", "to", "place", "modality", "claimant"},
    "claim": {"trigger", "speaker", "code", "stance", "targets", "content"},
    "casualty": {"trigger", "party", "category", "outcome", "low", "high", "qualifier", "measure", "from", "to", "claimant"},
    "ceasefire": {"trigger", "parties", "brokers", "declared", "effective", "stage"},
}  # fmt: skip


def cases_path(language: str, name: str = "cases") -> Path:
    return Path(pantau.lang.__file__).parent / language / f"{name}.toml"


def tables_of(language: str, name: str) -> dict[str, list[dict[str, Any]]]:
    """The tables of one file of cases; none where it is missing."""
    return load_toml(cases_path(language, name)) if cases_path(language, name).is_file() else {}


def rows() -> list[Any]:
    """All cases of all languages as pytest parameters; a known gap is a strict xfail."""
    found = []
    for language in LANGUAGES:
        for name, groups in (("cases", KINDS), ("hard", PARTS)):
            for group in groups:
                for number, case in enumerate(tables_of(language, name).get(group, []), 1):
                    gap = pytest.mark.xfail(strict=True, raises=AssertionError, reason="known gap")
                    marks = [gap] if case.get("known_gap") else []
                    kind = case.get("kind", group)
                    found.append(pytest.param(language, kind, case, id=f"{language}-{group}-{number:02}", marks=marks))
    return found


def page(language: str, text: str, dated: date, title: str | None = None) -> Document:
    """A page whose whole text is body."""
    identity = hashlib.sha256(text.encode()).hexdigest()
    facts = {"language": language, "published_on": dated, "dated": dated, "dated_by": "metadata", "title": title}
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
    document = page(language, case["text"], case.get("dated", DATED), case.get("title"))
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
@pytest.mark.parametrize("part", PARTS)
def test_every_language_proves_every_hard_part(language: str, part: str) -> None:
    cases = tables_of(language, "hard").get(part, [])
    assert len(cases) >= AT_LEAST_A_PART, f"`{language}` has {len(cases)} cases for `{part}`; every hard part needs {AT_LEAST_A_PART}"
    assert not all(case.get("known_gap") for case in cases), f"no case of `{part}` in `{language}` is met"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "groups"), [("cases", KINDS), ("hard", PARTS)])
def test_cases_keep_their_form(language: str, name: str, groups: tuple[str, ...]) -> None:
    check, tables = Checker(cases_path(language, name)), tables_of(language, name)
    check.table(tables, dict.fromkeys(groups, (list, tuple)), name=name)
    form = {"text!": str, "title": str, "dated": date, "why": str, "none": bool, "known_gap": bool, "expect": (list, tuple)}
    for group in groups:
        for case in tables.get(group, []):
            check.table(case, form | ({"kind!": str} if name == "hard" else {}), name=group)
            if bool(case.get("none")) == bool(case.get("expect")):
                check.fault(f"a case says either `none = true` or what it expects: {case.get('text', '')[:60]}", group)
            kind = str(case.get("kind", group))
            check.one_of(kind, KINDS, name="case", key="kind")
            for expectation in case.get("expect", []):
                for slot in sorted(expectation.keys() - SLOTS.get(kind, set())):
                    check.fault(f"unknown slot `{slot}`; allowed: {', '.join(sorted(SLOTS[kind]))}", group, slot)
    check.done()
