"""The words of pages around an article (`lang/*/page.toml`), of all packs together, compiled once into what the readers ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from re import Pattern
from typing import TYPE_CHECKING

from pantau.tables import Checker, Form, Table

if TYPE_CHECKING:
    from pantau.knowledge import Knowledge

Words = Callable[[str, str], tuple[str, ...]]
"""Looks up a list of words by table and key, over all packs."""

_LISTS = {
    "advert": "whole starts",
    "teaser": "whole starts has heads head_starts closes inline bracket embeds",
    "comment": "whole starts",
    "navigation": "whole starts fields",
    "caption": "starts ends holders cues",
    "author": "labels starts roles",
    "credit": "strong weak company company_of verbs fillers says nouns between words labels joins never alone glued unglued",
    "nations": "words",
    "dates": "weekdays months clock published updated ages ago",
    "grammar": "small openers",
}
"""Every table of a `page.toml` and its keys that are lists of words."""
_OTHERS: Mapping[str, Form] = {
    "teaser": {"around": object},
    "dates": {"weekdays_also": dict, "months_also": dict, "zones": dict},
}
_FORMS: Mapping[str, Form] = {name: {**dict.fromkeys(keys.split(), list), **_OTHERS.get(name, {})} for name, keys in _LISTS.items()}
_CUE_REASONS = ("advert", "teaser", "comment", "navigation", "caption", "author")


@dataclass(frozen=True)
class CreditWords:
    """How pages hand over the word to another medium (`[credit]`, `[nations]`); `…_end` patterns look back from a name."""

    strong: Pattern[str]
    strong_end: Pattern[str]
    weak: Pattern[str]
    weak_end: Pattern[str]
    company_end: Pattern[str]
    company_of: Pattern[str]
    verbs: Pattern[str]
    filler: Pattern[str]
    says: Pattern[str]
    nouns: Pattern[str]
    noun_end: Pattern[str]
    between: frozenset[str]
    words: frozenset[str]
    labels: frozenset[str]
    joins: frozenset[str]
    never: frozenset[str]
    alone: frozenset[str]
    glued: Pattern[str]
    unglued: frozenset[str]
    nations: frozenset[str]


@dataclass(frozen=True)
class DateWords:
    """How pages write days and times: numbers by folded word, and the labels of times."""

    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    zones: Mapping[str, int]
    clock: tuple[str, ...]
    published: tuple[str, ...]
    updated: tuple[str, ...]
    ages: tuple[str, ...]
    ago: tuple[str, ...]


@dataclass(frozen=True)
class PageWords:
    """Everything the page readers look words up in."""

    whole: Mapping[str, str]
    starts: tuple[tuple[str, Pattern[str]], ...]
    has: Pattern[str]
    heads: frozenset[str]
    head_starts: Pattern[str]
    closes: Pattern[str]
    around: tuple[tuple[str, str], ...]
    pointer: Pattern[str]
    bracket: Pattern[str]
    embed: Pattern[str]
    fields: frozenset[str]
    caption_ends: tuple[str, ...]
    holders: frozenset[str]
    caption_cues: Pattern[str]
    author_labels: frozenset[str]
    author_line: Pattern[str]
    roles: Pattern[str]
    small: frozenset[str]
    openers: frozenset[str]
    credit: CreditWords
    dates: DateWords


def page_words(knowledge: Knowledge) -> PageWords:
    """The page vocabulary of all packs, built on first use and kept in `knowledge.derived`."""
    words = knowledge.derived.get("page")
    if not isinstance(words, PageWords):
        words = _build([table for pack in knowledge.packs.values() for table in pack.tables.get("page", ())])
        knowledge.derived["page"] = words
    return words


def fold(line: str) -> str:
    """A line as phrases are compared: small letters, single blanks, without a colon, dots or dashes at its ends."""
    return " ".join(line.casefold().split()).strip(" .:…-–—»›>|•*_!#")


def any_of(words: Iterable[str], *, before: str = r"(?<!\w)", after: str = r"(?!\w)") -> str:
    """A regular expression for one of several phrases, longest first, blanks loose; matches nothing if there are none."""
    parts = [r"\s+".join(map(re.escape, word.split())) for word in sorted(set(words), key=lambda w: (-len(w), w))]
    return f"{before}(?:{'|'.join(parts)}){after}" if parts else r"(?!)"


def _build(tables: list[tuple[Path, Table]]) -> PageWords:
    for path, table in tables:
        _check(path, table)
    merged = [table for _, table in tables]

    def words(section: str, key: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for table in merged:
            found.update(dict.fromkeys(table.get(section, {}).get(key, ())))
        return tuple(found)

    bracket = any_of(words("teaser", "bracket"), before="", after="")
    embed = any_of(words("teaser", "embeds"))
    return PageWords(
        whole={fold(phrase): reason for reason in _CUE_REASONS[:4] for phrase in words(reason, "whole")},
        starts=tuple((reason, re.compile(_starting(words(reason, "starts")))) for reason in _CUE_REASONS),
        has=re.compile(any_of(words("teaser", "has"))),
        heads=frozenset(map(fold, words("teaser", "heads"))),
        head_starts=re.compile(_starting(words("teaser", "head_starts"))),
        closes=re.compile(_starting(words("teaser", "closes"))),
        around=tuple((pair[0], pair[1]) for table in merged for pair in table.get("teaser", {}).get("around", ())),
        pointer=re.compile(rf"(?<=[.!?\"”'’)\s]){any_of(words('teaser', 'inline'), before='', after='')}\s*:\s*", re.IGNORECASE),
        bracket=re.compile(rf"\(\s*{bracket}\s*:[^()\n]{{0,200}}(?:\([^()\n]{{0,60}}\)[^()\n]{{0,120}})?\)", re.IGNORECASE),
        embed=re.compile(rf"\\?\[\s*{embed}[^\]\[\n]{{0,60}}\]", re.IGNORECASE),
        fields=frozenset(map(fold, words("navigation", "fields"))),
        caption_ends=words("caption", "ends"),
        holders=frozenset(words("caption", "holders")),
        caption_cues=re.compile(any_of(words("caption", "cues"), after=""), re.IGNORECASE),
        author_labels=frozenset(map(fold, words("author", "labels"))),
        author_line=re.compile(rf"^(?:{any_of(words('author', 'labels'))})\s*[:|]\s*\S", re.IGNORECASE),
        roles=re.compile(rf"^(.*?),?\s*{any_of(words('author', 'roles'))}\s*[-–|]?\s*$", re.IGNORECASE),
        small=frozenset(words("grammar", "small")),
        openers=frozenset(words("grammar", "openers")),
        credit=_credit(words),
        dates=_dates(merged, words),
    )


def _dates(tables: list[Table], words: Words) -> DateWords:
    def numbers(key: str, first: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for table in tables:
            dates = table.get("dates", {})
            found.update({word: first + n for n, word in enumerate(dates.get(key, ()))})
            found.update(dates.get(f"{key}_also", {}))
        return found

    zones = {zone: hours for table in tables for zone, hours in table.get("dates", {}).get("zones", {}).items()}
    lists = {key: words("dates", key) for key in ("clock", "published", "updated", "ages", "ago")}
    return DateWords(weekdays=numbers("weekdays", 0), months=numbers("months", 1), zones=zones, **lists)


def _credit(words: Words) -> CreditWords:
    def pattern(key: str, before: str = r"(?<!\w)", after: str = r"(?!\w)") -> Pattern[str]:
        return re.compile(any_of(words("credit", key), before=before, after=after), re.IGNORECASE)

    def scan(key: str) -> Pattern[str]:
        # Searched in small letters and without looking back, which is several times faster; `credits` looks at what stands around.
        return re.compile(any_of((word.lower() for word in words("credit", key)), before="", after=""))

    def known(key: str) -> frozenset[str]:
        return frozenset(words("credit", key))

    # A noun may be glued to a phrase before it: "MenurutKantor Berita".
    glued_noun = r"(?:(?<!\w)|(?-i:(?<=[a-z])(?=[A-Z])))"
    filler = rf"^\W{{0,3}}(?:\([^()]{{1,24}}\)\s*)?(?:,\s*)?(?:{any_of(words('credit', 'fillers'))}\s+)*"
    return CreditWords(
        strong=scan("strong"), strong_end=pattern("strong", after="$"), weak=scan("weak"), weak_end=pattern("weak", after="$"),
        company_end=pattern("company", after="$"), company_of=pattern("company_of"), verbs=pattern("verbs", before=""),
        filler=re.compile(filler, re.IGNORECASE), says=pattern("says", before=""),
        nouns=scan("nouns"), noun_end=pattern("nouns", before=glued_noun, after="$"),
        between=known("between"), words=known("words"),
        labels=frozenset(map(fold, known("labels"))), joins=known("joins"), never=known("never"), alone=known("alone"),
        glued=re.compile(any_of(words("credit", "glued"), before="", after="") + "$"), unglued=known("unglued"),
        nations=frozenset(words("nations", "words")),
    )  # fmt: skip


def _starting(phrases: Iterable[str]) -> str:
    """Phrases at the beginning of a folded line; one that ends with a colon or bracket must stand exactly so."""
    plain = [phrase for phrase in phrases if phrase[-1].isalnum()]
    exact = [phrase for phrase in phrases if not phrase[-1].isalnum()]
    return rf"^(?:{any_of(plain, before='')}|{any_of(exact, before='', after='')})"


def _check(path: Path, table: Table) -> None:
    check = Checker(path)
    for name in table.keys() - _FORMS.keys():
        check.fault(f"unknown table `{name}`; allowed: {', '.join(sorted(_FORMS))}", name)
    for name, form in _FORMS.items():
        if name in table:
            check.table(table[name], form, name=name)
    for key in ("weekdays_also", "months_also", "zones"):
        dates = table.get("dates")
        values = dates.get(key, {}) if isinstance(dates, dict) else {}
        if isinstance(values, dict) and not all(isinstance(v, int) for v in values.values()):
            check.fault(f"`{key}` in `dates` must give whole numbers", "dates", key)
    teaser = table.get("teaser")
    around = teaser.get("around", []) if isinstance(teaser, dict) else []
    if not isinstance(around, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in around):
        check.fault("`around` in `teaser` must be a list of pairs of words", "teaser", "around")
    check.done()
