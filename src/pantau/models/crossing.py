"""Keys that a word has in every language: its usual English meaning where one was learned, else its consonants; and how rare it is.

Learned from sentence pairs and word counts by `gold/crossing.py`. Nothing that is read depends on it: only who copied whom does.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pantau.errors import KnowledgeError

FULL_WEIGHT = 4.0
"""The weight of a key that is in no list: a name, a number, a rare word."""
ENDINGS: dict[str, list[str]] = {
    "en": ["ing", "ied", "ies", "ed", "es", "s", "ly"],
    "id": ["nya", "kah", "lah", "pun"],
}
_CROSSING = Path(__file__).with_name("crossing.json")
_LEAST_STEM = 4
# Letters that languages spell one sound with, in the order they are replaced.
_SOUNDS = (
    ("kh", "k"), ("sy", "s"), ("sh", "s"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("c", "k"), ("q", "k"), ("y", "i"),
    ("v", "f"), ("x", "ks"), ("z", "s"), ("oo", "u"), ("ou", "u"), ("ee", "i"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aeiou]")


class Crossing(NamedTuple):
    """`translations`: the English stem of an Indonesian word; `endings` by language; `weights` of keys too common for the full one."""

    translations: Mapping[str, str]
    endings: Mapping[str, Sequence[str]]
    weights: Mapping[str, float]

    def key(self, word: str, language: str | None) -> str:
        """The key of one word or figure; figures keep their digits with points for commas."""
        if word[:1].isdigit():
            return "#" + word.replace(",", ".").rstrip(".")
        lower = word.lower()
        if language == "id":
            known = self.translations.get(lower) or self.translations.get(self.stem(lower, "id"))
            return skeleton(known or lower)
        return skeleton(self.stem(lower, language))

    def stem(self, lower: str, language: str | None) -> str:
        """The word without the first of its language's endings that leaves four letters or more."""
        for ending in self.endings.get(language or "", ()):
            if lower.endswith(ending) and len(lower) - len(ending) >= _LEAST_STEM:
                return lower[: -len(ending)]
        return lower

    def weight(self, key: str) -> float:
        """How much a key tells, 0 to FULL_WEIGHT; nothing where it is a single letter or the word of a figure's unit."""
        return self.weights.get(key, FULL_WEIGHT) if len(key) > 1 else 0.0


def skeleton(word: str) -> str:
    """The sounds of a word without inner vowels, alike in languages that spell a name or a loanword in their own way."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if c.isalnum())
    for letters, sound in _SOUNDS:
        folded = folded.replace(letters, sound)
    folded = _DOUBLED.sub(r"\1", folded)
    return folded[:1] + _VOWELS.sub("", folded[1:]) if len(folded) > 3 else folded


@lru_cache(maxsize=1)
def load_crossing(path: Path = _CROSSING) -> Crossing:
    """The shipped keys; only skeletons where their file is absent. Raises KnowledgeError for a file of another form."""
    if not path.is_file():
        return Crossing({}, ENDINGS, {})
    try:
        table = json.loads(path.read_bytes())
        weights = {str(k): float(v) for k, v in table["weights"].items()}
        return Crossing(dict(table["translations"]["id"]), dict(table["endings"]), weights)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        todo = "make it again with gold/crossing.py"
        raise KnowledgeError("no table of translations and weights", where=str(path), todo=todo) from error
