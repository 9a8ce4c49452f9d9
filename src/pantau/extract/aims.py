"""What a trigger tells that has not happened, or is not over: aims, plans, fears, deeds called off, deeds that last."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date

from pantau.extract.clauses import Clause, depends, modality_of, opens_noun
from pantau.extract.patterns import Match
from pantau.extract.said import Said
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.extract.words import QUOTES, Token

_NEAR_CANCELLED = 4
"""Words behind a noun of a deed within which it is said to be put off: `penarikan pasukan Amerika Serikat ditunda`."""


def is_aim(story: Story, sentence: Sentence, match: Match) -> bool:
    """`untuk menghentikan pertempuran`, `untuk segera mundur`: an aim is no event."""
    words = story.lexicon.words
    before = [t.lower for t in sentence.tokens[max(0, match.first - 2) : match.first]]
    if match.shape in ("n", "") and before and before[-1] in words["ending"]:
        return True  # `mencari cara untuk menghentikan pertempuran`: what is to end is no new happening
    if match.shape in ("n", "") and _is_feared(story, sentence, match):
        return True
    if match.shape == "n" and _is_wanted(story, sentence, match):
        return True
    if match.shape == "n" or not before:
        return False
    if any(t.lower in words["preventing"] for t in _run_before(sentence, match.first)):
        return True  # `mencegah Hamas mengambil alih bantuan`: what is prevented did not happen
    if _is_ability(before, words):
        return True
    if _is_resolved(story, sentence, match.first):
        return False
    between = words["future"] | words["ongoing"] | words["done"]
    return before[-1] in words["purpose"] or (len(before) == 2 and before[0] in words["purpose"] and before[1] in between)


def _is_feared(story: Story, sentence: Sentence, match: Match) -> bool:
    """`ancaman invasi`, `the risk of an attack`: what is threatened or feared has not happened."""
    at, words = opens_noun(story, sentence, match.first), story.lexicon.words
    owner = next((m for m in story.mentions(sentence) if m.last == at and words["genitives"]), None)
    at = opens_noun(story, sentence, owner.first) if owner is not None else at  # `the threat of a Russian invasion`
    at -= at > 0 and sentence.tokens[at - 1].lower in words["owning"]
    return at > 0 and sentence.tokens[at - 1].lower in words["feared"]


def _is_ability(before: Sequence[str], words: dict[str, frozenset[str]]) -> bool:
    """`rudal yang mampu menyerang Israel`, `a missile capable of hitting Japan`: what a weapon can do it has not done."""
    relative = before[0] in words["heads_relative"] and before[-1] in words["capable"]
    return relative or (before[0] in words["capable"] and before[-1] in words["owning"])


def _is_wanted(story: Story, sentence: Sentence, match: Match) -> bool:
    """`to demand the resignation of the government`, `menuntut pengunduran diri presiden`: what is demanded has not happened."""
    at, words = opens_noun(story, sentence, match.first), story.lexicon.words
    owner = next((m for m in story.mentions(sentence) if m.last == at - 1), None)
    if owner is not None and sentence.tokens[at - 1].lower in words["genitives"]:
        at = owner.first  # `to demand the government's resignation`
        at -= at > 0 and sentence.tokens[at - 1].lower in words["articles"]
    return at > 0 and sentence.tokens[at - 1].lower in words["wanting"]


def _is_resolved(story: Story, sentence: Sentence, first: int) -> bool:
    """`bertekad untuk mengakui Palestina`, `plans to withdraw`, `keputusan Bush untuk mengirim pasukan`: what somebody is resolved
    to do is to come, and no mere aim."""
    words = story.lexicon.words
    if first < 2 or sentence.tokens[first - 1].lower not in words["purpose"]:
        return False
    before = next((t for t in reversed(sentence.tokens[: first - 1]) if t.text not in QUOTES), None)
    if before is None or before.lower in words["resolved"]:
        return before is not None
    return planner_of(story, sentence, first) is not None


def planner_of(story: Story, sentence: Sentence, first: int) -> str | None:
    """Whose decision or plan it is to do what the verb at token `first` says: `rencana Israel untuk menyerang`."""
    tokens, words = sentence.tokens, story.lexicon.words
    if first < 3 or tokens[first - 1].lower not in words["purpose"]:
        return None
    owner = next((m for m in story.mentions(sentence) if m.last == first - 1 and m.names and not m.preposition), None)
    planned = owner is not None and owner.first > 0 and tokens[owner.first - 1].lower in words["plans"]
    return story.actor(owner, sentence).code if owner is not None and planned else None


def _run_before(sentence: Sentence, first: int) -> list[Token]:
    """Up to five words that lead to a token without a mark between."""
    run: list[Token] = []
    for token in reversed(sentence.tokens[max(0, first - 5) : first]):
        if not token.is_word:
            break
        run.append(token)
    return run


def told_modality(story: Story, sentence: Sentence, match: Match, clause: Clause, told: Said | None) -> str:
    modality = modality_of(story, sentence, clause, match)
    if modality == "occurred" and (match.shape != "v" or match.tag.form == "reciprocal"):
        modality = _of_its_verb(story, sentence, match, clause)
    if modality == "occurred" and _is_cancelled(story, sentence, match):
        return "negated"
    if modality == "occurred" and _is_resolved(story, sentence, match.first):
        return "future"
    if told is not None and told.stance == "pledge" and modality == "occurred":
        before = sentence.tokens[max(0, match.first - 3) : match.first]
        if not any(t.lower in story.lexicon.words["done"] for t in before):
            modality = "future"
    return "hypothetical" if depends(story, sentence, clause, match, modality) else modality


_FAR_VERB = 12
"""Words behind a noun of a deed within which its own verb stands."""


def _of_its_verb(story: Story, sentence: Sentence, match: Match, clause: Clause) -> str:
    """`Perundingan antara Rusia dan Ukraina akan digelar di Istanbul`: the verb that says only that a deed takes place tells when."""
    tokens, words = sentence.tokens, story.lexicon.words
    behind = range(match.last, min(clause.last, match.last + _FAR_VERB))
    at = next((i for i in behind if tokens[i].lower in words["taking_place"]), match.last)
    before = {t.lower for t in tokens[max(match.last, at - 3) : at]}
    lists = (("negated", "negation"), ("hypothetical", "hypothetical"), ("future", "future"))
    return next((modality for modality, name in lists if before & words[name]), "occurred")


def _is_cancelled(story: Story, sentence: Sentence, match: Match) -> bool:
    """`menunda penarikan pasukan`, `the planned strikes were cancelled`: a deed put off or called off did not happen."""
    if match.shape != "n" or match.tag.form == "phrases":
        return False
    at, tokens, words = opens_noun(story, sentence, match.first), sentence.tokens, story.lexicon.words["cancelling"]
    behind = itertools.takewhile(lambda t: t.is_word, tokens[match.last : match.last + _NEAR_CANCELLED])
    return (at > 0 and tokens[at - 1].lower in words) or any(t.lower in words for t in behind)


def is_announced(story: Story, sentence: Sentence, match: Match, began: date) -> bool:
    """`berlaku mulai Senin`, told on Sunday: what comes into force on a later day than the page's."""
    effect = any(t.lower in story.lexicon.words["takes_effect"] for t in sentence.tokens[match.first : match.last])
    return effect and story.anchor is not None and began > story.anchor


def is_lasting(story: Story, sentence: Sentence, match: Match) -> bool:
    """`blokade`, `mendukung`, `operasi militer`: what lasts and is not told as done is going on; `tewas dalam pertempuran` is done."""
    told = sentence.tokens[max(0, match.first - 2) : match.last]
    over = sentence.tokens[max(0, match.first - 8) : match.last]  # `the resolution that ended Israel's 34-day war`
    done = any(t.lower in story.lexicon.words["done"] for t in told) or any(t.lower in story.lexicon.words["over"] for t in over)
    done = done or any(match.first - 1 <= h.last <= match.last for h in sentence.layer("harm"))
    held = match.last if match.shape != "v" or match.tag.name != "CONSULT" else match.first + 1  # `mengadakan perundingan` is done
    return not done and any(t.lower in story.lexicon.words["lasting"] for t in sentence.tokens[match.first : held])
