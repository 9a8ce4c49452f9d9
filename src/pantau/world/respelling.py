"""Other ways to write a name that came from another script: `Kerson` for `Kherson`, `Sumi` for `Sumy`, `Mekelle` for `Mekele`."""

from __future__ import annotations

from collections.abc import Iterator

_PAIRS = (
    ("kh", "k"), ("kh", "h"), ("gh", "g"), ("sh", "s"), ("sh", "sy"), ("sh", "ch"), ("zh", "z"), ("zh", "j"), ("ch", "c"),
    ("ch", "tch"), ("ts", "c"), ("ts", "tz"), ("th", "t"), ("dh", "d"), ("j", "dj"), ("j", "dz"), ("j", "y"), ("ou", "u"),
    ("oe", "u"), ("oo", "u"), ("ee", "i"), ("y", "i"), ("iy", "y"), ("iy", "i"), ("ey", "ei"), ("ey", "e"), ("ay", "ai"),
    ("ph", "f"), ("q", "k"), ("q", "g"), ("v", "w"), ("v", "f"), ("x", "ks"), ("ah", "a"), ("eh", "e"), ("e", "i"), ("o", "u"),
)  # fmt: skip
_SWAPS = tuple(sorted({*_PAIRS, *((b, a) for a, b in _PAIRS)}, key=lambda pair: (-len(pair[0]), pair)))
"""Letters that stand for the same sound in one romanization or another, after the usual tables for Arabic, Cyrillic and Persian."""


def respell(name: str) -> Iterator[str]:
    """Every folded name that differs in one such sound, or in one letter written double or single; likelier letters first."""
    seen = {name}
    for respelt in (*_swapped(name), *_doubled(name)):
        if respelt not in seen:
            seen.add(respelt)
            yield respelt


def _swapped(name: str) -> Iterator[str]:
    for old, new in _SWAPS:
        at = name.find(old)
        while at >= 0:
            yield name[:at] + new + name[at + len(old) :]
            at = name.find(old, at + 1)


def _doubled(name: str) -> Iterator[str]:
    for at, letter in enumerate(name):
        if letter == name[at + 1 : at + 2]:
            yield name[:at] + name[at + 1 :]
        elif letter.isalpha() and at:
            yield name[:at] + letter + name[at:]
