"""MinHash with bands: texts that share many shingles share a band with high probability (Broder 1997), in numpy, one text at a time."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]

_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_ODD = np.uint32(0x9E3779B1)
_SEEN: dict[str, int] = {}
_MOST_SEEN = 400_000


def hash_word(word: str) -> int:
    """64 bits of a word, the same in every run and on every machine."""
    value = _SEEN.get(word)
    if value is None:
        if len(_SEEN) >= _MOST_SEEN:
            _SEEN.clear()
        value = _SEEN[word] = int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
    return value


def mix(values: Hashes) -> Hashes:
    """The values spread evenly over 64 bits (splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * _MIX_1
    values = (values ^ (values >> np.uint64(27))) * _MIX_2
    return values ^ (values >> np.uint64(31))


def shingles(words: Hashes, size: int) -> Hashes:
    """One hash for every `size` words in a row; none where there are fewer."""
    count = len(words) - size + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    value = words[:count].copy()
    for shift in range(1, size):
        value = mix(value + _STEP) ^ words[shift : shift + count]
    return mix(value)


class Bands:
    """The bands of a set of hashes: `count` bands of `rows` minima each; `salt` keeps the bands of two kinds of sets apart."""

    def __init__(self, count: int, rows: int, *, salt: int) -> None:
        self.count, self.rows = count, rows
        seeds = mix(np.arange(1, count * rows + 1, dtype=np.uint64) * _STEP + np.uint64(salt))
        self._seeds = (seeds >> np.uint64(32)).astype(np.uint32)
        self._salts = mix(np.arange(1, count + 1, dtype=np.uint64) * _STEP + np.uint64(salt + 1))

    def of(self, values: Hashes) -> Hashes:
        """`count` band hashes; none for an empty set."""
        if not len(values):
            return np.empty(0, dtype=np.uint64)
        halves = (values >> np.uint64(32)).astype(np.uint32)  # 32 bits are enough for a minimum, and processors multiply them by rows
        minima = ((halves[None, :] ^ self._seeds[:, None]) * _ODD).min(axis=1).astype(np.uint64).reshape(self.count, self.rows)
        band = self._salts.copy()
        for row in range(self.rows):
            band = mix(band ^ minima[:, row])
        return band
