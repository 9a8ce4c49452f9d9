"""Indonesian word formation: which roots an affixed form may come from, whether it is a verb, a noun or an agent, and its voice.

Roots, not forms, are stored in the packs: about forty lines of affixes cover nearly all verb forms of the news (me- active,
di-/ter- passive).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Analysis(NamedTuple):
    """One way to read a form: its root, `shape` (`v` verb, `n` noun, `a` agent noun, `b` bare root) and `voice` (`active`,
    `passive`, ``)."""

    root: str
    shape: str
    voice: str


VOWELS = "aeiou"
CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")
SUFFIXES = ("kan", "an", "i")


def _denasal(rest: str, prefix: str) -> Iterator[str]:
    """The stems that may stand behind a nasal prefix (`me` or `pe` already stripped): menembak → tembak, memukul → pukul, menyerang
    → serang."""
    yield rest
    if rest.startswith("nge") and len(rest) > 5:
        yield rest[3:]
    if rest.startswith("ng"):
        yield rest[2:]
        if rest[2:3] in VOWELS:
            yield "k" + rest[2:]
    if rest.startswith("ny"):
        yield "s" + rest[2:]
    if rest.startswith("n"):
        yield rest[1:]
        if rest[1:2] in VOWELS:
            yield "t" + rest[1:]
    if rest.startswith("m"):
        yield rest[1:]
        if rest[1:2] in VOWELS:
            yield "p" + rest[1:]
    if prefix == "me" and rest.startswith("mper"):
        yield rest[4:]


def _stems(form: str) -> Iterator[tuple[str, str, str]]:
    """(stem, prefix kind, suffix) for every way to cut one clitic-free form."""
    for suffix in ("", *SUFFIXES):
        if suffix and not form.endswith(suffix):
            continue
        cut = form[: len(form) - len(suffix)] if suffix else form
        if len(cut) < 3:
            continue
        yield cut, "", suffix
        if cut.startswith("me"):
            for stem in _denasal(cut[2:], "me"):
                yield stem, "me", suffix
        if cut.startswith("pe"):
            for stem in _denasal(cut[2:], "pe"):
                yield stem, "pe", suffix
            if cut.startswith("per"):
                yield cut[3:], "per", suffix
            if cut.startswith("pel"):
                yield cut[3:], "per", suffix
        if cut.startswith("di"):
            yield cut[2:], "di", suffix
            if cut.startswith("diper"):
                yield cut[5:], "di", suffix
        if cut.startswith("ter"):
            yield cut[3:], "ter", suffix
        if cut.startswith("be"):
            yield cut[2:], "ber", suffix
            if cut.startswith(("ber", "bel")):
                yield cut[3:], "ber", suffix
        if cut.startswith("ke"):
            yield cut[2:], "ke", suffix
        if cut.startswith("se"):
            yield cut[2:], "se", suffix


_SHAPES: dict[tuple[str, bool], tuple[str, str]] = {
    ("me", False): ("v", "active"), ("ber", False): ("v", "active"), ("di", False): ("v", "passive"),
    ("ter", False): ("v", "passive"),
    ("pe", True): ("n", ""), ("per", True): ("n", ""), ("ke", True): ("n", ""), ("", True): ("n", ""),
    ("pe", False): ("a", ""), ("per", False): ("v", "active"), ("", False): ("b", "active"), ("ber", True): ("v", "active"),
    ("di", True): ("v", "passive"), ("me", True): ("v", "active"), ("ter", True): ("v", "passive"),
}  # fmt: skip


def analyse_indonesian(form: str, roots: frozenset[str] | set[str]) -> tuple[Analysis, ...]:
    """Every reading of a lower-case form as an affixed form of one of `roots`, bare root first; reduplication counts once (serang-
    serangan)."""
    found: dict[Analysis, None] = {}
    parts = form.split("-")
    halves = [form] if len(parts) != 2 else [parts[1], parts[0]] if parts[0][:3] == parts[1][:3] or parts[0] in parts[1] else [form]
    for half in halves:
        cuts = [half, *(half[: -len(c)] for c in CLITICS if half.endswith(c) and len(half) > len(c) + 2)]
        for cut in cuts:
            for stem, prefix, suffix in _stems(cut):
                if stem in roots:
                    shape = _SHAPES.get((prefix, suffix == "an"))
                    if shape:
                        found[Analysis(stem, *shape)] = None
    return tuple(found)


def analyse_nothing(form: str, roots: frozenset[str] | set[str]) -> tuple[Analysis, ...]:
    """A language without affix rules: a form is its own root."""
    return (Analysis(form, "b", "active"),) if form in roots else ()


_ACTIVE_ROOTS = frozenset(["terbang", "terjun", "terima", "teriak", "terjang", "dialog"])
"""Verbs whose root only looks as if it bore a passive prefix: who flies is the one who does it."""


def shape_by_prefix(lower: str) -> tuple[str, str]:
    """Shape and voice of a listed form whose root no pattern names, by its affixes alone."""
    if lower in _ACTIVE_ROOTS:
        return ("n", "") if lower == "dialog" else ("v", "active")
    if lower.startswith("me") and len(lower) > 5:
        return "v", "active"
    if lower.startswith("di") and len(lower) > 5:
        return "v", "passive"
    if lower.startswith("ter") and len(lower) > 6:
        return "v", "passive"
    if lower.startswith("ber") and len(lower) > 5:
        return "v", "active"
    return ("n", "") if lower.endswith("an") and len(lower) > 5 else ("", "")


_NASAL = {"k": ("meng", 1), "t": ("men", 1), "p": ("mem", 1), "s": ("meny", 1), "b": ("mem", 0), "f": ("mem", 0), "v": ("mem", 0)}
_NASAL |= dict.fromkeys("djcz", ("men", 0)) | dict.fromkeys("ghaeiou", ("meng", 0)) | dict.fromkeys("lrmnwy", ("me", 0))


def forms_of(root: str) -> Iterator[str]:
    """The commonest verb forms of a root: active and passive, with and without -kan and -i."""
    prefix, dropped = _NASAL.get(root[:1], ("me", 0))
    for stem in (prefix + root[dropped:], "di" + root):
        yield from (stem + suffix for suffix in ("", "kan", "i"))
