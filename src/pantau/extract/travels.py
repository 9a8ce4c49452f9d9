"""Who goes on a visit that is named by its noun: `left Beijing on Monday for a three-day visit to Russia`."""

from __future__ import annotations

from pantau.extract.clauses import clause_of, subject_of
from pantau.extract.mentions import Mention
from pantau.extract.noun_phrase import opens_noun
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.view import Sentence

FAR_TRAVELLED = 10
"""Words between a verb of setting out and the visit somebody sets out for."""


def traveller(story: Story, sentence: Sentence, match: Match) -> tuple[Mention, ...]:
    """`arrived on Monday for a visit to Iran`, `bertolak dari Beijing untuk kunjungan ke Rusia`: the subject of the verb of setting out
    before a noun of a visit or of talks, and what leads to it; nobody where something else is told between."""
    words, tokens = story.lexicon.words, sentence.tokens
    if match.tag.name != "CONSULT" or match.shape == "v" or match.tag.form == "phrases":
        return ()
    opened = opens_noun(story, sentence, match.first)
    if opened < 2 or tokens[opened - 1].lower not in words["on_visits"]:
        return ()
    for at in range(opened - 2, max(-1, opened - 2 - FAR_TRAVELLED), -1):
        if tokens[at].text in ",;:" or tokens[at].lower in words["heads_relative"]:
            return ()
        if tokens[at].lower in words["setting_out"]:
            return subject_of(story, sentence, clause_of(story, sentence, at, at + 1), at)
    return ()
