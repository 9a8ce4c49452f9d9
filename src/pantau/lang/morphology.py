"""Word formation by language: what the rules ask of a form, answered by each pack's own code.

A language without an entry is matched by its listed forms alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from pantau.lang.affixes import CLITICS, Analysis, analyse_indonesian, analyse_nothing, forms_of, shape_by_prefix
from pantau.lang.english import ENCLITICS, analyse_english, forms_of_english, shape_by_ending
from pantau.lang.english_context import settle_english

Settle = Callable[[str, str, str, str, Sequence[str], str], tuple[str, str]]


def _no_forms(_: str) -> Iterable[str]:
    return ()


class Morphology(NamedTuple):
    """One language's word formation.

    `analyse(form, roots)` gives every reading of a lower-case form; `shape(form)` its (shape, voice) by affixes alone;
    `settle(form, root, shape, voice, before, after)` tells a form that can be several things by its neighbours (None: forms speak for
    themselves); `clitics` are endings that a listed form may carry, `enclitics` words of their own written onto another;
    `forms(root)` the commonest verb forms of a root, against which misspelt words are held.
    """

    analyse: Callable[[str, set[str]], tuple[Analysis, ...]]
    shape: Callable[[str], tuple[str, str]]
    settle: Settle | None = None
    clitics: tuple[str, ...] = ()
    enclitics: tuple[str, ...] = ()
    forms: Callable[[str], Iterable[str]] = _no_forms


def _shapeless(_: str) -> tuple[str, str]:
    return "", ""


_BARE = Morphology(analyse_nothing, _shapeless)
_BY_LANGUAGE = {
    "id": Morphology(analyse_indonesian, shape_by_prefix, clitics=CLITICS, forms=forms_of),
    "en": Morphology(analyse_english, shape_by_ending, settle_english, enclitics=ENCLITICS, forms=forms_of_english),
}


def morphology_of(language: str) -> Morphology:
    """The word formation of a language; none of its own gives one that takes every form for its root."""
    return _BY_LANGUAGE.get(language, _BARE)
