"""Who receives a guest: `Macron welcomed the Ukrainian president at his palace`, `menerima utusan PBB`; no approval of anything."""

from __future__ import annotations

from pantau.extract.mentions import Mention
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.view import Sentence

_FAR_WELCOMED = 4
"""Words between a guest and the verb by which he was received: `of India was warmly welcomed`."""


def receives_guest(story: Story, sentence: Sentence, match: Match) -> bool:
    """Whether a verb of welcome is done to somebody who came: a person or an office directly behind it, and nothing of theirs; `was
    welcomed by Macron`."""
    words, tokens, at = story.lexicon.words, sentence.tokens, match.first + 1
    if tokens[match.first].lower not in words["greeting"]:
        return False
    if match.voice == "passive":
        near = (m for m in story.mentions(sentence) if 0 <= match.first - m.last <= _FAR_WELCOMED and not m.preposition)
        return any(_is_guest(m) for m in near)
    while at < len(tokens) and tokens[at].lower in words["determiners"]:
        at += 1
    reach = at + bool(words["genitives"])  # `congressional leaders`
    guest = next((m for m in story.mentions(sentence) if m.first <= reach and at < m.last), None)
    if guest is None or not _is_guest(guest):
        return False
    behind = tokens[guest.last].lower if guest.last < len(tokens) else ""
    deed = any(m.first == guest.last and m.shape != "v" for m in sentence.layer("event")) and bool(words["genitives"])
    return behind not in words["genitives"] | words["statements"] | words["deals"] and not deed


def _is_guest(mention: Mention) -> bool:
    """Whether a mention is a person, an office's holder or those who were sent: `the delegation`."""
    return not mention.is_pronoun and (mention.has_person or bool({"official", "titles", "ally"} & set(mention.roles)))


def as_received(story: Story, sentence: Sentence, match: Match) -> Match:
    """The deed as it is where its verb receives a guest: he is met, whom the words may hold (`menerima presiden …`)."""
    if match.tag.name not in ("SUPPORT", "CONSULT") or not receives_guest(story, sentence, match):
        return match
    return match._replace(last=match.first + 1, tag=match.tag._replace(name="CONSULT", form="verbs"))
