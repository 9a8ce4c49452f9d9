"""Whose somebody is by the pronoun that owns him: `pasukannya`, `negara kami`, `its forces`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pantau.extract.actors import STATELIKE, Actor, head_role, plain, suffixed
from pantau.extract.anaphora import nearest_named, subject_meant

if TYPE_CHECKING:
    from pantau.extract.mentions import Mention
    from pantau.extract.story import Story
    from pantau.extract.view import Sentence

OWNED = "whose it is by the pronoun"
"""How such an actor is inferred."""
_ADVERBS = 2
"""Words between soldiers and their verb: `baru saja`, `had already`."""
_MODEL = 4
"""Tokens behind a noun, with its model's name between, that say whose it is: `jet tempur F-16 miliknya`."""


def owner_of(story: Story, mention: Mention, sentence: Sentence) -> Actor | None:
    """`pasukannya`, `penasihat utamanya`, `negara kami`, `its forces`: a role owned by a pronoun is the speaker's in his speech, else
    the subject's."""
    words, tokens = story.lexicon.words, sentence.tokens
    if not mention.roles or mention.name is not None:
        return None
    behind = tokens[mention.last].lower if mention.last < len(tokens) else ""
    near = [t.lower for t in tokens[max(0, mention.first - 1) : mention.first + 1]]
    behind = next((word for word in near if word in words["owners_before"]), behind)
    clitic = any(tokens[mention.last - 1].lower.endswith(c) for c in words["own_clitics"])
    clitic = clitic or any(behind.endswith(c) and behind.removesuffix(c) in words["modifiers"] for c in words["own_clitics"])
    owned = any(behind in words[name] for name in ("pronouns_first", "pronouns_third_plural", "owners_before"))
    owned = owned or any(t.lower in words["belonging"] for t in tokens[mention.last : mention.last + _MODEL])
    if not (clitic or owned):
        return None
    teller = story.teller(mention.span.start)
    first_person = behind in words["pronouns_first"]
    before = nearest_named(story, mention, sentence) or subject_meant(story, mention, sentence) or story.antecedent(sentence, mention)
    before = None if first_person else before
    whose = (before or teller or story.last_speaker(mention.span.start)).code
    code = plain(whose)
    if not code or "+" in code:
        return None
    if whose and whose.endswith("_OPP"):
        return Actor(whose, head_role(mention), OWNED)  # `pasukannya`, said by rebels
    return Actor(suffixed(code, head_role(mention), story.states), head_role(mention), OWNED)


def own_force(story: Story, mention: Mention, sentence: Sentence) -> Actor | None:
    """`Jubir militer Pakistan mengatakan tentara menembak jatuh …`, `the minister said jets had struck …`: soldiers without an owner
    who do something in the message of a side that fights are its own."""
    teller = story.teller(mention.span.start) if head_role(mention) == "military" and not mention.preposition else None
    code = plain(teller.code) if teller is not None else None
    if code is None or mention.name is not None or code not in story.sides.belligerents[:2]:
        return None
    words, tokens = story.lexicon.words, sentence.tokens
    near = {t.lower for t in tokens[max(0, mention.first - 1) : mention.last + 2]}
    if near & (words["led"] | words["backed"] | words["unmanned"]):
        return None  # `US-backed forces`; a drone may be anybody's
    acts = any(0 <= m.first - mention.last <= _ADVERBS and m.shape == "v" and m.voice == "active" for m in sentence.layer("event"))
    acts = acts and all(t.is_word and not t.is_capital for t in tokens[mention.last : mention.last + 1])
    return Actor(code, "military", OWNED) if acts else None


def owning_person(story: Story, sentence: Sentence, mention: Mention) -> Mention | None:
    """The person directly before a genitive and the mention, but for one word between (`Putin's top adviser`)."""
    genitives, tokens, at = story.lexicon.words["genitives"], sentence.tokens, mention.first - 1
    at -= at > 0 and tokens[at].text.islower() and tokens[at].lower not in genitives
    if at < 1 or tokens[at].lower not in genitives:
        return None
    return next((m for m in story.mentions(sentence) if m.last == at and (m.has_person or m.name is not None)), None)


def serves(story: Story, mention: Mention, sentence: Sentence) -> Actor | None:
    """`Netanyahu's office`, `Putin's top adviser, Maxim Orlov`: an office is of the party of the person who owns it; and `Ali Hasan,
    speaking on behalf of Hezbollah` of theirs."""
    role = head_role(mention) if mention.roles else ""
    owner = owning_person(story, sentence, mention) if role in STATELIKE else None
    owner = owner or _represented(story, mention, sentence)
    code = story.actor(owner, sentence).code if owner is not None else None
    return Actor(code, role, "whose office it is") if code else None


_FAR_SPOKEN = 4
"""Words between a person and the word for speaking, and between that and whom he speaks for."""


def _represented(story: Story, mention: Mention, sentence: Sentence) -> Mention | None:
    """Whom a person speaks for by the words behind him: `…, speaking on behalf of X`, `…, yang berbicara atas nama X`."""
    words, tokens = story.lexicon.words, sentence.tokens
    if mention.name is None:
        return None
    near = range(mention.last, min(len(tokens), mention.last + _FAR_SPOKEN))
    spoken = next((i for i in near if tokens[i].lower in words["speaking"]), None)
    if spoken is None:
        return None
    behind = range(spoken, min(len(tokens), spoken + _FAR_SPOKEN))
    named = next((i for i in behind if tokens[i].lower in words["behalf"]), None)
    if named is None:
        return None
    far = named + _FAR_SPOKEN
    found = (m for m in story.mentions(sentence) if named < m.first <= far and not m.is_pronoun and m is not mention)
    return next(found, None)
