"""Deeds pointed at: what a later sentence tells of a deed told before (`the attack came when …`, `serangan itu dilakukan …`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pantau.extract.actors import plain
from pantau.extract.clauses import clause_of, subject_of
from pantau.extract.culprits import Culprit, culprit_of
from pantau.extract.event_nouns import carried_out
from pantau.extract.event_same import is_told_again
from pantau.extract.groups import codes_of
from pantau.extract.happenings import Happening
from pantau.extract.noun_phrase import opens_noun
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.model import Span

OPENS = 3
"""Words into a sentence within which the deed pointed at is its subject."""
BACK = 6
"""How many sentences back a deed may have been told for `the attack` to point at it."""


def points_back(story: Story, one: Happening, found: Sequence[Happening], told_at: Mapping[str, int]) -> bool:
    """`The attack came hours after …`: a noun with its article and no day of its own points at a deed of its kind told before."""
    match, sentence = one.match, one.sentence
    if is_told_again(story, one, found):
        return True
    words, tokens = story.lexicon.words, sentence.tokens
    dated = one.when is not None and not _is_compared(story, one)
    if not dated and match.last - match.first > 2 and tokens[match.last - 1].lower in words["acts"]:  # `killed in the attack`
        return tokens[match.last - 2].lower in words["defining"] and any(_is_before(k, one, told_at) for k in found)
    if match.shape != "n" or match.tag.form not in ("nouns", "weak", "reciprocal") or dated:
        return False
    told = {t.lower for t in tokens[match.last - 1 : match.last + 1]} & (words["opponent"] | words["by_agent"])  # `the killing of X`
    opened = opens_noun(story, sentence, match.first)
    opened += tokens[opened].lower in words["partitive"]  # `the site of the attack`
    owner = next((m for m in story.mentions(sentence) if m.last == opened and not m.is_pronoun), None)
    at = opened if owner is None else owner.first  # `the Israeli air strike`
    article = tokens[at].lower in words["defining"] or (owner is not None and at > 0 and tokens[at - 1].lower in words["defining"])
    if told or not article:
        return False
    return any(_is_before(k, one, told_at) and (owner is None or set(one.actors) <= set(k.actors)) for k in found)


def _is_compared(story: Story, one: Happening) -> bool:
    """`The clash was the most serious since July`: the day something is measured against is not its own."""
    words, tokens = story.lexicon.words, one.sentence.tokens[one.match.last :]
    return any(t.lower in words["superlatives"] for t in tokens) and any(t.lower in words["since"] for t in tokens)


def _is_before(k: Happening, one: Happening, told_at: Mapping[str, int]) -> bool:
    """Whether a deed of the same kind was told before, and one of its kind told or pointed at in the last sentences."""
    near = k.sentence is not one.sentence and one.sentence.number - told_at.get(k.type, -BACK) <= BACK
    return near and k.type == one.type and k.modality == one.modality


def tell_doer(story: Story, sentence: Sentence, match: Match, found: list[Happening]) -> None:
    """`Serangan itu dilakukan (oleh) Boko Haram`: a deed pointed at, told before without its doer, has the one told now."""
    last = found[-1] if found else None
    culprit = culprit_of(story, sentence, match, None)
    if culprit is not None and _owns_up(story, culprit, sentence, found):
        return
    verb = match.tag.form == "phrases" and match.shape == "v"
    noun = match.tag.form != "phrases" and match.shape == "n"
    if last is None or last.type != match.tag.name or not (verb or noun):
        return
    if sentence.number - last.sentence.number > BACK or (last.actors and any(slot == "actors" for slot, _ in last.evidence)):
        return
    clause = clause_of(story, sentence, match.first, match.last)
    doer = subject_of(story, sentence, clause, match.first) if verb else carried_out(story, sentence, match, clause)[1]
    codes = codes_of(story, sentence, doer)
    if codes and not set(codes) & set(last.recipients):
        evidence = (*last.evidence, ("actors", Span(doer[0].span.start, doer[-1].span.end)))
        found[-1] = replace(last, actors=codes, evidence=evidence)


def _owns_up(story: Story, culprit: Culprit, sentence: Sentence, found: list[Happening]) -> bool:
    """`A suicide bomber killed 46 people. ISIS claimed responsibility for the attack`: the group that owns up to the last use of
    force, which nobody named did."""
    at = next((i for i in range(len(found) - 1, -1, -1) if found[i].type == "ASSAULT"), -1)
    if at < 0 or sentence.number - found[at].sentence.number > BACK or found[at].is_mutual:
        return False
    deed = found[at]
    nameless = all(code.endswith("_OPP") and code not in story.sides.codes for code in deed.actors)
    if not nameless or culprit.code in (*deed.actors, *deed.recipients):
        return False
    evidence = (*(e for e in deed.evidence if e[0] != "actors"), ("actors", culprit.span))
    found[at] = replace(deed, actors=(culprit.code,), evidence=evidence)
    return True


def tells_how(story: Story, one: Happening, found: list[Happening]) -> bool:
    """`The attack took place … when a convoy came under fire from gunmen`: what a clause of time tells in a sentence about a deed told
    before is that deed, and fills what is not known of it."""
    match, sentence = one.match, one.sentence
    at = next((i for i in range(len(found) - 1, -1, -1) if found[i].type == one.type and found[i].sentence is not sentence), -1)
    moments = story.lexicon.words["told_later"] - story.lexicon.words["sequence"]
    if clause_of(story, sentence, match.first, match.last).opener not in moments or at < 0 or match.shape == "n" or one.is_mutual:
        return False
    deed = found[at]
    apart = deed.is_mutual or not (_agree(deed.actors, one.actors) and _agree(deed.recipients, one.recipients))
    if apart or deed.modality != one.modality:
        return False
    known = {slot for slot, _ in deed.evidence}
    evidence = (*deed.evidence, *((slot, span) for slot, span in one.evidence if slot not in known))
    actors, recipients = deed.actors or one.actors, deed.recipients or one.recipients
    found[at] = replace(deed, actors=actors, recipients=recipients, place=deed.place or one.place, evidence=evidence)
    return True


def _agree(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two mentions may name the same side: one names nobody, or both share a party."""
    return not a or not b or bool({plain(c) for c in a} & {plain(c) for c in b})
