"""What nobody did: deeds of any kind and of anybody, those of which there is no evidence, contests, offices named by a deed."""

from __future__ import annotations

import itertools

from pantau.extract.actors import FORCES
from pantau.extract.noun_phrase import opens_noun
from pantau.extract.patterns import Match
from pantau.extract.setting import is_blaze
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.extract.words import Token

_FAR_ANY = 4
"""Words between `any` and the noun of a deed: `any new Israeli ground attack`."""
_NEAR_ANY = 3
"""Words behind a noun of a deed, with its owner, within which `apa pun` stands."""
_FAR_EVIDENCE = 12
"""Words between a word of evidence that is lacking and what it would be evidence of."""


def is_unreal(story: Story, sentence: Sentence, match: Match) -> bool:
    """Whether a word of a deed tells of none that somebody did."""
    return any(test(story, sentence, match) for test in _TESTS) or lacks_evidence(story, sentence, match.first)


def lacks_evidence(story: Story, sentence: Sentence, at: int) -> bool:
    """`no evidence to suggest he had died`, `tidak ada bukti bahwa Iran menyerang`: what there is no evidence of."""
    words, tokens = story.lexicon.words, sentence.tokens
    run = list(itertools.takewhile(lambda t: t.is_word, reversed(tokens[max(0, at - _FAR_EVIDENCE) : at])))[::-1]
    lacking = next((i for i, t in enumerate(run) if t.lower in words["evidence"] and _is_denied(words, run[:i])), None)
    if lacking is None:
        return False
    behind = [t.lower for t in run[lacking + 1 :]]
    return not any(w in words["clause_openers"] - words["complement"] for w in behind)


def _is_denied(words: dict[str, frozenset[str]], before: list[Token]) -> bool:
    """Whether a negation stands directly before, or before a word of existence."""
    near = [t.lower for t in before[-2:]]
    return any(w in words["negation"] for w in near)


def _is_any(story: Story, sentence: Sentence, match: Match) -> bool:
    """`will respond to any attack`, `menolak perundingan apa pun`: a deed of any kind is none that was done."""
    words, tokens = story.lexicon.words, sentence.tokens
    if match.shape == "v":
        return False
    near = itertools.takewhile(lambda t: t.is_word, reversed(tokens[max(0, match.first - _FAR_ANY) : match.first]))
    led = list(itertools.takewhile(lambda t: t.lower not in words["oblique"] | words["clause_openers"], near))
    shape = story.lexicon.patterns.morphology.shape
    at = next((i for i, t in enumerate(led) if t.lower in words["any_kind"]), None)
    if at is not None and not any(shape(t.lower) == ("v", "active") for t in led[:at]):
        return True
    behind = list(itertools.takewhile(lambda t: t.is_word, tokens[match.last : match.last + _NEAR_ANY]))
    return not words["genitives"] and any(t.lower in words["any_behind"] for t in behind)


def _is_anybodys(story: Story, sentence: Sentence, match: Match) -> bool:
    """`I don't think one can endorse that`: what one may do nobody has done."""
    words, tokens, at = story.lexicon.words, sentence.tokens, match.first
    small = words["before_verb"] | words["hypothetical"] | words["negation"] | words["future"]
    while at > 0 and tokens[at - 1].lower in small:
        at -= 1
    if match.shape == "n" or at == match.first or not at or tokens[at - 1].lower not in words["anyone"]:
        return False
    return at < 2 or tokens[at - 2].lower not in words["defining"] | words["counting"] | words["negation"]


def _is_helper(story: Story, sentence: Sentence, match: Match) -> bool:
    """`helped bankroll the rebels`, `membantu melatih pasukan`: what somebody helps to do tells what he did."""
    words, tokens, at = story.lexicon.words, sentence.tokens, match.last
    if match.last - match.first > 1 or match.shape == "n" or tokens[match.first].lower not in words["helps"]:
        return False
    at += at < len(tokens) and tokens[at].lower in words["purpose_openers"]
    return any(m.first == at and m.shape != "n" and m.tag.name != "none" for m in sentence.layer("event"))


def _is_of_office(story: Story, sentence: Sentence, match: Match) -> bool:
    """`the director of military operations`, `kepala operasi militer`: a bare noun of a deed that says what an office is for."""
    words, tokens, at = story.lexicon.words, sentence.tokens, match.first
    if match.shape == "v" or match.tag.form == "phrases" or not at:
        return False
    if words["genitives"]:
        fields = (words["describing"] | words["office_fields"]) - words["owning"]
        while at > 1 and tokens[at - 1].lower in fields:
            at -= 1
        if at < 2 or tokens[at - 1].lower not in words["owning"]:
            return False
        at -= 1
    return tokens[at - 1].lower in words["office_heads"]


def _is_contest(story: Story, sentence: Sentence, match: Match) -> bool:
    """`the candidate won after a long battle with his rival`: a contest for votes, in which nobody is harmed."""
    words, tokens = story.lexicon.words, sentence.tokens
    if match.tag.name != "ASSAULT" or tokens[match.last - 1].lower not in words["bouts"] or sentence.layer("harm"):
        return False
    fighters = any(FORCES & set(m.roles) for m in story.mentions(sentence))
    return not fighters and any(t.lower in words["contests"] for t in tokens)


def _is_old_war(story: Story, sentence: Sentence, match: Match) -> bool:
    """`rebuilding after a 23-year civil war`, `setelah perang saudara`: a war within a land that only says when, told of nobody."""
    words, tokens = story.lexicon.words, sentence.tokens
    told = tokens[match.first : match.last]
    if match.shape == "v" or told[-1].lower not in words["wars"] | words["internal"]:
        return False
    if not any(t.lower in words["internal"] for t in told) or not any(t.lower in words["wars"] for t in told):
        return False
    at = opens_noun(story, sentence, match.first)
    lengths = words["time_spans"] | words["articles"]
    while at > 0 and (_is_length(tokens[at - 1].lower, lengths) or tokens[at - 1].text.isdigit() or tokens[at - 1].text == "-"):
        at -= 1  # `a 23-year civil war`
    led = tokens[at - 1].lower if at else ""
    behind = tokens[match.last].lower if match.last < len(tokens) else ""
    owner = any(m.last == at and m.names for m in story.mentions(sentence))
    only_when = led in words["oblique"] | words["done_before"] | words["told_later"] | words["since"] | words["during"]
    return only_when and not owner and behind not in words["between"] | words["heads_relative"] | words["against"]


def _is_ruled(story: Story, sentence: Sentence, match: Match) -> bool:
    """`succession rules that bar women`, `a treaty banning atom bombs`: what rules and treaties forbid, whoever made them, nobody does
    now; not `signed a law that bans …`."""
    words, tokens, at = story.lexicon.words, sentence.tokens, match.first
    if match.tag.name not in ("COERCE", "SANCTION") or match.shape == "n" or match.voice == "passive" or at < 1:
        return False
    at -= tokens[at - 1].lower in words["heads_relative"]
    lasting = words["orders_of_things"] | words["treaties"]
    issued = any(t.lower in words["issuing"] for t in tokens[max(0, at - _FAR_ISSUED) : at])
    return at > 0 and tokens[at - 1].lower in lasting and not issued


def _is_length(word: str, lengths: frozenset[str]) -> bool:
    """Whether a word is one of a length of time: `decade`, `two-decade`, `decades-long`."""
    return word in lengths or any(part in lengths for part in word.split("-")[:2] if "-" in word)


_FAR_ISSUED = 8
"""Words between the verb that issues a rule and the rule."""


def _is_dealt_with(story: Story, sentence: Sentence, match: Match) -> bool:
    """`a ruling party panel on foreign aid`, `komisi tentang pengiriman pasukan`: a bare noun that says what a body deals with."""
    words, tokens, at = story.lexicon.words, sentence.tokens, match.first
    while at > 0 and tokens[at - 1].lower in words["describing"] | words["foreign"]:
        at -= 1
    led = at > 1 and tokens[at - 1].lower in words["topics"]
    return match.shape != "v" and led and tokens[at - 2].lower in words["panels"]


def _is_fire(story: Story, sentence: Sentence, match: Match) -> bool:
    """`killed in a fire at a market`: a fire of its own is no shooting."""
    words, at = story.lexicon.words, match.last - 1
    return match.shape != "v" and match.first == at and sentence.tokens[at].lower in words["blazes"] and is_blaze(sentence, at, words)


def _is_counted(story: Story, sentence: Sentence, match: Match) -> bool:
    """`an arsenal of around 200 bombs`: what a number counts is a thing, where the word is a verb elsewhere."""
    words, at, token = story.lexicon.words, match.first, sentence.tokens[match.first].lower
    lone = match.tag.form == "verbs" and match.last - at == 1 and match.voice == "active" and token.endswith("s")
    counted = at > 0 and (sentence.tokens[at - 1].text[:1].isdigit() or sentence.tokens[at - 1].lower in words["counting"])
    return bool(words["genitives"]) and lone and counted


def _is_awaited(story: Story, sentence: Sentence, match: Match) -> bool:
    """`suspended aid until Hamas renounces violence and recognises Israel`: what is waited for has not happened."""
    words, tokens, at = story.lexicon.words, sentence.tokens, match.first
    present = tokens[at].lower.endswith("s") and match.shape != "n"
    if not present or not words["genitives"]:
        return False
    run = list(itertools.takewhile(lambda t: t.text not in ".;:", reversed(tokens[:at])))
    opened = next((i for i, t in enumerate(run) if t.lower in words["awaiting"]), None)
    return opened is not None and opened <= _FAR_AWAITED


_FAR_AWAITED = 20
"""Words between `until` and what is waited for."""


_TESTS = (
    _is_any, _is_anybodys, _is_helper, _is_of_office, _is_contest, _is_old_war, _is_ruled,
    _is_dealt_with, _is_fire, _is_counted, _is_awaited,
)
"""Each way in which a word of a deed tells of none."""
