"""Persons where a state's name stands: `nine South Koreans`, `a Nigerian`, those of a `Yemeni mosque`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pantau.extract.actors import PLAIN, plain
from pantau.extract.groups import codes_of

if TYPE_CHECKING:
    from pantau.extract.mentions import Mention
    from pantau.extract.patterns import Match
    from pantau.extract.story import Story
    from pantau.extract.view import Sentence


def are_persons(story: Story, sentence: Sentence, mention: Mention) -> bool:
    """`nine South Koreans`, `a Nigerian`, where a language counts by articles and plurals: a people's noun and nothing else."""
    words, names = story.lexicon.words, story.lexicon.names
    if not words["genitives"] or mention.roles or mention.name is not None or not mention.names:
        return False
    people = all(n.name in names.demonyms for n in mention.names)
    at = next(u.first for u in mention.units if u.named)
    before = sentence.tokens[at - 1].lower if at else ""
    many = sentence.tokens[mention.last - 1].text.endswith("s") and before not in words["defining"]
    behind = sentence.tokens[mention.last] if mention.last < len(sentence.tokens) else None
    shape = story.lexicon.patterns.morphology.shape(behind.lower)[0] if behind is not None and behind.is_word else "v"
    free = words["oblique"] | words["coordinators"] | words["held"] | words["before_verb"]
    if not many and behind is not None and shape != "v" and behind.lower not in free:
        return False  # `a Greek tanker`
    counted = before in words["counting"] or before.isdigit()  # `kidnapped 13 Japanese`
    return people and (many or counted or before in words["single_articles"] | words["amounts"])


def of_site(story: Story, sentence: Sentence, match: Match, group: Sequence[Mention]) -> tuple[str, ...]:
    """`petrol-bombed a Yemeni mosque`, `membom sekolah Ukraina`: who strikes a place of civilians strikes its land's people."""
    words, tokens = story.lexicon.words, sentence.tokens
    if match.tag.name != "ASSAULT" or match.tag.form == "reciprocal" or len(group) != 1 or group[0].roles:
        return ()
    at = group[0].last if words["genitives"] else group[0].first - 1
    sites = words["civil_scenes"] | words["civil_buildings"] | words["civil_homes"]
    if not 0 <= at < len(tokens) or tokens[at].lower not in sites:
        return ()
    codes = codes_of(story, sentence, group) or tuple(c for n in group[0].names[-1:] if (c := plain(n.code)))
    return tuple(f"{c}_CIV" for c in codes if c in story.states or c in PLAIN)
