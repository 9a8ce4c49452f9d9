"""The date words and shapes of a language pack (`calendar.toml`), compiled so that a run of date words becomes a string of letters.

Every word (or phrase) has classes: "hari" is a `unit` and a `day_noun`. Each set of classes that occurs is one letter, each
`[[pattern]]` a regular expression over such letters: a language brings words and shapes, the readings (date_forms.py) stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from pantau.extract.number_words import NumberWords, laid_over
from pantau.lang.pack import Pack
from pantau.tables import Checker, Form

# Numeric dates first, then clocks, numbers, words (split where small letters meet a capital), signs that stand inside a date.
TOKEN = re.compile(
    r"\d{4}-\d\d-\d\d(?!\d)|\d{1,2}[-–]\d{1,2}/\d{1,2}(?:/\d{2,4})?(?!\d)"
    r"|\d{1,2}([/.-])\d{1,2}\1\d{2,4}(?!\d)|\d{1,2}/\d{1,2}(?![\d/])"
    r"|\d{1,2}[.:]\d\d(?![.,:]?\d)|\d+(?:[.,]\d+)*"
    r"|[^\W\d_]?[^\W\d_A-Z]+(?:['’][^\W\d_]+)*|[^\W\d_]+?(?=[^\W\d_][^\W\d_A-Z])|[^\W\d_]+|[(),/–—-]"
)

Phrase = tuple[str, ...]

VALUED = {
    "weekdays": "weekday", "months": "month", "short_months": "short_month", "units": "unit", "one_units": "one_unit",
    "many_units": "many_unit", "shifts": "shift", "night_shifts": "night_shift", "next_days": "next_day", "dayparts": "daypart",
    "zones": "zone", "parts": "part", "counts": "count", "seasons": "season", "refs": "ref",
}  # fmt: skip
LISTED = (
    "past", "back", "next", "ahead", "last", "later", "earlier", "this", "that", "every", "about", "clock", "link", "century",
    "nothing", "dash", "comma", "open", "close", "weekend",
)  # fmt: skip
NOUNS = {"day_nouns": "day_noun", "month_nouns": "month_noun", "year_nouns": "year_noun", "date_nouns": "date_noun"}
DIGITS = {
    "full": {"full"}, "short": {"short"}, "spread": {"spread"}, "time": {"time"}, "number": {"number"},
    "day": {"day", "number"}, "year": {"year", "number"}, "ordinal": {"ordinal"}, "decade": {"decade"},
}  # fmt: skip
CUES = ("from", "until", "between", "and", "to", "future", "cut", "year", "age")
_SEEDS = frozenset(
    {"weekday", "month", "short_month", "unit", "one_unit", "many_unit", "shift", "night_shift", "next_day", "daypart", "season",
     "ref", "clock", "weekend", "date_noun"}
)  # fmt: skip
_FORM: Form = {
    "numeric_order!": str, "capitalised!": list, "abbreviations!": list, "decade_suffix!": list, "ordinal_prefix!": list,
    "afternoon!": dict, "words!": dict, "cues!": dict, "fragments!": dict, "pattern!": list,
    **{f"{name}!": list for name in NOUNS}, **{f"{name}!": dict for name in VALUED},
}  # fmt: skip


class Lexeme(NamedTuple):
    """What a word can be in a date: its classes, the letter that stands for this set of classes, and the value in each class."""

    letter: str
    classes: frozenset[str]
    values: Mapping[str, Any]


class Pattern(NamedTuple):
    """A shape over letters; `roles` names what each group of the expression is."""

    reading: str
    shape: re.Pattern[str]
    roles: Mapping[str, str]


@dataclass(frozen=True)
class Calendar:
    """One language's words and shapes for dates, ready to be matched."""

    single: Mapping[str, Lexeme]
    phrases: Mapping[str, tuple[tuple[Phrase, Lexeme], ...]]
    vocabulary: frozenset[str]
    seeds: frozenset[str]
    digits: Mapping[str, Lexeme]
    narrowed: Mapping[frozenset[str], str]
    capitalised: frozenset[str]
    abbreviations: frozenset[str]
    decade_suffix: frozenset[str]
    ordinal_prefix: frozenset[str]
    afternoon: frozenset[str]
    month_first: bool
    cues: Mapping[str, frozenset[Phrase]]
    patterns: tuple[Pattern, ...]


def tokens_of(phrase: str) -> Phrase:
    """A phrase as the tokens the lexer would make of it, lower case."""
    return tuple(m.group().lower() for m in TOKEN.finditer(phrase))


def load_calendar(pack: Pack, numbers: NumberWords) -> Calendar:
    """The pack's `calendar` table, later files laid over earlier ones. Raises KnowledgeError with file and line of every fault."""
    merged: dict[str, Any] = {}
    classes: dict[Phrase, dict[str, Any]] = {}
    checker: Checker | None = None
    for path, table in pack.tables.get("calendar", ()):
        checker = Checker(path)
        form = _FORM if not merged else {key.rstrip("!"): kind for key, kind in _FORM.items()}
        checker.table({**table, "pattern": []} if "pattern" in table else table, form, name="calendar")
        _check_lists(checker, table)
        checker.done()
        for key, value in table.items():
            merged[key] = laid_over(merged.get(key), value)
    _collect(merged, numbers, classes)
    return _ready(merged, classes, checker)


def _check_lists(checker: Checker, table: Mapping[str, Any]) -> None:
    checker.table(table.get("words", {}), dict.fromkeys(LISTED, list), name="words")
    checker.table(table.get("cues", {}), dict.fromkeys(CUES, list), name="cues")
    checker.table(table.get("afternoon", {}), {"words": list}, name="afternoon")
    for row in table.get("pattern", ()):
        checker.table(row, {"reading!": str, "shape!": str}, name="pattern")


def _collect(table: Mapping[str, Any], numbers: NumberWords, classes: dict[Phrase, dict[str, Any]]) -> None:
    """Every word and phrase with its classes and values."""

    def add(phrase: str, name: str, value: Any) -> None:
        classes.setdefault(tokens_of(phrase), {})[name] = value

    for section, name in VALUED.items():
        for phrase, value in table.get(section, {}).items():
            add(phrase, name, value)
    for section, name in NOUNS.items():
        for phrase in table.get(section, ()):
            add(phrase, name, phrase)
    for name in LISTED:
        for phrase in table.get("words", {}).get(name, ()):
            add(phrase, name, phrase)
    for word, (role, value) in numbers.role.items():
        if role in ("small", "scale", "teen"):
            add(word, "number", value)
        elif role == "ordinal":
            add(word, "ordinal", value)


def _ready(table: Mapping[str, Any], classes: Mapping[Phrase, Mapping[str, Any]], checker: Checker | None) -> Calendar:
    capitalised = frozenset(table.get("capitalised", ()))
    sets = {frozenset(c) for c in classes.values()} | {frozenset(c) for c in DIGITS.values()}
    for word in sorted(capitalised):  # such a word may lose its weekday or month, or all but that
        own = frozenset(classes.get((word,), {}))
        names = own & {"weekday", "month", "short_month"}
        sets |= {names, own - names}
    letters = {names: chr(0x4E00 + i) for i, names in enumerate(sorted(sets - {frozenset()}, key=sorted))}
    lexemes = {phrase: Lexeme(letters[frozenset(c)], frozenset(c), dict(c)) for phrase, c in classes.items()}
    phrases: dict[str, list[tuple[Phrase, Lexeme]]] = {}
    for phrase, lexeme in lexemes.items():
        if len(phrase) > 1:
            phrases.setdefault(phrase[0], []).append((phrase, lexeme))
    affixes = frozenset(table.get("ordinal_prefix", ())) | frozenset(table.get("decade_suffix", ()))
    return Calendar(
        single={phrase[0]: lexeme for phrase, lexeme in lexemes.items() if len(phrase) == 1},
        phrases={word: tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0]))) for word, rows in phrases.items()},
        vocabulary=frozenset(word for phrase in lexemes for word in phrase) | affixes,
        seeds=frozenset(word for phrase, lexeme in lexemes.items() if lexeme.classes & _SEEDS for word in phrase),
        digits={name: Lexeme(letters[frozenset(c)], frozenset(c), {}) for name, c in DIGITS.items()},
        narrowed=letters,
        capitalised=capitalised,
        abbreviations=frozenset(table.get("abbreviations", ())),
        decade_suffix=frozenset(table.get("decade_suffix", ())),
        ordinal_prefix=frozenset(table.get("ordinal_prefix", ())),
        afternoon=frozenset(table.get("afternoon", {}).get("words", ())),
        month_first=table.get("numeric_order") == "mdy",
        cues={name: frozenset(tokens_of(p) for p in table.get("cues", {}).get(name, ())) for name in CUES},
        patterns=tuple(_compiled(row, table.get("fragments", {}), letters, checker) for row in table.get("pattern", ())),
    )


def _compiled(
    row: Mapping[str, str], fragments: Mapping[str, str], letters: Mapping[frozenset[str], str], checker: Checker | None
) -> Pattern:
    """`day_noun? weekday (comma? daypart)?` as an expression over letters; `class=role` names a group by its role."""
    shape = row["shape"]
    for _ in range(4):  # fragments may stand in fragments
        shape = re.sub(r"\{(\w+)\}", lambda m: f"({fragments.get(m.group(1), m.group(1))})", shape)
    roles: dict[str, str] = {}

    def group(m: re.Match[str]) -> str:
        name, role, many = m.group(1), m.group(2) or m.group(1), m.group(3)
        held = "".join(sorted(letter for names, letter in letters.items() if name in names))
        if not held and checker and name not in (*VALUED.values(), *NOUNS.values(), *LISTED, *DIGITS):
            checker.fault(f"a shape of `{row['reading']}` names the unknown class `{name}`", name)
            checker.done()
        roles[f"g{len(roles)}"] = role
        inside, outside = (many, "") if many in ("+", "*") else ("", many)
        return f"(?P<g{len(roles) - 1}>[{held or chr(0x4DFF)}]{inside}){outside}"

    body = re.sub(r"([a-z_]+)(?:=([a-z_]+))?([+*?]?)", group, shape.replace("(", "(:"))
    return Pattern(row["reading"], re.compile(body.replace("(:", "(?:").replace(" ", "")), roles)
