"""Aims and plans: what somebody only means, is wanted or made to do, apart from what is done."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from pantau.extract.noun_phrase import opens_noun
from pantau.extract.orders import ordered_at
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.extract.words import QUOTES, Token

MADE_TO = 6
"""Words between what makes somebody act and the act: `prompted hundreds of the town's people to flee`."""


NEAR_DUTY = 3
"""Words before a verb within which it is said to be a duty."""


def is_aim(story: Story, sentence: Sentence, match: Match) -> bool:
    """`untuk menghentikan pertempuran`, `untuk segera mundur`, `capable of striking Iran`: an aim is no event."""
    words = story.lexicon.words
    before = [t.lower for t in sentence.tokens[max(0, match.first - 2) : match.first]]
    ended = before[:1] if before[-1:] and before[-1] in words["every"] else before[-1:]  # `to stop all fighting`
    if match.shape in ("n", "") and ended and ended[0] in words["ending"]:
        return True  # `mencari cara untuk menghentikan pertempuran`: what is to end is no new happening
    if match.shape in ("n", "") and _is_threatened(story, sentence, match):
        return True
    if match.shape == "n" and (_is_wanted(story, sentence, match) or _is_prevented(story, sentence, match)):
        return True
    if _is_shared_work(story, sentence, match) or _is_purposed(story, sentence, match):
        return True
    if match.shape != "v" and _is_stalled(story, sentence, match):
        return True
    if words["genitives"] and _is_kept_from(sentence, match.first, words):
        return True
    if words["genitives"] and match.shape in ("v", "b") and _is_insisted(sentence, match, words):
        return True
    if _is_hoped_for(story, sentence, match):
        return True
    if match.tag.name == "AGREE" and before and before[-1] in words["trying"]:
        return True  # `berupaya mencapai gencatan senjata`
    if match.shape == "n" or not before or ordered_at(story, sentence, match) is not None:
        return False
    run = _run_before(sentence, match.first)
    if any(t.lower in words["preventing"] for t in run):
        return True  # `mencegah Hamas mengambil alih bantuan`: what is prevented did not happen
    if any(t.lower in words["obligations"] for t in run[:NEAR_DUTY]):
        return True  # `Hamas harus menyerahkan senjatanya`: what must be done is demanded, and not done
    if before[-1] in words["wishing"] or (len(before) == 2 and before[0] in words["wishing"] and before[1] in words["purpose"]):
        return True  # `ingin menarik pasukannya`, `wants to withdraw`: what is wished for is not planned yet
    aimed = any(m.last == match.first and m.tag.name == "aiming" for m in sentence.layer("grammar"))
    if aimed or _is_ability(story, sentence, match.first):
        return True
    if is_resolved(story, sentence, match.first) or is_done(story, sentence, match.first):
        return False
    if is_one_of_all(story, sentence, match.first) or _is_admitted(story, sentence, match.first):
        return False
    if match.tag.name == "PROTEST" and _come_together(story, sentence, match.first):
        return False
    if _is_helped(story, sentence, match.first, run):
        return True
    if before[-1] in words["purpose"] and sentence.tokens[match.first - 2].lower in words["chances"]:
        return False  # `terbuka kemungkinan untuk bertemu dengan …`: it may come
    between = words["future"] | words["ongoing"] | words["done"] | words["negation"]
    return before[-1] in words["purpose"] or (len(before) == 2 and before[0] in words["purpose"] and before[1] in between)


def _is_helped(story: Story, sentence: Sentence, first: int, run: Sequence[Token]) -> bool:
    """`untuk membantu memerangi geng`, `to help Ukraine repel the attack`: what somebody means to help with. `run`: the words that
    lead to the verb, the nearest first."""
    words = story.lexicon.words
    at = next((j for j, t in enumerate(run[:-1]) if t.lower in words["helping"] and run[j + 1].lower in words["purpose"]), -1)
    helper = first - 1 - at
    return at >= 0 and not is_resolved(story, sentence, helper) and not is_done(story, sentence, helper)


_FAR_HOPED = 14
"""Words between a verb of hoping and that of what is hoped for."""


def _is_hoped_for(story: Story, sentence: Sentence, match: Match) -> bool:
    """`Kami berharap Iran membebaskan mereka`, `I hope the troops leave`, `awaited the withdrawal`: what somebody hopes for, in the
    clause that his verb governs, has not happened."""
    words, tokens = story.lexicon.words, sentence.tokens
    if match.shape == "n":
        at = opens_noun(story, sentence, match.first)
        return at > 0 and tokens[at - 1].lower in words["hoping"]
    verbs = {m.first for m in sentence.layer("event", "speech") if m.shape == "v" and tokens[m.first].lower not in words["hoping"]}
    named = {i for m in story.mentions(sentence) for i in range(m.first, m.last)}
    stops = (words["clause_openers"] | words["heads_relative"] | words["purpose"]) - words["complement"]
    if match.first > 0 and tokens[match.first - 1].lower in words["joining_verbs"]:
        verbs = set()  # `berharap Iran berunding dan membebaskan mereka`
    for i in range(match.first - 1, max(-1, match.first - _FAR_HOPED), -1):
        word = tokens[i].lower
        if word in words["hoping"]:
            return True
        if word in stops or (i in verbs and i not in named) or not (tokens[i].is_word or word.isdigit() or word == "-"):
            return False
    return False


def _is_threatened(story: Story, sentence: Sentence, match: Match) -> bool:
    """`ancaman invasi`, `the risk of an attack`: what is threatened or feared has not happened."""
    at, words = opens_noun(story, sentence, match.first), story.lexicon.words
    owner = next((m for m in story.mentions(sentence) if m.last == at and words["genitives"]), None)
    at = opens_noun(story, sentence, owner.first) if owner is not None else at  # `the threat of a Russian invasion`
    at -= at > 0 and sentence.tokens[at - 1].lower in words["owning"]
    return at > 0 and sentence.tokens[at - 1].lower in words["feared"]


def _is_insisted(sentence: Sentence, match: Match, words: Mapping[str, frozenset[str]]) -> bool:
    """`insisting President Conte step down`: a bare verb behind what is insisted on is demanded."""
    verb = sentence.tokens[match.first].lower
    led = sentence.tokens[match.first - 1].lower if match.first else ""
    bare = not verb.endswith(("s", "d", "ing")) and match.voice == "active"
    bare = bare and led not in words["before_verb"] | words["negation"] | words["future"]  # not `insists that it will provide`
    return bare and any(t.lower in words["insisting"] for t in _run_before(sentence, match.first))


def _is_kept_from(sentence: Sentence, first: int, words: dict[str, frozenset[str]]) -> bool:
    """`prevented protesters from marching`: what somebody is kept from did not happen."""
    tokens = sentence.tokens
    if first < 2 or tokens[first - 1].lower not in words["place_sources"]:
        return False
    goes_on = tokens[first].lower.endswith(tuple(words["endings_under_way"]))
    return goes_on and any(t.lower in words["preventing"] | words["banning"] for t in _run_before(sentence, first))


_FAR_WORK = 7
"""Words between a noun of work and what the work is to do: `kerja sama [dari pihak Pakistan] dalam menumpas …`."""


def _is_shared_work(story: Story, sentence: Sentence, match: Match) -> bool:
    """`Uganda's role in fighting Al-Shabaab`, `kerja sama dalam menumpas pemberontak`: what a noun of work is about."""
    words, tokens, first = story.lexicon.words, sentence.tokens, match.first
    own = match.last < len(tokens) and tokens[match.last].lower in words["oblique"]  # `their role in fighting in eastern Congo`
    if first < 2 or own or tokens[first - 1].lower not in words["working_in"]:
        return False
    goes_on = tokens[first].lower.endswith(tuple(words["endings_under_way"]))
    if not (goes_on if words["genitives"] else match.shape != "n" and match.voice == "active"):
        return False
    before = reversed(tokens[max(0, first - 1 - _FAR_WORK) : first - 1])
    run = itertools.takewhile(lambda t: t.is_word or t.text[0].isdigit() or t.text == "-", before)  # `keberhasilan 90 persen dalam …`
    return any(t.lower in words["works"] for t in run)


def _is_purposed(story: Story, sentence: Sentence, match: Match) -> bool:
    """`pilihan untuk menjatuhkan sanksi`, `had the right to carry out strikes`: the noun of what somebody has a purpose to do, no
    plan of his."""
    at, words, tokens = opens_noun(story, sentence, match.first), story.lexicon.words, sentence.tokens
    at -= at > 2 and tokens[at - 1].lower in words["verb_particles"]
    if match.tag.name == "CONSULT" or at < 2 or tokens[at - 2].lower not in words["purpose"]:
        return False
    if tokens[at - 1].lower not in words["acting"]:
        return False
    return not is_resolved(story, sentence, at - 1) and not is_done(story, sentence, at - 1)


def _is_stalled(story: Story, sentence: Sentence, match: Match) -> bool:
    """`kebuntuan negosiasi`, `reinvigorate negotiations`: talks that have come to a halt, or are to be revived, are not under way."""
    at, words, tokens = opens_noun(story, sentence, match.first), story.lexicon.words, sentence.tokens
    at -= at > 1 and tokens[at - 1].lower in words["verb_particles"]
    if match.tag.name != "CONSULT":
        return False
    run = itertools.takewhile(lambda t: t.is_word and t.lower not in words["clause_openers"], tokens[match.last :])
    near = list(itertools.islice(run, _FAR_STALLED))
    return (at > 0 and tokens[at - 1].lower in words["stalled"]) or any(t.lower in words["stalled_behind"] for t in near)


_FAR_STALLED = 9
"""Words between a noun of talks, with whose they are, and the verb that says they have come to a halt."""


def _is_ability(story: Story, sentence: Sentence, first: int) -> bool:
    """`rudal yang mampu menyerang Israel`, `drone itu mampu …`, `a missile capable of hitting Japan`: what a weapon can do it has not
    done; what people were able to do they have."""
    words, tokens = story.lexicon.words, sentence.tokens
    before = [t.lower for t in tokens[max(0, first - 2) : first]]
    if words["genitives"] or before[-1] not in words["capable"]:
        return len(before) > 1 and before[0] in words["capable"] and before[-1] in words["owning"]
    who = next((m for m in story.mentions(sentence) if m.last == first - 1), None)
    people = who is not None and not any(t.lower in words["weapons"] for t in tokens[who.first : who.last + 1])
    return not people and (len(before) < 2 or before[0] not in words["done"])


def _is_admitted(story: Story, sentence: Sentence, first: int) -> bool:
    """`pleaded guilty to murdering three detainees`: what somebody owns up to is done."""
    words, tokens = story.lexicon.words, sentence.tokens
    gerund = bool(words["genitives"]) and tokens[first].lower.endswith(tuple(words["participles"]))
    return gerund and first > 1 and tokens[first - 1].lower in words["purpose"] and tokens[first - 2].lower in words["admitting"]


_FAR_FIRST = 7
"""Words between a word of order and its purpose."""


def is_one_of_all(story: Story, sentence: Sentence, first: int) -> bool:
    """`the latest worker to be kidnapped`, `became the first leader to visit Kyiv`: behind a word of order a purpose is done."""
    tokens, words = sentence.tokens, story.lexicon.words
    at = first - 1
    while at > 0 and tokens[at].lower in words["being"]:
        at -= 1
    if at < 2 or tokens[at].lower not in words["purpose_openers"] or not words["ordinals"]:
        return False
    run = itertools.takewhile(lambda t: t.is_word, reversed(tokens[max(0, at - _FAR_FIRST) : at]))
    return any(t.lower in words["ordinals"] for t in run)


def is_done(story: Story, sentence: Sentence, first: int) -> bool:
    """`began to withdraw`, `prompted Pakistan to close its border`: behind these a purpose is what happened."""
    words, tokens = story.lexicon.words, sentence.tokens
    if first < 2 or tokens[first - 1].lower not in words["purpose"]:
        return False
    return _is_used(story, sentence, first) or tokens[first - 2].lower in words["begun"] or made_by(story, sentence, first) is not None


def _is_used(story: Story, sentence: Sentence, first: int) -> bool:
    """`used drones to attack the town`: who uses something to do a deed does it; not what `could be used to attack`."""
    words, tokens = story.lexicon.words, sentence.tokens
    for i in range(first - 2, max(0, first - 2 - MADE_TO), -1):
        if tokens[i].lower in words["using"]:
            return tokens[i - 1].lower not in words["being"]
        if not tokens[i].is_word:
            return False
    return False


_FAR_GATHERED = 9
"""Words between a verb of coming together and what people came together to do."""


def _come_together(story: Story, sentence: Sentence, first: int) -> bool:
    """`gathered in the capital Dakar to protest`, `turun ke jalan untuk memprotes`: who comes together to protest protests."""
    run = itertools.takewhile(lambda t: t.is_word, reversed(sentence.tokens[max(0, first - _FAR_GATHERED) : first]))
    return any(t.lower in story.lexicon.words["coming_together"] for t in run)


def made_by(story: Story, sentence: Sentence, first: int) -> int | None:
    """The token that makes somebody do what the verb at token `first` says: `prompted [Pakistan to] close`; None where none does."""
    words, tokens = story.lexicon.words, sentence.tokens
    if first < 3 or tokens[first - 1].lower not in words["purpose"]:
        return None
    for i in range(first - 2, max(-1, first - 2 - MADE_TO), -1):
        if tokens[i].lower in words["causing"] and i < first - 2:
            return i
        if not tokens[i].is_word or tokens[i].lower in words["clause_openers"] | words["purpose"]:
            return None
    return None


def _is_wanted(story: Story, sentence: Sentence, match: Match) -> bool:
    """`to demand the resignation of the government`, `menuntut pengunduran diri presiden`: what is demanded has not happened."""
    at, words = opens_noun(story, sentence, match.first), story.lexicon.words
    owner = next((m for m in story.mentions(sentence) if m.last == at - 1), None)
    if owner is not None and sentence.tokens[at - 1].lower in words["genitives"]:
        at = owner.first  # `to demand the government's resignation`
        at -= at > 0 and sentence.tokens[at - 1].lower in words["articles"]
    return at > 0 and sentence.tokens[at - 1].lower in words["wanting"]


def _is_prevented(story: Story, sentence: Sentence, match: Match) -> bool:
    """`foiled a suicide attack`, `menggagalkan serangan`, `blokade bantuan`: what was prevented or held up did not happen."""
    at, words = opens_noun(story, sentence, match.first), story.lexicon.words
    at -= at > 1 and sentence.tokens[at - 1].lower in words["genitives"] | words["partitive"]
    before = sentence.tokens[at - 1].lower if at > 0 else ""
    if match.tag.name == "PROTEST" and before in words["banning"]:
        return True  # `police banned a rally`
    if before in words["tries"] | words["plans"] and at > 1:  # `menggagalkan upaya penyelundupan senjata`
        before = sentence.tokens[at - 2].lower
    return before in words["preventing"] or (match.tag.name == "AID" and before in words["withholding"])


def is_resolved(story: Story, sentence: Sentence, first: int) -> bool:
    """`bertekad untuk mengakui Palestina`, `plans to withdraw`, `keputusan Bush untuk mengirim pasukan`: what somebody is resolved
    to do is to come, and no mere aim."""
    words = story.lexicon.words
    if first < 2 or sentence.tokens[first - 1].lower not in words["purpose"]:
        return False
    before = next((t for t in reversed(sentence.tokens[: first - 1]) if t.text not in QUOTES), None)
    if before is None or before.lower in words["resolved"]:
        return before is not None
    if first > 2 and before.lower in words["plans"]:  # `mengumumkan rencana untuk menarik pasukan`, and not `rencana untuk menarik …`
        told = any(m.last in (first - 2, first - 1) and m.first < first - 2 for m in sentence.layer("speech"))
        return told or planner_of(story, sentence, first) is not None
    return planner_of(story, sentence, first) is not None


def planner_of(story: Story, sentence: Sentence, first: int) -> str | None:
    """Whose decision or plan it is to do what the verb at token `first` says: `rencana Israel untuk menyerang`."""
    tokens, words = sentence.tokens, story.lexicon.words
    if first < 3 or tokens[first - 1].lower not in words["purpose"]:
        return None
    if tokens[first - 2].lower in words["plans"]:  # `Israel's plan to strike`, `a U.S. decision to send troops`
        at = first - 2 - (tokens[first - 3].lower in words["genitives"])
        owner = next((m for m in story.mentions(sentence) if m.last == at and m.names and words["genitives"]), None)
        return story.actor(owner, sentence).code if owner is not None else None
    owner = next((m for m in story.mentions(sentence) if m.last == first - 1 and m.names), None)
    at = owner.first - 1 if owner is not None else 0
    by = owner is not None and owner.preposition in words["by_agent"] and tokens[at].lower == owner.preposition
    planned = owner is not None and at - by > 0 and (by or not owner.preposition) and tokens[at - by].lower in words["plans"]
    return story.actor(owner, sentence).code if owner is not None and planned else None


def _run_before(sentence: Sentence, first: int) -> list[Token]:
    """Up to five words that lead to a token without a mark between."""
    run: list[Token] = []
    for token in reversed(sentence.tokens[max(0, first - 5) : first]):
        if not token.is_word:
            break
        run.append(token)
    return run


FAR_GENERAL = 9
"""Words behind a noun within which it may be said to be common or rare."""


def is_general(story: Story, sentence: Sentence, match: Match) -> bool:
    """`attacks are common in Kirkuk`, `attacks on the agency have been rare`, `in fear of abductions`: what happens at times, or is
    only feared, is no happening."""
    words, tokens = story.lexicon.words, sentence.tokens
    at = opens_noun(story, sentence, match.first)
    at += tokens[at].lower in words["partitive"]  # `of` may belong to the noun: `a wave of attacks`
    if at > 1 and tokens[at - 1].lower in words["partitive"] and tokens[at - 2].lower in words["fears"]:
        return True
    run = tokens[match.last : match.last + FAR_GENERAL]
    end = next((i for i, t in enumerate(run) if not t.is_word or t.lower in words["clause_openers"]), len(run))
    said = next((i for i, t in enumerate(run[:end]) if t.lower in words["being"] or t.lower in words["general"]), end)
    return any(t.lower in words["general"] for t in (*run[said : min(end, said + 4)], *_told_last(words, tokens, match)))


def _told_last(words: Mapping[str, frozenset[str]], tokens: Sequence[Token], match: Match) -> Sequence[Token]:
    """`Attacks on the agency, which feeds refugees, have been very rare`: what the sentence that a noun opens ends in."""
    last = tokens[-5:] if match.first <= 1 and any(t.lower in words["heads_relative"] for t in tokens[match.last :]) else ()
    return last if any(t.lower in words["being"] for t in last) else ()


def is_habit(story: Story, sentence: Sentence, match: Match) -> bool:
    """`Sandera biasanya ditahan beberapa hari sebelum dibebaskan`, `hostages are usually freed after a ransom is paid`: what befalls
    people as a rule, and all that the sentence tells of it, is no happening."""
    words, tokens, shape = story.lexicon.words, sentence.tokens, story.lexicon.patterns.morphology.shape
    for at in range(match.first):
        if tokens[at].lower in words["habitual"]:
            suffered = shape(tokens[at + 1].lower)[1] in ("passive", "participle")
            return suffered and (not words["genitives"] or tokens[at - 1].lower in words["being"])
    return False
