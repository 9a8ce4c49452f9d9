"""Persons as a page introduces them to a monitor: an office's holder by name, his office as written, the body he speaks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from pantau.extract.actors import plain
from pantau.extract.bands import HOLDERS, is_short_form, pack_words

if TYPE_CHECKING:
    from pantau.extract.mentions import Mention
    from pantau.extract.story import Story
    from pantau.extract.view import Sentence
    from pantau.extract.words import Token
    from pantau.model import Span

LONGEST_NAME = 5
"""Words of a person's name; a longer run of capitals is a headline or a body."""
_NO_NAMES = ("bodies", "inner_bodies", "divisions", "qualifiers", "fields", "regions")


class Introduced(NamedTuple):
    """An unknown name beside roles: its tokens, the abbreviation of his body before it, the office's words ('' where none is held)."""

    tokens: tuple[Token, ...]
    body: Token | None
    office: str


def read_introduced(story: Story, sentence: Sentence, mention: Mention) -> Introduced:
    """What a mention with an unknown name tells of a person."""
    name = mention.name
    assert name is not None
    tokens = [t for t in sentence.tokens[mention.first : mention.last] if name.start <= t.start < name.end]
    body = None
    if len(tokens) > 1 and is_short_form(tokens[0].text) and not tokens[1].text.isupper():
        body, tokens = tokens[0], tokens[1:]  # `juru bicara FPM Ali Hasan`
    office = "" if story.is_former(mention, sentence) else _office(story, sentence, mention)
    if office:
        tokens = _past_place(story, tokens, plain(story.actor(mention, sentence).code))
    return Introduced(tuple(tokens), body, office if _is_person(story, tokens) else "")


def words_at(story: Story, tokens: Sequence[Token]) -> str:
    """The words of neighbouring tokens as written, on one line."""
    return " ".join(story.view.text[tokens[0].start : tokens[-1].end].split())


def speaks(said: Sequence[Span], tokens: Sequence[Token]) -> bool:
    """Whether one of the speakers at these spans is named by the tokens."""
    return any(span.start < tokens[-1].end and tokens[0].start < span.end for span in said)


def any_body(story: Story) -> frozenset[str]:
    """Nouns that name a body of any party: `kelompok`, `tentara`."""
    return pack_words(story, "roles", ("organs",))


def _office(story: Story, sentence: Sentence, mention: Mention) -> str:
    """The nouns of the office, before the name or behind it; empty where they name no holder (`personel`, `satgas`)."""
    assert mention.name is not None
    units = [u for u in mention.units if u.role]
    before = [u for u in units if sentence.tokens[u.first].start < mention.name.start]
    units = before or units
    holders = pack_words(story, "roles", HOLDERS)
    if not any(words_at(story, sentence.tokens[u.first : u.last]).lower() in holders or u.role == "official" for u in units):
        return ""
    last = words_at(story, sentence.tokens[units[-1].first : units[-1].last]).lower()
    if len(units) > 1 and last in pack_words(story, "roles", ("titles",)):
        units = units[:-1]  # `juru bicara militer Mozambik Kolonel Anu`: his rank is not his office
    return words_at(story, sentence.tokens[units[0].first : units[-1].last])


def _past_place(story: Story, tokens: list[Token], code: str | None) -> list[Token]:
    """`Gubernur Helmand Ahmad Anu`: without the place that an office is told for, where it is a region or the page goes there."""
    place = story.place_of(tokens[0].text) if len(tokens) > 1 else None
    if place is None or place.name != tokens[0].text or place.country not in (code, story.setting.dominant):
        return tokens
    visited = any(located.words == tokens[0].text for s in story.view.sentences for _, located in story.located(s))
    return tokens[1:] if visited or place.precision != "settlement" else tokens


def _is_person(story: Story, tokens: Sequence[Token]) -> bool:
    """Whether capitals can be a person's name: no abbreviation, none of the words that bodies and their fields are named by."""
    others = pack_words(story, "titles", _NO_NAMES)
    if len(tokens) > LONGEST_NAME or (len(tokens) == 1 and is_short_form(tokens[0].text)):
        return False
    return not any(t.lower in others or t.lower in story.lexicon.words["place_nouns"] for t in tokens)
