"""Media among the speakers: who only hands words on, and whose government speaks through its own agency."""

from __future__ import annotations

import itertools
from dataclasses import replace

from pantau.extract.actors import Actor, plain
from pantau.extract.mentions import Mention
from pantau.extract.offices import RULED
from pantau.extract.said import NEUTRAL, Said
from pantau.extract.story import Story
from pantau.extract.targets import targets_of
from pantau.model import Span

LONGEST_MEDIUM = 40
"""Characters behind a speaker's first word in which a medium's name may go on: `The New York Times`."""
DESCRIBED = 5
"""Words before a noun of media in which its name and its owner may stand: `North Korea's official KCNA news agency`."""
FIELDS = 2
"""Words between a noun of media and its land or name that tell what it writes of."""
OWN = "the state whose medium it is"
"""How a government that speaks through its medium is read."""


def for_state(story: Story, one: Said | None) -> Said | None:
    """`KCNA accused Seoul`, `the official Saba news agency reported`: the medium of a government that accuses, threatens or demands in
    its own name, or that the page calls official, speaks for its state."""
    if one is None or one.speaker is None:
        return one
    opens = one.sentence.tokens[one.sentence.token_at(one.trigger.start)].lower
    handed_on = one.rule == "claim.according" or opens in story.lexicon.words["thus"]  # `demikian laporan media resmi`
    state = _state_of_official(story, one) if not handed_on else None
    if state is None and not one.actor.code and one.stance not in NEUTRAL:
        called = one.speaker.of(story.view.text)
        state = next((o for words in (called, *called.split()) if words[:1].isupper() and (o := _owner_of(story, words))), None)
    if state is None:
        return one
    who = Actor(state, "government", OWN)
    return replace(one, actor=who, targets=targets_of(story, one.content, who, one.stance))


def _owner_of(story: Story, words: str) -> str | None:
    """The state whose own agency bears a name."""
    source = story.knowledge.world.sources.by_name(words)
    return source.country if source is not None and source.kind == "agency" and source.owner.startswith(RULED) else None


def _state_of_official(story: Story, one: Said) -> str | None:
    """The state of a medium that is called official, by the land named with it, its name, or where the sentence is set."""
    sentence, tokens = one.sentence, one.sentence.tokens
    media = (m for m in story.mentions(sentence) if "media" in m.roles and one.speaker is not None and m.span.overlaps(one.speaker))
    medium = next(media, None)
    if medium is None or one.actor.role != "media":
        return None
    first = medium.first
    while first > 0 and medium.first - first < DESCRIBED and (tokens[first - 1].is_word or tokens[first - 1].text in "-'’"):
        first -= 1
    near = tokens[first : medium.last]
    if not any(t.lower in story.lexicon.words["official_media"] for t in near):
        return None
    named = [m for m in story.mentions(sentence) if first <= m.first < medium.last and m.names]
    codes = (plain(story.actor(m, sentence).code) for m in named)
    code = next((c for c in codes if c in story.states), None)
    code = code or next((o for t in near if t.is_capital and (o := _owner_of(story, t.text))), None)
    return code or _scene_of(story, one, medium)


def _scene_of(story: Story, one: Said, medium: Mention) -> str | None:
    """The state a medium without a land is of: the place behind it, else the one the sentence is set in."""
    code = story.setting.place_at(one.sentence, medium.last) or story.setting.battlefield(one.sentence)
    return code if code in story.states else None


def _is_described(story: Story, one: Said, speaker: Span) -> bool:
    """`harian keuangan Israel The Marker`: whether a noun of media, with its field and its land, stands before a name."""
    tokens, sentence = one.sentence.tokens, one.sentence
    named = next((m for m in story.mentions(sentence) if m.span.overlaps(speaker) and not m.roles), None)
    media = (m for m in sentence.layer("role") if m.tag.name == "media" and named is not None and m.last <= named.first)
    return named is not None and any(
        named.first - m.last <= FIELDS and all(t.is_word and not t.is_capital for t in tokens[m.last : named.first]) for m in media
    )


def is_relay(story: Story, one: Said) -> bool:
    """Whether the speaker is a medium that relays others: a credit, no claim."""
    if one.speaker is None:
        return False
    behind = story.view.text[one.speaker.end : one.speaker.end + LONGEST_MEDIUM].split()
    named = one.speaker.of(story.view.text).split() + list(itertools.takewhile(lambda word: word[:1].isupper(), behind))
    if named and named[-1][:1].isupper() and named[-1].lower() in story.lexicon.words["media_names"]:
        return True  # `the Times of that land`, `Afghan News`
    if _is_described(story, one, one.speaker):
        return True
    if one.actor.code:
        return False
    first, verb = one.sentence.token_at(one.speaker.start), one.sentence.token_at(one.trigger.start)
    media = (m for m in one.sentence.layer("role") if m.tag.name == "media" and first < m.first and m.last == verb)
    if story.lexicon.words["genitives"] and any(media):
        return True  # `the Press Trust of India news agency reported`
    if _is_short_for_medium(story, one.speaker.of(story.view.text)):
        return True
    source = story.knowledge.world.sources.by_name(one.speaker.of(story.view.text))  # `Human Rights Watch` speaks, Reuters relays
    return one.actor.role == "media" or (source is not None and source.kind not in ("observer", "authority"))


def _is_short_for_medium(story: Story, called: str) -> bool:
    """`the Sankei Shimbun reported … The Sankei said`: whether one word alone is that of a medium's name on the page."""
    word = called.split()[-1] if called else ""
    if not word[:1].isupper() or len(called.split()) > OF_ARTICLE:
        return False
    media = story.lexicon.words["media_names"]
    pairs = (pair for s in story.view.sentences for pair in itertools.pairwise(s.tokens))
    return any(a.text == word and b.is_capital and b.lower in media for a, b in pairs)


OF_ARTICLE = 2
"""Words of a medium's short form with its article."""
