"""Whether a deed happened, goes on, is to come, may come or did not happen: the words of its clause that say so."""

from __future__ import annotations

from itertools import pairwise

from pantau.extract.clauses import REACH, Clause, opens_noun
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.view import Sentence


def modality_of(story: Story, sentence: Sentence, clause: Clause, match: Match) -> str:
    """`negated`, `hypothetical`, `future`, `ongoing` or `occurred`, by the words of the clause before the trigger and just behind
    it."""
    words, first = story.lexicon.words, match.first
    before = _without_asides([t.lower for t in sentence.tokens[max(clause.first, first - 7) : first]], words["before_verb"])[-5:]
    inside = [t.lower for t in sentence.tokens[first : match.last - 1]]
    near, close = before + inside, (before + inside[:2])[-4:]
    if any(w in words["negation"] and after not in words["negated_kinds"] for w, after in pairwise([*close, ""])):
        return "negated"  # not by `kelompok tidak dikenal menembak`: unknown is what they are
    if clause.opener in words["hypothetical"] or any(w in words["hypothetical"] for w in near):
        return "hypothetical"
    agreed = match.tag.name == "AGREE"  # to agree is done, whatever is agreed on is to come
    if any(w in words["future"] for w in (before if agreed else near)) and not _is_held_there(story, sentence, clause, match):
        return "future"
    if match.voice == "passive" and before[-2:] == ["to", "be"] and not (set(before[-3:-2]) & words["seeming"]):
        return "future"  # `talks to be held in Juba`
    if any(w in words["ongoing"] for w in close) or _is_under_way(story, sentence, match):
        return "ongoing"
    return "future" if _is_also_to_come(sentence, clause, match, words) else "occurred"


def _is_held_there(story: Story, sentence: Sentence, clause: Clause, match: Match) -> bool:
    """`agreed at a summit to form a government`: the noun says on which occasion something was agreed, and was held."""
    words, tokens = story.lexicon.words, sentence.tokens
    opened = opens_noun(story, sentence, match.first)
    if match.shape != "n" or opened - 2 < clause.first or tokens[opened - 1].lower not in words["locatives"] | words["during"]:
        return False
    return tokens[opened - 2].lower in words["consenting"]


def _is_also_to_come(sentence: Sentence, clause: Clause, match: Match, words: dict[str, frozenset[str]]) -> bool:
    """`akan menutup reaktornya serta mengizinkan …`: a verb joined to one that is to come is to come, where verbs have no tense."""
    first, tokens = match.first, sentence.tokens
    if match.shape != "v" or words["genitives"] or first < 2 or tokens[first - 1].lower not in words["joining_verbs"]:
        return False
    before = [t.lower for t in tokens[max(clause.first, first - REACH) : first]]
    return any(w in words["future"] for w in before) and not any(w in words["done"] for w in before)


def depends(story: Story, sentence: Sentence, clause: Clause, match: Match, modality: str) -> bool:
    """`Turki siap mengakui Kosovo jika …`, `Jika …, Turki akan …`: what is to come on a condition told in the same sentence; and
    each of the conditions that `maka` closes."""
    words, tokens = story.lexicon.words, sentence.tokens
    before, behind = tokens[max(0, match.first - REACH) : match.first], tokens[match.last : match.last + REACH]
    on_condition = any(t.lower in words["conditions"] for t in before)
    if modality == "future":
        return on_condition or any(t.lower in words["conditions"] for t in behind)
    closed = any(t.lower in words["consequence"] for t in behind)
    return modality == "occurred" and not clause.relative and on_condition and closed


def _without_asides(before: list[str], adverbs: frozenset[str]) -> list[str]:
    """`will not, however, meet`: the words before a verb without an adverb between commas."""
    at = next((i for i in range(len(before) - 2) if before[i] == before[i + 2] == "," and before[i + 1] in adverbs), None)
    return before if at is None else before[:at] + before[at + 3 :]


def _is_under_way(story: Story, sentence: Sentence, match: Match) -> bool:
    """`has been fighting`, `were raiding villages`: a form of what goes on, behind a form of being."""
    words, tokens = story.lexicon.words, sentence.tokens
    if match.shape == "n" or not any(tokens[match.first].lower.endswith(e) for e in words["endings_under_way"]):
        return False
    before = next((t.lower for t in reversed(tokens[: match.first]) if t.lower not in words["between_being"]), "")
    return before in words["being"]
