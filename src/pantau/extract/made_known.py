"""Persons and short forms that a page makes known: whose each is where a later sentence names it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pantau.extract.actors import NOBODY, STATELIKE, Actor, head_role, read_actor
from pantau.extract.bands import is_short_form
from pantau.extract.offices import titled_before, told_behind
from pantau.extract.owners import serves
from pantau.extract.words import bare_name

if TYPE_CHECKING:
    from pantau.extract.mentions import Mention
    from pantau.extract.story import Story
    from pantau.extract.view import Sentence

OUT_OF_OFFICE = "out of office"


def introduce(story: Story, mention: Mention, sentence: Sentence) -> None:
    """Remember whose an unknown person is when the page gives the office: every later bare name then resolves."""
    _introduce_short(story, mention, sentence)
    if mention.name is None:
        return
    held = mention.roles or any(n.kind in ("metonym", "group") for n in mention.names)  # `anggota Komisi I DPR Budi Santoso`
    actor = read_actor(mention, story.states) if held else NOBODY
    if not mention.roles and any(n.kind == "person" and " " in n.name for n in mention.names):
        words = [t for t in sentence.tokens[mention.first : mention.last] if len(t.text) > 2 and t.is_capital]
        story.people.setdefault(words[-1].lower, read_actor(mention, story.states))  # `Raja Yordania Abdullah II`: who `Abdullah` is
        return
    actor = actor if actor.code else told_behind(story, mention, sentence)
    actor = actor if actor.code else titled_before(story, mention, sentence)
    actor = actor if actor.code else serves(story, mention, sentence) or actor
    if not held and actor.code is None:
        return
    if story.is_former(mention, sentence):
        actor = Actor(None, "expert", OUT_OF_OFFICE)
    elif actor.code is None and (head_role(mention) in STATELIKE or _holds_alone(story, mention, sentence)):
        actor = story.from_context(mention, sentence)
    for token in sentence.tokens[mention.first : mention.last]:
        if mention.name.start <= token.start < mention.name.end and len(token.text) > 2 and token.is_capital:
            key = bare_name(token.text)
            known = story.people.get(key)
            is_guess = known is not None and known.how not in ("", OUT_OF_OFFICE)
            if known is None or (is_guess and actor.code and not actor.how):  # what is read goes before what was inferred
                story.people[key] = actor


def _holds_alone(story: Story, mention: Mention, sentence: Sentence) -> bool:
    """Whether the office named is one that one person holds."""
    return any(t.lower in story.lexicon.words["single_holders"] for t in sentence.tokens[mention.first : mention.last])


def office_held(story: Story, mention: Mention, sentence: Sentence, known: Actor) -> Actor:
    """Whose a known person is: his own party's, unless the page introduced him by an office of another (`Ketua Uni Afrika John Kufuor`,
    and later `Kufuor`)."""
    if mention.name is None or mention.roles or any(n.kind != "person" for n in mention.names):
        return known
    here = story.introduced(mention, sentence)
    told = here is not None and here.code is not None and here.how == "" and here.code != known.code
    return Actor(here.code, here.role, "introduced earlier") if told and here is not None else known


def _introduce_short(story: Story, mention: Mention, sentence: Sentence) -> None:
    """`Penjaga Pantai Filipina (PCG)`: the short form in brackets is whose the words before it are."""
    behind = [t.text for t in sentence.tokens[max(0, mention.last - 3) : mention.last + 3]]
    at = next((i for i in range(1, len(behind) - 1) if behind[i - 1] == "(" and behind[i + 1] == ")"), None)
    if at is None or not is_short_form(behind[at]):
        return
    actor = read_actor(mention, story.states)
    if actor.code:
        story.people.setdefault(behind[at].lower(), actor)


_FAR_MEMBER = 5
"""Words between a member and the body he is of."""


def is_one(story: Story, mention: Mention | None, sentence: Sentence) -> bool:
    """`a rebel commander`, `a Hamas member`, `seorang warga`: whether somebody without a name is one person, and no body."""
    words, tokens = story.lexicon.words, sentence.tokens
    if mention is None or mention.is_pronoun:
        return False
    opened = {t.lower for t in tokens[max(0, mention.first - 1) : mention.first + 1]}
    inside = {t.lower for t in tokens[mention.first : mention.last + 1]}
    people = bool(mention.roles) or bool(inside & words["members"])
    at, small = mention.first, words["genitives"] | words["partitive"] | words["determiners"]
    while at > 1 and mention.first - at < _FAR_MEMBER and (tokens[at - 1].lower in small or tokens[at - 1].is_capital):
        at -= 1
    told = range(max(1, at), mention.first)
    if any(tokens[i].lower in words["members"] and tokens[i - 1].lower in words["single_articles"] for i in told):
        return True  # `a member of Sadr's office`
    one = opened & words["one_person"] or (opened & words["single_articles"] and not inside & words["bodies"])
    return people and bool(one)
