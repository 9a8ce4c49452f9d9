"""A people's noun that means persons, and no state: `nine South Koreans`, `a Nigerian`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pantau.extract.mentions import Mention
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
