"""Where a text names media we know, also where a lost link has glued a name to its neighbours ("dilansirReutersdan …")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from pantau.model.span import Span
from pantau.read.vocabulary import CreditWords
from pantau.world.sources import Source, Sources

if TYPE_CHECKING:
    from pantau.knowledge import Knowledge

_KEY = 2
_STARTS = re.compile(r"(?<![A-Z0-9])[A-Z+]|(?<![A-Za-z0-9])[a-z](?=[a-zA-Z]{0,7}[A-Z0-9])|(?<!\w)(?:dpa|kumparan|tirto)\b")
_REST = re.compile(r"[^\W\d_]{0,40}")
_LETTERS = re.compile(r"[^\W\d_]{1,40}$")
_ENOUGH = 5  # letters of a name that may be glued to any small letter before it


class Mention(NamedTuple):
    """A known medium named in the text."""

    span: Span
    source: Source


class NameBook(NamedTuple):
    """All names of media by their first letters, longest first."""

    sources: Sources
    names: Mapping[str, tuple[tuple[str, Source], ...]]


def name_book(knowledge: Knowledge) -> NameBook:
    """The name book of all sources, built on first use and kept in `knowledge.derived`."""
    book = knowledge.derived.get("page.names")
    if not isinstance(book, NameBook):
        sources: Sources = knowledge.world.sources
        names: dict[str, list[tuple[str, Source]]] = {}
        for source in sources:
            for name in source.names if source.is_medium else ():
                names.setdefault(name[:_KEY], []).append((name, source))
        ordered = {key: tuple(sorted(found, key=lambda one: (-len(one[0]), one[0]))) for key, found in names.items()}
        book = NameBook(sources, ordered)
        knowledge.derived["page.names"] = book
    return book


def find_mentions(masked: str, book: NameBook, words: CreditWords) -> list[Mention]:
    """Every known medium named in `masked`, in order, without overlap."""
    found: list[Mention] = []
    free = 0
    for start in _STARTS.finditer(masked):
        at = start.start()
        if at < free:
            continue
        for name, source in book.names.get(masked[at : at + _KEY], ()):
            if masked.startswith(name, at) and _fits(masked, at, name, words):
                found.append(Mention(Span(at, at + len(name)), source))
                free = at + len(name)
                break
    return found


def _fits(masked: str, at: int, name: str, words: CreditWords) -> bool:
    """Whether the name stands alone, or is glued only to words of the page's grammar."""
    before = masked[at - 1 : at]
    if before.isalnum() and len(name) < _ENOUGH and not _is_glue(masked[max(0, at - 24) : at], words):
        return False
    if before.isupper() or before.isdigit():
        return False
    rest = _REST.match(masked, at + len(name))
    after = rest.group() if rest else ""
    if not after:
        following = masked[at + len(name) : at + len(name) + 2]
        compound = following[:1] == "-" and following[1:].isupper() and len(name) < _ENOUGH
        return not (following[:1].isdigit() or compound)
    return _is_grammar("".join(takewhile(str.islower, after)), words)


def _is_glue(left: str, words: CreditWords) -> bool:
    """Whether a short name may be glued to what stands before it: a handing-over phrase, a joining word, a country."""
    if any(pattern.search(left) for pattern in (words.strong_end, words.weak_end, words.noun_end, words.company_end)):
        return True
    last = _LETTERS.search(left)
    word = last.group() if last else ""
    return word.endswith(tuple(words.joins)) or word in words.nations or word.casefold() in words.between


def _is_grammar(word: str, words: CreditWords) -> bool:
    match = words.glued.search(word)
    return match is not None and match.group() == word
