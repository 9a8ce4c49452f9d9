"""What lasts and what is over: whether a deed told as done is still going on, or comes into force later."""

from __future__ import annotations

from datetime import date

from pantau.extract.clauses import Clause
from pantau.extract.noun_phrase import opens_noun
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.view import Sentence


def is_announced(story: Story, sentence: Sentence, match: Match, began: date) -> bool:
    """`berlaku mulai Senin`, told on Sunday: what comes into force on a later day than the page's."""
    effect = any(t.lower in story.lexicon.words["takes_effect"] for t in sentence.tokens[match.first : match.last])
    return effect and story.anchor is not None and began > story.anchor


def is_lasting(story: Story, sentence: Sentence, match: Match) -> bool:
    """`blokade`, `mendukung`, `operasi militer`: what lasts and is not told as done is going on; `tewas dalam pertempuran` is done."""
    told = sentence.tokens[max(0, match.first - 2) : match.last]
    over = sentence.tokens[max(0, match.first - 8) : match.last]  # `the resolution that ended Israel's 34-day war`
    done = any(t.lower in story.lexicon.words["done"] for t in told) or any(t.lower in story.lexicon.words["over"] for t in over)
    done = done or _is_over(story, sentence, match)
    opened = opens_noun(story, sentence, match.first) if match.shape == "n" else match.first  # `killed in a gun battle`
    done = done or any(opened - 1 <= h.last <= match.last for h in sentence.layer("harm"))
    once = match.shape == "v" and match.tag.name in _ONCE  # `mengadakan perundingan` is done
    taken = sentence.tokens[match.first].lower in story.lexicon.words["taking_over"]  # `took control of a station`
    held = match.first + 1 if once or taken else match.last
    return not done and any(t.lower in story.lexicon.words["lasting"] for t in sentence.tokens[match.first : held])


def stops_at(story: Story, sentence: Sentence, match: Match, *, easing: bool = False) -> int | None:
    """`Pertempuran di kota itu telah berhenti`, `The shelling has stopped`: the token of the verb that says that a use of force came to
    an end (`easing`: that it slackened); None where it goes on, or something else is told of it."""
    words, tokens = story.lexicon.words, sentence.tokens
    if match.shape == "v" or match.tag.name != "ASSAULT" or match.tag.form == "phrases":
        return None
    if tokens[match.last - 1].lower in words["wars"] | words["revolts"]:
        return None  # `the war ended in 1988`
    told = words["easing"] if easing else words["stopping"]
    shape, verbs = story.lexicon.patterns.morphology.shape, {m.first for m in sentence.layer("speech", "event") if m.shape == "v"}
    named = {i for m in story.mentions(sentence) for i in range(m.first, m.last)}
    for at in range(match.last, min(len(tokens), match.last + _FAR_END)):
        word = tokens[at].lower
        if word in told and at not in named:
            return None if {t.lower for t in tokens[max(match.last, at - 3) : at]} & words["negation"] else at
        helping = word in words["before_verb"] | words["being"] | words["done"] | words["future"] | words["oblique"]
        if (at in verbs and at not in named) or word in words["heads_relative"] | words["clause_openers"] or tokens[at].text in ".;:":
            return None
        if at not in named and not helping and not tokens[at].is_capital and shape(word)[0] == "v":
            return None
    return None


_FAR_END = 14
"""Words behind a noun of force within which the verb stands that says it stopped."""


def _is_over(story: Story, sentence: Sentence, match: Match) -> bool:
    """`setelah blokade Israel`, `after days of fighting`, `the 1975-1990 civil war`: what lasted until something else was told, or
    bears the year of its end."""
    words, tokens = story.lexicon.words, sentence.tokens
    if match.shape == "v" and match.tag.form != "reciprocal":
        return False
    opened = opens_noun(story, sentence, match.first)
    named = [*tokens[max(0, match.first - _NEAR_YEAR) : match.first], *tokens[match.last : match.last + 1]]
    named = [] if any(t.lower in words["since"] for t in named) else named
    years = [int(t.text) for t in named if len(t.text) == _YEAR and t.text.isdigit()]
    if years and (story.anchor is None or min(years) < story.anchor.year):
        return True
    at = opened - 1
    while at > 0 and opened - at <= _SPELL and (tokens[at].lower in words["time_spans"] | words["partitive"] | words["counting"]):
        at -= 1
    return at >= 0 and tokens[at].lower in words["done_before"]


_YEAR = 4
"""Digits of a year."""
_NEAR_YEAR = 4
"""Words before a noun of war among which its year stands: `the brief 2002-03 civil war`."""
_SPELL = 4
"""Words of a spell of time between a word for after and what lasted: `after several days of fighting`."""
_ONCE = ("CONSULT", "SANCTION", "RETREAT", "AGREE", "CONCEDE")
"""Types of what a verb tells as done, however long what its noun names lasts."""


_FAR_SINCE = 25
"""Words between a deed and the word for since."""


def is_running(story: Story, sentence: Sentence, match: Match, clause: Clause) -> bool:
    """`menyerang kota itu sejak Senin`, `Since October, attacks have killed …`: what was done from a day on goes on; not what happened
    as that time began (`since the invasion in March`), nor what is measured against it (`the worst attack since 2014`)."""
    words, tokens = story.lexicon.words, sentence.tokens
    if match.tag.name not in _GOING_ON:
        return False
    low, high = max(clause.first, match.first - _FAR_SINCE), min(clause.last + 1, len(tokens), match.last + _FAR_SINCE)
    opened = clause.first - 1 if clause.first and tokens[clause.first - 1].lower in words["since"] else -1
    at = next((i for i in (opened, *range(low, high)) if i >= 0 and tokens[i].lower in words["since"]), None)
    if at is None or not _opens_time(story, sentence, at) or any(t.lower in words["superlatives"] for t in tokens[low:high]):
        return False
    return at >= match.last or _ends_before(sentence, at, match.first)


_GOING_ON = ("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION", "CONSULT", "AID")
"""Types of what may be done on and on."""


def _opens_time(story: Story, sentence: Sentence, at: int) -> bool:
    """Whether a day, a month or a year stands directly behind the word at token `at`: `sejak pekan lalu`, `since the 1980s`."""
    behind = sentence.tokens[at + 1 : at + 3]
    if any(len(t.text) >= 4 and t.text[:4].isdigit() and t.text[0] in "12" for t in behind):
        return True
    return any(d.span.start <= t.start < d.span.end for d in story.dates(sentence) for t in behind)


def _ends_before(sentence: Sentence, at: int, first: int) -> bool:
    """`Sejak Oktober 2023, serangan …`: whether the time behind the word at token `at` ends in a comma before the deed."""
    comma = next((i for i in range(at + 1, first) if sentence.tokens[i].text == ","), None)
    return at == 0 and comma is not None and comma - at <= _LONGEST_TIME


_LONGEST_TIME = 8
"""Words of a time told at the head of a sentence."""
