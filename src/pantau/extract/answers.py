"""Who answers whom: what one party sets against what another has said is about that other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pantau.extract.actors import plain
from pantau.extract.said import Said
from pantau.extract.story import Story
from pantau.extract.targets import is_another

FARTHEST = 2
"""Sentences between what somebody says and what another sets against it at the beginning of his own sentence."""


def with_answers(story: Story, said: Sequence[Said]) -> list[Said]:
    """`Iran insists that …, but Britain says …`: two messages set against each other that name nobody are about who said the other."""
    found = list(said)
    for at in range(1, len(found)):
        before, after = found[at - 1], found[at]
        if not _is_set_against(story, before, after):
            continue
        if not after.targets:
            found[at] = replace(after, targets=_other(before, after))
        if not before.targets and before.sentence is after.sentence:
            found[at - 1] = replace(before, targets=_other(after, before))
    return found


def _other(one: Said, by: Said) -> tuple[str, ...]:
    code = one.actor.code
    return (code,) if code and is_another(code, by.actor, by.stance) else ()


def _is_set_against(story: Story, before: Said, after: Said) -> bool:
    """Whether a word that turns stands between two messages of different parties: `…, while Britain`, `… . But Britain`."""
    words, tokens = story.lexicon.words, after.sentence.tokens
    if not all(_fights(story, s.actor.code) for s in (before, after)) or plain(before.actor.code) == plain(after.actor.code):
        return False
    if any(s.stance == "praise" for s in (before, after)) or (before.targets and after.actor.code not in before.targets):
        return False  # `Turkey condemned Israel, while Washington said …`: they speak of a third
    near = after.sentence.number - before.sentence.number
    if near == 0:
        opens = after.sentence.token_at(max(before.trigger.end, before.content.start))
        between = tokens[opens : after.sentence.token_at(after.trigger.start)]
        return any(t.lower in words["turning"] | words["conceding"] for t in between)
    return near <= FARTHEST and tokens[0].lower in words["turning"] - words["told_later"]


def _fights(story: Story, code: str | None) -> bool:
    """Whether a party is a state, or a group against one: others stand beside what these say of each other."""
    return code is not None and (code in story.states or code in story.armed or code.endswith("_OPP"))
