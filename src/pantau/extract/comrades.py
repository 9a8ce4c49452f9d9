"""Whose soldiers are that are told of by their noun alone: those of the force named before them, not of the land they are sent to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pantau.extract.actors import head_role, plain, read_actor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pantau.extract.mentions import Mention
    from pantau.extract.story import Story
    from pantau.extract.view import Sentence

_BACK = 1
"""Sentences back in which the force may be named whose soldiers suffer."""
_MEMORY = 8
"""Sentences back in which an army may be named for a rank to be of it."""
_POINTED = 2
"""Sentences back in which a force may be named for `the troops` to mean it."""
_NEAR_HARM = 3
"""Words between soldiers and what befell them: `three soldiers have been killed`."""


def comrades_of(story: Story, mention: Mention, sentence: Sentence) -> str | None:
    """`Tentara Kenya diserang dan tiga personil cedera`, `Kenyan troops came under attack and three soldiers were hurt`: soldiers whom
    harm befell are of the force named before them, unless it is told to strike."""
    words = story.lexicon.words
    bare = {t.lower for t in sentence.tokens[mention.first : mention.last]} & words["soldiers"]
    if not bare or mention.has_person or not _suffer(story, mention, sentence):
        return None
    where, army, code = next(_armies_before(story, mention, sentence, _BACK), (sentence, mention, None))
    blows = (m for m in where.layer("event") if m.tag.name == "ASSAULT" and m.first >= army.last and m.voice == "active")
    strikes = where is sentence and any(m.shape == "v" and m.last <= mention.first for m in blows)
    return None if strikes or army.preposition in words["by_agent"] else _of_state(story, code)


def army_of(story: Story, mention: Mention, sentence: Sentence) -> str | None:
    """`Seorang prajurit Israel diculik … Kopral Anu`, `US troops … Captain Smith`: who is named with a rank alone serves in the army
    that the page named last before him."""
    words = story.lexicon.words
    if not mention.has_person or not {t.lower for t in sentence.tokens[mention.first : mention.last]} & words["ranks"]:
        return None
    return _of_state(story, next((code for _, _, code in _armies_before(story, mention, sentence, _MEMORY)), None))


def same_force(story: Story, mention: Mention, sentence: Sentence) -> str | None:
    """`The Israeli army raided Ramallah … the troops threatened to open fire`: soldiers that are pointed at are those of the army that
    acts just before."""
    words, tokens = story.lexicon.words, sentence.tokens
    if head_role(mention) != "military" or mention.names or mention.name is not None:
        return None
    behind = tokens[mention.last].lower if mention.last < len(tokens) else ""
    before = {tokens[mention.first].lower, tokens[mention.first - 1].lower if mention.first else ""}
    if not (before & words["pointing_out"] or behind in words["demonstratives"]):
        return None
    acting = ((a, code) for _, a, code in _armies_before(story, mention, sentence, _POINTED) if a.names and not a.preposition)
    return next((code if code in story.states else None for _, code in acting), None)


def _armies_before(story: Story, mention: Mention, sentence: Sentence, back: int) -> Iterator[tuple[Sentence, Mention, str]]:
    """The armies of a known party that stand before a mention, the last named first, up to so many sentences back."""
    for number in range(sentence.number, max(-1, sentence.number - 1 - back), -1):
        where = story.view.sentences[number]
        for other in reversed(story.mentions(where)):
            code = read_actor(other, story.states).code if _is_army(where, other) else None
            if code is not None and (where is not sentence or other.last <= mention.first):
                yield where, other, code


def _of_state(story: Story, code: str | None) -> str | None:
    """An army's party where it is a state's own."""
    return code if code == plain(code) and code not in story.armed else None


def _is_army(sentence: Sentence, mention: Mention) -> bool:
    """Whether a mention's noun is one of soldiers, also where it means a party's own in the page's theatre."""
    return any(mention.first <= m.first < mention.last and m.tag.name == "military" for m in sentence.layer("role"))


def _suffer(story: Story, mention: Mention, sentence: Sentence) -> bool:
    """Whether a word of harm directly behind soldiers says what befell them."""
    being = story.lexicon.words["being"]
    for harm in sentence.layer("harm"):
        if 0 <= harm.first - mention.last <= _NEAR_HARM:
            state = harm.tag.form == "adjectives" or harm.voice == "passive"
            return state or sentence.tokens[harm.first - 1].lower in being
    return False


def is_sent_there(story: Story, mention: Mention, sentence: Sentence, host: str | None) -> bool:
    """`tentara yang telah dikirim ke Somalia`, `the troops sent there`: whether soldiers are sent to a land, whose own they are not."""
    words, tokens = story.lexicon.words, sentence.tokens
    sent = (m for m in sentence.layer("event") if m.tag.name == "MOBILIZE" and m.first <= mention.last + 1 and m.last >= mention.last)
    for match in sent:
        at = match.last
        if at + 1 >= len(tokens) or tokens[at].lower not in words["destinations"]:
            if at < len(tokens) and tokens[at].lower in words["there"]:
                return _is_of_land(story, sentence, host)
            continue
        named = sentence.named.get(at + 1)
        if named is not None and named.named.kind == "state" and plain(named.named.code) == host:
            return True
        if tokens[at + 1].lower in words["there"]:
            return _is_of_land(story, sentence, host)
    return False


def _is_of_land(story: Story, sentence: Sentence, host: str | None) -> bool:
    """Whether the land last named as a place before a sentence is a party's."""
    for number in range(sentence.number, max(-1, sentence.number - 3), -1):
        where = story.view.sentences[number]
        lands = [m for m in story.mentions(where) if m.preposition and not m.roles and any(n.kind == "state" for n in m.names)]
        if lands:
            return any(plain(n.code) == host for n in lands[-1].names)
    return False
