"""The words of a phrase of place: the name, the lesser place it holds, the site told by its owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pantau.extract.actors import plain
from pantau.extract.view import Sentence

if TYPE_CHECKING:
    from pantau.extract.story import Story


def read_phrase(story: Story, sentence: Sentence, start: int, at: int) -> tuple[int, int, str | None]:
    """The tokens [start, end) of the phrase whose name begins at `at`, and the party its names tell."""
    words, tokens, named = story.lexicon.words, sentence.tokens, sentence.named
    code: str | None = None
    first = start
    while at < len(tokens) and tokens[at].is_word and tokens[at].is_capital:
        if at > first and tokens[at].lower in words["not_names"] and tokens[at - 1].lower not in words["place_nouns"]:
            break  # `in Cairo Wednesday`; not `di Laut Arab`
        name = named.get(at)
        if name is None:
            at += 1
            joined = at + 1 < len(tokens) and tokens[at].lower in words["place_particles"] and tokens[at + 1].is_capital
            at += joined  # `Lanao del Sur`
            continue
        kind = name.named.kind
        land = kind in ("state", "capital", "place")
        if kind in ("person", "group") or (kind == "metonym" and at > first) or (land and code and plain(name.named.code) != code):
            break
        if code and kind in ("capital", "place"):
            start = at  # `ibu kota Armenia Yerevan`: the town, not the state before it
        code = code or (plain(name.named.code) if land else None)
        at = name.last
        other = named.get(at + 1)
        if other is not None and other.named.kind == "state" and tokens[at].text in "-–" and _borders(words, sentence, start):
            at = other.last  # `di perbatasan Thailand-Kamboja`
    end = _past_directions(story, sentence, at)
    lesser = _named_town(story, sentence, start, end, code)
    if lesser is not None:
        return end + 1, lesser, code
    site = _site_of(story, sentence, end)
    if site is not None:
        return start, site, code
    held = _held(story, sentence, end)
    inner = named.get(held) if held is not None else None
    if held is not None and not (inner is not None and inner.named.kind == "state"):  # not `the Kivu region of eastern Congo`
        start = held
        while start > end and tokens[start - 1].lower in words["leading_directions"]:
            start -= 1
        end = _past_directions(story, sentence, inner.last if inner is not None else _past_capitals(sentence, held))
        code = (plain(inner.named.code) if inner is not None and inner.named.kind in ("capital", "place") else None) or code
    return start, end, code


def past_kind(story: Story, sentence: Sentence, at: int) -> int:
    """`in the Yemeni capital Sanaa`, `near the Afghan city of Herat`: the token of the town's name, where the land at token `at` and a
    noun of towns stand before it; else `at` itself."""
    words, tokens, land = story.lexicon.words, sentence.tokens, sentence.named.get(at)
    if not words["genitives"] or land is None or land.named.name not in story.lexicon.names.demonyms:
        return at
    end = land.last
    while end < len(tokens) and end - land.last < _FAR_TOWN and tokens[end].text.islower() and tokens[end].lower not in words["towns"]:
        end += 1  # `the Afghan border town of Spin Boldak`
    if end + 1 >= len(tokens) or tokens[end].lower not in words["towns"]:
        return at
    end += 1
    end += tokens[end].lower in words["partitive"]
    named = end < len(tokens) and tokens[end].is_word and tokens[end].is_capital and tokens[end].lower not in words["not_names"]
    return end if named else at


_FAR_TOWN = 3
"""Words between a land and the noun of its town: `the Afghan [border] town`."""


def _borders(words: dict[str, frozenset[str]], sentence: Sentence, start: int) -> bool:
    """Whether a phrase of place tells of a border between two lands."""
    return any(t.lower in words["borders"] for t in sentence.tokens[max(0, start - 1) : start + 1])


def _site_of(story: Story, sentence: Sentence, end: int) -> int | None:
    """`Somalia's presidential palace`, `Nigeria's oil-rich delta`: where a site without a name of its own ends that the owner's name
    ending at token `end` tells of."""
    words, tokens = story.lexicon.words, sentence.tokens
    if end >= len(tokens) or tokens[end].lower not in words["genitives"]:
        return None
    for at in range(end + 1, min(len(tokens), end + _FAR_SITE)):
        if not tokens[at].text.islower() or tokens[at].lower in words["towns"]:
            return None
        if tokens[at].lower in words["sites"]:
            return at + 1
    return None


_FAR_SITE = 5
"""Tokens behind an owner's name within which the site ends: `'s only international airport`."""


def _held(story: Story, sentence: Sentence, end: int) -> int | None:
    """`the West Bank city of Nablus`, `the northern Gaza town of Jabaliya`, `Mali's central Mopti region`: the token at which the name
    of the lesser place begins that a phrase ending at token `end` holds."""
    words, tokens = story.lexicon.words, sentence.tokens
    at = end + (end + 1 < len(tokens) and tokens[end].lower in words["towns"] and tokens[end + 1].lower in words["partitive"])
    if at >= len(tokens) or tokens[at].lower not in words["place_joins"]:
        return None
    at += 1
    while at < len(tokens) and tokens[at].lower in words["leading_directions"]:
        at += 1
    return at if at < len(tokens) and tokens[at].is_capital else None


def _named_town(story: Story, sentence: Sentence, start: int, end: int, code: str | None) -> int | None:
    """`di ibukota Pakistan, Islamabad`, `di kota Irak utara, Kirkuk,`: where the name of a town ends that stands between commas
    behind its state and the noun that says it is one."""
    tokens, towns = sentence.tokens, story.lexicon.words["towns"]
    told = any(t.lower in towns for t in tokens[max(0, start - 3) : start])
    if code is None or not told or end + 1 >= len(tokens) or tokens[end].text != "," or not tokens[end + 1].is_capital:
        return None
    last = _past_capitals(sentence, end + 1)
    closed = last >= len(tokens) or not tokens[last].is_word or tokens[last].lower in story.lexicon.words["oblique"]
    named = sentence.named.get(end + 1)
    if named is not None and named.named.kind == "state":
        return None  # `di kota Goma, Kongo.`: the land behind its town
    known = plain(named.named.code) if named is not None and named.named.kind in ("place", "capital") else None
    known = known or story.country_of(sentence.span_of(end + 1, last).of(story.view.text))
    return last if closed and known == code else None


def _past_directions(story: Story, sentence: Sentence, at: int) -> int:
    words, tokens = story.lexicon.words, sentence.tokens
    while at < len(tokens) and tokens[at].lower in words["directions"]:
        if tokens[at].lower in words["compass"] and at + 1 < len(tokens) and tokens[at + 1].lower in words["place_links"]:
            break  # `the town of Cabaret north of Port-au-Prince`
        at += 1
    return at


def _past_capitals(sentence: Sentence, at: int) -> int:
    while at < len(sentence.tokens) and sentence.tokens[at].is_word and sentence.tokens[at].is_capital:
        at += 1
    return at
