"""One key for all forms of a word, by which a search finds them: `menembaki`, `penembakan` → `tembak`; `shelled`, `shells` → `shel`.

Roots are held in `lemmas.toml` of each language; a form that comes from none of them is cut by plain rules, so that forms of a word
nobody listed still fall together most of the time. A key is for comparing, never for showing: it need not be a word.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pantau.lang.affixes import CLITICS, VOWELS, analyse_indonesian
from pantau.lang.english import irregular_bases
from pantau.tables import Checker, load_toml

LEMMAS = 1
"""Counts the ways keys were made: an index whose keys were made another way has to be made again."""

_HERE = Path(__file__).parent
_LONGEST = 40  # letters: what is longer is no word, and is its own key
_LEAST = 4  # letters that cutting by rule must leave


class Lemmas(NamedTuple):
    """The words that forms of one language are held against."""

    roots: frozenset[str]
    forms: dict[str, str]


@lru_cache(maxsize=8)
def load_lemmas(language: str) -> Lemmas:
    """The shipped `lemmas.toml` of a language; empty for a language that has none. Raises KnowledgeError for a file out of form."""
    path = _HERE / language / "lemmas.toml"
    if not re.fullmatch(r"[a-z]{2,3}", language) or not path.is_file():
        return Lemmas(frozenset(), {})
    table, check = load_toml(path), Checker(path)
    check.table(table, {"roots!": str, "forms!": list}, name="lemmas.toml")
    check.done()
    pairs = [row.split() for row in table["forms"]]
    for pair in pairs:
        if len(pair) != 2:
            check.fault(f"{' '.join(pair)!r} is no form with its root", *pair[:1])
    check.done()
    return Lemmas(frozenset(table["roots"].split()), dict(pairs))


@lru_cache(maxsize=1 << 17)
def lemma(word: str, language: str | None) -> str:
    """The key of a lower-case word without diacritics; the word itself in a language without rules."""
    if language not in _RULES or len(word) > _LONGEST or not word.isalpha():
        return word
    listed = load_lemmas(language)
    return _RULES[language](listed.forms.get(word, word), listed)


# Indonesian ------------------------------------------------------------------------------------------------------------


def _indonesian(word: str, listed: Lemmas) -> str:
    if word in listed.roots:
        return word
    found = {analysis.root for analysis in analyse_indonesian(word, listed.roots) if len(analysis.root) > 2}
    if found:
        return min(found, key=lambda root: (-len(root), root))
    for clitic in CLITICS[:3]:
        if word.endswith(clitic) and len(word) - len(clitic) >= _LEAST:
            return _indonesian(word.removesuffix(clitic), listed)
    return _cut_indonesian(word)


_NASAL = (
    (re.compile(r"(?:me|pe)ny(?=[aeiou])"), "s"), (re.compile(r"(?:me|pe)ng(?=[aeioughkx])"), ""),
    (re.compile(r"(?:me|pe)m(?=[bfpv])"), ""), (re.compile(r"(?:me|pe)m(?=[aeiou])"), "p"),
    (re.compile(r"(?:me|pe)n(?=[cdjsz])"), ""), (re.compile(r"(?:me|pe)n(?=[aeiou])"), "t"), (re.compile(r"me(?=[lrwy][aeiou])"), ""),
)  # fmt: skip
_OTHER = re.compile(r"(?:memper|diper|ber|ter|per|pel|di|ke|pe)(?=[a-z]{4})")


def _cut_indonesian(word: str) -> str:
    """The rest of a form whose root is not listed: a nasal prefix, else another where an ending confirms it, and the ending."""
    for pattern, letter in _NASAL:
        if (cut := pattern.match(word)) and len(word) - cut.end() >= _LEAST:
            return _without_suffix(letter + word[cut.end() :], is_noun=word[0] == "p")
    if cut := _OTHER.match(word):
        noun = cut[0] in ("ke", "per", "pel", "pe")
        rest = _without_suffix(word[cut.end() :], is_noun=noun)
        if (len(rest) < len(word) - cut.end() or cut[0] in ("di", "ber", "memper", "diper")) and any(v in rest for v in VOWELS):
            return rest
    return _without_suffix(word, is_noun=True)


def _without_suffix(word: str, *, is_noun: bool) -> str:
    """Without its ending: -an behind the prefixes of nouns and on a bare word (`tembakan`), else -kan, -an or -i."""
    for suffix in ("an",) if is_noun else ("kan", "an", "i"):
        if word.endswith(suffix) and len(word) - len(suffix) >= _LEAST:
            return word.removesuffix(suffix)
    return word


# English ---------------------------------------------------------------------------------------------------------------

_ATE = re.compile("[^aeo]at$")
_VOWEL = re.compile("[aeiouy]")
_DERIVED = (("ations", ""), ("ation", ""), ("ators", ""), ("ator", ""), ("ated", ""), ("ating", ""), ("ates", ""), ("ate", ""),
            ("ions", ""), ("ion", ""), ("ments", ""), ("ment", ""))  # fmt: skip


def _english(word: str, listed: Lemmas) -> str:
    if word in listed.roots:
        return word
    word = _uninflected(word, listed)
    for ending, instead in _DERIVED:
        if word.endswith(ending) and len(word) - len(ending) >= (_LEAST if ending[0] in "am" else _LEAST + 1):
            word = word.removesuffix(ending) + instead
            break
    word = word.removesuffix("e") if len(word) > 3 else word
    return word[:-1] if len(word) > 3 and word.endswith("ll") else word


def _uninflected(word: str, listed: Lemmas) -> str:
    """Without plural, then the base of an irregular form, else without -ed or -ing; a listed word that comes up stays."""
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = _singular(word)
    if bases := irregular_bases(word):
        return min(bases)
    if word in listed.roots or len(word) < 5:
        return listed.forms.get(word, word)
    for ending in ("ied", "eed", "ed", "ing"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 1 and _VOWEL.search(rest if ending != "ied" else "y"):
            return listed.forms.get(made := _base(rest, ending), made)
    return word


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes", "zes", "oes")) else word[:-1]


def _base(rest: str, ending: str) -> str:
    """What stands before the ending as a word: deni(ed) → deny, agre(ed) → agree, violat(ed) → violate, bann(ed) → ban."""
    if ending == "ied":
        return rest + "y" if len(rest) > 1 else rest + "ie"
    if ending == "eed":
        return rest + "ee"
    if _ATE.search(rest):
        return rest + "e"
    return rest[:-1] if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "aeiouls" else rest


_RULES = {"id": _indonesian, "en": _english}
