"""Places where a deed did not happen: whence it came, what talks are about, what is only remembered or whose the target is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pantau.extract.noun_phrase import opens_noun
from pantau.extract.patterns import Match
from pantau.extract.view import Sentence
from pantau.model import Span

if TYPE_CHECKING:
    from pantau.extract.places import Located
    from pantau.extract.story import Story


def is_of_hearers(story: Story, sentence: Sentence, at: int) -> bool:
    """`kata Trump kepada wartawan di South Lawn`, `told reporters in Ottawa`: where those are who hear what is told."""
    heard = (m for m in story.mentions(sentence) if m.last == at and "media" in m.roles and not m.names)
    return next(heard, None) is not None and any(0 < at - m.first <= _FAR_HEARERS for m in sentence.layer("speech"))


_FAR_HEARERS = 9
"""Words between a verb of speech and where it is heard."""


def is_matter(story: Story, sentence: Sentence, match: Match, at: int, place: Located) -> bool:
    """`talks on the crisis in Darfur`, `membahas kerja sama di Semenanjung Korea`: whether a place lies within what talks are about; a
    town is where they are, unless a noun of strife stands directly before it (`discussed the fighting in Aleppo`)."""
    words, tokens = story.lexicon.words, sentence.tokens
    held = any(t.lower in words["discussing"] for t in tokens[match.first : match.last])
    about = words["topics"] | words["discussing"]
    opened = match.last - held if at >= match.last else at
    if not held and not any(t.lower in about for t in tokens[match.last : at]):
        return False
    if at <= opened or tokens[at - 1].is_capital or not tokens[at - 1].is_word:
        return False
    strife = any(m.last == at and m.tag.name == "ASSAULT" for m in sentence.layer("event")) or tokens[at - 1].lower in words["affairs"]
    found = story.place_of(place.words)
    town = found is not None and found.precision in ("settlement", "point")
    return strife or not town


def is_memory(story: Story, sentence: Sentence, at: int) -> bool:
    """`on the fourth anniversary of the fall of Baghdad`: the place of something long past that is only remembered."""
    words, tokens = story.lexicon.words, sentence.tokens
    return at > 0 and tokens[at].lower in words["partitive"] and tokens[at - 1].lower in words["remembered"]


def is_whence(story: Story, sentence: Sentence, match: Match, at: int, place: Located) -> bool:
    """`menyerang pos perbatasan Chad dari wilayah Libya`: whence one strikes; but people are taken from where they are."""
    words = story.lexicon.words
    if sentence.tokens[at].lower not in words["place_sources"] or at < match.last or not is_land(sentence, place.span):
        return False
    return not any(key[1:] in words["taking"] for key, _, _ in story.lexicon.patterns.keys(sentence.tokens[match.first].lower))


def is_owner_of_target(story: Story, sentence: Sentence, at: int, place: Located) -> bool:
    """`menembakkan roket ke pangkalan AS di Erbil`: whose the base is, where its place follows."""
    start, end = sentence.token_at(place.span.start), sentence.token_at(place.span.end)
    words = story.lexicon.words
    behind = sentence.tokens[end].lower if end < len(sentence.tokens) else ""
    owned = any(t.lower in words["fixed_targets"] for t in sentence.tokens[at:start])
    if behind in words["owned_sites"]:
        owned, end = True, end + 1  # `at a US base in Erbil`
    return owned and is_land(sentence, place.span) and end < len(sentence.tokens) and sentence.tokens[end].lower in words["scene"]


def is_rulers(story: Story, sentence: Sentence, at: int) -> bool:
    """`slogans against the government in Iraq`, `memprotes pemerintah di Irak`: where those rule who are told of."""
    words, tokens = story.lexicon.words, sentence.tokens
    ruling = at > 0 and tokens[at].lower in words["locatives"] and tokens[at - 1].lower in words["rulers_there"]
    return ruling and any(m.last == at and m.roles for m in story.mentions(sentence))


def is_protested(story: Story, sentence: Sentence, match: Match) -> bool:
    """`marched in Amman to protest his killing`, `memprotes pembunuhan ulama itu`: what is protested happened elsewhere."""
    if match.shape == "v":
        return False
    opened = opens_noun(story, sentence, match.first)
    opened -= opened > 0 and sentence.tokens[opened - 1].lower in story.lexicon.words["owners_before"]
    return any(m.tag.name == "PROTEST" and m.shape == "v" and m.last == opened for m in sentence.layer("event"))


def is_land(sentence: Sentence, span: Span) -> bool:
    """Whether a span holds the name of a state."""
    tokens = range(sentence.token_at(span.start), sentence.token_at(span.end))
    return any(i in sentence.named and sentence.named[i].named.kind == "state" for i in tokens)
