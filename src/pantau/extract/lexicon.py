"""The word lists of one language pack, compiled: one trie of patterns over all layers and the index of names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pantau.extract.names import Names, make_names
from pantau.extract.patterns import Patterns, Tag
from pantau.knowledge import Knowledge
from pantau.lang import Pack
from pantau.lang.affixes import MORPHOLOGY, analyse_nothing
from pantau.model import EVENT_TYPES, OUTCOMES, STAGES, STANCES
from pantau.tables import Checker, Table
from pantau.world import Gazetteer, parse_names

_SPEECH = {"verbs": list, "nouns": list, "prepositions": list, "passive_source": list, "postposed": list}
_EVENT = {"verbs": list, "nouns": list, "reciprocal": list, "phrases": list, "not_event": list, "weak": list}
_OUTCOME = {"verbs": list, "nouns": list, "adjectives": list}


@dataclass(frozen=True)
class Lexicon:
    """Everything the finders match against. `cues` are stance cues, `words` closed-class word sets by name."""

    patterns: Patterns
    names: Names
    words: dict[str, frozenset[str]]
    known: frozenset[str]
    gazetteer: Gazetteer
    cuts: dict[str, int] = field(default_factory=dict)

    def cut_glued(self, word: str) -> int:
        """After how many letters a word that glues a name and a word (`AStersebut`, `Israelyang`, `dariEuronews`) is to be cut; 0 if it is whole, -1 if it is a pair of names."""
        n = self.cuts.get(word)
        if n is None:
            n = self.cuts[word] = self._cut(word)
        return n

    def _cut(self, word: str) -> int:
        if "-" in word:
            first, _, second = word.partition("-")
            pair = first in self.names.single_words and second in self.names.single_words and word not in self.names.first_words
            return -1 if pair else 0
        if not word[:1].isupper() or len(word) < 5 or word in self.names.first_words or word.lower() in self.known:
            return 0
        for n in range(len(word) - 2, 1, -1):
            head, rest = word[:n], word[n:]
            if (
                rest[0].islower()
                and rest in self.known
                and (head in self.names.single_words or (len(rest) > 3 and len(head) > 3 and rest in self.words["gluing"]))
            ):
                return n
        return 0


def load_lexicon(knowledge: Knowledge, language: str) -> Lexicon:
    """The compiled lexicon of a language, made once for a state of knowledge."""
    key = f"lexicon/{language}"
    found = knowledge.derived.get(key)
    if found is None:
        found = knowledge.derived[key] = _compile(knowledge, knowledge.packs[language])
    assert isinstance(found, Lexicon)
    return found


def _compile(knowledge: Knowledge, pack: Pack) -> Lexicon:
    patterns = Patterns(MORPHOLOGY.get(pack.language, analyse_nothing))
    words: dict[str, set[str]] = {}
    for stem, add in _SECTIONS.items():
        for path, tables in pack.tables.get(stem, ()):
            check = Checker(path)
            add(patterns, words, tables, check)
            check.done()
    names = make_names(knowledge, pack)
    known = frozenset(w for ws in words.values() for w in ws if " " not in w) | frozenset(patterns.words)
    gazetteer = knowledge.world.gazetteer(parse_names(pack.tables.get("names", ()), knowledge.world.parties))
    return Lexicon(patterns, names, {k: frozenset(v) for k, v in words.items()}, known, gazetteer)


def _put(patterns: Patterns, rows: Iterable[str], layer: str, name: str, form: str) -> None:
    for row in rows:
        patterns.add(row, Tag(layer, name, form))


def _speech(patterns: Patterns, words: dict[str, set[str]], tables: Table, check: Checker) -> None:
    _put(patterns, tables.get("not_speech", ()), "speech", "none", "none")
    for name, row in tables.items():
        if name == "cues":
            for stance, cues in check.table(row, dict.fromkeys(STANCES, list), name="cues").items():
                _put(patterns, cues, "cue", stance, "cue")
        elif name != "not_speech":
            check.one_of(name, STANCES, name="speech", key=name)
            for form, rows in check.table(row, _SPEECH, name=name).items():
                _put(patterns, rows, "speech", name, form)


def _event(patterns: Patterns, words: dict[str, set[str]], tables: Table, check: Checker) -> None:
    _put(patterns, tables.get("not_event", ()), "event", "none", "none")
    checked = {name: check.table(row, _EVENT, name=name) for name, row in tables.items() if name != "not_event"}
    for row in checked.values():
        _put(patterns, row.get("not_event", ()), "event", "none", "none")
    for name, row in checked.items():
        check.one_of(name, EVENT_TYPES, name="event", key=name)
        for form in ("weak", "phrases", "reciprocal", "verbs", "nouns"):  # of equal patterns the narrower reading, put first, wins
            _put(patterns, row.get(form, ()), "event", name, form)


def _roles(patterns: Patterns, words: dict[str, set[str]], tables: Table, check: Checker) -> None:
    for name, row in tables.items():
        rows = row if isinstance(row, list) else check.table(row, {"words": list}, name=name).get("words", ())
        if name in ("modifiers", "determiners", "titles", "organs"):
            words.setdefault(name, set()).update(r.lower() for r in rows)
        if name not in ("modifiers", "determiners"):
            _put(patterns, rows, "role", name, "noun")


def _casualty(patterns: Patterns, words: dict[str, set[str]], tables: Table, check: Checker) -> None:
    for name, row in tables.items():
        if name in OUTCOMES:
            checked = check.table(row, _OUTCOME, name=name)
            for form in ("adjectives", "nouns", "verbs"):  # `mengungsi`, `tewas` are states before they are verbs
                _put(patterns, checked.get(form, ()), "harm", name, form)
        elif isinstance(row, dict):
            for part, rows in row.items():
                _put(patterns, rows, {"victims": "victim"}.get(name, name), part, "noun")
        else:
            _put(patterns, row, {"not_victims": "victim"}.get(name, name), name, "noun")


def _ceasefire(patterns: Patterns, words: dict[str, set[str]], tables: Table, check: Checker) -> None:
    _put(patterns, tables.get("nouns", ()), "truce", "truce", "noun")
    _put(patterns, tables.get("brokers", ()), "broker", "broker", "verb")
    stages = tables.get("stages", {})
    for name, rows in check.table(stages, dict.fromkeys(STAGES, list), name="stages").items():
        _put(patterns, rows, "stage", name, "verb")
    _put(patterns, tables.get("weak", ()), "truce_weak", "truce", "noun")


def _grammar(patterns: Patterns, words: dict[str, set[str]], tables: Table, check: Checker) -> None:
    for name, rows in tables.items():
        if isinstance(rows, list):
            words.setdefault(name, set()).update(str(r).lower() for r in rows)
            _put(patterns, (r for r in rows if " " in r), "grammar", name, "phrase")


_SECTIONS: dict[str, Any] = {
    "grammar": _grammar, "syntax": _grammar, "speech": _speech, "event": _event, "roles": _roles, "casualty": _casualty, "scope": _grammar, "ceasefire": _ceasefire,
}  # fmt: skip
_ = Path
