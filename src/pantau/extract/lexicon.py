"""The word lists of one language pack, compiled: one trie of patterns over all layers and the index of names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from pantau.extract.names import Names, make_names
from pantau.extract.patterns import MOST_FORMS, Patterns, Tag, is_pattern
from pantau.extract.words import Piece, cut_word
from pantau.knowledge import Knowledge
from pantau.lang import Pack
from pantau.lang.morphology import morphology_of
from pantau.model import EVENT_TYPES, OUTCOMES, STAGES, STANCES
from pantau.tables import Checker, Table
from pantau.world import Gazetteer, parse_names

_SPEECH = {"verbs": list, "nouns": list, "prepositions": list, "passive_source": list, "postposed": list}
_EVENT = {
    "verbs": list, "nouns": list, "reciprocal": list, "phrases": list, "not_event": list, "weak": list, "suffered": list,
    "weakly_suffered": list,
}  # fmt: skip
ROLES = (
    "military", "police", "government", "official", "militant", "opposition", "protester", "medic", "media", "witness", "expert", "ngo",
    "ally", "mediator", "civilian", "titles", "organs",
)  # fmt: skip
PEOPLE = ("civilian", "medic", "media", "witness", "expert", "ngo")
"""Classes of nouns that name people who are neither a state's nor rebels."""
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
    pieces: dict[str, tuple[Piece, ...]] = field(default_factory=dict)

    def cut(self, word: str) -> tuple[Piece, ...]:
        """The tokens a written word is made of; remembered, as most words come again."""
        found = self.pieces.get(word)
        if found is None:
            if len(self.pieces) >= MOST_FORMS:
                self.pieces.clear()
            found = self.pieces[word] = cut_word(word, self.cut_glued)
        return found

    def cut_glued(self, word: str) -> int:
        """After how many letters a word that glues a name and a word (`AStersebut`, `Israelyang`, `dariEuronews`) is to be cut; 0
        if it is whole, -1 if it is a pair of names."""
        n = self.cuts.get(word)
        if n is None:
            if len(self.cuts) >= MOST_FORMS:
                self.cuts.clear()
            n = self.cuts[word] = self._cut(word)
        return n

    def _cut(self, word: str) -> int:
        for enclitic in self.patterns.morphology.enclitics:
            if word.endswith(enclitic):
                return len(word) - len(enclitic)
        if "-" in word:
            first, _, second = word.partition("-")
            known = first in self.names.single_words and word not in self.names.first_words
            opens = second in self.names.single_words or (second[:1].isupper() and second in self.names.first_words)
            pair = known and (opens or second in self.words["led"])  # `AS-Iran`, `AS-Korea Selatan`, `US-backed`
            return -1 if pair else 0
        if not word[:1].isupper() or word in self.names.first_words or word.lower() in self.known:
            return 0
        for n in range(len(word) - 2, 1, -1):
            if self._glues(word[:n], word[n:]):
                return n
        return 0

    def _glues(self, head: str, rest: str) -> bool:
        """Whether two words were glued here: a known name and a small word, an abbreviation and a name, any name and a telling word."""
        if head in self.names.single_words:
            return (rest in self.known) if rest[0].islower() else head.isupper() and rest[1:].islower()
        if head.isupper() and len(rest) > 2 and rest in self.known:
            return True  # `kepada AFPbahwa`: an abbreviation that nobody listed
        verb = rest.startswith(("me", "ber")) and len(rest) > 5 and rest in self.known
        telling = rest in self.words["gluing"] or verb
        return telling and len(rest) > 3 and len(head) > 3


def load_lexicon(knowledge: Knowledge, language: str) -> Lexicon:
    """The compiled lexicon of a language, made once for a state of knowledge."""
    key = f"lexicon/{language}"
    found = knowledge.derived.get(key)
    if found is None:
        found = knowledge.derived[key] = _compile(knowledge, knowledge.packs[language])
    assert isinstance(found, Lexicon)
    return found


_SMALL = ("pronouns", "lands", "group_pronouns_first", "determiners", "modifiers", "leading", "tying")
"""The lists that a word must be in to be a pronoun or a small word of a mention: looked up at once."""


class _Build(NamedTuple):
    """What the sections of a pack are compiled into, and the checker of the file at hand."""

    patterns: Patterns
    words: dict[str, set[str]]
    check: Checker

    def put(self, rows: Iterable[str], layer: str, name: str, form: str, *, voice: str = "") -> None:
        """Add every pattern of a list under one tag."""
        for row in rows:
            if not is_pattern(row):
                self.check.fault(f"{row!r} is no pattern; write words, `~root`, `~root:v`, `~root:n`, `*` between words", row)
            self.patterns.add(row, Tag(layer, name, form, voice))

    def keep(self, name: str, rows: Iterable[str]) -> None:
        """Add the words of a list to a closed set."""
        self.words.setdefault(name, set()).update(str(row).lower() for row in rows)


def _compile(knowledge: Knowledge, pack: Pack) -> Lexicon:
    patterns = Patterns(morphology_of(pack.language))
    words: dict[str, set[str]] = {}
    for stem, add in _SECTIONS.items():
        for path, tables in pack.tables.get(stem, ()):
            check = Checker(path)
            try:
                add(_Build(patterns, words, check), tables)
            except (AttributeError, TypeError, ValueError):
                check.done()  # a list of another kind, which the check has named already
                raise
            check.done()
    known = frozenset(w for ws in words.values() for w in ws if " " not in w) | frozenset(patterns.words)
    words["small_words"] = set().union(*(words[name] for name in _SMALL))
    words["opens_place"] = words["place_prepositions"] - words["between"]  # asked at every token, so made once
    words["inside_place"] = words["place_nouns"] | words["directions"] | words["place_openers"]
    gazetteer = knowledge.world.gazetteer(parse_names(pack.tables.get("names", ()), knowledge.world.parties))
    return Lexicon(patterns, make_names(knowledge, pack), {k: frozenset(v) for k, v in words.items()}, known, gazetteer)


def _speech(build: _Build, tables: Table) -> None:
    build.put(tables.get("not_speech", ()), "speech", "none", "none")
    for name, row in tables.items():
        if name == "cues":
            for stance, cues in build.check.table(row, dict.fromkeys(STANCES, list), name="cues").items():
                build.put(cues, "cue", stance, "cue")
        elif name != "not_speech":
            build.check.one_of(name, STANCES, name="speech", key=name)
            for form, rows in build.check.table(row, _SPEECH, name=name).items():
                build.put(rows, "speech", name, form)


def _event(build: _Build, tables: Table) -> None:
    build.put(tables.get("not_event", ()), "event", "none", "none")
    checked = {name: build.check.table(row, _EVENT, name=name) for name, row in tables.items() if name != "not_event"}
    for row in checked.values():
        build.put(row.get("not_event", ()), "event", "none", "none")
    for name, row in checked.items():
        build.check.one_of(name, EVENT_TYPES, name="event", key=name)
        build.put(row.get("weakly_suffered", ()), "event", name, "weak", voice="passive")
        build.put(row.get("suffered", ()), "event", name, "phrases", voice="passive")
        for form in ("weak", "phrases", "reciprocal", "verbs", "nouns"):  # of equal patterns the narrower reading, put first, wins
            build.put(row.get(form, ()), "event", name, form)


def _roles(build: _Build, tables: Table) -> None:
    build.check.table(tables, dict.fromkeys((*ROLES, "modifiers"), list), name="roles")
    for name, rows in tables.items():
        if name == "modifiers":
            build.keep("determiners", rows)
        else:
            build.put(rows, "role", name, "noun")


def _casualty(build: _Build, tables: Table) -> None:
    parts = {"victims": "victim", "qualifiers": "qualifier", "measure": "measure", "parts": "part"}
    build.check.table(tables, {"not_victims": list, "not_harm": list, **dict.fromkeys((*OUTCOMES, *parts), dict)}, name="casualty")
    build.put(tables.get("not_victims", ()), "victim", "not_victims", "noun")
    build.put(tables.get("not_harm", ()), "harm", "none", "none")
    build.put(tables.get("victims", {}).get("others", ()), "victim", "others", "noun")
    for name, row in tables.items():
        if name in OUTCOMES:
            checked = build.check.table(row, _OUTCOME, name=name)
            for form in ("adjectives", "nouns", "verbs"):  # `mengungsi`, `tewas` are states before they are verbs
                build.put(checked.get(form, ()), "harm", name, form)
        elif name in parts and isinstance(row, dict):
            for kind, rows in row.items():
                build.put(rows, parts[name], kind, "noun")


def _ceasefire(build: _Build, tables: Table) -> None:
    build.check.table(tables, {"nouns": list, "not_nouns": list, "weak": list, "brokers": list, "stages": dict}, name="ceasefire")
    build.put(tables.get("not_nouns", ()), "truce", "none", "none")
    build.put(tables.get("nouns", ()), "truce", "truce", "noun")
    build.put(tables.get("weak", ()), "truce_weak", "truce", "noun")
    build.put(tables.get("brokers", ()), "broker", "broker", "verb")
    for name, rows in build.check.table(tables.get("stages", {}), dict.fromkeys(STAGES, list), name="stages").items():
        build.put(rows, "stage", name, "verb")


def _closed_words(build: _Build, tables: Table) -> None:
    build.check.table(tables, dict.fromkeys(tables, list), name="words")
    for name, rows in tables.items():
        build.keep(name, rows)
        build.put((row for row in rows if " " in row), "grammar", name, "phrase")


_SECTIONS: dict[str, Callable[[_Build, Table], None]] = {
    "grammar": _closed_words,
    "syntax": _closed_words,
    "senses": _closed_words,
    "scope": _closed_words,
    "speech": _speech,
    "event": _event,
    "roles": _roles,
    "casualty": _casualty,
    "ceasefire": _ceasefire,
}
