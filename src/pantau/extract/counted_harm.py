"""The word of harm that befell the people a number counts."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pantau.extract.counted import Counted
from pantau.extract.counted_things import is_told_toll
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.extract.words import Token


def find_harm(story: Story, sentence: Sentence, counted: Counted, harms: Sequence[Match]) -> Match | None:
    """The word of harm a counted number belongs to: a transitive verb before it, or a state or passive behind it, in one clause."""
    words = story.lexicon.words
    best: tuple[int, Match] | None = None
    governed = _governing_verb(story, sentence, counted)
    for harm in harms:
        if governed is not None and harm.last <= governed:
            continue  # `killed 15 insurgents, rescued 40 hostages`
        if harm.last <= counted.first and _is_next_subject(story, sentence, counted):
            continue
        gap = _gap(words, sentence, counted, harm)
        kind = _counts_kind(sentence, counted, harm) if gap is not None else ""
        if gap is None or kind == "others":
            continue
        gap += _OWN_KIND if kind == "own" else 0
        if best is None or gap < best[0]:
            best = (gap, harm)
    if best is not None and best[0] >= _OWN_KIND and _counts_kind(sentence, counted, best[1]) == "own":
        best = (best[0] - _OWN_KIND, best[1])
    if best is None:
        return None
    if not counted.has_noun and best[0] > 3 and not (counted.reaches and is_told_toll(story, sentence, counted.first)):
        return None
    return _died_of_it(story, sentence, counted, best[1], harms) or best[1]


def _governing_verb(story: Story, sentence: Sentence, counted: Counted) -> int | None:
    """The token of a verb directly before a figure, joined to the verb before it, whose object the people are."""
    words, tokens, at = story.lexicon.words, sentence.tokens, counted.first - 1
    if at < 1 or tokens[at].lower in words["before_verb"] | words["reaching"] | words["oblique"]:
        return None
    joined = tokens[at - 1].text == "," or tokens[at - 1].lower in words["joining_verbs"]
    shape, voice = story.lexicon.patterns.morphology.shape(tokens[at].lower)
    part = any(m.first <= at < m.last for m in sentence.layer("part"))  # `31 orang cedera, termasuk 10 wartawan`
    return at if joined and shape == "v" and voice != "passive" and not part else None


def _is_next_subject(story: Story, sentence: Sentence, counted: Counted) -> bool:
    """`menangkap 20 tersangka dan 30 orang lain dilaporkan ke jaksa`: whether the people of a figure joined behind another are the
    subject of a passive of their own, which is no word of harm."""
    words, tokens, at, end = story.lexicon.words, sentence.tokens, counted.first - 1, counted.last
    if words["genitives"] or at < 1 or tokens[at].lower not in words["joining_verbs"]:
        return False
    while end < len(tokens) and tokens[end].lower in words["others"] | words["before_verb"]:
        end += 1
    harms = any(m.first == end for m in sentence.layer("harm"))
    return end < len(tokens) and not harms and story.lexicon.patterns.morphology.shape(tokens[end].lower) == ("v", "passive")


def _counts_kind(sentence: Sentence, counted: Counted, harm: Match) -> str:
    """`one hostage was killed`: whether a noun says of what kind people are: `own`, those counted; `others`, told behind them."""
    if harm.tag.form != "nouns" or harm.tag.name not in ("captured", "detained", "displaced"):
        return ""
    people = any(m.first <= harm.first < m.last and m.tag.name != "not_victims" for m in sentence.layer("victim"))
    if not people or harm.last <= counted.first:
        return ""
    return "others" if harm.first >= counted.last else "own"


_OWN_KIND = 30
"""How far a noun of the kind of people counted stands behind every word for what befell them."""


def _died_of_it(story: Story, sentence: Sentence, counted: Counted, harm: Match, harms: Sequence[Match]) -> Match | None:
    """`a woman injured in the crossfire died of her wounds`: a participle behind the people, and then what became of them."""
    if harm.tag.name != "wounded" or harm.first < counted.last or harm.first - counted.last > 1:
        return None
    if sentence.tokens[harm.first - 1].lower in story.lexicon.words["being"]:
        return None
    words = story.lexicon.words
    if counted.first and sentence.tokens[counted.first - 1].lower in words["partitive"] | words["defining"]:
        return None  # `two of the five soldiers wounded in the ambush later died`
    later = (m for m in harms if m.first > harm.last and m.tag.name == "killed" and m.tag.form == "adjectives")
    died = next((m for m in later if m.first - harm.last <= _FAR_DEATH), None)
    if died is None:
        return None
    between = [sentence.token_at(n.span.start) for n in story.numbers(sentence) if n.kind == "count"]
    return None if any(harm.last <= at < died.first for at in between) else died


_FAR_DEATH = 12
"""Words between a participle of harm and the verb that tells of the death."""


def _gap(words: dict[str, frozenset[str]], sentence: Sentence, counted: Counted, harm: Match) -> int | None:
    """How far a word of harm stands from the number it may befall; None where grammar or distance forbids it."""
    between = sentence.tokens[min(harm.last, counted.last) : max(harm.first, counted.first)]
    aside_words = _between_dashes(between)
    transitive = harm.tag.form == "verbs" and harm.voice == "active" and harm.shape == "v"
    passive = harm.tag.form == "verbs" and harm.voice == "passive"
    if harm.last <= counted.first:
        gap = counted.first - harm.last
        if transitive:
            limit = 14
        elif counted.reaches:
            limit = 22
        elif harm.tag.form == "nouns":
            limit = 6
        elif passive:
            # `one was killed and four people, two of them children, were hurt`
            apart = any(t.lower in words["joining_verbs"] for t in between)
            gap, limit = gap + (7 if apart else 2), 13 if apart else 8
        else:
            gap, limit = gap + 2, 4 - 4 * any(t.lower in words["told_later"] for t in between)  # `have fled, while 300 troops …`
    elif harm.first >= counted.last:
        if transitive:
            return None
        most = 14 if _is_list(words, between) else 9
        most = _LONGEST_PART if _is_parted_off(sentence, counted, harm) else most
        gap, limit = harm.first - counted.last - aside_words, most if harm.tag.form != "nouns" else 3
    else:
        gap, limit = 0, 3
    if gap > limit:
        return None
    bare = transitive or (harm.first >= counted.last and not any(t.lower in words["heads_relative"] for t in between))
    told = [t.lower for t in between]
    if bare and any(a in words["told_later"] and b not in words["demonstratives"] for a, b in itertools.pairwise([*told, ""])):
        return None  # `detained two men while searching for a leader`, `send 700 troops after 30 were hurt`
    if transitive and any(a in words["clause_openers"] and b in words["pronouns"] for a, b in itertools.pairwise(told)):
        return None  # `shot a guard as he opened the gate to a soldier`
    marked = harm.first >= counted.last and not aside_words and any(t.text == "," for t in between)
    apart = any(counted.last <= m.first < harm.first for m in sentence.layer("part"))  # `12 orang, termasuk empat anak, tewas`
    parted = marked and not apart and (counted.reaches or (gap > 4 and not _is_list(words, between)))
    return None if parted or any(t.text in ".;:" for t in between) else gap


_LONGEST_PART = 22
"""Words between people counted and what befell them, where all tell who is among them."""


def _is_parted_off(sentence: Sentence, counted: Counted, harm: Match) -> bool:
    """`Enam tokoh kelompok itu, termasuk A dan B, digantung`: whether what stands between says who is among the people counted."""
    tokens = sentence.tokens
    opened = [m for m in sentence.layer("part") if counted.last <= m.first <= counted.last + _NEAR_PART]
    if not opened or tokens[opened[0].first - 1].text != ",":
        return False
    verbs = (m for m in sentence.layer("event", "speech") if m.shape == "v" and opened[0].last <= m.first < harm.first)
    return not any(m.last <= harm.first for m in verbs)


_NEAR_PART = 4
"""Words between people counted and `including`: whose they are, and a comma."""


def _is_list(words: dict[str, frozenset[str]], between: Sequence[Token]) -> bool:
    """`three farmers, a 31-year-old soldier and two villagers were killed`: whether only others who suffered it too stand between."""
    if len(between) < 4 or between[0].text != "," or not any(t.lower in words["joining_verbs"] for t in between):
        return False
    apart = words["being"] | words["told_later"] | words["heads_relative"] | words["oblique"]
    return not any(t.lower in apart for t in between[:-2])


def _between_dashes(tokens: Sequence[Token]) -> int:
    """How many of some tokens stand within a pair of dashes: `356 orang -- petugas, warga maupun pemberontak -- tewas`."""
    at = [i for i, t in enumerate(tokens) if t.text in "-–—"]
    return at[-1] - at[0] + 1 if len(at) > 1 and at[-1] - at[0] > 2 else 0
