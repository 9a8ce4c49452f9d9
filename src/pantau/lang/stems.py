"""Word stems for comparing texts: one short form for the forms of a word, without a dictionary. Never shown, never stored."""

from __future__ import annotations

from functools import lru_cache

from pantau.lang.affixes import CLITICS, SUFFIXES, VOWELS

_PREFIXES = (
    "memper", "diper", "meny", "peny", "meng", "peng", "mem", "pem", "men", "pen", "ber", "ter", "per", "me", "di", "ke", "se",
)  # fmt: skip
_ENDINGS = (
    ("'s", ""), ("’s", ""), ("ies", "y"), ("sses", "ss"), ("ing", ""), ("edly", ""), ("ed", ""), ("es", ""), ("s", ""),
)  # fmt: skip
_LEAST = 4  # letters of a stem that cutting must leave


@lru_cache(maxsize=1 << 17)
def stem(word: str, language: str | None) -> str:
    """The stem of a lower-case word: `menyerang`, `serangan`, `diserang` → `serang`; a language without rules keeps the word."""
    if language == "id":
        return _indonesian(word)
    return _english(word) if language == "en" else word


def _indonesian(word: str) -> str:
    first, _, second = word.partition("-")
    word = second if second and first[:3] == second[:3] else word
    for clitic in CLITICS[:4]:
        if word.endswith(clitic) and len(word) - len(clitic) >= _LEAST:
            word = word[: -len(clitic)]
            break
    word = _without_prefix(word)
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _LEAST:
            return word[: -len(suffix)]
    return word


def _without_prefix(word: str) -> str:
    for prefix in _PREFIXES:
        rest = word[len(prefix) :]
        if word.startswith(prefix) and len(rest) >= _LEAST - 1:
            if prefix in ("meny", "peny"):
                return "s" + rest
            if rest[0] in VOWELS and prefix in ("mem", "pem", "men", "pen"):
                return ("p" if prefix.endswith("m") else "t") + rest
            return rest if len(rest) >= _LEAST else word
    return word


def _english(word: str) -> str:
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST - 1 and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    if len(word) > _LEAST and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > _LEAST else word
