"""What was typed into a search, understood: words, "phrases", -not, OR. Whatever is typed has a meaning, none of it is an error.

Words that stand together must all be found, `OR` between two makes them alternatives and binds closer, a minus in front shuts
out. A word is found in all its forms, a word or words in quotation marks only as written. Everything else (`*`, `:`, brackets,
`NEAR`) is no sign: letters and digits are looked for, the rest parts words. Case and diacritics make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pantau.lang import LANGUAGES
from pantau.lang.lemmas import lemma
from pantau.lang.morphology import morphology_of

WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
"""A word as the index cuts them (FTS5's unicode61): letters and digits, with combining marks."""
_QUOTES = '"“”„‟«»'
_PART = re.compile(rf"(?P<minus>(?<!\S)-)?(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)[{_QUOTES}]|(?P<bare>[^\s{_QUOTES}]+))")
_MOST_LETTERS = 2_000  # of what is typed; what stands behind is not looked for, and `Query.is_cut` says so
_MOST_WORDS = 32  # FTS5 joins a few hundred at most; nobody types so many


@dataclass(frozen=True)
class Term:
    """One thing to look for: words in a row as they were typed, in any form (one word only) or just so."""

    words: tuple[str, ...]
    is_exact: bool

    @property
    def folded(self) -> tuple[str, ...]:
        """The words as they are compared."""
        return tuple(fold(word) for word in self.words)

    def __str__(self) -> str:
        words = " ".join(self.words)
        return f'"{words}"' if self.is_exact else words


@dataclass(frozen=True)
class Query:
    """One of each group must be found, none of what is excluded; `is_cut` where more was typed than is looked for."""

    groups: tuple[tuple[Term, ...], ...]
    excluded: tuple[Term, ...] = ()
    is_cut: bool = False

    @property
    def terms(self) -> tuple[Term, ...]:
        """Everything to be found."""
        return tuple(term for group in self.groups for term in group)


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word in lower case without diacritics."""
    lower = word.lower()
    if lower.isascii():
        return lower
    return "".join(letter for letter in unicodedata.normalize("NFD", lower) if unicodedata.category(letter) != "Mn")


def words_of(text: str) -> list[str]:
    """The folded words of a text in order."""
    if text.isascii():
        return WORD.findall(text.lower())
    return [fold(word) for word in WORD.findall(text)]


def lemmas_of(words: Iterable[str], language: str | None) -> list[str]:
    """The index's keys of folded words, sorted: language, `0`, lemma. None for a language without word formation, none for figures."""
    if language not in LANGUAGES:
        return []
    counts = Counter[str]()
    for word, number in Counter(words).items():
        if word.isalpha():
            counts[lemma(word, language)] += number
    return [key for word in sorted(counts) for key in (f"{language}0{word}",) * counts[word]]


def parse_query(typed: str) -> Query:
    """What is looked for; no groups at all where nothing typed is a word to find."""
    groups: list[list[Term]] = []
    excluded: list[Term] = []
    is_joined, count = False, 0
    parts = list(_PART.finditer(typed[:_MOST_LETTERS]))
    for at, part in enumerate(parts):
        if part["bare"] == "OR" and not part["minus"] and groups and at + 1 < len(parts):
            is_joined = True
            continue
        term = _term(part)
        if term is None or count + len(term.words) > _MOST_WORDS:
            is_over = term is not None
            if is_over:
                return Query(tuple(map(tuple, groups)), tuple(excluded), is_cut=True)
            continue
        count += len(term.words)
        if part["minus"]:
            excluded.append(term)
        elif is_joined:
            groups[-1].append(term)
        else:
            groups.append([term])
        is_joined = False
    return Query(tuple(map(tuple, groups)), tuple(excluded), is_cut=len(typed) > _MOST_LETTERS)


def _term(part: re.Match[str]) -> Term | None:
    """What one part asks for: a quoted or hyphened one words in a row, any other a word in all its forms."""
    if part["quoted"] is not None:
        words = tuple(WORD.findall(part["quoted"]))
        return Term(words[:_MOST_WORDS], is_exact=True) if words else None
    bare = _without_enclitic(part["bare"])
    words = tuple(WORD.findall(bare))
    if len(words) == 2 and "-" in bare and fold(words[0])[:3] == fold(words[1])[:3]:
        words = words[1:]  # anak-anak, serang-menyerang: the word, said twice
    return Term(words[:_MOST_WORDS], is_exact=len(words) > 1) if words else None


def _without_enclitic(word: str) -> str:
    for language in LANGUAGES:
        for ending in morphology_of(language).enclitics:
            if word.endswith(ending) and len(word) > len(ending):
                return word.removesuffix(ending)
    return word
