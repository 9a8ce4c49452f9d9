"""Bodies a page names that pantau may not know: capitals beside a noun for those who fight together, and abbreviations in brackets
behind a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pantau.model import Span
from pantau.tables import Table
from pantau.world.parties import words_of

if TYPE_CHECKING:
    from pantau.extract.patterns import Match
    from pantau.extract.story import Story
    from pantau.extract.view import Sentence

LONGEST = 7
"""Words that a body's name may have: a longer run of capitals is a headline."""
_SHORT = re.compile(r"[A-Z]{2,9}(?:-[A-Z]{1,6})?\Z")
HOLDERS = ("titles", "official")
"""Lists of roles that name one who holds an office."""
_HELD = (*HOLDERS, "military", "police")


class Band(NamedTuple):
    """An unknown body's name as written, the abbreviation in brackets behind it, the class of the noun beside it ('': none)."""

    span: Span
    name: str
    short: str
    role: str


class _Run(NamedTuple):
    """Tokens [first, last)."""

    first: int
    last: int


def is_short_form(words: str) -> bool:
    """Whether a word is an abbreviation by its form."""
    return _SHORT.match(words) is not None


def find_bands(story: Story, sentence: Sentence) -> tuple[Band, ...]:
    """The unknown bodies a sentence names, in order."""
    nouns = story.lexicon.words["bands"]
    runs: list[tuple[_Run, str]] = []
    for match in _widest(sentence.layer("role")):
        if any(t.lower in nouns for t in sentence.tokens[match.first : match.last]):
            run = _named_whole(story, sentence, match) or _named_beside(story, sentence, match)
            if run is not None and not any(run.first < r.last and r.first < run.last for r, _ in runs):
                runs.append((run, match.tag.name))
    for at, token in enumerate(sentence.tokens):
        run = _before_bracket(story, sentence, at) if token.text == "(" else None
        if run is not None and not any(run.first < r.last and r.first < run.last for r, _ in runs):
            runs.append((run, ""))
    return tuple(_band(story, sentence, run, role) for run, role in sorted(runs))


def _widest(matches: Sequence[Match]) -> Iterator[Match]:
    """The matches that stand in no longer one: `pemimpin pemberontak` is one noun and no `pemberontak`."""
    for one in matches:
        if not any(m.first <= one.first and one.last <= m.last and m.last - m.first > one.last - one.first for m in matches):
            yield one


def _band(story: Story, sentence: Sentence, run: _Run, role: str) -> Band:
    span = sentence.span_of(*run)
    return Band(span, " ".join(span.of(story.view.text).split()), _bracketed(sentence, run.last), role)


def _bracketed(sentence: Sentence, at: int) -> str:
    """The abbreviation in brackets at a token: `(FPM)`."""
    tokens = sentence.tokens
    if at + 2 >= len(tokens) or tokens[at].text != "(" or tokens[at + 2].text != ")":
        return ""
    return tokens[at + 1].text if is_short_form(tokens[at + 1].text) else ""


def _is_name_word(story: Story, sentence: Sentence, at: int) -> bool:
    """Whether a token can stand in a body's name: a capital that not only the sentence's start made one."""
    token = sentence.tokens[at]
    if not (token.is_word and token.is_capital) or token.lower in story.lexicon.words["not_names"]:
        return False
    if at == 0:
        return token.lower in story.inner_names or (token.lower not in story.common and token.lower not in story.lexicon.known)
    return True


def _joins(story: Story, sentence: Sentence, at: int) -> bool:
    """Whether a token goes on in a body's name: `Islam` in `Front Islam Anu`, though alone it names nobody."""
    if _is_name_word(story, sentence, at):
        return True
    token = sentence.tokens[at]
    inside = at + 1 < len(sentence.tokens) and (_is_name_word(story, sentence, at + 1) or bool(_bracketed(sentence, at + 1)))
    return at > 0 and inside and token.is_word and token.is_capital


def _named_whole(story: Story, sentence: Sentence, match: Match) -> _Run | None:
    """`Front Pembebasan Anu`, `the Anu Liberation Front`: the noun itself is written as a part of the name."""
    tokens = sentence.tokens
    if not all(_is_name_word(story, sentence, i) for i in range(match.first, match.last)):
        return None
    held = {m.last for m in sentence.layer("role") if m.tag.name in _HELD and m is not match}
    first, last = match.first, match.last
    while first > 0 and first not in held and _joins(story, sentence, first - 1):
        first -= 1
    while last < len(tokens) and _joins(story, sentence, last) and not _is_person(story, sentence, last):
        last += 1
    if not 2 <= last - first <= LONGEST or last - first == match.last - match.first or _is_known(story, sentence, _Run(first, last)):
        return None
    return _Run(first, last)


def _named_beside(story: Story, sentence: Sentence, match: Match) -> _Run | None:
    """`pemberontak Anu`, `Anu rebels`: unknown capitals behind the noun, else before it; behind an office they are its holder."""
    tokens = sentence.tokens
    if match.last < len(tokens) and _is_unknown(story, sentence, match.last):
        last = match.last + 1
        while last < len(tokens) and last - match.last < LONGEST and _is_unknown(story, sentence, last):
            last += 1
        short = is_short_form(tokens[match.last].text)
        if short:
            last = match.last + 1  # `pemberontak FPM Ali Hasan`: the rest names a person
        held = any(m.last == match.first and m.tag.name in _HELD for m in sentence.layer("role"))
        held = held or any(t.lower in pack_words(story, "roles", HOLDERS) for t in tokens[match.first : match.last])
        return None if held and not short else _Run(match.last, last)
    first = match.first
    while first > 0 and match.first - first < LONGEST and _is_unknown(story, sentence, first - 1):
        first -= 1
    if first == match.first or (first > 0 and tokens[first - 1].lower in story.lexicon.words["place_prepositions"]):
        return None
    return _Run(first, match.first)


def _before_bracket(story: Story, sentence: Sentence, at: int) -> _Run | None:
    """The run of capitals before `(FPM)`, where its letters could stand for it and nobody is known by it."""
    short = _bracketed(sentence, at)
    first = at
    while short and first > 0 and at - first < LONGEST and _joins(story, sentence, first - 1):
        first -= 1
    run = _Run(first, at)
    if at - first < 2 or _is_known(story, sentence, run) or story.lexicon.names.find(sentence.tokens, at + 1) is not None:
        return None
    initials = {sentence.tokens[i].text[0] for i in range(first, at)}
    return run if sum(letter in initials for letter in short) * 2 >= len(short) else None


def _is_unknown(story: Story, sentence: Sentence, at: int) -> bool:
    known = story.lexicon.names.find(sentence.tokens, at) is not None or any(m.first == at for m in sentence.layer("role"))
    return not known and _is_name_word(story, sentence, at) and len(sentence.tokens[at].text) > 1


def _is_person(story: Story, sentence: Sentence, at: int) -> bool:
    found = story.lexicon.names.find(sentence.tokens, at)
    return found is not None and found.named.kind == "person" and found.last - found.first > 1


def _is_known(story: Story, sentence: Sentence, run: _Run) -> bool:
    """Whether a run holds a known body's name, or only nouns beside a state's (`Tentara Rusia`)."""
    roles = {i for m in sentence.layer("role") for i in range(m.first, m.last)}
    bare, at = True, run.first
    while at < run.last:
        found = story.lexicon.names.find(sentence.tokens, at)
        if found is not None and (found.named.kind in ("group", "metonym") or (found.first, found.last) == run):
            return True
        bare = bare and (found is not None or at in roles)
        at = found.last if found is not None else at + 1
    return bare


def pack_words(story: Story, stem: str, names: tuple[str, ...]) -> frozenset[str]:
    """The words of some lists of the page's pack; empty where it has none."""
    derived, key = story.knowledge.derived, f"pack_words/{story.language}/{stem}/{names}"
    if key not in derived:
        tables: list[Table] = [table for _, table in story.knowledge.packs[story.language].tables.get(stem, ())]
        words = (word for table in tables for name in names for word in words_of(table, name))
        derived[key] = frozenset(word.removeprefix("~").removesuffix(":n") for word in words)
    found = derived[key]
    assert isinstance(found, frozenset)
    return found
