"""The word lists of this room, `counts.toml` and `provisions.toml` of each pack, compiled apart from the extractor's: they change no
record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pantau.extract.patterns import Patterns, Tag, is_pattern
from pantau.knowledge import Knowledge
from pantau.lang import Pack
from pantau.lang.morphology import morphology_of
from pantau.model.registry import PROVISION_KINDS
from pantau.tables import Checker, Table

_COUNT_SETS = ("between", "earlier", "failed", "both", "not_truces", "ordinals")
_COUNT_PATTERNS = ("brokered", "meetings")
_PROVISION_SETS = ("terms", "duties", "deadlines", "breaches", "soon_after", "again_and_again", "corrections")


@dataclass(frozen=True)
class LinkWords:
    """Patterns by layer (`provision` and the names of the lists), word sets by name, and the ordinals by their value."""

    patterns: Patterns
    sets: Mapping[str, frozenset[str]]
    ordinals: Mapping[str, int]


def load_link_words(knowledge: Knowledge, language: str) -> LinkWords:
    """The compiled lists of a language, made once for a state of knowledge. Raises KnowledgeError."""
    key = f"link_words/{language}"
    found = knowledge.derived.get(key)
    if found is None:
        found = knowledge.derived[key] = _compile(knowledge.packs[language])
    assert isinstance(found, LinkWords)
    return found


def _compile(pack: Pack) -> LinkWords:
    patterns = Patterns(morphology_of(pack.language))
    sets: dict[str, set[str]] = {name: set() for name in _COUNT_SETS}
    ordinals: dict[str, int] = {}
    for path, tables in pack.tables.get("counts", ()):
        check = Checker(path)
        check.table(tables, dict.fromkeys((*_COUNT_SETS, *_COUNT_PATTERNS), list), name="counts")
        for name in _COUNT_SETS:
            sets[name].update(tables.get(name, ()))
        ordinals |= {word: n for n, word in enumerate(tables.get("ordinals", ()), 1)}
        for name in _COUNT_PATTERNS:
            _put(patterns, check, tables.get(name, ()), Tag(name, name, "phrase"))
        check.done()
    for path, tables in pack.tables.get("provisions", ()):
        check = Checker(path)
        _provisions(patterns, check, tables)
        check.done()
    return LinkWords(patterns, {k: frozenset(v) for k, v in sets.items()}, ordinals)


def _provisions(patterns: Patterns, check: Checker, tables: Table) -> None:
    check.table(tables, {**dict.fromkeys(_PROVISION_SETS, list), "kinds": dict}, name="provisions")
    for name in _PROVISION_SETS:
        _put(patterns, check, tables.get(name, ()), Tag(name, name, "phrase"))
    for kind, rows in check.table(tables.get("kinds", {}), dict.fromkeys(PROVISION_KINDS, list), name="kinds").items():
        _put(patterns, check, rows, Tag("provision", kind, "phrase"))


def _put(patterns: Patterns, check: Checker, rows: list[str], tag: Tag) -> None:
    for row in rows:
        if not is_pattern(row):
            check.fault(f"{row!r} is no pattern; write words, `~root`, `~root:v`, `~root:n`, `*` between words", row)
        patterns.add(row, tag)
