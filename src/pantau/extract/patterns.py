"""The pattern language of the packs, compiled into one trie that is run once over a sentence.

A pattern is words: `gencatan senjata`; `~serang` any affixed form of a root; `~serang:v` verb forms; `~serang:n` noun forms; `*` up
to three tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pantau.extract.words import QUOTES, Token
from pantau.lang.morphology import Morphology

GAP = 3
MOST_FORMS = 100_000
"""Forms that are remembered at a time: some 40 MB, the words of ten thousand pages."""
_PART = re.compile(r"~[^\s~*:]+(?::[vn])?|[^~*]+")


class Tag(NamedTuple):
    """What a pattern stands for: its layer (`speech`, `event`, `role`, …), the word of that layer, what kind of pattern
    (`verbs`, `nouns`, …), and the voice it has as a whole where its words do not show it (`mendapat serangan`: `passive`)."""

    layer: str
    name: str
    form: str
    voice: str = ""


class Match(NamedTuple):
    """A pattern found at tokens [first, last): `head` is the index of the token whose form decides voice and shape."""

    first: int
    last: int
    tag: Tag
    shape: str
    voice: str

    @property
    def form_may_be_verb(self) -> bool:
        """Whether it is a bare form listed as a verb."""
        return self.tag.form == "verbs" and self.shape == "b"

    @property
    def form_is_verb(self) -> bool:
        """Whether it is a verb in the active voice, listed as one."""
        return self.tag.form == "verbs" and self.voice == "active" and self.shape == "v"


class _Node:
    __slots__ = ("gap", "next", "tags")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.gap: _Node | None = None
        self.tags: list[Tag] = []


Key = tuple[str, str, str]
MISSPELT = ("speech", "truce")
"""Layers whose words are known though misspelt: nobody else tells who spoke, or of a truce."""
SHORTEST_TYPO = 8
"""Letters of the shortest word that is taken for another misspelt."""
NEIGHBOURS = 5
"""Words before a form that may tell what it is."""


class Patterns:
    """All patterns of a pack.

    Forms are analysed once each and remembered, so that a sentence costs a few dictionary look-ups a token.
    """

    def __init__(self, morphology: Morphology) -> None:
        self._root = _Node()
        self.morphology = morphology
        self.roots: set[str] = set()
        self.words: set[str] = set()
        self._forms: dict[str, tuple[Key, ...]] = {}
        self._spelt: set[str] = set()
        self._lacking: dict[str, str] = {}

    def add(self, pattern: str, tag: Tag) -> None:
        """Add one pattern under a tag; the tag added first wins where two patterns are equal."""
        node = self._root
        for part in pattern.lower().split():
            if part == "*":
                node.gap = node.gap or _Node()
                node = node.gap
                continue
            root = part[1:].split(":")[0] if part.startswith("~") else ""
            if root:
                self.roots.add(root)
            else:
                self.words.add(part)
            if tag.layer in MISSPELT:
                self._spell((part, *self.morphology.forms(root)))
            node = node.next.setdefault(part, _Node())
        if all(t.layer != tag.layer for t in node.tags):
            node.tags.append(tag)

    def keys(self, lower: str) -> tuple[Key, ...]:
        """The trie keys of a form with shape and voice of each: the form itself, its form without clitics, and its roots."""
        known = self._forms.get(lower)
        if known is None:
            if len(self._forms) >= MOST_FORMS:
                self._forms.clear()
            known = self._forms[lower] = self._analyse(lower)
        return known

    def _spell(self, forms: Iterable[str]) -> None:
        """Remember forms that a misspelt word may stand for, by each way to lack one letter."""
        for form in forms:
            if len(form) >= SHORTEST_TYPO and form.isalpha() and form not in self._spelt:
                self._spelt.add(form)
                for i in range(1, len(form)):
                    self._lacking.setdefault(form[:i] + form[i + 1 :], form)

    def _corrected(self, lower: str) -> str:
        """The form that a word with one letter lacking, doubled or swapped stands for (`mengataan`, `acucsed`); itself if none."""
        if len(lower) < SHORTEST_TYPO - 1 or lower in self._spelt or not lower.isalpha():
            return lower
        if lower in self._lacking:
            return self._lacking[lower]
        for i in range(1, len(lower)):
            less = lower[:i] + lower[i + 1 :] if lower[i] == lower[i - 1] else ""
            for form in (less, lower[: i - 1] + lower[i] + lower[i - 1] + lower[i + 1 :]):
                if form in self._spelt:
                    return form
        return lower

    def _analyse(self, lower: str) -> tuple[Key, ...]:
        analyses = self.morphology.analyse(lower, self.roots)
        if not analyses and lower not in self.words:
            corrected = self._corrected(lower)
            if corrected != lower:
                return self._analyse(corrected)
        shape, voice = (analyses[0].shape, analyses[0].voice) if analyses else self.morphology.shape(lower)
        keys: dict[str, tuple[str, str]] = {}
        for form in _surfaces(lower, self.morphology.clitics):
            if form in self.words:
                keys.setdefault(form, (shape, voice))
        for a in analyses:
            if a.shape != "a":
                keys.setdefault(f"~{a.root}", (a.shape, a.voice))
            if a.shape in ("v", "b"):
                keys.setdefault(f"~{a.root}:v", (a.shape, a.voice))
            if a.shape in ("n", "b"):
                keys.setdefault(f"~{a.root}:n", (a.shape, a.voice))
        return tuple((k, s, v) for k, (s, v) in keys.items())

    def find(self, tokens: Sequence[Token]) -> list[Match]:
        """Every longest match at every token and layer, in order of tokens."""
        found: list[Match] = []
        keyed = [self._keys_at(tokens, i) for i in range(len(tokens))]
        for i, keys in enumerate(keyed):
            best: dict[str, Match] = {}
            for key, shape, voice in keys:
                node = self._root.next.get(key)
                if node is not None:
                    if key[-2:] == ":n" and shape in ("b", "") and self.morphology.settle is not None:
                        shape, voice = "n", ""  # what is listed as a noun only is none but that
                    self._walk(tokens, keyed, i, i + 1, node, shape, voice, best)
            found.extend(best.values())
        return found

    def _keys_at(self, tokens: Sequence[Token], i: int) -> tuple[Key, ...]:
        """The keys of a token; a form that can be several things is told by its neighbours."""
        keys, settle = self.keys(tokens[i].lower), self.morphology.settle
        roots = [key[1:] for key, _, _ in keys if key[0] == "~"]
        root = next((r for r in roots if r != tokens[i].lower and ":" not in r), roots[0] if roots else "")  # `kidnapping`: of kidnap
        if settle is None or not root:
            return keys
        before = [t.lower for t in tokens[max(0, i - NEIGHBOURS) : i] if t.text not in QUOTES]  # `had been "neutralised" by troops`
        near = [t.lower for t in tokens[i + 1 : i + 5] if t.text not in QUOTES]
        if len(near) > 2 and near[0] in ("and", "or") and self.morphology.shape(near[1]) == ("v", "participle"):
            near = near[2:]  # `attacked and injured nine people`: what follows both tells whether they act
        after = near[0] if near else ""
        shape, voice = settle(tokens[i].lower, root, keys[0][1], keys[0][2], before, after)
        other = {"v": ":n", "n": ":v"}.get(shape, "")
        kept = tuple((k, shape or s, voice if s != "n" or shape else v) for k, s, v in keys if not other or k[-2:] != other)
        return kept if shape != "a" else tuple((k, "a", "") for k, _, _ in keys if k[0] != "~")

    def _walk(
        self,
        tokens: Sequence[Token],
        keyed: Sequence[tuple[Key, ...]],
        first: int,
        at: int,
        node: _Node,
        shape: str,
        voice: str,
        best: dict[str, Match],
    ) -> None:
        for tag in node.tags:
            old = best.get(tag.layer)
            if old is None or at > old.last:
                best[tag.layer] = Match(first, at, tag, "v", tag.voice) if tag.voice else Match(first, at, tag, shape, voice)
        if at >= len(tokens):
            return
        for key, own_shape, own_voice in keyed[at]:
            onward = node.next.get(key)
            if onward is not None:
                self._walk(tokens, keyed, first, at + 1, onward, *_head_form(shape, voice, own_shape, own_voice), best)
        if node.gap is not None:
            for beyond in self._within_gap(tokens, at):
                for key, _, _ in keyed[beyond]:
                    onward = node.gap.next.get(key)
                    if onward is not None:
                        self._walk(tokens, keyed, first, beyond + 1, onward, shape, voice, best)

    def _within_gap(self, tokens: Sequence[Token], at: int) -> list[int]:
        """The tokens that a `*` at token `at` may stand before, none behind a stop; letters with points (`U.S.`) are one word."""
        found: list[int] = []
        while at < len(tokens) and len(found) <= GAP:
            found.append(at)
            if self._ends_gap(tokens[at].lower):
                break
            while at + 1 < len(tokens) and tokens[at + 1].text == "." and len(tokens[at].text) == 1 and tokens[at].text.isalpha():
                at += 2  # to behind the point of one letter
                if at >= len(tokens) or len(tokens[at].text) != 1 or tokens[at - 1].end != tokens[at].start:
                    at -= 1
                    break
            at += 1
        return found

    def _ends_gap(self, lower: str) -> bool:
        """Whether no gap reaches past a word: a mark, or a verb where verbs bear a prefix (`dipasok AS [mencegat] drone`)."""
        return lower in ",.;:!?" or (self.morphology.settle is None and self.morphology.shape(lower)[0] == "v")


def is_pattern(words: str) -> bool:
    """Whether a pattern can match anything that it should: no gap at its ends, no `~` without a root."""
    parts = words.split()
    return bool(parts) and "*" not in (parts[0], parts[-1]) and all(part == "*" or _PART.fullmatch(part) for part in parts)


def _head_form(shape: str, voice: str, own_shape: str, own_voice: str) -> tuple[str, str]:
    """Shape and voice of a pattern so far and its next word: `tewas ditembak` is passive though `tewas` has no voice of its own."""
    bare = shape in ("", "b") and own_shape == "v"
    return (own_shape, own_voice) if bare else (shape or own_shape, voice or own_voice)


def _surfaces(lower: str, clitics: Sequence[str]) -> Iterable[str]:
    """The surface forms under which a token may be listed: itself, one half of a reduplication, itself without a clitic, with a
    space for a hyphen."""
    yield lower
    halves = lower.split("-")
    if len(halves) == 2 and halves[0] == halves[1].removesuffix("nya"):
        yield halves[0]
    for clitic in clitics:
        if lower.endswith(clitic) and len(lower) > len(clitic) + 2:
            yield lower[: -len(clitic)]
