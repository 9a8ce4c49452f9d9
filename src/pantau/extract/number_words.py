"""The number words of a language pack (`numbers.toml`), checked and made ready for look-up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pantau.lang.pack import Pack
from pantau.tables import Checker, Form

# Digits with their separators, words split where small letters meet a capital ("padaSenin": links are often glued), any other sign.
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]?[^\W\d_A-Z]+(?:['’][^\W\d_]+)*|[^\W\d_]+?(?=[^\W\d_][^\W\d_A-Z])|[^\W\d_]+|[^\w\s]")

Phrase = tuple[str, ...]

_NUMBER: tuple[type, ...] = (int, float)
_FORM: Form = {
    "decimal!": str, "ordinal_prefix!": list, "collective_suffix!": str, "teen!": list, "joiner!": list, "many_of!": list,
    "few_behind!": list, "about_suffix!": list,
    "small!": dict, "one!": dict, "scale!": dict, "vague!": dict, "round!": dict, "half!": dict, "ordinal!": dict, "range!": dict,
    "before!": dict, "after!": dict, "kind_before!": dict, "kind_after!": dict, "not_counts!": dict,
}  # fmt: skip
_LISTS: Mapping[str, Form] = {
    "range": {"words!": list, "between!": list, "both!": list},
    "before": {"at_least!": list, "about!": list, "at_most!": list, "exact!": list},
    "after": {"at_least!": list, "about!": list, "at_most!": list, "unless!": list},
    "kind_before": {"money!": list, "age!": list, "name!": list, "date!": list, "year!": list},
    "kind_after": {"percent!": list, "money!": list, "measure!": list},
    "not_counts": {"words!": list},
}


def words_of(phrase: str) -> Phrase:
    """The tokens of a phrase, lower case: "kira-kira" is three of them."""
    return tuple(m.group() for m in WORD.finditer(phrase.lower()))


def _phrases(lists: Mapping[str, Iterable[str]]) -> dict[Phrase, str]:
    return {words_of(phrase): name for name, phrases in lists.items() for phrase in phrases}


@dataclass(frozen=True)
class NumberWords:
    """What each number word is (`role`: a table of the file, or teen, collective) and the phrases around figures."""

    role: Mapping[str, tuple[str, Any]]
    decimal: str
    ordinal_prefix: frozenset[str]
    joiner: frozenset[str]
    many_of: frozenset[str]
    few_behind: frozenset[str]
    about_suffix: frozenset[str]
    range_words: frozenset[Phrase]
    between: frozenset[str]
    both: frozenset[str]
    before: Mapping[Phrase, str]
    after: Mapping[Phrase, str]
    unless: frozenset[str]
    kind_before: Mapping[Phrase, str]
    kind_after: Mapping[Phrase, str]
    not_counts: frozenset[Phrase]
    not_count_starts: frozenset[str]
    months: frozenset[str]


def load_number_words(pack: Pack) -> NumberWords:
    """The pack's `numbers` table, later files laid over earlier ones. Raises KnowledgeError with file and line on unknown keys."""
    merged: dict[str, Any] = {}
    for path, table in pack.tables.get("numbers", ()):
        checker = Checker(path)
        first = not merged
        checker.table(table, _FORM if first else {key.rstrip("!"): kind for key, kind in _FORM.items()}, name="numbers")
        for name, form in _LISTS.items():
            if name in table:
                checker.table(table[name], form if first else {key.rstrip("!"): kind for key, kind in form.items()}, name=name)
        checker.done()
        for key, value in table.items():
            merged[key] = laid_over(merged.get(key), value)
    return _ready(merged, _month_names(pack))


def laid_over(old: Any, new: Any) -> Any:
    """Lists and tables grow, single values are replaced."""
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{key: laid_over(old.get(key), value) for key, value in new.items()}}
    if isinstance(old, list) and isinstance(new, list):
        return [*old, *new]
    return new


def _month_names(pack: Pack) -> frozenset[str]:
    tables = [table for _, table in pack.tables.get("calendar", ())]
    return frozenset(str(word) for table in tables for word in table.get("months", {}))


def _ready(table: Mapping[str, Any], months: frozenset[str]) -> NumberWords:
    role: dict[str, tuple[str, Any]] = {}
    for name in ("small", "one", "scale", "vague", "round", "half", "ordinal"):
        role |= {word: (name, tuple(v) if isinstance(v, list) else v) for word, v in table.get(name, {}).items()}
    suffix = str(table.get("collective_suffix", ""))
    role |= {word + suffix: ("collective", v) for word, v in table.get("ordinal", {}).items() if suffix and v > 1}
    role |= dict.fromkeys(table.get("teen", ()), ("teen", 10))
    lists = {name: {key.rstrip("!"): table.get(name, {}).get(key.rstrip("!"), []) for key in form} for name, form in _LISTS.items()}
    unless = lists["after"].pop("unless")
    not_counts = frozenset(words_of(p) for p in lists["not_counts"]["words"])
    return NumberWords(
        role=role,
        decimal=str(table.get("decimal", ".")),
        ordinal_prefix=frozenset(table.get("ordinal_prefix", ())),
        joiner=frozenset(table.get("joiner", ())),
        many_of=frozenset(table.get("many_of", ())),
        few_behind=frozenset(table.get("few_behind", ())),
        about_suffix=frozenset(table.get("about_suffix", ())),
        range_words=frozenset(words_of(p) for p in lists["range"]["words"]),
        between=frozenset(lists["range"]["between"]),
        both=frozenset(lists["range"]["both"]),
        before=_phrases(lists["before"]),
        after=_phrases(lists["after"]),
        unless=frozenset(unless),
        kind_before=_phrases(lists["kind_before"]),
        kind_after=_phrases(lists["kind_after"]),
        not_counts=not_counts,
        not_count_starts=frozenset(p[0] for p in not_counts),
        months=months,
    )
