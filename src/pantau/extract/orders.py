"""Orders: what a commander has his own force do is told once, by the deed that is ordered."""

from __future__ import annotations

from pantau.extract.actors import FORCES
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.view import Sentence

_FAR = 9
"""Words between an order and the deed that is ordered: `ordered [2,000 National Guard troops to] deploy`."""

_BESIDE = 2
"""Words between a force and what it is ordered to do, where a name may stand: `tentara Garda Nasional`."""


def ordered_at(story: Story, sentence: Sentence, match: Match) -> int | None:
    """The token that orders a force to do what a verb says: `ordered the army to surround …`, `memerintahkan militer (untuk) mengepung
    …`; None where no force is ordered to."""
    words, tokens, first = story.lexicon.words, sentence.tokens, match.first
    if match.shape == "n" or (match.tag.form == "weak" and match.tag.name not in ("ASSAULT", "RETREAT")):
        return None  # `memerintahkan Garda Nasional untuk mengamankan lokasi`: the order tells more
    led = first > 1 and tokens[first - 1].lower in words["purpose"]
    if words["genitives"] and not led:
        return None  # a verb without its `to` is another's
    apart = words["clause_openers"] | words["heads_relative"] | words["purpose"] | words["coordinators"]
    for at in range(first - 1 - led, max(-1, first - _FAR), -1):
        if tokens[at].lower in words["ordering"]:
            forces = (m.last for m in sentence.layer("role") if m.tag.name in FORCES and at < m.first < first)
            return at if first - max(forces, default=-_FAR) <= _BESIDE + led else None
        if not tokens[at].is_word or tokens[at].lower in apart:
            return None
    return None


def only_orders(story: Story, sentence: Sentence, match: Match) -> bool:
    """Whether a phrase says only that a force is ordered to do what the verb behind it tells: `memerintahkan militer` …."""
    if sentence.tokens[match.first].lower not in story.lexicon.words["ordering"] or match.shape != "v":
        return False
    behind = (m for m in sentence.layer("event") if match.first < m.first < match.first + _FAR and m.tag.name != "none")
    return any(m.last > match.last and ordered_at(story, sentence, m) == match.first for m in behind)
